//! The parts of a reference. Each is as wide as it is printed, so that one that exists can be written back.

use chrono::{Datelike, NaiveDate};

use crate::kernel::Cents;
use crate::log::opaque_debug;

/// So many decimal digits, as they are printed, zeros at the front among them.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digits<const N: usize>([u8; N]);

impl<const N: usize> Digits<N> {
    /// Exactly `N` of the digits 0 to 9, or nothing. Digits of other scripts are none.
    pub fn new(text: impl IntoIterator<Item = char>) -> Option<Self> {
        let mut digits = [b'0'; N];
        let mut text = text.into_iter();
        for digit in &mut digits {
            *digit = text
                .next()
                .filter(char::is_ascii_digit)
                .and_then(|c| u8::try_from(c).ok())?;
        }
        text.next().is_none().then_some(Self(digits))
    }

    /// The last `N` digits of a number.
    #[must_use]
    pub fn last_of(number: u64) -> Self {
        let mut digits = [b'0'; N];
        let mut rest = number;
        for digit in digits.iter_mut().rev() {
            *digit += u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
        }
        Self(digits)
    }

    /// As printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // They are ASCII digits: there is always a text.
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// As a number. No part of a reference has more than 17 digits.
    #[must_use]
    pub fn value(&self) -> i64 {
        self.0
            .iter()
            .fold(0, |number, digit| number * 10 + i64::from(digit - b'0'))
    }
}

/// Gives each part a type of its own, so that no two can be taken for each other. None of them shows in a log.
macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident = $digits:literal,)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name(Digits<$digits>);

        impl $name {
            /// Exactly as many digits as are printed, or nothing.
            #[must_use]
            pub fn new(text: &str) -> Option<Self> {
                Digits::new(text.chars()).map(Self)
            }

            /// As printed.
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            /// As a number.
            #[must_use]
            pub fn value(&self) -> i64 {
                self.0.value()
            }
        }

        impl From<Digits<$digits>> for $name {
            fn from(digits: Digits<$digits>) -> Self {
                Self(digits)
            }
        }

        opaque_debug!($name);
    )*};
}

parts! {
    /// Who collects: province, three digits of its own, a check digit. Madrid is 280796 where these are the town's.
    Issuer = 6,
    /// Who collects a bill: its tax number without the letter.
    BillIssuer = 8,
    /// Which of its services.
    Suffix = 3,
    /// The town: province and municipality. Madrid is 28079.
    Town = 5,
    /// The bank that keeps the town's account.
    TreasuryBank = 4,
    /// The number of a document.
    DocumentNumber = 10,
    /// The number of a bill.
    BillNumber = 11,
    /// What tells bills of one number apart, often a date.
    BillMark = 6,
    /// The number of a notice in an older layout.
    NoticeNumber = 7,
    /// Which tax, in an older layout.
    ShortTaxCode = 2,
    /// Which tax (Cuaderno 60, annex of concepts).
    TaxCode = 3,
    /// The year it is for, its last two digits.
    FiscalYear = 2,
    /// The year it is for, its last digit.
    YearDigit = 1,
    /// Which batch of that year.
    Batch = 2,
    /// Which form was filled in.
    FormCode = 3,
    /// What a bank has to key in with a form.
    FormIndicator = 1,
    /// The running number of a form.
    FormNumber = 8,
    /// Two check digits whose rule is not public.
    CheckPair = 2,
    /// One check digit whose rule is not public.
    CheckDigit = 1,
    /// Whom a debt is enforced against, by the City's own number.
    Subject = 13,
    /// The number of a payment of an enforced debt.
    EnforcementNumber = 11,
    /// The number of an assessment.
    AssessmentNumber = 17,
    /// Which desk of the City manages it.
    Desk = 5,
    /// The bulletin of a traffic fine: the number that a person knows it by.
    Bulletin = 9,
    /// The file of another fine.
    FileNumber = 14,
}

impl Issuer {
    /// Madrid: INE's code of the town, 28079, and its check digit.
    #[must_use]
    pub fn is_madrid(&self) -> bool {
        self.as_str() == "280796"
    }
}

/// An amount as wide as it is printed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount<const N: usize>(Digits<N>);

impl<const N: usize> Amount<N> {
    /// An amount, or nothing where it is below zero or wider than its place.
    #[must_use]
    pub fn new(amount: Cents) -> Option<Self> {
        let digits = Digits::last_of(u64::try_from(amount.get()).ok()?);
        (digits.value() == amount.get()).then_some(Self(digits))
    }

    /// How much.
    #[must_use]
    pub fn cents(&self) -> Cents {
        Cents::new(self.0.value())
    }

    /// As printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl<const N: usize> From<Digits<N>> for Amount<N> {
    fn from(digits: Digits<N>) -> Self {
        Self(digits)
    }
}

impl<const N: usize> std::fmt::Debug for Amount<N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Amount(…)")
    }
}

/// The last day to pay as Cuaderno 60 prints it: the last digit of the year and the number of the day in it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct DueDay {
    year: Digits<1>,
    day: Digits<3>,
}

