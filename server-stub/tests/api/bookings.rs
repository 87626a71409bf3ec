//! Baths and courts: one booking for one key, nobody squeezed in, and called off in time.

use std::time::Duration;

use reqwest::{RequestBuilder, Response};
use serde_json::{Value, json};

use crate::citizen::{Citizen, key};
use crate::support::{Tester, assert_problem, options};

/// The court of Vallehermoso that costs nothing.
async fn court(tester: &Tester) -> i64 {
    let page = tester.json("/v1/bookables?limit=10000").await;
    let rows = page["rows"].as_array().unwrap().iter();
    let mut there = rows.filter(|row| row["place_name"] == "Centro Deportivo Municipal Vallehermoso");
    let court = there.find(|row| row["kind"] == "court" && row["free"] == true).unwrap();
    assert_eq!(court["id"], court["place_id"].as_i64().unwrap() * 10 + 5);
    court["id"].as_i64().unwrap()
}

async fn slots(tester: &Tester, bookable: i64, day: u32) -> Vec<Value> {
    let path = format!("/v1/bookables/{bookable}/slots?day=2026-12-{day:02}");
    tester.json(&path).await["slots"].as_array().unwrap().clone()
}

/// The first time of the next days of which so much is left.
async fn slot(tester: &Tester, bookable: i64, fits: impl Fn(i64) -> bool) -> String {
    for day in 1..=7 {
        let all = slots(tester, bookable, day).await;
        if let Some(slot) = all.iter().find(|slot| fits(slot["left"].as_i64().unwrap())) {
            return slot["slot"].as_str().unwrap().to_owned();
        }
    }
    panic!("there is none");
}

async fn left(tester: &Tester, slot: &str) -> i64 {
    let (bookable, time) = slot.split_once('-').unwrap();
    let all = slots(
        tester,
        bookable.parse().unwrap(),
        time.get(6..8).unwrap().parse().unwrap(),
    )
    .await;
    let found = all.iter().find(|other| other["slot"] == slot);
    found.unwrap()["left"].as_i64().unwrap()
}

fn post(citizen: &Citizen<'_>, number: u32, slot: &str, people: i64) -> RequestBuilder {
    let request = citizen.tester.client.post(citizen.tester.url("/v1/me/bookings"));
    request
        .bearer_auth(&citizen.token)
        .header("idempotency-key", key(number))
        .json(&json!({ "slot": slot, "people": people }))
}

async fn book(citizen: &Citizen<'_>, number: u32, slot: &str) -> Response {
    post(citizen, number, slot, 1).send().await.unwrap()
}

async fn call_off(citizen: &Citizen<'_>, number: u32, id: &Value) -> Response {
    let url = citizen.tester.url(&format!("/v1/me/bookings/{id}"));
    let request = citizen.tester.client.delete(url).bearer_auth(&citizen.token);
    request.header("idempotency-key", key(number)).send().await.unwrap()
}

async fn listed(citizen: &Citizen<'_>) -> Vec<Value> {
    citizen.json("/v1/me/bookings").await["bookings"]
        .as_array()
        .unwrap()
        .clone()
}

/// What was done, and how often each key did it.
async fn ledger(tester: &Tester) -> Vec<(String, i64)> {
    let ledger = tester.json("/admin/ledger").await;
    let entries = ledger["entries"].as_array().unwrap().iter();
    entries
        .map(|entry| {
            (
                entry["kind"].as_str().unwrap().to_owned(),
                entry["effects"].as_i64().unwrap(),
            )
        })
        .collect()
}

fn kinds(ledger: &[(String, i64)]) -> Vec<&str> {
    assert!(ledger.iter().all(|(_, effects)| *effects == 1));
    ledger.iter().map(|(kind, _)| kind.as_str()).collect()
}

