//! The names that placeholders can use. They are looked up when the text is compiled, so that a typo in a branch not
//! taken is found as well.

mod unit;

use super::data_text::DataText;
use super::footnote_names::FootnoteNames;
use crate::diagnostic::{did_you_mean, question};
use crate::project::dictionary::{HEAD, List, ListId, RESERVED};
use crate::project::{
    FigureId, FileReference, Level, Levels, Project, Publication, Reference, When, Whose,
};

/// The meaning of a name in a placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Name {
    /// A figure.
    Figure(Reference),
    /// The year of the sheet, or of the earlier files that this names.
    Year(When),
    /// A form of the name of the sheet's jurisdiction, or of the place of this level that it is within.
    State(Level, StateName),
    /// A text of the publication by its key.
    Publication(&'static str),
    /// A text of a data file.
    Data(DataText),
    /// The unit of a figure or of a field of a list.
    Unit(FigureId),
    /// The page number, in headers and footers only.
    Page,
    /// The number of pages, in headers and footers only.
    Pages,
    /// The number of the row in the order of the loop, from 1.
    Index,
    /// A call of a footnote that the text defines, by the index of its definition.
    Footnote(usize),
}

impl Name {
    /// The file that the name refers to, and the figure in it, if it names one. `None` for names that need no file.
    #[must_use]
    pub const fn file(self) -> Option<(FileReference, Option<FigureId>)> {
        match self {
            Self::Figure(figure) => Some((figure.file, Some(figure.id))),
            Self::Data(text) => Some((text.file(), None)),
            _ => None,
        }
    }
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

/// The name of the list of sources, which is a block of its own.
pub(super) const SOURCES: &str = "sources";

const STATE: [(&str, StateName); 4] = [
    ("name", StateName::Name),
    ("in_text", StateName::InText),
    ("of", StateName::Of),
    ("code", StateName::Code),
];

/// The context of a name in the text.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The project, which defines the names.
    pub project: &'a Project,
    /// The level of the areas whose sheets the text is for.
    pub level: Level,
    /// Whether the name is in a header or footer, in which page numbers are available.
    pub in_margin: bool,
    /// The row of the loop around the name, or `None` outside of loops.
    pub row: Option<RowContext<'a>>,
    /// The footnotes of the text, or `None` where none can be called.
    pub footnotes: Option<&'a FootnoteNames>,
}

/// The row of a loop as the text names it.
#[derive(Clone, Copy)]
pub struct RowContext<'a> {
    /// The name of a row: `row` of `{% for row in industries %}`.
    pub name: &'a str,
    /// The list, or `None` if it is unknown, which has been reported.
    pub list: Option<ListReference>,
}

/// A list in a file, relative to the sheet: `industries`, `national.industries`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListReference {
    /// The file.
    pub file: FileReference,
    /// The list.
    pub id: ListId,
}

/// Looks up a dotted name.
///
/// # Errors
///
/// An error if the name does not exist or is not allowed in this context. It suggests a similar name if there is one.
pub fn look_up(path: &str, context: Context<'_>) -> Result<Name, UnknownName> {
    if let Some(found) = unit::find(path, context) {
        return found;
    }
    if let Some(RowContext {
        name,
        list: Some(list),
    }) = context.row
        && let Some(rest) = path.strip_prefix(name)
        && (rest.is_empty() || rest.starts_with('.'))
    {
        return field(name, rest.trim_start_matches('.'), list, context.project);
    }
    if let Some(text) = text_of_file(path, context) {
        return Ok(Name::Data(text));
    }
    let (file, rest) = FileReference::split(path);
    if rest == "year" && file.whose == Whose::Own {
        return Ok(Name::Year(file.when));
    }
    let (root, rest) = path.split_once('.').unwrap_or((path, ""));
    match (root, rest) {
        ("page", "") if context.in_margin => Ok(Name::Page),
        ("pages", "") if context.in_margin => Ok(Name::Pages),
        ("page" | "pages", "") => Err(UnknownName {
            message: format!("`{path}` can be used in headers and footers only"),
            help: None,
        }),
        (SOURCES, "") => Err(UnknownName {
            message: "`sources` is a paragraph of its own".to_owned(),
            help: Some(
                "write {{ sources }} between blank lines, with nothing before or after it"
                    .to_owned(),
            ),
        }),
        ("loop", field) => index(field, context),
        ("publication", field) => publication(field, context.project),
        _ => match place(root, rest, context) {
            Some(found) => found,
            None => figure(path, context),
        },
    }
}

/// The text of a file of figures: `state.source`, `previous.national.source`. `None` if the name is no such text.
fn text_of_file(path: &str, context: Context<'_>) -> Option<DataText> {
    let (file, rest) = FileReference::split(path);
    let (whose, name) = match rest.split_once('.') {
        None => (Some(file.whose).filter(|whose| *whose != Whose::Own)?, rest),
        Some((root, name)) => {
            let level = context.project.publication.levels.find(root)?;
            let mut areas = [Whose::Own, Whose::Within, Whose::Nation].into_iter();
            let found = areas.find(|whose| whose.level(context.level) == Some(level))?;
            (found, name)
        }
    };
    DataText::of_file(name, FileReference { whose, ..file })
}

