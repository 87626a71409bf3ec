//! The references that the City prints on the papers of somebody's debts, read from the systems in the words of their summaries.

use chrono::{Datelike as _, NaiveDate};
use rusqlite::Connection;

use super::{fines, tax};
use crate::calendar::later;
use crate::sectors;
use crate::store::StoreError;
use crate::treasury::reference::{of_enforcement, of_fine as fine_reference, of_receipt as receipt_reference};
use crate::treasury::{DebtKind, DebtRef};

/// A final fine can be paid in full in another fifteen days after the thirty of silence.
const FULL_DAYS: i64 = 45;

/// A reference as it is on the paper of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Its signs.
    pub digits: String,
    /// The last day on which it can be paid.
    pub until: NaiveDate,
}

/// Every reference that is printed for somebody on a day.
pub fn printed(connection: &Connection, nif: &str, today: NaiveDate) -> Result<Vec<(DebtRef, Printed)>, StoreError> {
    let of = |kind: DebtKind, id: &str, printed: Option<Printed>| {
        let id = id.to_owned();
        printed.map(|printed| (DebtRef { kind, id }, printed))
    };
    let xml = sectors::fines::print(connection, nif, today)?;
    let reports = fines::read(&xml, today).map_err(|_| StoreError::Damaged)?;
    let listing = sectors::tax::print(connection, nif, "")?;
    let receipts = tax::read(&listing).ok_or(StoreError::Damaged)?;
    let reports = reports
        .iter()
        .filter_map(|item| of(DebtKind::Fine, &item.id, of_fine(item, today)));
    let receipts = receipts
        .iter()
        .filter_map(|item| of(DebtKind::Tax, &item.id, of_tax(item, today)));
    Ok(reports.chain(receipts).collect())
}

/// That of a fine, as long as it can be paid with a letter.
pub(super) fn of_fine(item: &fines::Item, today: NaiveDate) -> Option<Printed> {
    if !matches!(item.status, "notified" | "final") {
        return None;
    }
    let reduced = item.reduced_cents.zip(item.reduced_until);
    let (amount, until) = reduced.unwrap_or_else(|| (item.amount_cents, later(item.notified, FULL_DAYS)));
    (today <= until).then(|| Printed {
        digits: fine_reference(&item.id, until, amount, &item.plate),
        until,
    })
}

/// That of a receipt within its term, or of an enforced debt: a paper of this month.
pub(super) fn of_tax(item: &tax::Item, today: NaiveDate) -> Option<Printed> {
    match item.status {
        "voluntary" if today <= item.due => Some(Printed {
            digits: receipt_reference(code(item.kind), &item.id, item.due.year(), item.amount_cents),
            until: item.due,
        }),
        "enforcement" => {
            let until = last_of_month(today);
            Some(Printed {
                digits: of_enforcement(&item.id, until),
                until,
            })
        }
        _ => None,
    }
}

/// The digits of a tax.
fn code(kind: &str) -> &'static str {
    match kind {
        "ibi" => "204",
        "ivtm" => "208",
        "tgr" => "210",
        "iae" => "301",
        _ => "999",
    }
}

fn last_of_month(day: NaiveDate) -> NaiveDate {
    let next = day
        .with_day(1)
        .and_then(|first| first.checked_add_months(chrono::Months::new(1)));
    next.map_or(day, |next| later(next, -1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treasury::reference::{Reference, Says};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn receipt(status: &'static str) -> tax::Item {
        tax::Item {
            id: "0004417203391".to_owned(),
            kind: "ibi",
            name: "IBI".to_owned(),
            object: None,
            amount_cents: 41_235,
            due: day("2026-12-04"),
            status,
        }
    }

    #[test]
    fn a_receipt_has_one_until_it_is_due_and_an_enforced_debt_one_for_the_month() {
        let voluntary = receipt("voluntary");
        let printed = of_tax(&voluntary, day("2026-12-04")).unwrap();
        assert_eq!(printed.until, day("2026-12-04"));
        let says = Reference::read(&printed.digits).unwrap().says;
        assert!(matches!(says, Says::Receipt { amount: 41_235, .. }), "{says:?}");
        assert_eq!(of_tax(&voluntary, day("2026-12-05")), None);
        assert_eq!(of_tax(&receipt("direct_debit"), day("2026-12-01")), None);
        let enforced = of_tax(&receipt("enforcement"), day("2027-02-10")).unwrap();
        assert_eq!(enforced.until, day("2027-02-28"));
        assert!(Reference::read(&enforced.digits).is_ok());
    }
}
