//! The console: what its page tells, what its buttons do, and who may press them.

use madrid_server_stub::{CityOptions, TlsOptions};
use reqwest::Response;
use serde_json::json;

use crate::citizen::{encode, sign_in};
use crate::support::{Tester, assert_problem, client, options};
use crate::wallet::Wallet;

async fn page(tester: &Tester) -> String {
    let response = tester.get("/console").await;
    assert_eq!(response.status(), 200);
    response.text().await.unwrap()
}

async fn press(tester: &Tester, button: &str, fields: &[(&str, String)], headers: &[(&str, &str)]) -> Response {
    let mut request = tester
        .client
        .post(tester.url(&format!("/console/{button}")))
        .header("content-type", "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(encode(fields)).send().await.unwrap()
}

/// Presses a button and asserts what is said afterwards.
async fn assert_said(tester: &Tester, button: &str, fields: &[(&str, &str)], said: &str) {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()))
        .collect();
    let response = press(tester, button, &fields, &[]).await;
    assert_eq!(response.status(), 303, "{button}");
    let location = response.headers()["location"].to_str().unwrap().to_owned();
    assert_eq!(location, format!("/console?said={said}"));
    let shown = tester
        .get(location.split('#').next().unwrap())
        .await
        .text()
        .await
        .unwrap();
    assert!(shown.contains("id=\"said\""), "{shown}");
}

#[tokio::test]
async fn traffic_is_told_without_queries_and_without_the_switches() {
    let tester = Tester::start(options(5)).await;
    assert!(page(&tester).await.contains("Nobody has asked for anything yet"));
    let token = sign_in(&tester, "carmen", false).await["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let asked = tester
        .client
        .get(tester.url("/v1/me/summaries?for=p-hugo"))
        .bearer_auth(&token);
    assert_eq!(asked.send().await.unwrap().status(), 200);
    tester.set_fault(json!({ "fault": "drop_before", "times": 1 })).await;
    assert!(tester.try_get("/v1/places").await.is_err());
    tester.set_fault(json!({ "fault": "delay", "delay_ms": 20 })).await;
    tester.get("/v1/places").await;
    let html = page(&tester).await;
    let traffic = html.split("id=\"traffic\"").nth(1).unwrap();
    for expected in [
        "/v1/me/summaries",
        "/idp/token",
        "<td>cut</td>",
        "<td>drop_before</td>",
        "<td>delay</td>",
        "<td>303</td>",
    ] {
        assert!(traffic.contains(expected), "{expected}: {traffic}");
    }
    for secret in [
        token.as_str(),
        "for=p-hugo",
        "familia-2026",
        "/admin",
        "/console</code>",
    ] {
        assert!(!traffic.contains(secret), "{secret}: {traffic}");
    }
}

#[tokio::test]
async fn people_are_told_with_what_they_type() {
    let tester = Tester::start(options(5)).await;
    sign_in(&tester, "lucia", false).await;
    let html = page(&tester).await;
    for expected in [
        "31415926L",
        "padel-2026",
        "246810",
        "Young and sporty",
        "Cannot sign in",
        "<dd>1</dd>",
    ] {
        assert!(html.contains(expected), "{expected}");
    }
    assert_said(
        &tester,
        "sessions",
        &[("person", "p-lucia"), ("action", "revoke")],
        "sessions_changed",
    )
    .await;
    assert!(!page(&tester).await.contains("<dd>1</dd>"));
    assert_said(
        &tester,
        "sessions",
        &[("person", "p-nobody"), ("action", "revoke")],
        "sessions_refused",
    )
    .await;
    assert_said(
        &tester,
        "sessions",
        &[("person", "p-lucia"), ("action", "dance")],
        "sessions_refused",
    )
    .await;
}

#[tokio::test]
async fn the_clock_is_moved_and_set() {
    let tester = Tester::start(options(5)).await;
    assert!(page(&tester).await.contains("Tue 24 Nov 2026, 11:00:0"));
    assert_said(&tester, "clock", &[("seconds", "86400")], "clock_moved").await;
    assert!(page(&tester).await.contains("Wed 25 Nov 2026, 11:00:0"));
    assert_said(&tester, "clock", &[("to", "2027-07-01T09:30")], "clock_moved").await;
    let now = tester.json("/admin/clock").await["now"].as_str().unwrap().to_owned();
    assert!(now.starts_with("2027-07-01T07:30:"), "{now}");
    for wrong in [
        ("to", "tomorrow"),
        ("seconds", "many"),
        ("seconds", "9223372036854775807"),
    ] {
        assert_said(&tester, "clock", &[wrong], "clock_refused").await;
    }
}

#[tokio::test]
async fn faults_are_added_and_cleared() {
    let tester = Tester::start(options(5)).await;
    let fault = |fault: &'static str, path: &'static str, status: &'static str| {
        [
            ("fault", fault),
            ("path", path),
            ("times", "2"),
            ("delay_ms", ""),
            ("status", status),
        ]
    };
    assert_said(&tester, "faults", &fault("status", "/v1/", "503"), "fault_added").await;
    assert_said(&tester, "faults", &fault("busy", "/idp", ""), "fault_added").await;
    let rules = tester.json("/admin/faults").await["rules"].take();
    let expected = json!([
        { "fault": "status", "path": "/v1/", "probability": 1.0, "times": 2, "status": 503 },
        { "fault": "busy", "path": "/idp", "probability": 1.0, "times": 2 },
    ]);
    assert_eq!(rules, expected);
    assert_eq!(tester.get("/v1/places").await.status(), 503);
    assert!(page(&tester).await.contains("times left: 1"));
    for wrong in [
        fault("status", "/v1/", "200"),
        fault("status", "/v1/", "lots"),
        fault("status", "v1", ""),
        fault("earthquake", "/v1/", ""),
    ] {
        assert_said(&tester, "faults", &wrong, "fault_refused").await;
    }
    assert_said(&tester, "faults/clear", &[], "faults_cleared").await;
    assert_eq!(tester.json("/admin/faults").await["rules"], json!([]));
}

