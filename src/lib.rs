//! Turns a year's figures and a page of words into printable fact sheets, one PDF for each
//! jurisdiction.
//!
//! # How a sheet comes to be
//!
//! One way, each stage a pure function of the one before. Only [`batch`] and [`cli`] touch the
//! disk, and only [`cli`] looks at the clock, to say how long it took.
//!
//! ```text
//! project  →  copy  →  layout  →  pdf  ( →  raster )
//! files as    Blocks    Pages of   bytes    pictures
//! written     of Runs   Frames
//! ```
//!
//! 1. [`project`] reads the user's files into typed values, each of which knows its place: the
//!    publication, the jurisdictions, the dictionary of figures, the figures of a year, and the
//!    [design](project::Stylesheet). It holds the dictionary's rules against the figures.
//! 2. [`copy`] compiles the words once, with every name looked up ([`copy::Copy::read`]), and fills
//!    them in for each sheet ([`copy::Copy::fill`]): [`copy::Block`]s of [`text::Run`]s, each of
//!    which knows the figure it prints and where it was written. What stands among them and is drawn, charts,
//!    [pictures](picture) and QR codes, are blocks, too.
//! 3. [`text`] and [`layout`] turn blocks into pages ([`layout::compose`]). Runs are shaped into
//!    words, broken into lines over the whole paragraph, and placed: one below the other, or where the design
//!    has a style for a section, in columns and boxes, with its callouts lifted out onto cards; the text size is
//!    the largest at which the sheet fits. The result is [`layout::Frame`]s whose items know what they are.
//! 4. [`pdf`] paints the pages ([`pdf::paint`]) and writes them ([`pdf::write`]), tagged and archival, with
//!    the figures that are printed beside them as data ([`record`]). It only draws: what is not in the
//!    frames is not on the page.
//! 5. [`raster`] draws the pages of the file as pictures, when they are asked for.
//! 6. [`output`] has the list of all kinds of files that are made of a sheet: from its blocks, its pages or its PDF.
//!    Everything after it, such as releases and the command line, knows outputs and no file formats.
//!
//! An [`edition::Edition`] is one design in one language with all that its sheets have in common,
//! prepared once; [`batch`] makes many sheets from it, on all cores. A sheet's bytes depend on its
//! edition and its values, never on which other sheets are made with it. A jurisdiction's figures
//! are read when its turn comes and forgotten when its sheets are made, however many there are.
//!
//! What is made is a release ([`batch::release`]): a folder with a manifest and checksums, which is whole
//! whatever happens while it is written. A batch can be made in parts ([`batch::Shard`]) that are joined
//! again ([`batch::release::Merge`]). A book ([`edition::Book`]) is all sheets of an edition in one
//! file. It may be larger than memory, so its sheets are laid out twice: once for their numbers of pages, and once to be
//! written ([`batch::bind`]), a few at a time.
//!
//! What is probably a slip is asked about in [`proofread`]: a number typed where a placeholder belongs, a
//! withheld number that can be worked out, a number that is still last year's. [`sample`] makes figures up to try
//! words and design with.
//!
//! Figures come and go as spreadsheets, too ([`spreadsheet`]): what is different in one is changed in the files
//! that [`project`] reads, and nothing else. [`new_year`] begins the files of a year, [`diff`] holds two years against
//! each other, [`trace`] says of every printed figure where it stands and where its number is written, and
//! [`schema`] tells editors what the files can say. The shipped project is in the program as well ([`starter`]), so that
//! a new one can be started anywhere.
//!
//! What is wrong is a [`diagnostic::Diagnostic`] with a place. Diagnostics are collected and shown
//! together in the end; no stage prints or stops at the first. A bug panics; a user's mistake never
//! does. Lengths are integers ([`geometry::Length`]), so that the same input gives the same bytes
//! on every machine.
//!
//! # Where a change goes
//!
//! | change | place |
//! |---|---|
//! | a figure, a rule, words, a design | `data/` and `layouts/`: no Rust |
//! | a key of a file | [`project`], one file for each kind |
//! | what placeholders and guards can do | [`template`] for the syntax, `copy/compile.rs` and [`copy::answers`] for the meaning |
//! | a language and its words | one file in `language/`, one line in the list of its `mod.rs` |
//! | the quotes of a language | `language/punctuation.rs`, a case in `copy/quotes/tests.rs` |
//! | what is recognized as markup of another dialect | `copy/dialect/marks.rs` and its tables of cases |
//! | a kind of block | the list in `copy/block.rs`, an arm in `copy/markdown/reader.rs` or `copy/drawn/`, one file in `layout/` with an arm in `layout/arrange/` and its colors in `layout/grounds.rs`, one gallery test |
//! | a kind of chart | one file in `layout/chart/` |
//! | how sections stand | `layout/section/`; what belongs together in them, `layout/arrange/section.rs` |
//! | what a picture file may have in it | `picture/` |
//! | which scripts can be set | `script.rs`, with a font that has it; `docs/reference/files.md` |
//! | what a screen reader reads | roles in `layout/frame.rs`, the tree in `layout/tree/`, tags in `pdf/tags.rs` |
//! | a library that decodes users' files | a call of [`guard::guarded`] around it |
//! | what a PDF says of itself | `pdf/metadata.rs` |
//! | what a picture of a page is like, and says of itself | [`raster`] |
//! | something else to ask about | one file in `proofread/`, one case in `tests/proofread.rs` |
//! | what is understood in a spreadsheet | `spreadsheet/import/`, one case in `tests/cells.rs`, `docs/reference/spreadsheets.md` |
//! | how a spreadsheet looks | `spreadsheet/export/xlsx/style.rs` |
//! | a hard case to try designs on | `sample/cases.rs` |
//! | the data in a sheet | [`record`], `docs/reference/data.md` and its schema |
//! | a kind of file that is made of sheets | one file in `output/`, one line in `output/list.rs`; `docs/reference/release.md` |
//! | what a manifest says | the entry in its output's file, `batch/release/manifest.rs`; `docs/reference/release.md` and the schema |
//! | what becomes of files that were there | the rule in its output's file; what holds for all, `batch/release/stays.rs` |
//! | what is compared between two years | `diff/compare.rs`; how it is shown, a file each beside it |
//! | what an editor knows of a key | the type that reads it, with a comment for whoever writes the file; `factsheet schema` |
//! | what a new project begins with | `starter/`: the list of what is shipped, and the README of its own |
//! | what stands before the sheets of a book | `layout/contents.rs` |
//! | what a print shop needs | `layout/trim.rs` |
//! | a command | one file in `cli/` |
//!
//! # A small sheet
//!
//! A project need not lie on a disk. This one prints one sentence for one place:
//!
//! ```
//! use factsheet::batch::{Selection, Work, plan, render};
//! use factsheet::project::{Memory, Reader};
//! use std::sync::Mutex;
//!
//! let files = Memory::default()
//!     .with("data/publication.toml", r#"
//!         name = "Library report"
//!         publisher = "City Library"
//!         languages = ["en-US"]
//!         layout = "card"
//!     "#)
//!     .with("data/jurisdictions.toml", r#"
//!         [[jurisdiction]]
//!         code = "N"
//!         name = "North Branch"
//!     "#)
//!     .with("data/figures.toml", r#"
//!         [[figure]]
//!         id = "loans.total"
//!         label = "Loans"
//!         kind = "count"
//!         in = ["state"]
//!     "#)
//!     .with("data/2024/N.toml", "year = 2024\njurisdiction = 'N'\nstatus = 'draft'\nloans.total = 1_234")
//!     .with("layouts/copy/en.md",
//!         "+++\ntitle = 'Loans of {{ state.name }}'\nstatus = 'draft'\n+++\n\
//!          {{ state.name }} made **{{ loans.total | counted('loan', 'loans') }}** in {{ year }}.\n")
//!     .with("layouts/card.toml", r#"
//!         [page]
//!         size = "a5"
//!         margin = { top = "2cm", right = "2cm", bottom = "2cm", left = "2cm" }
//!         [fit]
//!         text = { min = "9pt", max = "12pt" }
//!         [fonts]
//!         regular = "fonts/regular.ttf"
//!         [styles.text]
//!         font = "regular"
//!     "#)
//!     .with("fonts/regular.ttf", include_bytes!("../fonts/SourceSans3-Regular.ttf"));
//!
//! let mut reader = Reader::new(&files);
//! let plan = plan(&mut reader, &Selection::default()).unwrap().unwrap();
//! assert!(reader.report.is_empty());
//!
//! let made = Mutex::new(Vec::new());
//! let work = Work {
//!     threads: 1,
//!     make: &|edition, inputs, tools, report| plan.outputs.make(edition, inputs, tools, report),
//!     keep: &|sheet| {
//!         made.lock().unwrap().extend(sheet.made);
//!         Ok(())
//!     },
//!     should_continue: &|| true,
//! };
//! let batch = render(&plan, &mut reader, &work);
//! assert!(reader.report.is_empty());
//! assert_eq!(batch.outcomes.len(), 1);
//!
//! let file = &made.lock().unwrap()[0];
//! assert_eq!(file.entry.facts().file, "2024-N.pdf");
//! assert!(file.bytes.starts_with(b"%PDF-1.7"));
//! ```

pub mod batch;
pub mod cli;
pub mod copy;
pub mod diagnostic;
pub mod diff;
pub mod digest;
pub mod edition;
pub mod geometry;
pub mod guard;
pub mod language;
pub mod layout;
pub mod new_year;
pub mod output;
pub mod pdf;
pub mod picture;
pub mod project;
pub mod proofread;
pub mod raster;
pub mod record;
pub mod sample;
pub mod schema;
pub mod script;
pub mod spreadsheet;
pub mod starter;
pub mod template;
pub mod text;
pub mod trace;

/// The program and its version, as what it makes says.
pub const TOOL: &str = concat!("factsheet ", env!("CARGO_PKG_VERSION"));
