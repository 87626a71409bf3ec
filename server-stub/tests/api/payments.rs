//! Paying as a phone, a browser and a bank see it: the documented answers, and one fine paid from its price to its receipt.

use madrid_server_stub::redsys::{Keyring, Merchant, Notification, Order, ResponseCode, SAMPLE_KEY};
use madrid_server_stub::{CityOptions, Data, GatewayAt, GatewayOptions, RunningGateway};
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::citizen::{form, key, token};
use crate::openapi::Sample;
use crate::support::{Tester, assert_problem, options};

const PAYMENT: &str = "/v1/payments/{key}";
const CLOSE: &str = "/v1/payments/{key}/close";
const QUOTE: &str = "/v1/me/debts/{kind}/{id}";
const PAYMENTS: &str = "/v1/me/payments";
const PDF: &str = "/v1/receipts/{code}/pdf";
const RECEIPTS: &str = "/v1/me/receipts";
const REFERENCES: &str = "/v1/references/{digits}";
const REFUNDS: &str = "/v1/me/refunds";

/// The name of a payment.
fn name(number: u32) -> String {
    format!("{number:032x}")
}

async fn mine(tester: &Tester, token: &str, path: &str) -> Value {
    let answer = tester
        .client
        .get(tester.url(path))
        .bearer_auth(token)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    answer.json().await.unwrap()
}

async fn put(tester: &Tester, token: &str, number: u32, wish: &Value) -> Response {
    let path = tester.url(&format!("/v1/payments/{}", name(number)));
    let request = tester.client.put(path).bearer_auth(token).json(wish);
    request.send().await.unwrap()
}

/// The first debt of a section that can be paid, as it is asked for.
async fn wish(tester: &Tester, token: &str, section: &str, kind: &str) -> Value {
    let summaries = mine(tester, token, "/v1/me/summaries").await;
    let sections = summaries["sections"].as_array().unwrap();
    let section = sections.iter().find(|one| one["id"] == section).unwrap();
    for item in section["items"].as_array().unwrap() {
        let quote = mine(
            tester,
            token,
            &format!("/v1/me/debts/{kind}/{}", item["id"].as_str().unwrap()),
        )
        .await;
        if quote["state"] == "payable" {
            return json!({ "debt": quote["debt"], "amount_cents": quote["amount_cents"], "method": "card" });
        }
    }
    panic!("nothing to pay");
}

/// The bank says of an order what became of it.
async fn notify(tester: &Tester, order: &str, cents: i64, response: ResponseCode) -> Response {
    let notification = Notification {
        order: Order::parse(order).unwrap(),
        amount_cents: cents,
        merchant: Merchant {
            code: "999008881".to_owned(),
            terminal: 1,
        },
        response,
        authorisation: "123456".to_owned(),
        at: "2026-11-24T11:00:00".parse().unwrap(),
    };
    let signed = Keyring::new(SAMPLE_KEY).unwrap().sign_notification(&notification);
    let fields = signed.fields().map(|(name, value)| (name, value.to_owned()));
    form(tester, "/pagos/notificacion", &fields).await
}

/// The documented answers about payments of somebody, in an order in which each can happen.
pub async fn samples(tester: &Tester, token: &str) -> Vec<Sample> {
    let wish = wish(tester, token, "tax", "tax").await;
    let code = settled(tester, token, &wish).await;
    let other = token_of_other(tester).await;
    let id = wish["debt"]["id"].as_str().unwrap();
    let quote = |id: &str, status| bearing(Sample::new(QUOTE, format!("/v1/me/debts/tax/{id}"), status), token);
    let show = |name: &str, status| bearing(Sample::new(PAYMENT, format!("/v1/payments/{name}"), status), token);
    let body = wish.to_string();
    let mut all = vec![
        quote(id, 200),
        quote("0", 404),
        quote(id, 401).without("authorization"),
        bearing(Sample::new(PAYMENTS, PAYMENTS, 200), token),
        bearing(Sample::new(PAYMENTS, PAYMENTS, 401), "nobody"),
        show(&name(1), 200),
        show(&name(1), 401).without("authorization"),
        show(&name(99), 404),
        show("1", 422),
        show(&name(2), 201).by(Method::PUT).json(&body),
        Sample::new(PDF, format!("/v1/receipts/{code}/pdf"), 200),
        Sample::new(PDF, "/v1/receipts/0000000000000000/pdf", 404),
    ];
    for (documented, method) in [(PAYMENT, Method::PUT), (CLOSE, Method::POST)] {
        let ask = |body: &str, status| {
            let path = documented.replace("{key}", &name(1));
            bearing(Sample::new(documented, path, status).by(method.clone()), token).json(body)
        };
        all.extend([
            ask(&body, 200),
            ask("{", 400),
            ask(&body, 401).without("authorization"),
            bearing(ask(&body, 404).without("authorization"), &other),
            ask(&" ".repeat(20_000), 413),
            ask(&body, 415).without("content-type"),
            ask(&body.replace("card", "bizum"), 422),
        ]);
    }
    all
}

