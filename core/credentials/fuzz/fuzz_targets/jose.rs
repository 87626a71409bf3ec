//! Any text at all given to the readers of signed and encrypted texts. How to run it: see `sd_jwt.rs`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madrid_credentials::jose::ecdsa::Signature;
use madrid_credentials::jose::jwe::Sealed;
use madrid_credentials::jose::jws::Jws;

fuzz_target!(|text: &str| {
    if let Ok(jws) = Jws::parse(text) {
        let _ = jws.claims();
        let _ = jws.header.x5c();
        if let Ok(Some(key)) = jws.header.jwk() {
            let _ = jws.verify(&key);
        }
    }
    if let Ok(sealed) = Sealed::parse(text) {
        let key = sealed.key(&[7; 32]);
        assert!(sealed.open(&key).is_err(), "nobody knew this key");
    }
    if let Ok(signature) = Signature::from_der(text.as_bytes()) {
        assert!(Signature::from_raw(signature.raw()).is_ok());
    }
});
