//! Baths that cost something: kept, paid, paid too late, and called off before, while and after somebody pays.

use axum::body::Body;
use axum::http::Request;
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::town::{CARMEN, MARTA, Reply, Town, wish};
use crate::treasury::bank::BankSays;
use crate::treasury::fake::taken;

const PRICE: i64 = 900;
const OK: &str = "0000";

/// A change under a key of its own.
async fn change(town: &Town, (method, path): (&str, &str), (who, number): (&str, u32), body: &Value) -> Reply {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", "city.example")
        .header("authorization", format!("Bearer token-of-{who}"))
        .header("content-type", "application/json")
        .header("idempotency-key", format!("00000000-0000-0000-0000-{number:012}"));
    town.ask(request.body(Body::from(body.to_string())).unwrap()).await
}

/// Marta has a bath for two in her hand. It is named as a debt.
async fn kept(town: &Town) -> Value {
    let slots = town.page("/v1/bookables/71/slots?day=2026-11-26").await.json(200);
    let slots = slots["slots"].as_array().unwrap().iter();
    let slot = slots.into_iter().find(|slot| slot["left"].as_i64() >= Some(2)).unwrap();
    let body = json!({ "slot": slot["slot"], "people": 2 });
    let kept = change(town, ("POST", "/v1/me/bookings"), (MARTA, 1), &body)
        .await
        .json(201);
    assert_eq!(
        (&kept["state"], &kept["price_cents"]),
        (&json!("to_pay"), &json!(PRICE))
    );
    assert_eq!(kept["pay_until"], "2026-11-24T10:30:00Z");
    json!({ "kind": "booking", "id": kept["id"].to_string() })
}

async fn call_off(town: &Town, debt: &Value, who: &str, number: u32) -> Reply {
    let path = format!("/v1/me/bookings/{}", debt["id"].as_str().unwrap());
    change(town, ("DELETE", &path), (who, number), &Value::Null).await
}

/// Her booking as the list has it.
async fn listed(town: &Town) -> Value {
    let list = town.get("/v1/me/bookings", MARTA).await.json(200);
    list["bookings"][0].clone()
}

/// An order for it under this name.
async fn begun(town: &Town, debt: &Value, number: u32) -> String {
    let payment = town.put(number, MARTA, &wish(debt, PRICE)).await.json(201);
    assert_eq!(payment["state"], "awaiting_payer", "{payment}");
    payment["order"].as_str().unwrap().to_owned()
}

/// One that is paid, and its order.
async fn paid(town: &Town) -> (Value, String) {
    let debt = kept(town).await;
    let order = begun(town, &debt, 1).await;
    town.bank.say(&order, taken(PRICE));
    town.notice(&order, PRICE, OK).await;
    assert_eq!(listed(town).await["state"], "booked");
    (debt, order)
}

/// What the payment of this name came to: its state, why not, and whether its receipt says that it is given back.
async fn end(town: &Town, number: u32) -> (Value, Value, bool) {
    let payment = town.show(number).await;
    let given_back = payment["receipt"]["given_back"].is_string();
    (payment["state"].clone(), payment["reason"].clone(), given_back)
}

#[tokio::test]
async fn what_is_kept_has_a_price_and_is_booked_once_it_is_paid() {
    let town = Town::new();
    let debt = kept(&town).await;
    let quote = town.quote(&debt, MARTA).await.json(200);
    assert_eq!(
        (&quote["state"], &quote["amount_cents"], &quote["name"]),
        (&json!("payable"), &json!(PRICE), &json!("Reserva: Piscina cubierta"))
    );
    town.quote(&debt, CARMEN).await.refused(404, "debt_unknown");
    let other_spelling = json!({ "kind": "booking", "id": format!("0{}", debt["id"].as_str().unwrap()) });
    town.quote(&other_spelling, MARTA).await.refused(404, "debt_unknown");
    let order = begun(&town, &debt, 1).await;
    assert_eq!(town.quote(&debt, MARTA).await.json(200)["state"], "locked");
    town.notice(&order, PRICE, OK).await;
    let booked = listed(&town).await;
    assert_eq!(
        (&booked["state"], &booked["pay_until"]),
        (&json!("booked"), &Value::Null)
    );
    assert_eq!(end(&town, 1).await, (json!("settled"), Value::Null, false));
    assert_eq!(town.quote(&debt, MARTA).await.json(200)["state"], "paid");
    town.later(TimeDelta::hours(1));
    assert_eq!(listed(&town).await["state"], "booked");
}

