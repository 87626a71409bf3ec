//! Key bindings, and all the ways in which one is of somebody else or of another time.

use serde_json::json;

use super::*;
use crate::sd_jwt::resolve::Resolved;
use crate::sd_jwt::test_issuer::{TestIssuer, digest, disclosure};
use crate::test_keys::{TestKey, map};

const NOW: i64 = 1_796_040_000;
const DATA: &str = "eyJ0eXBlIjoicGF5In0";

fn binding<'a>(transactions: &'a [&'a str]) -> KeyBinding<'a> {
    KeyBinding {
        audience: "x509_hash:abc",
        nonce: "n-0S6_WzA2Mj",
        at: NOW,
        transactions,
    }
}

/// A card with a name that may be shown.
fn card() -> String {
    let name = disclosure(json!(["1", "name", "Ada"]));
    TestIssuer::new().issue(json!({ "_sd": [digest(&name)] }), &[name])
}

fn presentation(card: &str) -> Presentation {
    let resolved = Resolved::of(&SdJwt::parse(card).unwrap()).unwrap();
    let name = resolved.disclosures[0].place.clone();
    Presentation::of(&resolved, &[name]).unwrap()
}

/// What is shown with a key binding as it is told to be.
fn signed(header: Value, change: impl FnOnce(&mut Map<String, Value>)) -> (String, TestKey) {
    let (shown, holder) = (presentation(&card()), TestKey::new());
    let mut claims = map(json!({
        "iat": NOW, "aud": "x509_hash:abc", "nonce": "n-0S6_WzA2Mj", "sd_hash": shown.hash(),
    }));
    change(&mut claims);
    let unsigned = Unsigned::new(map(header), &claims);
    let signature = holder.sign(unsigned.to_sign());
    (shown.with(&unsigned.finish(&signature)), holder)
}

fn verdict(header: Value, change: impl FnOnce(&mut Map<String, Value>)) -> Result<(), CredentialError> {
    let (text, holder) = signed(header, change);
    binding(&[]).verify(&SdJwt::parse(&text).unwrap(), &holder.public(), 60)
}

#[test]
fn what_is_made_is_what_is_expected() {
    for transactions in [&[][..], &[DATA, "eyJ0eXBlIjoic2lnbiJ9"]] {
        let (shown, holder) = (presentation(&card()), TestKey::new());
        let unsigned = binding(transactions).unsigned(&shown);
        let signature = holder.sign(unsigned.to_sign());
        let text = shown.with(&unsigned.finish(&signature));
        let read = SdJwt::parse(&text).unwrap();
        assert_eq!(binding(transactions).verify(&read, &holder.public(), 0), Ok(()));
        let other = TestKey::new().public();
        assert_eq!(
            binding(transactions).verify(&read, &other, 0),
            Err(CredentialError::Signature)
        );
    }
}

#[test]
fn it_says_what_the_standards_ask() {
    let shown = presentation(&card());
    let unsigned = binding(&[DATA]).unsigned(&shown);
    let holder = TestKey::new();
    let text = unsigned.clone().finish(&holder.sign(unsigned.to_sign()));
    let jws = Jws::parse(&text).unwrap();
    assert_eq!(*jws.header.members(), map(json!({ "alg": "ES256", "typ": "kb+jwt" })));
    let expected = json!({
        "iat": NOW, "aud": "x509_hash:abc", "nonce": "n-0S6_WzA2Mj", "sd_hash": shown.hash(),
        "transaction_data_hashes": [b64(sha256(DATA.as_bytes()))],
        "transaction_data_hashes_alg": "sha-256",
    });
    assert_eq!(Value::Object(jws.claims().unwrap()), expected);
}

#[test]
fn one_of_another_showing_is_refused() {
    let kb = || json!({ "typ": "kb+jwt" });
    let with = |name: &'static str, value: Value| {
        verdict(kb(), move |claims| {
            claims.insert(name.to_owned(), value);
        })
    };
    let without = |name: &'static str| {
        verdict(kb(), move |claims| {
            claims.remove(name);
        })
    };
    assert_eq!(verdict(kb(), |_| ()), Ok(()));
    for name in ["aud", "nonce", "sd_hash"] {
        for wrong in [json!("other"), json!(["x509_hash:abc"]), json!(""), json!(null)] {
            assert_eq!(
                with(name, wrong.clone()),
                Err(CredentialError::Mismatch(name)),
                "{wrong}"
            );
        }
        assert_eq!(without(name), Err(CredentialError::Mismatch(name)));
    }
    for (name, value, expected) in [
        ("iat", json!(NOW + 60), Ok(())),
        ("iat", json!(NOW - 60), Ok(())),
        ("iat", json!(NOW + 61), Err(CredentialError::NotYet)),
        ("iat", json!(NOW - 61), Err(CredentialError::Expired)),
        ("iat", json!(i64::MAX), Err(CredentialError::NotYet)),
        ("iat", json!("now"), Err(CredentialError::Malformed("iat"))),
        ("nbf", json!(NOW + 61), Err(CredentialError::NotYet)),
        ("exp", json!(NOW - 61), Err(CredentialError::Expired)),
        ("exp", json!(NOW), Ok(())),
    ] {
        assert_eq!(with(name, value.clone()), expected, "{name} {value}");
    }
    assert_eq!(without("iat"), Err(CredentialError::Missing("iat")));
    for other in [json!({ "typ": "dc+sd-jwt" }), json!({ "typ": "JWT" }), json!({})] {
        assert_eq!(verdict(other, |_| ()), Err(CredentialError::WrongType("typ")));
    }
}

