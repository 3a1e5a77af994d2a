//! The diagnostics of a run.
//!
//! A wrong file can have a mistake on each of a million lines, and no reader goes through more than the first hundred.
//! The first hundred diagnostics of each kind are therefore kept. Of the others only a digest is kept, which is enough
//! to count each of them once.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::{Code, Diagnostic, Severity, Sources, Span};

/// The number of diagnostics of a kind that are kept and shown.
pub const MOST_OF_A_KIND: usize = 100;

/// A kind of diagnostics: one severity and one code.
type Kind = (Severity, Code);

/// The trace of a diagnostic that is not kept: its first byte, and a digest of everything that does not change when
/// spans are moved.
type Remembered = (usize, u64);

/// The diagnostics of a run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    items: Vec<Diagnostic>,
    /// Digests of the diagnostics that are not kept, and of repetitions.
    others: BTreeMap<Kind, Vec<Remembered>>,
}

/// A point in the life of a report. It belongs to the report that [`Report::mark`] was called on.
#[derive(Clone, Copy, Debug)]
pub struct Mark(usize);

/// The number of diagnostics of a kind that are not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unlisted {
    /// Their severity.
    pub severity: Severity,
    /// Their code.
    pub code: Code,
    /// Their number, each counted once.
    pub count: usize,
}

impl Report {
    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let kind = kind(&diagnostic);
        let kept = || self.items.iter().filter(|item| self::kind(item) == kind);
        // A mistake in the words is found again on every sheet.
        let is_known = kept().any(|item| is_same(item, &diagnostic));
        if kept().count() < MOST_OF_A_KIND && !is_known {
            self.items.push(diagnostic);
        } else {
            let others = self.others.entry(kind).or_default();
            others.push(remembered(&diagnostic));
        }
    }

    /// Adds an error that its message explains by itself.
    pub fn error(&mut self, code: Code, span: impl Into<Span>, message: impl Into<String>) {
        self.push(Diagnostic::error(code, span, message));
    }

    /// Adds all of another report.
    pub fn append(&mut self, other: Self) {
        self.extend(other.items);
        for (kind, mut others) in other.others {
            self.others.entry(kind).or_default().append(&mut others);
        }
    }

    /// The report with all spans moved.
    #[must_use]
    pub fn moved(mut self, place: impl Fn(Span) -> Span) -> Self {
        for item in &mut self.items {
            let own = item.span.iter_mut();
            let fix = item.fix.iter_mut().map(|fix| &mut fix.span);
            let labels = item.labels.iter_mut().map(|label| &mut label.span);
            for span in own.chain(labels).chain(fix) {
                *span = place(*span);
            }
        }
        for (start, _) in self.others.values_mut().flatten() {
            *start = place(Span::new(*start, *start)).start;
        }
        self
    }

    /// Returns `true` if the report has a diagnostic with the same code and message, at any location.
    #[must_use]
    pub fn says(&self, other: &Diagnostic) -> bool {
        let is_same = |d: &Diagnostic| (d.code, &d.message) == (other.code, &other.message);
        self.items.iter().any(is_same)
    }

    /// The report without the diagnostics of a code.
    #[must_use]
    pub fn without(self, code: Code) -> Self {
        self.filtered(|(_, known)| known != code)
    }

    /// The report with only the diagnostics of some codes.
    #[must_use]
    pub fn only(self, codes: &[Code]) -> Self {
        self.filtered(|(_, known)| codes.contains(&known))
    }

    /// The report with only its errors.
    #[must_use]
    pub fn only_errors(mut self) -> Self {
        self.items.retain(|d| d.severity == Severity::Error);
        self
    }

    /// The report without notes.
    #[must_use]
    pub fn without_notes(self) -> Self {
        self.filtered(|(severity, _)| severity != Severity::Note)
    }

    fn filtered(mut self, is_wanted: impl Fn(Kind) -> bool) -> Self {
        self.items.retain(|item| is_wanted(kind(item)));
        self.others.retain(|kind, _| is_wanted(*kind));
        self
    }

    /// Returns `true` if the report is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The number of diagnostics of a severity, each counted once.
    #[must_use]
    pub fn count(&self, severity: Severity, sources: &Sources) -> usize {
        let (listed, unlisted) = self.listed(sources);
        let listed = listed.iter().filter(|d| d.severity == severity).count();
        let unlisted = unlisted.iter().filter(|kind| kind.severity == severity);
        listed + unlisted.map(|kind| kind.count).sum::<usize>()
    }

    /// Turns all warnings into errors.
    pub fn deny_warnings(&mut self) {
        let warnings = self.items.iter_mut();
        for warning in warnings.filter(|d| d.severity == Severity::Warning) {
            warning.severity = Severity::Error;
        }
        for ((severity, code), mut others) in std::mem::take(&mut self.others) {
            let severity = match severity {
                Severity::Warning => Severity::Error,
                other => other,
            };
            let known = self.others.entry((severity, code)).or_default();
            known.append(&mut others);
        }
    }

    /// A point in time for [`Report::errors_since`].
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark(self.errors())
    }

    /// The number of errors that were pushed after a mark. Warnings and notes do not count, so a file
    /// with a warning is still a sound file.
    #[must_use]
    pub fn errors_since(&self, mark: Mark) -> usize {
        self.errors().saturating_sub(mark.0)
    }

    /// The number of errors that were added, including repetitions.
    fn errors(&self) -> usize {
        let kept = self.items.iter().filter(|d| d.severity == Severity::Error);
        let others = self.others.iter();
        let others = others.filter(|((severity, _), _)| *severity == Severity::Error);
        kept.count() + others.map(|(_, others)| others.len()).sum::<usize>()
    }

    /// Returns `true` if the report has an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|d| d.severity == Severity::Error)
    }

    /// Returns `true` if an error is the system's and not the user's.
    #[must_use]
    pub fn machine_failed(&self) -> bool {
        self.items.iter().any(|d| d.code == Code::MachineFailed)
    }

    /// The kept diagnostics, sorted by file and location, each once. A mistake in the text is found again on every
    /// sheet, and a missing character in every font.
    #[must_use]
    pub fn sorted(&self, sources: &Sources) -> Vec<&Diagnostic> {
        let key = |d: &Diagnostic| {
            let (file, start) = match d.place(sources) {
                Some(span) => (sources.path(span).to_owned(), span.start),
                None => (d.file.clone().unwrap_or_default(), 0),
            };
            (file, start, d.code, d.message.clone())
        };
        let keyed = self.items.iter().map(|item| (key(item), item));
        let mut keyed: Vec<_> = keyed.collect();
        keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
        keyed.dedup_by(|(one, _), (other, _)| one == other);
        keyed.into_iter().map(|(_, item)| item).collect()
    }

    /// The shown diagnostics in order, and the number of others of each kind.
    #[must_use]
    pub fn listed(&self, sources: &Sources) -> (Vec<&Diagnostic>, Vec<Unlisted>) {
        let mut listed = self.sorted(sources);
        let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
        // A denied warning has become an error, so a kind can now have more than the limit.
        listed.retain(|item| {
            let count = counts.entry(kind(item)).or_default();
            *count += 1;
            *count <= MOST_OF_A_KIND
        });
        let beyond = counts.iter().map(|(kind, count)| {
            let others = self.others.get(kind);
            let others = others.map_or(0, |others| self.count_unkept(*kind, others));
            Unlisted {
                severity: kind.0,
                code: kind.1,
                count: count.saturating_sub(MOST_OF_A_KIND) + others,
            }
        });
        let beyond = beyond.filter(|kind| kind.count > 0).collect();
        (listed, beyond)
    }

    /// The number of diagnostics of a kind that are not kept, each counted once.
    fn count_unkept(&self, kind: Kind, others: &[Remembered]) -> usize {
        let kept = self.items.iter().filter(|item| self::kind(item) == kind);
        let kept: BTreeSet<Remembered> = kept.map(remembered).collect();
        let others: BTreeSet<Remembered> = others.iter().copied().collect();
        others.difference(&kept).count()
    }
}

