//! Asking back what was paid: the receipt is the payments' and the request the refunds', and neither knows the other.

use super::App;
use crate::error::Error;
use crate::refunds::{Cause, Paid};

impl App {
    /// Asks the city to give back what a receipt on the phone is of, into an account of the same person; see
    /// [`crate::refunds::Refunds::ask`]. Offline or not; safe to repeat.
    ///
    /// Fails with `input.iban` where the account is none, with `receipt.unknown`, and with `session.none` where nobody has signed in.
    pub async fn ask_back(&self, receipt: String, cause: Cause, iban: &str) -> Result<i64, Error> {
        let iban = iban.parse().map_err(|_| Error::Invalid("input.iban"))?;
        let receipt = self.payments.own_receipt(receipt).await?;
        let paid = Paid {
            receipt: receipt.number,
            name: receipt.name,
            amount: receipt.amount,
        };
        self.refunds.ask(paid, cause, iban).await
    }
}
