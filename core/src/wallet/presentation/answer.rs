//! What is sent to the verifier and what comes back (OpenID4VP 1.0, sections 8.2 to 8.5): the cards, or a no that says nothing more.

use madrid_credentials::jose::jwe::{self, Parties, Recipient};
use madrid_credentials::{CredentialError, json};
use ring::rand::SecureRandom;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::refusal::Report;
use super::request::Request;
use crate::net::form_encode;
use crate::ports::{Method, WebRequest};
use crate::wallet::address::Address;

const FORM: &str = "application/x-www-form-urlencoded";

/// A form on its way to a verifier.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    to: String,
    form: String,
}

crate::log::opaque_debug!(Post);

impl Post {
    fn new(to: &Address, fields: &[(&str, &str)]) -> Self {
        Self {
            to: to.text().to_owned(),
            form: form_encode(fields),
        }
    }

    /// The exchange. It is sent once: the verifier may have read what seems lost.
    #[must_use]
    pub fn request(&self) -> WebRequest {
        WebRequest::new(Method::Post, &self.to).body(FORM, self.form.clone().into_bytes())
    }

    /// What is not sent but held to another phone.
    pub(super) fn held(text: &str) -> Self {
        Self {
            to: String::new(),
            form: text.to_owned(),
        }
    }

    /// The text that is held.
    pub(super) fn text(&self) -> &str {
        &self.form
    }

    /// The fields of the form, encoded.
    #[cfg(test)]
    pub(super) fn form(&self) -> &str {
        &self.form
    }
}

impl Request {
    /// The answer with the cards.
    ///
    /// # Errors
    /// As [`jwe::encrypt`].
    pub fn answer(&self, vp_token: Map<String, Value>, chance: &dyn SecureRandom) -> Result<Post, CredentialError> {
        self.send("vp_token", Value::Object(vp_token), chance)
    }

    /// The answer goes as it was asked for: encrypted wherever there is a key. Neither `apu` nor `apv` is set, since OpenID4VP 1.0 (section
    /// 8.3) has both sides put nothing into the key; the thumbprint in an mdoc's transcript does what `apv` once did.
    fn send(&self, name: &str, value: Value, chance: &dyn SecureRandom) -> Result<Post, CredentialError> {
        let Some(encryption) = &self.encryption else {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            return Ok(with_state(&self.response_uri, (name, &value), self.state.as_deref()));
        };
        let mut members = Map::new();
        members.insert(name.to_owned(), value);
        if let Some(state) = &self.state {
            members.insert("state".to_owned(), state.as_str().into());
        }
        let to = Recipient {
            key: encryption.key,
            kid: encryption.kid.as_deref(),
            enc: encryption.enc,
            parties: Parties::default(),
        };
        let response = jwe::encrypt(&to, Value::Object(members).to_string().as_bytes(), chance)?;
        Ok(Post::new(&self.response_uri, &[("response", &response)]))
    }
}

fn with_state(to: &Address, field: (&str, &str), state: Option<&str>) -> Post {
    let fields: Vec<_> = std::iter::once(field)
        .chain(state.map(|state| ("state", state)))
        .collect();
    Post::new(to, &fields)
}

/// The answer without cards. It is the same whether the person said no or has nothing to show: the verifier must not learn which (RPA_11).
///
/// # Errors
/// As [`jwe::encrypt`].
pub fn decline(request: &Request, chance: &dyn SecureRandom) -> Result<Post, CredentialError> {
    request.send("error", "access_denied".into(), chance)
}

/// Tells a verifier of its own mistake, and not more than that there is one. It may have sent no key to encrypt it to (section 8.3.1).
#[must_use]
pub fn report(report: &Report) -> Post {
    with_state(&report.to, ("error", report.error), report.state.as_deref())
}

/// How it ended.
#[derive(Clone, PartialEq, Eq)]
pub struct Ending {
    /// Where the verifier wants the person to go on. They see the host before they do.
    pub redirect: Option<Address>,
    /// Whether that is another host than the one that has the answer.
    pub leads_elsewhere: bool,
    /// Whether there was one that leads to no page of the web, which was dropped.
    pub was_bad: bool,
}

crate::log::opaque_debug!(Ending);

/// Reads what the verifier said to the answer. What it says beyond section 8.2 is passed over.
///
/// # Errors
/// `wallet.presentation_refused` where it did not take the answer; it has read it all the same.
pub fn ending(status: u16, body: &[u8], response_uri: &Address, may_loop_back: bool) -> Result<Ending, &'static str> {
    if status != 200 {
        return Err("wallet.presentation_refused");
    }
    // It took the answer; a body that cannot be read only says nothing more.
    let said = json::object(body, "answer")
        .ok()
        .and_then(|said| said.get("redirect_uri").cloned());
    let text = said.as_ref().and_then(Value::as_str);
    let redirect = text.and_then(|text| Address::page(text, may_loop_back));
    Ok(Ending {
        leads_elsewhere: redirect.as_ref().is_some_and(|page| page.host() != response_uri.host()),
        was_bad: said.is_some() && redirect.is_none(),
        redirect,
    })
}

#[cfg(test)]
#[path = "answer_tests.rs"]
mod tests;
