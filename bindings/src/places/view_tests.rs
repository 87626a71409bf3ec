//! What a screen says, word by word, in both languages.

use chrono::TimeDelta;
use madrid_core::kernel::Freshness as Judged;
use madrid_core::places::{NeedSet, PlaceId};

use super::*;

fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-24T12:00:00Z").unwrap().to_utc()
}

fn freshness(state: Freshness) -> Judged {
    let is_confirmed = !matches!(state, Freshness::Beginning | Freshness::Failed);
    let as_of = is_confirmed.then(|| now() - TimeDelta::hours(1));
    Judged { state, as_of }
}

fn summary() -> PlaceSummary {
    PlaceSummary {
        id: PlaceId::from_city(42),
        kind: core::PlaceKind::SportsCentre,
        needs: NeedSet::default()
            .with(core::Need::StepFree)
            .with(core::Need::IndoorPool),
        name: "Centro Deportivo Municipal Chamartín".into(),
        location: GeoPoint::new(40.454, -3.676).unwrap(),
        street: Some("Plaza del Perú, s/n".into()),
        district: Some("Chamartín".into()),
    }
}

fn place() -> Place {
    Place {
        summary: summary(),
        description: None,
        postal_code: Some("28016".into()),
        neighbourhood: None,
        contact: Contact {
            phone: Some("913 501 223".into()),
            email: None,
            url: Some("https://www.madrid.es/x".into()),
        },
        hours: Some("De 7 a 23".into()),
        transport: None,
        equipment: None,
        source: "Ayuntamiento de Madrid".into(),
        source_date: chrono::NaiveDate::from_ymd_opt(2025, 10, 1),
    }
}

#[test]
fn a_row_is_ready_to_draw_and_to_speak() {
    let items = vec![Nearby {
        place: summary(),
        distance_m: Some(1_234.0),
    }];
    let list = PlaceListView::near(
        Found {
            items,
            freshness: freshness(Freshness::Fresh),
        },
        Around::Person,
        Language::Es,
        now(),
    );
    assert_eq!((list.title.as_str(), list.empty), ("Cerca de ti", None));
    assert_eq!(list.freshness.label, "Al día: hoy a las 12:00");
    let row = &list.items[0];
    assert_eq!(row.place_label.as_deref(), Some("Plaza del Perú, s/n\u{a0}· Chamartín"));
    assert_eq!(row.distance_label.as_deref(), Some("1,2 km"));
    assert_eq!(
        row.accessibility_label,
        "Centro Deportivo Municipal Chamartín. Centro deportivo. Plaza del Perú, s/n\u{a0}· Chamartín. a 1,2 kilómetros. \
         Accesible. Piscina cubierta"
    );
}

#[test]
fn an_empty_list_says_why() {
    let list = |state| {
        let found = Found {
            items: vec![],
            freshness: freshness(state),
        };
        PlaceListView::near(found, Around::Centre, Language::En, now())
            .empty
            .unwrap()
            .title
    };
    assert_eq!(list(Freshness::Stale), "Nothing here");
    assert_eq!(list(Freshness::Failed), "No data yet");
    let found = Found {
        items: vec![],
        freshness: freshness(Freshness::Fresh),
    };
    assert_eq!(
        PlaceListView::found(found, Language::Es, now()).empty.unwrap().title,
        "Sin resultados"
    );
}

#[test]
fn the_first_places_are_shown_while_the_rest_is_still_to_come() {
    let items = vec![Nearby {
        place: summary(),
        distance_m: None,
    }];
    let found = Found {
        items,
        freshness: freshness(Freshness::Beginning),
    };
    let list = PlaceListView::near(found, Around::Centre, Language::Es, now());
    assert_eq!((list.items.len(), list.empty), (1, None));
    let nothing = Found {
        items: Vec::new(),
        freshness: freshness(Freshness::Beginning),
    };
    let list_without = PlaceListView::found(nothing, Language::Es, now());
    assert_eq!(list_without.empty.unwrap().title, "Todavía falta una parte");
    assert_eq!(list.freshness.label, "Todavía falta una parte");
    let shown = Shown {
        place: place(),
        freshness: freshness(Freshness::Beginning),
    };
    let view = PlaceView::new(shown, Language::En, now());
    assert_eq!(view.freshness.label, "A part is still missing");
}

#[test]
fn a_place_shows_what_is_known_and_offers_what_is_possible() {
    let view = PlaceView::new(
        Shown {
            place: place(),
            freshness: freshness(Freshness::Stale),
        },
        Language::Es,
        now(),
    );
    let facts: Vec<_> = view
        .facts
        .iter()
        .map(|fact| (fact.label.as_str(), fact.value.as_str()))
        .collect();
    assert_eq!(
        facts,
        [
            ("Dirección", "Plaza del Perú, s/n, 28016, Chamartín"),
            ("Horario de taquilla", "De 7 a 23"),
            ("Fuente", "Ayuntamiento de Madrid, datos del 1 de octubre de 2025"),
        ]
    );
    let urls: Vec<_> = view
        .actions
        .iter()
        .map(|action| (action.kind, action.url.as_str()))
        .collect();
    assert_eq!(
        urls,
        [
            (ActionKind::Directions, "geo:40.454000,-3.676000"),
            (ActionKind::Call, "tel:+34913501223"),
            (ActionKind::OpenWeb, "https://www.madrid.es/x"),
        ]
    );
    assert_eq!(view.freshness.label, "Sin confirmar desde hoy a las 12:00");
}

#[test]
fn numbers_are_dialled_as_they_must_be() {
    for (phone, uri) in [
        ("914 800 010", Some("tel:+34914800010")),
        ("+34 914 800 010", Some("tel:+34914800010")),
        ("010", Some("tel:010")),
        ("sin teléfono", None),
    ] {
        assert_eq!(telephone_uri(phone).as_deref(), uri, "{phone}");
    }
}

#[test]
fn a_list_says_from_where_it_is_measured() {
    for (around, title) in [(Around::Person, "Cerca de ti"), (Around::Centre, "En el centro")] {
        let found = Found {
            items: vec![],
            freshness: freshness(Freshness::Fresh),
        };
        assert_eq!(PlaceListView::near(found, around, Language::Es, now()).title, title);
    }
}

#[test]
fn a_filter_offers_what_has_a_name_in_both_languages() {
    for language in Language::ALL {
        let filter = PlacesFilterView::new(language);
        assert!(filter.kinds.iter().all(|kind| kind.kind != PlaceKind::Other));
        assert_eq!(filter.kinds.len(), core::PlaceKind::ALL.len() - 1);
        assert_eq!(filter.needs.len(), core::Need::ALL.len());
    }
    assert_ne!(PlacesFilterView::new(Language::Es), PlacesFilterView::new(Language::En));
}
