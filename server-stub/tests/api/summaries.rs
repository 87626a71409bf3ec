//! Everything about one person: what fails alone, how old it is, who may see it, and when it is sent again.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::citizen::Citizen;
use crate::support::{START, Tester, assert_problem, options};

const ORDER: [&str; 7] = [
    "tax",
    "fines",
    "cards",
    "procedures",
    "appointments",
    "notifications",
    "messages",
];

/// Which sections each system stands behind.
const BEHIND: [(&str, &[&str]); 6] = [
    ("tax", &["tax"]),
    ("fines", &["fines"]),
    ("padron", &["cards"]),
    ("sport", &["cards"]),
    ("procedures", &["procedures"]),
    ("crm", &["appointments", "notifications", "messages"]),
];

async fn switch(tester: &Tester, moods: Value) {
    assert_eq!(tester.put("/admin/sectors", moods).await.status(), 200);
}

/// The sections that failed, with their codes; the others must be whole.
fn failed(sections: &Value, good: &Value) -> Vec<(String, String)> {
    let mut failed = Vec::new();
    for id in ORDER {
        let section = &sections[id];
        if section["state"] == "failed" {
            assert_eq!(section.as_object().unwrap().len(), 3, "{section}");
            failed.push((id.to_owned(), section["code"].as_str().unwrap().to_owned()));
        } else {
            assert_eq!(section["items"], good[id]["items"], "{id}");
            assert_eq!(section["version"], good[id]["version"], "{id}");
        }
    }
    failed
}

fn all_with(ids: &[&str], code: &str) -> Vec<(String, String)> {
    ids.iter().map(|id| ((*id).to_owned(), code.to_owned())).collect()
}

