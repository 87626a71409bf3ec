//! What the city has for the person, put together from the phone's own disk. Nothing in here asks the city or tells it anything.

use std::sync::Arc;

use super::model::{Candidate, ItemKey, NotAKey, Part, Score};
use super::rules::{Engine, Pick, Weights};
use super::shown::{ForYou, MeasuredFrom, Unpersonal, Why, WhyLine};
use super::store;
use crate::agenda::Agenda;
use crate::error::Error;
use crate::home::Home;
use crate::kernel::{Freshness, FreshnessState, GeoPoint, madrid_day};
use crate::net::NetError;
use crate::places::Places;
use crate::ports::{Clock, Entropy};
use crate::profile::ProfileService;
use crate::store::{Database, Sealer, Vault, VaultState};
use crate::sync::Changes;

/// More than this nobody reads.
const MOST: usize = 50;

/// The service. Cheap to clone.
#[derive(Clone)]
pub struct Recommend {
    pub(super) database: Arc<Database>,
    pub(super) vault: Arc<Vault>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) entropy: Arc<dyn Entropy>,
    pub(super) changes: Changes,
    pub(super) places: Places,
    pub(super) agenda: Agenda,
    pub(super) home: Home,
}

/// Whose models it reads.
pub struct Sources {
    /// The city's facilities.
    pub places: Places,
    /// What is on.
    pub agenda: Agenda,
    /// What is between the person and the city.
    pub home: Home,
}

impl Recommend {
    /// The service over an open database.
    #[must_use]
    pub fn new(
        database: Arc<Database>,
        vault: Arc<Vault>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        changes: Changes,
        sources: Sources,
    ) -> Self {
        Self {
            database,
            vault,
            clock,
            entropy,
            changes,
            places: sources.places,
            agenda: sources.agenda,
            home: sources.home,
        }
    }

    /// What the city has for the person: at most `limit` things (1 to 50), different from each other, each with its reason. `here` is where
    /// the person is, if the phone may know; else the registered address stands in for it.
    ///
    /// Works without a person and while the data are locked; then it knows the place and the hour only, and says so.
    pub async fn for_you(&self, here: Option<GeoPoint>, limit: usize) -> Result<ForYou, Error> {
        if !self.is_on().await? {
            return Ok(self.off());
        }
        let gathered = self.gather(here).await?;
        let engine = Engine::new(&gathered.memory, gathered.moment, Weights::default());
        let ranked = engine.rank(&gathered.candidates, limit.clamp(1, MOST));
        let picks = ranked.picks.iter();
        let chosen: Vec<_> = picks
            .filter_map(|pick| Some((gathered.candidates.get(pick.index)?, pick)))
            .collect();
        let items = self.suggested(&gathered, &engine, &chosen).await?;
        let unread = gathered.unread.iter().map(|(part, failed)| (*part, failed.code()));
        Ok(ForYou {
            is_on: true,
            left_out: ranked.left_out,
            from: gathered.from,
            unpersonal: gathered.unpersonal,
            unread: unread.collect(),
            freshness: gathered.freshness_of(&items),
            today: gathered.today,
            items,
        })
    }

    /// Every part of the score of one thing, whether it is on the list or not. Fails with `recommend.unknown` where there is no
    /// such thing, with `recommend.off` while recommendations are off, and as the disk does where what it is about cannot be read.
    pub async fn why(&self, key: &ItemKey, here: Option<GeoPoint>) -> Result<Why, Error> {
        if !self.is_on().await? {
            return Err(Error::Refused("recommend.off"));
        }
        let mut gathered = self.gather(here).await?;
        let Some(candidate) = self.candidate_among(&gathered, key).await? else {
            return Err(gathered.why_unknown(key));
        };
        let Some(suggestion) = self.suggestion(&gathered, key).await? else {
            return Err(gathered.why_unknown(key));
        };
        let engine = Engine::new(&gathered.memory, gathered.moment, Weights::default());
        let (score, excluded) = match engine.score(&candidate) {
            Ok(score) => (
                Some(as_listed(&engine, &gathered.candidates, key).unwrap_or(score)),
                None,
            ),
            Err(exclusion) => (None, Some(exclusion)),
        };
        let line = |part: Part| {
            let value = score?.part(part);
            Some(WhyLine {
                part,
                value,
                reason: says(part, value).then(|| engine.reason(&candidate, part)).flatten(),
            })
        };
        Ok(Why {
            suggestion,
            distance_m: engine.metres(&candidate),
            excluded,
            lines: Part::ALL.into_iter().filter_map(line).collect(),
            today: gathered.today,
        })
    }

