//! Resolves the style of footnotes.

use super::{Base, Names, raw};
use crate::geometry::Length;
use crate::project::stylesheet::{Extent, FootnoteStyle, Measure, RuleStyle, TextStyles};

/// The size and leading of footnotes when the design has none, in thousandths of the text size. Eight and a half points
/// stand below text of ten.
const SIZE: Extent = Extent::Em(850);
const LEADING: Extent = Extent::Em(1150);

impl Names<'_> {
    pub(super) fn footnotes(&mut self, raw: &raw::DesignToml, base: &Base) -> FootnoteStyle {
        let own = &raw.styles.footnote;
        let looks = self.footnote_type(&own.looks(), base);
        let usual = RuleStyle {
            width: Length::from_milli(500),
            color: looks.plain.color,
            gap: Extent::Em(350),
        };
        let rule = self.rule(own.rule.as_ref()).unwrap_or(usual);
        let mut or =
            |value: Option<&raw::Word>, default| self.length(value).unwrap_or(Extent::Em(default));
        FootnoteStyle {
            place: raw.notes.place,
            space_above: or(own.space_above.as_deref(), 900),
            item_space: or(own.item_space.as_deref(), 150),
            marker_gap: or(own.marker_gap.as_deref(), 350),
            column: self.place(own.place.as_ref(), raw.page.side.is_some()),
            rule: Some(rule).filter(|rule| rule.width > Length::ZERO),
            rule_length: own
                .rule_length
                .as_deref()
                .and_then(|length| self.measure(length))
                .unwrap_or(Measure::Share(250)),
            looks,
        }
    }

    /// The type of footnotes: smaller than the running text if the design does not say its size.
    fn footnote_type(&mut self, raw: &raw::TextStyles<'_>, base: &Base) -> TextStyles {
        let plain = super::TextStyle {
            size: SIZE,
            leading: LEADING,
            ..base.plain.clone()
        };
        let smaller = Base { plain, ..*base };
        self.looks(raw, &smaller)
    }
}
