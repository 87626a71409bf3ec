//! Paying with a letter in the hand, and the receipts of what was paid elsewhere.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::town::{CARMEN, MARTA, Town, key, wish};
use crate::treasury::bank::BankSays;

fn by(reference: &str, amount: i64) -> Value {
    json!({ "reference": reference, "amount_cents": amount, "method": "card" })
}

fn path(number: u32) -> String {
    format!("/v1/payments/{}", key(number))
}

#[tokio::test]
async fn a_letter_says_what_it_would_pay_and_not_whose_it_is() {
    let town = Town::new();
    let letter = town.letter(&town.fine().await).await;
    let said = town.unsigned("GET", &format!("/v1/references/{letter}"), None).await;
    let body = said.json(200);
    let id = town.fine().await["id"].as_str().unwrap().to_owned();
    assert_eq!(
        body,
        json!({
            "kind": "fine", "name": format!("Multa {id}"), "amount_cents": 10_000, "window": { "until": "2026-11-26" },
            "state": "payable", "valid_until": "2026-11-24T10:15:00Z",
        })
    );
    assert!(!said.text().contains("17320508J") && !said.text().contains("Marta"));
    // The summary and the notice have the same reference.
    let fines = town.section(MARTA, "fines").await;
    assert!(fines.iter().any(|fine| fine["reference"] == json!(letter)));
    let tax = town.letter(&town.tax("voluntary").await).await;
    let said = town
        .unsigned("GET", &format!("/v1/references/{tax}"), None)
        .await
        .json(200);
    assert_eq!((&said["kind"], &said["amount_cents"]), (&json!("tax"), &json!(12_900)));
    // The twelfth is a Saturday.
    assert_eq!(said["window"]["until"], "2026-12-14");
}

#[tokio::test]
async fn a_letter_that_was_copied_wrong_is_named_and_one_of_nothing_is_unknown() {
    let town = Town::new();
    let letter = town.letter(&town.fine().await).await;
    let ask = async |reference: &str| town.unsigned("GET", &format!("/v1/references/{reference}"), None).await;
    let wrong = ask(&letter.replace("280796", "280797")).await.json(422);
    assert_eq!(
        (&wrong["code"], &wrong["field"], &wrong["expected"]),
        (&json!("reference_wrong"), &json!("issuer"), &json!("madrid"))
    );
    let nothing = super::super::reference::of_fine("000000000", "2026-12-01".parse().unwrap(), 100, "1234BCD");
    ask(&nothing).await.refused(404, "reference_unknown");
    // A fine that is there, for a plate that is not its own.
    let id = town.fine().await["id"].as_str().unwrap().to_owned();
    let other = super::super::reference::of_fine(&id, "2026-11-26".parse().unwrap(), 10_000, "0000BCD");
    ask(&other).await.refused(404, "reference_unknown");
}