    /// Whether recommendations are on.
    pub(super) async fn is_on(&self) -> Result<bool, Error> {
        Ok(self.database.read_task(store::is_on).await?)
    }

    /// What seals, or why there is nothing to seal with.
    pub(super) fn sealer(&self) -> Result<Result<Sealer, Unpersonal>, Error> {
        if let Ok(sealer) = self.vault.sealer() {
            return Ok(Ok(sealer));
        }
        let is_empty = self.vault.state()? == VaultState::Empty;
        Ok(Err(if is_empty {
            Unpersonal::Nobody
        } else {
            Unpersonal::Locked
        }))
    }

    /// What seals, or the error that says what to do.
    pub(super) fn sealer_of_person(&self) -> Result<Sealer, Error> {
        self.sealer()?.map_err(|unpersonal| match unpersonal {
            Unpersonal::Nobody => NetError::SignedOut.into(),
            Unpersonal::Locked => crate::store::StoreError::Locked.into(),
        })
    }

    /// Where to measure from.
    pub(super) async fn measured_from(&self, here: Option<GeoPoint>) -> (MeasuredFrom, Option<GeoPoint>) {
        if here.is_some() {
            return (MeasuredFrom::Here, here);
        }
        // Who cannot be asked for an address has none: distances are then left out, and the list says so.
        let address = self.address().await.unwrap_or_default();
        let from = if address.is_some() {
            MeasuredFrom::Address
        } else {
            MeasuredFrom::Nowhere
        };
        (from, address)
    }

    async fn address(&self) -> Result<Option<GeoPoint>, Error> {
        let Ok(sealer) = self.sealer()? else { return Ok(None) };
        let read = self
            .database
            .read_task(move |connection| ProfileService::known(connection, &sealer));
        Ok(read.await?.and_then(|person| person.address.location))
    }

    fn off(&self) -> ForYou {
        ForYou {
            is_on: false,
            items: Vec::new(),
            left_out: Vec::new(),
            from: MeasuredFrom::Nowhere,
            unpersonal: None,
            unread: Vec::new(),
            freshness: Freshness {
                state: FreshnessState::Fresh,
                as_of: None,
            },
            today: madrid_day(self.clock.now()),
        }
    }
}

/// The score of something that is on the longest list, as it stands there: what is only tried says so.
fn as_listed(engine: &Engine<'_>, candidates: &[Candidate], key: &ItemKey) -> Option<Score> {
    let ranked = engine.rank(candidates, MOST);
    let is_it = |pick: &&Pick| {
        candidates
            .get(pick.index)
            .is_some_and(|candidate| candidate.key == *key)
    };
    ranked.picks.iter().find(is_it).map(|pick| pick.score)
}

/// Whether a part has words for what it counts: for what speaks against a thing, only being far and having just been seen.
fn says(part: Part, value: f64) -> bool {
    value > 0.0 || (value < 0.0 && matches!(part, Part::Distance | Part::Repetition))
}

/// What is no key names nothing.
impl From<NotAKey> for Error {
    fn from(_: NotAKey) -> Self {
        Self::NotFound("recommend.unknown")
    }
}

#[cfg(test)]
#[path = "service_tests.rs"]
mod tests;
