//! The document against real answers: every documented answer is provoked and checked with its own schema.

use std::collections::BTreeSet;
use std::time::Duration;

use boon::{Compiler, Schemas};
use reqwest::{Method, Response};
use serde_json::{Value, json};

use madrid_server_stub::CityOptions;

use crate::citizen::{key, token};
use crate::support::{Phone, Tester, options, shared};
use crate::{fines, payments, tax};

const HERE: &str = "https://city.example/openapi.json";

const CONTACT: &str = r#"{"phone":"+34 600 999 888","email":"carmen@example.org"}"#;
const OTHER_CONTACT: &str = r#"{"phone":"1","email":null}"#;
const PREFERENCES: &str = r#"{"language":"en","consents":{"analytics":true,"reminders":false}}"#;
const BOOKINGS: &str = "/v1/me/bookings";
/// What is no JSON, and what it begins with.
const FILES: [(&str, &[u8]); 2] = [("application/pdf", b"%PDF-"), ("image/png", b"\x89PNG")];

/// A question, which path of the document it is about, and the status it must get.
pub struct Sample {
    method: Method,
    documented: &'static str,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Option<String>,
    status: u16,
}

impl Sample {
    pub fn new(documented: &'static str, path: impl Into<String>, status: u16) -> Self {
        Self {
            method: Method::GET,
            documented,
            path: path.into(),
            headers: Vec::new(),
            body: None,
            status,
        }
    }

    /// A change with everything it needs.
    fn put(documented: &'static str, token: &str, body: &str, status: u16) -> Self {
        let sample = Self {
            method: Method::PUT,
            ..Self::keyed(documented, documented, token, status)
        };
        sample.json(body).with("if-match", "\"1\"")
    }

    /// Something asked with a key.
    fn keyed(documented: &'static str, path: &str, token: &str, status: u16) -> Self {
        Self::new(documented, path, status)
            .with("authorization", format!("Bearer {token}"))
            .with("idempotency-key", key_of(documented, status))
    }

    /// A booking with everything it needs.
    fn book(token: &str, body: &str, status: u16) -> Self {
        let sample = Self {
            method: Method::POST,
            ..Self::keyed(BOOKINGS, BOOKINGS, token, status)
        };
        sample.json(body)
    }

    /// A booking is called off.
    fn call_off(token: &str, id: &str, status: u16) -> Self {
        Self {
            method: Method::DELETE,
            ..Self::keyed("/v1/me/bookings/{id}", &format!("{BOOKINGS}/{id}"), token, status)
        }
    }

    /// The same by another method.
    pub fn by(self, method: Method) -> Self {
        Self { method, ..self }
    }

    pub fn json(self, body: &str) -> Self {
        let sample = self.with("content-type", "application/json");
        Self {
            body: Some(body.to_owned()),
            ..sample
        }
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(other, _)| *other != name);
        self
    }

    fn rekeyed(self, number: u32) -> Self {
        self.without("idempotency-key").with("idempotency-key", key(number))
    }

    fn holding(self, tag: &str) -> Self {
        self.with("if-none-match", tag)
    }

    pub fn provoked(&self) -> (String, String, String) {
        let method = self.method.as_str().to_lowercase();
        (method, self.documented.to_owned(), self.status.to_string())
    }

    pub async fn ask(&self, tester: &Tester) -> Response {
        let mut request = tester.client.request(self.method.clone(), tester.url(&self.path));
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let request = match &self.body {
            Some(body) => request.body(body.clone()),
            None => request,
        };
        request.send().await.unwrap()
    }
}

