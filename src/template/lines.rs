//! Lines that hold nothing but `{% … %}`, which leave no line behind.

use std::ops::Range;

/// The part of `range`, which lies between two tags of `source`, that is printed. A line with nothing but
/// statements on it is left out together with its end, so that a guard can stand around the rows of a table.
#[must_use]
pub fn without_tag_lines(source: &str, range: Range<usize>) -> Range<usize> {
    let text = &source[range.clone()];
    let Range { mut start, mut end } = range;
    if let Some(newline) = text.find('\n')
        && text[..newline].trim().is_empty()
        && has_only_tags(source, start)
    {
        start += newline + 1;
    }
    if start < end
        && let Some(newline) = text.rfind('\n')
        && text[newline..].trim().is_empty()
        && has_only_tags(source, end)
    {
        end -= text.len() - newline - 1;
    }
    start..end.max(start)
}

/// Whether there are statements and nothing else on the line at a byte.
fn has_only_tags(source: &str, at: usize) -> bool {
    let start = source[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = source[at..]
        .find('\n')
        .map_or(source.len(), |newline| at + newline);
    let mut line = source[start..end].trim();
    let mut tags = 0;
    while let Some((_, rest)) = line.strip_prefix("{%").and_then(|tag| tag.split_once("%}")) {
        line = rest.trim_start();
        tags += 1;
    }
    line.is_empty() && tags > 0
}
