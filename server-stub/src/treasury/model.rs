//! What the treasury deals in.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The name that a phone gives a payment: 128 random bits. Whoever has it may ask about the payment, so it is shown in no log.
#[derive(Clone, PartialEq, Eq)]
pub struct PaymentKey(String);

impl PaymentKey {
    /// 32 hexadecimal digits, lower case.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let is_key = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_key.then(|| Self(text.to_owned()))
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for PaymentKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PaymentKey(…)")
    }
}

/// With which system a debt is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DebtKind {
    /// A receipt of the tax mainframe.
    Tax,
    /// A report of the fines system.
    Fine,
    /// A booking of the sport centres.
    Booking,
}

/// A debt, as the system that has it numbers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DebtRef {
    /// The system.
    pub kind: DebtKind,
    /// Its number there.
    pub id: String,
}

impl DebtKind {
    /// As addresses and records say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tax => "tax",
            Self::Fine => "fine",
            Self::Booking => "booking",
        }
    }

    /// What they say.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let mut all = [Self::Tax, Self::Fine, Self::Booking].into_iter();
        all.find(|kind| kind.name() == name)
    }
}

impl DebtRef {
    /// What it is called where nothing else is known of it.
    #[must_use]
    pub fn plain_name(&self) -> String {
        match self.kind {
            DebtKind::Tax => format!("Recibo {}", self.id),
            DebtKind::Fine => format!("Multa {}", self.id),
            DebtKind::Booking => format!("Reserva {}", self.id),
        }
    }
}

/// What the system that has a debt says of it today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debt {
    /// What it is called.
    pub name: String,
    /// What it costs today, in cents.
    pub amount: i64,
    /// What it costs without the reduction, where one holds today.
    pub full: Option<i64>,
    /// The last day of the reduction, where one holds today.
    pub reduced_until: Option<NaiveDate>,
    /// Whether it can be paid.
    pub standing: Standing,
    /// The moment from which on nobody begins to pay it, where there is one.
    pub payable_until: Option<DateTime<Utc>>,
    /// What whoever pays gives up by it.
    pub gives_up: &'static [&'static str],
    /// The original notice, line by line.
    pub notice: Vec<String>,
}

/// Whether a debt can be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It can.
    Payable,
    /// It is paid.
    Paid,
    /// Nobody begins to pay it any more; whoever has begun may still end.
    Closing,
    /// It cannot: the bank account is charged for it by itself, or nobody owes it any more.
    NotPayable,
}

/// How somebody pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// With a card.
    Card,
    /// With Bizum.
    Bizum,
}

impl Method {
    /// As records and answers say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Bizum => "bizum",
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Card => "tarjeta",
            Self::Bizum => "Bizum",
        }
    }

    /// What the records say.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        [Self::Card, Self::Bizum]
            .into_iter()
            .find(|method| method.name() == name)
    }
}

/// Why something is not paid and will not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The bank said no.
    Refused,
    /// The payer went back.
    Cancelled,
    /// The card is out of its dates.
    ExpiredCard,
    /// The bank could not make sure who it was.
    Authentication,
    /// The bank suspects somebody else.
    Fraud,
    /// The money was taken and is given back: what it was for was paid, or it was not what it costs.
    Refunded,
    /// Another payment holds the debt.
    Locked,
    /// It was paid before.
    AlreadyPaid,
    /// It does not cost that.
    AmountChanged,
    /// This person has no such debt.
    DebtUnknown,
    /// Anything else.
    Other,
}

impl Reason {
    /// Each of them.
    pub const ALL: [Self; 11] = [
        Self::Refused,
        Self::Cancelled,
        Self::ExpiredCard,
        Self::Authentication,
        Self::Fraud,
        Self::Refunded,
        Self::Locked,
        Self::AlreadyPaid,
        Self::AmountChanged,
        Self::DebtUnknown,
        Self::Other,
    ];

