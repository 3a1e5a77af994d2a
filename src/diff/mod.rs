//! What is different between the figures of two years, or of two folders.
//!
//! [`compare()`] holds two sets of figures against each other, file by file and figure by figure; [`table()`],
//! [`csv()`], [`markdown()`] and [`json()`] show what came of it. A figure is known by its id, so that the two may
//! have dictionaries of their own.

mod change;
mod compare;
mod csv;
mod json;
mod markdown;
mod table;

pub use change::Change;
pub use compare::{Figures, compare};
pub use csv::csv;
pub use json::json;
pub use markdown::markdown;
pub use table::table;

use crate::diagnostic::{counted, listed};
use crate::project::values::BLANK;
use crate::project::{Amount, Kind, Number, Status};

/// Two sets of figures held against each other.
#[derive(Debug)]
pub struct Comparison {
    /// The year of the older ones, and how they are called.
    pub old: Side,
    /// The same of the newer ones.
    pub new: Side,
    /// The files of which something is to be said: that of the nation first, the others by their codes.
    pub places: Vec<Place>,
    /// How many files were compared.
    pub files: usize,
    /// The codes of jurisdictions that seem to have each other's figures.
    pub swapped: Vec<(String, String)>,
}

/// One of two sets of figures.
#[derive(Clone, Debug)]
pub struct Side {
    /// Their year.
    pub year: u16,
    /// A year, or the path of a folder.
    pub name: String,
}

/// What is to be said of a file.
#[derive(Debug)]
pub struct Place {
    /// The code of the jurisdiction; none for the nation.
    pub code: Option<String>,
    /// Its name, for people.
    pub name: String,
    /// Whether it is in both, or only in one of the two.
    pub presence: Presence,
    /// The status in both, when it is another.
    pub status: Option<(Status, Status)>,
    /// The figures of which something is to be said, in the order of the dictionary.
    pub rows: Vec<Row>,
}

/// In which of the two something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// In both.
    Both,
    /// Only in the new one.
    Appeared,
    /// Only in the old one.
    Disappeared,
}

/// What is to be said of a figure.
#[derive(Debug)]
pub struct Row {
    /// The figure's id.
    pub id: String,
    /// Its name, for people.
    pub label: String,
    /// What it measures.
    pub kind: Kind,
    /// What the old file says; nothing when it has no such figure.
    pub old: Option<Value>,
    /// What the new file says.
    pub new: Option<Value>,
    /// How far the number has moved, when there are two.
    pub change: Option<Change>,
    /// What somebody should look at.
    pub flags: Vec<Flag>,
}

/// What a file says of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number or why there is none, and how it is printed where that is said.
    Given(Amount, Option<String>),
    /// It is still to be filled in.
    Blank,
}

impl Value {
    /// The number, if there is one.
    #[must_use]
    pub fn number(&self) -> Option<Number> {
        self.said().ok()
    }

    /// The number, or the word that stands in its place.
    fn said(&self) -> Result<Number, &'static str> {
        match self {
            Self::Given(amount, _) => amount.number().ok_or(amount.absence().unwrap_or_default()),
            Self::Blank => Err(BLANK),
        }
    }
}

/// Something about a figure that somebody should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// It has changed by more than its dictionary expects.
    Jump,
    /// It has the number of another year.
    Unchanged,
    /// The number is the same, and is printed otherwise.
    Text,
    /// It is still to be filled in.
    ToFillIn,
    /// It is in the new file only.
    Appeared,
    /// It is in the old file only.
    Disappeared,
}

impl Flag {
    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jump => "jump",
            Self::Unchanged => "unchanged",
            Self::Text => "printed otherwise",
            Self::ToFillIn => "to be filled in",
            Self::Appeared => "appeared",
            Self::Disappeared => "disappeared",
        }
    }
}

impl Row {
    /// Whether both files say the same.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.old == self.new
    }

    /// Whether somebody should look at it for this.
    #[must_use]
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }

    /// Old and new, the change and that in percent, for people.
    fn shown(&self) -> [String; 4] {
        let change = self.change.as_ref();
        let percent = change.and_then(Change::shown_percent);
        [
            shown(self.old.as_ref(), self.kind),
            shown(self.new.as_ref(), self.kind),
            change.map_or_else(String::new, Change::shown),
            percent.unwrap_or_default(),
        ]
    }

    /// The words for all that somebody should look at.
    fn flags(&self, between: &str) -> String {
        let names: Vec<&str> = self.flags.iter().map(|flag| flag.name()).collect();
        names.join(between)
    }
}

impl Place {
    /// Whether both files say the same of everything that is compared.
    #[must_use]
    pub fn is_same(&self) -> bool {
        let same_rows = self.rows.iter().all(Row::is_same);
        self.presence == Presence::Both && self.status.is_none() && same_rows
    }

    /// The name, with the code where there is one.
    fn title(&self) -> String {
        match &self.code {
            Some(code) => format!("{} ({code})", self.name),
            None => self.name.clone(),
        }
    }

    /// What is said of the file as a whole.
    fn remark(&self) -> Option<String> {
        let figures = counted(self.rows.len(), "figure");
        match (self.presence, self.status) {
            (Presence::Appeared, _) => Some(format!("appeared, with {figures}")),
            (Presence::Disappeared, _) => Some(format!("disappeared, with {figures}")),
            (Presence::Both, Some((old, new))) => Some(format!("status {old} → {new}")),
            (Presence::Both, None) => None,
        }
    }
}

impl Comparison {
    /// Whether the two are the same.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.places.iter().all(Place::is_same)
    }

    /// How much is different, in one sentence.
    fn summary(&self) -> String {
        if self.places.is_empty() {
            return "nothing is different".to_owned();
        }
        let rows = || self.places.iter().flat_map(|place| &place.rows);
        let different = rows().filter(|row| !row.is_same()).count();
        let places = self.places.iter().filter(|place| !place.is_same()).count();
        let with = |flag: Flag| rows().filter(|row| row.has(flag)).count();
        let noted = [
            (with(Flag::Jump), "jump", "jumps"),
            (with(Flag::Unchanged), "unchanged", "unchanged"),
            (with(Flag::ToFillIn), "to be filled in", "to be filled in"),
        ];
        let noted = noted.into_iter().filter(|(count, ..)| *count > 0);
        let noted: Vec<String> = noted
            .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
            .collect();
        let noted: Vec<&str> = noted.iter().map(String::as_str).collect();
        let mut summary = format!(
            "{different} {} different in {places} of {} files",
            if different == 1 {
                "figure is"
            } else {
                "figures are"
            },
            self.files
        );
        if !noted.is_empty() {
            summary = format!("{summary}; {}", listed(&noted));
        }
        summary
    }

    /// Sentences about jurisdictions that seem to have each other's figures.
    fn swaps(&self) -> impl Iterator<Item = String> {
        self.swapped.iter().map(|(one, other)| {
            format!(
                "{one} and {other} seem to be swapped: each fits what the other had in {} better",
                self.old.name
            )
        })
    }
}

/// A value for people: `8,249`, `suppressed`, `?`.
fn shown(value: Option<&Value>, kind: Kind) -> String {
    match value.map(Value::said) {
        None => "–".to_owned(),
        Some(Err(word)) => word.to_owned(),
        Some(Ok(number)) => format!("{}{}", number.grouped(','), kind.sign()),
    }
}
