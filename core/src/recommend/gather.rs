//! What a list is made of, read from the phone's own disk, and what is shown of those chosen. A part that cannot be read hides no
//! other one, and is told.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::candidates::{access, of_errand, of_event, of_place, of_place_parts};
use super::model::{About, Access, Candidate, ItemKey, Memory, Tag, What};
use super::offers::Offer;
use super::rules::{Engine, Moment, Pick};
use super::service::Recommend;
use super::shown::{MeasuredFrom, Suggested, Suggestion, Unpersonal, Unread};
use super::store;
use crate::agenda::EventId;
use crate::error::Error;
use crate::home::{Block, BlockContent, CardKind, Item, Section};
use crate::kernel::{Freshness, FreshnessState, GeoPoint, madrid_day};
use crate::places::{PlaceId, PlaceOutline};

/// What takes place later than in so many days is not thought of yet.
const HORIZON_DAYS: u64 = 30;

/// Everything that a list is made of.
pub(super) struct Gathered {
    pub memory: Memory,
    pub candidates: Vec<Candidate>,
    /// The errands among them, by key.
    errands: Vec<(ItemKey, Suggestion)>,
    pub from: MeasuredFrom,
    pub moment: Moment,
    pub unpersonal: Option<Unpersonal>,
    pub unread: Vec<(Unread, Error)>,
    /// How far the places may be trusted, and the events.
    places: Freshness,
    events: Option<Freshness>,
    pub today: NaiveDate,
}

/// Whose affairs the first screen shows, and which of them wait.
enum Waiting {
    /// The person's own.
    Ones {
        errands: Vec<(Candidate, Suggestion)>,
        /// Whether the city has said that they hold no library card.
        lacks_card: bool,
    },
    /// Somebody's for whom the person acts.
    Anothers,
}

impl Recommend {
    pub(super) async fn gather(&self, here: Option<GeoPoint>) -> Result<Gathered, Error> {
        let (memory, unpersonal) = self.remembered().await?;
        let (from, point) = self.measured_from(here).await;
        let outlines = self.places.outlines().await?;
        // Days and hours are the city's, whatever the phone's clock shows.
        let now = outlines.city_now;
        let mut gathered = Gathered {
            moment: Moment {
                now,
                here: point,
                seed: seed_of(&memory, now),
            },
            memory,
            candidates: outlines.places.iter().map(of_outline).collect(),
            errands: Vec::new(),
            from,
            unpersonal,
            unread: Vec::new(),
            places: outlines.freshness,
            events: None,
            today: madrid_day(now),
        };
        self.add_events(&mut gathered, &outlines.places).await;
        if unpersonal.is_none() {
            self.add_errands(&mut gathered, &outlines.places).await;
        }
        Ok(gathered)
    }

    async fn remembered(&self) -> Result<(Memory, Option<Unpersonal>), Error> {
        match self.sealer()? {
            Ok(sealer) => {
                let read = self
                    .database
                    .read_task(move |connection| store::read(connection, &sealer));
                Ok((read.await?.unwrap_or_default(), None))
            }
            Err(unpersonal) => Ok((Memory::default(), Some(unpersonal))),
        }
    }

    async fn add_events(&self, gathered: &mut Gathered, outlines: &[PlaceOutline]) {
        match self.agenda.outlines(HORIZON_DAYS).await {
            Ok(found) => {
                let doors: BTreeMap<i64, Access> = outlines
                    .iter()
                    .map(|place| (place.id.get(), access(place.needs)))
                    .collect();
                let events = found.events.iter();
                let candidates = events.map(|event| of_event(event, |place| doors.get(&place).copied()));
                gathered.candidates.extend(candidates);
                gathered.events = Some(found.freshness);
            }
            Err(failed) => gathered.unread.push((Unread::Events, failed)),
        }
    }

