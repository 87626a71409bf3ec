//! A payment at the gateway: what it may become. Pure: the records are elsewhere, the time is given.

use chrono::{DateTime, TimeDelta, Utc};

use crate::redsys::{Order, OrderState, ResponseCode, Sale};

/// How long a payer may take to find the code on the telephone.
pub const CHALLENGE: TimeDelta = TimeDelta::minutes(5);
/// After so many wrong codes the bank says no.
pub const TRIES: i64 = 3;
/// The code that the bank of every test card sends: this is a mock.
pub const CODE: &str = "123456";

/// A payment that somebody came to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Its number.
    pub order: Order,
    /// Whoever has it stands before its page.
    pub token: String,
    /// The message it came with.
    pub request: String,
    /// Cents of euro.
    pub amount_cents: i64,
    /// What the shop asked for.
    pub sale: Sale,
    /// How far it is.
    pub state: State,
}

/// How far a payment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The payer is before the page.
    Begun,
    /// The payer is to show that it is them.
    Challenge {
        /// The last moment to do so.
        until: DateTime<Utc>,
        /// Wrong codes so far.
        tries: i64,
    },
    /// The money was taken.
    Authorised(ResponseCode),
    /// It was not, and will not be.
    Refused(ResponseCode),
    /// The shop closed it.
    Closed,
    /// The money was given back.
    Refunded,
}

/// What the bank says of a card or a telephone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Authorised,
    /// Only if the payer shows that it is them.
    Challenge,
    /// No.
    Refused(ResponseCode),
}

/// What somebody does to a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act<'a> {
    /// The payer gives a card or a telephone, of which the bank says this.
    Pay(Verdict),
    /// The payer gives the code.
    Code(&'a str),
    /// The payer does not want to.
    Cancel,
    /// The shop closes it.
    Annul,
    /// The shop gives the money back.
    Refund,
    /// Nobody does anything: time alone passes.
    Look,
}

impl State {
    /// What becomes of it by an act. What it is already too late for changes nothing: a page that is reloaded, a button
    /// that is pressed twice, a shop that asks again.
    #[must_use]
    pub fn after(self, act: Act<'_>, now: DateTime<Utc>) -> Self {
        match (self.lapsed(now), act) {
            (Self::Begun, Act::Pay(verdict)) => verdict.state(now),
            (Self::Begun, Act::Annul) => Self::Closed,
            (Self::Begun | Self::Challenge { .. }, Act::Cancel) => Self::Refused(ResponseCode::CANCELLED),
            (Self::Challenge { .. }, Act::Code(CODE)) => Self::Authorised(ResponseCode::AUTHORISED),
            (Self::Challenge { until, tries }, Act::Code(_)) if tries + 1 < TRIES => Self::Challenge {
                until,
                tries: tries + 1,
            },
            (Self::Challenge { .. }, Act::Code(_)) => Self::Refused(ResponseCode::NOT_AUTHENTICATED),
            (Self::Authorised(_), Act::Refund) => Self::Refunded,
            (state, _) => state,
        }
    }

    /// Whoever does not find the code in time has not shown that it is them.
    fn lapsed(self, now: DateTime<Utc>) -> Self {
        match self {
            Self::Challenge { until, .. } if now >= until => Self::Refused(ResponseCode::NOT_AUTHENTICATED),
            state => state,
        }
    }

    /// As a shop that asks is told.
    #[must_use]
    pub const fn told(self) -> OrderState {
        match self {
            Self::Begun => OrderState::Nothing,
            Self::Challenge { until, .. } => OrderState::Busy { until },
            Self::Authorised(response) => OrderState::Authorised { response },
            Self::Refused(response) => OrderState::Refused { response },
            Self::Closed => OrderState::Closed,
            Self::Refunded => OrderState::Refunded,
        }
    }

    /// What the shop is notified of on arriving here. A shop that closes or refunds hears it as the answer.
    #[must_use]
    pub const fn notified(self) -> Option<ResponseCode> {
        match self {
            Self::Authorised(response) | Self::Refused(response) => Some(response),
            Self::Begun | Self::Challenge { .. } | Self::Closed | Self::Refunded => None,
        }
    }

    /// Whether the payer can still do something.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Begun | Self::Challenge { .. })
    }
}

impl Verdict {
    fn state(self, now: DateTime<Utc>) -> State {
        match self {
            Self::Authorised => State::Authorised(ResponseCode::AUTHORISED),
            Self::Challenge => State::Challenge {
                until: now + CHALLENGE,
                tries: 0,
            },
            Self::Refused(response) => State::Refused(response),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000, 0).unwrap()
    }

    fn asked(tries: i64) -> State {
        State::Challenge {
            until: now() + CHALLENGE,
            tries,
        }
    }

    const ACTS: [Act<'static>; 8] = [
        Act::Pay(Verdict::Authorised),
        Act::Pay(Verdict::Challenge),
        Act::Pay(Verdict::Refused(ResponseCode::REFUSED)),
        Act::Code(CODE),
        Act::Code("000000"),
        Act::Cancel,
        Act::Annul,
        Act::Look,
    ];

    #[test]
    fn what_is_over_stays_as_it_is_but_for_a_refund() {
        let authorised = State::Authorised(ResponseCode::AUTHORISED);
        let refused = State::Refused(ResponseCode::REFUSED);
        for state in [authorised, refused, State::Closed, State::Refunded] {
            for act in ACTS {
                assert_eq!(state.after(act, now()), state, "{state:?} {act:?}");
            }
        }
        assert_eq!(authorised.after(Act::Refund, now()), State::Refunded);
        for state in [State::Begun, asked(0), refused, State::Closed, State::Refunded] {
            assert_eq!(state.after(Act::Refund, now()), state);
        }
    }

    #[test]
    fn the_third_wrong_code_ends_it_and_a_right_one_before_pays() {
        let wrong = Act::Code("654321");
        assert_eq!(asked(0).after(wrong, now()), asked(1));
        assert_eq!(asked(1).after(wrong, now()), asked(2));
        assert_eq!(
            asked(2).after(wrong, now()),
            State::Refused(ResponseCode::NOT_AUTHENTICATED)
        );
        assert_eq!(
            asked(2).after(Act::Code(CODE), now()),
            State::Authorised(ResponseCode::AUTHORISED)
        );
    }

    #[test]
    fn a_code_that_comes_too_late_is_no_code() {
        let late = now() + CHALLENGE;
        let ended = State::Refused(ResponseCode::NOT_AUTHENTICATED);
        for act in [Act::Code(CODE), Act::Look, Act::Annul, Act::Cancel] {
            assert_eq!(asked(0).after(act, late), ended, "{act:?}");
        }
        assert_eq!(asked(0).after(Act::Look, late - TimeDelta::seconds(1)), asked(0));
    }

    #[test]
    fn a_shop_cannot_close_what_the_payer_is_proving() {
        assert_eq!(asked(1).after(Act::Annul, now()), asked(1));
        assert_eq!(State::Begun.after(Act::Annul, now()), State::Closed);
        assert_eq!(asked(0).after(Act::Pay(Verdict::Authorised), now()), asked(0));
    }
}
