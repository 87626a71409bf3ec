//! Invented references of every kind, the same on every run.

use chrono::NaiveDate;

use super::model::*;
use crate::kernel::Cents;

/// `SplitMix64`: the same references on every run.
pub struct Dice(pub u64);

impl Dice {
    /// A number below another.
    pub fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % below
    }

    pub fn below(&mut self, below: usize) -> usize {
        self.roll(below.try_into().unwrap()).try_into().unwrap()
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn digits<const N: usize>(&mut self) -> Digits<N> {
        Digits::last_of(self.roll(u64::MAX))
    }

    /// Small ones come as often as those that fill their place.
    fn amount<const N: usize>(&mut self) -> Amount<N> {
        let places = u32::try_from(1 + self.below(N)).unwrap();
        let cents = self.roll(10_u64.pow(places));
        Amount::new(Cents::new(cents.try_into().unwrap())).unwrap()
    }

    fn date(&mut self) -> NaiveDate {
        let first = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
        first + chrono::Days::new(self.roll(365 * 20))
    }

    /// Madrid as often as somebody else.
    fn issuer(&mut self) -> Issuer {
        let other: Issuer = self.digits().into();
        if other.as_str().starts_with("28079") || self.roll(2) == 0 {
            return Issuer::new("280796").unwrap();
        }
        other
    }

    fn control(&mut self) -> Control {
        Control {
            date: self.date(),
            check: self.digits().into(),
        }
    }

    /// A tax year and a last day to pay in it or in the nine years after.
    fn year_and_day(&mut self) -> (FiscalYear, DueDay) {
        let year: FiscalYear = Digits::last_of(10 + self.roll(30)).into();
        let until = 2_000 + i32::try_from(year.value()).unwrap() + i32::try_from(self.roll(10)).unwrap();
        let day = NaiveDate::from_yo_opt(until, u32::try_from(1 + self.roll(365)).unwrap()).unwrap();
        (year, DueDay::of(day))
    }
}

/// A reference of a kind.
pub fn any(kind: Kind, dice: &mut Dice) -> Reference {
    match kind {
        Kind::LocalTax => Reference::LocalTax(local_notice(dice)),
        Kind::LocalFine => Reference::LocalFine(local_notice(dice)),
        Kind::TaxNotice => Reference::TaxNotice(tax_notice(dice)),
        Kind::LongTaxNotice => Reference::LongTaxNotice(LongTaxNotice {
            bank: dice.digits().into(),
            due: dice.date(),
            notice: tax_notice(dice),
        }),
        Kind::Bill => Reference::Bill(Bill {
            issuer: dice.digits().into(),
            suffix: dice.digits().into(),
            number: dice.digits().into(),
            mark: dice.digits().into(),
            amount: dice.amount(),
        }),
        Kind::TaxReceipt => Reference::TaxReceipt(tax_receipt(dice)),
        Kind::TaxReceiptWithSurcharge => Reference::TaxReceiptWithSurcharge(with_surcharge(dice)),
        Kind::SelfAssessment => Reference::SelfAssessment(SelfAssessment {
            issuer: dice.issuer(),
            form: dice.digits().into(),
            indicator: dice.digits().into(),
            number: dice.digits().into(),
            check: dice.digits().into(),
        }),
        _ => of_madrid(kind, dice),
    }
}

fn local_notice(dice: &mut Dice) -> LocalNotice {
    let letters: Vec<char> = "0123456789ABNÑZ".chars().collect();
    LocalNotice {
        town: dice.digits().into(),
        year: dice.digits().into(),
        batch: BatchMark::new(dice.pick(&letters)).unwrap(),
        tax: dice.digits().into(),
        notice: dice.digits().into(),
        amount: dice.amount(),
    }
}

fn tax_notice(dice: &mut Dice) -> TaxNotice {
    TaxNotice {
        issuer: dice.issuer(),
        document: dice.digits().into(),
        check: dice.digits().into(),
        tax: dice.digits().into(),
        year: dice.digits().into(),
        batch: dice.digits().into(),
        amount: dice.amount(),
    }
}

fn tax_receipt(dice: &mut Dice) -> TaxReceipt {
    let (year, due) = dice.year_and_day();
    TaxReceipt {
        issuer: dice.issuer(),
        document: dice.digits().into(),
        tax: dice.digits().into(),
        year,
        due,
        amount: dice.amount(),
    }
}

fn with_surcharge(dice: &mut Dice) -> TaxReceiptWithSurcharge {
    let (year, due) = dice.year_and_day();
    let mut term = || Term {
        check: dice.digits().into(),
        due,
        amount: dice.amount(),
    };
    let (in_time, late) = (term(), term());
    TaxReceiptWithSurcharge {
        issuer: dice.issuer(),
        document: dice.digits().into(),
        tax: dice.digits().into(),
        year,
        in_time,
        late,
    }
}

fn of_madrid(kind: Kind, dice: &mut Dice) -> Reference {
    let issuer = dice.digits().into();
    match kind {
        Kind::MadridReceipt => Reference::MadridReceipt(MadridReceipt {
            issuer,
            tax: dice.digits().into(),
            number: dice.digits().into(),
            year: dice.digits().into(),
            check: dice.digits().into(),
            amount: dice.amount(),
        }),
        Kind::MadridEnforcement => Reference::MadridEnforcement(MadridEnforcement {
            issuer,
            subject: dice.digits().into(),
            number: dice.digits().into(),
            control: dice.control(),
        }),
        Kind::MadridSelfAssessment => Reference::MadridSelfAssessment(MadridSelfAssessment {
            issuer,
            number: dice.digits().into(),
            desk: dice.digits().into(),
            check: dice.digits().into(),
        }),
        Kind::MadridAssessment => Reference::MadridAssessment(MadridAssessment {
            issuer,
            number: dice.digits().into(),
            control: dice.control(),
            amount: dice.amount(),
        }),
        Kind::MadridTrafficFine => Reference::MadridTrafficFine(MadridTrafficFine {
            issuer,
            bulletin: dice.digits().into(),
            control: dice.control(),
            amount: dice.amount(),
            plate: Plate::new(dice.pick(&["1234ABC", "00001234ABC", "M1234XY", "A", "E0000BCD123"])).unwrap(),
        }),
        _ => Reference::MadridOtherFine(MadridOtherFine {
            issuer,
            file: dice.digits().into(),
            control: dice.control(),
            amount: dice.amount(),
        }),
    }
}