#[tokio::test]
async fn it_is_paid_by_whoever_holds_the_letter_and_paid_for_its_owner_too() {
    let town = Town::new();
    let fine = town.fine().await;
    let letter = town.letter(&fine).await;
    let body = by(&letter, 10_000);
    town.unsigned("GET", &path(1), None)
        .await
        .refused(404, "payment_unknown");
    let payment = town.unsigned("PUT", &path(1), Some(&body)).await.json(201);
    assert_eq!(
        (&payment["state"], &payment["reference"]),
        (&json!("awaiting_payer"), &json!(letter))
    );
    assert_eq!(town.unsigned("PUT", &path(1), Some(&body)).await.json(200), payment);
    // The same lock as for the owner, and the owner sees nothing of it.
    assert_eq!(town.quote(&fine, MARTA).await.json(200)["state"], "locked");
    assert_eq!(
        town.put(2, MARTA, &wish(&fine, 10_000)).await.json(201)["reason"],
        "locked"
    );
    let said = town
        .unsigned("GET", &format!("/v1/references/{letter}"), None)
        .await
        .json(200);
    assert_eq!(said["state"], "locked");
    town.notice(payment["order"].as_str().unwrap(), 10_000, "0000").await;
    let settled = town.unsigned("GET", &path(1), None).await.json(200);
    assert_eq!(
        (&settled["state"], &settled["receipt"]["amount_cents"]),
        (&json!("settled"), &json!(10_000))
    );
    assert_eq!(town.quote(&fine, MARTA).await.json(200)["state"], "paid");
    let said = town
        .unsigned("GET", &format!("/v1/references/{letter}"), None)
        .await
        .json(200);
    assert_eq!(
        (&said["state"], &said["amount_cents"]),
        (&json!("paid"), &json!(10_000))
    );
    let mine = town.get("/v1/me/payments", MARTA).await.json(200);
    let own = mine["payments"].as_array().unwrap();
    assert!(own.iter().all(|payment| payment["key"] != key(1)));
    let receipts = town.get("/v1/me/receipts", MARTA).await.json(200);
    assert_eq!(receipts["receipts"], json!([settled["receipt"]]));
    let code = settled["receipt"]["code"].as_str().unwrap();
    assert_eq!(town.page(&format!("/v1/receipts/{code}/pdf")).await.status, 200);
}

#[tokio::test]
async fn a_name_is_for_one_letter_and_tells_nobody_anything_else() {
    let town = Town::new();
    let fine = town.fine().await;
    let (letter, tax) = (
        town.letter(&fine).await,
        town.letter(&town.tax("voluntary").await).await,
    );
    town.unsigned("PUT", &path(1), Some(&by(&letter, 10_000)))
        .await
        .json(201);
    town.unsigned("PUT", &path(1), Some(&by(&tax, 10_000)))
        .await
        .refused(422, "key_reused");
    town.unsigned("PUT", &path(1), Some(&by(&letter, 20_000)))
        .await
        .refused(422, "key_reused");
    town.put(1, MARTA, &wish(&fine, 10_000))
        .await
        .refused(422, "key_reused");
    town.put(1, CARMEN, &wish(&fine, 10_000))
        .await
        .refused(404, "payment_unknown");
    // What is somebody's own is told to nobody else.
    town.put(2, MARTA, &wish(&town.tax("voluntary").await, 12_900))
        .await
        .json(201);
    town.unsigned("GET", &path(2), None).await.refused(401, "token_invalid");
    town.unsigned("PUT", &path(2), Some(&by(&tax, 12_900)))
        .await
        .refused(404, "payment_unknown");
    town.unsigned("PUT", &path(3), Some(&wish(&fine, 10_000)))
        .await
        .refused(401, "token_invalid");
    let both = json!({ "reference": letter, "debt": fine, "amount_cents": 10_000, "method": "card" });
    town.unsigned("PUT", &path(3), Some(&both))
        .await
        .refused(422, "bad_body");
    town.unsigned("PUT", &path(3), Some(&by("90584", 1)))
        .await
        .refused(422, "reference_wrong");
}

#[tokio::test]
async fn a_letter_is_good_until_its_day_and_no_longer() {
    let town = Town::new();
    let letter = town.letter(&town.fine().await).await;
    town.later(TimeDelta::days(3));
    let said = town
        .unsigned("GET", &format!("/v1/references/{letter}"), None)
        .await
        .json(200);
    assert_eq!(
        (&said["state"], &said["amount_cents"]),
        (&json!("expired"), &json!(20_000))
    );
    for (number, amount) in [(1, 10_000), (2, 20_000)] {
        let refused = town
            .unsigned("PUT", &path(number), Some(&by(&letter, amount)))
            .await
            .json(201);
        assert_eq!(refused["reason"], "amount_changed");
    }
    // The letter of today says today's price.
    let letter = town.letter(&town.fine().await).await;
    let said = town
        .unsigned("GET", &format!("/v1/references/{letter}"), None)
        .await
        .json(200);
    assert_eq!(
        (&said["state"], &said["window"]["until"]),
        (&json!("payable"), &json!("2026-12-21"))
    );
}

