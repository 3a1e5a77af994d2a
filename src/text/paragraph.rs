//! Shaped text that has not yet been broken into lines.
//!
//! A paragraph is shaped once and then broken at many text sizes and widths while layout looks for the largest size
//! that fits. It keeps its last measurements and its last lines, because most questions repeat.

mod calls;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::breaking::{Goal, LineEnd, Unit, break_lines};
use super::font::Fonts;
use super::ink::Reach;
use super::opportunities::breaks;
use super::run::Run;
use super::shape::{Shaper, Way, Word};
use super::words::{missing_glyphs, words_and_spaces};
use crate::diagnostic::{Report, Span};
use crate::geometry::Length;
use crate::project::stylesheet::{TextStyle, TextStyles};

/// A word or space and its run.
#[derive(Clone, Debug)]
struct Piece {
    word: Arc<Word>,
    run: usize,
    is_space: bool,
}

/// The pieces between two places where a line may end.
#[derive(Clone, Debug)]
struct Segment {
    pieces: Range<usize>,
    end: LineEnd,
}

/// Shaped text in the styles of one block. It has no size yet and can be broken at any text size.
#[derive(Clone, Debug)]
pub struct Paragraph<'w> {
    runs: Cow<'w, [Run]>,
    styles: Vec<TextStyle>,
    pieces: Vec<Piece>,
    segments: Vec<Segment>,
    /// The widths measured last, cached because one text size is used many times in a row.
    measured: RefCell<Option<(Length, Rc<[Unit]>)>>,
    /// The last lines: a paragraph that continues over many pages is broken once for all of them.
    broken: RefCell<Option<Broken>>,
}

/// The lines of a paragraph, and the inputs they were computed from.
#[derive(Clone, Debug)]
struct Broken {
    text_size: Length,
    measure: Length,
    goal: Goal,
    lines: Rc<[Line]>,
}

/// An unbreakable piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Widest {
    /// The width.
    pub width: Length,
    /// The characters.
    pub text: String,
    /// The origin.
    pub source: Span,
}

/// The part of the type size that stays clear around ink, so that large type does not touch the lines next to it.
const CLEAR: i64 = 40;

/// A line.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// The width without the space at the end.
    pub width: Length,
    /// The extent of its ink from the baseline, including underlines and the space that stays clear around the ink.
    pub reach: Reach,
    /// The height that its ink needs beyond its leading, above and below.
    more: Reach,
    pieces: Range<usize>,
    /// The parts of addresses that are broken at its start or its end.
    parts: Vec<AddressPart>,
}

/// The part of a broken address on one line.
#[derive(Clone, Debug)]
struct AddressPart {
    pieces: Range<usize>,
    /// The address, or nothing in all parts but the first.
    copied: Arc<str>,
}

/// Words and spaces of one run on one line.
#[derive(Clone, Debug)]
pub struct Stretch<'p> {
    /// The offset from the left end of the line.
    pub x: Length,
    /// The words and spaces.
    pub words: Vec<Arc<Word>>,
    /// The style.
    pub style: &'p TextStyle,
    /// The origin.
    pub run: &'p Run,
    /// The width, including the space at the end.
    pub width: Length,
    /// The text that is copied in place of this, in a part of an address that is broken: the whole address in the first
    /// part and nothing in the others.
    pub copied: Option<Arc<str>>,
}

impl Stretch<'_> {
    /// The underline: its distance from the baseline and its thickness. Links always have one, so that color is not
    /// the only sign of a link.
    #[must_use]
    pub fn underline(&self, text_size: Length) -> Option<(Length, Length)> {
        underline(self.style, self.run, text_size)
    }
}

fn underline(style: &TextStyle, run: &Run, text_size: Length) -> Option<(Length, Length)> {
    let own = style.underline.filter(|line| line.width > Length::ZERO);
    let own = own.map(|line| (line.gap.at(text_size), line.width));
    let size = style.size.at(text_size);
    let of_link = || (size.scaled(1, 9), size.scaled(1, 18));
    own.or_else(|| run.link.is_some().then(of_link))
}

