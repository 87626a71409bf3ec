//! What the city has for the person, put together from the phone's own disk. Nothing in here asks the city or tells it anything.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::candidates::{of_errand, of_library_card, of_place, of_place_parts};
use super::model::{Candidate, ItemKey, Memory, NotAKey, Part, Tag};
use super::rules::{Engine, Moment, Pick, Weights};
use super::shown::{ForYou, MeasuredFrom, Suggested, Suggestion, Unpersonal, Why, WhyLine};
use super::store;
use crate::error::Error;
use crate::home::{Block, BlockContent, CardKind, Home, Item, Section};
use crate::kernel::{Freshness, FreshnessState, GeoPoint, madrid_day};
use crate::net::NetError;
use crate::places::{PlaceId, PlaceOutline, Places};
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
    home: Home,
}

/// Whose models it reads.
pub struct Sources {
    /// The city's facilities.
    pub places: Places,
    /// What is between the person and the city.
    pub home: Home,
}

/// Everything that a list is made of.
struct Gathered {
    memory: Memory,
    candidates: Vec<Candidate>,
    /// The errands among them, by key.
    errands: Vec<(ItemKey, Suggestion)>,
    from: MeasuredFrom,
    moment: Moment,
    unpersonal: Option<Unpersonal>,
    freshness: Freshness,
    today: NaiveDate,
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
            home: sources.home,
        }
    }

    /// What the city has for the person: at most `limit` things, different from each other, each with its reason. `here` is where
    /// the person is, if the phone may know; else the registered address stands in for it.
    ///
    /// Works without a person and while the data are locked; then it knows the place and the hour only, and says so.
    pub async fn for_you(&self, here: Option<GeoPoint>, limit: usize) -> Result<ForYou, Error> {
        if !self.is_on().await? {
            return Ok(self.off());
        }
        let gathered = self.gather(here).await?;
        let engine = Engine::new(&gathered.memory, gathered.moment, Weights::default());
        let ranked = engine.rank(&gathered.candidates, limit.min(MOST));
        let picks = ranked.picks.iter();
        let chosen: Vec<_> = picks
            .filter_map(|pick| Some((gathered.candidates.get(pick.index)?, pick)))
            .collect();
        let items = self.suggested(&gathered, &engine, &chosen).await?;
        Ok(ForYou {
            is_on: true,
            items,
            left_out: ranked.left_out,
            from: gathered.from,
            unpersonal: gathered.unpersonal,
            freshness: gathered.freshness,
            today: gathered.today,
        })
    }

    /// Every part of the score of one thing, whether it is on the list or not. Fails with `recommend.unknown` where there is no
    /// such thing, and with `recommend.off` while recommendations are off.
    pub async fn why(&self, key: &ItemKey, here: Option<GeoPoint>) -> Result<Why, Error> {
        if !self.is_on().await? {
            return Err(Error::Refused("recommend.off"));
        }
        let gathered = self.gather(here).await?;
        let unknown = || Error::NotFound("recommend.unknown");
        let candidate = gathered.candidates.iter().find(|candidate| candidate.key == *key);
        let candidate = candidate.ok_or_else(unknown)?;
        let suggestion = self.suggestion(&gathered, key).await?.ok_or_else(unknown)?;
        let engine = Engine::new(&gathered.memory, gathered.moment, Weights::default());
        let (score, excluded) = match engine.score(candidate) {
            Ok(score) => (Some(score), None),
            Err(exclusion) => (None, Some(exclusion)),
        };
        let line = |part: Part| {
            let value = score?.part(part);
            Some(WhyLine {
                part,
                value,
                reason: (value != 0.0).then(|| engine.reason(candidate, part)).flatten(),
            })
        };
        Ok(Why {
            suggestion,
            distance_m: engine.metres(candidate),
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
            freshness: Freshness {
                state: FreshnessState::Fresh,
                as_of: None,
            },
            today: madrid_day(self.clock.now()),
        }
    }

    async fn gather(&self, here: Option<GeoPoint>) -> Result<Gathered, Error> {
        let now = self.clock.now();
        let (memory, unpersonal) = match self.sealer()? {
            Ok(sealer) => {
                let read = self
                    .database
                    .read_task(move |connection| store::read(connection, &sealer));
                (read.await?.unwrap_or_default(), None)
            }
            Err(unpersonal) => (Memory::default(), Some(unpersonal)),
        };
        let (from, point) = self.measured_from(here).await;
        let (outlines, freshness) = self.places.outlines().await?;
        let mut candidates: Vec<_> = outlines.iter().map(of_outline).collect();
        let today = madrid_day(now);
        let errands = if unpersonal.is_none() {
            self.errands(today, point, &outlines).await
        } else {
            Vec::new()
        };
        candidates.extend(errands.iter().map(|(candidate, _)| candidate.clone()));
        let errands = errands.into_iter().map(|(candidate, shown)| (candidate.key, shown));
        Ok(Gathered {
            moment: Moment {
                now,
                here: point,
                seed: seed_of(&memory, now),
            },
            memory,
            candidates,
            errands: errands.collect(),
            from,
            unpersonal,
            freshness,
            today,
        })
    }

    /// What waits for the person, as far as the first screen shows it and is about themselves: what they hid there is not brought
    /// back here, and another person's affairs are none of this list's.
    async fn errands(
        &self,
        today: NaiveDate,
        from: Option<GeoPoint>,
        outlines: &[PlaceOutline],
    ) -> Vec<(Candidate, Suggestion)> {
        // A first screen that cannot be read now hides nothing else.
        let Ok(home) = self.home.show(from).await else {
            return Vec::new();
        };
        if home
            .acting_for
            .as_ref()
            .is_some_and(|subject| subject.relation.is_some())
        {
            return Vec::new();
        }
        let items = home.blocks.iter().filter_map(items_of).flatten();
        let mut errands: Vec<_> = items
            .filter_map(|item| Some((of_errand(item, today)?, Suggestion::Errand(item.clone()))))
            .collect();
        if home.blocks.iter().any(has_no_library_card) {
            errands.extend(self.library_card(from, outlines).await);
        }
        errands
    }

    /// The library card that can be issued, at the desk nearest to the person.
    async fn library_card(&self, from: Option<GeoPoint>, outlines: &[PlaceOutline]) -> Option<(Candidate, Suggestion)> {
        let from = from?;
        let libraries = outlines
            .iter()
            .filter(|place| Tag::of_place(place.kind.code()) == Tag::Library);
        let metres = |place: &PlaceOutline| from.distance_m(place.location);
        let nearest = libraries.min_by(|one, other| metres(one).total_cmp(&metres(other)))?;
        let desk = self.places.summaries(vec![nearest.id]).await.ok()?.pop()?;
        Some((of_library_card(&desk), Suggestion::LibraryCard(desk)))
    }

    async fn suggested(
        &self,
        gathered: &Gathered,
        engine: &Engine<'_>,
        chosen: &[(&Candidate, &Pick)],
    ) -> Result<Vec<Suggested>, Error> {
        let ids = chosen.iter().filter_map(|(candidate, _)| place_id(&candidate.key));
        let places = self.places.summaries(ids.collect()).await?;
        let find = |key: &ItemKey| match place_id(key) {
            Some(id) => places
                .iter()
                .find(|place| place.id == id)
                .cloned()
                .map(Suggestion::Place),
            None => gathered.errand(key),
        };
        let suggested = |(candidate, pick): &(&Candidate, &Pick)| {
            Some(Suggested {
                suggestion: find(&candidate.key)?,
                distance_m: engine.metres(candidate),
                reasons: pick.reasons.iter().map(|(_, reason)| *reason).collect(),
                is_saved: gathered.is_saved(&candidate.key),
                key: candidate.key.clone(),
            })
        };
        Ok(chosen.iter().filter_map(suggested).collect())
    }

    async fn suggestion(&self, gathered: &Gathered, key: &ItemKey) -> Result<Option<Suggestion>, Error> {
        match place_id(key) {
            Some(id) => Ok(self.places.summaries(vec![id]).await?.pop().map(Suggestion::Place)),
            None => Ok(gathered.errand(key)),
        }
    }

    /// Something by its key, with what it is about, for whoever learns from it; `None` where the phone does not know it.
    pub(super) async fn candidate(&self, key: &ItemKey) -> Result<Option<Candidate>, Error> {
        let kind = match key {
            ItemKey::Place(id) => {
                let found = self.places.summaries(vec![PlaceId::from_city(*id)]).await?.pop();
                return Ok(found.as_ref().map(of_place));
            }
            ItemKey::Event(_) => return Ok(None),
            ItemKey::Procedure(_) => Tag::Procedure,
            ItemKey::Card(_) => Tag::Card,
            ItemKey::Payment(_) => Tag::Payment,
        };
        Ok(Some(Candidate::new(key.clone(), kind)))
    }
}

