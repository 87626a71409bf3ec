//! What authorization servers and issuers answer, read strictly. Pure: an answer in, what it says out.

use std::time::Duration;

use madrid_credentials::jose::jwe::OwnKey;
use madrid_credentials::json;
use serde_json::{Map, Value};

use super::machine::Tokens;
use crate::error::Error;
use crate::log::{Redacted, opaque_debug};
use crate::net::NetError;
use crate::ports::WebResponse;

/// No copies beyond this are read.
const MOST_COPIES: usize = 100;
/// For how long a token is believed to be good where nobody says, in seconds.
const SHORT: i64 = 300;
/// When to ask again where nobody says, and at the latest, in seconds.
const SOON: i64 = 5;
const LATEST: i64 = 7 * 24 * 60 * 60;

/// It is not as the standard says.
const BAD: Error = Error::Net(NetError::BadReply);

/// What a server says.
#[derive(Clone, PartialEq, Eq)]
pub enum Said<T> {
    /// What it was asked for.
    Good(T),
    /// No, in a word of OAuth.
    No(String),
}

/// What an issuer gives.
#[derive(Clone, PartialEq, Eq)]
pub enum Given {
    /// The copies, as issued.
    Copies {
        /// Each.
        copies: Vec<String>,
        /// The issuer's name for what it gave.
        notification: Option<String>,
    },
    /// It needs time.
    PutOff {
        /// Its name for the request.
        transaction: Option<String>,
        /// Seconds to wait.
        interval: i64,
    },
}

opaque_debug!(Given);

/// Whether a server is asked again with the nonce that came with its no (RFC 9449, section 8).
#[must_use]
pub fn wants_nonce(answer: &WebResponse) -> bool {
    matches!(answer.status, 400 | 401) && answer.dpop_nonce.is_some() && no(answer) == "use_dpop_nonce"
}

/// The word with which a server says no: in its body (RFC 6749, section 5.2) or in a header (RFC 6750, section 3).
fn no(answer: &WebResponse) -> String {
    let body = json::object(&answer.body, "error").ok();
    let said = body.as_ref().and_then(|body| body.get("error")).and_then(Value::as_str);
    let header = || {
        let (_, rest) = answer.www_authenticate.as_deref()?.split_once("error=\"")?;
        rest.split('"').next()
    };
    let word = said.or_else(header).unwrap_or("invalid_request");
    // A word, and not a story: it decides what happens next and nothing else.
    word.chars().take(64).collect()
}

/// A good answer, a no, or an error where neither was heard.
fn heard(answer: &WebResponse) -> Result<Said<()>, Error> {
    match answer.status {
        200..=299 => Ok(Said::Good(())),
        400 | 401 | 403 => Ok(Said::No(no(answer))),
        429 | 503 => Err(Error::Net(NetError::Busy {
            retry_after: wait(answer),
        })),
        404 => Err(Error::Net(NetError::NotFound)),
        status @ 500..=599 => Err(Error::Net(NetError::Failed { status })),
        status => Err(Error::Net(NetError::Refused { status })),
    }
}

/// How long a server asks to wait, in whole seconds.
fn wait(answer: &WebResponse) -> Option<Duration> {
    let seconds = answer.retry_after.as_deref()?.trim().parse::<u32>().ok()?;
    Some(Duration::from_secs(u64::from(seconds)))
}

fn read<T>(answer: &WebResponse, good: impl FnOnce(&Map<String, Value>) -> Result<T, Error>) -> Result<Said<T>, Error> {
    match heard(answer)? {
        Said::No(word) => Ok(Said::No(word)),
        Said::Good(()) => good(&json::object(&answer.body, "answer").map_err(|_| BAD)?).map(Said::Good),
    }
}

/// A document of an issuer.
///
/// Fails as a document that is not there, or cannot be had now.
pub fn document(answer: &WebResponse) -> Result<&[u8], Error> {
    match heard(answer)? {
        Said::Good(()) => Ok(&answer.body),
        Said::No(_) => Err(Error::Net(NetError::Refused { status: answer.status })),
    }
}

