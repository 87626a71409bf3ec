//! From a reference back to its digits, as they stand in the barcode.

use super::super::model::*;
use super::check;

impl Reference {
    /// The characters of the barcode, the 90 at the front among them. Reading them gives the same reference.
    #[must_use]
    pub fn to_digits(&self) -> String {
        let rest = match self {
            Self::LocalTax(notice) | Self::LocalFine(notice) => local_notice(notice),
            Self::TaxNotice(notice) => tax_notice(notice),
            Self::LongTaxNotice(long) => long_tax_notice(long),
            Self::Bill(bill) => self::bill(bill),
            Self::TaxReceipt(receipt) => tax_receipt(receipt),
            Self::TaxReceiptWithSurcharge(receipt) => with_surcharge(receipt),
            Self::SelfAssessment(form) => self_assessment(form),
            Self::MadridReceipt(receipt) => madrid_receipt(receipt),
            Self::MadridEnforcement(debt) => madrid_enforcement(debt),
            Self::MadridSelfAssessment(form) => madrid_self_assessment(form),
            Self::MadridAssessment(assessment) => madrid_assessment(assessment),
            Self::MadridTrafficFine(fine) => madrid_traffic_fine(fine),
            Self::MadridOtherFine(fine) => madrid_other_fine(fine),
        };
        format!("90{}{rest}", self.kind().code())
    }
}

fn local_notice(notice: &LocalNotice) -> String {
    [
        notice.town.as_str(),
        notice.year.as_str(),
        notice.batch.as_char().encode_utf8(&mut [0; 4]),
        notice.tax.as_str(),
        notice.notice.as_str(),
        check::of_key(notice).as_str(),
        notice.amount.as_str(),
        check::of_amount(notice).as_str(),
    ]
    .concat()
}

fn tax_notice(notice: &TaxNotice) -> String {
    [
        notice.issuer.as_str(),
        notice.document.as_str(),
        notice.check.as_str(),
        notice.tax.as_str(),
        notice.year.as_str(),
        notice.batch.as_str(),
        notice.amount.as_str(),
    ]
    .concat()
}

fn long_tax_notice(long: &LongTaxNotice) -> String {
    let due = long.due.format("%d%m%y");
    format!("{}{due}{}", long.bank.as_str(), tax_notice(&long.notice))
}

fn tax_receipt(receipt: &TaxReceipt) -> String {
    let (due_year, due_day) = receipt.due.as_str();
    [
        receipt.issuer.as_str(),
        receipt.document.as_str(),
        check::of_receipt(receipt).as_str(),
        "1",
        receipt.tax.as_str(),
        receipt.year.as_str(),
        due_year,
        due_day,
        receipt.amount.as_str(),
        "0",
    ]
    .concat()
}

fn with_surcharge(receipt: &TaxReceiptWithSurcharge) -> String {
    let term = |term: &Term| {
        let (year, day) = term.due.as_str();
        [year, day, term.amount.as_str()].concat()
    };
    [
        receipt.issuer.as_str(),
        receipt.document.as_str(),
        receipt.in_time.check.as_str(),
        receipt.late.check.as_str(),
        receipt.tax.as_str(),
        receipt.year.as_str(),
        &term(&receipt.in_time),
        &term(&receipt.late),
    ]
    .concat()
}

fn self_assessment(form: &SelfAssessment) -> String {
    [
        form.issuer.as_str(),
        form.form.as_str(),
        form.indicator.as_str(),
        form.number.as_str(),
        form.check.as_str(),
    ]
    .concat()
}

fn bill(bill: &Bill) -> String {
    [
        bill.issuer.as_str(),
        bill.suffix.as_str(),
        bill.number.as_str(),
        check::of_bill(bill).as_str(),
        bill.mark.as_str(),
        bill.amount.as_str(),
        "0",
    ]
    .concat()
}

fn control(control: &Control) -> String {
    format!("{}{}", control.date.format("%d%m%Y"), control.check.as_str())
}

fn madrid_receipt(receipt: &MadridReceipt) -> String {
    [
        receipt.issuer.as_str(),
        receipt.tax.as_str(),
        receipt.number.as_str(),
        receipt.year.as_str(),
        receipt.check.as_str(),
        receipt.amount.as_str(),
    ]
    .concat()
}

fn madrid_enforcement(debt: &MadridEnforcement) -> String {
    [
        debt.issuer.as_str(),
        debt.subject.as_str(),
        debt.number.as_str(),
        &control(&debt.control),
        "0",
    ]
    .concat()
}

fn madrid_self_assessment(form: &MadridSelfAssessment) -> String {
    [
        form.issuer.as_str(),
        form.number.as_str(),
        form.desk.as_str(),
        form.check.as_str(),
        "0",
    ]
    .concat()
}

fn madrid_assessment(assessment: &MadridAssessment) -> String {
    [
        assessment.issuer.as_str(),
        assessment.number.as_str(),
        &control(&assessment.control),
        assessment.amount.as_str(),
    ]
    .concat()
}

fn madrid_traffic_fine(fine: &MadridTrafficFine) -> String {
    // A plate that is shorter than its place is filled up with spaces, as scanners give it.
    let plate = format!("{:<1$}", fine.plate.as_str(), Plate::PLACES);
    [
        fine.issuer.as_str(),
        fine.bulletin.as_str(),
        &control(&fine.control),
        fine.amount.as_str(),
        &plate,
    ]
    .concat()
}

fn madrid_other_fine(fine: &MadridOtherFine) -> String {
    [
        fine.issuer.as_str(),
        fine.file.as_str(),
        &control(&fine.control),
        fine.amount.as_str(),
        "0",
    ]
    .concat()
}
