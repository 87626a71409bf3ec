//! Questions to a small agenda: what is found, what is not, and in which order.

use chrono::NaiveDate;

use super::super::model::{Audience, Occurrence, Schedule};
use super::super::rules::Standing;
use super::*;
use crate::kernel::Language;
use crate::text;

fn day() -> NaiveDate {
    "2026-11-30".parse().unwrap()
}

fn occurrence() -> Occurrence {
    Schedule::new(day(), day()).unwrap().occurrence(day())
}

fn chosen(id: i64) -> Chosen {
    Chosen {
        id: EventId::from_city(id),
        occurrence: occurrence(),
        standing: Standing::Ahead,
        is_lasting: false,
        last_day: day(),
        distance_m: None,
    }
}

fn event<'a>(id: i64, kind: EventKind, title: &'a str, description: &'a str) -> Text<'a> {
    Text {
        id: EventId::from_city(id),
        kind,
        audiences: AudienceSet::default(),
        free: false,
        title,
        street: "Paseo de la Chopera, 14",
        areas: ["Matadero Madrid", "Arganzuela", "Chopera", "28045"],
        description,
    }
}

fn ask(events: &[Text<'_>], ids: &[i64], text: &str) -> Vec<i64> {
    let mut builder = IndexBuilder::default();
    events.iter().for_each(|event| builder.add(event));
    let chosen: Vec<Chosen> = ids.iter().copied().map(chosen).collect();
    let found = builder.build().best(&question(text).unwrap(), &chosen, 10);
    found.into_iter().map(|one| one.id.get()).collect()
}

fn agenda() -> [Text<'static>; 4] {
    let puppets = event(2, EventKind::StoryTelling, "Ratones y quesos", "Con marionetas de hilo");
    [
        event(1, EventKind::Music, "Noche de flamenco", "Cante y guitarra"),
        Text {
            audiences: [Audience::Children].into_iter().collect(),
            free: true,
            ..puppets
        },
        event(
            3,
            EventKind::Cinema,
            "El baile",
            "Un baile de los años treinta, y un niño que mira",
        ),
        event(4, EventKind::Dance, "Abril", ""),
    ]
}

#[test]
fn titles_and_places_are_found_by_beginnings_plurals_and_slips() {
    for (text, expected) in [
        ("flamen", vec![1]),
        ("noches flamenco", vec![1]),
        ("flamneco", vec![1]),
        ("quesos", vec![2]),
        ("matadero", vec![1, 2, 3, 4]),
        ("zarzuela", vec![]),
    ] {
        assert_eq!(ask(&agenda(), &[1, 2, 3, 4], text), expected, "{text}");
    }
}

#[test]
fn everyday_words_mean_kinds_people_and_prices() {
    for (text, expected) in [
        ("pelis", vec![3]),
        ("concierto", vec![1]),
        ("algo para peques", vec![2]),
        ("cuentos gratis", vec![2]),
        ("bailar", vec![4]),
    ] {
        assert_eq!(ask(&agenda(), &[1, 2, 3, 4], text), expected, "{text}");
    }
}

#[test]
fn what_is_called_so_goes_before_what_only_speaks_of_it() {
    assert_eq!(
        ask(&agenda(), &[1, 2, 3, 4], "baile"),
        [3, 4],
        "a title of that one word, then the kind"
    );
    assert_eq!(
        ask(&agenda(), &[1, 2, 3, 4], "nino"),
        [2, 3],
        "an n may have meant an ñ"
    );
}

#[test]
fn only_what_was_chosen_and_equals_in_the_order_of_the_choice() {
    assert_eq!(ask(&agenda(), &[4, 2, 1], "chopera"), [4, 2, 1]);
    assert_eq!(ask(&agenda(), &[4], "flamenco"), [0_i64; 0]);
    assert_eq!(ask(&[], &[], "flamenco"), [0_i64; 0]);
}

#[test]
fn every_name_that_the_app_gives_to_a_kind_or_an_audience_finds_it() {
    for language in Language::ALL {
        for kind in EventKind::ALL.into_iter().filter(|kind| *kind != EventKind::Other) {
            let label = text::plain(language, kind.label());
            let events = [event(1, kind, "X", ""), event(2, EventKind::Other, "X", "")];
            assert_eq!(ask(&events, &[1, 2], &label), [1], "{label}");
        }
        for audience in Audience::ALL {
            let label = text::plain(language, audience.label());
            let meant = Text {
                audiences: [audience].into_iter().collect(),
                ..event(1, EventKind::Other, "X", "")
            };
            let events = [meant, event(2, EventKind::Other, "X", "")];
            assert_eq!(ask(&events, &[1, 2], &label), [1], "{label}");
        }
    }
}
