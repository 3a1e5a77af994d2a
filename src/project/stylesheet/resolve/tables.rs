//! Resolves the styles of tables.

use super::{Base, Names};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::geometry::Length;
use crate::project::spanned::Spanned;
use crate::project::stylesheet::{
    ColumnWidth, Columns, Extent, NamedTable, RowStyle, RuleStyle, TableStyle, is_plain_name, raw,
};
use crate::project::written::{self, Written};

impl Names<'_> {
    /// Resolves the tables that the words name.
    pub(super) fn named_tables(
        &mut self,
        raw: &raw::Table,
        base: &Base,
        has_side: bool,
    ) -> Vec<NamedTable> {
        let named = raw.named.iter();
        named
            .map(|(name, own)| {
                self.check_table_name(name);
                NamedTable {
                    name: name.get_ref().clone(),
                    span: name.span().into(),
                    style: self.table(&[own, raw], base, has_side),
                }
            })
            .collect()
    }

    fn check_table_name(&mut self, name: &raw::Word) {
        if !is_plain_name(name.get_ref()) {
            let message = format!("`{}` cannot be the name of a table", name.get_ref());
            self.report.push(
                Diagnostic::error(Code::WrongValue, name.span(), message)
                    .help("use small letters, digits and hyphens, as in [styles.table.by-age]"),
            );
        }
    }

    /// Resolves a table from its layers: what the first lacks is taken from the next.
    pub(super) fn table(
        &mut self,
        layers: &[&raw::Table],
        base: &Base,
        has_side: bool,
    ) -> TableStyle {
        let first = |key: fn(&raw::Table) -> Option<&Written<written::Length>>| {
            layers.iter().find_map(|layer| key(layer))
        };
        let mut length = |key| self.or_zero(first(key).map(|value| &**value));
        let space_above = length(|raw| raw.space_above.as_ref());
        let space_below = length(|raw| raw.space_below.as_ref());
        let padding_x = length(|raw| raw.padding_x.as_ref());
        let padding_y = length(|raw| raw.padding_y.as_ref());
        let (head, cell, total) = self.rows(layers, base);
        let has_background = head.background.is_some() || total.background.is_some();
        let padding_edge = match first(|raw| raw.padding_edge.as_ref()) {
            Some(edge) => self.or_zero(Some(&**edge)),
            None if has_background => padding_x,
            None => Extent::ZERO,
        };
        let place = layers.iter().find_map(|layer| layer.place.as_ref());
        let columns = layers.iter().find(|layer| !layer.columns.is_empty());
        TableStyle {
            place: self.place(place, has_side),
            width: layers
                .iter()
                .find_map(|layer| layer.width)
                .unwrap_or_default(),
            columns: columns.map_or_else(Vec::new, |layer| self.columns(&layer.columns)),
            head,
            cell,
            total,
            space_above,
            space_below,
            padding_x,
            padding_edge,
            padding_y,
            rule: self.first_rule(layers, |raw| raw.rule.as_ref()),
            head_rule: self.first_rule(layers, |raw| raw.head_rule.as_ref()),
            edge_rule: self.first_rule(layers, |raw| raw.edge_rule.as_ref()),
            total_rule: self.first_rule(layers, |raw| raw.total.rule.as_ref()),
        }
    }

    /// The header row, the other rows, and the total rows among these.
    fn rows(&mut self, layers: &[&raw::Table], base: &Base) -> (RowStyle, RowStyle, RowStyle) {
        let general = || layers.iter().rev();
        let mut head = base.clone();
        let mut cell = base.clone();
        for layer in general() {
            head = self.over(&layer.head.looks(), &head);
            cell = self.over(&layer.cell.looks(), &cell);
        }
        let mut total = cell.strengthened();
        for layer in general() {
            total = self.over(&layer.total.looks(), &total);
        }
        let mut background = |key: fn(&raw::Table) -> Option<&Written<written::Color>>| {
            let written = layers.iter().find_map(|layer| key(layer));
            self.ink(written.map(|value| &**value))
        };
        let head_background = background(|raw| raw.head.background.as_ref());
        let total_background = background(|raw| raw.total.background.as_ref());
        let row = |base: &Base, background| RowStyle {
            looks: base.looks(),
            background,
        };
        (
            row(&head, head_background),
            row(&cell, None),
            row(&total, total_background),
        )
    }

    /// The rule of the first layer that has one. A rule of no width is none.
    fn first_rule(
        &mut self,
        layers: &[&raw::Table],
        key: fn(&raw::Table) -> Option<&raw::Rule>,
    ) -> Option<RuleStyle> {
        let written = layers.iter().find_map(|layer| key(layer));
        self.rule(written).filter(|rule| rule.width > Length::ZERO)
    }

    fn columns(&mut self, raw: &[Spanned<Vec<Spanned<raw::ColumnWidth>>>]) -> Vec<Columns> {
        let mut all: Vec<Columns> = Vec::new();
        for columns in raw {
            let span = Span::from(columns.span());
            let count = columns.get_ref().len();
            if let Some(first) = all.iter().find(|known| known.widths.len() == count) {
                let message = format!("tables of {count} columns are set twice");
                self.report.push(
                    Diagnostic::error(Code::Duplicate, span, message)
                        .also(first.span, "first set here")
                        .help("delete one of the two"),
                );
                continue;
            }
            let widths = columns.get_ref().iter();
            let widths = widths.map(|width| self.column(width)).collect();
            all.push(Columns { widths, span });
        }
        all
    }

    fn column(&mut self, raw: &Spanned<raw::ColumnWidth>) -> ColumnWidth {
        match raw.get_ref() {
            raw::WordOr::Word(word) if word == "auto" => ColumnWidth::default(),
            raw::WordOr::Word(word) => {
                let width = self.measure(&Spanned::new(raw.span(), word.clone()));
                width.map_or(ColumnWidth::default(), ColumnWidth::Exact)
            }
            raw::WordOr::Table(raw::Limits { min, max }) => {
                let min = min.as_ref().and_then(|min| self.measure(min));
                let max = max.as_ref().and_then(|max| self.measure(max));
                if min
                    .zip(max)
                    .is_some_and(|(min, max)| min.is_surely_above(max))
                {
                    let message = "this column is to be wider than it may be";
                    let error = Diagnostic::error(Code::WrongValue, raw.span(), message);
                    self.report.push(error.help("make `max` larger than `min`"));
                }
                ColumnWidth::Content { min, max }
            }
        }
    }
}
