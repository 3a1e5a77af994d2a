//! The names that placeholders can use. They are looked up when the text is compiled, so that a typo in a branch not
//! taken is found as well.

use crate::diagnostic::{did_you_mean, question};
use crate::project::dictionary::{HEAD, RESERVED};
use crate::project::{Project, Publication, Reference, Scope, Whose};

/// The meaning of a name in a placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Name {
    /// A figure.
    Figure(Reference),
    /// The year of the sheet.
    Year,
    /// A form of the jurisdiction's name.
    State(StateName),
    /// A text of the publication by its key.
    Publication(&'static str),
    /// The page number, in headers and footers only.
    Page,
    /// The number of pages, in headers and footers only.
    Pages,
}

/// A form of the jurisdiction's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StateName {
    /// The plain name.
    Name,
    /// The name inside a sentence.
    InText,
    /// The name after the word for "of".
    Of,
    /// The code.
    Code,
}

/// The error of a name that cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// The problem.
    pub message: String,
    /// The advice.
    pub help: Option<String>,
}

const STATE: [(&str, StateName); 4] = [
    ("name", StateName::Name),
    ("in_text", StateName::InText),
    ("of", StateName::Of),
    ("code", StateName::Code),
];

/// Looks up a dotted name. `in_margin` is true in headers and footers.
///
/// # Errors
///
/// An error if the name does not exist or is not allowed in this context. It suggests a similar name if there is one.
pub fn look_up(path: &str, project: &Project, in_margin: bool) -> Result<Name, UnknownName> {
    let (root, rest) = path.split_once('.').unwrap_or((path, ""));
    match (root, rest) {
        ("year", "") => Ok(Name::Year),
        ("page", "") if in_margin => Ok(Name::Page),
        ("pages", "") if in_margin => Ok(Name::Pages),
        ("page" | "pages", "") => Err(UnknownName {
            message: format!("`{path}` can be used in headers and footers only"),
            help: None,
        }),
        ("state", field) => state(field),
        ("publication", field) => publication(field, project),
        ("national", id) => figure(id, Whose::Nation, project),
        _ => figure(path, Whose::Own, project),
    }
}

fn state(field: &str) -> Result<Name, UnknownName> {
    let found = STATE.iter().find(|(name, _)| *name == field);
    found.map(|(_, name)| Name::State(*name)).ok_or_else(|| {
        let names = STATE.map(|(name, _)| name);
        unknown_field("state", field, &names)
    })
}

fn publication(field: &str, project: &Project) -> Result<Name, UnknownName> {
    let known = Publication::FIELDS.iter().find(|name| **name == field);
    let Some(name) = known else {
        return Err(unknown_field("publication", field, &Publication::FIELDS));
    };
    match project.publication.field(name) {
        Some(_) => Ok(Name::Publication(name)),
        None => Err(UnknownName {
            message: format!("the publication has no {name}"),
            help: Some(format!("add {name} = \"…\" to data/publication.toml")),
        }),
    }
}

fn unknown_field(root: &str, field: &str, known: &[&str]) -> UnknownName {
    let near = did_you_mean(field, known.iter().copied());
    let all: Vec<String> = known.iter().map(|name| format!("{root}.{name}")).collect();
    let message = if field.is_empty() {
        format!("`{root}` by itself prints nothing")
    } else {
        format!("there is no `{root}.{field}`")
    };
    UnknownName {
        message,
        help: Some(match near {
            Some(near) => question(field, near, &format!("`{root}.{near}`")),
            None => format!("there are {}", all.join(", ")),
        }),
    }
}

fn figure(id: &str, whose: Whose, project: &Project) -> Result<Name, UnknownName> {
    let dictionary = &project.dictionary;
    let prefix = whose.prefix();
    let Some(found) = dictionary.find(id) else {
        return Err(unknown_figure(id, whose, project));
    };
    if dictionary
        .get(found)
        .scopes
        .contains(&whose.scope(Scope::State))
    {
        return Ok(Name::Figure(Reference { whose, id: found }));
    }
    let help = match whose {
        Whose::Own => format!("there is a national one: `national.{id}`"),
        Whose::Nation => format!("each jurisdiction has its own: `{id}`"),
    };
    Err(UnknownName {
        message: format!("there is no figure `{prefix}{id}`"),
        help: Some(help),
    })
}

fn unknown_figure(id: &str, whose: Whose, project: &Project) -> UnknownName {
    let dictionary = &project.dictionary;
    let prefix = whose.prefix();
    let group = format!("{id}.");
    let members: Vec<String> = dictionary
        .ids(whose.scope(Scope::State))
        .filter(|known| known.starts_with(&group))
        .map(|known| format!("`{prefix}{known}`"))
        .collect();
    if !members.is_empty() {
        return UnknownName {
            message: format!("`{prefix}{id}` is a group of figures, not a figure"),
            help: Some(format!("it has {}", members.join(", "))),
        };
    }
    let roots = match whose {
        Whose::Own => RESERVED.as_slice(),
        Whose::Nation => &[],
    };
    let candidates = dictionary
        .ids(whose.scope(Scope::State))
        .chain(roots.iter().copied());
    let near = did_you_mean(id, candidates);
    UnknownName {
        message: format!("there is no figure `{prefix}{id}`"),
        help: Some(match near {
            Some(near) => question(id, near, &format!("`{prefix}{near}`")),
            None if HEAD.contains(&id) => {
                "the text cannot print the keys at the top of a data file".to_owned()
            }
            None => "declare it in data/figures.toml, or correct the name".to_owned(),
        }),
    }
}
