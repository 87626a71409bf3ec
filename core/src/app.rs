//! The composition root: the only place that wires adapters to ports.

mod asking_back;
mod builder;
mod cards;
mod removal;

use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};

use crate::agenda::{Agenda, EventsCollection};
use crate::areas::{Areas, AreasCollection};
use crate::bookings::{self, BookablesCollection, BookingHandler, Bookings, BookingsEngine, CallingOffHandler};
use crate::error::Error;
use crate::fines::{self, AllegationsHandler, DriverHandler, Fines, FinesEngine};
use crate::home::{self, Home, HomeEngine};
use crate::kernel::Freshness;
use crate::net::{AuthorizedClient, CityClient};
// What the boundary puts an app together with: it knows this module and the models, not the rooms below.
pub use crate::net::{Pin, TransportSetupError, Trust, TrustError};
use crate::payments::{self, Anybody, Payments, PaymentsEngine};
use crate::places::{Places, PlacesCollection};
use crate::ports::{Clock, Entropy, Guard, Transport};
use crate::profile::{self, ContactHandler, PreferencesHandler, ProfileEngine, ProfileService};
use crate::recommend::{self, BookingLessons, Recommend, Sources};
use crate::refunds::{self, RefundHandler, Refunds, RefundsEngine};
use crate::session::{self, Absence, Session};
use crate::store::{Database, SealedColumn, Vault};
pub use crate::sync::Trigger;
use crate::sync::{self, Changes, Collection, CollectionStatus, Coordinator, Following, Handler, Outbox};
use crate::tax::{self, CalendarEngine, Tax, TaxEngine, TaxHandler};
use crate::wallet::{self, Wallet};
pub use builder::AppBuilder;
pub use removal::Removal;

/// A phone's clock may be this far off before the citizen is told: dates on the screen would be wrong.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::hours(1);

/// Every column that speaks of a person. One that is missing here would keep an old data key alive for ever.
const SEALED: [SealedColumn; 29] = [
    session::SEALED,
    profile::SEALED,
    home::SEALED_ITEMS,
    home::SEALED_SUBJECTS,
    recommend::SEALED,
    bookings::SEALED,
    payments::SEALED_ATTEMPTS,
    payments::SEALED_RECEIPTS,
    fines::SEALED_DOCUMENT,
    fines::SEALED_DRAFTS,
    fines::SEALED_PAPERS,
    fines::SEALED_PHOTOS,
    tax::SEALED_FOLDER,
    tax::SEALED_WISHES,
    tax::SEALED_REMINDERS,
    tax::SEALED_CERTIFICATE,
    payments::SEALED_PDFS,
    refunds::SEALED,
    wallet::SEALED_CARDS,
    wallet::SEALED_CLAIMS,
    wallet::SEALED_RENEWALS,
    wallet::SEALED_COPIES,
    wallet::SEALED_CREDENTIALS,
    wallet::SEALED_ISSUANCES,
    wallet::SEALED_STATUS,
    wallet::SEALED_INSTANCES,
    wallet::SEALED_SHOWINGS,
    wallet::SEALED_LOG,
    sync::SEALED,
];

fn wire(
    database: Arc<Database>,
    (vault, papers): (Arc<Vault>, Arc<Vault>),
    transport: Arc<dyn Transport>,
    (clock, entropy): (Arc<dyn Clock>, Arc<dyn Entropy>),
    (changes, wallet): (Changes, Wallet),
    origin: &str,
) -> App {
    let (db, keys) = (|| Arc::clone(&database), || Arc::clone(&vault));
    let chance = Arc::clone(&entropy);
    let city = CityClient::new(transport, Arc::clone(&clock), Arc::clone(&entropy));
    let session = session_with(db(), keys(), &city, &clock, &changes, origin);
    let authorized = AuthorizedClient::new(city.clone(), Arc::new(session.clone()));
    let follow = Following::new(db(), keys(), authorized, changes.clone());
    let outbox = outbox_over(follow.clone());
    let anybody = Anybody {
        vault: Arc::clone(&papers),
        city: city.clone(),
        clock: Arc::clone(&clock),
    };
    let coordinator = Coordinator::new(db(), city.clone(), changes.clone(), Arc::clone(&clock), entropy);
    let coordinator = driving(coordinator, outbox.clone(), &follow, (&anybody, &wallet));
    let (unnoted, now) = (coordinator.unnoted_failure(), || Arc::clone(&clock));
    let places = Places::new(db(), now(), unnoted.clone());
    let agenda = Agenda::new(db(), now(), unnoted.clone());
    let home = Home::new(db(), keys(), now(), places.clone(), unnoted.clone(), changes.clone());
    let sources = sources(&places, &agenda, &home);
    App {
        agenda,
        payments: Payments::new(follow.clone(), anybody),
        refunds: Refunds::new(follow.clone(), now()),
        fines: Fines::new(follow.clone(), city.clone(), now(), unnoted.clone()),
        tax: Tax::new(follow.clone(), now(), unnoted.clone()),
        areas: Areas::new(db(), now(), unnoted.clone()),
        bookings: Bookings::new(follow, city, now(), unnoted).told_to(Arc::new(BookingLessons(Arc::clone(&chance)))),
        recommend: Recommend::new(db(), keys(), now(), chance, changes.clone(), sources),
        home,
        wallet,
        profile: ProfileService::new(db(), keys(), now(), outbox, changes.clone()),
        coordinator: Arc::new(coordinator),
        database,
        vault,
        papers,
        clock,
        session,
        places,
        changes,
        absence: Absence::default(),
    }
}

