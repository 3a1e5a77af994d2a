//! The columns of a worksheet of figures and their headings.

use std::collections::BTreeMap;

use super::cell::trim;
use crate::diagnostic::composed;
use crate::language::Language;
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
            Self::Part(figure, part) => {
                let label = label(figure);
                match part {
                    Part::Text(None) => format!("{label}: as printed"),
                    Part::Text(Some(language)) => {
                        format!("{label}: as printed ({})", language.short)
                    }
                    Part::Note => format!("{label}: note"),
                    Part::Source => format!("{label}: source"),
                }
            }
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

    /// All columns that a worksheet of the project can have.
    pub fn all(project: &Project) -> Vec<Self> {
        let mut all = vec![Self::Code, Self::Name, Self::Year];
        for (figure, _) in project.dictionary.iter() {
            all.push(Self::Number(figure));
            all.extend(Part::all(project).map(|part| Self::Part(figure, part)));
            all.push(Self::Check(figure));
        }
        all.extend([Self::Status, Self::AsOf, Self::Source]);
        all
    }
}

/// Other common headings of columns.
const ALIASES: [(&str, Column); 10] = [
    ("state", Column::Code),
    ("state/territory", Column::Name),
    ("state / territory", Column::Name),
    ("state or territory", Column::Name),
    ("area", Column::Name),
    ("state code", Column::Code),
    ("state name", Column::Name),
    ("territory", Column::Name),
    ("place", Column::Name),
    ("date", Column::AsOf),
];

/// The columns by heading.
pub struct Vocabulary {
    paths: BTreeMap<String, Column>,
    /// The columns by name. Several columns can share a name.
    labels: BTreeMap<String, Vec<Column>>,
    /// The paths and names as written, for suggestions.
    pub names: Vec<String>,
}

impl Vocabulary {
    /// The columns that a project's worksheets can have.
    pub fn new(project: &Project) -> Self {
        let mut all = Self {
            paths: BTreeMap::new(),
            labels: BTreeMap::new(),
            names: Vec::new(),
        };
        let aliases = ALIASES.map(|(name, column)| (name.to_owned(), column));
        for column in Column::all(project) {
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
            all.labels.entry(name).or_default().push(column);
        }
        all
    }

    /// Whether a heading is the path of a column.
    pub fn is_path(&self, heading: &str) -> bool {
        self.paths.contains_key(&folded(heading))
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
