//! SD-JWT VC: an SD-JWT that is a card. Drafts 9 to 18 write it alike; HAIP 1.0 (section 6.1) says whose certificate it must bring along.

use serde_json::{Map, Value};

use super::parse::SdJwt;
use super::resolve::Resolved;
use crate::error::CredentialError;
use crate::jose::jwk::PublicKey;
use crate::json;
use crate::path::Step;
use crate::status::StatusReference;
use crate::x509::{Anchors, Certificate, Chain, Purpose};

/// What it says it is: now, and in early drafts.
const TYPES: [&str; 2] = ["dc+sd-jwt", "vc+sd-jwt"];
/// What every reader must see (draft 18, section 2.2.2.3).
const OPEN: [&str; 8] = ["iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "aka_vcts", "status"];
/// Seconds by which the clocks of a phone and of an issuer may differ.
const SKEW: i64 = 60;

/// What a card says of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Card {
    /// What kind of card it is.
    pub vct: String,
    /// What kinds it is besides.
    pub also: Vec<String>,
    /// What its issuer calls itself. Whom it is from is for the certificate to say (draft 18, section 2.5).
    pub issuer: Option<String>,
    /// When it was made.
    pub issued: Option<i64>,
    /// From when on it is valid.
    pub from: Option<i64>,
    /// From when on it is not valid any more.
    pub until: Option<i64>,
    /// The key of who may show it; without one, whoever has it may.
    pub holder: Option<PublicKey>,
    /// Where to ask whether it was revoked.
    pub status: Option<StatusReference>,
}

crate::opaque_debug!(Card);

/// A card that somebody who is trusted signed, and that is valid.
#[derive(Clone)]
pub struct Verified<'a> {
    /// Its claims and its disclosures.
    pub resolved: Resolved<'a>,
    /// What it says of itself.
    pub card: Card,
    /// Who signed it, and who vouches for them.
    pub chain: Chain,
    /// Whether the certificate is for [`Card::issuer`] too. It need not be; where it is not, that name is nobody's word but the signer's.
    pub is_issuer_certified: bool,
}

