//! Several debts: the sum, the order, and that one which fails is alone in it.

use chrono::DateTime;

use super::*;
use crate::kernel::DebtKind;
use crate::payments::service::tests::{bench, fine, none_known, quoted, reply};
use crate::payments::{PageUrl, PaymentKey, Quote, Reason};

fn attempt(id: i64, cents: i64, state: State) -> Attempt {
    Attempt {
        id,
        key: PaymentKey::new("0".repeat(32)),
        quote: Quote {
            debt: fine(),
            name: "Multa".into(),
            amount: Cents::new(cents),
            full: None,
            reduced_until: None,
            gives_up: Vec::new(),
            valid_until: DateTime::UNIX_EPOCH,
            reference: None,
        },
        method: Method::Card,
        prepared: DateTime::UNIX_EPOCH,
        state,
    }
}

fn settled() -> State {
    State::Settled {
        receipt: "R-1".into(),
        given_back: None,
    }
}

fn rejected() -> State {
    State::Rejected {
        reason: Reason::Refused,
    }
}

#[test]
fn what_is_over_unpaid_is_in_no_sum() {
    let all = [
        attempt(1, 100, settled()),
        attempt(2, 20, State::Prepared),
        attempt(3, 3, rejected()),
        attempt(4, 4, State::Closed),
    ];
    let (total, paid) = (Cents::new(120), Cents::new(100));
    assert_eq!(sum(&all), Sum { total, paid });
    assert_eq!(sum(&[]), Sum::default());
}

#[test]
fn what_is_under_way_comes_first_and_a_failed_one_stops_nobody() {
    let id = |attempts: &[Attempt]| next(attempts).map(|attempt| attempt.id);
    let waits = || attempt(2, 1, State::Prepared);
    assert_eq!(id(&[attempt(1, 1, settled()), waits()]), Some(2));
    assert_eq!(id(&[attempt(1, 1, rejected()), waits()]), Some(2));
    let page = State::AwaitingPayer {
        url: PageUrl::new("https://a".into()),
        expires: DateTime::UNIX_EPOCH,
    };
    for open in [page, State::Unknown, State::Submitting] {
        assert_eq!(id(&[waits(), attempt(3, 1, open)]), Some(3));
    }
    assert_eq!(id(&[attempt(1, 1, State::NotFound), waits()]), Some(1));
    assert_eq!(id(&[attempt(1, 1, settled()), attempt(2, 1, State::Expired)]), None);
}

#[tokio::test(start_paused = true)]
async fn each_is_asked_for_once_and_has_an_answer_of_its_own() {
    let tax = DebtRef {
        kind: DebtKind::Tax,
        id: "7".into(),
    };
    let unknown = reply(404, &serde_json::json!({ "code": "debt_unknown" }));
    let bench = bench([none_known(), unknown, quoted("payable")]);
    let all = vec![tax.clone(), fine(), tax, fine()];
    let prepared = bench.payments.prepare_all(all, Method::Card).await;
    let codes: Vec<_> = prepared
        .iter()
        .map(|one| {
            one.attempt
                .as_ref()
                .map_err(Error::code)
                .map(|attempt| attempt.quote.amount)
        })
        .collect();
    assert_eq!(codes, [Err("payment.debt_unknown"), Ok(Cents::new(10_000))]);
    assert_eq!(bench.payments.attempts().await.unwrap().len(), 1);
    let offline = crate::payments::service::tests::bench([]);
    let failed = offline.payments.prepare_all(vec![fine()], Method::Card).await;
    assert_eq!(failed[0].attempt.as_ref().err().unwrap().code(), "net.unreachable");
}
