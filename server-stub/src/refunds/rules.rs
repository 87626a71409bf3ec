//! What follows from what, pure: when a request takes its next step by itself, when it is late, and what is no account.

use chrono::{Months, NaiveDate};

use super::model::{Reason, Request, State, Step};
use crate::calendar::later;
use crate::iban::is_iban;

/// The desk answers by itself after so many days.
const ANSWERS_AFTER: i64 = 20;
/// The bank is told after so many more.
const ORDERS_AFTER: i64 = 10;
/// The bank takes so many.
const PAYS_AFTER: i64 = 5;
/// More than this an agent looks at, and nobody else decides. In cents.
const MOST_BY_ITSELF: i64 = 15_000;
/// The City has so long to order a refund; then it owes interest as well (LGT, art. 31.2).
const ANSWERS_WITHIN: Months = Months::new(6);

/// The last day on which the City is in time.
#[must_use]
pub fn answer_by(requested: NaiveDate) -> NaiveDate {
    requested.checked_add_months(ANSWERS_WITHIN).unwrap_or(requested)
}

/// Since when interest is due, if it is: from the day after the last one on which the City was in time.
#[must_use]
pub fn interest_since(request: &Request, today: NaiveDate) -> Option<NaiveDate> {
    let last = answer_by(request.requested);
    // A refusal owes nothing; an order stops the clock.
    let until = request.ordered.unwrap_or(today);
    (request.state != State::Refused && until > last).then(|| later(last, 1))
}

/// The step that a request takes by itself on or before a day, if it does. `has_grounds`: the money was not due.
#[must_use]
pub fn due(request: &Request, has_grounds: bool, today: NaiveDate) -> Option<Step> {
    let step = |to, since: NaiveDate, days, reason| Step {
        to,
        reason,
        on: later(since, days),
    };
    let next = match request.state {
        State::Requested if request.amount > MOST_BY_ITSELF => return None,
        State::Requested if has_grounds => step(State::Agreed, request.requested, ANSWERS_AFTER, None),
        State::Requested => step(State::Refused, request.requested, ANSWERS_AFTER, Some(Reason::WasDue)),
        State::Agreed => step(State::Ordered, request.agreed?, ORDERS_AFTER, None),
        State::Ordered => step(State::Paid, request.ordered?, PAYS_AFTER, None),
        State::Paid | State::Refused => return None,
    };
    (next.on <= today).then_some(next)
}

/// An account number without its gaps, if its check digits fit (ISO 13616): of Spain, because the City's bank pays no other.
#[must_use]
pub fn iban(typed: &str) -> Option<String> {
    let plain: String = typed
        .chars()
        .filter(|sign| !sign.is_whitespace())
        .map(|sign| sign.to_ascii_uppercase())
        .collect();
    (plain.starts_with("ES") && is_iban(&plain)).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refunds::model::Cause;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn request(amount: i64) -> Request {
        Request {
            seq: 7,
            nif: "27182818S".to_owned(),
            receipt: "R-2026-0000001".to_owned(),
            name: "Multa 1".to_owned(),
            amount,
            cause: Cause::Annulled,
            iban: "ES9121000418450200051332".to_owned(),
            state: State::Requested,
            requested: day("2026-08-31"),
            agreed: None,
            ordered: None,
            paid: None,
            refused: None,
            reason: None,
            reminded: None,
        }
    }

    #[test]
    fn a_small_one_goes_by_itself_and_a_large_one_waits_for_an_agent() {
        let small = request(15_000);
        assert_eq!(due(&small, true, day("2026-09-19")), None);
        let step = due(&small, true, day("2027-01-01")).unwrap();
        assert_eq!((step.to, step.on), (State::Agreed, day("2026-09-20")));
        let no = due(&small, false, day("2026-09-20")).unwrap();
        assert_eq!((no.to, no.reason), (State::Refused, Some(Reason::WasDue)));
        assert_eq!(due(&request(15_001), true, day("2030-01-01")), None);
        let agreed = Request {
            state: State::Agreed,
            agreed: Some(day("2026-12-01")),
            ..request(99_999)
        };
        assert_eq!(due(&agreed, true, day("2026-12-11")).unwrap().to, State::Ordered);
        let ordered = Request {
            state: State::Ordered,
            ordered: Some(day("2026-12-11")),
            ..agreed
        };
        assert_eq!(due(&ordered, true, day("2026-12-15")), None);
        assert_eq!(due(&ordered, true, day("2026-12-16")).unwrap().to, State::Paid);
    }

    #[test]
    fn it_is_late_after_six_months_of_the_calendar_and_an_order_stops_the_clock() {
        let waits = request(20_000);
        // The 31st of August and six months: the last of February.
        assert_eq!(answer_by(waits.requested), day("2027-02-28"));
        assert_eq!(interest_since(&waits, day("2027-02-28")), None);
        assert_eq!(interest_since(&waits, day("2027-03-01")), Some(day("2027-03-01")));
        let in_time = Request {
            state: State::Ordered,
            agreed: Some(day("2027-02-01")),
            ordered: Some(day("2027-02-28")),
            ..request(1)
        };
        assert_eq!(interest_since(&in_time, day("2028-01-01")), None);
        let refused = Request {
            state: State::Refused,
            ..request(1)
        };
        assert_eq!(interest_since(&refused, day("2028-01-01")), None);
    }

    #[test]
    fn steps_go_forward_one_at_a_time() {
        let all = [
            State::Requested,
            State::Agreed,
            State::Ordered,
            State::Paid,
            State::Refused,
        ];
        let steps = all.iter().flat_map(|from| all.map(|to| (*from, to)));
        assert_eq!(steps.filter(|(from, to)| from.leads_to(*to)).count(), 6);
        assert!(!State::Paid.leads_to(State::Refused) && !State::Requested.leads_to(State::Paid));
    }

    #[test]
    fn an_account_is_read_with_gaps_and_any_wrong_digit_is_noticed() {
        let good = "ES9121000418450200051332";
        assert_eq!(iban(" es91 2100 0418 4502 0005 1332 ").as_deref(), Some(good));
        for at in 2..good.len() {
            let mut wrong = good.to_owned().into_bytes();
            wrong[at] = if wrong[at] == b'9' { b'0' } else { wrong[at] + 1 };
            assert_eq!(iban(&String::from_utf8(wrong).unwrap()), None, "{at}");
        }
        for wrong in ["", "ES91", "DE89370400440532013000", "ES912100041845020005133X", "ÉS"] {
            assert_eq!(iban(wrong), None, "{wrong}");
        }
    }
}
