//! Public keys on P-256, as JSON (RFC 7517) and as points.

use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use super::{b64, unb64};
use crate::error::CredentialError;

/// Bytes of a coordinate.
const COORDINATE: usize = 32;
/// What an uncompressed point begins with (SEC 1, section 2.3.3).
const UNCOMPRESSED: u8 = 4;

/// What somebody gives a key out for (RFC 7517, sections 4.2 to 4.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyUse {
    /// Verifying what they signed (ES256).
    Signature,
    /// Encrypting to them (ECDH-ES).
    Encryption,
}

impl KeyUse {
    /// What `use`, `alg` and `key_ops` must say, where they are there.
    const fn names(self) -> (&'static str, &'static str, &'static [&'static str]) {
        match self {
            Self::Signature => ("sig", "ES256", &["verify"]),
            Self::Encryption => ("enc", "ECDH-ES", &["deriveKey", "deriveBits"]),
        }
    }

    /// Whether a JWK may be used so.
    fn is_of(self, jwk: &Value) -> bool {
        let (name, alg, operations) = self.names();
        let may = |operation: &Value| {
            operation
                .as_str()
                .is_some_and(|operation| operations.contains(&operation))
        };
        jwk.get("use").is_none_or(|said| said == name)
            && jwk.get("alg").is_none_or(|said| said == alg)
            && jwk
                .get("key_ops")
                .is_none_or(|all| all.as_array().is_some_and(|all| all.iter().any(may)))
    }
}

/// A public key. Whether its point is on the curve shows where it is used: such a key verifies nothing and agrees on nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey([u8; 1 + 2 * COORDINATE]);

crate::opaque_debug!(PublicKey);

impl PublicKey {
    /// Reads an uncompressed point of 65 bytes.
    ///
    /// # Errors
    /// `Malformed` where it is something else.
    pub fn from_point(point: &[u8]) -> Result<Self, CredentialError> {
        let point: [u8; 1 + 2 * COORDINATE] = point.try_into().map_err(|_| CredentialError::Malformed("key"))?;
        match point {
            [UNCOMPRESSED, ..] => Ok(Self(point)),
            _ => Err(CredentialError::Malformed("key")),
        }
    }

    /// Reads a point by its coordinates.
    ///
    /// # Errors
    /// `Malformed` where one is not 32 bytes.
    pub fn from_coordinates(x: &[u8], y: &[u8]) -> Result<Self, CredentialError> {
        if x.len() != COORDINATE || y.len() != COORDINATE {
            return Err(CredentialError::Malformed("key"));
        }
        Self::from_point(&[&[UNCOMPRESSED], x, y].concat())
    }

    /// Reads a JWK. One that brings its private part is refused: whoever sent it has given it away.
    ///
    /// # Errors
    /// `Unsupported` where it is no key on P-256, `Malformed` where a part is missing or wrong.
    pub fn from_jwk(jwk: &Value) -> Result<Self, CredentialError> {
        let member = |name: &str| jwk.get(name).and_then(Value::as_str);
        if member("kty") != Some("EC") || member("crv") != Some("P-256") {
            return Err(CredentialError::Unsupported("key type"));
        }
        if jwk.get("d").is_some() {
            return Err(CredentialError::Malformed("key"));
        }
        let coordinate = |name| unb64(member(name).ok_or(CredentialError::Malformed("key"))?, "key");
        Self::from_coordinates(&coordinate("x")?, &coordinate("y")?)
    }

    /// Reads a JWK that is to be used for this, out of those that somebody gives out for all sorts of things.
    ///
    /// # Errors
    /// As [`Self::from_jwk`]; `Unsupported` too where it is for something else.
    pub fn from_jwk_for(jwk: &Value, wanted: KeyUse) -> Result<Self, CredentialError> {
        if wanted.is_of(jwk) {
            Self::from_jwk(jwk)
        } else {
            Err(CredentialError::Unsupported("key use"))
        }
    }

    /// The JWK, with nothing but what a key is: `kty`, `crv`, `x` and `y`.
    #[must_use]
    pub fn jwk(&self) -> Value {
        let (x, y) = self.coordinates();
        json!({ "crv": "P-256", "kty": "EC", "x": b64(x), "y": b64(y) })
    }

