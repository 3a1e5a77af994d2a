//! Puts a sheet on a page, from top to bottom, and collects its tags.

use std::num::NonZeroU16;

use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, Tag, TagGroup, TagKind,
};

use crate::text::{BOLD, ITALIC, Piece, REGULAR, Shaper, Style};
use crate::{Block, Run, Sheet};

// The measures of layouts/letter.toml at a text size of 9.8 pt.
pub const WIDTH: f32 = 612.0;
pub const HEIGHT: f32 = 792.0;
const LEFT: f32 = 46.8;
pub const RIGHT: f32 = WIDTH - LEFT;
const TOP: f32 = 36.0;
pub const MAIN: f32 = LEFT + SIDE + 14.4;
const SIDE: f32 = 115.2;
pub const EM: f32 = 9.8;
pub const LEADING: f32 = 1.3 * EM;
/// From the middle of a line to its baseline.
const DROP: f32 = 0.32;

pub const INK: [u8; 3] = [0x1f, 0x23, 0x28];
const QUIET: [u8; 3] = [0x57, 0x60, 0x6a];
pub const ACCENT: [u8; 3] = [0x0b, 0x4a, 0x7c];
pub const HAIRLINE: [u8; 3] = [0xb6, 0xbf, 0xc9];

pub const fn style(face: usize, size: f32, color: [u8; 3]) -> Style {
    Style { face, size, color }
}

pub struct Painter<'a, 's> {
    pub surface: Surface<'a>,
    pub shaper: &'s mut Shaper,
}

