//! Writes a project with as many areas as asked for, to see what a large batch costs.
//!
//! `cargo run --release --example areas -- COUNT FOLDER` copies the project in the current folder,
//! with areas that are made up and samples of their figures. The same count gives the same files.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use factsheet::batch::{Folder, write_samples};
use factsheet::project::{Project, Reader};
use factsheet::sample::{SampleRequest, sample};

/// What area names are made of: 16 × 25 × 25 differ.
const BEFORE: [&str; 16] = [
    "Upper", "Lower", "North", "South", "East", "West", "Old", "New", "Great", "Little", "Middle",
    "Inner", "Outer", "Near", "Far", "High",
];
const FIRST: [&str; 25] = [
    "Alder", "Amber", "Ash", "Beech", "Birch", "Bright", "Cedar", "Clear", "Copper", "Elm", "Fern",
    "Fox", "Glen", "Hazel", "Heron", "Juniper", "Larch", "Maple", "Oak", "Pine", "Raven", "Rowan",
    "Silver", "Stone", "Willow",
];
const LAST: [&str; 25] = [
    "bank", "bay", "bridge", "brook", "burg", "bury", "crest", "dale", "field", "ford", "gate",
    "grove", "ham", "haven", "hill", "land", "mead", "mere", "mont", "moor", "port", "ridge",
    "shore", "ton", "wood",
];

/// The year of the samples.
const YEAR: u16 = 2023;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(count), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("give a count and a folder".into());
    };
    let count: usize = count.parse()?;
    let most = BEFORE.len() * FIRST.len() * LAST.len();
    if count > most {
        return Err(format!("there are names for {most} areas").into());
    }
    write(count, Path::new(&folder))
}

fn write(count: usize, folder: &Path) -> Result<(), Box<dyn Error>> {
    for shared in ["data", "fonts", "layouts"] {
        copy(Path::new(shared), &folder.join(shared))?;
    }
    let year = folder.join(format!("data/{YEAR}"));
    fs::remove_dir_all(&year)?;
    let mut jurisdictions = String::new();
    for index in 0..count {
        let name = name(index);
        write!(
            jurisdictions,
            "[[jurisdiction]]\ncode = \"A{index:05}\"\nname = \"{name}\"\n\n"
        )?;
    }
    fs::write(folder.join("data/jurisdictions.toml"), jurisdictions)?;
    let files = Folder::open(folder).ok_or("no project was copied")?;
    let project = Project::read(&mut Reader::new(&files)).ok_or("the project is broken")?;
    let wish = SampleRequest {
        year: YEAR,
        seed: 0,
        stress: false,
    };
    let samples = sample(&project, wish).map_err(|problem| problem.message)?;
    write_samples(&year, &samples).map_err(|refusal| format!("{refusal:?}"))?;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

fn name(index: usize) -> String {
    let (rest, before) = (index / BEFORE.len(), BEFORE[index % BEFORE.len()]);
    let (first, last) = (FIRST[rest % FIRST.len()], LAST[rest / FIRST.len()]);
    format!("{before} {first}{last}")
}