impl<'w> Paragraph<'w> {
    /// Shapes runs. Characters that the font lacks are reported.
    #[must_use]
    pub fn new(
        runs: impl Into<Cow<'w, [Run]>>,
        looks: &TextStyles,
        shaper: &mut Shaper<'_>,
        report: &mut Report,
    ) -> Self {
        let runs = runs.into();
        let style = |run: &Run| {
            let mut style = looks.of(run.strong, run.emphasis, run.link.is_some());
            if run.is_call() {
                style.size = shaper.superior_size(style.face, style.size);
            }
            style
        };
        let styles: Vec<TextStyle> = runs.iter().map(style).collect();
        let mut paragraph = Self {
            runs,
            styles,
            pieces: Vec::new(),
            segments: Vec::new(),
            measured: RefCell::new(None),
            broken: RefCell::new(None),
        };
        paragraph.shape(shaper, report);
        paragraph
    }

    /// The runs it was made of.
    #[must_use]
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The origin of the first words.
    #[must_use]
    pub fn source(&self) -> Option<Span> {
        Some(self.runs.first()?.source)
    }

    fn shape(&mut self, shaper: &mut Shaper<'_>, report: &mut Report) {
        let length = self.runs.iter().map(|run| run.text.len()).sum();
        let mut text = String::with_capacity(length);
        text.extend(self.runs.iter().map(|run| run.text.as_str()));
        // A word and its space are six characters on average.
        self.pieces.reserve(length / 3);
        self.segments.reserve(length / 6);
        let mut start = 0;
        let mut at = (0, 0);
        let mut missing = Vec::new();
        let places = breaks(&text, &self.runs);
        // The parts of an address are shaped as one word, so that letters keep their distance where no line ends.
        for places in places.chunk_by(|(_, end), _| *end == LineEnd::InAddress) {
            let first = self.pieces.len();
            let (whole, _) = places[places.len() - 1];
            self.shape_segment(start..whole, &mut at, shaper, &mut missing);
            self.add_segments(first, start, places, shaper);
            start = whole;
        }
        for chars in missing.chunk_by(|(one, _), (next, _)| one == next) {
            let (run, _) = chars[0];
            let font = &shaper.fonts().get(self.styles[run].face).name;
            let chars: BTreeSet<char> = chars.iter().map(|(_, c)| *c).collect();
            report.push(missing_glyphs(&chars, font, self.runs[run].source));
        }
    }

    /// Adds the segments that end at these places. Their pieces begin with the first one, at an offset in the text.
    fn add_segments(
        &mut self,
        first: usize,
        start: usize,
        places: &[(usize, LineEnd)],
        shaper: &Shaper<'_>,
    ) {
        let (mut first, mut next) = (first, first);
        let mut at = start;
        for (place, end) in places {
            while let Some(piece) = self.pieces.get(next).filter(|_| at < *place) {
                let length = piece.word.text.len();
                if at + length > *place && !self.split_piece(next, *place - at, shaper) {
                    break;
                }
                at += self.pieces[next].word.text.len();
                next += 1;
            }
            if at < *place {
                // One glyph stands for the letters on both sides.
                continue;
            }
            self.segments.push(Segment {
                pieces: first..next,
                end: *end,
            });
            first = next;
        }
    }

    /// Splits a piece in two, after so many bytes. Returns `false` if a glyph is in the way.
    fn split_piece(&mut self, index: usize, at: usize, shaper: &Shaper<'_>) -> bool {
        let piece = &self.pieces[index];
        let face = self.styles[piece.run].face;
        let Some(words) = shaper.split(face, &piece.word, at) else {
            return false;
        };
        let both = words.map(|word| Piece {
            word: Arc::new(word),
            ..self.pieces[index].clone()
        });
        self.pieces.splice(index..=index, both);
        true
    }