#[tokio::test]
async fn a_court_is_booked_listed_and_called_off() {
    let tester = Tester::start(options(5)).await;
    let lucia = Citizen::light(&tester, "lucia").await;
    let court = court(&tester).await;
    let slot = slot(&tester, court, |left| left > 0).await;
    let before = left(&tester, &slot).await;
    let booked = post(&lucia, 1, &slot, 3).send().await.unwrap();
    assert_eq!(booked.status(), 201);
    let mut booked: Value = booked.json().await.unwrap();
    assert_eq!(left(&tester, &slot).await, before - 1, "a court is shared");
    assert_eq!(listed(&lucia).await, [booked.clone()]);
    let starts = booked["starts"].as_str().unwrap().to_owned();
    assert_eq!(format!("{court}-{}", starts.replace(['-', ':'], "")), slot);
    let code = booked["code"].take();
    assert_eq!(code.as_str().unwrap().chars().count(), 6);
    for (member, value) in [
        ("id", json!(1)),
        ("bookable_id", json!(court)),
        ("place_id", json!(court / 10)),
        ("place_name", json!("Centro Deportivo Municipal Vallehermoso")),
        ("what", json!("Pista polideportiva")),
        ("people", json!(3)),
        ("state", json!("booked")),
        ("price_cents", json!(0)),
    ] {
        assert_eq!(booked[member], value, "{member}");
    }
    let ended = call_off(&lucia, 2, &booked["id"]).await;
    assert_eq!(ended.status(), 200);
    assert_eq!(ended.json::<Value>().await.unwrap()["state"], "cancelled");
    assert_eq!(left(&tester, &slot).await, before);
    assert_eq!(listed(&lucia).await[0]["state"], "cancelled");
    assert_eq!(kinds(&ledger(&tester).await), ["booking", "calling_off"]);
    // And it can be booked again, as another booking.
    let again: Value = book(&lucia, 3, &slot).await.json().await.unwrap();
    assert_eq!(
        (again["id"].as_i64(), again["state"].as_str()),
        (Some(2), Some("booked"))
    );
}

#[tokio::test]
async fn a_lost_answer_is_given_again_and_books_nothing_more() {
    let tester = Tester::start(options(5)).await;
    let lucia = Citizen::light(&tester, "lucia").await;
    let slot = slot(&tester, court(&tester).await, |left| left > 0).await;
    let before = left(&tester, &slot).await;
    tester
        .set_fault(json!({ "fault": "drop_after", "path": "/v1/me/bookings", "times": 1 }))
        .await;
    assert!(post(&lucia, 1, &slot, 1).send().await.is_err());
    let again = book(&lucia, 1, &slot).await;
    assert_eq!(again.status(), 201);
    let first = again.text().await.unwrap();
    assert_eq!(book(&lucia, 1, &slot).await.text().await.unwrap(), first);
    assert_eq!(left(&tester, &slot).await, before - 1);
    let booked: Value = serde_json::from_str(&first).unwrap();
    tester
        .set_fault(json!({ "fault": "duplicate", "path": "/v1/me/bookings" }))
        .await;
    assert_eq!(call_off(&lucia, 2, &booked["id"]).await.status(), 200);
    // With another key it is called off already: an answer, and no effect.
    assert_eq!(call_off(&lucia, 3, &booked["id"]).await.status(), 200);
    assert_eq!(kinds(&ledger(&tester).await), ["booking", "calling_off"]);
    // The first key is not for this.
    assert_problem(call_off(&lucia, 1, &booked["id"]).await, 422, "key_reused").await;
}

