//! What stands between the words and is drawn: charts and QR codes, which are fenced blocks, and pictures.

mod compile;
mod fill;
mod markup;
mod percent;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::block::ChartKind;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::picture::Picture;

pub(super) use compile::compile;
pub(super) use fill::{encode, fill};

/// What is drawn in the place of a block.
#[derive(Clone, Debug)]
pub enum Drawn {
    /// A chart; its template prints its figures.
    Chart(ChartKind, Span),
    /// A picture; its template is what it shows.
    Picture {
        /// Its file, by its path in the project.
        path: String,
        /// Where that is written.
        path_span: Span,
        /// Where all of it is written.
        span: Span,
    },
    /// A QR code; its template is its address.
    Qr(Span),
    /// Something that cannot be drawn, which has been said.
    Nothing,
}

/// What all sheets of an edition have: pictures by their paths, and codes by their addresses.
pub type Pictures = BTreeMap<String, Arc<Picture>>;

fn no_alt(span: Span) -> Diagnostic {
    let message = "this picture says nothing to whoever cannot see it";
    Diagnostic::error(Code::MissingAlt, span, message).help(
        "write what it shows between the brackets: ![Logo of the library](layouts/pictures/logo.svg)",
    )
}
