//! Resolves the styles of sections and of the graphics in them.

use super::{Base, Change, Names};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::geometry::Length;
use crate::project::spanned::Spanned;
use crate::project::stylesheet::{
    BoxStyle, Callouts, ChartStyle, Color, Extent, GridStyle, PictureStyle, QrStyle, SectionStyle,
    TextStyles, is_plain_name, raw,
};

/// The maximum number of columns in a grid, and in a section.
const MOST_COLUMNS: i64 = 24;

/// The largest share of a column.
const LARGEST_SHARE: i64 = 1000;

impl Names<'_> {
    /// Resolves the grid and the sections that the design has styles for.
    pub(super) fn sections(
        &mut self,
        raw: &raw::DesignToml,
        base: &Base,
    ) -> (Option<GridStyle>, Vec<SectionStyle>) {
        let grid = raw.grid.as_ref().map(|grid| GridStyle {
            columns: self.count(&grid.columns, MOST_COLUMNS, "how many columns a grid has"),
            gap: self.length(grid.gap.as_deref()).unwrap_or(Extent::Em(1000)),
        });
        let mut sections: Vec<SectionStyle> = Vec::new();
        let changed = raw.sections.iter();
        for (name, section) in changed.filter(|(_, section)| !section.is_plain()) {
            let style = self.section(name, section, raw, base, grid);
            sections.push(style);
        }
        sections.sort_by_key(|section| section.span);
        self.one_hero(&sections);
        (grid, sections)
    }

    /// Returns `true` if the first callout of a section is the hero. A callout in the text cannot be.
    fn has_hero(&mut self, section: &raw::Section) -> bool {
        let Some(hero) = &section.hero else {
            return false;
        };
        if *hero.get_ref() && section.callouts == Callouts::Inline {
            let message = "the hero of a page stands on a card, and the callouts of this section stay in the text";
            let error = Diagnostic::error(Code::WrongValue, hero.span(), message);
            self.report
                .push(error.help("add callouts = \"card\" to the section"));
        }
        *hero.get_ref()
    }

    /// Checks that one section at most has the hero.
    fn one_hero(&mut self, sections: &[SectionStyle]) {
        let shown = sections.iter().filter(|section| section.is_shown);
        let mut heroes = shown.filter(|section| section.has_hero);
        if let (Some(first), Some(second)) = (heroes.next(), heroes.next()) {
            let message = format!(
                "two sections have the hero: `{}` and `{}`",
                first.name, second.name
            );
            self.report.push(
                Diagnostic::error(Code::Duplicate, second.span, message)
                    .also(first.span, "the first one")
                    .help("choose one callout to be seen first, and delete `hero` in the other section"),
            );
        }
    }

    fn section(
        &mut self,
        name: &raw::Word,
        section: &raw::Section,
        raw: &raw::DesignToml,
        base: &Base,
        grid: Option<GridStyle>,
    ) -> SectionStyle {
        let span = Span::from(name.span());
        if !is_plain_name(name.get_ref()) {
            let message = format!("`{}` cannot be the name of a section", name.get_ref());
            self.report.push(
                Diagnostic::error(Code::WrongValue, span, message)
                    .help("use small letters, digits and hyphens, as in [sections.at-work]"),
            );
        }
        let columns_of_grid = match (&section.span, grid) {
            (Some(own), Some(grid)) => {
                let most = i64::try_from(grid.columns).unwrap_or(MOST_COLUMNS);
                self.count(own, most, "how many columns of this grid it takes")
            }
            (Some(own), None) => {
                let message = "this design has no grid";
                let error = Diagnostic::error(Code::WrongValue, own.span(), message);
                // Report the missing grid once per location.
                if !self.report.says(&error) {
                    self.report
                        .push(error.help("add [grid] columns = 12 to the design"));
                }
                1
            }
            (None, grid) => grid.map_or(1, |grid| grid.columns),
        };
        let shares = section.columns.iter();
        let mut shares: Vec<i64> = shares
            .map(|share| {
                let share = self.count(share, LARGEST_SHARE, "the share of a column");
                i64::try_from(share).unwrap_or(1)
            })
            .collect();
        if shares.is_empty() {
            shares.push(1);
        }
        let most = usize::try_from(MOST_COLUMNS).unwrap_or(1);
        if let Some(first) = section.columns.get(most) {
            let message = format!("a section has no more than {MOST_COLUMNS} columns");
            let error = Diagnostic::error(Code::WrongValue, first.span(), message);
            self.report
                .push(error.help("delete this column and those after it"));
        }
        let own = section.text.as_ref();
        let own = own.map(|text| self.over(&text.looks(), base));
        let base = own.as_ref().unwrap_or(base);
        let looks = section.heading.as_ref().map(raw::SectionHeading::looks);
        let styles = self.styles(raw, base, looks.as_ref());
        SectionStyle {
            name: name.get_ref().clone(),
            span,
            is_shown: section.shown.unwrap_or(true),
            columns_of_grid,
            shares,
            gap: self
                .length(section.gap.as_deref())
                .unwrap_or(Extent::Em(1000)),
            callouts: section.callouts,
            has_hero: self.has_hero(section),
            heading: section
                .heading
                .as_ref()
                .map(|h| h.place)
                .unwrap_or_default(),
            frame: self.boxed(&section.boxed(), BoxStyle::default()),
            space_above: self.or_zero(section.space_above.as_deref()),
            space_below: self
                .length(section.space_below.as_deref())
                .unwrap_or(Extent::Em(1000)),
            styles,
        }
    }

    /// A number from 1 to `most`. A number out of range is reported and clamped.
    fn count(&mut self, number: &Spanned<i64>, most: i64, what: &str) -> usize {
        let value = *number.get_ref();
        if !(1..=most).contains(&value) {
            let message = format!("{what} is a number from 1 to {most}");
            let error = Diagnostic::error(Code::WrongValue, number.span(), message);
            self.report.push(error.help("write a number in this range"));
        }
        usize::try_from(value.clamp(1, most)).unwrap_or(1)
    }

    /// A box. Keys that it lacks are those of `usual`.
    pub(super) fn boxed(&mut self, raw: &raw::Boxed<'_>, usual: BoxStyle) -> BoxStyle {
        let (padding_x, padding_y) = match raw.padding {
            Some(padding) => self.padding(padding),
            None => (usual.padding_x, usual.padding_y),
        };
        BoxStyle {
            background: self.ink(raw.background).or(usual.background),
            border: raw.border.map_or(usual.border, |border| {
                let color = self.color(border.color.as_deref());
                Some((self.fixed(&border.width), color.unwrap_or(Color::BLACK)))
            }),
            padding_x,
            padding_y,
            radius: raw.radius.map_or(usual.radius, |radius| self.fixed(radius)),
        }
    }

    fn padding(&mut self, raw: &Spanned<raw::Padding>) -> (Extent, Extent) {
        match raw.get_ref() {
            raw::WordOr::Word(word) => {
                let word = Spanned::new(raw.span(), word.clone());
                let all = self.or_zero(Some(&word));
                (all, all)
            }
            raw::WordOr::Table(sides) => (
                self.or_zero(sides.x.as_deref()),
                self.or_zero(sides.y.as_deref()),
            ),
        }
    }

    pub(super) fn chart(&mut self, raw: &raw::Chart, base: &Base) -> ChartStyle {
        let own = self.over(&raw.looks(), base);
        let fill = self.ink(raw.fill.as_deref());
        let within = self.ink(raw.within.as_deref());
        let national = self.ink(raw.national.as_deref());
        let further: Vec<(Color, Span)> = raw
            .further
            .iter()
            .filter_map(|color| self.ink(Some(color)))
            .collect();
        let grid = self.ink(raw.grid.as_deref()).map(|(color, _)| color);
        let written = [fill, within, national].into_iter().flatten();
        let written = written.chain(further.iter().copied());
        let mut fills: Vec<(Color, Option<Span>)> =
            written.map(|(color, span)| (color, Some(span))).collect();
        if fill.is_none() {
            fills.push((Color::BLACK, None));
        }
        let color =
            |own: Option<(Color, Span)>, other: Color| own.map_or(other, |(color, _)| color);
        let fill = color(fill, Color::BLACK);
        let strong = Change {
            face: Some(own.looks().strong.face),
            ..Change::default()
        };
        let title = self.change(raw.title.as_ref()).or(strong);
        ChartStyle {
            title: own.looks_changed(title),
            note: self.changed(raw.note.as_ref(), &own),
            within: color(within, fill),
            national: color(national, fill),
            further: further.into_iter().map(|(color, _)| color).collect(),
            grid: grid.unwrap_or_else(|| own.looks().plain.color.tint(300)),
            fills,
            height: self.size(raw.height.as_deref()).unwrap_or(Extent::Em(9000)),
            is_shown: raw.shown.unwrap_or(true),
            value: self.changed(raw.value.as_ref(), &own),
            label: own.looks(),
            fill,
            bar: self.size(raw.bar.as_deref()).unwrap_or(Extent::Em(1000)),
            gap: self.length(raw.gap.as_deref()).unwrap_or(Extent::Em(500)),
            space_above: self.or_zero(raw.space_above.as_deref()),
            space_below: self.or_zero(raw.space_below.as_deref()),
        }
    }

    /// The text styles of `base` with one change applied to all of them, including strong text.
    fn changed(&mut self, raw: Option<&raw::Type>, base: &Base) -> TextStyles {
        base.looks_changed(self.change(raw))
    }

    pub(super) fn picture(&mut self, raw: &raw::Picture) -> PictureStyle {
        PictureStyle {
            is_shown: raw.shown.unwrap_or(true),
            height: self.size(raw.height.as_deref()).unwrap_or(Extent::Em(3000)),
            align: raw.align,
            space_above: self.or_zero(raw.space_above.as_deref()),
            space_below: self.or_zero(raw.space_below.as_deref()),
        }
    }

    pub(super) fn qr(&mut self, raw: &raw::Qr, base: &Base) -> QrStyle {
        QrStyle {
            is_shown: raw.shown.unwrap_or(true),
            side: self
                .size(raw.side.as_deref())
                .unwrap_or(Extent::Fixed(Length::pt(64))),
            has_address: raw.address.unwrap_or(true),
            gap: self.length(raw.gap.as_deref()).unwrap_or(Extent::Em(700)),
            looks: self.looks(&raw.looks(), base),
            space_above: self.or_zero(raw.space_above.as_deref()),
            space_below: self.or_zero(raw.space_below.as_deref()),
        }
    }
}