    /// Splits a segment at spaces and at the ends of runs, and shapes the pieces. `at` holds the run at the start of
    /// the segment and the offset of that run, and is moved to the end of the segment.
    fn shape_segment(
        &mut self,
        range: Range<usize>,
        at: &mut (usize, usize),
        shaper: &mut Shaper<'_>,
        missing: &mut Vec<(usize, char)>,
    ) {
        while at.0 < self.runs.len() && at.1 < range.end {
            let (index, run_start) = *at;
            let run_end = run_start + self.runs[index].text.len();
            let from = range.start.max(run_start) - run_start;
            let to = range.end.min(run_end) - run_start;
            for (piece, is_space) in words_and_spaces(&self.runs[index].text[from..to]) {
                let style = &self.styles[index];
                let way = Way {
                    face: style.face,
                    figures: style.figures,
                    tracking: style.tracking,
                };
                let word = match self.runs[index].is_call() {
                    true => shaper.superior(style.face, piece),
                    false => shaper.word(way, piece),
                };
                missing.extend(word.missing.iter().map(|c| (index, *c)));
                self.pieces.push(Piece {
                    word,
                    run: index,
                    is_space,
                });
            }
            if run_end > range.end {
                return;
            }
            *at = (index + 1, run_end);
        }
    }

    /// The width of the widest unbreakable piece, or `None` without words.
    #[must_use]
    pub fn widest_width(&self, fonts: &Fonts, text_size: Length) -> Option<Length> {
        let units = self.units(fonts, text_size);
        units.iter().map(|unit| unit.width).max()
    }

    /// The widest unbreakable piece, or `None` without words.
    #[must_use]
    pub fn widest(&self, fonts: &Fonts, text_size: Length) -> Option<Widest> {
        let units = self.units(fonts, text_size);
        let widest = units.iter().enumerate().max_by_key(|(_, unit)| unit.width);
        let (index, unit) = widest?;
        let pieces = &self.pieces[self.segments[index].pieces.clone()];
        let words = pieces.iter().map(|piece| piece.word.text.as_str());
        Some(Widest {
            width: unit.width,
            text: words.collect::<String>().trim_end().to_owned(),
            source: self.runs[pieces.first()?.run].source,
        })
    }

    /// The width on one line. With forced line ends, the width of the widest line.
    #[must_use]
    pub fn natural_width(&self, fonts: &Fonts, text_size: Length) -> Length {
        let (mut widest, mut line, mut space) = (Length::ZERO, Length::ZERO, Length::ZERO);
        for unit in self.units(fonts, text_size).iter() {
            line += space + unit.width;
            space = unit.space;
            widest = widest.max(line);
            if unit.end == LineEnd::Forced {
                (line, space) = (Length::ZERO, Length::ZERO);
            }
        }
        widest
    }

    /// Breaks the paragraph into lines that are no wider than the measure, where possible.
    #[must_use]
    pub fn lines(
        &self,
        fonts: &Fonts,
        text_size: Length,
        measure: Length,
        goal: Goal,
    ) -> Rc<[Line]> {
        let asked = (text_size, measure, goal);
        let mut broken = self.broken.borrow_mut();
        if let Some(known) = broken.as_ref()
            && (known.text_size, known.measure, known.goal) == asked
        {
            return Rc::clone(&known.lines);
        }
        let lines = self.break_anew(fonts, text_size, measure, goal);
        *broken = Some(Broken {
            text_size,
            measure,
            goal,
            lines: Rc::clone(&lines),
        });
        lines
    }

    fn break_anew(
        &self,
        fonts: &Fonts,
        text_size: Length,
        measure: Length,
        goal: Goal,
    ) -> Rc<[Line]> {
        let units = self.units(fonts, text_size);
        let ranges = break_lines(&units, measure, goal);
        let line = |range: Range<usize>| {
            let first = self.segments[range.start].pieces.start;
            let last = self.segments[range.end - 1].pieces.end;
            let line = Line {
                width: width(&units[range.clone()]),
                pieces: first..last,
                parts: self.parts(range),
                ..Line::default()
            };
            let reach = self.reach(&line, fonts, text_size);
            Line { reach, ..line }
        };
        let mut lines: Vec<Line> = ranges.into_iter().map(line).collect();
        self.make_room_for_ink(&mut lines, fonts, text_size);
        lines.into()
    }

