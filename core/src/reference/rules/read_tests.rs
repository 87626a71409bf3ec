//! Every kind is read at the positions that are published, and what is wrong is told by its part and its place.

use super::super::model::*;
use crate::kernel::Cents;
use crate::reference::test_examples::{PUBLISHED, bare, first, of, parts};
use crate::reference::test_references::{Dice, any};

fn date(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn example(kind: Kind) -> String {
    of(kind, |_, digits| digits)
}

fn wrong(text: &str) -> ReferenceError {
    Reference::read(text).unwrap_err()
}

#[test]
fn every_kind_is_as_long_as_published_and_is_written_as_it_was_read() {
    for kind in Kind::ALL {
        let digits = example(kind);
        assert_eq!(digits.len(), kind.length(), "{kind:?}");
        let reference = Reference::read(&digits).unwrap();
        assert_eq!((reference.kind(), reference.to_digits()), (kind, digits));
    }
    let lengths = [34, 38, 34, 46, 48, 42, 54, 24, 36, 46, 36, 46, 49, 44];
    assert_eq!(Kind::ALL.map(Kind::length), lengths);
}

#[test]
fn a_letter_is_told_at_the_published_position_of_its_part() {
    for kind in Kind::ALL {
        let mut from = 6;
        let mut positions = Vec::new();
        for (field, digits) in parts(kind) {
            let to = from + digits.len() - 1;
            let takes_letters = *field == Field::Plate || (*field == Field::Batch && digits.len() == 1);
            if !takes_letters {
                let mut text = example(kind);
                text.replace_range(to - 1..to, "x");
                let error = wrong(&text);
                let expected = (Some(kind), *field, Span { from, to }, Expected::Digits, Found::Letters);
                assert_eq!(
                    (error.kind, error.field, error.at, error.expected, error.found),
                    expected
                );
                positions.push((from, to));
            }
            from = to + 1;
        }
        if let Some((_, published)) = PUBLISHED.iter().find(|(known, _)| *known == kind) {
            assert_eq!(positions, *published, "{kind:?}");
        }
    }
}

#[test]
fn what_is_read_is_what_is_printed() {
    let Reference::MadridTrafficFine(fine) = Reference::read(&example(Kind::MadridTrafficFine)).unwrap() else {
        panic!("another kind");
    };
    assert_eq!(
        (fine.bulletin.as_str(), fine.plate.as_str()),
        ("482190375", "00001234BCD")
    );
    assert_eq!(
        (fine.amount.cents(), fine.control.date),
        (Cents::new(10_000), date("2026-12-20"))
    );
    let Reference::TaxReceipt(receipt) = Reference::read(&example(Kind::TaxReceipt)).unwrap() else {
        panic!("another kind");
    };
    assert!(receipt.issuer.is_madrid());
    assert_eq!(receipt.due.date(receipt.year), Some(date("2025-11-01")));
    let Reference::LongTaxNotice(long) = Reference::read(&example(Kind::LongTaxNotice)).unwrap() else {
        panic!("another kind");
    };
    assert_eq!(
        (long.due, long.notice.amount.cents()),
        (date("2026-11-30"), Cents::new(14_100))
    );
    let amounts = Kind::ALL.map(|kind| Reference::read(&example(kind)).unwrap().amount().map(Cents::get));
    let expected = [
        12_345, 14_100, 12_345, 5_398, 14_100, 14_100, 14_100, 0, 14_100, 0, 0, 14_100, 10_000, 60_000,
    ];
    assert_eq!(amounts, expected.map(|cents| (cents > 0).then_some(cents)));
}

#[test]
fn published_references_are_read() {
    // Cuaderno 57's own example and three bills of its users; Cuaderno 60's three and the key of the older layout.
    for text in [
        "90 507 01234567 023 12345678901 74 123456 0000654321 0",
        "9050722350466501000000000156830081500000053980",
        "9050722350466501000000004015630081500000037620",
        "90 507 22350466 501 00000085501 00 130516 0000005692 0",
        "90 521 481166 0280724001 07 1002188265 00000001 0",
        "90 521 280796 0000012345 04 1001255305 00014100 0",
        "90 501 28079 5 1 01 0000123 50 000012345 91",
        "90 503 28079 5 1 01 0000123 50 000012345 91",
    ] {
        let reference = Reference::read(text).unwrap();
        assert_eq!(reference.checked_by(), CheckedBy::PublicRule);
        assert_eq!(reference.to_digits(), text.replace(' ', ""));
    }
}

#[test]
fn scanned_and_typed_are_the_same() {
    let digits = example(Kind::MadridTrafficFine);
    let bare = bare(&digits);
    let expected = Reference::read(&digits);
    for text in [
        format!("(90){bare}"),
        format!("]C190{bare}"),
        format!("]C1(90){bare}"),
        format!("\u{1d}90{bare}\u{1d}"),
        format!("]C1\u{1d}90{bare}\r\n"),
        bare.to_owned(),
        bare.to_lowercase(),
        "  90-584 280796.482190375 – 20122026-61 00010000 00001234 bcd ".to_owned(),
        format!("90\u{a0}{bare}"),
    ] {
        assert_eq!(Reference::read(&text), expected, "{text:?}");
    }
}

#[test]
fn a_plate_filled_up_with_spaces_is_read_as_scanned_and_missed_as_typed() {
    let digits = example(Kind::MadridTrafficFine);
    let front = digits.strip_suffix("00001234BCD").unwrap();
    let scanned = format!("{front}1234BCD    ");
    for text in [
        scanned.clone(),
        scanned.replacen("90", "", 1),
        format!("]C1(90){}\r\n", bare(&scanned)),
    ] {
        let Reference::MadridTrafficFine(fine) = Reference::read(&text).unwrap() else {
            panic!("another kind");
        };
        assert_eq!(fine.plate.as_str(), "1234BCD");
        assert_eq!(Reference::MadridTrafficFine(fine).to_digits(), scanned);
    }
    // The last one has a space as keyboards put it at the end, in place of a digit that is missing.
    let front_missing = digits.replacen("482190375", "48219037", 1);
    for missing in [
        format!("{front}1234BCD"),
        format!("{front}           "),
        format!("{front_missing} "),
    ] {
        assert!(matches!(wrong(&missing).expected, Expected::Length(49)), "{missing}");
    }
}

#[test]
fn a_length_is_told_as_it_was_typed() {
    let digits = example(Kind::MadridTrafficFine);
    let told = |text: &str| {
        let error = wrong(text);
        (error.kind, error.expected, error.found)
    };
    let fine = Some(Kind::MadridTrafficFine);
    assert_eq!(
        told(first(48, &digits)),
        (fine, Expected::Length(49), Found::Length(48))
    );
    assert_eq!(
        told(first(46, bare(&digits))),
        (fine, Expected::Length(47), Found::Length(46))
    );
    assert_eq!(
        told(&format!("{digits}1")),
        (fine, Expected::Length(49), Found::Length(50))
    );
    assert_eq!(told("90584"), (fine, Expected::Length(49), Found::Length(5)));
}

#[test]
fn places_are_counted_in_what_was_typed() {
    let digits = example(Kind::MadridTrafficFine).replace("482190375", "48219O375");
    assert_eq!(wrong(&digits).at, Span { from: 12, to: 20 });
    assert_eq!(wrong(bare(&digits)).at, Span { from: 10, to: 18 });
    assert_eq!(
        wrong(&format!("]C1 (90){}", bare(&digits))).at,
        Span { from: 12, to: 20 }
    );
}

const KNOWN: Expected = Expected::KnownKind;
const PLAIN: Expected = Expected::LettersAndDigits;

/// What is no reference: the part and the place that are told, what should be there and what is.
const NONE: [(&str, Field, usize, Expected, Found); 17] = [
    ("", Field::Whole, 1, Expected::Something, Found::Nothing),
    (" - . ", Field::Whole, 1, Expected::Something, Found::Nothing),
    ("]C1", Field::Whole, 1, Expected::Something, Found::Nothing),
    ("(90)", Field::Kind, 3, KNOWN, Found::Nothing),
    ("90", Field::Kind, 3, KNOWN, Found::Nothing),
    ("9058", Field::Kind, 3, KNOWN, Found::OtherDigits),
    // 581 is not in the public tables.
    ("90581000", Field::Kind, 3, KNOWN, Found::OtherDigits),
    ("581000", Field::Kind, 1, KNOWN, Found::OtherDigits),
    ("hello", Field::Kind, 1, KNOWN, Found::Letters),
    ("90S84", Field::Kind, 3, KNOWN, Found::Letters),
    ("9058４", Field::Whole, 5, PLAIN, Found::ForeignDigit),
    ("٩٠٥٨٤", Field::Whole, 1, PLAIN, Found::ForeignDigit),
    ("90 584 é", Field::Whole, 6, PLAIN, Found::Letters),
    ("90584/", Field::Whole, 6, PLAIN, Found::Sign),
    ("90584\u{1d}1", Field::Whole, 6, PLAIN, Found::Sign),
    ("90584\0", Field::Whole, 6, PLAIN, Found::Sign),
    ("💶", Field::Whole, 1, PLAIN, Found::Sign),
];

#[test]
fn what_is_no_reference_is_told_apart() {
    for (text, field, from, expected, found) in NONE {
        let error = wrong(text);
        let told = (error.field, error.at.from, error.expected, error.found);
        assert_eq!(told, (field, from, expected, found), "{text:?}");
    }
}

#[test]
fn days_that_do_not_exist_are_told() {
    let told = |kind: Kind, day: &str, by: &str| {
        let error = wrong(&example(kind).replacen(day, by, 1));
        (error.field, error.at, error.expected)
    };
    let at = |from, to| Span { from, to };
    for by in ["30022026", "29022027", "31112026", "00122026", "20132026", "00000000"] {
        let expected = (Field::Date, at(21, 28), Expected::Date);
        assert_eq!(told(Kind::MadridTrafficFine, "20122026", by), expected, "{by}");
    }
    assert_eq!(
        told(Kind::LongTaxNotice, "301126", "310226"),
        (Field::Date, at(10, 15), Expected::Date)
    );
    // The 366th day of a year that has none, and a day 0.
    assert_eq!(
        told(Kind::TaxReceipt, "255305", "255366"),
        (Field::Date, at(30, 33), Expected::Date)
    );
    assert_eq!(
        told(Kind::TaxReceipt, "255305", "255000"),
        (Field::Date, at(30, 33), Expected::Date)
    );
    let late = told(Kind::TaxReceiptWithSurcharge, "6035", "6366");
    assert_eq!(late, (Field::LateDate, at(43, 46), Expected::Date));
}

#[test]
fn fixed_digits_and_madrids_code_are_told() {
    let told = |text: String| {
        let error = wrong(&text);
        (error.field, error.at.from, error.expected)
    };
    let receipt = example(Kind::TaxReceipt);
    let last = |text: &str| format!("{}7", first(text.len() - 1, text));
    assert_eq!(told(last(&receipt)), (Field::Fixed, 42, Expected::Always(0)));
    assert_eq!(
        told(last(&example(Kind::MadridOtherFine))),
        (Field::Fixed, 44, Expected::Always(0))
    );
    assert_eq!(
        told(receipt.replace("041001", "045001")),
        (Field::Fixed, 24, Expected::Always(1))
    );
    assert_eq!(
        told(receipt.replace("280796", "280791")),
        (Field::Issuer, 6, Expected::Madrid)
    );
    // In Madrid's own kinds that digit belongs to the private agreement.
    let fine = example(Kind::MadridTrafficFine).replace("280796", "280791");
    assert!(Reference::read(&fine).is_ok());
}

#[test]
fn check_digits_are_proved_where_the_rule_is_public_and_nowhere_else() {
    let told = |text: String| {
        let error = wrong(&text);
        (error.field, error.at, error.expected)
    };
    let at = |from, to| Span { from, to };
    let notice = example(Kind::LocalFine);
    let expected = (Field::Check, at(22, 23), Expected::CheckDigits);
    assert_eq!(told(notice.replace("0000123", "0000124")), expected);
    let expected = (Field::AmountCheck, at(33, 34), Expected::CheckDigits);
    assert_eq!(told(notice.replace("000012345", "000012346")), expected);
    let expected = (Field::Check, at(22, 23), Expected::CheckDigits);
    assert_eq!(told(example(Kind::TaxReceipt).replace("14100", "14200")), expected);
    let expected = (Field::Check, at(28, 29), Expected::CheckDigits);
    assert_eq!(told(example(Kind::Bill).replace("5398", "5389")), expected);
    for kind in Kind::ALL
        .into_iter()
        .filter(|kind| kind.checked_by() == CheckedBy::Nobody)
    {
        for pair in ["00", "61", "99"] {
            let by_hand = of(kind, |field, digits| match field {
                Field::Check | Field::LateCheck => first(digits.len(), pair),
                _ => digits,
            });
            assert!(Reference::read(&by_hand).is_ok(), "{kind:?}");
        }
    }
}

#[test]
fn a_batch_with_a_letter_counts_in_the_key() {
    let mut dice = Dice(7);
    let mut letters = 0;
    for _ in 0..200 {
        let reference = any(Kind::LocalTax, &mut dice);
        let Reference::LocalTax(notice) = &reference else {
            panic!("another kind");
        };
        letters += usize::from(!notice.batch.as_char().is_ascii_digit());
        let text = reference.to_digits();
        assert_eq!(Reference::read(&text.to_lowercase()).as_ref(), Ok(&reference));
    }
    assert!(letters > 20, "{letters} letters are no test");
}

#[test]
fn nothing_that_was_typed_is_printed() {
    let text = example(Kind::MadridTrafficFine);
    let shown = format!("{:?}", Reference::read(&text).unwrap());
    assert_eq!(shown, "MadridTrafficFine(MadridTrafficFine(…))");
    let error = wrong(&text.replace("482190375", "48219O375"));
    for shown in [format!("{error:?}"), error.to_string()] {
        assert!(!shown.contains("48219") && !shown.contains("BCD"), "{shown}");
    }
}
