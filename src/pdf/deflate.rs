//! Streams, deflated.

use flate2::{Compress, Compression, FlushCompress};

/// The level of compression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effort {
    /// For data that differs from sheet to sheet: half the time for hardly more bytes.
    Quick,
    /// For short data, or data that is deflated once for all sheets.
    Thorough,
}

impl Effort {
    fn level(self) -> Compression {
        Compression::new(match self {
            Self::Quick => 6,
            Self::Thorough => 9,
        })
    }
}

/// A compressor that is reused for many streams, since its setup costs as much as a small stream. Earlier streams do
/// not affect the output.
pub struct Deflater(Compress);

impl Deflater {
    /// One that has not deflated anything yet.
    #[must_use]
    pub fn new() -> Self {
        Self(Compress::new(Effort::Thorough.level(), true))
    }

    /// The data as a deflated stream.
    pub(super) fn deflate(&mut self, data: &[u8], effort: Effort) -> Vec<u8> {
        let compress = &mut self.0;
        compress.reset();
        // Setting the level fails only in the middle of a stream.
        let _ = compress.set_level(effort.level());
        let mut deflated = Vec::with_capacity(data.len() / 2 + 64);
        loop {
            let done = usize::try_from(compress.total_in()).unwrap_or(usize::MAX);
            let left = data.get(done..).unwrap_or_default();
            deflated.reserve(64 + left.len() / 2);
            // Deflating in memory fails only in a way that is a bug.
            match compress.compress_vec(left, &mut deflated, FlushCompress::Finish) {
                Ok(flate2::Status::StreamEnd) | Err(_) => return deflated,
                Ok(_) => {}
            }
        }
    }
}

impl Default for Deflater {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Deflater {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Deflater")
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn what_is_deflated_can_be_inflated() {
        let mut deflater = Deflater::new();
        for length in [0, 1, 100, 100_000] {
            let data: Vec<u8> = (0..length)
                .map(|n: u32| (n.wrapping_mul(n) % 251) as u8)
                .collect();
            for effort in [Effort::Quick, Effort::Thorough, Effort::Quick] {
                let mut inflated = Vec::new();
                let mut decoder = flate2::write::ZlibDecoder::new(&mut inflated);
                let deflated = deflater.deflate(&data, effort);
                decoder.write_all(&deflated).expect("deflated data");
                decoder.finish().expect("an end");
                assert_eq!(inflated, data);
                // Whatever it has deflated before.
                assert_eq!(deflated, Deflater::new().deflate(&data, effort));
            }
        }
    }
}