async fn samples(tester: &Tester) -> Vec<Sample> {
    let page = tester.json("/v1/places?limit=10000").await;
    let id = page["rows"][0]["id"].as_i64().unwrap();
    let place = tester.get(&format!("/v1/places/{id}")).await;
    let place_tag = place.headers()["etag"].to_str().unwrap().to_owned();
    let event = tester.json("/v1/events?limit=1").await["rows"][0]["id"]
        .as_i64()
        .unwrap();
    let mut all = vec![
        Sample::new("/v1/places/{id}", format!("/v1/places/{id}"), 200),
        Sample::new("/v1/places/{id}", format!("/v1/places/{id}"), 304).holding(&place_tag),
        Sample::new("/v1/places/{id}", "/v1/places/1234567890123", 404),
        Sample::new("/v1/events/{id}", format!("/v1/events/{event}"), 200),
        Sample::new("/v1/events/{id}", format!("/v1/events/{event}"), 304).holding("*"),
        Sample::new("/v1/events/{id}", "/v1/events/x", 404),
        Sample::new("/v1/quality", "/v1/quality", 200),
        Sample::new("/v1/quality", "/v1/quality", 304).holding("*"),
        Sample::new("/health", "/health", 200),
        Sample::new("/openapi.json", "/openapi.json", 200),
    ];
    for collection in ["/v1/places", "/v1/events", "/v1/areas", "/v1/bookables"] {
        all.extend(samples_of_list(tester, collection).await);
    }
    all
}

/// Every collection answers alike.
async fn samples_of_list(tester: &Tester, path: &'static str) -> Vec<Sample> {
    let page = tester.json(&format!("{path}?limit=10000")).await;
    let next = page["next"].as_str().unwrap();
    vec![
        Sample::new(path, format!("{path}?limit=10000"), 200),
        Sample::new(path, format!("{path}?limit=3"), 200),
        Sample::new(path, format!("{path}?after={next}"), 200),
        Sample::new(path, format!("{path}?after={next}"), 304).holding("*"),
        Sample::new(path, format!("{path}?limit=0"), 400),
        Sample::new(path, format!("{path}?after=a&after=b"), 400),
        Sample::new(path, format!("{path}?after=gone"), 410),
    ]
}

fn samples_of_me(token: &str) -> Vec<Sample> {
    let bearer = format!("Bearer {token}");
    let get = |documented, path: &str, status| Sample::new(documented, path, status).with("authorization", &bearer);
    let summaries = "/v1/me/summaries";
    vec![
        get("/v1/me", "/v1/me", 200),
        get("/v1/me", "/v1/me", 304).holding("*"),
        get("/v1/me", "/v1/me", 401).without("authorization"),
        get(summaries, summaries, 200),
        get(summaries, "/v1/me/summaries?for=p-hugo", 200),
        get(summaries, summaries, 304).holding("*"),
        get(summaries, "/v1/me/summaries?for=a&for=b", 400),
        get(summaries, summaries, 401).without("authorization"),
        get(summaries, "/v1/me/summaries?for=p-pablo", 403),
    ]
}

/// A key of its own for each change and answer.
fn key_of(path: &str, status: u16) -> String {
    key(u32::from(status) + 1_000 * u32::try_from(path.len()).unwrap())
}

/// The answers of a change, in an order in which each can happen. 409 and 503 need a system that is not well.
fn samples_of_change(path: &'static str, token: &str, good: &str, other: &str) -> Vec<Sample> {
    let put = |body: &str, status| Sample::put(path, token, body, status);
    vec![
        put(good, 200),
        put("{", 400),
        put(good, 400).without("idempotency-key"),
        put(good, 401).without("authorization"),
        put(good, 412),
        put(&" ".repeat(20_000), 413),
        put(good, 415).without("content-type"),
        put("{}", 422),
        put(other, 422)
            .without("idempotency-key")
            .with("idempotency-key", key_of(path, 200)),
        put(good, 428).without("if-match"),
    ]
}

