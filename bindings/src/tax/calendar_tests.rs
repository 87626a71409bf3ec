//! The dates of the year, and the file for the phone's calendar.

use madrid_core::kernel::{Cents, Freshness, FreshnessState};
use madrid_core::tax::{DueKind, Reminder, TaxKind};

use super::super::folder::tests::now;
use super::*;

fn date(kind: DateKind) -> CalendarDate {
    CalendarDate {
        id: "ibi-pay-2026".to_owned(),
        tax: TaxKind::Ibi,
        name: "IBI".to_owned(),
        kind,
        from: "2026-10-01".parse().unwrap(),
        until: "2026-12-01".parse().unwrap(),
    }
}

fn shown(dates: Vec<CalendarDate>, failed_code: Option<&str>) -> CalendarShown {
    CalendarShown {
        dates,
        reminders: vec![Reminder {
            about: "ibi-pay-2026".to_owned(),
            days_before: 2,
        }],
        freshness: Freshness {
            state: FreshnessState::Fresh,
            as_of: Some(now()),
        },
        failed_code: failed_code.map(str::to_owned),
        now: now(),
    }
}

#[test]
fn a_date_says_what_for_and_until_when() {
    let detail = |kind, language| {
        TaxCalendarView::new(shown(vec![date(kind)], None), language)
            .dates
            .remove(0)
    };
    let pay = detail(DateKind::Pay, Language::Es);
    assert_eq!(pay.detail, "Pago: desde el 1 de octubre hasta mañana");
    assert_eq!(pay.reminder.days_before, Some(2));
    assert!(pay.accessibility_label.contains(&pay.detail));
    assert!(
        pay.reminders.choices.contains(&pay.reminder),
        "what was chosen is among the choices"
    );
    assert_eq!(
        (pay.remind_label.as_str(), pay.remind_spoken.as_str()),
        ("Avisarme", "Avisarme: IBI")
    );
    let ask = detail(DateKind::AskDirectDebit, Language::En);
    assert_eq!(ask.detail, "Ask that the bank pays it: until tomorrow");
}

#[test]
fn a_calendar_without_dates_says_why() {
    let view = TaxCalendarView::new(shown(Vec::new(), Some("net.unreachable")), Language::Es);
    assert_eq!(view.empty.unwrap().title, "Sin fechas");
    assert_eq!(view.trouble.unwrap().code, "net.unreachable");
}

#[test]
fn days_become_a_file_with_the_reminders_that_were_chosen() {
    let due = Due {
        about: "1".to_owned(),
        id: "1-0".to_owned(),
        day: "2026-12-19".parse().unwrap(),
        name: "TGR".to_owned(),
        object: Some("Paseo 87".to_owned()),
        kind: DueKind::LastDay(Cents::new(14_120)),
    };
    let campaign = Due {
        id: "ibi-pay-2026".to_owned(),
        kind: DueKind::Campaign(DateKind::Pay),
        object: None,
        ..due.clone()
    };
    let file = file(&[(due, Some(1)), (campaign, None)], Language::Es, now());
    assert_eq!(file.file_name, "impuestos-madrid.ics");
    for line in [
        "UID:tributo-1-0@madrid.es",
        "DTSTART;VALUE=DATE:20261219",
        "SUMMARY:Último día para pagar: TGR\\, 141\\,20\u{a0}€",
        "DESCRIPTION:Paseo 87",
        "TRIGGER:-PT15H",
        "SUMMARY:Último día: TGR",
    ] {
        assert!(file.text.contains(&format!("{line}\r\n")), "{line} in {}", file.text);
    }
    assert_eq!(file.text.matches("VALARM").count(), 2, "one reminder, begun and ended");
}
