//! From a design as written to one in which everything has a value.

use super::raw::{self, Word};
use super::units::{Color, Extent};
use super::{
    Align, BlockStyle, BreakStyle, FaceId, FigureStyle, FitRule, FontFile, ListStyle, Looks,
    MarginStyle, NoteStyle, PageSetup, Place, RuleStyle, SideColumn, Stylesheet, TableStyle,
    TextStyle,
};
use crate::diagnostic::{Diagnostic, Report, Span, did_you_mean};
use crate::geometry::{Length, Size};

/// The longest side of a page that a PDF can have (ISO 32000-1, annex C.2).
const LONGEST_SIDE: Length = Length::pt(14_400);

/// The least room that is worth setting text in.
const LEAST_ROOM: Length = Length::pt(72);

/// Looks up every name and measure of a design. `None` when the mistakes leave none to work with.
pub(super) fn stylesheet(raw: &raw::Sheet, report: &mut Report) -> Option<Stylesheet> {
    let before = report.len();
    let mut names = Names::new(raw, report);
    let page = names.page(&raw.page);
    let fit = names.fit(&raw.fit);
    let base = names.base(&raw.styles.text);
    let side = raw.page.side.is_some();
    let text = names.block(&raw.styles.text, &base, side);
    let styles = &raw.styles;
    let headings = [
        &styles.h1, &styles.h2, &styles.h3, &styles.h4, &styles.h5, &styles.h6,
    ]
    .map(|style| style.as_ref().map(|style| names.block(style, &base, side)));
    let table = names.table(styles, &base);
    let list = names.list(&styles.list);
    let note = names.note(&styles.note, &base);
    let thematic_break = names.thematic_break(&styles.thematic_break);
    let header = names.margin(&styles.header, &base);
    let footer = names.margin(&styles.footer, &base);
    let faces = names.faces;
    if report.len() > before {
        return None;
    }
    Some(Stylesheet {
        page: page?,
        fit: fit?,
        faces,
        text,
        headings,
        table,
        list,
        note,
        thematic_break,
        header,
        footer,
    })
}

/// Type that other styles start from.
struct Base {
    plain: TextStyle,
    changes: Changes,
    link: Option<Color>,
}

/// What strong and emphasized text, and text that is both, change of the plain text around them.
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
    color: Option<Color>,
    figures: Option<FigureStyle>,
}

impl Change {
    fn or(self, other: Self) -> Self {
        Self {
            face: self.face.or(other.face),
            size: self.size.or(other.size),
            leading: self.leading.or(other.leading),
            color: self.color.or(other.color),
            figures: self.figures.or(other.figures),
        }
    }

    fn applied_to(self, style: &TextStyle) -> TextStyle {
        TextStyle {
            face: self.face.unwrap_or(style.face),
            size: self.size.unwrap_or(style.size),
            leading: self.leading.unwrap_or(style.leading),
            color: self.color.unwrap_or(style.color),
            figures: self.figures.unwrap_or(style.figures),
        }
    }
}

/// The fonts and colors of a design, and what is wrong with it.
struct Names<'a> {
    report: &'a mut Report,
    faces: Vec<FontFile>,
    colors: Vec<(String, Color)>,
}

impl<'a> Names<'a> {
    fn new(raw: &raw::Sheet, report: &'a mut Report) -> Self {
        let mut faces: Vec<FontFile> = raw
            .fonts
            .get_ref()
            .iter()
            .map(|(name, path)| FontFile {
                name: name.get_ref().clone(),
                path: path.get_ref().clone(),
                span: path.span().into(),
            })
            .collect();
        faces.sort_by_key(|face| face.span);
        if faces.is_empty() {
            let message = "a design needs at least one font";
            report.push(Diagnostic::error(
                "missing-key",
                raw.fonts.span().into(),
                message,
            ));
        }
        let mut colors = Vec::new();
        for (name, value) in &raw.colors {
            let color = Color::parse(value.get_ref());
            if color.is_none() {
                report.push(not_a_color(value));
            }
            // The name is known all the same, and its uses are no further mistakes.
            colors.push((name.get_ref().clone(), color.unwrap_or(Color::BLACK)));
        }
        Self {
            report,
            faces,
            colors,
        }
    }

