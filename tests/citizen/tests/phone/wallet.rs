//! The wallet on the headless phone against the city's counters and desks: two implementations that share no line of credential code.

use serde_json::{Value, json};

use crate::common::{Phone, TestCity, admin, out_of_reach, post_form};

const PHRASE: &str = "cuatro gatos y un balcón";

/// A phone on which somebody has signed in.
pub fn phone_of(city: &TestCity, persona: &str) -> Phone {
    let phone = Phone::new(&city.url);
    phone.ask(&["login", persona]);
    phone
}

/// Takes a card at the issuer's page.
pub fn take(phone: &Phone, card: &str, persona: &str) -> i64 {
    let offer = phone.ask(&["wallet", "add", card, "--as", persona]);
    assert_eq!(offer["stage"], "kept", "{offer}");
    offer["card"].as_i64().unwrap()
}

/// What a counter shows and tells: a link and a code.
fn counter(city: &TestCity, person: &str, card: &str) -> (String, String) {
    let page = post_form(city, "/mostrador", &format!("person={person}&card={card}&lang=es"));
    let after = |mark: &str| page.split_once(mark).unwrap().1;
    let link = after("openid-credential-offer://").split(['"', '<']).next().unwrap();
    let code = after("id=\"tx-code\">").split('<').next().unwrap();
    (format!("openid-credential-offer://{link}"), code.to_owned())
}

/// The city's desk asks: the number of the question, and the link.
pub fn ask(city: &TestCity, question: &Value) -> (String, String) {
    let asked = admin(city, "POST", "/admin/questions", question);
    let text = |name: &str| asked[name].as_str().unwrap().to_owned();
    (text("id"), text("cross_device"))
}

pub fn result(city: &TestCity, id: &str) -> Value {
    admin(city, "GET", &format!("/admin/questions/{id}"), &Value::Null)
}

pub fn labels(all: &Value) -> Vec<(&str, &str)> {
    all.as_array()
        .unwrap()
        .iter()
        .map(|one| (one["label"].as_str().unwrap(), one["value"].as_str().unwrap()))
        .collect()
}

#[test]
fn a_card_from_the_counter_is_shown_at_a_desk_and_counts() {
    let city = TestCity::start();
    let phone = phone_of(&city, "antonio");
    let (link, code) = counter(&city, "p-antonio", "senior_card_sd_jwt");
    let offer = phone.ask(&["wallet", "offer", &link, "--look"]);
    assert_eq!(
        (offer["stage"].as_str(), offer["code"]["is_numeric"].as_bool()),
        (Some("offered"), Some(true))
    );
    // The city signs what it says of itself.
    assert_eq!(offer["vouched"], true);
    // Whoever mistypes loses nothing.
    let wrong = phone.ask(&["wallet", "offer", &link, "--code", "000000"]);
    assert_eq!(
        (wrong["stage"].as_str(), wrong["trouble"]["code"].as_str()),
        (Some("offered"), Some("wallet.tx_code"))
    );
    let kept = phone.ask(&["wallet", "offer", &link, "--code", &code]);
    assert_eq!(kept["stage"], "kept", "{kept}");
    let id = kept["card"].to_string();
    let shown = phone.ask(&["wallet", "show", &id]);
    assert_eq!(shown["card"]["holder"], "De Antonio");
    assert!(labels(&shown["claims"]).contains(&("Mayor de 65 años", "Sí")));

    shown_at_the_desk(&city, &phone);
}

