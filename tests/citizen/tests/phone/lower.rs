//! Nobody vouches for this phone, or its keys are in software: cards come all the same, say that they are at the basic level, and a desk takes
//! them or does not.

use serde_json::{Value, json};

use crate::common::{TestCity, admin};
use crate::wallet::{ask, labels, phone_of, result, take};

const LOWER: &str = "Unida, nivel básico";

/// What a card says of its key, and what is said of how it is kept.
fn levels(shown: &Value) -> (String, String) {
    let value = |all: &Value, name: &str| {
        let all = labels(all);
        let found = all.iter().find(|(label, _)| *label == name);
        found.map(|(_, value)| (*value).to_owned()).unwrap_or_default()
    };
    (
        value(&shown["claims"], "Nivel de la clave"),
        value(&shown["facts"], "Protección"),
    )
}

#[test]
fn keys_in_software_get_every_card_at_the_basic_level() {
    let city = TestCity::start();
    let phone = phone_of(&city, "diego");
    let card = take(&phone, "padron_certificate_sd_jwt", "diego");
    let shown = phone.ask(&["wallet", "show", &card.to_string()]);
    assert_eq!(shown["card"]["tier_label"], LOWER);
    let (says, kept) = levels(&shown);
    assert_eq!(says, "Básico: clave en programa");
    assert!(kept.starts_with("Nadie ha podido comprobar este móvil"), "{kept}");
    // An official looks at this one first; it is on its way at that level.
    let offer = phone.ask(&["wallet", "add", "parking_card_sd_jwt", "--as", "diego"]);
    assert_eq!(
        (&offer["stage"], &offer["tier_label"]),
        (&json!("put_off"), &json!(LOWER))
    );
}

#[test]
fn a_desk_declines_the_basic_level_where_it_needs_the_chip_and_takes_it_elsewhere() {
    let city = TestCity::start();
    let phone = phone_of(&city, "diego");
    take(&phone, "padron_certificate_sd_jwt", "diego");
    let (_, link) = ask(&city, &json!({ "question": "district" }));
    let consent = phone.ask(&["wallet", "present", &link]);
    assert!(consent["cards"].as_array().unwrap().is_empty(), "{consent}");
    assert_eq!(consent["nothing"]["title"], "Aquí piden más nivel");
    let anywhere = json!({ "dcql_query": { "credentials": [{ "id": "padron", "format": "dc+sd-jwt",
        "meta": { "vct_values": ["es.madrid.padron_certificate.1"] },
        "claims": [{ "path": ["address", "district"] }] }] } });
    let (question, link) = ask(&city, &anywhere);
    phone.ask(&["wallet", "present", &link, "--yes", "--although"]);
    let told = result(&city, &question);
    assert_eq!(
        (&told["counts"], &told["cards"][0]["tier"]),
        (&json!(true), &json!("basic"))
    );
}

#[test]
fn a_wallet_provider_that_is_down_locks_nobody_out() {
    let city = TestCity::start();
    let phone = phone_of(&city, "carmen");
    admin(&city, "PUT", "/admin/wallet-provider", &json!({ "state": "down" }));
    take(&phone, "library_card_sd_jwt", "carmen");
    let lower = take(&phone, "large_family_sd_jwt", "carmen");
    let shown = phone.ask(&["wallet", "show", &lower.to_string()]);
    assert_eq!(shown["card"]["tier_label"], LOWER);
    admin(&city, "PUT", "/admin/wallet-provider", &json!({ "state": "ok" }));
    let pass = take(&phone, "large_family_sd_jwt", "carmen");
    let shown = phone.ask(&["wallet", "show", &pass.to_string()]);
    assert_eq!(shown["card"]["tier_label"], "Unida a este móvil");
    assert_eq!(levels(&shown).0, "Medio: app comprobada");
}
