//! Limits for reading spreadsheets. A file of a few kilobytes can unpack to gigabytes, so every part is counted while
//! it is read, and no size that a file states is trusted. Together the limits keep the memory of an import below 300
//! MB; `docs/reference/spreadsheets.md` lists them.

/// The maximum size of a file in bytes.
pub const LARGEST_FILE: usize = 64 << 20;

/// The maximum size of all unpacked parts of an archive in bytes.
pub const LARGEST_UNPACKED: u64 = 512 << 20;

/// The maximum size of a tag or a text in the XML of a part, in bytes.
pub const LARGEST_PIECE: u64 = 1 << 20;

/// The maximum nesting depth of XML elements.
pub const DEEPEST: usize = 256;

/// The maximum number of cells with content in all worksheets.
pub const MOST_CELLS: usize = 1_500_000;

/// The maximum size of the texts in all cells, in bytes.
pub const LARGEST_TEXTS: usize = 32 << 20;

/// The maximum size of the text in a cell, in bytes. This is more than the 32,767 characters that spreadsheet programs
/// keep.
pub const LARGEST_CELL: usize = 256 << 10;

/// The maximum total of rows times columns of the worksheets of an `.xls`. The library allocates memory for each of
/// these cells.
pub const MOST_IN_XLS: u64 = 1_000_000;

/// The maximum number of styles in a workbook.
pub const MOST_STYLES: usize = 65_536;

/// The maximum length of the name of a worksheet, a style or a part, in bytes.
pub const LONGEST_NAME: usize = 1_024;

/// The maximum number of worksheets and other parts in a workbook.
pub const MOST_PARTS: usize = 10_000;

/// The maximum number of merged cells in a worksheet.
pub const MOST_MERGED: usize = 20_000;

/// The maximum number of rows in a worksheet.
pub const ROWS: u32 = 1_048_576;

/// The maximum number of columns in a worksheet.
pub const COLUMNS: u32 = 16_384;
