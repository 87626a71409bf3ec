//! What is asked (OpenID4VP 1.0, section 5; HAIP 1.0, section 5): all of it as the standards say, or nothing.

use madrid_credentials::dcql::{Format, Query};
use madrid_credentials::jose::jwe::Enc;
use madrid_credentials::jose::jwk::{KeyUse, PublicKey};
use madrid_credentials::x509::Anchors;
use madrid_credentials::{CredentialError, limits};
use serde_json::{Map, Value};

use super::client::{self, Certainty, Client, Prefix, text};
use super::link::Link;
use super::refusal::{Refusal, Refused, Report};
use super::registration::{self, Standing};
use crate::wallet::address::Address;

/// Letters of a nonce: with fewer, who overheard one answer could pass it off as another.
const NONCE: std::ops::RangeInclusive<usize> = 8..=512;
/// Letters of a state.
const STATE: usize = 2_048;
/// Keys to choose from.
const KEYS: usize = 20;

/// Whom the wallet trusts, and where it is.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The roots of access certificates.
    pub access: &'a Anchors,
    /// The roots of registrars.
    pub registrars: &'a Anchors,
    /// The app's own address, up to the question mark.
    pub universal_link: &'a str,
    /// What this wallet is called where a verifier knows it (`iss` of its metadata).
    pub audience: &'a str,
    /// Whether verifiers may be on this very device: for a mock city only.
    pub may_loop_back: bool,
    /// Now, in seconds since 1970.
    pub at: i64,
}

/// A request object that was fetched.
#[derive(Clone, Copy)]
pub struct Fetched<'a> {
    /// What came.
    pub object: &'a str,
    /// The nonce that was sent for it.
    pub wallet_nonce: &'a str,
}

/// A request that is as it must be.
#[derive(Clone)]
pub struct Request {
    /// Who asks.
    pub client: Client,
    /// What it has registered to ask for.
    pub standing: Standing,
    /// What is asked.
    pub query: Query,
    /// What the answer repeats, signed.
    pub nonce: String,
    /// What the answer repeats besides.
    pub state: Option<String>,
    /// Where the answer goes.
    pub response_uri: Address,
    /// Whom the answer is encrypted to. `None` only where nobody vouches for who asks anyway.
    pub encryption: Option<Encryption>,
}

crate::log::opaque_debug!(Request);

/// How the answer is encrypted.
#[derive(Clone, PartialEq, Eq)]
pub struct Encryption {
    /// To this key.
    pub key: PublicKey,
    /// Its name.
    pub kid: Option<String>,
    /// In this way.
    pub enc: Enc,
}

crate::log::opaque_debug!(Encryption);

impl Request {
    /// Reads the request of a link: the one that was fetched for it, or the one in it.
    ///
    /// # Errors
    /// [`Refused`]. Once it is certain who asks and where they want to hear of it, it says what to tell them.
    pub fn read(link: &Link, fetched: Option<Fetched<'_>>, setting: &Setting<'_>) -> Result<Self, Refused> {
        let (claims, client) = match (link, fetched) {
            (Link::Reference { client_id, .. }, Some(fetched)) => {
                let nonce = link.sends_nonce().then_some(fetched.wallet_nonce);
                client::signed(fetched.object, client_id, nonce, setting)?
            }
            (Link::Value { client_id, parameters }, None) => (parameters.clone(), unsigned(client_id)),
            _ => return Err(Refusal::Signing.into()),
        };
        let asked = Asked {
            claims: &claims,
            client: &client,
        };
        let response_uri = asked.response_uri(setting)?;
        let state = asked.state()?;
        let to = Report {
            to: response_uri.clone(),
            state: state.clone(),
            error: "",
        };
        let refuse = |why: Refusal| Refused {
            why,
            report: client.chain.is_some().then(|| Report {
                error: why.told(),
                ..to.clone()
            }),
        };
        asked.expect_plain().map_err(refuse)?;
        let query = asked.query().map_err(refuse)?;
        Ok(Self {
            standing: registration::standing(&claims, &client, setting),
            nonce: asked.nonce().map_err(refuse)?,
            encryption: asked.encryption(&query).map_err(refuse)?,
            query,
            state,
            response_uri,
            client,
        })
    }

