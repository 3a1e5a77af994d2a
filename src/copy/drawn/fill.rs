//! Fills in charts, pictures and QR codes, with their alternative texts.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::alt::no_alt;
use super::chart;
use crate::copy::answers::Answers;
use crate::copy::block::{Block, PictureBlock, Qr, Run};
use crate::copy::compiled::Template;
use crate::copy::fill::{plain_text, readable_text};
use crate::copy::source::Drawn;
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::language::Language;
use crate::picture::Picture;
use crate::project::address::{self, WrongAddress};

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
        Drawn::Chart(source) => {
            let chart = chart::fill(source, answers, report);
            Some(Block::Chart(Box::new(chart)))
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
