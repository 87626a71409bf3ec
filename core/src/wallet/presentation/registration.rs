//! What who asks has registered to ask for (ETSI TS 119 475): a text that a registrar signed, brought along in `verifier_info` (OpenID4VP
//! 1.0, section 5.1; ETSI TS 119 472-2).
//!
//! It is read in the shapes of versions 1.1 and 1.2, which differ in whether a path is a text or a list. The request stands without it; the
//! person is told that there is none, or that it could not be checked.

use madrid_credentials::dcql::Format;
use madrid_credentials::jose::jws::Jws;
use madrid_credentials::path::{Part, Pointer, Step};
use madrid_credentials::x509::Purpose;
use madrid_credentials::{CredentialError, json, limits};
use serde_json::{Map, Value};

use super::client::{Client, text};
use super::request::Setting;
use crate::wallet::address;

/// What it says that it is, in the two profiles that are about.
const TYPES: [&str; 2] = ["rc-wrp+jwt", "rc-rp+jwt"];
/// What `verifier_info` calls it.
const FORMATS: [&str; 3] = ["registration_cert", "jwt", "rc-wrp+jwt"];
/// Seconds by which clocks may differ.
const SKEW: i64 = 60;

/// What is known of a registration.
#[derive(Clone, PartialEq, Eq)]
pub enum Standing {
    /// The request brought none.
    None,
    /// It brought one that does not hold: why, as a code.
    Failed(&'static str),
    /// A registrar vouches for it, and it is of who asks.
    Registered(Box<Registration>),
}

crate::log::opaque_debug!(Standing);

/// A registration.
#[derive(Clone, PartialEq, Eq)]
pub struct Registration {
    /// What who asks is called in public.
    pub name: Option<String>,
    /// Its number in a register, the one in its access certificate too.
    pub id: String,
    /// What it wants with the cards, by language.
    pub purposes: Vec<(String, String)>,
    /// Where it says what it does with what it is shown.
    pub policy: Option<String>,
    /// What it is entitled to, as addresses of ETSI TS 119 475, annex A.
    pub entitlements: Vec<String>,
    /// For whom it asks, where it does so for somebody else.
    pub on_behalf: bool,
    credentials: Vec<Registered>,
    /// The cards of the request that it is for; `None` is all.
    asked: Option<Vec<String>>,
}

crate::log::opaque_debug!(Registration);

/// A kind of card that may be asked for.
#[derive(Clone, PartialEq, Eq)]
struct Registered {
    format: Option<Format>,
    types: Vec<String>,
    /// Where; `None` is anything.
    claims: Option<Vec<Pointer>>,
}

impl Registration {
    /// Whether it lets this be asked of a card of this kind, by the verifier's name for the card in its request.
    #[must_use]
    pub fn covers(&self, asked: &str, format: Format, types: Option<&[String]>, pointer: &Pointer) -> bool {
        let is_for = self.asked.as_ref().is_none_or(|all| all.iter().any(|one| one == asked));
        let covers = |one: &Registered| {
            // Who asks for any type asks for more than a list of types.
            let has_types = types.is_some_and(|types| types.iter().all(|name| one.types.contains(name)));
            let has_claim = one
                .claims
                .as_ref()
                .is_none_or(|all| all.iter().any(|own| contains(own, pointer)));
            one.format == Some(format) && has_types && has_claim
        };
        is_for && self.credentials.iter().any(covers)
    }