    /// The parts of addresses that are broken at the start or the end of a line of these segments.
    fn parts(&self, line: Range<usize>) -> Vec<AddressPart> {
        let is_broken = |after: usize| self.segments[after].end == LineEnd::InAddress;
        let mut parts = Vec::new();
        let mut next = line.start;
        if line.start > 0 && is_broken(line.start - 1) {
            let end = line.clone().find(|segment| !is_broken(*segment));
            next = end.map_or(line.end, |end| end + 1);
            parts.push(AddressPart {
                pieces: self.words_of(line.start..next),
                copied: "".into(),
            });
        }
        if next < line.end && is_broken(line.end - 1) {
            let before = (next..line.end - 1)
                .rev()
                .find(|segment| !is_broken(*segment));
            let start = before.map_or(next, |before| before + 1);
            let rest = (start..self.segments.len()).find(|segment| !is_broken(*segment));
            let whole = self.words_of(start..rest.map_or(line.end, |rest| rest + 1));
            let words = self.pieces[whole]
                .iter()
                .map(|piece| piece.word.text.as_str());
            parts.push(AddressPart {
                pieces: self.words_of(start..line.end),
                copied: words.collect::<String>().into(),
            });
        }
        parts
    }

    /// The pieces of segments without the spaces at their end.
    fn words_of(&self, segments: Range<usize>) -> Range<usize> {
        let start = self.segments[segments.start].pieces.start;
        let mut end = self.segments[segments.end - 1].pieces.end;
        while end > start && self.pieces[end - 1].is_space {
            end -= 1;
        }
        start..end
    }

    /// Adds the height that ink needs beyond the leading: above the first line, below the last, and between the
    /// others so that no line prints over the one before it.
    fn make_room_for_ink(&self, lines: &mut [Line], fonts: &Fonts, text_size: Length) {
        let mut above = Length::ZERO;
        for line in &mut *lines {
            let baseline = self.baseline(line, fonts, text_size);
            line.more.above = (line.reach.above - baseline - above).max(Length::ZERO);
            above = self.line_height(line, text_size)
                - self.baseline(line, fonts, text_size)
                - line.reach.below;
        }
        if let Some(last) = lines.last_mut() {
            last.more.below = (Length::ZERO - above).max(Length::ZERO);
        }
    }

    /// The extent of a line's ink. It is computed for every text size that is tried, so the words are read in place.
    fn reach(&self, line: &Line, fonts: &Fonts, text_size: Length) -> Reach {
        let pieces = &self.pieces[line.pieces.clone()];
        let stretches = pieces.chunk_by(|one, next| one.run == next.run);
        let reach = |pieces: &[Piece]| {
            let (style, run) = (&self.styles[pieces[0].run], &self.runs[pieces[0].run]);
            let metrics = &fonts.get(style.face).metrics;
            let at = |units| metrics.at(units, style.size.at(text_size));
            let inks = || pieces.iter().filter_map(|piece| piece.word.ink);
            let top = inks().map(|ink| ink.top).max().unwrap_or_default();
            let bottom = inks().map(|ink| -ink.bottom).max().unwrap_or_default();
            let under = underline(style, run, text_size);
            let under = under.map_or(Length::ZERO, |(gap, thickness)| gap + thickness);
            let clear = style.size.at(text_size) / CLEAR;
            Reach {
                above: (at(top) + clear).max(Length::ZERO),
                below: (at(bottom) + clear).max(under).max(Length::ZERO),
            }
        };
        stretches.map(reach).fold(Reach::default(), Reach::max)
    }

