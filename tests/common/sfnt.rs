//! The tables of font files.

/// Where the directory speaks of a table, and where the table begins and ends.
pub fn table(font: &[u8], tag: &[u8; 4]) -> (usize, std::ops::Range<usize>) {
    let number =
        |at: usize| u32::from_be_bytes(font[at..at + 4].try_into().expect("four bytes")) as usize;
    let count = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let mut records = (0..count).map(|index| 12 + 16 * index);
    let record = records
        .find(|at| font[*at..*at + 4] == *tag)
        .expect("a table");
    let start = number(record + 8);
    (record, start..start + number(record + 12))
}

/// A font with other bytes in a table, whose checksum is right again.
pub fn changed(font: &[u8], tag: &[u8; 4], changes: &[(usize, &[u8])]) -> Vec<u8> {
    let mut font = font.to_vec();
    let (record, range) = table(&font, tag);
    for (at, bytes) in changes {
        font[range.start + at..range.start + at + bytes.len()].copy_from_slice(bytes);
    }
    let sum = checksum(&font[range]);
    font[record + 4..record + 8].copy_from_slice(&sum.to_be_bytes());
    font
}

/// A font with another table, which is added at its end.
pub fn replaced(font: &[u8], tag: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut font = font.to_vec();
    let (record, _) = table(&font, tag);
    font.resize(font.len().next_multiple_of(4), 0);
    let fields = [checksum(data) as usize, font.len(), data.len()];
    for (index, field) in fields.into_iter().enumerate() {
        let field = u32::try_from(field).expect("a field").to_be_bytes();
        font[record + 4 + 4 * index..record + 8 + 4 * index].copy_from_slice(&field);
    }
    font.extend(data);
    font
}

/// The sum of a table's words.
pub fn checksum(table: &[u8]) -> u32 {
    let words = table.chunks(4).map(|bytes| {
        let mut word = [0; 4];
        word[..bytes.len()].copy_from_slice(bytes);
        u32::from_be_bytes(word)
    });
    words.fold(0, u32::wrapping_add)
}
