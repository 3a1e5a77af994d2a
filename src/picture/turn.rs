//! The orientation of photographs.
//!
//! Phones and cameras store the pixels in the orientation of the sensor and record in the Exif data the rotation that
//! makes the picture upright (Exif 2.32, 4.6.4, `Orientation`). PDF readers ignore this tag, so the page applies the
//! rotation.

use exif::{In, Reader, Tag};

/// One of the eight rotations and reflections that make a picture upright.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// No change.
    #[default]
    Upright,
    /// Left and right are swapped.
    Mirrored,
    /// A rotation by 180 degrees.
    Half,
    /// Top and bottom are swapped.
    Flipped,
    /// The first row is on the left, the first column on top.
    Transposed,
    /// A rotation by 90 degrees clockwise.
    Right,
    /// The first row is on the right, the first column at the bottom.
    Transversed,
    /// A rotation by 90 degrees counterclockwise.
    Left,
}

impl Turn {
    /// All orientations in the order of their Exif numbers, which begin with 1.
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

    /// Reads the orientation from Exif data. Without the data, or if they are damaged, the picture counts as upright,
    /// as in other programs.
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

    /// Whether the width and the height are swapped.
    #[must_use]
    pub fn is_sideways(self) -> bool {
        matches!(
            self,
            Self::Transposed | Self::Right | Self::Transversed | Self::Left
        )
    }

    /// The transformation matrix that maps the unit square onto itself. The origin is at the bottom left.
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
