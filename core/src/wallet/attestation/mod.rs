//! Who vouches for this wallet and for its keys (TS3 of the EUDI Wallet; OpenID4VCI 1.0, appendices D and E). A provider that is down, or a
//! phone that it does not like, locks nobody out: a card comes as the lower one that its issuer has for this, and where it has none, only cards
//! that must be bound to hardware cannot be fetched then.

mod store;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use madrid_credentials::jose::jws::{Jws, Unsigned};
use madrid_credentials::json;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Room, keys};
use crate::error::Error;
use crate::log::{Redacted, opaque_debug};
use crate::net::NetError;
use crate::ports::{KeyName, Method, WebRequest};

/// Nobody vouches for this wallet, or for its keys, now. Nothing is lost: it is tried again.
pub const NOT_ATTESTED: Error = Error::Refused("wallet.not_attested");
/// An attestation that ends sooner is not used, in seconds.
const TOO_SHORT: i64 = 60;
/// One that says nothing of its end is not kept longer (TS3, 2.3).
const LONGEST: i64 = 24 * 60 * 60;

/// An answer in the making.
pub type Vouching<'a> = Pin<Box<dyn Future<Output = Result<String, Error>> + Send + 'a>>;

/// Whoever vouches. Both give a signed text; asking again is safe.
pub trait Attester: Send + Sync {
    /// That this wallet, by this key of it, is one of the provider's. The key is there.
    fn instance<'a>(&'a self, key: &'a KeyName) -> Vouching<'a>;
    /// That these keys cannot leave the phone's hardware, over an issuer's nonce. The keys are there, and the first one proves all.
    fn keys<'a>(&'a self, names: &'a [KeyName], nonce: Option<&'a str>) -> Vouching<'a>;
}

/// What somebody says, asked once more where they could not be reached: what is gone in a moment lowers no card. No longer: the person waits,
/// and a card that came lower rises by itself when it is fetched anew.
///
/// # Errors
/// Those of the second time, or of the first where they were heard.
pub async fn twice<'a>(ask: impl Fn() -> Vouching<'a>) -> Result<String, Error> {
    match ask().await {
        Err(Error::Net(NetError::Transport(_) | NetError::Failed { .. } | NetError::Busy { .. })) => ask().await,
        said => said,
    }
}

/// How the phone keeps keys, by its own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// In a chip or a trusted part of the processor.
    Hardware,
    /// In files.
    Software,
}

/// The city as the wallet's provider: it is sent tokens that the keys signed over a nonce of its own.
pub struct CityAttester {
    room: Room,
    origin: String,
    storage: Storage,
}

impl CityAttester {
    /// The provider at an address.
    #[must_use]
    pub fn new(room: Room, origin: &str, storage: Storage) -> Self {
        Self {
            room,
            origin: origin.trim_end_matches('/').to_owned(),
            storage,
        }
    }

    async fn post(&self, door: &str, body: Value, wanted: &str) -> Result<String, Error> {
        let url = format!("{}/wallet-provider/{door}", self.origin);
        let request = WebRequest::new(Method::Post, &url).body("application/json", body.to_string().into_bytes());
        let answer = self.room.send(request).await?;
        match answer.status {
            200 => {}
            status @ 500..=599 => return Err(NetError::Failed { status }.into()),
            status => return Err(NetError::Refused { status }.into()),
        }
        let body = json::object(&answer.body, "attestation")?;
        let said = body.get(wanted).and_then(Value::as_str);
        said.map(str::to_owned).ok_or(Error::Net(NetError::BadReply))
    }

    async fn proofs(&self, names: &[KeyName]) -> Result<Vec<String>, Error> {
        let nonce = self.post("nonce", Value::Object(Map::new()), "nonce").await?;
        let keys = self.room.public_keys(names.to_vec()).await?;
        let (audience, now) = (format!("{}/wallet-provider", self.origin), self.room.now());
        let mut proofs = Vec::new();
        for (name, key) in names.iter().zip(keys) {
            let mut header = Map::new();
            header.insert("typ".to_owned(), "madrid-key-proof+jwt".into());
            header.insert("jwk".to_owned(), key.jwk());
            let mut claims = Map::new();
            claims.insert("aud".to_owned(), audience.clone().into());
            claims.insert("nonce".to_owned(), nonce.clone().into());
            claims.insert("iat".to_owned(), now.into());
            proofs.push(self.room.signed(name, Unsigned::new(header, &claims)).await?);
        }
        Ok(proofs)
    }
}

