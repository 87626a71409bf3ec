//! The way to a sectoral system: as slow and as unreliable as the system is switched to be.

use std::time::Duration;

use rusqlite::Connection;

use super::{Mood, Sector};
use crate::state::CityState;
use crate::store::StoreError;

/// How long a slow system takes: longer than anybody in front of a phone waits.
const SLOW: Duration = Duration::from_secs(5);

/// A system gave no answer that could be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectorFailure {
    /// It does not answer, or says what nobody understands.
    Down,
    /// It had no answer in time.
    TimedOut,
}

/// Gets through to a system: at once, after a long while, or not at all.
pub async fn reach(city: &CityState, sector: Sector) -> Result<(), SectorFailure> {
    match city.moods().of(sector) {
        Mood::Ok | Mood::Stale => Ok(()),
        Mood::Slow => {
            tokio::time::sleep(SLOW).await;
            Ok(())
        }
        Mood::Down => Err(SectorFailure::Down),
    }
}

/// Asks a system something about its own records.
pub async fn ask<T, F>(city: &CityState, sector: Sector, question: F) -> Result<T, SectorFailure>
where
    T: Send + 'static,
    F: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
{
    reach(city, sector).await?;
    city.with_store(|store| store.read(question))
        .await
        .map_err(|_| SectorFailure::Down)
}