/// Pays a debt under the first name, so that there is a receipt. Its code.
async fn settled(tester: &Tester, token: &str, wish: &Value) -> String {
    let payment: Value = put(tester, token, 1, wish).await.json().await.unwrap();
    let cents = wish["amount_cents"].as_i64().unwrap();
    let heard = notify(
        tester,
        payment["order"].as_str().unwrap(),
        cents,
        ResponseCode::AUTHORISED,
    )
    .await;
    assert_eq!(heard.status(), 200);
    let payment = mine(tester, token, &format!("/v1/payments/{}", name(1))).await;
    payment["receipt"]["code"].as_str().unwrap().to_owned()
}

/// The documented answers about receipts, letters and refunds. Whoever tries numbers is stopped at the end.
pub async fn samples_of_papers(tester: &Tester, token: &str) -> Vec<Sample> {
    let printed = tester.json("/admin/references").await;
    let letter = printed["references"][0]["reference"].as_str().unwrap().to_owned();
    let receipts = mine(tester, token, RECEIPTS).await;
    let all = receipts["receipts"].as_array().unwrap();
    let fine = all.iter().find(|one| one["method"] == "counter").unwrap();
    let ask = |reference: &str, status| Sample::new(REFERENCES, format!("/v1/references/{reference}"), status);
    let wish = json!({ "receipt": fine["number"], "cause": "annulled", "iban": "ES8421000418430200059219" });
    let (good, bad) = (wish.to_string(), wish.to_string().replace("ES84", "ES85"));
    let refund = |body: &str, number: u32, status| {
        let sample = bearing(Sample::new(REFUNDS, REFUNDS, status).by(Method::POST), token).json(body);
        sample.with("idempotency-key", key(7_000 + number))
    };
    let mut samples = vec![
        bearing(Sample::new(RECEIPTS, RECEIPTS, 200), token),
        Sample::new(RECEIPTS, RECEIPTS, 401),
        ask(&letter, 200),
        // A letter of nothing, with the pair that fits it.
        ask("9058428079600000000001122026540000010000001234BCD", 404),
        ask("90584", 422),
        bearing(Sample::new(REFUNDS, REFUNDS, 200), token),
        Sample::new(REFUNDS, REFUNDS, 401),
        refund(&good, 1, 201),
        refund(&good, 2, 409),
        refund(&good, 3, 400).without("idempotency-key"),
        refund(&good, 4, 401).without("authorization"),
        refund(&" ".repeat(20_000), 5, 413),
        refund(&good, 6, 415).without("content-type"),
        refund(&bad, 7, 422),
    ];
    samples.extend((0..8).map(|_| ask("9058", 422)));
    samples.push(ask(&letter, 429));
    samples
}

/// What only happens while the system that has the debts is down.
pub async fn samples_while_down(tester: &Tester, token: &str) -> Vec<Sample> {
    tester.put("/admin/sectors", json!({ "tax": "down" })).await;
    let wish = json!({ "debt": { "kind": "tax", "id": "1" }, "amount_cents": 1, "method": "card" });
    let path = format!("/v1/payments/{}", name(77));
    let printed = tester.json("/admin/references").await;
    let letters = printed["references"].as_array().unwrap();
    let tax = letters.iter().find(|letter| letter["kind"] == "tax").unwrap();
    let letter = tax["reference"].as_str().unwrap();
    let back = json!({ "receipt": "R-2026-0000001", "cause": "undue", "iban": "ES8421000418430200059219" });
    vec![
        Sample::new(REFERENCES, format!("/v1/references/{letter}"), 503),
        bearing(Sample::new(REFUNDS, REFUNDS, 503).by(Method::POST), token)
            .json(&back.to_string())
            .with("idempotency-key", key(7_099)),
        bearing(Sample::new(QUOTE, "/v1/me/debts/tax/1", 503), token),
        bearing(Sample::new(PAYMENT, path, 503).by(Method::PUT), token).json(&wish.to_string()),
    ]
}

fn bearing(sample: Sample, token: &str) -> Sample {
    sample.with("authorization", format!("Bearer {token}"))
}

