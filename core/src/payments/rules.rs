//! The machine: which step of an attempt follows from what was heard. Pure. Nothing goes backwards: what is over stays over, but for
//! money that the bank took all the same.

use chrono::{DateTime, Utc};

use super::model::{Attempt, CitySays, Reason, Stage, State};
use crate::kernel::DebtRef;

/// What was heard of an attempt, or done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The person said yes.
    Confirmed,
    /// What was said of the price is old, and the person never said yes.
    TooLate,
    /// The city answered.
    City(CitySays),
    /// The city could not be heard: it may have acted.
    NotHeard,
}

/// The state after an event, or `None` where it changes nothing.
#[must_use]
pub fn after(state: &State, event: Event) -> Option<State> {
    let stage = state.stage();
    let next = match event {
        // That it is given back is the only news of what is paid.
        Event::City(CitySays::Settled { given_back, .. }) if stage == Stage::Settled => {
            given_back_now(state, given_back)?
        }
        // What is paid stays paid.
        _ if stage == Stage::Settled => return None,
        // A bank may take money for what was closed. Then that is how it is, and the person has their receipt or their money back.
        Event::City(CitySays::Settled { receipt, given_back }) => State::Settled { receipt, given_back },
        Event::City(CitySays::Rejected(Reason::Refunded)) => State::Rejected {
            reason: Reason::Refunded,
        },
        _ if stage.is_final() => return None,
        Event::Confirmed => matches!(stage, Stage::Prepared | Stage::NotFound).then_some(State::Submitting)?,
        Event::TooLate => (stage == Stage::Prepared).then_some(State::Expired)?,
        // Where the phone has sent nothing there is nothing to be unsure of.
        Event::NotHeard => stage.is_open().then_some(State::Unknown)?,
        Event::City(CitySays::NeverSeen) => stage.is_open().then_some(State::NotFound)?,
        Event::City(CitySays::Awaiting { url, expires }) => State::AwaitingPayer { url, expires },
        Event::City(CitySays::Rejected(reason)) => State::Rejected { reason },
        Event::City(CitySays::Closed) => State::Closed,
    };
    (next != *state).then_some(next)
}

/// What was paid, once it is given back. It never is not again.
fn given_back_now(state: &State, now: Option<DateTime<Utc>>) -> Option<State> {
    match state {
        State::Settled {
            receipt,
            given_back: None,
        } if now.is_some() => Some(State::Settled {
            receipt: receipt.clone(),
            given_back: now,
        }),
        _ => None,
    }
}

/// Whether a person may say yes to an attempt.
///
/// Else the code that says why not: it is under way, it is over, or what was said of its price is old.
pub fn may_confirm(attempt: &Attempt, now: DateTime<Utc>) -> Result<(), &'static str> {
    match attempt.state.stage() {
        Stage::Prepared | Stage::NotFound if now >= attempt.quote.valid_until => Err("payment.expired"),
        Stage::Prepared | Stage::NotFound => Ok(()),
        stage if stage.is_final() => Err("payment.over"),
        _ => Err("payment.under_way"),
    }
}

/// The attempt that keeps a debt from being paid by another one: not over, and perhaps in the city.
pub fn holder<'a>(attempts: &'a [Attempt], debt: &DebtRef) -> Option<&'a Attempt> {
    attempts.iter().find(|attempt| {
        let stage = attempt.state.stage();
        attempt.quote.debt == *debt && (stage.is_open() || stage == Stage::NotFound)
    })
}

#[cfg(test)]
mod tests {
    use super::super::model::PageUrl;
    use super::*;

    fn state(stage: Stage) -> State {
        match stage {
            Stage::Prepared => State::Prepared,
            Stage::Submitting => State::Submitting,
            Stage::AwaitingPayer => State::AwaitingPayer {
                url: PageUrl::new("https://a".into()),
                expires: DateTime::UNIX_EPOCH,
            },
            Stage::Unknown => State::Unknown,
            Stage::NotFound => State::NotFound,
            Stage::Settled => settled("R-1", None),
            Stage::Rejected => State::Rejected {
                reason: Reason::Refused,
            },
            Stage::Closed => State::Closed,
            Stage::Expired => State::Expired,
        }
    }

    fn settled(receipt: &str, given_back: Option<DateTime<Utc>>) -> State {
        State::Settled {
            receipt: receipt.into(),
            given_back,
        }
    }