    fn page(&mut self, raw: &raw::Page) -> Option<PageSetup> {
        let mut size = self.paper(&raw.size)?;
        if size.width.max(size.height) > LONGEST_SIDE {
            let message = "this page is larger than a PDF can have";
            self.report.push(
                Diagnostic::error("wrong-value", raw.size.span().into(), message)
                    .label("a side is at most 200 inches long"),
            );
        }
        if raw.landscape {
            size = Size::new(size.height, size.width);
        }
        let margin = raw.margin.get_ref();
        let side = raw.side.as_ref().map(|side| SideColumn {
            width: self.fixed(&side.width),
            gap: self.fixed(&side.gap),
        });
        let page = PageSetup {
            size,
            top: self.fixed(&margin.top),
            right: self.fixed(&margin.right),
            bottom: self.fixed(&margin.bottom),
            left: self.fixed(&margin.left),
            side,
            margin_span: raw.margin.span().into(),
        };
        let mut room = page.room();
        if let Some(side) = side {
            room.width -= side.width + side.gap;
        }
        if room.width < LEAST_ROOM || room.height < LEAST_ROOM {
            let message = "the margins leave no room for text";
            self.report.push(
                Diagnostic::error("no-room", page.margin_span, message)
                    .label(format!(
                        "the page is {} wide and {} high; {} by {} is left",
                        size.width, size.height, room.width, room.height
                    ))
                    .help("make the margins or the side column smaller"),
            );
        }
        Some(page)
    }

    fn paper(&mut self, raw: &toml::Spanned<raw::PaperSize>) -> Option<Size> {
        const SIZES: [(&str, i64, i64); 5] = [
            ("letter", 612_000, 792_000),
            ("legal", 612_000, 1_008_000),
            ("tabloid", 792_000, 1_224_000),
            ("a4", 595_276, 841_890),
            ("a5", 419_528, 595_276),
        ];
        match raw.get_ref() {
            raw::PaperSize::Measured { width, height } => {
                Some(Size::new(self.fixed(width), self.fixed(height)))
            }
            raw::PaperSize::Named(name) => {
                let size = SIZES.iter().find(|(known, ..)| known == name);
                if size.is_none() {
                    let near = did_you_mean(name, SIZES.map(|(known, ..)| known));
                    self.report.push(
                        Diagnostic::error(
                            "unknown-name",
                            raw.span().into(),
                            format!("there is no paper size \"{name}\""),
                        )
                        .help(match near {
                            Some(near) => format!("did you mean \"{near}\"?"),
                            None => "known sizes are letter, legal, tabloid, a4, a5; or write \
                                     { width = \"8.5in\", height = \"11in\" }"
                                .to_owned(),
                        }),
                    );
                }
                let (_, width, height) = size?;
                Some(Size::new(
                    Length::from_milli(*width),
                    Length::from_milli(*height),
                ))
            }
        }
    }

    fn fit(&mut self, raw: &toml::Spanned<raw::Fit>) -> Option<FitRule> {
        let raw = raw.get_ref();
        let pages = match &raw.pages {
            Some(pages) => match usize::try_from(*pages.get_ref()) {
                Ok(pages) if pages > 0 => Some(pages),
                _ => {
                    let message = "a sheet has at least one page";
                    self.report.push(Diagnostic::error(
                        "wrong-value",
                        pages.span().into(),
                        message,
                    ));
                    return None;
                }
            },
            None => None,
        };
        let sizes = raw.text.get_ref();
        let (min, max) = (self.fixed(&sizes.min), self.fixed(&sizes.max));
        if min < Length::pt(4) || max < min || max > Length::pt(72) {
            let message = "text sizes go from 4pt to 72pt, the smaller first";
            self.report.push(Diagnostic::error(
                "wrong-value",
                raw.text.span().into(),
                message,
            ));
        }
        Some(FitRule {
            pages,
            min,
            max,
            span: raw.text.span().into(),
        })
    }

