//! From runs to lines: fonts, shaping and line breaking. Nothing here knows about pages.

pub mod breaking;
mod font;
mod glyph;
mod ink;
mod opportunities;
mod outline;
mod paragraph;
mod run;
mod sanity;
pub(crate) mod sfnt;
mod shape;
mod unfit;

pub use font::{Font, Fonts, Metrics};
pub use glyph::Glyph;
pub use ink::{Ink, Reach};
pub use outline::InFont;
pub use paragraph::{Line, Paragraph, Stretch, Widest};
pub use run::{Run, trim_end};
pub use shape::{Shaper, Word};
pub use unfit::Unfit;
