//! Determines the use of each straight quote from its context.

/// The mark before a quote that stays straight.
pub(in crate::copy) const KEEP: char = '\0';

pub(super) const DOUBLE: char = '"';
pub(super) const SINGLE: char = '\'';

/// The use of a straight quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QuoteUse {
    Opens,
    Closes,
    Apostrophe,
    /// A mark of feet or minutes, inches or seconds.
    Prime,
    /// An unpaired quote, which stays straight.
    Straight,
}

/// A paragraph with the lookahead data collected by a backward scan.
pub(super) struct Paragraph {
    characters: Vec<char>,
    /// For each character, the first character after it that is not a quote.
    following: Vec<Option<char>>,
    /// For each character, the index of the next double quote.
    next_double: Vec<Option<usize>>,
    /// For each character, whether a later single quote could close.
    is_closed: Vec<bool>,
    clipped: &'static [&'static str],
}

/// The context before a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    /// Nothing, white space, or an opening mark, such as a bracket.
    Start,
    /// A mark that joins two words, such as a dash.
    Joint,
    Digit,
    Letter,
    /// Anything else, such as a full stop.
    Other,
}

/// The state of the scan.
#[derive(Default)]
struct State {
    /// For each open double quote, the number of single quotes that were open before it.
    doubles: Vec<usize>,
    singles: usize,
    /// Whether the last thing read was a number of feet, apart from digits after it.
    after_feet: bool,
    last: Option<QuoteUse>,
}

impl State {
    /// The use of a quote after a digit or a straight quote that is no quotation mark.
    fn prime(&self) -> QuoteUse {
        match self.last {
            Some(QuoteUse::Straight) => QuoteUse::Straight,
            _ => QuoteUse::Prime,
        }
    }
}