#[tokio::test]
async fn the_last_place_goes_to_one() {
    let tester = Tester::start(options(5)).await;
    let lucia = Citizen::light(&tester, "lucia").await;
    let marta = Citizen::light(&tester, "marta").await;
    let last = slot(&tester, court(&tester).await, |left| left == 1).await;
    let (one, other) = tokio::join!(book(&lucia, 1, &last), book(&marta, 1, &last));
    let mut statuses = [one.status().as_u16(), other.status().as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    let (loser, refused) = if one.status() == 409 {
        (&lucia, one)
    } else {
        (&marta, other)
    };
    assert_problem(refused, 409, "slot_full").await;
    assert_eq!(left(&tester, &last).await, 0);
    // That is the key's last word, also when there is room again.
    let winner = if loser.token == lucia.token { &marta } else { &lucia };
    call_off(winner, 9, &listed(winner).await[0]["id"]).await;
    assert_problem(book(loser, 1, &last).await, 409, "slot_full").await;
    assert_eq!(book(loser, 2, &last).await.status(), 201);
}

#[tokio::test]
async fn what_cannot_be_booked_is_said() {
    let tester = Tester::start(options(5)).await;
    let lucia = Citizen::light(&tester, "lucia").await;
    let court = court(&tester).await;
    let good = slot(&tester, court, |left| left > 0).await;
    for (number, gone) in (2..).zip([
        good.replace("202612", "202512"),
        good.replace("202612", "202709"),
        format!("7{good}"),
        "nothing".to_owned(),
    ]) {
        assert_problem(book(&lucia, number, &gone).await, 409, "slot_gone").await;
    }
    for (number, people) in [(11, 0), (12, 5), (13, -1)] {
        let refused = post(&lucia, number, &good, people).send().await.unwrap();
        assert_eq!(assert_problem(refused, 422, "booking_invalid").await["field"], "people");
    }
    assert_eq!(book(&lucia, 20, &good).await.status(), 201);
    assert_problem(book(&lucia, 21, &good).await, 409, "already_booked").await;
    assert_problem(call_off(&lucia, 22, &json!(99)).await, 404, "booking_unknown").await;
    assert_problem(call_off(&lucia, 23, &json!("x")).await, 404, "booking_unknown").await;
    let marta = Citizen::light(&tester, "marta").await;
    let foreign = call_off(&marta, 24, &listed(&lucia).await[0]["id"]).await;
    assert_problem(foreign, 404, "booking_unknown").await;
    assert_eq!(kinds(&ledger(&tester).await), ["booking"]);
    assert_eq!(listed(&marta).await, Vec::<Value>::new());
}

#[tokio::test]
async fn what_costs_something_is_kept_for_one_of_two_until_nobody_has_paid_it() {
    let tester = Tester::start(options(5)).await;
    let lucia = Citizen::light(&tester, "lucia").await;
    let marta = Citizen::light(&tester, "marta").await;
    let pool = court(&tester).await - 4;
    let last = slot(&tester, pool, |left| (1..=4).contains(&left)).await;
    let people = left(&tester, &last).await;
    let all = async |citizen: &Citizen<'_>, number| post(citizen, number, &last, people).send().await.unwrap();
    let (one, other) = tokio::join!(all(&lucia, 1), all(&marta, 1));
    let (winner, kept, loser, refused) = if one.status() == 201 {
        (&lucia, one, &marta, other)
    } else {
        (&marta, other, &lucia, one)
    };
    assert_problem(refused, 409, "slot_full").await;
    let kept: Value = kept.json().await.unwrap();
    assert_eq!(
        (&kept["state"], &kept["price_cents"]),
        (&json!("to_pay"), &json!(450 * people))
    );
    assert_eq!(listed(winner).await[0], kept);
    let debt = winner.json(&format!("/v1/me/debts/booking/{}", kept["id"])).await;
    assert_eq!(
        (&debt["state"], &debt["amount_cents"]),
        (&json!("payable"), &json!(450 * people))
    );
    // Half an hour to begin, twenty minutes to end.
    tester.put("/admin/clock", json!({ "advance_s": 49 * 60 })).await;
    assert_problem(all(loser, 2).await, 409, "slot_full").await;
    tester.put("/admin/clock", json!({ "advance_s": 2 * 60 })).await;
    assert_eq!(listed(winner).await[0]["state"], "expired");
    assert_eq!(all(loser, 3).await.status(), 201);
    assert_eq!(left(&tester, &last).await, 0);
}

#[tokio::test]
async fn two_hours_before_is_too_late() {
    let tester = Tester::start(options(5)).await;
    let lucia = Citizen::light(&tester, "lucia").await;
    let slot = slot(&tester, court(&tester).await, |left| left > 0).await;
    let booked: Value = book(&lucia, 1, &slot).await.json().await.unwrap();
    let until = booked["cancellable_until"].as_str().unwrap();
    // Madrid is an hour ahead of UTC in winter.
    let until: chrono::NaiveDateTime = format!("{until}:00").parse().unwrap();
    let late = (until - chrono::TimeDelta::minutes(59)).and_utc().to_rfc3339();
    tester.put("/admin/clock", json!({ "now": late })).await;
    assert_problem(call_off(&lucia, 2, &booked["id"]).await, 409, "too_late").await;
    let early = (until - chrono::TimeDelta::minutes(61)).and_utc().to_rfc3339();
    tester.put("/admin/clock", json!({ "now": early })).await;
    // What was said to a key stays said.
    assert_problem(call_off(&lucia, 2, &booked["id"]).await, 409, "too_late").await;
    assert_eq!(call_off(&lucia, 3, &booked["id"]).await.status(), 200);
    // A month after it the list has forgotten it.
    tester.put("/admin/clock", json!({ "advance_s": 32 * 24 * 3600 })).await;
    assert_eq!(listed(&lucia).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_day_has_its_times_and_a_day_far_away_has_none() {
    let tester = Tester::start(options(5)).await;
    let court = court(&tester).await;
    let day = |query: &str| format!("/v1/bookables/{court}/slots{query}");
    let today = tester.get(&day("")).await;
    assert_eq!(today.headers()["cache-control"], "no-store");
    let today: Value = today.json().await.unwrap();
    assert!(today["as_of"].as_str().unwrap().starts_with("2026-11-24T10:0"));
    let times = today["slots"].as_array().unwrap();
    assert!(
        times
            .iter()
            .all(|slot| slot["starts"].as_str().unwrap() > "2026-11-24T11:00")
    );
    for far in ["?day=2026-11-23", "?day=2026-12-08", "?day=9999-12-31"] {
        assert_eq!(tester.json(&day(far)).await["slots"], json!([]), "{far}");
    }
    assert_problem(tester.get(&day("?day=2026-2-1")).await, 400, "bad_day").await;
    for unknown in ["1", "x", "0"] {
        let path = format!("/v1/bookables/{unknown}/slots");
        assert_problem(tester.get(&path).await, 404, "bookable_unknown").await;
    }
    // The same seed is the same city.
    let twin = Tester::start(options(5)).await;
    assert_eq!(
        twin.json(&day("?day=2026-12-01")).await["slots"],
        tester.json(&day("?day=2026-12-01")).await["slots"]
    );
}

#[tokio::test]
async fn a_desk_that_is_down_or_slow_makes_no_booking_twice() {
    let tester = Tester::start(options(5)).await;
    let lucia = Citizen::light(&tester, "lucia").await;
    let slot = slot(&tester, court(&tester).await, |left| left > 0).await;
    tester.put("/admin/sectors", json!({ "sport": "down" })).await;
    assert_problem(book(&lucia, 1, &slot).await, 503, "sector_down").await;
    let list = lucia.get("/v1/me/bookings").send().await.unwrap();
    assert_problem(list, 503, "sector_down").await;
    let (bookable, _) = slot.split_once('-').unwrap();
    let day = tester.get(&format!("/v1/bookables/{bookable}/slots")).await;
    assert_problem(day, 503, "sector_down").await;
    tester.put("/admin/sectors", json!({ "sport": "slow" })).await;
    let impatient = post(&lucia, 1, &slot, 1).timeout(Duration::from_millis(200)).send();
    assert!(impatient.await.is_err());
    tester.put("/admin/sectors", json!({ "sport": "ok" })).await;
    // Whoever gave up and asks again meets the first question still under way, or a desk that never heard of it.
    let mut answer = book(&lucia, 1, &slot).await;
    while answer.status() == 409 {
        assert_problem(answer, 409, "key_in_use").await;
        tokio::time::sleep(Duration::from_millis(100)).await;
        answer = book(&lucia, 1, &slot).await;
    }
    assert_eq!(answer.status(), 201);
    assert_eq!(kinds(&ledger(&tester).await), ["booking"]);
}

#[tokio::test]
async fn the_list_is_named_by_what_it_says() {
    let tester = Tester::start(options(5)).await;
    let lucia = Citizen::light(&tester, "lucia").await;
    let first = lucia.get("/v1/me/bookings").send().await.unwrap();
    assert_eq!(first.headers()["cache-control"], "private, no-cache");
    let tag = first.headers()["etag"].to_str().unwrap().to_owned();
    tester.put("/admin/clock", json!({ "advance_s": 60 })).await;
    let held = || lucia.get("/v1/me/bookings").header("if-none-match", tag.clone()).send();
    assert_eq!(held().await.unwrap().status(), 304);
    let slot = slot(&tester, court(&tester).await, |left| left > 0).await;
    book(&lucia, 1, &slot).await;
    assert_eq!(held().await.unwrap().status(), 200);
    let nobody = tester.get("/v1/me/bookings").await;
    assert_problem(nobody, 401, "token_invalid").await;
}
