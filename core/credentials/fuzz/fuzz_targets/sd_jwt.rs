//! Any text at all given to the reader of SD-JWT cards: it reads it by every rule or refuses it, and what it read can be shown again.
//!
//! `cargo xtask test --only fuzz` runs this and its neighbours for some seconds each, with `MADRID_FUZZ_SECONDS=600` for ten minutes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madrid_credentials::path;
use madrid_credentials::sd_jwt::{Presentation, Resolved, SdJwt};

fuzz_target!(|text: &str| {
    let Ok(card) = SdJwt::parse(text) else { return };
    let Ok(resolved) = Resolved::of(&card) else { return };
    let places: Vec<_> = resolved.disclosures.iter().map(|one| one.place.clone()).collect();
    for place in &places {
        assert!(
            path::at(&resolved.claims, place).is_some(),
            "a disclosure without a place"
        );
    }
    let shown = Presentation::of(&resolved, &places).map(|shown| shown.text().to_owned());
    let again = shown.and_then(|text| Resolved::of(&SdJwt::parse(&text)?).map(|same| same.claims));
    assert_eq!(again, Ok(resolved.claims), "what is there can be shown, and read again");
});
