//! Callouts outside of styled sections: cards in the column that the design names.

use super::{Arranger, Pending, Surroundings, plain};
use crate::copy::Block;
use crate::diagnostic::Span;
use crate::layout::card::{Card, CardBlock};
use crate::layout::flow::{Flowable, Keep};
use crate::layout::frame::Role;
use crate::layout::lift::{Callout, Lifted};
use crate::project::stylesheet::{CardStyle, PageColumn};

impl<'f: 'w, 'w> Arranger<'_, 'f, 'w> {
    /// Turns a paragraph with callouts into elements, numbered in reading order. Callouts at the side come before the
    /// rest of the paragraph, which stands level with them. A paragraph of callouts alone has nothing to stand beside
    /// and stays in the column of the text.
    pub(super) fn with_callouts(
        &mut self,
        lifted: Lifted,
        block: &Block,
        place: PageColumn,
        around: &Surroundings<'w>,
    ) {
        let (span, style) = (block.span(), &around.styles.card);
        let text = self.style_of(block, around);
        let place = match lifted.left.is_empty() {
            true if place == PageColumn::Side => PageColumn::Main,
            _ => place,
        };
        let first = lifted.first.into_iter();
        let first: Vec<_> = first
            .map(|callout| self.callout(callout, span, style, place))
            .collect();
        let paragraph = (!lifted.left.is_empty()).then(|| Flowable {
            number: self.number(),
            span,
            ..self.text(Role::Paragraph, lifted.left, text)
        });
        let others = lifted.others.into_iter();
        let others: Vec<_> = others
            .map(|callout| self.callout(callout, span, style, place))
            .collect();
        let all: Vec<Flowable<'w>> = match place {
            PageColumn::Side => first.into_iter().chain(others).chain(paragraph).collect(),
            _ => first.into_iter().chain(paragraph).chain(others).collect(),
        };
        self.pending.extend(all.into_iter().map(Pending::of));
    }

    fn callout(
        &mut self,
        callout: Callout,
        span: Span,
        style: &'w CardStyle,
        place: PageColumn,
    ) -> Flowable<'w> {
        let card = Card::new(callout, style, self.shaper, self.report);
        Flowable {
            number: self.number(),
            span,
            place,
            keeps_next: match place {
                PageColumn::Side => Keep::Always,
                PageColumn::Main | PageColumn::Full => Keep::No,
            },
            ..plain(Box::new(CardBlock(card)), style.space, style.space)
        }
    }
}
