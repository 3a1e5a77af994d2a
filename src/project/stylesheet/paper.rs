//! Sizes of paper.

/// The named sizes of paper: width and height in thousandths of a point.
pub(super) const PAPER_SIZES: [(&str, i64, i64); 5] = [
    ("letter", 612_000, 792_000),
    ("legal", 612_000, 1_008_000),
    ("tabloid", 792_000, 1_224_000),
    ("a4", 595_276, 841_890),
    ("a5", 419_528, 595_276),
];
