//! Resolves the styles of cards and of the hero.

use super::{Base, Change, Names};
use crate::diagnostic::{Code, Diagnostic};
use crate::project::stylesheet::{
    BoxStyle, CardStyle, Extent, Measure, PageColumn, TextStyles, raw,
};

/// The size of the number of a card, and of the hero if cards have no size of their own.
const NUMBER: Extent = Extent::Em(2400);
const NUMBER_OF_HERO: Extent = Extent::Em(4800);

impl Names<'_> {
    /// Resolves the styles of cards and of the hero, which has those properties of cards that it does not change.
    pub(super) fn cards(
        &mut self,
        card: &raw::Card,
        hero: &raw::Card,
        base: &Base,
        has_side: bool,
    ) -> (CardStyle, CardStyle) {
        let own = self.over(&card.looks(), base);
        let number = self.number(card);
        let place = card.place.as_ref();
        let place = place.map(|place| self.place(Some(place), has_side));
        let context = self.change(card.context.as_ref());
        let card = self.card(card, &own, None, (number, context), place);
        if let Some(place) = &hero.place {
            let message = "the hero stands where its section puts it";
            self.report.push(
                Diagnostic::error(Code::WrongValue, place.span(), message)
                    .help("delete `place`, and set `callouts` in the section of the hero"),
            );
        }
        let own_of_hero = self.over(&hero.looks(), &own);
        let twice = Change {
            size: Some(number.size.map_or(NUMBER_OF_HERO, |size| size.times(2))),
            leading: number.leading.map(|leading| leading.times(2)),
            ..number
        };
        let number = self.number(hero).or(twice);
        let context = self.change(hero.context.as_ref()).or(context);
        let hero = self.card(hero, &own_of_hero, Some(&card), (number, context), None);
        (card, hero)
    }

    fn number(&mut self, raw: &raw::Card) -> Change {
        let figure = raw.figure.as_ref();
        figure.map_or(Change::default(), |figure| {
            self.change_of(figure.type_keys())
        })
    }

    fn card(
        &mut self,
        raw: &raw::Card,
        own: &Base,
        usual: Option<&CardStyle>,
        (number, context): (Change, Change),
        place: Option<PageColumn>,
    ) -> CardStyle {
        if let (Some(_), Some(radius)) = (&raw.rule_above, &raw.radius) {
            let message = "a rule along its upper edge and round corners do not go together";
            let error = Diagnostic::error(Code::WrongValue, radius.span(), message);
            self.report
                .push(error.help("leave out `radius` or `rule_above`"));
        }
        let or = |extent: Option<Extent>, of: fn(&CardStyle) -> Extent, default| {
            extent.unwrap_or(usual.map_or(Extent::Em(default), of))
        };
        let frame = usual.map_or(BoxStyle::default(), |usual| usual.frame);
        let figure = large(number, own);
        CardStyle {
            min_figure: self
                .min_size(raw, figure.plain.size)
                .or(usual.and_then(|usual| usual.min_figure)),
            figure,
            context: upright(own).looks_changed(context),
            looks: own.looks(),
            place,
            frame: self.boxed(&raw.boxed(), frame),
            rule_above: self
                .rule(raw.rule_above.as_ref())
                .or(usual.and_then(|usual| usual.rule_above.clone())),
            gap: or(self.length(raw.gap.as_deref()), |usual| usual.gap, 600),
            space: or(self.length(raw.space.as_deref()), |usual| usual.space, 700),
        }
    }

    /// The smallest size of a number. It is not larger than its usual size.
    fn min_size(&mut self, raw: &raw::Card, size: Extent) -> Option<Extent> {
        let min = raw.figure.as_ref()?.min_size.as_ref()?;
        let smallest = self.size(Some(min))?;
        if Measure::Extent(smallest).is_surely_above(Measure::Extent(size)) {
            let message = "the smallest size of this number is larger than its size";
            self.report.push(
                Diagnostic::error(Code::WrongValue, min.span(), message)
                    .help("make `min_size` smaller than `size`"),
            );
        }
        Some(smallest)
    }
}

/// The style of a large number on its own line: by default the font of strong text at 2.4 times the size. The design
/// can override each property.
fn large(own: Change, base: &Base) -> TextStyles {
    let large = Change {
        face: Some(base.looks().strong.face),
        size: Some(NUMBER),
        leading: Some(NUMBER),
        ..Change::default()
    };
    base.looks_changed(own.or(large))
}

/// The same text style without the changes of strong and emphasized text. A context line is emphasized as a whole, and
/// its place says so.
fn upright(base: &Base) -> Base {
    Base {
        plain: base.plain.clone(),
        changes: super::Changes::default(),
        link: base.link,
    }
}
