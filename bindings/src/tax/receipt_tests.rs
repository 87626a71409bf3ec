//! One receipt: what it costs later and every way to pay it.

use madrid_core::kernel::{Freshness, FreshnessState};

use super::super::folder::tests::{enforced, now, paid, receipt, split, voluntary};
use super::*;

fn view(receipt: Receipt, reminder: Option<u32>, language: Language) -> TaxReceiptView {
    let shown = ReceiptShown {
        receipt,
        wish: None,
        reminder,
        freshness: Freshness {
            state: FreshnessState::Fresh,
            as_of: Some(now()),
        },
        now: now(),
    };
    TaxReceiptView::new(&shown, language, "2026-11-30".parse().unwrap())
}

fn facts(view: &TaxReceiptView) -> Vec<(&str, &str)> {
    let facts = view.facts.iter();
    facts.map(|fact| (fact.label.as_str(), fact.value.as_str())).collect()
}

#[test]
fn what_it_costs_later_is_said_step_by_step_and_what_is_a_guess_says_so() {
    let steps = view(voluntary(), None, Language::Es).steps.unwrap();
    assert_eq!(steps.title, "Si no lo pagas");
    let told: Vec<_> = steps
        .steps
        .iter()
        .map(|step| (step.title.as_str(), step.note.is_some()))
        .collect();
    assert_eq!(
        told,
        [
            ("Desde el 20 de diciembre: 148,26\u{a0}€", false),
            ("Desde el 2 de febrero de 2027: 155,32\u{a0}€", true),
            ("Desde el 23 de febrero de 2027: 169,44\u{a0}€", true)
        ]
    );
    for (step, percent) in steps.steps.iter().zip(["5 %", "10 %", "20 %"]) {
        assert!(step.body.contains(percent), "{}", step.body);
        assert!(step.accessibility_label.contains(&step.body));
    }
    assert_eq!(view(paid(), None, Language::Es).steps, None);
}

#[test]
fn every_way_to_pay_is_shown_alike_and_none_is_chosen() {
    let ways = view(voluntary(), None, Language::Es).ways.unwrap().ways;
    let kinds: Vec<_> = ways.iter().map(|way| (way.kind, way.is_possible)).collect();
    assert_eq!(
        kinds,
        [
            (TaxWayKind::Yourself, true),
            (TaxWayKind::DirectDebit, true),
            (TaxWayKind::DirectDebit, false),
            (TaxWayKind::Instalments, true)
        ]
    );
    assert_eq!(
        ways[0].body,
        "Pagas 141,20\u{a0}€ cuando quieras, hasta el 19 de diciembre."
    );
    assert_eq!(
        (ways[2].mode, ways[2].body.as_str()),
        (Some(DebitMode::Sep), "Ahorras 4,59\u{a0}€")
    );
    assert_eq!(ways[2].until.as_deref(), Some("Se podía pedir hasta el 12 de julio"));
    assert_eq!(
        ways[2].charges,
        ["el 22 de julio: 70,60\u{a0}€", "el 19 de diciembre: 66,01\u{a0}€"]
    );
    assert_eq!((ways[3].parts, ways[3].title.as_str()), (Some(2), "En 2 plazos"));
    for way in &ways {
        assert!(way.accessibility_label.contains(&way.title) && way.accessibility_label.contains(&way.body));
    }
    let buttons: Vec<_> = ways.iter().map(|way| way.action_label.as_deref()).collect();
    assert_eq!(
        buttons,
        [Some("Pagar"), Some("Domiciliar"), None, Some("Pedir plazos")],
        "what is over has no button"
    );
    assert_eq!(ways[3].action_spoken.as_deref(), Some("Pedir plazos: En 2 plazos"));
    let late = view(enforced(), None, Language::En).ways.unwrap().ways;
    assert_eq!(late.len(), 1);
    assert!(late[0].body.contains("€463.80 now"), "{}", late[0].body);
}

#[test]
fn a_split_debit_says_what_was_charged_and_what_it_saves() {
    let view = view(split(), None, Language::Es);
    let debit = view.debit.as_ref().unwrap();
    assert_eq!(debit.saving, "Ahorras 20,77\u{a0}€");
    assert_eq!(debit.charges[0], "el 7 de julio: 319,54\u{a0}€, ya pagado");
    assert!(debit.body.contains("1332"));
    assert_eq!(debit.mode, DebitMode::Sep);
    assert_eq!(debit.until, None, "it can be changed no more");
    assert!(facts(&view).contains(&("Total del recibo", "639,08\u{a0}€")));
    assert_eq!(view.ways, None);
}

#[test]
fn facts_say_of_what_period_and_how_it_was_paid() {
    let by_quarter = Receipt {
        term: Some(2),
        notified: Some("2026-10-01".parse().unwrap()),
        ..receipt(ReceiptState::Voluntary)
    };
    let quarter = view(by_quarter, None, Language::Es);
    let told = facts(&quarter);
    assert!(told.contains(&("Periodo", "Trimestre 2 de 2026")), "{told:?}");
    assert!(told.contains(&("Plazo", "Desde el 19 de octubre hasta el 19 de diciembre")));
    assert!(told.contains(&("Te avisamos", "el 1 de octubre")));
    let late = view(enforced(), None, Language::Es);
    assert!(facts(&late).contains(&("Recargo incluido", "77,30\u{a0}€")));
    let done = view(paid(), None, Language::En);
    let told = facts(&done);
    assert!(told.contains(&("Proof of payment", "R-2026-0000001")), "{told:?}");
    assert!(told.contains(&("Verification code", "0123456789ABCDEF")));
}

#[test]
fn no_reminder_is_chosen_for_anybody() {
    for (days, label) in [
        (None, "Sin aviso. Solo te avisamos si tú lo eliges."),
        (Some(0), "Te avisamos ese mismo día"),
        (Some(1), "Te avisamos 1 día antes"),
        (Some(5), "Te avisamos 5 días antes"),
    ] {
        let reminder = view(voluntary(), days, Language::Es).reminder;
        assert_eq!((reminder.days_before, reminder.label.as_str()), (days, label));
    }
}

#[test]
fn what_can_be_chosen_begins_with_nothing_and_holds_what_was_chosen() {
    let days = |chosen| {
        let reminders = view(voluntary(), chosen, Language::Es).reminders.unwrap();
        let days = reminders.choices.into_iter().map(|choice| choice.days_before);
        days.collect::<Vec<_>>()
    };
    assert_eq!(days(None), [None, Some(0), Some(1), Some(3), Some(7), Some(15)]);
    assert_eq!(days(Some(7)).len(), 6, "nothing is there twice");
    assert!(days(Some(5)).contains(&Some(5)));
    assert_eq!(
        view(paid(), None, Language::Es).reminders,
        None,
        "there is no day to come"
    );
}

#[test]
fn the_account_is_asked_for_in_both_languages() {
    let account = |language| view(voluntary(), None, language).account;
    let (es, en) = (account(Language::Es), account(Language::En));
    assert_eq!(
        (es.label.as_str(), en.label.as_str()),
        ("Número de cuenta (IBAN)", "Account number (IBAN)")
    );
    assert_eq!(es.send_label, "Domiciliar en esta cuenta");
    assert!(
        es.body.contains("IBAN") && en.body.contains("IBAN"),
        "what it is, is explained"
    );
    assert_ne!(es.cancel_label, en.cancel_label);
}
