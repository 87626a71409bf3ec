//! The words of every step, in both languages.

use madrid_core::kernel::{Cents, Freshness};
use madrid_core::refunds::Refusal;

use super::*;

fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-12-24T10:00:00Z").unwrap().to_utc()
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

fn known(step: Step) -> Known {
    let is_past = |reached: Step| step >= reached && step != Step::Refused;
    Known {
        number: 4,
        file: "D-2026-0000004".into(),
        step,
        requested: day("2026-11-24").unwrap(),
        answer_by: day("2027-05-24").unwrap(),
        agreed: day("2026-12-14").filter(|_| is_past(Step::Agreed)),
        ordered: day("2026-12-24").filter(|_| is_past(Step::Ordered)),
        paid: day("2026-12-29").filter(|_| is_past(Step::Paid)),
        refused: day("2026-12-14").filter(|_| step == Step::Refused),
        reason: (step == Step::Refused).then_some(Reason::WasDue),
        interest_since: None,
    }
}

fn refund(state: RefundState) -> Refund {
    Refund {
        id: 2,
        receipt: "E-2026-0000002".into(),
        name: "Multa 470118263".into(),
        amount: Cents::new(10_000),
        cause: Cause::Annulled,
        account: "1332".into(),
        asked: None,
        state,
    }
}

fn states() -> Vec<RefundState> {
    let steps = [Step::Requested, Step::Agreed, Step::Ordered, Step::Paid, Step::Refused];
    let known = steps.map(|step| RefundState::Known(known(step)));
    let mut all = vec![
        RefundState::Waiting,
        RefundState::NotTaken {
            why: Refusal::NotHolder,
        },
    ];
    all.extend(known);
    all
}

#[test]
fn the_amount_and_the_date_are_said_and_each_step_has_its_day() {
    let view = RefundView::new(&refund(RefundState::Known(known(Step::Ordered))), Language::Es, now());
    assert_eq!(view.headline, "En el banco");
    assert!(view.body.contains("100,00\u{a0}€"), "{}", view.body);
    let steps: Vec<_> = view
        .steps
        .iter()
        .map(|step| (step.label.as_str(), step.value.as_str(), step.is_done))
        .collect();
    assert_eq!(
        steps,
        [
            ("Pedida", "el 24 de noviembre", true),
            ("Aceptada", "el 14 de diciembre", true),
            ("En el banco", "hoy", true),
            ("Devuelta", "Pendiente", false),
        ]
    );
    let asked = RefundView::new(&refund(RefundState::Known(known(Step::Requested))), Language::Es, now());
    assert!(asked.body.contains("24 de mayo"), "{}", asked.body);
    assert_eq!(view.facts[2].value, "1332");
}

#[test]
fn every_state_has_words_in_both_languages_and_only_a_no_can_be_asked_again() {
    for language in Language::ALL {
        for state in states() {
            let view = RefundView::new(&refund(state), language, now());
            assert!(!view.headline.is_empty() && !view.body.contains('{'), "{}", view.body);
            assert!(view.accessibility_label.contains(&view.headline));
            let asks_again = view.actions.iter().any(|action| action.kind == RefundActionKind::Again);
            let is_no = matches!(view.stage, RefundStage::NotTaken | RefundStage::Refused);
            assert_eq!(asks_again, is_no, "{:?}", view.stage);
            assert_eq!(view.trouble.is_some(), view.stage == RefundStage::NotTaken);
        }
    }
}

#[test]
fn a_refusal_says_why_and_shows_no_step_that_will_not_come() {
    let no = RefundView::new(&refund(RefundState::Known(known(Step::Refused))), Language::Es, now());
    let labels: Vec<_> = no.steps.iter().map(|step| step.label.as_str()).collect();
    assert_eq!(labels, ["Pedida", "No se devuelve"]);
    assert!(no.body.contains("había que pagarlos"));
}

#[test]
fn that_the_city_is_late_is_said_until_the_money_is_there() {
    let late = |step| {
        let mut known = known(step);
        known.interest_since = day("2027-05-25");
        RefundView::new(&refund(RefundState::Known(known)), Language::Es, now()).late
    };
    assert!(late(Step::Agreed).unwrap().contains("25 de mayo"));
    assert_eq!(late(Step::Paid), None);
}

#[test]
fn nothing_asked_for_says_how_and_torn_ones_are_told() {
    let shown = |torn| RefundsShown {
        refunds: Vec::new(),
        torn,
        freshness: Freshness::judge(None, false, now(), chrono::TimeDelta::days(1)),
    };
    let none = RefundsView::new(&shown(0), Language::Es, now());
    assert!(none.empty.is_some() && none.torn.is_none());
    assert_eq!(none.causes.len(), 2);
    let torn = RefundsView::new(&shown(1), Language::En, now());
    assert!(torn.empty.is_none() && torn.torn.is_some());
}

#[test]
fn whoever_asks_chooses_from_the_same_causes_in_their_language() {
    let forms = [Language::Es, Language::En].map(RefundFormView::new);
    let [es, en] = &forms;
    assert_eq!(
        (es.title.as_str(), en.title.as_str()),
        ("Pedir una devolución", "Ask for a refund")
    );
    for form in &forms {
        let causes: Vec<_> = form.causes.iter().map(|view| view.cause).collect();
        assert_eq!(causes, [RefundCause::Undue, RefundCause::Annulled]);
    }
    assert_ne!(es.causes[0].label, en.causes[0].label);
}
