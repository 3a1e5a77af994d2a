//! Charts: their blocks in the text, and the numbers, labels and alternative texts of their marks.

mod bars;
mod columns;
mod compile;
mod dots;
mod figures;
mod fill;
mod head;
mod line;
mod shares;
mod spoken;
mod ticks;
mod tiles;
mod units;
mod values;

pub(super) use compile::Block;
pub(super) use fill::fill;
