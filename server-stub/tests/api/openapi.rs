//! The document against real answers: every documented answer is provoked and checked with its own schema.

use std::collections::BTreeSet;

use boon::{Compiler, Schemas};
use reqwest::Response;
use serde_json::{Value, json};

use madrid_server_stub::CityOptions;

use crate::support::{Phone, Tester, options, shared};

const HERE: &str = "https://city.example/openapi.json";

/// A question, which path of the document it is about, and the status it must get.
struct Sample {
    documented: &'static str,
    path: String,
    held_tag: Option<String>,
    status: u16,
}

impl Sample {
    fn new(documented: &'static str, path: impl Into<String>, status: u16) -> Self {
        Self {
            documented,
            path: path.into(),
            held_tag: None,
            status,
        }
    }

    fn holding(self, tag: &str) -> Self {
        Self {
            held_tag: Some(tag.to_owned()),
            ..self
        }
    }
}

async fn samples(tester: &Tester) -> Vec<Sample> {
    let page = tester.json("/v1/places?limit=10000").await;
    let id = page["rows"][0]["id"].as_i64().unwrap();
    let next = page["next"].as_str().unwrap();
    let place = tester.get(&format!("/v1/places/{id}")).await;
    let place_tag = place.headers()["etag"].to_str().unwrap().to_owned();
    vec![
        Sample::new("/v1/places", "/v1/places?limit=10000", 200),
        Sample::new("/v1/places", "/v1/places?limit=3", 200),
        Sample::new("/v1/places", format!("/v1/places?after={next}"), 200),
        Sample::new("/v1/places", format!("/v1/places?after={next}"), 304).holding("*"),
        Sample::new("/v1/places", "/v1/places?limit=0", 400),
        Sample::new("/v1/places", "/v1/places?after=a&after=b", 400),
        Sample::new("/v1/places", "/v1/places?after=gone", 410),
        Sample::new("/v1/places/{id}", format!("/v1/places/{id}"), 200),
        Sample::new("/v1/places/{id}", format!("/v1/places/{id}"), 304).holding(&place_tag),
        Sample::new("/v1/places/{id}", "/v1/places/1234567890123", 404),
        Sample::new("/health", "/health", 200),
        Sample::new("/openapi.json", "/openapi.json", 200),
    ]
}

#[tokio::test]
async fn real_answers_are_as_documented() {
    let tester = Tester::start(options(300)).await;
    tester
        .post("/admin/churn", json!({ "upserts": 20, "deletes": 20, "inserts": 20 }))
        .await;
    let document = tester.json("/openapi.json").await;
    let mut provoked = BTreeSet::new();
    for sample in samples(&tester).await {
        let mut request = tester.client.get(tester.url(&sample.path));
        if let Some(tag) = &sample.held_tag {
            request = request.header("if-none-match", tag);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), sample.status, "{}", sample.path);
        check(&document, sample.documented, response).await;
        provoked.insert((sample.documented.to_owned(), sample.status.to_string()));
    }
    assert_eq!(
        documented(&document),
        provoked,
        "documented on the left, provoked on the right"
    );
}

#[tokio::test]
async fn the_real_places_are_as_documented() {
    let Some(shared) = shared() else { return };
    let catalogue = vec![shared.join("madrid-data").join("facilities")];
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
    check(&document, "/v1/places", tester.get("/v1/places?limit=10000").await).await;
}

#[tokio::test]
async fn the_default_answer_holds_for_failures() {
    let tester = Tester::start(options(20)).await;
    let document = tester.json("/openapi.json").await;
    for rule in [json!({ "fault": "status" }), json!({ "fault": "busy" })] {
        tester.set_fault(rule).await;
        check(&document, "/v1/places", tester.get("/v1/places").await).await;
    }
    let wrong_method = tester.client.delete(tester.url("/v1/places")).send().await.unwrap();
    check(&document, "/v1/places", wrong_method).await;
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

/// Every path and status the document names.
fn documented(document: &Value) -> BTreeSet<(String, String)> {
    let paths = document["paths"].as_object().unwrap();
    let all = paths.iter().flat_map(|(path, item)| {
        let statuses = item["get"]["responses"].as_object().unwrap().keys();
        statuses.map(move |status| (path.clone(), status.clone()))
    });
    all.filter(|(_, status)| status != "default").collect()
}

async fn check(document: &Value, path: &str, response: Response) {
    let status = response.status().as_u16().to_string();
    let responses = format!("/paths/{}/get/responses", path.replace('/', "~1"));
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
        let schema = format!("/components/headers/{name}/schema");
        let value = response.headers()[name.as_str()].to_str().unwrap();
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