#[tokio::test]
async fn a_price_holds_no_longer_than_paying_may_begin_and_whoever_has_begun_may_end() {
    let town = Town::new();
    let debt = kept(&town).await;
    town.later(TimeDelta::minutes(29));
    let quote = town.quote(&debt, MARTA).await.json(200);
    assert_eq!(quote["valid_until"], "2026-11-24T10:30:00Z");
    let order = begun(&town, &debt, 1).await;
    town.later(TimeDelta::minutes(1));
    assert_eq!(town.quote(&debt, MARTA).await.json(200)["state"], "not_payable");
    let late = town.put(2, MARTA, &wish(&debt, PRICE)).await.json(201);
    assert_eq!((&late["state"], &late["reason"]), (&json!("rejected"), &json!("other")));
    town.later(TimeDelta::minutes(15));
    assert_eq!(listed(&town).await["state"], "to_pay");
    town.notice(&order, PRICE, OK).await;
    assert_eq!(end(&town, 1).await.0, "settled");
    assert_eq!(listed(&town).await["state"], "booked");
}

#[tokio::test]
async fn money_for_what_was_let_go_is_given_back() {
    let town = Town::new();
    let debt = kept(&town).await;
    town.later(TimeDelta::minutes(29));
    let order = begun(&town, &debt, 1).await;
    town.bank.say(&order, taken(PRICE));
    town.later(TimeDelta::minutes(22));
    assert_eq!(listed(&town).await["state"], "expired");
    town.notice(&order, PRICE, OK).await;
    assert_eq!(end(&town, 1).await, (json!("rejected"), json!("refunded"), false));
    assert_eq!(town.bank.given_back(), [order]);
    assert_eq!(listed(&town).await["state"], "expired");
}

#[tokio::test]
async fn whoever_calls_off_what_is_not_paid_owes_nothing_and_its_order_is_closed() {
    let town = Town::new();
    let debt = kept(&town).await;
    let order = begun(&town, &debt, 1).await;
    call_off(&town, &debt, CARMEN, 2).await.refused(404, "booking_unknown");
    assert_eq!(
        end(&town, 1).await.0,
        "awaiting_payer",
        "nobody stops what is another's"
    );
    let ended = call_off(&town, &debt, MARTA, 2).await.json(200);
    assert_eq!(
        (&ended["state"], &ended["given_back_cents"]),
        (&json!("cancelled"), &Value::Null)
    );
    assert_eq!(end(&town, 1).await.0, "closed");
    assert!(town.bank.asked().contains(&format!("close {order}")));
    assert_eq!(town.quote(&debt, MARTA).await.json(200)["state"], "not_payable");
    assert_eq!(town.bank.given_back(), Vec::<String>::new());
}

#[tokio::test]
async fn what_was_paid_is_given_back_once_and_its_receipt_says_so() {
    let town = Town::new();
    let (debt, order) = paid(&town).await;
    for number in [2, 2, 3] {
        let ended = call_off(&town, &debt, MARTA, number).await.json(200);
        assert_eq!(
            (&ended["state"], &ended["given_back_cents"]),
            (&json!("cancelled"), &json!(PRICE))
        );
    }
    assert_eq!(town.bank.given_back(), [order]);
    assert_eq!(end(&town, 1).await, (json!("settled"), Value::Null, true));
    let receipts = town.get("/v1/me/receipts", MARTA).await.json(200);
    let mine = receipts["receipts"].as_array().unwrap().iter();
    let mine = mine.into_iter().find(|receipt| receipt["debt"] == debt).unwrap();
    assert_eq!(mine["given_back"], "2026-11-24T10:00:00Z");
    let code = mine["code"].as_str().unwrap();
    assert!(
        town.page(&format!("/recibos/{code}"))
            .await
            .text()
            .contains("Devuelto a quien pagó")
    );
    let wish = json!({ "receipt": mine["number"], "cause": "undue", "iban": crate::refunds::ACCOUNTS[0].1 });
    let asked = change(&town, ("POST", "/v1/me/refunds"), (MARTA, 4), &wish).await;
    asked.refused(409, "nothing_to_refund");
}

