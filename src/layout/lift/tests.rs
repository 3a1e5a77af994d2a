use std::sync::Arc;

use super::*;
use crate::diagnostic::Span;
use crate::project::{FigureId, Reference};
use crate::text::{FootnoteMark, FootnoteOrigin};

fn words(text: &str) -> Run {
    Run::plain(text, Span::DETACHED)
}

fn figure(text: &str, number: usize) -> Run {
    let figure = Reference::own(FigureId(0));
    Run {
        strong: true,
        figure: Some(figure),
        bound: number,
        number,
        ..words(text)
    }
}

fn shown(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

fn emphasized(text: &str) -> Run {
    Run {
        emphasis: true,
        ..words(text)
    }
}

#[test]
fn an_emphasized_sentence_after_a_callout_is_its_context() {
    let runs = [
        figure("211 cases", 3),
        words(" in the north. "),
        emphasized("28,886 nationwide."),
        words(" More. "),
        emphasized("Not this."),
    ];
    let lifted = lift(&runs).expect("callouts");
    assert_eq!(shown(&lifted.first[0].after), "cases in the north. ");
    assert_eq!(shown(&lifted.first[0].context), "28,886 nationwide.");
    assert_eq!(shown(&lifted.left), "More. Not this.");
}

#[test]
fn an_emphasized_line_after_a_callout_is_its_context() {
    for after in [" on a line", ""] {
        let runs = [
            figure(&format!("211{after}"), 3),
            words("\n"),
            emphasized("Gray is the nation"),
        ];
        let lifted = lift(&runs).expect("callouts");
        let [callout] = lifted.first.as_slice() else {
            panic!("{lifted:?}")
        };
        let label = [shown(&callout.figure), shown(&callout.after)].concat();
        assert_eq!(label, format!("211{after} "));
        assert_eq!(shown(&callout.context), "Gray is the nation");
        assert_eq!(lifted.left, []);
    }
}

#[test]
fn a_name_in_emphasis_is_no_context() {
    for rest in [
        vec![emphasized("Team HOPE"), words(" helped. ")],
        vec![words("with "), emphasized("Team HOPE.")],
    ] {
        let mut runs = vec![figure("51", 2), words(" in the north. ")];
        runs.extend(rest);
        assert_eq!(lift(&runs).expect("callouts").first[0].context, []);
    }
}

fn lifted(runs: &[Run]) -> (String, Vec<[String; 3]>) {
    let Lifted {
        first,
        left,
        others,
    } = lift(runs).expect("callouts");
    let parts = |c: &Callout| [&c.before, &c.figure, &c.after].map(|runs| shown(runs));
    (
        shown(&left),
        first.iter().chain(&others).map(parts).collect(),
    )
}

fn callout(before: &str, figure: &str, after: &str) -> [String; 3] {
    [before, figure, after].map(str::to_owned)
}

#[test]
fn a_sentence_is_lifted_with_its_number() {
    let runs = [
        words("The library lends. "),
        figure("8,249 books were", 5),
        words(" lent in the U.S. Virgin Islands."),
        words(" It goes on."),
    ];
    let expected = callout("", "8,249 ", "books were lent in the U.S. Virgin Islands.");
    assert_eq!(
        lifted(&runs),
        ("The library lends. It goes on.".to_owned(), vec![expected])
    );
}

#[test]
fn a_clause_takes_its_sentence_along() {
    let runs = [
        words("Of 5,759 readers, including "),
        figure("51 children", 2),
        words("."),
    ];
    let expected = callout("Of 5,759 readers, including ", "51 ", "children.");
    assert_eq!(lifted(&runs), (String::new(), vec![expected]));
}

#[test]
fn a_full_stop_keeps_to_its_number() {
    let runs = [words("In all, "), figure("51", 2), words(".")];
    assert_eq!(lifted(&runs).1, [callout("In all, ", "51.", "")]);
}

fn call(text: &str) -> Run {
    let mark = FootnoteMark {
        origin: FootnoteOrigin::Text(0),
        number: 1,
        is_call: true,
        spoken: "note 1".into(),
    };
    Run {
        footnote: Some(Arc::new(mark)),
        ..words(text)
    }
}

#[test]
fn a_call_keeps_to_its_number() {
    for (after, expected) in [
        (" books.", callout("", "51¹ ", "books.")),
        (".", callout("", "51¹.", "")),
        (", or so.", callout("", "51¹, ", "or so.")),
    ] {
        let runs = [figure("51", 2), call("¹"), words(after)];
        assert_eq!(lifted(&runs).1, [expected]);
    }
    let space = words("\u{a0}");
    let runs = [
        figure("51.", 2),
        call("¹"),
        space,
        call("²"),
        words(" More."),
    ];
    let (left, callouts) = lifted(&runs);
    assert_eq!(callouts, [callout("", "51.¹\u{a0}² ", "")]);
    assert_eq!(left, "More.");
}

/// Characters in the run of a call are superior figures, so a space is none of them.
#[test]
fn a_call_ends_a_sentence_and_holds_no_space() {
    let runs = [
        words("Plans were made."),
        call("¹"),
        words(" "),
        figure("51 books came", 2),
        words("."),
        call("²"),
        words(" "),
        emphasized("8 went."),
        call("³"),
        words(" The end."),
    ];
    let lifted = lift(&runs).expect("callouts");
    assert_eq!(shown(&lifted.left), "Plans were made.¹ The end.");
    let [callout] = lifted.others.as_slice() else {
        panic!("{lifted:?}")
    };
    assert_eq!(shown(&callout.after), "books came.² ");
    assert_eq!(shown(&callout.context), "8 went.³");
    let all = [
        &callout.figure,
        &callout.after,
        &callout.context,
        &lifted.left,
    ];
    let mut calls = all.into_iter().flatten().filter(|run| run.is_call());
    assert!(calls.all(|run| !run.text.contains(' ')));
}

#[test]
fn nothing_is_lost_or_lifted_without_a_number() {
    let runs = [
        words("One. Two! "),
        figure("1 book", 1),
        words(" here. Three?"),
    ];
    let Lifted {
        first,
        left,
        others,
    } = lift(&runs).expect("callouts");
    assert_eq!(shown(&left), "One. Two! Three?");
    assert_eq!((first.len(), others.len()), (0, 1));
    assert_eq!(lift(&[words("No callout. At all.")]), None);
}

#[test]
fn abbreviations_end_no_sentence() {
    for (before, after) in [
        ("On Dec. 31, ", " came to the U.S. Virgin Islands."),
        ("En EE. UU. hubo ", " según la Sra. Gómez."),
    ] {
        let runs = [
            words("First. "),
            words(before),
            figure("51", 2),
            words(after),
        ];
        let (left, callouts) = lifted(&runs);
        assert_eq!(left, "First.");
        assert_eq!(callouts, [callout(before, "51 ", after.trim_start())]);
    }
}
