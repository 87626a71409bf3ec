//! What an issuer says of itself and of a card (OpenID4VCI 1.0, section 12.2), as far as the wallet goes by it.

use std::collections::BTreeMap;

use madrid_credentials::jose::jwe::Enc;
use madrid_credentials::jose::jwk::PublicKey;
use madrid_credentials::path::Pointer;
use madrid_credentials::{CredentialError, json, limits};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::offer::is_address;
use crate::log::opaque_debug;
use crate::wallet::address::cleaned;
use crate::wallet::model::{Format, Label, Look, Method, Reuse, Tier, Words};

/// Where an issuer describes itself.
pub const ISSUER: &str = "openid-credential-issuer";
/// Letters of a name, of a value or of a sentence about a card.
const LONGEST_WORDS: usize = 200;
/// The only way of signing (HAIP 1.0, section 7), and its number in COSE.
const ES256: &str = "ES256";
const COSE_ES256: i64 = -7;
/// The only way to agree on a key.
const ECDH_ES: &str = "ECDH-ES";
/// More copies are not fetched at a time, whatever an issuer would give.
const MOST_COPIES: u32 = 50;
/// The mock city's own words, which no standard has: the lower configuration of a card, and its tier.
const LOWER: &str = "madrid_lower_configuration";
const TIER: &str = "madrid_tier";
/// The mock city's own too: what people call the values of a claim.
const VALUES: &str = "madrid_values";
/// More values of one claim have no names.
const MOST_VALUES: usize = 50;
/// Where nothing is said, a card is fetched anew a day before it ends.
const DAY: i64 = 86_400;

/// An issuer.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Issuer {
    /// Its name: its address.
    pub id: String,
    /// What it calls itself.
    pub name: Words,
    /// The authorization servers that speak for it. None: it does itself.
    pub servers: Vec<String>,
    /// Where cards are given.
    pub credential: String,
    /// Where those are given that took time.
    pub deferred: Option<String>,
    /// Where it gives nonces.
    pub nonce: Option<String>,
    /// Where it hears what became of a card.
    pub notification: Option<String>,
    /// To whom requests are encrypted, where answers shall be.
    pub encryption: Option<Encryption>,
    /// Whether somebody signed all this whom the City names.
    #[serde(default)]
    pub is_vouched: bool,
}

/// How an issuer takes and gives what is encrypted.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Encryption {
    /// Its key, as a JWK.
    pub key: Value,
    /// Its name for the key.
    pub kid: Option<String>,
    /// How requests are encrypted.
    pub request: String,
    /// How answers are.
    pub answer: String,
}

/// A card as an issuer describes it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Wanted {
    /// The issuer's name of it.
    pub configuration: String,
    /// How it is written.
    pub format: Format,
    /// Its `vct` or its document type.
    pub kind: String,
    /// What asks for it at the authorization server.
    pub scope: Option<String>,
    /// How closely it is bound to the phone.
    pub tier: Tier,
    /// Whether keys are proved by a token of each of them; else somebody vouches for all.
    pub takes_tokens: bool,
    /// How it looks.
    pub look: Look,
    /// What its claims are called.
    pub labels: Vec<Label>,
    /// How its copies are used.
    pub reuse: Reuse,
    /// To whom it is to be shown.
    pub disclosure_policy: Option<Value>,
    /// The issuer's name of the same card that asks less of the phone, where there is one: for when nobody vouches for wallet or keys.
    #[serde(default)]
    pub lower: Option<String>,
    /// What its copies say of their tier, where the issuer has a word for it.
    #[serde(default)]
    pub tier_word: Option<String>,
}

opaque_debug!(Issuer, Encryption, Wanted);

/// Where a document of an issuer is (section 12.2.2; RFC 8414, section 3.1): between its host and its path.
#[must_use]
pub fn well_known(issuer: &str, document: &str) -> String {
    let after_scheme = issuer.find("://").map_or(0, |at| at + 3);
    let (scheme, rest) = issuer.split_at_checked(after_scheme).unwrap_or((issuer, ""));
    let (host, path) = rest
        .split_once('/')
        .map_or((rest, String::new()), |(host, path)| (host, format!("/{path}")));
    let path = path.strip_suffix('/').unwrap_or(&path);
    format!("{scheme}{host}/.well-known/{document}{path}")
}

