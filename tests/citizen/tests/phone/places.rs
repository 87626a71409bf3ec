//! What a person asks of the places, through the program, with a real city behind it.

use crate::common::{Phone, TestCity, citizen, metres, names};
use serde_json::Value;

const SOL: [&str; 2] = ["40.4169", "-3.7035"];

fn near<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["places", "near", SOL[0], SOL[1]], more].concat()
}

#[test]
fn near_is_nearest_first_and_filtered_by_kind_and_need() {
    let city = TestCity::start();
    let phone = Phone::synced(&city);

    let all = phone.ask(&near(&["--limit", "30"]));
    let distances: Vec<f64> = all["items"].as_array().unwrap().iter().map(metres).collect();
    assert_eq!(distances.len(), 30);
    assert!(distances.is_sorted(), "{distances:?}");
    assert_eq!(
        (all["freshness"]["state"].as_str(), all["empty"].is_null()),
        (Some("fresh"), true)
    );
    assert_eq!(all["freshness"]["source"], "Ayuntamiento de Madrid");

    let libraries = phone.ask(&near(&["--kind", "library", "--limit", "3"]));
    let kinds: Vec<_> = libraries["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["kind"])
        .collect();
    assert_eq!(kinds, ["library"; 3]);

    let pools = phone.ask(&near(&["--need", "indoor_pool", "--limit", "500"]));
    let both = phone.ask(&near(&[
        "--need",
        "indoor_pool",
        "--need",
        "step_free",
        "--limit",
        "500",
    ]));
    let offers = |list: &Value, need: &str| {
        list["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| row["needs"].as_array().unwrap().iter().any(|n| n == need))
    };
    assert!(
        !names(&pools).is_empty() && offers(&pools, "Piscina cubierta"),
        "{pools}"
    );
    assert!(
        names(&both).len() <= names(&pools).len() && offers(&both, "Piscina cubierta"),
        "{both}"
    );
}

#[test]
fn search_forgives_accents_and_keeps_the_enye() {
    let city = TestCity::start();
    let phone = Phone::synced(&city);
    let found = |text: &str| -> Vec<String> {
        let list = phone.ask(&["places", "search", text]);
        names(&list).into_iter().map(str::to_owned).collect()
    };

    let trias = ["Biblioteca Eugenio Trías"];
    assert_eq!(found("Trías"), trias);
    assert_eq!(found("TRIAS"), trias);
    assert_eq!(found("eugenio tri"), trias);
    assert_eq!(found("Fernán Núñez 24"), trias);
    // Who has no ñ on the keyboard still gets there; who typed it gets only that.
    assert_eq!(found("Peñuelas"), ["Centro Deportivo Municipal Peñuelas"]);
    assert_eq!(found("penuelas"), ["Centro Deportivo Municipal Peñuelas"]);
    assert_eq!(found("Trías\" OR zz NEAR(ñ*)"), [""; 0]);
    // Unquoted words on the command line are one question.
    assert_eq!(names(&phone.ask(&["places", "search", "eugenio", "trias"])), trias);

    let nothing = phone.ask(&["places", "search", "xyzzy"]);
    assert_eq!(
        (names(&nothing).len(), nothing["empty"]["title"].as_str()),
        (0, Some("Sin resultados"))
    );
}

#[test]
fn several_kinds_and_needs_at_once_and_short_ways_to_ask() {
    let city = TestCity::start();
    let phone = Phone::synced(&city);
    let kinds = ["--kind", "library", "--kind", "museum", "--limit", "50"];
    let long = phone.ask(&near(&kinds));
    assert_eq!(long, phone.ask(&[&["near", SOL[0], SOL[1]], &kinds[..]].concat()));
    let of = |kind: &str| {
        let items = long["items"].as_array().unwrap();
        items.iter().filter(|row| row["kind"] == kind).count()
    };
    assert!(of("library") > 0 && of("museum") > 0, "{long}");
    assert_eq!(of("library") + of("museum"), names(&long).len());

    let pools = ["--need", "indoor_pool", "--need", "step_free"];
    let swim = phone.ask(&[&["search", "nadar", "--at", SOL[0], SOL[1]], &pools[..]].concat());
    let distances: Vec<f64> = swim["items"].as_array().unwrap().iter().map(metres).collect();
    assert!(!distances.is_empty() && distances.is_sorted(), "{swim}");
    let slipped = phone.ask(&["search", "bibloteca", "eugenio", "tiras"]);
    assert_eq!(names(&slipped), ["Biblioteca Eugenio Trías"]);
}

#[test]
fn show_has_the_facts_and_what_can_be_done() {
    let city = TestCity::start();
    let phone = Phone::synced(&city);
    let list = phone.ask(&near(&["--kind", "citizen_office", "--limit", "1"]));
    let row = &list["items"][0];

    let place = phone.ask(&["places", "show", row["id"].as_str().unwrap()]);
    assert_eq!(
        (&place["name"], &place["kind"]),
        (&row["name"], &Value::from("citizen_office"))
    );
    let values = |list: &str, field: &str| -> Vec<String> {
        place[list]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item[field].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(values("facts", "label").contains(&"Dirección".to_owned()), "{place}");
    assert!(values("actions", "kind").contains(&"call".to_owned()), "{place}");
    assert!(
        values("actions", "url").contains(&"tel:+34914800010".to_owned()),
        "{place}"
    );
    assert_eq!(place["freshness"]["state"], "fresh");
}

#[test]
fn what_cannot_be_answered_is_a_typed_error() {
    let city = TestCity::start();
    let phone = Phone::synced(&city);
    for id in ["1", "-5", "ghost"] {
        let unknown = phone.fail(&["places", "show", id]);
        assert_eq!(
            (&unknown["error"], &unknown["code"]),
            (&"NotFound".into(), &"place.unknown".into()),
            "{id}"
        );
    }
    for at in [["91", "0"], ["0", "-180.5"], ["NaN", "0"]] {
        let bad = phone.fail(&["places", "near", at[0], at[1]]);
        assert_eq!(
            (&bad["error"], &bad["code"]),
            (&"Rejected".into(), &"input.location".into()),
            "{at:?}"
        );
    }
    let empty = phone.fail(&["places", "search", " -- "]);
    assert_eq!(
        (&empty["error"], &empty["code"]),
        (&"Rejected".into(), &"input.search_empty".into())
    );
}

#[test]
fn a_wrong_command_line_is_2_and_says_how() {
    let city = TestCity::start();
    let phone = Phone::new(&city.url);
    let unknown = phone.run(&near(&["--kind", "moon_base"]));
    assert_eq!(unknown.exit, 2);
    for kind in [
        "sports_centre",
        "library",
        "park",
        "cultural_centre",
        "museum",
        "citizen_office",
        "other",
    ] {
        assert!(unknown.err.contains(kind), "{}", unknown.err);
    }
    assert_eq!(phone.run(&["places", "near", "here"]).exit, 2);
    assert_eq!(phone.run(&["places", "search"]).exit, 2);
    let homeless = citizen(&["--city", &city.url, "status"]);
    assert!(homeless.exit == 2 && homeless.err.contains("--home"), "{homeless:?}");
    assert!(!phone.home().join("madrid.db").exists());
}

#[test]
fn both_languages_say_the_same() {
    let city = TestCity::start();
    let phone = Phone::synced(&city);
    let question = near(&["--kind", "museum", "--limit", "2"]);
    let spanish = phone.ask(&question);
    let english = phone.ask(&[&question[..], &["--lang", "en"]].concat());
    assert_eq!(names(&spanish), names(&english));
    assert_eq!(
        (spanish["title"].as_str(), english["title"].as_str()),
        (Some("Cerca de ti"), Some("Near you"))
    );
    let kind = |list: &Value| list["items"][0]["kind_label"].clone();
    assert_eq!((kind(&spanish), kind(&english)), ("Museo".into(), "Museum".into()));
    assert!(
        english["freshness"]["label"]
            .as_str()
            .unwrap()
            .starts_with("Up to date: today at "),
        "{english}"
    );
    assert!(
        spanish["freshness"]["label"]
            .as_str()
            .unwrap()
            .starts_with("Al día: hoy a las "),
        "{spanish}"
    );
}

#[test]
fn people_read_the_same_words() {
    let city = TestCity::start();
    let phone = Phone::synced(&city);
    let question = near(&["--kind", "library", "--limit", "2"]);
    let view = phone.ask(&question);
    let said = phone.run(&question);
    assert_eq!((said.exit, said.err.as_str()), (0, ""));
    let first = &view["items"][0];
    for words in [
        &view["title"],
        &view["freshness"]["label"],
        &first["name"],
        &first["distance_label"],
    ] {
        assert!(
            said.out.contains(words.as_str().unwrap()),
            "{words} is not in:\n{}",
            said.out
        );
    }
    assert!(!said.out.ends_with("\n\n"));
    let place = phone.run(&["places", "show", first["id"].as_str().unwrap()]);
    assert!(place.out.starts_with(first["name"].as_str().unwrap()), "{}", place.out);
}
