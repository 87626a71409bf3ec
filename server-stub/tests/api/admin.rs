//! The switches, and who may touch them.

use std::collections::BTreeSet;

use madrid_server_stub::{CityOptions, TlsOptions};
use serde_json::{Value, json};

use crate::support::{Phone, Tester, assert_problem, client, options};

#[tokio::test]
async fn the_clock_is_set_and_runs_on_and_stamps_every_answer() {
    let tester = Tester::start(options(20)).await;
    let set = tester
        .put("/admin/clock", json!({ "now": "2027-02-28T23:59:00+01:00" }))
        .await;
    assert_eq!(set.status(), 200);
    assert!(
        tester.json("/admin/clock").await["now"]
            .as_str()
            .unwrap()
            .starts_with("2027-02-28T22:59:")
    );
    tester.put("/admin/clock", json!({ "advance_s": 3 * 24 * 3600 })).await;
    for path in [
        "/health",
        "/v1/places",
        "/v1/places?limit=0",
        "/nowhere",
        "/admin/clock",
        "/openapi.json",
    ] {
        let response = tester.get(path).await;
        assert!(
            response.headers()["date"]
                .to_str()
                .unwrap()
                .starts_with("Wed, 03 Mar 2027 22:59:"),
            "{path}"
        );
    }
    tester.set_fault(json!({ "fault": "busy" })).await;
    assert!(
        tester.get("/v1/places").await.headers()["date"]
            .to_str()
            .unwrap()
            .starts_with("Wed, 03 Mar 2027")
    );
}

#[tokio::test]
async fn a_clock_that_makes_no_sense_is_refused_and_not_moved() {
    let tester = Tester::start(options(20)).await;
    for wrong in [
        json!({}),
        json!({ "now": "2027-01-01T00:00:00Z", "advance_s": 1 }),
        json!({ "advance_s": i64::MAX }),
    ] {
        assert_problem(tester.put("/admin/clock", wrong).await, 400, "bad_clock").await;
    }
    assert_problem(
        tester.put("/admin/clock", json!({ "now": "tomorrow" })).await,
        422,
        "bad_body",
    )
    .await;
    let now = tester.json("/admin/clock").await;
    assert!(now["now"].as_str().unwrap().starts_with("2026-11-24T10:0"), "{now}");
}

#[tokio::test]
async fn a_held_clock_says_the_same_until_it_is_let_go() {
    let tester = Tester::start(options(20)).await;
    let noon = "2026-11-24T12:00:00Z";
    let held = json!({ "now": noon, "held": true });
    tester.put("/admin/clock", held.clone()).await;
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    assert_eq!(tester.json("/admin/clock").await, held);
    tester.put("/admin/clock", json!({ "held": false })).await;
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
    let running = tester.json("/admin/clock").await;
    assert!(
        running["now"].as_str().unwrap() > noon && running["held"] == false,
        "{running}"
    );
}

