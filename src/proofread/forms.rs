//! Forms of a place's name that do not fit every place: "in District of Columbia".

use crate::copy::template::Node;
use crate::copy::{Copy, Name, Setting, StateName};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::project::Jurisdiction;

/// What a language does with the name of a place inside of a sentence.
struct Grammar {
    /// Words after which a name takes the form it has inside of sentences.
    before_names: &'static [&'static str],
    /// Words that can follow such a name. Before any other the name is a mere attribute, as in "from
    /// Alabama law enforcement".
    after_names: &'static [&'static str],
    /// The word that `state.of` already has in it.
    of: &'static str,
    /// Articles, which the form inside of sentences already has.
    articles: &'static [&'static str],
    /// Words that contract with an article.
    contracted: &'static [&'static str],
}

/// What can stand between a word and a placeholder and changes nothing about the sentence.
const MARKUP: [char; 8] = ['*', '_', '(', '[', '"', '“', '”', '‘'];

const ENGLISH: Grammar = Grammar {
    before_names: &[
        "across",
        "around",
        "between",
        "by",
        "for",
        "from",
        "in",
        "inside",
        "into",
        "near",
        "of",
        "outside",
        "through",
        "throughout",
        "to",
        "with",
        "within",
    ],
    after_names: &[
        "and", "are", "as", "but", "by", "during", "for", "from", "had", "has", "have", "in", "is",
        "of", "on", "or", "since", "that", "to", "was", "were", "which", "who", "with",
    ],
    of: "of",
    articles: &["the"],
    contracted: &[],
};

/// Names stand after nouns there, so that none is an attribute.
const SPANISH: Grammar = Grammar {
    before_names: &[
        "con", "desde", "en", "entre", "hacia", "hasta", "para", "por", "según", "sobre",
    ],
    after_names: &[],
    of: "de",
    articles: &["el", "la", "los", "las"],
    contracted: &["a", "de"],
};

/// Placeholders that print a form of the name which is wrong for some places.
pub(super) fn wrong(copy: &Copy, setting: Setting<'_>) -> Vec<Diagnostic> {
    let grammar = match setting.language.short.as_str() {
        "en" => ENGLISH,
        "es" => SPANISH,
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    copy.for_each_node(&mut |nodes, index| {
        if let Node::Print(print) = &nodes[index]
            && let Name::State(form) = print.name
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
            found.extend(grammar.problem(&around, form, setting));
        }
    });
    found
}

/// A placeholder and the words right before and after it; empty where there are none.
struct Around<'w> {
    before: &'w str,
    /// The place of the placeholder.
    span: Span,
    after: &'w str,
}

impl Grammar {
    fn problem(
        &self,
        words: &Around<'_>,
        form: StateName,
        setting: Setting<'_>,
    ) -> Option<Diagnostic> {
        let before = words.before.trim_end_matches(MARKUP);
        let before = before
            .strip_suffix(char::is_whitespace)
            .or(before.strip_suffix("&nbsp;"))?;
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next()?;
        let lower = word.to_lowercase();
        let is = |list: &[&str]| list.contains(&lower.as_str());
        let is_doubled = match form {
            StateName::Of => lower == self.of,
            StateName::InText => is(self.articles),
            StateName::Name | StateName::Code => false,
        };
        let contracts = is(self.contracted) && matches!(form, StateName::Name | StateName::InText);
        let better = if contracts && lower == self.of {
            Better::Of
        } else if contracts {
            Better::AnotherWord
        } else if is_doubled {
            Better::NoWord
        } else if form == StateName::Name && is(self.before_names) && !self.is_attribute(words) {
            Better::InText
        } else {
            return None;
        };
        let mut places = setting.project.jurisdictions.iter();
        let place = places.find(|place| better.differs(place, form, setting))?;
        let printed = setting.state_name(place, form).0;
        let message = format!("this form of the name does not fit {printed}");
        let help = match better {
            Better::Of => format!("write {{{{ state.of }}}} without `{word}` before it"),
            Better::InText => "write {{ state.in_text }}".to_owned(),
            Better::AnotherWord => format!("say it without `{word}` before the name"),
            Better::NoWord => format!("take `{word}` out of the words"),
        };
        let warning = Diagnostic::error(Code::WrongForm, words.span, message).warning();
        let label = format!("it prints “{word} {printed}”");
        Some(warning.label(label).help(help))
    }

    fn is_attribute(&self, words: &Around<'_>) -> bool {
        let after = words.after.trim_start_matches(MARKUP);
        let Some(after) = after.strip_prefix(char::is_whitespace) else {
            return false;
        };
        let next = after.split(|c: char| !c.is_alphabetic()).next();
        let next = next.filter(|next| !next.is_empty());
        next.is_some_and(|next| !self.after_names.contains(&next)) && !self.after_names.is_empty()
    }
}

/// What to write instead.
#[derive(Clone, Copy)]
enum Better {
    Of,
    InText,
    AnotherWord,
    NoWord,
}

impl Better {
    /// Whether it is something else for a place.
    fn differs(self, place: &Jurisdiction, form: StateName, setting: Setting<'_>) -> bool {
        let printed = |form| setting.state_name(place, form).0;
        match self {
            Self::InText => printed(StateName::InText) != printed(form),
            Self::Of => {
                let of = setting.language.of().unwrap_or_default();
                printed(StateName::Of) != format!("{of} {}", printed(form))
            }
            Self::NoWord => printed(form) != printed(StateName::Name),
            // "El" is the article that contracts.
            Self::AnotherWord => printed(StateName::InText).starts_with("el "),
        }
    }
}
