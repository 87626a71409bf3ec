//! The words of the first screen, in both languages, from models made by hand.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use madrid_core::home::{
    Block, BlockContent, BlockId as CoreBlock, BookedTime, BookedTimeState, BookingDebt, Fine, FineKind, FineStatus,
    HomeShown, Item, NextAction, NextStep, PartState, Section, Subject, Tax, TaxKind, TaxStatus,
};
use madrid_core::kernel::{Access, Cents, DebtKind, DebtRef, Freshness, FreshnessState, Language};
use madrid_core::profile::Relation;
use madrid_core::session::SessionState;

use super::*;
use crate::home::{HomeDoor, HomeDoorKind};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-24T10:00:00Z").unwrap().to_utc()
}

fn fine(reduced_until: &str) -> Item {
    Item::Fine(Fine {
        id: "M-1".into(),
        kind: FineKind::LowEmissionZone,
        amount: Cents::new(20_000),
        reduced: Some(Cents::new(10_000)),
        reduced_until: Some(day(reduced_until)),
        status: FineStatus::Notified,
        plate: "1234BCD".into(),
        place: "Plaza Elíptica".into(),
        date: day("2026-11-02"),
    })
}

fn receipt(status: TaxStatus) -> Item {
    Item::Tax(Tax {
        id: "T-1".into(),
        kind: TaxKind::Iae,
        name: "IAE 2026".into(),
        about: None,
        amount: Cents::new(123_456),
        due: day("2026-12-04"),
        status,
    })
}

fn part(section: Section, state: FreshnessState, failed_code: Option<&str>) -> PartState {
    let as_of = (state != FreshnessState::Failed).then(|| now() - TimeDelta::hours(1));
    PartState {
        section,
        freshness: Freshness { state, as_of },
        failed_code: failed_code.map(str::to_owned),
    }
}

fn owe(items: Vec<Item>, parts: Vec<PartState>, total: Option<i64>) -> Block {
    Block {
        id: CoreBlock::Owe,
        freshness: parts[0].freshness,
        content: BlockContent::Items {
            next: items.first().map(|item| NextStep {
                item: item.id().to_owned(),
                action: NextAction::SeeFine,
                by: None,
            }),
            parts,
            items,
            total: total.map(Cents::new),
        },
    }
}

fn subject(id: &str, relation: Option<Relation>) -> Subject {
    Subject {
        id: id.into(),
        given_name: if relation.is_some() {
            "Hugo".into()
        } else {
            "Ana".into()
        },
        family_name: "Gil".into(),
        relation,
    }
}

fn home(block: Block, acting_for: Option<Subject>, language: Language) -> HomeView {
    home_after(None, block, acting_for, language)
}

fn home_after(failed: Option<&str>, block: Block, acting_for: Option<Subject>, language: Language) -> HomeView {
    let shown = HomeShown {
        subjects: vec![subject("p", None), subject("h", Some(Relation::Child))],
        acting_for,
        blocks: vec![block],
        hidden: vec![CoreBlock::Near],
        today: day("2026-11-24"),
        failed_code: failed.map(str::to_owned),
    };
    let session = SessionView::new(SessionState::SignedIn(Access::Light), false, false, language);
    let changes = Changes {
        pending: Vec::new(),
        payments: Ok(Vec::new()),
    };
    HomeView::new(shown, &changes, session, language, now())
}

fn fresh() -> Vec<PartState> {
    vec![part(Section::Fines, FreshnessState::Fresh, None)]
}

#[test]
fn what_a_discount_saves_and_what_it_gives_up_stand_together() {
    let view = home(owe(vec![fine("2026-11-26")], fresh(), Some(10_000)), None, Language::Es);
    let block = &view.blocks[0];
    let item = &block.items[0];
    assert_eq!(block.total.as_deref(), Some("Por pagar: 100,00\u{a0}€"));
    assert_eq!(item.title, "Multa por zona de bajas emisiones");
    assert_eq!(item.amount.as_deref(), Some("100,00\u{a0}€"));
    assert!(
        item.detail
            .starts_with("100,00\u{a0}€ hasta el 26 de noviembre; después, 200,00\u{a0}€"),
        "{}",
        item.detail
    );
    assert!(item.note.as_deref().is_some_and(|note| note.contains("alegar")));
    assert_eq!(item.pressing.as_deref(), Some("Corre prisa"));
    for said in ["Multa", "100,00", "Corre prisa", "alegar"] {
        assert!(item.accessibility_label.contains(said), "{}", item.accessibility_label);
    }
    let next = block.next.as_ref().unwrap();
    assert_eq!((next.item.as_str(), next.label.as_str()), ("M-1", "Ver la multa"));
}

#[test]
fn a_discount_that_is_over_is_not_offered_any_more() {
    let view = home(owe(vec![fine("2026-11-23")], fresh(), Some(20_000)), None, Language::En);
    let item = &view.blocks[0].items[0];
    assert_eq!(item.amount.as_deref(), Some("€200.00"));
    assert_eq!((item.note.as_deref(), item.pressing.as_deref()), (None, None));
    assert!(item.detail.starts_with("No discount"));
}

