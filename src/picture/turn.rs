//! Which way up a photograph is.
//!
//! Telephones and cameras write the points as their sensor lies, and say in the Exif data how the picture is to be
//! turned (Exif 2.32, 4.6.4, `Orientation`). PDF readers do not look there, so the page turns it.

use exif::{In, Reader, Tag};

/// One of the eight ways in which a picture is turned or mirrored to be seen as it was taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// As it is.
    #[default]
    Upright,
    /// Left and right change places.
    Mirrored,
    /// By half a turn.
    Half,
    /// Top and bottom change places.
    Flipped,
    /// The first row is on the left, the first column on top.
    Transposed,
    /// By a quarter to the right.
    Right,
    /// The first row is on the right, the first column at the bottom.
    Transversed,
    /// By a quarter to the left.
    Left,
}

impl Turn {
    /// All of them, in the order of their numbers in Exif, which begin with 1.
    const ALL: [Self; 8] = [
        Self::Upright,
        Self::Mirrored,
        Self::Half,
        Self::Flipped,
        Self::Transposed,
        Self::Right,
        Self::Transversed,
        Self::Left,
    ];

    /// Reads it from Exif data. Without any, and when they are damaged, the picture is upright, as all programs show
    /// it then.
    pub(super) fn of_exif(data: Option<&[u8]>) -> Self {
        let read = |data: &[u8]| {
            let mut reader = Reader::new();
            reader.continue_on_error(true);
            let read = reader.read_raw(data.to_vec());
            let fields = read
                .or_else(|error| error.distill_partial_result(|_| ()))
                .ok()?;
            let number = fields
                .get_field(Tag::Orientation, In::PRIMARY)?
                .value
                .get_uint(0)?;
            let index = usize::try_from(number).ok()?.checked_sub(1)?;
            Self::ALL.get(index).copied()
        };
        data.and_then(read).unwrap_or_default()
    }

    /// Whether width and height change places.
    #[must_use]
    pub fn is_sideways(self) -> bool {
        matches!(
            self,
            Self::Transposed | Self::Right | Self::Transversed | Self::Left
        )
    }

    /// The matrix that turns a square of one by one, with its origin at the bottom left, onto itself.
    #[must_use]
    pub fn matrix(self) -> [i8; 6] {
        match self {
            Self::Upright => [1, 0, 0, 1, 0, 0],
            Self::Mirrored => [-1, 0, 0, 1, 1, 0],
            Self::Half => [-1, 0, 0, -1, 1, 1],
            Self::Flipped => [1, 0, 0, -1, 0, 1],
            Self::Transposed => [0, -1, -1, 0, 1, 1],
            Self::Right => [0, -1, 1, 0, 0, 1],
            Self::Transversed => [0, 1, 1, 0, 0, 0],
            Self::Left => [0, 1, -1, 0, 1, 0],
        }
    }
}
