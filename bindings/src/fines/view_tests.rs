//! The words of fines, state by state and in both languages.

use chrono::{DateTime, NaiveDate, Utc};
use madrid_core::fines::{
    Act, Both, Device, DriverDetails, DriverNamed, Evidence, Filed, Fine, FineKind, FineState as State, FinesShown,
    FormFault, GivenUp, Paper, PaperKind, RealFine, Refusal, Verified, Windows,
};
use madrid_core::kernel::{Cents, Freshness, FreshnessState};
use madrid_core::net::NetError;

use super::super::choice::FineActionKind;
use super::super::list::{FineGroup, FinesView};
use super::super::verify::{VerifyFormView, VerifyOutcome, VerifyView};
use super::*;

const ES: Language = Language::Es;

fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-24T10:00:00Z").unwrap().to_utc()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn both(es: &str, en: &str) -> Both {
    Both {
        es: es.into(),
        en: en.into(),
    }
}

fn step(kind: StepKind, cents: i64, from: &str, until: Option<&str>) -> Step {
    Step {
        kind,
        surcharge: if kind == StepKind::Surcharge { 5 } else { 0 },
        amount: Cents::new(cents),
        from: day(from),
        until: until.map(day),
    }
}

/// A fine that costs half until the 26th: in two days.
fn notified() -> Fine {
    let until = Some(day("2026-11-26"));
    Fine {
        id: "482190375".into(),
        kind: FineKind::LowEmissionZone,
        rule: both("Solo coches limpios.", "Clean cars only."),
        severity: Severity::Serious,
        points: 4,
        plate: "4821LKM".into(),
        place: "Plaza Elíptica".into(),
        at: day("2026-10-28").and_hms_opt(14, 5, 0).unwrap(),
        state: State::Notified,
        amount: Some(Cents::new(10_000)),
        full: Cents::new(20_000),
        reduced: Cents::new(10_000),
        notified: Some(day("2026-11-06")),
        windows: Windows {
            discount: until,
            allegations: until,
            driver: until,
            payment: Some(day("2026-12-21")),
        },
        steps: vec![
            step(StepKind::Reduced, 10_000, "2026-11-06", Some("2026-11-26")),
            step(StepKind::Full, 20_000, "2026-11-27", Some("2026-12-21")),
            step(StepKind::Surcharge, 21_000, "2026-12-22", None),
        ],
        gives_up: vec![GivenUp::Allegations, GivenUp::Appeal],
        allowed: vec![Act::Pay, Act::Allege, Act::NameDriver],
        evidence: Evidence {
            description: both("La cámara lo vio.", "The camera saw it."),
            device: Some(Device {
                name: both("Cámara", "Camera"),
                serial: "CM-1".into(),
                verified: day("2026-07-01"),
            }),
            photos: 2,
        },
        allegations: None,
        driver: None,
        paid: None,
    }
}

fn in_state(state: State) -> Fine {
    Fine { state, ..notified() }
}

fn shown(fine: Fine, now: DateTime<Utc>) -> FineShown {
    FineShown {
        fine,
        allegations: None,
        driver: None,
        freshness: Freshness {
            state: FreshnessState::Fresh,
            as_of: Some(now),
        },
        failed_code: None,
        now,
    }
}

fn draft(about: About, progress: Progress) -> Draft {
    Draft {
        id: 1,
        fine: "482190375".into(),
        about,
        progress,
    }
}

fn written(progress: Progress) -> FineShown {
    let about = About::Allegations {
        text: "No era yo".into(),
        papers: vec![Paper {
            id: 7,
            name: "factura.pdf".into(),
            kind: PaperKind::Pdf,
            size: 9,
        }],
    };
    FineShown {
        allegations: Some(draft(about, progress)),
        ..shown(notified(), now())
    }
}

fn all(fines: Vec<Fine>, as_of: Option<DateTime<Utc>>, failed: Option<&str>) -> FinesShown {
    FinesShown {
        fines,
        drafts: Vec::new(),
        freshness: Freshness {
            state: if as_of.is_some() {
                FreshnessState::Fresh
            } else {
                FreshnessState::Failed
            },
            as_of,
        },
        failed_code: failed.map(str::to_owned),
        now: now(),
    }
}

const STATES: [State; 13] = [
    State::Reported,
    State::Notified,
    State::DiscountOver,
    State::Contested,
    State::DriverNamed,
    State::Final,
    State::Enforcement,
    State::Paid,
    State::Closed,
    State::Cancelled,
    State::WrittenOff,
    State::Refunded,
    State::Other,
];

