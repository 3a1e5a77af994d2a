//! The text of sheets, from Markdown with placeholders to blocks of runs.
//!
//! The text of an edition is read once ([`Copy::read`]): it is split into Markdown's top-level blocks, and each
//! block is compiled with all its names looked up. Guards and placeholders are therefore checked on all branches
//! before the first sheet, and an edition of thousands of sheets does this work once. For each sheet the blocks
//! are filled in ([`Copy::fill`]), and each is parsed as Markdown by itself.
//!
//! A value is one private character while Markdown is parsed, so that nothing in a value can become markup.
//! Files that contain such a character are refused.

pub mod answers;
mod attributes;
pub mod block;
mod breaks;
pub mod chart;
mod chart_source;
mod compile;
pub mod compiled;
mod condition;
mod counted;
pub mod data_text;
mod dialect;
mod drawn;
mod everything;
mod fill;
mod footnote_names;
mod footnote_syntax;
mod footnotes;
mod foreign;
mod front_matter;
mod loops;
mod markdown;
mod named;
pub mod names;
mod order;
mod picture_path;
mod place_pictures;
pub mod quotes;
mod rows;
mod settle;
mod sheet_values;
mod source;
mod sources;
mod split;
mod top_level;

pub use answers::{Answers, Setting};
use attributes::Attributes;
pub use block::{
    Block, Cell, Filled, Footnote, List, MarginPart, MarginText, PictureBlock, Qr, Table,
    TableColumn, TableRow,
};
pub use chart::Chart;
pub use data_text::DataText;
pub use everything::Everything;
use names::Context;
pub use names::{ListReference, Name, StateName};
pub use picture_path::EditionOfPath;
pub use place_pictures::{PictureFile, PlacePictures, read_picture_file};

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::diagnostic::{Code, Diagnostic, Report, Span};
use crate::language::Language;
use crate::picture::{Picture, Unusable};
use crate::project::{
    FigureId, Jurisdiction, LAYOUTS, Level, Project, Reader, Status, is_refused, wrong_character,
};
use crate::template::Loop;
use compiled::{Counted, Node, Template};
use drawn::Pictures;
use fill::Rendered;
use footnotes::Definition;
pub(crate) use front_matter::FrontMatter;
use loops::Rows;
use picture_path::PicturePath;
use rows::{for_each_row, join_lists};
pub use sheet_values::SheetValues;
pub use source::Drawn;
use source::{Part, Source, SourceKind};
use split::Split;

/// The text of one language, read and compiled.
#[derive(Clone, Debug)]
pub struct Copy {
    front: FrontMatter,
    parts: Vec<Part>,
    footnotes: Vec<Definition>,
    pictures: Pictures,
    span: Span,
    is_sound: bool,
    /// Whether the text belongs to a single design. Otherwise all designs share it.
    is_of_design: bool,
}

impl Copy {
    /// The path of the text of a language.
    #[must_use]
    pub fn path(language: &Language) -> String {
        format!("{LAYOUTS}/copy/{}.md", language.short)
    }

    /// Reads the text of a language. `own` is the folder of a design with its own text, and the source location of the
    /// folder's name in the design. Errors go to the reader's report.
    pub fn read(
        reader: &mut Reader<'_>,
        setting: Setting<'_>,
        own: Option<&(String, Span)>,
    ) -> Option<Self> {
        let language = setting.language;
        let path = match own {
            Some((folder, place)) => own_path(reader, folder, *place, language)?,
            None => Self::path(language),
        };
        let words = reader.load(&path)?;
        let context = Context {
            project: setting.project,
            level: setting.level,
            in_margin: false,
            row: None,
            footnotes: None,
        };
        let (front, body) = front_matter::read(reader, &words, language, context)?;
        let text = &words.text[body..];
        let base = words.base + body;
        if let Some((at, c)) = text.char_indices().find(|(_, c)| is_refused(*c)) {
            let span = Span::new(base + at, base + at + c.len_utf8());
            reader.report.push(wrong_character(c, span));
            return None;
        }
        let mark = reader.report.mark();
        let Split { parts, footnotes } = split::split(text, base, context, &mut reader.report);
        let is_sound = reader.report.errors_since(mark) == 0;
        if parts.is_empty() {
            let span = Span::new(words.base + body, words.base + words.text.len());
            reader.report.push(
                Diagnostic::error(Code::Empty, span, "there are no words after the head")
                    .help("write what the sheet says below the second +++"),
            );
            return None;
        }
        let first_line = text.lines().next().unwrap_or_default();
        let span = Span::new(base, base + first_line.len());
        let copy = Self {
            front,
            pictures: Pictures::new(),
            parts,
            footnotes,
            span,
            is_sound,
            is_of_design: own.is_some(),
        };
        reader.report.extend(copy.markup_in_counted_words());
        Some(copy)
    }