#[test]
fn a_direct_debit_names_its_day_and_is_nothing_to_pay() {
    let view = home(
        owe(vec![receipt(TaxStatus::DirectDebit)], fresh(), Some(0)),
        None,
        Language::Es,
    );
    let block = &view.blocks[0];
    assert_eq!(block.total.as_deref(), Some("Nada que pagar ahora"));
    assert_eq!(block.items[0].detail, "El banco lo paga el 4 de diciembre");
    assert_eq!(block.items[0].amount.as_deref(), Some("1234,56\u{a0}€"));
}

#[test]
fn a_part_that_is_silent_says_so_and_nobody_claims_there_is_nothing() {
    let silent = vec![part(Section::Fines, FreshnessState::Failed, Some("home.section_down"))];
    let view = home(owe(Vec::new(), silent, None), None, Language::Es);
    let block = &view.blocks[0];
    assert_eq!(block.parts[0].notice.as_deref(), Some("Multas: no contesta ahora"));
    assert_eq!(block.parts[0].trouble.as_ref().unwrap().code, "home.section_down");
    assert_eq!(block.empty, None, "nobody knows whether there is nothing");
    let answered = home(owe(Vec::new(), fresh(), None), None, Language::Es);
    assert_eq!(answered.blocks[0].empty.as_deref(), Some("No debes nada a la ciudad."));
}

#[test]
fn whom_the_screen_is_about_is_always_said() {
    let block = || owe(Vec::new(), fresh(), None);
    let own = home(block(), Some(subject("p", None)), Language::Es);
    assert_eq!((own.greeting.as_str(), own.acting_for), ("Hola, Ana", None));
    let child = home(block(), Some(subject("h", Some(Relation::Child))), Language::En);
    assert_eq!(child.acting_for.as_deref(), Some("Acting for Hugo"));
    let marks: Vec<_> = child
        .subjects
        .iter()
        .map(|subject| (subject.relation.as_str(), subject.is_current))
        .collect();
    assert_eq!(marks, [("You", false), ("Child in your care", true)]);
    assert_eq!(child.hidden[0].title, "Near you");
}

#[test]
fn a_closed_phone_shows_nothing_but_the_way_in() {
    for state in [SessionState::SignedOut, SessionState::Locked] {
        let view = HomeView::closed(SessionView::new(state, true, false, Language::Es), Language::Es);
        assert!(view.blocks.is_empty() && view.subjects.is_empty() && view.greeting.is_empty());
        assert_eq!(view.session.actions.len(), 1, "{state:?}");
        assert!(view.empty.is_some());
    }
}

#[test]
fn that_the_city_is_out_of_reach_is_said_once_and_an_ended_session_not_here() {
    let block = || owe(Vec::new(), fresh(), None);
    let offline = home_after(Some("net.unreachable"), block(), None, Language::Es);
    assert_eq!(offline.trouble.unwrap().code, "net.unreachable");
    assert_eq!(offline.blocks[0].parts[0].notice, None);
    assert_eq!(
        home_after(Some("session.expired"), block(), None, Language::Es).trouble,
        None
    );
}

#[test]
fn nothing_is_said_as_surely_as_it_is_known() {
    let empty = |state| {
        let failed = (state == FreshnessState::Stale).then_some("home.section_down");
        let view = home(
            owe(Vec::new(), vec![part(Section::Tax, state, failed)], None),
            None,
            Language::Es,
        );
        view.blocks[0].empty.clone()
    };
    assert_eq!(
        empty(FreshnessState::Fresh).as_deref(),
        Some("No debes nada a la ciudad.")
    );
    assert_eq!(
        empty(FreshnessState::Stale).as_deref(),
        Some("Nada, según lo último que dijo la ciudad.")
    );
    assert_eq!(empty(FreshnessState::Failed), None);
    let mut block = owe(vec![fine("2026-11-26")], fresh(), Some(10_000));
    block.freshness.state = FreshnessState::Failed;
    let view = home(block, None, Language::Es);
    assert_eq!(
        view.blocks[0].freshness.label,
        "Falta una parte; lo demás, hoy a las 10:00"
    );
    assert_eq!(
        view.blocks[0].total.as_deref(),
        Some("Por pagar, al menos: 100,00\u{a0}€")
    );
}

#[test]
fn places_that_cannot_be_read_say_so_and_not_that_there_are_none() {
    let block = Block {
        id: CoreBlock::Near,
        freshness: part(Section::Tax, FreshnessState::Failed, None).freshness,
        content: BlockContent::Unreadable("store.io"),
    };
    let view = home(block, None, Language::Es);
    let said = view.blocks[0].empty.clone().unwrap();
    assert!(said.contains("no deja leer"), "{said}");
}

