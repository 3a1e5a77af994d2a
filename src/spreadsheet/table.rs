//! The columns of a worksheet of figures and their headings.
//!
//! A wide table has a row for each area and a column for each figure. A long table has a row for each figure of an
//! area, named in a column of its own. The two share the columns about the area and its file, but no headings of
//! figures: a [`Vocabulary`] knows the headings of one shape. The table of a list has a row for each of its records and a
//! column for each field, which is a figure in the dictionary.

use std::collections::BTreeMap;

use super::cell::trim;
use crate::diagnostic::composed;
use crate::language::Language;
use crate::project::dictionary::ListId;
use crate::project::{FigureId, Project};

/// The content of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// The jurisdiction's code, or `national`.
    Code,
    /// The name of the area.
    Name,
    /// The year, if the worksheet's name does not have it.
    Year,
    /// The number of a figure, or its absence.
    Number(FigureId),
    /// Another part of a figure.
    Part(FigureId, Part),
    /// The check of a total against its parts. It is calculated and not read.
    Check(FigureId),
    /// In a long table, the figure of the row.
    Figure,
    /// In a long table, the number of the row's figure, or its absence.
    Value,
    /// In a long table, another part of the row's figure.
    OfFigure(Part),
    /// The status.
    Status,
    /// The date on which the figures were taken.
    AsOf,
    /// The source.
    Source,
}

/// A part of a figure besides its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The printed text, in all languages or in one.
    Text(Option<Language>),
    /// The note.
    Note,
    /// The source.
    Source,
}

impl Part {
    /// All possible parts.
    pub fn all(project: &Project) -> impl Iterator<Item = Self> {
        let languages = project.publication.languages.iter().cloned().map(Some);
        let texts = std::iter::once(None).chain(languages).map(Self::Text);
        texts.chain([Self::Note, Self::Source])
    }

    /// The name for display of the part of a figure.
    fn label(&self, figure: &str) -> String {
        match self {
            Self::Text(None) => format!("{figure}: as printed"),
            Self::Text(Some(language)) => format!("{figure}: as printed ({})", language.short),
            Self::Note => format!("{figure}: note"),
            Self::Source => format!("{figure}: source"),
        }
    }

    /// The keys from the figure to the part.
    pub fn path(&self) -> Vec<String> {
        match self {
            Self::Text(None) => vec!["text".to_owned()],
            Self::Text(Some(language)) => vec!["text".to_owned(), language.short.clone()],
            Self::Note => vec!["note".to_owned()],
            Self::Source => vec!["source".to_owned()],
        }
    }
}

impl Column {
    /// The path of the values in the data files. It identifies the column in every language.
    pub fn path(&self, project: &Project) -> String {
        let id = |figure: &FigureId| project.dictionary.get(*figure).id.as_str();
        match self {
            Self::Code => "code".to_owned(),
            Self::Name => "name".to_owned(),
            Self::Year => "year".to_owned(),
            Self::Number(figure) => id(figure).to_owned(),
            Self::Part(figure, part) => format!("{}.{}", id(figure), part.path().join(".")),
            Self::Check(figure) => format!("check {}", id(figure)),
            Self::Figure => FIGURE.to_owned(),
            Self::Value => "value".to_owned(),
            Self::OfFigure(part) => format!("{FIGURE}.{}", part.path().join(".")),
            Self::Status => "status".to_owned(),
            Self::AsOf => "as_of".to_owned(),
            Self::Source => "source".to_owned(),
        }
    }

    /// The name for display.
    pub fn label(&self, project: &Project) -> String {
        let language = project.publication.default_language();
        let label = |figure: &FigureId| project.dictionary.get(*figure).label.words(language);
        match self {
            Self::Code => "Code".to_owned(),
            Self::Name => "Jurisdiction".to_owned(),
            Self::Year => "Year".to_owned(),
            Self::Number(figure) => label(figure).to_owned(),
            Self::Part(figure, part) => part.label(label(figure)),
            Self::Figure => "Figure".to_owned(),
            Self::Value => "Value".to_owned(),
            Self::OfFigure(part) => part.label("Figure"),
            Self::Check(figure) => format!("{label}: check", label = label(figure)),
            Self::Status => "Status".to_owned(),
            Self::AsOf => "As of".to_owned(),
            Self::Source => "Source".to_owned(),
        }
    }

    /// The names in all languages.
    fn labels<'l>(&self, project: &'l Project, label: &'l str) -> Vec<&'l str> {
        let mut labels = vec![label];
        if let Self::Number(figure) = self {
            let all = project.dictionary.get(*figure).label.all();
            labels.extend(all.map(|text| text.text.as_str()));
        }
        labels
    }

    /// The figure of the column, if it has one.
    pub fn figure(&self) -> Option<FigureId> {
        match self {
            Self::Number(figure) | Self::Part(figure, _) | Self::Check(figure) => Some(*figure),
            _ => None,
        }
    }

    /// Whether the column says which area, year or figure the row is about.
    pub fn is_key(&self) -> bool {
        matches!(self, Self::Code | Self::Name | Self::Year | Self::Figure)
    }

    /// Whether the column is a key of the file: all rows of an area and a year say the same in it.
    pub fn is_of_file(&self) -> bool {
        matches!(self, Self::Status | Self::AsOf | Self::Source)
    }

    /// All columns that the table of a list can have.
    pub fn all_of_list(project: &Project, list: ListId) -> Vec<Self> {
        let mut all = vec![Self::Code, Self::Name, Self::Year];
        for (field, _) in project.dictionary.fields(list) {
            all.push(Self::Number(field));
            all.extend(Part::all(project).map(|part| Self::Part(field, part)));
        }
        all
    }

