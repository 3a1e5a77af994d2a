//! The style sheets in an SVG file.

use simplecss::{DeclarationTokenizer, Selector};

/// A rule of a style sheet.
pub(super) struct Rule<'s> {
    /// The number of lines before it.
    pub line: usize,
    /// The selector: the text before the brace.
    pub selector: &'s str,
    /// The declarations: the text in the braces.
    pub declarations: &'s str,
}

/// Something in a style sheet that is not understood: the number of lines before it, and its text.
pub(super) type Strange = (usize, String);

/// A style sheet with its comments blanked out.
pub(super) fn without_comments(sheet: &str) -> String {
    let mut plain = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        let (comment, after) = after.split_once("*/").unwrap_or((after, ""));
        plain.push_str(before);
        plain.extend(comment.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    plain.push_str(rest);
    plain.replace("<!--", "").replace("-->", "")
}

/// The rules of a style sheet without comments. An error with the first text that is not understood.
pub(super) fn rules(sheet: &str) -> Result<Vec<Rule<'_>>, Strange> {
    let mut rules = Vec::new();
    let mut rest = sheet;
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return Ok(rules);
        }
        let start = sheet.len() - rest.len();
        let line = sheet[..start].matches('\n').count();
        if rest.starts_with('@') {
            rest = after_at_rule(rest).ok_or_else(|| (line, at_rule_name(rest).to_owned()))?;
            continue;
        }
        let strange = || (line, first_line(rest).to_owned());
        let (selector, after) = rest.split_once('{').ok_or_else(strange)?;
        let (declarations, after) = after.split_once('}').ok_or_else(strange)?;
        if declarations.contains('{') {
            return Err(strange());
        }
        rules.push(Rule {
            line,
            selector: selector.trim(),
            declarations,
        });
        rest = after;
    }
}

/// The text after an at-rule that does not affect shapes, or `None` if the rule may affect them.
fn after_at_rule(rest: &str) -> Option<&str> {
    match at_rule_name(rest) {
        "@charset" | "@namespace" => Some(rest.split_once(';')?.1),
        // Key frames have no effect without an animation, and animations are refused.
        "@font-face" | "@keyframes" | "@-webkit-keyframes" | "@page" => {
            let mut depth = 0;
            let end = rest.find(|c| {
                depth += match c {
                    '{' => 1,
                    '}' => -1,
                    _ => 0,
                };
                c == '}' && depth == 0
            })?;
            Some(&rest[end + 1..])
        }
        _ => None,
    }
}

fn at_rule_name(rest: &str) -> &str {
    let end = rest[1..].find(|c: char| !c.is_alphanumeric() && c != '-');
    &rest[..end.map_or(rest.len(), |end| end + 1)]
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// The first of a rule's selectors that is not understood, or `None` if all are.
pub(super) fn strange_selector(selectors: &str) -> Option<&str> {
    let mut selectors = selectors.split(',').map(str::trim);
    selectors.find(|selector| Selector::parse(selector).is_none())
}

/// The names and values of declarations. An error with the first declaration that is not understood.
pub(super) fn declarations(text: &str) -> Result<Vec<(&str, &str)>, &str> {
    let found: Vec<(&str, &str)> = DeclarationTokenizer::from(text)
        .map(|found| (found.name, found.value))
        .collect();
    // Semicolons in quotes and parentheses do not end a declaration.
    if text.contains(['"', '\'', '(']) {
        let is_lost = found.is_empty() && !text.trim().is_empty();
        return if is_lost { Err(text.trim()) } else { Ok(found) };
    }
    let written: Vec<&str> = text
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    match written.get(found.len()) {
        Some(lost) => Err(lost),
        None => Ok(found),
    }
}
