//! `layouts/NAME.toml`: a design. It has paper, margins, fonts and styles, and no text.
//!
//! A design is read in two steps. `raw` mirrors the file key by key; `resolve` looks up names and gives every
//! style its value, so that layout meets no optional keys and no names.

mod extend;
mod footnotes;
mod former_names;
mod mark_form;
mod named_tables;
mod names;
mod page;
mod paper;
mod raw;
mod resolve;
mod sections;
mod units;

use schemars::Schema;

use crate::diagnostic::Span;
use crate::geometry::{Length, Point, Size};
use crate::project::Reader;
use crate::project::localized::Text;
use crate::project::written::schema_of;

pub use footnotes::{FootnotePlace, FootnoteStyle};
pub use mark_form::MarkForm;
pub use named_tables::is_table_key;
pub use sections::{
    BoxStyle, Callouts, CardStyle, ChartStyle, GridStyle, HeadingPlace, PictureStyle, QrStyle,
    SectionPlace, SectionPlacing, SectionStyle, is_plain_name,
};
pub use units::{Color, Extent, Measure};

/// A design in which everything has a value and every name has been looked up.
#[derive(Clone, Debug)]
pub struct Stylesheet {
    /// The folder of its own text with its source location, or `None` for the text of all designs.
    pub words: Option<(String, Span)>,
    /// The names of the levels of areas that it is for, or `None` if it is for all.
    pub levels: Option<Vec<Text>>,
    /// The paper.
    pub page: PageSetup,
    /// The rule for fitting the text.
    pub fit: FitRule,
    /// The fonts, in the order of their numbers ([`FaceId`]).
    pub faces: Vec<FontFile>,
    /// The styles of each kind of block.
    pub styles: Styles,
    /// The columns that sections stand side by side in.
    pub grid: Option<GridStyle>,
    /// The styles of sections.
    pub sections: Vec<SectionStyle>,
    /// The sections that the design says something about, also those that are otherwise set like any text.
    pub placings: Vec<SectionPlacing>,
    /// The style of footnotes.
    pub footnotes: FootnoteStyle,
    /// What stands above the text of each page.
    pub header: MarginStyle,
    /// What stands below it.
    pub footer: MarginStyle,
}

/// The styles of each kind of block.
#[derive(Clone, Debug)]
pub struct Styles {
    /// Running text.
    pub text: BlockStyle,
    /// The opening paragraph, or `None` if it is like the others.
    pub lead: Option<BlockStyle>,
    /// Headings by level, from 1, or `None` for levels that the design lacks.
    pub headings: [Option<BlockStyle>; 6],
    /// Tables.
    pub table: TableStyle,
    /// Tables that the words name.
    pub named_tables: Vec<NamedTable>,
    /// Lists.
    pub list: ListStyle,
    /// Notes: what Markdown calls block quotes.
    pub note: NoteStyle,
    /// Thematic breaks.
    pub thematic_break: BreakStyle,
    /// Callouts that are lifted out of the text.
    pub card: CardStyle,
    /// The hero: the callout that a page shows first.
    pub hero: CardStyle,
    /// Charts.
    pub chart: ChartStyle,
    /// Pictures.
    pub picture: PictureStyle,
    /// QR codes.
    pub qr: QrStyle,
}

impl Styles {
    /// The style of a table by its name in the words.
    #[must_use]
    pub fn table_named(&self, name: Option<&str>) -> &TableStyle {
        let own = name.and_then(|name| self.named_tables.iter().find(|own| own.name == name));
        own.map_or(&self.table, |own| &own.style)
    }
}

impl Stylesheet {
    /// The schema of its file.
    pub(crate) fn schema() -> Schema {
        schema_of::<raw::DesignToml>()
    }

    /// Reads a design and those it extends. Errors go to the reader's report.
    pub fn read(reader: &mut Reader<'_>, name: &str) -> Option<Self> {
        let raw = extend::read(reader, name)?;
        resolve::stylesheet(&raw, &mut reader.report)
    }

    /// The names of all designs.
    #[must_use]
    pub fn names(reader: &mut Reader<'_>) -> Vec<String> {
        let files = reader.list(super::LAYOUTS);
        let names = files.iter().filter_map(|file| file.strip_suffix(".toml"));
        names.map(str::to_owned).collect()
    }

    /// The style of the section that headings call by a name.
    #[must_use]
    pub fn section(&self, name: &str) -> Option<&SectionStyle> {
        self.sections.iter().find(|section| section.name == name)
    }

    /// The placing of the section that headings call by a name.
    #[must_use]
    pub fn placing(&self, name: &str) -> Option<&SectionPlacing> {
        self.placings.iter().find(|section| section.name == name)
    }

    /// The path of a design.
    #[must_use]
    pub fn path(name: &str) -> String {
        format!("{}/{name}.toml", super::LAYOUTS)
    }
}

/// A font of the design, by its place in [`Stylesheet::faces`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub usize);

/// A font's name in the design and its file.
#[derive(Clone, Debug)]
pub struct FontFile {
    /// The name in styles: `bold`.
    pub name: String,
    /// Its file, relative to the project.
    pub path: String,
    /// The source location of the path.
    pub span: Span,
}

