//! Makes cards as mdocs (ISO/IEC 18013-5:2021, 8.3 and 9.1.2).

use chrono::DateTime;
use ciborium::value::Value;
use ring::rand::{SecureRandom as _, SystemRandom};
use serde_json::Map;

use super::cbor::{bytes, cose_key, embedded, from_json, int, map, moment, sign1, text};
use super::jose::{PublicKey, b64, sha256};
use super::pki::Signer;
use crate::clock::rfc3339;

/// More than the 16 bytes that the standard asks for (9.1.2.5).
const RANDOM: usize = 32;

/// What one copy of a card says.
#[derive(Debug, Clone)]
pub struct Copy<'a> {
    /// The type; its elements are in one name space of the same name.
    pub doctype: &'a str,
    /// What is claimed.
    pub claims: &'a Map<String, serde_json::Value>,
    /// When it was made and how long it is good, in seconds since 1970.
    pub times: (i64, i64),
    /// Where its status is: the list and the place in it.
    pub status: (&'a str, i64),
    /// Whose it is.
    pub holder: &'a PublicKey,
}

/// Makes it, as a credential answer carries it (OpenID4VCI 1.0, A.2.4); `None` without randomness.
pub fn make(copy: &Copy<'_>, signer: &Signer) -> Option<String> {
    let items: Option<Vec<Value>> = (0..).zip(copy.claims).map(|(id, claim)| item(id, claim)).collect();
    let items = items?;
    let digests = (0..)
        .zip(&items)
        .map(|(id, item)| (int(id), Value::Bytes(sha256(bytes(item)))));
    let digests = map(digests.collect::<Vec<_>>());
    let object = embedded(&security_object(copy, digests)?);
    let issuer_auth = sign1(&signer.key, &signer.chain, None, bytes(&object));
    let signed = map([
        (text("nameSpaces"), map([(text(copy.doctype), Value::Array(items))])),
        (text("issuerAuth"), issuer_auth),
    ]);
    Some(b64(bytes(&signed)))
}

/// An element with the randomness that hides it from whoever has its digest alone.
fn item(id: i64, (name, value): (&String, &serde_json::Value)) -> Option<Value> {
    let mut random = [0_u8; RANDOM];
    SystemRandom::new().fill(&mut random).ok()?;
    Some(embedded(&map([
        (text("digestID"), int(id)),
        (text("random"), Value::Bytes(random.to_vec())),
        (text("elementIdentifier"), text(name)),
        (text("elementValue"), from_json(value)),
    ])))
}

/// The mobile security object (9.1.2.4).
fn security_object(copy: &Copy<'_>, digests: Value) -> Option<Value> {
    let time = |seconds| Some(moment(&rfc3339(DateTime::from_timestamp(seconds, 0)?)));
    let ((made, ends), (uri, idx)) = (copy.times, copy.status);
    let reference = map([(text("idx"), int(idx)), (text("uri"), text(uri))]);
    Some(map([
        (text("version"), text("1.0")),
        (text("digestAlgorithm"), text("SHA-256")),
        (text("valueDigests"), map([(text(copy.doctype), digests)])),
        (text("deviceKeyInfo"), map([(text("deviceKey"), cose_key(copy.holder))])),
        (text("docType"), text(copy.doctype)),
        (
            text("validityInfo"),
            map([
                (text("signed"), time(made)?),
                (text("validFrom"), time(made)?),
                (text("validUntil"), time(ends)?),
            ]),
        ),
        (text("status"), map([(text("status_list"), reference)])),
    ]))
}
