//! Edits a year's file in place.
//!
//! People write these files and keep them under version control, so an edit changes the lines of the changed values and
//! nothing else: comments, order, spacing and line ends stay.

use std::collections::{BTreeSet, VecDeque};

use toml_edit::{DocumentMut, Item};

use super::edit::{Edit, align, apply};
use super::edit_rows::{ListEdit, replace_rows};
use crate::diagnostic::{Code, Diagnostic};

/// Applies edits of figures and of lists to a file's text and returns the new text. Edits to parts of a figure must
/// follow the edit to its number.
///
/// # Errors
///
/// An error if the text is not valid TOML. The text of a file that was read without errors is always valid.
pub fn edit<'e>(
    path: &str,
    text: &str,
    edits: impl IntoIterator<Item = &'e Edit>,
    lists: &[ListEdit],
) -> Result<String, Diagnostic> {
    let (mark, plain) = match text.strip_prefix('\u{feff}') {
        Some(rest) => ("\u{feff}", rest),
        None => ("", text),
    };
    let mut document: DocumentMut = plain.parse().map_err(|error: toml_edit::TomlError| {
        let message = format!("this file cannot be edited: {}", error.message());
        Diagnostic::file_error(Code::Syntax, path, message)
    })?;
    let tables = document.iter().map(|(name, _)| name.to_owned());
    let known: BTreeSet<String> = tables.collect();
    for edit in edits {
        apply(document.as_item_mut(), edit);
    }
    for list in lists {
        let left = replace_rows(document.as_table_mut(), list);
        let end = document.trailing().as_str().unwrap_or_default();
        document.set_trailing(format!("{end}{left}"));
    }
    for (name, item) in document.iter_mut() {
        if let Item::Table(table) = item
            && !known.contains(name.get())
        {
            align(table);
        }
    }
    let edited = document.to_string();
    Ok(format!("{mark}{}", with_line_ends_of(plain, &edited)))
}

