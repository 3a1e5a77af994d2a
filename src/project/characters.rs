//! Texts that cannot be printed: their characters, scripts and length.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::script::{SETTABLE_NAMES, Unsettable, unsettable};

/// The error of a character that cannot be used.
pub(crate) fn wrong_character(c: char, span: Span) -> Diagnostic {
    if let Some(reason) = unsettable(c).filter(|_| !is_unseen(c)) {
        let why = format!("{c} is the character U+{:04X}", u32::from(c));
        return cannot_be_set(&reason, span).label(why);
    }
    let message = format!("the character U+{:04X} cannot be used", u32::from(c));
    Diagnostic::error(Code::WrongCharacter, span, message)
        .label("it cannot be seen here")
        .help("delete it; it may have come along when text was pasted")
}

/// The error of text that cannot be typeset, or of a language whose text cannot.
pub(crate) fn cannot_be_set(reason: &Unsettable, span: Span) -> Diagnostic {
    let (what, help) = match reason {
        Unsettable::RightToLeft(script) => (
            format!("{script} text cannot be set: it runs from right to left"),
            format!("write it in another script; these can be set: {SETTABLE_NAMES}"),
        ),
        Unsettable::Complex(script) => (
            format!("text in the script {script} cannot be set"),
            format!("write it in another script; these can be set: {SETTABLE_NAMES}"),
        ),
        Unsettable::Jamo => (
            "parts of a Korean syllable cannot be set".to_owned(),
            "write whole syllables: convert the text to the Unicode form NFC".to_owned(),
        ),
    };
    Diagnostic::error(Code::WrongScript, span, what).help(help)
}

/// The maximum number of characters in a single-line text: a name, a title, a source.
const LONGEST_TEXT: usize = 1_000;

/// The error of a text that is longer than [`LONGEST_TEXT`], or `None` if it is not.
pub(crate) fn too_long(text: &str, span: Span) -> Option<Diagnostic> {
    let length = text.chars().count();
    (length > LONGEST_TEXT).then(|| {
        let message = format!("this text has {length} characters");
        Diagnostic::error(Code::WrongValue, span, message)
            .label(format!("there is room for {LONGEST_TEXT}"))
            .help("shorten it")
    })
}

/// Whether a character is refused in sheets: it is invisible or cannot be typeset.
pub(crate) fn is_refused(c: char) -> bool {
    is_unseen(c) || unsettable(c).is_some()
}

/// Whether a character is invisible, and refused in all files.
pub(super) fn is_unseen(c: char) -> bool {
    match c {
        '\n' | '\t' | ' '..='~' => false,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' => {
            true
        }
        '\u{2800}' | '\u{3164}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' => true,
        '\u{fffe}' | '\u{ffff}' | '\u{1d173}'..='\u{1d17a}' => true,
        '\u{180e}' | '\u{200b}'..='\u{200d}' => true,
        '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' => true,
        '\u{e0000}'..='\u{e0fff}' => true,
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}' => true,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => true,
        c => c.is_control(),
    }
}