/// Reads what an issuer says of itself and of one card.
///
/// Fails with `Mismatch` where it is another issuer's, `Missing` where it has no such card, `Unsupported` where the wallet cannot have it.
pub fn read(bytes: &[u8], issuer: &str, configuration: &str) -> Result<(Issuer, Wanted), CredentialError> {
    let said = own(bytes, issuer)?;
    let one = said
        .get("credential_configurations_supported")
        .and_then(|all| all.get(configuration))
        .and_then(Value::as_object)
        .ok_or(CredentialError::Missing("credential configuration"))?;
    let servers: Option<Vec<String>> = said
        .get("authorization_servers")
        .map(|servers| json::shaped(servers, "authorization_servers"))
        .transpose()?;
    let described = Issuer {
        id: issuer.to_owned(),
        name: words(said.get("display"), "name"),
        servers: servers.unwrap_or_default(),
        credential: address(&said, "credential_endpoint")?.ok_or(CredentialError::Missing("credential_endpoint"))?,
        deferred: address(&said, "deferred_credential_endpoint")?,
        nonce: address(&said, "nonce_endpoint")?,
        notification: address(&said, "notification_endpoint")?,
        encryption: encryption(&said)?,
        is_vouched: false,
    };
    Ok((described, wanted(configuration, one, batch(&said))?))
}

/// Every card of an issuer that this wallet can have, by the issuer's names of them.
///
/// Fails with `Mismatch` where it is another issuer's.
pub fn kinds(bytes: &[u8], issuer: &str) -> Result<Vec<Wanted>, CredentialError> {
    let said = own(bytes, issuer)?;
    let all = said
        .get("credential_configurations_supported")
        .and_then(Value::as_object)
        .ok_or(CredentialError::Missing("credential_configurations_supported"))?;
    let known = all.iter().take(limits::DCQL).filter_map(|(name, one)| {
        // What this wallet cannot have is none of its cards.
        wanted(name, one.as_object()?, batch(&said)).ok()
    });
    let known: Vec<Wanted> = known.collect();
    let lower: Vec<String> = known.iter().filter_map(|one| one.lower.clone()).collect();
    // Nobody chooses the lower one of a card: it comes by itself where the other cannot.
    Ok(known
        .into_iter()
        .filter(|one| !lower.contains(&one.configuration))
        .collect())
}

/// What an issuer says of itself, and not another.
fn own(bytes: &[u8], issuer: &str) -> Result<Map<String, Value>, CredentialError> {
    let said = json::object(bytes, "metadata")?;
    if said.get("credential_issuer").and_then(Value::as_str) == Some(issuer) {
        Ok(said)
    } else {
        Err(CredentialError::Mismatch("credential_issuer"))
    }
}

/// How many copies it gives at a time.
fn batch(said: &Map<String, Value>) -> u32 {
    let size = said
        .get("batch_credential_issuance")
        .and_then(|batch| batch.get("batch_size"));
    let size = size.and_then(Value::as_u64).and_then(|size| u32::try_from(size).ok());
    size.unwrap_or(1)
}

fn wanted(configuration: &str, said: &Map<String, Value>, most: u32) -> Result<Wanted, CredentialError> {
    let text = |name: &str| said.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let format = text("format")
        .and_then(Format::of)
        .ok_or(CredentialError::Unsupported("format"))?;
    let (kind, is_signed_well) = match format {
        Format::SdJwt => ("vct", signs(said, |alg| alg == ES256)),
        Format::Mdoc => ("doctype", signs(said, |alg| alg == COSE_ES256 || alg == ES256)),
    };
    if !is_signed_well {
        return Err(CredentialError::Unsupported("credential_signing_alg_values_supported"));
    }
    let (tier, takes_tokens) = binding(said)?;
    // Where display and claims stood before OpenID4VCI 1.0 they are read too.
    let metadata = said
        .get("credential_metadata")
        .and_then(Value::as_object)
        .unwrap_or(said);
    let most = most.clamp(1, MOST_COPIES);
    let reuse = reuse(metadata.get("credential_reuse_policy"), most);
    let batch = if tier == Tier::None {
        1
    } else {
        reuse.batch.clamp(1, most)
    };
    Ok(Wanted {
        configuration: configuration.to_owned(),
        format,
        kind: text(kind).ok_or(CredentialError::Missing(kind))?.to_owned(),
        scope: text("scope").map(str::to_owned),
        tier,
        takes_tokens,
        look: look(metadata.get("display")),
        labels: labels(metadata.get("claims")),
        // One that never runs out of fresh ones does not exist: the mark lies below the batch.
        reuse: Reuse {
            batch,
            low: reuse.low.min(batch.saturating_sub(1)),
            ..reuse
        },
        disclosure_policy: metadata.get("embedded_disclosure_policy").cloned(),
        lower: name_in(metadata, LOWER).filter(|lower| lower != configuration),
        tier_word: name_in(metadata, TIER),
    })
}

