//! From what was scanned or typed to a reference. The order of the parts is the order in which they are printed.

use super::super::model::*;
use super::check;
use super::cursor::Cursor;
use super::typed::Typed;

impl Reference {
    /// Reads what a scanner gave or a person typed: with or without the 90 in brackets, the symbology's mark or FNC1; spaces, dashes
    /// and dots do not count, nor does it matter whether letters are capitals.
    ///
    /// Fails with the first part that is wrong, where it is and what should be there; never panics. Repeating is safe.
    pub fn read(text: &str) -> Result<Self, ReferenceError> {
        let typed = Typed::new(text)?;
        let (rest, before) = typed.after_kind();
        let mut cursor = Cursor::new(typed.kind, rest, before);
        let cursor = &mut cursor;
        match typed.kind {
            Kind::LocalTax => local_notice(cursor).map(Self::LocalTax),
            Kind::LocalFine => local_notice(cursor).map(Self::LocalFine),
            Kind::TaxNotice => tax_notice(cursor).map(Self::TaxNotice),
            Kind::LongTaxNotice => long_tax_notice(cursor).map(Self::LongTaxNotice),
            Kind::Bill => bill(cursor).map(Self::Bill),
            Kind::TaxReceipt => tax_receipt(cursor).map(Self::TaxReceipt),
            Kind::TaxReceiptWithSurcharge => with_surcharge(cursor).map(Self::TaxReceiptWithSurcharge),
            Kind::SelfAssessment => self_assessment(cursor).map(Self::SelfAssessment),
            Kind::MadridReceipt => madrid_receipt(cursor).map(Self::MadridReceipt),
            Kind::MadridEnforcement => madrid_enforcement(cursor).map(Self::MadridEnforcement),
            Kind::MadridSelfAssessment => madrid_self_assessment(cursor).map(Self::MadridSelfAssessment),
            Kind::MadridAssessment => madrid_assessment(cursor).map(Self::MadridAssessment),
            Kind::MadridTrafficFine => madrid_traffic_fine(cursor).map(Self::MadridTrafficFine),
            Kind::MadridOtherFine => madrid_other_fine(cursor).map(Self::MadridOtherFine),
        }
    }
}

type Read<T> = Result<T, ReferenceError>;

fn local_notice(cursor: &mut Cursor<'_>) -> Read<LocalNotice> {
    let town = cursor.digits(Field::Town)?.into();
    let year = cursor.digits(Field::Year)?.into();
    let batch = cursor.batch_mark()?;
    let tax = cursor.digits(Field::Tax)?.into();
    let number = cursor.digits(Field::Number)?.into();
    let of_key = cursor.check(Field::Check)?;
    let amount = cursor.amount(Field::Amount)?;
    let of_amount = cursor.check(Field::AmountCheck)?;
    let notice = LocalNotice {
        town,
        year,
        batch,
        tax,
        notice: number,
        amount,
    };
    cursor.prove(&of_key, check::of_key(&notice))?;
    cursor.prove(&of_amount, check::of_amount(&notice))?;
    Ok(notice)
}

fn tax_notice(cursor: &mut Cursor<'_>) -> Read<TaxNotice> {
    Ok(TaxNotice {
        issuer: cursor.issuer()?,
        document: cursor.digits(Field::Number)?.into(),
        check: cursor.digits(Field::Check)?.into(),
        tax: cursor.digits(Field::Tax)?.into(),
        year: cursor.digits(Field::Year)?.into(),
        batch: cursor.digits(Field::Batch)?.into(),
        amount: cursor.amount(Field::Amount)?,
    })
}

fn long_tax_notice(cursor: &mut Cursor<'_>) -> Read<LongTaxNotice> {
    Ok(LongTaxNotice {
        bank: cursor.digits(Field::Bank)?.into(),
        due: cursor.short_date()?,
        notice: tax_notice(cursor)?,
    })
}

fn tax_receipt(cursor: &mut Cursor<'_>) -> Read<TaxReceipt> {
    let issuer = cursor.issuer()?;
    let document = cursor.digits(Field::Number)?.into();
    let check = cursor.check(Field::Check)?;
    cursor.always(1)?;
    let tax = cursor.digits(Field::Tax)?.into();
    let year = cursor.digits(Field::Year)?.into();
    let due = cursor.due_day(Field::Date, year)?;
    let amount = cursor.amount(Field::Amount)?;
    cursor.always(0)?;
    let receipt = TaxReceipt {
        issuer,
        document,
        tax,
        year,
        due,
        amount,
    };
    cursor.prove(&check, check::of_receipt(&receipt))?;
    Ok(receipt)
}

