//! Properties of the parser, on templates that are grown from the grammar and then damaged.

use std::fmt::Write;

use proptest::prelude::*;
use proptest::sample::select;

use super::{Argument, Call, Expr, ExprKind, Operator, Segment, mask, parse, parse_expression};
use crate::diagnostic::{Report, Span};

fn operator(operator: Operator) -> String {
    match operator {
        Operator::Or => "or".to_owned(),
        Operator::And => "and".to_owned(),
        Operator::Compare(comparison) => comparison.to_string(),
    }
}

/// An expression in full parentheses, so that its text says how it is built.
fn print_expr(expr: &Expr<'_>) -> String {
    match &expr.kind {
        ExprKind::Path(path) => path.clone(),
        ExprKind::Text(text) => {
            let text = text.replace('\\', "\\\\").replace('"', "\\\"");
            format!("\"{text}\"")
        }
        ExprKind::Number(number) => (*number).to_owned(),
        ExprKind::Call(call) => print_call(call),
        ExprKind::Filter { value, call } => {
            format!("({} | {})", print_expr(value), print_call(call))
        }
        ExprKind::Is {
            value,
            negated,
            test,
            ..
        } => {
            let not = if *negated { "not " } else { "" };
            format!("({} is {not}{test})", print_expr(value))
        }
        ExprKind::Not(inner) => format!("(not {})", print_expr(inner)),
        ExprKind::Binary {
            operator: kind,
            left,
            right,
        } => {
            let (left, right) = (print_expr(left), print_expr(right));
            format!("({left} {} {right})", operator(*kind))
        }
        ExprKind::Invalid => "?".to_owned(),
    }
}

fn print_call(call: &Call<'_>) -> String {
    let arguments = call.arguments.iter().map(|Argument { key, value }| {
        let key = key.map_or(String::new(), |(key, _)| format!("{key}="));
        key + &print_expr(value)
    });
    let arguments = arguments.collect::<Vec<_>>().join(", ");
    format!("{}({arguments})", call.name)
}

fn print(segments: &[Segment<'_>]) -> String {
    let mut text = String::new();
    for segment in segments {
        let _ = match segment {
            Segment::Text { text: words, .. } => write!(text, "{words}"),
            Segment::Print { value, .. } => write!(text, "{{{{ {} }}}}", print_expr(value)),
            Segment::Guard(guard) => write!(
                text,
                "{{% if {} %}}{}{{% else %}}{}{{% endif %}}",
                print_expr(&guard.condition),
                print(&guard.then),
                print(&guard.otherwise),
            ),
            Segment::Loop(repeated) => write!(
                text,
                "{{% for {} in {} %}}{}{{% else %}}{}{{% endfor %}}",
                repeated.head.row,
                print_expr(&repeated.head.list),
                print(&repeated.each),
                print(&repeated.otherwise),
            ),
        };
    }
    text
}

fn spans_of_expr(expr: &Expr<'_>, spans: &mut Vec<Span>) {
    spans.push(expr.span);
    match &expr.kind {
        ExprKind::Call(call) => spans_of_call(call, spans),
        ExprKind::Filter { value, call } => {
            spans_of_expr(value, spans);
            spans_of_call(call, spans);
        }
        ExprKind::Is {
            value, test_span, ..
        } => {
            spans_of_expr(value, spans);
            spans.push(*test_span);
        }
        ExprKind::Not(value) => spans_of_expr(value, spans),
        ExprKind::Binary { left, right, .. } => {
            spans_of_expr(left, spans);
            spans_of_expr(right, spans);
        }
        _ => {}
    }
}

fn spans_of_call(call: &Call<'_>, spans: &mut Vec<Span>) {
    spans.push(call.span);
    for Argument { key, value } in &call.arguments {
        spans.extend(key.map(|(_, span)| span));
        spans_of_expr(value, spans);
    }
}

fn spans(segments: &[Segment<'_>], spans: &mut Vec<Span>) {
    for segment in segments {
        match segment {
            Segment::Text { span, .. } => spans.push(*span),
            Segment::Print { value, span } => {
                spans.push(*span);
                spans_of_expr(value, spans);
            }
            Segment::Guard(guard) => {
                spans.push(guard.span);
                spans_of_expr(&guard.condition, spans);
                self::spans(&guard.then, spans);
                self::spans(&guard.otherwise, spans);
            }
            Segment::Loop(repeated) => {
                spans.extend([repeated.span, repeated.head.row_span]);
                spans_of_expr(&repeated.head.list, spans);
                self::spans(&repeated.each, spans);
                self::spans(&repeated.otherwise, spans);
            }
        }
    }
}

/// Expressions as they can be written, with and without parentheses.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        select(vec![
            "a",
            "missing.total",
            "not_1.is",
            "national . b.c",
            "_"
        ])
        .prop_map(str::to_owned),
        select(vec!["\"a\"", "'b \"'", "\"}}\"", "\"\\\"\\\\\"", "'%}'"]).prop_map(str::to_owned),
        select(vec!["0", "1_000", "2.5", "-1"]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 16, 2, |inner| {
        let pair = (inner.clone(), inner.clone());
        let operators = vec!["==", "!=", "<", "<=", ">", ">="];
        prop_oneof![
            pair.clone()
                .prop_map(|(a, b)| format!("share(({a}), ({b}), 100_000 )")),
            (
                inner.clone(),
                select(vec![" is available", " is  not available", "|f", "| f ( )"])
            )
                .prop_map(|(value, after)| value + after),
            pair.clone().prop_map(|(value, argument)| format!(
                "{value} | counted(({argument}), zero = 'b',)"
            )),
            (pair.clone(), select(operators))
                .prop_map(|((a, b), operator)| format!("({a}) {operator} ({b})")),
            (pair, select(vec!["or", "and"])).prop_map(|((a, b), word)| format!("{a} {word} {b}")),
            inner.clone().prop_map(|inner| format!("({inner})")),
            inner.prop_map(|inner| format!("not {inner}")),
        ]
    })
}