/// The desk asks whether somebody is over 65, and hears just that.
fn shown_at_the_desk(city: &TestCity, phone: &Phone) {
    let (question, link) = ask(
        city,
        &json!({ "dcql_query": { "credentials": [{
        "id": "senior", "format": "dc+sd-jwt", "meta": { "vct_values": ["es.madrid.senior_card.1"] },
        "claims": [{ "path": ["age_over_65"] }] }] } }),
    );
    let consent = phone.ask(&["wallet", "present", &link]);
    let sees = &consent["cards"][0]["claims"];
    assert_eq!(labels(sees), [("Mayor de 65 años", "Sí")]);
    assert_eq!(
        result(city, &question)["state"],
        "fetched",
        "nothing leaves before the yes"
    );
    let asked = consent["id"].to_string();
    let sent = phone.ask(&["wallet", "answer", &asked, "--yes", "--although"]);
    assert_eq!(sent["headline"], "Enviada");
    let told = result(city, &question);
    assert_eq!(
        (told["state"].as_str(), told["counts"].as_bool()),
        (Some("answered"), Some(true)),
        "{told}"
    );
    assert_eq!(told["cards"][0]["claims"], json!({ "age_over_65": true }));
    let log = phone.ask(&["wallet", "log"]);
    assert_eq!(
        log["entries"][0]["attributes"],
        json!(["Mayor de 65 años", "Número de tarjeta", "Nivel de la clave"])
    );
}

#[test]
fn what_was_taken_back_counts_nowhere_and_says_since_when() {
    let city = TestCity::start();
    let phone = phone_of(&city, "carmen");
    let card = take(&phone, "large_family_sd_jwt", "carmen");
    assert_eq!(phone.ask(&["wallet", "refresh"])["cards"][0]["status"], "valid");
    let given = admin(&city, "GET", "/admin/cards", &Value::Null);
    let batch = given["cards"][0]["id"].to_string();
    admin(
        &city,
        "POST",
        &format!("/admin/cards/{batch}"),
        &json!({ "action": "revoke" }),
    );
    let (question, link) = ask(&city, &json!({ "question": "large_family" }));
    phone.run(&["wallet", "present", &link, "--yes", "--although"]);
    assert_eq!(result(&city, &question)["counts"], false);
    // What was heard last would be good for a while; whoever asks is told what is true now.
    assert_eq!(phone.ask(&["wallet", "refresh"])["cards"][0]["status"], "revoked");
    phone.ask(&["wallet", "delete", &card.to_string()]);
    assert!(phone.ask(&["wallet"])["cards"].as_array().unwrap().is_empty());
    assert_eq!(
        phone.fail(&["wallet", "show", &card.to_string()])["code"],
        "wallet.card_unknown"
    );
}

#[test]
fn a_parent_holds_the_card_of_a_child() {
    let city = TestCity::start();
    let phone = phone_of(&city, "carmen");
    let offer = phone.ask(&[
        "wallet",
        "add",
        "sports_pass_sd_jwt",
        "--as",
        "carmen",
        "--for",
        "p-vera",
    ]);
    assert_eq!(offer["stage"], "kept", "{offer}");
    assert_eq!(phone.ask(&["wallet"])["cards"][0]["holder"], "De Vera");
}