    /// As records and answers say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
            Self::ExpiredCard => "expired_card",
            Self::Authentication => "authentication",
            Self::Fraud => "fraud",
            Self::Refunded => "refunded",
            Self::Locked => "locked",
            Self::AlreadyPaid => "already_paid",
            Self::AmountChanged => "amount_changed",
            Self::DebtUnknown => "debt_unknown",
            Self::Other => "other",
        }
    }
}

/// How a payment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The bank waits for the payer.
    AwaitingPayer,
    /// It is paid, and there is a receipt.
    Settled,
    /// It is not paid and will not be.
    Rejected(Reason),
    /// Nobody can pay it any more.
    Closed,
}

impl State {
    /// As records and answers say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AwaitingPayer => "awaiting_payer",
            Self::Settled => "settled",
            Self::Rejected(_) => "rejected",
            Self::Closed => "closed",
        }
    }

    /// Why not, where it is not.
    #[must_use]
    pub const fn reason(self) -> Option<Reason> {
        match self {
            Self::Rejected(reason) => Some(reason),
            Self::AwaitingPayer | Self::Settled | Self::Closed => None,
        }
    }

    /// What the records say.
    #[must_use]
    pub fn of(name: &str, reason: Option<&str>) -> Option<Self> {
        match (name, reason) {
            ("awaiting_payer", None) => Some(Self::AwaitingPayer),
            ("settled", None) => Some(Self::Settled),
            ("closed", None) => Some(Self::Closed),
            ("rejected", Some(reason)) => {
                let mut all = Reason::ALL.into_iter();
                all.find(|known| known.name() == reason).map(Self::Rejected)
            }
            _ => None,
        }
    }
}

/// A payment, as the treasury has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Its number in the records.
    pub seq: i64,
    /// Its name.
    pub key: PaymentKey,
    /// Who owes it.
    pub nif: String,
    /// On which paper it stands, where it is paid by that and nobody was asked who they are.
    pub reference: Option<String>,
    /// What is paid.
    pub debt: DebtRef,
    /// What that is called.
    pub name: String,
    /// For how much, in cents.
    pub amount: i64,
    /// How.
    pub method: Method,
    /// Since when it is known.
    pub created: DateTime<Utc>,
    /// How it stands.
    pub state: State,
    /// The order at the bank. One that was never let begin has none.
    pub order: Option<Order>,
    /// The receipt, once it is paid.
    pub receipt: Option<Receipt>,
    /// Since when what was taken is given back, where it is.
    pub given_back: Option<DateTime<Utc>>,
}

/// An order at the bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Twelve characters, the first four of them digits.
    pub number: String,
    /// Until when the City waits for the payer.
    pub expires: DateTime<Utc>,
}

/// The proof that something was paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// `R-2026-0001234`
    pub number: String,
    /// The verification code: 16 characters.
    pub code: String,
    /// When the money was taken.
    pub paid: DateTime<Utc>,
    /// The original notice, line by line.
    pub notice: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_32_lower_case_hexadecimal_digits_and_is_not_shown() {
        let good = "0123456789abcdef0123456789abcdef";
        let key = PaymentKey::read(good).unwrap();
        assert_eq!((key.as_str(), format!("{key:?}")), (good, "PaymentKey(…)".to_owned()));
        for wrong in [
            "",
            "0123",
            &good.to_uppercase(),
            &good.replace('0', "g"),
            &format!("{good}0"),
            &"é".repeat(16),
        ] {
            assert_eq!(PaymentKey::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_written_of_a_state_is_read_again() {
        let all = Reason::ALL.into_iter().map(State::Rejected);
        for state in all.chain([State::AwaitingPayer, State::Settled, State::Closed]) {
            assert_eq!(State::of(state.name(), state.reason().map(Reason::name)), Some(state));
        }
        for (name, reason) in [
            ("rejected", None),
            ("settled", Some("other")),
            ("rejected", Some("?")),
            ("paid", None),
        ] {
            assert_eq!(State::of(name, reason), None, "{name} {reason:?}");
        }
    }
}
