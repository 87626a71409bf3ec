//! What a person can ask about areas. Every answer comes from the phone's own disk and says how fresh it is.

use std::sync::Arc;

use chrono::TimeDelta;
use rusqlite::Connection;

use super::model::{Area, AreaLevel, Whereabouts};
use super::rules::is_inside;
use super::{AreasCollection, store};
use crate::error::Error;
use crate::kernel::{Freshness, GeoPoint};
use crate::ports::Clock;
use crate::store::{Database, StoreError};
use crate::sync::{Reading, UnnotedFailure};

/// Districts change once in decades.
const MAX_AGE: TimeDelta = TimeDelta::days(30);

/// A district to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct District {
    /// The City's code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// Where a point is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// District and barrio; `None` outside of the city, and while the phone has never been filled (see freshness).
    pub whereabouts: Option<Whereabouts>,
    /// How far that may be trusted.
    pub freshness: Freshness,
}

/// The outlines of a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlines {
    /// Districts first, then barrios, each in order of their codes.
    pub areas: Vec<Area>,
    /// How far they may be trusted.
    pub freshness: Freshness,
}

/// The service. Cheap to clone; reads only, so everything is safe to repeat and to abandon.
#[derive(Clone)]
pub struct Areas {
    reading: Reading,
}

impl Areas {
    /// The service over an open database.
    #[must_use]
    pub fn new(database: Arc<Database>, clock: Arc<dyn Clock>, unnoted: UnnotedFailure) -> Self {
        Self {
            reading: Reading::of::<AreasCollection>(database, clock, unnoted, MAX_AGE),
        }
    }

    /// District and barrio of a point. Asked on the phone only: where the person is goes nowhere.
    pub async fn area_of(&self, point: GeoPoint) -> Result<Located, Error> {
        let answer = self
            .reading
            .ask(move |connection, _| whereabouts(connection, point))
            .await?;
        Ok(Located {
            whereabouts: answer.value,
            freshness: answer.freshness,
        })
    }

    /// Every outline, to draw a map of.
    pub async fn outlines(&self) -> Result<Outlines, Error> {
        let answer = self.reading.ask(|connection, _| store::all(connection)).await?;
        Ok(Outlines {
            areas: answer.value,
            freshness: answer.freshness,
        })
    }

    /// The districts to choose from, in the City's order. None while the phone has never been filled.
    pub async fn districts(&self) -> Result<Vec<District>, Error> {
        let answer = self.reading.ask(|connection, _| store::districts(connection)).await?;
        let districts = answer.value.into_iter();
        Ok(districts.map(|(code, name)| District { code, name }).collect())
    }
}

/// The barrio says which district it is: outlines of different years need not agree on a common side.
fn whereabouts(connection: &Connection, point: GeoPoint) -> Result<Option<Whereabouts>, StoreError> {
    let around = store::around(connection, point)?;
    let holding = |level| {
        let mut areas = around.iter().filter(move |area| area.level == level);
        areas.find(|area| is_inside(&area.rings, point))
    };
    let barrio = holding(AreaLevel::Neighbourhood);
    let Some(code) = barrio
        .or_else(|| holding(AreaLevel::District))
        .map(|area| &area.district_code)
    else {
        return Ok(None);
    };
    let district = store::district(connection, code)?;
    Ok(district.map(|district| Whereabouts {
        district_code: code.clone(),
        district,
        neighbourhood: barrio.map(|barrio| barrio.name.clone()),
    }))
}

#[cfg(test)]
#[path = "service_tests.rs"]
mod tests;
