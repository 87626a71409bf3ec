//! A city with a bank that does as it is told, and people who call it.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use chrono::{DateTime, TimeDelta, Utc};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::api;
use crate::catalogue::Quality;
use crate::clock::CityClock;
use crate::identity::let_in;
use crate::sectors::settle;
use crate::sectors::sport::bookings;
use crate::state::CityState;
use crate::store::{Data, Store};
use crate::treasury::fake::FakeBank;

pub const START: &str = "2026-11-24T10:00:00Z";
/// Her fine has its reduction for two more days.
pub const MARTA: &str = "p-marta";
/// She owes nothing of Marta's.
pub const CARMEN: &str = "p-carmen";
/// Where baths cost something.
const CENTRE: &str = r#"{"id":7,"kind":"sports_centre","name":"CDM","features":["indoor_pool"]}"#;

pub struct Town {
    pub city: CityState,
    pub bank: Arc<FakeBank>,
    pub clock: Arc<CityClock>,
    router: Router,
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Reply {
    /// Its JSON, if its status is this one.
    #[track_caller]
    pub fn json(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Its problem, by status and code.
    #[track_caller]
    pub fn refused(&self, status: u16, code: &str) {
        let problem = self.json(status);
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(self.headers["content-type"], "application/problem+json");
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// The name of a payment.
pub fn key(number: u32) -> String {
    format!("{number:032x}")
}

impl Town {
    pub fn new() -> Self {
        Self::with(&Data::Memory)
    }

    pub fn with(data: &Data) -> Self {
        let start: DateTime<Utc> = START.parse().unwrap();
        let clock = Arc::new(CityClock::starting_at(start));
        clock.hold(true);
        let store = Store::open(data).unwrap();
        store
            .write(|tx| {
                settle(tx, 1, start)?;
                crate::treasury::settle(tx, 1, start)?;
                crate::refunds::settle(tx, start)?;
                bookings::furnish(tx, &bookings::offered_by(CENTRE))?;
                for person in [MARTA, CARMEN] {
                    let_in(tx, person, start.timestamp());
                }
                Ok(())
            })
            .unwrap();
        let bank = Arc::new(FakeBank::default());
        let quality = Quality {
            as_of: START.to_owned(),
            files: Vec::new(),
        };
        let shared: Arc<FakeBank> = Arc::clone(&bank);
        let pki = crate::cards::Pki::open(&store, start).unwrap();
        let city = CityState::new((1, Arc::clone(&clock)), (store, pki), quality, shared);
        let router = api::loopback_router(city.clone(), None);
        Self {
            city,
            bank,
            clock,
            router,
        }
    }

    /// Time passes.
    pub fn later(&self, time: TimeDelta) {
        assert!(self.clock.advance(time.num_seconds()));
    }

    pub async fn ask(&self, request: Request<Body>) -> Reply {
        let (head, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        Reply {
            status: head.status,
            headers: head.headers,
            body: body.collect().await.unwrap().to_bytes(),
        }
    }

    pub async fn call(&self, method: &str, path: &str, who: &str, body: Option<&Value>) -> Reply {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "city.example")
            .header("authorization", format!("Bearer token-of-{who}"));
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.ask(request.body(body).unwrap()).await
    }

    /// The same by somebody who has not signed in.
    pub async fn unsigned(&self, method: &str, path: &str, body: Option<&Value>) -> Reply {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "city.example")
            .header("content-type", "application/json");
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.ask(request.body(body).unwrap()).await
    }

    /// The reference on somebody's letter for a debt.
    pub async fn letter(&self, debt: &Value) -> String {
        let all = self.get("/admin/references", "").await.json(200);
        let references = all["references"].as_array().unwrap();
        let letter = references.iter().find(|one| one["debt"] == debt["id"]).unwrap();
        letter["reference"].as_str().unwrap().to_owned()
    }

    pub async fn get(&self, path: &str, who: &str) -> Reply {
        self.call("GET", path, who, None).await
    }

    /// A page, as a browser gets it: without a token.
    pub async fn page(&self, path: &str) -> Reply {
        let request = Request::builder().uri(path).header("host", "city.example");
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    /// The bank speaks by itself.
    pub async fn notice(&self, order: &str, amount: i64, response: &str) -> Reply {
        self.notice_as(&format!(
            "signature=good&order={order}&amount={amount}&response={response}"
        ))
        .await
    }

    pub async fn notice_as(&self, form: &str) -> Reply {
        let request = Request::builder()
            .method("POST")
            .uri("/pagos/notificacion")
            .header("host", "city.example")
            .header("content-type", "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    /// The items of a section of somebody's summary.
    pub async fn section(&self, who: &str, id: &str) -> Vec<Value> {
        let summaries = self.get("/v1/me/summaries", who).await.json(200);
        let sections = summaries["sections"].as_array().unwrap();
        let section = sections.iter().find(|section| section["id"] == id).unwrap();
        section["items"].as_array().unwrap().clone()
    }

    /// Marta's fine with the reduction, as it is asked for.
    pub async fn fine(&self) -> Value {
        let fines = self.section(MARTA, "fines").await;
        let fine = fines.iter().find(|fine| fine["kind"] == "low_emission_zone").unwrap();
        json!({ "kind": "fine", "id": fine["id"] })
    }

    /// Marta's tax, as it is asked for: the one in voluntary payment or the one of the direct debit.
    pub async fn tax(&self, status: &str) -> Value {
        let taxes = self.section(MARTA, "tax").await;
        let tax = taxes.iter().find(|tax| tax["status"] == status).unwrap();
        json!({ "kind": "tax", "id": tax["id"] })
    }

    pub async fn quote(&self, debt: &Value, who: &str) -> Reply {
        let path = format!(
            "/v1/me/debts/{}/{}",
            debt["kind"].as_str().unwrap(),
            debt["id"].as_str().unwrap()
        );
        self.get(&path, who).await
    }

    pub async fn put(&self, number: u32, who: &str, body: &Value) -> Reply {
        self.call("PUT", &format!("/v1/payments/{}", key(number)), who, Some(body))
            .await
    }

    pub async fn close(&self, number: u32, who: &str, body: &Value) -> Reply {
        self.call("POST", &format!("/v1/payments/{}/close", key(number)), who, Some(body))
            .await
    }

    pub async fn show(&self, number: u32) -> Value {
        self.get(&format!("/v1/payments/{}", key(number)), MARTA)
            .await
            .json(200)
    }

    /// A payment of Marta's fine under this name, and its order.
    pub async fn begun(&self, number: u32) -> (Value, String) {
        let body = wish(&self.fine().await, 10_000);
        let payment = self.put(number, MARTA, &body).await.json(201);
        assert_eq!(payment["state"], "awaiting_payer", "{payment}");
        let order = payment["order"].as_str().unwrap().to_owned();
        (body, order)
    }

    pub async fn reconcile(&self) -> Value {
        self.call("POST", "/admin/treasury/reconcile", "", None).await.json(200)
    }

    pub async fn ledger(&self) -> Value {
        self.get("/admin/treasury", "").await.json(200)
    }
}

/// What is asked to be paid.
pub fn wish(debt: &Value, amount: i64) -> Value {
    json!({ "debt": debt, "amount_cents": amount, "method": "card" })
}
