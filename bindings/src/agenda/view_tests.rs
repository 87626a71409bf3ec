//! What a screen says of the agenda, word by word, in both languages.

use chrono::{TimeDelta, Weekday};
use madrid_core::agenda::{
    Address, Audience, AudienceSet, Event, EventId, EventShown, EventSummary, Schedule, Standing, Weekdays,
};
use madrid_core::kernel::{Freshness as Judged, GeoPoint};

use super::super::EventView;
use super::*;
use crate::view::ActionKind;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A Monday, at noon in Madrid.
fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-30T11:00:00Z").unwrap().to_utc()
}

fn today() -> NaiveDate {
    date("2026-11-30")
}

fn freshness(state: Freshness) -> Judged {
    let as_of = (state != Freshness::Failed).then(|| now() - TimeDelta::hours(1));
    Judged { state, as_of }
}

fn schedule(first: &str, last: &str, begins: &str, ends: &str) -> Schedule {
    let schedule = Schedule::new(date(first), date(last)).unwrap();
    schedule.at(begins.parse().ok(), ends.parse().ok()).unwrap()
}

fn days(days: &[Weekday]) -> Option<Weekdays> {
    Weekdays::new(days.iter().copied())
}

fn summary(schedule: Schedule) -> EventSummary {
    EventSummary {
        id: EventId::from_city(7),
        kind: core::EventKind::Music,
        audiences: AudienceSet::default(),
        free: true,
        price: None,
        title: "Coros de barrio".into(),
        schedule,
        venue: Some("Centro Cultural Lavapiés".into()),
        location: GeoPoint::new(40.4089, -3.7017).ok(),
        district: Some("Centro".into()),
    }
}

fn listed(schedule: Schedule, day: &str, standing: Standing) -> Listed {
    Listed {
        occurrence: schedule.occurrence(date(day)),
        event: summary(schedule),
        standing,
        distance_m: None,
    }
}

fn says(schedule: Schedule, day: &str, standing: Standing) -> [String; 2] {
    let listed = listed(schedule, day, standing);
    [Language::Es, Language::En].map(|language| row(listed.clone(), today(), language).when_label)
}

#[test]
fn a_row_says_when() {
    use Standing::{Ahead, UnderWay};
    let today = "2026-11-30";
    let evening = || schedule(today, today, "19:00", "");
    assert_eq!(says(evening(), today, Ahead), ["Hoy a las 19:00", "Today at 19:00"]);
    assert_eq!(
        says(evening(), today, UnderWay),
        ["Empezó a las 19:00", "Began at 19:00"]
    );
    let with_end = schedule(today, today, "9:30", "13:15");
    assert_eq!(
        says(with_end, today, UnderWay),
        ["Ahora, hasta las 13:15", "Now, until 13:15"]
    );
    let saturday = schedule("2026-12-05", "2026-12-05", "11:00", "");
    let on_saturday = ["El sábado 5 de diciembre a las 11:00", "Saturday 5 December at 11:00"];
    assert_eq!(says(saturday, "2026-12-05", Ahead), on_saturday);
    assert_eq!(says(schedule(today, today, "", ""), today, Ahead), ["Hoy", "Today"]);
    let exhibition = || schedule("2026-10-01", "2027-02-01", "", "");
    let long = ["Hasta el 1 de febrero de 2027", "Until 1 February 2027"];
    assert_eq!(says(exhibition(), today, Ahead), long);
    let last = schedule("2026-10-01", today, "", "");
    assert_eq!(
        says(last, today, Ahead),
        ["Hoy es el último día", "Today is the last day"]
    );
    let open = schedule("2026-10-01", "2026-12-24", "9:00", "");
    assert_eq!(
        says(open, today, UnderWay),
        ["Hasta el 24 de diciembre", "Until 24 December"]
    );
    let play = schedule("2026-10-01", "2026-12-24", "19:30", "");
    let [spanish, _] = says(play, today, Ahead);
    assert_eq!(spanish, "Hoy a las 19:30\u{a0}· Hasta el 24 de diciembre");
}