    /// The running text's type, which all other styles start from.
    fn base(&mut self, raw: &raw::Style) -> Base {
        let start = Base {
            plain: TextStyle {
                face: FaceId(0),
                size: Extent::Em(1000),
                leading: Extent::Em(1350),
                color: Color::BLACK,
                figures: FigureStyle::Default,
            },
            changes: Changes::default(),
            link: None,
        };
        self.over(&raw.looks(), &start)
    }

    /// A style's type: what it says itself, and for the rest what the base says.
    fn over(&mut self, raw: &raw::Looks<'_>, base: &Base) -> Base {
        let plain = Change {
            face: self.face(raw.font),
            size: self.size(raw.size),
            leading: self.size(raw.leading),
            color: self.color(raw.color),
            figures: raw.figures,
        };
        Base {
            plain: plain.applied_to(&base.plain),
            changes: Changes {
                strong: self.change(raw.strong).or(base.changes.strong),
                emphasis: self.change(raw.emphasis).or(base.changes.emphasis),
                both: self.change(raw.strong_emphasis).or(base.changes.both),
            },
            link: self.color(raw.link.map(|link| &link.color)).or(base.link),
        }
    }

    fn change(&mut self, raw: Option<&raw::Type>) -> Change {
        raw.map_or(Change::default(), |raw| Change {
            face: self.face(raw.font.as_ref()),
            size: self.size(raw.size.as_ref()),
            leading: self.size(raw.leading.as_ref()),
            color: self.color(raw.color.as_ref()),
            figures: raw.figures,
        })
    }

    fn looks(&mut self, raw: &raw::Looks<'_>, base: &Base) -> Looks {
        let Base {
            plain,
            changes,
            link,
        } = self.over(raw, base);
        let strong = changes.strong.applied_to(&plain);
        Looks {
            emphasis: changes.emphasis.applied_to(&plain),
            strong_emphasis: changes.both.applied_to(&strong),
            strong,
            plain,
            link,
        }
    }

    fn block(&mut self, raw: &raw::Style, base: &Base, has_side: bool) -> BlockStyle {
        if let Some(place) = &raw.place
            && *place.get_ref() == Place::Side
            && !has_side
        {
            let message = "this page has no column at the side";
            self.report.push(
                Diagnostic::error("wrong-value", place.span().into(), message)
                    .help("add side = { width = \"1.8in\", gap = \"0.2in\" } to [page]"),
            );
        }
        BlockStyle {
            looks: self.looks(&raw.looks(), base),
            space_above: self.or_zero(raw.space_above.as_ref()),
            space_below: self.or_zero(raw.space_below.as_ref()),
            align: raw.align,
            place: raw.place.as_ref().map_or(Place::Main, |p| *p.get_ref()),
            rule_above: self.rule(raw.rule_above.as_ref()),
            rule_below: self.rule(raw.rule_below.as_ref()),
        }
    }

    fn table(&mut self, raw: &raw::Styles, base: &Base) -> TableStyle {
        TableStyle {
            head: self.looks(&raw.table_head.looks(), base),
            head_background: self.color(raw.table_head.background.as_ref()),
            cell: self.looks(&raw.table_cell.looks(), base),
            space_above: self.or_zero(raw.table.space_above.as_ref()),
            space_below: self.or_zero(raw.table.space_below.as_ref()),
            padding_x: self.or_zero(raw.table.padding_x.as_ref()),
            padding_y: self.or_zero(raw.table.padding_y.as_ref()),
            rule: self.rule(raw.table.rule.as_ref()),
            head_rule: self.rule(raw.table.head_rule.as_ref()),
            edge_rule: self.rule(raw.table.edge_rule.as_ref()),
        }
    }

    fn list(&mut self, raw: &raw::List) -> ListStyle {
        let mut or = |value: &Option<Word>, default| {
            self.length(value.as_ref()).unwrap_or(Extent::Em(default))
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
        let indent = self.length(raw.indent.as_ref());
        NoteStyle {
            block: BlockStyle {
                looks: self.looks(&raw.looks(), base),
                space_above: self.or_zero(raw.space_above.as_ref()),
                space_below: self.or_zero(raw.space_below.as_ref()),
                align: Align::Left,
                place: Place::Main,
                rule_above: None,
                rule_below: None,
            },
            indent: indent.unwrap_or(Extent::Em(1000)),
            bar: self.rule(raw.bar.as_ref()),
        }
    }

    fn thematic_break(&mut self, raw: &raw::Break) -> BreakStyle {
        let space = self.length(raw.space.as_ref());
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
            offset: self.length(raw.offset.as_ref()),
            rule: self.rule(raw.rule.as_ref()),
        }
    }