    /// The content of a line from left to right: for each run, its words and spaces.
    pub fn stretches<'p>(
        &'p self,
        line: &Line,
        fonts: &'p Fonts,
        text_size: Length,
    ) -> impl Iterator<Item = Stretch<'p>> {
        let mut x = Length::ZERO;
        let mut copied = None;
        let mut rest = line.pieces.clone();
        let parts = line.parts.clone();
        std::iter::from_fn(move || {
            let first = self.pieces.get(rest.start).filter(|_| !rest.is_empty())?;
            let part = parts.iter().find(|part| rest.start < part.pieces.end);
            let end = match part {
                Some(part) if rest.start < part.pieces.start => part.pieces.start,
                Some(part) => part.pieces.end,
                None => rest.end,
            };
            let pieces = &self.pieces[rest.start..end];
            let own = pieces.iter().take_while(|piece| piece.run == first.run);
            let pieces = &pieces[..own.count()];
            if let Some(part) = part.filter(|part| rest.start >= part.pieces.start) {
                let is_first = rest.start == part.pieces.start;
                copied = Some(if is_first {
                    Arc::clone(&part.copied)
                } else {
                    "".into()
                });
            }
            rest.start += pieces.len();
            let widths = pieces
                .iter()
                .map(|piece| self.piece_width(piece, fonts, text_size));
            let stretch = Stretch {
                x,
                words: pieces.iter().map(|p| Arc::clone(&p.word)).collect(),
                style: &self.styles[pieces[0].run],
                run: &self.runs[pieces[0].run],
                width: widths.sum(),
                copied: copied.take(),
            };
            x += stretch.width;
            Some(stretch)
        })
    }

    /// The styles on a line, from left to right.
    pub fn styles(&self, line: &Line) -> impl Iterator<Item = &TextStyle> {
        let pieces = &self.pieces[line.pieces.clone()];
        let stretches = pieces.chunk_by(|one, next| one.run == next.run);
        stretches.map(|pieces| &self.styles[pieces[0].run])
    }

    /// The height of a line: the largest leading on it, and the height that its ink needs beyond that.
    #[must_use]
    pub fn line_height(&self, line: &Line, text_size: Length) -> Length {
        line.more.above + self.leading(line, text_size) + line.more.below
    }

    /// The largest leading on a line.
    fn leading(&self, line: &Line, text_size: Length) -> Length {
        let first = self.styles.first().filter(|_| line.pieces.is_empty());
        let heights = self.styles(line).chain(first);
        heights
            .map(|style| style.leading.at(text_size))
            .max()
            .unwrap_or_default()
    }

    /// The distance from the top of a line to its baseline. The type of the largest stretch is in the middle of the
    /// leading.
    #[must_use]
    pub fn baseline(&self, line: &Line, fonts: &Fonts, text_size: Length) -> Length {
        let leading = self.leading(line, text_size);
        let largest = self
            .styles(line)
            .max_by_key(|style| style.size.at(text_size));
        let Some(style) = largest else {
            return line.more.above + leading;
        };
        let size = style.size.at(text_size);
        let metrics = &fonts.get(style.face).metrics;
        let ascent = metrics.at(metrics.ascent, size);
        let descent = metrics.at(metrics.descent, size);
        line.more.above + (leading - (ascent - descent)) / 2 + ascent
    }

    fn units(&self, fonts: &Fonts, text_size: Length) -> Rc<[Unit]> {
        let mut measured = self.measured.borrow_mut();
        if let Some((at, units)) = measured.as_ref()
            && *at == text_size
        {
            return Rc::clone(units);
        }
        let units = self.measure(fonts, text_size);
        *measured = Some((text_size, Rc::clone(&units)));
        units
    }

    fn measure(&self, fonts: &Fonts, text_size: Length) -> Rc<[Unit]> {
        let unit = |segment: &Segment| {
            let (mut width, mut space) = (Length::ZERO, Length::ZERO);
            for piece in &self.pieces[segment.pieces.clone()] {
                let advance = self.piece_width(piece, fonts, text_size);
                if piece.is_space {
                    space += advance;
                } else {
                    width += space + advance;
                    space = Length::ZERO;
                }
            }
            Unit {
                width,
                space,
                end: segment.end,
            }
        };
        self.segments.iter().map(unit).collect()
    }

    fn piece_width(&self, piece: &Piece, fonts: &Fonts, text_size: Length) -> Length {
        let style = &self.styles[piece.run];
        let metrics = &fonts.get(style.face).metrics;
        metrics.at(piece.word.advance, style.size.at(text_size))
    }
}

/// The width of units on one line, without the space at its end.
fn width(units: &[Unit]) -> Length {
    let (mut width, mut space) = (Length::ZERO, Length::ZERO);
    for unit in units {
        // A unit of spaces alone is part of the blank end of the line.
        if unit.width > Length::ZERO {
            width += space + unit.width;
            space = unit.space;
        } else {
            space += unit.space;
        }
    }
    width
}
