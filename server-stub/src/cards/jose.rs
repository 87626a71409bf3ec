//! Signed JSON (JWS, RFC 7515) with ES256, the one algorithm of HAIP 1.0, and the keys that go with it as JSON (JWK, RFC 7517).

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::{Signer as _, Verifier as _};
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

/// No honest token is longer: a key attestation for fifty keys is some 12 kB.
const LONGEST: usize = 64 * 1024;
/// The members of a JWK that only its owner may have (RFC 7518, 6.2.2).
const PRIVATE: &str = "d";

/// Base64url without padding, as all of JOSE writes bytes.
pub fn b64(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes of such a text.
pub fn unb64(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// SHA-256.
pub fn sha256(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    Sha256::digest(bytes.as_ref()).to_vec()
}

/// The public half of a key on P-256.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.thumbprint())
    }
}

impl PublicKey {
    /// That of a private key.
    #[cfg(test)]
    pub fn of(key: &SigningKey) -> Self {
        Self(*key.verifying_key())
    }

    /// The one that a JWK says. One that gives its private half away is none that anybody should use.
    pub fn from_jwk(jwk: &Value) -> Option<Self> {
        let text = |name: &str| jwk.get(name).and_then(Value::as_str);
        if text("kty") != Some("EC") || text("crv") != Some("P-256") || jwk.get(PRIVATE).is_some() {
            return None;
        }
        let (x, y) = (unb64(text("x")?)?, unb64(text("y")?)?);
        if x.len() != 32 || y.len() != 32 {
            return None;
        }
        Self::from_point(&[vec![4], x, y].concat())
    }

    /// The one of an uncompressed point (SEC 1, 2.3.3).
    pub fn from_point(point: &[u8]) -> Option<Self> {
        VerifyingKey::from_sec1_bytes(point).ok().map(Self)
    }

    /// Both coordinates.
    pub fn coordinates(&self) -> (Vec<u8>, Vec<u8>) {
        let point = self.point();
        let both = point.get(1..).unwrap_or_default();
        let (x, y) = both.split_at_checked(32).unwrap_or_default();
        (x.to_vec(), y.to_vec())
    }

    /// As an uncompressed point.
    pub fn point(&self) -> Vec<u8> {
        self.0.to_sec1_point(false).as_bytes().to_vec()
    }

    /// As JSON.
    pub fn jwk(&self) -> Value {
        let (x, y) = self.coordinates();
        json!({ "kty": "EC", "crv": "P-256", "x": b64(x), "y": b64(y) })
    }

    /// Its name that follows from it alone (RFC 7638).
    pub fn thumbprint(&self) -> String {
        let (x, y) = self.coordinates();
        let canonical = format!(r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}}"#, b64(x), b64(y));
        b64(sha256(canonical))
    }

    /// Whether it made this signature.
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature).is_ok_and(|signature| self.0.verify(message, &signature).is_ok())
    }

    /// The same for a signature as certificates have it.
    pub fn verifies_der(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_der(signature).is_ok_and(|signature| self.0.verify(message, &signature).is_ok())
    }
}

/// A signature as JOSE and COSE write it: two numbers of 32 bytes.
pub fn signature(key: &SigningKey, message: &[u8]) -> Vec<u8> {
    let signature: Signature = key.sign(message);
    signature.to_bytes().to_vec()
}

/// A token that is signed: the header gets its `alg`.
pub fn sign(key: &SigningKey, mut header: Value, claims: &Value) -> String {
    if let Some(header) = header.as_object_mut() {
        header.insert("alg".to_owned(), json!("ES256"));
    }
    let signed = format!("{}.{}", b64(header.to_string()), b64(claims.to_string()));
    let signature = signature(key, signed.as_bytes());
    format!("{signed}.{}", b64(signature))
}

/// A token that somebody sent: read, and not believed yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// What it says of itself.
    pub header: Map<String, Value>,
    /// What it says.
    pub claims: Map<String, Value>,
    signed: String,
    signature: Vec<u8>,
}