/// Everything that a run brings up to date. What the person wrote goes before what the city says is fetched, so that it comes back with
/// the person's change in it.
fn driving(
    coordinator: Coordinator,
    outbox: Outbox,
    follow: &Following,
    (anybody, wallet): (&Anybody, &Wallet),
) -> Coordinator {
    let (database, changes) = (Arc::clone(&follow.database), follow.changes.clone());
    coordinator
        .drive(outbox)
        .drive(PaymentsEngine {
            own: follow.clone(),
            papers: anybody.clone(),
        })
        .drive(ProfileEngine(follow.clone()))
        .drive(HomeEngine(follow.clone()))
        .drive(BookingsEngine(follow.clone()))
        .drive(RefundsEngine(follow.clone()))
        .drive(FinesEngine(follow.clone()))
        .drive(TaxEngine(follow.clone()))
        .follow::<PlacesCollection>()
        .follow::<EventsCollection>()
        .follow::<AreasCollection>()
        .follow::<BookablesCollection>()
        .drive(wallet.clone())
        // Last: nobody waits for it on a first screen.
        .drive(CalendarEngine::new(database, anybody.city.clone(), changes))
}

fn sources(places: &Places, agenda: &Agenda, home: &Home) -> Sources {
    Sources {
        places: places.clone(),
        agenda: agenda.clone(),
        home: home.clone(),
    }
}

fn session_with(
    database: Arc<Database>,
    vault: Arc<Vault>,
    city: &CityClient,
    clock: &Arc<dyn Clock>,
    changes: &Changes,
    origin: &str,
) -> Session {
    let (city, clock, changes) = (city.clone(), Arc::clone(clock), changes.clone());
    Session::new(database, vault, city, clock, changes, origin, &SEALED)
}

fn outbox_over(follow: Following) -> Outbox {
    let handlers: Vec<Box<dyn Handler>> = vec![
        Box::new(ContactHandler),
        Box::new(PreferencesHandler),
        Box::new(BookingHandler),
        Box::new(CallingOffHandler),
        Box::new(AllegationsHandler),
        Box::new(DriverHandler),
        Box::new(TaxHandler),
        Box::new(RefundHandler),
    ];
    Outbox::new(follow, handlers)
}

/// The running core.
pub struct App {
    database: Arc<Database>,
    vault: Arc<Vault>,
    /// What seals payments with a paper in the hand.
    papers: Arc<Vault>,
    clock: Arc<dyn Clock>,
    coordinator: Arc<Coordinator>,
    session: Session,
    profile: ProfileService,
    home: Home,
    bookings: Bookings,
    payments: Payments,
    fines: Fines,
    tax: Tax,
    refunds: Refunds,
    places: Places,
    agenda: Agenda,
    areas: Areas,
    recommend: Recommend,
    wallet: Wallet,
    changes: Changes,
    absence: Absence,
}

/// Something the citizen should know about the app itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The phone's clock is wrong by more than an hour.
    WrongClock,
    /// The data file was damaged and set aside since the app started.
    Rebuilt,
}

/// How the app is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Places on the phone.
    pub places: u64,
    /// How far they may be trusted.
    pub freshness: Freshness,
    /// The code of the last attempt, if it failed.
    pub failed_code: Option<String>,
    /// Whether a synchronisation is under way.
    pub running: bool,
    /// What the citizen should know.
    pub notices: Vec<Notice>,
}

impl App {
    /// The city's facilities.
    #[must_use]
    pub const fn places(&self) -> &Places {
        &self.places
    }

    /// What is on in the city.
    #[must_use]
    pub const fn agenda(&self) -> &Agenda {
        &self.agenda
    }

