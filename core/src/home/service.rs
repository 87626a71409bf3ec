//! Puts the first screen together from the phone's own disk.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Connection;

use super::model::{BlockId, BookedTime, BookedTimeState, BookingDebt, Item, Part, Section};
use super::rules::{block_of, by_urgency, max_age, next_step, raise, total, worst};
use super::shown::{Block, BlockContent, HomeShown, PartState, Subject};
use super::store;
use super::sync::NAME;
use crate::bookings::{Booking, BookingState, Bookings};
use crate::error::Error;
use crate::kernel::{Freshness, FreshnessState, GeoPoint, madrid_day};
use crate::places::{Found, NearQuery, NeedSet, Places};
use crate::ports::Clock;
use crate::profile::{Person, ProfileService};
use crate::store::{Database, Sealer, StoreError, Vault};
use crate::sync::{Changes, CollectionStatus, UnnotedFailure};

/// Why a part that holds items this app cannot read does not look whole.
const TORN: &str = "home.section_torn";
/// Places on the first screen: a glance, not a list.
const PLACES: u32 = 5;

/// The service. Cheap to clone; all clones act for the same person.
#[derive(Clone)]
pub struct Home {
    database: Arc<Database>,
    vault: Arc<Vault>,
    clock: Arc<dyn Clock>,
    places: Places,
    unnoted: UnnotedFailure,
    changes: Changes,
    /// The city's key of whom the screen is about; `None` is the person. Never kept: each start begins with oneself.
    acting_for: Arc<Mutex<Option<String>>>,
}

/// What is read in one go.
struct Read {
    person: Option<Person>,
    shown: Option<String>,
    parts: Vec<Part>,
    layout: Vec<(BlockId, bool)>,
    today: NaiveDate,
    failed: Option<String>,
}

impl Home {
    /// The service over an open database.
    #[must_use]
    pub fn new(
        database: Arc<Database>,
        vault: Arc<Vault>,
        clock: Arc<dyn Clock>,
        places: Places,
        unnoted: UnnotedFailure,
        changes: Changes,
    ) -> Self {
        Self {
            database,
            vault,
            clock,
            places,
            unnoted,
            changes,
            acting_for: Arc::default(),
        }
    }

    /// The first screen. `here` is where the person is, if the phone may know; else the address stands in for it, for the
    /// person themselves. Reads the phone's disk only. Fails with `store.locked` while the data are locked.
    pub async fn show(&self, here: Option<GeoPoint>) -> Result<HomeShown, Error> {
        let (sealer, now, wanted) = (self.vault.sealer()?, self.clock.now(), self.acting_for());
        let doubted = self.unnoted.code().map(str::to_owned);
        let read = self
            .database
            .read_task(move |connection| read(connection, &sealer, now, wanted, doubted));
        let read = read.await?;
        let home = read.person.as_ref().and_then(|person| person.address.location);
        // What is near is no reason to hide what the person owes.
        let near = self.near(here.or(home)).await.map_err(|error| error.code());
        Ok(put_together(read, near))
    }

    /// Shows the screen of somebody the person acts for, by the city's key; the person's own key leads back. Fails with
    /// `home.not_represented` for anybody else. Safe to repeat.
    pub async fn act_for(&self, id: &str) -> Result<(), Error> {
        let sealer = self.vault.sealer()?;
        let read = self
            .database
            .read_task(move |connection| ProfileService::known(connection, &sealer));
        let person = read.await?.ok_or(Error::NotFound("profile.unknown"))?;
        let chosen = match person {
            person if person.id == id => None,
            person if person.represents.iter().any(|other| other.id == id) => Some(id.to_owned()),
            _ => return Err(Error::NotFound("home.not_represented")),
        };
        *self.acting_for.lock().unwrap_or_else(PoisonError::into_inner) = chosen;
        self.changes.announce();
        Ok(())
    }

