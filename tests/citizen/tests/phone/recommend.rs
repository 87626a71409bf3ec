//! What the city has for a person, through the program, with a real city behind it.

use serde_json::Value;

use crate::common::{Phone, TestCity};

const AT: [&str; 3] = ["--at", "40.4169", "-3.7035"];

fn for_you(phone: &Phone) -> Value {
    phone.ask(&[&["foryou"], &AT[..]].concat())
}

fn ids(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect()
}

fn interest<'a>(shown: &'a Value, tag: &str) -> &'a Value {
    let all = shown["interests"].as_array().unwrap();
    all.iter().find(|interest| interest["tag"] == tag).unwrap()
}

#[test]
fn without_a_person_there_is_a_list_with_reasons_and_nothing_is_learnt() {
    let city = TestCity::start();
    let phone = Phone::new(&city.url);
    let empty = for_you(&phone);
    assert_eq!(
        (ids(&empty).len(), empty["empty"]["title"].as_str()),
        (0, Some("Nada por ahora"))
    );
    phone.ask(&["sync"]);
    let list = for_you(&phone);
    assert_eq!(ids(&list).len(), 10);
    for item in list["items"].as_array().unwrap() {
        assert!(!item["reason"].as_str().unwrap().is_empty(), "{item}");
        assert!(
            item["distance_label"].as_str().unwrap().ends_with("en línea recta"),
            "{item}"
        );
    }
    assert!(list["notice"].as_str().unwrap().contains("Entra"));
    let refused = phone.fail(&["open", &ids(&list)[0]]);
    assert_eq!(
        (&refused["error"], &refused["code"]),
        (&"SignInAgain".into(), &"session.none".into())
    );
    assert_eq!(phone.fail(&["why", "place:999999"])["error"], "NotFound");
    assert_eq!(phone.fail(&["why", "rubbish"])["error"], "NotFound");
}

#[test]
fn a_person_sees_why_turns_down_saves_tells_and_takes_all_back() {
    let city = TestCity::start();
    let phone = Phone::synced(&city);
    phone.ask(&["login", "carmen"]);
    let list = for_you(&phone);
    assert!(list["notice"].is_null());
    let place = ids(&list).into_iter().find(|id| id.starts_with("place:")).unwrap();

    let why = phone.ask(&[&["why", &place], &AT[..]].concat());
    assert_eq!(why["lines"].as_array().unwrap().len(), 11);
    assert!(why["lines"][0]["reason"].as_str().unwrap().contains("en línea recta"));

    phone.ask(&["notthis", &place]);
    assert!(!ids(&for_you(&phone)).contains(&place));
    let why = phone.ask(&["why", &place]);
    assert_eq!(
        (why["title"].as_str(), why["lines"].as_array().unwrap().len()),
        (Some("Por qué no sale"), 0)
    );

    let saved = phone.ask(&["save", &place]);
    assert_eq!(ids(&saved), [place.as_str()]);
    assert_eq!(ids(&phone.ask(&["unsave", &place])), [""; 0]);

    let set = phone.ask(&["interests", "set", "museum", "more"]);
    assert_eq!(interest(&set, "museum")["wish"], "more");
    let forgotten = phone.ask(&["interests", "forget", "museum"]);
    assert!(interest(&forgotten, "museum")["wish"].is_null());
    assert_eq!(
        phone.fail(&["interests", "set", "payment", "more"])["error"],
        "NotFound"
    );

    let told = phone.ask(&["interests", "about", "--age", "senior", "--step-free", "--life", "move"]);
    let chosen: Vec<_> = told["about"]["choices"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|c| c["is_chosen"] == true)
        .collect();
    assert_eq!(chosen.len(), 3);
    let erased = phone.ask(&["interests", "erase"]);
    assert!(
        erased["about"]["choices"]
            .as_array()
            .unwrap()
            .iter()
            .all(|choice| choice["is_chosen"] == false)
    );
}

#[test]
fn who_has_moved_is_told_where_the_padron_learns_of_it() {
    let city = TestCity::start();
    let phone = Phone::synced(&city);
    phone.ask(&["login", "carmen"]);
    let asked_for = |list: &Value| ids(list).contains(&"procedure:padron-address".to_owned());
    assert!(!asked_for(&for_you(&phone)));
    phone.ask(&["interests", "about", "--life", "move"]);
    let list = for_you(&phone);
    let items = list["items"].as_array().unwrap();
    let asked = items
        .iter()
        .find(|item| item["id"] == "procedure:padron-address")
        .unwrap();
    assert_eq!(
        (&asked["kind"], &asked["screen"]),
        (&"procedure".into(), &"place".into())
    );
    let desk = phone.ask(&["places", "show", asked["target"].as_str().unwrap()]);
    assert_eq!(desk["kind"], "citizen_office", "{desk}");
}

#[test]
fn off_is_off_also_for_who_is_locked_out_and_removing_leaves_nothing() {
    let city = TestCity::start();
    let phone = Phone::synced(&city);
    phone.ask(&["login", "carmen"]);
    let place = ids(&for_you(&phone))
        .into_iter()
        .find(|id| id.starts_with("place:"))
        .unwrap();
    phone.ask(&["open", &place]);
    assert_eq!(phone.ask(&["interests", "off"])["is_on"], false);
    assert_eq!(ids(&for_you(&phone)), [""; 0]);
    assert_eq!(phone.fail(&["why", &place])["code"], "recommend.off");
    phone.ask(&["lock"]);
    assert_eq!(for_you(&phone)["is_on"], false);
    assert_eq!(phone.fail(&["interests"])["error"], "Locked");
    phone.ask(&["unlock"]);
    assert_eq!(phone.ask(&["interests", "on"])["is_on"], true);
    assert!(interest(&phone.ask(&["interests"]), "museum").is_object());
    phone.ask(&["remove-my-data", "--yes"]);
    assert_eq!(phone.fail(&["interests"])["code"], "session.none");
    assert_eq!(ids(&for_you(&phone)).len(), 10);
}

#[test]
fn what_waits_for_a_person_is_on_the_list_with_its_last_day() {
    let city = TestCity::start();
    let phone = Phone::synced(&city);
    let mut waiting = Vec::new();
    for who in ["carmen", "antonio", "amina", "marta"] {
        let phone = Phone::synced(&city);
        phone.ask(&["login", who]);
        let list = phone.ask(&["foryou", "--limit", "10"]);
        let items = list["items"].as_array().unwrap().clone();
        waiting.extend(
            items
                .into_iter()
                .filter(|item| item["kind"] != "place" && item["kind"] != "event"),
        );
    }
    drop(phone);
    assert!(waiting.len() >= 3, "{waiting:?}");
    let said: Vec<&str> = waiting.iter().map(|item| item["reason"].as_str().unwrap()).collect();
    assert!(said.iter().any(|reason| reason.starts_with("El plazo")), "{said:?}");
    // A library card that can be issued names its nearest desk and how far that is.
    let card = waiting.iter().find(|item| item["id"] == "card:library").unwrap();
    assert!(
        card["distance_label"].as_str().unwrap().ends_with("en línea recta"),
        "{card}"
    );
    assert!(card["detail"].as_str().unwrap().contains("Biblio"), "{card}");
}
