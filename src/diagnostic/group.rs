//! Groups of diagnostics with one cause.
//!
//! A guard that takes out too much does so on the sheets of sixteen places, and sixteen warnings hide the others. The
//! diagnostics that name a [subject](Diagnostic::about) and differ in nothing else are shown to people as one: the first
//! of them in full, then their number and where the next ones are. Programs get each of them.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Severity, Sources, Unlisted, counted, listed};

/// The minimum number of diagnostics that are shown as one if their messages name different subjects. Fewer are read as
/// quickly one by one.
const LEAST: usize = 4;

/// The maximum number of files, and of lines in each of them, in the note on a group.
const MOST_LISTED: usize = 10;

/// Diagnostics that are shown as one.
pub(super) struct Group<'a> {
    /// The one that is shown in full.
    pub first: &'a Diagnostic,
    /// The others of the same cause.
    others: Vec<&'a Diagnostic>,
    /// The number of those of the same kind that were not kept.
    unlisted: usize,
}

/// Groups diagnostics by their cause. Each group stands where its first member stood. Diagnostics that were not kept
/// are counted in the group of their kind if there is only one, and returned otherwise.
pub(super) fn groups(
    all: Vec<&Diagnostic>,
    unlisted: Vec<Unlisted>,
) -> (Vec<Group<'_>>, Vec<Unlisted>) {
    let mut members: BTreeMap<Cause, usize> = BTreeMap::new();
    for cause in all.iter().filter_map(|one| Cause::of(one)) {
        *members.entry(cause).or_default() += 1;
    }
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut places: BTreeMap<Cause, usize> = BTreeMap::new();
    for first in all {
        let cause = Cause::of(first).filter(|cause| members[cause] >= cause.least());
        match cause.as_ref().and_then(|cause| places.get(cause)) {
            Some(place) => groups[*place].others.push(first),
            None => {
                places.extend(cause.map(|cause| (cause, groups.len())));
                groups.push(Group {
                    first,
                    others: Vec::new(),
                    unlisted: 0,
                });
            }
        }
    }
    let mut rest = Vec::new();
    for kind in unlisted {
        let is_of_kind = |group: &&mut Group<'_>| {
            (group.first.severity, group.first.code) == (kind.severity, kind.code)
        };
        let mut own = groups.iter_mut().filter(is_of_kind);
        match (own.next(), own.next()) {
            (Some(group), None) if !group.others.is_empty() => group.unlisted = kind.count,
            _ => rest.push(kind),
        }
    }
    (groups, rest)
}

impl Group<'_> {
    /// The number of the other members and where the first of them are, or `None` for a group of one.
    pub fn note(&self, sources: &Sources) -> Option<String> {
        let count = self.others.len() + self.unlisted;
        let has_subjects = self
            .others
            .iter()
            .any(|one| one.subject.as_deref() != Some(""));
        let places = match has_subjects {
            true => {
                let places = self.others.iter().map(|one| self.place(one, sources));
                let places: Vec<String> = places.collect();
                let places: Vec<&str> = places.iter().map(String::as_str).collect();
                format!(" {}", listed(&places))
            }
            false => format!("\n{}", lines(&self.others, sources)),
        };
        (count > 0).then(|| format!("and {count} more like this:{places}"))
    }

    /// The subject of a member, with its location unless that is the first member's.
    fn place(&self, member: &Diagnostic, sources: &Sources) -> String {
        let subject = member.subject.as_deref().unwrap_or_default();
        let at = location(member, sources)
            .filter(|at| Some(at) != location(self.first, sources).as_ref());
        match at {
            Some(at) => format!("{subject} ({at})"),
            None => subject.to_owned(),
        }
    }
}

/// The files of diagnostics, each on a line of its own with the numbers of the lines.
fn lines(all: &[&Diagnostic], sources: &Sources) -> String {
    let mut files: Vec<(&str, Vec<String>)> = Vec::new();
    for diagnostic in all {
        let span = diagnostic.place(sources);
        let file = match span {
            Some(span) => sources.path(span),
            None => diagnostic.file.as_deref().unwrap_or_default(),
        };
        let line = span.map(|span| match sources.cell(span) {
            Some(cell) => cell,
            None => sources.line_column(span).0.to_string(),
        });
        match files.iter_mut().find(|(known, _)| *known == file) {
            Some((_, lines)) => lines.extend(line),
            None => files.push((file, line.into_iter().collect())),
        }
    }
    let mut shown: Vec<String> = files
        .iter()
        .take(MOST_LISTED)
        .map(|(file, lines)| {
            let more = lines.len().saturating_sub(MOST_LISTED);
            let first = &lines[..lines.len() - more];
            match (lines.is_empty(), more) {
                (true, _) => (*file).to_owned(),
                (false, 0) => format!("{file}:{}", first.join(", ")),
                (false, more) => format!("{file}:{} and {more} others", first.join(", ")),
            }
        })
        .collect();
    let more = files.len().saturating_sub(MOST_LISTED);
    shown.extend((more > 0).then(|| format!("and {}", counted(more, "other file"))));
    shown.join("\n")
}

/// The file and line of a diagnostic, or its cell. `None` if it has no location.
fn location(diagnostic: &Diagnostic, sources: &Sources) -> Option<String> {
    let at = diagnostic
        .place(sources)
        .map(|span| match sources.cell(span) {
            Some(cell) => cell,
            None => format!("{}:{}", sources.path(span), sources.line_column(span).0),
        });
    at.or_else(|| diagnostic.file.clone())
}

/// Everything that the members of a group have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Cause {
    severity: Severity,
    code: Code,
    /// The message without its subject.
    message: String,
    has_subject: bool,
}

impl Cause {
    /// The cause of a diagnostic, or `None` for one that is always shown by itself.
    fn of(diagnostic: &Diagnostic) -> Option<Self> {
        let subject = diagnostic.subject.as_deref()?;
        let message = &diagnostic.message;
        Some(Self {
            severity: diagnostic.severity,
            code: diagnostic.code,
            message: match subject {
                "" => message.clone(),
                subject => message.replace(subject, "\u{0}"),
            },
            has_subject: !subject.is_empty(),
        })
    }

    /// The minimum number of members that are shown as one.
    fn least(&self) -> usize {
        match self.has_subject {
            true => LEAST,
            false => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warning(message: &str, subject: &str) -> Diagnostic {
        Diagnostic::file_error(Code::NoNumbers, format!("{subject}.toml"), message)
            .about(subject)
            .warning()
    }

    #[test]
    fn diagnostics_of_one_cause_are_one_group() {
        let of_four =
            ["A", "B", "C", "D"].map(|code| warning(&format!("nothing for {code}"), code));
        let of_three = ["A", "B", "C"].map(|code| warning(&format!("little for {code}"), code));
        let others = [warning("nothing for E", ""), warning("nothing for B", "A")];
        let all = of_four.iter().chain(&of_three).chain(&others);
        let (groups, _) = groups(all.collect(), Vec::new());
        assert_eq!(groups.len(), 1 + of_three.len() + others.len());
        let sources = Sources::default();
        assert_eq!(
            groups[0].note(&sources).as_deref(),
            Some("and 3 more like this: B (B.toml), C (C.toml) and D (D.toml)")
        );
        assert!(
            groups[1..]
                .iter()
                .all(|group| group.note(&sources).is_none())
        );
    }
}
