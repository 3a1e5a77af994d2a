//! Pictures on sheets, such as a logo: drawings, which stay vector graphics, photographs, and QR codes.

mod code;
mod content;
mod raster;
mod read;
mod svg;
mod turn;
mod unusable;

pub use content::{Content, Picture};
pub use raster::{Pixels, Raster};
pub use svg::{Drawing, Shape};
pub use turn::Turn;
pub use unusable::Unusable;
