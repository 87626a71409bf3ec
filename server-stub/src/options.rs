//! What a city can be asked to be.

use std::path::PathBuf;

use chrono::{DateTime, Utc};

use crate::store::Data;
use crate::treasury::GatewayAt;

/// A city to start. The default is the built-in catalogue in memory, plain http on a free port, real time, seed 1.
#[derive(Debug, Clone)]
pub struct CityOptions {
    /// The http port on 127.0.0.1; 0 for a free one.
    pub port: u16,
    /// What everything left to chance follows from.
    pub seed: u64,
    /// What the city's clock says at the start; `None` for the real time.
    pub clock: Option<DateTime<Utc>>,
    /// Whether the clock stands still until it is let go.
    pub hold_clock: bool,
    /// Where the records are kept.
    pub data: Data,
    /// Folders or files of the open-data portal; none for the built-in catalogue.
    pub catalogue: Vec<PathBuf>,
    /// Invented places are added until there are this many in all.
    pub synthetic: usize,
    /// Invented events are added at those places until there are this many in all.
    pub synthetic_events: usize,
    /// Where people pay: a gateway of the city's own under `/gateway`, or one that runs elsewhere on this machine.
    pub gateway: Option<GatewayAt>,
    /// https beside http.
    pub tls: Option<TlsOptions>,
}

impl Default for CityOptions {
    fn default() -> Self {
        Self {
            port: 0,
            seed: 1,
            clock: None,
            hold_clock: false,
            data: Data::Memory,
            catalogue: Vec::new(),
            synthetic: 0,
            synthetic_events: 0,
            gateway: None,
            tls: None,
        }
    }
}

/// https for a city.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TlsOptions {
    /// The https port on 127.0.0.1; 0 for a free one.
    pub port: u16,
    /// What the certificate is like.
    pub validity: Validity,
    /// Where `root.pem` goes; `None` for a folder that is removed when the city stops.
    pub dir: Option<PathBuf>,
}

/// Whether the certificate can be believed today. Judged by real time, as every phone does, not by the city's clock.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Validity {
    /// Valid from yesterday on.
    #[default]
    Good,
    /// Ended yesterday.
    Expired,
}
