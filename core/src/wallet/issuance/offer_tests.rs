//! Offers, honest and otherwise.

use serde_json::json;

use super::*;
use crate::net::percent_encode;

const ISSUER: &str = "https://cards.example/issuer";

fn by_value(offer: &Value) -> String {
    format!(
        "openid-credential-offer://?credential_offer={}",
        percent_encode(&offer.to_string())
    )
}

fn counter() -> Value {
    json!({
        "credential_issuer": ISSUER, "credential_configuration_ids": ["card"],
        "grants": { PRE_AUTHORIZED: {
            "pre-authorized_code": "secret", "tx_code": { "length": 6, "description": "Te lo dicen en el mostrador" },
        } },
    })
}

fn fault(link: &str) -> &'static str {
    match read_link(link) {
        Err(Error::Invalid(code) | Error::Refused(code)) => code,
        _ => "read",
    }
}

fn with(change: impl FnOnce(&mut Value)) -> Result<Offer, Error> {
    let mut offer = counter();
    change(&mut offer);
    read(offer.to_string().as_bytes())
}

#[test]
fn both_ways_of_offering_are_read() {
    let Ok(Link::Here(offer)) = read_link(&by_value(&counter())) else {
        panic!("an offer by value");
    };
    assert_eq!((offer.issuer.as_str(), offer.configuration.as_str()), (ISSUER, "card"));
    let Grant::Counter {
        code,
        tx_code: Some(asked),
    } = &offer.grant
    else {
        panic!("of a counter");
    };
    assert_eq!(code.expose(), "secret");
    assert!(asked.is_numeric && asked.length == Some(6));
    assert!(asked.fits("123456") && !asked.fits("12345") && !asked.fits("12345a") && !asked.fits(""));
    let address = "https://cards.example/offers/1?a=b";
    for scheme in [
        "openid-credential-offer://",
        "haip-vci://",
        "https://wallet.example/add",
    ] {
        let link = format!("{scheme}?credential_offer_uri={}", percent_encode(address));
        assert!(read_link(&link).unwrap() == Link::At(address.to_owned()), "{scheme}");
    }
}

#[test]
fn who_offers_no_right_lets_the_person_sign_in() {
    for grants in [json!({}), json!({ CODE: {} }), Value::Null] {
        let offer = with(|offer| {
            offer["grants"] = grants.clone();
            if grants.is_null() {
                offer.as_object_mut().unwrap().remove("grants");
            }
        });
        assert!(offer.unwrap().grant == Grant::Page { issuer_state: None }, "{grants}");
    }
    let both = with(|offer| offer["grants"][CODE] = json!({ "issuer_state": "s" })).unwrap();
    assert!(
        matches!(both.grant, Grant::Counter { .. }),
        "what asks least of the person"
    );
}

#[test]
fn what_is_no_clear_offer_is_refused() {
    let good = percent_encode(&counter().to_string());
    for link in [
        "",
        "openid-credential-offer://",
        "openid-credential-offer://?x=1",
        "javascript:alert(1)?credential_offer=%7B%7D",
        "openid-credential-offer://?credential_offer=%7B",
        "openid-credential-offer://?credential_offer=%FF",
        "openid-credential-offer://?credential_offer_uri=file%3A%2F%2F%2Fetc%2Fpasswd",
        "openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fa%40evil.example%2F",
        &format!("openid-credential-offer://?credential_offer={good}&credential_offer={good}"),
        &format!("openid-credential-offer://?credential_offer={good}&credential_offer_uri=https%3A%2F%2Fa.example"),
        &format!("openid-credential-offer://?credential_offer={}", "x".repeat(LONGEST)),
    ] {
        assert_eq!(
            fault(link),
            "wallet.offer_wrong",
            "{}",
            link.chars().take(90).collect::<String>()
        );
    }
    let twice = format!(r#"{{"credential_issuer":"{ISSUER}","credential_issuer":"https://evil.example"}}"#);
    assert!(read(twice.as_bytes()).is_err());
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert!(read(deep.as_bytes()).is_err());
}

#[test]
fn what_an_offer_must_say_it_must_say_well() {
    for (path, value) in [
        ("/credential_issuer", json!("https://cards.example/?q")),
        ("/credential_issuer", json!("https://cards.example/#f")),
        ("/credential_issuer", json!("ftp://cards.example")),
        ("/credential_issuer", json!(7)),
        ("/credential_configuration_ids", json!([])),
        ("/credential_configuration_ids", json!([1])),
        ("/credential_configuration_ids", json!("card")),
        ("/grants", json!([])),
    ] {
        let read = with(|offer| *offer.pointer_mut(path).unwrap() = value.clone());
        assert!(
            matches!(read, Err(Error::Invalid("wallet.offer_wrong"))),
            "{path} {value}"
        );
    }
    for tx_code in [
        json!(1),
        json!({ "input_mode": "voice" }),
        json!({ "length": 0 }),
        json!({ "length": 1_000 }),
    ] {
        let read = with(|offer| offer["grants"][PRE_AUTHORIZED]["tx_code"] = tx_code.clone());
        assert!(read.is_err(), "{tx_code}");
    }
    let several = with(|offer| offer["credential_configuration_ids"] = json!(["a", "b"]));
    assert!(matches!(several, Err(Error::Refused("wallet.offer_several"))));
    let other = with(|offer| offer["grants"] = json!({ "urn:other": {} }));
    assert!(matches!(other, Err(Error::Refused("wallet.offer_unsupported"))));
}