#[tokio::test]
async fn what_was_paid_while_nobody_looked_is_given_back_when_it_is_called_off() {
    let town = Town::new();
    let debt = kept(&town).await;
    let order = begun(&town, &debt, 1).await;
    town.bank.say(&order, taken(PRICE));
    let ended = call_off(&town, &debt, MARTA, 2).await.json(200);
    assert_eq!(ended["given_back_cents"], json!(PRICE));
    assert_eq!(end(&town, 1).await, (json!("settled"), Value::Null, true));
    assert_eq!(town.bank.given_back(), [order]);
}

#[tokio::test]
async fn who_is_just_paying_is_not_stopped_and_gets_the_money_back() {
    let town = Town::new();
    let debt = kept(&town).await;
    let order = begun(&town, &debt, 1).await;
    let until = town.clock.now() + TimeDelta::minutes(5);
    town.bank.say(&order, BankSays::Busy { until });
    assert_eq!(call_off(&town, &debt, MARTA, 2).await.json(200)["state"], "cancelled");
    town.bank.say(&order, taken(PRICE));
    town.notice(&order, PRICE, OK).await;
    assert_eq!(end(&town, 1).await, (json!("rejected"), json!("refunded"), false));
    assert_eq!(town.bank.given_back(), [order]);
}

#[tokio::test]
async fn a_bank_that_cannot_be_heard_delays_and_loses_nothing() {
    let town = Town::new();
    let debt = kept(&town).await;
    begun(&town, &debt, 1).await;
    town.bank.be_silent(true);
    call_off(&town, &debt, MARTA, 2).await.refused(503, "bank_silent");
    assert_eq!(listed(&town).await["state"], "to_pay");
    town.bank.be_silent(false);
    assert_eq!(call_off(&town, &debt, MARTA, 2).await.json(200)["state"], "cancelled");

    let town = Town::new();
    let (debt, order) = paid(&town).await;
    town.bank.be_silent(true);
    let ended = call_off(&town, &debt, MARTA, 2).await.json(200);
    assert_eq!(ended["given_back_cents"], json!(PRICE));
    assert_eq!(town.bank.given_back(), Vec::<String>::new());
    town.bank.be_silent(false);
    assert_eq!(town.reconcile().await["to_give_back"], 0);
    assert_eq!(town.bank.given_back(), [order]);
}

#[tokio::test]
async fn too_late_to_be_called_off_it_stays_paid() {
    let town = Town::new();
    let (debt, _) = paid(&town).await;
    town.later(TimeDelta::days(2));
    call_off(&town, &debt, MARTA, 2).await.refused(409, "too_late");
    assert_eq!(end(&town, 1).await, (json!("settled"), Value::Null, false));
    assert_eq!(town.bank.given_back(), Vec::<String>::new());
}

#[tokio::test]
async fn what_is_no_request_stops_nobody_who_pays() {
    let town = Town::new();
    let debt = kept(&town).await;
    let order = begun(&town, &debt, 1).await;
    let request = Request::builder()
        .method("DELETE")
        .uri(format!("/v1/me/bookings/{}", debt["id"].as_str().unwrap()))
        .header("host", "city.example")
        .header("authorization", format!("Bearer token-of-{MARTA}"));
    let keyless = town.ask(request.body(Body::empty()).unwrap()).await;
    keyless.refused(400, "key_missing");
    assert_eq!(town.show(1).await["state"], "awaiting_payer");
    town.notice(&order, PRICE, OK).await;
    assert_eq!(listed(&town).await["state"], "booked");
}
