//! Complete pages: the text inside its margins, with header and footer.

use super::flow::Filled as FilledPage;
use super::frame::{Content, Frame, Page, Role};
use super::ink;
use super::text_block::LineSetter;
use crate::copy::{Filled, MarginPart, MarginText};
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::geometry::{Length, Point, Size};
use crate::project::Stylesheet;
use crate::project::stylesheet::{Align, MarginStyle};
use crate::text::Run;
use crate::text::breaking::Goal;
use crate::text::{Paragraph, Shaper};

/// The least space between two texts of a header or footer, in thousandths of the text size.
const LEAST_GAP: i64 = 1000;

/// The texts of a header or footer in one of its rows: at the left, in the center and at the right.
type Row = [Option<usize>; 3];

/// Adds headers and footers to filled pages.
pub(super) struct Margins<'a, 'f> {
    pub stylesheet: &'a Stylesheet,
    pub words: &'a Filled,
    pub text_size: Length,
    pub shaper: &'a mut Shaper<'f>,
    pub report: &'a mut Report,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Top,
    Bottom,
}

impl Margins<'_, '_> {
    /// The pages, each with its header and footer.
    pub(super) fn pages(&mut self, filled: Vec<FilledPage>, numbering: Numbering) -> Vec<Page> {
        let setup = &self.stylesheet.page;
        let (before, count) = match numbering {
            Numbering::Own => (0, filled.len()),
            Numbering::In { before, count } => (before, count),
        };
        let mut said = Said::of(&filled);
        let mut pages = Vec::with_capacity(filled.len());
        for (index, filled) in filled.into_iter().enumerate() {
            let mut frame = Frame::new(None, setup.size);
            let folio = Folio {
                is_first: index == 0,
                is_only: numbering == Numbering::Own && count == 1,
                number: before + index + 1,
                count,
            };
            self.margin(&mut frame, Edge::Top, folio, &mut said);
            let origin = setup.origin(folio.number);
            frame.push(origin, Content::Frame(filled.frame));
            self.margin(&mut frame, Edge::Bottom, folio, &mut said);
            pages.push(Page::new(frame, setup));
        }
        if !self.report.has_errors() {
            ink::check(&pages, self.shaper.fonts(), setup.margin_span, self.report);
        }
        pages
    }

    fn margin(&mut self, page: &mut Frame, edge: Edge, folio: Folio, said: &mut Said) {
        let (texts, style, role) = match edge {
            Edge::Top => (
                first_or(&self.words.first_header, &self.words.header, folio),
                &self.stylesheet.header,
                Role::Header,
            ),
            Edge::Bottom => (
                footer(self.words, folio),
                &self.stylesheet.footer,
                Role::Footer,
            ),
        };
        if texts.iter().all(Vec::is_empty) {
            return;
        }
        let roles = texts.each_ref().map(|parts| said.role_of(parts));
        let texts = [0, 1, 2].map(|text| self.line(&texts[text], style, folio, roles[text]));
        let width = self.stylesheet.page.room().width;
        let rows = self.rows(&texts, width);
        let heights = texts.iter().map(|text| self.height(text, width));
        let leading = style.looks.plain.leading.at(self.text_size);
        let leading = heights.fold(leading, Length::max);
        let gap = room_of_rule(style, self.text_size);
        let height = rows.iter().map(|_| leading).sum::<Length>() + gap;
        let mut line_y = if edge == Edge::Top { Length::ZERO } else { gap };
        let mut frame = Frame::new(Some(role), Size::new(width, height));
        if let Some(rule) = &style.rule {
            let rule_y = if edge == Edge::Top {
                height - rule.width
            } else {
                Length::ZERO
            };
            let size = Size::new(width, rule.width);
            let color = rule.color;
            frame.push(
                Point::new(Length::ZERO, rule_y),
                Content::Fill { size, color },
            );
        }
        let mut aligns = [Align::Left, Align::Center, Align::Right];
        if self.stylesheet.page.is_back(folio.number) {
            aligns.reverse();
        }
        for row in rows {
            for (text, align) in row.into_iter().zip(aligns) {
                if let Some(text) = text {
                    self.put_text(&mut frame, &texts[text], align, roles[text], line_y);
                }
            }
            line_y += leading;
        }
        let at = self.place(style, edge, height, folio);
        page.push(at, Content::Frame(frame));
    }

