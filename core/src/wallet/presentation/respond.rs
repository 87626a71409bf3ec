//! What is signed and shown: of each card that the person chose exactly the places that the query selects (OpenID4VP 1.0, sections 6.4 and
//! 8.1). The keys stay where they are: what is to be signed goes out, and signatures come back.

use std::collections::BTreeMap;

use madrid_credentials::CredentialError;
use madrid_credentials::dcql::{self, Choice, Fit, Query};
use madrid_credentials::jose::b64;
use madrid_credentials::jose::ecdsa::{self, Signature};
use madrid_credentials::jose::jwk::PublicKey;
use madrid_credentials::jose::jws;
use madrid_credentials::mdoc::{self, SessionTranscript};
use madrid_credentials::path::{Place, Step};
use madrid_credentials::sd_jwt::Presentation;
use madrid_credentials::sd_jwt::kb::KeyBinding;
use serde_json::{Map, Value};

use super::held::{Content, Open};
use super::request::Request;

/// What a signature binds a card to: one showing of it to one verifier.
pub struct Talk<'a> {
    /// For whom: the client id, with its prefix.
    pub audience: &'a str,
    /// What the verifier asked to be repeated.
    pub nonce: &'a str,
    /// The same for mdocs.
    pub transcript: SessionTranscript,
    /// When, in seconds since 1970.
    pub at: i64,
}

impl<'a> Talk<'a> {
    /// Of a request that came by a link (appendices B.2.6.1 and B.3.6).
    #[must_use]
    pub fn of(request: &'a Request, at: i64) -> Self {
        let thumbprint = request
            .encryption
            .as_ref()
            .map(|encryption| encryption.key.thumbprint());
        let (id, to) = (&request.client.id, request.response_uri.text());
        Self {
            audience: id,
            nonce: &request.nonce,
            transcript: SessionTranscript::redirect(id, &request.nonce, thumbprint.as_ref(), to),
            at,
        }
    }
}

/// What one key signs.
pub struct ToSign<'p> {
    /// The card, by the wallet's name.
    pub card: &'p str,
    /// The copy of it, and so the key.
    pub copy: &'p str,
    /// The message; the key store hashes it with SHA-256.
    pub message: &'p [u8],
}

/// Cards that are about to be shown, and wait for signatures.
pub struct Prepared(Vec<Part>);

crate::log::opaque_debug!(Prepared);

struct Part {
    /// The verifier's name for what it asked.
    id: String,
    card: String,
    copy: String,
    made: Made,
}

enum Made {
    /// A card that is bound to no key: who has it may show it.
    Unbound(Presentation),
    SdJwt {
        shown: Presentation,
        binding: jws::Unsigned,
        key: PublicKey,
    },
    Mdoc {
        shown: mdoc::Presentation,
        key: PublicKey,
    },
}

