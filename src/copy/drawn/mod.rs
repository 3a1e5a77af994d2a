//! Drawn blocks: charts and QR codes, which are fenced blocks, and pictures.

mod alt;
mod chart;
mod compile;
mod fence;
mod fill;
mod markup;
mod path;

pub(super) use compile::compile;
pub(super) use fill::{Pictures, encode, fill};
