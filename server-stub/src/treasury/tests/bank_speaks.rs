//! What the bank says, by itself and when it is asked.

use std::time::Duration;

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::town::{CARMEN, MARTA, Town, wish};
use crate::sectors;
use crate::treasury::bank::{BankSays, Taken};
use crate::treasury::fake::taken;
use crate::treasury::keep_giving_back;
use crate::treasury::model::Reason;

/// What was made of each notice, in the order in which they came.
async fn made(town: &Town) -> Vec<(String, i64)> {
    let ledger = town.ledger().await;
    let notices = ledger["notices"].as_array().unwrap().iter();
    notices
        .map(|notice| {
            (
                notice["made"].as_str().unwrap().to_owned(),
                notice["times"].as_i64().unwrap(),
            )
        })
        .collect()
}

/// The receipts that there are.
async fn receipts(town: &Town) -> usize {
    let ledger = town.ledger().await;
    let orders = ledger["orders"].as_array().unwrap().iter();
    orders.filter(|order| !order["receipt"].is_null()).count()
}

/// Somebody pays a fine at a counter: the treasury is not asked.
async fn paid_elsewhere(town: &Town, body: &Value) {
    let id = body["debt"]["id"].as_str().unwrap().to_owned();
    let paying = town
        .city
        .with_store(move |records| records.write(|tx| sectors::fines::pay(tx, &id, 10_000)));
    paying.await.unwrap();
}

#[tokio::test]
async fn a_paid_fine_has_a_receipt_and_is_owed_nowhere() {
    let town = Town::new();
    let (body, order) = town.begun(1).await;
    town.later(TimeDelta::minutes(3));
    assert_eq!(town.notice(&order, 10_000, "0000").await.status, 200);
    let settled = town.show(1).await;
    let receipt = &settled["receipt"];
    assert_eq!(settled["state"], "settled");
    assert!(settled.get("url").is_none() && settled.get("expires").is_none());
    assert_eq!(
        (&receipt["number"], &receipt["paid"]),
        (&json!("R-2026-0000001"), &json!("2026-11-24T10:03:00Z"))
    );
    assert_eq!(
        (&receipt["amount_cents"], &receipt["method"]),
        (&json!(10_000), &json!("card"))
    );
    assert_eq!((&receipt["debt"], &receipt["name"]), (&body["debt"], &settled["name"]));
    assert_eq!(receipt["code"].as_str().unwrap().len(), 16);
    let notice = receipt["notice"].to_string();
    assert!(
        notice.contains("Plaza Elíptica") && notice.contains("100,00"),
        "{notice}"
    );
    // Neither the home of the app nor the price says that it is owed.
    let fines = town.section(MARTA, "fines").await;
    assert!(fines.iter().all(|fine| fine["id"] != body["debt"]["id"]), "{fines:?}");
    assert_eq!(fines.len(), 1);
    let quote = town.quote(&body["debt"], MARTA).await.json(200);
    assert_eq!(
        (&quote["state"], &quote["amount_cents"]),
        (&json!("paid"), &json!(10_000))
    );
}

#[tokio::test]
async fn a_paid_tax_is_owed_nowhere() {
    let town = Town::new();
    let tax = town.tax("voluntary").await;
    let payment = town.put(1, MARTA, &wish(&tax, 12_900)).await.json(201);
    town.notice(payment["order"].as_str().unwrap(), 12_900, "0000").await;
    assert_eq!(town.show(1).await["state"], "settled");
    let taxes = town.section(MARTA, "tax").await;
    assert!(taxes.iter().all(|one| one["id"] != tax["id"]), "{taxes:?}");
    assert_eq!(town.quote(&tax, MARTA).await.json(200)["state"], "paid");
}

#[tokio::test]
async fn the_same_notice_twice_is_one_receipt() {
    let town = Town::new();
    let (_, order) = town.begun(1).await;
    for _ in 0..3 {
        assert_eq!(town.notice(&order, 10_000, "0000").await.text(), "OK");
    }
    let settled = town.show(1).await;
    // Other words of the same are no second receipt either.
    let again = format!("signature=good&order={order}&amount=10000&response=0000&date=later");
    assert_eq!(town.notice_as(&again).await.status, 200);
    assert_eq!(town.show(1).await, settled);
    assert_eq!(receipts(&town).await, 1);
    assert_eq!(
        made(&town).await,
        [("taken_in".to_owned(), 3), ("nothing_new".to_owned(), 1)]
    );
    assert_eq!(town.bank.given_back(), [] as [String; 0]);
}