/// The name of a request that was left, and for how many seconds it is kept (RFC 9126, section 2.2).
pub fn pushed(answer: &WebResponse) -> Result<Said<(String, i64)>, Error> {
    read(answer, |body| {
        let name = text(body, "request_uri")?.ok_or(BAD)?;
        Ok((name, seconds(body, "expires_in").unwrap_or(60)))
    })
}

/// A token (RFC 6749, section 5.1; OpenID4VCI 1.0, section 6.2). One that is not bound to our key is none.
pub fn tokens(answer: &WebResponse, configuration: &str, now: i64) -> Result<Said<Tokens>, Error> {
    read(answer, |body| {
        let kind = text(body, "token_type")?.ok_or(BAD)?;
        if !kind.eq_ignore_ascii_case("DPoP") {
            return Err(Error::Refused("wallet.token_unbound"));
        }
        Ok(Tokens {
            access: Redacted::new(text(body, "access_token")?.ok_or(BAD)?),
            until: now.saturating_add(seconds(body, "expires_in").unwrap_or(SHORT)),
            refresh: text(body, "refresh_token")?.map(Redacted::new),
            identifier: identifier(body, configuration),
            refused: 0,
        })
    })
}

/// The server's name for the card, where it has one: then it is asked for by that name (section 8.2).
fn identifier(body: &Map<String, Value>, configuration: &str) -> Option<String> {
    let details = body.get("authorization_details")?.as_array()?;
    let own = details.iter().find(|one| {
        one.get("credential_configuration_id")
            .is_some_and(|id| id == configuration)
    });
    let names = own?.get("credential_identifiers")?.as_array()?;
    names.first()?.as_str().map(str::to_owned)
}

/// A nonce for proofs (section 7.2).
pub fn nonce(answer: &WebResponse) -> Result<String, Error> {
    one(answer, "c_nonce")
}

/// What an attested wallet proves itself over.
pub fn challenge(answer: &WebResponse) -> Result<String, Error> {
    one(answer, "attestation_challenge")
}

fn one(answer: &WebResponse, name: &str) -> Result<String, Error> {
    match read(answer, |body| text(body, name)?.ok_or(BAD))? {
        Said::Good(nonce) => Ok(nonce),
        Said::No(_) => Err(Error::Net(NetError::Refused { status: answer.status })),
    }
}

/// A card, or when to ask again (sections 8.3 and 9.2). What was to come encrypted and did not is not taken.
pub fn given(answer: &WebResponse, own: Option<OwnKey>) -> Result<Said<Given>, Error> {
    if let Said::No(word) = heard(answer)? {
        return Ok(Said::No(word));
    }
    let opened = match own {
        None => None,
        Some(key) => {
            let sealed = std::str::from_utf8(&answer.body).map_err(|_| BAD)?;
            Some(key.open(sealed.trim())?)
        }
    };
    let body = json::object(opened.as_deref().unwrap_or(&answer.body), "answer").map_err(|_| BAD)?;
    let Some(copies) = body.get("credentials") else {
        let interval = seconds(&body, "interval").unwrap_or(SOON).clamp(1, LATEST);
        let transaction = text(&body, "transaction_id")?;
        if answer.status != 202 && transaction.is_none() {
            return Err(BAD);
        }
        return Ok(Said::Good(Given::PutOff { transaction, interval }));
    };
    let copies = copies
        .as_array()
        .filter(|copies| (1..=MOST_COPIES).contains(&copies.len()));
    let copies: Option<Vec<String>> = copies
        .ok_or(BAD)?
        .iter()
        .map(|copy| copy.get("credential")?.as_str().map(str::to_owned))
        .collect();
    Ok(Said::Good(Given::Copies {
        copies: copies.ok_or(BAD)?,
        notification: text(&body, "notification_id")?,
    }))
}

/// Whether an issuer was told; a no is an answer too.
pub fn told(answer: &WebResponse) -> Result<Said<()>, Error> {
    heard(answer)
}

fn text(body: &Map<String, Value>, name: &str) -> Result<Option<String>, Error> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if !text.is_empty() => Ok(Some(text.clone())),
        Some(_) => Err(BAD),
    }
}

fn seconds(body: &Map<String, Value>, name: &str) -> Option<i64> {
    body.get(name).and_then(Value::as_i64).filter(|seconds| *seconds >= 0)
}

#[cfg(test)]
#[path = "answers_tests.rs"]
mod tests;
