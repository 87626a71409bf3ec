//! Starts and stops a city.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::Utc;
use tempfile::TempDir;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::api;
use crate::cards::{Pki, PkiError};
use crate::catalogue::{Loaded, Quality};
use crate::clock::{CityClock, rfc3339};
use crate::gate::Gate;
use crate::gateway::{Gateway, GatewayError, HttpNotifier, Notifier};
use crate::listener::{bind, serve};
use crate::options::{CityOptions, TlsOptions};
use crate::refunds;
use crate::sectors::{settle, sport};
use crate::sources::{SourceError, gather};
use crate::state::CityState;
use crate::store::{Collection, Store, StoreError, forget_old_tombstones, load};
use crate::tls::{Identity, TlsError};
use crate::treasury::{self, Till};

/// The city cannot start. Nothing is left running.
#[derive(Debug, thiserror::Error)]
pub enum CityError {
    /// The port is taken, or the machine will not give one.
    #[error("port {port} cannot be used: {error}")]
    Port {
        /// The port asked for.
        port: u16,
        /// Why not.
        error: io::Error,
    },
    /// The catalogue cannot be loaded. Nothing of it was.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The data file cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The city's certificates cannot be made.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// `root.pem` cannot be written.
    #[error("root.pem cannot be written: {0}")]
    RootFile(io::Error),
    /// The keys and certificates of the cards cannot be used.
    #[error(transparent)]
    Cards(#[from] PkiError),
    /// The payment gateway cannot be used.
    #[error("the payment gateway cannot be used: {0}")]
    Gateway(#[from] GatewayError),
    /// It cannot be written down what became of the payments that were under way.
    #[error("the payments that were under way cannot be looked after")]
    Payments,
    /// Loading was broken off.
    #[error("loading was broken off")]
    BrokenOff,
}

/// The mock city.
#[derive(Debug, Clone, Copy)]
pub struct City;

impl City {
    /// Loads the places, binds to 127.0.0.1 and serves in the background of the current tokio runtime.
    pub async fn start(options: CityOptions) -> Result<RunningCity, CityError> {
        let tls = options.tls.clone();
        let http = bind_to(options.port).await?;
        let http_url = format!("http://127.0.0.1:{}", http.port);
        // Through the city's door, like any other: what goes wrong there goes wrong for the gateway as well.
        let notices = Arc::new(HttpNotifier);
        let (city, gateway) = open(options, http_url.clone(), notices, Records::Published).await?;
        let till = gateway.as_ref();
        let identity = Identity::new(tls.as_ref().map(|tls| tls.validity).unwrap_or_default())?;
        let (stop, stopped) = watch::channel(false);
        let mut running = RunningCity {
            http_url,
            https: None,
            identity,
            stop,
            listeners: Vec::new(),
            _errands: Vec::new(),
        };
        let secure = match tls {
            Some(tls) => Some((bind_to(tls.port).await?, tls)),
            None => None,
        };
        if let Some((listener, tls)) = secure {
            running.https = Some(Https::new(listener.port, &tls, &running.identity)?);
            let acceptor = TlsAcceptor::from(Arc::clone(&running.identity.config));
            let gate = Gate::new(city.clone(), api::public_router(city.clone(), till));
            running.listeners.push(tokio::spawn(serve(
                listener.socket,
                Some(acceptor),
                gate,
                stopped.clone(),
            )));
        }
        let gate = Gate::new(city.clone(), api::loopback_router(city.clone(), till));
        running
            .listeners
            .push(tokio::spawn(serve(http.socket, None, gate, stopped)));
        let giving_back = Errand(tokio::spawn(treasury::keep_giving_back(city)));
        let notices = gateway.map(|gateway| Errand(tokio::spawn(gateway.keep_delivering())));
        running._errands = notices.into_iter().chain([giving_back]).collect();
        Ok(running)
    }
}

/// A city that answers, until [`RunningCity::stop`] is called or this is dropped.
#[derive(Debug)]
pub struct RunningCity {
    http_url: String,
    https: Option<Https>,
    identity: Identity,
    stop: watch::Sender<bool>,
    listeners: Vec<JoinHandle<()>>,
    _errands: Vec<Errand>,
}

/// What is done from time to time, asked or not, until the city is gone.
#[derive(Debug)]
struct Errand(JoinHandle<()>);

impl Drop for Errand {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[derive(Debug)]
struct Https {
    url: String,
    root_file: PathBuf,
    /// Removed with the city, unless a folder was asked for.
    _dir: Option<TempDir>,
}

impl RunningCity {
    /// `http://127.0.0.1:PORT`
    #[must_use]
    pub fn http_url(&self) -> &str {
        &self.http_url
    }

    /// `https://localhost:PORT`, if https was asked for.
    #[must_use]
    pub fn https_url(&self) -> Option<&str> {
        self.https.as_ref().map(|https| https.url.as_str())
    }

    /// The root to trust, in PEM.
    #[must_use]
    pub fn root_pem(&self) -> &str {
        &self.identity.root_pem
    }

    /// Where `root.pem` was written, if https was asked for.
    #[must_use]
    pub fn root_file(&self) -> Option<&Path> {
        self.https.as_ref().map(|https| https.root_file.as_path())
    }

    /// Base64 of the SHA-256 of the city's public key.
    #[must_use]
    pub fn pin(&self) -> &str {
        &self.identity.pin
    }

    /// The pin of the key the city would change to.
    #[must_use]
    pub fn backup_pin(&self) -> &str {
        &self.identity.backup_pin
    }

    /// Stops: no new connections, a second for answers under way, then all are cut. Ports are free afterwards.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        for listener in std::mem::take(&mut self.listeners) {
            // A listener that panicked has stopped as well.
            let _ = listener.await;
        }
    }
}

impl Https {
    fn new(port: u16, tls: &TlsOptions, identity: &Identity) -> Result<Self, CityError> {
        let (dir, own) = match &tls.dir {
            Some(dir) => (dir.clone(), None),
            None => {
                let own = tempfile::Builder::new()
                    .prefix("madrid-city-")
                    .tempdir()
                    .map_err(CityError::RootFile)?;
                (own.path().to_owned(), Some(own))
            }
        };
        std::fs::create_dir_all(&dir).map_err(CityError::RootFile)?;
        let root_file = dir.join("root.pem");
        std::fs::write(&root_file, &identity.root_pem).map_err(CityError::RootFile)?;
        Ok(Self {
            url: format!("https://localhost:{port}"),
            root_file,
            _dir: own,
        })
    }
}

struct Bound {
    socket: tokio::net::TcpListener,
    port: u16,
}

async fn bind_to(port: u16) -> Result<Bound, CityError> {
    let failed = |error| CityError::Port { port, error };
    let socket = bind(port).await.map_err(failed)?;
    let port = socket.local_addr().map_err(failed)?.port();
    Ok(Bound { socket, port })
}

/// What is done with the records before anybody can ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Records {
    /// What the sources hold is published.
    Published,
    /// They stay as they were left.
    AsLeft,
}

