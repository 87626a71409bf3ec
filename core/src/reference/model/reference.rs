//! What each kind of reference says. Check digits that can be worked out are not kept: they are worked out again.

use chrono::NaiveDate;

use super::fields::*;
use super::kind::{CheckedBy, Kind};
use crate::kernel::Cents;
use crate::log::opaque_debug;

/// A reference that was read whole. It prints nothing but its kind in a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// 501.
    LocalTax(LocalNotice),
    /// 502.
    TaxNotice(TaxNotice),
    /// 503.
    LocalFine(LocalNotice),
    /// 507.
    Bill(Bill),
    /// 508.
    LongTaxNotice(LongTaxNotice),
    /// 521.
    TaxReceipt(TaxReceipt),
    /// 522.
    TaxReceiptWithSurcharge(TaxReceiptWithSurcharge),
    /// 523.
    SelfAssessment(SelfAssessment),
    /// 579.
    MadridReceipt(MadridReceipt),
    /// 580.
    MadridEnforcement(MadridEnforcement),
    /// 582.
    MadridSelfAssessment(MadridSelfAssessment),
    /// 583.
    MadridAssessment(MadridAssessment),
    /// 584.
    MadridTrafficFine(MadridTrafficFine),
    /// 585.
    MadridOtherFine(MadridOtherFine),
}

/// 501 and 503: a tax or a fine of a town.
#[derive(Clone, PartialEq, Eq)]
pub struct LocalNotice {
    /// Which town.
    pub town: Town,
    /// The last digit of the year.
    pub year: YearDigit,
    /// Which batch of the year.
    pub batch: BatchMark,
    /// Which tax.
    pub tax: ShortTaxCode,
    /// Which notice.
    pub notice: NoticeNumber,
    /// How much.
    pub amount: Amount<9>,
}

/// 502: a tax of a town.
#[derive(Clone, PartialEq, Eq)]
pub struct TaxNotice {
    /// Who collects.
    pub issuer: Issuer,
    /// Which document.
    pub document: DocumentNumber,
    /// Its check digits.
    pub check: CheckPair,
    /// Which tax.
    pub tax: TaxCode,
    /// For which year.
    pub year: FiscalYear,
    /// Which batch of the year.
    pub batch: Batch,
    /// How much.
    pub amount: Amount<8>,
}

/// 508: the same, with the bank and the last day.
#[derive(Clone, PartialEq, Eq)]
pub struct LongTaxNotice {
    /// The bank that keeps the town's account.
    pub bank: TreasuryBank,
    /// The last day to pay.
    pub due: NaiveDate,
    /// The rest, as in 502.
    pub notice: TaxNotice,
}

/// 521: a tax of a town with its last day.
#[derive(Clone, PartialEq, Eq)]
pub struct TaxReceipt {
    /// Who collects.
    pub issuer: Issuer,
    /// Which document.
    pub document: DocumentNumber,
    /// Which tax.
    pub tax: TaxCode,
    /// For which year.
    pub year: FiscalYear,
    /// The last day to pay.
    pub due: DueDay,
    /// How much.
    pub amount: Amount<8>,
}

/// 522: the same, with what it costs who is late.
#[derive(Clone, PartialEq, Eq)]
pub struct TaxReceiptWithSurcharge {
    /// Who collects.
    pub issuer: Issuer,
    /// Which document.
    pub document: DocumentNumber,
    /// Which tax.
    pub tax: TaxCode,
    /// For which year.
    pub year: FiscalYear,
    /// In time.
    pub in_time: Term,
    /// Late, with the surcharge.
    pub late: Term,
}

/// One of the two ways to pay a 522.
#[derive(Clone, PartialEq, Eq)]
pub struct Term {
    /// The check digits.
    pub check: CheckPair,
    /// The last day to pay so.
    pub due: DueDay,
    /// How much.
    pub amount: Amount<8>,
}

/// 523: what a person worked out by themselves. The amount is on the form, not in the reference.
#[derive(Clone, PartialEq, Eq)]
pub struct SelfAssessment {
    /// Who collects.
    pub issuer: Issuer,
    /// Which form.
    pub form: FormCode,
    /// What a bank has to key in.
    pub indicator: FormIndicator,
    /// The form's running number.
    pub number: FormNumber,
    /// Its check digit.
    pub check: CheckDigit,
}

/// 507: an ordinary bill.
#[derive(Clone, PartialEq, Eq)]
pub struct Bill {
    /// Who collects.
    pub issuer: BillIssuer,
    /// Which of its services.
    pub suffix: Suffix,
    /// Which bill.
    pub number: BillNumber,
    /// What tells it apart from others of that number.
    pub mark: BillMark,
    /// How much.
    pub amount: Amount<10>,
}

/// A day and two check digits, as Madrid's own kinds have them.
#[derive(Clone, PartialEq, Eq)]
pub struct Control {
    /// The day.
    pub date: NaiveDate,
    /// The check digits.
    pub check: CheckPair,
}