    fn rule(&mut self, raw: Option<&raw::Rule>) -> Option<RuleStyle> {
        let raw = raw?;
        Some(RuleStyle {
            width: self.fixed(&raw.width),
            color: self.color(raw.color.as_ref()).unwrap_or(Color::BLACK),
            gap: self.or_zero(raw.gap.as_ref()),
        })
    }

    fn face(&mut self, name: Option<&Word>) -> Option<FaceId> {
        let name = name?;
        let wanted = name.get_ref();
        let found = self.faces.iter().position(|face| face.name == *wanted);
        if found.is_none() {
            let known: Vec<&str> = self.faces.iter().map(|f| f.name.as_str()).collect();
            let error = unknown(name, "font", "[fonts]", &known);
            self.report.push(error);
        }
        found.map(FaceId)
    }

    fn color(&mut self, value: Option<&Word>) -> Option<Color> {
        let value = value?;
        let name = value.get_ref();
        if name.starts_with('#') {
            let color = Color::parse(name);
            if color.is_none() {
                self.report.push(not_a_color(value));
            }
            return color;
        }
        let found = self.colors.iter().find(|(known, _)| known == name);
        if found.is_none() {
            let known: Vec<&str> = self.colors.iter().map(|(n, _)| n.as_str()).collect();
            let error = unknown(value, "color", "[colors]", &known);
            self.report.push(error);
        }
        found.map(|(_, color)| *color)
    }

    /// A size of type or of its lines, which cannot be nothing.
    fn size(&mut self, value: Option<&Word>) -> Option<Extent> {
        let size = self.length(value)?;
        if matches!(size, Extent::Em(0) | Extent::Fixed(Length::ZERO)) {
            let span = value.map_or(Span::default(), |v| v.span().into());
            let message = "type and its lines cannot be of no size";
            self.report
                .push(Diagnostic::error("wrong-value", span, message));
        }
        Some(size)
    }

    fn length(&mut self, value: Option<&Word>) -> Option<Extent> {
        let value = value?;
        match Extent::parse(value.get_ref()) {
            Ok(extent) => Some(extent),
            Err(problem) => {
                let message = format!("expected a length, found \"{}\"", value.get_ref());
                self.report.push(
                    Diagnostic::error("wrong-value", value.span().into(), message)
                        .label(problem)
                        .help(
                            "write a number and a unit: \"0.6in\", \"18mm\", \"9pt\" or \"1.2em\"",
                        ),
                );
                None
            }
        }
    }

    fn or_zero(&mut self, value: Option<&Word>) -> Extent {
        self.length(value).unwrap_or(Extent::ZERO)
    }

    /// A length that cannot depend on the text size, because the text size depends on it.
    fn fixed(&mut self, value: &Word) -> Length {
        match self.length(Some(value)) {
            Some(Extent::Fixed(length)) => length,
            Some(Extent::Em(_)) => {
                let message = "this length cannot depend on the text size";
                self.report.push(
                    Diagnostic::error("wrong-value", value.span().into(), message)
                        .help("write it in in, mm, cm or pt"),
                );
                Length::ZERO
            }
            None => Length::ZERO,
        }
    }
}

fn not_a_color(value: &Word) -> Diagnostic {
    let message = format!("expected a color, found \"{}\"", value.get_ref());
    Diagnostic::error("wrong-value", value.span().into(), message)
        .help("write it as \"#rrggbb\", such as \"#0f4c81\"")
}

fn unknown(name: &Word, what: &str, table: &str, known: &[&str]) -> Diagnostic {
    let message = format!("there is no {what} `{}`", name.get_ref());
    let help = match did_you_mean(name.get_ref(), known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => format!("add it to {table}"),
        None => format!("{table} has {}", known.join(", ")),
    };
    Diagnostic::error("unknown-name", name.span().into(), message).help(help)
}