crate::opaque_debug!(Verified<'_>);

impl<'a> Verified<'a> {
    /// Checks a card that was issued or is shown. Who shows it is for [`super::kb::KeyBinding::verify`] to say.
    ///
    /// # Errors
    /// `Untrusted`, `Signature`, and as [`Resolved::of`], [`Card::read`] and [`Card::expect_valid`].
    pub fn at(sd_jwt: &SdJwt<'a>, anchors: &Anchors, at: i64) -> Result<Self, CredentialError> {
        let chain = anchors.verify(&sd_jwt.header().x5c()?, at, Purpose::Texts)?;
        sd_jwt.verify(&chain.key)?;
        let resolved = Resolved::of(sd_jwt)?;
        let card = Card::read(sd_jwt, &resolved)?;
        card.expect_valid(at)?;
        let is_issuer_certified = card.issuer.as_ref().is_some_and(|issuer| is_for(&chain.signer, issuer));
        Ok(Self {
            resolved,
            card,
            chain,
            is_issuer_certified,
        })
    }
}

impl Card {
    /// Reads what a card says of itself, whoever signed it.
    ///
    /// # Errors
    /// `WrongType` where it is no card; `Missing` where it does not say of what kind it is; `Malformed` where something that every reader must
    /// see can be hidden, or has another shape; `Unsupported` where its key or its status is of another kind.
    pub fn read(sd_jwt: &SdJwt<'_>, resolved: &Resolved<'_>) -> Result<Self, CredentialError> {
        sd_jwt.header().expect_type(&TYPES)?;
        let is_open = |step: &Step| matches!(step, Step::Name(name) if OPEN.contains(&name.as_str()));
        let mut hidden = resolved.disclosures.iter().filter_map(|one| one.place.first());
        if hidden.any(is_open) {
            return Err(CredentialError::Malformed("hidden claim"));
        }
        let claims = resolved
            .claims
            .as_object()
            .ok_or(CredentialError::Malformed("claims"))?;
        let vct = text(claims, "vct")?.ok_or(CredentialError::Missing("vct"))?;
        Ok(Self {
            also: also(claims, &vct)?,
            vct,
            issuer: text(claims, "iss")?,
            issued: time(claims, "iat")?,
            from: time(claims, "nbf")?,
            until: time(claims, "exp")?,
            holder: claims.get("cnf").map(holder).transpose()?,
            status: claims.get("status").map(status).transpose()?,
        })
    }

    /// Whether it is valid at a time, a minute more or less.
    ///
    /// # Errors
    /// `NotYet`, also where it was made later; `Expired`.
    pub fn expect_valid(&self, at: i64) -> Result<(), CredentialError> {
        let is_later = |time: i64| time > at.saturating_add(SKEW);
        if self.from.is_some_and(is_later) || self.issued.is_some_and(is_later) {
            return Err(CredentialError::NotYet);
        }
        if self.until.is_some_and(|until| until <= at.saturating_sub(SKEW)) {
            return Err(CredentialError::Expired);
        }
        Ok(())
    }
}

/// HAIP 1.0 (section 6.1) knows no other way to ask than a list. A status that cannot be asked for is not taken for a good one.
fn status(status: &Value) -> Result<StatusReference, CredentialError> {
    let list = status
        .get("status_list")
        .ok_or(CredentialError::Unsupported("status"))?;
    let broken = CredentialError::Malformed("status");
    let uri = list.get("uri").and_then(Value::as_str).ok_or(broken)?;
    Ok(StatusReference {
        index: list.get("idx").and_then(Value::as_u64).ok_or(broken)?,
        uri: uri.to_owned(),
    })
}

fn text(claims: &Map<String, Value>, name: &'static str) -> Result<Option<String>, CredentialError> {
    match claims.get(name) {
        None => Ok(None),
        Some(Value::String(text)) if !text.is_empty() => Ok(Some(text.clone())),
        Some(_) => Err(CredentialError::Malformed(name)),
    }
}

fn time(claims: &Map<String, Value>, name: &'static str) -> Result<Option<i64>, CredentialError> {
    claims.get(name).map(|value| json::seconds(value, name)).transpose()
}

/// The other kinds: at least one where there are any, and not the first again (draft 18, section 2.2.2.2).
fn also(claims: &Map<String, Value>, vct: &str) -> Result<Vec<String>, CredentialError> {
    const WHAT: &str = "aka_vcts";
    let Some(said) = claims.get(WHAT) else {
        return Ok(Vec::new());
    };
    let said: Vec<String> = json::shaped(said, WHAT)?;
    if said.is_empty() || said.iter().any(|one| one == vct) {
        return Err(CredentialError::Malformed(WHAT));
    }
    Ok(said)
}

/// The key itself: other ways to name one are of no use to a reader without a network (HAIP 1.0, section 6.1).
fn holder(confirmation: &Value) -> Result<PublicKey, CredentialError> {
    PublicKey::from_jwk(confirmation.get("jwk").ok_or(CredentialError::Unsupported("cnf"))?)
}

/// Whether a certificate is for who calls itself so: by its address, or by the host of an `https` or `dns` one. Early drafts asked for it; those
/// that HAIP 1.0 and the wallets of today go by say that the issuer is the subject of the certificate, whatever `iss` says.
fn is_for(certificate: &Certificate, issuer: &str) -> bool {
    let host = match issuer.split_once(':') {
        Some(("https", rest)) => rest
            .strip_prefix("//")
            .and_then(|rest| rest.split(['/', '?', '#', ':']).next()),
        Some(("dns", host)) => Some(host),
        _ => None,
    };
    let has_host = |host: &str| certificate.hosts().iter().any(|own| own.eq_ignore_ascii_case(host));
    certificate.uris().iter().any(|own| own == issuer) || host.is_some_and(has_host)
}

#[cfg(test)]
#[path = "vc_tests.rs"]
mod tests;