impl Attester for CityAttester {
    fn instance<'a>(&'a self, key: &'a KeyName) -> Vouching<'a> {
        Box::pin(async move {
            let proofs = self.proofs(std::slice::from_ref(key)).await?;
            let body = serde_json::json!({ "proof": proofs.first() });
            self.post("wallet-attestation", body, "wallet_attestation").await
        })
    }

    fn keys<'a>(&'a self, names: &'a [KeyName], nonce: Option<&'a str>) -> Vouching<'a> {
        Box::pin(async move {
            let storage = match self.storage {
                Storage::Hardware => "hardware",
                Storage::Software => "software",
            };
            let body = serde_json::json!({ "proofs": self.proofs(names).await?, "nonce": nonce, "storage": storage });
            self.post("key-attestation", body, "key_attestation").await
        })
    }
}

/// What the provider says of this wallet, for one issuer: another one hears it of another key, so that they cannot tell that it is the same.
#[derive(Clone, PartialEq, Eq)]
pub struct Instance {
    /// The key that it speaks of.
    pub key: KeyName,
    /// Its word.
    pub attestation: Redacted<String>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Kept {
    server: String,
    attestation: Option<Redacted<String>>,
    until: i64,
}

opaque_debug!(Instance, Kept);

impl Room {
    /// What the provider says of this wallet, for this server: kept for as long as it is good, asked for otherwise.
    ///
    /// Fails with `wallet.not_attested` where nobody vouches, and where the disk or the keys fail.
    pub(super) async fn instance(&self, attester: &Arc<dyn Attester>, server: &str) -> Result<Instance, Error> {
        let (id, key, kept) = self.kept_instance(server).await?;
        if let Some(attestation) = kept
            .attestation
            .filter(|_| kept.until.saturating_sub(TOO_SHORT) > self.now())
        {
            return Ok(Instance { key, attestation });
        }
        self.public_key(&key).await?;
        let attestation = twice(|| attester.instance(&key)).await.map_err(|failed| {
            tracing::info!(code = failed.code(), "nobody vouches for this wallet now");
            NOT_ATTESTED
        })?;
        let until = until(&attestation, self.now()).ok_or(NOT_ATTESTED)?;
        let kept = Kept {
            server: server.to_owned(),
            attestation: Some(Redacted::new(attestation.clone())),
            until,
        };
        let sealer = self.sealer()?;
        let written = self
            .database
            .write_task(move |tx| store::replace(tx, &sealer, id, &kept));
        written.await?;
        Ok(Instance {
            key,
            attestation: Redacted::new(attestation),
        })
    }

    /// The row for a server, with a key of its own.
    async fn kept_instance(&self, server: &str) -> Result<(i64, KeyName, Kept), Error> {
        let (sealer, server, name) = (self.sealer()?, server.to_owned(), keys::new_name()?);
        let written = self.database.write_task(move |tx| {
            let mut known = store::all(tx, &sealer)?.into_iter();
            match known.find(|(_, _, kept)| kept.server == server) {
                Some(found) => Ok(found),
                None => store::add(tx, &sealer, (name, server)),
            }
        });
        Ok(written.await?)
    }
}

/// Until when an attestation is good; `None` where it is none. Our provider's word need not be verified: whoever hears it does.
fn until(attestation: &str, now: i64) -> Option<i64> {
    let claims = Jws::parse(attestation).ok()?.claims().ok()?;
    let ends = claims.get("exp").and_then(|ends| json::seconds(ends, "exp").ok())?;
    Some(ends.min(now.saturating_add(LONGEST)))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    /// What comes of these answers, one after the other, and how many are left.
    async fn after(answers: Vec<Result<String, Error>>) -> (Result<String, Error>, usize) {
        let answers = RefCell::new(answers);
        let said = twice(|| Box::pin(std::future::ready(answers.borrow_mut().remove(0)))).await;
        (said, answers.into_inner().len())
    }

    #[tokio::test]
    async fn what_is_gone_in_a_moment_is_asked_once_more_and_a_no_is_a_no() {
        let word = || Ok("word".to_owned());
        let down = || Err(Error::Net(NetError::Failed { status: 503 }));
        let no = || Err(Error::Net(NetError::Refused { status: 403 }));
        assert!(matches!(after(vec![word(), word()]).await, (Ok(_), 1)));
        assert!(matches!(after(vec![down(), word(), word()]).await, (Ok(_), 1)));
        assert!(matches!(after(vec![down(), down(), word()]).await, (Err(_), 1)));
        assert!(matches!(after(vec![no(), word()]).await, (Err(_), 1)));
    }
}