/// 579: a yearly receipt of Madrid.
#[derive(Clone, PartialEq, Eq)]
pub struct MadridReceipt {
    /// Who collects.
    pub issuer: Issuer,
    /// Which tax.
    pub tax: TaxCode,
    /// Which receipt.
    pub number: DocumentNumber,
    /// For which year.
    pub year: FiscalYear,
    /// The check digits.
    pub check: CheckPair,
    /// How much.
    pub amount: Amount<8>,
}

/// 580: a debt to Madrid that is being enforced. How much it is by now, the city says.
#[derive(Clone, PartialEq, Eq)]
pub struct MadridEnforcement {
    /// Who collects.
    pub issuer: Issuer,
    /// Against whom.
    pub subject: Subject,
    /// Which payment.
    pub number: EnforcementNumber,
    /// A day and check digits.
    pub control: Control,
}

/// 582: what a person worked out by themselves for Madrid. The amount is on the form.
#[derive(Clone, PartialEq, Eq)]
pub struct MadridSelfAssessment {
    /// Who collects.
    pub issuer: Issuer,
    /// Which one.
    pub number: AssessmentNumber,
    /// Which desk manages it.
    pub desk: Desk,
    /// The desk's check digits.
    pub check: CheckPair,
}

/// 583: a single assessment of Madrid.
#[derive(Clone, PartialEq, Eq)]
pub struct MadridAssessment {
    /// Who collects.
    pub issuer: Issuer,
    /// Which one.
    pub number: AssessmentNumber,
    /// A day and check digits.
    pub control: Control,
    /// How much.
    pub amount: Amount<8>,
}

/// 584: a traffic fine of Madrid.
#[derive(Clone, PartialEq, Eq)]
pub struct MadridTrafficFine {
    /// Who collects.
    pub issuer: Issuer,
    /// Its bulletin.
    pub bulletin: Bulletin,
    /// A day and check digits.
    pub control: Control,
    /// How much.
    pub amount: Amount<8>,
    /// The vehicle.
    pub plate: Plate,
}

/// 585: another fine of Madrid.
#[derive(Clone, PartialEq, Eq)]
pub struct MadridOtherFine {
    /// Who collects.
    pub issuer: Issuer,
    /// Its file.
    pub file: FileNumber,
    /// A day and check digits.
    pub control: Control,
    /// How much.
    pub amount: Amount<8>,
}

opaque_debug!(
    LocalNotice,
    TaxNotice,
    LongTaxNotice,
    TaxReceipt,
    TaxReceiptWithSurcharge,
    Term,
    SelfAssessment,
    Bill,
    Control,
    MadridReceipt,
    MadridEnforcement,
    MadridSelfAssessment,
    MadridAssessment,
    MadridTrafficFine,
    MadridOtherFine,
);

impl Reference {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::LocalTax(_) => Kind::LocalTax,
            Self::TaxNotice(_) => Kind::TaxNotice,
            Self::LocalFine(_) => Kind::LocalFine,
            Self::Bill(_) => Kind::Bill,
            Self::LongTaxNotice(_) => Kind::LongTaxNotice,
            Self::TaxReceipt(_) => Kind::TaxReceipt,
            Self::TaxReceiptWithSurcharge(_) => Kind::TaxReceiptWithSurcharge,
            Self::SelfAssessment(_) => Kind::SelfAssessment,
            Self::MadridReceipt(_) => Kind::MadridReceipt,
            Self::MadridEnforcement(_) => Kind::MadridEnforcement,
            Self::MadridSelfAssessment(_) => Kind::MadridSelfAssessment,
            Self::MadridAssessment(_) => Kind::MadridAssessment,
            Self::MadridTrafficFine(_) => Kind::MadridTrafficFine,
            Self::MadridOtherFine(_) => Kind::MadridOtherFine,
        }
    }

    /// Who has looked at its check digits: with [`CheckedBy::Nobody`] a slip may have got through, and only the city can tell.
    #[must_use]
    pub const fn checked_by(&self) -> CheckedBy {
        self.kind().checked_by()
    }

    /// The amount that is printed in it, where there is one. What is to be paid now, the city says.
    #[must_use]
    pub fn amount(&self) -> Option<Cents> {
        match self {
            Self::LocalTax(notice) | Self::LocalFine(notice) => Some(notice.amount.cents()),
            Self::TaxNotice(notice) => Some(notice.amount.cents()),
            Self::LongTaxNotice(long) => Some(long.notice.amount.cents()),
            Self::Bill(bill) => Some(bill.amount.cents()),
            Self::TaxReceipt(receipt) => Some(receipt.amount.cents()),
            Self::TaxReceiptWithSurcharge(receipt) => Some(receipt.in_time.amount.cents()),
            Self::MadridReceipt(receipt) => Some(receipt.amount.cents()),
            Self::MadridAssessment(assessment) => Some(assessment.amount.cents()),
            Self::MadridTrafficFine(fine) => Some(fine.amount.cents()),
            Self::MadridOtherFine(fine) => Some(fine.amount.cents()),
            Self::SelfAssessment(_) | Self::MadridEnforcement(_) | Self::MadridSelfAssessment(_) => None,
        }
    }
}
