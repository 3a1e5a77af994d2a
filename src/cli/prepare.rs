//! The preparation that all commands about sheets have in common.

use chrono::{DateTime, Datelike, NaiveDateTime};

use super::messages::Messages;
use super::status::Status;
use crate::batch::{Plan, Selection, plan};
use crate::diagnostic::UsageError;
use crate::project::{Files, Reader};

/// Reads everything that the selected sheets need.
pub(super) fn prepare<'f>(
    files: &'f dyn Files,
    selection: &Selection,
    messages: &Messages,
) -> Result<(Reader<'f>, Option<Plan>), Status> {
    let mut reader = Reader::new(files);
    match source_date().and_then(|built| {
        let selection = Selection {
            built,
            ..selection.clone()
        };
        plan(&mut reader, &selection)
    }) {
        Ok(plan) => {
            if selection.deny_warnings {
                reader.report.deny_warnings();
            }
            Ok((reader, plan))
        }
        Err(usage) => {
            // Errors in the files may be the reason that the command cannot be carried out, so they come first.
            messages.report(&reader.report, &reader.sources);
            messages.usage(&usage);
            Err(Status::Usage)
        }
    }
}

/// The time in `SOURCE_DATE_EPOCH`, in seconds since 1970, which reproducible builds use as the date of their output.
fn source_date() -> Result<Option<NaiveDateTime>, UsageError> {
    const NAME: &str = "SOURCE_DATE_EPOCH";
    let Some(text) = std::env::var_os(NAME) else {
        return Ok(None);
    };
    let refused = |problem: &str| UsageError {
        message: format!("{NAME} is {problem}"),
        help: format!("unset {NAME}, or set it as in {NAME}=1714521600"),
    };
    let text = text.to_str().map(str::trim);
    let text = text.filter(|text| is_whole_number(text));
    let text = text.ok_or_else(|| refused("not a whole number of seconds"))?;
    let moment = text.parse().ok();
    let moment = moment.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    // A PDF's date has a year of four digits.
    let moment = moment.filter(|moment| (0..=9999).contains(&moment.year()));
    let moment = moment.ok_or_else(|| refused("a moment outside of the years 0 to 9999"))?;
    Ok(Some(moment.naive_utc()))
}

fn is_whole_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// The number of threads: the given number, or one for each core.
pub(super) fn threads(jobs: Option<u16>) -> usize {
    jobs.map(usize::from).unwrap_or_else(|| {
        std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get)
    })
}
