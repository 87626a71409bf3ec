//! What presses, what it comes to and what comes first, case by case.

use super::*;
use crate::home::model::{BookedTime, BookedTimeState, BookingDebt};
use crate::home::wire;
use crate::kernel::{DebtKind, DebtRef};

const TODAY: &str = "2026-11-24";

fn today() -> NaiveDate {
    TODAY.parse().unwrap()
}

fn item(section: Section, json: &str) -> Item {
    wire::item(section, json.as_bytes()).unwrap()
}

fn fine(id: &str, reduced_until: &str) -> Item {
    let json = r#"{"id":"ID","kind":"speed","amount_cents":20000,"reduced_cents":10000,"reduced_until":"DAY",
        "status":"notified","plate":"1234BCD","place":"M-30","date":"2026-11-01"}"#;
    item(Section::Fines, &json.replace("ID", id).replace("DAY", reduced_until))
}

fn tax(id: &str, due: &str, status: &str) -> Item {
    let json =
        r#"{"id":"ID","kind":"ibi","name":"IBI","object":null,"amount_cents":41235,"due":"DAY","status":"STATUS"}"#;
    item(
        Section::Tax,
        &json.replace("ID", id).replace("DAY", due).replace("STATUS", status),
    )
}

#[test]
fn the_discount_counts_through_its_last_day() {
    for (until, cents, pressing) in [
        ("2026-11-24", 10_000, true),
        ("2026-11-27", 10_000, true),
        ("2026-11-28", 10_000, false),
        ("2026-11-23", 20_000, false),
    ] {
        let fine = fine("m", until);
        assert_eq!(payable(&fine, today()), Some(Cents::new(cents)), "{until}");
        assert_eq!(is_pressing(&fine, today()), pressing, "{until}");
    }
}

#[test]
fn the_bank_pays_direct_debits() {
    let items = [
        fine("m", "2026-11-26"),
        tax("a", "2026-11-30", "direct_debit"),
        tax("b", "2026-11-30", "voluntary"),
    ];
    assert_eq!(total(BlockId::Owe, &items, today()), Some(Cents::new(51_235)));
    assert_eq!(total(BlockId::Do, &items, today()), None);
    assert_eq!(next_step(&items[1..2], today()), None);
}

#[test]
fn what_presses_comes_first_and_is_the_next_step() {
    let mut items = vec![
        tax("later", "2026-12-20", "voluntary"),
        tax("over", "2026-05-31", "enforcement"),
        fine("soon", "2026-11-26"),
    ];
    by_urgency(&mut items, today());
    let order: Vec<_> = items.iter().map(Item::id).collect();
    assert_eq!(order, ["over", "soon", "later"]);
    let next = next_step(&items, today()).unwrap();
    assert_eq!((next.item.as_str(), next.action), ("over", NextAction::SeeTax));
}

#[test]
fn only_what_waits_for_the_person_has_a_deadline() {
    let procedure = |status: &str| {
        let json = r#"{"id":"p","kind":"padron","name":"Alta","reference":"1","status":"STATUS","updated":"2026-11-01","act_by":"2026-11-25"}"#;
        item(Section::Procedures, &json.replace("STATUS", status))
    };
    assert!(is_pressing(&procedure("needs_you"), today()));
    assert!(!is_pressing(&procedure("in_progress"), today()));
    let notification = |status: &str| {
        let json = r#"{"id":"n","subject":"s","issued":"2026-11-15","expires":"2026-11-25","status":"STATUS"}"#;
        item(Section::Notifications, &json.replace("STATUS", status))
    };
    assert!(is_pressing(&notification("unread"), today()));
    assert!(!is_pressing(&notification("opened"), today()));
}

#[test]
fn a_block_is_as_fresh_as_its_worst_part() {
    let at = |hours| DateTime::UNIX_EPOCH + TimeDelta::hours(hours);
    let part = |state, hours: Option<i64>| Freshness {
        state,
        as_of: hours.map(at),
    };
    let fresh = part(FreshnessState::Fresh, Some(9));
    assert_eq!(
        worst([fresh, part(FreshnessState::Stale, Some(3))].into_iter()),
        part(FreshnessState::Stale, Some(3))
    );
    assert_eq!(
        worst([fresh, part(FreshnessState::Failed, None)].into_iter()),
        part(FreshnessState::Failed, Some(9))
    );
    assert_eq!(worst([fresh].into_iter()), fresh);
}