impl Gathered {
    fn errand(&self, key: &ItemKey) -> Option<Suggestion> {
        let found = self.errands.iter().find(|(other, _)| other == key);
        found.map(|(_, suggestion)| suggestion.clone())
    }

    fn is_saved(&self, key: &ItemKey) -> bool {
        self.memory
            .items
            .iter()
            .any(|item| item.key == *key && item.saved.is_some())
    }
}

/// What is no key names nothing.
impl From<NotAKey> for Error {
    fn from(_: NotAKey) -> Self {
        Self::NotFound("recommend.unknown")
    }
}

/// The same all day long, so that a list does not change under the eye; another one tomorrow and on another phone.
fn seed_of(memory: &Memory, now: DateTime<Utc>) -> u64 {
    let day = i64::from(madrid_day(now).to_epoch_days());
    memory.seed ^ day.cast_unsigned().wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

fn of_outline(outline: &PlaceOutline) -> Candidate {
    of_place_parts(outline.id, outline.kind, outline.needs, outline.location)
}

fn items_of(block: &Block) -> Option<&[Item]> {
    match &block.content {
        BlockContent::Items { items, .. } => Some(items),
        _ => None,
    }
}

/// The city has said what cards the person holds, and a library card is not among them.
fn has_no_library_card(block: &Block) -> bool {
    let BlockContent::Items { parts, items, .. } = &block.content else {
        return false;
    };
    let answered = parts
        .iter()
        .any(|part| part.section == Section::Cards && part.freshness.as_of.is_some() && part.failed_code.is_none());
    let holds = |item: &Item| matches!(item, Item::Card(card) if card.kind == CardKind::Library);
    answered && !items.iter().any(holds)
}

fn place_id(key: &ItemKey) -> Option<PlaceId> {
    match key {
        ItemKey::Place(id) => Some(PlaceId::from_city(*id)),
        _ => None,
    }
}

#[cfg(test)]
#[path = "service_tests.rs"]
mod tests;
