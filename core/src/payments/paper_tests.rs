//! A letter is paid and nobody is signed in; who signs in or out, locks or removes sees what is theirs and loses nothing.

use serde_json::{Value, json};

use super::*;
use crate::payments::service::tests::{Bench, Reply, bench, never_seen, no_receipts, none_known, reply};
use crate::payments::{PaymentKey, Stage, State};
use crate::ports::{Method as Verb, ScriptedTransport, TransportError};
use crate::store::VaultState;
use std::sync::Arc;

/// As it is printed, and as a person copies it.
const DIGITS: &str = "9058428079648219037520122026610001000000001234BCD";
const COPIED: &str = "90584 280796 482190375 20122026 61 00010000 00001234bcd";

fn paper(state: &str) -> Reply {
    let body = json!({
        "kind": "fine", "name": "Multa 482190375", "amount_cents": 10_000, "window": { "until": "2026-12-20" },
        "state": state, "valid_until": "2026-11-30T10:15:00Z",
    });
    reply(200, &body)
}

fn document(key: &PaymentKey, state: &str, more: &Value) -> Value {
    let mut document = json!({
        "key": key.expose(), "order": "2611AB12CD34", "state": state, "amount_cents": 10_000,
        "debt": { "kind": "fine", "id": "482190375" }, "reference": DIGITS, "name": "Multa 482190375",
        "method": "card", "created": "2026-11-30T10:00:00Z",
    });
    let fields = document.as_object_mut().unwrap();
    fields.extend(more.as_object().unwrap().clone());
    document
}

fn awaiting(key: &PaymentKey) -> Reply {
    let page = json!({ "url": "https://city/pay/1", "expires": "2026-11-30T10:20:00Z" });
    reply(201, &document(key, "awaiting_payer", &page))
}

fn settled(key: &PaymentKey) -> Reply {
    let receipt = json!({ "receipt": {
        "number": "R-2026-0000001", "debt": { "kind": "fine", "id": "482190375" }, "name": "Multa 482190375",
        "amount_cents": 10_000, "paid": "2026-11-30T10:02:00Z", "method": "card", "code": "ABCD2345EFGH6789",
        "notice": ["Multa"],
    } });
    reply(200, &document(key, "settled", &receipt))
}

/// A phone on which nobody has ever signed in, with a letter that was asked about, and what the city answers from then on.
async fn prepared(then: impl FnOnce(&PaymentKey) -> Vec<Reply>) -> (Bench, Attempt) {
    let first = bench([paper("payable")]);
    first.follow.vault.destroy(|_| Ok(())).unwrap();
    let attempt = first.payments.prepare_by_reference(COPIED, Method::Card).await.unwrap();
    let city = Arc::new(ScriptedTransport::new(then(&attempt.key)));
    (first.with_city(city), attempt)
}

#[tokio::test(start_paused = true)]
async fn a_letter_is_paid_with_nobody_signed_in_and_its_receipt_stays() {
    let (bench, attempt) = prepared(|key| vec![awaiting(key), settled(key)]).await;
    assert_eq!(
        (attempt.quote.debt.id.as_str(), attempt.quote.right()),
        (DIGITS, Right::Paper)
    );
    assert_eq!(bench.follow.vault.state().unwrap(), VaultState::Empty);
    let sent = bench.payments.submit(attempt.id).await.unwrap();
    assert_eq!(sent.attempt.state.stage(), Stage::AwaitingPayer);
    assert_eq!(
        bench.payments.check(attempt.id).await.unwrap().attempt.state.stage(),
        Stage::Settled
    );
    assert_eq!(bench.asked()[0].0, Verb::Put);
    let receipts = bench.payments.receipts_by_reference().await.unwrap();
    assert_eq!(receipts.receipts[0].number, "R-2026-0000001");
    assert_eq!(
        bench.payments.receipt("R-2026-0000001".into()).await.unwrap().notice,
        ["Multa"]
    );
    // It is nobody's who signs in later, and it is still there.
    bench.follow.vault.create(crate::ports::Guard::Device, "").unwrap();
    assert!(bench.payments.attempts().await.unwrap().is_empty());
    assert!(bench.payments.receipts().await.unwrap().receipts.is_empty());
    bench.follow.vault.lock();
    assert_eq!(bench.payments.attempts_by_reference().await.unwrap().len(), 1);
    assert_eq!(
        bench.payments.one(attempt.id).await.unwrap().state.stage(),
        Stage::Settled
    );
}

