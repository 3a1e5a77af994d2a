//! Resolves a design: looks up every name and gives everything a value.

mod cards;
mod footnotes;
mod sections;
mod tables;

use super::names::Names;
use super::raw;
use super::units::{Color, Extent};
use super::{
    Align, BlockStyle, BreakStyle, FaceId, FigureStyle, ListStyle, MarginStyle, NoteStyle,
    PageColumn, RuleStyle, SectionPlacing, Styles, Stylesheet, TextStyle, TextStyles,
    UnderlineStyle,
};
use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::geometry::Length;
use crate::project::localized::Text;
use crate::project::spanned::Spanned;
use crate::project::written::{self, LevelName, Written};

/// Looks up every name and length of a design. Returns `None` if there are errors.
pub(super) fn stylesheet(raw: &raw::DesignToml, report: &mut Report) -> Option<Stylesheet> {
    let mark = report.mark();
    let mut names = Names::new(raw, report);
    let words = names.words(raw.words.as_ref());
    let page = names.page(&raw.page);
    let fit = names.fit(&raw.fit);
    let base = names.base(&raw.styles.text);
    let styles = names.styles(raw, &base, None);
    let footnotes = names.footnotes(raw, &base);
    let header = names.margin(&raw.styles.header, &base);
    let footer = names.margin(&raw.styles.footer, &base);
    let (grid, sections) = names.sections(raw, &base);
    let faces = names.faces;
    if report.errors_since(mark) > 0 {
        return None;
    }
    Some(Stylesheet {
        words,
        levels: raw.levels.as_ref().map(level_names),
        page: page?,
        fit: fit?,
        faces,
        styles,
        grid,
        sections,
        placings: placings(raw),
        footnotes,
        header,
        footer,
    })
}

/// The text style that other styles inherit from.
#[derive(Clone)]
struct Base {
    plain: TextStyle,
    changes: Changes,
    link: Option<(Color, Span)>,
}

impl Base {
    fn looks(&self) -> TextStyles {
        let Self {
            plain,
            changes,
            link,
        } = self;
        let strong = changes.strong.applied_to(plain);
        TextStyles {
            emphasis: changes.emphasis.applied_to(plain),
            strong_emphasis: changes.both.applied_to(&strong),
            strong,
            plain: plain.clone(),
            link: *link,
        }
    }
}

impl Base {
    /// The style with the changes of strong text in all of it.
    fn strengthened(&self) -> Self {
        Self {
            plain: self.changes.strong.applied_to(&self.plain),
            ..self.clone()
        }
    }

    /// The text styles with the same change in all of them.
    fn looks_changed(&self, change: Change) -> TextStyles {
        let looks = self.looks();
        TextStyles {
            plain: change.applied_to(&looks.plain),
            strong: change.applied_to(&looks.strong),
            emphasis: change.applied_to(&looks.emphasis),
            strong_emphasis: change.applied_to(&looks.strong_emphasis),
            link: looks.link,
        }
    }
}

/// The changes that strong, emphasized and strong emphasized text make to plain text.
#[derive(Clone, Copy, Default)]
struct Changes {
    strong: Change,
    emphasis: Change,
    both: Change,
}

#[derive(Clone, Copy, Default)]
struct Change {
    face: Option<FaceId>,
    size: Option<Extent>,
    leading: Option<Extent>,
    ink: Option<(Color, Span)>,
    figures: Option<FigureStyle>,
    tracking: Option<i64>,
    underline: Option<UnderlineStyle>,
}

impl Change {
    fn or(self, other: Self) -> Self {
        Self {
            face: self.face.or(other.face),
            size: self.size.or(other.size),
            leading: self.leading.or(other.leading),
            ink: self.ink.or(other.ink),
            figures: self.figures.or(other.figures),
            tracking: self.tracking.or(other.tracking),
            underline: self.underline.or(other.underline),
        }
    }

    fn applied_to(self, style: &TextStyle) -> TextStyle {
        TextStyle {
            face: self.face.unwrap_or(style.face),
            size: self.size.unwrap_or(style.size),
            leading: self.leading.unwrap_or(style.leading),
            color: self.ink.map_or(style.color, |(color, _)| color),
            color_span: self.ink.map(|(_, span)| span).or(style.color_span),
            figures: self.figures.unwrap_or(style.figures),
            tracking: self.tracking.unwrap_or(style.tracking),
            underline: self.underline.or(style.underline),
        }
    }
}