#[tokio::test]
async fn churn_changes_as_many_places_as_asked() {
    let tester = Tester::start(options(400)).await;
    let mut phone = Phone::default();
    phone.pull_all(&tester, 1_000).await;
    let before = phone.clone();
    let sequence = tester.collection().await["sequence"].as_i64().unwrap();
    let churned = tester
        .post("/admin/churn", json!({ "upserts": 10, "deletes": 4, "inserts": 3 }))
        .await;
    assert_eq!(churned["sequence"], sequence + 17);
    let changed: BTreeSet<i64> = churned["changed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|id| id.as_i64().unwrap())
        .collect();
    assert_eq!(changed.len(), 17);
    phone.pull_all(&tester, 1_000).await;
    phone.assert_complete();
    let differs: BTreeSet<i64> = before
        .rows
        .keys()
        .chain(phone.rows.keys())
        .copied()
        .filter(|id| before.rows.get(id) != phone.rows.get(id))
        .collect();
    assert_eq!(differs, changed);
    assert_eq!(phone.rows.len(), 399);
    // Asked again it is about other places, and asked for too much it takes what there is.
    let again = tester.post("/admin/churn", json!({ "upserts": 10 })).await;
    assert_ne!(again["changed"], churned["changed"]);
    let all = tester.post("/admin/churn", json!({ "deletes": 100_000 })).await;
    assert_eq!(all["changed"].as_array().unwrap().len(), 399);
    assert_eq!(tester.collection().await["checksum"], "0000000000000000");
    let nothing = tester.post("/admin/churn", json!({ "upserts": 5, "deletes": 5 })).await;
    assert_eq!(nothing["changed"], json!([]));
    let too_much = tester
        .client
        .post(tester.url("/admin/churn"))
        .json(&json!({ "inserts": 100_001 }))
        .send()
        .await
        .unwrap();
    assert_problem(too_much, 400, "bad_churn").await;
}

#[tokio::test]
async fn requests_are_counted_by_path_and_switches_are_not() {
    let tester = Tester::start(options(20)).await;
    for path in ["/v1/places", "/v1/places?limit=5", "/health", "/nowhere"] {
        tester.get(path).await;
    }
    let expected = json!({ "total": 4, "by_path": { "/v1/places": 2, "/health": 1, "/nowhere": 1 } });
    let mut counted = tester.json("/admin/requests").await;
    counted
        .as_object_mut()
        .unwrap()
        .retain(|member, _| !member.starts_with("bytes"));
    assert_eq!(counted, expected);
}

#[tokio::test]
async fn bytes_are_counted_before_packing_and_after() {
    let tester = Tester::start(options(300)).await;
    let plain = tester.get("/v1/places").await.bytes().await.unwrap().len();
    let packed = tester
        .client
        .get(tester.url("/v1/places"))
        .header("accept-encoding", "gzip");
    let packed = packed.send().await.unwrap().bytes().await.unwrap().len();
    assert!(packed * 3 < plain);
    let counted = tester.json("/admin/requests").await;
    let expected = json!({ "plain": 2 * plain, "sent": plain + packed });
    assert_eq!(
        (&counted["bytes"], &counted["bytes_by_path"]["/v1/places"]),
        (&expected, &expected)
    );
    tester.set_fault(json!({ "fault": "truncate", "times": 1 })).await;
    assert!(tester.get("/v1/places").await.bytes().await.is_err());
    let counted = tester.json("/admin/requests").await;
    let sent = counted["bytes"]["sent"].as_u64().unwrap();
    let whole = u64::try_from(2 * plain + packed).unwrap();
    assert!(sent < whole, "{sent} of {whole}: half an answer is not a whole one");
}

#[tokio::test]
async fn a_new_epoch_keeps_the_places() {
    let tester = Tester::start(options(20)).await;
    let before = tester.collection().await;
    let after = tester.post("/admin/epoch", Value::Null).await["places"].take();
    assert_ne!(before["epoch"], after["epoch"]);
    assert_eq!(
        (&before["checksum"], &before["sequence"]),
        (&after["checksum"], &after["sequence"])
    );
}

#[tokio::test]
async fn phones_cannot_reach_the_switches() {
    let tester = Tester::start(CityOptions {
        tls: Some(TlsOptions::default()),
        ..options(20)
    })
    .await;
    let secure = client(Some(tester.city.root_pem()));
    let https = tester.city.https_url().unwrap();
    assert_eq!(
        secure.get(format!("{https}/health")).send().await.unwrap().status(),
        200
    );
    for path in ["/admin/faults", "/admin/collections", "/admin"] {
        assert_problem(
            secure.get(format!("{https}{path}")).send().await.unwrap(),
            404,
            "not_found",
        )
        .await;
    }
    // A page in a browser on this machine, under a name of its own that resolves to 127.0.0.1.
    let rebound = tester
        .client
        .post(tester.url("/admin/epoch"))
        .header("host", "evil.example")
        .send()
        .await
        .unwrap();
    assert_problem(rebound, 404, "not_found").await;
}

#[tokio::test]
async fn bodies_that_are_no_json_are_refused_in_the_citys_words() {
    let tester = Tester::start(options(20)).await;
    let put = |kind: &'static str, body: &'static str| {
        tester
            .client
            .put(tester.url("/admin/faults"))
            .header("content-type", kind)
            .body(body)
            .send()
    };
    assert_problem(put("application/json", "{").await.unwrap(), 400, "bad_body").await;
    assert_problem(put("text/plain", "{\"rules\":[]}").await.unwrap(), 415, "bad_body").await;
}
