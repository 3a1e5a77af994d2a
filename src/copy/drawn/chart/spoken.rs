//! The alternative texts of charts: kind, year and title, then every number with its label.

use super::values::Filler;
use crate::copy::chart::{Axis, Bar, BarGroup, Dots, Line, Part, Plot, Tiles, Units};
use crate::language::ChartWords;
use crate::text::Run;

/// The alternative text of a chart. `year` is that of all its numbers, if it is one.
pub(super) fn alt(title: &[Run], plot: &Plot, year: Option<String>, filler: &Filler<'_>) -> String {
    let words = filler.words();
    let mut sentences: Vec<String> = Vec::new();
    let name = words.map(|words| name(plot, words).to_owned());
    let head: Vec<String> = name.into_iter().chain(year).collect();
    sentences.extend((!head.is_empty()).then(|| head.join(", ")));
    let title: String = title.iter().map(|run| run.text.as_str()).collect();
    sentences.extend((!title.is_empty()).then_some(title));
    sentences.extend(numbers(plot, words));
    let alt: Vec<String> = sentences.into_iter().map(ended).collect();
    filler
        .setting
        .numerals
        .speech()
        .said(&alt.join(" "))
        .into_owned()
}

/// A sentence with a period, unless it has an end already.
fn ended(sentence: String) -> String {
    match sentence.ends_with(['.', '?', '!', '…']) {
        true => sentence,
        false => format!("{sentence}."),
    }
}

fn name(plot: &Plot, words: &ChartWords) -> &'static str {
    match plot {
        Plot::Bars(_) => words.bars,
        Plot::Share(_) => words.share,
        Plot::Part(_) => words.part,
        Plot::Line(_) => words.line,
        Plot::Dots(_) => words.dots,
        Plot::Tiles(_) => words.tiles,
        Plot::Units(_) => words.units,
    }
}

/// The sentences with the numbers of a drawing.
fn numbers(plot: &Plot, words: Option<&ChartWords>) -> Vec<String> {
    match plot {
        Plot::Bars(groups) => groups.iter().map(group).collect(),
        Plot::Share(share) => vec![bars(&share.parts)],
        Plot::Part(Part { part, whole }) => {
            vec![format!(
                "{}: {} ({})",
                part.label.text, part.value.text, whole.label.text
            )]
        }
        Plot::Line(line) => lines(line),
        Plot::Dots(dots) => self::dots(dots, words),
        Plot::Tiles(tiles) => self::tiles(tiles),
        Plot::Units(Units { parts, key }) => {
            let parts: Vec<Bar> = parts.iter().map(|(bar, _)| bar.clone()).collect();
            let key = key.iter().map(|key| key.text.clone());
            std::iter::once(bars(&parts)).chain(key).collect()
        }
    }
}

fn bar(bar: &Bar) -> String {
    format!("{}: {}", bar.label.text, bar.value.text)
}

fn bars(all: &[Bar]) -> String {
    let all: Vec<String> = all.iter().map(bar).collect();
    all.join("; ")
}

/// `Aided: Elmwood, 12; national, 5,000`
fn group(group: &BarGroup) -> String {
    let Some(label) = &group.label else {
        return bars(&group.bars);
    };
    let bars = group.bars.iter();
    let bars: Vec<String> = bars
        .map(|bar| format!("{}, {}", bar.label.text, bar.value.text))
        .collect();
    format!("{}: {}", label.text, bars.join("; "))
}

/// `Elmwood: 12 (2022); 14 (2023)`
fn lines(line: &Line) -> Vec<String> {
    let series = line.series.iter().map(|series| {
        let points = line.years.iter().zip(&series.points);
        let points: Vec<String> = points
            .map(|(year, point)| format!("{} ({})", point.value.text, year.text))
            .collect();
        format!("{}: {}", series.label.text, points.join("; "))
    });
    series.chain(start(&line.axis)).collect()
}

fn start(axis: &Axis) -> Option<String> {
    axis.start.as_ref().map(|start| start.text.clone())
}

fn dots(dots: &Dots, words: Option<&ChartWords>) -> Vec<String> {
    let own = std::iter::once(&dots.own).chain(&dots.median).map(bar);
    let mut facts: Vec<String> = own.collect();
    if let Some(words) = words {
        let ends = [dots.axis.ticks.first(), dots.axis.ticks.last()];
        if let [Some(low), Some(high)] = ends.map(|tick| tick.map(|tick| &tick.label.text)) {
            facts.push(format!("{}: {low}–{high}", words.scale));
        }
        facts.push(format!("{}: {}", words.places, dots.places.len()));
    }
    vec![facts.join("; ")]
}

/// Where the place is, or the places of each class.
fn tiles(tiles: &Tiles) -> Vec<String> {
    if tiles.classes.is_empty() {
        let own = tiles.tiles.iter().filter(|tile| tile.is_own);
        return own.map(|tile| tile.code.text.clone()).collect();
    }
    let codes = |class: Option<u8>| {
        let own = tiles.tiles.iter().filter(|tile| tile.class == class);
        let own: Vec<&str> = own.map(|tile| tile.code.text.as_str()).collect();
        own.join(", ")
    };
    let classes = (0_u8..).zip(&tiles.classes);
    let classes = classes.map(|(class, label)| format!("{}: {}", label.text, codes(Some(class))));
    let without = tiles.without.as_ref();
    classes
        .chain(without.map(|label| format!("{}: {}", label.text, codes(None))))
        .collect()
}
