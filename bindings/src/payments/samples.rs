//! A payment to draw.

use chrono::{DateTime, Utc};
use madrid_core::kernel::{Cents, DebtKind, DebtRef};
use madrid_core::payments::{Attempt, GivenUp, Method, PaymentKey, Quote, State};

pub fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-30T10:00:00Z").unwrap().to_utc()
}

pub fn settled() -> State {
    State::Settled {
        receipt: "R-1".into(),
        given_back: None,
    }
}

pub fn attempt(state: State) -> Attempt {
    Attempt {
        id: 3,
        key: PaymentKey::new("0".repeat(32)),
        quote: Quote {
            debt: DebtRef {
                kind: DebtKind::Fine,
                id: "482190375".into(),
            },
            name: "Multa 482190375".into(),
            amount: Cents::new(10_000),
            full: Some(Cents::new(20_000)),
            reduced_until: "2026-12-02".parse().ok(),
            gives_up: vec![GivenUp::Allegations, GivenUp::Appeal],
            valid_until: now(),
            reference: None,
        },
        method: Method::Bizum,
        prepared: now(),
        state,
    }
}
