//! A pair of braces with attributes.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::project::stylesheet::is_plain_name;

/// Attributes in braces at the end of a text.
#[derive(Debug)]
pub(super) struct Braces<'s> {
    /// The byte range in the text, including the braces.
    pub range: Range<usize>,
    inner: &'s str,
}

/// An attribute, such as `.at-work`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute<'s> {
    /// The name without its dot.
    pub name: &'s str,
    /// The source location, including the dot.
    pub span: Span,
}

impl<'s> Braces<'s> {
    /// Finds the braces at the end of a text, before white space. Tags of templates are not attributes.
    pub(super) fn at_end(text: &'s str) -> Option<Self> {
        let text = text.trim_end();
        let before = text.strip_suffix('}')?;
        let start = before.rfind('{')?;
        let inner = &before[start + 1..];
        let is_tag = before[..start].ends_with('{') || inner.starts_with(['%', '#']);
        let is_plain = !is_tag && !inner.contains(['}', '\n']);
        is_plain.then_some(Self {
            range: start..text.len(),
            inner,
        })
    }

    /// The source location of the braces in a text whose first byte is at offset `base`.
    pub(super) fn span(&self, base: usize) -> Span {
        Span::new(base + self.range.start, base + self.range.end)
    }

    /// The attributes in their order, at least one. A word without a dot is an error.
    pub(super) fn attributes(&self, base: usize) -> Result<Vec<Attribute<'s>>, Diagnostic> {
        let mut attributes = Vec::new();
        let mut rest = self.inner.trim_start();
        while !rest.is_empty() {
            let word = rest.split_whitespace().next().unwrap_or_default();
            let start = base + self.range.end - 1 - rest.len();
            let span = Span::new(start, start + word.len());
            let name = word.strip_prefix('.').ok_or_else(|| no_dot(word, span))?;
            attributes.push(Attribute { name, span });
            rest = rest[word.len()..].trim_start();
        }
        match attributes.is_empty() {
            true => Err(wrong(
                self.span(base),
                "there is nothing between these braces",
            )),
            false => Ok(attributes),
        }
    }
}

impl Attribute<'_> {
    /// Checks that the name of a section or table has the form that designs can use. `what` names its owner.
    pub(super) fn check_name(&self, what: &str) -> Result<(), Diagnostic> {
        match is_plain_name(self.name) {
            true => Ok(()),
            false => Err(wrong(
                self.span,
                &format!("this cannot be the name of a {what}"),
            )),
        }
    }
}

fn no_dot(word: &str, span: Span) -> Diagnostic {
    wrong(
        span,
        &format!("a dot is missing before the attribute `{word}`"),
    )
}

fn wrong(span: Span, message: &str) -> Diagnostic {
    Diagnostic::error(Code::WrongValue, span, message)
        .help("write a dot, small letters, digits and hyphens: {.at-work}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Option<Vec<&str>> {
        let attributes = Braces::at_end(text)?.attributes(0).ok()?;
        let is_right = |a: &Attribute<'_>| &text[a.span.start + 1..a.span.end] == a.name;
        assert!(attributes.iter().all(is_right), "{text}");
        Some(
            attributes
                .into_iter()
                .map(|attribute| attribute.name)
                .collect(),
        )
    }

    #[test]
    fn attributes_stand_at_the_end() {
        assert_eq!(names("At work {.at-work}"), Some(vec!["at-work"]));
        assert_eq!(names("A {. a} {  .b  .c }  \n"), Some(vec!["b", "c"]));
        assert_eq!(names("A {.b} c"), None);
    }

    #[test]
    fn tags_are_not_attributes() {
        for text in ["A {{ x }}", "A {% endif %}", "A {# b #}", "}", "{\n.a}"] {
            assert!(Braces::at_end(text).is_none(), "{text}");
        }
    }

    #[test]
    fn words_without_a_dot_and_empty_braces_are_errors() {
        for text in ["{a}", "{.a b}", "{.a, b=c}", "{}", "{ }"] {
            let braces = Braces::at_end(text).expect("braces");
            assert!(braces.attributes(0).is_err(), "{text}");
        }
    }
}
