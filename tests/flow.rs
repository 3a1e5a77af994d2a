//! How pages fill, shown with blocks of fixed size: no fonts, no PDF.

use factsheet::diagnostic::Span;
use factsheet::geometry::{Length, Point, Size};
use factsheet::layout::element::{Element, Fit, Placed, Region, Resume, Why};
use factsheet::layout::feet::{Feet, Foot};
use factsheet::layout::flow::{Filled, Flowable, Keep, Misfit, Opens, Room, Settled, flow};
use factsheet::layout::{Content, Frame};
use factsheet::project::stylesheet::{Extent, PageColumn, SideColumn};
use proptest::prelude::*;

/// Rows of a height, of which any number can go on a page.
struct Rows {
    heights: Vec<i64>,
}

impl Element for Rows {
    fn place(&self, resume: Resume, region: Region, _: Length) -> Fit<'_> {
        let mut frame = Frame::new(None, Size::new(region.width, Length::ZERO));
        for (index, height) in self.heights.iter().enumerate().skip(resume.whole) {
            let height = Length::pt(*height);
            if frame.size.height + height > region.height {
                if index == resume.whole {
                    return Fit::None(Why::TooHigh { needed: height });
                }
                return Fit::Part(frame.into(), Resume::after(index));
            }
            let at = Point::new(Length::ZERO, frame.size.height);
            let row = Frame::new(None, Size::new(region.width, height));
            frame.push(at, Content::Frame(row));
            frame.size.height += height;
        }
        Fit::All(frame.into())
    }
}

fn rows(heights: &[i64]) -> Flowable<'static> {
    Flowable {
        element: Box::new(Rows {
            heights: heights.to_vec(),
        }),
        number: 0,
        span: Span::DETACHED,
        space_above: Extent::Fixed(Length::pt(10)),
        space_below: Extent::Fixed(Length::pt(4)),
        place: PageColumn::Main,
        keeps_next: Keep::No,
        is_kept: false,
        begins_page: false,
        opens: Opens::Nothing,
        rule_above: None,
        rule_below: None,
    }
}

fn heading(height: i64) -> Flowable<'static> {
    Flowable {
        keeps_next: Keep::Always,
        ..rows(&[height])
    }
}

fn side(height: i64) -> Flowable<'static> {
    Flowable {
        place: PageColumn::Side,
        ..heading(height)
    }
}

fn room(height: i64) -> Room {
    Room {
        size: Size::new(Length::pt(300), Length::pt(height)),
        page: Length::pt(height),
        side: None,
    }
}

fn with_side(height: i64) -> Room {
    let side = SideColumn {
        width: Length::pt(80),
        gap: Length::pt(20),
    };
    Room {
        side: Some(side),
        ..room(height)
    }
}

/// Which block stands where on each page: its number, its left and top edge and its height, in
/// points.
fn places(pages: &[Filled]) -> Vec<Vec<(usize, i64, i64, i64)>> {
    let pt = |length: Length| length.milli() / 1000;
    let place = |item: &factsheet::layout::Item| {
        let Content::Frame(frame) = &item.content else {
            return None;
        };
        Some((
            item.block?,
            pt(item.at.x),
            pt(item.at.y),
            pt(frame.size.height),
        ))
    };
    let page = |page: &Filled| page.frame.items.iter().filter_map(place).collect();
    pages.iter().map(page).collect()
}

/// The blocks, each with its number.
fn numbered<'f>(blocks: impl IntoIterator<Item = Flowable<'f>>) -> Vec<Flowable<'f>> {
    let blocks = blocks.into_iter().enumerate();
    blocks
        .map(|(number, block)| Flowable { number, ..block })
        .collect()
}

