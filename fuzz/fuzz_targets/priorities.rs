//! `priorities` of the bodies in the library.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| landbridge_fuzz::priorities(data));