#[test]
fn paying_and_disputing_stand_side_by_side_and_each_says_what_it_takes() {
    let view = FineView::new(&shown(notified(), now()), ES);
    let kinds: Vec<_> = view.choices.iter().map(|choice| choice.kind).collect();
    assert_eq!(
        kinds,
        [FineActionKind::Pay, FineActionKind::Allege, FineActionKind::NameDriver]
    );
    let [pay, dispute, driver] = view.choices.as_slice() else {
        panic!("three choices")
    };
    assert_eq!(pay.saves, ["Pagas 100,00\u{a0}€ y ahorras 100,00\u{a0}€."]);
    assert_eq!(pay.gives_up.len(), 2);
    assert!(pay.gives_up[0].contains("ya no podrás alegar"));
    assert_eq!(
        dispute.gives_up,
        ["Pierdes el descuento. Si no te da la razón, pagas 200,00\u{a0}€."]
    );
    for choice in [pay, dispute, driver] {
        assert_eq!(choice.until.as_deref(), Some("Hasta el 26 de noviembre. Quedan 3 días"));
        assert!(!choice.saves.is_empty() && !choice.gives_up.is_empty());
        for line in choice.saves.iter().chain(&choice.gives_up) {
            assert!(
                choice.accessibility_label.contains(line.trim_end_matches('.')),
                "{line}"
            );
        }
    }
    assert_eq!(pay.action_label, "Pagar 100,00\u{a0}€");
}

#[test]
fn what_was_open_closes_with_its_day_also_without_a_network() {
    let last = DateTime::parse_from_rfc3339("2026-11-26T22:59:59Z").unwrap().to_utc();
    let view = FineView::new(&shown(notified(), last), ES);
    assert_eq!(view.choices.len(), 3);
    assert!(
        view.choices[0]
            .until
            .as_deref()
            .unwrap()
            .ends_with("Hoy es el último día")
    );
    let over = FineView::new(&shown(notified(), last + chrono::TimeDelta::seconds(1)), ES);
    assert_eq!(over.choices.len(), 1);
    let pay = &over.choices[0];
    assert_eq!((pay.saves[0].as_str(), pay.gives_up.len()), ("Pagas 200,00\u{a0}€.", 0));
    assert_eq!(over.label, "Sin descuento");
    assert_eq!(over.amount.as_deref(), Some("200,00\u{a0}€"));
}

#[test]
fn prices_say_when_and_which_is_todays() {
    let view = FineView::new(&shown(notified(), now()), ES);
    let steps: Vec<_> = view
        .steps
        .iter()
        .map(|step| (step.label.as_str(), step.when.as_str(), step.is_now))
        .collect();
    assert_eq!(
        steps,
        [
            ("Con descuento", "Hasta el 26 de noviembre", true),
            ("Precio entero", "Del 27 de noviembre al 21 de diciembre", false),
            ("Con recargo del 5 %", "Desde el 22 de diciembre", false),
        ]
    );
    let now: Vec<_> = view.steps.iter().map(|step| step.now_label.as_deref()).collect();
    assert_eq!(now, [Some("Hoy"), None, None]);
}

#[test]
fn each_state_has_words_in_both_languages_and_leaves_no_value_out() {
    for language in Language::ALL {
        for state in STATES {
            let view = FineView::new(&shown(in_state(state), now()), language);
            for words in [&view.label, &view.body, &view.accessibility_label] {
                assert!(!words.is_empty() && !words.contains(['{', '$']), "{state:?}: {words}");
            }
            let row = FinesView::new(&all(vec![in_state(state)], Some(now()), None), language);
            let row = &row.groups[0].fines[0];
            assert!(
                row.accessibility_label.contains(&row.label) && !row.label.contains('{'),
                "{state:?}"
            );
        }
    }
}

