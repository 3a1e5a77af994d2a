//! `factsheet render`: makes the sheets.

use std::collections::BTreeSet;
use std::path::Path;

use super::arguments::RenderOptions;
use super::formats::formats;
use super::interrupt::Interrupt;
use super::messages::Messages;
use super::paths::shown_folder;
use super::prepare::{prepare, threads};
use super::release::{Made, conclude, list, sheets_and_pictures, tell};
use super::status::Status;
use crate::batch::release::{
    Change, Contents, Head, Part, Picture, Published, Refusal, Release, Sheet, file_of,
};
use crate::batch::{Batch, Finished, Folder, Plan, Witness, Work, WriteError, render};
use crate::diagnostic::counted as count;
use crate::edition::Drawn;
use crate::project::{Files, Reader};

/// A release of sheets that has been published.
struct Sheets {
    /// What is said of each file, and how it differs from what was there.
    lines: Vec<(String, Change)>,
    /// How many sheets and pictures there are.
    made: String,
    /// The files of those that have errors.
    missing: Vec<String>,
    /// What has become of what was there.
    published: Published,
}

/// Renders the selected sheets. When anything is wrong, nothing is published, unless what is good was
/// asked for nevertheless.
pub(super) fn run(
    folder: &Folder,
    options: &RenderOptions,
    messages: &Messages,
    interrupt: &Interrupt,
) -> Status {
    let mut selection = options.selectors.selection(options.demands);
    selection.shard = options.shard;
    selection.print_marks = options.print_marks;
    match formats(options) {
        Ok(formats) => selection.formats = formats,
        Err(usage) => {
            messages.usage(&usage);
            return Status::Usage;
        }
    }
    let witness = Witness::new(folder);
    let files: &dyn Files = match options.shard {
        Some(_) => &witness,
        None => folder,
    };
    let (mut reader, plan) = match prepare(files, &selection, messages) {
        Ok(prepared) => prepared,
        Err(status) => return status,
    };
    let Some(plan) = plan else {
        let made = Ok(Made::<Sheets>::Nothing);
        let out = &options.target.out;
        return conclude(made, reader, out, (messages, interrupt), |_| {});
    };
    let maker = Maker {
        plan: &plan,
        options,
        witness: &witness,
        is_whole: selection.is_whole(),
        messages,
        interrupt,
    };
    let made = maker.make(&mut reader);
    let out = &options.target.out;
    conclude(made, reader, out, (messages, interrupt), |sheets| {
        maker.summarize(sheets);
    })
}

/// Makes and publishes the sheets of a plan.
struct Maker<'m> {
    plan: &'m Plan,
    options: &'m RenderOptions,
    /// What is made from these files, when this is a part.
    witness: &'m Witness<'m>,
    /// Whether it is all jurisdictions.
    is_whole: bool,
    messages: &'m Messages,
    interrupt: &'m Interrupt,
}

/// A sheet that was kept.
struct Kept {
    sheet: Sheet,
    /// How its PDF differs from what was there; none when it is not wanted.
    pdf: Option<Change>,
    /// Likewise its pictures.
    pictures: Vec<(Picture, Change)>,
}