fn with_surcharge(cursor: &mut Cursor<'_>) -> Read<TaxReceiptWithSurcharge> {
    let issuer = cursor.issuer()?;
    let document = cursor.digits(Field::Number)?.into();
    let (check, late_check) = (
        cursor.digits(Field::Check)?.into(),
        cursor.digits(Field::LateCheck)?.into(),
    );
    let tax = cursor.digits(Field::Tax)?.into();
    let year = cursor.digits(Field::Year)?.into();
    let in_time = Term {
        check,
        due: cursor.due_day(Field::Date, year)?,
        amount: cursor.amount(Field::Amount)?,
    };
    let late = Term {
        check: late_check,
        due: cursor.due_day(Field::LateDate, year)?,
        amount: cursor.amount(Field::LateAmount)?,
    };
    Ok(TaxReceiptWithSurcharge {
        issuer,
        document,
        tax,
        year,
        in_time,
        late,
    })
}

fn self_assessment(cursor: &mut Cursor<'_>) -> Read<SelfAssessment> {
    Ok(SelfAssessment {
        issuer: cursor.issuer()?,
        form: cursor.digits(Field::Form)?.into(),
        indicator: cursor.digits(Field::Indicator)?.into(),
        number: cursor.digits(Field::Number)?.into(),
        check: cursor.digits(Field::Check)?.into(),
    })
}

fn bill(cursor: &mut Cursor<'_>) -> Read<Bill> {
    let issuer = cursor.digits(Field::Issuer)?.into();
    let suffix = cursor.digits(Field::Suffix)?.into();
    let number = cursor.digits(Field::Number)?.into();
    let check = cursor.check(Field::Check)?;
    let mark = cursor.digits(Field::Mark)?.into();
    let amount = cursor.amount(Field::Amount)?;
    cursor.always(0)?;
    let bill = Bill {
        issuer,
        suffix,
        number,
        mark,
        amount,
    };
    cursor.prove(&check, check::of_bill(&bill))?;
    Ok(bill)
}

fn madrid_receipt(cursor: &mut Cursor<'_>) -> Read<MadridReceipt> {
    Ok(MadridReceipt {
        issuer: cursor.digits(Field::Issuer)?.into(),
        tax: cursor.digits(Field::Tax)?.into(),
        number: cursor.digits(Field::Number)?.into(),
        year: cursor.digits(Field::Year)?.into(),
        check: cursor.digits(Field::Check)?.into(),
        amount: cursor.amount(Field::Amount)?,
    })
}

fn madrid_enforcement(cursor: &mut Cursor<'_>) -> Read<MadridEnforcement> {
    let enforcement = MadridEnforcement {
        issuer: cursor.digits(Field::Issuer)?.into(),
        subject: cursor.digits(Field::Subject)?.into(),
        number: cursor.digits(Field::Number)?.into(),
        control: cursor.control()?,
    };
    cursor.always(0)?;
    Ok(enforcement)
}

fn madrid_self_assessment(cursor: &mut Cursor<'_>) -> Read<MadridSelfAssessment> {
    let assessment = MadridSelfAssessment {
        issuer: cursor.digits(Field::Issuer)?.into(),
        number: cursor.digits(Field::Number)?.into(),
        desk: cursor.digits(Field::Desk)?.into(),
        check: cursor.digits(Field::Check)?.into(),
    };
    cursor.always(0)?;
    Ok(assessment)
}

fn madrid_assessment(cursor: &mut Cursor<'_>) -> Read<MadridAssessment> {
    Ok(MadridAssessment {
        issuer: cursor.digits(Field::Issuer)?.into(),
        number: cursor.digits(Field::Number)?.into(),
        control: cursor.control()?,
        amount: cursor.amount(Field::Amount)?,
    })
}

fn madrid_traffic_fine(cursor: &mut Cursor<'_>) -> Read<MadridTrafficFine> {
    Ok(MadridTrafficFine {
        issuer: cursor.digits(Field::Issuer)?.into(),
        bulletin: cursor.digits(Field::Bulletin)?.into(),
        control: cursor.control()?,
        amount: cursor.amount(Field::Amount)?,
        plate: cursor.plate()?,
    })
}

fn madrid_other_fine(cursor: &mut Cursor<'_>) -> Read<MadridOtherFine> {
    let fine = MadridOtherFine {
        issuer: cursor.digits(Field::Issuer)?.into(),
        file: cursor.digits(Field::File)?.into(),
        control: cursor.control()?,
        amount: cursor.amount(Field::Amount)?,
    };
    cursor.always(0)?;
    Ok(fine)
}