/// Opens the records and the till of a city at this address. What was paid while it was away is paid then.
pub async fn open(
    options: CityOptions,
    http_url: String,
    notices: Arc<dyn Notifier>,
    records: Records,
) -> Result<(CityState, Option<Gateway>), CityError> {
    let loading = move || {
        let clock = Arc::new(CityClock::starting_at(options.clock.unwrap_or_else(Utc::now)));
        clock.hold(options.hold_clock);
        let (store, quality) = match records {
            Records::Published => publish(&options, &clock)?,
            Records::AsLeft => (
                Store::open(&options.data)?,
                Quality::of(&Loaded::default().report, rfc3339(clock.now())),
            ),
        };
        let pki = Pki::open(&store, clock.now())?;
        let till = Till::open(&options, &clock, &http_url, notices)?;
        let city = CityState::new((options.seed, clock), (store, pki), quality, Arc::new(till.bank));
        Ok::<_, CityError>((city, till.gateway))
    };
    let (city, gateway) = tokio::task::spawn_blocking(loading)
        .await
        .map_err(|_| CityError::BrokenOff)??;
    treasury::reconcile(&city).await.map_err(|_| CityError::Payments)?;
    Ok((city, gateway))
}

/// Writes what the sources hold into the records.
fn publish(options: &CityOptions, clock: &CityClock) -> Result<(Store, Quality), CityError> {
    let sources = gather(options, clock.now())?;
    let store = Store::open(&options.data)?;
    store.write(|tx| {
        settle(tx, options.seed, clock.now())?;
        treasury::settle(tx, options.seed, clock.now())?;
        refunds::settle(tx, clock.now())?;
        sport::bookings::furnish(tx, &sources.bookable)?;
        let now = clock.now().timestamp();
        for collection in Collection::ALL {
            load(tx, collection, sources.rows(collection), (options.seed, now))?;
        }
        forget_old_tombstones(tx, now)
    })?;
    Ok((store, sources.quality))
}
