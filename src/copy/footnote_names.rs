//! The names of footnotes: `[^loans]`.

use crate::diagnostic::{Code, Diagnostic, Report, Span, did_you_mean};

/// The names of the footnotes of a text, in the order of their definitions.
#[derive(Clone, Debug, Default)]
pub struct FootnoteNames(Vec<(String, Span)>);

impl FootnoteNames {
    /// Adds the footnote defined at a place. A name that is taken is reported.
    pub(super) fn add(&mut self, name: &str, span: Span, report: &mut Report) {
        let Some((_, first)) = self.0.iter().find(|(known, _)| known == name) else {
            self.0.push((name.to_owned(), span));
            return;
        };
        let message = format!("the footnote `{name}` is defined twice");
        report.push(
            Diagnostic::error(Code::Duplicate, span, message)
                .also(*first, "first defined here")
                .help("give one of the two another name, here and where it is called"),
        );
    }

    /// The index of the footnote called at `span`, or `None` for an unknown one, which is reported.
    pub(super) fn find(&self, name: &str, span: Span, report: &mut Report) -> Option<usize> {
        let found = self.0.iter().position(|(known, _)| known == name);
        if found.is_none() {
            let message = format!("there is no footnote `{name}`");
            let near = did_you_mean(name, self.0.iter().map(|(known, _)| known.as_str()));
            let help = match near {
                Some(near) => format!("did you mean [^{near}]?"),
                None => format!("write its text on a line of its own: [^{name}]: …"),
            };
            report.push(Diagnostic::error(Code::UnknownName, span, message).help(help));
        }
        found
    }

    /// The errors of footnotes that the text does not call.
    pub(super) fn never_called(&self, is_called: &dyn Fn(usize) -> bool) -> Vec<Diagnostic> {
        let idle = self
            .0
            .iter()
            .enumerate()
            .filter(|(index, _)| !is_called(*index));
        let error = |(_, (name, span)): (usize, &(String, Span))| {
            let message = format!("the footnote `{name}` is never called");
            Diagnostic::error(Code::UncalledFootnote, *span, message)
                .label("without a call it is not printed")
                .help(format!(
                    "write [^{name}] right after a word, or delete the footnote"
                ))
        };
        idle.map(error).collect()
    }
}
