//! A persona's day with the headless phone.

use serde_json::{Value, json};

use crate::common::{Phone, TestCity, admin, block, out_of_reach};

fn titles(block: &Value) -> Vec<&str> {
    block["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["title"].as_str().unwrap())
        .collect()
}

fn ids(home: &Value) -> Vec<&str> {
    home["blocks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|block| block["id"].as_str().unwrap())
        .collect()
}

fn assert_all_stale(home: &Value) {
    for block in home["blocks"].as_array().unwrap() {
        assert_eq!(block["freshness"]["state"], "stale", "{}", block["id"]);
        assert!(block["freshness"]["as_of"].is_string());
    }
}

#[test]
fn marta_signs_in_looks_changes_her_number_offline_and_it_arrives_once() {
    let city = TestCity::start();
    let phone = Phone::new(city.running().http_url());
    assert_eq!(phone.ask(&["login", "marta"])["state"], "signed_in");
    let home = phone.ask(&["home"]);
    assert_eq!(home["greeting"], "Hola, Marta");
    assert_eq!(ids(&home), ["owe", "do", "new", "have", "near"]);
    let owe = block(&home, "owe");
    let fine = owe["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["pressing"].is_string())
        .unwrap();
    assert!(
        fine["note"].as_str().unwrap().contains("alegar"),
        "what she gives up is said: {fine}"
    );
    assert_eq!(fine["amount"], "100,00\u{a0}€");
    out_of_reach(&city);
    let changed = phone.ask(&["contact", "set", "--phone", "611 22 33 44"]);
    assert_eq!(changed["contact"]["phone"], "+34611223344");
    assert_eq!(changed["pending"][0]["state"], "waiting");
    let offline = phone.ask(&["home"]);
    assert_all_stale(&offline);
    assert!(
        offline["trouble"]["code"].is_string(),
        "said once: {}",
        offline["trouble"]
    );
    assert_eq!(titles(block(&offline, "owe")), titles(owe));
    admin(&city, "DELETE", "/admin/faults", &Value::Null);
    phone.ask(&["sync"]);
    // Light access was enough until now; changing something asks for more, once.
    assert_eq!(phone.ask(&["outbox"])[0]["state"], "needs_stronger_sign_in");
    phone.ask(&["login", "marta", "--strong"]);
    phone.ask(&["sync"]);
    assert_eq!(phone.ask(&["outbox"]), json!([]));
    let entries = admin(&city, "GET", "/admin/ledger", &Value::Null);
    assert_eq!(
        (
            entries["entries"].as_array().unwrap().len(),
            &entries["entries"][0]["effects"]
        ),
        (1, &json!(1))
    );
    assert_eq!(phone.ask(&["home"])["blocks"][0]["freshness"]["state"], "fresh");
}

#[test]
fn everything_the_city_says_of_anybody_can_be_read() {
    let city = TestCity::start();
    let personas = Phone::new(&city.url).ask(&["personas"]);
    assert!(personas.as_array().unwrap().len() >= 6);
    let mut seen = 0;
    for persona in personas.as_array().unwrap() {
        let phone = Phone::new(&city.url);
        let id = persona["id"].as_str().unwrap();
        phone.ask(&["login", id]);
        let home = phone.ask(&["home"]);
        assert_eq!(home["trouble"], Value::Null, "{id}");
        for subject in home["subjects"].as_array().unwrap() {
            let home = phone.ask(&["home", "--for", subject["id"].as_str().unwrap()]);
            for block in home["blocks"].as_array().unwrap() {
                assert_eq!(block["freshness"]["state"], "fresh", "{id}, {subject}: {block}");
                seen += titles(block).len();
            }
        }
    }
    assert!(seen > 60, "{seen}");
}

#[test]
fn one_system_that_fails_is_said_on_its_block_and_on_no_other() {
    let city = TestCity::start();
    let phone = Phone::new(city.running().http_url());
    phone.ask(&["login", "carmen"]);
    let cases: [(&str, &[&str]); 3] = [
        ("fines", &["owe"]),
        ("procedures", &["do"]),
        // Cards and bookings come from the same desk.
        ("sport", &["have", "do"]),
    ];
    for (sector, places) in cases {
        admin(&city, "PUT", "/admin/sectors", &json!({ sector: "down" }));
        phone.ask(&["sync"]);
        let home = phone.ask(&["home"]);
        for block in home["blocks"].as_array().unwrap() {
            let parts = block["parts"].as_array().unwrap();
            let troubled = parts.iter().filter(|part| part["notice"].is_string()).count();
            let is_hit = places.contains(&block["id"].as_str().unwrap());
            assert_eq!(troubled, usize::from(is_hit), "{sector}: {}", block["id"]);
            let state = if is_hit { "stale" } else { "fresh" };
            assert_eq!(block["freshness"]["state"], state, "{sector}: {}", block["id"]);
        }
        assert!(!titles(block(&home, "owe")).is_empty(), "what was there stays");
        admin(&city, "PUT", "/admin/sectors", &json!({ sector: "ok" }));
    }
}

#[test]
fn a_conflict_is_shown_and_the_person_decides() {
    let city = TestCity::start();
    let phone = Phone::new(city.running().http_url());
    phone.ask(&["login", "diego", "--strong"]);
    for (keep, expected) in [(true, "+34611000001"), (false, "+34622000002")] {
        out_of_reach(&city);
        phone.ask(&[
            "contact",
            "set",
            "--phone",
            if keep { "611000001" } else { "611000003" },
        ]);
        admin(&city, "DELETE", "/admin/faults", &Value::Null);
        let theirs = json!({ "phone": "+34622000002", "email": null });
        admin(&city, "PUT", "/admin/people/p-diego/contact", &theirs);
        phone.ask(&["sync"]);
        let pending = phone.ask(&["outbox"]);
        assert_eq!(pending[0]["state"], "conflict");
        assert!(pending[0]["label"].as_str().unwrap().contains("+34622000002"));
        let id = pending[0]["id"].to_string();
        phone.ask(&["outbox", if keep { "--keep" } else { "--discard" }, &id]);
        phone.ask(&["sync"]);
        assert_eq!(phone.ask(&["outbox"]), json!([]));
        assert_eq!(phone.ask(&["contact", "show"])["contact"]["phone"], expected);
    }
}

#[test]
fn what_was_written_behind_a_conflict_is_not_in_conflict_with_oneself() {
    let city = TestCity::start();
    let phone = Phone::new(city.running().http_url());
    phone.ask(&["login", "diego", "--strong"]);
    out_of_reach(&city);
    phone.ask(&["contact", "set", "--phone", "611000001"]);
    phone.ask(&["contact", "set", "--email", "diego@example.org"]);
    admin(&city, "DELETE", "/admin/faults", &Value::Null);
    admin(
        &city,
        "PUT",
        "/admin/people/p-diego/contact",
        &json!({ "phone": "+34622000002", "email": null }),
    );
    phone.ask(&["sync"]);
    let id = phone.ask(&["outbox"])[0]["id"].to_string();
    phone.ask(&["outbox", "--keep", &id]);
    phone.ask(&["sync"]);
    assert_eq!(phone.ask(&["outbox"]), json!([]), "one question, not two");
    let contact = phone.ask(&["contact", "show"])["contact"].clone();
    assert_eq!(
        contact,
        json!({ "phone": "+34611000001", "email": "diego@example.org" })
    );
}

#[test]
fn whoever_cannot_confirm_who_they_are_can_take_the_change_back() {
    let city = TestCity::start();
    let phone = Phone::new(city.running().http_url());
    phone.ask(&["login", "amina"]);
    let before = phone.ask(&["contact", "show"])["contact"].clone();
    phone.ask(&["contact", "set", "--phone", "611000001"]);
    phone.ask(&["sync"]);
    let pending = phone.ask(&["outbox"]);
    assert_eq!(pending[0]["state"], "needs_stronger_sign_in");
    out_of_reach(&city);
    phone.run(&["sync"]);
    assert_eq!(
        phone.ask(&["outbox"])[0]["state"],
        "needs_stronger_sign_in",
        "a lost network changes nothing"
    );
    phone.ask(&["outbox", "--discard", &pending[0]["id"].to_string()]);
    assert_eq!(phone.ask(&["outbox"]), json!([]));
    assert_eq!(phone.ask(&["contact", "show"])["contact"], before);
}

#[test]
fn who_signed_out_stays_closed_to_whoever_tries_next() {
    let city = TestCity::start();
    let phone = Phone::new(city.running().http_url());
    phone.ask(&["login", "marta"]);
    phone.ask(&["logout"]);
    assert_eq!(phone.fail(&["login", "diego"])["code"], "session.other_person");
    assert_eq!(phone.fail(&["contact", "show"])["error"], "Locked");
    assert_eq!(phone.ask(&["login", "marta"])["state"], "signed_in");
    // Without the person nothing opens it, but whoever holds the phone may begin anew on it.
    phone.ask(&["logout"]);
    phone.ask(&["remove-my-data", "--yes"]);
    assert_eq!(phone.ask(&["login", "diego"])["state"], "signed_in");
}

#[test]
fn the_screen_is_the_persons_own_and_that_of_those_they_act_for() {
    let city = TestCity::start();
    let phone = Phone::new(city.running().http_url());
    phone.ask(&["login", "carmen"]);
    phone.ask(&["home", "order", "have", "owe"]);
    phone.ask(&["home", "hide", "near"]);
    let home = phone.ask(&["home"]);
    assert_eq!(ids(&home), ["have", "owe", "do", "new"]);
    assert_eq!(home["hidden"], json!(["near"]));
    assert_eq!(ids(&phone.ask(&["home", "show", "near"])).len(), 5);
    let hugo = phone.ask(&["home", "--for", "p-hugo"]);
    assert_eq!(hugo["acting_for"], "Actúas por Hugo");
    assert_ne!(titles(block(&hugo, "have")), titles(block(&home, "have")));
    assert_eq!(
        phone.fail(&["home", "--for", "p-marta"])["code"],
        "home.not_represented"
    );
    assert_eq!(phone.ask(&["home"])["acting_for"], Value::Null);
}

#[test]
fn locked_signed_out_and_removed_show_nothing() {
    let city = TestCity::start();
    let phone = Phone::new(city.running().http_url());
    phone.ask(&["login", "amina"]);
    phone.ask(&["lock"]);
    assert_eq!(phone.ask(&["home"])["session"]["state"], "locked");
    assert_eq!(phone.fail(&["contact", "show"])["error"], "Locked");
    phone.ask(&["unlock"]);
    assert_eq!(ids(&phone.ask(&["home"])).len(), 5);
    phone.ask(&["logout"]);
    assert_eq!(phone.ask(&["home"])["session"]["state"], "signed_out");
    assert_eq!(phone.fail(&["login", "diego"])["code"], "session.other_person");
    phone.ask(&["login", "amina"]);
    assert!(phone.ask(&["remove-my-data"])["lines"].as_array().unwrap().len() > 3);
    phone.ask(&["remove-my-data", "--yes"]);
    assert_eq!(ids(&phone.ask(&["home"])), Vec::<&str>::new());
    // The phone is free for somebody else.
    assert_eq!(phone.ask(&["login", "diego"])["state"], "signed_in");
}

#[test]
fn bad_input_is_refused_in_plain_words_and_nothing_is_kept() {
    let city = TestCity::start();
    let phone = Phone::new(city.running().http_url());
    assert_eq!(phone.fail(&["contact", "set", "--phone", "611"])["code"], "input.phone");
    phone.ask(&["login", "lucia"]);
    for (option, value, code) in [("--phone", "12", "input.phone"), ("--email", "lucia@", "input.email")] {
        assert_eq!(phone.fail(&["contact", "set", option, value])["code"], code);
    }
    assert_eq!(phone.ask(&["outbox"]), json!([]));
    assert_eq!(phone.fail(&["login", "nobody"])["error"], "NotFound");
}
