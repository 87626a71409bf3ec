//! What a phone asks.

use chrono::TimeDelta;
use serde_json::json;

use super::town::{CARMEN, MARTA, Town, key, wish};
use crate::treasury::bank::BankSays;
use crate::treasury::fake::taken;
use crate::treasury::model::Reason;

#[tokio::test]
async fn a_price_says_what_it_saves_what_it_takes_and_until_when() {
    let town = Town::new();
    let fine = town.fine().await;
    let quote = town.quote(&fine, MARTA).await.json(200);
    let id = fine["id"].as_str().unwrap();
    assert_eq!(
        quote,
        json!({
            "debt": fine, "name": format!("Multa {id}"), "amount_cents": 10_000, "full_cents": 20_000,
            "reduced_until": "2026-11-26", "gives_up": ["allegations", "appeal"], "state": "payable",
            "valid_until": "2026-11-24T10:15:00Z",
        })
    );
    // The last day of the reduction, to its last second.
    town.later(TimeDelta::hours(2 * 24 + 13) - TimeDelta::seconds(1));
    let last = town.quote(&fine, MARTA).await.json(200);
    assert_eq!(
        (&last["amount_cents"], &last["valid_until"]),
        (&json!(10_000), &json!("2026-11-26T23:00:00Z"))
    );
    town.later(TimeDelta::seconds(1));
    let full = town.quote(&fine, MARTA).await.json(200);
    assert_eq!((&full["amount_cents"], &full["gives_up"]), (&json!(20_000), &json!([])));
    assert!(full.get("full_cents").is_none() && full.get("reduced_until").is_none());
}

#[tokio::test]
async fn a_tax_has_a_price_unless_the_bank_account_pays_it() {
    let town = Town::new();
    let (mine, debited) = (town.tax("voluntary").await, town.tax("direct_debit").await);
    let quote = town.quote(&mine, MARTA).await.json(200);
    assert_eq!(
        (&quote["state"], &quote["amount_cents"]),
        (&json!("payable"), &json!(12_900))
    );
    assert_eq!(quote["gives_up"], json!([]));
    assert_eq!(town.quote(&debited, MARTA).await.json(200)["state"], "not_payable");
    let refused = town.put(1, MARTA, &wish(&debited, 120_456)).await.json(201);
    assert_eq!(
        (&refused["state"], &refused["reason"]),
        (&json!("rejected"), &json!("other"))
    );
}

#[tokio::test]
async fn nobody_sees_the_debts_of_others_and_nobody_at_all_without_a_token() {
    let town = Town::new();
    let fine = town.fine().await;
    town.quote(&fine, CARMEN).await.refused(404, "debt_unknown");
    town.get("/v1/me/debts/fine/000000000", MARTA)
        .await
        .refused(404, "debt_unknown");
    town.get("/v1/me/debts/book/1", MARTA)
        .await
        .refused(404, "debt_unknown");
    for path in [
        "/v1/me/debts/fine/1",
        "/v1/me/payments",
        &format!("/v1/payments/{}", key(1)),
    ] {
        town.get(path, "nobody").await.refused(401, "token_invalid");
    }
}

#[tokio::test]
async fn asked_again_it_is_the_same_payment_for_ever() {
    let town = Town::new();
    let (body, order) = town.begun(1).await;
    let first = town.put(1, MARTA, &body).await.json(200);
    assert_eq!(
        first,
        json!({
            "key": key(1), "order": order, "state": "awaiting_payer", "amount_cents": 10_000, "debt": body["debt"],
            "name": first["name"], "method": "card", "created": "2026-11-24T10:00:00Z",
            "url": format!("http://city.example/pay/{}", key(1)), "expires": "2026-11-24T10:20:00Z",
        })
    );
    assert_eq!(order.len(), 12);
    assert!(order.starts_with("2611"), "{order}");
    town.later(TimeDelta::minutes(5));
    assert_eq!(town.put(1, MARTA, &body).await.json(200), first);
    assert_eq!(town.show(1).await, first);
    // A price that has changed since changes nothing of it.
    town.bank.say(
        &order,
        BankSays::Busy {
            until: town.clock.now(),
        },
    );
    town.later(TimeDelta::days(30));
    assert_eq!(town.put(1, MARTA, &body).await.json(200), first);
}

#[tokio::test]
async fn a_name_is_for_one_thing_and_one_person() {
    let town = Town::new();
    let (body, _) = town.begun(1).await;
    let (mut other, mut bizum) = (body.clone(), body.clone());
    other["amount_cents"] = json!(20_000);
    bizum["method"] = json!("bizum");
    for changed in [&other, &bizum, &wish(&town.tax("voluntary").await, 10_000)] {
        town.put(1, MARTA, changed).await.refused(422, "key_reused");
        town.close(1, MARTA, changed).await.refused(422, "key_reused");
    }
    town.put(1, CARMEN, &body).await.refused(404, "payment_unknown");
    town.close(1, CARMEN, &body).await.refused(404, "payment_unknown");
    let path = format!("/v1/payments/{}", key(1));
    town.get(&path, CARMEN).await.refused(404, "payment_unknown");
    assert_eq!(
        town.get("/v1/me/payments", CARMEN).await.json(200)["payments"],
        json!([])
    );
    town.get(&format!("/v1/payments/{}", key(2)), MARTA)
        .await
        .refused(404, "payment_unknown");
}

