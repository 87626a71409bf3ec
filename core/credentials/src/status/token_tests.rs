//! Texts that are believed, and all the reasons not to.

use serde_json::json;

use super::super::Status;
use super::*;
use crate::error::ChainFault;
use crate::jose::b64;
use crate::jose::ecdsa::Signature;
use crate::jose::jws::Unsigned;
use crate::test_keys::{TestKey, map};
use crate::x509::test_certificates::{NOW, TestAuthority, authority, key, params};

const URI: &str = "https://example.com/statuslists/1";
const MADE: i64 = 1_686_920_170;
const END: i64 = 2_291_720_170;

fn header() -> Value {
    json!({ "typ": TYPE, "kid": "12" })
}

fn claims() -> Value {
    json!({
        "sub": URI, "iat": MADE, "exp": END, "ttl": 43_200, "status_list": { "bits": 1, "lst": "eNrbuRgAAhcBXQ" },
    })
}

/// Signs, and reads at some time.
fn read(header: Value, claims: Value, at: i64) -> Result<StatusToken, CredentialError> {
    let key = TestKey::new();
    let unsigned = Unsigned::new(map(header), &map(claims));
    let signature = key.sign(unsigned.to_sign());
    StatusToken::from_jwt(&unsigned.finish(&signature), URI, at, Trust::Key(key.public()))
}

fn with(member: &str, value: Value) -> Value {
    let mut changed = claims();
    changed[member] = value;
    changed
}

fn without(member: &str) -> Value {
    let mut changed = claims();
    changed.as_object_mut().unwrap().remove(member).unwrap();
    changed
}

#[test]
fn a_list_is_read_and_says_how_long_it_may_be_kept() {
    let token = read(header(), claims(), MADE + 5).unwrap();
    assert_eq!(token.list.get(0), Ok(Status::Invalid));
    assert_eq!(token.list.get(1), Ok(Status::Valid));
    assert_eq!(
        (token.issued_at, token.expires, token.time_to_live),
        (MADE, Some(END), Some(43_200))
    );
    assert_eq!(token.fresh_until(MADE + 5), Some(MADE + 5 + 43_200));
    assert_eq!(token.fresh_until(END - 10), Some(END));
    let token = read(header(), without("ttl"), MADE).unwrap();
    assert_eq!(token.fresh_until(MADE), Some(END));
    let mut bare = without("ttl");
    bare.as_object_mut().unwrap().remove("exp");
    assert_eq!(read(header(), bare, END * 2).unwrap().fresh_until(MADE), None);
}

#[test]
fn time_is_looked_at() {
    let at = |at| read(header(), claims(), at).err();
    assert_eq!(at(END - 1), None);
    assert_eq!(at(END), Some(CredentialError::Expired));
    assert_eq!(at(MADE - SKEW), None);
    assert_eq!(at(MADE - SKEW - 1), Some(CredentialError::NotYet));
    let later = with("nbf", json!(MADE + 1_000));
    assert_eq!(read(header(), later.clone(), MADE).err(), Some(CredentialError::NotYet));
    assert!(read(header(), later, MADE + 1_000).is_ok());
    for (member, wrong) in [
        ("ttl", json!(0)),
        ("ttl", json!(-1)),
        ("ttl", json!("1")),
        ("iat", json!("1")),
        ("exp", json!([])),
    ] {
        let refused = read(header(), with(member, wrong), MADE).err();
        assert_eq!(refused.map(|fault| fault.code()), Some("cred.malformed"), "{member}");
    }
}

#[test]
fn another_text_or_another_list_is_refused() {
    let typed = |typ: &str| read(json!({ "typ": typ }), claims(), MADE).err();
    assert_eq!(typed("application/statuslist+jwt"), None);
    for typ in ["JWT", "statuslist+cwt", "kb+jwt", ""] {
        assert_eq!(typed(typ), Some(CredentialError::WrongType("typ")), "{typ}");
    }
    assert_eq!(
        read(json!({}), claims(), MADE).err(),
        Some(CredentialError::WrongType("typ"))
    );
    for other in [
        "https://example.com/statuslists/2",
        "https://example.com/statuslists/1/",
        "HTTPS://example.com/statuslists/1",
    ] {
        let refused = read(header(), with("sub", json!(other)), MADE).err();
        assert_eq!(refused, Some(CredentialError::Mismatch("sub")), "{other}");
    }
    for (member, what) in [("sub", "sub"), ("iat", "iat"), ("status_list", "status_list")] {
        assert_eq!(
            read(header(), without(member), MADE).err(),
            Some(CredentialError::Malformed(what))
        );
    }
    let broken = with("status_list", json!({ "bits": 3, "lst": "eNrbuRgAAhcBXQ" }));
    assert_eq!(
        read(header(), broken, MADE).err(),
        Some(CredentialError::Malformed("status_list"))
    );
}

#[test]
fn another_signature_is_refused_before_anything_else() {
    let (key, other) = (TestKey::new(), TestKey::new());
    // Expired, for another address and with a broken list besides.
    let unsigned = Unsigned::new(
        map(header()),
        &map(json!({ "sub": "x", "iat": 1, "exp": 2, "status_list": 7 })),
    );
    let signature = key.sign(unsigned.to_sign());
    let text = unsigned.finish(&signature);
    let refused = StatusToken::from_jwt(&text, URI, MADE, Trust::Key(other.public())).err();
    assert_eq!(refused, Some(CredentialError::Signature));
    let none = format!(
        "{}.{}.",
        b64(r#"{"alg":"none","typ":"statuslist+jwt"}"#),
        b64(claims().to_string())
    );
    assert!(StatusToken::from_jwt(&none, URI, MADE, Trust::Key(key.public())).is_err());
}

#[test]
fn certificates_must_lead_to_a_root() {
    use base64::Engine as _;
    let root = TestAuthority::root(authority("Root", 0));
    let signer = key();
    let leaf = root.sign(&params("Status", &[]), &signer);
    let standard = base64::engine::general_purpose::STANDARD;
    let text = |header: Value| {
        let unsigned = Unsigned::new(map(header), &map(claims()));
        let der = rcgen::SigningKey::sign(&signer, unsigned.to_sign()).unwrap();
        unsigned.finish(&Signature::from_der(&der).unwrap())
    };
    let signed = text(json!({ "typ": TYPE, "x5c": [standard.encode(&leaf)] }));
    let anchors = Anchors::new([&root.der]).unwrap();
    let token = StatusToken::from_jwt(&signed, URI, NOW, Trust::Anchors(&anchors)).unwrap();
    assert_eq!(token.signer.unwrap().signer.common_name(), Some("Status"));
    let strangers = Anchors::new([&TestAuthority::root(authority("Other", 0)).der]).unwrap();
    let refused = |text: &str, anchors: &Anchors| StatusToken::from_jwt(text, URI, NOW, Trust::Anchors(anchors)).err();
    assert_eq!(
        refused(&signed, &strangers),
        Some(CredentialError::Untrusted(ChainFault::NoAnchor))
    );
    let bare = text(json!({ "typ": TYPE }));
    assert_eq!(
        refused(&bare, &anchors),
        Some(CredentialError::Untrusted(ChainFault::Empty))
    );
    let late = StatusToken::from_jwt(&signed, URI, NOW + 900 * 86_400, Trust::Anchors(&anchors)).err();
    assert_eq!(late, Some(CredentialError::Untrusted(ChainFault::OutOfTime)));
}