/// The paper and its margins.
#[derive(Clone, Debug)]
pub struct PageSetup {
    /// Width and height of the paper.
    pub size: Size,
    /// Free space above the text.
    pub top: Length,
    /// Free space to the right of it.
    pub right: Length,
    /// Free space below it.
    pub bottom: Length,
    /// Free space to the left of it.
    pub left: Length,
    /// Whether the left and the right margin are swapped on every second page, and the texts in headers and footers
    /// with them.
    pub is_two_sided: bool,
    /// The background of the page with its source location, or `None` for the color of the paper.
    pub background: Option<(Color, Span)>,
    /// The form of the mark on drafts and samples.
    pub mark: MarkForm,
    /// The most space that is added between two sections of a page with room left, or `None` to add none.
    pub spread: Option<Extent>,
    /// The column at the left for blocks at the side.
    pub side: Option<SideColumn>,
    /// The source location of the margins.
    pub margin_span: Span,
}

impl PageSetup {
    /// The size of the area for text, including the side column.
    #[must_use]
    pub fn room(&self) -> Size {
        Size::new(
            self.size.width - self.left - self.right,
            self.size.height - self.top - self.bottom,
        )
    }

    /// The top left corner of the area for text on a page. Pages are numbered from 1; even pages are the backs of
    /// others.
    #[must_use]
    pub fn origin(&self, number: usize) -> Point {
        let left = match self.is_back(number) {
            true => self.right,
            false => self.left,
        };
        Point::new(left, self.top)
    }

    /// Whether a page is the back of another, where left and right are swapped.
    #[must_use]
    pub fn is_back(&self, number: usize) -> bool {
        self.is_two_sided && number.is_multiple_of(2)
    }
}

/// The column at the left of the text.
#[derive(Clone, Copy, Debug)]
pub struct SideColumn {
    /// The width.
    pub width: Length,
    /// The space between it and the text.
    pub gap: Length,
}

/// The rule for fitting the text.
#[derive(Clone, Debug)]
pub struct FitRule {
    /// The most pages, or `None` without a limit.
    pub pages: Option<usize>,
    /// The smallest text size.
    pub min: Length,
    /// The largest text size.
    pub max: Length,
    /// Whether all places of an edition have the same text size: the smallest that one of them needs.
    pub is_common: bool,
    /// The source location of the sizes.
    pub span: Span,
}

/// The style of characters.
#[derive(Clone, Debug, PartialEq)]
pub struct TextStyle {
    /// The font.
    pub face: FaceId,
    /// The size of the type.
    pub size: Extent,
    /// The distance from the baseline above. On a line of several styles, the largest counts.
    pub leading: Extent,
    /// The color of the type.
    pub color: Color,
    /// The source location of the color, or `None` if it is black by default.
    pub color_span: Option<Span>,
    /// The style of digits.
    pub figures: FigureStyle,
    /// The space that is added after each letter, in thousandths of the type size.
    pub tracking: i64,
    /// A line under the words.
    pub underline: Option<UnderlineStyle>,
}

/// A line under words, in their color.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnderlineStyle {
    /// The thickness.
    pub width: Length,
    /// The space between it and the baseline.
    pub gap: Extent,
    /// The source location.
    pub span: Span,
}

/// The style of digits that a font is asked for.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum FigureStyle {
    /// The font's default.
    #[default]
    Default,
    /// All of one width, for columns (`tnum`).
    Tabular,
    /// Each of its own width, for running text (`pnum`).
    Proportional,
}

/// The styles of a block's text: plain, strong, emphasized, and both.
#[derive(Clone, Debug)]
pub struct TextStyles {
    /// Plain text.
    pub plain: TextStyle,
    /// Strong text, between `**`.
    pub strong: TextStyle,
    /// Emphasized text, between `*`.
    pub emphasis: TextStyle,
    /// Strong and emphasized text.
    pub strong_emphasis: TextStyle,
    /// The color of links with its source location, if it differs from the text around them.
    pub link: Option<(Color, Span)>,
}

impl TextStyles {
    /// All styles that runs can have.
    #[must_use]
    pub fn all(&self) -> Vec<TextStyle> {
        let flags = [false, true];
        let strong = flags.iter();
        let both = strong.flat_map(|strong| flags.map(|emphasis| (*strong, emphasis)));
        let all =
            both.flat_map(|(strong, emphasis)| flags.map(|link| self.of(strong, emphasis, link)));
        all.collect()
    }

    /// The style of a run.
    #[must_use]
    pub fn of(&self, strong: bool, emphasis: bool, is_link: bool) -> TextStyle {
        let style = match (strong, emphasis) {
            (false, false) => &self.plain,
            (true, false) => &self.strong,
            (false, true) => &self.emphasis,
            (true, true) => &self.strong_emphasis,
        };
        let link = self.link.filter(|_| is_link);
        let mut style = style.clone();
        if let Some((color, span)) = link {
            (style.color, style.color_span) = (color, Some(span));
        }
        style
    }
}

/// The alignment of lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Flush left.
    #[default]
    Left,
    /// Centered.
    Center,
    /// Flush right.
    Right,
}