async fn token_of_other(tester: &Tester) -> String {
    token(tester, "lucia", true).await
}

/// The hidden fields of a page.
fn hidden(page: &str) -> Vec<(String, String)> {
    let inputs = page.split("<input type=\"hidden\" name=\"").skip(1);
    let pair = |input: &str| {
        let (name, rest) = input.split_once("\" value=\"").unwrap();
        (name.to_owned(), rest.split('"').next().unwrap().to_owned())
    };
    inputs.map(pair).collect()
}

/// A browser pays a payment at the city's own gateway with this card. The status of the last page.
async fn pay(tester: &Tester, number: u32, card: &str) -> u16 {
    let page = tester.get(&format!("/pay/{}", name(number))).await;
    // A gateway of the city's own is no other house.
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("form-action 'self' ;"), "{policy}");
    let page = page.text().await.unwrap();
    assert!(page.contains("action=\"/gateway/sis/realizarPago\""), "{page}");
    let fields = hidden(&page);
    let fields: Vec<(&str, String)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    let came = form(tester, "/gateway/sis/realizarPago", &fields).await;
    assert_eq!(came.status(), 303);
    let to = came.headers()["location"].to_str().unwrap().to_owned();
    let operation = to.strip_prefix("pagar?operacion=").unwrap().to_owned();
    let fields = [
        ("operacion", operation),
        ("number", card.to_owned()),
        ("expiry", "12/34".to_owned()),
        ("cvv", "123".to_owned()),
    ];
    form(tester, "/gateway/sis/pagar", &fields).await.status().as_u16()
}

const GOOD: &str = "4548 8120 4940 0004";
const REFUSED: &str = "4111 1111 1111 1111";

async fn plan(tester: &Tester, notification: &str) {
    let plan = json!({ "outcomes": [], "notifications": [notification] });
    assert_eq!(tester.put("/admin/gateway", plan).await.status(), 200);
}

/// What the gateway took and gave back in all, in cents.
async fn money(tester: &Tester) -> (i64, i64) {
    let report = tester.json("/admin/gateway/charges").await;
    let charges = report["charges"].as_array().unwrap().iter();
    let cents = |charge: &Value, name: &str| charge[name].as_i64().unwrap();
    charges.fold((0, 0), |(taken, given), charge| {
        (
            taken + cents(charge, "charged_cents"),
            given + cents(charge, "refunded_cents"),
        )
    })
}

#[tokio::test]
async fn a_fine_is_paid_from_its_price_to_its_receipt() {
    let tester = Tester::start(options(5)).await;
    let token = token(&tester, "marta", true).await;
    let wish = wish(&tester, &token, "fines", "fine").await;
    assert_eq!(put(&tester, &token, 1, &wish).await.status(), 201);
    assert_eq!(pay(&tester, 1, GOOD).await, 303);
    tester.post("/admin/gateway/deliver", json!({})).await;
    let payment = mine(&tester, &token, &format!("/v1/payments/{}", name(1))).await;
    assert_eq!(payment["state"], "settled", "{payment}");
    let code = payment["receipt"]["code"].as_str().unwrap();
    assert!(
        tester
            .get(&format!("/recibos/{code}"))
            .await
            .text()
            .await
            .unwrap()
            .contains("auténtico")
    );
    let paper = tester
        .get(&format!("/v1/receipts/{code}/pdf"))
        .await
        .bytes()
        .await
        .unwrap();
    assert!(paper.starts_with(b"%PDF-1.4"));
    let cents = wish["amount_cents"].as_i64().unwrap();
    assert_eq!(money(&tester).await, (cents, 0));
    // A second one is not let begin.
    let refused: Value = put(&tester, &token, 2, &wish).await.json().await.unwrap();
    assert_eq!(refused["reason"], "already_paid");
}

#[tokio::test]
async fn a_refused_card_frees_the_debt() {
    let tester = Tester::start(options(5)).await;
    let token = token(&tester, "marta", true).await;
    let wish = wish(&tester, &token, "fines", "fine").await;
    put(&tester, &token, 1, &wish).await;
    pay(&tester, 1, REFUSED).await;
    tester.post("/admin/gateway/deliver", json!({})).await;
    let payment = mine(&tester, &token, &format!("/v1/payments/{}", name(1))).await;
    assert_eq!(
        (&payment["state"], &payment["reason"]),
        (&json!("rejected"), &json!("refused"))
    );
    put(&tester, &token, 2, &wish).await;
    pay(&tester, 2, GOOD).await;
    tester.post("/admin/gateway/deliver", json!({})).await;
    let payment = mine(&tester, &token, &format!("/v1/payments/{}", name(2))).await;
    assert_eq!(payment["state"], "settled");
    assert_eq!(money(&tester).await, (wish["amount_cents"].as_i64().unwrap(), 0));
}