#[test]
fn more_or_less_than_what_was_signed_is_refused() {
    let (text, holder) = signed(json!({ "typ": "kb+jwt" }), |_| ());
    let verdict = |text: &str| binding(&[]).verify(&SdJwt::parse(text).unwrap(), &holder.public(), 60);
    let parts: Vec<&str> = text.split('~').collect();
    let less = [parts[0], parts[2]].join("~");
    let more = [parts[0], parts[1], "WzFd", parts[2]].join("~");
    let bare = format!("{}~{}~", parts[0], parts[1]);
    assert_eq!(verdict(&text), Ok(()));
    assert_eq!(verdict(&less), Err(CredentialError::Mismatch("sd_hash")));
    assert_eq!(verdict(&more), Err(CredentialError::Mismatch("sd_hash")));
    assert_eq!(verdict(&bare), Err(CredentialError::Missing("key binding")));
    assert_eq!(verdict(&format!("{bare}x")), Err(CredentialError::Malformed("jws")));
}

#[test]
fn other_transactions_are_refused() {
    let kb = || json!({ "typ": "kb+jwt" });
    let hash = b64(sha256(DATA.as_bytes()));
    let verdict = |claims: Value, expected: &[&str]| {
        let (text, holder) = signed(kb(), |all| all.extend(map(claims)));
        binding(expected).verify(&SdJwt::parse(&text).unwrap(), &holder.public(), 60)
    };
    let differs = Err(CredentialError::Mismatch(HASHES));
    assert_eq!(verdict(json!({ HASHES: [hash] }), &[DATA]), Ok(()));
    assert_eq!(verdict(json!({ HASHES: [hash] }), &[]), differs);
    assert_eq!(verdict(json!({ HASHES: [hash] }), &["other"]), differs);
    assert_eq!(verdict(json!({ HASHES: [hash, hash] }), &[DATA]), differs);
    assert_eq!(verdict(json!({}), &[DATA]), differs);
    assert_eq!(
        verdict(json!({ HASHES: hash }), &[DATA]),
        Err(CredentialError::Malformed(HASHES))
    );
    let other = json!({ HASHES: [hash], HASHES_ALGORITHM: "sha-512" });
    assert_eq!(
        verdict(other, &[DATA]),
        Err(CredentialError::Unsupported(HASHES_ALGORITHM))
    );
}
