//! What an issuer says of itself, signed where it can be (OpenID4VCI 1.0, section 12.2.3): then the person knows who offers a card before
//! they say yes, and not only once it has come.

use madrid_credentials::jose::jws::Jws;
use madrid_credentials::x509::{Anchors, Purpose};
use madrid_credentials::{CredentialError, json};
use serde_json::Value;

use super::drive::{Driver, SKEW};
use super::{answers, metadata};
use crate::error::Error;
use crate::ports::{Method, WebRequest};

/// Signed rather than not.
const ACCEPT: &str = "application/jwt, application/json;q=0.5";
const JWT: &str = "application/jwt";
const TYPE: &str = "openidvci-issuer-metadata+jwt";

/// What an issuer says of itself, as JSON.
pub struct Statement {
    /// The JSON.
    pub body: Vec<u8>,
    /// Whether somebody signed it whom the City names.
    pub is_vouched: bool,
}

impl Driver {
    /// What an issuer says of itself. What is signed by somebody whom the City does not name is not believed at all: neither would be the
    /// cards.
    ///
    /// Fails as `cred.*` and as `net.*`.
    pub async fn statement(&self, issuer: &str) -> Result<Statement, Error> {
        let url = metadata::well_known(issuer, metadata::ISSUER);
        let request = WebRequest::new(Method::Get, &url).header("accept", Some(ACCEPT));
        let answer = self.room.send(request).await?;
        let body = answers::document(&answer)?;
        if answer.content_type.as_deref() != Some(JWT) {
            return Ok(Statement {
                body: answer.body,
                is_vouched: false,
            });
        }
        // A phone that was just set up may not have heard yet whom to trust. Whoever cannot be asked said it before, or is not believed.
        if let Err(failed) = self.trusted.refresh(&self.room).await {
            tracing::info!(code = failed.code(), "the roots could not be fetched anew");
        }
        let compact = std::str::from_utf8(body).map_err(|_| CredentialError::Malformed("metadata"))?;
        let body = open(compact, issuer, &self.trusted.roots().issuers, self.room.now())?;
        Ok(Statement { body, is_vouched: true })
    }
}

/// Opens what is signed.
///
/// Fails with `Untrusted` where its signer leads to no root, `Signature`, `Mismatch` where it is of another issuer, `Missing` where it does not
/// say since when, `Expired` and `NotYet`.
fn open(compact: &str, issuer: &str, anchors: &Anchors, now: i64) -> Result<Vec<u8>, CredentialError> {
    let jws = Jws::parse(compact)?;
    jws.header.expect_type(&[TYPE])?;
    let chain = anchors.verify(&jws.header.x5c()?, now, Purpose::Texts)?;
    jws.verify(&chain.key)?;
    let said = jws.claims()?;
    if said.get("sub").and_then(Value::as_str) != Some(issuer) {
        return Err(CredentialError::Mismatch("sub"));
    }
    let time = |name| said.get(name).map(|time| json::seconds(time, name)).transpose();
    if time("iat")?.ok_or(CredentialError::Missing("iat"))? > now.saturating_add(SKEW) {
        return Err(CredentialError::NotYet);
    }
    if time("exp")?.is_some_and(|until| until <= now.saturating_sub(SKEW)) {
        return Err(CredentialError::Expired);
    }
    Ok(Value::Object(said).to_string().into_bytes())
}

#[cfg(test)]
mod tests {
    use madrid_credentials::ChainFault;
    use serde_json::json;

    use super::*;
    use crate::wallet::test_people::{Authority, params};

    const ID: &str = "https://cards.example";
    const NOW: i64 = 1_800_000_000;

    type Change = fn(&mut Value);

    /// What becomes of words that were changed like this.
    fn opened(typ: &str, change: Change) -> Result<Vec<u8>, CredentialError> {
        let root = Authority::new("Root");
        let mut claims = json!({ "credential_issuer": ID, "sub": ID, "iat": NOW, "exp": NOW + 60 });
        change(&mut claims);
        let compact = root.certify(&params("Issuer", &[])).jwt(typ, claims);
        open(&compact, ID, &root.anchors(), NOW)
    }

    #[test]
    fn what_is_signed_is_opened_and_says_the_same() {
        let said = opened(TYPE, |_| ()).unwrap();
        assert_eq!(json::object(&said, "metadata").unwrap()["credential_issuer"], ID);
        // Nobody has to say until when.
        assert!(opened(TYPE, |claims| claims["exp"] = json!(NOW - 59)).is_ok());
        opened(TYPE, |claims| drop(claims.as_object_mut().unwrap().remove("exp"))).unwrap();
    }

    #[test]
    fn what_is_signed_for_something_else_is_refused() {
        let cases: [(Change, CredentialError); 5] = [
            (
                |claims| claims["sub"] = json!("https://other.example"),
                CredentialError::Mismatch("sub"),
            ),
            (
                |claims| claims["sub"] = json!(format!("{ID}/")),
                CredentialError::Mismatch("sub"),
            ),
            (
                |claims| drop(claims.as_object_mut().unwrap().remove("iat")),
                CredentialError::Missing("iat"),
            ),
            (|claims| claims["iat"] = json!(NOW + 61), CredentialError::NotYet),
            (|claims| claims["exp"] = json!(NOW - 60), CredentialError::Expired),
        ];
        for (change, fault) in cases {
            assert_eq!(opened(TYPE, change), Err(fault));
        }
        assert!(opened("dc+sd-jwt", |_| ()).is_err(), "another text of the same signer");
    }

    #[test]
    fn what_a_stranger_signed_is_refused() {
        let compact = Authority::new("Stranger")
            .certify(&params("City of Madrid", &[]))
            .jwt(TYPE, json!({ "sub": ID, "iat": NOW }));
        let trusted = Authority::new("Root").anchors();
        let refused = open(&compact, ID, &trusted, NOW);
        assert!(
            matches!(refused, Err(CredentialError::Untrusted(ChainFault::NoAnchor))),
            "{refused:?}"
        );
        assert!(open(&compact.replacen('.', "", 1), ID, &trusted, NOW).is_err());
    }
}
