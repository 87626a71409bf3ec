//! What a reader asks: one kind of card, exactly these claims, and a nonce so that no old showing will do.

use madrid_credentials::dcql::query::CredentialQuery;
use madrid_credentials::dcql::{Format, Query};
use madrid_credentials::jose::b64;
use madrid_credentials::mdoc::SessionTranscript;
use madrid_credentials::{CredentialError, json};
use ring::rand::{self, SecureRandom};
use serde_json::{Value, json};

use crate::wallet::presentation::Talk;

/// Whom such a showing is for. No client id begins so: what is shown to a reader is worth nothing to a verifier, and the other way round.
const AUDIENCE: &str = "reader:offline";
/// The reader's name for the card.
const ID: &str = "card";
/// Bytes of a question: what a QR code holds.
const LENGTH: usize = 2_900;
/// What says that a card need not be bound to a phone (OpenID4VP 1.0, section 6.1).
const LOOSE: &str = "require_cryptographic_holder_binding";
/// Letters of a nonce.
const NONCE: std::ops::RangeInclusive<usize> = 16..=64;

/// A question.
#[derive(Clone, PartialEq, Eq)]
pub struct Question {
    query: Query,
    asked: Value,
    nonce: String,
}

crate::log::opaque_debug!(Question);

impl Question {
    /// Asks for claims of a kind of card (`vct`, document type), each by its path.
    ///
    /// # Errors
    /// `Malformed` where a path is none, `TooLarge` where a QR code could not hold it; `Unsupported` where there is no chance to be had.
    pub fn new(
        format: Format,
        kind: &str,
        claims: &[Value],
        chance: &dyn SecureRandom,
    ) -> Result<Self, CredentialError> {
        Self::asking(format, kind, (claims, true), chance)
    }

    /// The same of a card that need not be bound to a phone.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn of_anybody(
        format: Format,
        kind: &str,
        claims: &[Value],
        chance: &dyn SecureRandom,
    ) -> Result<Self, CredentialError> {
        Self::asking(format, kind, (claims, false), chance)
    }

    fn asking(
        format: Format,
        kind: &str,
        (claims, is_bound): (&[Value], bool),
        chance: &dyn SecureRandom,
    ) -> Result<Self, CredentialError> {
        let nonce: [u8; 16] = rand::generate(chance)
            .map_err(|_| CredentialError::Unsupported("chance"))?
            .expose();
        let meta = match format {
            Format::SdJwt => json!({ "vct_values": [kind] }),
            Format::Mdoc => json!({ "doctype_value": kind }),
        };
        let mut credential = json!({ "id": ID, "format": format.name(), "meta": meta });
        if let Some(members) = credential.as_object_mut() {
            let paths: Vec<Value> = claims.iter().map(|path| json!({ "path": path })).collect();
            if !paths.is_empty() {
                members.insert("claims".to_owned(), Value::Array(paths));
            }
            if !is_bound {
                members.insert(LOOSE.to_owned(), false.into());
            }
        }
        let text = json!({ "dcql_query": { "credentials": [credential] }, "nonce": b64(nonce) });
        Self::read(&text.to_string())
    }

    /// Reads the question of another phone.
    ///
    /// # Errors
    /// Those of [`Query::read`]; `Malformed` where it asks for more than one card or has no nonce that is of use, `TooLarge`.
    pub fn read(text: &str) -> Result<Self, CredentialError> {
        if text.len() > LENGTH {
            return Err(CredentialError::TooLarge("question"));
        }
        let said = json::object(text.as_bytes(), "question")?;
        let asked = said.get("dcql_query").ok_or(CredentialError::Missing("dcql_query"))?;
        let query = Query::read(asked)?;
        let nonce = said.get("nonce").and_then(Value::as_str);
        let nonce = nonce.filter(|nonce| NONCE.contains(&nonce.len()) && nonce.is_ascii());
        let nonce = nonce.ok_or(CredentialError::Malformed("nonce"))?;
        if query.credentials.len() != 1 {
            return Err(CredentialError::Malformed("dcql_query"));
        }
        Ok(Self {
            query,
            asked: asked.clone(),
            nonce: nonce.to_owned(),
        })
    }

    /// The question, to be shown as a QR code.
    #[must_use]
    pub fn text(&self) -> String {
        json!({ "dcql_query": self.asked, "nonce": self.nonce }).to_string()
    }

    /// What is asked.
    #[must_use]
    pub const fn query(&self) -> &Query {
        &self.query
    }

    /// What the showing is bound to: signed by the holder's phone, expected by the reader's.
    #[must_use]
    pub fn talk(&self, at: i64) -> Talk<'_> {
        Talk {
            audience: AUDIENCE,
            nonce: &self.nonce,
            transcript: SessionTranscript::redirect(AUDIENCE, &self.nonce, None, AUDIENCE),
            at,
        }
    }

    /// How the card is written.
    pub(super) fn format(&self) -> Option<Format> {
        self.credential().ok()?.format
    }

    /// The one card.
    pub(super) fn credential(&self) -> Result<&CredentialQuery, CredentialError> {
        self.query
            .credentials
            .first()
            .ok_or(CredentialError::Missing("dcql_query"))
    }
}