#[test]
fn without_a_network_cards_are_read_and_a_neighbour_checks_them() {
    let city = TestCity::start();
    let (phone, desk) = (phone_of(&city, "antonio"), phone_of(&city, "carmen"));
    take(&phone, "senior_card_sd_jwt", "antonio");
    phone.ask(&["wallet", "refresh"]);
    desk.ask(&["sync"]);
    let question = desk.ask(&["wallet", "read", "senior"])["question"]
        .as_str()
        .unwrap()
        .to_owned();
    let show = |question: &str| -> Vec<String> {
        let shown = phone.ask(&["wallet", "present", question, "--yes", "--although"]);
        let codes = shown["codes"].as_array().unwrap().iter();
        codes.map(|code| code.as_str().unwrap().to_owned()).collect()
    };
    let read = |question: &str, codes: &[String]| {
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        desk.ask(&[&["wallet", "read", "--question", question, "--codes"], &codes[..]].concat())
    };
    let codes = show(&question);
    let reading = read(&question, &codes);
    assert_eq!(reading["verdict"], "good", "{reading}");
    assert_eq!(labels(&reading["facts"])[0], ("Mayor de 65 años", "Sí"));
    // The list was fetched for that: the next card of its kind is checked without a network.
    out_of_reach(&city);
    let again = desk.ask(&["wallet", "read", "senior"])["question"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(phone.ask(&["wallet"])["cards"][0]["status"], "valid");
    let reading = read(&again, &show(&again));
    assert_eq!(reading["verdict"], "good", "{reading}");
    // An answer to another question is none.
    let stale = read(&again, &codes);
    assert_eq!(stale["verdict"], "bad", "{stale}");
    assert!(stale["facts"].as_array().unwrap().is_empty());
    let log = phone.ask(&["wallet", "log"]);
    assert_eq!(
        log["entries"][0]["title"],
        "Tarjeta madridmayor. Enseñada a alguien a tu lado"
    );
}

#[test]
fn a_card_is_told_in_words_by_who_has_it_and_by_who_reads_it() {
    let city = TestCity::start();
    let (phone, desk) = (phone_of(&city, "carmen"), phone_of(&city, "antonio"));
    let card = take(&phone, "large_family_sd_jwt", "carmen");
    let told = phone.ask(&["wallet", "show", &card.to_string()]);
    let all = labels(&told["claims"]);
    let children: Vec<_> = all.iter().filter(|(name, _)| name.starts_with("Miembro")).collect();
    let names: Vec<_> = children.chunks(2).map(|child| [child[0].0, child[1].0]).collect();
    assert_eq!(names, [["Miembro: nombre", "Miembro: nacimiento"]; 3], "{all:?}");
    assert_eq!(*children[0], ("Miembro: nombre", "Hugo"));
    desk.ask(&["sync"]);
    let asked = desk.ask(&["wallet", "read", "large-family"]);
    let question = asked["question"].as_str().unwrap();
    let shown = phone.ask(&["wallet", "present", question, "--yes", "--although"]);
    let codes = shown["codes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|code| code.as_str().unwrap());
    let answer: Vec<&str> = ["wallet", "read", "--question", question, "--codes"]
        .into_iter()
        .chain(codes)
        .collect();
    assert_eq!(labels(&desk.ask(&answer)["facts"])[0], ("Categoría", "General"));
}

#[test]
fn a_new_phone_asks_for_the_cards_of_the_old_one() {
    let city = TestCity::start();
    let (old, new) = (phone_of(&city, "carmen"), phone_of(&city, "carmen"));
    take(&old, "library_card_sd_jwt", "carmen");
    let file = old.home().join("moving");
    let file = file.to_str().unwrap();
    assert_eq!(
        old.fail(&["wallet", "migrate", "out", file, "--phrase", "gato"])["code"],
        "input.passphrase"
    );
    old.ask(&["wallet", "migrate", "out", file, "--phrase", PHRASE]);
    let closed = new.fail(&["wallet", "migrate", "in", file, "--phrase", "cinco gatos y un balcón"]);
    assert_eq!(closed["code"], "wallet.migration_closed");
    let moved = new.ask(&["wallet", "migrate", "in", file, "--phrase", PHRASE]);
    assert_eq!(labels(&moved["facts"]), [("Tarjetas que puedes recibir", "1")]);
    let waiting = new.ask(&["wallet"])["offers"][0]["id"].to_string();
    let kept = new.ask(&["wallet", "go-on", &waiting, "--as", "carmen"]);
    assert_eq!(kept["stage"], "kept", "{kept}");
    assert_eq!(new.ask(&["wallet", "log"])["entries"].as_array().unwrap().len(), 2);
}

#[test]
fn a_card_says_in_plain_words_what_it_is_for_and_the_history_says_which_it_was() {
    let city = TestCity::start();
    let phone = phone_of(&city, "carmen");
    let card = take(&phone, "library_card_sd_jwt", "carmen").to_string();
    let shown = phone.ask(&["wallet", "show", &card]);
    assert!(
        labels(&shown["claims"]).contains(&("Servicio", "Música y películas")),
        "{shown}"
    );
    assert_eq!(
        shown["history"][0]["title"],
        "Recibida de Ayuntamiento de Madrid (ciudad de pruebas)"
    );
    let title = "Carné de bibliotecas. Recibida de Ayuntamiento de Madrid (ciudad de pruebas)";
    assert_eq!(phone.ask(&["wallet", "log"])["entries"][0]["title"], title);
    // The name stays when the card does not.
    phone.ask(&["wallet", "delete", &card]);
    assert_eq!(phone.ask(&["wallet", "log"])["entries"][0]["title"], title);
}

#[test]
fn no_claim_is_in_the_store_or_in_a_log() {
    let city = TestCity::start();
    let phone = phone_of(&city, "antonio");
    let said = phone.run(&["wallet", "add", "senior_card_sd_jwt", "--as", "antonio", "--verbose"]);
    assert_eq!(said.exit, 0, "{}", said.err);
    let (_, link) = ask(&city, &json!({ "question": "senior_curious" }));
    let shared = phone.run(&["wallet", "present", &link, "--yes", "--although", "--verbose"]);
    let exported = phone.run(&["wallet", "log", "--export"]);
    let shown = phone.ask(&["wallet", "show", "1"]);
    let values: Vec<String> = labels(&shown["claims"])
        .iter()
        .map(|(_, value)| (*value).to_owned())
        .collect();
    assert!(values.contains(&"Antonio".to_owned()), "{values:?}");
    let mut store = Vec::new();
    for file in std::fs::read_dir(phone.home()).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            store.extend(std::fs::read(path).unwrap());
        }
    }
    for value in values.iter().filter(|value| value.chars().count() > 3) {
        let in_store = store.windows(value.len()).any(|window| window == value.as_bytes());
        assert!(!in_store, "{value} is in the store");
        for log in [&said.err, &shared.err, &exported.out] {
            assert!(!log.contains(value.as_str()), "{value} is in a log");
        }
    }
    assert!(store.len() > 100_000, "the store was looked at");
}