#[test]
fn the_amount_and_the_day_come_first() {
    let view = FineView::new(&shown(notified(), now()), ES);
    assert!(
        view.body.starts_with("Pagas 100,00\u{a0}€ hasta el 26 de noviembre."),
        "{}",
        view.body
    );
    let row = FinesView::new(&all(vec![notified()], Some(now()), None), ES);
    let row = &row.groups[0].fines[0];
    assert_eq!(
        (row.amount.as_deref(), row.days_left.as_deref()),
        (Some("100,00\u{a0}€"), Some("Quedan 3 días"))
    );
    assert!(row.detail.contains("Plaza Elíptica") && row.detail.contains("4821LKM"));
    // Once the discount is over, it is the time to pay that runs out.
    let mut late = all(vec![in_state(State::DiscountOver)], Some(now()), None);
    late.now = now() + chrono::TimeDelta::days(6);
    let late = FinesView::new(&late, ES);
    assert_eq!(late.groups[0].fines[0].days_left.as_deref(), Some("Quedan 22 días"));
}

#[test]
fn facts_and_evidence_say_what_the_city_has() {
    let view = FineView::new(&shown(notified(), now()), ES);
    let value = |label: &str| {
        view.facts
            .iter()
            .find(|fact| fact.label == label)
            .unwrap()
            .value
            .clone()
    };
    assert_eq!(value("Puntos"), "4 puntos");
    assert_eq!(value("Cuándo"), "El 28 de octubre a las 14:05");
    assert_eq!(value("Gravedad"), "Grave");
    assert_eq!(view.evidence.facts[0].value, "Cámara CM-1");
    assert_eq!(view.evidence.facts[1].value, "El 1 de julio");
    let photos: Vec<_> = view.evidence.photos.iter().map(|photo| photo.label.as_str()).collect();
    assert_eq!(photos, ["Foto 1", "Foto 2"]);
    let mut bare = notified();
    (bare.points, bare.evidence.photos, bare.evidence.device) = (0, 0, None);
    let view = FineView::new(&shown(bare, now()), Language::En);
    assert!(view.evidence.no_photos.is_some() && view.evidence.facts.is_empty());
    assert_eq!(view.rule, "Clean cars only.");
}

#[test]
fn what_was_filed_is_shown_with_its_number_and_its_decision() {
    let mut fine = in_state(State::Contested);
    fine.allegations = Some(Filed {
        registry: "2026/0000007".into(),
        day: day("2026-11-20"),
        papers: 1,
        resolution: None,
    });
    let filed = |fine: &Fine| {
        let view = FineView::new(&shown(fine.clone(), now()), ES);
        view.filed.iter().map(|fact| fact.value.clone()).collect::<Vec<_>>()
    };
    assert_eq!(filed(&fine), ["2026/0000007", "El 20 de noviembre"]);
    if let Some(known) = &mut fine.allegations {
        known.resolution = Some((Outcome::Refused, day("2026-11-24")));
    }
    assert_eq!(filed(&fine)[2], "La ciudad no te dio la razón. Hoy");
    fine.allegations = None;
    fine.driver = Some(DriverNamed {
        registry: "2026/0000008".into(),
        day: day("2026-11-20"),
        name: "Julia Rey".into(),
    });
    assert_eq!(filed(&fine)[0], "Julia Rey");
}

#[test]
fn a_draft_says_how_far_it_has_come_and_what_can_be_done() {
    let empty = FineView::new(&shown(notified(), now()), ES).allegations;
    assert_eq!(
        (empty.state, empty.label, empty.send_label),
        (DraftState::Empty, None, None)
    );
    assert!(empty.attach_label.is_some() && empty.discard_label.is_none());
    let filed = Progress::Filed {
        registry: Some("2026/0000007".into()),
        at: now(),
    };
    let refused = Progress::Refused {
        why: Refusal::WrongType,
    };
    for (progress, state, said, can_send) in [
        (Progress::Writing, DraftState::Writing, "Sin enviar", true),
        (Progress::Waiting, DraftState::Waiting, "Se enviará", false),
        (filed, DraftState::Filed, "2026/0000007", false),
        (refused, DraftState::Refused, "no lo ha admitido", true),
    ] {
        let view = FineView::new(&written(progress), ES).allegations;
        assert_eq!((view.state, view.send_label.is_some()), (state, can_send), "{state:?}");
        assert!(view.label.unwrap().contains(said));
        assert_eq!(
            (view.text.as_str(), view.papers[0].name.as_str()),
            ("No era yo", "factura.pdf")
        );
        assert_eq!(view.trouble.is_some(), state == DraftState::Refused);
        assert_eq!(view.discard_label.is_some(), can_send);
        let detach = view.papers[0].detach_label.as_deref();
        assert_eq!(detach, can_send.then_some("Quitar factura.pdf"));
    }
}

