//! Resolves the styles of sections and of the graphics in them.

use super::{Base, Change, Names};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::geometry::Length;
use crate::project::spanned::Spanned;
use crate::project::stylesheet::{
    BoxStyle, CardStyle, ChartStyle, Color, Extent, GridStyle, PictureStyle, QrStyle, SectionStyle,
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
        for (name, section) in changed.filter(|(_, section)| !section.changes_nothing()) {
            let style = self.section(name, section, raw, base, grid);
            sections.push(style);
        }
        sections.sort_by_key(|section| section.span);
        (grid, sections)
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
            heading: section
                .heading
                .as_ref()
                .map(|h| h.place)
                .unwrap_or_default(),
            frame: self.boxed(&section.boxed()),
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

    fn boxed(&mut self, raw: &raw::Boxed<'_>) -> BoxStyle {
        let (padding_x, padding_y) = match raw.padding {
            Some(padding) => self.padding(padding),
            None => (Extent::ZERO, Extent::ZERO),
        };
        BoxStyle {
            background: self.ink(raw.background),
            border: raw.border.map(|border| {
                let color = self.color(border.color.as_deref());
                (self.fixed(&border.width), color.unwrap_or(Color::BLACK))
            }),
            padding_x,
            padding_y,
            radius: raw.radius.map_or(Length::ZERO, |radius| self.fixed(radius)),
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

    pub(super) fn card(&mut self, raw: &raw::Card, base: &Base) -> CardStyle {
        let own = self.over(&raw.looks(), base);
        if let (Some(_), Some(radius)) = (&raw.rule_above, &raw.radius) {
            let message = "a rule along its upper edge and round corners do not go together";
            let error = Diagnostic::error(Code::WrongValue, radius.span(), message);
            self.report
                .push(error.help("leave out `radius` or `rule_above`"));
        }
        CardStyle {
            figure: self.large(raw.figure.as_ref(), &own),
            looks: own.looks(),
            frame: self.boxed(&raw.boxed()),
            rule_above: self.rule(raw.rule_above.as_ref()),
            gap: self.length(raw.gap.as_deref()).unwrap_or(Extent::Em(600)),
            space: self.length(raw.space.as_deref()).unwrap_or(Extent::Em(700)),
        }
    }

    pub(super) fn chart(&mut self, raw: &raw::Chart, base: &Base) -> ChartStyle {
        let own = self.over(&raw.looks(), base);
        let fill = self.ink(raw.fill.as_deref());
        ChartStyle {
            is_shown: raw.shown.unwrap_or(true),
            value: self.changed(raw.value.as_ref(), &own),
            label: own.looks(),
            fill: fill.map_or(Color::BLACK, |(color, _)| color),
            fill_span: fill.map(|(_, span)| span),
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

    /// The style of a large number on its own line: by default the font of strong text at 2.4 times the size. The
    /// design can override each property.
    fn large(&mut self, raw: Option<&raw::Type>, base: &Base) -> TextStyles {
        let own = self.change(raw);
        let large = Change {
            face: Some(base.looks().strong.face),
            size: Some(Extent::Em(2400)),
            leading: Some(Extent::Em(2400)),
            ..Change::default()
        };
        base.looks_changed(own.or(large))
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
            gap: self.length(raw.gap.as_deref()).unwrap_or(Extent::Em(700)),
            looks: self.looks(&raw.looks(), base),
            space_above: self.or_zero(raw.space_above.as_deref()),
            space_below: self.or_zero(raw.space_below.as_deref()),
        }
    }
}
