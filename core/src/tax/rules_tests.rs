//! What may be asked about a receipt, and which days are to be remembered.

use super::*;
use crate::tax::model::{DebitOption, DirectDebit, Instalments, TaxKind};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn part(text: &str, cents: i64, is_paid: bool) -> Part {
    Part {
        day: day(text),
        amount: Cents::new(cents),
        is_paid,
    }
}

fn receipt(id: &str, state: ReceiptState) -> Receipt {
    Receipt {
        id: id.to_owned(),
        tax: TaxKind::Tgr,
        name: "TGR".to_owned(),
        object: None,
        year: 2026,
        term: None,
        amount: Cents::new(14_120),
        surcharge: Cents::ZERO,
        total: Cents::new(14_120),
        state,
        from: day("2026-10-19"),
        until: day("2026-12-19"),
        notified: None,
        if_unpaid: Vec::new(),
        direct_debit: None,
        debit_options: vec![DebitOption {
            mode: DebitMode::Single,
            saves: Cents::ZERO,
            ask_until: day("2026-12-09"),
            charges: vec![part("2026-12-19", 14_120, false)],
        }],
        instalments: None,
        instalment_options: vec![vec![part("2026-12-21", 7_060, false), part("2027-01-20", 7_060, false)]],
        paid: None,
    }
}

fn charged(charges: Vec<Part>) -> Receipt {
    Receipt {
        direct_debit: Some(DirectDebit {
            iban: "ES•• 1332".to_owned(),
            mode: DebitMode::Sep,
            saves: Cents::new(2_077),
            change_until: day("2026-06-27"),
            charges,
        }),
        debit_options: Vec::new(),
        ..receipt("2", ReceiptState::DirectDebit)
    }
}

#[test]
fn a_receipt_is_shown_by_what_has_to_be_done() {
    for (state, expected) in [
        (ReceiptState::Voluntary, Group::ToPay),
        (ReceiptState::Enforcement, Group::ToPay),
        (ReceiptState::DirectDebit, Group::ByBank),
        (ReceiptState::Instalments, Group::ByInstalments),
        (ReceiptState::Paid, Group::Paid),
    ] {
        assert_eq!(group(&receipt("1", state)), expected);
        assert_eq!(can_be_paid(&receipt("1", state)), expected == Group::ToPay);
    }
}

#[test]
fn an_account_can_be_charged_until_the_last_day_that_the_city_says() {
    let open = receipt("1", ReceiptState::Voluntary);
    let may = |mode, today: &str| can_set_debit(&open, mode, day(today));
    assert_eq!(may(DebitMode::Single, "2026-12-09"), Ok(()));
    assert_eq!(may(DebitMode::Single, "2026-12-10"), Err("tax.too_late"));
    assert_eq!(may(DebitMode::Sep, "2026-12-09"), Err("tax.not_offered"));
    let paid = receipt("1", ReceiptState::Paid);
    assert_eq!(
        can_set_debit(&paid, DebitMode::Single, day("2026-12-01")),
        Err("tax.paid")
    );
    let split = charged(Vec::new());
    assert_eq!(can_set_debit(&split, DebitMode::Sep, day("2026-06-27")), Ok(()));
    assert_eq!(
        can_set_debit(&split, DebitMode::Single, day("2026-06-27")),
        Err("tax.not_offered")
    );
    assert_eq!(can_end_debit(&split, day("2026-06-27")), Ok(()));
    assert_eq!(can_end_debit(&split, day("2026-06-28")), Err("tax.too_late"));
    assert_eq!(can_end_debit(&open, day("2026-06-27")), Err("tax.not_offered"));
}

#[test]
fn parts_are_those_that_the_city_offers() {
    let open = receipt("1", ReceiptState::Voluntary);
    let may = |parts, today: &str| can_ask_instalments(&open, parts, day(today));
    assert_eq!(may(2, "2026-12-19"), Ok(()));
    assert_eq!(may(2, "2026-12-20"), Err("tax.too_late"));
    assert_eq!(may(3, "2026-12-19"), Err("tax.not_offered"));
    let paid = receipt("1", ReceiptState::Paid);
    assert_eq!(can_ask_instalments(&paid, 2, day("2026-12-01")), Err("tax.paid"));
}

#[test]
fn days_to_remember_are_those_to_come_the_next_one_first() {
    let in_parts = Receipt {
        instalments: Some(Instalments {
            is_agreed: true,
            parts: vec![
                part("2026-11-20", 100, true),
                part("2026-12-21", 200, false),
                part("2027-01-20", 300, false),
            ],
        }),
        ..receipt("3", ReceiptState::Instalments)
    };
    let folder = Folder {
        receipts: vec![
            receipt("1", ReceiptState::Voluntary),
            charged(vec![
                part("2026-07-07", 31_954, true),
                part("2026-12-04", 29_877, false),
            ]),
            in_parts,
            receipt("4", ReceiptState::Paid),
            receipt("5", ReceiptState::Enforcement),
        ],
        changes: Vec::new(),
    };
    let calendar = [CalendarDate {
        id: "ibi-pay-2026".to_owned(),
        tax: TaxKind::Ibi,
        name: "IBI".to_owned(),
        kind: DateKind::Pay,
        from: day("2026-10-01"),
        until: day("2026-11-30"),
    }];
    let told = |today: &str| -> Vec<(String, String, DueKind)> {
        let due = due_dates(Some(&folder), &calendar, day(today)).into_iter();
        due.map(|due| (due.id, due.day.to_string(), due.kind)).collect()
    };
    let expected = [
        ("ibi-pay-2026", "2026-11-30", DueKind::Campaign(DateKind::Pay)),
        ("2-2", "2026-12-04", DueKind::Charge(Cents::new(29_877))),
        ("1-0", "2026-12-19", DueKind::LastDay(Cents::new(14_120))),
        ("3-2", "2026-12-21", DueKind::Instalment(Cents::new(200))),
        ("3-3", "2027-01-20", DueKind::Instalment(Cents::new(300))),
    ];
    let expected = expected.map(|(id, day, kind)| (id.to_owned(), day.to_owned(), kind));
    assert_eq!(told("2026-11-30"), expected);
    assert_eq!(told("2026-12-20"), expected[3..]);
    assert!(due_dates(None, &[], day("2026-11-30")).is_empty());
}
