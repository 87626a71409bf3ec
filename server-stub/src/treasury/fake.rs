//! A bank that does as it is told, for tests.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};

use super::bank::{Asking, Bank, BankForm, BankSays, Charge, Forged, NotHeard, Notice, Taken, WayBack};
use super::model::Reason;

/// It has nothing, hears everything and lets every order be closed, until it is told otherwise.
#[derive(Debug, Default)]
pub struct FakeBank(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    says: BTreeMap<String, BankSays>,
    silent: bool,
    /// What it was asked, in order.
    asked: Vec<String>,
    /// What it has given back, one line for each time.
    given_back: Vec<String>,
}

impl FakeBank {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap()
    }

    /// From now on it says this of an order.
    pub fn say(&self, number: &str, says: BankSays) {
        self.lock().says.insert(number.to_owned(), says);
    }

    /// From now on it cannot be heard, or can.
    pub fn be_silent(&self, silent: bool) {
        self.lock().silent = silent;
    }

    /// What it was asked since this was asked last.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.lock().asked)
    }

    /// The orders of which it has given something back.
    pub fn given_back(&self) -> Vec<String> {
        self.lock().given_back.clone()
    }

    fn answer(&self, question: &str, charge: &Charge) -> Result<BankSays, NotHeard> {
        let mut inner = self.lock();
        inner.asked.push(format!("{question} {}", charge.number));
        if inner.silent {
            return Err(NotHeard);
        }
        let says = inner.says.entry(charge.number.clone()).or_insert(BankSays::Nothing);
        if question == "close" && *says == BankSays::Nothing {
            *says = BankSays::Closed;
        }
        // Only all of it goes back.
        if question == "refund" && matches!(says, BankSays::Authorised(taken) if taken.amount == charge.amount) {
            *says = BankSays::Refunded;
            inner.given_back.push(charge.number.clone());
            return Ok(BankSays::Refunded);
        }
        Ok(says.clone())
    }
}

/// Money that was taken.
pub fn taken(amount: i64) -> BankSays {
    BankSays::Authorised(Taken {
        code: "123456".to_owned(),
        amount,
        at: None,
    })
}

impl Bank for FakeBank {
    fn form(&self, charge: &Charge, back: &WayBack) -> Result<BankForm, NotHeard> {
        self.answer("form", charge)?;
        Ok(BankForm {
            action: "https://bank.example/pay".to_owned(),
            fields: vec![
                ("order", charge.number.clone()),
                ("ok", back.ok.clone()),
                ("ko", back.ko.clone()),
            ],
        })
    }

    fn state<'a>(&'a self, charge: &'a Charge) -> Asking<'a, BankSays> {
        Box::pin(async { self.answer("state", charge) })
    }

    fn close<'a>(&'a self, charge: &'a Charge) -> Asking<'a, BankSays> {
        Box::pin(async { self.answer("close", charge) })
    }

    fn refund<'a>(&'a self, charge: &'a Charge) -> Asking<'a, ()> {
        Box::pin(async {
            match self.answer("refund", charge)? {
                BankSays::Refunded => Ok(()),
                _ => Err(NotHeard),
            }
        })
    }

    /// The signature is the word "good".
    fn read(&self, fields: &[(String, String)]) -> Result<Notice, Forged> {
        let find = |name: &str| {
            fields
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.as_str())
        };
        if find("signature") != Some("good") {
            return Err(Forged);
        }
        let amount = find("amount").and_then(|amount| amount.parse().ok()).ok_or(Forged)?;
        let says = match find("response") {
            Some("0000") => taken(amount),
            Some("0190") => BankSays::Refused(Reason::Refused),
            Some("9915") => BankSays::Refused(Reason::Cancelled),
            Some("0900") => BankSays::Refunded,
            _ => return Err(Forged),
        };
        Ok(Notice {
            number: find("order").ok_or(Forged)?.to_owned(),
            says,
            amount,
        })
    }
}
