//! Refunds as the city sends them. The only file that knows the city's spelling.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::model::{Cause, Known, Reason, Refund, RefundState, Step};
use crate::kernel::Cents;

/// Something the city sent that cannot be understood. It names nothing: what it is about is personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what the city says of a refund cannot be understood")]
pub struct BadRefund;

/// What the city is asked.
#[derive(Serialize)]
pub struct WishWire<'a> {
    /// The number of the receipt.
    pub receipt: &'a str,
    /// Why.
    pub cause: Cause,
    /// The whole number of the account.
    pub iban: &'a str,
}

/// The answer of `GET /v1/me/refunds`.
#[derive(Deserialize)]
pub struct RefundsWire {
    #[serde(rename = "as_of")]
    _as_of: DateTime<Utc>,
    refunds: Vec<RefundWire>,
}

impl RefundsWire {
    /// Every one of them, or none: one that is left out would be believed to be gone.
    pub fn listed(self) -> Result<Vec<Listed>, BadRefund> {
        self.refunds.into_iter().map(RefundWire::listed).collect()
    }
}

/// A request as the city has it.
#[derive(Deserialize)]
pub struct RefundWire {
    id: i64,
    number: String,
    receipt: String,
    name: String,
    amount_cents: i64,
    cause: Cause,
    account: String,
    state: Step,
    requested: NaiveDate,
    answer_by: NaiveDate,
    agreed: Option<NaiveDate>,
    ordered: Option<NaiveDate>,
    paid: Option<NaiveDate>,
    refused: Option<NaiveDate>,
    reason: Option<Reason>,
    interest_since: Option<NaiveDate>,
}

/// A request of the city, checked.
#[derive(Clone, PartialEq, Eq)]
pub struct Listed {
    /// What it is, as the phone would show it if it knew nothing of it before.
    pub refund: Refund,
    /// What the city says of it.
    pub known: Known,
}

impl RefundWire {
    /// It, checked: a step without its day is no step.
    pub fn listed(self) -> Result<Listed, BadRefund> {
        let has_days = match self.state {
            Step::Requested => true,
            Step::Agreed => self.agreed.is_some(),
            Step::Ordered => self.ordered.is_some(),
            Step::Paid => self.paid.is_some(),
            Step::Refused => self.refused.is_some(),
        };
        let is_sound = self.amount_cents > 0 && !self.receipt.is_empty() && !self.name.trim().is_empty();
        if !has_days || !is_sound || (self.state == Step::Refused) != self.refused.is_some() {
            return Err(BadRefund);
        }
        let known = Known {
            number: self.id,
            file: self.number,
            step: self.state,
            requested: self.requested,
            answer_by: self.answer_by,
            agreed: self.agreed,
            ordered: self.ordered,
            paid: self.paid,
            refused: self.refused,
            reason: self.reason,
            interest_since: self.interest_since,
        };
        let refund = Refund {
            id: 0,
            receipt: self.receipt,
            name: self.name,
            amount: Cents::new(self.amount_cents),
            cause: self.cause,
            account: self.account,
            asked: None,
            state: RefundState::Known(known.clone()),
        };
        Ok(Listed { refund, known })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAID: &str = r#"{"id":4,"number":"D-2026-0000004","receipt":"R-2026-0000001","name":"Multa 1","amount_cents":10000,
        "cause":"annulled","account":"1332","state":"paid","requested":"2026-11-24","answer_by":"2027-05-24",
        "agreed":"2026-12-14","ordered":"2026-12-24","paid":"2026-12-29"}"#;

    #[test]
    fn a_step_has_its_day_or_is_not_read() {
        let read = |json: &str| serde_json::from_str::<RefundWire>(json).ok()?.listed().ok();
        assert_eq!(read(PAID).unwrap().known.step, Step::Paid);
        let newer = read(&PAID.replace("annulled", "by_the_moon")).unwrap();
        assert_eq!(newer.refund.cause, Cause::Other);
        for (from, to) in [
            (r#","paid":"2026-12-29""#, ""),
            (r#""state":"paid""#, r#""state":"refused""#),
            (r#""state":"paid""#, r#""state":"dreaming""#),
            ("10000", "0"),
            ("Multa 1", " "),
            ("2026-11-24", "soon"),
        ] {
            assert!(read(&PAID.replace(from, to)).is_none(), "{to}");
        }
    }
}
