//! The words of every stage, in both languages.

use madrid_core::kernel::Cents;
use madrid_core::payments::{PageUrl, Reason, Reference};

use super::samples::{attempt, now, settled};
use super::*;

fn states() -> [State; 9] {
    [
        State::Prepared,
        State::Submitting,
        State::AwaitingPayer {
            url: PageUrl::new("https://city/pay/1".into()),
            expires: now() + chrono::TimeDelta::minutes(20),
        },
        State::Unknown,
        State::NotFound,
        settled(),
        State::Rejected {
            reason: Reason::Refused,
        },
        State::Closed,
        State::Expired,
    ]
}

#[test]
fn before_the_yes_what_is_saved_and_what_is_given_up_are_both_said() {
    let view = PaymentView::new(&attempt(State::Prepared), None, Language::Es, now());
    assert_eq!(
        view.saving.as_deref(),
        Some("Vale hasta el 2 de diciembre. Después son 200,00\u{a0}€.")
    );
    assert_eq!(view.gives_up.len(), 2);
    assert_eq!(view.actions[0].label, "Pagar 100,00\u{a0}€");
    let paid = PaymentView::new(&attempt(settled()), None, Language::Es, now());
    assert_eq!(
        (paid.saving, paid.gives_up.len(), paid.receipt.as_deref()),
        (None, 0, Some("R-1"))
    );
}

#[test]
fn every_stage_has_words_and_a_next_step_and_only_a_yes_can_charge() {
    for language in Language::ALL {
        for state in states() {
            let view = PaymentView::new(&attempt(state.clone()), None, language, now());
            assert!(
                !view.headline.is_empty() && !view.body.is_empty() && !view.actions.is_empty(),
                "{state:?}"
            );
            assert!(view.accessibility_label.contains(&view.headline));
            let can_pay = view.actions.iter().any(|action| action.kind == PaymentActionKind::Pay);
            assert_eq!(can_pay, matches!(state, State::Prepared | State::NotFound), "{state:?}");
            let can_open = view
                .actions
                .iter()
                .any(|action| action.kind == PaymentActionKind::OpenPage);
            assert_eq!(can_open, view.url.is_some(), "{state:?}");
        }
    }
}

#[test]
fn while_nobody_knows_the_person_is_told_not_to_pay_again_and_why() {
    let view = PaymentView::new(&attempt(State::Unknown), Some("net.timeout"), Language::Es, now());
    assert!(view.body.contains("No pagues otra vez"));
    assert!(view.trouble.is_some());
    assert_eq!(view.actions.len(), 1);
    let waiting = PaymentView::new(&attempt(states()[2].clone()), None, Language::Es, now());
    assert!(waiting.body.contains("11:20"), "{}", waiting.body);
}

#[test]
fn a_receipt_shows_its_code_and_its_notice_and_torn_ones_are_told() {
    let receipt = Receipt {
        number: "R-1".into(),
        debt: attempt(State::Prepared).quote.debt,
        name: "Multa 482190375".into(),
        amount: Cents::new(10_000),
        paid: now(),
        method: "carrier pigeon".into(),
        code: "ABCD2345EFGH6789".into(),
        notice: vec!["Multa".into()],
        given_back: None,
    };
    let kept = KeptReceipts {
        receipts: vec![receipt],
        torn: 1,
    };
    let view = ReceiptsView::new(&kept, true, Language::Es, madrid_day(now()));
    assert!(view.torn.is_some() && view.empty.is_none());
    let receipt = &view.receipts[0];
    assert!(receipt.accessibility_label.contains("ABCD-2345-EFGH-6789") && receipt.notice == ["Multa"]);
    assert_eq!(receipt.facts[1].value, "De otra forma");
    let none = ReceiptsView::new(&KeptReceipts::default(), true, Language::En, madrid_day(now()));
    assert!(none.empty.is_some() && none.torn.is_none());
    assert_eq!(receipt.ask_back_label.as_deref(), Some("Pedir una devolución"));
    let letters = ReceiptsView::new(&kept, false, Language::Es, madrid_day(now()));
    let letter = &letters.receipts[0];
    assert!(
        letter.ask_back_label.is_none(),
        "what is nobody's is not given back from here"
    );
    assert_eq!(letter.paper_label, receipt.paper_label);
}

