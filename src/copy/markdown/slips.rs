//! Checks for slips that Markdown treats as text or silently drops. A sheet is printed in thousands of copies, so each
//! slip is an error.

use std::ops::Range;

use super::reader::Reader;
use crate::copy::block::Block;
use crate::diagnostic::{Code, Diagnostic, Mark};

impl Reader<'_> {
    /// Reports a star that Markdown has left in the text, where emphasis was meant to begin or end.
    pub(super) fn check_stars(&mut self, range: &Range<usize>) {
        let source = &self.rendered.text[range.clone()];
        if self.has_stray_star || !source.contains(['*', '`']) {
            return;
        }
        let unescaped = source.replace("\\*", "").replace("\\`", "");
        if !unescaped.contains(['*', '`']) {
            return;
        }
        self.has_stray_star = true;
        let (what, stars, example) = if source.contains("**") {
            ("bold", "**", "**like this**")
        } else if source.contains('`') {
            ("code", "`", "it without `, since code cannot be set")
        } else {
            ("emphasis", "*", "*like this*")
        };
        let message = format!("{what} is opened or closed here, but not both");
        self.report.push(
            Diagnostic::error(Code::Unclosed, self.span(range), message)
                .pointing_at(stars)
                .help(format!(
                    "write {example}, with no space inside; for a star in print write \\*"
                )),
        );
    }

    /// Reports a bracket that Markdown has left in the text, where a link was meant.
    pub(super) fn check_brackets(&mut self, range: &Range<usize>) {
        let source = &self.rendered.text[range.clone()];
        let broken = ["](", "]["].into_iter().find(|slip| source.contains(slip));
        let open = source.contains('[') && source.contains("://") && !source.contains(']');
        let Some(at) = broken.or(open.then_some("[")) else {
            return;
        };
        let message = "this would be a link";
        self.report.push(
            Diagnostic::error(Code::Unclosed, self.span(range), message)
                .pointing_at(at)
                .help("write [its words](https://…), with no space in the address"),
        );
    }

    /// Reports a paragraph that begins like a heading or a table and was meant to be one.
    pub(super) fn check_start(&mut self, range: &Range<usize>) {
        let source = &self.rendered.text[range.clone()];
        let (message, help) = if source.starts_with('#') {
            ("this would be a heading", "put a space after the #")
        } else if source.starts_with('|') {
            (
                "this would be a table",
                "its second row says how columns are set, once for each: |:--|--:|",
            )
        } else if source.starts_with("+++") {
            (
                "the head of the text has ended before",
                "there are two lines of +++, one before the head and one after it",
            )
        } else {
            return;
        };
        let span = self.first_line(range);
        self.report
            .push(Diagnostic::error(Code::BrokenBlock, span, message).help(help));
    }

    /// Reports a row with too many or too few cells. Markdown drops or adds them.
    pub(super) fn check_row(&mut self, range: Range<usize>) {
        let Some(table) = &self.table else { return };
        let row = self.rendered.text[range.clone()].trim();
        let row = row.strip_prefix('|').unwrap_or(row);
        let row = match row.strip_suffix('|') {
            Some(inner) if !inner.ends_with('\\') => inner,
            _ => row,
        };
        if row.contains("--") && row.chars().all(|c| "-:| ".contains(c)) {
            let span = self.first_line(&range);
            self.report.push(
                Diagnostic::error(
                    Code::BrokenBlock,
                    span,
                    "this row says again how columns are set",
                )
                .help("only the second row of a table says that; delete this one"),
            );
        }
        let escaped = row.matches("\\|").count();
        let cells = row.matches('|').count() - escaped + 1;
        let columns = table.columns.len();
        if cells != columns {
            let message = format!("this row has {cells} cells, the header row has {columns}");
            let end = range.start + self.rendered.text[range.clone()].trim_end().len();
            let span = self.span(&(range.start..end));
            self.report.push(
                Diagnostic::error(Code::RaggedTable, span, message)
                    .help("give every row as many cells as the header row; a cell may be empty"),
            );
        }
    }

    /// Returns the blocks. A source without errors that yields no block is a link definition, for which Markdown
    /// reports no event; it is refused.
    pub(super) fn finish(mut self, mark: Mark) -> Vec<Block> {
        let source = self.rendered.text.trim();
        let is_definition = source.starts_with('[') && source.contains("]:");
        if is_definition && self.blocks.is_empty() && self.report.errors_since(mark) == 0 {
            self.refuse("a link definition or footnote", 0..self.rendered.text.len());
        }
        self.blocks
    }

    pub(super) fn too_deep(&mut self, range: &Range<usize>) {
        let message = "too many lists and notes stand in each other";
        let span = self.first_line(range);
        self.report.push(
            Diagnostic::error(Code::Unsupported, span, message).help("begin it anew at the left"),
        );
    }

    /// Reports a construct that cannot be typeset, once for several in a row.
    pub(super) fn refuse(&mut self, what: &'static str, range: Range<usize>) {
        if self.last_refused.replace(what) == Some(what) {
            return;
        }
        let span = self.first_line(&range);
        let message = format!("{what} cannot be set on a sheet");
        self.report
            .push(Diagnostic::error(Code::Unsupported, span, message).help(
                "a sheet has headings, paragraphs with **bold** and *emphasis*, links, lists, \
                 notes, tables, charts, pictures and QR codes",
            ));
    }

    /// Reports a `<br>` outside of a cell.
    pub(super) fn refuse_line_break(&mut self, range: &Range<usize>) {
        let span = self.first_line(range);
        let message = "<br> ends a line in the cells of tables only";
        self.report.push(
            Diagnostic::error(Code::Unsupported, span, message)
                .help("end the line with a backslash, and go on in the next line"),
        );
    }

    /// Reports a picture within a line, list or note.
    pub(super) fn refuse_picture(&mut self, range: &Range<usize>) {
        let span = self.first_line(range);
        let message = "a picture stands by itself, not among words";
        self.report.push(
            Diagnostic::error(Code::Unsupported, span, message)
                .help("put blank lines around ![what it shows](layouts/pictures/logo.svg)"),
        );
    }
}