#[test]
fn what_is_too_late_to_send_can_still_be_read() {
    let mut late = written(Progress::Writing);
    late.now = now() + chrono::TimeDelta::days(3);
    let view = FineView::new(&late, ES).allegations;
    assert_eq!(
        (view.send_label, view.attach_label, view.text.as_str()),
        (None, None, "No era yo")
    );
    assert!(view.discard_label.is_some());
    let typed = DriverDetails {
        name: "Julia".into(),
        ..DriverDetails::default()
    };
    let named = FineShown {
        driver: Some(draft(About::Driver(typed), Progress::Writing)),
        ..shown(notified(), now())
    };
    let view = FineView::new(&named, ES).driver;
    assert_eq!((view.name.as_str(), view.state), ("Julia", DraftState::Writing));
    assert_eq!(
        (view.name_label.as_str(), view.can_change),
        ("Nombre y apellidos", true)
    );
    assert!(view.send_label.is_some());
}

#[test]
fn nothing_heard_and_nothing_readable_never_look_like_nothing_owed() {
    for (as_of, failed, title) in [
        (Some(now()), None, "Sin multas"),
        (None, None, "Todavía sin datos"),
        (None, Some("home.section_down"), "Todavía sin datos"),
        (Some(now()), Some("store.damaged"), "No se pueden leer"),
    ] {
        let view = FinesView::new(&all(Vec::new(), as_of, failed), ES);
        assert_eq!(view.empty.unwrap().title, title);
        assert_eq!(view.trouble.is_some(), failed.is_some());
    }
}

#[test]
fn what_the_person_can_do_something_about_is_first() {
    let fines = [State::Paid, State::Contested, State::Final, State::Notified].map(in_state);
    let view = FinesView::new(&all(fines.into(), Some(now()), None), Language::En);
    let groups: Vec<_> = view.groups.iter().map(|group| (group.id, group.fines.len())).collect();
    assert_eq!(
        groups,
        [(FineGroup::Open, 2), (FineGroup::UnderWay, 1), (FineGroup::Done, 1)]
    );
    assert!(view.empty.is_none());
}

#[test]
fn both_sides_of_a_choice_and_each_field_have_their_words() {
    for language in Language::ALL {
        let view = FineView::new(&shown(notified(), now()), language);
        for choice in &view.choices {
            assert!(!choice.saves_title.is_empty() && !choice.gives_up_title.is_empty());
        }
        assert!(!view.choices_title.is_empty() && !view.steps_title.is_empty() && !view.filed_title.is_empty());
        let form = VerifyFormView::new(language);
        assert!(!form.title.is_empty() && form.bulletin_label != form.plate_label);
    }
    assert_eq!(VerifyFormView::new(ES).title, "¿Es real esta multa?");
}

#[test]
fn a_paper_that_is_real_another_ones_and_one_that_nobody_knows_are_told_apart() {
    let real = RealFine {
        kind: FineKind::Speed,
        state: State::Notified,
        amount: Some(Cents::new(5_000)),
        until: Some(day("2026-11-26")),
        as_of: now(),
    };
    for language in Language::ALL {
        let view = |found: &Verified| VerifyView::new(found, language, now());
        let found = view(&Verified::Real(real));
        assert_eq!((found.outcome, found.facts.len()), (VerifyOutcome::Real, 4));
        assert!(found.facts.iter().all(|fact| !fact.value.contains(['{', '$'])));
        assert_eq!(view(&Verified::NotOurs).outcome, VerifyOutcome::NotOurs);
        let unknown = view(&Verified::NotAsked(NetError::Busy { retry_after: None }));
        assert_eq!(
            (unknown.outcome, unknown.trouble.unwrap().code.as_str()),
            (VerifyOutcome::Unknown, "net.busy")
        );
        for fault in [
            FormFault::NoBulletin,
            FormFault::BulletinNotDigits,
            FormFault::BulletinLength { digits: 8 },
            FormFault::NoPlate,
            FormFault::PlateSigns,
            FormFault::PlateForm,
            FormFault::PlateLetter,
        ] {
            let wrong = view(&Verified::Wrong(fault));
            assert_eq!(wrong.outcome, VerifyOutcome::Wrong);
            assert!(!wrong.body.contains(['{', '$']) && wrong.accessibility_label.contains(&wrong.title));
        }
    }
    let eight = VerifyView::new(&Verified::Wrong(FormFault::BulletinLength { digits: 8 }), ES, now());
    assert!(eight.body.ends_with("aquí hay 8."), "{}", eight.body);
}
