//! The proof that a token is used by the phone it was given to (DPoP, RFC 9449).

use serde_json::{Map, Value};

use super::b64;
use super::jwk::{PublicKey, sha256};
use super::jws::Unsigned;

/// Bytes of chance in the name of a proof.
pub const ENTROPY: usize = 16;

/// One request, and what its proof says of it.
#[derive(Clone, Copy)]
pub struct Proof<'a> {
    /// The method, in capitals.
    pub method: &'a str,
    /// Where to. What follows `?` or `#` is not part of it (section 4.2).
    pub uri: &'a str,
    /// When, in seconds since 1970.
    pub at: i64,
    /// What makes it a proof for one time.
    pub entropy: [u8; ENTROPY],
    /// What the server asked to be repeated (section 8): each server has its own.
    pub nonce: Option<&'a str>,
    /// The token that the request carries, if it carries one.
    pub access_token: Option<&'a str>,
}

crate::opaque_debug!(Proof<'_>);

impl Proof<'_> {
    /// The proof, to be signed by this key.
    #[must_use]
    pub fn unsigned(&self, key: &PublicKey) -> Unsigned {
        let mut header = Map::new();
        header.insert("typ".to_owned(), "dpop+jwt".into());
        header.insert("jwk".to_owned(), key.jwk());
        let place = self.uri.split(['?', '#']).next().unwrap_or_default();
        let claims = [
            ("jti", Some(b64(self.entropy).into())),
            ("htm", Some(self.method.into())),
            ("htu", Some(place.into())),
            ("iat", Some(Value::from(self.at))),
            ("nonce", self.nonce.map(Value::from)),
            (
                "ath",
                self.access_token.map(|token| b64(sha256(token.as_bytes())).into()),
            ),
        ];
        let given = claims
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)));
        Unsigned::new(header, &given.collect())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::jose::jws::Jws;
    use crate::test_keys::TestKey;

    #[test]
    fn a_proof_says_what_the_standard_asks() {
        let key = TestKey::new();
        let proof = Proof {
            method: "GET",
            uri: "https://resource.example.org/protectedresource?secret=1#part",
            at: 1_562_262_618,
            entropy: [7; ENTROPY],
            nonce: Some("eyJ7S_zG.eyJH0-Z.HX4w-7v"),
            // RFC 9449, section 7.1: its token and the hash of it.
            access_token: Some("Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU"),
        };
        let unsigned = proof.unsigned(&key.public());
        let signature = key.sign(unsigned.to_sign());
        let text = unsigned.finish(&signature);
        let jws = Jws::parse(&text).unwrap();
        jws.verify(&jws.header.jwk().unwrap().unwrap()).unwrap();
        let claims = json!({
            "jti": b64([7; 16]), "htm": "GET", "htu": "https://resource.example.org/protectedresource",
            "iat": 1_562_262_618, "nonce": "eyJ7S_zG.eyJH0-Z.HX4w-7v",
            "ath": "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo",
        });
        assert_eq!(Value::Object(jws.claims().unwrap()), claims);
        assert_eq!(jws.header.expect_type(&["dpop+jwt"]), Ok(()));
    }

    #[test]
    fn what_there_is_not_is_not_said() {
        let key = TestKey::new();
        let proof = Proof {
            method: "POST",
            uri: "https://city.example/token",
            at: 1,
            entropy: [0; ENTROPY],
            nonce: None,
            access_token: None,
        };
        let unsigned = proof.unsigned(&key.public());
        let text = unsigned.clone().finish(&key.sign(unsigned.to_sign()));
        let claims = Jws::parse(&text).unwrap().claims().unwrap();
        assert_eq!(claims.keys().collect::<Vec<_>>(), ["htm", "htu", "iat", "jti"]);
    }
}
