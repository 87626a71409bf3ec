//! What screens say of recommendations, from models, a language and a day.

use madrid_core::kernel::{Freshness, FreshnessState, GeoPoint};
use madrid_core::places::{NeedSet, PlaceId, PlaceKind};
use madrid_core::recommend::Part;

use super::*;

fn day() -> NaiveDate {
    "2026-11-24".parse().unwrap()
}

fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-24T10:00:00Z").unwrap().to_utc()
}

fn library() -> PlaceSummary {
    PlaceSummary {
        id: PlaceId::from_city(12),
        kind: PlaceKind::Library,
        needs: NeedSet::default(),
        name: "Biblioteca Eugenio Trías".into(),
        location: GeoPoint::new(40.41, -3.68).unwrap(),
        street: Some("Paseo de Fernán Núñez, 24".into()),
        district: Some("Retiro".into()),
    }
}

fn suggested(reasons: Vec<Reason>) -> Suggested {
    Suggested {
        key: ItemKey::Place(12),
        suggestion: Suggestion::Place(library()),
        distance_m: Some(304.0),
        reasons,
        is_saved: false,
    }
}

fn list(items: Vec<Suggested>) -> ForYou {
    ForYou {
        is_on: true,
        items,
        left_out: Vec::new(),
        from: MeasuredFrom::Here,
        unpersonal: None,
        unread: Vec::new(),
        freshness: Freshness {
            state: FreshnessState::Fresh,
            as_of: Some(now()),
        },
        today: day(),
    }
}

#[test]
fn a_thing_says_what_it_is_how_far_and_why() {
    let reasons = vec![Reason::Kind(Tag::Library), Reason::Near(304.0)];
    let view = ForYouView::new(list(vec![suggested(reasons)]), Language::Es, now());
    let item = &view.items[0];
    assert_eq!((item.id.as_str(), item.target.as_str()), ("place:12", "12"));
    assert_eq!(item.distance_label.as_deref(), Some("a 300 m en línea recta"));
    assert_eq!(item.reason.as_deref(), Some("Te interesa: Biblioteca"));
    assert_eq!(item.more_reason.as_deref(), Some("Está cerca: a 300 m en línea recta"));
    let kinds: Vec<_> = item.actions.iter().map(|action| action.kind).collect();
    assert_eq!(
        kinds,
        [
            ForYouActionKind::See,
            ForYouActionKind::Save,
            ForYouActionKind::NotThis,
            ForYouActionKind::Why
        ]
    );
    assert!(
        item.actions
            .iter()
            .all(|action| action.accessibility_label.contains("Eugenio"))
    );
    assert!(view.switch.is_on && view.empty.is_none() && view.notice.is_none() && view.from.is_none());
}

#[test]
fn off_empty_and_unknown_people_are_said() {
    let off = ForYou {
        is_on: false,
        from: MeasuredFrom::Nowhere,
        ..list(Vec::new())
    };
    let view = ForYouView::new(off, Language::En, now());
    assert_eq!(view.empty.unwrap().title, "Suggestions are off");
    assert!(!view.switch.is_on && view.freshness.is_none() && view.from.is_none());
    let empty = ForYouView::new(list(Vec::new()), Language::En, now());
    assert_eq!(empty.empty.unwrap().title, "Nothing for now");
    let nobody = ForYou {
        unpersonal: Some(Unpersonal::Nobody),
        from: MeasuredFrom::Nowhere,
        ..list(vec![suggested(vec![Reason::Season])])
    };
    let view = ForYouView::new(nobody, Language::Es, now());
    assert!(view.notice.unwrap().contains("Entra"));
    assert!(view.from.unwrap().contains("Sin tu ubicación"));
}

#[test]
fn every_reason_and_every_exclusion_has_words_in_both_languages() {
    let today = day();
    let reasons = [
        Reason::Near(90.0),
        Reason::Away(5_000.0),
        Reason::Far(9_000.0),
        Reason::Kind(Tag::Music),
        Reason::Feature(Tag::Wifi),
        Reason::Age,
        Reason::Family,
        Reason::StepFree,
        Reason::Language,
        Reason::Card(madrid_core::recommend::HeldCard::Sport),
        Reason::Life(madrid_core::recommend::LifeEvent::Move),
        Reason::Season,
        Reason::GoodHour,
        Reason::Starts(now()),
        Reason::OnDay(today),
        Reason::Ends(today),
        Reason::Free,
        Reason::Due(today),
        Reason::Due(today.pred_opt().unwrap()),
        Reason::Waits,
        Reason::Habit,
        Reason::Repetition,
        Reason::Explore,
    ];
    for language in Language::ALL {
        let speaker = Speaker { language, today };
        let mut said: Vec<_> = reasons.iter().map(|reason| speaker.reason(*reason)).collect();
        assert!(
            said.iter()
                .all(|words| !words.is_empty() && !words.contains('{') && !words.contains("reason-"))
        );
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), reasons.len());
    }
    assert_eq!(
        Speaker {
            language: Language::Es,
            today
        }
        .reason(Reason::Due(today)),
        "El plazo acaba hoy"
    );
}

#[test]
fn why_lists_every_part_or_the_one_reason_for_being_left_out() {
    let line = |part: Part, value: f64, reason| WhyLine { part, value, reason };
    let why = Why {
        suggestion: Suggestion::Place(library()),
        distance_m: Some(304.0),
        excluded: None,
        lines: vec![
            line(Part::Distance, 1.2, Some(Reason::Near(304.0))),
            line(Part::Season, 0.1, Some(Reason::Season)),
            line(Part::Life, 0.0, None),
            line(Part::Kind, -0.3, Some(Reason::Kind(Tag::Library))),
        ],
        today: day(),
    };
    let view = WhyView::new(why.clone(), Language::Es);
    let effects: Vec<_> = view.lines.iter().map(|line| line.effect.as_str()).collect();
    assert_eq!(effects, ["suma mucho", "suma algo", "no cuenta", "resta"]);
    assert_eq!(view.name, "Biblioteca Eugenio Trías");
    let left_out = Why {
        excluded: Some(Exclusion::TurnedDown),
        lines: Vec::new(),
        ..why
    };
    let view = WhyView::new(left_out, Language::En);
    assert_eq!((view.title.as_str(), view.lines.len()), ("Why it is missing", 0));
}

#[test]
fn a_card_to_be_issued_names_its_desk_and_saved_things_have_no_reason() {
    let card = Suggested {
        key: ItemKey::Card("library".into()),
        suggestion: Suggestion::Offer(Offer::LibraryCard, library()),
        distance_m: Some(304.0),
        reasons: vec![Reason::Waits],
        is_saved: false,
    };
    let view = ForYouView::new(list(vec![card]), Language::Es, now());
    let item = &view.items[0];
    assert!(item.detail.as_deref().unwrap().contains("Biblioteca Eugenio Trías"));
    assert!(item.actions.iter().all(|action| action.kind != ForYouActionKind::Save));
    let saved = SavedShown {
        items: vec![Suggested {
            is_saved: true,
            ..suggested(Vec::new())
        }],
        gone: 1,
        today: day(),
    };
    let view = SavedView::new(saved, Language::Es);
    let kinds: Vec<_> = view.items[0].actions.iter().map(|action| action.kind).collect();
    assert_eq!(kinds, [ForYouActionKind::See, ForYouActionKind::Unsave]);
    assert!(view.items[0].reason.is_none() && view.gone.is_some() && view.empty.is_none());
}