#[tokio::test]
async fn what_no_notice_told_or_a_forged_one_is_found_out() {
    for notification in ["lost", "forged", "duplicated"] {
        let tester = Tester::start(options(5)).await;
        let token = token(&tester, "marta", true).await;
        let wish = wish(&tester, &token, "fines", "fine").await;
        put(&tester, &token, 1, &wish).await;
        plan(&tester, notification).await;
        pay(&tester, 1, GOOD).await;
        tester.post("/admin/gateway/deliver", json!({})).await;
        let path = format!("/v1/payments/{}", name(1));
        if notification == "lost" {
            assert_eq!(mine(&tester, &token, &path).await["state"], "awaiting_payer");
            // The payer comes back, and the city asks.
            assert!(
                tester
                    .get(&format!("/pay/{}/ok", name(1)))
                    .await
                    .text()
                    .await
                    .unwrap()
                    .contains("Está pagado")
            );
        }
        assert_eq!(mine(&tester, &token, &path).await["state"], "settled", "{notification}");
        let ledger = tester.json("/admin/treasury").await;
        assert_eq!(ledger["orders"][0]["receipt"], "R-2026-0000001", "{ledger}");
        assert_eq!(money(&tester).await, (wish["amount_cents"].as_i64().unwrap(), 0));
    }
}

#[tokio::test]
async fn what_was_paid_while_the_city_was_away_is_paid_when_it_is_back() {
    let dir = tempfile::tempdir().unwrap();
    let data = Data::File(dir.path().join("city.sqlite"));
    let start = || {
        Tester::start(CityOptions {
            data: data.clone(),
            ..options(5)
        })
    };
    let tester = start().await;
    let token = token(&tester, "marta", true).await;
    let wish = wish(&tester, &token, "fines", "fine").await;
    put(&tester, &token, 1, &wish).await;
    plan(&tester, "lost").await;
    pay(&tester, 1, GOOD).await;
    tester.city.stop().await;
    let tester = start().await;
    let payment = mine(&tester, &token, &format!("/v1/payments/{}", name(1))).await;
    assert_eq!(payment["state"], "settled", "{payment}");
    assert_eq!(money(&tester).await, (wish["amount_cents"].as_i64().unwrap(), 0));
}

#[tokio::test]
async fn a_gateway_elsewhere_is_where_people_are_sent() {
    let gateway = RunningGateway::start(0, GatewayOptions::default()).await.unwrap();
    let tester = Tester::start(CityOptions {
        gateway: Some(GatewayAt {
            url: gateway.http_url().to_owned(),
            secret: SAMPLE_KEY.to_owned(),
        }),
        ..options(5)
    })
    .await;
    let token = token(&tester, "marta", true).await;
    let wish = wish(&tester, &token, "fines", "fine").await;
    put(&tester, &token, 1, &wish).await;
    let page = tester.get(&format!("/pay/{}", name(1))).await.text().await.unwrap();
    assert!(
        page.contains(&format!("action=\"{}/sis/realizarPago\"", gateway.http_url())),
        "{page}"
    );
    // The city has none of its own then.
    assert_problem(tester.get("/gateway/sis/pagar?operacion=1").await, 404, "not_found").await;
    gateway.stop().await;
    let close = tester.url(&format!("/v1/payments/{}/close", name(1)));
    let closing = tester
        .client
        .post(close)
        .bearer_auth(&token)
        .json(&wish)
        .send()
        .await
        .unwrap();
    assert_problem(closing, 503, "bank_silent").await;
}

#[tokio::test]
async fn no_log_keeps_the_name_of_a_payment() {
    let tester = Tester::start(options(5)).await;
    let token = token(&tester, "marta", true).await;
    let wish = wish(&tester, &token, "fines", "fine").await;
    put(&tester, &token, 1, &wish).await;
    tester.get(&format!("/pay/{}", name(1))).await;
    let id = wish["debt"]["id"].as_str().unwrap();
    for log in ["/admin/requests", "/console", "/admin/treasury"] {
        let log = tester.get(log).await.text().await.unwrap();
        assert!(!log.contains(&name(1)), "{log}");
    }
    for log in ["/admin/requests", "/console"] {
        let log = tester.get(log).await.text().await.unwrap();
        assert!(!log.contains(id) && log.contains("/v1/payments/{key}"), "{log}");
    }
}
