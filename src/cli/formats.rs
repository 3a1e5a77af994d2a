//! Which kinds of files `render` is asked for.

use super::arguments::{RenderOptions, SheetFormat};
use crate::batch::Formats;
use crate::diagnostic::UsageError;
use crate::raster::{IS_BUILT_IN, USUAL_WIDTH};

/// The kinds of files that are asked for, when this program can make them.
///
/// # Errors
///
/// When it cannot draw, and when a width is given that is the width of nothing.
pub(super) fn formats(options: &RenderOptions) -> Result<Formats, UsageError> {
    let asks_for = |format| options.format.contains(&format);
    let (pdf, png) = (asks_for(SheetFormat::Pdf), asks_for(SheetFormat::Png));
    if png && !IS_BUILT_IN {
        return Err(UsageError {
            message: "this program was built without what draws pictures".to_owned(),
            help: "build it with the feature `png`, as in `cargo install --path . --features png`"
                .to_owned(),
        });
    }
    if png && options.print_marks {
        return Err(UsageError {
            message: "a print shop takes PDFs, and pictures have no marks where to trim them"
                .to_owned(),
            help: "ask for the one or the other: leave out --print-marks or --format png"
                .to_owned(),
        });
    }
    if options.width.is_some() && !png {
        return Err(UsageError {
            message: "--width is the width of pictures, and there are none".to_owned(),
            help: "ask for them with --format png or --format pdf,png, or leave it out".to_owned(),
        });
    }
    Ok(Formats {
        pdf,
        png: png.then_some(options.width.unwrap_or(USUAL_WIDTH)),
    })
}
