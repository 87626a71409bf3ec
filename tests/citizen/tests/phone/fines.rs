//! Fines, with the headless phone: read, checked by a stranger, answered in the metro, decided, and handed to who drove.

use serde_json::{Value, json};

use crate::common::{Phone, TestCity, admin, out_of_reach};

/// Every fine of a list.
fn all(list: &Value) -> Vec<&Value> {
    let groups = list["groups"].as_array().unwrap().iter();
    groups.flat_map(|group| group["fines"].as_array().unwrap()).collect()
}

/// The first fine that stands so.
fn in_state(phone: &Phone, state: &str) -> String {
    let list = phone.ask(&["fines", "list"]);
    let fine = all(&list).into_iter().find(|fine| fine["state"] == state);
    fine.unwrap_or_else(|| panic!("no fine is {state}: {list}"))["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn value(facts: &Value, label: &str) -> String {
    let mut facts = facts.as_array().unwrap().iter();
    let found = facts.find(|fact| fact["label"] == label).unwrap();
    found["value"].as_str().unwrap().to_owned()
}

/// Back in reach, and everything is brought up to date.
fn in_reach(city: &TestCity, phone: &Phone) {
    admin(city, "DELETE", "/admin/faults", &Value::Null);
    phone.ask(&["sync"]);
}

#[test]
fn the_list_groups_fines_and_one_shows_both_ways_at_the_same_size() {
    let mut city = TestCity::start();
    let phone = Phone::new(&city.url);
    phone.ask(&["login", "rafael"]);
    let list = phone.ask(&["fines", "list"]);
    let titles: Vec<_> = list["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| &group["title"])
        .collect();
    assert_eq!(titles, ["Por decidir", "En marcha", "Cerradas"]);
    assert_eq!((all(&list).len(), &list["freshness"]["state"]), (13, &json!("fresh")));
    let id = in_state(&phone, "notified");
    // Everything can be read in the metro.
    city.stop();
    let one = phone.ask(&["fines", "show", &id]);
    let choices = one["choices"].as_array().unwrap();
    let kinds: Vec<_> = choices.iter().map(|choice| &choice["kind"]).collect();
    assert_eq!(kinds, ["pay", "allege", "name_driver"]);
    for choice in choices {
        assert!(!choice["saves"].as_array().unwrap().is_empty() && !choice["gives_up"].as_array().unwrap().is_empty());
        assert!(choice["until"].as_str().unwrap().contains("Quedan"));
    }
    assert_eq!(one["steps"][0]["is_now"], true);
    assert!(phone.run(&["fines", "show", &id]).out.contains("ahorras"));
    assert_eq!(phone.fail(&["fines", "show", "1"])["code"], "fine.unknown");
}

#[test]
fn who_has_no_fines_is_told_so_and_who_was_never_reached_is_not() {
    let city = TestCity::start();
    let phone = Phone::new(&city.url);
    assert_eq!(phone.fail(&["fines", "list"])["error"], "Locked");
    phone.ask(&["login", "lucia"]);
    assert_eq!(phone.ask(&["fines", "list"])["empty"]["title"], "Sin multas");
    admin(&city, "PUT", "/admin/sectors", &json!({ "fines": "down" }));
    let other = Phone::new(&city.url);
    other.ask(&["login", "lucia"]);
    let unheard = other.ask(&["fines", "list"]);
    assert_eq!(unheard["empty"]["title"], "Todavía sin datos");
    assert_eq!(unheard["trouble"]["code"], "home.section_down");
}

#[test]
fn anybody_checks_a_paper_without_signing_in() {
    let mut city = TestCity::start();
    let owner = Phone::new(&city.url);
    owner.ask(&["login", "marta"]);
    let id = in_state(&owner, "notified");
    let plate = value(&owner.ask(&["fines", "show", &id])["facts"], "Matrícula");
    let stranger = Phone::new(&city.url);
    let (first, rest) = id.split_at(3);
    let (second, third) = rest.split_at(3);
    let spaced = format!("{first} {second}-{third}");
    let real = stranger.ask(&["fines", "verify", &spaced, &plate.to_lowercase()]);
    assert_eq!(real["outcome"], "real");
    assert!(real["facts"].to_string().contains("100,00") && !real.to_string().contains("Iglesias"));
    assert_eq!(
        stranger.ask(&["fines", "verify", "000000000", &plate])["outcome"],
        "not_ours"
    );
    let wrong = stranger.ask(&["fines", "verify", "12", &plate]);
    assert_eq!(
        (&wrong["outcome"], &wrong["body"]),
        (&json!("wrong"), &json!("El boletín tiene nueve cifras y aquí hay 2."))
    );
    // Whoever tries numbers has to wait, also with the right one in the end.
    for guess in 0..9 {
        stranger.ask(&["fines", "verify", &format!("{guess:09}"), "1234BCD"]);
    }
    let busy = stranger.ask(&["fines", "verify", &id, &plate]);
    assert_eq!(
        (&busy["outcome"], &busy["trouble"]["code"]),
        (&json!("unknown"), &json!("net.busy"))
    );
    city.stop();
    assert_eq!(stranger.ask(&["fines", "verify", &id, &plate])["outcome"], "unknown");
}

#[test]
fn allegations_are_written_and_sent_in_the_metro_and_decided() {
    let city = TestCity::start();
    let phone = Phone::new(&city.url);
    phone.ask(&["login", "marta"]);
    let id = in_state(&phone, "notified");
    let paper = phone.home().join("factura.pdf");
    std::fs::write(&paper, b"%PDF-1.4 taller").unwrap();
    let program = phone.home().join("virus.exe");
    std::fs::write(&program, b"MZ").unwrap();
    out_of_reach(&city);
    let written = phone.ask(&[
        "fines",
        "allege",
        &id,
        "--draft",
        "--text",
        "El coche estaba en el taller.",
    ]);
    assert_eq!(written["allegations"]["state"], "writing");
    let refused = phone.fail(&["fines", "allege", &id, "--attach", program.to_str().unwrap()]);
    assert_eq!(refused["code"], "fine.wrong_type");
    // Another start of the app goes on where the last one ended.
    let waiting = phone.ask(&["fines", "allege", &id, "--attach", paper.to_str().unwrap()]);
    assert_eq!(waiting["allegations"]["state"], "waiting", "{waiting}");
    assert_eq!(waiting["allegations"]["papers"][0]["name"], "factura.pdf");
    let changed = phone.fail(&["fines", "allege", &id, "--draft", "--text", "No"]);
    assert_eq!(changed["code"], "fine.under_way");
    in_reach(&city, &phone);
    let filed = phone.ask(&["fines", "show", &id]);
    assert_eq!(
        (&filed["allegations"]["state"], &filed["state"]),
        (&json!("filed"), &json!("contested"))
    );
    let number = value(&filed["filed"], "Número de registro");
    assert!(filed["allegations"]["label"].as_str().unwrap().contains(&number));
    assert_eq!(filed["allegations"]["text"], "El coche estaba en el taller.");
}

#[test]
fn what_was_filed_costs_the_discount_and_is_decided() {
    let city = TestCity::start();
    let phone = Phone::new(&city.url);
    phone.ask(&["login", "marta"]);
    let id = in_state(&phone, "notified");
    phone.ask(&["fines", "allege", &id, "--text", "No era yo."]);
    let quote = phone.ask(&["pay", "prepare", "fine", &id]);
    assert_eq!(
        (&quote["amount"], &quote["saving"]),
        (&json!("200,00\u{a0}€"), &Value::Null)
    );
    let decision = json!({ "outcome": "accepted" });
    admin(&city, "POST", &format!("/admin/fines/{id}/resolution"), &decision);
    phone.ask(&["sync"]);
    let decided = phone.ask(&["fines", "show", &id]);
    assert_eq!(
        (&decided["state"], decided["choices"].as_array().unwrap().len()),
        (&json!("cancelled"), 0)
    );
    assert!(value(&decided["filed"], "Decidido").contains("te dio la razón"));
    let removal = phone.ask(&["remove-my-data"]);
    assert!(removal.to_string().contains("1 escrito sobre una multa"), "{removal}");
}

#[test]
fn two_phones_file_once_and_the_second_keeps_what_it_wrote() {
    let city = TestCity::start();
    let (first, second) = (Phone::new(&city.url), Phone::new(&city.url));
    for phone in [&first, &second] {
        phone.ask(&["login", "marta"]);
    }
    let id = in_state(&first, "notified");
    out_of_reach(&city);
    for (phone, text) in [(&first, "Uno"), (&second, "Dos")] {
        phone.ask(&["fines", "allege", &id, "--text", text]);
    }
    in_reach(&city, &first);
    in_reach(&city, &second);
    assert_eq!(first.ask(&["fines", "show", &id])["allegations"]["state"], "filed");
    let kept = second.ask(&["fines", "show", &id]);
    assert_eq!(
        (
            &kept["allegations"]["state"],
            &kept["allegations"]["text"],
            &kept["state"]
        ),
        (&json!("refused"), &json!("Dos"), &json!("contested"))
    );
    assert_eq!(kept["allegations"]["trouble"]["code"], "fine.already_filed");
    let again = second.fail(&["fines", "allege", &id]);
    assert_eq!(again["code"], "fine.already_filed");
    let thrown = second.ask(&["fines", "allege", &id, "--discard"]);
    assert_eq!(thrown["allegations"]["state"], "empty");
}

#[test]
fn who_drove_is_named_and_a_photo_is_fetched_once() {
    let mut city = TestCity::start();
    let phone = Phone::new(&city.url);
    phone.ask(&["login", "marta"]);
    let id = in_state(&phone, "notified");
    let photo = phone.home().join("foto.png");
    let fetch = || phone.ask(&["fines", "evidence", &id, "1", "--out", photo.to_str().unwrap()]);
    let bytes = fetch()["bytes"].as_u64().unwrap();
    assert!(bytes > 1_000 && std::fs::read(&photo).unwrap().starts_with(b"\x89PNG"));
    let who = ["--name", "Julia Rey Mora", "--address", "Calle del Pez, 9"];
    let wrong = phone.fail(&[&["fines", "driver", &id, "--document", "12345678A"], &who[..]].concat());
    assert_eq!(wrong["code"], "fine.document");
    let kept = phone.ask(&["fines", "show", &id]);
    assert_eq!(
        (&kept["driver"]["name"], &kept["driver"]["state"]),
        (&json!("Julia Rey Mora"), &json!("writing"))
    );
    let named = phone.ask(&[&["fines", "driver", &id, "--document", "12345678-z"], &who[..]].concat());
    assert_eq!(
        (&named["driver"]["state"], &named["state"]),
        (&json!("filed"), &json!("driver_named")),
        "{named}"
    );
    assert_eq!(value(&named["filed"], "Conducía"), "Julia Rey Mora");
    city.stop();
    assert_eq!(fetch()["bytes"].as_u64(), Some(bytes), "it is kept");
}
