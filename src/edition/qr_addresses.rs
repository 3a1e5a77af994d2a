//! The addresses of QR codes that nobody can read in print.
//!
//! A design can leave out the address beside a code. A reader without a telephone then needs it elsewhere on the sheet,
//! and so does a reader who wants to know where a code leads before it is scanned. The program cannot tell whether a
//! poster means to do without, so this is a warning and no error.

use crate::copy::{Block, Filled};
use crate::diagnostic::{Code, Diagnostic};
use crate::project::Stylesheet;

/// The warnings about codes of a sheet whose addresses are printed nowhere on its pages.
pub(super) fn unread(words: &Filled, stylesheet: &Stylesheet, pages: usize) -> Vec<Diagnostic> {
    let style = &stylesheet.styles.qr;
    let codes = words.blocks.iter().filter_map(|block| match block {
        Block::Qr(code) if style.is_shown && !style.has_address => Some(code),
        _ => None,
    });
    let codes: Vec<_> = codes.collect();
    if codes.is_empty() {
        return Vec::new();
    }
    let mut printed = String::new();
    words.for_each_run(pages, &mut |run| {
        if !codes
            .iter()
            .any(|code| std::ptr::eq(run, &raw const code.text))
        {
            printed.push_str(&run.text);
        }
    });
    let unread = codes
        .into_iter()
        .filter(|code| !printed.contains(&code.text.text));
    let warning = |code: &crate::copy::Qr| {
        let message = format!(
            "`{}` is in this QR code and printed nowhere",
            code.text.text
        );
        Diagnostic::error(Code::LeftOut, code.span, message)
            .warning()
            .about(code.text.text.as_str())
            .help("print the address in the text too, or take `address = false` out of [styles.qr]")
    };
    unread.map(warning).collect()
}