#[test]
fn what_is_given_back_is_said_by_the_payment_and_by_its_receipt() {
    let given_back = State::Settled {
        receipt: "R-1".into(),
        given_back: Some(now()),
    };
    let view = PaymentView::new(&attempt(given_back), None, Language::Es, now());
    assert_eq!(
        (view.headline.as_str(), view.receipt.as_deref()),
        ("Dinero devuelto", Some("R-1"))
    );
    assert!(
        view.body.contains("100,00") && view.body.contains("devuelve"),
        "{}",
        view.body
    );
    let receipt = Receipt {
        number: "R-1".into(),
        debt: attempt(State::Prepared).quote.debt,
        name: "Reserva".into(),
        amount: Cents::new(700),
        paid: now() - chrono::TimeDelta::days(3),
        method: "card".into(),
        code: "ABCD2345EFGH6789".into(),
        notice: Vec::new(),
        given_back: Some(now()),
    };
    let view = ReceiptView::new(&receipt, true, Language::En, madrid_day(now()));
    assert_eq!(
        (view.facts[1].label.as_str(), view.facts[1].value.as_str()),
        ("Given back", "today")
    );
    assert!(view.share_text.contains("Given back"), "{}", view.share_text);
}

#[test]
fn a_letter_says_until_when_it_is_good_as_long_as_it_is_not_paid() {
    let on_paper = |state| {
        let mut attempt = attempt(state);
        attempt.quote.reference = Some(Reference {
            digits: "90584".into(),
            until: "2026-12-20".parse().ok(),
        });
        PaymentView::new(&attempt, None, Language::Es, now()).body
    };
    let body = on_paper(State::Prepared);
    assert!(
        body.ends_with("Con esta carta puedes pagar hasta el 20 de diciembre."),
        "{body}"
    );
    assert!(!on_paper(State::Closed).contains("carta"));
    let none = PaymentsView::of_papers(&[], Language::Es, now());
    assert_eq!(none.empty.unwrap().title, "Sin pagos con carta");
}

#[test]
fn before_the_yes_every_way_to_pay_is_offered_and_afterwards_none() {
    let view = PaymentView::new(&attempt(State::Prepared), None, Language::Es, now());
    let labels: Vec<_> = view.methods.iter().map(|way| way.label.as_str()).collect();
    assert_eq!(labels, ["Pagar con tarjeta", "Pagar con Bizum"]);
    assert!(view.methods[1].accessibility_label.contains("100,00"));
    for state in states().into_iter().filter(|state| *state != State::Prepared) {
        let view = PaymentView::new(&attempt(state.clone()), None, Language::Es, now());
        assert_eq!(view.methods, [], "{state:?}");
    }
}

#[test]
fn a_screen_asks_again_by_itself_as_long_as_the_city_may_say_more() {
    for state in states() {
        let is_open = state.stage().is_open();
        let view = PaymentView::new(&attempt(state.clone()), None, Language::En, now());
        assert_eq!(view.look_again_seconds.is_some(), is_open, "{state:?}");
    }
}

#[test]
fn what_is_shared_of_a_receipt_is_enough_to_see_that_it_is_real() {
    let receipt = Receipt {
        number: "R-1".into(),
        debt: attempt(State::Prepared).quote.debt,
        name: "Multa 482190375".into(),
        amount: Cents::new(10_000),
        paid: now(),
        method: "card".into(),
        code: "ABCD2345EFGH6789".into(),
        notice: vec!["Matrícula 1234BCD".into()],
        given_back: None,
    };
    let view = ReceiptView::new(&receipt, true, Language::Es, madrid_day(now()));
    for said in [
        "Multa 482190375",
        "100,00",
        "R-1",
        "ABCD-2345-EFGH-6789",
        &view.check_body,
    ] {
        assert!(view.share_text.contains(said), "{}", view.share_text);
    }
    assert!(!view.share_text.contains("1234BCD"), "the notice is not shared unasked");
}
