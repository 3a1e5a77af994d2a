//! The levels of a series: the nation, its places, the places within these.
//!
//! Most series have two levels, the nation and the states. A series of counties has three, and a county's sheet can
//! print the figures of its state beside its own.

use super::localized::Text;

/// A level of areas, from the top: 0 is the nation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Level(u8);

impl Level {
    /// The whole of the series.
    pub const NATIONAL: Self = Self(0);

    /// The places directly below the nation.
    pub const TOP_PLACES: Self = Self(1);

    /// The level above this one, or `None` for the nation.
    #[must_use]
    pub const fn above(self) -> Option<Self> {
        match self.0.checked_sub(1) {
            Some(above) => Some(Self(above)),
            None => None,
        }
    }

    /// The level of the places that a rank or median compares: this one. The nation is alone at its level, so its
    /// medians are those of the places directly below it.
    #[must_use]
    pub const fn of_places(self) -> Self {
        match self.0 {
            0 => Self::TOP_PLACES,
            _ => self,
        }
    }

    /// The level below this one.
    #[must_use]
    pub const fn below(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// The names of the levels, from the top. The first is always [`Levels::NATIONAL`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels {
    names: Vec<Text>,
}

impl Default for Levels {
    /// The levels of a series of states.
    fn default() -> Self {
        let detached = |name: &str| Text {
            text: name.to_owned(),
            span: crate::diagnostic::Span::DETACHED,
        };
        Self {
            names: vec![detached(Self::NATIONAL), detached("state")],
        }
    }
}

impl Levels {
    /// The name of the first level.
    pub const NATIONAL: &'static str = "national";

    /// The largest number of levels.
    pub const MOST: usize = 8;

    /// The levels with these names, which have been checked.
    pub(super) fn new(names: Vec<Text>) -> Self {
        Self { names }
    }

    /// All levels, from the top.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Level> + use<> {
        let count = u8::try_from(self.names.len()).unwrap_or(u8::MAX);
        (0..count).map(Level)
    }

    /// The name of a level in files and in the text.
    #[must_use]
    pub fn name(&self, level: Level) -> &str {
        let name = self.names.get(usize::from(level.0));
        name.map_or("", |name| &name.text)
    }

    /// The names of all levels, from the top.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| name.text.as_str())
    }

    /// The level with a name, or `None` if there is none.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<Level> {
        let at = self.names.iter().position(|known| known.text == name)?;
        u8::try_from(at).ok().map(Level)
    }

    /// Whether the series has this level.
    #[must_use]
    pub fn has(&self, level: Level) -> bool {
        usize::from(level.0) < self.names.len()
    }

    /// Whether the only places are those directly below the nation.
    #[must_use]
    pub fn is_flat(&self) -> bool {
        self.names.len() <= 2
    }
}
