//! The effects of the properties of SVG elements.
//!
//! usvg silently ignores values that it does not know: an area with an unreadable color is black. Each value is
//! therefore read here as usvg reads it, and a value that usvg would not understand is an error.

use svgtypes::{
    AspectRatio, Color, FuncIRI, Length, LengthListParser, LengthUnit, Number, Paint, PathParser,
    PointsParser, Transform, TransformOrigin, ViewBox,
};

/// The effect of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The value is understood.
    Fine,
    /// The value is understood, but cannot be drawn on anything visible.
    Shows(Effect),
    /// The value is not understood. The text is the advice.
    Wrong(&'static str),
    /// The property is not known.
    Unknown,
}

/// An effect that cannot be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Transparency: the background shows through.
    Transparent,
    /// Clipping: a part is cut off.
    Cut,
    /// A gradient or a pattern.
    Painted,
    /// A shadow, a blur, a mask or a blend mode.
    Mixed,
}

const COLOR: &str = "write a color of its own in its place, such as #cc0000";
const NUMBER: &str = "write a number in its place";
const LENGTH: &str =
    "write a number in its place, with px, pt, mm, cm, in, em or % or without a unit";
const KEYWORD: &str = "write one of the words that SVG 1.1 has for it";
const LINK: &str = "write none in its place, or url(#…) with a name of this file";
const OUTLINE: &str = "save the file again from the program that it was drawn with";
const ONLY_TRANSFORM: &str = "write the transform as an attribute, with numbers without units";
const SCALES: &str = "take it out, or convert the line to an outline";

/// The effect of a value of a property, in an attribute or in a style.
pub(super) fn judge(name: &str, value: &str) -> Verdict {
    let value = value.trim();
    if value == "inherit" {
        return Verdict::Fine;
    }
    match name {
        "fill" | "stroke" => paint(value),
        "color" | "stop-color" | "flood-color" | "lighting-color" => color(value),
        "opacity" | "fill-opacity" | "stroke-opacity" | "stop-opacity" | "flood-opacity" => {
            opacity(value)
        }
        "stroke-miterlimit" => fine_if(value.parse::<Number>().is_ok(), NUMBER),
        "stroke-width" | "stroke-dashoffset" => fine_if(value.parse::<Length>().is_ok(), LENGTH),
        "stroke-dasharray" => fine_if(value == "none" || are_lengths(value), LENGTH),
        "fill-rule" | "clip-rule" => one_of(value, &["nonzero", "evenodd"]),
        "stroke-linecap" => one_of(value, &["butt", "round", "square"]),
        "stroke-linejoin" => one_of(value, &["miter", "miter-clip", "round", "bevel"]),
        "visibility" => one_of(value, &["visible", "hidden", "collapse"]),
        "overflow" => one_of(value, &["visible", "hidden", "scroll", "auto"]),
        "transform" => fine_if(
            value == "none" || value.parse::<Transform>().is_ok(),
            ONLY_TRANSFORM,
        ),
        "transform-origin" => fine_if(value.parse::<TransformOrigin>().is_ok(), LENGTH),
        "transform-box" => one_of(value, &["view-box"]),
        "vector-effect" => fine_if(value == "none", SCALES),
        "paint-order" => fine_if(
            value
                .split_whitespace()
                .all(|word| ["normal", "fill", "stroke", "markers"].contains(&word)),
            KEYWORD,
        ),
        "clip-path" => link(value, Effect::Cut),
        "mask" => link(value, Effect::Mixed),
        "filter" if value == "none" => Verdict::Fine,
        "filter" => Verdict::Shows(Effect::Mixed),
        "mix-blend-mode" if value == "normal" => Verdict::Fine,
        "mix-blend-mode" => Verdict::Shows(Effect::Mixed),
        "marker" | "marker-start" | "marker-mid" | "marker-end" => {
            fine_if(value == "none" || FuncIRI::from_str(value).is_ok(), LINK)
        }
        _ => Verdict::Unknown,
    }
}

