//! Reading a collection off the phone's disk, together with how fresh it is.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Connection;

use super::{Collection, CollectionStatus, UnnotedFailure};
use crate::kernel::Freshness;
use crate::ports::Clock;
use crate::store::{Database, StoreError};

/// One collection as its service reads it. Cheap to clone; it reads only, so everything is safe to repeat and to abandon.
#[derive(Clone)]
pub struct Reading {
    database: Arc<Database>,
    clock: Arc<dyn Clock>,
    unnoted: UnnotedFailure,
    collection: &'static str,
    max_age: TimeDelta,
}

/// What was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<T> {
    /// The rows, as the question made them.
    pub value: T,
    /// How far they may be trusted.
    pub freshness: Freshness,
    /// The time in the city: the phone's own may be days off.
    pub city_now: DateTime<Utc>,
}

impl Reading {
    /// Reads collection `C`, which is fresh while the city confirmed it within `max_age`.
    #[must_use]
    pub fn of<C: Collection>(
        database: Arc<Database>,
        clock: Arc<dyn Clock>,
        unnoted: UnnotedFailure,
        max_age: TimeDelta,
    ) -> Self {
        Self {
            database,
            clock,
            unnoted,
            collection: C::NAME,
            max_age,
        }
    }

    /// Asks once, in one consistent view of rows and freshness. The question is told the city's time.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Connection, DateTime<Utc>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<Answer<T>, StoreError> {
        let (now, collection, max_age) = (self.clock.now(), self.collection, self.max_age);
        let read = self.database.read_task(move |connection| {
            let status = CollectionStatus::read(connection, collection)?;
            let city_now = now + status.clock_offset;
            Ok(Answer {
                value: question(connection, city_now)?,
                freshness: status.freshness(now, max_age),
                city_now,
            })
        });
        let mut answer = read.await?;
        // A full disk keeps even the note of a failure from being written.
        if self.unnoted.code().is_some() {
            answer.freshness = answer.freshness.doubted();
        }
        Ok(answer)
    }
}