fn fill<const N: usize>(blocks: [Flowable<'_>; N], room: Room) -> Vec<Vec<(usize, i64, i64, i64)>> {
    let blocks = numbered(blocks);
    let pages = flow(&blocks, None, room, Length::pt(10)).expect("blocks that fit");
    let pages: Vec<Filled> = pages.into_iter().map(Settled::draw).collect();
    places(&pages)
}

#[test]
fn the_larger_space_counts_and_none_at_the_top() {
    let pages = fill([rows(&[20]), rows(&[20])], room(100));
    assert_eq!(pages, [[(0, 0, 0, 20), (1, 0, 30, 20)]]);
}

#[test]
fn what_does_not_fit_goes_on_at_the_top_of_the_next_page() {
    let pages = fill([rows(&[40]), rows(&[40, 40])], room(95));
    assert_eq!(
        pages,
        [vec![(0, 0, 0, 40), (1, 0, 50, 40)], vec![(1, 0, 0, 40)]]
    );
}

#[test]
fn a_heading_stays_with_what_follows() {
    let pages = fill([rows(&[60]), heading(10), rows(&[40])], room(100));
    assert_eq!(
        pages,
        [vec![(0, 0, 0, 60)], vec![(1, 0, 0, 10), (2, 0, 20, 40)]]
    );
}

#[test]
fn an_announcement_stays_with_what_it_announces_if_a_page_has_room_for_both() {
    let announcement = |heights: &[i64]| Flowable {
        keeps_next: Keep::IfPossible,
        ..rows(heights)
    };
    let pages = fill([rows(&[60]), announcement(&[10]), rows(&[40])], room(100));
    assert_eq!(
        pages,
        [vec![(0, 0, 0, 60)], vec![(1, 0, 0, 10), (2, 0, 20, 40)]]
    );
    let pages = fill([announcement(&[60]), rows(&[60])], room(100));
    assert_eq!(pages, [vec![(0, 0, 0, 60)], vec![(1, 0, 0, 60)]]);
}

#[test]
fn of_a_chain_of_announcements_the_end_stays_together() {
    // Twenty of them fill a page.
    let chain: [_; 60] = std::array::from_fn(|_| Flowable {
        keeps_next: Keep::IfPossible,
        ..rows(&[10])
    });
    let pages = fill(chain, room(400));
    let lengths: Vec<usize> = pages.iter().map(Vec::len).collect();
    assert_eq!(lengths, [16, 16, 16, 12]);
}

#[test]
fn a_heading_is_not_left_behind_by_an_announcement_before_it() {
    let announcement = Flowable {
        keeps_next: Keep::IfPossible,
        ..rows(&[40])
    };
    let pages = fill([announcement, heading(10), rows(&[60])], room(100));
    assert_eq!(
        pages,
        [vec![(0, 0, 0, 40)], vec![(1, 0, 0, 10), (2, 0, 20, 60)]]
    );
}

#[test]
fn several_headings_stay_together() {
    let pages = fill(
        [rows(&[40]), heading(10), heading(10), rows(&[40])],
        room(110),
    );
    assert_eq!(
        pages,
        [
            vec![(0, 0, 0, 40)],
            vec![(1, 0, 0, 10), (2, 0, 20, 10), (3, 0, 40, 40)]
        ]
    );
}

#[test]
fn a_heading_at_the_side_stands_level_with_the_text() {
    let pages = fill(
        [rows(&[20]), side(30), rows(&[20]), side(10), rows(&[20])],
        with_side(200),
    );
    let expected = [[
        (0, 100, 0, 20),
        (1, 0, 30, 30),
        (2, 100, 30, 20),
        // Below the heading before, which is higher than its text.
        (3, 0, 70, 10),
        (4, 100, 70, 20),
    ]];
    assert_eq!(pages, expected);
}

#[test]
fn what_is_higher_than_a_page_is_an_error_and_no_loop() {
    let blocks = numbered([rows(&[20]), rows(&[120])]);
    let misfit = flow(&blocks, None, room(100), Length::pt(10));
    let why = Why::TooHigh {
        needed: Length::pt(120),
    };
    let (number, span) = (1, Span::DETACHED);
    assert_eq!(misfit.err(), Some(Misfit { number, span, why }));
    let blocks = numbered([heading(30), rows(&[80])]);
    let under_heading = flow(&blocks, None, room(100), Length::pt(10));
    assert_eq!(under_heading.map_err(|misfit| misfit.number).err(), Some(1));
}

/// An element of any height, of which a part goes only where there can be no larger region.
struct Tall(i64);

impl Element for Tall {
    fn place(&self, resume: Resume, region: Region, _: Length) -> Fit<'_> {
        let left = Length::pt(self.0) - Length::pt(1) * i64::try_from(resume.lines).expect("small");
        let frame = |height| Frame::new(None, Size::new(region.width, height)).into();
        if left <= region.height {
            Fit::All(frame(left))
        } else if region.is_largest {
            let placed = usize::try_from(region.height.milli() / 1000).expect("a positive height");
            let lines = resume.lines + placed;
            Fit::Part(frame(region.height), Resume { whole: 0, lines })
        } else {
            Fit::None(Why::TooHigh { needed: left })
        }
    }
}

