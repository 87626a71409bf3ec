//! Whether what an issuer gave is the card that was asked for. Nothing is kept before; where one copy is wrong, none is kept. Pure.

use madrid_credentials::CredentialError;
use madrid_credentials::jose::jwk::PublicKey;
use madrid_credentials::jose::unb64;
use madrid_credentials::mdoc::IssuerSigned;
use madrid_credentials::sd_jwt::{SdJwt, vc};
use madrid_credentials::x509::Anchors;
use serde_json::Value;

use super::metadata::Wanted;
use crate::log::opaque_debug;
use crate::ports::KeyName;
use crate::wallet::model::{Change, Copy, CopyState, Difference, Format, StatusPlace, Tier};
use crate::wallet::store::NewCopy;

/// What an SD-JWT says of itself and not of the person. Copies differ in the last four.
const OF_ITSELF: [&str; 12] = [
    "iss",
    "vct",
    "vct#integrity",
    "aka_vcts",
    "_sd_alg",
    "nbf",
    "exp",
    "sub",
    "iat",
    "jti",
    "cnf",
    "status",
];

/// What was given, verified.
pub struct Batch {
    /// The copies, each with its key.
    pub copies: Vec<NewCopy>,
    /// What each of them says.
    pub claims: Value,
}

opaque_debug!(Batch);

/// One copy, verified.
struct One {
    copy: NewCopy,
    claims: Value,
}

/// Where a card says its tier, at issuers that have a word for it: one of a lower tier must not pass for one of a higher, nor the other way.
pub const KEY_TIER: &str = "key_tier";
/// A batch is not made in one second: so many may lie between its copies.
const MAKING: u64 = 60;

/// Whether two copies begin or end together, as far as a batch can.
fn is_close(one: Option<i64>, other: Option<i64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.abs_diff(other) <= MAKING,
        (one, other) => one == other,
    }
}

/// Checks all copies: signed by somebody who leads to `anchors`, of the kind that was asked for, valid now, each bound to another one of our
/// keys, of the tier that was asked for, and all saying the same for the same time (ARF 3.0, ISSU_11).
///
/// Fails as the formats do; with `Mismatch` where something is not as asked, with `Duplicate` where two copies have one key.
pub fn batch(
    given: &[String],
    wanted: &Wanted,
    keys: &[(KeyName, PublicKey)],
    (anchors, at): (&Anchors, i64),
) -> Result<Batch, CredentialError> {
    if wanted.tier == Tier::None && given.len() != 1 {
        return Err(CredentialError::Mismatch("number of copies"));
    }
    let all = given.iter().map(|text| match wanted.format {
        Format::SdJwt => sd_jwt(text, wanted, keys, (anchors, at)),
        Format::Mdoc => mdoc(text, wanted, keys, (anchors, at)),
    });
    let all: Vec<One> = all.collect::<Result<_, _>>()?;
    let first = all.first().ok_or(CredentialError::Missing("credential"))?;
    let is_same = |one: &One| {
        let (copy, first_copy) = (&one.copy.copy, &first.copy.copy);
        let is_of_time = is_close(copy.from, first_copy.from) && is_close(copy.until, first_copy.until);
        one.claims == first.claims && is_of_time
    };
    if !all.iter().all(is_same) {
        return Err(CredentialError::Mismatch("copies"));
    }
    if let Some(word) = wanted.tier_word.as_ref().filter(|_| wanted.tier != Tier::None)
        && tier_said(&first.claims, wanted) != Some(word)
    {
        return Err(CredentialError::Mismatch(KEY_TIER));
    }
    let mut used: Vec<&KeyName> = all.iter().filter_map(|one| one.copy.key.as_ref()).collect();
    used.sort_unstable();
    used.dedup();
    if wanted.tier != Tier::None && used.len() != all.len() {
        return Err(CredentialError::Duplicate("key"));
    }
    let claims = first.claims.clone();
    Ok(Batch {
        copies: all.into_iter().map(|one| one.copy).collect(),
        claims,
    })
}

/// The tier that a card says it has.
fn tier_said<'c>(claims: &'c Value, wanted: &Wanted) -> Option<&'c str> {
    let claims = match wanted.format {
        Format::SdJwt => claims,
        Format::Mdoc => claims.get(&wanted.kind)?,
    };
    claims.get(KEY_TIER)?.as_str()
}

