//! The words of the folder, state by state, in both languages.

use chrono::{DateTime, Utc};
use madrid_core::kernel::{Freshness, FreshnessState};
use madrid_core::tax::{
    DebitMode, DebitOption, DirectDebit, Folder, Instalments, Paid, Refusal, Reminder, Step, TaxKind,
};

use super::*;

pub fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-30T10:00:00Z").unwrap().to_utc()
}

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

pub fn receipt(state: ReceiptState) -> Receipt {
    Receipt {
        id: "0004417203391".to_owned(),
        tax: TaxKind::Tgr,
        name: "Tasa de residuos (TGR)".to_owned(),
        object: Some("Paseo de las Delicias, 87".to_owned()),
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
        debit_options: Vec::new(),
        instalments: None,
        instalment_options: Vec::new(),
        paid: None,
    }
}

/// To be paid, with everything that the city offers.
pub fn voluntary() -> Receipt {
    let step = |percent, cents, from: &str, is_certain| Step {
        percent,
        amount: Cents::new(cents),
        from: day(from),
        is_certain,
    };
    let option = |mode, saves, until: &str, charges| DebitOption {
        mode,
        saves: Cents::new(saves),
        ask_until: day(until),
        charges,
    };
    Receipt {
        if_unpaid: vec![
            step(5, 14_826, "2026-12-20", true),
            step(10, 15_532, "2027-02-02", false),
            step(20, 16_944, "2027-02-23", false),
        ],
        debit_options: vec![
            option(
                DebitMode::Single,
                0,
                "2026-12-09",
                vec![part("2026-12-19", 14_120, false)],
            ),
            option(
                DebitMode::Sep,
                459,
                "2026-07-12",
                vec![part("2026-07-22", 7_060, false), part("2026-12-19", 6_601, false)],
            ),
        ],
        instalment_options: vec![vec![part("2026-12-21", 7_060, false), part("2027-01-20", 7_060, false)]],
        ..receipt(ReceiptState::Voluntary)
    }
}

/// Half of it is paid.
pub fn split() -> Receipt {
    Receipt {
        amount: Cents::new(29_877),
        total: Cents::new(63_908),
        until: day("2026-12-04"),
        direct_debit: Some(DirectDebit {
            iban: "ES•• •••• •••• •••• •••• 1332".to_owned(),
            mode: DebitMode::Sep,
            saves: Cents::new(2_077),
            change_until: day("2026-06-27"),
            charges: vec![part("2026-07-07", 31_954, true), part("2026-12-04", 29_877, false)],
        }),
        ..receipt(ReceiptState::DirectDebit)
    }
}

pub fn enforced() -> Receipt {
    Receipt {
        amount: Cents::new(46_380),
        surcharge: Cents::new(7_730),
        total: Cents::new(38_650),
        until: day("2026-10-14"),
        ..receipt(ReceiptState::Enforcement)
    }
}

pub fn paid() -> Receipt {
    Receipt {
        paid: Some(Paid {
            day: day("2026-11-28"),
            method: "card".to_owned(),
            receipt: Some("R-2026-0000001".to_owned()),
            code: Some("0123456789ABCDEF".to_owned()),
        }),
        ..receipt(ReceiptState::Paid)
    }
}

fn in_parts(is_agreed: bool) -> Receipt {
    Receipt {
        instalments: Some(Instalments {
            is_agreed,
            parts: vec![part("2026-11-20", 7_060, true), part("2026-12-21", 7_060, false)],
        }),
        ..receipt(ReceiptState::Instalments)
    }
}

pub fn wish(what: Asked, state: WishState) -> Wish {
    Wish {
        id: 1,
        receipt: "0004417203391".to_owned(),
        what,
        asked: now(),
        state,
    }
}

pub fn debit() -> Asked {
    Asked::DirectDebit {
        iban: "ES9121000418450200051332".parse().unwrap(),
        mode: DebitMode::Single,
    }
}

fn shown(folder: Option<Folder>, wishes: Vec<Wish>) -> FolderShown {
    FolderShown {
        folder,
        wishes,
        reminders: Vec::new(),
        freshness: Freshness {
            state: FreshnessState::Fresh,
            as_of: Some(now()),
        },
        failed_code: None,
        now: now(),
    }
}

