//! The payment gateway, in the manner of Redsys: where people pay, away from the city and from the app. It is a house of
//! its own. It shares nothing with the city but a secret, and what passes between them are signed forms.
//!
//! - `sis` is where payers come: `page` are the pages, `means` the cards and telephones they type.
//! - `rest` is where shops ask: how an order stands, to close it, to give the money back.
//! - `operation` says what may become of a payment, and `desk` does it; `store` keeps it.
//! - `outbox` tells shops what became of their orders until they have heard it, through a `notifier`.
//! - `forced` is what a tester wants to go wrong; `switches` and the page `console` are where they say so, and
//!   where `report` is read.
//! - `serve` runs it alone.

mod console;
mod desk;
mod forced;
mod means;
mod notifier;
mod operation;
mod outbox;
mod page;
mod report;
mod rest;
mod serve;
mod sis;
mod store;
mod switches;
mod words;

#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use chrono::{DateTime, Utc};
use tokio::sync::{Mutex, Notify};

pub use notifier::{HttpNotifier, Notifier, NotifyError, RouterNotifier, Sending};
pub use outbox::Delivered;
pub use report::Charge;
pub use serve::{RunningGateway, ServeError};

use forced::Forced;

use crate::redsys::{ANNUL_PATH, KeyError, Keyring, Merchant, QUERY_PATH, REFUND_PATH, SALE_PATH, SAMPLE_KEY};
use crate::store::{Data, Store, StoreError};

/// Nothing that is sent to the gateway is longer, in bytes.
const LONGEST: usize = 16 * 1024;

/// A gateway to open. The default keeps its records in memory, has the published sample key, and goes by real time.
#[derive(Debug, Clone)]
pub struct GatewayOptions {
    /// Where the records are kept; never in the city's file.
    pub data: Data,
    /// What it shares with its one shop, in base64.
    pub secret: String,
    /// That shop.
    pub merchant: Merchant,
    /// What it goes by.
    pub clock: GatewayClock,
}

impl Default for GatewayOptions {
    fn default() -> Self {
        Self {
            data: Data::Memory,
            secret: SAMPLE_KEY.to_owned(),
            merchant: Merchant {
                code: "999008881".to_owned(),
                terminal: 1,
            },
            clock: GatewayClock::real(),
        }
    }
}

/// What a gateway goes by: its own clock, or that of a city that it is mounted in.
#[derive(Clone)]
pub struct GatewayClock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl GatewayClock {
    /// Real time.
    #[must_use]
    pub fn real() -> Self {
        Self::of(Utc::now)
    }

    /// Whatever this says.
    pub fn of(now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    fn now(&self) -> DateTime<Utc> {
        (self.0)()
    }
}

impl fmt::Debug for GatewayClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GatewayClock({})", self.now())
    }
}

/// The gateway cannot be opened, or cannot do its work.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
    /// The secret cannot be one.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The records cannot be used. What was being written was not.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The machine gives no randomness.
    #[error("there is no randomness")]
    NoRandomness,
    /// The work was broken off. What was being written was written whole or not at all.
    #[error("the work was broken off")]
    BrokenOff,
}

/// An open gateway. Cheap to clone; all clones are the same one.
#[derive(Debug, Clone)]
pub struct Gateway(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    merchant: Merchant,
    keyring: Keyring,
    clock: GatewayClock,
    records: Store,
    forced: Forced,
    notifier: Arc<dyn Notifier>,
    /// Held by whoever empties the outbox: no letter is sent by two at a time.
    delivering: Mutex<()>,
    /// Rung when there is something to deliver.
    posted: Notify,
}

impl Gateway {
    /// Opens it. What its file says is as it was left: notifications that nobody heard are still to be sent. Somebody has
    /// to do so: [`Gateway::keep_delivering`] or [`Gateway::deliver_due`].
    pub fn open(options: GatewayOptions, notifier: Arc<dyn Notifier>) -> Result<Self, GatewayError> {
        Ok(Self(Arc::new(Inner {
            merchant: options.merchant,
            keyring: Keyring::new(&options.secret)?,
            clock: options.clock,
            records: store::open(&options.data)?,
            forced: Forced::default(),
            notifier,
            delivering: Mutex::default(),
            posted: Notify::new(),
        })))
    }

    /// Where payers and shops come. It can be nested anywhere: its pages know no address but relative ones.
    pub fn router<S>(&self) -> Router<S> {
        Router::new()
            .route(SALE_PATH, post(sis::arrive))
            .route("/sis/pagar", get(sis::show).post(sis::pay))
            .route(QUERY_PATH, post(rest::query))
            .route(ANNUL_PATH, post(rest::annul))
            .route(REFUND_PATH, post(rest::refund))
            .layer(DefaultBodyLimit::max(LONGEST))
            .with_state(self.clone())
    }

    /// The switches of whoever runs it, under `/admin/gateway`, and the page `/console/gateway`. Keeping others from them is the task of whoever serves them.
    pub fn switches<S>(&self) -> Router<S> {
        Router::new()
            .route("/admin/gateway", get(switches::show).put(switches::force))
            .route("/admin/gateway/charges", get(switches::charges))
            .route("/admin/gateway/deliver", post(switches::deliver))
            .route("/console/gateway", get(console::show).post(console::add))
            .route("/console/gateway/clear", post(console::clear))
            .route("/console/gateway/deliver", post(console::deliver))
            .with_state(self.clone())
    }

    /// Every euro taken and given back, by order.
    pub async fn charges(&self) -> Result<Vec<Charge>, GatewayError> {
        self.with_desk(|desk| desk.records.read(store::charges)).await
    }

    /// Works with the records away from the async threads.
    async fn with_desk<T, F>(&self, work: F) -> Result<T, GatewayError>
    where
        T: Send + 'static,
        F: FnOnce(&Inner) -> Result<T, StoreError> + Send + 'static,
    {
        let inner = Arc::clone(&self.0);
        let done = tokio::task::spawn_blocking(move || work(&inner)).await;
        Ok(done.map_err(|_| GatewayError::BrokenOff)??)
    }
}