#[tokio::test]
async fn a_bad_signature_settles_nothing() {
    let town = Town::new();
    let (_, order) = town.begun(1).await;
    let forged = format!("signature=bad&order={order}&amount=10000&response=0000");
    town.notice_as(&forged).await.refused(403, "notice_forged");
    town.notice_as(&forged).await.refused(403, "notice_forged");
    town.notice_as("").await.refused(403, "notice_forged");
    assert_eq!(town.show(1).await["state"], "awaiting_payer");
    assert_eq!(made(&town).await, [("forged".to_owned(), 2), ("forged".to_owned(), 1)]);
    // The real one still counts.
    town.notice(&order, 10_000, "0000").await;
    assert_eq!(town.show(1).await["state"], "settled");
}

#[tokio::test]
async fn a_good_signature_with_a_refused_code_settles_nothing() {
    for (code, reason) in [("0190", "refused"), ("9915", "cancelled")] {
        let town = Town::new();
        let (_, order) = town.begun(1).await;
        assert_eq!(town.notice(&order, 10_000, code).await.status, 200);
        let rejected = town.show(1).await;
        assert_eq!(
            (&rejected["state"], &rejected["reason"]),
            (&json!("rejected"), &json!(reason))
        );
        assert!(rejected.get("receipt").is_none());
        // The debt is free at once.
        town.begun(2).await;
    }
}

#[tokio::test]
async fn a_notice_of_another_amount_settles_nothing() {
    let town = Town::new();
    let (_, order) = town.begun(1).await;
    for amount in [1, 9_999, 20_000] {
        assert_eq!(town.notice(&order, amount, "0000").await.status, 200);
    }
    assert_eq!(town.show(1).await["state"], "awaiting_payer");
    assert_eq!(made(&town).await, vec![("wrong_amount".to_owned(), 1); 3]);
    assert_eq!(receipts(&town).await, 0);
}

#[tokio::test]
async fn a_notice_of_an_unknown_order_changes_nothing() {
    let town = Town::new();
    town.begun(1).await;
    assert_eq!(town.notice("2611ZZZZZZZZ", 10_000, "0000").await.status, 200);
    assert_eq!(town.show(1).await["state"], "awaiting_payer");
    assert_eq!(made(&town).await, [("unknown_order".to_owned(), 1)]);
    let no_form = town.call("POST", "/pagos/notificacion", MARTA, Some(&json!({}))).await;
    no_form.refused(415, "no_form");
}

#[tokio::test]
async fn late_word_of_money_settles() {
    let town = Town::new();
    let (_, order) = town.begun(1).await;
    town.bank.be_silent(true);
    town.later(TimeDelta::hours(5));
    assert_eq!(town.show(1).await["state"], "awaiting_payer");
    town.notice(&order, 10_000, "0000").await;
    assert_eq!(town.show(1).await["state"], "settled");
}

#[tokio::test]
async fn money_that_comes_after_all_pays_what_is_still_owed() {
    let town = Town::new();
    let (_, order) = town.begun(1).await;
    town.later(TimeDelta::minutes(20));
    assert_eq!(town.show(1).await["state"], "closed");
    // A bank that does not keep its word: it had closed the order.
    town.notice(&order, 10_000, "0000").await;
    assert_eq!(town.show(1).await["state"], "settled");
    assert_eq!((receipts(&town).await, town.bank.given_back().len()), (1, 0));
}

#[tokio::test]
async fn a_late_refusal_takes_nothing_back() {
    let town = Town::new();
    let (_, order) = town.begun(1).await;
    town.notice(&order, 10_000, "0000").await;
    let settled = town.show(1).await;
    for code in ["0190", "9915", "0900"] {
        town.notice(&order, 10_000, code).await;
        assert_eq!(town.show(1).await, settled, "{code}");
    }
    town.bank.say(&order, BankSays::Closed);
    town.reconcile().await;
    assert_eq!(town.show(1).await, settled);
}