#[test]
fn a_row_is_ready_to_draw_and_to_speak() {
    let mut near = listed(
        schedule("2026-11-30", "2026-11-30", "19:00", ""),
        "2026-11-30",
        Standing::Ahead,
    );
    near.distance_m = Some(347.0);
    let drawn = row(near.clone(), today(), Language::Es);
    assert_eq!(
        drawn.place_label.as_deref(),
        Some("Centro Cultural Lavapiés\u{a0}· Centro")
    );
    assert_eq!(
        (drawn.distance_label.as_deref(), drawn.price_label.as_deref()),
        (Some("350 m"), Some("Gratis"))
    );
    assert_eq!(
        drawn.accessibility_label,
        "Coros de barrio. Música. Hoy a las 19:00. Centro Cultural Lavapiés\u{a0}· Centro. a 350 metros. Gratis"
    );
    near.event.free = false;
    let price = |prose: Option<&str>| {
        near.event.price = prose.map(str::to_owned);
        row(near.clone(), today(), Language::Es).price_label
    };
    let mut price = price;
    assert_eq!(
        price(Some("Actividad gratuita con inscripción")).as_deref(),
        Some("Actividad gratuita con inscripción")
    );
    assert_eq!(
        price(Some(&"tarifas varias ".repeat(9))),
        None,
        "prose is for the event's own screen"
    );
    assert_eq!(price(None), None, "where the City says nothing, nothing is said");
}

#[test]
fn a_list_has_a_heading_a_day_and_last_night_belongs_to_today() {
    let items = vec![
        listed(
            schedule("2026-11-29", "2026-11-29", "23:00", "14:00"),
            "2026-11-29",
            Standing::UnderWay,
        ),
        listed(
            schedule("2026-11-30", "2026-11-30", "19:00", ""),
            "2026-11-30",
            Standing::Ahead,
        ),
        listed(
            schedule("2026-12-05", "2026-12-05", "", ""),
            "2026-12-05",
            Standing::Ahead,
        ),
    ];
    let found = AgendaFound {
        items,
        freshness: freshness(Freshness::Fresh),
        today: today(),
        is_search: false,
    };
    let view = AgendaListView::new(found, When::Coming, Language::Es, now());
    assert_eq!((view.title.as_str(), view.empty), ("Próximamente", None));
    let drawn: Vec<_> = view
        .days
        .iter()
        .map(|day| (day.title.as_str(), day.items.len()))
        .collect();
    assert_eq!(drawn, [("Hoy, lunes 30 de noviembre", 2), ("Sábado 5 de diciembre", 1)]);
}

#[test]
fn what_was_looked_for_stands_best_first_under_one_heading() {
    let on = |id, day: &str| {
        let mut listed = listed(schedule(day, day, "", ""), day, Standing::Ahead);
        listed.event.id = EventId::from_city(id);
        listed
    };
    let drawn = |items: Vec<Listed>| {
        let found = AgendaFound {
            items,
            freshness: freshness(Freshness::Fresh),
            today: today(),
            is_search: true,
        };
        let view = AgendaListView::new(found, When::Coming, Language::Es, now());
        let days = view.days.into_iter();
        days.map(|day| (day.title, day.items.into_iter().map(|row| row.id).collect::<Vec<_>>()))
            .collect::<Vec<_>>()
    };
    let two = drawn(vec![on(7, "2026-12-05"), on(8, "2026-12-01")]);
    assert_eq!(two.len(), 1);
    assert_eq!(
        (two[0].0.as_str(), two[0].1.as_slice()),
        (
            "Del 1 de diciembre al 5 de diciembre",
            ["7".to_owned(), "8".to_owned()].as_slice()
        )
    );
    assert_eq!(drawn(vec![on(7, "2026-12-05")])[0].0, "Sábado 5 de diciembre");
    assert_eq!(drawn(vec![]), []);
}

#[test]
fn an_empty_list_says_why_and_every_list_what_it_is() {
    let view = |state, when| {
        let found = AgendaFound {
            items: vec![],
            freshness: freshness(state),
            today: today(),
            is_search: false,
        };
        AgendaListView::new(found, when, Language::Es, now())
    };
    let why = |state| view(state, When::Now).empty.unwrap().title;
    assert_eq!(
        [why(Freshness::Fresh), why(Freshness::Failed)],
        ["Nada por aquí", "Todavía sin agenda"]
    );
    let title = |when| view(Freshness::Fresh, when).title;
    assert_eq!(title(When::Weekend), "Este fin de semana");
    assert_eq!(title(When::Day(date("2026-12-05"))), "Sábado 5 de diciembre");
    assert_eq!(
        title(When::Days(date("2026-12-05"), date("2026-12-08"))),
        "Del 5 de diciembre al 8 de diciembre"
    );
}

fn shown(schedule: Schedule) -> EventShown {
    let next: Vec<_> = schedule
        .days_from(today())
        .take(4)
        .map(|day| schedule.occurrence(day))
        .collect();
    EventShown {
        standing: next.first().map(|time| Standing::of(time, now())),
        next,
        event: Event {
            summary: EventSummary {
                price: Some("Entrada libre hasta completar aforo".into()),
                audiences: [Audience::Families, Audience::Children].into_iter().collect(),
                ..summary(schedule)
            },
            description: Some("Un coro por barrio.".into()),
            place: Some(42),
            address: Address {
                street: Some("Calle Olivar, 46".into()),
                postal_code: Some("28012".into()),
                neighbourhood: None,
            },
            url: Some("https://www.madrid.es/x".into()),
            source: "Ayuntamiento de Madrid".into(),
            source_date: Some(date("2026-11-29")),
        },
        freshness: freshness(Freshness::Stale),
        today: today(),
    }
}

