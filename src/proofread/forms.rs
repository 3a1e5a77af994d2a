//! Finds forms of a jurisdiction's name that do not fit every jurisdiction, such as "in District of Columbia".
//!
//! An editor sees the sheet of one jurisdiction, on which the form is right.

use crate::copy::compiled::Node;
use crate::copy::{Copy, Name, Setting, StateName};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::language::NameForms;
use crate::project::Jurisdiction;

/// The markup that can stand between a word and a placeholder without a change to the sentence.
const MARKUP: [char; 8] = ['*', '_', '(', '[', '"', '“', '”', '‘'];

/// The placeholders that print a form of the name which is wrong for some jurisdictions.
pub(super) fn wrong(copy: &Copy, setting: Setting<'_>) -> Vec<Diagnostic> {
    let Some(forms) = setting.language.name_forms() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    copy.for_each_node(&mut |nodes, index| {
        if let Node::Print(print) = &nodes[index]
            && let Name::State(_, form) = print.name
        {
            let words = |index: Option<usize>| match index.and_then(|index| nodes.get(index)) {
                Some(Node::Words { text, .. }) => text.as_str(),
                _ => "",
            };
            let around = Around {
                before: words(index.checked_sub(1)),
                span: print.span,
                after: words(Some(index + 1)),
            };
            found.extend(problem(forms, &around, form, setting));
        }
    });
    found
}

/// A placeholder with the text right before and after it, empty where there is none.
struct Around<'w> {
    before: &'w str,
    /// The place of the placeholder.
    span: Span,
    after: &'w str,
}

/// The warning about a form of the name that does not fit some jurisdiction after the word before it.
fn problem(
    forms: &NameForms,
    words: &Around<'_>,
    form: StateName,
    setting: Setting<'_>,
) -> Option<Diagnostic> {
    let before = words.before.trim_end_matches(MARKUP);
    let before = before
        .strip_suffix(char::is_whitespace)
        .or(before.strip_suffix("&nbsp;"))?;
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next()?;
    let better = Better::of(forms, &word.to_lowercase(), form, words.after)?;
    let mut places = setting.project.jurisdictions.iter();
    let place = places.find(|place| better.differs(place, form, forms, setting))?;
    let printed = setting.state_name(place, form).0;
    let message = format!("this form of the name does not fit {printed}");
    let help = match better {
        Better::Of => format!("write {{{{ state.of }}}} without `{word}` before it"),
        Better::InText => "write {{ state.in_text }}".to_owned(),
        Better::AnotherWord => format!("say it without `{word}` before the name"),
        Better::NoWord => format!("take `{word}` out of the text"),
    };
    let warning = Diagnostic::error(Code::WrongForm, words.span, message).warning();
    let label = format!("it prints “{word} {printed}”");
    Some(warning.label(label).help(help))
}

/// Whether the name is an attribute of the word after it.
fn is_attribute(forms: &NameForms, after: &str) -> bool {
    let after = after.trim_start_matches(MARKUP);
    let Some(after) = after.strip_prefix(char::is_whitespace) else {
        return false;
    };
    let next = after.split(|c: char| !c.is_alphabetic()).next();
    let next = next.filter(|next| !next.is_empty());
    let can_be = !forms.after_names.is_empty();
    can_be && next.is_some_and(|next| !forms.after_names.contains(&next))
}

/// The form to write instead.
#[derive(Clone, Copy)]
enum Better {
    Of,
    InText,
    AnotherWord,
    NoWord,
}

impl Better {
    /// The better form after a word in small letters, or `None` when the form fits.
    fn of(forms: &NameForms, word: &str, form: StateName, after: &str) -> Option<Self> {
        let is_doubled = match form {
            StateName::Of => word == forms.of,
            StateName::InText => forms.articles.contains(&word),
            StateName::Name | StateName::Code => false,
        };
        let is_name = matches!(form, StateName::Name | StateName::InText);
        let contracts = is_name && forms.contracted.contains(&word);
        let is_bare = form == StateName::Name && forms.before_names.contains(&word);
        match () {
            () if contracts && word == forms.of => Some(Self::Of),
            () if contracts => Some(Self::AnotherWord),
            () if is_doubled => Some(Self::NoWord),
            () if is_bare && !is_attribute(forms, after) => Some(Self::InText),
            () => None,
        }
    }

    /// Whether the better form prints another text for a jurisdiction.
    fn differs(
        self,
        place: &Jurisdiction,
        form: StateName,
        forms: &NameForms,
        setting: Setting<'_>,
    ) -> bool {
        let printed = |form| setting.state_name(place, form).0;
        match self {
            Self::InText => printed(StateName::InText) != printed(form),
            Self::Of => printed(StateName::Of) != format!("{} {}", forms.of, printed(form)),
            Self::NoWord => printed(form) != printed(StateName::Name),
            Self::AnotherWord => forms.contracting_article.is_some_and(|article| {
                let name = printed(StateName::InText);
                name.strip_prefix(article)
                    .is_some_and(|rest| rest.starts_with(' '))
            }),
        }
    }
}
