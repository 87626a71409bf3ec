//! An issuer for tests: it signs what it is told to, right or wrong.

use serde_json::{Value, json};

use crate::jose::b64;
use crate::jose::jwk::sha256;
use crate::jose::jws::Unsigned;
use crate::test_keys::{TestKey, map};

/// Somebody who signs.
pub struct TestIssuer {
    /// With this key.
    pub key: TestKey,
}

impl TestIssuer {
    /// A new one.
    pub fn new() -> Self {
        Self { key: TestKey::new() }
    }

    /// The issuer's part of a card.
    pub fn sign(&self, claims: Value) -> String {
        let unsigned = Unsigned::new(map(json!({ "typ": "dc+sd-jwt" })), &map(claims));
        let signature = self.key.sign(unsigned.to_sign());
        unsigned.finish(&signature)
    }

    /// All of it.
    pub fn issue<S: AsRef<str>>(&self, claims: Value, disclosures: &[S]) -> String {
        compact(&self.sign(claims), disclosures)
    }
}

/// The compact form.
pub fn compact<S: AsRef<str>>(jwt: &str, disclosures: &[S]) -> String {
    let mut text = format!("{jwt}~");
    for disclosure in disclosures {
        text.push_str(disclosure.as_ref());
        text.push('~');
    }
    text
}

/// A disclosure of whatever it is told to disclose.
pub fn disclosure(parts: Value) -> String {
    b64(parts.to_string())
}

/// What stands for it.
pub fn digest(disclosure: &str) -> String {
    b64(sha256(disclosure.as_bytes()))
}