/// A time that costs nothing and has room, and one that costs something, as they are booked.
async fn times(tester: &Tester) -> [(String, String); 2] {
    let page = tester.json("/v1/places?limit=10000").await;
    let rows = page["rows"].as_array().unwrap().iter();
    let has_courts = |row: &&Value| row["kind"] == "sports_centre" && row["features"].to_string().contains("courts");
    let has_pool = |row: &&Value| row["features"].to_string().contains("indoor_pool");
    let centre = rows.filter(has_courts).find(has_pool).unwrap()["id"].as_i64().unwrap();
    let mut found = Vec::new();
    for bookable in [centre * 10 + 5, centre * 10 + 1] {
        let mut times = Vec::new();
        for day in 1..=7 {
            let path = format!("/v1/bookables/{bookable}/slots?day=2026-12-{day:02}");
            times.extend(tester.json(&path).await["slots"].as_array().unwrap().clone());
        }
        let mut free = times.iter().filter(|time| time["left"].as_i64() > Some(0));
        let mut wish = || json!({ "slot": free.next().unwrap()["slot"], "people": 1 }).to_string();
        found.push((wish(), wish()));
    }
    found.try_into().unwrap()
}

/// The answers about bookings, in an order in which each can happen.
async fn samples_of_bookings(tester: &Tester, token: &str) -> Vec<Sample> {
    let [(good, other), (paid, _)] = times(tester).await;
    let slots = "/v1/bookables/{id}/slots";
    let bookable = good
        .split(['"', '-'])
        .find(|piece| piece.parse::<i64>().is_ok())
        .unwrap();
    let day = |query: &str| format!("/v1/bookables/{bookable}/slots{query}");
    let mine = |status| Sample::new(BOOKINGS, BOOKINGS, status).with("authorization", format!("Bearer {token}"));
    let book = |body: &str, status| Sample::book(token, body, status);
    let reused = key_of(BOOKINGS, 201);
    vec![
        Sample::new(slots, day("?day=2026-12-01"), 200),
        Sample::new(slots, day("?day=soon"), 400),
        Sample::new(slots, "/v1/bookables/1/slots", 404),
        book(&good, 201),
        book("{", 400),
        book(&other, 400).without("idempotency-key"),
        book(&other, 401).without("authorization"),
        book(&good, 409),
        book(&" ".repeat(20_000), 413),
        book(&other, 415).without("content-type"),
        book(&paid, 201).rekeyed(93),
        book(r#"{"slot":"75-20261201T1000","people":9}"#, 422).rekeyed(91),
        mine(200),
        mine(304).holding("*"),
        mine(401).without("authorization"),
        Sample::call_off(token, "99", 404),
        Sample::call_off(token, "1", 200),
        Sample::call_off(token, "1", 400).without("idempotency-key"),
        Sample::call_off(token, "1", 401).without("authorization"),
        Sample::call_off(token, "1", 422)
            .without("idempotency-key")
            .with("idempotency-key", reused),
    ]
}

/// What only happens two hours before, or while the desk is down.
async fn provoke_late_and_down(tester: &Tester, document: &Value, token: &str) -> Vec<(String, String, String)> {
    let [(good, _), _] = times(tester).await;
    let booked = Sample::book(token, &good, 201).rekeyed(92).ask(tester).await;
    let booked: Value = booked.json().await.unwrap();
    let (id, begins) = (booked["id"].to_string(), booked["starts"].as_str().unwrap());
    tester
        .put("/admin/clock", json!({ "now": format!("{begins}:00+02:00") }))
        .await;
    let mut late = vec![Sample::call_off(token, &id, 409)];
    late.extend([
        Sample::book(token, &good, 503),
        Sample::call_off(token, &id, 503),
        Sample::new(BOOKINGS, BOOKINGS, 503).with("authorization", format!("Bearer {token}")),
        Sample::new(
            "/v1/bookables/{id}/slots",
            format!("/v1/bookables/{}/slots", booked["bookable_id"]),
            503,
        ),
    ]);
    let mut provoked = Vec::new();
    for sample in late {
        let mood = if sample.status == 503 { "down" } else { "ok" };
        tester.put("/admin/sectors", json!({ "sport": mood })).await;
        provoked.extend(provoke(tester, document, vec![sample]).await);
    }
    provoked
}

/// Asks each in its turn, and holds the answer against the document.
async fn provoke(tester: &Tester, document: &Value, samples: Vec<Sample>) -> BTreeSet<(String, String, String)> {
    let mut provoked = BTreeSet::new();
    for sample in samples {
        let response = sample.ask(tester).await;
        assert_eq!(response.status(), sample.status, "{} {}", sample.method, sample.path);
        check(document, &sample.method, sample.documented, response).await;
        provoked.insert(sample.provoked());
    }
    provoked
}

#[tokio::test]
async fn real_answers_are_as_documented() {
    let tester = Tester::start(options(300)).await;
    tester
        .post("/admin/churn", json!({ "upserts": 20, "deletes": 20, "inserts": 20 }))
        .await;
    let document = tester.json("/openapi.json").await;
    let token = token(&tester, "carmen", true).await;
    let mut all = samples(&tester).await;
    all.extend(samples_of_me(&token));
    all.extend(samples_of_change("/v1/me/contact", &token, CONTACT, OTHER_CONTACT));
    all.extend(samples_of_change("/v1/me/preferences", &token, PREFERENCES, "[]"));
    all.extend(samples_of_bookings(&tester, &token).await);
    all.extend(payments::samples(&tester, &token).await);
    all.extend(fines::samples(&tester).await);
    all.extend(tax::samples(&tester).await);
    all.extend(payments::samples_of_papers(&tester, &token).await);
    let mut provoked = provoke(&tester, &document, all).await;
    provoked.extend(provoke_unwell(&tester, &document, &token).await);
    provoked.extend(provoke_late_and_down(&tester, &document, &token).await);
    let mut while_down = payments::samples_while_down(&tester, &token).await;
    while_down.extend(fines::samples_while_down(&tester).await);
    while_down.extend(tax::samples_while_down(&tester).await);
    provoked.extend(provoke(&tester, &document, while_down).await);
    // Documented on the left, provoked on the right.
    assert_eq!(documented(&document), provoked);
}

/// What only happens while the system behind changes is slow or down.
async fn provoke_unwell(tester: &Tester, document: &Value, token: &str) -> Vec<(String, String, String)> {
    let mut provoked = Vec::new();
    for (path, body) in [("/v1/me/contact", CONTACT), ("/v1/me/preferences", PREFERENCES)] {
        tester.put("/admin/sectors", json!({ "crm": "slow" })).await;
        let (slow, early) = (Sample::put(path, token, body, 409), Sample::put(path, token, body, 409));
        let early = async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            early.ask(tester).await
        };
        let answer = tokio::select! {
            _ = slow.ask(tester) => panic!("the slow one was first"),
            answer = early => answer,
        };
        assert_eq!(answer.status(), 409);
        check(document, &slow.method, path, answer).await;
        tester.put("/admin/sectors", json!({ "crm": "down" })).await;
        let down = Sample::put(path, token, body, 503);
        let answer = down.ask(tester).await;
        assert_eq!(answer.status(), 503);
        check(document, &down.method, path, answer).await;
        provoked.extend([slow.provoked(), down.provoked()]);
    }
    provoked
}

