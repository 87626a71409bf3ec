//! Every fault, as the phone feels it.

use std::time::{Duration, Instant};

use madrid_server_stub::{CityOptions, TlsOptions};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::{Tester, assert_problem, client, options};

/// Everything the city sends before it closes the connection.
async fn raw(tester: &Tester, path: &str) -> String {
    let address = tester.city.http_url().trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&address).await.unwrap();
    stream
        .write_all(format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n").as_bytes())
        .await
        .unwrap();
    let mut bytes = Vec::new();
    // A reset instead of an end would be a broken connection just as well.
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn a_delayed_answer_comes_late_and_whole() {
    let tester = Tester::start(options(20)).await;
    tester
        .set_fault(json!({ "fault": "delay", "delay_ms": 250, "times": 1 }))
        .await;
    let started = Instant::now();
    assert_eq!(tester.get("/v1/places").await.status(), 200);
    assert!(started.elapsed() >= Duration::from_millis(250));
}

#[tokio::test]
async fn drops_break_the_connection_without_a_word() {
    let tester = Tester::start(options(20)).await;
    for fault in ["drop_before", "drop_after"] {
        tester.set_fault(json!({ "fault": fault })).await;
        let error = tester.try_get("/v1/places").await.unwrap_err();
        assert!(error.is_request() && error.status().is_none(), "{error:?}");
        assert_eq!(raw(&tester, "/v1/places").await, "", "{fault}");
        // Elsewhere nothing happens.
        assert_eq!(tester.get("/health").await.status(), 200);
    }
}

#[tokio::test]
async fn a_truncated_answer_promises_more_than_comes() {
    let tester = Tester::start(options(20)).await;
    tester.set_fault(json!({ "fault": "truncate" })).await;
    let response = tester.get("/v1/places").await;
    assert_eq!(response.status(), 200);
    assert!(response.bytes().await.is_err());
    let text = raw(&tester, "/v1/places").await;
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let promised = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .unwrap();
    let promised: usize = promised.parse().unwrap();
    assert!(head.contains("\r\ndate: Tue, 24 Nov 2026 10:0"));
    assert!(body.starts_with("{\"rows\":[{") && body.len() * 2 <= promised + 1 && body.len() > promised / 4);
}

#[tokio::test]
async fn failures_and_busy_answers_are_problems() {
    let tester = Tester::start(options(20)).await;
    tester.set_fault(json!({ "fault": "status" })).await;
    assert_problem(tester.get("/v1/places").await, 500, "fault").await;
    tester.set_fault(json!({ "fault": "status", "status": 502 })).await;
    assert_problem(tester.get("/v1/places/1").await, 502, "fault").await;
    tester.set_fault(json!({ "fault": "busy", "retry_after_s": 7 })).await;
    let busy = tester.get("/v1/places").await;
    assert_eq!(busy.headers()["retry-after"], "7");
    assert_problem(busy, 429, "busy").await;
    tester.set_fault(json!({ "fault": "busy", "status": 503 })).await;
    let busy = tester.get("/v1/places").await;
    assert_eq!(busy.headers()["retry-after"], "1");
    assert_problem(busy, 503, "busy").await;
}

#[tokio::test]
async fn a_login_page_answers_instead_of_the_city() {
    let tester = Tester::start(options(20)).await;
    tester.set_fault(json!({ "fault": "wrong_content" })).await;
    let response = tester.get("/v1/places").await;
    assert_eq!(
        (response.status().as_u16(), &response.headers()["content-type"]),
        (200, &"text/html; charset=utf-8".parse().unwrap())
    );
    assert!(response.headers().contains_key("date"));
    assert!(response.text().await.unwrap().contains("<html"));
}

#[tokio::test]
async fn broken_json_is_a_complete_answer_all_the_same() {
    let tester = Tester::start(options(20)).await;
    tester.set_fault(json!({ "fault": "broken_json" })).await;
    // Also where the city would have said "you have it already".
    let response = tester
        .client
        .get(tester.url("/v1/places"))
        .header("if-none-match", "*")
        .send()
        .await
        .unwrap();
    assert_eq!(
        (response.status().as_u16(), &response.headers()["content-type"]),
        (200, &"application/json".parse().unwrap())
    );
    let promised: usize = response.headers()["content-length"].to_str().unwrap().parse().unwrap();
    let bytes = response.bytes().await.unwrap();
    assert_eq!(bytes.len(), promised);
    assert!(bytes.starts_with(b"{\"rows\":[{") && serde_json::from_slice::<Value>(&bytes).is_err());
}

#[tokio::test]
async fn a_cursor_is_lost_on_demand_and_only_where_there_is_one() {
    let tester = Tester::start(options(20)).await;
    tester.set_fault(json!({ "fault": "lost_cursor", "times": 1 })).await;
    let page = tester.json("/v1/places").await;
    let next = format!("/v1/places?after={}", page["next"].as_str().unwrap());
    assert_problem(tester.get(&next).await, 410, "cursor_lost").await;
    assert_eq!(tester.get(&next).await.status(), 200);
}

#[tokio::test]
async fn a_duplicated_request_arrives_twice() {
    let tester = Tester::start(options(20)).await;
    tester.set_fault(json!({ "fault": "duplicate", "times": 1 })).await;
    assert_eq!(tester.get("/v1/places").await.status(), 200);
    assert_eq!(tester.get("/v1/places").await.status(), 200);
    let counted = tester.json("/admin/requests").await;
    assert_eq!(
        (&counted["total"], &counted["by_path"]),
        (&json!(3), &json!({ "/v1/places": 3 }))
    );
}

#[tokio::test]
async fn the_switches_are_never_hit_and_can_always_be_reset() {
    let tester = Tester::start(options(20)).await;
    let rule = json!({ "fault": "drop_before", "path": "/", "probability": 1.0 });
    tester.set_fault(rule.clone()).await;
    assert!(tester.try_get("/health").await.is_err());
    assert_eq!(tester.json("/admin/faults").await, json!({ "rules": [rule] }));
    let cleared = tester.client.delete(tester.url("/admin/faults")).send().await.unwrap();
    assert_eq!(cleared.status(), 204);
    assert_eq!(tester.json("/admin/faults").await, json!({ "rules": [] }));
    assert_eq!(tester.get("/health").await.status(), 200);
}

#[tokio::test]
async fn rules_that_cannot_be_carried_out_are_refused_and_change_nothing() {
    let tester = Tester::start(options(20)).await;
    let good = json!({ "fault": "status", "path": "/v1/", "probability": 0.0, "times": 3, "status": 501 });
    tester.set_fault(good.clone()).await;
    for (rule, code, status) in [
        (json!({ "fault": "delay", "probability": 2 }), "bad_rule", 400),
        (json!({ "fault": "status", "status": 204 }), "bad_rule", 400),
        (json!({ "fault": "flood" }), "bad_body", 422),
        (json!({ "fault": "delay", "dealy_ms": 5 }), "bad_body", 422),
    ] {
        let refused = tester.put("/admin/faults", json!({ "rules": [rule] })).await;
        assert_problem(refused, status, code).await;
    }
    assert_eq!(tester.json("/admin/faults").await, json!({ "rules": [good] }));
}

#[tokio::test]
async fn the_same_seed_and_requests_meet_the_same_faults() {
    async fn story(seed: u64) -> Vec<String> {
        let tester = Tester::start(CityOptions { seed, ..options(5) }).await;
        let rules = json!({ "rules": [
            { "fault": "drop_before", "probability": 0.2 },
            { "fault": "status", "probability": 0.2 },
            { "fault": "broken_json", "probability": 0.2 },
        ] });
        tester.put("/admin/faults", rules).await;
        let mut story = Vec::new();
        for _ in 0..60 {
            story.push(match tester.try_get("/v1/places").await {
                Err(_) => "cut".to_owned(),
                Ok(response) => format!("{} {:?}", response.status(), response.json::<Value>().await.is_ok()),
            });
        }
        story
    }
    let one = story(1).await;
    assert_eq!(one, story(1).await);
    assert_ne!(one, story(2).await);
    let distinct: std::collections::BTreeSet<_> = one.iter().collect();
    assert_eq!(distinct.len(), 4, "{distinct:?}");
}

#[tokio::test]
async fn connections_break_over_https_too() {
    let tester = Tester::start(CityOptions {
        tls: Some(TlsOptions::default()),
        ..options(20)
    })
    .await;
    let secure = client(Some(tester.city.root_pem()));
    let url = format!("{}/v1/places", tester.city.https_url().unwrap());
    tester.set_fault(json!({ "fault": "drop_after", "times": 1 })).await;
    assert!(secure.get(&url).send().await.unwrap_err().is_request());
    tester.set_fault(json!({ "fault": "truncate", "times": 1 })).await;
    assert!(secure.get(&url).send().await.unwrap().bytes().await.is_err());
    assert_eq!(secure.get(&url).send().await.unwrap().status(), 200);
}
