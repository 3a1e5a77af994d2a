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

/// The sRGB profile. Its creation date, in bytes 24 to 35 of the header (ICC.1:2022, 7.2.8), is set to January 1, 2000:
/// with the actual date, every run would give other bytes.
fn profile() -> Vec<u8> {
    // Encoding cannot fail, since the profile consists of constants; a test below confirms it.
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
