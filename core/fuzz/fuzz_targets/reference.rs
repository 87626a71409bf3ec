//! Any text at all given to the reader of payment references: it reads it honestly or refuses it, and never stops.
//!
//! With the stable compiler, from this folder. The corpus stays outside of the sources, and begins with one reference of each kind:
//!
//! ```sh
//! MADRID_CORPUS=/tmp/corpus cargo test -p madrid-core --lib reference::slips
//! cargo run --release -- /tmp/corpus/reference -max_total_time=300 -max_len=120
//! ```
//!
//! The first is run from the project's own folder.
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
