//! The container format of TrueType fonts (OpenType 1.9, "Table Directory").

/// A table of a font file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table<'f> {
    /// The tag of four letters.
    pub tag: [u8; 4],
    /// The checksum in the directory.
    pub checksum: u32,
    /// The bytes.
    pub data: &'f [u8],
}

/// The tables of a font file, or `None` if the file is not a font or a table is outside of it.
pub(crate) fn tables(file: &[u8]) -> Option<Vec<Table<'_>>> {
    let version = file.get(..4)?;
    if version != [0, 1, 0, 0] && version != b"OTTO" && version != b"true" {
        return None;
    }
    let count = usize::from(u16::from_be_bytes([*file.get(4)?, *file.get(5)?]));
    let records = file.get(12..12 + 16 * count)?;
    let table = |record: &'_ [u8]| {
        let field = |at: usize| {
            let bytes = record[at..at + 4].try_into().unwrap_or_default();
            u32::from_be_bytes(bytes)
        };
        let place = |at: usize| usize::try_from(field(at)).ok();
        let start = place(8)?;
        Some(Table {
            tag: record[..4].try_into().ok()?,
            checksum: field(4),
            data: file.get(start..start.checked_add(place(12)?)?)?,
        })
    };
    records.chunks_exact(16).map(table).collect()
}

/// The checksum of a table: the sum of its 32-bit words, the last one padded with zeros.
pub(crate) fn checksum(table: &[u8]) -> u32 {
    let word = |bytes: &[u8]| {
        let mut word = [0; 4];
        word[..bytes.len()].copy_from_slice(bytes);
        u32::from_be_bytes(word)
    };
    table.chunks(4).map(word).fold(0, u32::wrapping_add)
}
