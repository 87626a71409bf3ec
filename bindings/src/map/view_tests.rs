//! What a screen draws of the map.

use madrid_core::areas::Outlines;
use madrid_core::kernel::Freshness as Judged;
use madrid_core::places::{self as core, Nearby, NeedSet, PlaceId, PlaceSummary};

use super::*;

fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-30T11:00:00Z").unwrap().to_utc()
}

fn point(lat: f64, lon: f64) -> GeoPoint {
    GeoPoint::new(lat, lon).unwrap()
}

fn freshness(state: Freshness) -> Judged {
    Judged {
        state,
        as_of: (state != Freshness::Failed).then(now),
    }
}

fn area(level: AreaLevel, code: &str, name: &str) -> Area {
    let corners = [(40.41, -3.69), (40.41, -3.67), (40.42, -3.67), (40.42, -3.69)];
    Area {
        level,
        code: code.into(),
        name: name.into(),
        district_code: "03".into(),
        rings: vec![Ring::new(corners.map(|(lat, lon)| point(lat, lon)).into()).unwrap()],
    }
}

fn library() -> Found {
    let place = PlaceSummary {
        id: PlaceId::from_city(42),
        kind: core::PlaceKind::Library,
        needs: NeedSet::default(),
        name: "Eugenio Trías".into(),
        location: point(40.415, -3.68),
        street: None,
        district: Some("Retiro".into()),
    };
    Found {
        items: vec![Nearby {
            place,
            distance_m: Some(350.0),
        }],
        freshness: freshness(Freshness::Stale),
    }
}

fn read(areas: Vec<Area>, state: Freshness) -> Read {
    Read {
        outlines: Outlines {
            areas,
            freshness: freshness(state),
        },
        here: None,
        places: None,
        events: None,
    }
}

#[test]
fn outlines_names_and_pins_are_in_the_same_square() {
    let areas = vec![
        area(AreaLevel::District, "03", "Retiro"),
        area(AreaLevel::Neighbourhood, "036", "Los Jerónimos"),
    ];
    let places = Some(library());
    let whereabouts = Whereabouts {
        district_code: "03".into(),
        district: "Retiro".into(),
        neighbourhood: Some("Los Jerónimos".into()),
    };
    let read = Read {
        here: Some((point(40.415, -3.68), Some(whereabouts))),
        places,
        ..read(areas, Freshness::Fresh)
    };
    let view = MapView::new(read, Language::Es, now());
    assert_eq!(
        (view.districts.len(), view.neighbourhoods.len(), view.place_pins.len()),
        (1, 1, 1)
    );
    let (outline, pin) = (&view.districts[0], &view.place_pins[0]);
    assert_eq!((outline.rings.len(), outline.rings[0].len()), (1, 8));
    let xs = || outline.rings[0].iter().step_by(2).copied();
    let ys = || outline.rings[0].iter().skip(1).step_by(2).copied();
    for (x, y) in [(pin.x, pin.y), (outline.label_x, outline.label_y)] {
        assert!(xs().any(|left| left < x) && xs().any(|right| x < right), "{x}");
        assert!(ys().any(|above| above < y) && ys().any(|below| y < below), "{y}");
        assert!((0.0..1.0).contains(&x) && (0.0..1.0).contains(&y));
    }
    assert_eq!(outline.accessibility_label, "Distrito de Retiro");
    assert_eq!((pin.id.as_str(), pin.label.as_str()), ("42", "Eugenio Trías"));
    let here = view.here.unwrap();
    assert_eq!((here.x, here.y), (pin.x, pin.y));
    assert_eq!(here.label, "Estás en Los Jerónimos, distrito de Retiro");
    assert_eq!(view.accessibility_label, "Mapa. 1 cosa señalada en el mapa");
    assert_eq!(view.places_freshness.unwrap().state, crate::view::FreshnessState::Stale);
    assert_eq!((view.events_freshness, view.empty), (None, None));
}

#[test]
fn a_map_that_is_not_there_says_so_and_still_shows_pins() {
    let read = Read {
        here: Some((point(40.415, -3.68), None)),
        places: Some(library()),
        ..read(Vec::new(), Freshness::Failed)
    };
    let of = |read| MapView::new(read, Language::En, now());
    let view = of(read);
    assert_eq!(
        (view.here.unwrap().label.as_str(), view.place_pins.len()),
        ("You are here", 1)
    );
}

#[test]
fn who_is_outside_is_told_so() {
    let read = Read {
        here: Some((point(41.38, 2.17), None)),
        ..read(vec![area(AreaLevel::District, "03", "Retiro")], Freshness::Fresh)
    };
    let view = MapView::new(read, Language::Es, now());
    let here = view.here.unwrap();
    assert_eq!(here.label, "Estás fuera de la ciudad");
    assert!(here.x > 1.0);
    assert_eq!(view.accessibility_label, "Mapa. Sin nada que señalar en el mapa");
}