    /// Warnings about markup in the words of `counted`, which are printed as typed.
    fn markup_in_counted_words(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        self.for_each_node(&mut |nodes, index| {
            if let Node::Print(print) = &nodes[index] {
                let forms = print.counted.iter().flat_map(Counted::forms);
                let as_is = &self.front.as_is;
                found.extend(forms.flat_map(|form| dialect::in_plain(form, print.span, as_is)));
            }
        });
        found
    }

    /// Reads the pictures that all sheets of an edition share, each file once.
    #[must_use]
    pub fn with_pictures(mut self, reader: &mut Reader<'_>, edition: EditionOfPath<'_>) -> Self {
        let mut pictures = Pictures::new();
        self.for_each_picture(&mut |path, span| {
            let written = path.to_string();
            if let Some(path) = path.shared(edition)
                && !pictures.contains_key(&written)
            {
                let picture = read_picture(&path, span, pictures.len(), reader);
                pictures.extend(picture.map(|picture| (written, Arc::new(picture))));
            }
        });
        self.pictures = pictures;
        self
    }

    /// The paths of the pictures that only the sheet of this place has, in every branch.
    #[must_use]
    pub fn pictures_of_place(
        &self,
        edition: EditionOfPath<'_>,
        project: &Project,
        place: &Jurisdiction,
    ) -> BTreeSet<String> {
        let mut paths = BTreeSet::new();
        self.for_each_picture(&mut |path, _| {
            if path.is_of_place() {
                paths.insert(path.of_place(edition, project, place));
            }
        });
        paths
    }

    /// Calls `visit` with the path of each picture, in every branch, and with the source location of the path.
    fn for_each_picture(&self, visit: &mut dyn FnMut(&PicturePath, Span)) {
        self.for_each_block(&mut |block| {
            if let SourceKind::Drawn(Drawn::Picture {
                path, path_span, ..
            }) = &block.kind
            {
                visit(path, *path_span);
            }
        });
    }

    /// Every name that the text prints, in any branch.
    #[must_use]
    pub fn printed(&self) -> FxHashSet<Name> {
        let mut printed = FxHashSet::default();
        self.for_each_node(&mut |nodes, index| {
            if let Node::Print(print) = &nodes[index] {
                printed.insert(print.name);
            }
        });
        printed
    }

    /// Calls `visit` with each name in a placeholder, chart or guard, in every branch, and with the source location of
    /// the placeholder or guard.
    pub fn for_each_name(&self, visit: &mut dyn FnMut(Name, Span)) {
        self.for_each_node(&mut |nodes, index| match &nodes[index] {
            Node::Print(print) => visit(print.name, print.span),
            Node::If(guard) => guard.condition.for_each_name(guard.span, visit),
            Node::Words { .. } | Node::For(_) => {}
        });
        for part in &self.parts {
            part.for_each_condition(&mut |condition, span| condition.for_each_name(span, visit));
        }
    }

    /// Calls `visit` with the list of each loop, in every branch, and with the source location of the loop.
    pub fn for_each_list(&self, visit: &mut dyn FnMut(ListReference, Span)) {
        self.for_each_node(&mut |nodes, index| {
            if let Node::For(repeated) = &nodes[index] {
                visit(repeated.head.list, repeated.span);
            }
        });
        for part in &self.parts {
            part.for_each_loop(&mut |rows, span| visit(rows.list, span));
        }
    }

    /// Calls `visit` with each figure whose numbers of all places of a level are charted. `level` is that of the sheets.
    pub fn for_each_standing(&self, level: Level, visit: &mut dyn FnMut(Level, FigureId)) {
        self.for_each_block(&mut |block| {
            if let SourceKind::Drawn(Drawn::Chart(chart)) = &block.kind
                && let Some((level, figure)) = chart.standing(level)
            {
                visit(level, figure);
            }
        });
    }

