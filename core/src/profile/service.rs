//! What a person can see and change of what the city knows of them.

use std::sync::Arc;

use chrono::TimeDelta;
use rusqlite::Connection;
use serde::Deserialize;
use serde::Serialize;
use serde_json::Value;

use super::model::{Change, ContactChange, Pending, PendingState, Person, Preferences};
use super::rules::{changed, overlaid};
use super::store;
use super::sync::{CONTACT, NAME, PREFERENCES};
use super::wire::{self, ContactWire, PreferencesWire};
use crate::error::Error;
use crate::kernel::Freshness;
use crate::ports::Clock;
use crate::store::{Database, Sealer, StoreError, Vault};
use crate::sync::{
    Changes, CollectionStatus, Envelope, Intent, IntentState, Outbox, Verb, enqueue, intents, supersede,
};

/// The padrón is a nightly copy: what the city confirmed within a day and a half is fresh.
const MAX_AGE: TimeDelta = TimeDelta::hours(36);

/// The intents that are about the profile.
const KINDS: [&str; 2] = [CONTACT, PREFERENCES];

/// What the phone shows of a person.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileShown {
    /// The person, with what they asked for laid over; `None` until the city was reached once.
    pub person: Option<Person>,
    /// What has not reached its end, oldest first.
    pub pending: Vec<Pending>,
    /// How far the city's part may be trusted.
    pub freshness: Freshness,
}

/// The service. Cheap to clone.
#[derive(Clone)]
pub struct ProfileService {
    database: Arc<Database>,
    vault: Arc<Vault>,
    clock: Arc<dyn Clock>,
    outbox: Outbox,
    changes: Changes,
}

impl ProfileService {
    /// The service over an open database.
    #[must_use]
    pub fn new(
        database: Arc<Database>,
        vault: Arc<Vault>,
        clock: Arc<dyn Clock>,
        outbox: Outbox,
        changes: Changes,
    ) -> Self {
        Self {
            database,
            vault,
            clock,
            outbox,
            changes,
        }
    }

    /// The person and what they asked for. Reads the phone's disk only. Fails with `store.locked` while the data are locked.
    pub async fn show(&self) -> Result<ProfileShown, Error> {
        let (sealer, now, outbox) = (self.vault.sealer()?, self.clock.now(), self.outbox.clone());
        let read = self.database.read_task(move |connection| {
            let status = CollectionStatus::read(connection, NAME)?;
            let pending = pending(connection, &sealer, &outbox)?;
            let person = Self::known(connection, &sealer)?.map(|person| overlaid(person, &pending));
            Ok(ProfileShown {
                person,
                pending,
                freshness: status.freshness(now, MAX_AGE),
            })
        });
        Ok(read.await?)
    }

    /// The person as the city knows them, for features that put others side by side.
    pub fn known(connection: &Connection, sealer: &Sealer) -> Result<Option<Person>, StoreError> {
        // What was checked before it was kept can be read, unless an older app kept it: then the next sync replaces it.
        Ok(store::read(connection, sealer)?.and_then(|json| wire::person(&json).ok()))
    }

    /// Asks the city to reach the person elsewhere. It counts on the phone at once; whoever keeps the app sends it when
    /// the network is there. `false` if it would change nothing.
    ///
    /// Fails with `profile.unknown` before the city was ever reached. One write, one sync of the disk; a kill leaves it asked
    /// or not asked, never half.
    pub async fn change_contact(&self, change: ContactChange) -> Result<bool, Error> {
        self.ask(CONTACT, "/v1/me/contact", move |person| {
            let wanted = changed(&person.contact, change)?;
            Some((person.contact_version, to_json(&ContactWire::new(&wanted))?))
        })
        .await
    }

    /// Asks the city to keep what the person likes and allows. As [`ProfileService::change_contact`].
    pub async fn change_preferences(&self, wanted: Preferences) -> Result<bool, Error> {
        self.ask(PREFERENCES, "/v1/me/preferences", move |person| {
            let differs = person.preferences != wanted;
            let body = to_json(&PreferencesWire::new(wanted))?;
            differs.then_some((person.preferences_version, body))
        })
        .await
    }

    /// The person insists on a change in conflict. Safe to repeat.
    pub async fn keep_mine(&self, id: i64) -> Result<(), Error> {
        Ok(self.outbox.keep_mine(id).await?)
    }

    /// The person lets a change go that is in conflict or was refused. Safe to repeat.
    pub async fn discard(&self, id: i64) -> Result<(), Error> {
        Ok(self.outbox.discard(id).await?)
    }

    async fn ask(
        &self,
        kind: &'static str,
        path: &'static str,
        wanted: impl FnOnce(Person) -> Option<(i64, Value)> + Send + 'static,
    ) -> Result<bool, Error> {
        let (sealer, now, outbox) = (self.vault.sealer()?, self.clock.now(), self.outbox.clone());
        let written = self.database.write_task(move |tx| {
            let Some(person) = Self::known(tx, &sealer)? else {
                return Ok(None);
            };
            let pending = pending(tx, &sealer, &outbox)?;
            let Some((base, body)) = wanted(overlaid(person, &pending)) else {
                return Ok(Some(false));
            };
            // A new wish settles what was in conflict or refused: the person has seen it and wants this instead.
            let seen = supersede(tx, &sealer, kind)?;
            let envelope = Envelope {
                verb: Verb::Replace,
                path: path.to_owned(),
                base: seen.unwrap_or(base),
                body,
                theirs: None,
            };
            enqueue(tx, &sealer, kind, &envelope, now)?;
            Ok(Some(true))
        });
        let asked = written.await?.ok_or(Error::NotFound("profile.unknown"))?;
        self.changes.announce();
        Ok(asked)
    }
}

fn to_json(wire: &impl Serialize) -> Option<Value> {
    serde_json::to_value(wire).ok()
}

/// What is about the profile, and what is nobody's: it must not wait unseen.
fn pending(connection: &Connection, sealer: &Sealer, outbox: &Outbox) -> Result<Vec<Pending>, StoreError> {
    let ours = |intent: &Intent| KINDS.contains(&intent.kind.as_str()) || !outbox.handles(&intent.kind);
    let all = intents(connection, sealer)?.into_iter().filter(ours);
    Ok(all.map(to_pending).collect())
}

fn to_pending(intent: Intent) -> Pending {
    let state = match intent.state {
        IntentState::Waiting => PendingState::Waiting,
        IntentState::Stronger => PendingState::NeedsStrongerSignIn,
        IntentState::Conflict => PendingState::Conflict,
        IntentState::Refused => PendingState::Refused,
    };
    Pending {
        id: intent.id,
        change: change_in(&intent.kind, &intent.envelope).unwrap_or(Change::Other),
        since: intent.created,
        state,
        failed_code: intent.failed_code,
    }
}

fn change_in(kind: &str, envelope: &Envelope) -> Option<Change> {
    let contact = |json: &Value| ContactWire::deserialize(json).ok()?.details().ok();
    let preferences = |json: &Value| Some(PreferencesWire::deserialize(json).ok()?.preferences());
    let theirs = envelope.theirs.as_ref();
    match kind {
        CONTACT => Some(Change::Contact {
            mine: contact(&envelope.body)?,
            theirs: theirs.and_then(contact),
        }),
        PREFERENCES => Some(Change::Preferences {
            mine: preferences(&envelope.body)?,
            theirs: theirs.and_then(preferences),
        }),
        _ => None,
    }
}
