//! What others that rank need of all places at once: read from the narrow index, and the rest only of those chosen.

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::model::{NeedSet, PlaceId, PlaceKind, PlaceSummary};
use super::service::Places;
use super::store;
use crate::error::Error;
use crate::kernel::{Freshness, GeoPoint};
use crate::store::StoreError;

/// A place, as far as ranking needs to know it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlaceOutline {
    /// Which place.
    pub id: PlaceId,
    /// What kind of facility it is.
    pub kind: PlaceKind,
    /// What a person finds there.
    pub needs: NeedSet,
    /// Where it is.
    pub location: GeoPoint,
}

/// Every place on the phone.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceOutlines {
    /// The places, in the same order as long as nothing changes.
    pub places: Vec<PlaceOutline>,
    /// How far they may be trusted.
    pub freshness: Freshness,
    /// The time in the city: the phone's own may be days off.
    pub city_now: DateTime<Utc>,
}

impl Places {
    /// Every place on the phone.
    pub async fn outlines(&self) -> Result<PlaceOutlines, Error> {
        let answer = self.reading.ask(|connection, _| store::outlines(connection)).await?;
        Ok(PlaceOutlines {
            places: answer.value,
            freshness: answer.freshness,
            city_now: answer.city_now,
        })
    }

    /// The time in the city: the phone's own may be days off.
    pub async fn city_now(&self) -> Result<DateTime<Utc>, Error> {
        Ok(self.reading.ask(|_, now| Ok(now)).await?.value)
    }

    /// What lists show of one place, for who is in the middle of a write; `None` if the phone does not hold it.
    pub fn known(connection: &Connection, id: PlaceId) -> Result<Option<PlaceSummary>, StoreError> {
        Ok(store::summaries(connection, [id])?.pop())
    }

    /// What lists show of these places, in the order given; one that is gone is left out.
    pub async fn summaries(&self, ids: Vec<PlaceId>) -> Result<Vec<PlaceSummary>, Error> {
        let read = self.reading.ask(move |connection, _| store::summaries(connection, ids));
        Ok(read.await?.value)
    }
}
