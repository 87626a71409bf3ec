//! What a tester wants of the next payments. Not kept: a gateway that starts again is a good one.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use super::operation::Verdict;
use crate::redsys::ResponseCode;

/// The plan of a tester.
#[derive(Debug, Default)]
pub struct Forced(Mutex<Plan>);

/// What is to happen next, in that order; afterwards everything is as usual again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What the banks of the next payers say, whatever their card.
    #[serde(default)]
    pub outcomes: VecDeque<Outcome>,
    /// How the next notifications fare.
    #[serde(default)]
    pub notifications: VecDeque<Delivery>,
    /// How the next questions of shops are heard.
    #[serde(default)]
    pub questions: VecDeque<Hearing>,
}

/// What a bank says: `authorised`, `challenge`, or the four digits of a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Outcome(Verdict);

/// How a notification fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// As it should.
    #[default]
    Usual,
    /// It is never sent.
    Lost,
    /// It is sent twice.
    Duplicated,
    /// It is sent later.
    Delayed {
        /// So much later.
        seconds: u32,
    },
    /// Before it comes another one that says the opposite, with a signature that is not of it.
    Forged,
}

/// How the question of a shop is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hearing {
    /// As it should.
    #[default]
    Usual,
    /// Not at all: nothing is done.
    Unheard,
    /// What is asked is done, but the shop does not hear of it.
    Unanswered,
}

impl TryFrom<String> for Outcome {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let refusal = || ResponseCode::parse(&text).filter(|code| text.len() == 4 && !code.is_authorised());
        let verdict = match text.as_str() {
            "authorised" => Some(Verdict::Authorised),
            "challenge" => Some(Verdict::Challenge),
            _ => refusal().map(Verdict::Refused),
        };
        verdict
            .map(Self)
            .ok_or("an outcome is authorised, challenge, or the four digits of a refusal")
    }
}

impl From<Outcome> for String {
    fn from(outcome: Outcome) -> Self {
        match outcome.0 {
            Verdict::Authorised => "authorised".to_owned(),
            Verdict::Challenge => "challenge".to_owned(),
            Verdict::Refused(code) => code.to_string(),
        }
    }
}

impl Forced {
    /// What is still to happen.
    pub fn plan(&self) -> Plan {
        self.lock().clone()
    }

    /// Makes a new plan in place of the old one.
    pub fn replace(&self, plan: Plan) {
        *self.lock() = plan;
    }

    /// What the next bank is to say, if anything.
    pub fn next_outcome(&self) -> Option<Verdict> {
        self.lock().outcomes.pop_front().map(|outcome| outcome.0)
    }

    /// How the next notification is to fare.
    pub fn next_delivery(&self) -> Delivery {
        self.lock().notifications.pop_front().unwrap_or_default()
    }

    /// How the next question of a shop is heard.
    pub fn next_hearing(&self) -> Hearing {
        self.lock().questions.pop_front().unwrap_or_default()
    }

    fn lock(&self) -> MutexGuard<'_, Plan> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_value, json, to_value};

    #[test]
    fn a_plan_is_read_used_up_and_shown() {
        let wire = json!({
            "outcomes": ["authorised", "challenge", "0190"],
            "notifications": ["lost", "duplicated", { "delayed": { "seconds": 60 } }, "forged", "usual"],
            "questions": ["unheard", "unanswered", "usual"],
        });
        let forced = Forced::default();
        forced.replace(from_value(wire.clone()).unwrap());
        assert_eq!(to_value(forced.plan()).unwrap(), wire);
        let outcomes: Vec<_> = std::iter::from_fn(|| forced.next_outcome()).collect();
        let refused = Verdict::Refused(ResponseCode::REFUSED);
        assert_eq!(outcomes, [Verdict::Authorised, Verdict::Challenge, refused]);
        assert_eq!(forced.next_delivery(), Delivery::Lost);
        assert_eq!(forced.plan().notifications.len(), 4);
        assert_eq!(forced.next_hearing(), Hearing::Unheard);
        forced.replace(Plan::default());
        assert_eq!(forced.next_delivery(), Delivery::Usual);
        assert_eq!(forced.next_hearing(), Hearing::Usual);
    }

    #[test]
    fn what_is_no_outcome_is_no_plan() {
        for bad in ["", "0000", "0099", "190", "refused", "00190"] {
            assert!(from_value::<Plan>(json!({ "outcomes": [bad] })).is_err(), "{bad}");
        }
        assert!(from_value::<Plan>(json!({ "outcome": [] })).is_err());
    }
}