impl Paragraph {
    pub(super) fn new(
        characters: impl Iterator<Item = char>,
        clipped: &'static [&'static str],
    ) -> Self {
        // A quote marked to stay straight is treated like any other character.
        let mut keeps = false;
        let characters = characters.filter(|c| !std::mem::replace(&mut keeps, *c == KEEP));
        let characters: Vec<char> = characters.collect();
        let count = characters.len();
        let mut text = Self {
            following: vec![None; count],
            next_double: vec![None; count],
            is_closed: vec![false; count],
            characters,
            clipped,
        };
        let (mut following, mut next_double, mut is_closed) = (None, None, false);
        for at in (0..count).rev() {
            text.following[at] = following;
            text.next_double[at] = next_double;
            text.is_closed[at] = is_closed;
            match text.characters[at] {
                DOUBLE => next_double = Some(at),
                SINGLE => is_closed |= text.could_close(at),
                c => following = Some(c),
            }
        }
        text
    }

    /// The use of each quote, in order.
    pub(super) fn uses(&self) -> Vec<QuoteUse> {
        let mut state = State::default();
        let mut uses = Vec::new();
        for (at, c) in self.characters.iter().enumerate() {
            let found = match *c {
                DOUBLE => self.double(at, &mut state),
                SINGLE => self.single(at, &mut state),
                c => {
                    state.after_feet = match c {
                        '’' | '′' => self.before(at, None) == Before::Digit,
                        _ => {
                            state.after_feet
                                && (c.is_numeric() || " \u{a0}\u{202f}.,-⁄".contains(c))
                        }
                    };
                    state.last = None;
                    continue;
                }
            };
            state.last = Some(found);
            uses.push(found);
        }
        uses
    }

    fn double(&self, at: usize, state: &mut State) -> QuoteUse {
        let found = self.double_use(at, state);
        match found {
            QuoteUse::Opens => state.doubles.push(state.singles),
            QuoteUse::Closes => state.singles = state.doubles.pop().unwrap_or(state.singles),
            QuoteUse::Apostrophe | QuoteUse::Prime | QuoteUse::Straight => {}
        }
        state.after_feet = false;
        found
    }

    fn double_use(&self, at: usize, state: &State) -> QuoteUse {
        let is_open = !state.doubles.is_empty();
        let opens = self.opens(at, is_open);
        let is_empty = !is_open && self.is_empty_pair(at);
        match self.before(at, state.last) {
            Before::Start if opens || is_empty => QuoteUse::Opens,
            Before::Joint if opens => QuoteUse::Opens,
            Before::Start | Before::Joint if is_open => QuoteUse::Closes,
            Before::Start | Before::Joint => QuoteUse::Straight,
            Before::Digit if !is_open || state.after_feet || self.closes_later(at) => state.prime(),
            Before::Digit => QuoteUse::Closes,
            Before::Letter | Before::Other if is_open => QuoteUse::Closes,
            Before::Letter | Before::Other if self.word_begins(at + 1) => QuoteUse::Opens,
            Before::Letter | Before::Other => QuoteUse::Closes,
        }
    }

    fn single(&self, at: usize, state: &mut State) -> QuoteUse {
        let found = self.single_use(at, state);
        match found {
            QuoteUse::Opens => state.singles += 1,
            QuoteUse::Closes => state.singles = state.singles.saturating_sub(1),
            QuoteUse::Apostrophe | QuoteUse::Prime | QuoteUse::Straight => {}
        }
        let is_feet = self.before(at, state.last) == Before::Digit;
        state.after_feet = found == QuoteUse::Prime && is_feet;
        found
    }

    fn single_use(&self, at: usize, state: &State) -> QuoteUse {
        let is_open = state.singles > 0;
        let next = self.characters.get(at + 1);
        match self.before(at, state.last) {
            Before::Digit => match next {
                Some(c) if c.is_numeric() => state.prime(),
                Some('x' | 'X') if self.is_numeric(at + 2) => state.prime(),
                Some(c) if c.is_alphabetic() => QuoteUse::Apostrophe,
                _ if is_open => QuoteUse::Closes,
                _ => state.prime(),
            },
            Before::Letter if self.word_begins(at + 1) => QuoteUse::Apostrophe,
            Before::Letter | Before::Other if is_open => QuoteUse::Closes,
            Before::Letter => QuoteUse::Apostrophe,
            Before::Start | Before::Joint | Before::Other if self.is_clipped(at) => {
                QuoteUse::Apostrophe
            }
            Before::Start | Before::Joint | Before::Other => {
                match self.opens(at, is_open) || (!is_open && self.is_empty_pair(at)) {
                    true if self.is_closed[at] => QuoteUse::Opens,
                    true => QuoteUse::Apostrophe,
                    false if is_open => QuoteUse::Closes,
                    false => QuoteUse::Straight,
                }
            }
        }
    }

    /// The context before an index. `last` is the use of a quote there.
    fn before(&self, at: usize, last: Option<QuoteUse>) -> Before {
        let Some(c) = at.checked_sub(1).map(|at| self.characters[at]) else {
            return Before::Start;
        };
        match last {
            Some(QuoteUse::Opens) => Before::Start,
            Some(QuoteUse::Closes) => Before::Other,
            Some(QuoteUse::Apostrophe) => Before::Letter,
            Some(QuoteUse::Prime | QuoteUse::Straight) => Before::Digit,
            None if is_start(c) => Before::Start,
            None if "-/‐‑‒–—―".contains(c) => Before::Joint,
            None if c.is_numeric() => Before::Digit,
            None if is_of_word(c) => Before::Letter,
            None => Before::Other,
        }
    }

    /// Whether the text after the quote can be quoted text. While a quote is open, a comma or bracket cannot begin
    /// quoted text.
    fn opens(&self, at: usize, is_open: bool) -> bool {
        let next = self.characters.get(at + 1);
        let following = self.following[at].filter(|c| !c.is_whitespace());
        let ends = |c: char| is_open && ",;:.!?)]}»”’".contains(c);
        next.is_some_and(|c| !c.is_whitespace()) && following.is_some_and(|c| !ends(c))
    }

    /// Whether the same quote follows immediately, with nothing but white space after the two.
    fn is_empty_pair(&self, at: usize) -> bool {
        let is_blank = self.following[at].is_none_or(char::is_whitespace);
        self.characters.get(at + 1) == Some(&self.characters[at]) && is_blank
    }

    fn word_begins(&self, at: usize) -> bool {
        self.characters.get(at).is_some_and(|c| c.is_alphanumeric())
    }

    fn is_numeric(&self, at: usize) -> bool {
        self.characters.get(at).is_some_and(|c| c.is_numeric())
    }

    /// Whether the next double quote is a closing quote, so that this one need not be.
    fn closes_later(&self, at: usize) -> bool {
        self.next_double[at].is_some_and(|next| {
            let before = self.characters[next - 1];
            !is_start(before) && !before.is_numeric() && !self.word_begins(next + 1)
        })
    }

    /// Whether a single quote can close: it follows a word or punctuation, and no word follows it.
    fn could_close(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| self.characters[before]);
        before.is_some_and(|c| !is_start(c))
            && !self.following[at].is_some_and(char::is_alphanumeric)
            || before == Some(SINGLE) && !self.word_begins(at + 1)
    }

    /// Whether a clipped word follows: 'tis, '90s.
    fn is_clipped(&self, at: usize) -> bool {
        let rest = &self.characters[at + 1..];
        let is_ended_by = |length: usize| {
            let next = rest.get(length);
            !next.is_some_and(|c| c.is_alphanumeric()) && next != Some(&SINGLE)
        };
        let digits = rest
            .iter()
            .take(3)
            .take_while(|c| c.is_ascii_digit())
            .count();
        if digits == 2 {
            let plural = usize::from(rest.get(2) == Some(&'s'));
            return is_ended_by(2 + plural);
        }
        /// A length greater than that of any clipped word.
        const LONG: usize = 10;
        let letters = rest.iter().take(LONG).take_while(|c| c.is_alphabetic());
        let word: String = letters.flat_map(|c| c.to_lowercase()).collect();
        let length = word.chars().count();
        // In "rock 'n' roll", the word is clipped at both ends.
        let is_between = word == "n" && rest.get(length) == Some(&SINGLE);
        self.clipped.contains(&word.as_str()) && (is_ended_by(length) || is_between)
    }
}

/// Whether a quote after this character is at the start of a word.
fn is_start(c: char) -> bool {
    c.is_whitespace() || "([{¿¡«‹“‘„‚".contains(c)
}

/// Whether a character belongs to a word: a letter, or a combining mark.
fn is_of_word(c: char) -> bool {
    c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c)
}