    /// Districts and barrios.
    #[must_use]
    pub const fn areas(&self) -> &Areas {
        &self.areas
    }

    /// Who the person is to the city.
    #[must_use]
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// What the city knows of the person.
    #[must_use]
    pub const fn profile(&self) -> &ProfileService {
        &self.profile
    }

    /// Posición global.
    #[must_use]
    pub const fn home(&self) -> &Home {
        &self.home
    }

    /// What the city has for the person, here and now.
    #[must_use]
    pub const fn recommend(&self) -> &Recommend {
        &self.recommend
    }

    /// What can be booked, and what the person has.
    #[must_use]
    pub const fn bookings(&self) -> &Bookings {
        &self.bookings
    }

    /// Paying, and what was paid.
    #[must_use]
    pub const fn payments(&self) -> &Payments {
        &self.payments
    }

    /// Traffic fines, and what the person answers.
    #[must_use]
    pub const fn fines(&self) -> &Fines {
        &self.fines
    }

    /// The tax folder.
    #[must_use]
    pub const fn tax(&self) -> &Tax {
        &self.tax
    }

    /// What the person wants back.
    #[must_use]
    pub const fn refunds(&self) -> &Refunds {
        &self.refunds
    }

    /// The person's cards.
    #[must_use]
    pub const fn wallet(&self) -> &Wallet {
        &self.wallet
    }

    /// Something may have happened in the city: a push came, or the browser is back. Nothing of what it said is believed; the city is
    /// asked, without waiting for it. Must be called inside a tokio runtime. Safe to repeat.
    pub fn hint(&self) {
        self.coordinator.kick();
    }

    /// Sends what the person wrote, without waiting for it. What cannot be sent now goes with a later run. Must be called
    /// inside a tokio runtime.
    pub fn push(&self) {
        self.coordinator.kick();
    }

    /// Locks the person's data: the keys leave the memory. Safe to repeat.
    pub fn lock(&self) {
        self.home.act_for_oneself();
        self.session.lock();
    }

    /// Ends the session and locks the data, which stay for the same person. Safe to repeat.
    pub async fn sign_out(&self) -> Result<(), Error> {
        self.home.act_for_oneself();
        self.session.sign_out().await
    }

    /// Brings everything up to date. Joins a run already under way; dropping the future does not stop it.
    pub async fn sync(&self, trigger: Trigger) -> Result<(), Error> {
        Ok(self.coordinator.run(trigger).await?)
    }

    /// Changes whenever something a citizen may be looking at has changed.
    #[must_use]
    pub fn changes(&self) -> tokio::sync::watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// How the app is doing. Reads the phone's disk only.
    pub async fn status(&self) -> Result<Status, Error> {
        let (places, freshness) = self.places.count().await?;
        let read = self
            .database
            .read_task(|connection| CollectionStatus::read(connection, PlacesCollection::NAME));
        let collection = read.await?;
        let failed_code = collection
            .failed_code
            .or_else(|| self.coordinator.unnoted_failure().code().map(str::to_owned));
        let mut notices = Vec::new();
        if collection.clock_offset.abs() > CLOCK_TOLERANCE {
            notices.push(Notice::WrongClock);
        }
        if self.database.files_set_aside() > 0 {
            notices.push(Notice::Rebuilt);
        }
        let running = self.coordinator.is_running();
        Ok(Status {
            places,
            freshness,
            failed_code,
            running,
            notices,
        })
    }

    /// The phone's time, for views that say "today".
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The person turned to another app, if only to the browser. With the app lock on, it counts as an absence.
    pub fn step_away(&self) {
        self.absence.begin(Instant::now(), self.clock.now());
    }

    /// The person turned to another app, and the database is closed, so that the system may freeze ours. Everything else then
    /// fails until [`App::resume`]. Blocks while a write ends. Safe to repeat.
    pub fn suspend(&self) {
        self.step_away();
        self.database.suspend();
        // A frozen app with little memory is the last to be ended.
        self.places.forget();
        self.agenda.forget();
    }

    /// The person is back: opens the database again, and locks the data if the app lock is on and the absence was long. Blocks.
    /// Safe to repeat.
    pub fn resume(&self) -> Result<(), Error> {
        self.database.resume()?;
        // Asked first: an absence that was forgotten because the disk failed would leave the data open.
        let has_lock = self.vault.guard()? == Some(Guard::Person);
        if self.absence.end(Instant::now(), self.clock.now()) && has_lock {
            self.lock();
        }
        // What changed while nobody could look is looked at now.
        self.changes.announce();
        Ok(())
    }
}
