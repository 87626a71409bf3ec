//! What may be done when, and how numbers are typed.

use super::*;
use crate::fines::test_fines::{contested, notified};
use crate::fines::wire::FineWire;
use serde_json::Value;

fn fine(json: Value) -> Fine {
    serde_json::from_value::<FineWire>(json).unwrap().fine().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn what_the_city_allows_ends_with_its_windows() {
    let fine = fine(notified("482190375"));
    for act in [Act::Allege, Act::NameDriver] {
        assert_eq!(may(&fine, act, day("2026-11-26")), Ok(()));
        // The phone has not heard of the city since, and knows all the same.
        assert_eq!(may(&fine, act, day("2026-11-27")), Err("fine.too_late"));
    }
    assert_eq!(may(&fine, Act::Pay, day("2026-12-30")), Ok(()));
    assert_eq!(may(&fine, Act::Other, day("2026-11-26")), Err("fine.not_now"));
}

#[test]
fn what_was_filed_or_paid_is_not_filed_again() {
    let mut fine = fine(contested("482190375"));
    let today = day("2026-11-20");
    assert_eq!(may(&fine, Act::Allege, today), Err("fine.already_filed"));
    assert_eq!(may(&fine, Act::NameDriver, today), Err("fine.already_filed"));
    assert_eq!(may(&fine, Act::Pay, today), Ok(()));
    fine.state = FineState::Closed;
    assert_eq!(may(&fine, Act::Allege, today), Err("fine.already_paid"));
    fine.allegations = None;
    for (state, code) in [
        (FineState::Final, "fine.too_late"),
        (FineState::Enforcement, "fine.too_late"),
        (FineState::DiscountOver, "fine.too_late"),
        (FineState::Cancelled, "fine.not_now"),
        (FineState::Reported, "fine.not_now"),
        (FineState::Refunded, "fine.already_paid"),
    ] {
        fine.state = state;
        assert_eq!(may(&fine, Act::Allege, today), Err(code), "{state:?}");
    }
}

#[test]
fn prices_are_those_that_the_city_said_for_each_day() {
    let fine = fine(notified("482190375"));
    let on = |text: &str| price_on(&fine, day(text)).map(|step| step.amount.get());
    for (date, cents) in [
        ("2026-11-05", None),
        ("2026-11-26", Some(10_000)),
        ("2026-11-27", Some(20_000)),
        ("2026-12-22", Some(21_000)),
        ("2030-01-01", Some(21_000)),
    ] {
        assert_eq!(on(date), cents, "{date}");
    }
}

#[test]
fn the_last_day_is_one_day() {
    let until = day("2026-11-26");
    assert_eq!(days_left(until, day("2026-11-26")), Some(1));
    assert_eq!(days_left(until, day("2026-11-24")), Some(3));
    assert_eq!(days_left(until, day("2026-11-27")), None);
}

#[test]
fn a_paper_is_what_it_begins_with_and_fits() {
    let pdf = |size: usize| [b"%PDF-".as_slice(), &vec![0; size - 5]].concat();
    let held = |size: u64| Paper {
        id: 1,
        name: "a".into(),
        kind: PaperKind::Pdf,
        size,
    };
    assert_eq!(check_paper(&[], &pdf(9)), Ok(PaperKind::Pdf));
    assert_eq!(check_paper(&[], b"\xff\xd8\xff\xe0"), Ok(PaperKind::Jpeg));
    assert_eq!(check_paper(&[], b"\x89PNG\r\n\x1a\n"), Ok(PaperKind::Png));
    for wrong in [&b""[..], b"GIF89a", b"MZ"] {
        assert_eq!(check_paper(&[], wrong), Err("fine.wrong_type"));
    }
    assert_eq!(check_paper(&[], &pdf(1_048_576)), Ok(PaperKind::Pdf));
    assert_eq!(check_paper(&[], &pdf(1_048_577)), Err("fine.too_big"));
    assert_eq!(check_paper(&[held(1_048_576)], &pdf(1_048_576)), Ok(PaperKind::Pdf));
    assert_eq!(check_paper(&[held(1_048_577)], &pdf(1_048_576)), Err("fine.too_big"));
    let five: Vec<Paper> = (0..5).map(|_| held(1)).collect();
    assert_eq!(check_paper(&five, &pdf(9)), Err("fine.too_big"));
    assert_eq!(paper_name("C:\\casa\\factura.pdf"), "factura.pdf");
    assert_eq!(
        (paper_name("../x/"), paper_name("a\u{7}b")),
        ("documento".into(), "ab".into())
    );
}

#[test]
fn a_driver_needs_a_name_an_address_and_a_document_that_is_one() {
    let typed = DriverDetails {
        name: " Julia Rey ".into(),
        document: "12.345.678-z".into(),
        address: "Calle del Pez, 9".into(),
        licence: " ".into(),
    };
    let known = check_driver(&typed).unwrap();
    assert_eq!(
        (known.name.as_str(), known.document.as_str(), known.licence.as_str()),
        ("Julia Rey", "12345678Z", "")
    );
    let with = |change: fn(&mut DriverDetails)| {
        let mut typed = typed.clone();
        change(&mut typed);
        check_driver(&typed).err()
    };
    assert_eq!(with(|typed| typed.document = "12345678A".into()), Some("fine.document"));
    assert_eq!(with(|typed| typed.name = " ".into()), Some("fine.driver"));
    assert_eq!(with(|typed| typed.address = "a".repeat(201)), Some("fine.driver"));
    assert_eq!(check_text(" \n"), Err("fine.empty"));
    assert_eq!(
        (check_text("No"), check_text(&"a".repeat(5_001))),
        (Ok(()), Err("fine.too_big"))
    );
}

#[test]
fn numbers_are_read_however_they_are_typed_and_what_is_wrong_is_named() {
    for (bulletin, plate, read) in [
        ("482190375", "4821LKM", "4821LKM"),
        ("482 190-375", "4821 lkm", "4821LKM"),
        (" 482.190.375 ", "4821-LKM", "4821LKM"),
        ("482190375", "m-1234-ab", "M1234AB"),
        ("482190375", "M 123456", "M123456"),
        ("482190375", "E1234BBB", "E1234BBB"),
    ] {
        let pair = Pair::read(bulletin, plate).unwrap();
        assert_eq!((pair.bulletin.as_str(), pair.plate.as_str()), ("482190375", read));
    }
    for (bulletin, plate, fault) in [
        ("", "4821LKM", FormFault::NoBulletin),
        (" - ", "4821LKM", FormFault::NoBulletin),
        ("48219037", "4821LKM", FormFault::BulletinLength { digits: 8 }),
        ("4821903755", "4821LKM", FormFault::BulletinLength { digits: 10 }),
        ("48219037O", "4821LKM", FormFault::BulletinNotDigits),
        ("٤٨٢١٩٠٣٧٥", "4821LKM", FormFault::BulletinNotDigits),
        ("482190375", "", FormFault::NoPlate),
        ("482190375", "4821LK!", FormFault::PlateSigns),
        ("482190375", "4821LKA", FormFault::PlateLetter),
        ("482190375", "4821LÑM", FormFault::PlateLetter),
        ("482190375", "4821QKM", FormFault::PlateLetter),
        ("482190375", "4821LK", FormFault::PlateForm),
        ("482190375", "48211", FormFault::PlateForm),
        ("482190375", "ABC", FormFault::PlateForm),
    ] {
        assert_eq!(Pair::read(bulletin, plate).err(), Some(fault), "{bulletin} {plate}");
    }
}