    /// Calls `visit` with each node of the front matter and the text, in every branch: see
    /// [`Template::for_each_node`].
    pub fn for_each_node<'w>(&'w self, visit: &mut dyn FnMut(&'w [Node], usize)) {
        let texts = self.front.templates();
        texts.for_each(|text| text.for_each_node(visit));
        self.for_each_block(&mut |block| block.for_each_node(visit));
        let footnotes = self.footnotes.iter();
        footnotes.for_each(|footnote| footnote.template.for_each_node(visit));
    }

    /// Calls `visit` with each block of the text, in every branch.
    fn for_each_block<'w>(&'w self, visit: &mut dyn FnMut(&'w Source)) {
        self.parts
            .iter()
            .for_each(|part| part.for_each_block(visit));
    }

    /// Removes the drawn blocks that a design does not show. They are neither printed nor checked.
    #[must_use]
    pub fn without(mut self, is_shown: &dyn Fn(&Drawn) -> bool) -> Self {
        let is_kept = |source: &Source| match &source.kind {
            SourceKind::Drawn(drawn) => is_shown(drawn),
            SourceKind::Markdown(_) | SourceKind::Sources(_) => true,
        };
        source::retain(&mut self.parts, &is_kept);
        self
    }

    /// Encodes the QR codes whose address is the same on all sheets, once for the edition.
    #[must_use]
    pub fn with_codes(mut self, everything: &Everything<'_>) -> Self {
        let mut pictures = self.pictures.clone();
        self.for_each_block(&mut |block| {
            let is_code = matches!(block.kind, SourceKind::Drawn(Drawn::Qr(_)));
            if is_code && block.template.is_constant() {
                let mut unheeded = Report::default();
                let address = fill::plain_text(&block.template, everything, &mut unheeded);
                let number = Some(pictures.len());
                let code = drawn::encode(&address).filter(|_| !pictures.contains_key(&address));
                let code = code.map(|code| Arc::new(Picture { number, ..code }));
                pictures.extend(code.map(|code| (address, code)));
            }
        });
        self.pictures = pictures;
        self
    }

    /// The pictures and codes that all sheets share, in the order of their numbers.
    #[must_use]
    pub fn pictures(&self) -> Vec<Arc<Picture>> {
        let mut pictures: Vec<Arc<Picture>> = self.pictures.values().cloned().collect();
        pictures.sort_by_key(|picture| picture.number);
        pictures
    }

    /// The names that headings give to their sections.
    #[must_use]
    pub fn section_names(&self) -> Vec<Arc<str>> {
        let mut names = Vec::new();
        self.for_each_block(&mut |block| {
            if let SourceKind::Markdown(Attributes::Heading { section, .. }) = &block.kind {
                names.extend(section.clone());
            }
        });
        names
    }

    /// The names of tables.
    #[must_use]
    pub fn table_names(&self) -> Vec<Arc<str>> {
        let mut names = Vec::new();
        self.for_each_block(&mut |block| {
            if let SourceKind::Markdown(Attributes::Table(name)) = &block.kind {
                names.push(name.clone());
            }
        });
        names
    }

    /// The numbers and names that are typed on purpose (`as_is`).
    pub fn as_is(&self) -> &[String] {
        &self.front.as_is
    }

    /// Whether this is the text of a single design, which may omit figures.
    #[must_use]
    pub fn is_of_design(&self) -> bool {
        self.is_of_design
    }

