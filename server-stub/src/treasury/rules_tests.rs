//! Every state with every word of the bank, and the limits of time.

use super::*;
use crate::treasury::bank::Taken;
use crate::treasury::model::{DebtKind, DebtRef, Method, Order, PaymentKey};

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn payment(state: State) -> Payment {
    let created = at("2026-11-24T10:00:00Z");
    Payment {
        seq: 1,
        key: PaymentKey::read(&"0".repeat(32)).unwrap(),
        nif: "17320508J".to_owned(),
        reference: None,
        debt: DebtRef {
            kind: DebtKind::Fine,
            id: "482190375".to_owned(),
        },
        name: "Multa 482190375".to_owned(),
        amount: 10_000,
        method: Method::Card,
        created,
        state,
        order: Some(Order {
            number: "2611AB12CD34".to_owned(),
            expires: created + WAITS,
        }),
        receipt: None,
        given_back: None,
    }
}

fn taken(amount: i64) -> BankSays {
    BankSays::Authorised(Taken {
        code: "123456".to_owned(),
        amount,
        at: None,
    })
}

fn debt(standing: Standing) -> Debt {
    Debt {
        name: "Multa 482190375".to_owned(),
        amount: 10_000,
        full: Some(20_000),
        reduced_until: None,
        standing,
        payable_until: None,
        gives_up: &[],
        notice: Vec::new(),
    }
}

fn states() -> Vec<State> {
    let rejected = Reason::ALL.into_iter().map(State::Rejected);
    rejected
        .chain([State::AwaitingPayer, State::Settled, State::Closed])
        .collect()
}

#[test]
fn a_price_holds_for_a_quarter_of_an_hour_and_never_past_midnight_in_madrid() {
    for (now, until) in [
        ("2026-11-24T10:00:00Z", "2026-11-24T10:15:00Z"),
        ("2026-11-24T22:44:59Z", "2026-11-24T22:59:59Z"),
        ("2026-11-24T22:50:00Z", "2026-11-24T23:00:00Z"),
        ("2026-11-24T23:00:00Z", "2026-11-24T23:15:00Z"),
        // Summer, and both nights in which the hour changes.
        ("2026-07-24T21:59:59Z", "2026-07-24T22:00:00Z"),
        ("2026-10-24T21:50:00Z", "2026-10-24T22:00:00Z"),
        ("2026-03-28T22:50:00Z", "2026-03-28T23:00:00Z"),
        ("2026-03-29T21:50:00Z", "2026-03-29T22:00:00Z"),
        ("2026-12-31T22:50:00Z", "2026-12-31T23:00:00Z"),
    ] {
        assert_eq!(holds_until(at(now)), at(until), "{now}");
    }
}

#[test]
fn an_order_is_made_for_what_is_owed_by_nobody_else_at_its_price() {
    let payable = debt(Standing::Payable);
    assert_eq!(may_pay(Some(&payable), false, 10_000), Ok(()));
    assert_eq!(may_pay(None, false, 10_000), Err(Reason::DebtUnknown));
    assert_eq!(may_pay(Some(&payable), true, 10_000), Err(Reason::Locked));
    for wrong in [9_999, 10_001, 20_000] {
        assert_eq!(may_pay(Some(&payable), false, wrong), Err(Reason::AmountChanged));
    }
    // What is paid is paid, whatever else is the matter.
    assert_eq!(may_pay(Some(&debt(Standing::Paid)), true, 1), Err(Reason::AlreadyPaid));
    assert_eq!(
        may_pay(Some(&debt(Standing::NotPayable)), false, 10_000),
        Err(Reason::Other)
    );
}

#[test]
fn what_is_paid_or_given_back_stays_so_whatever_the_bank_says() {
    let words = [
        taken(10_000),
        taken(1),
        BankSays::Refused(Reason::Fraud),
        BankSays::Nothing,
        BankSays::Closed,
        BankSays::Refunded,
    ];
    for state in [State::Settled, State::Rejected(Reason::Refunded)] {
        for says in &words {
            for is_owed in [true, false] {
                assert_eq!(
                    step(&payment(state), says, is_owed),
                    Step::Nothing,
                    "{state:?} {says:?}"
                );
            }
        }
    }
}

#[test]
fn money_pays_what_is_owed_however_late_and_is_given_back_otherwise() {
    for state in states() {
        if matches!(state, State::Settled | State::Rejected(Reason::Refunded)) {
            continue;
        }
        assert_eq!(step(&payment(state), &taken(10_000), true), Step::Settle, "{state:?}");
        assert_eq!(
            step(&payment(state), &taken(10_000), false),
            Step::GiveBack,
            "{state:?}"
        );
        for wrong in [1, 9_999, 10_001] {
            assert_eq!(step(&payment(state), &taken(wrong), true), Step::GiveBack, "{state:?}");
        }
    }
}

#[test]
fn only_a_payment_that_waits_is_told_no_or_closed() {
    for state in states() {
        let waits = state == State::AwaitingPayer;
        for (says, then) in [
            (BankSays::Refused(Reason::Fraud), Step::Reject(Reason::Fraud)),
            (BankSays::Closed, Step::Close),
            (BankSays::Refunded, Step::Reject(Reason::Refunded)),
            (BankSays::Nothing, Step::Nothing),
            (
                BankSays::Busy {
                    until: at("2026-11-24T10:05:00Z"),
                },
                Step::Nothing,
            ),
        ] {
            let expected = if waits { then } else { Step::Nothing };
            assert_eq!(step(&payment(state), &says, true), expected, "{state:?} {says:?}");
        }
    }
}

#[test]
fn the_city_waits_for_twenty_minutes_while_there_is_something_to_pay() {
    let waiting = payment(State::AwaitingPayer);
    for (now, is_owed, over) in [
        ("2026-11-24T10:19:59Z", true, false),
        ("2026-11-24T10:20:00Z", true, true),
        ("2026-11-24T10:00:00Z", false, true),
    ] {
        assert_eq!(is_over(&waiting, is_owed, at(now)), over, "{now} {is_owed}");
    }
    for state in states().into_iter().filter(|state| *state != State::AwaitingPayer) {
        assert!(
            !is_over(&payment(state), false, at("2030-01-01T00:00:00Z")),
            "{state:?}"
        );
    }
}
