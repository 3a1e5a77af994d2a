//! Drawn blocks: charts and QR codes, which are fenced blocks, and pictures.

mod alt;
mod compile;
mod fill;
mod markup;
mod path;
mod shares;

pub(super) use compile::compile;
pub(super) use fill::{Pictures, encode, fill};