    /// What waits for the person and what they can ask for. What the person told needs no first screen to be acted on.
    async fn add_errands(&self, gathered: &mut Gathered, outlines: &[PlaceOutline]) {
        let (mut errands, lacks_card, mut failed) = match self.waiting(gathered.moment).await {
            Ok(Waiting::Ones { errands, lacks_card }) => (errands, lacks_card, None),
            Ok(Waiting::Anothers) => return,
            Err(failed) => (Vec::new(), false, Some(failed)),
        };
        match self.offers(gathered, lacks_card, outlines).await {
            Ok(offers) => errands.extend(offers),
            Err(also) => failed = failed.or(Some(also)),
        }
        // Said once, whatever of it failed.
        gathered.unread.extend(failed.map(|failed| (Unread::Errands, failed)));
        for (candidate, shown) in errands {
            gathered.errands.push((candidate.key.clone(), shown));
            gathered.candidates.push(candidate);
        }
    }

    /// What waits for the person, as far as the first screen shows it and is about themselves: what they hid there is not brought
    /// back here, and another person's affairs are none of this list's.
    async fn waiting(&self, moment: Moment) -> Result<Waiting, Error> {
        let home = self.home.show(moment.here).await?;
        let today = madrid_day(moment.now);
        let is_another = |subject: &crate::home::Subject| subject.relation.is_some();
        if home.acting_for.as_ref().is_some_and(is_another) {
            return Ok(Waiting::Anothers);
        }
        let items = home.blocks.iter().filter_map(items_of).flatten();
        let errands = items.filter_map(|item| Some((of_errand(item, today)?, Suggestion::Errand(item.clone()))));
        Ok(Waiting::Ones {
            errands: errands.collect(),
            lacks_card: home.blocks.iter().any(has_no_library_card),
        })
    }

    /// What can be asked for at a desk, by somebody who told what they told.
    async fn offers(
        &self,
        gathered: &Gathered,
        lacks_card: bool,
        outlines: &[PlaceOutline],
    ) -> Result<Vec<(Candidate, Suggestion)>, Error> {
        let (about, moment) = (&gathered.memory.about, gathered.moment);
        let offers = Offer::ALL.into_iter();
        let mut offered = Vec::new();
        // Which desk is the nearest is known once the city has sent them all.
        if gathered.places.as_of.is_none() {
            return Ok(offered);
        }
        for offer in offers.filter(|offer| offer.is_for(about, lacks_card, moment.now)) {
            offered.extend(self.offered(offer, about, moment.here, outlines).await?);
        }
        Ok(offered)
    }

    /// What can be asked for at the desk nearest to the person; nothing where nobody knows what is near.
    async fn offered(
        &self,
        offer: Offer,
        about: &About,
        from: Option<GeoPoint>,
        outlines: &[PlaceOutline],
    ) -> Result<Option<(Candidate, Suggestion)>, Error> {
        let Some(nearest) = from.and_then(|from| offer.nearest(from, about, outlines)) else {
            return Ok(None);
        };
        let desk = self.places.summaries(vec![nearest]).await?.pop();
        Ok(desk.map(|desk| (offer.candidate(&desk), Suggestion::Offer(offer, desk))))
    }

    /// What was chosen, with what a list shows of it.
    pub(super) async fn suggested(
        &self,
        gathered: &Gathered,
        engine: &Engine<'_>,
        chosen: &[(&Candidate, &Pick)],
    ) -> Result<Vec<Suggested>, Error> {
        let keys: Vec<&ItemKey> = chosen.iter().map(|(candidate, _)| &candidate.key).collect();
        let mut known = self.known(&keys).await?;
        let suggested = |(candidate, pick): &(&Candidate, &Pick)| {
            let key = &candidate.key;
            Some(Suggested {
                suggestion: known.remove(key).or_else(|| gathered.errand(key))?,
                distance_m: engine.metres(candidate),
                reasons: pick.reasons.iter().map(|(_, reason)| *reason).collect(),
                is_saved: gathered.is_saved(key),
                key: key.clone(),
            })
        };
        Ok(chosen.iter().filter_map(suggested).collect())
    }

    /// The places and events of these keys, as the phone knows them now. What it does not know is left out.
    pub(super) async fn known(&self, keys: &[&ItemKey]) -> Result<BTreeMap<ItemKey, Suggestion>, Error> {
        let (places, events): (Vec<_>, Vec<_>) = keys.iter().map(|key| (place_id(key), event_id(key))).unzip();
        let places = self.places.summaries(places.into_iter().flatten().collect()).await?;
        let events = self.agenda.standing(events.into_iter().flatten().collect()).await?;
        let places = places
            .into_iter()
            .map(|place| (ItemKey::Place(place.id.get()), Suggestion::Place(place)));
        let events = events.into_iter().map(|event| {
            (
                ItemKey::Event(event.summary().id.get()),
                Suggestion::Event(Box::new(event)),
            )
        });
        Ok(places.chain(events).collect())
    }

