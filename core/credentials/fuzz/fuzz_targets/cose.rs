//! Any bytes at all given to the readers of COSE signatures and keys. How to run it: see `sd_jwt.rs`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madrid_credentials::jose::jwk::PublicKey;
use madrid_credentials::{cbor, cose};

fuzz_target!(|bytes: &[u8]| {
    let Ok(item) = cbor::decode(bytes, "it") else { return };
    if let Ok(key) = cose::key(&item) {
        let again = cose::key_bytes(&key);
        let read = cbor::decode(&again, "key").and_then(|item| cose::key(&item));
        assert_eq!(
            read.map(|key| *key.point()),
            Ok(*key.point()),
            "a key is written as it is read"
        );
    }
    let Ok(sign1) = cose::Sign1::read(&item) else { return };
    let _ = sign1.x5chain();
    let _ = sign1.payload();
    let Ok(nobody) = PublicKey::from_coordinates(&[1; 32], &[1; 32]) else {
        return;
    };
    assert!(sign1.verify(&nobody, &[]).is_err(), "this point is on no curve");
});
