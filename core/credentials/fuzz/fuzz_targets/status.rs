//! Any bytes at all given as a status list, and as what a known issuer signs as the text that brings one, in JSON and in CBOR. How to run it:
//! see `sd_jwt.rs`.
#![no_main]

mod key;

use key::Key;
use libfuzzer_sys::fuzz_target;
use madrid_credentials::jose::b64;
use madrid_credentials::status::{StatusList, StatusToken, Trust};
use madrid_credentials::{CredentialError, json, limits};

/// `{1: -7, 16: "statuslist+cwt"}`.
const HEADER: &[u8] = b"\xA2\x01\x26\x10\x6Estatuslist+cwt";
/// The tag of a signature by one (RFC 9052, section 2).
const SIGN1: u8 = 0xD2;

fuzz_target!(|bytes: &[u8]| {
    for bits in [1, 2, 4, 8] {
        if let Ok(list) = StatusList::inflate(bits, bytes) {
            assert_honest(&list);
        }
    }
    if let Ok(value) = json::value(bytes, "list") {
        let _ = StatusList::from_json(&value);
    }
    let tokens = tokens(bytes);
    assert!(tokens.is_some(), "there is a key, and it signs");
    for token in tokens.into_iter().flatten().flatten() {
        assert_honest(&token.list);
        assert!(token.expires.is_none_or(|end| end > 1), "what is over is refused");
    }
});

/// What is read where a known issuer has signed the bytes.
fn tokens(bytes: &[u8]) -> Option<[Result<StatusToken, CredentialError>; 2]> {
    let key = Key::known()?;
    let trust = Trust::Key(key.public()?);
    Some([
        StatusToken::from_cwt(&cwt(&key, bytes)?, "https://a.example", 1, trust),
        StatusToken::from_jwt(&jwt(&key, bytes)?, "https://a.example", 1, trust),
    ])
}

fn assert_honest(list: &StatusList) {
    assert!(list.size() <= 8 * limits::STATUS_LIST as u64);
    assert!(list.get(list.size()).is_err(), "what is beyond the end says nothing");
}

fn jwt(key: &Key, claims: &[u8]) -> Option<String> {
    let unsigned = format!("{}.{}", b64(r#"{"alg":"ES256","typ":"statuslist+jwt"}"#), b64(claims));
    let signature = b64(key.sign(unsigned.as_bytes())?.raw());
    Some(format!("{unsigned}.{signature}"))
}

fn cwt(key: &Key, payload: &[u8]) -> Option<Vec<u8>> {
    Some([vec![SIGN1], key.sign1(HEADER, payload)?].concat())
}
