//! The composition root: the only place that wires adapters to ports.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use crate::error::Error;
use crate::kernel::Freshness;
use crate::net::{CityClient, HttpTransport};
// What the boundary puts an app together with: it knows this module and the models, not the rooms below.
pub use crate::net::{Pin, TransportSetupError, Trust, TrustError};
use crate::places::{Places, PlacesCollection};
use crate::ports::{Clock, Entropy, SystemClock, SystemEntropy, Transport};
use crate::store::Database;
pub use crate::sync::Trigger;
use crate::sync::{Collection, CollectionStatus, Coordinator};

/// A phone's clock may be this far off before the citizen is told: dates on the screen would be wrong.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::hours(1);

/// Puts an [`App`] together. Every port has a default; tests replace what they need.
pub struct AppBuilder {
    folder: PathBuf,
    city: String,
    trust: Trust,
    transport: Option<Arc<dyn Transport>>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl AppBuilder {
    /// An app that keeps its files in `folder` and talks to the city at `city` (`https://…`, or http on loopback).
    #[must_use]
    pub fn new(folder: &Path, city: &str) -> Self {
        Self {
            folder: folder.to_owned(),
            city: city.to_owned(),
            trust: Trust::none(),
            transport: None,
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy::new()),
        }
    }

    /// Whom to believe to be the city.
    #[must_use]
    pub fn trust(mut self, trust: Trust) -> Self {
        self.trust = trust;
        self
    }

    /// Another way to the city than HTTP.
    #[must_use]
    pub fn transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// Another clock than the system's.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Another source of randomness than the system's.
    #[must_use]
    pub fn entropy(mut self, entropy: Arc<dyn Entropy>) -> Self {
        self.entropy = entropy;
        self
    }

    /// Opens the database (making the folder if needed) and wires everything. Blocks; it does not touch the network.
    pub fn open(self) -> Result<App, Error> {
        std::fs::create_dir_all(&self.folder).map_err(|_| Error::Folder)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => Arc::new(HttpTransport::new(&self.city, &self.trust)?),
        };
        let (database, _) = Database::open(&self.folder.join("madrid.db"))?;
        let database = Arc::new(database);
        let client = CityClient::new(transport, Arc::clone(&self.clock), Arc::clone(&self.entropy));
        let coordinator = Coordinator::new(Arc::clone(&database), client, Arc::clone(&self.clock), self.entropy)
            .follow::<PlacesCollection>();
        let places = Places::new(
            Arc::clone(&database),
            Arc::clone(&self.clock),
            coordinator.unnoted_failure(),
        );
        Ok(App {
            database,
            clock: self.clock,
            coordinator: Arc::new(coordinator),
            places,
        })
    }
}

/// The running core.
pub struct App {
    database: Arc<Database>,
    clock: Arc<dyn Clock>,
    coordinator: Arc<Coordinator>,
    places: Places,
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

    /// Brings everything up to date. Joins a run already under way; dropping the future does not stop it.
    pub async fn sync(&self, trigger: Trigger) -> Result<(), Error> {
        Ok(self.coordinator.run(trigger).await?)
    }

    /// Changes whenever something a citizen may be looking at has changed.
    #[must_use]
    pub fn changes(&self) -> tokio::sync::watch::Receiver<u64> {
        self.coordinator.changes()
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

    /// Closes the database, so that the system may freeze the app. Everything else then fails until [`App::resume`].
    /// Blocks while a write ends. Safe to repeat.
    pub fn suspend(&self) {
        self.database.suspend();
    }

    /// Opens the database again. Blocks. Safe to repeat.
    pub fn resume(&self) -> Result<(), Error> {
        self.database.resume()?;
        // What changed while nobody could look is looked at now.
        self.coordinator.announce();
        Ok(())
    }
}
