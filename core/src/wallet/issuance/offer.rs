//! Offers (OpenID4VCI 1.0, section 4): what a QR code or a link leads to. They come from anybody: read strictly, and never more than is
//! needed.

use madrid_credentials::json;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::Error;
use crate::log::{Redacted, opaque_debug};
use crate::net::percent_decode;
use crate::wallet::address::Address;

/// No honest offer is longer, in bytes.
const LONGEST: usize = 64 * 1024;
/// No description is longer: it stands above the field for the code.
const LONGEST_DESCRIPTION: usize = 300;
/// No code is longer that a person types.
const LONGEST_CODE: u64 = 64;
/// Beginnings of links that are offers, whoever opens them.
const SCHEMES: [&str; 4] = ["openid-credential-offer:", "haip-vci:", "https:", "http:"];
const PRE_AUTHORIZED: &str = "urn:ietf:params:oauth:grant-type:pre-authorized_code";
const CODE: &str = "authorization_code";

/// It cannot be read.
pub const BAD_OFFER: Error = Error::Invalid("wallet.offer_wrong");

/// A link that was read.
#[derive(Clone, PartialEq, Eq)]
pub enum Link {
    /// It holds the offer.
    Here(Box<Offer>),
    /// It says where the offer is.
    At(String),
}

/// Somebody offers a card.
#[derive(Clone, PartialEq, Eq)]
pub struct Offer {
    /// Who: the issuer's address.
    pub issuer: String,
    /// Which: the issuer's name of it.
    pub configuration: String,
    /// By what right it is fetched.
    pub grant: Grant,
    /// Whose server gives that right, where the issuer has several.
    pub server: Option<String>,
}

/// By what right a card is fetched.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "grant", rename_all = "snake_case")]
pub enum Grant {
    /// The person signs in at the issuer's page.
    Page {
        /// What the issuer wants to hear again.
        issuer_state: Option<Redacted<String>>,
    },
    /// Somebody at a counter knows who the person is already.
    Counter {
        /// The right.
        code: Redacted<String>,
        /// What the person types, told to them by another way.
        tx_code: Option<TxCode>,
    },
    /// The card is here already and is fetched anew.
    Again,
}

/// How the code looks that a person types.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TxCode {
    /// Whether it has digits only.
    pub is_numeric: bool,
    /// How many signs it has.
    pub length: Option<u64>,
    /// The issuer's word on where to find it.
    pub description: Option<String>,
}

opaque_debug!(Link, Offer, Grant, TxCode);

impl TxCode {
    /// Whether a code can be the one: who has mistyped hears it before the issuer counts a wrong one.
    #[must_use]
    pub fn fits(&self, code: &str) -> bool {
        let is_right = |sign: char| {
            if self.is_numeric {
                sign.is_ascii_digit()
            } else {
                !sign.is_control()
            }
        };
        let length = u64::try_from(code.chars().count()).unwrap_or(u64::MAX);
        let is_long = self
            .length
            .map_or((1..=LONGEST_CODE).contains(&length), |wanted| wanted == length);
        is_long && code.chars().all(is_right)
    }
}

/// Reads a link.
///
/// Fails with `wallet.offer_wrong` where it is none, or not clear; with `wallet.offer_several` where several cards are offered at once.
pub fn read_link(link: &str) -> Result<Link, Error> {
    if link.len() > LONGEST || !SCHEMES.iter().any(|scheme| link.starts_with(scheme)) {
        return Err(BAD_OFFER);
    }
    let query = link.split_once('?').map(|(_, query)| query).ok_or(BAD_OFFER)?;
    let query = query.split('#').next().unwrap_or_default();
    let mut here = None;
    let mut there = None;
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let field = match name {
            "credential_offer" => &mut here,
            "credential_offer_uri" => &mut there,
            _ => continue,
        };
        // Twice is once too often: two readers would see two offers.
        if field.replace(percent_decode(value).ok_or(BAD_OFFER)?).is_some() {
            return Err(BAD_OFFER);
        }
    }
    match (here, there) {
        (Some(offer), None) => Ok(Link::Here(Box::new(read(offer.as_bytes())?))),
        (None, Some(address)) if is_address(&address) => Ok(Link::At(address)),
        _ => Err(BAD_OFFER),
    }
}