    /// Whether it lets what is at this place be asked for.
    #[must_use]
    pub fn covers_place(&self, asked: &str, format: Format, types: Option<&[String]>, place: &[Step]) -> bool {
        let part = |step: &Step| match step {
            Step::Name(name) => Value::from(name.as_str()),
            Step::Index(index) => Value::from(*index),
        };
        let pointer = Pointer::read(&place.iter().map(part).collect());
        pointer.is_ok_and(|pointer| self.covers(asked, format, types, &pointer))
    }
}

/// Whether everything that the second points at is at or below what the first points at.
fn contains(first: &Pointer, second: &Pointer) -> bool {
    let fits = |(own, asked): (&Part, &Part)| own == asked || (*own == Part::All && matches!(asked, Part::Index(_)));
    first.parts().len() <= second.parts().len() && first.parts().iter().zip(second.parts()).all(fits)
}

/// Reads what the request brought along. The first registration counts; what is of another format says nothing to this wallet.
pub(super) fn standing(claims: &Map<String, Value>, client: &Client, setting: &Setting<'_>) -> Standing {
    match find(claims).and_then(|found| found.map(|found| read(found, client, setting)).transpose()) {
        Ok(None) => Standing::None,
        Ok(Some(registration)) => Standing::Registered(Box::new(registration)),
        Err(error) => Standing::Failed(error.code()),
    }
}

/// The entry that has it.
fn find(claims: &Map<String, Value>) -> Result<Option<&Map<String, Value>>, CredentialError> {
    let broken = CredentialError::Malformed("verifier_info");
    let Some(said) = claims.get("verifier_info") else {
        return Ok(None);
    };
    let all = said.as_array().filter(|all| !all.is_empty()).ok_or(broken)?;
    if all.len() > limits::DCQL {
        return Err(CredentialError::TooLarge("verifier_info"));
    }
    let is_known = |entry: &&Map<String, Value>| text(entry, "format").is_some_and(|format| FORMATS.contains(&format));
    Ok(all.iter().filter_map(Value::as_object).find(is_known))
}

fn read(entry: &Map<String, Value>, client: &Client, setting: &Setting<'_>) -> Result<Registration, CredentialError> {
    let jws = Jws::parse(text(entry, "data").ok_or(CredentialError::Malformed("verifier_info"))?)?;
    jws.header.expect_type(&TYPES)?;
    let chain = setting
        .registrars
        .verify(&jws.header.x5c()?, setting.at, Purpose::Texts)?;
    jws.verify(&chain.key)?;
    let said = jws.claims()?;
    let until = said.get("exp").map(|exp| json::seconds(exp, "exp")).transpose()?;
    if until.is_some_and(|until| until <= setting.at.saturating_sub(SKEW)) {
        return Err(CredentialError::Expired);
    }
    let registration = Registration {
        name: text(&said, "name").and_then(address::name),
        id: own_id(&said, client)?,
        purposes: purposes(&said),
        policy: policy(&said),
        entitlements: texts(said.get("entitlements")),
        on_behalf: said.contains_key("act"),
        credentials: credentials(&said)?,
        asked: entry.get("credential_ids").map(|ids| texts(Some(ids))),
    };
    Ok(registration)
}

/// The number in the register. It must be that of the access certificate, or anybody could bring along the registration of somebody else.
fn own_id(said: &Map<String, Value>, client: &Client) -> Result<String, CredentialError> {
    let sub = said.get("sub").ok_or(CredentialError::Missing("sub"))?;
    let ids = match sub {
        Value::String(id) => vec![id.clone()],
        sub => match sub.get("id") {
            Some(Value::Array(all)) => texts_of(all, "identifier"),
            id => texts(id),
        },
    };
    let certified = client.chain.as_ref().and_then(|chain| chain.signer.organization_id());
    let is_own = |id: &String| Some(id.as_str()) == certified || *id == client.id;
    ids.into_iter().find(is_own).ok_or(CredentialError::Mismatch("sub"))
}

/// `[{ "lang": …, "value": … }]`, without what a person could not read.
fn purposes(said: &Map<String, Value>) -> Vec<(String, String)> {
    let all = said.get("purpose").and_then(Value::as_array).map(Vec::as_slice);
    let purpose = |entry: &Value| {
        let text = |name| entry.get(name).and_then(Value::as_str);
        let said = text("value").or_else(|| text("content")).and_then(address::sentence)?;
        Some((text("lang")?.to_ascii_lowercase(), said))
    };
    all.unwrap_or_default()
        .iter()
        .take(limits::DCQL)
        .filter_map(purpose)
        .collect()
}

/// One address, or a list with their kinds.
fn policy(said: &Map<String, Value>) -> Option<String> {
    let text = match said.get("privacy_policy")? {
        Value::Array(all) => all.first()?.get("policyURI")?.as_str()?,
        one => one.as_str()?,
    };
    address::Address::page(text, false).map(|address| address.text().to_owned())
}

fn credentials(said: &Map<String, Value>) -> Result<Vec<Registered>, CredentialError> {
    let broken = CredentialError::Malformed("credentials");
    let all = match said.get("credentials") {
        None => &[],
        Some(all) => all.as_array().ok_or(broken)?.as_slice(),
    };
    if all.len() > limits::DCQL {
        return Err(CredentialError::TooLarge("credentials"));
    }
    all.iter()
        .map(|entry| registered(entry.as_object().ok_or(broken)?))
        .collect()
}

fn registered(entry: &Map<String, Value>) -> Result<Registered, CredentialError> {
    let format = text(entry, "format").unwrap_or_default();
    let format = [Format::SdJwt, Format::Mdoc]
        .into_iter()
        .find(|known| known.name() == format);
    let types = match entry.get("meta") {
        Some(Value::Object(meta)) => match meta.get("vct_values") {
            Some(types) => texts(Some(types)),
            None => texts(meta.get("doctype_value")),
        },
        meta => texts(meta),
    };
    let claims = entry.get("claims").or_else(|| entry.get("claim"));
    let claims = claims.map(|claims| {
        let all = claims.as_array().ok_or(CredentialError::Malformed("claims"))?;
        all.iter().take(limits::DCQL).map(pointer).collect()
    });
    Ok(Registered {
        format,
        types,
        claims: claims.transpose()?,
    })
}

fn pointer(claim: &Value) -> Result<Pointer, CredentialError> {
    match claim.get("path") {
        Some(Value::String(name)) => Pointer::read(&Value::from(vec![name.as_str()])),
        Some(path) => Pointer::read(path),
        None => Err(CredentialError::Malformed("path")),
    }
}

/// One text or several.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(all)) => {
            let all = all.iter().take(limits::DCQL).filter_map(Value::as_str);
            all.map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

/// Texts, or a member of objects that are texts.
fn texts_of(all: &[Value], member: &str) -> Vec<String> {
    let text = |value: &Value| {
        value
            .as_str()
            .or_else(|| value.get(member)?.as_str())
            .map(str::to_owned)
    };
    all.iter().take(limits::DCQL).filter_map(text).collect()
}
