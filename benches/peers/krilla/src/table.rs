//! The table of figures.

use krilla::tagging::{TableHeaderScope, Tag, TagGroup, TagKind};

use crate::page::{ACCENT, EM, HAIRLINE, INK, LEADING, MAIN, Painter, RIGHT, style};
use crate::text::{BOLD, REGULAR};

const TINT: [u8; 3] = [0xe9, 0xef, 0xf5];
const PADDING: (f32, f32) = (0.6 * EM, 0.22 * EM);

impl Painter<'_, '_> {
    /// Draws the rows below `y`; returns where they end, and their tags.
    pub fn table(&mut self, rows: &[Vec<String>], mut y: f32) -> (f32, TagGroup) {
        let height = LEADING + 2.0 * PADDING.1;
        let mut head = TagGroup::new(Tag::THead);
        let mut body = TagGroup::new(Tag::TBody);
        self.fill((MAIN, y, RIGHT - MAIN, height), TINT);
        self.rule(MAIN, y, 0.9, ACCENT);
        for (row, cells) in rows.iter().enumerate() {
            let mut tags = TagGroup::new(Tag::TR);
            let look = match row {
                0 => style(BOLD, 0.92 * EM, ACCENT),
                _ => style(REGULAR, EM, INK),
            };
            for (column, (cell, align)) in cells.iter().zip([0.0, 1.0]).enumerate() {
                let at = (MAIN + PADDING.0, y + PADDING.1);
                let width = RIGHT - MAIN - 2.0 * PADDING.0;
                let nodes = self.lines(&[(cell, look)], width, at, LEADING, align).1;
                let tag: TagKind = match (row, column) {
                    (0, _) => Tag::TH(TableHeaderScope::Column).into(),
                    (_, 0) => Tag::TH(TableHeaderScope::Row).into(),
                    _ => Tag::TD.into(),
                };
                tags.push(TagGroup::with_children(tag, nodes));
            }
            y += height;
            let is_last = row + 1 == rows.len();
            let (width, color) = if is_last {
                (0.9, ACCENT)
            } else {
                (0.5, HAIRLINE)
            };
            self.rule(MAIN, y, width, if row == 0 { ACCENT } else { color });
            if row == 0 { &mut head } else { &mut body }.push(tags);
        }
        let table = TagGroup::with_children(Tag::Table, vec![head.into(), body.into()]);
        (y, table)
    }
}
