//! Folder, calendar and certificate, as the city sends them. The only file that knows the city's spelling.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::model::{
    CadastralChange, CalendarDate, Certificate, ChangeKind, DateKind, DebitMode, DebitOption, DirectDebit, Folder,
    Instalments, Owed, Paid, Part, Receipt, ReceiptState, Standing, Step, TaxKind,
};
use crate::kernel::Cents;

/// Something the city sent that cannot be kept. It names the field, never its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the {0} cannot be understood")]
pub struct BadTax(&'static str);

/// The answer of `GET /v1/me/tax-folder`.
#[derive(Deserialize)]
pub struct FolderWire {
    #[serde(rename = "as_of")]
    _as_of: DateTime<Utc>,
    receipts: Vec<ReceiptWire>,
    changes: Vec<ChangeWire>,
}

/// A receipt in it, and the answer to whatever is asked about one.
#[derive(Deserialize)]
pub struct ReceiptWire {
    id: String,
    tax: String,
    name: String,
    object: Option<String>,
    year: i32,
    term: Option<u8>,
    amount_cents: i64,
    surcharge_cents: i64,
    total_cents: i64,
    state: String,
    from: NaiveDate,
    until: NaiveDate,
    notified: Option<NaiveDate>,
    if_unpaid: Vec<StepWire>,
    direct_debit: Option<DebitWire>,
    debit_options: Vec<OptionWire>,
    instalments: Option<InstalmentsWire>,
    instalment_options: Vec<Vec<PartWire>>,
    paid: Option<PaidWire>,
}

/// What it costs later.
#[derive(Deserialize)]
pub struct StepWire {
    percent: u8,
    amount_cents: i64,
    from: NaiveDate,
    certain: bool,
}

/// A part.
#[derive(Deserialize)]
pub struct PartWire {
    date: NaiveDate,
    amount_cents: i64,
    paid: bool,
}

/// The account that is charged.
#[derive(Deserialize)]
pub struct DebitWire {
    iban: String,
    mode: String,
    saves_cents: i64,
    change_until: NaiveDate,
    charges: Vec<PartWire>,
}

/// A way to have one charged.
#[derive(Deserialize)]
pub struct OptionWire {
    mode: String,
    saves_cents: i64,
    ask_until: NaiveDate,
    charges: Vec<PartWire>,
}

/// Parts that were asked for.
#[derive(Deserialize)]
pub struct InstalmentsWire {
    state: String,
    parts: Vec<PartWire>,
}

/// How it was paid.
#[derive(Deserialize)]
pub struct PaidWire {
    date: NaiveDate,
    method: String,
    receipt: Option<String>,
    code: Option<String>,
}

/// A change of the cadastre.
#[derive(Deserialize)]
pub struct ChangeWire {
    kind: String,
    reference: String,
    object: String,
    known: NaiveDate,
    shows: NaiveDate,
}

impl FolderWire {
    /// All of it, or nothing: a receipt that is left out would be believed not to be owed.
    pub fn folder(self) -> Result<Folder, BadTax> {
        Ok(Folder {
            receipts: self
                .receipts
                .into_iter()
                .map(ReceiptWire::receipt)
                .collect::<Result<_, _>>()?,
            changes: self
                .changes
                .into_iter()
                .map(ChangeWire::change)
                .collect::<Result<_, _>>()?,
        })
    }
}

impl ReceiptWire {
    /// It, checked.
    pub fn receipt(self) -> Result<Receipt, BadTax> {
        // It becomes part of an address.
        let is_number = (1..=40).contains(&self.id.len()) && self.id.bytes().all(|byte| byte.is_ascii_alphanumeric());
        check(is_number, "id")?;
        check(!self.name.trim().is_empty(), "name")?;
        check(self.from <= self.until, "until")?;
        let parts = self.instalment_options.into_iter().map(parts);
        Ok(Receipt {
            id: self.id,
            // A tax that a newer city has still has a name and an amount.
            tax: TaxKind::from_code(&self.tax).unwrap_or(TaxKind::Other),
            name: self.name,
            object: self.object,
            year: self.year,
            term: self.term,
            amount: cents(self.amount_cents, "amount_cents")?,
            surcharge: cents(self.surcharge_cents, "surcharge_cents")?,
            total: cents(self.total_cents, "total_cents")?,
            state: ReceiptState::from_code(&self.state).ok_or(BadTax("state"))?,
            from: self.from,
            until: self.until,
            notified: self.notified,
            if_unpaid: self
                .if_unpaid
                .into_iter()
                .map(StepWire::step)
                .collect::<Result<_, _>>()?,
            direct_debit: self.direct_debit.map(DebitWire::debit).transpose()?,
            debit_options: self
                .debit_options
                .into_iter()
                .filter_map(OptionWire::option)
                .collect::<Result<_, _>>()?,
            instalments: self.instalments.map(InstalmentsWire::instalments).transpose()?,
            instalment_options: parts.collect::<Result<_, _>>()?,
            paid: self.paid.map(PaidWire::paid),
        })
    }
}

impl StepWire {
    fn step(self) -> Result<Step, BadTax> {
        Ok(Step {
            percent: self.percent,
            amount: cents(self.amount_cents, "amount_cents")?,
            from: self.from,
            is_certain: self.certain,
        })
    }
}

impl DebitWire {
    fn debit(self) -> Result<DirectDebit, BadTax> {
        Ok(DirectDebit {
            iban: self.iban,
            mode: DebitMode::from_code(&self.mode).ok_or(BadTax("mode"))?,
            saves: cents(self.saves_cents, "saves_cents")?,
            change_until: self.change_until,
            charges: parts(self.charges)?,
        })
    }
}

impl OptionWire {
    /// A way that this app has no words for is not offered.
    fn option(self) -> Option<Result<DebitOption, BadTax>> {
        let mode = DebitMode::from_code(&self.mode)?;
        let option = |saves, charges| DebitOption {
            mode,
            saves,
            ask_until: self.ask_until,
            charges,
        };
        let saves = cents(self.saves_cents, "saves_cents");
        Some(saves.and_then(|saves| Ok(option(saves, parts(self.charges)?))))
    }
}

impl InstalmentsWire {
    fn instalments(self) -> Result<Instalments, BadTax> {
        Ok(Instalments {
            is_agreed: match self.state.as_str() {
                "asked" => false,
                "agreed" => true,
                _ => return Err(BadTax("state")),
            },
            parts: parts(self.parts)?,
        })
    }
}

impl PaidWire {
    fn paid(self) -> Paid {
        Paid {
            day: self.date,
            method: self.method,
            receipt: self.receipt,
            code: self.code,
        }
    }
}

impl ChangeWire {
    fn change(self) -> Result<CadastralChange, BadTax> {
        Ok(CadastralChange {
            kind: ChangeKind::from_code(&self.kind).ok_or(BadTax("kind"))?,
            reference: self.reference,
            object: self.object,
            known: self.known,
            shows: self.shows,
        })
    }
}

fn parts(wire: Vec<PartWire>) -> Result<Vec<Part>, BadTax> {
    let part = |part: PartWire| {
        Ok(Part {
            day: part.date,
            amount: cents(part.amount_cents, "amount_cents")?,
            is_paid: part.paid,
        })
    };
    wire.into_iter().map(part).collect()
}

fn cents(cents: i64, field: &'static str) -> Result<Cents, BadTax> {
    check(cents >= 0, field)?;
    Ok(Cents::new(cents))
}

const fn check(is_fine: bool, field: &'static str) -> Result<(), BadTax> {
    if is_fine { Ok(()) } else { Err(BadTax(field)) }
}

/// The answer of `GET /v1/tax-calendar`.
#[derive(Deserialize)]
pub struct CalendarWire {
    #[serde(rename = "as_of")]
    _as_of: DateTime<Utc>,
    #[serde(rename = "version")]
    _version: String,
    entries: Vec<DateWire>,
}

/// A date in it.
#[derive(Deserialize)]
pub struct DateWire {
    id: String,
    tax: String,
    name: String,
    what: String,
    from: NaiveDate,
    until: NaiveDate,
}

impl CalendarWire {
    /// The dates. One for something that this app has no words for is not shown.
    pub fn dates(self) -> Result<Vec<CalendarDate>, BadTax> {
        let date = |date: DateWire| {
            let kind = DateKind::from_code(&date.what)?;
            let is_window = date.from <= date.until;
            let checked = check(
                is_window && !date.id.is_empty() && !date.name.trim().is_empty(),
                "entries",
            );
            Some(checked.map(|()| CalendarDate {
                tax: TaxKind::from_code(&date.tax).unwrap_or(TaxKind::Other),
                id: date.id,
                name: date.name,
                kind,
                from: date.from,
                until: date.until,
            }))
        };
        self.entries.into_iter().filter_map(date).collect()
    }
}

/// The answer of `GET /v1/me/tax-certificate`.
#[derive(Deserialize)]
pub struct CertificateWire {
    as_of: DateTime<Utc>,
    state: String,
    certificate: Option<PaperWire>,
    owed: Vec<OwedWire>,
}

/// The paper in it.
#[derive(Deserialize)]
pub struct PaperWire {
    number: String,
    code: String,
    issued: NaiveDate,
    valid_until: NaiveDate,
    pdf_base64: String,
}

/// Something that is owed.
#[derive(Deserialize)]
pub struct OwedWire {
    id: String,
    name: String,
    amount_cents: i64,
}

impl CertificateWire {
    /// It, with a paper that is one.
    pub fn certificate(self) -> Result<Certificate, BadTax> {
        let standing = match (self.state.as_str(), self.certificate) {
            ("no_debts", Some(paper)) => paper.standing()?,
            ("owes", None) if !self.owed.is_empty() => {
                Standing::Owes(self.owed.into_iter().map(OwedWire::owed).collect::<Result<_, _>>()?)
            }
            _ => return Err(BadTax("state")),
        };
        Ok(Certificate {
            as_of: self.as_of,
            standing,
        })
    }
}

impl PaperWire {
    fn standing(self) -> Result<Standing, BadTax> {
        let pdf = STANDARD.decode(self.pdf_base64).map_err(|_| BadTax("pdf_base64"))?;
        check(pdf.starts_with(b"%PDF-"), "pdf_base64")?;
        Ok(Standing::NoDebts {
            number: self.number,
            code: self.code,
            issued: self.issued,
            valid_until: self.valid_until,
            pdf,
        })
    }
}

impl OwedWire {
    fn owed(self) -> Result<Owed, BadTax> {
        Ok(Owed {
            id: self.id,
            name: self.name,
            amount: cents(self.amount_cents, "amount_cents")?,
        })
    }
}

/// How a person wants to be charged.
#[derive(Serialize)]
pub struct DebitWishWire<'a> {
    /// The account.
    pub iban: &'a str,
    /// How.
    pub mode: &'static str,
}

/// In how many parts a person wants to pay.
#[derive(Serialize)]
pub struct InstalmentsWishWire {
    /// So many.
    pub parts: u32,
}

#[cfg(test)]
#[path = "wire_tests.rs"]
mod tests;
