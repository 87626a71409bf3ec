//! The city fails, or something else answers in its place.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use madrid_bindings::app::App;
use madrid_bindings::error::AppError;
use madrid_bindings::view::FreshnessState;
use madrid_core::app::AppBuilder;
use madrid_core::kernel::CollectionChecksum;
use madrid_core::ports::{HttpRequest, HttpResponse, ScriptedTransport, Transport, TransportError, TransportReply};
use madrid_core::sync::Trigger;
use madrid_server_stub::{City, CityOptions};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::http::ask;
use crate::phone::{assert_plain, assert_stale_but_there, config, kept, open};

/// What a phone follows of the city without knowing who holds it: places, events, areas, what can be booked, the tax calendar.
const COLLECTIONS: usize = 5;

fn busy(code: &str) -> AppError {
    AppError::ServerBusy {
        code: code.to_owned(),
        retry_after_seconds: None,
    }
}

fn offline(code: &str) -> AppError {
    AppError::Offline { code: code.to_owned() }
}

/// A fault of the city, and what the phone makes of it.
fn bad_days() -> Vec<(Value, AppError)> {
    vec![
        (json!({ "fault": "status", "status": 500 }), busy("net.failed")),
        (json!({ "fault": "status", "status": 502 }), busy("net.failed")),
        (json!({ "fault": "truncate" }), offline("net.interrupted")),
        (json!({ "fault": "drop_before" }), offline("net.interrupted")),
        (json!({ "fault": "drop_after" }), offline("net.interrupted")),
        (json!({ "fault": "broken_json" }), busy("net.bad_reply")),
        (
            json!({ "fault": "wrong_content" }),
            AppError::NotTheCity {
                code: "net.wrong_content".into(),
            },
        ),
        (
            json!({ "fault": "status", "status": 403 }),
            AppError::Rejected {
                code: "net.refused".into(),
            },
        ),
    ]
}