#[test]
fn what_is_higher_than_a_page_is_parted_under_its_heading() {
    let tall = Flowable {
        element: Box::new(Tall(150)),
        ..rows(&[])
    };
    let pages = fill([rows(&[40]), heading(10), tall], room(100));
    assert_eq!(
        pages,
        [
            vec![(0, 0, 0, 40)],
            vec![(1, 0, 0, 10), (2, 0, 20, 80)],
            vec![(2, 0, 0, 70)]
        ]
    );
}

#[test]
fn a_section_that_is_kept_whole_moves_to_the_next_page() {
    let kept = |heights: &[i64], keeps_next| Flowable {
        is_kept: true,
        keeps_next,
        ..rows(heights)
    };
    let section = || {
        [
            kept(&[10], Keep::Always),
            kept(&[10, 10], Keep::Section),
            kept(&[10, 10, 10], Keep::No),
        ]
    };
    let [title, text, end] = section();
    let pages = fill([rows(&[40]), title, text, end], room(100));
    let numbers = |page: &[(usize, i64, i64, i64)]| page.iter().map(|row| row.0).collect();
    let pages: Vec<Vec<usize>> = pages.iter().map(|page| numbers(page)).collect();
    assert_eq!(pages, [vec![0], vec![1, 2, 3]]);

    // One that is higher than a page is parted like any text.
    let [title, text, end] = section();
    let pages = fill([rows(&[40]), title, text, end], room(70));
    let pages: Vec<Vec<usize>> = pages.iter().map(|page| numbers(page)).collect();
    assert_eq!(pages, [vec![0], vec![1, 2, 3], vec![3]]);
}

