//! The same in CBOR (section 5.2): a COSE_Sign1 with numbers for names.

use super::list::StatusList;
use super::token::{StatusToken, Times, Trust, expect_uri};
use crate::cbor::{self, Content, Item, Key, Map};
use crate::cose::{SIGN1, Sign1};
use crate::error::CredentialError;
use crate::json;

/// What such a text says it is.
const TYPE: &str = "application/statuslist+cwt";

/// Numbers of names: RFC 9596 for the header, RFC 8392 and section 5.2 for the claims.
const TYP: Key<'_> = Key::Unsigned(16);
const SUBJECT: Key<'_> = Key::Unsigned(2);
const EXPIRES: Key<'_> = Key::Unsigned(4);
const NOT_BEFORE: Key<'_> = Key::Unsigned(5);
const ISSUED_AT: Key<'_> = Key::Unsigned(6);
const STATUS_LIST: Key<'_> = Key::Unsigned(65533);
const TIME_TO_LIVE: Key<'_> = Key::Unsigned(65534);

/// Reads and verifies it; see [`StatusToken::from_cwt`].
pub(super) fn read(bytes: &[u8], uri: &str, at: i64, trust: Trust<'_>) -> Result<StatusToken, CredentialError> {
    let item = cbor::decode(bytes, "cwt")?;
    // The tag of COSE_Sign1 must stand before it, and that of CWT must not.
    item.tagged(SIGN1, "cwt")?;
    let sign1 = Sign1::read(&item)?;
    expect_type(&sign1)?;
    let (key, signer) = trust.key(&sign1.x5chain()?, at)?;
    let claims = cbor::decode(sign1.verify(&key, &[])?, "claims")?.into_map("claims")?;
    let times = times(&claims)?;
    times.check(at)?;
    let subject = claims.get(SUBJECT).ok_or(CredentialError::Malformed("sub"))?;
    expect_uri(subject.text("sub")?, uri)?;
    Ok(times.with(list(&claims)?, signer))
}

/// What it says it is, signed. There is no number for it yet, so it must be the name.
fn expect_type(sign1: &Sign1<'_>) -> Result<(), CredentialError> {
    match sign1.signed_header(TYP).map(Item::content) {
        Some(Content::Text(said)) if said.eq_ignore_ascii_case(TYPE) => Ok(()),
        _ => Err(CredentialError::WrongType("typ")),
    }
}

fn times(claims: &Map<'_>) -> Result<Times, CredentialError> {
    let time = |label, what| claims.get(label).map(|value| seconds(value, what)).transpose();
    Ok(Times {
        issued_at: time(ISSUED_AT, "iat")?.ok_or(CredentialError::Malformed("iat"))?,
        not_before: time(NOT_BEFORE, "nbf")?,
        expires: time(EXPIRES, "exp")?,
        time_to_live: time(TIME_TO_LIVE, "ttl")?,
    })
}

/// The list in its CBOR form (section 4.3).
fn list(claims: &Map<'_>) -> Result<StatusList, CredentialError> {
    const WHAT: &str = "status_list";
    let list = claims
        .get(STATUS_LIST)
        .ok_or(CredentialError::Malformed(WHAT))?
        .map(WHAT)?;
    let member = |name| list.get(Key::Text(name)).ok_or(CredentialError::Malformed(WHAT));
    StatusList::inflate(member("bits")?.unsigned(WHAT)?, member("lst")?.bytes(WHAT)?)
}

/// Seconds since 1970, whole or with fractions, that are cut off (RFC 8392, section 2).
fn seconds(value: &Item<'_>, what: &'static str) -> Result<i64, CredentialError> {
    match value.content() {
        Content::Unsigned(whole) => i64::try_from(*whole).map_err(|_| CredentialError::Malformed(what)),
        Content::Float(time) => json::seconds(&serde_json::Value::from(*time), what),
        _ => Err(CredentialError::Malformed(what)),
    }
}

#[cfg(test)]
#[path = "cwt_tests.rs"]
mod tests;