/// Links that lead nowhere good.
const LINKS: [&str; 32] = [
    "",
    "hola",
    "https://example.com",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "openid-credential-offer://",
    "openid-credential-offer://?credential_offer=",
    "openid-credential-offer://?credential_offer=%",
    "openid-credential-offer://?credential_offer={}&credential_offer={}",
    "openid-credential-offer://?credential_offer_uri=http://evil.example/o",
    "openid-credential-offer://?credential_offer_uri=file:///etc/passwd",
    "openid-credential-offer://?credential_offer_uri=https://madrid.es@evil.example/o",
    "openid-credential-offer://?credential_offer_uri=https://m%C3%A1drid.example/o",
    "openid4vp://",
    "openid4vp://?client_id=x",
    "openid4vp://?client_id=x509_hash:a&request_uri=http://evil.example/r",
    "openid4vp://?client_id=x509_hash:a&request_uri=https://evil.example/r&request_uri_method=put",
    "openid4vp://?client_id=x509_hash:a&client_id=x509_hash:b&request_uri=https://evil.example/r",
    "openid4vp://?client_id=decentralized_identifier:did:x&request_uri=https://evil.example/r",
    "openid4vp://?client_id=origin:https://evil.example&request_uri=https://evil.example/r",
    "openid4vp://?client_id=x509_hash:a&response_type=vp_token&nonce=n&response_uri=https://evil.example",
    "openid4vp://?client_id=redirect_uri:https://evil.example/a&response_uri=https://other.example/b&response_type=vp_token&response_mode=direct_post&nonce=12345678",
    "openid4vp://?client_id=redirect_uri:https://evil.example/a&response_type=id_token&response_mode=direct_post&nonce=12345678&dcql_query={}",
    "openid4vp://?client_id=redirect_uri:https://evil.example/a&response_type=vp_token&response_mode=fragment&nonce=12345678&dcql_query={}",
    "openid4vp://?client_id=redirect_uri:https://evil.example/a&response_type=vp_token&response_mode=direct_post&nonce=1&dcql_query={}",
    "openid4vp://?client_id=redirect_uri:https://evil.example/a&response_type=vp_token&response_mode=direct_post&nonce=12345678",
    "openid4vp://?client_id=redirect_uri:https://evil.example/a&response_type=vp_token&response_mode=direct_post&nonce=12345678&dcql_query={\"credentials\":[]}",
    "openid4vp://?client_id=redirect_uri:https://ev%D1%96l.example/a&response_type=vp_token&response_mode=direct_post&nonce=12345678",
    "openid4vp://?client_id=redirect_uri:https://evil.example/a&redirect_uri=https://evil.example/a&response_type=vp_token&response_mode=direct_post&nonce=12345678",
    "{}",
    "{\"dcql_query\":{\"credentials\":[]},\"nonce\":\"0123456789abcdef\"}",
    "{\"nonce\":\"0123456789abcdef\"}",
];

