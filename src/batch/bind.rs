//! Writes the sheets of a book into its file, in their order and few at a time.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::plan::Plan;
use super::render::{Work, render_these};
use super::write_error::WriteError;
use crate::edition::{BookFile, BookSheet, Edition, PaginatedBook};
use crate::project::Reader;

/// The number of sheets that are painted before they are written, so that memory does not grow with the book.
const FEW: usize = 128;

/// Writes a book and paints its sheets on several threads. Returns `None` if the run is interrupted, or if there are
/// errors, which are in the reader's report.
///
/// # Errors
///
/// Returns an error if a file cannot be written.
pub fn bind(
    plan: &Plan,
    paged: &PaginatedBook<'_>,
    draft: &mut Draft,
    reader: &mut Reader<'_>,
    (threads, should_continue): (usize, &(dyn Fn() -> bool + Sync)),
) -> Result<Option<BookFile>, WriteError> {
    let mut deflater = crate::pdf::Deflater::new();
    let (mut binding, first) = match paged.bind(&mut deflater) {
        Ok(begun) => begun,
        Err(problems) => {
            reader.report.extend(problems);
            return Ok(None);
        }
    };
    draft.write(&first)?;
    let places: BTreeMap<&str, usize> = paged.codes().zip(0..).collect();
    let codes = plan.codes.iter().zip(0..);
    let numbers: BTreeMap<&str, usize> = codes.map(|(code, number)| (&**code, number)).collect();
    let numbers = paged.codes().filter_map(|code| numbers.get(code).copied());
    let numbers: Vec<usize> = numbers.collect();
    let work = Work {
        threads,
        make: &|edition: &Edition, inputs, tools, report| {
            let place = places.get(inputs.jurisdiction.code.as_str())?;
            let is_own = std::ptr::eq(edition, paged.edition());
            is_own.then(|| paged.sheet(*place, inputs, tools, report))?
        },
        keep: &|finished| Ok::<BookSheet<'_>, WriteError>(finished.made),
        should_continue,
    };
    for few in numbers.chunks(FEW) {
        // Questions about the figures were already reported, so only errors are kept here.
        let mut own = reader.branch();
        let batch = render_these(plan, few, &mut own, &work);
        if own.report.has_errors() {
            let (sources, report) = (own.sources, own.report.only_errors());
            reader.join(sources, report);
            return Ok(None);
        }
        if batch.is_interrupted {
            return Ok(None);
        }
        for sheet in batch.outcomes.into_iter().flatten() {
            draft.write(&binding.add(&sheet))?;
        }
    }
    let (rest, bound) = paged.finish(binding);
    draft.write(&rest)?;
    Ok(Some(bound))
}