#[tokio::test]
async fn cards_are_told_and_taken_back() {
    let tester = Tester::start(options(5)).await;
    assert!(page(&tester).await.contains("No card has been given out yet"));
    let wallet = Wallet::plain(&tester);
    let tokens = wallet.signed_in("library_card_sd_jwt", "lucia", None).await;
    let wanted = json!({ "credential_configuration_id": "library_card_sd_jwt" });
    assert_eq!(wallet.ask("credential", &tokens.access, &wanted).await.status(), 200);
    let html = page(&tester).await;
    assert!(
        html.contains("library_card_sd_jwt") && html.contains("p-lucia"),
        "{html}"
    );
    let act = |action| [("batch", "1"), ("action", action)];
    assert_said(&tester, "cards", &act("suspend"), "cards_changed").await;
    assert!(page(&tester).await.contains("<td>suspended</td>"));
    assert_said(&tester, "cards", &act("revoke"), "cards_changed").await;
    assert!(page(&tester).await.contains("<td>revoked</td>"));
    assert_said(&tester, "cards", &act("restore"), "cards_refused").await;
    assert_said(&tester, "cards", &act("burn"), "cards_refused").await;
    assert_said(
        &tester,
        "cards",
        &[("batch", "9"), ("action", "revoke")],
        "cards_refused",
    )
    .await;
}

#[tokio::test]
async fn systems_are_chosen() {
    let tester = Tester::start(options(5)).await;
    assert_said(
        &tester,
        "systems",
        &[("idp", "down"), ("tax", "slow"), ("padron", "stale")],
        "systems_changed",
    )
    .await;
    let sectors = tester.json("/admin/sectors").await;
    assert_eq!(
        (sectors["tax"].as_str(), sectors["padron"].as_str()),
        (Some("slow"), Some("stale"))
    );
    assert_eq!(tester.json("/admin/idp").await["state"], "down");
    for wrong in [("tax", "stale"), ("tax", "happy"), ("metro", "ok")] {
        assert_said(&tester, "systems", &[("idp", "ok"), wrong], "systems_refused").await;
    }
    assert_eq!(
        tester.json("/admin/idp").await["state"],
        "down",
        "nothing changes with a mistake"
    );
}

#[tokio::test]
async fn only_this_machine_and_its_own_pages_may_press() {
    let tester = Tester::start(CityOptions {
        tls: Some(TlsOptions::default()),
        ..options(5)
    })
    .await;
    let own = tester.city.http_url().to_owned();
    let day = [("seconds", "86400".to_owned())];
    for headers in [
        &[("origin", "https://evil.example")][..],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site")],
        &[("host", "evil.example")],
    ] {
        assert_problem(press(&tester, "clock", &day, headers).await, 404, "not_found").await;
    }
    let evil = tester
        .client
        .post(tester.url("/admin/epoch"))
        .header("origin", "https://evil.example");
    assert_problem(evil.send().await.unwrap(), 404, "not_found").await;
    assert!(
        tester.json("/admin/clock").await["now"]
            .as_str()
            .unwrap()
            .starts_with("2026-11-24")
    );
    let headers = [("origin", own.as_str()), ("sec-fetch-site", "same-origin")];
    assert_eq!(press(&tester, "clock", &day, &headers).await.status(), 303);
    let secure = client(Some(tester.city.root_pem()));
    let from_outside = secure
        .get(format!("{}/console", tester.city.https_url().unwrap()))
        .send()
        .await;
    assert_problem(from_outside.unwrap(), 404, "not_found").await;
}

#[tokio::test]
async fn the_page_lets_nothing_in_and_reloads_itself_only_if_asked() {
    let tester = Tester::start(options(5)).await;
    let plain = tester.get("/console").await;
    assert!(!plain.headers().contains_key("refresh"));
    assert_eq!(plain.headers()["referrer-policy"], "same-origin");
    let policy = plain.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(
        policy.contains("default-src 'none'") && policy.contains("form-action 'self' ;"),
        "{policy}"
    );
    assert_eq!(tester.get("/console?live=true").await.headers()["refresh"], "3");
    assert_eq!(tester.get("/console?said=%3Cscript%3E").await.status(), 200);
    let total = tester.json("/admin/requests").await["total"].clone();
    assert_eq!(total, 0, "looking is no traffic");
}
