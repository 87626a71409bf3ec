//! Signed texts in the compact form (RFC 7515, section 7.1), read before they are believed and made without the key: what is to be signed
//! goes to the phone's key store, and comes back as a signature.

use serde_json::{Map, Value};

use super::ecdsa::{self, Signature};
use super::jwk::PublicKey;
use super::{b64, unb64};
use crate::error::CredentialError;
use crate::{json, limits};

/// The one algorithm (HAIP 1.0, section 7).
const ALG: &str = "ES256";

/// What stands before the payload.
#[derive(Clone, PartialEq)]
pub struct Header(Map<String, Value>);

crate::opaque_debug!(Header);

impl Header {
    /// What it says it is, for instance `dc+sd-jwt`. Compared without `application/` and without case (RFC 7515, section 4.1.9).
    ///
    /// # Errors
    /// `WrongType` where it is none of these, or says nothing.
    pub fn expect_type(&self, types: &[&str]) -> Result<(), CredentialError> {
        let said = self.text("typ").unwrap_or_default().to_ascii_lowercase();
        let said = said.strip_prefix("application/").unwrap_or(&said);
        if types.contains(&said) {
            Ok(())
        } else {
            Err(CredentialError::WrongType("typ"))
        }
    }

    /// The certificates, the signer's first.
    ///
    /// # Errors
    /// `Malformed` where they are no list of base64, `TooLarge` where they are more than anybody needs.
    pub fn x5c(&self) -> Result<Vec<Vec<u8>>, CredentialError> {
        use base64::Engine as _;
        let Some(chain) = self.0.get("x5c") else {
            return Ok(Vec::new());
        };
        let texts: Vec<&str> = json::shaped(chain, "x5c")?;
        if texts.len() > limits::CHAIN {
            return Err(CredentialError::TooLarge("x5c"));
        }
        // Base64 with padding, unlike everything else in JOSE (RFC 7515, section 4.1.6).
        let der = |text| base64::engine::general_purpose::STANDARD.decode(text);
        texts
            .into_iter()
            .map(|text| der(text).map_err(|_| CredentialError::Malformed("x5c")))
            .collect()
    }

    /// The key that it brings along (`jwk`).
    ///
    /// # Errors
    /// As [`PublicKey::from_jwk`].
    pub fn jwk(&self) -> Result<Option<PublicKey>, CredentialError> {
        self.0.get("jwk").map(PublicKey::from_jwk).transpose()
    }

    /// A member that is a text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    /// All of it.
    #[must_use]
    pub const fn members(&self) -> &Map<String, Value> {
        &self.0
    }
}

/// A signed text that was read. Nothing of it is to be believed before [`Self::verify`].
#[derive(Clone)]
pub struct Jws<'a> {
    /// What stands before the payload.
    pub header: Header,
    /// What is signed.
    pub payload: Vec<u8>,
    signed: &'a str,
    signature: Signature,
}

