//! One reference of each kind in its parts, and where the parts are.

use super::model::{Field, Kind};

pub type Parts = &'static [(Field, &'static str)];

/// One reference of each kind after the 90 and the kind: its parts and what stands there. The positions follow from the widths.
pub const fn parts(kind: Kind) -> Parts {
    match kind {
        Kind::LocalTax | Kind::LocalFine => LOCAL_NOTICE,
        Kind::TaxNotice => TAX_NOTICE,
        Kind::LongTaxNotice => LONG_TAX_NOTICE,
        Kind::Bill => BILL,
        Kind::TaxReceipt => TAX_RECEIPT,
        Kind::TaxReceiptWithSurcharge => WITH_SURCHARGE,
        Kind::SelfAssessment => SELF_ASSESSMENT,
        Kind::MadridReceipt => MADRID_RECEIPT,
        Kind::MadridEnforcement => MADRID_ENFORCEMENT,
        Kind::MadridSelfAssessment => MADRID_SELF_ASSESSMENT,
        Kind::MadridAssessment => MADRID_ASSESSMENT,
        Kind::MadridTrafficFine => MADRID_TRAFFIC_FINE,
        Kind::MadridOtherFine => MADRID_OTHER_FINE,
    }
}

const LOCAL_NOTICE: Parts = &[
    (Field::Town, "28079"),
    (Field::Year, "5"),
    (Field::Batch, "1"),
    (Field::Tax, "01"),
    (Field::Number, "0000123"),
    (Field::Check, "50"),
    (Field::Amount, "000012345"),
    (Field::AmountCheck, "91"),
];
const TAX_NOTICE: Parts = &[
    (Field::Issuer, "280796"),
    (Field::Number, "0000012345"),
    (Field::Check, "61"),
    (Field::Tax, "001"),
    (Field::Year, "26"),
    (Field::Batch, "03"),
    (Field::Amount, "00014100"),
];
const LONG_TAX_NOTICE: Parts = &[
    (Field::Bank, "0049"),
    (Field::Date, "301126"),
    (Field::Issuer, "280796"),
    (Field::Number, "0000012345"),
    (Field::Check, "61"),
    (Field::Tax, "001"),
    (Field::Year, "26"),
    (Field::Batch, "03"),
    (Field::Amount, "00014100"),
];
const BILL: Parts = &[
    (Field::Issuer, "22350466"),
    (Field::Suffix, "501"),
    (Field::Number, "00000000015"),
    (Field::Check, "68"),
    (Field::Mark, "300815"),
    (Field::Amount, "0000005398"),
    (Field::Fixed, "0"),
];
const TAX_RECEIPT: Parts = &[
    (Field::Issuer, "280796"),
    (Field::Number, "0000012345"),
    (Field::Check, "04"),
    (Field::Fixed, "1"),
    (Field::Tax, "001"),
    (Field::Year, "25"),
    (Field::Date, "5"),
    (Field::Date, "305"),
    (Field::Amount, "00014100"),
    (Field::Fixed, "0"),
];
const WITH_SURCHARGE: Parts = &[
    (Field::Issuer, "280796"),
    (Field::Number, "0000012345"),
    (Field::Check, "04"),
    (Field::LateCheck, "77"),
    (Field::Tax, "001"),
    (Field::Year, "25"),
    (Field::Date, "5"),
    (Field::Date, "305"),
    (Field::Amount, "00014100"),
    (Field::LateDate, "6"),
    (Field::LateDate, "035"),
    (Field::LateAmount, "00014805"),
];
const SELF_ASSESSMENT: Parts = &[
    (Field::Issuer, "280796"),
    (Field::Form, "060"),
    (Field::Indicator, "1"),
    (Field::Number, "00012345"),
    (Field::Check, "7"),
];
const MADRID_RECEIPT: Parts = &[
    (Field::Issuer, "280796"),
    (Field::Tax, "001"),
    (Field::Number, "0000012345"),
    (Field::Year, "26"),
    (Field::Check, "61"),
    (Field::Amount, "00014100"),
];
const MADRID_ENFORCEMENT: Parts = &[
    (Field::Issuer, "280796"),
    (Field::Subject, "0000000123456"),
    (Field::Number, "00000012345"),
    (Field::Date, "20122026"),
    (Field::Check, "61"),
    (Field::Fixed, "0"),
];
const MADRID_SELF_ASSESSMENT: Parts = &[
    (Field::Issuer, "280796"),
    (Field::Number, "00000000000012345"),
    (Field::Desk, "00042"),
    (Field::Check, "61"),
    (Field::Fixed, "0"),
];
const MADRID_ASSESSMENT: Parts = &[
    (Field::Issuer, "280796"),
    (Field::Number, "00000000000012345"),
    (Field::Date, "05022027"),
    (Field::Check, "61"),
    (Field::Amount, "00014100"),
];
const MADRID_TRAFFIC_FINE: Parts = &[
    (Field::Issuer, "280796"),
    (Field::Bulletin, "482190375"),
    (Field::Date, "20122026"),
    (Field::Check, "61"),
    (Field::Amount, "00010000"),
    (Field::Plate, "00001234BCD"),
];
const MADRID_OTHER_FINE: Parts = &[
    (Field::Issuer, "280796"),
    (Field::File, "20260000012345"),
    (Field::Date, "20122026"),
    (Field::Check, "61"),
    (Field::Amount, "00060000"),
    (Field::Fixed, "0"),
];

/// The parts of Madrid's own kinds and of a 521, from and to, as published; of a day of eight and its pair, each.
pub const PUBLISHED: [(Kind, &[(usize, usize)]); 7] = [
    (
        Kind::MadridReceipt,
        &[(6, 11), (12, 14), (15, 24), (25, 26), (27, 28), (29, 36)],
    ),
    (
        Kind::MadridEnforcement,
        &[(6, 11), (12, 24), (25, 35), (36, 43), (44, 45), (46, 46)],
    ),
    (
        Kind::MadridSelfAssessment,
        &[(6, 11), (12, 28), (29, 33), (34, 35), (36, 36)],
    ),
    (
        Kind::MadridAssessment,
        &[(6, 11), (12, 28), (29, 36), (37, 38), (39, 46)],
    ),
    (
        Kind::MadridTrafficFine,
        &[(6, 11), (12, 20), (21, 28), (29, 30), (31, 38)],
    ),
    (
        Kind::MadridOtherFine,
        &[(6, 11), (12, 25), (26, 33), (34, 35), (36, 43), (44, 44)],
    ),
    (
        Kind::TaxReceipt,
        &[
            (6, 11),
            (12, 21),
            (22, 23),
            (24, 24),
            (25, 27),
            (28, 29),
            (30, 30),
            (31, 33),
            (34, 41),
            (42, 42),
        ],
    ),
];

/// A reference whose parts are what `part` makes of the example's.
pub fn of(kind: Kind, part: impl Fn(Field, &'static str) -> &'static str) -> String {
    let rest: String = parts(kind).iter().map(|(field, digits)| part(*field, digits)).collect();
    format!("90{}{rest}", kind.code())
}

/// The first so many characters.
pub fn first(places: usize, text: &str) -> &str {
    text.get(..places).unwrap()
}

/// Without the 90 at the front.
pub fn bare(text: &str) -> &str {
    text.strip_prefix("90").unwrap()
}