fn folder(receipts: Vec<Receipt>) -> Option<Folder> {
    Some(Folder {
        receipts,
        changes: Vec::new(),
    })
}

fn row(receipt: Receipt, wishes: Vec<Wish>, language: Language) -> TaxRowView {
    let mut view = TaxFolderView::new(&shown(folder(vec![receipt]), wishes), &[], language);
    view.groups.remove(0).rows.remove(0)
}

fn kinds(row: &TaxRowView) -> Vec<TaxActionKind> {
    row.actions.iter().map(|action| action.kind).collect()
}

#[test]
fn each_state_says_how_much_and_when() {
    for (receipt, amount, when_es, when_en) in [
        (
            voluntary(),
            "141,20\u{a0}€",
            "Págalo hasta el 19 de diciembre",
            "Pay it by 19 December",
        ),
        (
            split(),
            "298,77\u{a0}€",
            "Tu banco lo paga el 4 de diciembre",
            "Your bank pays it: 4 December",
        ),
        (enforced(), "463,80\u{a0}€", "Fuera de plazo", "Late, with a surcharge"),
        (
            in_parts(false),
            "141,20\u{a0}€",
            "Has pedido pagar a plazos",
            "You asked to pay",
        ),
        (
            in_parts(true),
            "141,20\u{a0}€",
            "70,60\u{a0}€ el 21 de diciembre",
            "€70.60: 21 December",
        ),
        (
            paid(),
            "141,20\u{a0}€",
            "Pagado el 28 de noviembre",
            "Paid: 28 November",
        ),
    ] {
        let es = row(receipt.clone(), Vec::new(), Language::Es);
        assert_eq!(es.amount, amount);
        assert!(es.when.contains(when_es), "{}", es.when);
        for piece in [&es.title, &es.amount, &es.when, &es.label] {
            assert!(es.accessibility_label.contains(piece.as_str()), "{piece}");
        }
        let en = row(receipt, Vec::new(), Language::En);
        assert!(en.when.contains(when_en), "{}", en.when);
    }
}

#[test]
fn paying_and_having_it_paid_stand_side_by_side() {
    use TaxActionKind::{
        AddToCalendar, AskInstalments, Dismiss, EndDirectDebit, Pay, Remind, SeeReceipt, SetDirectDebit,
    };
    let offered = [Pay, SetDirectDebit, AskInstalments, Remind, AddToCalendar];
    assert_eq!(kinds(&row(voluntary(), Vec::new(), Language::Es)), offered);
    assert_eq!(kinds(&row(enforced(), Vec::new(), Language::Es)), [Pay]);
    assert_eq!(
        kinds(&row(split(), Vec::new(), Language::Es)),
        [Remind, AddToCalendar],
        "it is too late to change it"
    );
    let done = row(paid(), Vec::new(), Language::Es);
    assert_eq!(kinds(&done), [SeeReceipt]);
    assert_eq!(done.receipt.as_deref(), Some("R-2026-0000001"));
    let waiting = row(voluntary(), vec![wish(debit(), WishState::Waiting)], Language::Es);
    assert!(
        kinds(&waiting).contains(&EndDirectDebit),
        "what waits can be taken back"
    );
    let refused = WishState::Refused {
        why: Refusal::NotHolder,
    };
    let refused = row(voluntary(), vec![wish(debit(), refused)], Language::Es);
    assert_eq!(kinds(&refused)[0], Dismiss);
    let trouble = refused.trouble.unwrap();
    assert_eq!(trouble.code, "tax.not_holder");
    assert!(refused.accessibility_label.contains(&trouble.title));
}

#[test]
fn what_waits_is_said_with_the_end_of_the_account_only() {
    for (what, said) in [
        (debit(), "ES•• •••• •••• •••• •••• 1332"),
        (Asked::EndDirectDebit, "que tu banco no lo pague"),
        (Asked::Instalments { parts: 3 }, "en 3 plazos"),
    ] {
        let row = row(voluntary(), vec![wish(what, WishState::Waiting)], Language::Es);
        let waiting = row.waiting.unwrap();
        assert!(waiting.contains(said) && !waiting.contains("0418"), "{waiting}");
    }
}