/// Looks up a name that begins with the name of the loop's row: `row.employees`.
fn field(
    name: &str,
    field: &str,
    list: ListReference,
    project: &Project,
) -> Result<Name, UnknownName> {
    let dictionary = &project.dictionary;
    let found = dictionary.field(list.id, field);
    found
        .map(|found| Name::Figure(Reference::in_file(list.file, found)))
        .ok_or_else(|| {
            let fields: Vec<&str> = dictionary
                .fields(list.id)
                .map(|(_, field)| field.key())
                .collect();
            unknown_field(name, field, &fields)
        })
}

/// Looks up what a loop tells of itself: `loop.index`.
fn index(field: &str, context: Context<'_>) -> Result<Name, UnknownName> {
    match field {
        "index" if context.row.is_some() => Ok(Name::Index),
        "index" => Err(UnknownName {
            message: "`loop.index` can be used in a loop only".to_owned(),
            help: Some("write {% for row in … %} and {% endfor %} around it".to_owned()),
        }),
        _ => Err(unknown_field("loop", field, &["index"])),
    }
}

/// Looks up a list: `industries`, `national.industries`.
///
/// # Errors
///
/// An error if there is no such list, as for [`look_up`].
pub fn look_up_list(path: &str, context: Context<'_>) -> Result<ListReference, UnknownName> {
    let (file, id) = FileReference::split(path);
    let dictionary = &context.project.dictionary;
    let level = file.whose.level(context.level);
    let has_it = |list: &List| level.is_some_and(|level| list.levels.contains(&level));
    let found = dictionary.find_list(id);
    if let Some(id) = found.filter(|id| has_it(dictionary.list(*id))) {
        return Ok(ListReference { file, id });
    }
    let known = dictionary.lists().map(|(_, list)| list);
    let known = known
        .filter(|list| has_it(list))
        .map(|list| list.id.as_str());
    let known: Vec<&str> = known.collect();
    if dictionary.find(id).is_some() {
        return Err(UnknownName {
            message: format!("`{path}` is a figure, not a list"),
            help: Some(format!(
                "print it with {{{{ {path} }}}}; a loop goes over the rows of a list"
            )),
        });
    }
    Err(UnknownName {
        message: format!("there is no list `{path}`"),
        help: Some(match did_you_mean(id, known.iter().copied()) {
            Some(near) => question(id, near, &format!("`{file}{near}`")),
            None if known.is_empty() => "declare it in data/figures.toml with [[list]]".to_owned(),
            None => format!("there are {}", known.join(", ")),
        }),
    })
}