/// Restores the line ends of unchanged lines. New lines get the line end of the first line.
fn with_line_ends_of(old: &str, edited: &str) -> String {
    let edited = match old.ends_with('\n') || old.is_empty() {
        true => edited,
        false => edited.strip_suffix('\n').unwrap_or(edited),
    };
    if !old.contains('\r') {
        return edited.to_owned();
    }
    let mut before: VecDeque<&str> = old.split_inclusive('\n').collect();
    let is_crlf = |line: &str| line.ends_with("\r\n");
    let first = before.front().is_some_and(|line| is_crlf(line));
    let mut text = String::with_capacity(old.len());
    for line in edited.split_inclusive('\n') {
        let content = line.trim_end_matches(['\r', '\n']);
        let known = before
            .iter()
            .position(|line| line.trim_end_matches(['\r', '\n']) == content);
        let ends_crlf = match known {
            Some(at) => before.drain(..=at).next_back().is_some_and(is_crlf),
            None => first,
        };
        text.push_str(content);
        if line.ends_with('\n') {
            text.push_str(if ends_crlf { "\r\n" } else { "\n" });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::edit::Key;
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::select;
    use toml_edit::Value;

    fn number(id: &str, value: &str) -> Edit {
        Edit {
            key: Key::Number(id.to_owned()),
            value: value.parse().ok(),
        }
    }

    fn part(id: &str, path: &[&str], text: Option<&str>) -> Edit {
        Edit {
            key: Key::Part(
                id.to_owned(),
                path.iter().map(ToString::to_string).collect(),
            ),
            value: text.map(Value::from),
        }
    }

    fn edited(text: &str, edits: &[Edit]) -> String {
        edit("AL.toml", text, edits, &[]).expect("TOML")
    }

    #[test]
    fn values_are_changed_however_they_are_written() {
        for (before, after) in [
            ("a.b = 1 # x\n", "a.b = 2 # x\n"),
            ("[a]\n  b=1\n", "[a]\n  b=2\n"),
            ("a = { b = 1, c = 3 } # x", "a = { b = 2, c = 3 } # x"),
            (
                "[a]\nb = { value = 1, note = 'n' }",
                "[a]\nb = { value = 2, note = 'n' }",
            ),
            ("[a.b]\nvalue = 1\n", "[a.b]\nvalue = 2\n"),
            (
                "a.b.value = 1\na.b.note = 'n'",
                "a.b.value = 2\na.b.note = 'n'",
            ),
            ("\"a\".'b' = 0x1\n\n\n", "\"a\".'b' = 2\n\n\n"),
        ] {
            assert_eq!(edited(before, &[number("a.b", "2")]), after);
        }
    }

    #[test]
    fn what_is_said_of_a_figure_stands_beside_its_number() {
        let note = |text| part("a.b", &["note"], text);
        assert_eq!(
            edited("[a]\nb = 1 # x\n", &[note(Some("n"))]),
            "[a]\nb = { value = 1, note = \"n\" } # x\n"
        );
        assert_eq!(
            edited("[a]\nb = { value = 1, note = \"n\" }\n", &[note(None)]),
            "[a]\nb = { value = 1 }\n"
        );
        let in_english = |text| part("a.b", &["text", "en"], text);
        assert_eq!(
            edited("[a]\nb = 1\n", &[in_english(Some("one"))]),
            "[a]\nb = { value = 1, text = { en = \"one\" } }\n"
        );
        assert_eq!(
            edited(
                "[a]\nb = { value = 1, text = { en = \"one\" } }\n",
                &[in_english(None)]
            ),
            "[a]\nb = { value = 1 }\n"
        );
    }

    #[test]
    fn remarks_stay_when_a_line_goes() {
        let gone = Edit {
            key: Key::Number("a.b".to_owned()),
            value: None,
        };
        for (before, after) in [
            (
                "[a]\n# on b\nb = 1 # own\n# on c\nc = 2\n",
                "[a]\n# on b\n# on c\nc = 2\n",
            ),
            ("[a]\nc = 2\n# on b\nb = 1\n", "[a]\nc = 2\n# on b\n"),
            (
                "[a]\nc = 2 # c\n# on b\nb = 1\n\n[d]\ne = 1\n",
                "[a]\nc = 2 # c\n# on b\n\n[d]\ne = 1\n",
            ),
            (
                "[a]\n# on b\nb = 1\n[d]\ne = 1\n",
                "[a]\n# on b\n[d]\ne = 1\n",
            ),
            ("[a]\nb = 1\nc = 2\n", "[a]\nc = 2\n"),
        ] {
            assert_eq!(edited(before, std::slice::from_ref(&gone)), after);
        }
        let head = Edit {
            key: Key::Head("year"),
            value: None,
        };
        assert_eq!(
            edited("# The file.\nyear = 1\nsource = 's'\n", &[head]),
            "# The file.\nsource = 's'\n"
        );
    }

    #[test]
    fn new_figures_join_their_group() {
        assert_eq!(
            edited(
                "x = 1\n[a]\nlong = 1\n[c]\nd = 1\n",
                &[number("a.b", "2"), number("y", "3")]
            ),
            "x = 1\ny = 3\n[a]\nlong = 1\nb    = 2\n[c]\nd = 1\n"
        );
        assert_eq!(
            edited("x = 1\n", &[number("a.b.c", "2"), number("a.b.dd", "3")]),
            "x = 1\n\n[a.b]\nc  = 2\ndd = 3\n"
        );
        assert_eq!(
            edited("a.b = 1\n", &[number("a.c", "2")]),
            "a.b = 1\na.c = 2\n"
        );
        assert_eq!(
            edited("a = { b = 1 }\n", &[number("a.c", "2")]),
            "a = { b = 1, c = 2 }\n"
        );
    }

    /// The notations of a figure `NAME` of the group `g`, within the table `[g]`.
    fn ways() -> impl Strategy<Value = &'static str> {
        select(vec![
            "NAME = 10",
            "NAME=10# remark",
            "  NAME   =   1_0   # remark",
            "NAME = { value = 10 }",
            "NAME = { note = \"a, b = c\", value = 10, } # remark",
            "NAME.value = 10",
            "NAME = \"suppressed\"",
            "\n# remark\n\"NAME\" = +10\n\n# another",
        ])
    }

    proptest! {
        /// Only the lines of changed figures change, whatever the file looks like.
        #[test]
        fn nothing_else_changes(
            ways in prop::collection::vec((ways(), any::<bool>()), 1..6),
            end in select(vec!["\n", "\r\n"]),
            ends_with in select(vec!["", "\n", "\n\n# the end", "\n[h]\nz = 1 # z\n"]),
        ) {
            let lines = ways.iter().enumerate().map(|(at, (way, _))| {
                way.replace("NAME", &format!("f{at}"))
            });
            let text = format!("# head\nyear = 1\n\n[g] # group\n{}{ends_with}", lines.collect::<Vec<_>>().join("\n"));
            let text = text.replace('\n', end);
            let edits: Vec<Edit> = ways.iter().enumerate()
                .filter(|(_, (_, is_changed))| *is_changed)
                .map(|(at, _)| number(&format!("g.f{at}"), "7_777"))
                .collect();
            let new = edited(&text, &edits);
            let expected = text.split(end).map(|line| {
                let is_changed = ways.iter().enumerate().any(|(at, (_, is_changed))| {
                    let name = line.trim_start().trim_start_matches('"');
                    *is_changed && name.starts_with(&format!("f{at}"))
                });
                if !is_changed {
                    return line.to_owned();
                }
                ["1_0", "+10", "10", "\"suppressed\""].iter().find(|old| line.contains(**old))
                    .map_or_else(|| line.to_owned(), |old| line.replacen(*old, "7_777", 1))
            });
            let expected = expected.collect::<Vec<_>>().join(end);
            prop_assert_eq!(new, expected);
        }
    }
}
