//! A city, somebody to ask it, and a phone that follows its cursors.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::DateTime;
use madrid_server_stub::{City, CityOptions, RunningCity};
use reqwest::{Client, Response};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use serde_json::{Value, json};

/// What the clock of every city in these tests says at the start.
pub const START: &str = "2026-11-24T10:00:00Z";

/// The built-in catalogue and invented places, so many in all. Where the number matters it is well above the catalogue.
pub fn options(synthetic: usize) -> CityOptions {
    let clock = Some(DateTime::parse_from_rfc3339(START).unwrap().to_utc());
    CityOptions {
        synthetic,
        clock,
        ..CityOptions::default()
    }
}

/// The folder of real data, or `None` after saying so. With `CI=true` it has to be there.
pub fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let shared = std::env::var_os("MADRID_SHARED").map_or(beside, |given| {
        // Tests run in their package's folder, people set it from the workspace.
        Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(given)
    });
    if shared.is_dir() {
        return Some(shared);
    }
    assert_ne!(
        std::env::var("CI").as_deref(),
        Ok("true"),
        "{} is not there",
        shared.display()
    );
    eprintln!("SKIPPED: no real data at {}", shared.display());
    None
}

/// A city and a client that trusts nobody: for http.
pub struct Tester {
    pub city: RunningCity,
    pub client: Client,
}

impl Tester {
    pub async fn start(options: CityOptions) -> Self {
        Self {
            city: City::start(options).await.unwrap(),
            client: client(None),
        }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.city.http_url())
    }

    pub async fn get(&self, path: &str) -> Response {
        self.client.get(self.url(path)).send().await.unwrap()
    }

    pub async fn try_get(&self, path: &str) -> reqwest::Result<Response> {
        self.client.get(self.url(path)).send().await
    }

    pub async fn json(&self, path: &str) -> Value {
        let response = self.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        response.json().await.unwrap()
    }

    pub async fn put(&self, path: &str, body: Value) -> Response {
        self.client.put(self.url(path)).json(&body).send().await.unwrap()
    }

    pub async fn post(&self, path: &str, body: Value) -> Value {
        let response = self.client.post(self.url(path)).json(&body).send().await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        response.json().await.unwrap()
    }

    pub async fn set_fault(&self, rule: Value) {
        let response = self.put("/admin/faults", json!({ "rules": [rule] })).await;
        assert_eq!(response.status(), 200, "{}", response.text().await.unwrap());
    }

    pub async fn collection(&self) -> Value {
        self.json("/admin/collections").await["places"].take()
    }
}

/// Asserts that an answer is this problem, and hands its body on.
pub async fn assert_problem(response: Response, status: u16, code: &str) -> Value {
    assert_eq!(response.status(), status);
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    assert!(response.headers().contains_key("date"));
    let problem: Value = response.json().await.unwrap();
    assert_eq!(
        (problem["status"].as_u64(), problem["code"].as_str()),
        (Some(u64::from(status)), Some(code)),
        "{problem}"
    );
    problem
}

/// A client that trusts this root only. A new connection pool each time, like a phone that was just started.
pub fn client(root_pem: Option<&str>) -> Client {
    let mut roots = RootCertStore::empty();
    if let Some(root) = root_pem {
        roots
            .add(CertificateDer::from_pem_slice(root.as_bytes()).unwrap())
            .unwrap();
    }
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    // Answers that are unpacked on the way hide their headers; packing has a test of its own.
    Client::builder()
        .tls_backend_preconfigured(config)
        .no_proxy()
        .gzip(false)
        // A login page leads back to an app: that address is an answer, nowhere to go.
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

/// A phone's copy of the places.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Phone {
    pub rows: BTreeMap<i64, Value>,
    pub cursor: Option<String>,
    total: Value,
}

impl Phone {
    /// One page; whether there is more.
    pub async fn pull(&mut self, tester: &Tester, limit: usize) -> bool {
        let after = self
            .cursor
            .as_ref()
            .map_or(String::new(), |cursor| format!("&after={cursor}"));
        let page = tester.json(&format!("/v1/places?limit={limit}{after}")).await;
        let (rows, deletes) = (page["rows"].as_array().unwrap(), page["deletes"].as_array().unwrap());
        assert!(rows.len() + deletes.len() <= limit);
        for row in rows {
            self.rows.insert(row["id"].as_i64().unwrap(), row.clone());
        }
        for gone in deletes {
            self.rows.remove(&gone["id"].as_i64().unwrap());
        }
        self.cursor = Some(page["next"].as_str().unwrap().to_owned());
        self.total = page["total"].clone();
        page["more"].as_bool().unwrap()
    }

    pub async fn pull_all(&mut self, tester: &Tester, limit: usize) {
        while self.pull(tester, limit).await {}
    }

    /// The phone's own sum of what it holds is what the last page said.
    pub fn assert_complete(&self) {
        let sum = self.rows.iter().fold(0_u64, |sum, (&id, row)| {
            sum.wrapping_add(mix(
                mix(id.cast_unsigned()) ^ row["version"].as_i64().unwrap().cast_unsigned()
            ))
        });
        assert_eq!(
            self.total,
            json!({ "count": self.rows.len(), "checksum": format!("{sum:016x}") })
        );
    }
}

/// `SplitMix64` once more, written from the contract and not from the city's code.
fn mix(x: u64) -> u64 {
    let mut z = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
