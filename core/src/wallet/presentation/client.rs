//! Who asks (OpenID4VP 1.0, section 5.9): the client id says how to check it, and the certificates of a signed request say who it is.

use madrid_credentials::jose::b64;
use madrid_credentials::jose::jws::Jws;
use madrid_credentials::json;
use madrid_credentials::x509::{Chain, Purpose};
use serde_json::{Map, Value};

use super::refusal::Refusal;
use super::request::Setting;
use crate::wallet::address::{self, Address, is_host};

/// What a request object says that it is (section 5).
const TYPE: &str = "oauth-authz-req+jwt";
/// Whom it is for, where the verifier knows nobody in particular (section 5.8).
const ANY_WALLET: &str = "https://self-issued.me/v2";
/// Seconds by which the clocks of a phone and of a verifier may differ.
const SKEW: i64 = 60;

/// How a client id is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefix {
    /// By the hash of the certificate that signed (`x509_hash`): the way of HAIP 1.0.
    Hash,
    /// By a host of that certificate (`x509_san_dns`).
    Host,
    /// Not at all: it is where the answer goes (`redirect_uri`).
    Redirect,
}

impl Prefix {
    /// Takes a client id apart. Every other prefix is refused, `origin` among them: it belongs to browsers (section 5.9.3).
    pub(super) fn of(id: &str) -> Result<(Self, &str), Refusal> {
        let (prefix, rest) = id.split_once(':').ok_or(Refusal::Prefix)?;
        let prefix = match prefix {
            "x509_hash" => Self::Hash,
            "x509_san_dns" => Self::Host,
            "redirect_uri" => Self::Redirect,
            _ => return Err(Refusal::Prefix),
        };
        Ok((prefix, rest))
    }
}

/// How sure it is who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Nobody vouches for it.
    Unknown,
    /// A trusted authority gave it the certificate that it signs with.
    Certified,
    /// A registrar says besides what it may ask for.
    Registered,
}

/// Who asks.
#[derive(Clone)]
pub struct Client {
    /// The client id, with its prefix: a signature for it is for nobody else.
    pub id: String,
    /// How it was checked.
    pub prefix: Prefix,
    /// The certificates that it signed with.
    pub chain: Option<Chain>,
}

crate::log::opaque_debug!(Client);

impl Client {
    /// What to call it: the name in its certificate where a person can read that, else the host that the answer goes to.
    #[must_use]
    pub fn name(&self, host: &str) -> String {
        let signer = self.chain.as_ref().map(|chain| &chain.signer);
        let certified = signer.and_then(|signer| signer.organization().or(signer.common_name()));
        certified.and_then(address::name).unwrap_or_else(|| host.to_owned())
    }

    /// Whether the answer may go there (section 5.9.3).
    pub(super) fn may_answer_at(&self, response_uri: &Address) -> bool {
        match (self.prefix, Prefix::of(&self.id)) {
            (Prefix::Hash, _) => true,
            (Prefix::Host, Ok((_, host))) => response_uri.host() == host.to_ascii_lowercase(),
            (Prefix::Redirect, Ok((_, uri))) => response_uri.text() == uri,
            (_, Err(_)) => false,
        }
    }
}

/// Reads a request object and finds out who signed it.
///
/// Everything that makes it an answer to this very link is checked here: type, certificates, signature, client id, audience, nonce, time.
pub(super) fn signed(
    object: &str,
    client_id: &str,
    wallet_nonce: Option<&str>,
    setting: &Setting<'_>,
) -> Result<(Map<String, Value>, Client), Refusal> {
    let jws = Jws::parse(object.trim())?;
    jws.header.expect_type(&[TYPE])?;
    let chain = setting.access.verify(&jws.header.x5c()?, setting.at, Purpose::Texts)?;
    jws.verify(&chain.key)?;
    let claims = jws.claims()?;
    if text(&claims, "client_id") != Some(client_id) {
        return Err(Refusal::Client);
    }
    let prefix = expect_own_id(client_id, &chain)?;
    expect_audience(&claims, setting.audience)?;
    if wallet_nonce.is_some() && text(&claims, "wallet_nonce") != wallet_nonce {
        return Err(Refusal::WalletNonce);
    }
    expect_time(&claims, setting.at)?;
    let client = Client {
        id: client_id.to_owned(),
        prefix,
        chain: Some(chain),
    };
    Ok((claims, client))
}

/// Whether the certificate is that of the client id.
fn expect_own_id(client_id: &str, chain: &Chain) -> Result<Prefix, Refusal> {
    let (prefix, rest) = Prefix::of(client_id)?;
    let is_own = match prefix {
        Prefix::Hash => rest == b64(chain.signer.fingerprint()),
        Prefix::Host => is_host(rest) && chain.signer.hosts().iter().any(|host| host.eq_ignore_ascii_case(rest)),
        // Nobody can sign for it (section 5.9.3).
        Prefix::Redirect => return Err(Refusal::Signing),
    };
    if is_own { Ok(prefix) } else { Err(Refusal::Client) }
}

fn expect_audience(claims: &Map<String, Value>, own: &str) -> Result<(), Refusal> {
    let said = match claims.get("aud") {
        Some(Value::Array(one)) if one.len() == 1 => one.first().and_then(Value::as_str),
        said => said.and_then(Value::as_str),
    };
    if said.is_some_and(|said| said == ANY_WALLET || said == own) {
        Ok(())
    } else {
        Err(Refusal::Audience)
    }
}

fn expect_time(claims: &Map<String, Value>, at: i64) -> Result<(), Refusal> {
    let time = |name| claims.get(name).map(|value| json::seconds(value, name)).transpose();
    let is_later = |time: i64| time > at.saturating_add(SKEW);
    if time("exp")?.is_some_and(|until| until <= at.saturating_sub(SKEW)) {
        return Err(Refusal::Expired);
    }
    if time("iat")?.is_some_and(is_later) || time("nbf")?.is_some_and(is_later) {
        return Err(Refusal::NotYet);
    }
    Ok(())
}

pub(super) fn text<'v>(claims: &'v Map<String, Value>, name: &str) -> Option<&'v str> {
    claims.get(name).and_then(Value::as_str)
}
