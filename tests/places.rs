//! The sheets of all places differ in the names of the places alone, each in its right form.
//!
//! The sentences with the names taken out are golden, once for all places.

mod common;

use common::Project;
use common::sentences::sheets;
use factsheet::batch::Folder;
use factsheet::project::Reader;

/// The place whose name has three forms in every language.
const MODEL: &str = "DC";

/// The forms of a place's name.
struct Forms {
    code: String,
    name: String,
    in_text: String,
    of: String,
}

impl Forms {
    /// Those of all places, in the order of the file.
    fn all(project: &Project, language: &str) -> Vec<Self> {
        let places: toml::Table = project
            .text("data/jurisdictions.toml")
            .parse()
            .expect("TOML");
        let places = places["jurisdiction"].as_array().expect("places");
        places.iter().map(|p| Self::read(p, language)).collect()
    }

    fn read(place: &toml::Value, language: &str) -> Self {
        let form = |key: &str| {
            let form = place.get(key)?;
            let own = form.as_str().or_else(|| form.get(language)?.as_str());
            own.map(str::to_owned)
        };
        let name = form("name").expect("a name");
        let in_text = form("in_text").unwrap_or_else(|| name.clone());
        Self {
            code: place["code"].as_str().expect("a code").to_owned(),
            of: form("of").unwrap_or_else(|| format!("de {in_text}")),
            name,
            in_text,
        }
    }

    /// Takes the name out of a sentence. The longer forms contain the shorter ones.
    fn take_out(&self, sentence: &str) -> String {
        let without = sentence
            .replace(&self.of, "⟨of⟩")
            .replace(&self.in_text, "⟨in_text⟩");
        without.replace(&self.name, "⟨name⟩")
    }

    /// Puts the name into a sentence from which another was taken out.
    fn put_in(&self, sentence: &str) -> String {
        let with = sentence
            .replace("⟨of⟩", &self.of)
            .replace("⟨in_text⟩", &self.in_text);
        with.replace("⟨name⟩", &self.name)
    }
}

/// Writes Alabama's figures for every place, so that only the names differ.
fn give_all_the_same_figures(project: &Project) {
    let alabama = project.text("data/2023/AL.toml");
    for place in Forms::all(project, "en") {
        let figures = alabama
            .replace("\"AL\"", &format!("\"{}\"", place.code))
            .replace("NCMEC, Alabama Data 2023", "A test")
            .replace("\"final\"", "\"sample\"");
        project.write(&format!("data/2023/{}.toml", place.code), figures);
    }
}

/// Compares the sheets of all places with that of the model.
fn differ_in_names_alone(project: &Project, language: &str) {
    give_all_the_same_figures(project);
    let forms = Forms::all(project, language);
    let sheets = sheets(&project.path(""), None, language);
    assert_eq!((sheets.len(), forms.len()), (56, 56));
    let of = |code: &str| {
        forms
            .iter()
            .find(|forms| forms.code == code)
            .expect("forms")
    };
    let model = sheets.iter().find(|sheet| sheet.code == MODEL);
    let model = model.expect("a sheet").sentences.iter();
    let sentences: Vec<String> = model.map(|s| of(MODEL).take_out(s)).collect();
    for sheet in &sheets {
        let own = of(&sheet.code);
        let expected: Vec<String> = sentences.iter().map(|s| own.put_in(s)).collect();
        assert_eq!(sheet.sentences, expected, "{}", sheet.code);
        assert_eq!(sheet.pages, 1, "{}", sheet.code);
    }
    let named = sentences.iter().filter(|sentence| sentence.contains('⟨'));
    let named: Vec<&str> = named.map(String::as_str).collect();
    insta::with_settings!({ snapshot_path => "snapshots/sentences", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(format!("places-{language}"), named.join("\n"));
    });
}

#[test]
fn in_english() {
    differ_in_names_alone(&Project::shipped(), "en");
}

#[test]
fn in_spanish() {
    let project = Project::shipped();
    project.write("layouts/copy/es.md", include_str!("words/es.md"));
    differ_in_names_alone(&project, "es");
}

/// The map of squares, drawn as text for a person to look at.
#[test]
fn their_tiles_make_a_map() {
    let folder = Folder::open(common::shipped()).expect("a project");
    let mut reader = Reader::new(&folder);
    let project = factsheet::project::Project::read(&mut reader).expect("a project");
    let mut rows = Vec::<Vec<&str>>::new();
    for place in project.jurisdictions.iter() {
        let tile = place.tile.expect("a tile");
        let (column, row) = (usize::from(tile.column), usize::from(tile.row));
        rows.resize(rows.len().max(row + 1), Vec::new());
        let squares = &mut rows[row];
        squares.resize(squares.len().max(column + 1), "  ");
        squares[column] = &place.code;
    }
    let rows: Vec<String> = rows.iter().map(|row| row.join(" ")).collect();
    insta::assert_snapshot!("tiles", rows.join("\n"));
}