#[tokio::test]
async fn what_cannot_be_read_is_no_payment() {
    let town = Town::new();
    let good = wish(&town.fine().await, 10_000);
    for name in ["1", &key(1).to_uppercase().replace('0', "A"), &"g".repeat(32)] {
        let path = format!("/v1/payments/{name}");
        town.call("PUT", &path, MARTA, Some(&good))
            .await
            .refused(422, "bad_key");
        town.get(&path, MARTA).await.refused(422, "bad_key");
    }
    let without = |name: &str| {
        let mut body = good.clone();
        body.as_object_mut().unwrap().remove(name);
        body
    };
    let with = |name: &str, value| {
        let mut body = good.clone();
        body[name] = value;
        body
    };
    for body in [
        json!([]),
        without("debt"),
        without("amount_cents"),
        without("method"),
        with("more", json!(1)),
        with("method", json!("cash")),
        with("amount_cents", json!(0)),
        with("amount_cents", json!(-1)),
        with("amount_cents", json!(1.5)),
        with("amount_cents", json!("10000")),
        with("debt", json!({ "kind": "book", "id": "1" })),
        with("debt", json!({ "kind": "fine", "id": "" })),
        with("debt", json!({ "kind": "fine", "id": "1".repeat(50) })),
    ] {
        town.put(1, MARTA, &body).await.refused(422, "bad_body");
    }
    assert_eq!(town.ledger().await["orders"], json!([]));
    // A whole number is one however it is written (JSON Schema).
    assert_eq!(
        town.put(1, MARTA, &with("amount_cents", json!(10_000.0))).await.status,
        201
    );
}

#[tokio::test]
async fn what_is_refused_stays_refused_under_its_name_whatever_happens() {
    let town = Town::new();
    let fine = town.fine().await;
    let refused = async |number, body: &serde_json::Value, reason: &str| {
        let payment = town.put(number, MARTA, body).await.json(201);
        assert_eq!(
            (&payment["state"], &payment["reason"]),
            (&json!("rejected"), &json!(reason)),
            "{payment}"
        );
        assert_eq!(payment["order"], json!(null));
        assert!(payment.get("url").is_none() && payment.get("receipt").is_none());
    };
    let unknown = wish(&json!({ "kind": "fine", "id": "000000000" }), 10_000);
    refused(1, &unknown, "debt_unknown").await;
    refused(2, &wish(&fine, 9_999), "amount_changed").await;
    let (body, order) = town.begun(3).await;
    refused(4, &body, "locked").await;
    town.bank.say(&order, BankSays::Refused(Reason::Fraud));
    town.later(TimeDelta::minutes(20));
    assert_eq!(town.show(3).await["reason"], "fraud");
    // The debt is free again, but not for the name that was refused.
    assert_eq!(town.put(4, MARTA, &body).await.json(200)["reason"], "locked");
    assert_eq!(town.put(3, MARTA, &body).await.json(200)["reason"], "fraud");
    let (_, order) = town.begun(5).await;
    town.notice(&order, 10_000, "0000").await;
    refused(6, &body, "already_paid").await;
    // A wrong price of what is paid says that it is paid.
    refused(7, &wish(&fine, 1), "already_paid").await;
}

#[tokio::test]
async fn one_payment_holds_a_debt_for_twenty_minutes_and_no_longer() {
    let town = Town::new();
    let (body, first) = town.begun(1).await;
    let quote = town.quote(&body["debt"], MARTA).await.json(200);
    assert_eq!(
        (&quote["state"], &quote["until"]),
        (&json!("locked"), &json!("2026-11-24T10:20:00Z"))
    );
    town.later(TimeDelta::minutes(20) - TimeDelta::seconds(1));
    assert_eq!(town.put(2, MARTA, &body).await.json(201)["reason"], "locked");
    assert_eq!(town.bank.asked(), [] as [String; 0]);
    town.later(TimeDelta::seconds(1));
    // The bank is asked, and closes the first before the second is made.
    let second = town.put(3, MARTA, &body).await.json(201);
    assert_eq!(second["state"], "awaiting_payer");
    assert_ne!(second["order"], json!(first));
    assert_eq!(town.bank.asked(), [format!("state {first}"), format!("close {first}")]);
    assert_eq!(town.show(1).await["state"], "closed");
}

