//! Writes a project with as many areas as asked for, to see what a large batch costs.
//!
//! `cargo run --release --example areas -- COUNT FOLDER` copies the project in the current folder,
//! with areas and figures that are made up and marked as samples. The same count gives the same files.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

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
    let year = folder.join("data/2023");
    fs::remove_file(year.join("AL.toml"))?;
    let mut jurisdictions = String::new();
    for index in 0..count {
        let code = format!("A{index:05}");
        let name = name(index);
        write!(
            jurisdictions,
            "[[jurisdiction]]\ncode = \"{code}\"\nname = \"{name}\"\n\n"
        )?;
        fs::write(year.join(format!("{code}.toml")), figures(index, &code))?;
    }
    fs::write(folder.join("data/jurisdictions.toml"), jurisdictions)?;
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

fn figures(index: usize, code: &str) -> String {
    let mut numbers = Numbers(index as u64 + 1);
    let parts = [numbers.up_to(900), numbers.up_to(600), numbers.up_to(300)];
    let total: u64 = parts.iter().sum();
    let [social_services, other, orr] = parts;
    let reports = numbers.up_to(400_000);
    let submissions = numbers.up_to(2_000);
    let engagements = numbers.up_to(400);
    let supported = numbers.up_to(500);
    let connected = numbers.up_to(200);
    let cases = numbers.up_to(40);
    let users = numbers.up_to(1_500);
    format!(
        "year = 2023\njurisdiction = \"{code}\"\nstatus = \"sample\"\nsource = \"made up\"\n\n\
         [cybertipline]\nreports = {reports}\n\n\
         [cvip]\nsubmissions = {submissions}\n\n\
         [missing]\ntotal = {total}\nsocial_services = {social_services}\nother = {other}\norr = {orr}\n\n\
         [trafficking]\nengagements = {engagements}\n\n\
         [team_hope]\nsupported = {supported}\n\n\
         [outreach]\nconnected = {connected}\n\n\
         [team_adam]\ncases = {cases}\n\n\
         [connect]\nnew_users = {users}\n"
    )
}

/// Numbers without order that are the same on every machine (`SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn up_to(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % (most + 1)
    }
}
