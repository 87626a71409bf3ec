//! What the records themselves do not let happen, and what survives a restart.

use serde_json::json;

use super::town::{MARTA, Town, wish};
use crate::store::{Data, Store, StoreError};
use crate::treasury::fake::taken;
use crate::treasury::model::{Method, Order, PaymentKey, Reason, State};
use crate::treasury::store::{self, NewPayment};
use crate::treasury::{DebtKind, DebtRef};

fn debt() -> DebtRef {
    DebtRef {
        kind: DebtKind::Fine,
        id: "482190375".to_owned(),
    }
}

/// Writes a payment of the same debt with a name of its own.
fn add(records: &Store, number: u32, state: State) -> Result<(), StoreError> {
    let key = PaymentKey::read(&format!("{number:032x}")).unwrap();
    let created = "2026-11-24T10:00:00Z".parse().unwrap();
    let new = NewPayment {
        key: &key,
        nif: "17320508J",
        reference: None,
        debt: &debt(),
        name: "Multa",
        amount: 10_000,
        method: Method::Card,
        created,
        state,
        order: Some(Order {
            number: format!("2611{number:08}"),
            expires: created,
        }),
    };
    records.write(|tx| store::add(tx, &new).map(drop))
}

fn change(records: &Store, number: u32, state: State) -> Result<(), StoreError> {
    let key = PaymentKey::read(&format!("{number:032x}")).unwrap();
    records.write(|tx| {
        let payment = store::by_key(tx, &key)?.unwrap();
        store::set_state(tx, &payment, state)
    })
}

#[test]
fn two_payments_never_hold_or_pay_the_same_debt() {
    let records = Store::open(&Data::Memory).unwrap();
    add(&records, 1, State::AwaitingPayer).unwrap();
    assert!(add(&records, 2, State::AwaitingPayer).is_err());
    add(&records, 3, State::Closed).unwrap();
    change(&records, 1, State::Settled).unwrap();
    assert!(change(&records, 3, State::Settled).is_err());
    // The same name or the same order is not written twice.
    assert!(add(&records, 1, State::Closed).is_err());
}

#[test]
fn the_records_know_no_way_back() {
    for (from, allowed) in [
        (State::Settled, false),
        (State::Rejected(Reason::Refunded), false),
        (State::Closed, true),
        (State::Rejected(Reason::Fraud), true),
        (State::AwaitingPayer, true),
    ] {
        for to in [
            State::Settled,
            State::Rejected(Reason::Refunded),
            State::Closed,
            State::AwaitingPayer,
        ] {
            let records = Store::open(&Data::Memory).unwrap();
            add(&records, 1, from).unwrap();
            let expected = allowed && to != State::AwaitingPayer;
            assert_eq!(change(&records, 1, to).is_ok(), expected, "{from:?} {to:?}");
        }
    }
}

#[tokio::test]
async fn what_was_asked_and_paid_survives_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let data = Data::File(dir.path().join("city.sqlite"));
    let (body, order, receipt) = {
        let town = Town::with(&data);
        let (body, order) = town.begun(1).await;
        town.put(2, MARTA, &body).await.json(201);
        let tax = wish(&town.tax("voluntary").await, 12_900);
        let paid = town.put(3, MARTA, &tax).await.json(201);
        town.notice(paid["order"].as_str().unwrap(), 12_900, "0000").await;
        (body, order, town.show(3).await)
    };
    let town = Town::with(&data);
    assert_eq!(town.put(1, MARTA, &body).await.json(200)["order"], json!(order));
    assert_eq!(town.show(2).await["reason"], "locked");
    assert_eq!(town.show(3).await, receipt);
    // The bank took the money while the city was away.
    town.bank.say(&order, taken(10_000));
    assert_eq!(town.reconcile().await["settled"], 1);
    assert_eq!(town.show(1).await["receipt"]["number"], "R-2026-0000002");
}

#[tokio::test]
async fn a_write_that_fails_settles_nothing_and_is_told() {
    let town = Town::new();
    let (_, order) = town.begun(1).await;
    let broken = |sql: &'static str| {
        town.city.with_store(move |records| {
            records.write(|tx| {
                tx.execute_batch(sql)?;
                Ok(())
            })
        })
    };
    // The system that has the debt cannot be written: neither is the receipt.
    let trigger = "CREATE TEMP TRIGGER full BEFORE UPDATE ON fines_boletin BEGIN SELECT RAISE(ABORT, 'full'); END";
    broken(trigger).await.unwrap();
    town.notice(&order, 10_000, "0000").await.refused(500, "records_failed");
    let waiting = town.show(1).await;
    assert_eq!(waiting["state"], "awaiting_payer");
    assert_eq!(town.ledger().await["notices"], json!([]));
    broken("DROP TRIGGER full").await.unwrap();
    // The bank says it again, and it is taken in as if for the first time.
    assert_eq!(town.notice(&order, 10_000, "0000").await.status, 200);
    assert_eq!(town.show(1).await["state"], "settled");
}

#[tokio::test]
async fn two_at_once_are_one_payment() {
    let town = Town::new();
    let body = wish(&town.fine().await, 10_000);
    let (one, other) = tokio::join!(town.put(1, MARTA, &body), town.put(1, MARTA, &body));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 201]);
    assert_eq!(one.body, other.body);
    let (one, other) = tokio::join!(town.put(2, MARTA, &body), town.put(3, MARTA, &body));
    assert_eq!(
        (&one.json(201)["reason"], &other.json(201)["reason"]),
        (&json!("locked"), &json!("locked"))
    );

    assert_eq!(town.ledger().await["orders"].as_array().unwrap().len(), 1);
}
