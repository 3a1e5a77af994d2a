//! Text setting: fonts, shaping and line breaking.
//!
//! Text comes in as [`Run`]s and leaves as lines of shaped words at a font size. Line breaking looks at the whole
//! paragraph at once. This module knows neither blocks nor pages; [`layout`](crate::layout) puts the lines where they
//! belong.

mod addresses;
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
mod superior;
mod unfit;
mod words;

pub use font::{Font, Fonts, Metrics, OutlineFormat};
pub use glyph::Glyph;
pub use ink::{Ink, Reach};
pub use outline::InFont;
pub use paragraph::{Line, Paragraph, Stretch, Widest};
pub use run::{FootnoteMark, FootnoteOrigin, Run, SUPERIOR_FIGURES, superior_figures, trim_end};
pub use shape::{Shaper, Way, Word};
pub use unfit::Unfit;