impl Painter<'_, '_> {
    /// Draws the sheet and returns its tags.
    pub fn sheet(mut self, sheet: &Sheet) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mark = [(&*sheet.mark, style(BOLD, 0.97 * EM, ACCENT))];
        let mark = self
            .lines(&mark, RIGHT - LEFT, (LEFT, 11.0), LEADING, 0.5)
            .1;
        nodes.extend((!mark.is_empty()).then(|| group(Tag::P, mark)));
        let mut y = TOP;
        // The lowest point of a section's title at the side.
        let mut side_end = 0.0_f32;
        for block in &sheet.blocks {
            match block {
                Block::H1 { runs } => {
                    let (end, children) = self.title(runs, y);
                    self.rule(LEFT, end + 3.4, 2.25, ACCENT);
                    y = end + 3.4 + 2.25 + 0.8 * EM;
                    nodes.push(heading(NonZeroU16::MIN, runs, children));
                }
                Block::H2 { runs } => {
                    y = y.max(side_end) + 0.1 * EM;
                    self.rule(LEFT, y, 0.5, HAIRLINE);
                    y += 0.6 * EM;
                    let look = style(BOLD, 0.97 * EM, ACCENT);
                    let styled: Vec<_> = runs.iter().map(|run| (&*run.0, look)).collect();
                    let (end, children) = self.lines(&styled, SIDE, (LEFT, y), LEADING, 0.0);
                    side_end = end + 0.5 * EM;
                    nodes.push(heading(NonZeroU16::MIN.saturating_add(1), runs, children));
                }
                Block::P { runs } => {
                    let look = |run: &Run| match &*run.1 {
                        "b" => style(BOLD, EM, ACCENT),
                        "i" => style(ITALIC, EM, INK),
                        _ => style(REGULAR, EM, INK),
                    };
                    let runs: Vec<_> = runs.iter().map(|run| (&*run.0, look(run))).collect();
                    let (end, children) = self.lines(&runs, RIGHT - MAIN, (MAIN, y), LEADING, 0.0);
                    y = end + 0.5 * EM;
                    nodes.push(group(Tag::P, children));
                }
                Block::Table { rows } => {
                    let (end, table) = self.table(rows, y + 0.25 * EM);
                    y = end + 0.85 * EM;
                    nodes.push(table.into());
                }
            }
        }
        self.rule(LEFT, 750.5, 0.5, HAIRLINE);
        for (text, align) in sheet.footer.iter().zip([0.0, 0.5, 1.0]) {
            let runs = [(&**text, style(REGULAR, 8.5, QUIET))];
            let children = self
                .lines(&runs, RIGHT - LEFT, (LEFT, 755.0), 11.0, align)
                .1;
            nodes.push(group(Tag::P, children));
        }
        nodes
    }

    /// The first line is small, the callout in the second large, its year light.
    fn title(&mut self, runs: &[Run], y: f32) -> (f32, Vec<Node>) {
        let look = |run: &Run| match &*run.1 {
            "" => style(REGULAR, 1.2 * EM, QUIET),
            "b" => style(BOLD, 2.9 * EM, ACCENT),
            _ => style(REGULAR, 2.9 * EM, QUIET),
        };
        let runs: Vec<_> = runs.iter().map(|run| (&*run.0, look(run))).collect();
        let small = runs.iter().take_while(|(_, look)| look.size < 2.0 * EM);
        let (small, large) = runs.split_at(small.count());
        let width = RIGHT - LEFT;
        let small = small.iter().map(|&(text, look)| (text.trim_end(), look));
        let small: Vec<_> = small.collect();
        let (end, mut nodes) = self.lines(&small, width, (LEFT, y), 1.5 * EM, 0.0);
        let (end, more) = self.lines(large, width, (LEFT, end), 3.0 * EM, 0.0);
        nodes.extend(more);
        (end, nodes)
    }

    /// Sets lines below `at`; `align` is the share of a line's room that is at its left. Returns
    /// where they end, and what to tag.
    pub fn lines(
        &mut self,
        runs: &[(&str, Style)],
        width: f32,
        at: (f32, f32),
        leading: f32,
        align: f32,
    ) -> (f32, Vec<Node>) {
        let (left, mut y) = at;
        let mut nodes = Vec::new();
        for line in self.shaper.lines(runs, width) {
            let used: f32 = line.iter().map(|piece| piece.width).sum();
            let mut x = left + (width - used) * align;
            for piece in &line {
                let baseline = y + leading / 2.0 + DROP * piece.style.size;
                nodes.push(self.piece(piece, Point::from_xy(x, baseline)).into());
                x += piece.width;
            }
            y += leading;
        }
        (y, nodes)
    }

    fn piece(&mut self, piece: &Piece, at: Point) -> Identifier {
        let Style { face, size, color } = piece.style;
        let id = self
            .surface
            .start_tagged(ContentTag::Span(SpanTag::empty()));
        self.surface.set_fill(Some(fill(color)));
        let font = self.shaper.fonts[face].clone();
        self.surface
            .draw_glyphs(at, &piece.glyphs, font, &piece.text, size, false);
        self.surface.end_tagged();
        id
    }

    /// A line to the right margin, below `y`.
    pub fn rule(&mut self, x: f32, y: f32, width: f32, color: [u8; 3]) {
        self.fill((x, y, RIGHT - x, width), color);
    }

    pub fn fill(&mut self, (x, y, width, height): (f32, f32, f32, f32), color: [u8; 3]) {
        let artifact = Artifact::with_kind(ArtifactType::Layout);
        self.surface.start_tagged(ContentTag::Artifact(artifact));
        let mut path = PathBuilder::new();
        path.push_rect(Rect::from_xywh(x, y, width, height).expect("a place on the page"));
        self.surface.set_fill(Some(fill(color)));
        self.surface
            .draw_path(&path.finish().expect("a rectangle is a path"));
        self.surface.end_tagged();
    }
}

fn fill([red, green, blue]: [u8; 3]) -> Fill {
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::default(),
    }
}

fn group(tag: impl Into<TagKind>, children: Vec<Node>) -> Node {
    TagGroup::with_children(tag, children).into()
}

/// A heading; krilla wants its words again for PDF/UA-1.
fn heading(level: NonZeroU16, runs: &[Run], children: Vec<Node>) -> Node {
    let title = runs.iter().map(|run| run.0.replace('\n', " ")).collect();
    group(Tag::Hn(level, Some(title)), children)
}