    /// Whether the complete text was read without errors. Otherwise some blocks are missing.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.is_sound
    }

    /// The first line of the text.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The status of the text.
    #[must_use]
    pub fn status(&self) -> Status {
        self.front.status
    }

    /// The source location of the status.
    #[must_use]
    pub fn status_span(&self) -> Span {
        self.front.status_span
    }

    /// Fills the text in for one sheet. Figures without a number go into the report. Footnotes and the list of sources
    /// depend on the blocks that the design shows: see [`Self::settle`].
    #[must_use]
    pub fn fill(&self, answers: &dyn Answers, report: &mut Report) -> Filled {
        let mut text = |template: &Template| fill::readable_text(template, answers, report);
        let title = text(&self.front.title);
        let subject = self.front.subject.as_ref().map(&mut text);
        let keywords = self.front.keywords.iter().map(&mut text).collect();
        let phrases = &self.front.foreign;
        let mut margin = |templates: &[Template; 3]| {
            templates.each_ref().map(|template| {
                let mut text = fill::margin(template, answers, report);
                foreign::mark_margin(&mut text, phrases);
                text
            })
        };
        let header = margin(&self.front.header);
        let footer = margin(&self.front.footer);
        let first_header = self.front.first_header.as_ref().map(&mut margin);
        let first_footer = self.front.first_footer.as_ref().map(&mut margin);
        let only_footer = self.front.only_footer.as_ref().map(&mut margin);
        let mut blocks = Vec::new();
        let mut filler = Filler {
            answers,
            pictures: &self.pictures,
            report,
            blocks: &mut blocks,
        };
        filler.parts(&self.parts);
        foreign::mark(&mut blocks, phrases);
        Filled {
            title,
            subject,
            keywords,
            header,
            footer,
            first_header,
            first_footer,
            only_footer,
            blocks,
            footnotes: Vec::new(),
        }
    }
}

/// The path of the text of a design. A folder without any text is an error in the design; a missing language is
/// reported as a missing file.
fn own_path(
    reader: &mut Reader<'_>,
    folder: &str,
    place: Span,
    language: &Language,
) -> Option<String> {
    let within = format!("{LAYOUTS}/copy/{folder}");
    let path = format!("{within}/{}.md", language.short);
    if reader.list(&within).is_empty() {
        let message = format!("there are no words `{folder}`");
        reader.report.push(
            Diagnostic::error(Code::UnknownName, place, message)
                .label(format!("{path} is missing"))
                .help("write that file, or delete `words` and use the text of all designs"),
        );
        return None;
    }
    Some(path)
}

fn read_picture(
    path: &str,
    place: Span,
    number: usize,
    reader: &mut Reader<'_>,
) -> Option<Picture> {
    let data = reader.bytes(path, place, "picture")?;
    let picture = Picture::read(&data, Some(number)).map_err(|Unusable { why, help }| {
        let message = format!("{path} cannot be used as a picture");
        let error = Diagnostic::error(Code::WrongPicture, place, message);
        reader.report.push(error.label(why).help(help));
    });
    picture.ok()
}

struct Filler<'a> {
    answers: &'a dyn Answers,
    pictures: &'a Pictures,
    report: &'a mut Report,
    blocks: &'a mut Vec<Block>,
}

impl Filler<'_> {
    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Block(source) => self.source(source),
                Part::Guard(guard) => {
                    let branches = self.answers.branches(&guard.condition, self.report);
                    branches.of(guard).for_each(|branch| self.parts(branch));
                }
                Part::Loop(repeated) => self.repeat(repeated),
            }
        }
    }

    /// Fills in the blocks of a loop for each row. Items of consecutive rows make one list.
    fn repeat(&mut self, repeated: &Loop<Rows, Part>) {
        let start = self.blocks.len();
        let mut ends = Vec::new();
        let takes_otherwise = for_each_row(&repeated.head, self.answers, &mut |row| {
            ends.push(self.blocks.len());
            let mut filler = Filler {
                answers: row,
                pictures: self.pictures,
                report: self.report,
                blocks: self.blocks,
            };
            filler.parts(&repeated.each);
        });
        join_lists(self.blocks, start, &ends);
        if takes_otherwise {
            self.parts(&repeated.otherwise);
        }
    }

    fn source(&mut self, Source { template, kind }: &Source) {
        match kind {
            SourceKind::Markdown(attributes) => {
                let rendered = Rendered::new(template, self.answers, self.report);
                let mut blocks = markdown::blocks(&rendered, self.answers.setting(), self.report);
                attributes.give_to(&mut blocks);
                self.blocks.append(&mut blocks);
            }
            SourceKind::Drawn(drawn) => {
                let (answers, pictures) = (self.answers, self.pictures);
                let block = drawn::fill(template, drawn, answers, pictures, self.report);
                self.blocks.extend(block);
            }
            SourceKind::Sources(span) => self.blocks.push(Block::Sources { span: *span }),
        }
    }
}