impl Names<'_> {
    /// Resolves the style of each kind of block. Text styles inherit from `base`; headings also take the changes in
    /// `heading`, which are those of a section.
    fn styles(
        &mut self,
        raw: &raw::DesignToml,
        base: &Base,
        heading: Option<&raw::TextStyles<'_>>,
    ) -> Styles {
        let side = raw.page.side.is_some();
        let styles = &raw.styles;
        let mut text = self.block(&styles.text, base, side);
        // The changes of a section override the running text's own style; `base` already includes them.
        text.looks = base.looks();
        let levels = [
            &styles.h1, &styles.h2, &styles.h3, &styles.h4, &styles.h5, &styles.h6,
        ];
        let headings = levels.map(|style| {
            let style = style.as_ref()?;
            let mut block = self.block(style, base, side);
            if let Some(heading) = heading {
                let own = self.over(&style.looks(), base);
                block.looks = self.over(heading, &own).looks();
            }
            Some(block)
        });
        let (card, hero) = self.cards(&styles.card, &styles.hero, base, side);
        let lead = styles.lead.as_ref();
        let lead = lead.map(|lead| self.lead(lead, &text, base, side));
        Styles {
            text,
            lead,
            headings,
            table: self.table(&[&styles.table], base, side),
            named_tables: self.named_tables(&styles.table, base, side),
            list: self.list(&styles.list),
            note: self.note(&styles.note, base),
            thematic_break: self.thematic_break(&styles.thematic_break),
            card,
            hero,
            chart: self.chart(&styles.chart, base),
            picture: self.picture(&styles.picture),
            qr: self.qr(&styles.qr, base),
        }
    }

    /// The running text's style, which all other styles inherit from.
    fn base(&mut self, raw: &raw::Style) -> Base {
        let start = Base {
            plain: TextStyle {
                face: FaceId(0),
                size: Extent::Em(1000),
                leading: Extent::Em(1350),
                color: Color::BLACK,
                color_span: None,
                figures: FigureStyle::Default,
                tracking: 0,
                underline: None,
            },
            changes: Changes::default(),
            link: None,
        };
        self.over(&raw.looks(), &start)
    }

    /// A style's own properties, completed by those of `base`.
    fn over(&mut self, raw: &raw::TextStyles<'_>, base: &Base) -> Base {
        let plain = Change {
            face: self.face(raw.font),
            size: self.size(raw.size),
            leading: self.size(raw.leading),
            ink: self.ink(raw.color),
            figures: raw.figures,
            tracking: self.tracking(raw.tracking),
            underline: self.underline(raw.underline),
        };
        Base {
            plain: plain.applied_to(&base.plain),
            changes: Changes {
                strong: self.change(raw.strong).or(base.changes.strong),
                emphasis: self.change(raw.emphasis).or(base.changes.emphasis),
                both: self.change(raw.strong_emphasis).or(base.changes.both),
            },
            link: self.ink(raw.link.map(|link| &*link.color)).or(base.link),
        }
    }

    fn change(&mut self, raw: Option<&raw::Type>) -> Change {
        raw.map_or(Change::default(), |raw| self.change_of(raw.type_keys()))
    }

    fn change_of(&mut self, raw: raw::TypeKeys<'_>) -> Change {
        Change {
            face: self.face(raw.font),
            size: self.size(raw.size),
            leading: self.size(raw.leading),
            ink: self.ink(raw.color),
            figures: raw.figures,
            tracking: self.tracking(raw.tracking),
            underline: self.underline(raw.underline),
        }
    }

    fn underline(&mut self, raw: Option<&Spanned<raw::Underline>>) -> Option<UnderlineStyle> {
        let span = raw?.span().into();
        let raw = raw?.get_ref();
        let gap = self.length(raw.gap.as_deref());
        Some(UnderlineStyle {
            width: self.fixed(&raw.width),
            gap: gap.unwrap_or(Extent::Em(110)),
            span,
        })
    }

    fn looks(&mut self, raw: &raw::TextStyles<'_>, base: &Base) -> TextStyles {
        self.over(raw, base).looks()
    }

    fn block(&mut self, raw: &raw::Style, base: &Base, has_side: bool) -> BlockStyle {
        BlockStyle {
            looks: self.looks(&raw.looks(), base),
            space_above: self.or_zero(raw.space_above.as_deref()),
            space_below: self.or_zero(raw.space_below.as_deref()),
            align: raw.align,
            place: self.place(raw.place.as_ref(), has_side),
            rule_above: self.rule(raw.rule_above.as_ref()),
            rule_below: self.rule(raw.rule_below.as_ref()),
            max_width: self.size(raw.max_width.as_deref()),
        }
    }

    /// The style of the opening paragraph, with what it does not change of the running text.
    fn lead(
        &mut self,
        raw: &raw::Style,
        text: &BlockStyle,
        base: &Base,
        has_side: bool,
    ) -> BlockStyle {
        let own = self.block(raw, base, has_side);
        let is_left_out = |written: &Option<Written<written::Length>>| written.is_none();
        BlockStyle {
            space_above: match is_left_out(&raw.space_above) {
                true => text.space_above,
                false => own.space_above,
            },
            space_below: match is_left_out(&raw.space_below) {
                true => text.space_below,
                false => own.space_below,
            },
            max_width: own.max_width.or(text.max_width),
            ..own
        }
    }

    fn place(&mut self, raw: Option<&Spanned<PageColumn>>, has_side: bool) -> PageColumn {
        let Some(place) = raw else {
            return PageColumn::Main;
        };
        if *place.get_ref() == PageColumn::Side && !has_side {
            let message = "this page has no column at the side";
            self.report.push(
                Diagnostic::error(Code::WrongValue, place.span(), message)
                    .help("add side = { width = \"1.8in\", gap = \"0.2in\" } to [page]"),
            );
        }
        *place.get_ref()
    }

    fn list(&mut self, raw: &raw::List) -> ListStyle {
        let mut or = |value: &Option<Written<written::Length>>, default| {
            self.length(value.as_deref()).unwrap_or(Extent::Em(default))
        };
        ListStyle {
            space: or(&raw.space, 500),
            item_space: or(&raw.item_space, 200),
            indent: or(&raw.indent, 1400),
            marker_gap: or(&raw.marker_gap, 500),
            bullet: raw
                .bullet
                .as_ref()
                .map_or("•".to_owned(), |b| b.get_ref().clone()),
        }
    }

    fn note(&mut self, raw: &raw::Note, base: &Base) -> NoteStyle {
        let indent = self.length(raw.indent.as_deref());
        NoteStyle {
            block: BlockStyle {
                looks: self.looks(&raw.looks(), base),
                space_above: self.or_zero(raw.space_above.as_deref()),
                space_below: self.or_zero(raw.space_below.as_deref()),
                align: Align::Left,
                place: PageColumn::Main,
                rule_above: None,
                rule_below: None,
                max_width: None,
            },
            indent: indent.unwrap_or(Extent::Em(1000)),
            bar: self.rule(raw.bar.as_ref()),
        }
    }

    fn thematic_break(&mut self, raw: &raw::Break) -> BreakStyle {
        let space = self.length(raw.space.as_deref());
        let usual = RuleStyle {
            width: Length::from_milli(500),
            color: Color::BLACK,
            gap: Extent::ZERO,
        };
        BreakStyle {
            space: space.unwrap_or(Extent::Em(1000)),
            rule: self.rule(raw.rule.as_ref()).unwrap_or(usual),
        }
    }

    fn margin(&mut self, raw: &raw::Margins, base: &Base) -> MarginStyle {
        MarginStyle {
            looks: self.looks(&raw.looks(), base),
            offset: self.length(raw.offset.as_deref()),
            rule: self.rule(raw.rule.as_ref()),
        }
    }

    fn rule(&mut self, raw: Option<&raw::Rule>) -> Option<RuleStyle> {
        let raw = raw?;
        Some(RuleStyle {
            width: self.fixed(&raw.width),
            color: self.color(raw.color.as_deref()).unwrap_or(Color::BLACK),
            gap: self.or_zero(raw.gap.as_deref()),
        })
    }
}

/// The places of all sections that the design says something about.
fn placings(raw: &raw::DesignToml) -> Vec<SectionPlacing> {
    let placing = |(name, section): (&raw::Word, &raw::Section)| SectionPlacing {
        name: name.get_ref().clone(),
        span: name.span().into(),
        is_kept: section.keep == Some(true),
        place: section.place,
    };
    raw.sections.iter().map(placing).collect()
}

/// The names of levels with their source locations. The publication has the levels, so they are checked with it.
fn level_names(names: &Spanned<Vec<Written<LevelName>>>) -> Vec<Text> {
    let names = names.get_ref().iter().cloned();
    names.map(|name| name.into_text().into()).collect()
}
