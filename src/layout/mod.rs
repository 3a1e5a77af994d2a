//! From blocks to pages.
//!
//! Each kind of block is an [`Element`](element::Element) that can be placed into a region; [`flow`] fills pages with
//! elements, at the largest text size at which they fit. The result is [`Frame`]s of positioned items. They keep
//! their roles and sources, so that everything later, from tags to tracing, is read off the pages.

mod arrange;
mod boxed;
mod card;
mod chart;
mod contents;
pub mod contrast;
pub mod element;
pub mod feet;
mod fit;
pub mod flow;
mod footnotes;
pub mod frame;
mod grounds;
mod ink;
mod inset;
mod lift;
mod mark;
mod page;
mod picture;
mod qr;
mod section;
mod table;
mod text_block;
mod thematic_break;
pub mod tree;
mod trim;
mod underlines;

pub use contents::{Entry, FrontMatter, front_matter};
pub use frame::{
    Container, ContainerKind, Content, Frame, Item, LinkTarget, Page, Role, Shape, Text, Trim,
};
pub use grounds::{Filling, Grounds, Standing};
pub use mark::Mark;
pub use page::{Numbering, check_status_line};
pub use trim::trimmed;
pub use underlines::check_underlines;

use crate::copy::{Block, Filled};
use crate::diagnostic::Report;
use crate::geometry::Length;
use crate::project::Stylesheet;
use crate::text::Run;
use crate::text::{Paragraph, Shaper};
use arrange::arrange;
use feet::Feet;
use fit::fit;
use flow::Flowable;
use footnotes::Footnotes;
use page::Margins;

/// The name of the section before the first heading.
pub const LETTERHEAD: &str = "letterhead";

/// A sheet's pages.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The pages.
    pub pages: Vec<Page>,
    /// The chosen text size.
    pub text_size: Length,
    /// The height left below the text on the last page.
    pub room_left: Length,
}

/// A sheet with its text laid out. Headers and footers are still missing, because they may depend on the number of
/// pages of other sheets.
#[derive(Clone, Debug)]
pub struct Composed {
    pages: Vec<flow::Filled>,
    text_size: Length,
    room_left: Length,
}

impl Composed {
    /// The number of pages.
    #[must_use]
    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// Adds headers and footers. Returns `None` if there are errors, which go to the report.
    pub fn sheet(
        self,
        words: &Filled,
        stylesheet: &Stylesheet,
        numbering: Numbering,
        shaper: &mut Shaper<'_>,
        report: &mut Report,
    ) -> Option<Sheet> {
        let mut own = Report::default();
        let mut margins = Margins {
            stylesheet,
            words,
            text_size: self.text_size,
            shaper,
            report: &mut own,
        };
        let sheet = Sheet {
            pages: margins.pages(self.pages, numbering),
            text_size: self.text_size,
            room_left: self.room_left,
        };
        let is_sound = !own.has_errors();
        report.append(own);
        is_sound.then_some(sheet)
    }
}

/// Lays out the text of a sheet. `whose` names the sheet in messages. Returns `None` if there are errors, which go to
/// the report.
pub fn compose(
    words: &Filled,
    stylesheet: &Stylesheet,
    shaper: &mut Shaper<'_>,
    whose: &str,
    report: &mut Report,
) -> Option<Composed> {
    let mut own = Report::default();
    let (elements, feet) = elements(words, stylesheet, shaper, &mut own);
    let fitted = if own.has_errors() {
        None
    } else {
        fit(&elements, &feet, stylesheet, whose)
            .map_err(|error| own.push(error))
            .ok()
    };
    report.append(own);
    fitted.map(|fitted| {
        let last_used = fitted.pages.last().map_or(Length::ZERO, |page| page.used);
        Composed {
            pages: fitted.pages,
            text_size: fitted.text_size,
            room_left: stylesheet.page.room().height - last_used,
        }
    })
}

/// The text of a sheet as elements, and the footnotes at the feet of its pages.
fn elements<'w, 'f: 'w>(
    words: &'w Filled,
    stylesheet: &'w Stylesheet,
    shaper: &mut Shaper<'f>,
    report: &mut Report,
) -> (Vec<Flowable<'w>>, Feet<'w>) {
    let (mut elements, count) = arrange(&words.blocks, stylesheet, shaper, report);
    let style = &stylesheet.footnotes;
    let footnotes = Footnotes::new(&words.footnotes, style, shaper, report);
    let (feet, at_end) = footnotes.into_parts(count);
    elements.extend(at_end);
    (elements, feet)
}

/// The largest text size, up to `at_most`, at which a sheet takes no more pages than the design allows. `None` if it does
/// not fit or has errors.
#[must_use]
pub fn largest_size(
    words: &Filled,
    stylesheet: &Stylesheet,
    shaper: &mut Shaper<'_>,
    at_most: Length,
) -> Option<Length> {
    let mut report = Report::default();
    let (elements, feet) = elements(words, stylesheet, shaper, &mut report);
    if report.has_errors() {
        return None;
    }
    fit::largest_size(&elements, &feet, stylesheet, at_most)
}

/// The name and the blocks of the last section, if the design does not show it. Text that is added at the end belongs
/// to it.
#[must_use]
pub fn hidden_end<'w>(
    words: &'w Filled,
    stylesheet: &Stylesheet,
) -> Option<(&'w str, &'w [Block])> {
    arrange::hidden_end(words, stylesheet)
}

/// Removes the blocks that a design does not show.
pub fn leave_out(words: &mut Filled, stylesheet: &Stylesheet) {
    arrange::leave_out(words, stylesheet);
}

/// Shapes all text, including headers and footers, so that the shaper has seen every glyph. Blocks that cannot be set
/// are skipped.
pub fn shape_all(words: &Filled, stylesheet: &Stylesheet, shaper: &mut Shaper<'_>) {
    let mut unheeded = Report::default();
    let _ = elements(words, stylesheet, shaper, &mut unheeded);
    // Before figures have numbers, it is not known which words go on cards.
    for (runs, looks) in arrange::perhaps_set(words, stylesheet) {
        let _ = Paragraph::new(runs, &looks, shaper, &mut unheeded);
    }
    let headers = words.first_header.iter().chain([&words.header]);
    let footers = words.first_footer.iter().chain(&words.only_footer);
    let footers = footers.chain([&words.footer]);
    let headers = headers.map(|texts| (texts, &stylesheet.header));
    let footers = footers.map(|texts| (texts, &stylesheet.footer));
    for (texts, style) in headers.chain(footers) {
        for parts in texts {
            let runs: Vec<Run> = parts.iter().flat_map(page::every_run).collect();
            let _ = Paragraph::new(runs, &style.looks, shaper, &mut unheeded);
        }
    }
}
