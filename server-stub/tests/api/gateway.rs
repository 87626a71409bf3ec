//! The payment gateway in a process of its own, over real sockets.

use axum::Form;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use madrid_server_stub::redsys::{
    Ask, Keyring, Language, Merchant, Notification, Order, Parameters, PayMethod, SALE_PATH, SAMPLE_KEY, Sale, Signed,
};
use madrid_server_stub::{GatewayOptions, RunningGateway, ServeError};
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::citizen::encode;
use crate::process::Process;
use crate::support::client;

const CENTS: i64 = 10_000;

/// A shop that hears notifications.
struct Shop {
    url: String,
    heard: mpsc::UnboundedReceiver<Signed>,
}

impl Shop {
    async fn open() -> Self {
        let (ear, heard) = mpsc::unbounded_channel();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hear", listener.local_addr().unwrap());
        let routes = Router::new().route("/hear", post(hear)).with_state(ear);
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { url, heard }
    }

    async fn hears(&mut self) -> Notification {
        let signed = self.heard.recv().await.unwrap();
        Keyring::new(SAMPLE_KEY).unwrap().open_notification(&signed).unwrap()
    }
}

async fn hear(State(ear): State<mpsc::UnboundedSender<Signed>>, Form(signed): Form<Signed>) -> StatusCode {
    ear.send(signed).unwrap();
    StatusCode::OK
}

/// A payer before a gateway.
struct Payer {
    client: Client,
    gateway: String,
}

impl Payer {
    fn before(gateway: &str) -> Self {
        Self {
            client: client(None),
            gateway: gateway.to_owned(),
        }
    }

    async fn post(&self, path: &str, fields: &[(&str, String)]) -> reqwest::Response {
        let request = self.client.post(format!("{}{path}", self.gateway));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.body(encode(fields)).send().await.unwrap()
    }

    /// Pays an order by the card that needs no code.
    async fn pay(&self, order: &str, notify_url: &str) {
        let sale = Sale {
            method: PayMethod::Card,
            notify_url: notify_url.to_owned(),
            ok_url: "http://127.0.0.1:1/ok".to_owned(),
            ko_url: "http://127.0.0.1:1/ko".to_owned(),
            description: "Multa".to_owned(),
            language: Language::Spanish,
        };
        let parameters = Parameters {
            order: Order::parse(order).unwrap(),
            amount_cents: CENTS,
            merchant: Merchant {
                code: "999008881".to_owned(),
                terminal: 1,
            },
            ask: Ask::Sale(sale),
        };
        let signed = Keyring::new(SAMPLE_KEY).unwrap().sign_request(&parameters);
        let come = self
            .post(
                SALE_PATH,
                &signed.fields().map(|(name, value)| (name, value.to_owned())),
            )
            .await;
        let location = come.headers()["location"].to_str().unwrap();
        let token = location.strip_prefix("pagar?operacion=").unwrap();
        let typed = [
            ("operacion", token),
            ("number", "4548812049400004"),
            ("expiry", "12/34"),
            ("cvv", "123"),
        ];
        let paid = self
            .post("/sis/pagar", &typed.map(|(name, value)| (name, value.to_owned())))
            .await;
        assert_eq!(paid.status(), 303);
    }

    async fn charges(&self) -> Value {
        let url = format!("{}/admin/gateway/charges", self.gateway);
        let charges: Value = self.client.get(url).send().await.unwrap().json().await.unwrap();
        charges["charges"].clone()
    }
}

fn charge(order: &str) -> Value {
    json!({ "order": order, "charged_cents": CENTS, "refunded_cents": 0 })
}

#[tokio::test]
async fn a_payment_is_told_by_itself() {
    let mut shop = Shop::open().await;
    let running = RunningGateway::start(0, GatewayOptions::default()).await.unwrap();
    let payer = Payer::before(running.http_url());
    payer.pay("2611A", &shop.url).await;
    let told = shop.hears().await;
    assert!(told.response.is_authorised());
    assert_eq!(told.order.as_str(), "2611A");
    assert_eq!(payer.charges().await, json!([charge("2611A")]));
    running.stop().await;
}

#[tokio::test]
async fn what_nobody_heard_survives_a_gateway_that_is_killed() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("gateway.sqlite").display().to_string();
    let args = ["gateway", "--data", &file, "--secret", SAMPLE_KEY, "--exit-with-stdin"];
    let mut shop = Shop::open().await;
    let mut first = Process::start(&args);
    let payer = Payer::before(&first.url(""));
    let lose = json!({ "notifications": [{ "delayed": { "seconds": 1 } }] });
    let plan = payer.client.put(first.url("/admin/gateway")).json(&lose);
    assert_eq!(plan.send().await.unwrap().status(), 200);
    payer.pay("2611A", &shop.url).await;
    first.signal("-KILL");
    assert_eq!(first.wait().0.code(), None);
    let second = Process::start(&args);
    assert_eq!(shop.hears().await.order.as_str(), "2611A");
    assert_eq!(Payer::before(&second.url("")).charges().await, json!([charge("2611A")]));
}

#[tokio::test]
async fn other_sites_cannot_reach_the_switches() {
    let running = RunningGateway::start(0, GatewayOptions::default()).await.unwrap();
    let url = format!("{}/admin/gateway", running.http_url());
    let client = client(None);
    let status = async |request: RequestBuilder| request.send().await.unwrap().status().as_u16();
    assert_eq!(status(client.get(&url)).await, 200);
    assert_eq!(status(client.get(&url).header("host", "evil.example")).await, 404);
    let pressed = client
        .put(&url)
        .header("origin", "https://evil.example")
        .json(&json!({}));
    assert_eq!(status(pressed).await, 404);
    running.stop().await;
}

#[tokio::test]
async fn a_port_is_free_again_after_stopping_and_taken_before() {
    let running = RunningGateway::start(0, GatewayOptions::default()).await.unwrap();
    let port: u16 = running.http_url().rsplit(':').next().unwrap().parse().unwrap();
    let second = RunningGateway::start(port, GatewayOptions::default()).await;
    assert!(matches!(second, Err(ServeError::Port { .. })));
    running.stop().await;
    let again = RunningGateway::start(port, GatewayOptions::default()).await.unwrap();
    again.stop().await;
}

#[test]
fn a_secret_that_cannot_be_one_is_said_and_ends_with_1() {
    let output = crate::process::run(&["gateway", "--secret", "short"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("secret"));
}