    /// Shows the person's own screen again.
    pub fn act_for_oneself(&self) {
        *self.acting_for.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Puts these blocks first, in this order; the others follow as they were. Safe to repeat.
    pub async fn order(&self, first: &[BlockId]) -> Result<(), Error> {
        let first = first.to_vec();
        self.change_layout(move |layout| {
            let place = |block: &BlockId| first.iter().position(|other| other == block).unwrap_or(usize::MAX);
            layout.sort_by_key(|(block, _)| place(block));
        })
        .await
    }

    /// Moves a block one place up among those that are shown. Nothing happens to the first one or to a hidden one.
    pub async fn raise(&self, block: BlockId) -> Result<(), Error> {
        self.change_layout(move |layout| raise(layout, block)).await
    }

    /// Moves a block one place down among those that are shown. Nothing happens to the last one or to a hidden one.
    pub async fn lower(&self, block: BlockId) -> Result<(), Error> {
        self.change_layout(move |layout| {
            layout.reverse();
            raise(layout, block);
            layout.reverse();
        })
        .await
    }

    /// Hides a block, or shows it again. Safe to repeat.
    pub async fn hide(&self, block: BlockId, hidden: bool) -> Result<(), Error> {
        self.change_layout(move |layout| {
            for row in layout.iter_mut().filter(|(other, _)| *other == block) {
                row.1 = hidden;
            }
        })
        .await
    }

    async fn change_layout(
        &self,
        change: impl FnOnce(&mut Vec<(BlockId, bool)>) + Send + 'static,
    ) -> Result<(), Error> {
        let written = self.database.write_task(move |tx| {
            let mut layout = whole_layout(tx)?;
            change(&mut layout);
            store::write_layout(tx, &layout)
        });
        written.await?;
        self.changes.announce();
        Ok(())
    }

    async fn near(&self, from: Option<GeoPoint>) -> Result<Option<Found>, Error> {
        let Some(from) = from else {
            return Ok(None);
        };
        let query = NearQuery::new(from.lat(), from.lon(), None, NeedSet::default(), PLACES)?;
        Ok(Some(self.places.near(query).await?))
    }

    fn acting_for(&self) -> Option<String> {
        self.acting_for.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn read(
    connection: &Connection,
    sealer: &Sealer,
    now: DateTime<Utc>,
    wanted: Option<String>,
    doubted: Option<String>,
) -> Result<Read, StoreError> {
    let status = CollectionStatus::read(connection, NAME)?;
    let person = ProfileService::known(connection, sealer)?;
    // The right to act for somebody may have ended: then the screen is the person's own again.
    let wanted = wanted.filter(|id| person.iter().flat_map(|p| &p.represents).any(|other| other.id == *id));
    let shown = wanted.or_else(|| person.as_ref().map(|person| person.id.clone()));
    let subjects = store::subjects(connection, sealer)?;
    let subject = subjects
        .iter()
        .find(|(_, id)| Some(id) == shown.as_ref())
        .map(|(number, _)| *number);
    let city_now = now + status.clock_offset;
    let failed = status.failed_code.or(doubted);
    let mut parts = parts(connection, sealer, subject, city_now, failed.is_some())?;
    // Nobody books for somebody else here yet.
    if shown.as_deref() == person.as_ref().map(|person| person.id.as_str()) {
        parts.push(bookings(connection, sealer, now, failed.is_some())?);
    }
    Ok(Read {
        parts,
        failed,
        layout: whole_layout(connection)?,
        today: madrid_day(city_now),
        person,
        shown,
    })
}

/// What the person has booked and what is on its way: the feature's own, put beside the rest.
fn bookings(connection: &Connection, sealer: &Sealer, now: DateTime<Utc>, doubted: bool) -> Result<Part, StoreError> {
    let shown = Bookings::known(connection, sealer, now)?;
    Ok(Part {
        section: Section::Bookings,
        items: shown
            .current()
            .filter_map(|booking| booked_time(booking, shown.now))
            .map(Item::Booking)
            .collect(),
        freshness: if doubted {
            shown.freshness.doubted()
        } else {
            shown.freshness
        },
        // Where nobody could be asked at all, that is said once, for the screen.
        failed_code: shown.failed_code.filter(|_| !doubted),
    })
}

fn booked_time(booking: &Booking, now: DateTime<Utc>) -> Option<BookedTime> {
    let state = match booking.state {
        BookingState::Waiting => BookedTimeState::Waiting,
        BookingState::Booked { .. } => BookedTimeState::Booked,
        BookingState::CallingOff => BookedTimeState::CallingOff,
        BookingState::Refused { .. } => BookedTimeState::Refused,
        BookingState::ToPay { .. } => BookedTimeState::ToPay,
        BookingState::CalledOff | BookingState::Lapsed => return None,
    };
    let to_pay = booking.to_pay(now).map(|(debt, until)| BookingDebt {
        debt,
        amount: booking.price,
        until,
    });
    Some(BookedTime {
        id: format!("booking-{}", booking.id),
        what: booking.what.clone(),
        place: booking.place_name.clone(),
        at: booking.starts(),
        code: booking.confirmed.as_ref().map(|confirmed| confirmed.code.clone()),
        state,
        to_pay,
    })
}

/// Every part of the city's summaries, whether it ever answered or not.
fn parts(
    connection: &Connection,
    sealer: &Sealer,
    subject: Option<i64>,
    city_now: DateTime<Utc>,
    doubted: bool,
) -> Result<Vec<Part>, StoreError> {
    let (rows, mut items) = match subject {
        Some(subject) => (
            store::sections(connection, subject)?,
            store::items(connection, sealer, subject)?,
        ),
        None => Default::default(),
    };
    Ok(Section::summarised()
        .map(|section| {
            let row = rows.iter().find(|row| row.section == section);
            let kept = items.remove(section.name()).unwrap_or_default();
            let torn = kept.is_torn.then(|| TORN.to_owned());
            let failed_code = row.and_then(|row| row.failed_code.clone()).or(torn);
            let as_of = row.and_then(|row| row.as_of);
            Part {
                section,
                freshness: Freshness::judge(as_of, doubted || failed_code.is_some(), city_now, max_age(section)),
                failed_code,
                items: kept.items,
            }
        })
        .collect())
}

/// The person's order, with every block the person never placed at its end.
fn whole_layout(connection: &Connection) -> Result<Vec<(BlockId, bool)>, StoreError> {
    let mut layout = store::layout(connection)?;
    let missing = BlockId::ALL
        .into_iter()
        .filter(|block| !layout.iter().any(|(other, _)| other == block));
    let missing: Vec<_> = missing.map(|block| (block, false)).collect();
    layout.extend(missing);
    Ok(layout)
}

fn put_together(mut read: Read, near: Result<Option<Found>, &'static str>) -> HomeShown {
    let subjects = read.person.map(subjects_of).unwrap_or_default();
    let (hidden, shown): (Vec<_>, Vec<_>) = read.layout.into_iter().partition(|(_, hidden)| *hidden);
    let mut near = Some(near_block(near));
    let blocks = shown.into_iter().filter_map(|(id, _)| match id {
        BlockId::Near => near.take(),
        id => {
            let own = read.parts.extract_if(.., |part| block_of(part.section) == id).collect();
            Some(block(id, own, read.today))
        }
    });
    HomeShown {
        blocks: blocks.collect(),
        hidden: hidden.into_iter().map(|(id, _)| id).collect(),
        acting_for: subjects
            .iter()
            .find(|subject| Some(&subject.id) == read.shown.as_ref())
            .cloned(),
        subjects,
        today: read.today,
        failed_code: read.failed,
    }
}

fn block(id: BlockId, parts: Vec<Part>, today: NaiveDate) -> Block {
    let freshness = worst(parts.iter().map(|part| part.freshness));
    let (states, items): (Vec<_>, Vec<_>) = parts.into_iter().map(apart).unzip();
    let mut items: Vec<Item> = items.into_iter().flatten().collect();
    by_urgency(&mut items, today);
    Block {
        id,
        freshness,
        content: BlockContent::Items {
            total: total(id, &items, today),
            next: next_step(&items, today),
            items,
            parts: states,
        },
    }
}

/// How a part stands, and what it says.
fn apart(part: Part) -> (PartState, Vec<Item>) {
    let state = PartState {
        section: part.section,
        freshness: part.freshness,
        failed_code: part.failed_code,
    };
    (state, part.items)
}

fn near_block(near: Result<Option<Found>, &'static str>) -> Block {
    let unknown = Freshness {
        state: FreshnessState::Failed,
        as_of: None,
    };
    let (freshness, content) = match near {
        Ok(Some(found)) => (found.freshness, BlockContent::Places(found.items)),
        Ok(None) => (unknown, BlockContent::Nowhere),
        Err(code) => (unknown, BlockContent::Unreadable(code)),
    };
    Block {
        id: BlockId::Near,
        freshness,
        content,
    }
}

fn subjects_of(person: Person) -> Vec<Subject> {
    let oneself = Subject {
        id: person.id,
        given_name: person.given_name,
        family_name: person.family_name,
        relation: None,
    };
    let others = person.represents.into_iter().map(|other| Subject {
        id: other.id,
        given_name: other.given_name,
        family_name: other.family_name,
        relation: Some(other.relation),
    });
    std::iter::once(oneself).chain(others).collect()
}
