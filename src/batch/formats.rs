//! The kinds of files that are made of each sheet.

use std::fmt;

use crate::diagnostic::UsageError;
use crate::edition::Edition;
use crate::raster::{LEAST_WIDTH, MOST_PIXELS, height};

/// The kinds of files that are made of each sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Formats {
    /// Whether it is a PDF.
    pub pdf: bool,
    /// How many pixels its pictures are wide, one of each page; none when there are to be none.
    pub png: Option<u16>,
}

impl Default for Formats {
    fn default() -> Self {
        Self {
            pdf: true,
            png: None,
        }
    }
}

/// What parts of a release must have in common.
impl fmt::Display for Formats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.pdf, self.png) {
            (_, None) => f.write_str("pdf"),
            (true, Some(width)) => write!(f, "pdf,png {width}"),
            (false, Some(width)) => write!(f, "png {width}"),
        }
    }
}

impl Formats {
    /// Pictures may not be larger than any machine can be asked for, and their names must be theirs alone.
    pub(super) fn check(self, editions: &[Edition]) -> Result<(), UsageError> {
        let Some(width) = self.png else { return Ok(()) };
        for edition in editions {
            check_size(edition, width)?;
            if ends_like_a_page(&edition.layout) {
                let layout = &edition.layout;
                let message = format!("pictures of `{layout}` would have names of further pages");
                return Err(UsageError::new(message, "give the design another name"));
            }
        }
        Ok(())
    }
}

fn check_size(edition: &Edition, width: u16) -> Result<(), UsageError> {
    let page = edition.stylesheet.page.size;
    let fits = |width: &u16| height(*width, page).is_some();
    if fits(&width) {
        return Ok(());
    }
    let layout = &edition.layout;
    let message = format!("pictures of `{layout}` are too large at a width of {width} pixels");
    let most = MOST_PIXELS / 1_000_000;
    let help = match (LEAST_WIDTH..width).rev().find(fits) {
        Some(width) => {
            format!("--width {width} is the most: no picture has more than {most} million")
        }
        None => "make pictures of a design whose pages are less long".to_owned(),
    };
    Err(UsageError::new(message, help))
}

/// Whether a design's name ends as the names of the pictures of further pages do, as in `wide.p2`.
fn ends_like_a_page(layout: &str) -> bool {
    let end = layout.rsplit_once(".p").map(|(_, number)| number);
    end.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}
