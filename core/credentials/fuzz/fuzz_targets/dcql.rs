//! Any JSON at all given as a query, asked of two cards: what is proposed may be chosen, and nothing is selected that is not there. How to run
//! it: see `sd_jwt.rs`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madrid_credentials::dcql::{Candidate, Format, Query, answer};
use madrid_credentials::{json, path};

fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = json::value(bytes, "query") else { return };
    let Ok(query) = Query::read(&value) else { return };
    let claims = serde_json::json!({
        "name": "Ada", "address": { "street": "Calle Mayor", "city": "Madrid" }, "nationalities": ["ES", "GB"],
        "degrees": [{ "type": "a" }, { "type": "b" }], "age": 36, "member": true,
    });
    let types = ["card".to_owned()];
    let keys = [vec![1, 2, 3]];
    let candidate = |id| Candidate {
        id,
        format: Format::SdJwt,
        types: &types,
        claims: &claims,
        authority_keys: &keys,
        holder_bound: true,
    };
    let candidates = [candidate("one"), candidate("two")];
    let found = answer(&query, &candidates);
    let Some(proposal) = found.proposal() else { return };
    let shown = found.choose(&proposal);
    assert!(shown.is_ok(), "what is proposed may be chosen");
    for place in shown
        .iter()
        .flatten()
        .flat_map(|one| &one.cards)
        .flat_map(|fit| &fit.places)
    {
        assert!(path::at(&claims, place).is_some(), "nothing is at {place:?}");
    }
});
