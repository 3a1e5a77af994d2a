//! Limits for reading spreadsheets. A file of a few kilobytes can unpack to gigabytes, so every part is counted while
//! it is read, and no size that a file states is trusted. Together the limits keep the memory of an import below 300
//! MB; `docs/reference/spreadsheets.md` lists them.

/// The bytes of a file.
pub const LARGEST_FILE: usize = 64 << 20;

/// The bytes of all parts of an archive, unpacked.
pub const LARGEST_UNPACKED: u64 = 512 << 20;

/// The bytes of a tag or a text in the XML of a part.
pub const LARGEST_PIECE: u64 = 1 << 20;

/// How deep elements may stand in each other.
pub const DEEPEST: usize = 256;

/// The cells of all sheets that have something in them.
pub const MOST_CELLS: usize = 1_500_000;

/// The bytes of the texts in all cells.
pub const LARGEST_TEXTS: usize = 32 << 20;

/// The bytes of the text in one cell: more than the 32,767 characters that spreadsheet programs keep.
pub const LARGEST_CELL: usize = 256 << 10;

/// The rows times columns of the sheets of an `.xls`, for each of which its library makes room.
pub const MOST_IN_XLS: u64 = 1_000_000;

/// The styles of a workbook.
pub const MOST_STYLES: usize = 65_536;

/// The bytes of a name: of a sheet, a style or a part.
pub const LONGEST_NAME: usize = 1_024;

/// The sheets and other parts of a workbook.
pub const MOST_PARTS: usize = 10_000;

/// The merged cells of a worksheet.
pub const MOST_MERGED: usize = 20_000;

/// The rows of a worksheet.
pub const ROWS: u32 = 1_048_576;

/// The columns of a worksheet.
pub const COLUMNS: u32 = 16_384;
