//! Comparison of the figures of two years, or of two folders.
//!
//! [`compare()`] compares two sets of figures file by file and figure by figure. [`table()`], [`csv()`], [`markdown()`]
//! and [`json()`] format the result. Figures are matched by id, because each set has a dictionary of its own; rows of lists
//! by the key of their list, because their order says nothing.

mod change;
mod compare;
mod csv;
mod json;
mod lists;
mod markdown;
mod table;

pub use change::Change;
pub use compare::{FigureSet, compare};
pub use csv::csv;
pub use json::json;
pub use markdown::markdown;
pub use table::table;

use std::borrow::Cow;

use crate::diagnostic::{counted, listed};
use crate::project::values::BLANK;
use crate::project::{Amount, Kind, Number, Status};

/// The differences between two sets of figures.
#[derive(Debug)]
pub struct Comparison {
    /// The older set.
    pub old: Side,
    /// The newer set.
    pub new: Side,
    /// The areas with something to report: the nation first, then by code.
    pub areas: Vec<AreaDiff>,
    /// The number of files compared.
    pub files: usize,
    /// The codes of jurisdictions whose figures seem to be swapped.
    pub swapped: Vec<(String, String)>,
}

/// One of the two sets.
#[derive(Clone, Debug)]
pub struct Side {
    /// The year.
    pub year: u16,
    /// The name: a year, or the path of a folder.
    pub name: String,
}

/// The differences of an area.
#[derive(Debug)]
pub struct AreaDiff {
    /// The jurisdiction's code; `None` for the nation.
    pub code: Option<String>,
    /// The name, for display.
    pub name: String,
    /// The sides that have the file.
    pub presence: Presence,
    /// The old and the new status, when they differ.
    pub status: Option<(Status, Status)>,
    /// The figures with something to report, in the order of the dictionary, then the fields of the rows of lists.
    pub rows: Vec<FigureDiff>,
}

/// The sides that have a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Both.
    Both,
    /// Only the newer.
    Appeared,
    /// Only the older.
    Disappeared,
}

/// The difference of a figure, or of a field in a row of a list.
#[derive(Debug)]
pub struct FigureDiff {
    /// The id.
    pub id: String,
    /// The row, by the value of the key of its list or by its number from 1; `None` for a figure.
    pub row: Option<String>,
    /// The name, for display.
    pub label: String,
    /// The kind.
    pub kind: Kind,
    /// The old value; `None` when the file has none.
    pub old: Option<Value>,
    /// The new value; `None` when the file has none.
    pub new: Option<Value>,
    /// The change, when both are numbers and differ.
    pub change: Option<Change>,
    /// The reasons to look at the figure.
    pub flags: Vec<Flag>,
}

/// The value of a figure in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number or its absence, and the printed text if the file has one.
    Given(Amount, Option<String>),
    /// The value is still to be filled in.
    Blank,
}

impl Value {
    /// The number, if there is one.
    #[must_use]
    pub fn number(&self) -> Option<Number> {
        self.said().ok()
    }

    /// The number, or the date, text or word in its place.
    fn said(&self) -> Result<Number, Cow<'_, str>> {
        match self {
            Self::Given(Amount::Number(number), _) => Ok(*number),
            Self::Given(Amount::Date(date), _) => Err(date.to_string().into()),
            Self::Given(Amount::Text, text) => Err(text.as_deref().unwrap_or_default().into()),
            Self::Given(absence, _) => Err(absence.absence().unwrap_or_default().into()),
            Self::Blank => Err(BLANK.into()),
        }
    }
}

/// A reason to look at a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// The change exceeds the dictionary's limit.
    Jump,
    /// The number is the same in another year.
    Unchanged,
    /// The number is the same and its printed text differs.
    Text,
    /// The value is still to be filled in.
    ToFillIn,
    /// Only the new file has the figure.
    Appeared,
    /// Only the old file has the figure.
    Disappeared,
}

impl Flag {
    /// The name of the flag.
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

impl FigureDiff {
    /// Whether both values are the same.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.old == self.new
    }

    /// Whether the row has a flag.
    #[must_use]
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }

    /// The id with the row: `trades.stalls[Flowers]`.
    fn name(&self) -> String {
        match &self.row {
            Some(row) => format!("{}[{row}]", self.id),
            None => self.id.clone(),
        }
    }

    /// The old and new value, the change and the change in percent, for display.
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

    /// The names of the flags.
    fn flags(&self, between: &str) -> String {
        let names: Vec<&str> = self.flags.iter().map(|flag| flag.name()).collect();
        names.join(between)
    }
}

impl AreaDiff {
    /// Whether both files are the same in everything compared.
    #[must_use]
    pub fn is_same(&self) -> bool {
        let same_rows = self.rows.iter().all(FigureDiff::is_same);
        self.presence == Presence::Both && self.status.is_none() && same_rows
    }

    /// The name, with the code if there is one.
    fn title(&self) -> String {
        match &self.code {
            Some(code) => format!("{} ({code})", self.name),
            None => self.name.clone(),
        }
    }

    /// The remark on the file.
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
    /// Whether the two sets are the same.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.areas.iter().all(AreaDiff::is_same)
    }

    /// The number of differences, as one sentence.
    fn summary(&self) -> String {
        if self.areas.is_empty() {
            return "nothing is different".to_owned();
        }
        let rows = || self.areas.iter().flat_map(|place| &place.rows);
        let different = rows().filter(|row| !row.is_same()).count();
        let areas = self.areas.iter().filter(|place| !place.is_same()).count();
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
            "{different} {} different in {areas} of {} files",
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

    /// A sentence for each pair of jurisdictions whose figures seem to be swapped.
    fn swaps(&self) -> impl Iterator<Item = String> {
        self.swapped.iter().map(|(one, other)| {
            format!(
                "{one} and {other} seem to be swapped: each fits what the other had in {} better",
                self.old.name
            )
        })
    }
}

/// A value for display: `8,249`, `suppressed`, `?`.
fn shown(value: Option<&Value>, kind: Kind) -> String {
    match value.map(Value::said) {
        None => "–".to_owned(),
        Some(Err(word)) => word.into_owned(),
        Some(Ok(number)) => {
            let digits = Amount::Number(number).written(kind);
            let digits = digits.replace('_', ",").replace('-', "−");
            format!("{digits}{}", kind.plain_unit())
        }
    }
}
