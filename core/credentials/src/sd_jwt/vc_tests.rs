//! Cards, from whom they are and until when.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{CertificateParams, KeyPair, SanType, SigningKey as _};
use serde_json::json;

use super::*;
use crate::error::ChainFault;
use crate::jose::ecdsa::Signature;
use crate::jose::jws::Unsigned;
use crate::sd_jwt::test_issuer::{compact, digest, disclosure};
use crate::test_keys::{TestKey, map};
use crate::x509::test_certificates::{NOW, TestAuthority, authority, key, params};

/// An issuer with a certificate of a root.
struct House {
    root: TestAuthority,
    key: KeyPair,
    certificate: Vec<u8>,
}

impl House {
    fn new(params: &CertificateParams) -> Self {
        let (root, key) = (TestAuthority::root(authority("Root", 0)), key());
        let certificate = root.sign(params, &key);
        Self { root, key, certificate }
    }

    fn plain() -> Self {
        Self::new(&params("Madrid", &["cards.madrid.example"]))
    }

    fn anchors(&self) -> Anchors {
        Anchors::new([&self.root.der]).unwrap()
    }

    fn issue(&self, typ: &str, claims: Value, disclosures: &[&str]) -> String {
        let header = json!({ "typ": typ, "x5c": [STANDARD.encode(&self.certificate)] });
        let unsigned = Unsigned::new(map(header), &map(claims));
        let signature = Signature::from_der(&self.key.sign(unsigned.to_sign()).unwrap()).unwrap();
        compact(&unsigned.finish(&signature), disclosures)
    }

    fn fault(&self, claims: Value, disclosures: &[&str]) -> CredentialError {
        let text = self.issue("dc+sd-jwt", claims, disclosures);
        let sd_jwt = SdJwt::parse(&text).unwrap();
        Verified::at(&sd_jwt, &self.anchors(), NOW).err().unwrap()
    }
}

fn claims() -> Value {
    json!({ "vct": "urn:madrid:library:1" })
}

fn with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

#[test]
fn a_card_says_what_it_is_and_from_whom() {
    let house = House::plain();
    let holder = TestKey::new().public();
    let name = disclosure(json!(["1", "name", "Ada"]));
    let issued = disclosure(json!(["2", "iat", NOW - 5]));
    let claims = json!({
        "vct": "urn:madrid:library:1", "aka_vcts": ["urn:madrid:card"], "iss": "https://cards.madrid.example/library",
        "nbf": NOW - 10, "exp": NOW + 10, "cnf": { "jwk": holder.jwk() },
        "status": { "status_list": { "idx": 7, "uri": "https://status.madrid.example/1" } },
        "_sd": [digest(&name), digest(&issued)],
    });
    for typ in ["dc+sd-jwt", "vc+sd-jwt", "application/dc+sd-jwt"] {
        let text = house.issue(typ, claims.clone(), &[&name, &issued]);
        let verified = Verified::at(&SdJwt::issued(&text).unwrap(), &house.anchors(), NOW).unwrap();
        let card = &verified.card;
        assert_eq!(
            (card.vct.as_str(), card.also.as_slice()),
            ("urn:madrid:library:1", &["urn:madrid:card".to_owned()][..])
        );
        assert_eq!(card.issuer.as_deref(), Some("https://cards.madrid.example/library"));
        assert_eq!(
            (card.issued, card.from, card.until),
            (Some(NOW - 5), Some(NOW - 10), Some(NOW + 10))
        );
        assert!(card.holder == Some(holder));
        let status = card.status.as_ref().unwrap();
        assert_eq!(
            (status.index, status.uri.as_str()),
            (7, "https://status.madrid.example/1")
        );
        assert_eq!(verified.chain.signer.common_name(), Some("Madrid"));
        assert!(verified.is_issuer_certified);
        assert_eq!(verified.resolved.claims["name"], "Ada");
    }
}

