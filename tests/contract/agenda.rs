//! The City's own agenda on the phone, judged by somebody else's calendar: on each day, what is listed is what its calendar
//! files repeat on.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use icalendar::parser::{read_calendar, unfold};
use madrid_core::agenda::{AgendaQuery, When};
use madrid_core::app::{App, AppBuilder};
use madrid_core::kernel::{GeoPoint, madrid_day};
use madrid_core::sync::Trigger;
use madrid_server_stub::{City, CityOptions, RunningCity};
use rrule::{RRuleSet, Tz};
use serde_json::Value;

use crate::http::ask;
use crate::rows::real_files;

/// Monday morning, a week before the summer time of that year ended.
const NOW: &str = "2025-10-20T05:00:00Z";
/// The days to compare: over the night with the longer hour, and a month on.
const DAYS: u64 = 35;

fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(NOW).unwrap().to_utc()
}

struct Phone {
    app: App,
    city: RunningCity,
    _home: tempfile::TempDir,
}

/// A phone that holds the City's own files, on that day; `None` where they are not here.
async fn phone() -> Option<Phone> {
    let options = CityOptions {
        catalogue: vec![real_files()?],
        clock: Some(now()),
        hold_clock: true,
        ..CityOptions::default()
    };
    let city = City::start(options).await.unwrap();
    let home = tempfile::tempdir().unwrap();
    let app = AppBuilder::new(home.path(), city.http_url()).open().unwrap();
    app.sync(Trigger::Person).await.unwrap();
    Some(Phone { app, city, _home: home })
}

async fn listed(app: &App, when: When) -> BTreeSet<i64> {
    let found = app.agenda().list(AgendaQuery::new(when, 5_000).unwrap()).await.unwrap();
    found.items.iter().map(|listed| listed.event.id.get()).collect()
}

/// The days on which a calendar file repeats, up to one.
fn days_of(file: &str, until: NaiveDate) -> BTreeSet<NaiveDate> {
    let unfolded = unfold(file);
    let (_, event) = unfolded.split_once("BEGIN:VEVENT").unwrap();
    let is_rule = |line: &&str| ["DTSTART", "RRULE", "EXDATE"].iter().any(|name| line.starts_with(name));
    let rules: Vec<&str> = event.lines().filter(is_rule).collect();
    if let [only] = rules[..] {
        let (_, digits) = only.rsplit_once(':').unwrap();
        return BTreeSet::from([NaiveDate::parse_from_str(digits.get(..8).unwrap(), "%Y%m%d").unwrap()]);
    }
    let set: RRuleSet = rules.join("\n").parse().unwrap();
    let end = until.succ_opt().unwrap().and_hms_opt(0, 0, 0).unwrap();
    let times = set.before(end.and_utc().with_timezone(&Tz::UTC)).all(u16::MAX).dates;
    // A day without an hour is read in the zone of whoever reads.
    let whole_day = rules.iter().any(|rule| rule.contains("VALUE=DATE"));
    let day = |time: DateTime<Tz>| {
        if whole_day {
            time.date_naive()
        } else {
            madrid_day(time.to_utc())
        }
    };
    times.into_iter().map(day).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_day_lists_what_the_calendar_files_repeat_on() {
    let Some(Phone { app, city, _home }) = phone().await else {
        return;
    };
    let page = ask(city.http_url(), "GET", "/v1/events?limit=10000", &Value::Null).await;
    let first = madrid_day(now()).succ_opt().unwrap();
    let days: Vec<NaiveDate> = first.iter_days().take(usize::try_from(DAYS).unwrap()).collect();
    let last = *days.last().unwrap();
    let mut expected: BTreeMap<NaiveDate, BTreeSet<i64>> = BTreeMap::new();
    for row in page["rows"].as_array().unwrap() {
        let id = row["id"].as_i64().unwrap();
        let file = app
            .agenda()
            .calendar_file(id.to_string().parse().unwrap())
            .await
            .unwrap();
        for day in days_of(&file.text, last) {
            expected.entry(day).or_default().insert(id);
        }
    }
    let mut all = BTreeSet::new();
    for day in days {
        let found = listed(&app, When::Day(day)).await;
        assert_eq!(&found, expected.get(&day).unwrap(), "{day}");
        assert!(found.len() > 30, "{day} has {}", found.len());
        all.extend(found);
    }
    println!("{} events in {DAYS} days", all.len());
    assert_eq!(listed(&app, When::Days(first, last)).await, all);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_calendar_file_is_read_by_another_reader() {
    let Some(Phone { app, city, _home }) = phone().await else {
        return;
    };
    let page = ask(city.http_url(), "GET", "/v1/events?limit=10000", &Value::Null).await;
    for row in page["rows"].as_array().unwrap() {
        let id = row["id"].as_i64().unwrap();
        let file = app
            .agenda()
            .calendar_file(id.to_string().parse().unwrap())
            .await
            .unwrap();
        assert!(
            file.text
                .split("\r\n")
                .all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])),
            "{id}"
        );
        let unfolded = unfold(&file.text);
        let calendar = read_calendar(&unfolded).unwrap();
        let event = calendar
            .components
            .iter()
            .find(|component| component.name == "VEVENT")
            .unwrap();
        let title = event
            .properties
            .iter()
            .find(|property| property.name == "SUMMARY")
            .unwrap();
        let title = title.val.to_string();
        let plain = title
            .replace("\\,", ",")
            .replace("\\;", ";")
            .replace("\\n", "\n")
            .replace("\\\\", "\\");
        assert_eq!(plain, row["title"].as_str().unwrap(), "{id}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_is_over_is_listed_and_what_is_listed_has_a_day_left() {
    let Some(Phone { app, .. }) = phone().await else { return };
    let today = madrid_day(now());
    let query = AgendaQuery::new(When::Coming, 5_000).unwrap();
    let found = app.agenda().list(query).await.unwrap();
    assert!(found.items.len() > 500, "{}", found.items.len());
    assert!(found.items.iter().all(|listed| listed.occurrence.day >= today));
    let days: Vec<NaiveDate> = found.items.iter().map(|listed| listed.occurrence.day).collect();
    assert!(days.is_sorted());
    let now_on = listed(&app, When::Now).await;
    assert!(now_on.is_subset(&listed(&app, When::Today).await));
}

/// The City says of each place in which barrio it is; it says so by its outlines, and the phone must find the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_phone_finds_every_place_in_the_barrio_where_the_city_has_it() {
    let Some(Phone { app, city, _home }) = phone().await else {
        return;
    };
    let page = ask(city.http_url(), "GET", "/v1/places?limit=10000", &Value::Null).await;
    let (mut found, mut differ) = (0, Vec::new());
    for row in page["rows"].as_array().unwrap() {
        let point = GeoPoint::new(row["lat"].as_f64().unwrap(), row["lon"].as_f64().unwrap()).unwrap();
        let located = app.areas().area_of(point).await.unwrap().whereabouts;
        let named = located.map(|found| (found.district_code, found.neighbourhood));
        let said = (row["district_code"].as_str(), row["neighbourhood"].as_str());
        match named {
            Some((code, barrio)) if said == (Some(&code), barrio.as_deref()) => found += 1,
            other => differ.push((row["id"].clone(), said.0.map(str::to_owned), other)),
        }
    }
    println!("{found} places in the same barrio, {} not: {differ:?}", differ.len());
    assert!(found > 500 && differ.len() <= 5, "{differ:?}");
}