#[tokio::test]
async fn while_the_bank_is_silent_or_busy_the_debt_stays_held() {
    let town = Town::new();
    let (body, order) = town.begun(1).await;
    town.later(TimeDelta::minutes(21));
    town.bank.be_silent(true);
    assert_eq!(town.show(1).await["state"], "awaiting_payer");
    assert_eq!(town.put(2, MARTA, &body).await.json(201)["reason"], "locked");
    assert_eq!(town.quote(&body["debt"], MARTA).await.json(200)["state"], "locked");
    town.bank.be_silent(false);
    town.bank.say(
        &order,
        BankSays::Busy {
            until: town.clock.now(),
        },
    );
    assert_eq!(town.show(1).await["state"], "awaiting_payer");
    town.bank.say(&order, BankSays::Nothing);
    assert_eq!(town.show(1).await["state"], "closed");
    assert_eq!(town.quote(&body["debt"], MARTA).await.json(200)["state"], "payable");
}

#[tokio::test]
async fn closed_by_the_person_it_is_closed_at_the_bank_first() {
    let town = Town::new();
    let (body, order) = town.begun(1).await;
    town.bank.be_silent(true);
    town.close(1, MARTA, &body).await.refused(503, "bank_silent");
    town.bank.be_silent(false);
    assert_eq!(town.show(1).await["state"], "awaiting_payer");
    town.bank.say(
        &order,
        BankSays::Busy {
            until: town.clock.now(),
        },
    );
    assert_eq!(town.close(1, MARTA, &body).await.json(200)["state"], "awaiting_payer");
    town.bank.say(&order, BankSays::Nothing);
    town.bank.asked();
    let closed = town.close(1, MARTA, &body).await.json(200);
    assert_eq!(closed["state"], "closed");
    assert!(closed.get("url").is_none());
    assert_eq!(town.bank.asked(), [format!("state {order}"), format!("close {order}")]);
    assert_eq!(town.close(1, MARTA, &body).await.json(200), closed);
    assert_eq!(town.put(1, MARTA, &body).await.json(200), closed);
    assert_eq!(
        town.get("/v1/me/payments", MARTA).await.json(200)["payments"],
        json!([])
    );
}

#[tokio::test]
async fn paid_meanwhile_it_is_not_closed_but_settled() {
    let town = Town::new();
    let (body, order) = town.begun(1).await;
    town.bank.say(&order, taken(10_000));
    let settled = town.close(1, MARTA, &body).await.json(200);
    assert_eq!(
        (&settled["state"], &settled["receipt"]["amount_cents"]),
        (&json!("settled"), &json!(10_000))
    );
    assert_eq!(town.bank.asked(), [format!("state {order}")]);
}

#[tokio::test]
async fn a_name_that_was_never_seen_is_closed_before_it_comes() {
    let town = Town::new();
    let body = wish(&town.fine().await, 10_000);
    let closed = town.close(1, MARTA, &body).await.json(200);
    assert_eq!(closed["state"], "closed");
    assert_eq!(
        (&closed["debt"], &closed["amount_cents"]),
        (&body["debt"], &json!(10_000))
    );
    assert_eq!(town.put(1, MARTA, &body).await.json(200), closed);
    assert_eq!(town.ledger().await["orders"], json!([]));
    // It holds nothing.
    town.begun(2).await;
    // So does what the city cannot know at all.
    let unknown = wish(&json!({ "kind": "tax", "id": "1" }), 5);
    let closed = town.close(3, MARTA, &unknown).await.json(200);
    assert_eq!(
        (&closed["state"], &closed["name"]),
        (&json!("closed"), &json!("Recibo 1"))
    );
}

#[tokio::test]
async fn while_the_system_that_has_the_debt_is_down_nothing_is_kept() {
    let town = Town::new();
    let body = wish(&town.fine().await, 10_000);
    let mood = async |mood: &str| {
        let moods = json!({ "fines": mood });
        assert_eq!(town.call("PUT", "/admin/sectors", "", Some(&moods)).await.status, 200);
    };
    mood("down").await;
    town.put(1, MARTA, &body).await.refused(503, "sector_down");
    town.quote(&body["debt"], MARTA).await.refused(503, "sector_down");
    town.get(&format!("/v1/payments/{}", key(1)), MARTA)
        .await
        .refused(404, "payment_unknown");
    mood("ok").await;
    assert_eq!(town.put(1, MARTA, &body).await.status, 201);
    // What is known needs no system any more.
    mood("down").await;
    assert_eq!(town.put(1, MARTA, &body).await.status, 200);
}

#[tokio::test]
async fn a_new_phone_gets_what_is_under_way_and_every_receipt() {
    let town = Town::new();
    let (_, order) = town.begun(1).await;
    town.notice(&order, 10_000, "0000").await;
    let tax = wish(&town.tax("voluntary").await, 12_900);
    town.put(2, MARTA, &tax).await.json(201);
    town.put(3, MARTA, &tax).await.json(201);
    let all = town.get("/v1/me/payments", MARTA).await.json(200);
    let states: Vec<_> = all["payments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["state"].clone())
        .collect();
    assert_eq!(states, ["settled", "awaiting_payer", "rejected"]);
    assert_eq!(all["payments"][0], town.show(1).await);
    // What is over is looked after before it is told.
    town.later(TimeDelta::minutes(20));
    let all = town.get("/v1/me/payments", MARTA).await.json(200);
    assert_eq!(all["payments"].as_array().unwrap().len(), 2);
}