#[tokio::test]
async fn failed_sections_are_as_documented() {
    let tester = Tester::start(options(20)).await;
    let document = tester.json("/openapi.json").await;
    let token = token(&tester, "carmen", true).await;
    let moods = json!({ "tax": "down", "fines": "down", "padron": "slow", "procedures": "slow", "crm": "down" });
    tester.put("/admin/sectors", moods).await;
    for sample in samples_of_me(&token).iter().filter(|sample| sample.status == 200) {
        check(&document, &sample.method, sample.documented, sample.ask(&tester).await).await;
    }
}

#[tokio::test]
async fn what_the_real_files_say_is_as_documented() {
    let Some(shared) = shared() else { return };
    let catalogue = vec![shared.join("madrid-data")];
    let tester = Tester::start(CityOptions {
        catalogue,
        ..options(0)
    })
    .await;
    let document = tester.json("/openapi.json").await;
    let mut phone = Phone::default();
    phone.pull_all(&tester, 10_000).await;
    phone.assert_complete();
    assert!(phone.rows.len() > 500, "{}", phone.rows.len());
    for path in ["/v1/places", "/v1/events", "/v1/areas", "/v1/quality"] {
        let answer = tester.get(&format!("{path}?limit=10000")).await;
        check(&document, &Method::GET, path, answer).await;
    }
}