/// Looks up a form of a place's name: `state.name`, `within.name`. `None` if the name is not of this form.
fn place(root: &str, field: &str, context: Context<'_>) -> Option<Result<Name, UnknownName>> {
    let levels = &context.project.publication.levels;
    let form = STATE.iter().find(|(name, _)| *name == field);
    let level = match root {
        "within" => context.level.above(),
        _ => levels.find(root),
    };
    // All other names after these are those of figures.
    let has_figures = matches!(root, "within" | Levels::NATIONAL);
    let is_level = level.is_some() || root == "state";
    if !is_level || (has_figures && form.is_none()) {
        return None;
    }
    let above = level.filter(|level| *level <= context.level);
    if above.is_none() {
        let own = levels.name(context.level);
        let is_of_place = form.is_some() || DataText::OF_FILES.contains(&field);
        return Some(Err(UnknownName {
            message: format!("a sheet of the level `{own}` has no `{root}`"),
            help: Some(match is_of_place {
                true => format!("write `{own}.{field}`"),
                false => format!("write `{field}` for the figure of the sheet's own place"),
            }),
        }));
    }
    let Some((_, form)) = form else {
        let forms = STATE.iter().map(|(name, _)| *name);
        let names: Vec<&str> = forms.chain(DataText::OF_FILES).collect();
        return Some(Err(unknown_field(root, field, &names)));
    };
    let has_name = |level: Level| {
        let nation = context.project.jurisdictions.nation();
        level != Level::NATIONAL || nation.is_some()
    };
    let level = above?;
    Some(match has_name(level) {
        true => Ok(Name::State(level, *form)),
        false => Err(UnknownName {
            message: "the nation has no name".to_owned(),
            help: Some(
                "add a table [national] with a code and a name to data/jurisdictions.toml"
                    .to_owned(),
            ),
        }),
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

fn figure(path: &str, context: Context<'_>) -> Result<Name, UnknownName> {
    let (file, id) = FileReference::split(path);
    let dictionary = &context.project.dictionary;
    let level = file.whose.level(context.level);
    let is_there = |level: Option<Level>, id| {
        level.is_some_and(|level| dictionary.get(id).levels.contains(&level))
    };
    let Some(found) = dictionary.find(id) else {
        let unknown = || Err(unknown_figure(file, id, context));
        return text_of_figure(path, context).unwrap_or_else(unknown);
    };
    if is_there(level, found) {
        return Ok(Name::Figure(Reference::in_file(file, found)));
    }
    let others = [Whose::Own, Whose::Within, Whose::Nation].into_iter();
    let mut others = others.filter(|whose| is_there(whose.level(context.level), found));
    let levels = &context.project.publication.levels;
    let owners = dictionary.get(found).levels.iter();
    let owners: Vec<String> = owners
        .map(|level| format!("`{}`", levels.name(*level)))
        .collect();
    let owners = format!("only the level {} has it", owners.join(" or "));
    let help = others.next().map_or(owners, |whose| {
        let name = FileReference { whose, ..file };
        match whose {
            Whose::Own => format!("each jurisdiction has its own: `{name}{id}`"),
            Whose::Within => format!("the place around it has one: `{name}{id}`"),
            Whose::Nation => format!("there is a national one: `{name}{id}`"),
        }
    });
    Err(UnknownName {
        message: format!("there is no figure `{path}`"),
        help: Some(help),
    })
}

/// The text of a figure, as in `missing.total.note`. `None` if the name is no such text.
fn text_of_figure(path: &str, context: Context<'_>) -> Option<Result<Name, UnknownName>> {
    let (root, name) = path.rsplit_once('.')?;
    let (_, id) = FileReference::split(root);
    context.project.dictionary.find(id)?;
    let found = match figure(root, context) {
        Ok(Name::Figure(figure)) => DataText::of_figure(name, figure),
        other => return Some(other),
    };
    let known = DataText::OF_FIGURES.into_iter().chain([unit::UNIT]);
    let unknown = || unknown_field(root, name, &Vec::from_iter(known));
    Some(found.map(Name::Data).ok_or_else(unknown))
}

/// The first list with the field of a name such as `row.employees`, outside of all loops.
fn list_with_field<'p>(file: FileReference, id: &str, context: Context<'p>) -> Option<&'p str> {
    let (_, field) = id.split_once('.')?;
    let dictionary = &context.project.dictionary;
    let mut lists = dictionary
        .lists()
        .filter(|_| file.is_own() && context.row.is_none());
    let found = lists.find(|(list, _)| dictionary.field(*list, field).is_some());
    found.map(|(_, list)| list.id.as_str())
}

fn unknown_figure(file: FileReference, id: &str, context: Context<'_>) -> UnknownName {
    let dictionary = &context.project.dictionary;
    let level = file.whose.level(context.level);
    let ids = || level.into_iter().flat_map(|level| dictionary.ids(level));
    let group = format!("{id}.");
    let members: Vec<String> = ids()
        .filter(|known| known.starts_with(&group))
        .map(|known| format!("`{file}{known}`"))
        .collect();
    if !members.is_empty() {
        return UnknownName {
            message: format!("`{file}{id}` is a group of figures, not a figure"),
            help: Some(format!("it has {}", members.join(", "))),
        };
    }
    let list = id.split('.').next().unwrap_or(id);
    if dictionary.find_list(list).is_some() {
        return UnknownName {
            message: format!("`{file}{id}` is not one figure: `{list}` is a list"),
            help: Some(format!(
                "write {{% for row in {file}{list} %}} … {{{{ row.… }}}} … {{% else %}} … {{% endfor %}}; what stands \
                 after {{% else %}} is for a list without rows"
            )),
        };
    }
    if let Some(list) = list_with_field(file, id, context) {
        let row = id.split('.').next().unwrap_or(id);
        return UnknownName {
            message: format!("`{id}` can be used only inside of a loop"),
            help: Some(format!(
                "write it between {{% for {row} in {list} %}} and {{% endfor %}}"
            )),
        };
    }
    if id.is_empty() {
        return UnknownName {
            message: format!(
                "`{}` by itself prints nothing",
                file.to_string().trim_end_matches('.')
            ),
            help: Some("write the id of a figure after it".to_owned()),
        };
    }
    if let Some((when, rest)) = id.split_once('.')
        && When::of_word(when).is_some()
    {
        return UnknownName {
            message: format!("there is no figure `{file}{id}`"),
            help: Some(format!("write the year first: `{when}.{file}{rest}`")),
        };
    }
    let roots: &[&str] = if file.is_own() { &RESERVED } else { &[] };
    let near = did_you_mean(id, ids().chain(roots.iter().copied()));
    UnknownName {
        message: format!("there is no figure `{file}{id}`"),
        help: Some(match near {
            Some(near) => question(id, near, &format!("`{file}{near}`")),
            None if DataText::OF_FILES.contains(&id) => {
                let own = context.project.publication.levels.name(context.level);
                format!("write `{own}.{id}`")
            }
            None if HEAD.contains(&id) => {
                "the text cannot print the keys at the top of a data file".to_owned()
            }
            None => "declare it in data/figures.toml, or correct the name".to_owned(),
        }),
    }
}
