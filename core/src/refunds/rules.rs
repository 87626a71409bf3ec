//! What follows from what: pure.

use super::model::{Known, Refund, RefundState, Refusal, Step};

/// A request after the city told of it. What the phone knows to be further on stays: an answer that was long on its way takes nothing
/// back.
#[must_use]
pub fn told(refund: Refund, said: Known) -> Refund {
    match &refund.state {
        RefundState::Known(known) if !may_follow(known.step, said.step) => refund,
        RefundState::Known(_) | RefundState::Waiting | RefundState::NotTaken { .. } => Refund {
            state: RefundState::Known(said),
            ..refund
        },
    }
}

/// Whether the city may say this after that: the same again, with what changed beside it, or something further on.
fn may_follow(known: Step, said: Step) -> bool {
    said == known || (said > known && !known.is_final())
}

/// A request after the city did not take it.
#[must_use]
pub fn refuse(refund: Refund, why: Refusal) -> Refund {
    match refund.state {
        RefundState::Waiting => Refund {
            state: RefundState::NotTaken { why },
            ..refund
        },
        RefundState::Known(_) | RefundState::NotTaken { .. } => refund,
    }
}

/// Whether a request keeps its receipt from being asked about again: it waits, or the city has not said no.
#[must_use]
pub fn holds(refund: &Refund) -> bool {
    match &refund.state {
        RefundState::Waiting => true,
        RefundState::Known(known) => known.refused.is_none(),
        RefundState::NotTaken { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Cents;
    use crate::refunds::Cause;

    const STEPS: [Step; 5] = [Step::Requested, Step::Agreed, Step::Ordered, Step::Paid, Step::Refused];

    fn known(step: Step) -> Known {
        let day = "2026-11-24".parse().unwrap();
        Known {
            number: 1,
            file: "D-2026-0000001".into(),
            step,
            requested: day,
            answer_by: day,
            agreed: None,
            ordered: None,
            paid: None,
            refused: (step == Step::Refused).then_some(day),
            reason: None,
            interest_since: None,
        }
    }

    fn refund(state: RefundState) -> Refund {
        Refund {
            id: 1,
            receipt: "R-1".into(),
            name: "Multa 1".into(),
            amount: Cents::new(10_000),
            cause: Cause::Annulled,
            account: "1332".into(),
            asked: None,
            state,
        }
    }

    #[test]
    fn what_the_city_says_moves_it_forward_and_never_back() {
        for from in STEPS {
            for to in STEPS {
                let after = told(refund(RefundState::Known(known(from))), known(to));
                let RefundState::Known(after) = after.state else {
                    panic!("it is known")
                };
                let moves = !from.is_final() && to > from;
                assert_eq!(after.step, if moves { to } else { from }, "{from:?} {to:?}");
            }
            let first = told(refund(RefundState::Waiting), known(from));
            assert!(first.state == RefundState::Known(known(from)));
        }
    }

    #[test]
    fn a_refusal_is_of_what_waits_and_frees_the_receipt() {
        let refused = refuse(refund(RefundState::Waiting), Refusal::NotHolder);
        assert!(!holds(&refused) && holds(&refund(RefundState::Waiting)));
        for step in STEPS {
            let known = refund(RefundState::Known(known(step)));
            assert_eq!(holds(&known), step != Step::Refused);
            assert!(refuse(known.clone(), Refusal::Other) == known);
        }
    }
}
