//! `GET /v1/fines/check?bulletin=&plate=`: whether a fine is real, how it stands and what it costs today. Of a pair that is not one
//! there is one answer, whatever is wrong with it.

use std::net::IpAddr;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, RETRY_AFTER};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::api::Problem;
use crate::api::me::fine_kind;
use crate::calendar::today;
use crate::clock::rfc3339;
use crate::gate::Peer;
use crate::guesses::Tried;
use crate::sectors::fines::{self, Expediente};
use crate::sectors::{Sector, ask};
use crate::state::CityState;

/// The longest plate that there is.
const LONGEST_PLATE: usize = 11;

/// What was asked.
#[derive(Debug, Deserialize)]
pub struct CheckQuery {
    #[serde(default)]
    bulletin: String,
    #[serde(default)]
    plate: String,
}

/// A report and a plate, as the records write them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Nine digits.
    pub bulletin: String,
    /// Capitals and digits.
    pub plate: String,
}

/// What anybody may know of a fine.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct CheckWire {
    as_of: String,
    /// What for.
    pub kind: &'static str,
    /// How it stands.
    pub state: &'static str,
    /// What it costs today, where there is something to pay.
    pub amount_cents: Option<i64>,
    /// The last day of that price.
    pub amount_until: Option<NaiveDate>,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum NoAnswer {
    /// Too much was tried. So long is to be waited.
    Wait(TimeDelta),
    /// Something else.
    Problem(Problem),
}

impl Pair {
    /// However somebody typed it; else the field that is wrong.
    pub fn read(bulletin: &str, plate: &str) -> Result<Self, &'static str> {
        let bare = |text: &str| {
            let letters = text.chars().filter(|letter| letter.is_alphanumeric());
            letters.flat_map(char::to_uppercase).collect::<String>()
        };
        let (bulletin, plate) = (bare(bulletin), bare(plate));
        if bulletin.len() != 9 || !bulletin.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err("bulletin");
        }
        let is_plate = (1..=LONGEST_PLATE).contains(&plate.len()) && plate.bytes().all(|c| c.is_ascii_alphanumeric());
        if is_plate {
            Ok(Self { bulletin, plate })
        } else {
            Err("plate")
        }
    }
}

/// `GET /v1/fines/check`
pub async fn show(
    State(city): State<CityState>,
    peer: Option<Extension<Peer>>,
    query: Result<Query<CheckQuery>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(query) = query?;
    let pair = Pair::read(&query.bulletin, &query.plate);
    let pair = pair.map_err(|field| Problem::CHECK_INVALID.with("field", json!(field)))?;
    match look(&city, peer.map(|Extension(Peer(from))| from), pair).await {
        Ok(found) => {
            let found = found.ok_or(Problem::FINE_UNKNOWN)?;
            Ok(([(CACHE_CONTROL, HeaderValue::from_static("no-store"))], Json(found)).into_response())
        }
        Err(NoAnswer::Problem(problem)) => Err(problem),
        Err(NoAnswer::Wait(wait)) => {
            let seconds = HeaderValue::from(wait.num_seconds().max(1));
            Ok(([(RETRY_AFTER, seconds)], Problem::TOO_MANY_GUESSES).into_response())
        }
    }
}

/// What is known of a pair; `None` where it is none, and then it was one guess more.
pub async fn look(city: &CityState, from: Option<IpAddr>, pair: Pair) -> Result<Option<CheckWire>, NoAnswer> {
    let now = city.clock().now();
    let about = [("report", pair.bulletin.as_str()), ("plate", pair.plate.as_str())];
    let tried = Tried { from, about: &about };
    city.guesses().admit(&tried, now).map_err(NoAnswer::Wait)?;
    let bulletin = pair.bulletin.clone();
    let found = ask(city, Sector::Fines, move |connection| fines::one(connection, &bulletin)).await;
    match found {
        Ok(Some(file)) if file.matricula == pair.plate => {
            city.guesses().was_right(&tried);
            Ok(Some(told(&file, now)))
        }
        Ok(_) => Ok(None),
        Err(_) => {
            city.guesses().was_right(&tried);
            Err(NoAnswer::Problem(Problem::SECTOR_DOWN))
        }
    }
}

fn told(file: &Expediente, now: DateTime<Utc>) -> CheckWire {
    let standing = fines::standing(file, today(now));
    CheckWire {
        as_of: rfc3339(now),
        kind: fine_kind(&file.hecho),
        state: standing.state.name(),
        amount_cents: standing.step.map(|step| step.amount),
        amount_until: standing.step.and_then(|step| step.until),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_read_however_it_is_typed() {
        let pair = Pair {
            bulletin: "482190375".to_owned(),
            plate: "4821LKM".to_owned(),
        };
        for (bulletin, plate) in [
            ("482190375", "4821LKM"),
            ("482 190-375", "4821 lkm"),
            (" 482190375 ", "4821-LKM"),
        ] {
            assert_eq!(Pair::read(bulletin, plate), Ok(pair.clone()));
        }
        for (bulletin, plate, field) in [
            ("", "4821LKM", "bulletin"),
            ("48219037", "4821LKM", "bulletin"),
            ("48219037X", "4821LKM", "bulletin"),
            ("482190375", "", "plate"),
            ("482190375", "4821LKM4821LKM", "plate"),
            ("482190375", "4821ÑÑÑ", "plate"),
        ] {
            assert_eq!(Pair::read(bulletin, plate), Err(field), "{bulletin} {plate}");
        }
    }
}
