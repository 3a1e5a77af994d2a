//! Fills in charts, pictures and QR codes, with their alternative texts.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::alt::no_alt;
use super::shares;
use crate::copy::answers::{Answers, Printed, Setting};
use crate::copy::block::{Bar, Block, Chart, ChartKind, PictureBlock, Qr, Run};
use crate::copy::breaks;
use crate::copy::compiled::{Node, Print, Template};
use crate::copy::fill::{no_number, no_text_help, plain_text, readable_text, value};
use crate::copy::names::{Name, StateName};
use crate::copy::quotes::{set, set_runs};
use crate::copy::source::Drawn;
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::language::Language;
use crate::picture::Picture;
use crate::project::address::{self, WrongAddress};
use crate::project::{FileReference, Number, Reference, Whose};

/// The pictures that all sheets of an edition share: files by the path as it is written, codes by address.
pub type Pictures = BTreeMap<String, Arc<Picture>>;

/// Fills in a drawn block. Returns `None` if it cannot be drawn, which has been reported.
pub(in crate::copy) fn fill(
    template: &Template,
    drawn: &Drawn,
    answers: &dyn Answers,
    pictures: &Pictures,
    report: &mut Report,
) -> Option<Block> {
    match drawn {
        Drawn::Chart(kind, span) => {
            Some(Block::Chart(chart(template, *kind, *span, answers, report)))
        }
        Drawn::Picture {
            path,
            path_span,
            span,
        } => {
            let alt = readable_text(template, answers, report);
            if alt.trim().is_empty() && !template.nodes.is_empty() {
                report.push(no_alt(*span));
            }
            let picture = match path.is_of_place() {
                true => answers.picture(path, *path_span, report)?,
                false => Arc::clone(pictures.get(&path.to_string())?),
            };
            Some(Block::Picture(PictureBlock {
                picture,
                alt: answers.setting().numerals.speech().said(&alt).into(),
                span: *span,
            }))
        }
        Drawn::Qr(span) => {
            let address = plain_text(template, answers, report);
            let known = pictures.get(&address).cloned();
            let code = known.or_else(|| encode_or_say(&address, *span, report))?;
            let language = answers.setting().language;
            Some(Block::Qr(qr(&address, code, *span, language)))
        }
        Drawn::Nothing => None,
    }
}

fn chart(
    template: &Template,
    kind: ChartKind,
    span: Span,
    answers: &dyn Answers,
    report: &mut Report,
) -> Chart {
    let setting = answers.setting();
    let prints = template.nodes.iter().filter_map(|node| match node {
        Node::Print(print) => Some(print),
        _ => None,
    });
    let prints: Vec<&Print> = prints.collect();
    report.extend(crossed_break(&prints, answers));
    let bars: Vec<Bar> = prints
        .iter()
        .map(|print| bar(print, &prints, answers, report))
        .collect();
    let whole = prints.first().and_then(|first| {
        let (total, sign) = total(first, setting).filter(|_| kind == ChartKind::Share)?;
        shares::whole(&bars, total, sign, first.span, report)
    });
    Chart {
        kind,
        alt: alt(kind, &bars, setting).into(),
        bars,
        whole,
        span,
    }
}

/// The bar of a figure.
fn bar(print: &Print, all: &[&Print], answers: &dyn Answers, report: &mut Report) -> Bar {
    let language = answers.setting().language;
    let printed = answers.print(print);
    let (label, source) = match print.name {
        Name::Figure(figure) => label(figure, print, all, answers, report),
        _ => (String::new(), print.span),
    };
    Bar {
        label: Run::plain(set(&label, language), source),
        value: value_run(
            &printed,
            unit(print, answers.setting()),
            print.span,
            report,
            language,
        ),
        number: drawable(&printed, print.span, report),
    }
}

/// The total of all parts with its sign if the figure is a share, or `None`.
fn total(print: &Print, setting: Setting<'_>) -> Option<(Number, &'static str)> {
    let Name::Figure(figure) = print.name else {
        return None;
    };
    let kind = setting.project.dictionary.get(figure.id).kind;
    Some((kind.total()?, kind.sign()))
}

/// The first comparison in a chart across a break of a figure.
fn crossed_break(prints: &[&Print], answers: &dyn Answers) -> Option<Diagnostic> {
    let dictionary = &answers.setting().project.dictionary;
    let in_year = |print: &&Print| match print.name {
        Name::Figure(figure) => Some(((figure, answers.year(figure.file.when)?), print.span)),
        _ => None,
    };
    let bars: Vec<_> = prints.iter().filter_map(in_year).collect();
    let (first, _) = bars.first()?;
    let mut others = bars.iter();
    others.find_map(|(other, span)| breaks::crossed(dictionary, *first, *other, *span))
}

/// The label of a bar. Bars of the same figure are told apart by the area, by the year, or by both.
fn label(
    figure: Reference,
    print: &Print,
    all: &[&Print],
    answers: &dyn Answers,
    report: &mut Report,
) -> (String, Span) {
    let setting = answers.setting();
    let (label, source) = setting.label(figure);
    let twins = all.iter().filter_map(|other| match other.name {
        Name::Figure(other) if other.id == figure.id => Some(other.file),
        _ => None,
    });
    let twins: Vec<FileReference> = twins.collect();
    let own = figure.file;
    let mut parts = Vec::new();
    if twins.iter().any(|twin| twin.whose != own.whose) {
        parts.push(area_name(own.whose, print, answers, report));
    }
    if twins.iter().any(|twin| twin.when != own.when) {
        parts.extend(answers.year(own.when).map(|year| year.to_string()));
    }
    match parts.is_empty() {
        true => (label.to_owned(), source),
        false => (format!("{label} ({})", parts.join(", ")), source),
    }
}

