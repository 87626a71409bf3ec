//! Any text at all given to the reader of payment references: it reads it honestly or refuses it, and never stops.
//!
//! `cargo xtask test --only fuzz` runs this and its neighbours for some seconds each, with `MADRID_FUZZ_SECONDS=600` for ten minutes. It begins
//! with one reference of each kind.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madrid_core::kernel::Language;
use madrid_core::reference::Reference;

fuzz_target!(|text: &str| {
    match Reference::read(text) {
        Ok(reference) => assert_eq!(Reference::read(&reference.to_digits()), Ok(reference), "read back"),
        Err(error) => {
            let sentence = error.sentence(Language::Es);
            assert!(!sentence.is_empty() && !sentence.contains('{'), "{sentence}");
            let places = text.chars().count().max(5);
            assert!(error.at.from >= 1 && error.at.from <= error.at.to, "a place: {error:?}");
            assert!(error.at.from <= places, "a place in the text: {error:?}");
        }
    }
});