#[test]
fn a_card_needs_little() {
    let house = House::plain();
    let text = house.issue("dc+sd-jwt", claims(), &[]);
    let verified = Verified::at(&SdJwt::issued(&text).unwrap(), &house.anchors(), NOW).unwrap();
    assert!(verified.card.holder.is_none() && verified.card.status.is_none());
    assert!(!verified.is_issuer_certified);
}

#[test]
fn whoever_is_not_trusted_issues_no_card() {
    let (house, other) = (House::plain(), House::plain());
    let untrusted = |text: &str, at: i64| {
        let sd_jwt = SdJwt::parse(text).unwrap();
        Verified::at(&sd_jwt, &house.anchors(), at).err().unwrap()
    };
    let theirs = other.issue("dc+sd-jwt", claims(), &[]);
    assert_eq!(
        untrusted(&theirs, NOW),
        CredentialError::Untrusted(ChainFault::NoAnchor)
    );
    let ours = house.issue("dc+sd-jwt", claims(), &[]);
    let later = NOW + 500 * 86_400;
    assert_eq!(
        untrusted(&ours, later),
        CredentialError::Untrusted(ChainFault::OutOfTime)
    );
    let bare = crate::sd_jwt::test_issuer::TestIssuer::new().issue::<&str>(claims(), &[]);
    assert_eq!(untrusted(&bare, NOW), CredentialError::Untrusted(ChainFault::Empty));
    // Our certificate under what somebody else signed.
    let stolen = House {
        certificate: house.certificate.clone(),
        ..other
    };
    assert_eq!(
        untrusted(&stolen.issue("dc+sd-jwt", claims(), &[]), NOW),
        CredentialError::Signature
    );
}

#[test]
fn what_every_reader_must_see_cannot_be_hidden() {
    let house = House::plain();
    let hidden = CredentialError::Malformed("hidden claim");
    for name in OPEN {
        let one = disclosure(json!(["1", name, "x"]));
        let mut claims = claims();
        claims.as_object_mut().unwrap().remove(name);
        claims["_sd"] = json!([digest(&one)]);
        assert_eq!(house.fault(claims, &[&one]), hidden, "{name}");
    }
    let inside = disclosure(json!(["1", "uri", "https://status.madrid.example/1"]));
    let claims = with(
        "status",
        json!({ "status_list": { "idx": 7, "_sd": [digest(&inside)] } }),
    );
    assert_eq!(house.fault(claims, &[&inside]), hidden);
    // The same names elsewhere are nobody's business.
    let elsewhere = disclosure(json!(["1", "status", "married"]));
    let text = house.issue(
        "dc+sd-jwt",
        with("person", json!({ "_sd": [digest(&elsewhere)] })),
        &[&elsewhere],
    );
    assert!(Verified::at(&SdJwt::parse(&text).unwrap(), &house.anchors(), NOW).is_ok());
}

#[test]
fn what_has_another_shape_is_refused() {
    let house = House::plain();
    assert_eq!(house.fault(json!({}), &[]), CredentialError::Missing("vct"));
    for (name, value, fault) in [
        ("vct", json!(7), CredentialError::Malformed("vct")),
        ("vct", json!(""), CredentialError::Malformed("vct")),
        ("aka_vcts", json!([]), CredentialError::Malformed("aka_vcts")),
        ("aka_vcts", json!("urn:x"), CredentialError::Malformed("aka_vcts")),
        (
            "aka_vcts",
            json!(["urn:madrid:library:1"]),
            CredentialError::Malformed("aka_vcts"),
        ),
        ("iss", json!(["https://a.example"]), CredentialError::Malformed("iss")),
        ("exp", json!("tomorrow"), CredentialError::Malformed("exp")),
        ("nbf", json!(null), CredentialError::Malformed("nbf")),
        ("iat", json!({}), CredentialError::Malformed("iat")),
    ] {
        assert_eq!(house.fault(with(name, value.clone()), &[]), fault, "{name} {value}");
    }
    for typ in ["JWT", "kb+jwt", "example+sd-jwt", ""] {
        let text = house.issue(typ, claims(), &[]);
        let refused = Verified::at(&SdJwt::parse(&text).unwrap(), &house.anchors(), NOW).err();
        assert_eq!(refused, Some(CredentialError::WrongType("typ")), "{typ}");
    }
}