fn sd_jwt(
    text: &str,
    wanted: &Wanted,
    keys: &[(KeyName, PublicKey)],
    (anchors, at): (&Anchors, i64),
) -> Result<One, CredentialError> {
    let parsed = SdJwt::parse(text)?;
    if parsed.key_binding().is_some() {
        return Err(CredentialError::WrongType("key binding"));
    }
    let verified = vc::Verified::at(&parsed, anchors, at)?;
    let card = verified.card;
    if card.vct != wanted.kind && !card.also.contains(&wanted.kind) {
        return Err(CredentialError::Mismatch("vct"));
    }
    let mut claims = verified.resolved.claims.clone();
    if let Some(claims) = claims.as_object_mut() {
        claims.retain(|name, _| !OF_ITSELF.contains(&name.as_str()));
    }
    let status = card.status.map(|status| StatusPlace {
        uri: status.uri,
        index: status.index,
    });
    Ok(One {
        copy: NewCopy {
            copy: copy((card.from, card.until), status),
            key: key(wanted.tier, card.holder.as_ref(), keys)?,
            credential: text.as_bytes().to_vec(),
        },
        claims,
    })
}

fn mdoc(
    text: &str,
    wanted: &Wanted,
    keys: &[(KeyName, PublicKey)],
    (anchors, at): (&Anchors, i64),
) -> Result<One, CredentialError> {
    let bytes = unb64(text, "mdoc")?;
    let verified = IssuerSigned::parse(&bytes)?.verify(anchors, at, &wanted.kind)?;
    let status = verified.status.map(|status| StatusPlace {
        uri: status.uri,
        index: status.index,
    });
    // Its last second is one in which it is still valid.
    let until = verified.validity.until.saturating_add(1);
    Ok(One {
        copy: NewCopy {
            copy: copy((Some(verified.validity.from), Some(until)), status),
            key: key(wanted.tier, Some(&verified.device_key), keys)?,
            credential: bytes.clone(),
        },
        claims: verified.claims,
    })
}

const fn copy((from, until): (Option<i64>, Option<i64>), status: Option<StatusPlace>) -> Copy {
    Copy {
        id: 0,
        card: 0,
        state: CopyState::Fresh,
        from,
        until,
        status,
        shown_to: Vec::new(),
        shown: 0,
    }
}

/// The name of the key that a copy is bound to: one of ours, or none where none was asked for.
fn key(
    tier: Tier,
    bound_to: Option<&PublicKey>,
    keys: &[(KeyName, PublicKey)],
) -> Result<Option<KeyName>, CredentialError> {
    let wrong = CredentialError::Mismatch("key");
    match (tier, bound_to) {
        (Tier::None, None) => Ok(None),
        (Tier::None, Some(_)) => Err(wrong),
        (_, bound_to) => {
            let own = keys.iter().find(|(_, own)| Some(own) == bound_to);
            own.map(|(name, _)| Some(name.clone())).ok_or(wrong)
        }
    }
}

/// What a card says otherwise than before, by the first step of each claim, and by the second one for an mdoc: never what it says.
#[must_use]
pub fn differences(format: Format, before: &Value, now: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    let steps = if format == Format::Mdoc { 2 } else { 1 };
    compare(before, now, steps, &mut Vec::new(), &mut found);
    found
}

fn compare(before: &Value, now: &Value, steps: usize, path: &mut Vec<Value>, found: &mut Vec<Difference>) {
    if before == now {
        return;
    }
    let (Some(old), Some(new), true) = (before.as_object(), now.as_object(), steps > 0) else {
        found.push(difference(path, Change::Altered));
        return;
    };
    for (name, value) in old {
        path.push(name.clone().into());
        match new.get(name) {
            None => found.push(difference(path, Change::Removed)),
            Some(other) => compare(value, other, steps - 1, path, found),
        }
        path.pop();
    }
    for name in new.keys().filter(|name| !old.contains_key(*name)) {
        path.push(name.clone().into());
        found.push(difference(path, Change::Added));
        path.pop();
    }
}

fn difference(path: &[Value], change: Change) -> Difference {
    Difference {
        path: Value::Array(path.to_vec()),
        change,
    }
}

#[cfg(test)]
#[path = "verify_tests.rs"]
mod tests;
