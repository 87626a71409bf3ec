//! Any text at all given to the reader of SD-JWT cards: it reads it by every rule or refuses it, and what it read can be shown again.
//!
//! With the stable compiler, from this folder; the other targets the same way. The corpus stays outside of the sources:
//!
//! ```sh
//! cargo run --release --bin sd_jwt -- /tmp/corpus/sd_jwt -max_total_time=600 -max_len=4000
//! ```
#![no_main]

use libfuzzer_sys::fuzz_target;
use madrid_credentials::path;
use madrid_credentials::sd_jwt::{Presentation, Resolved, SdJwt};

fuzz_target!(|text: &str| {
    let Ok(card) = SdJwt::parse(text) else { return };
    let Ok(resolved) = Resolved::of(&card) else { return };
    let places: Vec<_> = resolved.disclosures.iter().map(|one| one.place.clone()).collect();
    for place in &places {
        assert!(path::at(&resolved.claims, place).is_some(), "a disclosure without a place");
    }
    let shown = Presentation::of(&resolved, &places).map(|shown| shown.text().to_owned());
    let again = shown.and_then(|text| Resolved::of(&SdJwt::parse(&text)?).map(|same| same.claims));
    assert_eq!(again, Ok(resolved.claims), "what is there can be shown, and read again");
});
