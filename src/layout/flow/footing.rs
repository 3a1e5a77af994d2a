//! The footnotes of the page that is being filled.

use super::{Filler, Flowable, Slot, SlotContent};
use crate::geometry::{Length, Point, Size};
use crate::layout::element::{Fit, Placed, Region, Resume, Why};

impl<'e> Filler<'e> {
    /// Takes the footnotes that the page calls, placed at its foot, with their height.
    pub(super) fn take_feet(&mut self) -> (Length, Vec<Slot<'e>>) {
        let mut called = std::mem::take(&mut self.called);
        called.sort_unstable();
        let Some(feet) = self.feet.as_ref().filter(|_| !called.is_empty()) else {
            return (Length::ZERO, Vec::new());
        };
        let height = feet.height(&called);
        let (x, _) = self.room.column(feet.column());
        let at = |y: Length| Point::new(x, self.room.page - height + y);
        let mut slots: Vec<Slot<'e>> = Vec::with_capacity(called.len() + 1);
        slots.extend(feet.rule().map(|(rule, y, length)| Slot {
            at: at(y),
            what: SlotContent::Rule {
                size: Size::new(length, rule.width),
                color: rule.color,
            },
        }));
        let placed = feet.placed(&called).into_iter();
        slots.extend(placed.map(|(y, placed)| Slot {
            at: at(y),
            what: SlotContent::Foot { placed },
        }));
        self.printed.extend(called);
        (height, slots)
    }

    /// The footnotes that a part of the page would call for the first time.
    pub(super) fn new_feet(&self, placed: &Placed<'_>) -> Vec<usize> {
        let mut new: Vec<usize> = Vec::new();
        for number in &placed.calls {
            let is_known = self.called.contains(number) || self.printed.contains(number);
            if self.feet.is_some() && !is_known && !new.contains(number) {
                new.push(*number);
            }
        }
        new
    }

    /// The height of the feet of the page together with more footnotes.
    pub(super) fn feet_with(&self, new: &[usize]) -> Length {
        match &self.feet {
            Some(feet) if !(self.called.is_empty() && new.is_empty()) => {
                feet.height(&[self.called.as_slice(), new].concat())
            }
            _ => Length::ZERO,
        }
    }

    /// Places an element so that the footnotes that it calls fit on the page as well. A line whose footnote does not fit
    /// goes to the next page together with it.
    pub(super) fn fit_with_feet(
        &self,
        flowable: &'e Flowable<'_>,
        resume: Resume,
        region: Region,
    ) -> Fit<'e> {
        let fit = self.fit(flowable, resume, region);
        let (Fit::All(placed) | Fit::Part(placed, _)) = &fit else {
            return fit;
        };
        let first = self.new_feet(placed);
        // Under a line, the blank part above the capitals takes no room.
        let rule = flowable.rule_above.as_ref().filter(|_| resume.is_start());
        let is_clear = |placed: &Placed<'_>| {
            let lift = rule.map(|rule| placed.slack.lift(rule.gap.at(self.text_size)));
            let more = self.feet_with(&self.new_feet(placed)) - self.feet_with(&[]);
            placed.size.height - lift.unwrap_or_default() + more <= region.height
        };
        if first.is_empty() || is_clear(placed) {
            return fit;
        }
        let needed = placed.size.height + self.feet_with(&first);
        // Less room takes fewer lines, and these call fewer footnotes: the most lines are found by bisection.
        let mut best = None;
        let (mut enough, mut too_much) = (Length::ZERO, region.height);
        while too_much - enough > Length::pt(1) {
            let height = (enough + too_much) / 2;
            match self.fit(flowable, resume, Region { height, ..region }) {
                Fit::All(placed) | Fit::Part(placed, _) if !is_clear(&placed) => {
                    too_much = height;
                }
                Fit::None(_) => enough = height,
                fits => (best, enough) = (Some(fits), height),
            }
        }
        let footnote = first
            .first()
            .and_then(|number| self.feet.as_ref()?.span(*number));
        best.unwrap_or(Fit::None(Why::FootnotesTooHigh {
            needed,
            footnote: footnote.unwrap_or(flowable.span),
        }))
    }
}