#[test]
fn a_page_begins_with_the_headings_above_the_one_that_begins_it() {
    let begins = |block| Flowable {
        begins_page: true,
        ..block
    };
    let blocks = [
        begins(heading(10)),
        rows(&[10]),
        heading(10),
        begins(heading(10)),
        rows(&[10]),
    ];
    let pages = fill(blocks, room(100));
    let count = |page: &Vec<(usize, i64, i64, i64)>| page.len();
    assert_eq!(pages.iter().map(count).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn sections_are_set_apart_and_the_last_is_at_the_bottom() {
    let section = |opens| Flowable {
        opens,
        ..rows(&[10])
    };
    let spread = |blocks: [Flowable<'_>; 4], most| {
        let blocks = numbered(blocks);
        let pages = flow(&blocks, None, room(200), Length::pt(10)).expect("room");
        let pages = pages.into_iter().map(|page| {
            let page = page.spread(Length::pt(200), Length::pt(most));
            page.draw()
        });
        let pages: Vec<Filled> = pages.collect();
        let tops = places(&pages)
            .remove(0)
            .into_iter()
            .map(|(_, _, top, _)| top);
        tops.collect::<Vec<i64>>()
    };
    let [first, second] = [Opens::Section, Opens::Section].map(section);
    let inner = rows(&[10]);
    let last = section(Opens::Section);
    assert_eq!(spread([first, second, inner, last], 30), [0, 50, 70, 120]);

    let [first, second] = [Opens::Section, Opens::Section].map(section);
    let [bottom, after] = [Opens::Bottom, Opens::Section].map(section);
    assert_eq!(spread([first, second, bottom, after], 5), [0, 25, 170, 190]);
}

#[test]
fn nothing_makes_one_empty_page() {
    assert_eq!(fill([], room(100)), [vec![]]);
}

#[derive(Debug, Clone)]
enum Shape {
    Rows(Vec<i64>),
    Heading(i64),
    Side(i64),
}

fn any_block() -> impl Strategy<Value = Shape> {
    prop_oneof![
        4 => proptest::collection::vec(1_i64..40, 1..12).prop_map(Shape::Rows),
        1 => (1_i64..30).prop_map(Shape::Heading),
        1 => (1_i64..30).prop_map(Shape::Side),
    ]
}

proptest! {
    #[test]
    fn every_row_is_placed_once_in_order_and_inside(
        shapes in proptest::collection::vec(any_block(), 0..30),
        begins in proptest::collection::vec(proptest::bool::weighted(0.1), 30),
        whole in proptest::collection::vec(proptest::bool::weighted(0.4), 30),
        height in 100_i64..300,
    ) {
        let blocks = shapes.iter().zip(&begins).zip(&whole).map(|((shape, begins), whole)| {
            let block = match shape {
                Shape::Rows(heights) => rows(heights),
                Shape::Heading(height) => heading(*height),
                Shape::Side(height) => side(*height),
            };
            let keeps_next = match block.keeps_next {
                Keep::No if *whole => Keep::Section,
                keeps_next => keeps_next,
            };
            Flowable { begins_page: *begins, is_kept: *whole, keeps_next, ..block }
        });
        let blocks = numbered(blocks);
        // Too many headings in a row may be higher than a page; that is an error, not a page.
        let Ok(pages) = flow(&blocks, None, with_side(height), Length::pt(10)) else {
            return Ok(());
        };
        let pages: Vec<Filled> = pages.into_iter().map(Settled::draw).collect();
        let bottom = Length::pt(height);
        let mut placed: Vec<usize> = Vec::new();
        for page in &pages {
            prop_assert!(page.used <= bottom);
            for item in &page.frame.items {
                let (Content::Frame(frame), Some(block)) = (&item.content, item.block) else {
                    continue;
                };
                prop_assert!(item.at.y + frame.size.height <= bottom);
                placed.extend(frame.items.iter().map(|_| block));
            }
            let last = page.frame.items.iter().filter_map(|item| item.block).max();
            let strands = last.is_some_and(|last| blocks[last].keeps_next == Keep::Always && last + 1 < blocks.len());
            prop_assert!(!strands, "a heading is stranded");
            let on_page = page.frame.items.iter().filter_map(|item| item.block);
            let mut inside = on_page.clone().zip(on_page.skip(1)).filter(|(before, block)| before != block);
            let begins = inside.find(|(before, block)| {
                blocks[*block].begins_page && blocks[*before].keeps_next != Keep::Always
            });
            prop_assert!(begins.is_none(), "{begins:?} does not begin its page");
        }
        let expected: Vec<usize> = shapes
            .iter()
            .enumerate()
            .flat_map(|(index, shape)| {
                let count = match shape {
                    Shape::Rows(heights) => heights.len(),
                    Shape::Heading(_) | Shape::Side(_) => 1,
                };
                std::iter::repeat_n(index, count)
            })
            .collect();
        prop_assert_eq!(placed, expected);
    }
}

/// Lines of ten points, each with the footnotes that it calls.
struct Calling(Vec<Vec<usize>>);

impl Element for Calling {
    fn place(&self, resume: Resume, region: Region, _: Length) -> Fit<'_> {
        let height = Length::pt(10);
        let room = usize::try_from(region.height.milli() / height.milli()).unwrap_or_default();
        let end = (resume.whole + room).min(self.0.len());
        if end == resume.whole {
            return Fit::None(Why::TooHigh { needed: height });
        }
        let lines = &self.0[resume.whole..end];
        let count = i64::try_from(lines.len()).expect("few lines");
        let size = Size::new(region.width, height * count);
        let placed = Placed::from(Frame::new(None, size)).with_calls(lines.concat());
        match end == self.0.len() {
            true => Fit::All(placed),
            false => Fit::Part(placed, Resume::after(end)),
        }
    }
}

fn feet(heights: &[i64]) -> Feet<'static> {
    let foot = |height: &i64| Foot {
        element: Box::new(Rows {
            heights: vec![*height],
        }),
        span: Span::DETACHED,
    };
    Feet {
        feet: heights.iter().map(foot).collect(),
        space_above: Extent::Fixed(Length::pt(5)),
        ..Feet::default()
    }
}