#[test]
fn keys_and_states_of_other_kinds_are_refused() {
    let house = House::plain();
    let jwk = TestKey::new().public().jwk();
    for (name, value, fault) in [
        ("cnf", json!({ "kid": "1" }), CredentialError::Unsupported("cnf")),
        ("cnf", json!("key"), CredentialError::Unsupported("cnf")),
        (
            "cnf",
            json!({ "jwk": { "kty": "RSA" } }),
            CredentialError::Unsupported("key type"),
        ),
        (
            "cnf",
            json!({ "jwk": { "kty": "EC", "crv": "P-256", "x": jwk["x"] } }),
            CredentialError::Malformed("key"),
        ),
        ("status", json!({ "other": {} }), CredentialError::Unsupported("status")),
        ("status", json!(1), CredentialError::Unsupported("status")),
        (
            "status",
            json!({ "status_list": { "idx": -1, "uri": "https://a.example" } }),
            CredentialError::Malformed("status"),
        ),
        (
            "status",
            json!({ "status_list": { "idx": 1.5, "uri": "https://a.example" } }),
            CredentialError::Malformed("status"),
        ),
        (
            "status",
            json!({ "status_list": { "idx": 1 } }),
            CredentialError::Malformed("status"),
        ),
        (
            "status",
            json!({ "status_list": [] }),
            CredentialError::Malformed("status"),
        ),
    ] {
        assert_eq!(house.fault(with(name, value.clone()), &[]), fault, "{name} {value}");
    }
}

#[test]
fn time_is_looked_at_with_a_minute_to_spare() {
    let house = House::plain();
    let verdict = |name: &str, time: i64| {
        let text = house.issue("dc+sd-jwt", with(name, json!(time)), &[]);
        Verified::at(&SdJwt::parse(&text).unwrap(), &house.anchors(), NOW).map(|_| ())
    };
    assert_eq!(verdict("exp", NOW - SKEW + 1), Ok(()));
    assert_eq!(verdict("exp", NOW - SKEW), Err(CredentialError::Expired));
    for name in ["nbf", "iat"] {
        assert_eq!(verdict(name, NOW + SKEW), Ok(()));
        assert_eq!(verdict(name, NOW + SKEW + 1), Err(CredentialError::NotYet));
    }
    assert_eq!(verdict("exp", i64::MIN / 2048), Err(CredentialError::Expired));
}

#[test]
fn a_certificate_vouches_for_an_address_or_a_host() {
    let mut params = params("Madrid", &["cards.madrid.example"]);
    params
        .subject_alt_names
        .push(SanType::URI("urn:madrid:issuer".try_into().unwrap()));
    let house = House::new(&params);
    let certificate = Certificate::parse(&house.certificate).unwrap();
    for own in [
        "https://cards.madrid.example",
        "https://CARDS.madrid.example:8443/library?x#y",
        "dns:cards.madrid.example",
        "urn:madrid:issuer",
    ] {
        assert!(is_for(&certificate, own), "{own}");
    }
    for other in [
        "https://madrid.example",
        "https://evil.example/cards.madrid.example",
        "https://cards.madrid.example@evil.example",
        "https://cards.madrid.example.evil.example",
        "http://cards.madrid.example",
        "https:cards.madrid.example",
        "urn:madrid:issuer:2",
        "cards.madrid.example",
        "",
    ] {
        assert!(!is_for(&certificate, other), "{other}");
    }
}
