//! Writes a project with as many areas as asked for, to see what a large batch costs.
//!
//! `cargo run --release --example areas -- COUNT FOLDER` copies the project in the current folder,
//! with areas that are made up and samples of their figures. With `--counties` the project is
//! `tests/projects/county`, and the areas are counties in 50 states. The same count gives the same files.

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

/// The year of the samples of areas.
const YEAR: u16 = 2023;

/// The years of the samples of counties.
const COUNTY_YEARS: [u16; 2] = [2023, 2024];

/// The number of states that have counties.
const STATES: usize = 50;

fn main() -> Result<(), Box<dyn Error>> {
    let (options, arguments): (Vec<String>, Vec<String>) = std::env::args()
        .skip(1)
        .partition(|argument| argument.starts_with("--"));
    let [count, folder] = arguments.as_slice() else {
        return Err("give a count and a folder".into());
    };
    let count: usize = count.parse()?;
    let most = BEFORE.len() * FIRST.len() * LAST.len();
    if count > most {
        return Err(format!("there are names for {most} areas").into());
    }
    let folder = Path::new(folder);
    match options.as_slice() {
        [] => write(Path::new("."), folder, &areas(count)?, &[YEAR]),
        [option] if option == "--counties" => {
            let project = Path::new("tests/projects/county");
            write(project, folder, &counties(count)?, &COUNTY_YEARS)
        }
        _ => Err("the only option is --counties".into()),
    }
}

/// The list of the places: areas of one level.
fn areas(count: usize) -> Result<String, std::fmt::Error> {
    let mut list = String::new();
    for index in 0..count {
        write!(
            list,
            "[[jurisdiction]]\ncode = \"A{index:05}\"\nname = \"{}\"\n\n",
            name(index)
        )?;
    }
    Ok(list)
}

/// The list of the places: the nation, its states, and their counties. The code of a county has the two digits of its
/// state and three digits of its own, as real ones have.
fn counties(count: usize) -> Result<String, std::fmt::Error> {
    let mut list = "[national]\ncode = \"US\"\nname = \"United States\"\n\n".to_owned();
    for state in 0..STATES {
        let name = format!("State of {}", FIRST[state % FIRST.len()]);
        let name = format!("{name}{}", LAST[state / FIRST.len()]);
        write!(
            list,
            "[[jurisdiction]]\ncode = \"S{state:02}\"\nname = \"{name}\"\n\n"
        )?;
    }
    for index in 0..count {
        let (state, own) = (index % STATES, index / STATES);
        write!(
            list,
            "[[jurisdiction]]\ncode = \"{:02}{:03}\"\nname = \"{} County\"\nwithin = \"S{state:02}\"\n\n",
            state + 1,
            2 * own + 1,
            name(index)
        )?;
    }
    Ok(list)
}

/// Writes a copy of a project with other places and with samples of their figures.
fn write(project: &Path, folder: &Path, places: &str, years: &[u16]) -> Result<(), Box<dyn Error>> {
    for shared in ["data", "layouts"] {
        copy(&project.join(shared), &folder.join(shared))?;
    }
    copy(Path::new("fonts"), &folder.join("fonts"))?;
    for year in years {
        fs::remove_dir_all(folder.join(format!("data/{year}")))?;
    }
    fs::write(folder.join("data/jurisdictions.toml"), places)?;
    let files = Folder::open(folder).ok_or("no project was copied")?;
    let project = Project::read(&mut Reader::new(&files)).ok_or("the project is broken")?;
    for year in years {
        let wish = SampleRequest {
            year: *year,
            is_beside: false,
            as_of: false,
            seed: 0,
            stress: false,
        };
        let samples = sample(&project, wish).map_err(|problem| problem.message)?;
        let year = folder.join(format!("data/{year}"));
        write_samples(&year, &samples).map_err(|refusal| format!("{refusal:?}"))?;
    }
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