    /// The position of a header or footer on the page. One that would run into the text is an error.
    fn place(&mut self, style: &MarginStyle, edge: Edge, height: Length, folio: Folio) -> Point {
        let setup = &self.stylesheet.page;
        let (name, room) = match edge {
            Edge::Top => ("header", setup.top),
            Edge::Bottom => ("footer", setup.bottom),
        };
        let middle = ((room - height) / 2).max(Length::ZERO);
        let offset = style
            .offset
            .map_or(middle, |offset| offset.at(self.text_size));
        let y = match edge {
            Edge::Top => offset,
            Edge::Bottom => setup.size.height - offset - height,
        };
        if offset + height > room {
            let message = format!("the {name} does not fit into the margin");
            self.report.push(
                Diagnostic::error(Code::NoRoom, setup.margin_span, message)
                    .label(format!("the {name} takes {} of {room}", offset + height))
                    .help(format!(
                        "make the margin larger, or the offset in [styles.{name}] smaller"
                    )),
            );
        }
        Point::new(setup.origin(folio.number).x, y)
    }

    fn line(
        &mut self,
        parts: &[MarginPart],
        style: &MarginStyle,
        Folio { number, count, .. }: Folio,
        role: Option<Role>,
    ) -> Paragraph<'static> {
        let run = |part: &MarginPart| match part {
            MarginPart::Text(run) => run.clone(),
            MarginPart::Page(place) => counter(number, *place),
            MarginPart::Pages(place) => counter(count, *place),
        };
        let mut runs: Vec<Run> = parts.iter().map(run).collect();
        if role.is_none() {
            // A link must be in the structure tree, and a text without a role is not.
            runs.iter_mut().for_each(|run| run.link = None);
        }
        Paragraph::new(runs, &style.looks, self.shaper, self.report)
    }

    /// The rows of the texts, each of one line: side by side if there is room, otherwise the first text above the
    /// others, which are also stacked if necessary.
    fn rows(&mut self, texts: &[Paragraph<'_>; 3], available: Length) -> Vec<Row> {
        let fonts = self.shaper.fonts();
        let widths = texts
            .each_ref()
            .map(|text| text.natural_width(fonts, self.text_size));
        let gap = self.text_size.scaled(LEAST_GAP, 1000);
        let long = texts.iter().zip(widths);
        let mut long = long.filter(|(_, width)| *width > available).peekable();
        if long.peek().is_some() || stand_side_by_side(widths, gap, available) {
            let problems = long.map(|(text, width)| too_long(text, width, available));
            self.report.extend(problems);
            return vec![[Some(0), Some(1), Some(2)]];
        }
        let there: Vec<usize> = (0..3).filter(|text| widths[*text] > Length::ZERO).collect();
        match *there.as_slice() {
            [first, left, right] if widths[left] + gap + widths[right] <= available => {
                vec![[Some(first), None, None], [Some(left), None, Some(right)]]
            }
            _ => there.iter().map(|text| [Some(*text), None, None]).collect(),
        }
    }

    /// The height of the line of a text.
    fn height(&self, text: &Paragraph<'_>, width: Length) -> Length {
        let fonts = self.shaper.fonts();
        let lines = text.lines(fonts, self.text_size, width, Goal::Text);
        let first = lines.first();
        first.map_or(Length::ZERO, |line| text.line_height(line, self.text_size))
    }

    fn put_text(
        &mut self,
        frame: &mut Frame,
        text: &Paragraph<'_>,
        align: Align,
        role: Option<Role>,
        y: Length,
    ) {
        let fonts = self.shaper.fonts();
        let width = frame.size.width;
        let lines = text.lines(fonts, self.text_size, width, Goal::Text);
        let setting = LineSetter {
            fonts,
            paragraph: text,
            text_size: self.text_size,
            align,
        };
        if let Some(first) = lines.first() {
            let line = setting.frame(role, std::slice::from_ref(first), width);
            frame.push(Point::new(Length::ZERO, y), Content::Frame(line));
        }
    }
}

