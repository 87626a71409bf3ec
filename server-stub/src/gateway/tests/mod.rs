//! Tests of the whole gateway, by its forms and pages alone: a house, a payer, and a shop that hears notifications.

mod arriving;
mod asking;
mod notifying;
mod paying;
mod records;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{Request, StatusCode};
use chrono::{DateTime, TimeDelta, Utc};
use http_body_util::BodyExt as _;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use super::*;
use crate::outbound::form;
use crate::redsys::{
    Ask, Language, Notification, Order, OrderState, Parameters, PayMethod, Refusal, ResponseCode, Sale, Signed,
};

const GOOD: &str = "4548 8120 4940 0004";
const ASKS: &str = "4548 8172 1249 3017";
const REFUSED: &str = "4111 1111 1111 1111";
const ORDER: &str = "2611AB12CD34";
const CENTS: i64 = 10_000;

/// A shop that writes down what it hears and answers what it is told to; 200 if it is told nothing, none to hang up.
#[derive(Debug, Default)]
struct Shop {
    answers: Mutex<VecDeque<Option<u16>>>,
    heard: Mutex<Vec<Signed>>,
}

impl Notifier for Shop {
    fn send<'a>(&'a self, url: &'a str, message: &'a Signed) -> Sending<'a> {
        assert_eq!(url, "http://127.0.0.1:1/pagos/notificacion");
        self.heard.lock().unwrap().push(message.clone());
        let answer = self.answers.lock().unwrap().pop_front().unwrap_or(Some(200));
        Box::pin(async move { answer.ok_or(NotifyError::Unreachable) })
    }
}

/// A gateway with a clock that stands still and a shop.
struct House {
    gateway: Gateway,
    shop: Arc<Shop>,
    clock: Arc<Mutex<DateTime<Utc>>>,
    router: Router,
}

/// What a browser is shown.
#[derive(Debug)]
struct Page {
    status: StatusCode,
    location: Option<String>,
    body: String,
}

impl House {
    fn open(data: Data) -> Self {
        let start = DateTime::parse_from_rfc3339("2026-11-30T09:00:00Z").unwrap().to_utc();
        let clock = Arc::new(Mutex::new(start));
        let shop = Arc::new(Shop::default());
        let read = Arc::clone(&clock);
        let options = GatewayOptions {
            data,
            clock: GatewayClock::of(move || *read.lock().unwrap()),
            ..GatewayOptions::default()
        };
        let gateway = Gateway::open(options, shop.clone()).unwrap();
        let router = gateway.router().merge(gateway.switches());
        Self {
            gateway,
            shop,
            clock,
            router,
        }
    }

    fn new() -> Self {
        Self::open(Data::Memory)
    }

    fn wait(&self, delta: TimeDelta) {
        *self.clock.lock().unwrap() += delta;
    }

    async fn send(&self, request: Request<Body>) -> Page {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let location = answer.headers().get(LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        Page {
            status,
            location,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    async fn get(&self, path: &str) -> Page {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    async fn post(&self, path: &str, body: String) -> Page {
        let request = Request::post(path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body));
        self.send(request.unwrap()).await
    }

    /// A payer comes with an order; the token of the page they are led to.
    async fn come(&self, order: &str, method: PayMethod) -> String {
        let page = self.post(SALE_PATH, form(&sign(&sale(order, method)))).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        let location = page.location.unwrap();
        location.strip_prefix("pagar?operacion=").unwrap().to_owned()
    }

    /// The payer sends the form of a page.
    async fn fill(&self, token: &str, fields: &[(&str, &str)]) -> Page {
        let fields = [&[("operacion", token)], fields].concat();
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)));
        self.post("/sis/pagar", pairs.collect::<Vec<_>>().join("&")).await
    }

    async fn card(&self, token: &str, number: &str) -> Page {
        let fields = [("number", number), ("expiry", "12/34"), ("cvv", "123")];
        self.fill(token, &fields).await
    }

    /// The payer looks at the page of a payment.
    async fn look(&self, token: &str) -> Page {
        self.get(&format!("/sis/pagar?operacion={token}")).await
    }

    /// A payer comes and pays by this card.
    async fn pay(&self, order: &str, number: &str) -> String {
        let token = self.come(order, PayMethod::Card).await;
        let page = self.card(&token, number).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        token
    }

    /// A shop asks by itself: how the order stands, or the code of why it is not told.
    async fn ask(&self, path: &str, parameters: &Parameters) -> Result<OrderState, String> {
        let page = self.post(path, form(&sign(parameters))).await;
        if page.status != StatusCode::OK {
            let error: Value = serde_json::from_str(&page.body).unwrap();
            return Err(error["errorCode"].as_str().unwrap().to_owned());
        }
        let answer = keyring()
            .open_answer(&serde_json::from_str(&page.body).unwrap())
            .unwrap();
        assert_eq!(answer.order, parameters.order);
        Ok(answer.state)
    }

    async fn query(&self, order: &str) -> OrderState {
        self.ask(QUERY_PATH, &asked(order, Ask::Query)).await.unwrap()
    }

    async fn annul(&self, order: &str) -> OrderState {
        self.ask(ANNUL_PATH, &asked(order, Ask::Annul)).await.unwrap()
    }

    async fn refund(&self, order: &str) -> Result<OrderState, String> {
        self.ask(REFUND_PATH, &asked(order, Ask::Refund)).await
    }

    /// What the shop heard since the last time it was asked, after sending what is due.
    async fn heard(&self) -> Vec<Result<Notification, Refusal>> {
        self.gateway.deliver_due().await.unwrap();
        let heard = std::mem::take(&mut *self.shop.heard.lock().unwrap());
        heard.iter().map(|signed| keyring().open_notification(signed)).collect()
    }

    /// The codes of the notifications that the shop heard and believed.
    async fn codes(&self) -> Vec<String> {
        let heard = self.heard().await.into_iter();
        heard.map(|told| told.unwrap().response.to_string()).collect()
    }

    /// Order, taken, given back.
    async fn money(&self) -> Vec<(String, i64, i64)> {
        let charges = self.gateway.charges().await.unwrap().into_iter();
        charges
            .map(|charge| (charge.order, charge.charged_cents, charge.refunded_cents))
            .collect()
    }

    async fn force(&self, plan: Value) {
        let request = Request::put("/admin/gateway")
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from(plan.to_string()));
        let page = self.send(request.unwrap()).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    }
}

fn keyring() -> Keyring {
    Keyring::new(SAMPLE_KEY).unwrap()
}

fn sign(parameters: &Parameters) -> Signed {
    keyring().sign_request(parameters)
}

fn asked(order: &str, ask: Ask) -> Parameters {
    Parameters {
        order: Order::parse(order).unwrap(),
        amount_cents: CENTS,
        merchant: GatewayOptions::default().merchant,
        ask,
    }
}

fn sale(order: &str, method: PayMethod) -> Parameters {
    let sale = Sale {
        method,
        notify_url: "http://127.0.0.1:1/pagos/notificacion".to_owned(),
        ok_url: "http://127.0.0.1:1/pay/k/ok".to_owned(),
        ko_url: "http://127.0.0.1:1/pay/k/ko".to_owned(),
        description: "Multa 482190375".to_owned(),
        language: Language::Spanish,
    };
    asked(order, Ask::Sale(sale))
}

fn authorised() -> OrderState {
    OrderState::Authorised {
        response: ResponseCode::AUTHORISED,
    }
}

fn refused(response: ResponseCode) -> OrderState {
    OrderState::Refused { response }
}