    /// How sure it is who asks.
    #[must_use]
    pub const fn certainty(&self) -> Certainty {
        match (&self.client.chain, &self.standing) {
            (None, _) => Certainty::Unknown,
            (Some(_), Standing::Registered(_)) => Certainty::Registered,
            (Some(_), _) => Certainty::Certified,
        }
    }
}

fn unsigned(client_id: &str) -> Client {
    Client {
        id: client_id.to_owned(),
        prefix: Prefix::Redirect,
        chain: None,
    }
}

/// The parameters, while they are read.
#[derive(Clone, Copy)]
struct Asked<'r> {
    claims: &'r Map<String, Value>,
    client: &'r Client,
}

impl Asked<'_> {
    /// Where the answer goes. Who is nobody but an address may leave it out (section 5.9.3).
    fn response_uri(self, setting: &Setting<'_>) -> Result<Address, Refusal> {
        let said = match (self.claims.get("response_uri"), self.client.prefix) {
            (None, Prefix::Redirect) => Prefix::of(&self.client.id)?.1,
            (said, _) => said.and_then(Value::as_str).ok_or(Refusal::ResponseUri)?,
        };
        let address = Address::endpoint(said, setting.may_loop_back);
        address
            .filter(|to| self.client.may_answer_at(to))
            .ok_or(Refusal::ResponseUri)
    }

    fn state(self) -> Result<Option<String>, Refusal> {
        let Some(state) = self.claims.get("state") else {
            return Ok(None);
        };
        let state = state
            .as_str()
            .filter(|state| (1..=STATE).contains(&state.len()) && is_url_safe(state));
        state.map(|state| Some(state.to_owned())).ok_or(Refusal::State)
    }

    fn nonce(self) -> Result<String, Refusal> {
        let nonce = text(self.claims, "nonce").filter(|nonce| NONCE.contains(&nonce.len()) && is_url_safe(nonce));
        nonce.map(str::to_owned).ok_or(Refusal::Nonce)
    }

    /// What must be there, and what must not.
    fn expect_plain(self) -> Result<(), Refusal> {
        if text(self.claims, "response_type") != Some("vp_token") {
            return Err(Refusal::ResponseType);
        }
        // HAIP 1.0, section 5.1, has every answer encrypted. Who is not certified is beyond HAIP anyway; that is said to the person, and a
        // desk without a certificate need not have keys.
        let is_known = match text(self.claims, "response_mode") {
            Some("direct_post.jwt") => true,
            Some("direct_post") => self.client.prefix == Prefix::Redirect,
            _ => false,
        };
        if !is_known {
            return Err(Refusal::ResponseMode);
        }
        // The two exclude each other (section 8.2).
        if self.claims.contains_key("redirect_uri") {
            return Err(Refusal::Redirect);
        }
        // No type of transaction is known yet, and what cannot be shown cannot be agreed to (section 8.4).
        if self.claims.contains_key("transaction_data") {
            return Err(Refusal::Transaction);
        }
        Ok(())
    }

    fn query(self) -> Result<Query, Refusal> {
        if self.claims.contains_key("scope") {
            return Err(Refusal::Query(CredentialError::Unsupported("scope")));
        }
        let query = self.claims.get("dcql_query");
        let query = query.ok_or(Refusal::Query(CredentialError::Missing("dcql_query")))?;
        let query = Query::read(query).map_err(Refusal::Query)?;
        // What nobody signs now can be told from what was signed before by nothing but the state (section 5.3).
        let is_loose = query.credentials.iter().any(|credential| !credential.holder_bound);
        if is_loose && !self.claims.contains_key("state") {
            return Err(Refusal::State);
        }
        Ok(query)
    }

    /// Whom the answer is encrypted to, where it is; whether the verifier takes what it asks for on the way.
    fn encryption(self, query: &Query) -> Result<Option<Encryption>, Refusal> {
        let empty = Map::new();
        let metadata = match self.claims.get("client_metadata") {
            None => &empty,
            Some(Value::Object(metadata)) => metadata,
            Some(_) => return Err(Refusal::Metadata(CredentialError::Malformed("client_metadata"))),
        };
        expect_formats(metadata, query)?;
        if text(self.claims, "response_mode") == Some("direct_post") {
            return Ok(None);
        }
        let (key, kid) = encryption_key(metadata)?;
        Ok(Some(Encryption {
            key,
            kid,
            enc: content_encryption(metadata)?,
        }))
    }
}