    /// The thumbprint (RFC 7638): the name of a key that does not depend on how its JWK is written.
    #[must_use]
    pub fn thumbprint(&self) -> [u8; 32] {
        let (x, y) = self.coordinates();
        let canonical = format!(r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}}"#, b64(x), b64(y));
        sha256(canonical.as_bytes())
    }

    /// The uncompressed point.
    #[must_use]
    pub const fn point(&self) -> &[u8; 1 + 2 * COORDINATE] {
        &self.0
    }

    /// x and y.
    #[must_use]
    pub fn coordinates(&self) -> (&[u8], &[u8]) {
        let (_, both) = self.0.split_at(1);
        both.split_at(COORDINATE)
    }
}

/// SHA-256, the only hash that HAIP 1.0 asks for.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, bytes).as_ref());
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7517, appendix A.1.
    fn published() -> Value {
        json!({
            "kty": "EC", "crv": "P-256", "use": "enc", "kid": "1",
            "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
            "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
        })
    }

    #[test]
    fn a_key_is_read_and_written_again_without_the_rest() {
        let key = PublicKey::from_jwk(&published()).unwrap();
        let mut bare = published();
        bare.as_object_mut()
            .unwrap()
            .retain(|name, _| !["use", "kid"].contains(&name.as_str()));
        assert_eq!(key.jwk(), bare);
        assert_eq!(PublicKey::from_point(key.point()).unwrap(), key);
        // As jwcrypto computes it.
        assert_eq!(b64(key.thumbprint()), "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s");
        assert!(!format!("{key:?}").contains("MKBC"));
    }

    #[test]
    fn a_key_is_used_for_what_it_was_given_out_for() {
        let of = |member: &str, value: Value, wanted| {
            let mut jwk = json!({ "kty": "EC", "crv": "P-256", "x": published()["x"], "y": published()["y"] });
            jwk[member] = value;
            PublicKey::from_jwk_for(&jwk, wanted).map(|_| ())
        };
        let other = Err(CredentialError::Unsupported("key use"));
        for (member, signs, encrypts) in [
            ("use", json!("sig"), json!("enc")),
            ("alg", json!("ES256"), json!("ECDH-ES")),
            ("key_ops", json!(["verify"]), json!(["deriveKey", "deriveBits"])),
        ] {
            assert_eq!(of(member, signs.clone(), KeyUse::Signature), Ok(()), "{member}");
            assert_eq!(of(member, signs, KeyUse::Encryption), other, "{member}");
            assert_eq!(of(member, encrypts.clone(), KeyUse::Encryption), Ok(()), "{member}");
            assert_eq!(of(member, encrypts, KeyUse::Signature), other, "{member}");
            assert_eq!(of(member, json!(7), KeyUse::Signature), other, "{member}");
        }
        assert_eq!(
            of("kid", json!("1"), KeyUse::Signature),
            Ok(()),
            "it says nothing of it"
        );
        assert_eq!(of("alg", json!("ECDH-ES+A128KW"), KeyUse::Encryption), other);
    }

    #[test]
    fn what_is_no_public_key_on_this_curve_is_refused() {
        let with = |name: &str, value: Value| {
            let mut jwk = published();
            jwk[name] = value;
            PublicKey::from_jwk(&jwk).unwrap_err()
        };
        assert_eq!(with("crv", json!("P-384")), CredentialError::Unsupported("key type"));
        assert_eq!(with("kty", json!("RSA")), CredentialError::Unsupported("key type"));
        for (name, value) in [
            ("x", json!("AAAA")),
            ("x", json!(7)),
            ("y", Value::Null),
            ("x", json!("MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4=")),
            ("d", json!("870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE")),
        ] {
            assert_eq!(
                with(name, value.clone()),
                CredentialError::Malformed("key"),
                "{name} {value}"
            );
        }
        let compressed = [&[2], &[7; 32][..]].concat();
        assert_eq!(
            PublicKey::from_point(&compressed),
            Err(CredentialError::Malformed("key"))
        );
    }
}
