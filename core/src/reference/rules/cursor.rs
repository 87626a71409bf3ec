//! Goes through a reference part by part and knows where it is, so that what is wrong can be pointed at.

use chrono::NaiveDate;

use super::super::model::{
    Amount, BatchMark, Control, Digits, DueDay, Expected, Field, FiscalYear, Found, Issuer, Kind, Plate,
    ReferenceError, Span,
};
use super::check;

/// A place in a reference.
pub(super) struct Cursor<'a> {
    kind: Kind,
    rest: &'a [char],
    /// The next place, counted from 1.
    next: usize,
}

impl<'a> Cursor<'a> {
    /// At the first of the characters that are left, with so many before it.
    pub const fn new(kind: Kind, rest: &'a [char], before: usize) -> Self {
        Self {
            kind,
            rest,
            next: before + 1,
        }
    }

    /// The next places, and where they are.
    fn take(&mut self, places: usize) -> (&'a [char], Span) {
        let (taken, rest) = self.rest.split_at_checked(places).unwrap_or((self.rest, &[]));
        let at = Span {
            from: self.next,
            to: self.next + places.saturating_sub(1),
        };
        self.rest = rest;
        self.next += places;
        (taken, at)
    }

    const fn fault(&self, field: Field, at: Span, expected: Expected, found: Found) -> ReferenceError {
        ReferenceError {
            kind: Some(self.kind),
            field,
            at,
            expected,
            found,
        }
    }

    /// Digits as they are printed.
    pub fn digits<const N: usize>(&mut self, field: Field) -> Result<Digits<N>, ReferenceError> {
        self.placed(field).map(|(digits, _)| digits)
    }

    fn placed<const N: usize>(&mut self, field: Field) -> Result<(Digits<N>, Span), ReferenceError> {
        let (taken, at) = self.take(N);
        let digits = Digits::new(taken.iter().copied());
        let digits = digits.ok_or_else(|| self.fault(field, at, Expected::Digits, Found::Letters))?;
        Ok((digits, at))
    }

    /// An amount.
    pub fn amount<const N: usize>(&mut self, field: Field) -> Result<Amount<N>, ReferenceError> {
        self.digits(field).map(Amount::from)
    }

    /// Who collects, in the kinds of Cuaderno 60: what begins as Madrid's code has to end as it does.
    pub fn issuer(&mut self) -> Result<Issuer, ReferenceError> {
        let (digits, at) = self.placed(Field::Issuer)?;
        let issuer = Issuer::from(digits);
        if issuer.as_str().starts_with("28079") && !issuer.is_madrid() {
            return Err(self.fault(Field::Issuer, at, Expected::Madrid, Found::OtherDigits));
        }
        Ok(issuer)
    }

    /// A digit that is always the same.
    pub fn always(&mut self, digit: u8) -> Result<(), ReferenceError> {
        let (found, at) = self.placed::<1>(Field::Fixed)?;
        if found.value() == i64::from(digit) {
            return Ok(());
        }
        Err(self.fault(Field::Fixed, at, Expected::Always(digit), Found::OtherDigits))
    }

    /// A last day of Cuaderno 60, of a tax of a year.
    pub fn due_day(&mut self, field: Field, tax_year: FiscalYear) -> Result<DueDay, ReferenceError> {
        let (year, first) = self.placed(field)?;
        let (day, last) = self.placed(field)?;
        let due = DueDay::printed(year, day);
        let at = Span {
            from: first.from,
            to: last.to,
        };
        let wrong = || self.fault(field, at, Expected::Date, Found::OtherDigits);
        due.date(tax_year).ok_or_else(wrong).map(|_| due)
    }

    /// A day as `DDMMYYYY`.
    fn date(&mut self) -> Result<NaiveDate, ReferenceError> {
        let (digits, at) = self.placed::<8>(Field::Date)?;
        let wrong = || self.fault(Field::Date, at, Expected::Date, Found::OtherDigits);
        NaiveDate::parse_from_str(digits.as_str(), "%d%m%Y").map_err(|_| wrong())
    }

    /// A day of this century as `DDMMYY`.
    pub fn short_date(&mut self) -> Result<NaiveDate, ReferenceError> {
        let (digits, at) = self.placed::<6>(Field::Date)?;
        let (day, year) = digits.as_str().split_at_checked(4).unwrap_or_default();
        let wrong = || self.fault(Field::Date, at, Expected::Date, Found::OtherDigits);
        NaiveDate::parse_from_str(&format!("{day}20{year}"), "%d%m%Y").map_err(|_| wrong())
    }

    /// A day and check digits, as Madrid's own kinds have them.
    pub fn control(&mut self) -> Result<Control, ReferenceError> {
        let date = self.date()?;
        let check = self.digits(Field::Check)?.into();
        Ok(Control { date, check })
    }

    /// The batch of an older layout.
    pub fn batch_mark(&mut self) -> Result<BatchMark, ReferenceError> {
        let (taken, at) = self.take(1);
        let mark = taken.first().copied().and_then(BatchMark::new);
        mark.ok_or_else(|| self.fault(Field::Batch, at, Expected::LettersAndDigits, Found::Sign))
    }

    /// The plate: what is left, without the spaces that fill it up.
    pub fn plate(&mut self) -> Result<Plate, ReferenceError> {
        let (taken, at) = self.take(Plate::PLACES);
        let text: String = taken.iter().collect();
        let wrong = || self.fault(Field::Plate, at, Expected::LettersAndDigits, Found::Letters);
        Plate::new(text.trim_end()).ok_or_else(wrong)
    }

    /// Two check digits whose rule is public.
    pub fn check(&mut self, field: Field) -> Result<Check, ReferenceError> {
        let (digits, at) = self.placed(field)?;
        Ok(Check { digits, field, at })
    }

    /// Refuses check digits that do not belong to the rest.
    pub fn prove(&self, check: &Check, expected: check::Pair) -> Result<(), ReferenceError> {
        if check.digits == expected {
            return Ok(());
        }
        Err(self.fault(check.field, check.at, Expected::CheckDigits, Found::OtherDigits))
    }
}

/// Check digits that were read and not yet compared.
pub(super) struct Check {
    digits: check::Pair,
    field: Field,
    at: Span,
}
