//! The pictures of a release: what the manifest says of each, and what their files are called.

use serde::{Deserialize, Serialize};

use super::manifest::{byte_count, suffix};
use crate::batch::render::Finished;
use crate::digest::Digest;
use crate::edition::Rendered;
use crate::project::Status;
use crate::raster::Raster;

/// A page of a sheet as a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Whose sheet it is.
    pub code: String,
    /// Its design and language, as in `letter-en`.
    pub edition: String,
    /// The name of its file.
    pub file: String,
    /// Which page of the sheet it is, from 1.
    pub page: usize,
    /// How many pixels it is wide.
    pub width: u16,
    /// How many it is high.
    pub height: u16,
    /// How many bytes it has.
    pub bytes: u64,
    /// Their sum.
    pub sha256: Digest,
    /// How far the sheet has come.
    pub status: Status,
    /// The sum of the PDF that it was made from, be it in the release or not.
    pub pdf_sha256: Digest,
}

impl Picture {
    /// What the manifest says of the pictures of a sheet, page by page.
    pub fn of<'m, M>(
        finished: &'m Finished<'_, M>,
        rendered: &'m Rendered,
        rasters: &'m [Raster],
    ) -> impl Iterator<Item = Self> + 'm {
        let pages = rasters.iter().zip(1..);
        pages.map(|(raster, page)| Self {
            code: finished.code.to_owned(),
            edition: finished.edition.name(),
            file: file_of(finished.file, page),
            page,
            width: raster.width,
            height: raster.height,
            bytes: byte_count(&raster.png),
            sha256: raster.sum,
            status: rendered.status,
            pdf_sha256: rendered.sum,
        })
    }

    /// What tells the files of its edition from those of others, as that of a sheet does.
    pub(super) fn suffix(&self, year: u16) -> String {
        suffix(&self.sheet(), year, &self.code).to_owned()
    }

    /// The name of the file of the sheet it is a page of.
    pub(super) fn sheet(&self) -> String {
        let name = self.file.strip_suffix(&ending(self.page));
        format!("{}.pdf", name.unwrap_or(&self.file))
    }
}

/// The name of the file of the picture of a page, from that of the sheet.
#[must_use]
pub fn file_of(sheet: &str, page: usize) -> String {
    let name = sheet.strip_suffix(".pdf").unwrap_or(sheet);
    format!("{name}{}", ending(page))
}

/// How the name of the file of the picture of a page ends.
fn ending(page: usize) -> String {
    match page {
        1 => ".png".to_owned(),
        page => format!(".p{page}.png"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_the_sheet_and_back() {
        assert_eq!(file_of("2023-AL.pdf", 1), "2023-AL.png");
        assert_eq!(
            file_of("2023-AL-wide-es.pdf", 12),
            "2023-AL-wide-es.p12.png"
        );
        for page in [1, 2, 12] {
            let picture = Picture {
                code: "AL".to_owned(),
                edition: "wide-es".to_owned(),
                file: file_of("2023-AL-wide-es.pdf", page),
                page,
                width: 1200,
                height: 630,
                bytes: 9,
                sha256: Digest::of(b"a picture"),
                status: Status::Final,
                pdf_sha256: Digest::of(b"a sheet"),
            };
            assert_eq!(picture.sheet(), "2023-AL-wide-es.pdf");
        }
    }
}