impl Token {
    /// Reads a token of this type that says to be signed with ES256. Extensions that must be understood are not (RFC 7515, 4.1.11).
    pub fn read(text: &str, typ: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let (signed, signature) = text.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let object = |part: &str| serde_json::from_slice::<Map<String, Value>>(&unb64(part)?).ok();
        let token = Self {
            header: object(header)?,
            claims: object(claims)?,
            signed: signed.to_owned(),
            signature: unb64(signature)?,
        };
        let says = |name: &str| token.header.get(name).and_then(Value::as_str);
        let fits = says("alg") == Some("ES256") && says("typ") == Some(typ) && !token.header.contains_key("crit");
        fits.then_some(token)
    }

    /// Whether this key signed it.
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        key.verifies(self.signed.as_bytes(), &self.signature)
    }

    /// The key in its header, if that key signed it.
    pub fn own_key(&self) -> Option<PublicKey> {
        let key = PublicKey::from_jwk(self.header.get("jwk")?)?;
        self.is_signed_by(&key).then_some(key)
    }

    /// A claim that is text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.claims.get(name).and_then(Value::as_str)
    }

    /// A claim that is a number of seconds.
    pub fn seconds(&self, name: &str) -> Option<i64> {
        let value = self.claims.get(name)?;
        // JWT knows fractions of a second (RFC 7519, 2); nobody here needs them.
        value.as_i64().or_else(|| value.as_u64().map(|_| i64::MAX))
    }

    /// Whether `aud` names this, alone or among others.
    pub fn is_for(&self, audience: &str) -> bool {
        match self.claims.get("aud") {
            Some(Value::String(one)) => one == audience,
            Some(Value::Array(all)) => all.iter().any(|one| one == audience),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SigningKey {
        SigningKey::from_slice(&[7; 32]).unwrap()
    }

    #[test]
    fn the_thumbprint_is_over_the_members_of_the_rfc_in_their_order() {
        // RFC 9449, section 4.2 and 6.1: the key of the examples and its thumbprint.
        let jwk = json!({ "kty": "EC", "crv": "P-256", "x": "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
            "y": "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA" });
        let key = PublicKey::from_jwk(&jwk).unwrap();
        assert_eq!(key.thumbprint(), "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
        assert_eq!(key.jwk(), jwk);
    }

    #[test]
    fn what_is_signed_is_read_and_nothing_else() {
        let text = sign(
            &key(),
            json!({ "typ": "t+jwt" }),
            &json!({ "aud": ["a", "b"], "iat": 5 }),
        );
        let token = Token::read(&text, "t+jwt").unwrap();
        assert!(token.is_signed_by(&PublicKey::of(&key())) && token.is_for("b") && !token.is_for("c"));
        assert_eq!(token.seconds("iat"), Some(5));
        assert_eq!(Token::read(&text, "other+jwt"), None);
        let changed = text.replacen('.', ".e", 1);
        assert!(Token::read(&changed, "t+jwt").is_none_or(|token| !token.is_signed_by(&PublicKey::of(&key()))));
        let critical = sign(&key(), json!({ "typ": "t+jwt", "crit": ["x"] }), &json!({}));
        assert_eq!(Token::read(&critical, "t+jwt"), None);
        let unsigned = format!("{}.{}.", b64(r#"{"alg":"none","typ":"t+jwt"}"#), b64("{}"));
        assert_eq!(Token::read(&unsigned, "t+jwt"), None);
    }

    #[test]
    fn keys_that_cannot_be_are_refused() {
        let good = PublicKey::of(&key()).jwk();
        for (name, value) in [
            ("crv", "P-384"),
            ("kty", "OKP"),
            ("x", "AA"),
            ("y", &b64([0; 32])),
            ("d", "AA"),
        ] {
            let mut jwk = good.clone();
            jwk[name] = json!(value);
            assert_eq!(PublicKey::from_jwk(&jwk), None, "{name}");
        }
        assert!(PublicKey::from_jwk(&good).is_some());
    }
}