impl Maker<'_> {
    fn make(&self, reader: &mut Reader<'_>) -> Result<Made<Sheets>, Refusal> {
        let (plan, options) = (self.plan, self.options);
        let head = Head::new(plan.name(), plan.year, options.shard.map(Part::begun));
        let (out, force) = (&options.target.out, options.target.force);
        // When something is wrong with what all share, sheets are made only to find what else is.
        let release = match reader.report.has_errors() {
            true => None,
            false => Some(Release::open(out, head, force)?),
        };
        let batch = self.render(release.as_ref(), reader);
        if let Some(failure) = batch.failure {
            return Err(failure.into());
        }
        if batch.is_stopped {
            return Ok(Made::Stopped);
        }
        let kept = batch.outcomes.into_iter().flatten();
        let kept: Vec<Kept> = kept.flatten().collect();
        let is_good = !reader.report.has_errors() || (options.keep_going && !kept.is_empty());
        match release.filter(|_| is_good) {
            Some(release) => self.publish(release, kept, reader),
            None => Ok(Made::Nothing),
        }
    }

    /// Makes the sheets, and keeps them when there is a release.
    fn render(&self, release: Option<&Release>, reader: &mut Reader<'_>) -> Batch<Option<Kept>> {
        let progress = self.messages.progress(self.plan.numbers().len());
        let width = self.plan.formats.png.filter(|_| release.is_some());
        let keep = |finished: Finished<'_, Drawn>| {
            let kept = release.map(|release| self.keep(release, &finished));
            kept.transpose()
        };
        let work = Work {
            threads: threads(self.options.selectors.editions.jobs),
            make: &|edition, inputs, tools, report| edition.draw(inputs, width, tools, report),
            keep: &keep,
            goes_on: &|| {
                progress.step();
                !self.interrupt.is_raised()
            },
        };
        let batch = render(self.plan, reader, &work);
        progress.finish();
        batch
    }

    /// Hands the files of a sheet that are wanted to the release.
    fn keep(&self, release: &Release, finished: &Finished<'_, Drawn>) -> Result<Kept, WriteError> {
        let Drawn { rendered, pictures } = &finished.made;
        let keep_pdf = || release.keep(finished.file, &rendered.pdf, rendered.sum);
        let pdf = self.plan.formats.pdf.then(keep_pdf).transpose()?;
        let described = Picture::of(finished, rendered, pictures);
        let kept = described.zip(pictures).map(|(picture, raster)| {
            let change = release.keep(&picture.file, &raster.png, raster.sum)?;
            Ok((picture, change))
        });
        Ok(Kept {
            sheet: Sheet::new(finished, rendered),
            pdf,
            pictures: kept.collect::<Result<_, WriteError>>()?,
        })
    }

    fn publish(
        &self,
        release: Release,
        kept: Vec<Kept>,
        reader: &Reader<'_>,
    ) -> Result<Made<Sheets>, Refusal> {
        let has_errors = reader.report.has_errors();
        let missing = self.missing(&kept);
        let out = &self.options.target.out;
        let lines = kept.iter().flat_map(|kept| lines(kept, out)).collect();
        let part = self.options.shard.map(|shard| Part {
            shard,
            inputs: self.witness.inputs(self.plan),
            whole: self.is_whole,
            complete: !has_errors,
        });
        let (mut sheets, mut pictures) = (Vec::new(), Vec::new());
        for kept in kept {
            sheets.extend(kept.pdf.map(|_| kept.sheet));
            pictures.extend(kept.pictures.into_iter().map(|(picture, _)| picture));
        }
        let made = sheets_and_pictures(sheets.len(), pictures.len());
        let published = release.publish(Contents {
            sheets,
            pictures,
            books: Vec::new(),
            // What was made before of a sheet that has errors now stays.
            is_whole: self.is_whole && !has_errors,
            part,
        })?;
        Ok(Made::Released(Sheets {
            lines,
            made,
            missing,
            published,
        }))
    }

    /// The files of the sheets that have errors; of pictures, those of first pages.
    fn missing(&self, kept: &[Kept]) -> Vec<String> {
        let made: BTreeSet<&str> = kept.iter().map(|kept| kept.sheet.file.as_str()).collect();
        let files = self.plan.files();
        let missing = files.filter(|file| !made.contains(file.as_str()));
        match self.plan.formats.pdf {
            true => missing.collect(),
            false => missing.map(|file| file_of(&file, 1)).collect(),
        }
    }

    fn summarize(&self, sheets: &Sheets) {
        let (plan, messages) = (self.plan, self.messages);
        for (line, _) in &sheets.lines {
            messages.result(line);
        }
        let left_out = format!("left out, without figures for {}", plan.year);
        list(&left_out, &plan.left_out, messages);
        list("not made, because of errors", &sheets.missing, messages);
        let changes: Vec<Change> = sheets.lines.iter().map(|(_, change)| *change).collect();
        let out = &self.options.target.out;
        let made = format!("{} for {} in {}", sheets.made, plan.year, shown_folder(out));
        tell(&made, out, &changes, &sheets.published, messages);
    }
}

/// What is said of each file of a sheet that has been made.
fn lines(kept: &Kept, out: &Path) -> Vec<(String, Change)> {
    let Kept {
        sheet,
        pdf,
        pictures,
    } = kept;
    let line = |file: &str, what: String, change: Change| {
        let path = out.join(file);
        (format!("{}  {what}, {change}", path.display()), change)
    };
    let of_sheet = |change| {
        let (pages, size) = (count(sheet.pages, "page"), sheet.text_size);
        line(&sheet.file, format!("{pages}, text {size}"), change)
    };
    let of_picture = |(picture, change): &(Picture, Change)| {
        let size = format!("{} × {}", picture.width, picture.height);
        line(&picture.file, size, *change)
    };
    let of_sheet = pdf.map(of_sheet).into_iter();
    of_sheet.chain(pictures.iter().map(of_picture)).collect()
}