/// Links that somebody might make a person scan.
fn hostile(city: &TestCity) -> Vec<String> {
    let mut all: Vec<String> = LINKS.iter().map(|link| (*link).to_owned()).collect();
    all.extend(offers(city));
    all.extend(monsters(city));
    all
}

/// Offers that are none.
fn offers(city: &TestCity) -> Vec<String> {
    let offer = |value: &Value| {
        format!(
            "openid-credential-offer://?credential_offer={}",
            encoded(&value.to_string())
        )
    };
    let issuer = format!("{}/issuer", city.url);
    let good = json!({ "credential_issuer": issuer, "credential_configuration_ids": ["library_card_sd_jwt"], "grants": { "authorization_code": {} } });
    let with = |name: &str, value: Value| {
        let mut offer = good.clone();
        offer[name] = value;
        offer
    };
    vec![
        offer(&json!([])),
        offer(&with("credential_issuer", json!("http://evil.example"))),
        offer(&with("credential_issuer", json!("https://evil.example/?a=b"))),
        offer(&with("credential_issuer", json!(format!("{issuer}#x")))),
        offer(&with("credential_issuer", json!(7))),
        offer(&with("credential_configuration_ids", json!([]))),
        offer(&with("credential_configuration_ids", json!(["a", "b"]))),
        offer(&with("credential_configuration_ids", json!(["no_such_card"]))),
        offer(&with(
            "grants",
            json!({ "urn:ietf:params:oauth:grant-type:pre-authorized_code": {} }),
        )),
        offer(&with("grants", json!({ "implicit": {} }))),
    ]
}

/// What is too deep, too long, or somewhere else. A command line holds no more; the readers are tried with longer ones by themselves.
fn monsters(city: &TestCity) -> Vec<String> {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let asks = "openid4vp://?client_id=redirect_uri:https://evil.example/a&response_type=vp_token";
    let elsewhere = encoded(&format!("{}/admin/personas", city.url));
    vec![
        format!("openid-credential-offer://?credential_offer={deep}"),
        format!("openid-credential-offer://?credential_offer={}", encoded(&deep)),
        format!("{asks}&response_mode=direct_post&nonce=12345678&dcql_query={deep}"),
        format!("openid-credential-offer://?credential_offer_uri={elsewhere}"),
        format!("openid4vp://?client_id=x509_hash:a&request_uri={elsewhere}"),
        "a".repeat(100_000),
    ]
}

fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(byte.into());
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[test]
fn what_somebody_makes_a_person_scan_is_refused_in_plain_words_and_not_kept() {
    let city = TestCity::start();
    let phone = phone_of(&city, "carmen");
    let all = hostile(&city);
    for link in &all {
        let way = if link.contains("credential_offer") {
            "offer"
        } else {
            "present"
        };
        let start: String = link.chars().take(120).collect();
        let said = phone.run(&["wallet", way, "--", link]);
        assert_eq!((said.exit, said.out.as_str()), (1, ""), "{start}");
        let refused: Value = serde_json::from_str(&said.err).unwrap_or_else(|_| panic!("{start}: {}", said.err));
        let code = refused["code"].as_str().unwrap();
        assert!(
            code.starts_with("wallet.") || code.starts_with("cred."),
            "{start}: {code}"
        );
        assert!(refused["body"].as_str().unwrap().len() > 20 && refused["next_step"].as_str().unwrap().len() > 10);
    }
    let wallet = phone.ask(&["wallet"]);
    for kept in ["cards", "offers", "asked"] {
        assert_eq!(wallet[kept], json!([]), "{kept}");
    }
    println!("{} hostile codes", all.len());
    assert!(all.len() >= 40);
}