/// Values, which stand behind `in`, as they can be written.
fn value() -> impl Strategy<Value = String> {
    let filters = vec!["", "| sort(\"a\", 'descending')", " | first(10)", "|f"];
    (expression(), select(filters)).prop_map(|(inner, filter)| format!("({inner}){filter}"))
}

/// Templates in which all guards and loops are paired.
fn template() -> impl Strategy<Value = String> {
    let text = "[a-zé \n.%]{0,6}";
    let leaf = prop_oneof![
        text.prop_map(|text| text),
        expression().prop_map(|value| format!("{{{{ {value}}}}}")),
    ];
    leaf.prop_recursive(3, 24, 3, move |inner| {
        let body = prop::collection::vec(inner, 0..3).prop_map(|parts| parts.concat());
        let bodies = (body.clone(), body.clone());
        prop_oneof![
            body,
            (expression(), bodies.clone())
                .prop_map(|(c, (a, _))| format!("{{% if {c} %}}{a}{{%endif%}}")),
            (expression(), bodies.clone())
                .prop_map(|(c, (a, b))| format!("{{%if {c}%}}{a}{{% else %}}{b}{{% endif %}}")),
            (value(), bodies.clone())
                .prop_map(|(l, (a, _))| format!("{{% for row in {l} %}}{a}{{%endfor%}}")),
            (value(), bodies).prop_map(|(l, (a, b))| format!(
                "{{%for r in{l}%}}{a}{{% else %}}{b}{{% endfor %}}"
            )),
        ]
    })
}

/// Templates with something taken out and something else put in.
fn damaged() -> impl Strategy<Value = String> {
    let pieces = vec![
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "{",
        "}",
        "\"",
        "'",
        "\\",
        "(",
        ")",
        "|",
        "\n\n",
        "é",
        "\u{a0}",
        "{% else %}",
        "{% endif %}",
        "{% if a is available %}",
        "{% for a in b %}",
        "{% for a b %}",
        "{% endfor %}",
        "{% macro a %}",
        "{% endmacro %}",
        "-",
    ];
    let damage = (any::<prop::sample::Index>(), 0..4_usize, select(pieces));
    let damages = prop::collection::vec(damage, 1..4);
    (template(), damages).prop_map(|(template, damages)| {
        let mut chars: Vec<char> = template.chars().collect();
        for (index, length, piece) in damages {
            let at = index.index(chars.len() + 1);
            let end = (at + length).min(chars.len());
            chars.splice(at..end, piece.chars());
        }
        chars.into_iter().collect()
    })
}

#[test]
fn a_formula_is_read_without_braces() {
    let formula =
        parse_expression("per(jobs.all, people, 100_000)", 5, "formula").expect("a formula");
    assert_eq!(print_expr(&formula), "per(jobs.all, people, 100_000)");
    assert_eq!(formula.span, Span::new(5, 35));
    let error = parse_expression("share(a,, b)", 5, "formula").expect_err("two commas");
    assert_eq!(error.message, "this formula cannot be read");
    assert_eq!(error.span, Some(Span::new(13, 14)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_the_grammar_makes_is_read_and_printing_it_gives_the_same_tree(text in template()) {
        let mut report = Report::default();
        let parsed = parse(&text, 0, &mut report);
        prop_assert!(report.is_empty(), "{text}\n{report:?}");
        let printed = print(&parsed.segments);
        let again = parse(&printed, 0, &mut report);
        prop_assert!(report.is_empty(), "{printed}\n{report:?}");
        prop_assert_eq!(print(&again.segments), printed);
    }

    #[test]
    fn all_places_lie_in_the_source(text in damaged()) {
        let base = 7;
        let mut report = Report::default();
        let parsed = parse(&text, base, &mut report);
        let mut all = Vec::new();
        spans(&parsed.segments, &mut all);
        let sources = Default::default();
        all.extend(report.sorted(&sources).iter().filter_map(|error| error.span));
        for Span { start, end } in all {
            prop_assert!(base <= start && start <= end && end <= base + text.len());
            prop_assert!(text.is_char_boundary(start - base) && text.is_char_boundary(end - base));
        }
        prop_assert!(parsed.is_sound || !report.is_empty(), "{text}");
        prop_assert_eq!(mask(&text).len(), text.len());
    }
}
