//! The proof that something was paid, however it was: through this treasury's bank, at a counter, in cash at a bank, by direct
//! debit or on the web.

use chrono::{DateTime, Utc};

use super::model::{DebtRef, Method, Payment};

/// How something was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// Through the treasury's bank.
    Online(Method),
    /// At the window of a bank.
    Bank,
    /// At a counter of Línea Madrid.
    Counter,
    /// The bank account was charged for it.
    DirectDebit,
    /// On the City's web, before there was an app.
    Web,
}

impl Channel {
    const ELSEWHERE: [Self; 4] = [Self::Bank, Self::Counter, Self::DirectDebit, Self::Web];

    /// As records and answers say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Online(method) => method.name(),
            Self::Bank => "bank",
            Self::Counter => "counter",
            Self::DirectDebit => "direct_debit",
            Self::Web => "web",
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Online(method) => method.words(),
            Self::Bank => "en el banco",
            Self::Counter => "en una oficina de Línea Madrid",
            Self::DirectDebit => "domiciliado en el banco",
            Self::Web => "en la web",
        }
    }

    /// What the records of what was paid elsewhere say.
    #[must_use]
    pub fn elsewhere(name: &str) -> Option<Self> {
        Self::ELSEWHERE.into_iter().find(|channel| channel.name() == name)
    }
}

/// The proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The City's number of it.
    pub number: String,
    /// The verification code.
    pub code: String,
    /// What was paid.
    pub debt: DebtRef,
    /// What that is called.
    pub name: String,
    /// How much, in cents.
    pub amount: i64,
    /// When.
    pub paid: DateTime<Utc>,
    /// How.
    pub channel: Channel,
    /// The order at the bank, where there was one.
    pub order: Option<String>,
    /// The original notice, line by line.
    pub notice: Vec<String>,
    /// Since when it is given back to the payer, where it is.
    pub given_back: Option<DateTime<Utc>>,
}

impl Proof {
    /// That of a payment of this treasury, once it has one.
    #[must_use]
    pub fn of(payment: &Payment) -> Option<Self> {
        let receipt = payment.receipt.as_ref()?;
        Some(Self {
            number: receipt.number.clone(),
            code: receipt.code.clone(),
            debt: payment.debt.clone(),
            name: payment.name.clone(),
            amount: payment.amount,
            paid: receipt.paid,
            channel: Channel::Online(payment.method),
            order: payment.order.as_ref().map(|order| order.number.clone()),
            notice: receipt.notice.clone(),
            given_back: payment.given_back,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_paid_elsewhere_is_read_as_it_was_written() {
        for channel in Channel::ELSEWHERE {
            assert_eq!(Channel::elsewhere(channel.name()), Some(channel));
        }
        assert_eq!(Channel::elsewhere("card"), None);
    }
}