#[tokio::test]
async fn closing_frees_the_debt_and_a_name_that_never_came_tells_nothing() {
    let town = Town::new();
    let letter = town.letter(&town.fine().await).await;
    let body = by(&letter, 10_000);
    let closed = town
        .unsigned("POST", &format!("{}/close", path(9)), Some(&body))
        .await
        .json(200);
    assert_eq!(closed["state"], "closed");
    assert!(closed["name"].as_str().unwrap().ends_with(&letter), "{closed}");
    assert_eq!(town.unsigned("PUT", &path(9), Some(&body)).await.json(200), closed);
    let payment = town.unsigned("PUT", &path(1), Some(&body)).await.json(201);
    let order = payment["order"].as_str().unwrap();
    town.bank.say(order, BankSays::Nothing);
    let closed = town
        .unsigned("POST", &format!("{}/close", path(1)), Some(&body))
        .await
        .json(200);
    assert_eq!(closed["state"], "closed");
    assert_eq!(
        town.unsigned("PUT", &path(2), Some(&body)).await.json(201)["state"],
        "awaiting_payer"
    );
}

#[tokio::test]
async fn whoever_tries_numbers_is_stopped_for_a_while() {
    let town = Town::new();
    let letter = town.letter(&town.fine().await).await;
    let until = "2026-12-01".parse().unwrap();
    let guess = |number: u32| super::super::reference::of_fine(&format!("{number:09}"), until, 100, "1234BCD");
    for number in 0..5 {
        let ask = format!("/v1/references/{}", guess(number));
        town.unsigned("GET", &ask, None).await.refused(404, "reference_unknown");
        // By the other door it is the same.
        let refused = town
            .unsigned("PUT", &path(number), Some(&by(&guess(number), 1)))
            .await
            .json(201);
        assert_eq!(refused["reason"], "debt_unknown");
    }
    let ask = format!("/v1/references/{letter}");
    let stopped = town.unsigned("GET", &ask, None).await;
    stopped.refused(429, "too_many_guesses");
    assert_eq!(stopped.headers["retry-after"], "600");
    town.unsigned("PUT", &path(99), Some(&by(&letter, 10_000)))
        .await
        .refused(429, "too_many_guesses");
    town.later(TimeDelta::minutes(10));
    assert_eq!(town.unsigned("GET", &ask, None).await.json(200)["state"], "payable");
}

#[tokio::test]
async fn while_the_system_is_down_nobody_is_told_and_nothing_counts() {
    let town = Town::new();
    let letter = town.letter(&town.fine().await).await;
    let moods = json!({ "fines": "down" });
    assert_eq!(town.call("PUT", "/admin/sectors", "", Some(&moods)).await.status, 200);
    for _ in 0..12 {
        let ask = format!("/v1/references/{letter}");
        town.unsigned("GET", &ask, None).await.refused(503, "sector_down");
    }
}

#[tokio::test]
async fn what_was_paid_elsewhere_has_a_receipt_and_a_paper_that_anybody_can_check() {
    let town = Town::new();
    let receipts = town.get("/v1/me/receipts", CARMEN).await.json(200);
    let all = receipts["receipts"].as_array().unwrap();
    let methods: Vec<_> = all.iter().map(|one| one["method"].as_str().unwrap()).collect();
    // The last paid first.
    assert_eq!(methods, ["counter", "direct_debit"]);
    let code = all[0]["code"].as_str().unwrap();
    let page = town.page(&format!("/recibos/{code}")).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("en una oficina de Línea Madrid"));
    let paper = town.page(&format!("/v1/receipts/{code}/pdf")).await;
    assert!(paper.status == 200 && paper.body.starts_with(b"%PDF-1.4"));
    assert_eq!(
        town.get("/v1/me/receipts", MARTA).await.json(200)["receipts"],
        json!([])
    );
    town.get("/v1/me/receipts", "nobody")
        .await
        .refused(401, "token_invalid");
}