    /// All columns that a wide table of the project can have.
    pub fn all(project: &Project) -> Vec<Self> {
        let mut all = vec![Self::Code, Self::Name, Self::Year];
        for (figure, _) in project.dictionary.given() {
            all.push(Self::Number(figure));
            all.extend(Part::all(project).map(|part| Self::Part(figure, part)));
            all.push(Self::Check(figure));
        }
        let computed = project.dictionary.computed();
        all.extend(computed.map(|(figure, ..)| Self::Number(figure)));
        all.extend([Self::Status, Self::AsOf, Self::Source]);
        all
    }
}

/// The heading of the column of figures in a long table, and the root of the headings of their parts.
const FIGURE: &str = "figure";

/// Other common headings of columns.
const ALIASES: &[(&str, Column)] = &[
    ("state", Column::Code),
    ("state/territory", Column::Name),
    ("state / territory", Column::Name),
    ("state or territory", Column::Name),
    ("area", Column::Name),
    ("state code", Column::Code),
    ("state name", Column::Name),
    ("territory", Column::Name),
    ("county", Column::Name),
    ("county name", Column::Name),
    ("fips", Column::Code),
    ("fips code", Column::Code),
    ("geoid", Column::Code),
    ("place", Column::Name),
    ("código", Column::Code),
    ("lugar", Column::Name),
    ("nombre", Column::Name),
    ("año", Column::Year),
    ("date", Column::AsOf),
];

/// Other common headings of the columns that only long tables have.
const LONG_ALIASES: &[(&str, Column)] = &[
    ("indicator", Column::Figure),
    ("measure", Column::Figure),
    ("metric", Column::Figure),
    ("series", Column::Figure),
    ("variable", Column::Figure),
    ("indicador", Column::Figure),
    ("amount", Column::Value),
    ("number", Column::Value),
    ("valor", Column::Value),
    ("note", Column::OfFigure(Part::Note)),
];

/// The shape of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A row for each area and a column for each figure.
    Wide,
    /// A row for each figure of an area.
    Long,
    /// A row for each record of a list.
    List(ListId),
}

/// The columns of a shape of tables by heading.
pub struct Vocabulary {
    /// The shape.
    pub shape: Shape,
    paths: BTreeMap<String, Column>,
    /// The columns by name. Several columns can share a name.
    labels: BTreeMap<String, Vec<Column>>,
    /// The paths and names as written, for suggestions.
    pub names: Vec<String>,
}

impl Vocabulary {
    /// The columns that a project's wide tables can have.
    pub fn wide(project: &Project) -> Self {
        Self::new(project, Shape::Wide, Column::all(project), ALIASES.iter())
    }

    /// The columns that a project's long tables can have.
    pub fn long(project: &Project) -> Self {
        let of_area = [Column::Code, Column::Name, Column::Year];
        let of_figure = [Column::Figure, Column::Value].into_iter();
        let of_figure = of_figure.chain(Part::all(project).map(Column::OfFigure));
        let of_file = [Column::Status, Column::AsOf, Column::Source];
        let all = of_area.into_iter().chain(of_figure).chain(of_file);
        let aliases = ALIASES.iter().chain(LONG_ALIASES);
        Self::new(project, Shape::Long, all, aliases)
    }

    /// The columns that the table of a list can have.
    pub fn list(project: &Project, list: ListId) -> Self {
        let columns = Column::all_of_list(project, list);
        // A name such as `industry` is one of a field here.
        let of_area = ALIASES.iter().filter(|(_, column)| column.is_key());
        Self::new(project, Shape::List(list), columns, of_area)
    }

    fn new<'a>(
        project: &Project,
        shape: Shape,
        columns: impl IntoIterator<Item = Column>,
        aliases: impl Iterator<Item = &'a (&'static str, Column)>,
    ) -> Self {
        let mut all = Self {
            shape,
            paths: BTreeMap::new(),
            labels: BTreeMap::new(),
            names: Vec::new(),
        };
        for column in columns {
            let (path, label) = (column.path(project), column.label(project));
            all.paths.insert(folded(&path), column.clone());
            for label in column.labels(project, &label) {
                let same = all.labels.entry(folded(label)).or_default();
                if !same.contains(&column) {
                    same.push(column.clone());
                }
            }
            if !matches!(column, Column::Check(_)) {
                all.names.extend([path, label]);
            }
        }
        for (name, column) in aliases {
            let same = all.labels.entry((*name).to_owned()).or_default();
            same.push(column.clone());
        }
        all
    }

    /// Whether a heading is the path of a column.
    pub fn is_path(&self, heading: &str) -> bool {
        self.paths.contains_key(&folded(heading))
    }

    /// Whether a heading is the path of a figure or field, or of a part of it.
    pub fn is_path_of_figure(&self, heading: &str) -> bool {
        let column = self.paths.get(&folded(heading));
        column.is_some_and(|column| column.figure().is_some())
    }

    /// The columns that a heading can refer to: the one with this path first, then those with this name.
    pub fn meanings(&self, heading: &str) -> Vec<Column> {
        let heading = folded(heading);
        let mut meanings: Vec<Column> = self.paths.get(&heading).cloned().into_iter().collect();
        let named = self.labels.get(&heading).into_iter().flatten();
        for column in named {
            if !meanings.contains(column) {
                meanings.push(column.clone());
            }
        }
        meanings
    }
}

/// A heading or a name normalized for comparison, without regard to case, kind of space and Unicode composition.
pub fn folded(heading: &str) -> String {
    let words: Vec<&str> = trim(heading).split_whitespace().collect();
    composed(&words.join(" ")).to_lowercase()
}