/// The name of an area in a chart.
fn area_name(whose: Whose, print: &Print, answers: &dyn Answers, report: &mut Report) -> String {
    let setting = answers.setting();
    let level = whose.level(setting.level);
    let place_level = level.unwrap_or(setting.level);
    let place = Print {
        name: Name::State(place_level, StateName::Name),
        counted: None,
        span: print.span,
    };
    match (whose, setting.language.printed()) {
        (Whose::Own | Whose::Within, _) => answers.print(&place).text,
        (Whose::Nation, Some(words)) => words.national.to_owned(),
        (Whose::Nation, None) => {
            let language = &setting.language.short;
            let message = format!("nothing tells this bar from that of the place in `{language}`");
            let help = "draw a chart of the places' figures and another of the national ones";
            report.push(Diagnostic::error(Code::Unsupported, print.span, message).help(help));
            String::new()
        }
    }
}

/// The number of a bar, or `None` if there is none. A number below 0 has no bar and is reported.
fn drawable(printed: &Printed, place: Span, report: &mut Report) -> Option<Number> {
    let number = printed.value?;
    if number.is_negative() {
        let message = "a chart cannot draw a number below 0";
        let error = Diagnostic::error(Code::WrongValue, place, message)
            .also(printed.source, "the number")
            .help("print the figure in a table or a sentence");
        report.push(error);
        return None;
    }
    Some(number)
}

/// The unit of a figure in the language of the sheet, or `None` if it has none.
fn unit<'s>(print: &Print, setting: Setting<'s>) -> Option<&'s str> {
    let Name::Figure(figure) = print.name else {
        return None;
    };
    let unit = setting.project.dictionary.get(figure.id).unit.as_ref()?;
    Some(unit.words(setting.language))
}

/// The number of a bar, or the text printed in its place.
fn value_run(
    printed: &Printed,
    unit: Option<&str>,
    place: Span,
    report: &mut Report,
    language: &Language,
) -> Run {
    let mut run = value(printed, false, false);
    if let (Some(unit), Some(_)) = (unit, printed.value) {
        run.text = format!("{}\u{a0}{unit}", run.text);
    }
    if let Some(why) = &printed.no_number {
        match &why.in_cell {
            Some(text) => run.text.clone_from(text),
            None => report.extend(
                no_number(printed, place)
                    .map(|error| error.help(no_text_help(printed, "the chart"))),
            ),
        }
    }
    set_runs(std::slice::from_mut(&mut run), language);
    run
}

/// The alternative text of a chart, with every number. It begins with the kind of chart in languages that have a name
/// for it.
fn alt(kind: ChartKind, bars: &[Bar], setting: Setting<'_>) -> String {
    let name = setting.language.printed().map(|words| match kind {
        ChartKind::Bars => words.bar_chart,
        ChartKind::Share => words.stacked_bar,
    });
    let name = name.map_or_else(String::new, |name| format!("{name}. "));
    let bars = bars
        .iter()
        .map(|bar| format!("{}: {}", bar.label.text, bar.value.text));
    let bars: Vec<String> = bars.collect();
    let alt = format!("{name}{}.", bars.join("; "));
    setting.numerals.speech().said(&alt).into_owned()
}

/// The QR code of an ASCII address, or `None` if the text is not an address or is too long for a QR code.
pub(in crate::copy) fn encode(address: &str) -> Option<Picture> {
    let ascii = ascii(address).ok()?;
    Picture::code(&ascii)
}

fn ascii(address: &str) -> Result<String, WrongAddress> {
    match without_scheme(address) {
        "" => address::to_ascii(""),
        _ => address::to_ascii(address),
    }
}

fn encode_or_say(address: &str, span: Span, report: &mut Report) -> Option<Arc<Picture>> {
    let code = encode(address);
    if code.is_none() {
        let start: String = address.chars().take(60).collect();
        let message = format!("this QR code leads nowhere: {start:?}");
        let help = "write a whole address of no more than 2,000 characters, such as \
                    https://{{ publication.website }}";
        let wrong = ascii(address)
            .err()
            .filter(|_| !without_scheme(address).is_empty());
        report.push(match wrong {
            Some(wrong) => wrong.at(span, address),
            None => Diagnostic::error(Code::WrongLink, span, message).help(help),
        });
    }
    code.map(Arc::new)
}

/// An address as printed, without its scheme. Empty if the text is not an address.
fn without_scheme(address: &str) -> &str {
    let schemes = ["https://", "http://"].into_iter();
    let mut shown = schemes.filter_map(|scheme| address.strip_prefix(scheme));
    shown.next().unwrap_or_default()
}

fn qr(address: &str, code: Arc<Picture>, span: Span, language: &Language) -> Qr {
    let name = language.printed().map_or("QR", |words| words.qr_code);
    Qr {
        code,
        alt: format!("{name}: {address}").into(),
        text: Run {
            link: ascii(address).ok().map(Arc::from),
            ..Run::plain(without_scheme(address), span)
        },
        span,
    }
}
