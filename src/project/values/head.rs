//! The head of a year's file: year, jurisdiction, status, source and day.

use chrono::NaiveDate;
use toml::de::DeValue;

use super::SAMPLE_SOURCE;
use super::read::{FileHead, Value, ValuesParser};
use crate::diagnostic::{Code, Diagnostic, Span, did_you_mean, question};
use crate::project::localized::Text;
use crate::project::status::Status;
use crate::project::{slips, year_of};

impl ValuesParser<'_, '_> {
    pub(super) fn year(&mut self, value: &Value<'_>) -> Option<u16> {
        let year = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse().ok(),
            _ => None,
        };
        if year.is_none() {
            let span = Span::from(value.span());
            let written = self.reader.sources.slice(span).trim_matches(['"', '\'']);
            let said = year_of(written).map(|year| year.to_string());
            let error = self.of_wrong_type("a year such as 2023", value);
            let help = said
                .as_ref()
                .map(|_| "write the year without quotes".to_owned());
            let error = error.maybe_help(help).maybe_fix(span, said);
            self.reader.report.push(error);
        }
        year
    }

    pub(super) fn status(&mut self, value: &Value<'_>) -> Option<Status> {
        let word = self.text("\"final\", \"draft\" or \"sample\"", value)?.text;
        let status = Status::of(&word);
        if status.is_none() {
            let known = Status::ALL.map(|status| status.to_string());
            let near = did_you_mean(&word, known.iter().map(String::as_str));
            self.reader.report.push(
                Diagnostic::error(
                    Code::UnknownName,
                    value.span(),
                    format!("unknown status \"{word}\""),
                )
                .label("expected \"final\", \"draft\" or \"sample\"")
                .maybe_help(near.map(|near| format!("did you mean \"{near}\"?")))
                .maybe_fix(value.span().into(), near.map(|near| format!("\"{near}\""))),
            );
        }
        status
    }

    pub(super) fn date(&mut self, value: &Value<'_>) -> Option<NaiveDate> {
        let date = match value.get_ref() {
            DeValue::Datetime(found) => found.date.filter(|_| found.time.is_none()),
            _ => None,
        };
        let date = date.and_then(|date| {
            NaiveDate::from_ymd_opt(
                i32::from(date.year),
                u32::from(date.month),
                u32::from(date.day),
            )
        });
        if date.is_none() {
            let span = Span::from(value.span());
            let slip = slips::date(self.reader.sources.slice(span));
            let expected = "a date such as 2024-05-01, without quotes";
            let error = self.of_wrong_type(expected, value);
            self.reader.report.push(match slip {
                Some(slip) => error.help(slip.help).maybe_fix(span, slip.value),
                None => error,
            });
        }
        date
    }

    pub(super) fn check_head(
        &mut self,
        head: &FileHead,
        year: u16,
        code: Option<&str>,
        start: Span,
    ) {
        // A source under a misspelled key, or still to be filled in, has been reported.
        let was_source_reported = self.seen_keys.contains(&"source") && !self.has_source;
        let report = &mut self.reader.report;
        let seen = &self.seen_keys;
        let missing = |key: &str, example: &str| {
            let message = format!("the key `{key}` is missing");
            let error = Diagnostic::error(Code::MissingKey, start, message)
                .help(format!("add a line {key} = {example} at the top"));
            (!seen.contains(&key)).then_some(error)
        };
        match head.year {
            None => report.extend(missing("year", &year.to_string())),
            Some((found, span)) if found != year => {
                let message = format!("this file says {found} but is in the folder {year}");
                report.push(
                    Diagnostic::error(Code::WrongYear, span, message)
                        .label(format!("expected {year}"))
                        .help("correct the year, or move the file")
                        .fix(span, year.to_string()),
                );
            }
            Some(_) => {}
        }
        match (&head.jurisdiction, code) {
            (None, Some(code)) => report.extend(missing("jurisdiction", &format!("\"{code}\""))),
            (Some(Text { text: found, span }), Some(code)) if found != code => {
                let message = format!("this file says {found} but is named {code}.toml");
                report.push(
                    Diagnostic::error(Code::WrongJurisdiction, *span, message)
                        .label(format!("expected \"{code}\""))
                        .help("correct the code, or rename the file")
                        .fix(*span, format!("\"{code}\"")),
                );
            }
            (Some(Text { text: found, span }), _)
                if self.project.jurisdictions.get(found).is_none() =>
            {
                let near = self.project.jurisdictions.suggest(found);
                let message = format!("there is no jurisdiction {found}");
                report.push(
                    Diagnostic::error(Code::UnknownJurisdiction, *span, message).help(match near {
                        Some(near) => question(found, near, &format!("\"{near}\"")),
                        None => "add it to data/jurisdictions.toml, or rename this file".to_owned(),
                    }),
                );
            }
            _ => {}
        }
        match head.status {
            None => report.extend(missing("status", "\"draft\"")),
            Some(_) if was_source_reported => {}
            Some((status, span)) => report.extend(check_source(status, span, head.source.as_ref())),
        }
    }
}

/// Checks that final figures have a source other than that of samples.
#[must_use]
pub fn check_source(status: Status, place: Span, source: Option<&Text>) -> Option<Diagnostic> {
    if status != Status::Final {
        return None;
    }
    let Some(source) = source else {
        return Some(
            Diagnostic::error(Code::MissingKey, place, "final figures need a source")
                .help("add a line source = \"…\", or set status = \"draft\""),
        );
    };
    (source.text == SAMPLE_SOURCE).then(|| {
        Diagnostic::error(Code::SampleSource, source.span, "samples cannot be final")
            .also(place, "these figures are said to be final")
            .help("write where the figures come from, or set status = \"sample\"")
    })
}
