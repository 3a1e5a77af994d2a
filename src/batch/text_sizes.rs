//! Text sizes that all places of an edition share.
//!
//! The shared size is the smallest that any place needs. It depends on all places, as ranks do, and not on the selected
//! ones, so that a single sheet and the parts of a batch agree with the whole. The sheets are laid out before any is
//! made, and only the sizes are kept.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::edition::{Edition, Inputs, Tools};
use crate::geometry::Length;
use crate::project::{Level, Project, Reader};

/// The number of places that are laid out one after the other, each at most at the size of those before it. The number is
/// fixed, so that the result does not depend on the number of threads.
const IN_A_ROW: usize = 64;

/// Returns `true` if the places of an edition share a text size.
pub(super) fn is_shared(edition: &Edition) -> bool {
    edition.stylesheet.fit.is_common && edition.stylesheet.fit.max > edition.stylesheet.fit.min
}

/// The codes of all places of the project that have figures, in order.
pub(super) fn all_codes(reader: &mut Reader<'_>, project: &Project, year: u16) -> Vec<String> {
    let present = Project::codes_with_data(reader, year);
    let levels = project.publication.levels.iter();
    let places = levels.flat_map(|level| project.places_of_level(level));
    let places =
        places.filter(|place| place.level == Level::NATIONAL || present.contains(&place.code));
    let mut codes: Vec<String> = places.map(|place| place.code.clone()).collect();
    codes.sort_unstable();
    codes
}

/// Calls its second argument with the range of the editions of a place, and with the inputs of its sheets. It does not call
/// it for a place with errors, which are reported when its sheets are made.
pub(super) type WithInputs<'p> =
    dyn Fn(&str, &mut dyn FnMut(Range<usize>, &Inputs<'_>)) + Sync + 'p;

/// For each edition, the largest text size that its sheets can have: the smallest that one of these places needs, if the
/// edition has a shared size.
pub(super) fn largest(
    editions: &[Edition],
    codes: &[String],
    with_inputs: &WithInputs<'_>,
) -> Vec<Length> {
    let usual = editions.iter().map(|edition| edition.stylesheet.fit.max);
    let smallest: Mutex<Vec<Length>> = Mutex::new(usual.collect());
    let chunks: Vec<&[String]> = codes.chunks(IN_A_ROW).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut tools: Vec<Tools<'_>> = editions.iter().map(Edition::tools).collect();
        while let Some(chunk) = chunks.get(next.fetch_add(1, Ordering::Relaxed)) {
            let sizes = sizes(editions, chunk, with_inputs, &mut tools);
            let mut smallest = smallest.lock().unwrap_or_else(PoisonError::into_inner);
            for (known, size) in smallest.iter_mut().zip(sizes) {
                *known = size.min(*known);
            }
        }
    };
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        for _ in 1..cores.min(chunks.len()) {
            // If no more threads can be started, the existing ones do the work.
            let _ = thread::Builder::new().spawn_scoped(scope, work);
        }
        work();
    });
    smallest
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner)
}

/// For each edition, the largest text size at which all of these places fit.
fn sizes(
    editions: &[Edition],
    codes: &[String],
    with_inputs: &WithInputs<'_>,
    tools: &mut [Tools<'_>],
) -> Vec<Length> {
    let fits = editions.iter().map(|edition| &edition.stylesheet.fit);
    let mut sizes: Vec<Length> = fits.map(|fit| fit.max).collect();
    for code in codes {
        with_inputs(code, &mut |range, inputs| {
            for index in range {
                let edition = &editions[index];
                if is_shared(edition) && sizes[index] > edition.stylesheet.fit.min {
                    let size = edition.text_size(inputs, &mut tools[index], sizes[index]);
                    sizes[index] = size.unwrap_or(sizes[index]);
                }
            }
        });
    }
    sizes
}
