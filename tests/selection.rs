//! The selection of places by level: the sheet of the nation, the places within one, and the books of the levels.

mod common;

use common::{Project, Run};

/// The names of the sheets and books that a run makes.
fn made(arguments: &[&str]) -> Vec<String> {
    let project = Project::example("county");
    let run = project.run(arguments);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run}");
    project.made()
}

fn refused(arguments: &[&str]) -> String {
    let project = Project::example("county");
    let Run { status, stderr, .. } = project.run(arguments);
    assert_eq!(status, 2, "{stderr}");
    assert!(project.made().is_empty());
    stderr
}

#[test]
fn all_levels_by_default() {
    let all = [
        "2024-01001.pdf",
        "2024-01003.pdf",
        "2024-01129.pdf",
        "2024-13001.pdf",
        "2024-13303.pdf",
        "2024-AL.pdf",
        "2024-GA.pdf",
        "2024-US.pdf",
    ];
    assert_eq!(made(&["render"]), all);
}

#[test]
fn the_nation_by_its_code() {
    assert_eq!(made(&["render", "US"]), ["2024-US.pdf"]);
}

#[test]
fn the_places_within_one() {
    let counties = ["2024-01001.pdf", "2024-01003.pdf", "2024-01129.pdf"];
    assert_eq!(made(&["render", "--within", "AL"]), counties);
    // The design of counties is for no other level.
    assert_eq!(
        made(&["render", "--within", "AL", "--layout", "county"]).len(),
        3
    );
}

#[test]
fn a_book_for_each_level() {
    let books = ["2024-book-county.pdf", "2024-book.pdf"];
    assert_eq!(made(&["book"]), books);
    assert_eq!(made(&["book", "--within", "AL"]), books[..1]);
}

#[test]
fn books_stand_beside_the_sheets_of_all_levels() {
    let project = Project::example("county");
    assert_eq!(project.run(&["render"]).status, 0);
    let run = project.run(&["book"]);
    assert_eq!(run.status, 0, "{run}");
    assert_eq!(project.made().len(), 8 + 2);
    // The same sheets again leave the books as they are.
    let again = project.run(&["render"]);
    assert_eq!((again.status, again.stderr.as_str()), (0, ""), "{again}");
    assert_eq!(project.made().len(), 8 + 2);
    // A book of fewer sheets would contradict those beside it.
    let part = project.run(&["book", "--within", "AL"]);
    assert_eq!(part.status, 1, "{part}");
    assert!(part.stderr.contains("error[other-sheets]"), "{part}");
}

#[test]
fn the_book_of_a_place_prints_only_its_counties() {
    let project = Project::example("county");
    let run = project.run(&["book", "--within", "AL"]);
    assert!(run.stdout.contains("3 sheets"), "{run}");
    let run = project.run(&["book", "--within", "GA", "--out", "georgia"]);
    assert!(run.stdout.contains("2 sheets"), "{run}");
}

#[test]
fn a_place_that_does_not_exist_is_refused() {
    let message = refused(&["render", "--within", "ALL"]);
    assert!(
        message.contains("there is no jurisdiction `ALL`"),
        "{message}"
    );
    assert!(message.contains("did you mean `AL`?"), "{message}");
    refused(&["book", "--within", "GGG"]);
    refused(&["render", "01002"]);
}

#[test]
fn a_design_for_other_levels_is_refused() {
    let message = "AL is a place of the level `state`, and county is not for it";
    let said = refused(&["render", "AL", "--layout", "county"]);
    assert!(said.contains(message), "{said}");
    assert_eq!(
        made(&["render", "AL", "--layout", "state"]),
        ["2024-AL.pdf"]
    );
}

#[test]
fn parts_make_the_same_release_as_the_whole() {
    let project = Project::example("county");
    for arguments in [
        &["render"][..],
        &["render", "--shard", "1/2", "--out", "one"],
        &["render", "--shard", "2/2", "--out", "two"],
        &["merge", "one", "two", "--out", "merged"],
    ] {
        let run = project.run(arguments);
        assert_eq!(run.status, 0, "{arguments:?}: {run}");
    }
    let read = |folder: &str, name: &str| std::fs::read(project.path(folder).join(name)).ok();
    let names = project.names("out");
    assert_eq!(names, project.names("merged"));
    for name in names {
        assert!(read("out", &name) == read("merged", &name), "{name}");
    }
}