impl DueDay {
    /// What is printed for a day.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        Self {
            year: Digits::last_of(date.year().unsigned_abs().into()),
            day: Digits::last_of(date.ordinal().into()),
        }
    }

    pub(crate) const fn printed(year: Digits<1>, day: Digits<3>) -> Self {
        Self { year, day }
    }

    /// The day: in the first year from the one the tax is for that ends so. `None` where that year has no such day.
    #[must_use]
    pub fn date(&self, tax_year: FiscalYear) -> Option<NaiveDate> {
        let from = 2_000 + tax_year.value();
        let year = (from..from + 10).find(|year| year % 10 == self.year.value())?;
        NaiveDate::from_yo_opt(i32::try_from(year).ok()?, u32::try_from(self.day.value()).ok()?)
    }

    /// As printed: the digit of the year, the digits of the day.
    #[must_use]
    pub fn as_str(&self) -> (&str, &str) {
        (self.year.as_str(), self.day.as_str())
    }

    pub(crate) fn value(&self) -> i64 {
        self.year.value() * 1_000 + self.day.value()
    }
}

/// The batch in an older layout. It has one place, so that a batch after the ninth has a letter: A is 1, N is 14, Ñ is 15, Z is 27.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct BatchMark(char);

impl BatchMark {
    const LETTERS: &'static str = "ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";

    /// A digit or a capital letter, or nothing.
    #[must_use]
    pub fn new(mark: char) -> Option<Self> {
        (mark.is_ascii_digit() || Self::LETTERS.contains(mark)).then_some(Self(mark))
    }

    /// As printed.
    #[must_use]
    pub const fn as_char(self) -> char {
        self.0
    }

    /// What it counts as in the check digits.
    #[must_use]
    pub fn value(self) -> i64 {
        let letter = || (1..).zip(Self::LETTERS.chars()).find(|(_, letter)| *letter == self.0);
        let digit = self.0.to_digit(10).map(i64::from);
        digit.or_else(|| letter().map(|(value, _)| value)).unwrap_or_default()
    }
}

/// The plate of a vehicle as it is printed: eleven letters and digits, or up to nine that are filled up with spaces.
///
/// Ten are none: one space at the end is what keyboards put there, and would hide that a digit is missing.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Plate(String);

impl Plate {
    /// How many places it has.
    pub const PLACES: usize = 11;
    /// The least spaces that fill it up.
    pub const LEAST_FILL: usize = 2;

    /// One to nine capital letters and digits, or eleven, or nothing.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let fits = (1..=Self::PLACES - Self::LEAST_FILL).contains(&text.len()) || text.len() == Self::PLACES;
        let plain = text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        (fits && plain).then(|| Self(text.to_owned()))
    }

    /// As printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

opaque_debug!(DueDay, BatchMark, Plate);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_as_wide_as_they_are_printed_and_take_digits_only() {
        assert_eq!(Issuer::new("280796").unwrap().value(), 280_796);
        assert!(Issuer::new("280796").unwrap().is_madrid());
        for wrong in [
            "28079",
            "2807966",
            "28079A",
            "28079６",
            "٢٨٠٧٩٦",
            " 28079",
            "+28079",
            "",
        ] {
            assert!(Issuer::new(wrong).is_none(), "{wrong}");
        }
        assert_eq!(Digits::<3>::last_of(12_045).as_str(), "045");
        assert_eq!(Digits::<0>::new("".chars()).unwrap().as_str(), "");
    }

    #[test]
    fn an_amount_that_does_not_fit_is_none() {
        let amount = |cents| Amount::<8>::new(Cents::new(cents)).map(|amount| amount.cents().get());
        assert_eq!(amount(99_999_999), Some(99_999_999));
        assert_eq!(amount(0), Some(0));
        assert_eq!(amount(100_000_000), None);
        assert_eq!(amount(-1), None);
    }

    #[test]
    fn a_last_day_is_in_the_first_year_that_ends_so() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let read = |day: &str, tax_year: &str| DueDay::of(date(day)).date(FiscalYear::new(tax_year).unwrap());
        assert_eq!(read("2026-11-30", "26"), Some(date("2026-11-30")));
        assert_eq!(read("2030-01-05", "29"), Some(date("2030-01-05")));
        assert_eq!(
            read("2028-12-31", "28"),
            Some(date("2028-12-31")),
            "day 366 of a leap year"
        );
        assert_eq!(read("2036-12-31", "20"), None, "2026 has no day 366");
    }

    #[test]
    fn letters_of_a_batch_count_as_in_the_spanish_alphabet() {
        let value = |mark| BatchMark::new(mark).map(BatchMark::value);
        let expected = [('0', 0), ('9', 9), ('A', 1), ('N', 14), ('Ñ', 15), ('O', 16), ('Z', 27)];
        for (mark, counts) in expected {
            assert_eq!(value(mark), Some(counts), "{mark}");
        }
        assert_eq!([value('a'), value('Á'), value('٣')], [None; 3]);
    }

    #[test]
    fn nothing_of_a_person_is_printed() {
        let plate = Plate::new("1234ABC").unwrap();
        let bulletin = Bulletin::new("482190375").unwrap();
        assert_eq!(format!("{plate:?} {bulletin:?}"), "Plate(…) Bulletin(…)");
    }

    #[test]
    fn a_plate_fills_its_place_or_leaves_two_spaces() {
        let is_plate = |text: &str| Plate::new(text).is_some();
        assert!(is_plate("A") && is_plate("123456789") && is_plate("12345678901"));
        for wrong in ["", "1234567890", "123456789012", "1234 ABC", "1234abc", "1234ÑBC"] {
            assert!(!is_plate(wrong), "{wrong}");
        }
    }
}