/// Checks that the header has room for the status line of drafts and samples. It is checked for final sheets, too: a
/// design that passes with samples must pass with final figures, and the other way round.
#[must_use]
pub fn check_status_line(stylesheet: &Stylesheet) -> Option<Diagnostic> {
    let (page, style, text_size) = (&stylesheet.page, &stylesheet.header, stylesheet.fit.min);
    let offset = style
        .offset
        .map_or(Length::ZERO, |offset| offset.at(text_size));
    let leading = style.looks.strong.leading.at(text_size);
    let needed = offset + leading + room_of_rule(style, text_size);
    let message =
        "the top margin has no room for the line that says that a sheet is a draft or a sample";
    (needed > page.top).then(|| {
        Diagnostic::error(Code::NoRoom, page.margin_span, message)
            .label(format!("that line takes {needed} of {}", page.top))
            .help(format!(
                "write `top = \"{needed}\"` or more, or make the type of [styles.header] smaller"
            ))
    })
}

/// The height of the line between a header or footer and the text.
fn room_of_rule(style: &MarginStyle, text_size: Length) -> Length {
    let rule = style.rule.as_ref();
    rule.map_or(Length::ZERO, |rule| rule.width + rule.gap.at(text_size))
}

/// Returns `true` if three texts of these widths fit side by side, at the left, in the center and at the right, with a
/// gap between them.
fn stand_side_by_side([left, center, right]: [Length; 3], gap: Length, available: Length) -> bool {
    let with_gap = |width: Length| match width > Length::ZERO {
        true => width + gap,
        false => width,
    };
    if center > Length::ZERO {
        let half = (available - center) / 2;
        with_gap(left) <= half && with_gap(right) <= half
    } else {
        with_gap(left) + right <= available
    }
}

fn too_long(text: &Paragraph<'_>, width: Length, available: Length) -> Diagnostic {
    let message = "header or footer is too long for one line";
    Diagnostic::error(
        Code::NoRoom,
        text.source().unwrap_or(Span::DETACHED),
        message,
    )
    .label(format!("this text takes {width} of {available}"))
    .help("shorten it in the head of the text, or make the type smaller")
}

/// The numbering of a sheet's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// The sheet is numbered by itself.
    Own,
    /// The sheet is numbered together with others.
    In {
        /// The number of pages before them.
        before: usize,
        /// The total number of pages.
        count: usize,
    },
}

/// The number of a page and the total.
#[derive(Clone, Copy)]
struct Folio {
    /// `true` for the first page of a sheet.
    is_first: bool,
    /// `true` for a page that is all of its document.
    is_only: bool,
    number: usize,
    count: usize,
}

/// The text that a screen reader has read so far. It skips headers and footers, so text that only they contain is a
/// paragraph where it first occurs.
struct Said(String);

impl Said {
    fn of(pages: &[FilledPage]) -> Self {
        let mut said = String::new();
        for item in pages.iter().flat_map(|page| &page.frame.items) {
            if let Content::Frame(block) = &item.content {
                add_blocks(block, &mut said);
            }
        }
        Self(with_single_spaces(&said))
    }