    fn says_settled(receipt: &str, given_back: Option<DateTime<Utc>>) -> CitySays {
        CitySays::Settled {
            receipt: receipt.into(),
            given_back,
        }
    }

    #[test]
    fn what_is_paid_may_be_given_back_once_and_keeps_its_receipt() {
        let at = Some(DateTime::UNIX_EPOCH);
        let news = || Event::City(says_settled("R-2", at));
        let given_back = after(&settled("R-1", None), news());
        assert_eq!(given_back, Some(settled("R-1", at)));
        assert_eq!(after(&settled("R-1", at), news()), None);
        assert_eq!(
            after(&settled("R-1", at), Event::City(says_settled("R-1", None))),
            None,
            "news that come late take nothing back"
        );
        assert_eq!(after(&State::Unknown, news()), Some(settled("R-2", at)));
    }

    #[test]
    fn what_an_older_app_has_kept_as_paid_is_read() {
        let kept = r#"{"state":"settled","receipt":"R-1"}"#;
        assert_eq!(serde_json::from_str::<State>(kept).unwrap(), settled("R-1", None));
    }

    fn events() -> Vec<(&'static str, Event)> {
        let awaiting = CitySays::Awaiting {
            url: PageUrl::new("https://b".into()),
            expires: DateTime::UNIX_EPOCH,
        };
        vec![
            ("confirmed", Event::Confirmed),
            ("too late", Event::TooLate),
            ("not heard", Event::NotHeard),
            ("never seen", Event::City(CitySays::NeverSeen)),
            ("awaiting", Event::City(awaiting)),
            ("settled", Event::City(says_settled("R-2", None))),
            ("refunded", Event::City(CitySays::Rejected(Reason::Refunded))),
            ("rejected", Event::City(CitySays::Rejected(Reason::Cancelled))),
            ("closed", Event::City(CitySays::Closed)),
        ]
    }

    /// Every stage with every event, written down by hand.
    const STEPS: &[(Stage, &str, Stage)] = &[
        (Stage::Prepared, "confirmed", Stage::Submitting),
        (Stage::Prepared, "too late", Stage::Expired),
        (Stage::Submitting, "not heard", Stage::Unknown),
        (Stage::Submitting, "never seen", Stage::NotFound),
        (Stage::AwaitingPayer, "not heard", Stage::Unknown),
        (Stage::AwaitingPayer, "never seen", Stage::NotFound),
        (Stage::Unknown, "never seen", Stage::NotFound),
        (Stage::NotFound, "confirmed", Stage::Submitting),
    ];

    #[test]
    fn every_stage_takes_every_event_as_the_table_says() {
        for stage in Stage::ALL {
            for (name, event) in events() {
                let next = after(&state(stage), event.clone()).map(|state| state.stage());
                let told_by_city = match name {
                    "awaiting" => Some(Stage::AwaitingPayer),
                    "settled" => Some(Stage::Settled),
                    "rejected" => Some(Stage::Rejected),
                    "closed" => Some(Stage::Closed),
                    _ => None,
                };
                let expected = match (name, told_by_city) {
                    ("settled", _) => (stage != Stage::Settled).then_some(Stage::Settled),
                    ("refunded", _) => (stage != Stage::Settled).then_some(Stage::Rejected),
                    (_, Some(told)) => (!stage.is_final()).then_some(told),
                    (_, None) => STEPS
                        .iter()
                        .find(|(from, by, _)| *from == stage && *by == name)
                        .map(|(_, _, to)| *to),
                };
                assert_eq!(next, expected, "{stage:?} {name}");
            }
        }
    }

    #[test]
    fn what_is_heard_twice_changes_nothing_the_second_time() {
        for stage in Stage::ALL {
            for (name, event) in events() {
                if let Some(next) = after(&state(stage), event.clone())
                    && name != "confirmed"
                {
                    assert_eq!(after(&next, event), None, "{stage:?} {name}");
                }
            }
        }
    }

    #[test]
    fn what_is_final_is_not_open_and_no_code_is_twice() {
        for stage in Stage::ALL {
            assert!(!(stage.is_final() && stage.is_open()));
            let same = Stage::ALL.into_iter().filter(|other| other.code() == stage.code());
            assert_eq!(same.count(), 1);
        }
    }
}