/// The phone met `failed`: it says so, and holds what it held.
async fn assert_only_told(app: &App, failed: &AppError) {
    assert_plain(failed);
    let status = app.status().await.unwrap();
    assert_eq!(status.places.trouble.unwrap().code, failed.code());
    assert_eq!(status.places.freshness.state, FreshnessState::Stale);
    assert!(!status.running);
    assert_stale_but_there(app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_failure_of_the_city_is_told_and_nothing_is_lost() {
    let city = City::start(CityOptions::default()).await.unwrap();
    let url = city.http_url();
    let home = tempfile::tempdir().unwrap();
    let app = open(config(home.path(), url)).await.unwrap();
    app.sync().await.unwrap();
    for (rule, expected) in bad_days() {
        let before = kept(home.path());
        // Something to miss.
        ask(url, "POST", "/admin/churn", &json!({ "upserts": 5, "inserts": 1 })).await;
        ask(url, "PUT", "/admin/faults", &json!({ "rules": [rule] })).await;
        let failed = app.sync().await.unwrap_err();
        assert_eq!(failed, expected, "{rule}");
        assert_eq!(kept(home.path()), before, "{rule}");
        assert_only_told(&app, &failed).await;
        ask(url, "DELETE", "/admin/faults", &Value::Null).await;
        let status = app.sync().await.unwrap();
        assert_eq!(status.places.freshness.state, FreshnessState::Fresh);
        assert_eq!(
            (status.places.trouble, kept(home.path()).rows.len()),
            (None, before.rows.len() + 1)
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_city_that_is_not_there_is_offline() {
    let city = City::start(CityOptions::default()).await.unwrap();
    let home = tempfile::tempdir().unwrap();
    let app = open(config(home.path(), city.http_url())).await.unwrap();
    app.sync().await.unwrap();
    let before = kept(home.path());
    city.stop().await;
    let failed = app.sync().await.unwrap_err();
    assert_eq!(failed, offline("net.unreachable"));
    assert_eq!(kept(home.path()), before);
    assert_only_told(&app, &failed).await;
}

/// A server that gives everyone the same answer, and counts them.
async fn parrot(answer: String) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            counter.fetch_add(1, Ordering::SeqCst);
            // The whole question fits into one piece; nobody cares what it says.
            let mut question = [0; 4_096];
            let _ = stream.read(&mut question).await;
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    (url, asked)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_redirect_is_not_followed() {
    let (elsewhere, asked_elsewhere) = parrot("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".into()).await;
    let redirect = format!(
        "HTTP/1.1 302 Found\r\nLocation: {elsewhere}/v1/places\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    let (url, asked) = parrot(redirect).await;
    let home = tempfile::tempdir().unwrap();
    let app = open(config(home.path(), &url)).await.unwrap();
    let failed = app.sync().await.unwrap_err();
    assert_eq!(
        failed,
        AppError::NotTheCity {
            code: "net.wrong_content".into()
        }
    );
    assert_plain(&failed);
    assert_eq!(
        (asked.load(Ordering::SeqCst), asked_elsewhere.load(Ordering::SeqCst)),
        (COLLECTIONS, 0)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_cursor_loads_again_behind_the_old_rows() {
    let city = City::start(CityOptions::default()).await.unwrap();
    let url = city.http_url();
    let home = tempfile::tempdir().unwrap();
    let app = open(config(home.path(), url)).await.unwrap();
    app.sync().await.unwrap();
    let before = kept(home.path());
    ask(url, "POST", "/admin/churn", &json!({ "deletes": 7 })).await;
    // Whoever comes with a cursor has lost it, whoever begins again finds the city failing: nothing may vanish meanwhile.
    let rules = json!({ "rules": [{ "fault": "lost_cursor" }, { "fault": "status" }] });
    ask(url, "PUT", "/admin/faults", &rules).await;
    let failed = app.sync().await.unwrap_err();
    assert_eq!((&failed, kept(home.path())), (&busy("net.failed"), before));
    assert_only_told(&app, &failed).await;
    ask(url, "DELETE", "/admin/faults", &Value::Null).await;
    // And for good: the city begins to count anew.
    ask(url, "POST", "/admin/epoch", &Value::Null).await;
    let epoch = ask(url, "GET", "/admin/collections", &Value::Null).await["places"]["epoch"].take();
    let status = app.sync().await.unwrap();
    let after = kept(home.path());
    let page = ask(url, "GET", "/v1/places?limit=10000", &Value::Null).await;
    assert_eq!(status.places.freshness.state, FreshnessState::Fresh);
    assert_eq!(after.rows.len(), page["rows"].as_array().unwrap().len());
    assert!(after.cursor.unwrap().starts_with(epoch.as_str().unwrap()));
}

/// A page of one place, whose total speaks of `live`.
fn page(live: &[(i64, i64)]) -> Result<HttpResponse, TransportError> {
    let mut sum = CollectionChecksum::default();
    live.iter().for_each(|&(id, version)| sum.add(id, version));
    let row = json!({ "id": 1, "version": 1, "kind": "park", "name": "Parque del Retiro", "lat": 40.4, "lon": -3.7,
        "features": [], "source": "Ayuntamiento de Madrid" });
    let body = json!({ "rows": [row], "deletes": [], "next": "c1", "more": false, "as_of": "2026-11-24T10:00:00Z",
        "total": { "count": live.len(), "checksum": sum.to_hex() } });
    Ok(HttpResponse {
        status: 200,
        content_type: Some("application/json".into()),
        body: body.to_string().into_bytes(),
        ..HttpResponse::default()
    })
}

/// A city whose places are told by a script, and which has nothing else.
struct OnlyPlaces(Arc<ScriptedTransport>);

impl Transport for OnlyPlaces {
    fn send(&self, request: HttpRequest) -> TransportReply<'_> {
        if request.path.starts_with("/v1/places") {
            return self.0.send(request);
        }
        let body = json!({ "rows": [], "deletes": [], "next": "c0", "more": false, "as_of": "2026-11-24T10:00:00Z",
            "total": { "count": 0, "checksum": CollectionChecksum::default().to_hex() }, "version": "1", "entries": [] });
        let nothing = HttpResponse {
            status: 200,
            content_type: Some("application/json".into()),
            body: body.to_string().into_bytes(),
            ..HttpResponse::default()
        };
        Box::pin(std::future::ready(Ok(nothing)))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_city_that_contradicts_itself_is_not_believed() {
    let home = tempfile::tempdir().unwrap();
    let liar = || page(&[(1, 1), (2, 2)]);
    let script = Arc::new(ScriptedTransport::new([
        page(&[(1, 1)]),
        liar(),
        liar(),
        page(&[(1, 1)]),
    ]));
    let builder =
        AppBuilder::new(home.path(), "http://127.0.0.1:1").transport(Arc::new(OnlyPlaces(Arc::clone(&script))));
    let app = builder.open().unwrap();
    app.sync(Trigger::Person).await.unwrap();
    let before = kept(home.path());
    let failed = AppError::from(app.sync(Trigger::Person).await.unwrap_err());
    assert_eq!(failed, busy("sync.does_not_add_up"));
    assert_plain(&failed);
    assert_eq!(
        (kept(home.path()), script.asked().len()),
        (before, 3),
        "asked once more from the beginning"
    );
    app.sync(Trigger::Person).await.unwrap();
    assert_eq!(app.status().await.unwrap().failed_code, None);
}
