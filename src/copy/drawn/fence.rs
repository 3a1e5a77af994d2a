//! The lines of a fenced block.

/// A line of a block with the offset of its first byte.
pub(super) type Line<'s> = (usize, &'s str);

/// The lines between the fences that are not blank, or `None` without a closing fence. `base` is the offset of the first
/// byte of the block.
pub(super) fn lines<'s>(source: &'s str, fence: &str, base: usize) -> Option<Vec<Line<'s>>> {
    let mut lines = Vec::new();
    let mut at = 0;
    for (number, line) in source.split_inclusive('\n').enumerate() {
        let text = line.trim();
        let start = base + at + (line.len() - line.trim_start().len());
        at += line.len();
        if number == 0 || text.is_empty() {
            continue;
        }
        if text.starts_with(fence) {
            // A fence with a kind after it opens another block.
            let is_closed = text.bytes().all(|b| fence.as_bytes().contains(&b));
            return is_closed.then_some(lines);
        }
        lines.push((start, text));
    }
    None
}
