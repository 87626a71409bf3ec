//! Payments as the city sends them. The only file that knows the city's spelling.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::model::{CitySays, GivenUp, Method, PageUrl, PaymentKey, Quote, Reason, Receipt, Reference};
use crate::kernel::{Cents, DebtKind, DebtRef};

/// Something the city sent that cannot be understood. It names nothing: what it is about is personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what the city says of a payment cannot be understood")]
pub struct BadPayment;

/// The answer of `GET /v1/me/debts/{kind}/{id}`.
#[derive(Deserialize)]
pub struct QuoteWire {
    debt: DebtRef,
    name: String,
    amount_cents: i64,
    full_cents: Option<i64>,
    reduced_until: Option<NaiveDate>,
    #[serde(default)]
    gives_up: Vec<GivenUp>,
    state: DebtState,
    valid_until: DateTime<Utc>,
}

/// Whether a debt can be paid now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DebtState {
    /// It can.
    Payable,
    /// It is paid.
    Paid,
    /// Another attempt holds it: on another phone, at a counter, at the bank.
    Locked,
    /// It cannot, for a reason of the city.
    #[serde(other)]
    NotPayable,
}

impl QuoteWire {
    /// What it says, and whether it can be paid.
    pub fn quote(self, asked: &DebtRef) -> Result<(Quote, DebtState), BadPayment> {
        let full = self.full_cents.map(Cents::new);
        let amount = Cents::new(self.amount_cents);
        let is_sound = self.debt == *asked && amount > Cents::ZERO && full.is_none_or(|full| full >= amount);
        if !is_sound || self.name.trim().is_empty() {
            return Err(BadPayment);
        }
        let quote = Quote {
            debt: self.debt,
            name: self.name,
            amount,
            full,
            reduced_until: self.reduced_until,
            gives_up: self.gives_up,
            valid_until: self.valid_until,
            reference: None,
        };
        Ok((quote, self.state))
    }
}

/// What the city is asked.
#[derive(Serialize)]
pub struct OrderWire<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    debt: Option<&'a DebtRef>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
    amount_cents: i64,
    method: Method,
}

impl<'a> OrderWire<'a> {
    /// For what was quoted.
    pub fn new(quote: &'a Quote, method: Method) -> Self {
        let reference = quote.reference.as_ref().map(|paper| paper.digits.as_str());
        Self {
            debt: reference.is_none().then_some(&quote.debt),
            reference,
            amount_cents: quote.amount.get(),
            method,
        }
    }
}

/// A payment, as the city has it.
#[derive(Deserialize)]
pub struct PaymentWire {
    key: PaymentKey,
    state: StateWire,
    amount_cents: i64,
    debt: DebtRef,
    reference: Option<String>,
    name: String,
    method: Method,
    created: DateTime<Utc>,
    url: Option<PageUrl>,
    expires: Option<DateTime<Utc>>,
    reason: Option<Reason>,
    receipt: Option<ReceiptWire>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StateWire {
    AwaitingPayer,
    Settled,
    Rejected,
    Closed,
}

/// A receipt, as the city has it.
#[derive(Deserialize)]
pub struct ReceiptWire {
    number: String,
    debt: DebtRef,
    name: String,
    amount_cents: i64,
    paid: DateTime<Utc>,
    method: String,
    code: String,
    #[serde(default)]
    notice: Vec<String>,
    given_back: Option<DateTime<Utc>>,
}

impl TryFrom<ReceiptWire> for Receipt {
    type Error = BadPayment;

    fn try_from(wire: ReceiptWire) -> Result<Self, BadPayment> {
        let is_sound = wire.amount_cents > 0 && !wire.number.trim().is_empty() && !wire.code.trim().is_empty();
        if !is_sound {
            return Err(BadPayment);
        }
        Ok(Self {
            number: wire.number,
            debt: wire.debt,
            name: wire.name,
            amount: Cents::new(wire.amount_cents),
            paid: wire.paid,
            method: wire.method,
            code: wire.code,
            notice: wire.notice,
            given_back: wire.given_back,
        })
    }
}

/// What the city says of one payment, checked.
pub struct Said {
    /// Which.
    pub key: PaymentKey,
    /// Of what. By reference, that stands in the number's place.
    pub debt: DebtRef,
    /// The city's name of that.
    pub name: String,
    /// For how much.
    pub amount: Cents,
    /// How.
    pub method: Method,
    /// Since when the city knows of it.
    pub created: DateTime<Utc>,
    /// How it stands.
    pub says: CitySays,
    /// The receipt, where it is paid.
    pub receipt: Option<Receipt>,
}

impl TryFrom<PaymentWire> for Said {
    type Error = BadPayment;