crate::opaque_debug!(Jws<'_>);

impl<'a> Jws<'a> {
    /// Reads the compact form.
    ///
    /// # Errors
    /// `Malformed`, `TooLarge`, `Duplicate`; `Unsupported` where the algorithm is not ES256 (`none` least of all) or something critical is not
    /// understood.
    pub fn parse(compact: &'a str) -> Result<Self, CredentialError> {
        if compact.len() > limits::BYTES {
            return Err(CredentialError::TooLarge("jws"));
        }
        let broken = CredentialError::Malformed("jws");
        let (signed, signature) = compact.rsplit_once('.').ok_or(broken)?;
        let (header, payload) = signed.split_once('.').ok_or(broken)?;
        let header = Header(json::object(&unb64(header, "jws")?, "jws")?);
        if header.text("alg") != Some(ALG) {
            return Err(CredentialError::Unsupported("alg"));
        }
        if header.0.contains_key("crit") || header.0.contains_key("b64") {
            return Err(CredentialError::Unsupported("crit"));
        }
        Ok(Self {
            header,
            payload: unb64(payload, "jws")?,
            signed,
            signature: Signature::from_raw(&unb64(signature, "jws")?)?,
        })
    }

    /// Whether this key signed it.
    ///
    /// # Errors
    /// `Signature`
    pub fn verify(&self, key: &PublicKey) -> Result<(), CredentialError> {
        ecdsa::verify(key, self.signed.as_bytes(), &self.signature)
    }

    /// The claims of a JWT (RFC 7519, section 3).
    ///
    /// # Errors
    /// `Malformed`, `Duplicate`, `TooDeep`
    pub fn claims(&self) -> Result<Map<String, Value>, CredentialError> {
        json::object(&self.payload, "claims")
    }
}

/// A text that waits for its signature.
#[derive(Clone, PartialEq, Eq)]
pub struct Unsigned(String);

crate::opaque_debug!(Unsigned);

impl Unsigned {
    /// Claims under a header; `alg` is added.
    #[must_use]
    pub fn new(mut header: Map<String, Value>, claims: &Map<String, Value>) -> Self {
        header.insert("alg".to_owned(), ALG.into());
        let header = b64(Value::Object(header).to_string());
        let claims = b64(Value::Object(claims.clone()).to_string());
        Self(format!("{header}.{claims}"))
    }

    /// What the key store signs, hashed by it with SHA-256.
    #[must_use]
    pub fn to_sign(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// With the signature.
    #[must_use]
    pub fn finish(self, signature: &Signature) -> String {
        format!("{}.{}", self.0, b64(signature.raw()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::test_keys::{TestKey, map};

    /// RFC 7515, appendix A.3: a header, claims with a line end inside, a key and a signature of others.
    const PUBLISHED: &str = "eyJhbGciOiJFUzI1NiJ9.\
        eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
        DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    fn published_key() -> PublicKey {
        PublicKey::from_jwk(&json!({
            "kty": "EC", "crv": "P-256",
            "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        }))
        .unwrap()
    }

    #[test]
    fn what_others_signed_is_read_and_verified() {
        let jws = Jws::parse(PUBLISHED).unwrap();
        jws.verify(&published_key()).unwrap();
        assert_eq!(jws.claims().unwrap()["iss"], "joe");
        let other = TestKey::new();
        assert_eq!(jws.verify(&other.public()), Err(CredentialError::Signature));
        let changed = PUBLISHED.replace("eyJpc3MiOiJqb2Ui", "eyJpc3MiOiJqb2Ej");
        assert_eq!(
            Jws::parse(&changed).unwrap().verify(&published_key()),
            Err(CredentialError::Signature)
        );
    }

    #[test]
    fn what_is_made_here_verifies() {
        let key = TestKey::new();
        let header = map(json!({ "typ": "dpop+jwt", "jwk": key.public().jwk() }));
        let unsigned = Unsigned::new(header, &map(json!({ "iat": 7 })));
        let signature = key.sign(unsigned.to_sign());
        let text = unsigned.finish(&signature);
        let jws = Jws::parse(&text).unwrap();
        jws.verify(&jws.header.jwk().unwrap().unwrap()).unwrap();
        assert_eq!(jws.header.expect_type(&["dpop+jwt"]), Ok(()));
        assert_eq!(
            jws.header.expect_type(&["kb+jwt"]),
            Err(CredentialError::WrongType("typ"))
        );
    }

    #[test]
    fn types_are_compared_as_media_types() {
        let of = |typ: &str| Header(map(json!({ "typ": typ }))).expect_type(&["dc+sd-jwt"]);
        assert_eq!(of("application/DC+SD-JWT"), Ok(()));
        assert_eq!(of("dc+sd-jwt"), Ok(()));
        assert!(of("text/dc+sd-jwt").is_err());
        assert!(Header(Map::new()).expect_type(&["dc+sd-jwt"]).is_err());
    }

    #[test]
    fn weak_and_strange_ones_are_refused() {
        let with = |header: Value| {
            let text = format!("{}.e30.{}", b64(header.to_string()), b64([1; 64]));
            Jws::parse(&text).map(|_| ()).unwrap_err()
        };
        for alg in ["none", "None", "HS256", "RS256", "ES384", "es256"] {
            assert_eq!(
                with(json!({ "alg": alg })),
                CredentialError::Unsupported("alg"),
                "{alg}"
            );
        }
        assert_eq!(with(json!({})), CredentialError::Unsupported("alg"));
        assert_eq!(
            with(json!({ "alg": "ES256", "crit": ["exp"] })),
            CredentialError::Unsupported("crit")
        );
        let twice = format!("{}.e30.{}", b64(r#"{"alg":"none","alg":"ES256"}"#), b64([1; 64]));
        assert_eq!(Jws::parse(&twice).err(), Some(CredentialError::Duplicate("jws")));
        for broken in ["", ".", "..", "e30", "e30.e30", "e30.e30.e30.e30", "a.b.c"] {
            assert!(Jws::parse(broken).is_err(), "{broken}");
        }
        let short = format!("{}.e30.{}", b64(r#"{"alg":"ES256"}"#), b64([1; 63]));
        assert_eq!(Jws::parse(&short).err(), Some(CredentialError::Malformed("signature")));
    }

    #[test]
    fn certificates_are_plain_base64_and_few() {
        let of = |x5c: Value| Header(map(json!({ "x5c": x5c }))).x5c();
        assert_eq!(of(json!(["AQI="])).unwrap(), [[1, 2]]);
        assert_eq!(of(json!(["AQI"])), Err(CredentialError::Malformed("x5c")));
        assert_eq!(of(json!("AQI=")), Err(CredentialError::Malformed("x5c")));
        assert_eq!(
            of(json!(vec!["AQI="; limits::CHAIN + 1])),
            Err(CredentialError::TooLarge("x5c"))
        );
        assert_eq!(Header(Map::new()).x5c().unwrap(), Vec::<Vec<u8>>::new());
    }
}
