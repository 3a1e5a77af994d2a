//! Photographs that were taken with the camera on its side are seen upright.

mod common;

use common::Project;
use common::seen::Seen;
use factsheet::picture::{Content, Picture};

/// Exif data that say nothing but how a picture is turned.
fn exif(orientation: u8) -> Vec<u8> {
    let mut data = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    data.extend([orientation, 0, 0, 0, 0, 0, 0]);
    data
}

type Color = [u8; 3];

const COLORS: [[Color; 2]; 2] = [[[200, 0, 0], [0, 200, 0]], [[0, 0, 200], [200, 200, 0]]];

/// The picture of four colors as a camera keeps it: turned so that the Exif number turns it back. How each number places
/// the first row and column is told in Exif 2.32, 4.6.4.
fn kept(orientation: u8) -> [[Color; 2]; 2] {
    let seen = COLORS;
    let at = |row: usize, column: usize| match orientation {
        1 => seen[row][column],
        2 => seen[row][1 - column],
        3 => seen[1 - row][1 - column],
        4 => seen[1 - row][column],
        5 => seen[column][row],
        6 => seen[column][1 - row],
        7 => seen[1 - column][1 - row],
        _ => seen[1 - column][row],
    };
    [[at(0, 0), at(0, 1)], [at(1, 0), at(1, 1)]]
}

/// A PNG file in which each color is a block of 8 points by 16, as the camera keeps it.
fn file(orientation: u8) -> Vec<u8> {
    let is_sideways = orientation > 4;
    let (wide, high) = if is_sideways { (16, 8) } else { (8, 16) };
    let kept = kept(orientation);
    let rows = (0..2 * high).flat_map(|y| (0..2 * wide).map(move |x| kept[y / high][x / wide]));
    let points: Vec<u8> = rows.flatten().collect();
    let mut info = png::Info::with_size(2 * wide as u32, 2 * high as u32);
    info.color_type = png::ColorType::Rgb;
    info.bit_depth = png::BitDepth::Eight;
    info.exif_metadata = Some(exif(orientation).into());
    let mut file = Vec::new();
    let encoder = png::Encoder::with_info(&mut file, info).expect("an encoder");
    encoder
        .write_header()
        .expect("a head")
        .write_image_data(&points)
        .expect("points");
    file
}

/// The page of a sheet that has a picture, seen, and whether each of the picture's quarters has its color.
#[test]
fn pictures_are_seen_as_they_were_taken() {
    let project = Project::example("drawn");
    let words = project.text("layouts/copy/en.md");
    let pictures = words.find("## Pictures").expect("pictures");
    let only = "![Four colors](layouts/pictures/turned.png)\n";
    project.write(
        "layouts/copy/en.md",
        format!("{}## Pictures {{.pictures}}\n\n{only}", &words[..pictures]),
    );
    for orientation in 1..=8 {
        project.write("layouts/pictures/turned.png", file(orientation));
        let run = project.run(&["render"]);
        assert_eq!(run.status, 0, "{run}");
        let pdf = std::fs::read(project.path("out/2024-NORTH.pdf")).expect("a sheet");
        let page = Seen::pages(pdf, 1.0).swap_remove(0);
        let middles = COLORS.map(|row| row.map(|color| middle(&page, color)));
        let [[one, two], [three, four]] = middles;
        let is_left = |a: (f64, f64), b: (f64, f64)| a.0 + 2.0 < b.0 && (a.1 - b.1).abs() < 1.0;
        let is_above = |a: (f64, f64), b: (f64, f64)| a.1 + 2.0 < b.1 && (a.0 - b.0).abs() < 1.0;
        assert!(
            is_left(one, two) && is_left(three, four),
            "{orientation}: {middles:?}"
        );
        assert!(
            is_above(one, three) && is_above(two, four),
            "{orientation}: {middles:?}"
        );
    }
}

/// The middle of all points of a color.
fn middle(page: &Seen, color: Color) -> (f64, f64) {
    let width = page.width as usize;
    let points = page.colors.chunks_exact(3).enumerate();
    let same = |point: &[u8]| point.iter().zip(color).all(|(a, b)| a.abs_diff(b) < 24);
    let found: Vec<usize> = points
        .filter(|(_, point)| same(point))
        .map(|(at, _)| at)
        .collect();
    assert!(!found.is_empty(), "{color:?}");
    let count = found.len() as f64;
    let sum =
        |place: &dyn Fn(usize) -> usize| found.iter().map(|at| place(*at) as f64).sum::<f64>();
    (sum(&|at| at % width) / count, sum(&|at| at / width) / count)
}

#[test]
fn photographs_keep_their_points_and_change_their_sides() {
    const PHOTO: &[u8] = include_bytes!("projects/drawn/layouts/pictures/photo.jpg");
    let with = |data: &[u8]| {
        let length = u16::try_from(data.len() + 8)
            .expect("short data")
            .to_be_bytes();
        let mut file = PHOTO[..2].to_vec();
        file.extend([0xff, 0xe1].into_iter().chain(length).chain(*b"Exif\0\0"));
        file.extend(data);
        file.extend(&PHOTO[2..]);
        Picture::read(&file, None).expect("a photograph")
    };
    let upright = Picture::read(PHOTO, None).expect("a photograph").size;
    for orientation in 0..=9 {
        let photo = with(&exif(orientation));
        let is_sideways = (5..=8).contains(&orientation);
        let (wide, high) = (photo.size.width, photo.size.height);
        let expected = if is_sideways {
            (upright.height, upright.width)
        } else {
            (upright.width, upright.height)
        };
        assert_eq!((wide, high), expected, "{orientation}");
        assert!(matches!(photo.content, Content::Raster(_)));
    }
    // Damaged data say nothing.
    for damaged in [
        b"".as_slice(),
        b"MM",
        b"II*\0\xff\xff\xff\xff",
        b"MM\0*\0\0\0\x08\0\x01\x01\x12",
    ] {
        assert_eq!(with(damaged).size, upright);
    }
}

/// Neither the file nor what is packed in it fills the memory.
#[test]
fn photographs_that_are_too_large_are_refused() {
    let project = Project::example("drawn");
    let photo = project.path("layouts/pictures/photo.jpg");
    let file = std::fs::OpenOptions::new()
        .write(true)
        .open(photo)
        .expect("a file");
    file.set_len(64_000_001).expect("a large file");
    let run = project.run(&["render"]);
    assert_eq!(run.status, 1, "{run}");
    assert!(run.stderr.contains("it has more than 64 MB"), "{run}");
    let mut info = png::Info::with_size(5_001, 5_000);
    info.color_type = png::ColorType::Grayscale;
    info.bit_depth = png::BitDepth::One;
    let mut file = Vec::new();
    let encoder = png::Encoder::with_info(&mut file, info).expect("an encoder");
    let mut writer = encoder.write_header().expect("a head");
    writer
        .write_image_data(&vec![0; 626 * 5_000])
        .expect("points");
    drop(writer);
    let found = Picture::read(&file, None).expect_err("too many points");
    assert!(found.why.contains("5001 by 5000"), "{}", found.why);
}