#[test]
fn an_event_shows_what_is_known() {
    use Weekday::{Sat, Sun, Thu, Tue};
    let fortnightly = schedule("2026-11-03", "2026-12-12", "18:30", "20:00")
        .on(days(&[Tue, Thu, Sat, Sun]), 2)
        .unwrap()
        .except(vec![date("2026-11-05"), date("2026-12-05")]);
    let view = EventView::new(shown(fortnightly), Language::Es, now());
    let facts: Vec<_> = view
        .facts
        .iter()
        .map(|fact| (fact.label.as_str(), fact.value.as_str()))
        .collect();
    assert_eq!(
        facts,
        [
            (
                "Cuándo",
                "Del 3 de noviembre al 12 de diciembre, cada martes, jueves, sábado y domingo, cada 2 semanas, \
                 de 18:30 a 20:00"
            ),
            (
                "Próximos días",
                "Mañana, el jueves 3 de diciembre y el domingo 6 de diciembre"
            ),
            ("Días sin actividad", "El sábado 5 de diciembre"),
            ("Dónde", "Centro Cultural Lavapiés, Calle Olivar, 46, 28012, Centro"),
            ("Precio", "Entrada libre hasta completar aforo"),
            ("Para quién", "Niños y niñas, Familias"),
            ("Fuente", "Ayuntamiento de Madrid, datos del 29 de noviembre de 2026"),
        ]
    );
}

#[test]
fn an_event_offers_what_is_possible() {
    let weekly = schedule("2026-11-03", "2026-12-12", "18:30", "20:00");
    let weekly = weekly.on(days(&[Weekday::Tue]), 1).unwrap();
    let view = EventView::new(shown(weekly), Language::Es, now());
    let urls: Vec<_> = view
        .actions
        .iter()
        .map(|action| (action.kind, action.url.as_str()))
        .collect();
    assert_eq!(
        urls,
        [
            (ActionKind::Directions, "geo:40.408900,-3.701700"),
            (ActionKind::OpenWeb, "https://www.madrid.es/x"),
        ]
    );
    assert_eq!(
        (view.place_id.as_deref(), view.place_label.as_deref()),
        (Some("42"), Some("Ver el lugar"))
    );
    assert_eq!(view.calendar_label.as_deref(), Some("Añadir al calendario"));
    assert_eq!(
        view.share_text,
        "Coros de barrio\nMañana a las 18:30\nCentro Cultural Lavapiés, Calle Olivar, 46, 28012, Centro\n\
         https://www.madrid.es/x"
    );
    assert_eq!(view.freshness.label, "Sin confirmar desde hoy a las 11:00");
}

#[test]
fn days_of_the_week_are_said_as_people_say_them() {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let said = |on: &[Weekday]| {
        let schedule = schedule("2026-11-03", "2026-12-12", "19:00", "")
            .on(days(on), 1)
            .unwrap();
        let view = EventView::new(shown(schedule), Language::Es, now());
        let (_, rest) = view.facts[0].value.split_once(", ").unwrap();
        rest.to_owned()
    };
    assert_eq!(said(&[]), "todos los días, a las 19:00");
    assert_eq!(
        said(&[Mon, Tue, Wed, Thu, Fri, Sat, Sun]),
        "todos los días, a las 19:00"
    );
    assert_eq!(
        said(&[Tue, Wed, Thu, Fri, Sat, Sun]),
        "de martes a domingo, a las 19:00"
    );
    assert_eq!(said(&[Sat, Sun]), "cada sábado y domingo, a las 19:00");
    assert_eq!(said(&[Thu]), "cada jueves, a las 19:00");
}

#[test]
fn what_is_over_says_so_and_is_put_into_no_calendar() {
    let view = EventView::new(
        shown(schedule("2026-11-29", "2026-11-29", "19:00", "")),
        Language::En,
        now(),
    );
    assert_eq!((view.when_label.as_str(), view.calendar_label), ("It is over", None));
    let single = EventView::new(shown(schedule("2026-12-01", "2026-12-01", "", "")), Language::En, now());
    assert_eq!(
        (single.when_label.as_str(), single.facts[0].value.as_str()),
        ("Tomorrow", "Tomorrow")
    );
}
