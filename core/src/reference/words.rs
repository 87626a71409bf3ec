//! What is wrong with a reference, said to a person: where to look and what should be there. What they wrote is not repeated.

use super::model::{Expected, Field, Found, Kind, ReferenceError, Span};
use crate::kernel::Language;
use crate::text::{Arg, Key, keys, plain, with};

impl ReferenceError {
    /// The stable code of the words for it where no place can be named (see [`crate::error::CODES`]).
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.expected {
            Expected::Something => "input.reference_empty",
            Expected::KnownKind => "input.reference_kind",
            Expected::Length(_) => "input.reference_length",
            Expected::LettersAndDigits | Expected::Digits => "input.reference_sign",
            Expected::Date => "input.reference_date",
            Expected::Always(_) | Expected::Madrid | Expected::CheckDigits => "input.reference_check",
        }
    }

    /// One or two sentences in the person's language.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let say = |key| with(language, key, &[("place", place(language, self.at).into())]);
        match self.expected {
            Expected::Something => plain(language, keys::REFERENCE_EMPTY),
            Expected::LettersAndDigits if self.field == Field::Whole => self.about_a_sign(language),
            Expected::KnownKind => say(keys::REFERENCE_UNKNOWN),
            Expected::Length(expected) => self.about_the_length(language, expected),
            Expected::LettersAndDigits => self.about_a_part(language, keys::REFERENCE_LETTERS),
            Expected::Digits => self.about_a_part(language, keys::REFERENCE_DIGITS),
            Expected::Date => say(keys::REFERENCE_DATE),
            Expected::Madrid => say(keys::REFERENCE_MADRID),
            Expected::CheckDigits => say(keys::REFERENCE_CHECK),
            Expected::Always(digit) => {
                let values = [
                    ("digit", digit.to_string().into()),
                    ("place", place(language, self.at).into()),
                ];
                with(language, keys::REFERENCE_ALWAYS, &values)
            }
        }
    }

    fn about_a_sign(&self, language: Language) -> String {
        let key = match self.found {
            Found::ForeignDigit => keys::REFERENCE_FOREIGN_DIGIT,
            _ => keys::REFERENCE_SIGN,
        };
        with(language, key, &[("from", self.at.from.to_string().into())])
    }

    fn about_the_length(&self, language: Language, expected: usize) -> String {
        let found = match self.found {
            Found::Length(found) => found,
            _ => 0,
        };
        let key = if found < expected {
            keys::REFERENCE_SHORT
        } else {
            keys::REFERENCE_LONG
        };
        let what = self.kind.map_or(keys::REFERENCE_OF_BILL, of_kind);
        let values = [
            ("count", count(found.abs_diff(expected))),
            ("n", found.abs_diff(expected).to_string().into()),
            ("what", plain(language, what).into()),
            ("expected", expected.to_string().into()),
            ("found", found.to_string().into()),
        ];
        with(language, key, &values)
    }

    fn about_a_part(&self, language: Language, key: Key) -> String {
        let values = [
            ("part", plain(language, part(self.field)).into()),
            ("place", place(language, self.at).into()),
        ];
        with(language, key, &values)
    }
}

fn count(n: usize) -> Arg<'static> {
    Arg::Count(n.try_into().unwrap_or(u64::MAX))
}

fn place(language: Language, at: Span) -> String {
    let values = [
        ("count", count(at.width())),
        ("from", at.from.to_string().into()),
        ("to", at.to.to_string().into()),
    ];
    with(language, keys::REFERENCE_PLACE, &values)
}

/// What a reference of a kind is of: "una multa".
const fn of_kind(kind: Kind) -> Key {
    match kind {
        Kind::LocalTax | Kind::TaxNotice | Kind::LongTaxNotice | Kind::TaxReceipt | Kind::TaxReceiptWithSurcharge => {
            keys::REFERENCE_OF_TAX
        }
        Kind::LocalFine | Kind::MadridTrafficFine => keys::REFERENCE_OF_FINE,
        Kind::MadridOtherFine => keys::REFERENCE_OF_OTHER_FINE,
        Kind::Bill | Kind::MadridReceipt => keys::REFERENCE_OF_BILL,
        Kind::SelfAssessment | Kind::MadridSelfAssessment => keys::REFERENCE_OF_SELF_ASSESSMENT,
        Kind::MadridAssessment => keys::REFERENCE_OF_ASSESSMENT,
        Kind::MadridEnforcement => keys::REFERENCE_OF_ENFORCEMENT,
    }
}

/// The name of a part: "el número de boletín".
const fn part(field: Field) -> Key {
    match field {
        Field::Whole | Field::Kind | Field::Fixed => keys::REFERENCE_PART_WHOLE,
        Field::Issuer | Field::Suffix | Field::Desk => keys::REFERENCE_PART_ISSUER,
        Field::Town => keys::REFERENCE_PART_TOWN,
        Field::Bank => keys::REFERENCE_PART_BANK,
        Field::Number | Field::Mark => keys::REFERENCE_PART_NUMBER,
        Field::Bulletin => keys::REFERENCE_PART_BULLETIN,
        Field::File => keys::REFERENCE_PART_FILE,
        Field::Subject => keys::REFERENCE_PART_SUBJECT,
        Field::Plate => keys::REFERENCE_PART_PLATE,
        Field::Tax => keys::REFERENCE_PART_TAX,
        Field::Year => keys::REFERENCE_PART_YEAR,
        Field::Batch => keys::REFERENCE_PART_BATCH,
        Field::Form | Field::Indicator => keys::REFERENCE_PART_FORM,
        Field::Date | Field::LateDate => keys::REFERENCE_PART_DATE,
        Field::Amount | Field::LateAmount => keys::REFERENCE_PART_AMOUNT,
        Field::Check | Field::LateCheck | Field::AmountCheck => keys::REFERENCE_PART_CHECK,
    }
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
