//! The desk that gives money back: what was not due (LGT, art. 221), and fines that were annulled after they were paid.
//!
//! - `model` is what there is; `rules` what follows from what, pure: steps by days gone by, six months and interest (LGT, art. 31).
//! - `desk` takes requests, lets them go on and tells an agent of those that are late; `holders` is what the mock bank knows of
//!   accounts; `store` keeps it all.
//!
//! A request goes forward only: requested, agreed, ordered to the bank, paid; or refused, with a reason. Small ones go by
//! themselves with the days, deterministically; large ones wait for an agent, who is whoever runs the city.

mod desk;
mod holders;
mod model;
mod rules;
mod store;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use rusqlite::Transaction;

use crate::calendar::{later, today};
use crate::store::StoreError;
use crate::treasury::{DebtKind, DebtRef};

pub use desk::{Refusal, Wish, annul, ask, decide, go_on};
pub use holders::ACCOUNTS;
pub use model::{Cause, Reason, Request, State, Step};
pub use rules::{answer_by, interest_since};
pub use store::all;

/// Its tables.
pub const SCHEMA: &str = include_str!("schema.sql");

/// A fine of p-carmen that she paid at a counter and that was annulled later: its number, and how many days ago.
const ANNULLED: (&str, i64) = ("470118263", 60);

/// Writes the first annulment, once.
pub fn settle(tx: &Transaction<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let debt = DebtRef {
        kind: DebtKind::Fine,
        id: ANNULLED.0.to_owned(),
    };
    annul(tx, &debt, later(today(now), -ANNULLED.1))
}
