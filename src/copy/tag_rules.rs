//! What can be said of a block's tags before they are parsed: that each is closed, that guards are
//! paired, and that there are no more of them than anyone writes by hand.

use super::tags::{End, LONGEST, Tag, tags};
use crate::diagnostic::{Code, Diagnostic, Report, Span, did_you_mean};

/// The most tags in one block, and the most guards that stand in each other. Nobody writes more by
/// hand, and what parses them need not be prepared for it.
pub(super) const MOST_TAGS: usize = 10_000;
pub(super) const MOST_NESTED: usize = 20;

/// The most tags of one block that are reported as wrong by themselves.
const MOST_WRONG: usize = 10;

/// What can stand in the words, for messages.
pub(super) const ONLY: &str =
    "the words know {{ … }} and {% if … is available %} … {% else %} … {% endif %}, nothing else";

/// Looks at the tags of `text`, whose first byte has the number `base`. Returns whether they can be
/// parsed.
pub(super) fn check(text: &str, base: usize, report: &mut Report) -> bool {
    let before = report.len();
    let tags = tags(text);
    let places = tags.iter().map(|tag| {
        let span = Span::new(base + tag.range.start, base + tag.range.end);
        (tag, &text[tag.range.clone()], span)
    });
    let alone = places.clone();
    let problems = alone.filter_map(|(tag, source, span)| wrong(tag, source, span));
    report.extend(problems.take(MOST_WRONG));
    if report.len() > before {
        // Guards cannot be paired while one of their tags cannot be read.
        return false;
    }
    if let Some(at) = stray_brace(text, &tags) {
        let span = Span::new(base + at, base + at + 1);
        report.push(
            Diagnostic::error(
                Code::TemplateSyntax,
                span,
                "this brace belongs to no placeholder",
            )
            .help(
                "a placeholder is {{ name }}, a guard {% if name is available %}, and {.name} at the end of a \
                 heading names its section",
            ),
        );
        return false;
    }
    let mut open: Vec<Span> = Vec::new();
    for (tag, source, span) in places {
        match first_word(source) {
            "if" if tag.close == "%}" => open.push(span),
            "endif" if tag.close == "%}" => match open.pop() {
                Some(start) => report.extend(torn(text, start, span, base)),
                None => report.push(without_if("{% endif %}", span)),
            },
            _ => {}
        }
        if open.len() > MOST_NESTED {
            report.push(too_deep(span));
            return false;
        }
    }
    report.extend(open.into_iter().map(never_closed));
    if tags.len() > MOST_TAGS {
        let message = format!("there are more than {MOST_TAGS} placeholders in one block");
        let start = Span::new(base, base);
        report.push(Diagnostic::error(Code::TemplateSyntax, start, message));
    }
    report.len() == before
}

/// A brace outside of all tags: of a placeholder that is only half written.
fn stray_brace(text: &str, tags: &[Tag]) -> Option<usize> {
    let starts = tags.iter().map(|tag| tag.range.end);
    let ends = tags.iter().map(|tag| tag.range.start).chain([text.len()]);
    let mut gaps = [0].into_iter().chain(starts).zip(ends);
    gaps.find_map(|(start, end)| Some(start + text[start..end].find(['{', '}'])?))
}

fn first_word(source: &str) -> &str {
    let inner = source.get(2..).unwrap_or_default();
    inner.split_whitespace().next().unwrap_or_default()
}