/// A name that the issuer gives something of its own.
fn name_in(metadata: &Map<String, Value>, name: &str) -> Option<String> {
    let text = metadata.get(name)?.as_str()?;
    (!text.is_empty()).then(|| text.to_owned())
}

/// Whether the issuer signs in a way that is understood. One that does not say is tried.
fn signs(said: &Map<String, Value>, is_known: impl Fn(&Value) -> bool) -> bool {
    let algs = said
        .get("credential_signing_alg_values_supported")
        .and_then(Value::as_array);
    algs.is_none_or(|algs| algs.iter().any(is_known))
}

/// How closely it is bound, and whether keys prove themselves.
fn binding(said: &Map<String, Value>) -> Result<(Tier, bool), CredentialError> {
    let Some(methods) = said.get("cryptographic_binding_methods_supported") else {
        return Ok((Tier::None, false));
    };
    let methods: Vec<&str> = json::shaped(methods, "cryptographic_binding_methods_supported")?;
    if !methods.iter().any(|method| ["jwk", "cose_key"].contains(method)) {
        return Err(CredentialError::Unsupported("cryptographic_binding_methods_supported"));
    }
    let types = said.get("proof_types_supported").and_then(Value::as_object);
    let types = types.ok_or(CredentialError::Missing("proof_types_supported"))?;
    let usable = |name: &str| {
        let algs = types.get(name)?.get("proof_signing_alg_values_supported")?.as_array()?;
        algs.iter().any(|alg| alg == ES256).then(|| types.get(name)).flatten()
    };
    let (token, attestation) = (usable("jwt"), usable("attestation"));
    if token.is_none() && attestation.is_none() {
        return Err(CredentialError::Unsupported("proof_types_supported"));
    }
    let demands = |one: Option<&Value>| one.is_some_and(|one| one.get("key_attestations_required").is_some());
    let is_attested = token.is_none() || demands(token);
    Ok((
        if is_attested { Tier::Hardware } else { Tier::Software },
        token.is_some(),
    ))
}

/// The first method that is known among those that the issuer prefers (ETSI TS 119 472-3, 4.2.4.2). Without any, each copy is shown once where
/// the issuer gives several at a time, for that is what they are for; else one is shown for as long as it lasts.
fn reuse(policy: Option<&Value>, most: u32) -> Reuse {
    let options = policy
        .and_then(|policy| policy.get("options"))
        .and_then(Value::as_array);
    let known = options.into_iter().flatten().take(limits::DCQL).find_map(|option| {
        let details = option.get("details")?.as_array()?;
        let method = details.iter().filter_map(Value::as_str).find_map(method)?;
        Some((method, option))
    });
    let number = |name: &str| known.and_then(|(_, option)| option.get(name)).and_then(Value::as_u64);
    let small = |name: &str| number(name).and_then(|number| u32::try_from(number).ok());
    let unsaid = if most > 1 { Method::Once } else { Method::Limited };
    let method = known.map_or(unsaid, |(method, _)| method);
    let left = number("reissue_trigger_lifetime_left").and_then(|left| i64::try_from(left).ok());
    Reuse {
        method,
        batch: small("batch_size").unwrap_or(if method == Method::Limited { 1 } else { MOST_COPIES }),
        low: small("reissue_trigger_unused").unwrap_or(1),
        left_s: left.unwrap_or(DAY),
    }
}

fn method(name: &str) -> Option<Method> {
    match name.replace('_', "-").as_str() {
        "once-only" => Some(Method::Once),
        "limited-time" => Some(Method::Limited),
        "rotating-batch" => Some(Method::Rotating),
        "per-relying-party" => Some(Method::PerVerifier),
        _ => None,
    }
}

