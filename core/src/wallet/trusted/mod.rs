//! Whom the wallet believes: the roots of those who issue cards, of those who may ask for them, and of registrars. The city says who they
//! are; what it said last counts without a network. A list of trusted entities (ETSI TS 119 612 and 119 602) takes its place in a real wallet.

mod store;

use std::sync::{Arc, PoisonError, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use madrid_credentials::x509::Anchors;
use madrid_credentials::{CredentialError, json, limits};
use serde_json::{Map, Value};
use store::{keep, kept};

use super::Room;
use crate::error::Error;
use crate::log::opaque_debug;
use crate::net::NetError;
use crate::ports::{Method, WebRequest};
use crate::store::Database;

/// Where the city says it.
const PATH: &str = "/.well-known/madrid-trust";
/// For so long its word counts without being asked for again, in seconds.
const FRESH: i64 = 24 * 60 * 60;
const WHAT: CredentialError = CredentialError::Malformed("trust");

/// Roots that are believed besides those of the city, in DER: of other issuers and verifiers of the Union.
#[derive(Clone, Default)]
pub struct MoreRoots {
    /// Of those who issue cards.
    pub issuers: Vec<Vec<u8>>,
    /// Of those who may ask for them.
    pub access: Vec<Vec<u8>>,
    /// Of those who say what may be asked for.
    pub registrars: Vec<Vec<u8>>,
}

/// Roots, each for one thing.
#[derive(Clone, Default)]
pub struct Roots {
    /// Of those who issue cards, and say whether they still count.
    pub issuers: Anchors,
    /// Of those who may ask for them.
    pub access: Anchors,
    /// Of those who say what may be asked for.
    pub registrars: Anchors,
}

opaque_debug!(MoreRoots, Roots);

/// Whom the wallet believes now. Cheap to clone; all clones are the same.
#[derive(Clone)]
pub struct Trusted {
    origin: Arc<str>,
    more: Arc<MoreRoots>,
    roots: Arc<RwLock<Arc<Roots>>>,
}

impl Trusted {
    /// What the city at this address said last, and these besides. Blocks.
    ///
    /// Fails as `cred.*` where one of `more` is no certificate, and where the disk fails.
    pub fn new(database: &Database, origin: &str, more: MoreRoots) -> Result<Self, Error> {
        let kept = database.read(kept)?.map(|(body, _)| body);
        // What cannot be read any more is asked for again.
        let said = kept.and_then(|body| read(&body).ok()).unwrap_or_default();
        Ok(Self {
            origin: origin.trim_end_matches('/').into(),
            roots: Arc::new(RwLock::new(Arc::new(roots(&said, &more)?))),
            more: Arc::new(more),
        })
    }

    /// The roots.
    #[must_use]
    pub fn roots(&self) -> Arc<Roots> {
        Arc::clone(&self.roots.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Asks the city again, if its word is a day old. What it said before counts until it has said something else. Safe to repeat.
    ///
    /// Fails as `net.*`, and as `cred.*` where its answer cannot be read.
    pub async fn refresh(&self, room: &Room) -> Result<(), Error> {
        let (now, known) = (room.now(), room.database.read_task(kept).await?);
        // A clock that was set back makes nothing fresh for ever.
        if known.is_some_and(|(_, fetched)| (0..FRESH).contains(&now.saturating_sub(fetched))) {
            return Ok(());
        }
        let url = format!("{}{PATH}", self.origin);
        let answer = room.send(WebRequest::new(Method::Get, &url)).await?;
        if answer.status != 200 {
            return Err(NetError::Refused { status: answer.status }.into());
        }
        let said = roots(&read(&answer.body)?, &self.more)?;
        let body = answer.body;
        room.database.write_task(move |tx| keep(tx, &body, now)).await?;
        *self.roots.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(said);
        Ok(())
    }
}

/// What the city says: a list of roots for each purpose. One that it does not know is nobody's.
fn read(body: &[u8]) -> Result<MoreRoots, CredentialError> {
    let said = json::object(body, "trust")?;
    Ok(MoreRoots {
        issuers: ders(&said, "card_issuer")?,
        access: ders(&said, "verifier_access")?,
        registrars: ders(&said, "registrar")?,
    })
}

fn ders(said: &Map<String, Value>, name: &str) -> Result<Vec<Vec<u8>>, CredentialError> {
    let Some(one) = said.get(name) else {
        return Ok(Vec::new());
    };
    let all = one.get("x5c").and_then(Value::as_array).ok_or(WHAT)?;
    if all.len() > limits::CHAIN {
        return Err(CredentialError::TooLarge("trust"));
    }
    let der = |text: &Value| STANDARD.decode(text.as_str().ok_or(WHAT)?).map_err(|_| WHAT);
    all.iter().map(der).collect()
}

fn roots(said: &MoreRoots, more: &MoreRoots) -> Result<Roots, CredentialError> {
    let both = |said: &[Vec<u8>], more: &[Vec<u8>]| Anchors::new(said.iter().chain(more));
    Ok(Roots {
        issuers: both(&said.issuers, &more.issuers)?,
        access: both(&said.access, &more.access)?,
        registrars: both(&said.registrars, &more.registrars)?,
    })
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use serde_json::json;

    use super::*;
    use crate::ports::{ScriptedWeb, TransportError, WebResponse};
    use crate::wallet::test_people::{Authority, NOW, Town, params};
    use crate::wallet::test_phone::Phone;
    use madrid_credentials::x509::Purpose;

    fn answer(body: &Value) -> Result<WebResponse, TransportError> {
        Ok(WebResponse {
            status: 200,
            body: body.to_string().into_bytes(),
            ..WebResponse::default()
        })
    }

    fn saying(root: &[u8]) -> Value {
        json!({ "card_issuer": { "x5c": [STANDARD.encode(root)] }, "something_else": 1 })
    }

    fn believes(trusted: &Trusted, authority: &Authority) -> bool {
        let signer = authority.certify(&params("Somebody", &[]));
        let roots = trusted.roots();
        roots.issuers.verify(&[&signer.der], NOW, Purpose::Texts).is_ok()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_citys_word_counts_until_it_says_another_and_after_a_start() {
        let (phone, town, other) = (Phone::new(1), Town::new(), Authority::new("Another"));
        let web = Arc::new(ScriptedWeb::new([
            Err(TransportError::Unreachable),
            answer(&saying(&town.root.der)),
            answer(&json!([])),
            answer(&saying(&other.der)),
        ]));
        let room = Room {
            web: Arc::clone(&web) as _,
            ..phone.room.clone()
        };
        let open = || Trusted::new(&room.database, "https://city.example/", MoreRoots::default()).unwrap();
        let trusted = open();
        assert!(trusted.refresh(&room).await.is_err());
        assert!(!believes(&trusted, &town.root));
        trusted.refresh(&room).await.unwrap();
        assert!(believes(&trusted, &town.root) && believes(&open(), &town.root));
        // Its word is fresh: nobody is asked.
        trusted.refresh(&room).await.unwrap();
        assert_eq!(web.asked().len(), 2);
        assert_eq!(web.asked()[1].url, "https://city.example/.well-known/madrid-trust");
        phone.clock.advance(TimeDelta::days(1));
        // What cannot be read changes nothing.
        assert!(trusted.refresh(&room).await.is_err());
        assert!(believes(&trusted, &town.root));
        trusted.refresh(&room).await.unwrap();
        assert!(believes(&trusted, &other) && !believes(&trusted, &town.root));
    }

    #[test]
    fn roots_are_for_one_thing_each_and_others_come_besides() {
        let (phone, town) = (Phone::new(2), Town::new());
        let more = MoreRoots {
            access: vec![town.root.der.clone()],
            ..MoreRoots::default()
        };
        let trusted = Trusted::new(&phone.room.database, "https://city.example", more).unwrap();
        assert!(!believes(&trusted, &town.root));
        let signer = town.root.certify(&params("Somebody", &[]));
        let access = &trusted.roots().access;
        assert!(access.verify(&[&signer.der], NOW, Purpose::Texts).is_ok());
        let broken = MoreRoots {
            issuers: vec![vec![1]],
            ..MoreRoots::default()
        };
        assert!(Trusted::new(&phone.room.database, "https://city.example", broken).is_err());
    }
}
