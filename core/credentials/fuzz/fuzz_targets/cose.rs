//! Any bytes at all given to the readers of COSE signatures and keys. How to run it: see `sd_jwt.rs`.
#![no_main]

mod key;

use key::Key;
use libfuzzer_sys::fuzz_target;
use madrid_credentials::cbor;
use madrid_credentials::cose::{self, Sign1};

/// `{1: -7}`.
const HEADER: &[u8] = b"\xA1\x01\x26";

fuzz_target!(|bytes: &[u8]| {
    let known = Key::known().and_then(|key| Some((key.public()?, key.sign1(HEADER, bytes)?)));
    assert!(known.is_some(), "there is a key, and it signs");
    let Some((key, own)) = known else { return };
    let read = cbor::decode(&own, "own").and_then(|item| Sign1::read(&item));
    let verified = read.and_then(|sign1| sign1.verify(&key, &[]).map(<[u8]>::to_vec));
    assert_eq!(verified.as_deref(), Ok(bytes), "what the key signed");
    let Ok(item) = cbor::decode(bytes, "it") else { return };
    if let Ok(key) = cose::key(&item) {
        let again = cose::key_bytes(&key);
        let read = cbor::decode(&again, "key").and_then(|item| cose::key(&item));
        let read = read.map(|key| *key.point());
        assert_eq!(read, Ok(*key.point()), "a key is written as it is read");
    }
    let Ok(sign1) = Sign1::read(&item) else { return };
    let _ = sign1.x5chain();
    let _ = sign1.payload();
    assert!(sign1.verify(&key, &[]).is_err(), "this key has signed nothing of it");
});