/// What the person asks for without an offer (OpenID4VCI 1.0, section 3.3). Fails with `wallet.offer_wrong` where that is no issuer.
pub fn of_person(issuer: &str, configuration: &str) -> Result<Offer, Error> {
    if !is_identifier(issuer) || configuration.is_empty() {
        return Err(BAD_OFFER);
    }
    Ok(Offer {
        issuer: issuer.to_owned(),
        configuration: configuration.to_owned(),
        grant: Grant::Page { issuer_state: None },
        server: None,
    })
}

/// Reads the offer itself. Fails as [`read_link`].
pub fn read(bytes: &[u8]) -> Result<Offer, Error> {
    if bytes.len() > LONGEST {
        return Err(BAD_OFFER);
    }
    let offer = json::object(bytes, "offer").map_err(|_| BAD_OFFER)?;
    let issuer = text(&offer, "credential_issuer")?.ok_or(BAD_OFFER)?;
    if !is_identifier(&issuer) {
        return Err(BAD_OFFER);
    }
    let configurations = offer.get("credential_configuration_ids").and_then(Value::as_array);
    let configuration = match configurations.ok_or(BAD_OFFER)?.as_slice() {
        [Value::String(one)] if !one.is_empty() => one.clone(),
        [_, _, ..] => return Err(Error::Refused("wallet.offer_several")),
        _ => return Err(BAD_OFFER),
    };
    let (grant, server) = grant(offer.get("grants"))?;
    Ok(Offer {
        issuer,
        configuration,
        grant,
        server,
    })
}

/// The right that asks least of the person: who stood at a counter need not sign in. Without any, the person signs in.
fn grant(grants: Option<&Value>) -> Result<(Grant, Option<String>), Error> {
    let grants = match grants {
        None => &Map::new(),
        Some(grants) => grants.as_object().ok_or(BAD_OFFER)?,
    };
    let object = |name| grants.get(name).map(|one| one.as_object().ok_or(BAD_OFFER)).transpose();
    if let Some(counter) = object(PRE_AUTHORIZED)? {
        let code = text(counter, "pre-authorized_code")?.ok_or(BAD_OFFER)?;
        let tx_code = counter.get("tx_code").map(tx_code).transpose()?;
        let grant = Grant::Counter {
            code: Redacted::new(code),
            tx_code,
        };
        return Ok((grant, text(counter, "authorization_server")?));
    }
    let page = object(CODE)?;
    if page.is_none() && !grants.is_empty() {
        return Err(Error::Refused("wallet.offer_unsupported"));
    }
    let field = |name| page.map_or(Ok(None), |page| text(page, name));
    let issuer_state = field("issuer_state")?.map(Redacted::new);
    Ok((Grant::Page { issuer_state }, field("authorization_server")?))
}

fn tx_code(said: &Value) -> Result<TxCode, Error> {
    let said = said.as_object().ok_or(BAD_OFFER)?;
    let is_numeric = match said.get("input_mode").map(Value::as_str) {
        None | Some(Some("numeric")) => true,
        Some(Some("text")) => false,
        Some(_) => return Err(BAD_OFFER),
    };
    let length = said
        .get("length")
        .map(|length| length.as_u64().ok_or(BAD_OFFER))
        .transpose()?;
    if length.is_some_and(|length| !(1..=LONGEST_CODE).contains(&length)) {
        return Err(BAD_OFFER);
    }
    let description = text(said, "description")?;
    Ok(TxCode {
        is_numeric,
        length,
        description: description.map(|text| text.chars().take(LONGEST_DESCRIPTION).collect()),
    })
}

fn text(object: &Map<String, Value>, name: &str) -> Result<Option<String>, Error> {
    match object.get(name) {
        None => Ok(None),
        Some(Value::String(text)) if !text.is_empty() => Ok(Some(text.clone())),
        Some(_) => Err(BAD_OFFER),
    }
}

/// Whether something can be asked there. Whether that may be on this very device is for [`crate::ports::Web`] to say.
pub fn is_address(text: &str) -> bool {
    Address::endpoint(text, true).is_some()
}

/// Whether it can be an issuer's name: an address without a query (section 12.2.1).
pub fn is_identifier(text: &str) -> bool {
    is_address(text) && !text.contains('?')
}

#[cfg(test)]
#[path = "offer_tests.rs"]
mod tests;
