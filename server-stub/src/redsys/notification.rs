//! What the gateway tells a shop by itself.

use chrono::NaiveDateTime;

use super::fields::{Fields, URL, cents, write};
use super::{EURO, Merchant, Order, Refusal, ResponseCode};

/// What became of a payment. That its signature is good says who wrote it, not that anybody paid: see
/// [`ResponseCode::is_authorised`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// Which payment.
    pub order: Order,
    /// Cents of euro.
    pub amount_cents: i64,
    /// Whose.
    pub merchant: Merchant,
    /// What became of it.
    pub response: ResponseCode,
    /// The bank's number for it; empty if it was not authorised.
    pub authorisation: String,
    /// When, by the clocks of Madrid, to the minute.
    pub at: NaiveDateTime,
}

const DATE: &str = "Ds_Date";
const HOUR: &str = "Ds_Hour";
const AMOUNT: &str = "Ds_Amount";
const CURRENCY: &str = "Ds_Currency";
const ORDER: &str = "Ds_Order";
const CODE: &str = "Ds_MerchantCode";
const TERMINAL: &str = "Ds_Terminal";
const RESPONSE: &str = "Ds_Response";
const AUTHORISATION: &str = "Ds_AuthorisationCode";

impl Notification {
    /// The message: base64 in the URL-safe alphabet. Dates and times are percent-encoded inside, as Redsys does it.
    #[must_use]
    pub fn encode(&self) -> String {
        let fields = [
            (DATE, self.at.format("%d%%2F%m%%2F%Y").to_string()),
            (HOUR, self.at.format("%H%%3A%M").to_string()),
            ("Ds_SecurePayment", "1".to_owned()),
            (AMOUNT, self.amount_cents.to_string()),
            (CURRENCY, EURO.to_owned()),
            (ORDER, self.order.to_string()),
            (CODE, self.merchant.code.clone()),
            (TERMINAL, self.merchant.terminal.to_string()),
            (RESPONSE, self.response.to_string()),
            ("Ds_TransactionType", "0".to_owned()),
            (AUTHORISATION, self.authorisation.clone()),
        ];
        write(&URL, &fields.each_ref().map(|(name, value)| (*name, value.as_str())))
    }

    /// The order a message says it is about, by which its signature can be checked.
    pub(super) fn order_of(fields: &Fields) -> Result<&str, Refusal> {
        fields.find(ORDER).ok_or(Refusal::OrderMissing)
    }

    /// What a message with a good signature says.
    pub(super) fn read(fields: &Fields) -> Result<Self, Refusal> {
        fields.parse(CURRENCY, |text| (text == EURO).then_some(()))?;
        let at = format!("{} {}", fields.text(DATE)?, fields.text(HOUR)?);
        Ok(Self {
            order: fields.parse(ORDER, Order::parse)?,
            amount_cents: fields.parse(AMOUNT, cents)?,
            merchant: Merchant::read(fields, CODE, TERMINAL)?,
            response: fields.parse(RESPONSE, ResponseCode::parse)?,
            authorisation: fields.find(AUTHORISATION).unwrap_or_default().trim().to_owned(),
            at: NaiveDateTime::parse_from_str(&at, "%d/%m/%Y %H:%M").map_err(|_| Refusal::Field(DATE))?,
        })
    }
}
