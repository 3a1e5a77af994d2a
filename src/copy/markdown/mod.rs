//! Converts filled Markdown to blocks of runs.

mod reader;
mod runs;
mod slips;
mod units;

use pulldown_cmark::{Event, Parser, TextMergeWithOffset};

use super::answers::Setting;
use super::block::Block;
use super::fill::Rendered;
use super::quotes::kept;
use super::top_level::options;
use crate::diagnostic::Report;
use reader::Reader;

/// Reads the filled source of one block. The result can be several blocks, or none.
pub(super) fn blocks(rendered: &Rendered, setting: Setting<'_>, report: &mut Report) -> Vec<Block> {
    let mark = report.mark();
    let mut reader = Reader::new(rendered, setting, report);
    let events = Parser::new_ext(&rendered.text, options()).into_offset_iter();
    let events =
        events.map(|(event, range)| (with_quotes(event, &rendered.text[range.clone()]), range));
    for (event, range) in TextMergeWithOffset::new(events) {
        reader.event(event, range);
    }
    reader.finish(mark)
}

/// Undoes Markdown's English quotes, so that [`quotes`](super::quotes) can set those of the language. Quotes
/// with a backslash before them and quotes written as entities are marked to stay straight.
fn with_quotes<'t>(event: Event<'t>, source: &'t str) -> Event<'t> {
    match event {
        Event::Text(text) if ["\"", "'"].contains(&source) && *text != *source => {
            Event::Text(source.into())
        }
        Event::Text(text) if text.contains(['"', '\'']) => Event::Text(kept(&text).into()),
        other => other,
    }
}