    /// The role of a text in a header or footer: a paragraph, or `None` if all of it has been read before. Beside a
    /// page number, a single word does not count by itself unless it is an address.
    fn role_of(&mut self, parts: &[MarginPart]) -> Option<Role> {
        let counts = parts
            .iter()
            .any(|part| !matches!(part, MarginPart::Text(_)));
        let segments = parts.split(|part| !matches!(part, MarginPart::Text(_)));
        let mut is_new = false;
        for segment in segments {
            let text = segment.iter().map(|part| match part {
                MarginPart::Text(run) => run.text.as_str(),
                MarginPart::Page(_) | MarginPart::Pages(_) => "",
            });
            let text = text.collect::<String>();
            let text = with_single_spaces(&text);
            let is_address = text.trim_matches(is_around_words).contains(['.', '@']);
            let is_word = counts && text.split(' ').count() < 2 && !is_address;
            if !is_word && !self.has(&text) {
                is_new = true;
                self.0.push_str(&text);
                self.0.push('\n');
            }
        }
        is_new.then_some(Role::Paragraph)
    }

    /// Returns `true` if a text occurred earlier by itself, not as a part of a word, an address or a hyphenated name.
    fn has(&self, text: &str) -> bool {
        let text = text.trim_matches(is_around_words);
        let mut places = self.0.match_indices(text);
        text.is_empty() || places.any(|(at, _)| is_alone(&self.0[..at], &self.0[at + text.len()..]))
    }
}

/// Returns `true` if the text between two others is separated from them by spaces, with or without punctuation.
fn is_alone(before: &str, after: &str) -> bool {
    let before = before.trim_end_matches(is_around_words);
    let after = after.trim_start_matches(is_around_words);
    let is_end = |c: Option<char>| c.is_none_or(char::is_whitespace);
    is_end(before.chars().next_back()) && is_end(after.chars().next())
}

/// Returns `true` for punctuation around words, as opposed to characters inside them, as in an address.
fn is_around_words(c: char) -> bool {
    c.is_ascii_punctuation() && !"@/\\#&=%+_-~".contains(c) || "“”‘’«»„¿¡…·•".contains(c)
}

/// The text with single spaces; lines stay apart.
fn with_single_spaces(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join("\n") + if text.ends_with('\n') { "\n" } else { "" }
}

/// Adds the text of a frame, one line for each block in it.
fn add_blocks(frame: &Frame, said: &mut String) {
    for item in &frame.items {
        match &item.content {
            Content::Frame(inner) => add_blocks(inner, said),
            Content::Text(text) => text.add_to(said),
            _ => {}
        }
    }
    if frame.role.is_some() {
        said.push('\n');
    }
}

/// The header or footer of the first page and of the others.
/// The footer of a page. A sheet of one page can have its own, unless it is numbered with others.
fn footer(words: &Filled, folio: Folio) -> &MarginText {
    let only = words.only_footer.as_ref().filter(|_| folio.is_only);
    only.unwrap_or_else(|| first_or(&words.first_footer, &words.footer, folio))
}

fn first_or<'w>(
    first: &'w Option<MarginText>,
    others: &'w MarginText,
    folio: Folio,
) -> &'w MarginText {
    first.as_ref().filter(|_| folio.is_first).unwrap_or(others)
}

/// The runs that a part can become: every digit for a page number.
pub(super) fn every_run(part: &MarginPart) -> Vec<Run> {
    match part {
        MarginPart::Text(run) => vec![run.clone()],
        MarginPart::Page(place) | MarginPart::Pages(place) => {
            (0..10).map(|digit| counter(digit, *place)).collect()
        }
    }
}

fn counter(number: usize, source: Span) -> Run {
    Run::plain(number.to_string(), source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_within_an_address_is_not_said() {
        let has = |said: &str, text: &str| Said(with_single_spaces(said)).has(text);
        for said in [
            "Write to desk@library.example.",
            "See https://library.example/data.",
            "See library.example.org.",
            "See www.library.example",
            "See library.example?year=2024",
            "See my-library.example",
        ] {
            assert!(!has(said, "library.example"), "{said}");
        }
        for said in [
            "See library.example.",
            "See “library.example”, a site",
            "(library.example)",
            "library.example\nnext",
        ] {
            assert!(has(said, "library.example"), "{said}");
        }
        assert!(has("The City\u{a0}Library, in short", "City Library"));
        assert!(!has("The City Library-Museum", "City Library"));
        assert!(!has("Data for 2023", "Data for 20"));
    }
}
