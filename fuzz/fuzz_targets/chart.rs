#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| factsheet_fuzz::chart(input));