/// The height of the text and that of the footnotes on each page.
fn with_feet(lines: &[Vec<usize>], heights: &[i64], page: i64) -> Result<Vec<(i64, i64)>, Misfit> {
    let calling = Flowable {
        element: Box::new(Calling(lines.to_vec())),
        ..rows(&[])
    };
    let (blocks, feet) = ([calling], feet(heights));
    let pages = flow(&blocks, Some(&feet), room(page), Length::pt(10))?;
    let heights = |page: Settled<'_>| {
        let page = page.draw();
        let height = |item: &factsheet::layout::Item| match &item.content {
            Content::Frame(frame) => frame.size.height.milli() / 1000,
            _ => 0,
        };
        let (feet, text): (Vec<_>, Vec<_>) = page
            .frame
            .items
            .iter()
            .partition(|item| item.block.is_none());
        let sum = |items: Vec<&factsheet::layout::Item>| items.into_iter().map(height).sum();
        (sum(text), sum(feet))
    };
    Ok(pages.into_iter().map(heights).collect())
}

#[test]
fn a_line_goes_to_the_next_page_with_its_footnote() {
    let lines = [vec![], vec![1], vec![], vec![2], vec![]];
    // Text 10 + 10 + 10, footnotes 5 + 20; the fourth line would need 15 more for its own.
    let pages = with_feet(&lines, &[20, 15], 60);
    assert_eq!(pages.ok(), Some(vec![(30, 20), (20, 15)]));
}

#[test]
fn a_footnote_that_is_called_twice_is_printed_once() {
    let lines = [vec![1], vec![1], vec![1]];
    assert_eq!(
        with_feet(&lines, &[20], 45).ok(),
        Some(vec![(20, 20), (10, 0)])
    );
}

#[test]
fn a_footnote_that_fits_no_page_is_an_error() {
    let is_too_high = |lines: &[Vec<usize>], heights: &[i64]| {
        let why = with_feet(lines, heights, 60).err().map(|misfit| misfit.why);
        matches!(why, Some(Why::FootnotesTooHigh { .. }))
    };
    assert!(is_too_high(&[vec![1]], &[70]));
    assert!(is_too_high(&[vec![1]], &[50]));
    assert!(is_too_high(&[vec![], vec![1, 2]], &[30, 30]));
}

proptest! {
    #[test]
    fn no_footnote_is_lost_and_none_is_in_the_text(
        calls in proptest::collection::vec(proptest::collection::vec(1_usize..6, 0..2), 1..40),
        heights in proptest::collection::vec(1_i64..30, 6),
        page in 80_i64..200,
    ) {
        let mut called: Vec<usize> = calls.concat();
        called.sort_unstable();
        called.dedup();
        let pages = with_feet(&calls, &heights, page).expect("room for a line and a footnote");
        let text: i64 = pages.iter().map(|(text, _)| text).sum();
        let feet: i64 = pages.iter().map(|(_, feet)| feet).sum();
        prop_assert_eq!(text, 10 * i64::try_from(calls.len()).expect("few lines"));
        prop_assert_eq!(feet, called.iter().map(|number| heights[number - 1]).sum::<i64>());
        for (text, feet) in pages {
            let space = if feet > 0 { 5 } else { 0 };
            prop_assert!(text + space + feet <= page);
        }
    }
}
