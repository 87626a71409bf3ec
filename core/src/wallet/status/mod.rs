//! Whether cards were revoked (Token Status List), and how fresh that word is. A list is kept for as long as its issuer allows, so that it
//! counts without a network; it is fetched whole, so that nobody learns which of its cards is the person's.

mod store;

use std::collections::BTreeMap;

use madrid_credentials::CredentialError;
use madrid_credentials::jose::{b64, unb64};
use madrid_credentials::status::{Status, StatusToken, Trust};
use madrid_credentials::x509::Anchors;
use serde::{Deserialize, Serialize};
use store::{all, replace};

use super::Room;
use super::model::{Copy, Judged, Standing};
use super::reader::Cached;
use super::trusted::Trusted;
use crate::error::Error;
use crate::log::opaque_debug;
use crate::net::NetError;
use crate::ports::{Method, WebRequest};

/// Where a list does not say how long it may be kept, in seconds.
const UNSAID: i64 = 12 * 60 * 60;
/// In whichever form an issuer has its list; as signed JSON where it has both.
const FORMS: &str = "application/statuslist+jwt, application/statuslist+cwt;q=0.5";
const CWT: &str = "application/statuslist+cwt";

/// A list as it was fetched.
#[derive(Clone, Serialize, Deserialize)]
struct Kept {
    uri: String,
    /// Signed JSON as it came; signed CBOR as base64url.
    token: String,
    /// Lists from before the wallet took the other form are signed JSON.
    #[serde(default)]
    is_cwt: bool,
    fetched: i64,
    fresh_until: i64,
}

opaque_debug!(Kept);

impl Kept {
    /// The list in it, if a trusted issuer signed it for this address and it may still be believed.
    fn open(&self, at: i64, anchors: &Anchors) -> Result<StatusToken, CredentialError> {
        let trust = Trust::Anchors(anchors);
        if self.is_cwt {
            return StatusToken::from_cwt(&unb64(&self.token, "status list")?, &self.uri, at, trust);
        }
        StatusToken::from_jwt(&self.token, &self.uri, at, trust)
    }
}

/// Lists that were opened, by their addresses, to look several copies up in them.
#[derive(Default)]
pub struct Opened(BTreeMap<String, (StatusToken, i64)>);

opaque_debug!(Opened);

impl Opened {
    /// The lists, for whoever reads a card that is none of this phone's.
    #[must_use]
    pub fn cached(&self) -> Vec<Cached<'_>> {
        let lists = self.0.iter();
        lists
            .map(|(uri, (token, fetched))| Cached {
                uri,
                token,
                fetched: *fetched,
            })
            .collect()
    }

    /// What is known of a copy: one without a place in a list counts for as long as it is valid.
    #[must_use]
    pub fn judge(&self, copy: &Copy) -> Judged {
        let Some(place) = &copy.status else {
            return Judged {
                standing: Standing::Valid,
                as_of: None,
            };
        };
        let unknown = Judged {
            standing: Standing::Unknown,
            as_of: None,
        };
        let Some((token, fetched)) = self.0.get(&place.uri) else {
            return unknown;
        };
        let standing = match token.list.get(place.index) {
            Ok(Status::Valid) => Standing::Valid,
            Ok(Status::Suspended) => Standing::Suspended,
            // What only its issuer can explain is not valid.
            Ok(Status::Invalid | Status::Other(_)) => Standing::Revoked,
            // The list does not speak of it.
            Err(_) => return unknown,
        };
        Judged {
            standing,
            as_of: Some(*fetched),
        }
    }
}

/// Which lists are fetched anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhichLists {
    /// All: the person wants to know now.
    All,
    /// Those whose signers say that they may have changed: whoever publishes one need not be asked every time an app opens.
    Stale,
}

/// Status lists. Cheap to clone.
#[derive(Clone)]
pub struct StatusLists {
    room: Room,
    trusted: Trusted,
}

impl StatusLists {
    /// The lists whose signers lead to issuers that are trusted.
    #[must_use]
    pub const fn new(room: Room, trusted: Trusted) -> Self {
        Self { room, trusted }
    }

