//! Any bytes at all given as a status list and as the text that brings one. How to run it: see `sd_jwt.rs`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madrid_credentials::jose::jwk::PublicKey;
use madrid_credentials::status::{StatusList, StatusToken, Trust};
use madrid_credentials::{json, limits};

fuzz_target!(|bytes: &[u8]| {
    for bits in [1, 2, 4, 8] {
        if let Ok(list) = StatusList::inflate(bits, bytes) {
            assert!(list.size() <= 8 * limits::STATUS_LIST as u64);
            assert!(list.get(list.size()).is_err(), "what is beyond the end says nothing");
        }
    }
    if let Ok(value) = json::value(bytes, "list") {
        let _ = StatusList::from_json(&value);
    }
    let Ok(key) = PublicKey::from_coordinates(&[1; 32], &[1; 32]) else { return };
    let nobody = Trust::Key(key);
    assert!(StatusToken::from_cwt(bytes, "https://a.example", 1, nobody).is_err());
    if let Ok(text) = std::str::from_utf8(bytes) {
        assert!(StatusToken::from_jwt(text, "https://a.example", 1, nobody).is_err());
    }
});