    /// What a list shows of one thing.
    pub(super) async fn suggestion(&self, gathered: &Gathered, key: &ItemKey) -> Result<Option<Suggestion>, Error> {
        let known = self.known(&[key]).await?.remove(key);
        Ok(known.or_else(|| gathered.errand(key)))
    }

    /// One thing as a list would see it, also where it is over or too far off for one.
    pub(super) async fn candidate_among(&self, gathered: &Gathered, key: &ItemKey) -> Result<Option<Candidate>, Error> {
        let listed = gathered.candidates.iter().find(|candidate| candidate.key == *key);
        match (listed, key) {
            (Some(candidate), _) => Ok(Some(candidate.clone())),
            (None, ItemKey::Event(_)) => self.candidate(key).await,
            (None, _) => Ok(None),
        }
    }

    /// Something by its key, with what it is about, for whoever learns from it; `None` where the phone does not know it.
    pub(super) async fn candidate(&self, key: &ItemKey) -> Result<Option<Candidate>, Error> {
        let kind = match key {
            ItemKey::Place(id) => {
                let found = self.places.summaries(vec![PlaceId::from_city(*id)]).await?.pop();
                return Ok(found.as_ref().map(of_place));
            }
            ItemKey::Event(id) => return self.event(EventId::from_city(*id)).await,
            ItemKey::Procedure(_) => Tag::Procedure,
            ItemKey::Card(_) => Tag::Card,
            ItemKey::Payment(_) => Tag::Payment,
        };
        Ok(Some(Candidate::new(key.clone(), kind)))
    }

    async fn event(&self, id: EventId) -> Result<Option<Candidate>, Error> {
        let Some(event) = self.agenda.outline(id).await? else {
            return Ok(None);
        };
        let venue = event.place.map(PlaceId::from_city).into_iter().collect();
        let door = self
            .places
            .summaries(venue)
            .await?
            .pop()
            .map(|place| access(place.needs));
        Ok(Some(of_event(&event, |_| door)))
    }
}

impl Gathered {
    /// How far a list may be trusted: as far as what is on it that is least sure.
    pub fn freshness_of(&self, items: &[Suggested]) -> Freshness {
        let has_events = items.iter().any(|item| item.key.what() == What::Event);
        match self.events.filter(|_| has_events) {
            Some(events) if self.places.state == FreshnessState::Failed => events,
            Some(events) if events.state != FreshnessState::Fresh => Freshness {
                as_of: self.places.as_of.min(events.as_of),
                ..self.places.doubted()
            },
            Some(_) | None => self.places,
        }
    }

    /// Why nothing is known of a thing: its part could not be read, or there is no such thing.
    pub fn why_unknown(&mut self, key: &ItemKey) -> Error {
        let part = match key.what() {
            What::Event => Some(Unread::Events),
            What::Procedure | What::Card | What::Payment => Some(Unread::Errands),
            What::Place => None,
        };
        let at = self.unread.iter().position(|(unread, _)| Some(*unread) == part);
        at.map_or(Error::NotFound("recommend.unknown"), |at| self.unread.swap_remove(at).1)
    }

    fn errand(&self, key: &ItemKey) -> Option<Suggestion> {
        let found = self.errands.iter().find(|(other, _)| other == key);
        found.map(|(_, suggestion)| suggestion.clone())
    }

    fn is_saved(&self, key: &ItemKey) -> bool {
        let mut items = self.memory.items.iter();
        items.any(|item| item.key == *key && item.saved.is_some())
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

const fn place_id(key: &ItemKey) -> Option<PlaceId> {
    match key {
        ItemKey::Place(id) => Some(PlaceId::from_city(*id)),
        _ => None,
    }
}

const fn event_id(key: &ItemKey) -> Option<EventId> {
    match key {
        ItemKey::Event(id) => Some(EventId::from_city(*id)),
        _ => None,
    }
}