#[test]
fn every_part_has_one_block_and_near_has_none() {
    let blocks: Vec<_> = Section::ALL.map(block_of).into_iter().collect();
    assert!(
        BlockId::ALL
            .into_iter()
            .filter(|id| *id != BlockId::Near)
            .all(|id| blocks.contains(&id))
    );
    assert!(!blocks.contains(&BlockId::Near));
}

#[test]
fn of_what_this_app_does_not_know_nothing_is_claimed() {
    let paid_perhaps = tax("t", "2026-11-25", "written_off");
    assert_eq!(payable(&paid_perhaps, today()), None);
    assert!(!is_pressing(&paid_perhaps, today()));
    let json = r#"{"id":"m","kind":"speed","amount_cents":20000,"reduced_cents":10000,"reduced_until":"2026-11-26",
        "status":"suspended","plate":"1234BCD","place":"M-30","date":"2026-11-01"}"#;
    let suspended = item(Section::Fines, json);
    assert_eq!(
        (payable(&suspended, today()), is_pressing(&suspended, today())),
        (None, false)
    );
}

#[test]
fn what_is_over_presses_no_more_and_is_no_next_step() {
    let appointment = |at: &str| {
        let json = r#"{"id":"a","kind":"tax_office","office":"OAIC","at":"WHEN"}"#;
        item(Section::Appointments, &json.replace("WHEN", at))
    };
    assert!(is_pressing(&appointment("2026-11-24T08:00:00Z"), today()));
    let over = appointment("2026-11-20T08:00:00Z");
    assert!(!is_pressing(&over, today()));
    let mut items = vec![over, appointment("2026-12-20T08:00:00Z")];
    by_urgency(&mut items, today());
    assert_eq!(
        next_step(&items, today()).unwrap().by,
        Some("2026-12-20".parse().unwrap())
    );
    let card = r#"{"id":"c","kind":"senior","name":"Tarjeta","number":"1","valid_until":"2024-01-01"}"#;
    assert!(!is_pressing(&item(Section::Cards, card), today()));
    assert!(
        is_pressing(&tax("t", "2026-11-20", "voluntary"), today()),
        "a missed day makes it worse"
    );
}

#[test]
fn a_block_rises_past_the_one_that_is_shown_before_it() {
    use BlockId::{Do, Have, New, Owe};
    let layout = [(Owe, false), (Do, true), (New, false), (Have, true)];
    for (block, wanted) in [
        (New, [(New, false), (Do, true), (Owe, false), (Have, true)]),
        (Owe, layout),
        (Do, layout),
        (Have, layout),
    ] {
        let mut moved = layout;
        raise(&mut moved, block);
        assert_eq!(moved, wanted, "{block:?}");
    }
}

#[test]
fn a_booking_that_is_kept_for_minutes_is_paid_first_and_one_that_stands_waits_for_nobody() {
    let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().to_utc();
    let booking = |to_pay: Option<&str>| {
        Item::Booking(BookedTime {
            id: "booking-1".to_owned(),
            what: "Pista".to_owned(),
            place: "CDM".to_owned(),
            at: at("2026-12-04T10:00:00Z"),
            code: None,
            state: BookedTimeState::Booked,
            to_pay: to_pay.map(|until| BookingDebt {
                debt: DebtRef {
                    kind: DebtKind::Booking,
                    id: "4".to_owned(),
                },
                amount: Cents::new(700),
                until: at(until),
            }),
        })
    };
    let (kept, stands) = (booking(Some("2026-11-24T10:30:00Z")), booking(None));
    assert_eq!(payable(&kept, today()), Some(Cents::new(700)));
    assert!(is_pressing(&kept, today()) && kept.waits_for_person(today()));
    assert_eq!(deadline(&kept, today()), Some(today()));
    assert_eq!(payable(&stands, today()), None);
    assert!(!is_pressing(&stands, today()) && !stands.waits_for_person(today()));
    let next = next_step(&[stands, kept], today()).unwrap();
    assert_eq!(next.action, NextAction::PayBooking);
}