#[tokio::test]
async fn there_are_seven_sections_in_one_order() {
    let tester = Tester::start(options(5)).await;
    let answer = Citizen::light(&tester, "pablo").await.json("/v1/me/summaries").await;
    assert_eq!(answer["for"], "p-pablo");
    assert!(answer["as_of"].as_str().unwrap().starts_with("2026-11-24T10:0"));
    let sections = answer["sections"].as_array().unwrap();
    let ids: Vec<_> = sections.iter().map(|section| section["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ORDER);
}

#[tokio::test]
async fn a_system_that_is_down_takes_only_its_own_sections_along() {
    let tester = Tester::start(options(5)).await;
    let carmen = Citizen::new(&tester, "carmen").await;
    let good = carmen.sections("").await;
    for (system, sections) in BEHIND {
        switch(&tester, json!({ system: "down" })).await;
        let found = carmen.sections("").await;
        assert_eq!(failed(&found, &good), all_with(sections, "sector_down"), "{system}");
        switch(&tester, json!({ system: "ok" })).await;
    }
    assert_eq!(failed(&carmen.sections("").await, &good), []);
}

#[tokio::test]
async fn slow_systems_are_not_waited_for_and_hide_nothing() {
    let tester = Tester::start(options(5)).await;
    let carmen = Citizen::new(&tester, "carmen").await;
    let good = carmen.sections("").await;
    switch(&tester, json!({ "tax": "slow", "padron": "slow", "crm": "slow" })).await;
    let started = Instant::now();
    let found = carmen.sections("").await;
    let took = started.elapsed();
    let late = ["tax", "cards", "appointments", "notifications", "messages"];
    assert_eq!(failed(&found, &good), all_with(&late, "sector_timeout"));
    assert!(
        took >= Duration::from_millis(1_500) && took < Duration::from_millis(3_000),
        "{took:?}"
    );
}

#[tokio::test]
async fn cards_say_what_is_wrong_with_the_worse_of_their_systems() {
    let tester = Tester::start(options(5)).await;
    let carmen = Citizen::new(&tester, "carmen").await;
    switch(&tester, json!({ "sport": "slow", "padron": "down" })).await;
    assert_eq!(carmen.sections("").await["cards"]["code"], "sector_down");
}

#[tokio::test]
async fn the_padron_is_as_old_as_its_nightly_copy() {
    let tester = Tester::start(options(5)).await;
    let carmen = Citizen::new(&tester, "carmen").await;
    for (now, mood, copied) in [
        // 03:00 in Madrid is 02:00 UTC in winter and 01:00 UTC in summer.
        (START, "ok", "2026-11-24T02:00:00Z"),
        (START, "stale", "2026-11-21T02:00:00Z"),
        ("2026-11-25T01:59:00Z", "ok", "2026-11-24T02:00:00Z"),
        ("2027-07-01T22:30:00Z", "ok", "2027-07-01T01:00:00Z"),
        ("2027-07-02T01:00:00Z", "ok", "2027-07-02T01:00:00Z"),
    ] {
        tester.put("/admin/clock", json!({ "now": now })).await;
        switch(&tester, json!({ "padron": mood })).await;
        let sections = carmen.sections("").await;
        assert_eq!(sections["cards"]["as_of"], copied, "{now} {mood}");
        let live = sections["tax"]["as_of"].as_str().unwrap();
        // To the minute.
        assert!(
            live.as_bytes().starts_with(now.as_bytes().get(..16).unwrap()),
            "{now} {live}"
        );
    }
}

#[tokio::test]
async fn only_those_who_are_represented_can_be_asked_for() {
    let tester = Tester::start(options(5)).await;
    let elena = Citizen::light(&tester, "elena").await;
    for person in ["p-elena", "p-antonio"] {
        let answer = elena.json(&format!("/v1/me/summaries?for={person}")).await;
        assert_eq!(answer["for"], person);
    }
    let antonio = Citizen::light(&tester, "antonio").await;
    for (citizen, person) in [
        // It goes one way, a child of somebody else is no child of mine, and nobody is nobody.
        (&antonio, "p-elena"),
        (&elena, "p-hugo"),
        (&elena, "p-nobody"),
        (&elena, ""),
        (&elena, "P-ANTONIO"),
        (&elena, "p-antonio%00"),
    ] {
        let refused = citizen
            .get(&format!("/v1/me/summaries?for={person}"))
            .send()
            .await
            .unwrap();
        assert_problem(refused, 403, "not_represented").await;
    }
    let twice = elena
        .get("/v1/me/summaries?for=p-elena&for=p-antonio")
        .send()
        .await
        .unwrap();
    assert_problem(twice, 400, "bad_query").await;
}

#[tokio::test]
async fn nothing_is_sent_again_until_something_is_different() {
    let tester = Tester::start(options(5)).await;
    let carmen = Citizen::new(&tester, "carmen").await;
    let tag = |response: &reqwest::Response| response.headers()["etag"].to_str().unwrap().to_owned();
    let ask = |held: String| carmen.get("/v1/me/summaries").header("if-none-match", held).send();
    let first = tag(&carmen.get("/v1/me/summaries").send().await.unwrap());

    // Time alone is no difference, as long as the nightly copy is the same.
    tester.put("/admin/clock", json!({ "advance_s": 3600 })).await;
    let same = ask(first.clone()).await.unwrap();
    assert_eq!((same.status().as_u16(), tag(&same)), (304, first.clone()));
    assert!(same.bytes().await.unwrap().is_empty());

    for (path, change) in [
        ("/admin/sectors", json!({ "fines": "down" })),
        ("/admin/sectors", json!({ "fines": "ok", "padron": "stale" })),
        ("/admin/clock", json!({ "advance_s": 24 * 3600 })),
    ] {
        let held = tag(&carmen.get("/v1/me/summaries").send().await.unwrap());
        assert_eq!(tester.put(path, change.clone()).await.status(), 200);
        let next = ask(held.clone()).await.unwrap();
        assert_eq!(next.status(), 200, "{change}");
        assert_ne!(tag(&next), held, "{change}");
    }
    // Nobody's tag is anybody else's, even if both have nothing there.
    let pablo = Citizen::new(&tester, "pablo").await;
    let other = pablo
        .get("/v1/me/summaries")
        .header("if-none-match", first)
        .send()
        .await
        .unwrap();
    assert_eq!(other.status(), 200);
}

#[tokio::test]
async fn moods_are_shown_set_in_part_and_refused_when_impossible() {
    let tester = Tester::start(options(5)).await;
    switch(&tester, json!({ "tax": "slow", "padron": "stale" })).await;
    for (wrong, status, code) in [
        (json!({ "crm": "stale" }), 400, "bad_sector"),
        (json!({ "tax": "down", "fines": "stale" }), 400, "bad_sector"),
        (json!({ "metro": "down" }), 422, "bad_body"),
        (json!({ "tax": "sleepy" }), 422, "bad_body"),
    ] {
        assert_problem(tester.put("/admin/sectors", wrong).await, status, code).await;
    }
    let shown = tester.json("/admin/sectors").await;
    for (system, mood) in [
        ("tax", "slow"),
        ("fines", "ok"),
        ("padron", "stale"),
        ("procedures", "ok"),
        ("sport", "ok"),
        ("crm", "ok"),
    ] {
        assert_eq!(shown[system], mood, "{system}");
    }
}

#[tokio::test]
async fn whoever_has_not_signed_in_learns_nothing() {
    let tester = Tester::start(options(5)).await;
    for path in ["/v1/me", "/v1/me/summaries", "/v1/me/summaries?for=p-hugo"] {
        assert_problem(tester.get(path).await, 401, "token_invalid").await;
        let wrong = tester
            .client
            .get(tester.url(path))
            .bearer_auth("nonsense")
            .send()
            .await
            .unwrap();
        assert_problem(wrong, 401, "token_invalid").await;
    }
    for path in ["/v1/me/contact", "/v1/me/preferences"] {
        assert_problem(tester.put(path, json!({})).await, 401, "token_invalid").await;
    }
    let carmen = Citizen::new(&tester, "carmen").await;
    for path in ["/v1/me/nothing", "/v1/me/", "/v1/me/summaries/tax"] {
        assert_problem(carmen.get(path).send().await.unwrap(), 404, "not_found").await;
    }
}