    /// The lists of these copies as they were fetched last, as far as they may still be believed. Reads the phone's disk only.
    pub async fn kept(&self, copies: &[Copy]) -> Result<Opened, Error> {
        let uris = uris(copies);
        self.opened(move |uri| uris.iter().any(|wanted| wanted == uri)).await
    }

    /// Every list as it was fetched last, as far as it may still be believed.
    pub(super) async fn everything(&self) -> Result<Opened, Error> {
        self.opened(|_| true).await
    }

    async fn opened(&self, is_wanted: impl Fn(&str) -> bool + Send + 'static) -> Result<Opened, Error> {
        let (sealer, now, roots) = (self.room.sealer()?, self.room.now(), self.trusted.roots());
        let read = self.room.database.read_task(move |connection| {
            let mut opened = Opened::default();
            for (_, kept) in all(connection, &sealer)? {
                if !is_wanted(&kept.uri) {
                    continue;
                }
                if let Ok(token) = kept.open(now, &roots.issuers) {
                    opened.0.insert(kept.uri, (token, kept.fetched));
                }
            }
            Ok(opened)
        });
        Ok(read.await?)
    }

    /// Fetches the lists of these copies. One that cannot be had keeps its old word; the first failure is told after all were tried. Safe to
    /// repeat.
    pub async fn refresh(&self, copies: &[Copy], which: WhichLists) -> Result<(), Error> {
        let (sealer, now) = (self.room.sealer()?, self.room.now());
        let known = self.room.database.read_task(move |c| all(c, &sealer)).await?;
        let is_fresh = |uri: &String| known.iter().any(|(_, kept)| kept.uri == *uri && now < kept.fresh_until);
        let mut outcome = Ok(());
        let is_due = |uri: &String| which == WhichLists::All || !is_fresh(uri);
        for uri in uris(copies).into_iter().filter(is_due) {
            let fetched = match self.fetch(&uri).await {
                Ok(kept) => self.keep(kept).await,
                Err(failed) => Err(failed),
            };
            outcome = outcome.and(fetched);
        }
        self.room.changes.announce();
        outcome
    }

    /// Fetches one list, whatever is known of it.
    pub(super) async fn fetch_list(&self, uri: &str) -> Result<(), Error> {
        let kept = self.fetch(uri).await?;
        self.keep(kept).await
    }

    async fn fetch(&self, uri: &str) -> Result<Kept, Error> {
        let request = WebRequest::new(Method::Get, uri).header("accept", Some(FORMS));
        let answer = self.room.send(request).await?;
        if answer.status != 200 {
            return Err(NetError::Refused { status: answer.status }.into());
        }
        let is_cwt = answer.content_type.as_deref() == Some(CWT);
        let token = if is_cwt {
            b64(&answer.body)
        } else {
            let token = String::from_utf8(answer.body).map_err(|_| Error::Net(NetError::BadReply))?;
            token.trim().to_owned()
        };
        let now = self.room.now();
        let fetched = Kept {
            uri: uri.to_owned(),
            token,
            is_cwt,
            fetched: now,
            fresh_until: now.saturating_add(UNSAID),
        };
        let said = fetched.open(now, &self.trusted.roots().issuers)?.fresh_until(now);
        Ok(Kept {
            fresh_until: said.map_or(fetched.fresh_until, |said| said.min(fetched.fresh_until)),
            ..fetched
        })
    }

    async fn keep(&self, kept: Kept) -> Result<(), Error> {
        let sealer = self.room.sealer()?;
        let written = self.room.database.write_task(move |tx| replace(tx, &sealer, &kept));
        Ok(written.await?)
    }
}

/// The lists of these copies, each once.
fn uris(copies: &[Copy]) -> Vec<String> {
    let mut uris: Vec<String> = copies
        .iter()
        .filter_map(|copy| Some(copy.status.as_ref()?.uri.clone()))
        .collect();
    uris.sort_unstable();
    uris.dedup();
    uris
}
