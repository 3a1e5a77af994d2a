//! The color space: all colors are sRGB.

use lopdf::{Object, ObjectId, dictionary};
use moxcms::ColorProfile;

use super::deflate::Effort;
use super::file::File;
use super::text::text_string;

/// Adds the output intent (ISO 32000-1, 14.11.5; ISO 19005-3, 6.2.3), which gives the colors of the
/// whole document their meaning, and returns it.
pub(super) fn output_intent(file: &mut File<'_>) -> ObjectId {
    let profile = file.deflated(dictionary! { "N" => 3 }, &profile(), Effort::Thorough);
    file.add(dictionary! {
        "Type" => "OutputIntent",
        "S" => Object::Name(b"GTS_PDFA1".to_vec()),
        "OutputConditionIdentifier" => text_string("sRGB"),
        "DestOutputProfile" => profile,
    })
}

/// The profile of sRGB. The day it says it was made on, in the header's bytes from 24 on (ICC.1:2022,
/// 7.2.8), is the first of 2000: that of its making would be another each time.
fn profile() -> Vec<u8> {
    // That a profile made from constants can be written is tested below.
    let mut profile = ColorProfile::new_srgb().encode().unwrap_or_default();
    let day = [2000_u16, 1, 1, 0, 0, 0].map(u16::to_be_bytes).concat();
    if let Some(field) = profile.get_mut(24..36) {
        field.copy_from_slice(&day);
    }
    profile
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_is_always_the_same() {
        let profile = profile();
        assert_eq!(profile[24..36], [7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
        // Nothing else depends on the day.
        let made = ColorProfile::new_srgb().encode().expect("a profile");
        assert_eq!((&profile[..24], &profile[36..]), (&made[..24], &made[36..]));
    }
}