/// Puts together what the person chose.
///
/// # Errors
/// `Mismatch` and `Missing` where the choice is none that the query allows: see [`dcql::Answer::choose`].
pub fn prepare(
    query: &Query,
    cards: &[Open<'_>],
    choice: &Choice,
    talk: &Talk<'_>,
) -> Result<Prepared, CredentialError> {
    let candidates: Vec<_> = cards.iter().map(Open::candidate).collect();
    let answer = dcql::answer(query, &candidates);
    let mut parts = Vec::new();
    for shown in answer.choose(choice)? {
        for fit in shown.cards {
            let card = cards.iter().find(|card| card.held.card == fit.candidate);
            let card = card.ok_or(CredentialError::Missing("credential"))?;
            parts.push(Part {
                id: shown.id.to_owned(),
                card: card.held.card.to_owned(),
                copy: card.held.copy.to_owned(),
                made: made(card, fit, talk)?,
            });
        }
    }
    Ok(Prepared(parts))
}

fn made(card: &Open<'_>, fit: &Fit<'_>, talk: &Talk<'_>) -> Result<Made, CredentialError> {
    match (&card.content, card.held.key) {
        (Content::SdJwt(resolved), None) => Ok(Made::Unbound(Presentation::of(resolved, &fit.places)?)),
        (Content::SdJwt(resolved), Some(key)) => {
            let shown = Presentation::of(resolved, &fit.places)?;
            let binding = KeyBinding {
                audience: talk.audience,
                nonce: talk.nonce,
                at: talk.at,
                transactions: &[],
            };
            let binding = binding.unsigned(&shown);
            Ok(Made::SdJwt { shown, binding, key })
        }
        (Content::Mdoc(signed, _), Some(key)) => {
            let chosen: Vec<_> = fit.places.iter().filter_map(element).collect();
            let shown = mdoc::Presentation::new(signed, &chosen, &talk.transcript)?;
            Ok(Made::Mdoc { shown, key })
        }
        (Content::Mdoc(..), None) => Err(CredentialError::Missing("key")),
    }
}

/// A place in an mdoc: a name space and an element.
fn element(place: &Place) -> Option<(&str, &str)> {
    match place.as_slice() {
        [Step::Name(space), Step::Name(element)] => Some((space, element)),
        _ => None,
    }
}

impl Part {
    fn message(&self) -> Option<(&[u8], &PublicKey)> {
        match &self.made {
            Made::Unbound(_) => None,
            Made::SdJwt { binding, key, .. } => Some((binding.to_sign(), key)),
            Made::Mdoc { shown, key } => Some((shown.to_sign(), key)),
        }
    }

    fn finish(self, signature: Option<&Signature>) -> Result<Value, CredentialError> {
        let missing = CredentialError::Missing("signature");
        Ok(match self.made {
            Made::Unbound(shown) => Value::from(shown.text()),
            Made::SdJwt { shown, binding, .. } => {
                let binding = binding.finish(signature.ok_or(missing)?);
                Value::from(shown.with(&binding))
            }
            Made::Mdoc { shown, .. } => Value::from(b64(shown.finish(signature.ok_or(missing)?))),
        })
    }
}

impl Prepared {
    /// The cards and copies that are shown.
    pub fn copies(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|part| (part.card.as_str(), part.copy.as_str()))
    }

    /// What is to be signed, in the order in which [`Self::finish`] wants the signatures.
    pub fn to_sign(&self) -> impl Iterator<Item = ToSign<'_>> {
        self.0.iter().filter_map(|part| {
            let (message, _) = part.message()?;
            Some(ToSign {
                card: &part.card,
                copy: &part.copy,
                message,
            })
        })
    }

    /// The `vp_token` (section 8.1), from signatures in DER. Each is checked before anything leaves the phone: a key store that signs with
    /// another key must not be found out by the verifier.
    ///
    /// # Errors
    /// `Missing` where there are fewer signatures than messages, `Mismatch` where there are more, `Malformed`, `Signature`.
    pub fn finish<S: AsRef<[u8]>>(self, signatures: &[S]) -> Result<Map<String, Value>, CredentialError> {
        let mut signatures = signatures.iter();
        let mut token: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for part in self.0 {
            let signature = match part.message() {
                None => None,
                Some((message, key)) => {
                    let der = signatures.next().ok_or(CredentialError::Missing("signature"))?;
                    let signature = Signature::from_der(der.as_ref())?;
                    ecdsa::verify(key, message, &signature)?;
                    Some(signature)
                }
            };
            let id = part.id.clone();
            token.entry(id).or_default().push(part.finish(signature.as_ref())?);
        }
        if signatures.next().is_some() {
            return Err(CredentialError::Mismatch("signatures"));
        }
        Ok(token.into_iter().map(|(id, shown)| (id, Value::Array(shown))).collect())
    }
}

#[cfg(test)]
#[path = "respond_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "disclosure_tests.rs"]
mod disclosure;