#[tokio::test]
async fn the_default_answer_holds_for_failures() {
    let tester = Tester::start(options(20)).await;
    let document = tester.json("/openapi.json").await;
    for rule in [json!({ "fault": "status" }), json!({ "fault": "busy" })] {
        tester.set_fault(rule).await;
        check(&document, &Method::GET, "/v1/places", tester.get("/v1/places").await).await;
    }
    let wrong_method = tester.client.delete(tester.url("/v1/places")).send().await.unwrap();
    check(&document, &Method::GET, "/v1/places", wrong_method).await;
}

#[test]
fn the_check_can_fail() {
    let document: Value = serde_json::from_str(include_str!("../../src/api/openapi.json")).unwrap();
    let at = "/components/schemas/Total";
    assert!(problems(&document, at, &json!({ "count": 1, "checksum": "0123456789abcdef" })).is_none());
    assert!(problems(&document, at, &json!({ "count": -1, "checksum": "0123456789abcdef" })).is_some());
    assert!(
        problems(
            &document,
            at,
            &json!({ "count": 1, "checksum": "0123456789abcdef", "sum": 1 })
        )
        .is_some()
    );
}

/// Every method, path and status the document names.
fn documented(document: &Value) -> BTreeSet<(String, String, String)> {
    let mut all = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let statuses = operation["responses"].as_object().unwrap().keys();
            all.extend(statuses.map(|status| (method.clone(), path.clone(), status.clone())));
        }
    }
    all.into_iter().filter(|(.., status)| status != "default").collect()
}

async fn check(document: &Value, method: &Method, path: &str, response: Response) {
    let status = response.status().as_u16().to_string();
    let method = method.as_str().to_lowercase();
    let responses = format!("/paths/{}/{method}/responses", path.replace('/', "~1"));
    let exact = format!("{responses}/{status}");
    let mut at = if document.pointer(&exact).is_some() {
        exact
    } else {
        format!("{responses}/default")
    };
    if let Some(reference) = document.pointer(&at).unwrap()["$ref"].as_str() {
        at = reference.trim_start_matches('#').to_owned();
    }
    let described = document.pointer(&at).unwrap_or_else(|| panic!("{at} is not there"));
    for name in described["headers"]
        .as_object()
        .into_iter()
        .flat_map(|headers| headers.keys())
    {
        let header = &document["components"]["headers"][name];
        let Some(value) = response.headers().get(name.as_str()) else {
            assert_ne!(header["required"], true, "{path} {status} {name}");
            continue;
        };
        let schema = format!("/components/headers/{name}/schema");
        let value = value.to_str().unwrap();
        assert_eq!(
            problems(document, &schema, &json!(value)),
            None,
            "{path} {status} {name}"
        );
    }
    let media_type = response
        .headers()
        .get("content-type")
        .map(|value| value.to_str().unwrap().to_owned());
    let body = response.bytes().await.unwrap();
    match media_type {
        Some(media_type) => {
            let at = format!("{at}/content/{}/schema", media_type.replace('/', "~1"));
            if let Some((_, begins)) = FILES.iter().find(|(kind, _)| *kind == media_type) {
                assert!(described["content"][&media_type].is_object() && body.starts_with(begins));
                return;
            }
            let value: Value = serde_json::from_slice(&body).unwrap();
            assert_eq!(problems(document, &at, &value), None, "{path} {status}");
        }
        None => assert!(body.is_empty() && described["content"].is_null(), "{path} {status}"),
    }
}

/// What the schema at this place of the document has against a value.
fn problems(document: &Value, at: &str, value: &Value) -> Option<String> {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource(HERE, document.clone()).unwrap();
    let schema = compiler
        .compile(&format!("{HERE}#{at}"), &mut schemas)
        .unwrap_or_else(|error| panic!("{at}: {error:#}"));
    schemas.validate(value, schema).err().map(|error| format!("{error:#}"))
}