    fn try_from(wire: PaymentWire) -> Result<Self, BadPayment> {
        let receipt = wire.receipt.map(Receipt::try_from).transpose()?;
        let says = match (wire.state, wire.url, wire.expires, &receipt) {
            (StateWire::AwaitingPayer, Some(url), Some(expires), None) => CitySays::Awaiting { url, expires },
            // Paid without a receipt is not paid: whoever believed it would have nothing in their hand.
            (StateWire::Settled, _, _, Some(receipt)) => CitySays::Settled {
                receipt: receipt.number.clone(),
                given_back: receipt.given_back,
            },
            (StateWire::Rejected, _, _, None) => CitySays::Rejected(wire.reason.unwrap_or(Reason::Other)),
            (StateWire::Closed, _, _, None) => CitySays::Closed,
            _ => return Err(BadPayment),
        };
        Ok(Self {
            key: wire.key,
            debt: DebtRef {
                kind: wire.debt.kind,
                id: wire.reference.unwrap_or(wire.debt.id),
            },
            name: wire.name,
            amount: Cents::new(wire.amount_cents),
            method: wire.method,
            created: wire.created,
            says,
            receipt,
        })
    }
}

/// The answer of `GET /v1/me/payments`: all that are not closed.
#[derive(Deserialize)]
pub struct PaymentsWire {
    payments: Vec<PaymentWire>,
}

impl PaymentsWire {
    /// All of them, or none: a list with a hole would look whole.
    pub fn said(self) -> Result<Vec<Said>, BadPayment> {
        self.payments.into_iter().map(Said::try_from).collect()
    }
}

/// The answer of `GET /v1/me/receipts`: the proof of everything that was paid for the person, however it was.
#[derive(Deserialize)]
pub struct ReceiptsWire {
    #[serde(rename = "as_of")]
    _as_of: DateTime<Utc>,
    receipts: Vec<ReceiptWire>,
}

impl ReceiptsWire {
    /// All of them, or none: a list with a hole would look whole.
    pub fn receipts(self) -> Result<Vec<Receipt>, BadPayment> {
        self.receipts.into_iter().map(Receipt::try_from).collect()
    }
}

/// The answer of `GET /v1/references/{digits}`.
#[derive(Deserialize)]
pub struct PaperWire {
    kind: DebtKind,
    name: String,
    amount_cents: i64,
    window: WindowWire,
    state: PaperState,
    valid_until: DateTime<Utc>,
}

/// How long a paper is good.
#[derive(Deserialize)]
pub struct WindowWire {
    until: Option<NaiveDate>,
}

/// Whether what is on a paper can be paid now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperState {
    /// It can.
    Payable,
    /// It is paid.
    Paid,
    /// Another attempt holds it.
    Locked,
    /// The paper is too old, or says another price.
    Expired,
    /// It cannot, for a reason of the city.
    #[serde(other)]
    NotPayable,
}

impl PaperWire {
    /// What it says of a reference, and whether that can be paid.
    pub fn quote(self, digits: String) -> Result<(Quote, PaperState), BadPayment> {
        let amount = Cents::new(self.amount_cents);
        if amount <= Cents::ZERO || self.name.trim().is_empty() {
            return Err(BadPayment);
        }
        let quote = Quote {
            debt: DebtRef {
                kind: self.kind,
                id: digits.clone(),
            },
            name: self.name,
            amount,
            full: None,
            reduced_until: None,
            gives_up: Vec::new(),
            valid_until: self.valid_until,
            reference: Some(Reference {
                digits,
                until: self.window.until,
            }),
        };
        Ok((quote, self.state))
    }
}

/// What the city says where it has no payment to show.
#[derive(Deserialize)]
pub struct ProblemWire {
    code: String,
}

impl ProblemWire {
    /// Whether it says that there is nothing to pay under a reference.
    pub fn is_reference_unknown(&self) -> bool {
        self.code == "reference_unknown"
    }

    /// Whether it says that there is no receipt of a code.
    pub fn is_receipt_unknown(&self) -> bool {
        self.code == "receipt_unknown"
    }

    /// Whether it says that a reference cannot be one.
    pub fn is_reference_wrong(&self) -> bool {
        self.code == "reference_wrong"
    }

    /// Whether it says that no such payment was ever there. A page of something in between does not say so.
    pub fn is_never_seen(&self) -> bool {
        self.code == "payment_unknown"
    }
}