#[tokio::test]
async fn a_second_charge_of_a_paid_debt_is_given_back() {
    let town = Town::new();
    let (_, first) = town.begun(1).await;
    town.later(TimeDelta::minutes(20));
    assert_eq!(town.show(1).await["state"], "closed");
    let (_, second) = town.begun(2).await;
    town.notice(&second, 10_000, "0000").await;
    town.bank.say(&first, taken(10_000));
    town.notice(&first, 10_000, "0000").await;
    let rejected = town.show(1).await;
    assert_eq!(
        (&rejected["state"], &rejected["reason"]),
        (&json!("rejected"), &json!("refunded"))
    );
    assert_eq!(town.show(2).await["state"], "settled");
    assert_eq!(town.bank.given_back(), std::slice::from_ref(&first));
    // However often it is said.
    town.notice_as(&format!(
        "signature=good&order={first}&amount=10000&response=0000&again=1"
    ))
    .await;
    town.reconcile().await;
    assert_eq!(
        (town.bank.given_back(), receipts(&town).await),
        (vec![first.clone()], 1)
    );
    let ledger = town.ledger().await;
    let of_first: Vec<&Value> = ledger["orders"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|order| order["order"] == json!(first))
        .collect();
    assert_eq!(
        (&of_first[0]["refund_cents"], &of_first[0]["refunded"]),
        (&json!(10_000), &json!(true))
    );
}

#[tokio::test]
async fn what_was_paid_elsewhere_meanwhile_is_given_back() {
    let town = Town::new();
    let (body, order) = town.begun(1).await;
    paid_elsewhere(&town, &body).await;
    town.bank.say(&order, taken(10_000));
    town.notice(&order, 10_000, "0000").await;
    assert_eq!(town.show(1).await["reason"], "refunded");
    assert_eq!(town.bank.given_back(), [order]);
    assert_eq!(receipts(&town).await, 0);
}

#[tokio::test]
async fn what_nobody_owes_any_more_is_closed_before_its_time() {
    let town = Town::new();
    let (body, _) = town.begun(1).await;
    paid_elsewhere(&town, &body).await;
    assert_eq!(town.reconcile().await["closed"], 1);
    assert_eq!(town.show(1).await["state"], "closed");
}

#[tokio::test]
async fn what_could_not_be_given_back_is_tried_until_it_is() {
    let town = Town::new();
    let (body, order) = town.begun(1).await;
    paid_elsewhere(&town, &body).await;
    town.bank.say(&order, taken(10_000));
    town.bank.be_silent(true);
    town.notice(&order, 10_000, "0000").await;
    assert_eq!(town.show(1).await["reason"], "refunded");
    assert_eq!(town.reconcile().await["to_give_back"], 1);
    town.bank.be_silent(false);
    assert_eq!(town.reconcile().await["to_give_back"], 0);
    assert_eq!(town.bank.given_back(), [order]);
}

#[tokio::test(start_paused = true)]
async fn the_city_tries_again_by_itself_and_nobody_has_to_look() {
    let town = Town::new();
    let (body, order) = town.begun(1).await;
    paid_elsewhere(&town, &body).await;
    town.bank.say(&order, taken(10_000));
    town.bank.be_silent(true);
    town.notice(&order, 10_000, "0000").await;
    let errand = tokio::spawn(keep_giving_back(town.city.clone()));
    tokio::time::sleep(Duration::from_secs(200)).await;
    assert!(town.bank.given_back().is_empty(), "the bank is silent");
    town.bank.be_silent(false);
    tokio::time::sleep(Duration::from_secs(200)).await;
    assert_eq!(town.bank.given_back(), [order], "once");
    errand.abort();
}