#[test]
fn what_needs_the_person_is_first_and_the_last_that_was_paid_before_others() {
    let older = Receipt {
        id: "2".to_owned(),
        until: day("2025-12-01"),
        ..paid()
    };
    let all = vec![paid(), older, split(), in_parts(true), voluntary(), enforced()];
    let view = TaxFolderView::new(&shown(folder(all), Vec::new()), &[], Language::Es);
    let groups: Vec<_> = view.groups.iter().map(|group| (group.id, group.rows.len())).collect();
    let expected = [
        (TaxGroup::ToPay, 2),
        (TaxGroup::ByBank, 1),
        (TaxGroup::ByInstalments, 1),
        (TaxGroup::Paid, 2),
    ];
    assert_eq!(groups, expected);
    assert_eq!(view.groups[0].rows[0].state, TaxState::Enforcement, "it was due first");
    assert_eq!(view.groups[3].rows[1].id, "2");
    assert_eq!(view.empty, None);
}

#[test]
fn a_folder_that_never_came_is_not_an_empty_one() {
    let empty = TaxFolderView::new(&shown(folder(Vec::new()), Vec::new()), &[], Language::Es)
        .empty
        .unwrap();
    let never = TaxFolderView::new(&shown(None, Vec::new()), &[], Language::Es)
        .empty
        .unwrap();
    assert_eq!(
        (empty.title.as_str(), never.title.as_str()),
        ("Sin impuestos", "Aún no la tenemos")
    );
    assert!(never.body.contains("no quiere decir que no debas nada"));
    let failed = FolderShown {
        failed_code: Some("home.section_down".to_owned()),
        ..shown(folder(vec![voluntary()]), Vec::new())
    };
    let view = TaxFolderView::new(&failed, &[], Language::En);
    assert_eq!(
        (view.groups.len(), view.trouble.unwrap().code.as_str()),
        (1, "home.section_down")
    );
}

#[test]
fn a_change_that_is_known_says_when_it_shows() {
    let change = CadastralChange {
        kind: ChangeKind::Owner,
        reference: "1".to_owned(),
        object: "Calle de Toledo, 41".to_owned(),
        known: day("2026-10-25"),
        shows: day("2027-03-01"),
    };
    let known = Some(Folder {
        receipts: Vec::new(),
        changes: vec![change],
    });
    let view = TaxFolderView::new(&shown(known, Vec::new()), &[], Language::Es);
    let change = &view.changes[0];
    assert_eq!(change.title, "Nuevo dueño");
    assert_eq!(
        change.body,
        "Lo sabemos desde el 25 de octubre. Se verá en los recibos desde el 1 de marzo de 2027."
    );
    assert!(change.accessibility_label.contains(&change.object));
}

#[test]
fn the_phone_reminds_only_of_what_was_chosen() {
    let chosen = |days_before| FolderShown {
        reminders: vec![Reminder {
            about: "0004417203391".to_owned(),
            days_before,
        }],
        ..shown(folder(vec![voluntary()]), Vec::new())
    };
    assert_eq!(
        TaxFolderView::new(&shown(folder(vec![voluntary()]), Vec::new()), &[], Language::Es).reminders,
        []
    );
    let view = TaxFolderView::new(&chosen(3), &[], Language::Es);
    let reminder = &view.reminders[0];
    assert_eq!(
        (reminder.day.as_str(), reminder.id.as_str()),
        ("2026-12-16", "0004417203391-0")
    );
    assert_eq!(
        reminder.title,
        "Último día para pagar: Tasa de residuos (TGR), 141,20\u{a0}€"
    );
    assert!(reminder.body.contains("19 de diciembre de 2026"), "{}", reminder.body);
    assert_eq!(
        TaxFolderView::new(&chosen(30), &[], Language::Es).reminders,
        [],
        "that day is over"
    );
    let date = CalendarDate {
        id: "0004417203391".to_owned(),
        tax: TaxKind::Ibi,
        name: "IBI".to_owned(),
        kind: core::DateKind::Pay,
        from: day("2026-10-01"),
        until: day("2026-12-10"),
    };
    let view = TaxFolderView::new(&chosen(3), &[date], Language::Es);
    let titles: Vec<&str> = view.reminders.iter().map(|reminder| reminder.title.as_str()).collect();
    assert_eq!((titles.len(), titles[0]), (2, "Último día: IBI"));
}