/// What is wrong with a tag by itself.
fn wrong(tag: &Tag, source: &str, span: Span) -> Option<Diagnostic> {
    if tag.end != End::Closed {
        return Some(not_closed(tag, source, span));
    }
    if tag.close == "#}" {
        let message = "there are no comments in the words";
        return Some(Diagnostic::error(Code::Unsupported, span, message).help(ONLY));
    }
    let inner = &source[2..source.len() - 2];
    if inner.starts_with(['-', '+']) || inner.ends_with(['-', '+']) {
        let message = "- and + cannot stand at the edge of a tag";
        return Some(Diagnostic::error(Code::Unsupported, span, message).help(ONLY));
    }
    let word = first_word(source);
    if tag.close != "%}" {
        return None;
    }
    let statements = ["if", "else", "endif"];
    if let Some(near) = did_you_mean(word, statements)
        && !["elif", "for", "set", "do", "with"].contains(&word)
        && !statements.contains(&word)
    {
        let message = format!("`{word}` cannot be used here");
        return Some(
            Diagnostic::error(Code::Unsupported, span, message)
                .help(format!("did you mean {{% {near} %}}?")),
        );
    }
    if word == "elif" {
        let message = "`elif` cannot be used here";
        return Some(
            Diagnostic::error(Code::Unsupported, span, message)
                .help("put an {% if %} of its own between {% else %} and {% endif %}"),
        );
    }
    (["else", "endif"].contains(&word) && inner.trim() != word).then(|| {
        let message = format!("{{% {word} %}} has nothing else in it");
        Diagnostic::error(Code::Unsupported, span, message)
            .help("put an {% if %} of its own where there is another condition")
    })
}

/// The error of a tag that is not closed, or too far on.
fn not_closed(tag: &Tag, source: &str, span: Span) -> Diagnostic {
    let close = tag.close;
    let (message, help) = match (tag.end, source) {
        (End::TooLong, "{%") => (
            format!("this {source} has more than {LONGEST} characters"),
            format!(
                "close it with {close} before that; of a long condition, put one part into a guard within the other"
            ),
        ),
        (End::TooLong, _) => (
            format!("this {source} has more than {LONGEST} characters"),
            format!("close it with {close} before that"),
        ),
        (_, "{#") => (
            format!("this {source} is never closed"),
            "name a section with a dot, {.name}; there are no comments in the words".to_owned(),
        ),
        _ => (
            format!("this {source} is never closed"),
            format!(
                "close it with {close} in the same block; perhaps a quote is missing before it"
            ),
        ),
    };
    Diagnostic::error(Code::TemplateSyntax, span, message).help(help)
}

/// A guard that begins in the middle of a line and goes over the beginning of a row or an item: where
/// it is not taken, the line would be run into the one after it.
fn torn(text: &str, start: Span, end: Span, base: usize) -> Option<Diagnostic> {
    let begin = start.start - base;
    let line = text[..begin].rfind('\n').map_or(0, |newline| newline + 1);
    let inside = &text[start.end - base..end.start - base];
    let begins_anew = |line: &str| {
        let line = line.trim_start();
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_numbered = number.len() < line.len() && number.starts_with(['.', ')']);
        is_numbered
            || ["| ", "- ", "* ", "+ "]
                .iter()
                .any(|mark| line.starts_with(mark))
    };
    let is_torn = !text[line..begin].trim().is_empty() && inside.lines().skip(1).any(begins_anew);
    is_torn.then(|| {
        let message = "this guard begins within one row or item and goes on in others";
        Diagnostic::error(Code::WrongGuard, start, message)
            .help("let {% if … %} and {% endif %} stand alone on lines before and after them")
    })
}

/// The error of an `{% else %}` or `{% endif %}` by itself.
pub(super) fn without_if(tag: &str, span: Span) -> Diagnostic {
    let message = format!("this {tag} belongs to no {{% if %}}");
    Diagnostic::error(Code::TemplateSyntax, span, message)
        .help("an {% if %} and its {% endif %} stand in the same block, or both alone")
}

/// The error of guards within guards within guards.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    let message = format!("more than {MOST_NESTED} guards stand in each other");
    Diagnostic::error(Code::TemplateSyntax, span, message)
}

/// The error of a guard without an end.
pub(super) fn never_closed(span: Span) -> Diagnostic {
    Diagnostic::error(Code::TemplateSyntax, span, "this guard is never closed").help(
        "close it with {% endif %} in the same paragraph, heading or table; \
         or let both stand alone, with blank lines around them",
    )
}