/// Letters that mean themselves in any address (section 5.2).
fn is_url_safe(text: &str) -> bool {
    let is_safe = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    text.bytes().all(is_safe)
}

/// The first key that this wallet can encrypt to (section 8.3). It must say what it is for.
fn encryption_key(metadata: &Map<String, Value>) -> Result<(PublicKey, Option<String>), Refusal> {
    let keys = metadata
        .get("jwks")
        .and_then(|jwks| jwks.get("keys"))
        .and_then(Value::as_array);
    let keys = keys.filter(|keys| keys.len() <= KEYS).ok_or(Refusal::Encryption)?;
    let usable = |jwk: &Value| {
        jwk.get("alg")?;
        let key = PublicKey::from_jwk_for(jwk, KeyUse::Encryption).ok()?;
        let kid = jwk.get("kid").and_then(Value::as_str).map(str::to_owned);
        Some((key, kid))
    };
    keys.iter().find_map(usable).ok_or(Refusal::Encryption)
}

/// The best way that both know. Where the verifier says nothing it knows `A128GCM` (section 5.1).
fn content_encryption(metadata: &Map<String, Value>) -> Result<Enc, Refusal> {
    let Some(said) = metadata.get("encrypted_response_enc_values_supported") else {
        return Ok(Enc::A128Gcm);
    };
    let said = said.as_array().ok_or(Refusal::Encryption)?;
    let knows = |enc: &Enc| said.iter().any(|one| one == enc.name());
    [Enc::A256Gcm, Enc::A128Gcm]
        .into_iter()
        .find(knows)
        .ok_or(Refusal::Encryption)
}

/// Whether the verifier reads any kind of card that it asks for, as this wallet signs it. A verifier that says nothing of it is believed to.
fn expect_formats(metadata: &Map<String, Value>, query: &Query) -> Result<(), Refusal> {
    let Some(said) = metadata.get("vp_formats_supported") else {
        return Ok(());
    };
    let broken = Refusal::Metadata(CredentialError::Malformed("vp_formats_supported"));
    let said = said
        .as_object()
        .filter(|said| said.len() <= limits::DCQL)
        .ok_or(broken)?;
    let reads = |format: Format| said.get(format.name()).is_some_and(|one| takes_es256(format, one));
    let mut wanted = query.credentials.iter().filter_map(|credential| credential.format);
    if wanted.any(reads) {
        Ok(())
    } else {
        Err(Refusal::Formats)
    }
}

/// Where a format's algorithms are listed, ES256 must be among them (appendices B.2.3 and B.3.4): -7 or -9 in COSE.
fn takes_es256(format: Format, said: &Value) -> bool {
    let (lists, names) = match format {
        Format::SdJwt => (["sd-jwt_alg_values", "kb-jwt_alg_values"], vec![Value::from("ES256")]),
        Format::Mdoc => (
            ["issuerauth_alg_values", "deviceauth_alg_values"],
            vec![Value::from(-7), Value::from(-9)],
        ),
    };
    let has_one = |all: &Value| {
        all.as_array()
            .is_some_and(|all| all.iter().any(|one| names.contains(one)))
    };
    lists.iter().filter_map(|list| said.get(*list)).all(has_one)
}

#[cfg(test)]
#[path = "request_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "hostile_tests.rs"]
mod hostile;
