//! Where a receipt is shown, what may be asked about it, and which days are to be remembered. Pure: the day is a parameter, and every date
//! and amount is the city's.

use chrono::NaiveDate;

use super::model::{Asked, CalendarDate, DateKind, DebitMode, Folder, Part, Receipt, ReceiptState};
use crate::kernel::Cents;

/// The longest notice that somebody can choose, in days.
pub const LONGEST_NOTICE: u32 = 30;

/// Where a receipt is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// The person has to pay it.
    ToPay,
    /// The bank is charged.
    ByBank,
    /// It is paid in parts.
    ByInstalments,
    /// It is paid.
    Paid,
}

/// Where to show it.
#[must_use]
pub const fn group(receipt: &Receipt) -> Group {
    match receipt.state {
        ReceiptState::Voluntary | ReceiptState::Enforcement => Group::ToPay,
        ReceiptState::DirectDebit => Group::ByBank,
        ReceiptState::Instalments => Group::ByInstalments,
        ReceiptState::Paid => Group::Paid,
    }
}

/// Whether it can be paid at once, here.
#[must_use]
pub const fn can_be_paid(receipt: &Receipt) -> bool {
    matches!(group(receipt), Group::ToPay)
}

/// Whether an account may be charged so for it; else the stable code of why not. The rest only the city can judge.
pub fn can_set_debit(receipt: &Receipt, mode: DebitMode, today: NaiveDate) -> Result<(), &'static str> {
    let last = match &receipt.direct_debit {
        // Another account for what is charged already.
        Some(debit) if debit.mode == mode => Some(debit.change_until),
        _ => receipt
            .debit_options
            .iter()
            .find(|option| option.mode == mode)
            .map(|option| option.ask_until),
    };
    match (receipt.state, last) {
        (ReceiptState::Paid, _) => Err("tax.paid"),
        (_, None) => Err("tax.not_offered"),
        (_, Some(last)) if today > last => Err("tax.too_late"),
        (_, Some(_)) => Ok(()),
    }
}

/// Whether the bank may be told to charge no more for it; else the stable code of why not.
pub fn can_end_debit(receipt: &Receipt, today: NaiveDate) -> Result<(), &'static str> {
    match &receipt.direct_debit {
        None => Err("tax.not_offered"),
        Some(debit) if today > debit.change_until => Err("tax.too_late"),
        Some(_) => Ok(()),
    }
}

/// Whether it may be asked for in so many parts; else the stable code of why not.
pub fn can_ask_instalments(receipt: &Receipt, parts: u32, today: NaiveDate) -> Result<(), &'static str> {
    let count = usize::try_from(parts).unwrap_or(usize::MAX);
    let is_offered = receipt.instalment_options.iter().any(|option| option.len() == count);
    match receipt.state {
        ReceiptState::Paid => Err("tax.paid"),
        _ if !is_offered => Err("tax.not_offered"),
        _ if today > receipt.until => Err("tax.too_late"),
        _ => Ok(()),
    }
}

/// Whether a wish may be asked; else the stable code of why not.
pub fn may_ask(receipt: &Receipt, what: &Asked, today: NaiveDate) -> Result<(), &'static str> {
    match what {
        Asked::DirectDebit { mode, .. } => can_set_debit(receipt, *mode, today),
        Asked::EndDirectDebit => can_end_debit(receipt, today),
        Asked::Instalments { parts } => can_ask_instalments(receipt, *parts, today),
    }
}

/// A day to remember.
#[derive(Clone, PartialEq, Eq)]
pub struct Due {
    /// The number of a receipt, or the name of a date of the calendar: what a reminder is about.
    pub about: String,
    /// Its name among all days, the same however often it is asked for.
    pub id: String,
    /// When.
    pub day: NaiveDate,
    /// Of what, in the city's words.
    pub name: String,
    /// What it is on.
    pub object: Option<String>,
    /// What for.
    pub kind: DueKind,
}

crate::log::opaque_debug!(Due);

/// What a day is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueKind {
    /// The last day to pay it.
    LastDay(Cents),
    /// The bank is charged.
    Charge(Cents),
    /// A part is to be paid.
    Instalment(Cents),
    /// The last day of a campaign for everybody.
    Campaign(DateKind),
}

/// The days from today on: of one's own receipts, and of the calendar for everybody. The next one first.
#[must_use]
pub fn due_dates(folder: Option<&Folder>, calendar: &[CalendarDate], today: NaiveDate) -> Vec<Due> {
    let own = folder.into_iter().flat_map(|folder| &folder.receipts).flat_map(days_of);
    let common = calendar.iter().map(|date| Due {
        about: date.id.clone(),
        id: date.id.clone(),
        day: date.until,
        name: date.name.clone(),
        object: None,
        kind: DueKind::Campaign(date.kind),
    });
    let mut all: Vec<Due> = own.chain(common).filter(|due| due.day >= today).collect();
    all.sort_by(|one, other| (one.day, &one.id).cmp(&(other.day, &other.id)));
    all
}

fn days_of(receipt: &Receipt) -> Vec<Due> {
    let due = |day, kind, order: usize| Due {
        about: receipt.id.clone(),
        id: format!("{}-{order}", receipt.id),
        day,
        name: receipt.name.clone(),
        object: receipt.object.clone(),
        kind,
    };
    let parts = |parts: &[Part], kind: fn(Cents) -> DueKind| -> Vec<Due> {
        let open = parts.iter().enumerate().filter(|(_, part)| !part.is_paid);
        open.map(|(at, part)| due(part.day, kind(part.amount), at + 1))
            .collect()
    };
    match (receipt.state, &receipt.direct_debit, &receipt.instalments) {
        (ReceiptState::Voluntary, ..) => vec![due(receipt.until, DueKind::LastDay(receipt.amount), 0)],
        (ReceiptState::DirectDebit, Some(debit), _) if !debit.charges.is_empty() => {
            parts(&debit.charges, DueKind::Charge)
        }
        (ReceiptState::DirectDebit, ..) => vec![due(receipt.until, DueKind::Charge(receipt.amount), 0)],
        (ReceiptState::Instalments, _, Some(asked)) => parts(&asked.parts, DueKind::Instalment),
        _ => Vec::new(),
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