#[tokio::test(start_paused = true)]
async fn it_is_sealed_with_a_key_of_its_own_that_goes_when_the_data_are_removed() {
    let (bench, attempt) = prepared(|_| Vec::new()).await;
    let key_bytes = attempt.key.expose().clone();
    let rows = bench.follow.database.read(|connection| {
        let mut query = connection.prepare("SELECT by_reference, sealed FROM payment_attempt")?;
        let rows = query.query_map([], |row| Ok((row.get::<_, bool>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?)
    });
    let rows = rows.unwrap();
    assert!(rows.len() == 1 && rows[0].0);
    assert!(!String::from_utf8_lossy(&rows[0].1).contains(&key_bytes));
    // The person's key does not open it, however new it is.
    bench.follow.vault.create(crate::ports::Guard::Device, "").unwrap();
    let sealer = bench.follow.vault.sealer().unwrap();
    let opened = bench
        .follow
        .database
        .read(|connection| store::one(connection, &sealer, attempt.id));
    assert!(matches!(opened, Err(StoreError::Unreadable)));
    bench.follow.vault.destroy(store::clear).unwrap();
    bench.papers.vault.lock();
    assert_eq!(bench.papers.vault.state().unwrap(), VaultState::Empty);
    assert!(bench.payments.attempts_by_reference().await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_was_copied_wrong_is_named_and_the_city_is_not_asked() {
    let bench = bench([]);
    for (text, code) in [
        ("", "input.reference_empty"),
        ("90999", "input.reference_kind"),
        (DIGITS.get(..48).unwrap(), "input.reference_length"),
        (&DIGITS.replace("20122026", "31022026"), "input.reference_date"),
        (&DIGITS.replace("482190375", "48219O375"), "input.reference_sign"),
        ("905212807960000012345041001255305000142000", "input.reference_check"),
    ] {
        let refused = bench.payments.prepare_by_reference(text, Method::Card).await;
        assert_eq!(refused.err().unwrap().code(), code, "{text}");
    }
    assert!(bench.asked().is_empty());
    assert_eq!(bench.papers.vault.state().unwrap(), VaultState::Empty);
}

#[tokio::test(start_paused = true)]
async fn what_the_city_will_not_take_leaves_nothing() {
    let problem = |status, code: &str| reply(status, &json!({ "code": code }));
    let page = || {
        let mut page = problem(404, "reference_unknown").unwrap();
        page.content_type = Some("text/html".to_owned());
        Ok(page)
    };
    for (answer, code) in [
        (paper("paid"), "payment.paid"),
        (paper("locked"), "payment.locked"),
        (paper("expired"), "payment.reference_expired"),
        (paper("odd"), "payment.not_payable"),
        (problem(404, "reference_unknown"), "payment.reference_unknown"),
        (problem(422, "reference_wrong"), "payment.reference_wrong"),
        (page(), "net.wrong_content"),
        (problem(404, "not_found"), "net.wrong_content"),
        (Err(TransportError::Unreachable), "net.unreachable"),
    ] {
        let bench = bench([answer]);
        let refused = bench.payments.prepare_by_reference(DIGITS, Method::Card).await;
        assert_eq!(refused.err().unwrap().code(), code);
        assert!(bench.payments.attempts_by_reference().await.unwrap().is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_not_heard_holds_the_letter_and_a_run_finds_out_with_nobody_signed_in() {
    let lost = || Err(TransportError::Interrupted);
    let (bench, attempt) = prepared(|key| vec![lost(), lost(), lost(), settled(key)]).await;
    let sent = bench.payments.submit(attempt.id).await.unwrap();
    assert_eq!(sent.attempt.state, State::Unknown);
    let same = bench
        .payments
        .prepare_by_reference(DIGITS, Method::Bizum)
        .await
        .unwrap();
    assert_eq!(same.key, attempt.key, "nothing is paid beside it");
    // Started anew, before anybody asked for the key.
    bench.papers.vault.lock();
    bench.sync().await.unwrap();
    assert_eq!(
        bench.payments.one(attempt.id).await.unwrap().state.stage(),
        Stage::Settled
    );
    assert_eq!(bench.payments.receipts_by_reference().await.unwrap().receipts.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_never_arrived_goes_again_and_giving_up_closes_it() {
    let (bench, attempt) = prepared(|key| {
        let closed = reply(200, &document(key, "closed", &json!({})));
        vec![Err(TransportError::Unreachable), never_seen(), awaiting(key), closed]
    })
    .await;
    bench.payments.submit(attempt.id).await.unwrap();
    assert_eq!(
        bench.payments.check(attempt.id).await.unwrap().attempt.state,
        State::NotFound
    );
    let sent = bench.payments.submit(attempt.id).await.unwrap();
    assert_eq!(sent.attempt.state.stage(), Stage::AwaitingPayer);
    assert_eq!(
        bench.payments.give_up(attempt.id).await.unwrap().attempt.state,
        State::Closed
    );
    assert!(bench.asked()[3].1.ends_with("/close"));
}

#[tokio::test(start_paused = true)]
async fn an_old_price_is_not_paid_by_the_citys_clock() {
    let (bench, attempt) = prepared(|_| Vec::new()).await;
    bench.clock.advance(chrono::TimeDelta::minutes(15));
    let late = bench.payments.submit(attempt.id).await.err().unwrap();
    assert_eq!(late.code(), "payment.expired");
    assert!(bench.asked().is_empty());
}

#[tokio::test(start_paused = true)]
async fn another_letters_payment_is_not_believed() {
    let (bench, attempt) = prepared(|key| {
        let mut other = document(key, "closed", &json!({}));
        other["reference"] = "90584".into();
        vec![reply(201, &other)]
    })
    .await;
    assert_eq!(
        bench.payments.submit(attempt.id).await.unwrap().attempt.state,
        State::Unknown
    );
}

#[tokio::test(start_paused = true)]
async fn the_owner_who_signs_in_gets_the_receipt_of_what_others_paid_for_them() {
    let receipt = json!({
        "number": "E-2025-0000003", "debt": { "kind": "tax", "id": "0002991470018" }, "name": "IBI",
        "amount_cents": 38_120, "paid": "2025-10-20T09:30:00Z", "method": "bank", "code": "ABCD2345EFGH6789",
        "notice": ["IBI"],
    });
    let all = reply(200, &json!({ "as_of": "2026-11-30T10:00:00Z", "receipts": [receipt] }));
    let bench = bench([
        none_known(),
        all.clone(),
        none_known(),
        all,
        none_known(),
        no_receipts(),
    ]);
    for _ in 0..3 {
        bench.sync().await.unwrap();
        let kept = bench.payments.receipts().await.unwrap();
        // What was told once is kept for ever, whatever the city tells later.
        assert_eq!((kept.receipts.len(), kept.receipts[0].method.as_str()), (1, "bank"));
    }
}
