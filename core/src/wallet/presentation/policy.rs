//! Whom the issuer of a card lets see it (embedded disclosure policies: ARF, EDP_01 to EDP_11; Regulation (EU) 2024/2979, annex III).
//!
//! The person decides (EDP_07): what a policy does not allow is said before they do, and the verifier learns nothing of it.
//!
//! ETSI TS 119 472-3 says what a policy has, and gives no names of members yet. They are read as this wallet's own issuer writes them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use madrid_credentials::x509::Certificate;
use madrid_credentials::{CredentialError, json, limits};
use serde_json::Value;

use super::client::Client;
use super::registration::{Registration, Standing};
use crate::wallet::address::Address;

const WHAT: &str = "disclosure_policy";

/// A policy, as it was kept when the card was issued.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Policy {
    rule: Rule,
    /// Where the issuer explains it (EDP_05).
    pub explained: Option<String>,
}

crate::log::opaque_debug!(Policy);

#[derive(Clone, Default, PartialEq, Eq)]
enum Rule {
    /// Whoever asks.
    #[default]
    Anybody,
    /// Those of these numbers in a register, or with one of these entitlements (EDP_02).
    Parties(Vec<String>),
    /// Those whose certificates hang under one of these keys (EDP_03).
    Roots(Vec<Vec<u8>>),
    /// Something that this wallet does not know.
    Strange,
}

/// What comes of a policy for who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The issuer said nothing of it.
    Free,
    /// The issuer lets who asks see the card.
    Allowed,
    /// The issuer does not. The person is warned, and must say so if they want it all the same.
    NotAllowed,
    /// The issuer said something that this wallet does not understand, which is no leave.
    NotUnderstood,
}

impl Verdict {
    /// Whether the person must be warned.
    #[must_use]
    pub const fn warns(self) -> bool {
        matches!(self, Self::NotAllowed | Self::NotUnderstood)
    }
}

impl Policy {
    /// Reads what the issuer's metadata said. A kind that is not known is kept as such: it warns.
    ///
    /// # Errors
    /// `Malformed` where it is no policy, or one of a known kind without what it must have; `TooLarge`; those of [`Certificate::parse`].
    pub fn read(value: &Value) -> Result<Self, CredentialError> {
        let broken = CredentialError::Malformed(WHAT);
        let kind = value.get("policy_type").and_then(Value::as_str).ok_or(broken)?;
        let rule = match kind {
            "no_policy" => Rule::Anybody,
            "authorised_relying_parties_only" => Rule::Parties(parties(value)?),
            "specific_root_of_trust" => Rule::Roots(roots(value)?),
            _ => Rule::Strange,
        };
        let link = value.get("explanation_url").and_then(Value::as_str);
        let link = link.and_then(|link| Address::page(link, false));
        Ok(Self {
            rule,
            explained: link.map(|link| link.text().to_owned()),
        })
    }

    /// Reads one that was kept. What is none is something that this wallet does not know: it warns.
    #[must_use]
    pub fn read_or_strange(value: &Value) -> Self {
        Self::read(value).unwrap_or(Self {
            rule: Rule::Strange,
            explained: None,
        })
    }

    /// Whether who asks may see the card (EDP_06). For who asks on behalf of others, their registration counts (EDP_02, EDP_03).
    #[must_use]
    pub fn verdict(&self, client: &Client, standing: &Standing) -> Verdict {
        let registration = match standing {
            Standing::Registered(registration) => Some(registration.as_ref()),
            _ => None,
        };
        let is_allowed = match &self.rule {
            Rule::Anybody => return Verdict::Free,
            Rule::Strange => return Verdict::NotUnderstood,
            Rule::Parties(names) => own_names(client, registration).any(|name| names.iter().any(|one| one == name)),
            Rule::Roots(keys) => {
                let chain = client.chain.as_ref();
                chain.is_some_and(|chain| chain.authority_keys.iter().any(|key| keys.contains(key)))
            }
        };
        if is_allowed {
            Verdict::Allowed
        } else {
            Verdict::NotAllowed
        }
    }
}

/// What certificates and registration call who asks. An intermediary is not who it asks for, so its own number does not count.
fn own_names<'a>(client: &'a Client, registration: Option<&'a Registration>) -> impl Iterator<Item = &'a str> {
    let is_between = registration.is_some_and(|registration| registration.on_behalf);
    let certified = client.chain.as_ref().and_then(|chain| chain.signer.organization_id());
    let registered = registration.into_iter().flat_map(|registration| {
        let entitlements = registration.entitlements.iter().map(String::as_str);
        entitlements.chain(std::iter::once(registration.id.as_str()))
    });
    certified.filter(|_| !is_between).into_iter().chain(registered)
}

fn list<'v>(value: &'v Value, name: &str) -> Result<&'v [Value], CredentialError> {
    let all = value.get(name).and_then(Value::as_array).filter(|all| !all.is_empty());
    let all = all.ok_or(CredentialError::Malformed(WHAT))?;
    if all.len() > limits::DCQL {
        return Err(CredentialError::TooLarge(WHAT));
    }
    Ok(all)
}

fn parties(value: &Value) -> Result<Vec<String>, CredentialError> {
    let party = |one: &Value| {
        let named = ["identifier", "entitlement_uri"]
            .iter()
            .find_map(|name| one.get(*name)?.as_str());
        let text = one.as_str().or(named);
        text.map(str::to_owned).ok_or(CredentialError::Malformed(WHAT))
    };
    list(value, "authorised_rp_identifiers")?.iter().map(party).collect()
}

/// The names of the keys of certificates, each by value.
fn roots(value: &Value) -> Result<Vec<Vec<u8>>, CredentialError> {
    let broken = CredentialError::Malformed(WHAT);
    let root = |one: &Value| {
        let text: &str = json::shaped(one, WHAT)?;
        let certificate = Certificate::parse(&STANDARD.decode(text).map_err(|_| broken)?)?;
        certificate.subject_key().map(<[u8]>::to_vec).ok_or(broken)
    };
    list(value, "authorised_roots_of_trust")?.iter().map(root).collect()
}
