//! What people ask of the mainframe about a receipt: that the bank is charged, or no longer, and instalments.

use chrono::NaiveDate;
use rusqlite::{Connection, Transaction};

use super::listing::{last_day_to_ask, lines_of, offered_instalments};
use super::rules::{Modalidad, charges, saving};
use super::store::{self, Ficha};
use crate::calendar::later;
use crate::iban::is_iban;
use crate::store::StoreError;

/// Why something is not done. Nothing has happened then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// They have no such receipt.
    Unknown,
    /// It is paid.
    Paid,
    /// This receipt cannot be paid so.
    NotOffered,
    /// The last day to ask for it is over.
    TooLate,
    /// That is no account.
    IbanWrong,
    /// The banks say that the account is somebody else's.
    NotHolder,
}

/// The desk on a day, for one person.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// Who.
    pub nif: &'a str,
    /// The day it is in Madrid.
    pub today: NaiveDate,
}

impl Desk<'_> {
    /// Has a receipt charged to an account. `false` if it was so before.
    pub fn set_debit(
        self,
        tx: &Transaction<'_>,
        num_fijo: &str,
        (iban, mode): (&str, Modalidad),
    ) -> Result<Result<bool, Refusal>, StoreError> {
        if !is_iban(iban) {
            return Ok(Err(Refusal::IbanWrong));
        }
        let ficha = match self.open(tx, num_fijo)? {
            Ok(ficha) => ficha,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let offers = store::offers(tx, &ficha.concepto)?;
        let Some(offer) = offers.into_iter().find(|offer| offer.mode == mode) else {
            return Ok(Err(Refusal::NotOffered));
        };
        if store::instalments_asked(tx, num_fijo)?.is_some() {
            return Ok(Err(Refusal::NotOffered));
        }
        if store::debit(tx, num_fijo)?.is_some_and(|(known, how, _)| known == iban && how == mode) {
            return Ok(Ok(false));
        }
        if self.today > later(ficha.until, -offer.days) {
            return Ok(Err(Refusal::TooLate));
        }
        if store::holder(tx, iban)?.is_some_and(|holder| holder != self.nif) {
            return Ok(Err(Refusal::NotHolder));
        }
        let saved = saving(ficha.total, offer.share, offer.cap);
        let parts = match mode {
            Modalidad::Unica => Vec::new(),
            split => charges(split, ficha.total, saved, ficha.until),
        };
        store::set_debit(tx, num_fijo, (iban, mode, saved), &parts)?;
        Ok(Ok(true))
    }

    /// Has a receipt charged no longer. `false` if it was not.
    pub fn end_debit(self, tx: &Transaction<'_>, num_fijo: &str) -> Result<Result<bool, Refusal>, StoreError> {
        let ficha = match self.open(tx, num_fijo)? {
            Ok(ficha) => ficha,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let Some((_, mode, _)) = store::debit(tx, num_fijo)? else {
            return Ok(Ok(false));
        };
        if self.today > last_day_to_ask(tx, &ficha, mode)? {
            return Ok(Err(Refusal::TooLate));
        }
        store::end_debit(tx, num_fijo)?;
        Ok(Ok(true))
    }

    /// Asks to pay a receipt in so many parts. `false` if that was asked before.
    pub fn ask_instalments(
        self,
        tx: &Transaction<'_>,
        num_fijo: &str,
        count: usize,
    ) -> Result<Result<bool, Refusal>, StoreError> {
        let ficha = match self.open(tx, num_fijo)? {
            Ok(ficha) => ficha,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if store::instalments_asked(tx, num_fijo)?.is_some() {
            let same = store::parts(tx, num_fijo)?.len() == count;
            return Ok(if same { Ok(false) } else { Err(Refusal::NotOffered) });
        }
        if ficha.situacion != "V" {
            return Ok(Err(Refusal::NotOffered));
        }
        if self.today > ficha.until {
            return Ok(Err(Refusal::TooLate));
        }
        let offers = offered_instalments(tx, &ficha, self.today)?;
        match offers.into_iter().find(|parts| parts.len() == count) {
            None => Ok(Err(Refusal::NotOffered)),
            Some(parts) => {
                store::ask_instalments(tx, num_fijo, self.today, &parts)?;
                Ok(Ok(true))
            }
        }
    }

    /// The listing of one receipt, as it is now.
    pub fn listing(self, connection: &Connection, num_fijo: &str) -> Result<Vec<String>, StoreError> {
        let ficha = store::one(connection, self.nif, num_fijo)?.ok_or(StoreError::Damaged)?;
        lines_of(connection, &ficha, self.today)
    }

    /// A receipt that something can be asked about.
    fn open(self, tx: &Transaction<'_>, num_fijo: &str) -> Result<Result<Ficha, Refusal>, StoreError> {
        Ok(match store::one(tx, self.nif, num_fijo)? {
            None => Err(Refusal::Unknown),
            Some(ficha) => match ficha.situacion.as_str() {
                "P" => Err(Refusal::Paid),
                "E" => Err(Refusal::NotOffered),
                _ => Ok(ficha),
            },
        })
    }
}

#[cfg(test)]
#[path = "desk_tests.rs"]
mod tests;
