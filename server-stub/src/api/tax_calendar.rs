//! `GET /v1/tax-calendar`: when which tax is to be paid, this year and the next. For everybody.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{Datelike as _, NaiveDate};
use serde::Serialize;

use super::Problem;
use super::me::tax_named;
use super::tags::{Held, hash, respond};
use crate::calendar::today;
use crate::clock::rfc3339;
use crate::sectors::tax::folder::{DAY, campaigns};
use crate::sectors::{Sector, ask};
use crate::state::CityState;
use crate::terms::working_day_from;

#[derive(Debug, Serialize)]
struct CalendarWire {
    as_of: String,
    version: String,
    entries: Vec<DateWire>,
}

#[derive(Debug, Serialize)]
struct DateWire {
    id: String,
    tax: &'static str,
    name: String,
    what: &'static str,
    from: NaiveDate,
    until: NaiveDate,
}

/// `GET /v1/tax-calendar`. Its version names what it says.
pub async fn show(State(city): State<CityState>, headers: HeaderMap) -> Result<Response, Problem> {
    let found = ask(&city, Sector::Tax, campaigns).await;
    let found = found.map_err(|_| Problem::SECTOR_DOWN)?;
    let now = city.clock().now();
    let this_year = today(now).year();
    let dates = [this_year, this_year + 1]
        .into_iter()
        .flat_map(|year| found.iter().map(move |campaign| date(year, campaign)));
    let mut entries: Vec<DateWire> = dates.collect::<Option<_>>().ok_or(Problem::BROKEN)?;
    entries.sort_by(|one, other| (one.until, &one.id).cmp(&(other.until, &other.id)));
    let version = hash(&serde_json::to_vec(&entries).map_err(|_| Problem::BROKEN)?);
    let tag = format!("\"calendar-{version}\"");
    if Held::of(&headers).has(&tag) {
        return respond(&tag, None);
    }
    let wire = CalendarWire {
        as_of: rfc3339(now),
        version,
        entries,
    };
    respond(&tag, Some(serde_json::to_string(&wire).map_err(|_| Problem::BROKEN)?))
}

/// A campaign of a year. A last day on which offices are closed moves to the next on which they are open.
fn date(year: i32, (concept, subject, from, until): &(String, String, String, String)) -> Option<DateWire> {
    let day = |written: &str| NaiveDate::parse_from_str(&format!("{written}{year}"), DAY).ok();
    let (tax, name) = tax_named(concept, concept);
    let what = if subject == "PAGO" { "pay" } else { "ask_direct_debit" };
    Some(DateWire {
        id: format!("{tax}-{what}-{year}"),
        tax,
        name,
        what,
        from: day(from)?,
        until: working_day_from(day(until)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_day_on_which_nobody_works_moves() {
        let of = |year, until: &str| {
            let campaign = ("204".to_owned(), "PAGO".to_owned(), "0110".to_owned(), until.to_owned());
            date(year, &campaign).map(|date| (date.id, date.until.to_string()))
        };
        assert_eq!(
            of(2026, "3011"),
            Some(("ibi-pay-2026".to_owned(), "2026-11-30".to_owned()))
        );
        // A Sunday, and Labour Day before a Saturday that is the region's.
        assert_eq!(of(2025, "3011").unwrap().1, "2025-12-01");
        assert_eq!(of(2026, "0105").unwrap().1, "2026-05-04");
        assert_eq!(of(2026, "3102"), None);
    }
}
