//! The start of every file of an edition: its fonts, subset to the glyphs of its sheets, its pictures and the color
//! space.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::cmap::Codes;
use super::deflate::Deflater;
use super::file::{File, Written};
use super::font_program::FontProgram;
use super::picture;
use super::repertoire::Repertoire;
use super::resources::{font_name, states};
use crate::diagnostic::Diagnostic;
use crate::picture::Picture;
use crate::project::Speech;
use crate::project::stylesheet::FaceId;
use crate::text::Fonts;

/// The subsets of an edition's fonts, made once. A sheet that needs a glyph beyond them gets a
/// subset of its own for that font, so that its bytes never depend on other sheets.
#[derive(Clone, Debug)]
pub struct Subsets {
    repertoire: Repertoire,
    pictures: Vec<Arc<Picture>>,
    speech: Speech,
    head: Head,
}

impl Subsets {
    /// Subsets the fonts to the glyphs of a repertoire. `pictures` are those that sheets can have, and numbers are
    /// spoken in their language.
    ///
    /// # Errors
    ///
    /// Returns the errors of fonts that are too damaged to be subset.
    pub fn new(
        fonts: &Fonts,
        repertoire: Repertoire,
        pictures: &[Arc<Picture>],
        speech: Speech,
    ) -> Result<Self, Vec<Diagnostic>> {
        let head = Head::new(fonts, &repertoire, pictures)?;
        Ok(Self {
            repertoire,
            pictures: pictures.to_vec(),
            speech,
            head,
        })
    }

    /// The speech of numbers in the edition's language.
    pub(super) fn speech(&self) -> Speech {
        self.speech
    }

    /// The start of every file of the edition.
    pub(super) fn head(&self) -> &Head {
        &self.head
    }

    /// The same subsets with additional glyphs.
    ///
    /// # Errors
    ///
    /// As for [`Subsets::new`].
    pub fn with(&self, fonts: &Fonts, more: &Repertoire) -> Result<Self, Vec<Diagnostic>> {
        let more = self.repertoire.with(more);
        Self::new(fonts, more, &self.pictures, self.speech)
    }
}

/// The start of the file of every sheet of an edition: fonts, pictures and the color space.
#[derive(Clone, Debug)]
pub(super) struct Head {
    programs: BTreeMap<FaceId, FontProgram>,
    written: Written,
    /// The resources of every page, by name.
    named: Dictionary,
    /// The same as an object.
    resources: ObjectId,
    output_intent: ObjectId,
}

impl Head {
    fn new(
        fonts: &Fonts,
        repertoire: &Repertoire,
        pictures: &[Arc<Picture>],
    ) -> Result<Self, Vec<Diagnostic>> {
        let codes = Codes::new(repertoire);
        let mut programs = BTreeMap::new();
        let mut problems = Vec::new();
        for (face, glyphs) in &repertoire.faces {
            match FontProgram::new(fonts.get(*face), glyphs, &codes) {
                Ok(program) => {
                    programs.insert(*face, program);
                }
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut deflater = Deflater::new();
        let mut file = File::new(&mut deflater);
        let (encoding, to_unicode) = (codes.encoding(&mut file), codes.to_unicode(&mut file));
        let mut dict = Dictionary::new();
        for (face, program) in &programs {
            let font = program.add_to(&encoding, to_unicode, &mut file);
            dict.set(font_name(*face), font);
        }
        let mut resources = dictionary! { "Font" => dict, "ExtGState" => states() };
        if !pictures.is_empty() {
            let mut dict = Dictionary::new();
            for own in pictures {
                if let Some(name) = picture::resource_name(own) {
                    let object = picture::write(own, &mut file);
                    dict.set(name, object);
                }
            }
            resources.set("XObject", dict);
        }
        let named = resources.clone();
        let resources = file.add(resources);
        let output_intent = super::color::output_intent(&mut file);
        Ok(Self {
            programs,
            written: file.into_head(),
            named,
            resources,
            output_intent,
        })
    }

    /// The fonts, by their place in the design.
    pub(super) fn programs(&self) -> &BTreeMap<FaceId, FontProgram> {
        &self.programs
    }

    /// A new file that begins with the fonts, the shared pictures and the output intent.
    pub(super) fn file<'d>(&self, deflater: &'d mut Deflater) -> File<'d> {
        File::after(&self.written, deflater)
    }

    /// The resources of every page.
    pub(super) fn resources(&self) -> ObjectId {
        self.resources
    }

    /// The resources of pages with more pictures, each given by its name and its object.
    pub(super) fn resources_with(&self, pictures: &[(String, ObjectId)]) -> Dictionary {
        let mut resources = self.named.clone();
        let shared = resources.get(b"XObject").and_then(Object::as_dict).cloned();
        let mut all = shared.unwrap_or_default();
        for (name, object) in pictures {
            all.set(name.as_str(), *object);
        }
        resources.set("XObject", all);
        resources
    }

    /// The output intent.
    pub(super) fn output_intent(&self) -> ObjectId {
        self.output_intent
    }
}