/// The column of the page that a block goes in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Place")]
pub enum PageColumn {
    /// The column of the text.
    #[default]
    Main,
    /// The column at the side, aligned with the next block.
    Side,
    /// Both columns.
    Full,
}

/// A rule across the column.
#[derive(Clone, Debug)]
pub struct RuleStyle {
    /// The thickness.
    pub width: Length,
    /// Its color.
    pub color: Color,
    /// The space between it and the text.
    pub gap: Extent,
}

/// A paragraph or heading.
#[derive(Clone, Debug)]
pub struct BlockStyle {
    /// Its type.
    pub looks: TextStyles,
    /// Free space above, of which nothing is left at the top of a page.
    pub space_above: Extent,
    /// Free space below. Between two blocks the larger of the two spaces counts.
    pub space_below: Extent,
    /// The alignment of lines.
    pub align: Align,
    /// The column.
    pub place: PageColumn,
    /// A line above it, inside its space.
    pub rule_above: Option<RuleStyle>,
    /// A line below it, inside its space.
    pub rule_below: Option<RuleStyle>,
    /// The longest line, or `None` for lines as long as the column.
    pub max_width: Option<Extent>,
}

/// The width of a table's column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnWidth {
    /// A fixed width.
    Exact(Measure),
    /// The width of its content, between limits.
    Content {
        /// The minimum.
        min: Option<Measure>,
        /// The maximum.
        max: Option<Measure>,
    },
}

impl Default for ColumnWidth {
    fn default() -> Self {
        Self::Content {
            min: None,
            max: None,
        }
    }
}

/// The column widths for tables of a number of columns.
#[derive(Clone, Debug)]
pub struct Columns {
    /// One for each column.
    pub widths: Vec<ColumnWidth>,
    /// The source location.
    pub span: Span,
}

/// A table.
#[derive(Clone, Debug)]
pub struct TableStyle {
    /// The column.
    pub place: PageColumn,
    /// The width.
    pub width: TableWidth,
    /// The column widths, by number of columns.
    pub columns: Vec<Columns>,
    /// The header row.
    pub head: RowStyle,
    /// The other rows.
    pub cell: RowStyle,
    /// The total rows.
    pub total: RowStyle,
    /// Free space above.
    pub space_above: Extent,
    /// Free space below.
    pub space_below: Extent,
    /// Free space left and right of a cell's text.
    pub padding_x: Extent,
    /// Free space left of the first cell's text and right of the last cell's.
    pub padding_edge: Extent,
    /// Free space above and below a cell's text.
    pub padding_y: Extent,
    /// The line between two rows.
    pub rule: Option<RuleStyle>,
    /// The line under the header row.
    pub head_rule: Option<RuleStyle>,
    /// The line above the first row and under the last.
    pub edge_rule: Option<RuleStyle>,
    /// The line between a total row and other rows, or `None` for the same as between other rows.
    pub total_rule: Option<RuleStyle>,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct RowStyle {
    /// Its type.
    pub looks: TextStyles,
    /// Its background, or `None` for that of the table's surroundings.
    pub background: Option<(Color, Span)>,
}

/// The style of the tables that the words call by a name.
#[derive(Clone, Debug)]
pub struct NamedTable {
    /// The name.
    pub name: String,
    /// The source location of the name.
    pub span: Span,
    /// The style, complete.
    pub style: TableStyle,
}

/// The width of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TableWidth {
    /// The width of the column, which columns of text fill.
    #[default]
    Full,
    /// The width of its content.
    Content,
}

impl TableStyle {
    /// The column widths for tables of a number of columns, if the design sets any.
    #[must_use]
    pub fn columns_of(&self, count: usize) -> Option<&Columns> {
        self.columns
            .iter()
            .find(|columns| columns.widths.len() == count)
    }
}

/// A list. Its text has the style of the text around it.
#[derive(Clone, Debug)]
pub struct ListStyle {
    /// Free space above and below the whole list.
    pub space: Extent,
    /// Free space between the items of a tight list, and around lists in lists.
    pub item_space: Extent,
    /// The indentation of items. Wide numbers increase it.
    pub indent: Extent,
    /// The space between a bullet or number and its item.
    pub marker_gap: Extent,
    /// The bullet.
    pub bullet: String,
}

/// A note.
#[derive(Clone, Debug)]
pub struct NoteStyle {
    /// Its type, and the space around its paragraphs.
    pub block: BlockStyle,
    /// The indentation.
    pub indent: Extent,
    /// A line down its left side.
    pub bar: Option<RuleStyle>,
}

/// A thematic break.
#[derive(Clone, Debug)]
pub struct BreakStyle {
    /// Free space above and below.
    pub space: Extent,
    /// The line.
    pub rule: RuleStyle,
}

/// A header or footer.
#[derive(Clone, Debug)]
pub struct MarginStyle {
    /// Its type.
    pub looks: TextStyles,
    /// The distance from the edge of the paper, or `None` for the middle of the margin.
    pub offset: Option<Extent>,
    /// A line between it and the text.
    pub rule: Option<RuleStyle>,
}