fn kind(diagnostic: &Diagnostic) -> Kind {
    (diagnostic.severity, diagnostic.code)
}

/// Returns `true` if two diagnostics have the same message and location.
fn is_same(one: &Diagnostic, other: &Diagnostic) -> bool {
    let start = |d: &Diagnostic| d.span.map(|span| span.start);
    start(one) == start(other)
        && (&one.message, &one.file, &one.at) == (&other.message, &other.file, &other.at)
}

fn remembered(diagnostic: &Diagnostic) -> Remembered {
    let mut hasher = FxHasher::default();
    let Diagnostic {
        message, file, at, ..
    } = diagnostic;
    (message, file, at, diagnostic.span.is_some()).hash(&mut hasher);
    let start = diagnostic.span.map_or(0, |span| span.start);
    (start, hasher.finish())
}

impl FromIterator<Diagnostic> for Report {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(items: I) -> Self {
        let mut report = Self::default();
        report.extend(items);
        report
    }
}

impl Extend<Diagnostic> for Report {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, items: I) {
        for item in items {
            self.push(item);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(code: Code, number: usize) -> Diagnostic {
        Diagnostic::nowhere(code, format!("number {number}"))
    }

    #[test]
    fn of_a_kind_the_first_are_kept_and_all_are_counted_once() {
        let sources = Sources::default();
        let mut report: Report = (0..1_012).map(|n| error(Code::WrongValue, n)).collect();
        report.push(error(Code::UnknownKey, 1));
        // Repetitions do not count, neither of kept diagnostics nor of the others.
        report.append((0..1_012).map(|n| error(Code::WrongValue, n)).collect());
        let (listed, unlisted) = report.listed(&sources);
        assert_eq!(listed.len(), 101);
        let [more] = unlisted[..] else { panic!() };
        assert_eq!((more.code, more.count), (Code::WrongValue, 912));
        assert_eq!(report.count(Severity::Error, &sources), 1_013);
        assert_eq!(report.errors(), 2 * 1_012 + 1);
        assert_eq!(report.without(Code::WrongValue).errors(), 1);
    }

    #[test]
    fn warnings_are_no_errors_since_a_mark_and_repeated_errors_are() {
        let mut report: Report = (0..150).map(|n| error(Code::WrongValue, n)).collect();
        let mark = report.mark();
        report.push(error(Code::UnknownKey, 1).warning());
        report.push(error(Code::UnknownKey, 2).note());
        assert_eq!(report.errors_since(mark), 0);
        report.push(error(Code::WrongValue, 3));
        report.push(error(Code::WrongValue, 151));
        report.push(error(Code::Empty, 1));
        assert_eq!(report.errors_since(mark), 3);
    }

    #[test]
    fn denied_warnings_are_bounded_with_the_errors_of_their_kind() {
        let sources = Sources::default();
        let mut report: Report = (0..150).map(|n| error(Code::WrongValue, n)).collect();
        report.extend((150..300).map(|n| error(Code::WrongValue, n).warning()));
        report.deny_warnings();
        let (listed, unlisted) = report.listed(&sources);
        assert_eq!(listed.len(), 100);
        assert_eq!(unlisted[0].count, 200);
        assert_eq!(report.count(Severity::Error, &sources), 300);
    }
}