/// How answers are encrypted: whenever both sides can. Who wants an encrypted answer must encrypt the request (section 10).
fn encryption(said: &Map<String, Value>) -> Result<Option<Encryption>, CredentialError> {
    let (request, answer) = (
        said.get("credential_request_encryption"),
        said.get("credential_response_encryption"),
    );
    let required = |one: Option<&Value>| one.and_then(|one| one.get("encryption_required")) == Some(&Value::Bool(true));
    let must = required(request) || required(answer);
    let read = || {
        let (request, answer) = (request?, answer?);
        let algs = answer.get("alg_values_supported")?.as_array()?;
        algs.iter().find(|alg| *alg == ECDH_ES)?;
        let keys = request.get("jwks")?.get("keys")?.as_array()?;
        let key = keys.iter().find(|key| is_for_us(key))?;
        Some(Encryption {
            key: key.clone(),
            kid: key.get("kid").and_then(Value::as_str).map(str::to_owned),
            request: enc(request)?,
            answer: enc(answer)?,
        })
    };
    match read() {
        None if must => Err(CredentialError::Unsupported("encryption")),
        found => Ok(found),
    }
}

fn is_for_us(key: &Value) -> bool {
    let alg = key.get("alg").and_then(Value::as_str);
    let signs = key.get("use").and_then(Value::as_str) == Some("sig");
    alg.is_none_or(|alg| alg == ECDH_ES) && !signs && PublicKey::from_jwk(key).is_ok()
}

fn enc(said: &Value) -> Option<String> {
    let all = said.get("enc_values_supported")?.as_array()?;
    let wanted = [Enc::A256Gcm, Enc::A128Gcm].into_iter().map(Enc::name);
    let mut known = wanted.filter(|name| all.iter().any(|one| one == name));
    known.next().map(str::to_owned)
}

pub(super) fn address(said: &Map<String, Value>, name: &'static str) -> Result<Option<String>, CredentialError> {
    match said.get(name) {
        None => Ok(None),
        Some(Value::String(address)) if is_address(address) => Ok(Some(address.clone())),
        Some(_) => Err(CredentialError::Malformed(name)),
    }
}

fn look(display: Option<&Value>) -> Look {
    let first = display.and_then(Value::as_array).and_then(|all| all.first());
    let of_first = |name: &str| first.and_then(|first| first.get(name)).and_then(Value::as_str);
    let colour = |name: &str| of_first(name).filter(|text| is_colour(text)).map(str::to_owned);
    let logo = first
        .and_then(|first| first.get("logo"))
        .and_then(|logo| logo.get("uri"));
    Look {
        name: words(display, "name"),
        about: words(display, "description"),
        background: colour("background_color"),
        text: colour("text_color"),
        logo: logo
            .and_then(Value::as_str)
            .filter(|uri| uri.starts_with("https://") || uri.starts_with("data:image/"))
            .map(str::to_owned),
    }
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

/// A text in the languages of the app, out of a list with one entry for each language.
fn words(display: Option<&Value>, name: &str) -> Words {
    let entries = display.and_then(Value::as_array).into_iter().flatten();
    let mut words = Words::default();
    for entry in entries.take(limits::DCQL) {
        // A name that is longer than a line of the screen, or turns the direction of reading, deceives or is a mistake.
        let text = entry.get(name).and_then(Value::as_str);
        let Some(text) = text.and_then(|text| cleaned(text, LONGEST_WORDS)) else {
            continue;
        };
        let locale = entry.get("locale").and_then(Value::as_str).unwrap_or_default();
        let language = locale.split('-').next().unwrap_or_default();
        match language {
            "es" => words.es.get_or_insert(text.clone()),
            "en" => words.en.get_or_insert(text.clone()),
            _ => words.any.get_or_insert(text.clone()),
        };
        words.any.get_or_insert(text);
    }
    words
}

/// What people call the values of a claim, by the values.
fn values(said: Option<&Value>) -> BTreeMap<String, Words> {
    let all = said.and_then(Value::as_object).into_iter().flatten();
    all.take(MOST_VALUES)
        .map(|(value, display)| (value.clone(), words(Some(display), "name")))
        .collect()
}

fn labels(claims: Option<&Value>) -> Vec<Label> {
    let claims = claims.and_then(Value::as_array).into_iter().flatten();
    let label = |claim: &Value| {
        let path = claim.get("path")?;
        Pointer::read(path).ok()?;
        Some(Label {
            path: path.clone(),
            words: words(claim.get("display"), "name"),
            values: values(claim.get(VALUES)),
        })
    };
    claims.take(limits::DISCLOSURES).filter_map(label).collect()
}

#[cfg(test)]
#[path = "metadata_tests.rs"]
pub mod tests;
