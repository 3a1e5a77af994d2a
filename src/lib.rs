//! Turns a year's figures and a page of text into printable fact sheets, one PDF for each jurisdiction.
//!
//! # The pipeline
//!
//! There is one way through the program. Each stage is a pure function of the one before. Only [`batch`] and [`cli`]
//! use the disk, and only [`cli`] reads the clock, to report how long a run took.
//!
//! ```text
//! project  →  copy  →  layout  →  pdf  ( →  raster )
//! files as    Blocks    Pages of   bytes    pictures
//! written     of Runs   Frames
//! ```
//!
//! 1. [`project`] reads the user's files into typed values that keep their source locations: the publication, the
//!    jurisdictions, the dictionary of figures, the figures of a year, and the [design](project::Stylesheet). It checks
//!    the figures against the dictionary's rules.
//! 2. [`copy`] compiles the text once, with every name looked up ([`copy::Copy::read`]), and fills it in for each sheet
//!    ([`copy::Copy::fill`]). The result is [`copy::Block`]s of [`text::Run`]s; each run knows the figure it prints and
//!    its source location. Charts, [pictures](picture) and QR codes are blocks, too. [`template`] is the language of the
//!    placeholders and guards in the text.
//! 3. [`text`] and [`layout`] turn blocks into pages ([`layout::compose`]). Runs are shaped into words and broken into
//!    lines over the whole paragraph. Blocks are placed one below the other or, in sections that the design has a style
//!    for, in columns and boxes with callouts on cards. The text size is the largest at which the sheet fits. The result
//!    is [`layout::Frame`]s whose items keep their roles. [`layout::tree`] reads the meaning of the pages off them.
//! 4. [`pdf`] paints the pages ([`pdf::paint`]) and writes them ([`pdf::write`]) as a tagged, archival file, with the
//!    printed figures attached as data ([`record`]). It only draws: nothing is on a page that is not in the frames.
//! 5. [`raster`] draws the pages of the file as pictures, on request.
//! 6. [`output`] lists the kinds of files that are made from a sheet: from its blocks, its pages or its PDF. The stages
//!    after it, such as releases and the command line, know outputs and no file formats.
//!
//! An [`edition::Edition`] is one design in one language with everything that its sheets share, prepared once.
//! [`batch`] makes many sheets from it, on all cores. The bytes of a sheet depend on its edition and its values, never on
//! the other sheets of the batch. The figures of a jurisdiction are read when its turn comes and dropped when its sheets
//! are made, so that memory does not grow with the number of jurisdictions.
//!
//! The result of a run is a release ([`batch::release`]): a folder with a manifest and checksums that is complete at any
//! moment, even while it is being written. A batch can be made in parts ([`batch::Shard`]) that are merged later
//! ([`batch::release::Merge`]). A book ([`edition::Book`]) is all sheets of an edition in one file. A book may be larger
//! than memory, so its sheets are laid out twice, a few at a time: once to count pages and once to write them
//! ([`batch::bind`]).
//!
//! # Beside the pipeline
//!
//! - [`proofread`] warns about probable slips: a number typed in place of a placeholder, a withheld number that can be
//!   worked out, a number that is still last year's.
//! - [`spreadsheet`] exports figures and imports them again. An import changes the cells that differ in the files of
//!   [`project`], and nothing else.
//! - [`new_year`] starts the files of a year, and [`diff`] compares two years.
//! - [`trace`] lists every printed figure with its position on the page and the source location of its number.
//! - [`sample`] makes up figures to try text and designs with. [`schema`] describes the files to editors. [`starter`] has
//!   the shipped project, from which a new one can be started anywhere.
//! - [`language`] has the words that the program itself needs of each language.
//!
//! Errors are [`diagnostic::Diagnostic`]s with source locations. They are collected and shown together at the end; no
//! stage prints, and none stops at the first, except for a command line that does not fit the project. A bug panics; a user's mistake never does. Lengths are integers
//! ([`geometry::Length`]), so that the same input gives the same bytes on every machine.
//!
//! `tests/structure.rs` enforces the layers: a module uses lower modules only, and no files use each other in a circle.
//!
//! # Where a change goes
//!
//! | change | place |
//! |---|---|
//! | a figure, a rule, text, a design | `data/` and `layouts/`: no Rust |
//! | a kind of figure | one file in `project/kind/` and its entry in the list of `project/kind/mod.rs`; how a language prints it, `project/numerals.rs` |
//! | a key of a data file | the file of [`project`] that reads it; a key of the dictionary, `project/dictionary/` |
//! | a key of a design | `project/stylesheet/raw/` for its TOML, `project/stylesheet/resolve/` for its default, `project/stylesheet/mod.rs` or `project/stylesheet/sections.rs` for its value |
//! | the syntax of placeholders and guards | [`template`] |
//! | the meaning of placeholders and guards | names in `copy/names/`, conditions in `copy/condition.rs` and `copy/compiled.rs`, values in [`copy::answers`] |
//! | lists | `project/dictionary/list.rs` and `project/values/read_rows.rs`; loops of the text, `copy/loops.rs`; the order of rows, `copy/order.rs` |
//! | a language and its words | one file in `language/` and its entry in the list of `language/mod.rs`; quotes and percent sign, `language/punctuation.rs` |
//! | the quotes of a language | `language/punctuation.rs`, a case in `copy/quotes/tests.rs` |
//! | attributes, such as `{.total}` | `copy/attributes/`; what they change in `copy/block.rs` |
//! | footnotes | their syntax, `copy/footnote_syntax.rs` and `copy/footnote_names.rs`; their numbers, `copy/settle.rs`; the feet of pages, `layout/feet.rs` and `layout/flow/footing.rs`; their style, `project/stylesheet/footnotes.rs`; superior figures, `text/superior.rs` |
//! | the list of sources | `copy/sources.rs` |
//! | markup of other Markdown dialects | `copy/dialect/marks.rs` and its tables of cases |
//! | a kind of block | the list in `copy/block.rs`, an arm in `copy/markdown/reader.rs` or `copy/drawn/`, one file in `layout/` with an arm in `layout/arrange/` and its colors in `layout/grounds.rs`, one gallery test |
//! | a kind of chart | its name in `copy/chart_source.rs`, its numbers in one file in `copy/drawn/chart/`, its data in `copy/chart.rs`, its alternative text in `copy/drawn/chart/spoken.rs` and `language/`, one file in `layout/chart/`; `docs/reference/charts.md` |
//! | a setting of charts | `copy/drawn/chart/head.rs`; one case in `tests/mistakes/charts.rs` |
//! | the layout of sections | `layout/section/`; the grouping of their blocks, `layout/arrange/section.rs` |
//! | the features of picture files | `picture/` |
//! | the placeholders in the path of a picture | `copy/picture_path.rs`; the files of a place, `batch/picture_cache.rs` |
//! | the supported scripts | `script.rs`, with a font that has the script; `docs/reference/files.md` |
//! | the meaning of pages for screen readers | roles in `layout/frame.rs`, the tree in `layout/tree/`, tags in `pdf/tags.rs` |
//! | a library that decodes users' files | a call of [`guard::guarded`] around it |
//! | the metadata of a PDF | `pdf/metadata.rs` |
//! | the pictures of pages | [`raster`] |
//! | a check for slips | one file in `proofread/`, called where its input is complete: the text or the figures of a sheet in `proofread/mod.rs`, two years or all places in `batch/`; a code, one case in `tests/proofread.rs` |
//! | messages of one cause that are shown as one | [`diagnostic::Diagnostic::about`] where they are made; `diagnostic/group.rs` |
//! | a diagnostic | its code in `diagnostic/code.rs`, one case in the tests; `docs/errors.md` is made from both by `tests/errors.rs` |
//! | the import of spreadsheets | `spreadsheet/import/`, one case in `tests/cells.rs`, of long tables in `tests/long_tables.rs`; `docs/reference/spreadsheets.md` |
//! | a column of spreadsheets | `spreadsheet/table.rs`, its cells in `spreadsheet/export/` and `spreadsheet/import/reading.rs` |
//! | computed figures in spreadsheets | results, `spreadsheet/computed.rs`; formulas in cells, `spreadsheet/export/xlsx/formulas.rs`; the comparison, `spreadsheet/import/computed.rs` |
//! | the look of exported spreadsheets | cell styles in `spreadsheet/export/xlsx/style.rs`, widths and heights in `spreadsheet/export/xlsx.rs` |
//! | a hard case to try designs on | `sample/cases.rs` |
//! | the data in a sheet | [`record`], `docs/reference/data.md` and its schema |
//! | a kind of output | one file in `output/` and its entry in `output/list.rs`; `docs/reference/release.md` |
//! | the manifest | the entry in its output's file, `batch/release/manifest.rs`; `docs/reference/release.md` and the schema |
//! | the files of a release that stay or go | the rule in its output's file; the common rules, `batch/release/stays.rs` |
//! | the comparison of two years | `diff/compare.rs`; each form of output, a file beside it and its name in `cli/diff.rs` |
//! | the help of an editor for a key | the doc comment of the type that reads it; of a figure, `schema/figures.rs`; then `factsheet schema` |
//! | the files of a new project | `starter/`: the list of shipped files, and a README; the files of a bare project, `starter/bare/` |
//! | the front matter of a book | `layout/contents.rs` |
//! | the needs of print shops | `layout/trim.rs` |
//! | the form of the mark of drafts and samples | `layout/mark/`; its name, `project/stylesheet/mark_form.rs` |
//! | a command | one file in `cli/`, its options in `cli/arguments.rs`, an arm in `cli/mod.rs` |
//!
//! # A small sheet
//!
//! A project need not be on a disk. This one prints one sentence for one place:
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