#[tokio::test]
async fn whoever_looks_at_what_is_to_be_given_back_makes_the_city_try_again() {
    let town = Town::new();
    let (body, order) = town.begun(1).await;
    let id = body["debt"]["id"].as_str().unwrap().to_owned();
    town.city
        .with_store(move |records| records.write(|tx| sectors::fines::pay(tx, &id, 10_000)))
        .await
        .unwrap();
    town.bank.say(&order, taken(10_000));
    town.bank.be_silent(true);
    town.notice(&order, 10_000, "0000").await;
    assert_eq!(town.bank.given_back(), [] as [String; 0]);
    town.bank.be_silent(false);
    for _ in 0..2 {
        assert_eq!(town.show(1).await["reason"], "refunded");
        assert_eq!(town.bank.given_back(), std::slice::from_ref(&order));
    }
}

#[tokio::test]
async fn asked_the_bank_tells_what_no_notice_told() {
    for (says, state, reason) in [
        (taken(10_000), "settled", json!(null)),
        (
            BankSays::Refused(Reason::ExpiredCard),
            "rejected",
            json!("expired_card"),
        ),
        (BankSays::Closed, "closed", json!(null)),
        (BankSays::Refunded, "rejected", json!("refunded")),
        (BankSays::Nothing, "closed", json!(null)),
        // Not what it costs: nobody may keep it.
        (taken(9_999), "rejected", json!("refunded")),
    ] {
        let town = Town::new();
        let (_, order) = town.begun(1).await;
        town.bank.say(&order, says.clone());
        town.later(TimeDelta::minutes(20));
        let payment = town.show(1).await;
        assert_eq!(
            (payment["state"].as_str(), &payment["reason"]),
            (Some(state), &reason),
            "{says:?}"
        );
        let is_given_back = says == taken(9_999);
        assert_eq!(town.bank.given_back().len(), usize::from(is_given_back), "{says:?}");
    }
}

#[tokio::test]
async fn the_receipt_says_when_the_bank_took_the_money() {
    for (minutes, paid) in [(-2, "2026-11-24T10:18:00Z"), (60, "2026-11-24T10:20:00Z")] {
        let town = Town::new();
        let (_, order) = town.begun(1).await;
        town.later(TimeDelta::minutes(20));
        town.bank.say(
            &order,
            BankSays::Authorised(Taken {
                code: "1".to_owned(),
                amount: 10_000,
                at: Some(town.clock.now() + TimeDelta::minutes(minutes)),
            }),
        );
        assert_eq!(town.show(1).await["receipt"]["paid"], paid, "{minutes}");
    }
}

#[tokio::test]
async fn the_notice_on_a_receipt_is_that_of_the_day_of_the_price() {
    let town = Town::new();
    // Ten minutes before the reduction ends.
    town.later(TimeDelta::hours(2 * 24 + 13) - TimeDelta::minutes(10));
    let (_, order) = town.begun(1).await;
    town.later(TimeDelta::minutes(15));
    town.notice(&order, 10_000, "0000").await;
    let settled = town.show(1).await;
    assert_eq!(settled["receipt"]["amount_cents"], 10_000);
    assert!(
        settled["receipt"]["notice"]
            .to_string()
            .contains("Con reducción hasta el 26/11/2026")
    );
}

#[tokio::test]
async fn a_round_of_questions_looks_after_everything_that_waits() {
    let town = Town::new();
    let (_, first) = town.begun(1).await;
    let tax = wish(&town.tax("voluntary").await, 12_900);
    town.put(2, MARTA, &tax).await.json(201);
    let waiting = town.reconcile().await;
    assert_eq!((&waiting["asked"], &waiting["waiting"]), (&json!(2), &json!(2)));
    town.bank.be_silent(true);
    town.later(TimeDelta::minutes(20));
    town.bank.asked();
    let unheard = town.reconcile().await;
    assert_eq!((&unheard["asked"], &unheard["unheard"]), (&json!(2), &json!(2)));
    // One question is enough to know that nobody is there.
    assert_eq!(town.bank.asked().len(), 1);
    town.bank.be_silent(false);
    town.bank.say(&first, taken(10_000));
    let done = town.reconcile().await;
    assert_eq!((&done["settled"], &done["closed"]), (&json!(1), &json!(1)));
    assert_eq!(town.reconcile().await["asked"], 0);
    assert_eq!(
        town.get("/v1/me/payments", CARMEN).await.json(200)["payments"],
        json!([])
    );
}