/// The effect of an attribute's value on an element, for attributes that are not properties.
pub(super) fn judge_attribute(element: &str, name: &str, value: &str) -> Verdict {
    match name {
        "d" => fine_if(
            PathParser::from(value).all(|segment| segment.is_ok()),
            OUTLINE,
        ),
        "points" => {
            let numbers = value
                .split([' ', ',', '\t', '\r', '\n'])
                .filter(|part| !part.is_empty());
            let are_numbers = numbers.clone().all(|part| part.parse::<Number>().is_ok());
            let pairs = PointsParser::from(value).count();
            fine_if(!are_numbers || pairs * 2 == numbers.count(), OUTLINE)
        }
        "viewBox" => fine_if(value.parse::<ViewBox>().is_ok(), NUMBER),
        "preserveAspectRatio" => fine_if(value.parse::<AspectRatio>().is_ok(), KEYWORD),
        "pathLength" => Verdict::Wrong("take it out, and give dashes in the units of the drawing"),
        "x" | "y" | "width" | "height" | "cx" | "cy" | "r" | "rx" | "ry" | "x1" | "y1" | "x2"
        | "y2"
            if MEASURED.contains(&element) =>
        {
            fine_if(
                value.trim() == "auto" || value.trim().parse::<Length>().is_ok(),
                LENGTH,
            )
        }
        _ => Verdict::Unknown,
    }
}

/// Elements with attributes for position or size.
const MEASURED: [&str; 7] = ["svg", "rect", "circle", "ellipse", "line", "use", "symbol"];

/// Whether a property in a style may have any value: it concerns text, which drawings do not have, or screens, or is
/// private to a program.
pub(super) fn is_harmless(name: &str) -> bool {
    const STARTS: [&str; 11] = [
        "-",
        "font",
        "text-",
        "letter-",
        "word-",
        "line-",
        "white-",
        "writing-",
        "glyph-",
        "transition",
        "mask-type",
    ];
    const NAMES: [&str; 20] = [
        "alignment-baseline",
        "baseline-shift",
        "color-interpolation",
        "color-interpolation-filters",
        "color-profile",
        "color-rendering",
        "cursor",
        "direction",
        "display",
        "dominant-baseline",
        "enable-background",
        "image-rendering",
        "isolation",
        "kerning",
        "pointer-events",
        "shape-rendering",
        "solid-color",
        "solid-opacity",
        "unicode-bidi",
        "will-change",
    ];
    STARTS.iter().any(|start| name.starts_with(start)) || NAMES.contains(&name)
}

/// Whether a property only places the whole drawing on a web page.
pub(super) fn is_about_place(name: &str) -> bool {
    const STARTS: [&str; 5] = ["margin", "padding", "max-", "min-", "flex"];
    const NAMES: [&str; 10] = [
        "width",
        "height",
        "position",
        "top",
        "left",
        "right",
        "bottom",
        "float",
        "vertical-align",
        "box-sizing",
    ];
    STARTS.iter().any(|start| name.starts_with(start)) || NAMES.contains(&name)
}

fn fine_if(is_fine: bool, help: &'static str) -> Verdict {
    match is_fine {
        true => Verdict::Fine,
        false => Verdict::Wrong(help),
    }
}

fn one_of(value: &str, words: &[&str]) -> Verdict {
    fine_if(words.contains(&value), KEYWORD)
}

fn paint(value: &str) -> Verdict {
    match Paint::from_str(value) {
        Ok(Paint::Color(color)) => shade(color),
        Ok(Paint::FuncIRI(..)) => Verdict::Shows(Effect::Painted),
        Ok(_) => Verdict::Fine,
        Err(_) => Verdict::Wrong(COLOR),
    }
}

fn color(value: &str) -> Verdict {
    match value.parse::<Color>() {
        Ok(color) => shade(color),
        Err(_) => fine_if(value == "currentColor", COLOR),
    }
}

fn shade(color: Color) -> Verdict {
    match color.alpha {
        u8::MAX => Verdict::Fine,
        _ => Verdict::Shows(Effect::Transparent),
    }
}

fn opacity(value: &str) -> Verdict {
    match value.parse::<Length>() {
        Ok(Length {
            number,
            unit: LengthUnit::None,
        }) if number >= 1.0 => Verdict::Fine,
        Ok(Length {
            number,
            unit: LengthUnit::Percent,
        }) if number >= 100.0 => Verdict::Fine,
        Ok(Length {
            unit: LengthUnit::None | LengthUnit::Percent,
            ..
        }) => Verdict::Shows(Effect::Transparent),
        _ => Verdict::Wrong(NUMBER),
    }
}

fn are_lengths(value: &str) -> bool {
    LengthListParser::from(value).all(|length| length.is_ok_and(|length| length.number >= 0.0))
}

fn link(value: &str, effect: Effect) -> Verdict {
    match value {
        "none" => Verdict::Fine,
        _ if FuncIRI::from_str(value).is_ok() => Verdict::Shows(effect),
        _ => Verdict::Wrong(LINK),
    }
}
