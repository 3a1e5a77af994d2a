//! The paper, its margins, and how the text is made to fit.

use super::names::Names;
use super::paper::PAPER_SIZES;
use super::raw;
use super::units::Color;
use super::{FitRule, MarkForm, PageSetup, SideColumn};
use crate::diagnostic::{Code, Diagnostic, Span, did_you_mean};
use crate::geometry::{Length, Size};
use crate::project::spanned::Spanned;

/// The longest side of a page in a PDF (ISO 32000-1, annex C.2).
const LONGEST_SIDE: Length = Length::pt(14_400);

/// The smallest useful width or height for text.
const LEAST_ROOM: Length = Length::pt(72);

/// The minimum luminance of a page, from 0 to 1 (WCAG 2.1, "relative luminance"). The gray of a mark darkens it by
/// about a tenth.
const LEAST_LUMINANCE: f64 = 0.6;

/// The narrowest margin with room for a mark that is seen: its capitals are 12 points high.
const LEAST_MARGIN: Length = Length::pt(24);

impl Names<'_> {
    pub(super) fn page(&mut self, raw: &raw::Page) -> Option<PageSetup> {
        let mark = self.report.mark();
        let mut size = self.paper(&raw.size)?;
        if size.width.max(size.height) > LONGEST_SIDE {
            let message = "this page is larger than a PDF can have";
            self.report.push(
                Diagnostic::error(Code::WrongValue, raw.size.span(), message)
                    .label("a side is at most 200 inches long"),
            );
        }
        if raw.landscape {
            size = Size::new(size.height, size.width);
        }
        let margin = raw.margin.get_ref();
        let side = raw.side.as_ref().map(|side| SideColumn {
            width: self.fixed(&side.width),
            gap: self.fixed(&side.gap),
        });
        let page = PageSetup {
            size,
            top: self.fixed(&margin.top),
            right: self.fixed(&margin.right),
            bottom: self.fixed(&margin.bottom),
            left: self.fixed(&margin.left),
            is_two_sided: raw.two_sided,
            background: self.background(raw),
            mark: raw
                .mark
                .as_ref()
                .map(|mark| *mark.get_ref())
                .unwrap_or_default(),
            spread: self.length(raw.spread.as_deref()),
            side,
            margin_span: raw.margin.span().into(),
        };
        let mut room = page.room();
        if let Some(side) = side {
            room.width -= side.width + side.gap;
        }
        let is_known = self.report.errors_since(mark) == 0;
        if is_known && (room.width < LEAST_ROOM || room.height < LEAST_ROOM) {
            let message = "the margins leave no room for text";
            self.report.push(
                Diagnostic::error(Code::NoRoom, page.margin_span, message)
                    .label(format!(
                        "the page is {} wide and {} high; {} by {} is left",
                        size.width, size.height, room.width, room.height
                    ))
                    .help("make the margins or the side column smaller"),
            );
        }
        if is_known && let Some(mark) = &raw.mark {
            self.check_mark(&page, mark.span().into());
        }
        Some(page)
    }

    /// Checks that a mark in the margin is large enough to be seen.
    fn check_mark(&mut self, page: &PageSetup, span: Span) {
        let narrowest = page.left.min(page.right);
        if page.mark != MarkForm::Margin || narrowest >= LEAST_MARGIN {
            return;
        }
        let message = "the margins are too narrow for the mark of drafts";
        self.report.push(
            Diagnostic::error(Code::NoRoom, span, message)
                .label(format!(
                    "{narrowest} is free at the side, and the mark needs {LEAST_MARGIN}"
                ))
                .also(page.margin_span, "the margins")
                .help("make `left` and `right` larger, or write mark = \"outline\""),
        );
    }

    /// The background of the page. It must be light: the mark of drafts and samples darkens the page and would be
    /// invisible on a dark one.
    fn background(&mut self, raw: &raw::Page) -> Option<(Color, Span)> {
        let (color, span) = self.ink(raw.background.as_deref())?;
        if color.luminance() < LEAST_LUMINANCE {
            let message = "the mark of drafts and samples cannot be seen on a page of this color";
            self.report.push(
                Diagnostic::error(Code::WrongValue, span, message).help(
                    "take a lighter color, and put a `background` of its own behind a section",
                ),
            );
        }
        Some((color, span))
    }

    fn paper(&mut self, raw: &Spanned<raw::PaperSize>) -> Option<Size> {
        match raw.get_ref() {
            raw::WordOr::Table(raw::Measured { width, height }) => {
                Some(Size::new(self.fixed(width), self.fixed(height)))
            }
            raw::WordOr::Word(name) => {
                let size = PAPER_SIZES.iter().find(|(known, ..)| known == name);
                if size.is_none() {
                    let near = did_you_mean(name, PAPER_SIZES.map(|(known, ..)| known));
                    let span = Span::from(raw.span());
                    let message = format!("there is no paper size \"{name}\"");
                    let error =
                        Diagnostic::error(Code::UnknownName, span, message).help(match near {
                            Some(near) => format!("did you mean \"{near}\"?"),
                            None => "known sizes are letter, legal, tabloid, a4, a5; or write \
                                 { width = \"8.5in\", height = \"11in\" }"
                                .to_owned(),
                        });
                    let near = near.map(|near| format!("\"{near}\""));
                    self.report.push(error.maybe_fix(span, near));
                }
                let (_, width, height) = size?;
                Some(Size::new(
                    Length::from_milli(*width),
                    Length::from_milli(*height),
                ))
            }
        }
    }

    pub(super) fn fit(&mut self, raw: &Spanned<raw::Fit>) -> Option<FitRule> {
        let raw = raw.get_ref();
        let pages = match &raw.pages {
            Some(pages) => match usize::try_from(*pages.get_ref()) {
                Ok(pages) if pages > 0 => Some(pages),
                _ => {
                    let message = "a sheet has at least one page";
                    self.report.error(Code::WrongValue, pages.span(), message);
                    return None;
                }
            },
            None => None,
        };
        let sizes = raw.text.get_ref();
        let mark = self.report.mark();
        let (min, max) = (self.fixed(&sizes.min), self.fixed(&sizes.max));
        if self.report.errors_since(mark) > 0 {
            return None;
        }
        if min < Length::pt(4) || max < min || max > Length::pt(72) {
            let message = "text sizes go from 4pt to 72pt, the smaller first";
            self.report
                .error(Code::WrongValue, raw.text.span(), message);
        }
        Some(FitRule {
            pages,
            min,
            max,
            is_common: sizes.common,
            span: raw.text.span().into(),
        })
    }
}
