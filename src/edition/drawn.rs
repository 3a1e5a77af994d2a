//! A sheet with pictures of its pages.

use super::{Edition, Inputs, Rendered, Tools};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::raster::{Raster, draw};

/// A sheet with the pictures of its pages, when there are to be any.
#[derive(Debug)]
pub struct Drawn {
    /// The sheet.
    pub rendered: Rendered,
    /// Its pages, in order.
    pub pictures: Vec<Raster>,
}

impl Edition {
    /// Makes a sheet, and draws its pages when pictures of a width in pixels are wanted and nothing is wrong with
    /// it. What is wrong goes into the report; there is a sheet only when nothing is.
    pub fn draw(
        &self,
        inputs: &Inputs<'_>,
        width: Option<u16>,
        tools: &mut Tools<'_>,
        report: &mut Report,
    ) -> Option<Drawn> {
        let rendered = self.render(inputs, tools, report)?;
        let Some(width) = width.filter(|_| !report.has_errors()) else {
            let pictures = Vec::new();
            return Some(Drawn { rendered, pictures });
        };
        let pictures = draw(&rendered.pdf, width, &rendered.metadata);
        if pictures.is_none() {
            let whose = inputs.jurisdiction.name.words(&self.language);
            let message = format!("the sheet for {whose} cannot be drawn");
            let help = "leave out --format png, and tell those who make factsheet";
            report.push(Diagnostic::nowhere(Code::NotDrawn, message).help(help));
        }
        let pictures = pictures?;
        Some(Drawn { rendered, pictures })
    }
}