#[test]
fn a_block_can_be_moved_where_there_is_somewhere_to_go() {
    use madrid_core::home::BlockId::{Do, Near, Owe};
    let view = ArrangeView::new(&[Owe, Do], &[Near], Language::Es);
    let rows: Vec<_> = view
        .rows
        .iter()
        .map(|row| {
            (
                row.raise_label.as_deref(),
                row.lower_label.as_deref(),
                row.toggle_label.as_str(),
                row.is_hidden,
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            (None, Some("Bajar: Lo que debes"), "Ocultar: Lo que debes", false),
            (
                Some("Subir: Lo que tienes pendiente"),
                None,
                "Ocultar: Lo que tienes pendiente",
                false
            ),
            (None, None, "Mostrar: Cerca de ti", true),
        ]
    );
    let alone = ArrangeView::new(&[Owe], &[], Language::En);
    assert_eq!((&alone.rows[0].raise_label, &alone.rows[0].lower_label), (&None, &None));
}

fn offers(item: Item, acting_for: Option<Subject>) -> Option<String> {
    let view = home(owe(vec![item], fresh(), None), acting_for, Language::Es);
    let pay = view.blocks[0].items[0].pay.clone();
    pay.map(|pay| pay.accessibility_label)
}

#[test]
fn a_debt_of_ones_own_leads_to_its_screen_and_nothing_else_does() {
    let door = |item, acting_for| {
        let view = home(owe(vec![item], fresh(), None), acting_for, Language::Es);
        view.blocks[0].items[0].door.clone()
    };
    let to = |kind, id: &str| Some(HomeDoor { kind, id: id.into() });
    assert_eq!(door(fine("2026-11-26"), None), to(HomeDoorKind::Fine, "M-1"));
    let bill = receipt(TaxStatus::DirectDebit);
    assert_eq!(door(bill.clone(), None), to(HomeDoorKind::Tax, bill.id()));
    let child = || Some(subject("h", Some(Relation::Child)));
    assert_eq!(door(fine("2026-11-26"), child()), None, "what another owes");
    assert_eq!(door(receipt(TaxStatus::Voluntary), child()), None);
}

#[test]
fn what_can_be_paid_offers_it_and_what_another_owes_does_not() {
    let own = || Some(subject("p", None));
    assert_eq!(
        offers(fine("2026-11-26"), own()).as_deref(),
        Some("Pagar: Multa por zona de bajas emisiones")
    );
    assert_eq!(
        offers(receipt(TaxStatus::Voluntary), None).as_deref(),
        Some("Pagar: IAE 2026")
    );
    assert_eq!(
        offers(receipt(TaxStatus::DirectDebit), own()),
        None,
        "the bank pays it by itself"
    );
    assert_eq!(offers(receipt(TaxStatus::Other), own()), None);
    let child = Some(subject("h", Some(Relation::Child)));
    assert_eq!(offers(fine("2026-11-26"), child), None);
}

#[test]
fn a_booking_that_is_kept_says_until_when_and_is_paid_under_the_citys_number() {
    let kept = |to_pay: bool| {
        Item::Booking(BookedTime {
            id: "booking-1".into(),
            what: "Pista de pádel".into(),
            place: "CDM".into(),
            at: now() + TimeDelta::days(2),
            code: Some("KX7M2P".into()),
            state: BookedTimeState::ToPay,
            to_pay: to_pay.then(|| BookingDebt {
                debt: DebtRef {
                    kind: DebtKind::Booking,
                    id: "4".into(),
                },
                amount: Cents::new(700),
                until: now() + TimeDelta::minutes(30),
            }),
        })
    };
    let view = home(owe(vec![kept(true)], fresh(), None), None, Language::Es);
    let item = &view.blocks[0].items[0];
    assert!(
        item.detail
            .ends_with("Apartada para ti: paga 7,00\u{a0}€ hasta hoy a las 11:30"),
        "{}",
        item.detail
    );
    assert_eq!(item.amount.as_deref(), Some("7,00\u{a0}€"));
    let pay = item.pay.as_ref().unwrap();
    assert_eq!((pay.kind, pay.debt.as_str()), (crate::payments::DebtKind::Booking, "4"));
    let late = home(owe(vec![kept(false)], fresh(), None), None, Language::Es);
    let late = &late.blocks[0].items[0];
    assert_eq!((&late.pay, &late.amount), (&None, &None));
    assert!(
        late.detail
            .ends_with("Ya no se puede empezar a pagar: si no está pagada, queda libre."),
        "{}",
        late.detail
    );
}

#[test]
fn payments_that_cannot_be_read_are_told_and_hide_nothing_else() {
    let shown = HomeShown {
        subjects: vec![subject("p", None)],
        acting_for: None,
        blocks: vec![owe(vec![fine("2026-11-26")], fresh(), Some(10_000))],
        hidden: Vec::new(),
        today: day("2026-11-24"),
        failed_code: None,
    };
    let changes = Changes {
        pending: Vec::new(),
        payments: Err(Error::Refused("store.io")),
    };
    let session = SessionView::new(SessionState::SignedIn(Access::Light), false, false, Language::Es);
    let view = HomeView::new(shown, &changes, session, Language::Es, now());
    assert_eq!((view.payments.len(), view.blocks.len()), (0, 1));
    assert_eq!(view.payments_trouble.unwrap().code, "store.io");
}
