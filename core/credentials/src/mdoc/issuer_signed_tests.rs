//! Cards that are what they should be, and every way not to be.

use ciborium::Value as Cbor;
use serde_json::json;

use super::super::test_issuer::{
    CITY, DOC_TYPE, PERSON, RIGHT, Steps, TestElement, TestIssuer, at, embed, encode, map, time,
};
use super::*;
use crate::test_keys::TestKey;
use crate::x509::test_certificates::{NOW, for_mdoc, params};

/// A month in seconds.
const MONTH: i64 = 30 * 86_400;

fn verified(issuer: &TestIssuer, card: &[u8], at: i64) -> Result<Mdoc, CredentialError> {
    IssuerSigned::parse(card)?.verify(&issuer.anchors(), at, DOC_TYPE)
}

#[test]
fn a_card_says_what_its_issuer_said() {
    let issuer = TestIssuer::new();
    let bytes = issuer.issue();
    let card = verified(&issuer, &bytes, NOW).unwrap();
    assert_eq!(card.doc_type, DOC_TYPE);
    assert_eq!(card.device_key, issuer.phone.public());
    assert_eq!(card.claims[PERSON]["family_name"], "García Ñúñez");
    assert_eq!(card.claims[PERSON]["birth_date"], "1980-02-29");
    assert_eq!(card.claims[PERSON]["driving_privileges"], json!([{ "code": "B" }]));
    assert_eq!(card.claims[CITY], json!({ "zone": 7 }));
    let portrait = card
        .elements
        .iter()
        .find(|element| element.identifier == "portrait")
        .unwrap();
    assert_eq!((portrait.name_space.as_str(), card.elements.len()), (PERSON, 5));
    assert_eq!(portrait.cbor, encode(&Cbor::Bytes(vec![0xFB; 300])));
    let status = crate::status::StatusReference {
        index: 412,
        uri: "https://city.example/list/1".to_owned(),
    };
    assert_eq!(card.status, Some(status));
    // 2026-11-01, 2026-11-02 and 2027-11-01.
    let validity = Validity {
        signed: 1_793_491_200,
        from: 1_793_577_600,
        until: 1_825_027_200,
        expected_update: None,
    };
    assert_eq!(card.validity, validity);
    assert_eq!(card.chain.signer.common_name(), Some("Madrid"));
    assert!(!format!("{card:?}").contains("García"));
}

#[test]
fn a_card_is_valid_in_its_time_only() {
    let issuer = TestIssuer::new();
    let bytes = issuer.issue();
    let at = |time| verified(&issuer, &bytes, time).map(|_| ());
    assert_eq!(at(1_793_577_599), Err(CredentialError::NotYet));
    assert_eq!(at(1_793_577_600), Ok(()));
    assert_eq!(at(1_825_027_200), Ok(()));
    assert_eq!(at(1_825_027_201), Err(CredentialError::Expired));
    assert_eq!(
        at(NOW + 20 * MONTH),
        Err(CredentialError::Untrusted(ChainFault::OutOfTime))
    );
}

#[test]
fn who_signed_is_looked_at() {
    let (issuer, other) = (TestIssuer::new(), TestIssuer::new());
    let bytes = issuer.issue();
    let card = IssuerSigned::parse(&bytes).unwrap();
    let refused = card.verify(&other.anchors(), NOW, DOC_TYPE).err();
    assert_eq!(refused, Some(CredentialError::Untrusted(ChainFault::NoAnchor)));
    let refused = card.verify(&issuer.anchors(), NOW, "org.iso.18013.5.1.mDL").err();
    assert_eq!(refused, Some(CredentialError::WrongType("docType")));
    assert_eq!(
        card.verify_by(&TestKey::new().public()),
        Err(CredentialError::Signature)
    );
    let not_for_it = TestIssuer::with_certificate(&params("Madrid", &[]));
    let refused = verified(&not_for_it, &not_for_it.issue(), NOW).err();
    assert_eq!(refused, Some(CredentialError::Untrusted(ChainFault::Purpose)));
    // A certificate that is younger than what it signed.
    let mut young = params("Madrid", &[]);
    young.extended_key_usages = vec![for_mdoc()];
    young.not_before = rcgen::date_time_ymd(2026, 11, 15);
    let young = TestIssuer::with_certificate(&young);
    let refused = verified(&young, &young.issue(), NOW).err();
    assert_eq!(refused, Some(CredentialError::Untrusted(ChainFault::OutOfTime)));
}

const fn elements(of: fn(&mut Vec<TestElement>)) -> Steps {
    Steps { elements: of, ..RIGHT }
}

const fn mso(of: fn(&mut Cbor)) -> Steps {
    Steps { mso: of, ..RIGHT }
}

const fn header(of: fn(&mut coset::CoseSign1)) -> Steps {
    Steps { header: of, ..RIGHT }
}

const fn sent(of: fn(&mut Cbor)) -> Steps {
    Steps { sent: of, ..RIGHT }
}

/// The elements of the first name space that was sent.
fn first_space(sent: &mut Cbor) -> &mut Vec<Cbor> {
    at(sent, &["nameSpaces", PERSON]).as_array_mut().unwrap()
}

/// Without a member.
fn without(value: &mut Cbor, name: &str) {
    value
        .as_map_mut()
        .unwrap()
        .retain(|(key, _)| key.as_text() != Some(name));
}

/// What goes wrong, where, and what is said of it.
type Refusal = (&'static str, Steps, CredentialError);

fn refusals(table: &[Refusal]) {
    let issuer = TestIssuer::new();
    for (name, wrong, expected) in table {
        let bytes = issuer.issue_wrongly(*wrong);
        let refused = verified(&issuer, &bytes, NOW).err();
        assert_eq!(refused, Some(*expected), "{name}");
    }
}

const NOT_SIGNED: CredentialError = CredentialError::NotReferenced("element");

const UNSIGNED: &[Refusal] = &[
    (
        "another value",
        sent(|sent| {
            let bytes = first_space(sent)[0].as_tag_mut().unwrap().1.as_bytes_mut().unwrap();
            *bytes.last_mut().unwrap() = b'a';
        }),
        NOT_SIGNED,
    ),
    (
        "a digest of something else",
        mso(|mso| at(mso, &["valueDigests", PERSON]).as_map_mut().unwrap()[0].1 = Cbor::Bytes(vec![7; 32])),
        NOT_SIGNED,
    ),
    (
        "half a digest",
        mso(|mso| {
            let digest = &mut at(mso, &["valueDigests", PERSON]).as_map_mut().unwrap()[0].1;
            digest.as_bytes_mut().unwrap().truncate(16);
        }),
        NOT_SIGNED,
    ),
    (
        "no digest",
        mso(|mso| _ = at(mso, &["valueDigests", PERSON]).as_map_mut().unwrap().remove(0)),
        NOT_SIGNED,
    ),
    (
        "no digests of the name space",
        mso(|mso| without(at(mso, &["valueDigests"]), PERSON)),
        NOT_SIGNED,
    ),
    (
        "in another name space",
        sent(|sent| {
            let moved = first_space(sent).remove(0);
            at(sent, &["nameSpaces", CITY]).as_array_mut().unwrap()[0] = moved;
        }),
        NOT_SIGNED,
    ),
    (
        "the same said with more bytes",
        sent(|sent| {
            let Cbor::Tag(24, inside) = first_space(sent)[0].clone() else {
                panic!()
            };
            let mut longer = inside.as_bytes().unwrap().clone();
            longer.splice(0..1, [0xB8, 4]);
            first_space(sent)[0] = Cbor::Tag(24, Box::new(Cbor::Bytes(longer)));
        }),
        NOT_SIGNED,
    ),
];

#[test]
fn elements_that_were_not_signed_are_refused() {
    refusals(UNSIGNED);
}

const NO_ELEMENT: CredentialError = CredentialError::Malformed("element");

const NO_ELEMENTS: &[Refusal] = &[
    (
        "one twice",
        sent(|sent| {
            let again = first_space(sent)[0].clone();
            first_space(sent).push(again);
        }),
        CredentialError::Duplicate("elementIdentifier"),
    ),
    (
        "one name, two values",
        elements(|all| all[1].members[2].1 = "family_name".into()),
        CredentialError::Duplicate("elementIdentifier"),
    ),
    (
        "one digest id, two elements",
        Steps {
            elements: |all| all[1].members[0].1 = 0.into(),
            mso: |mso| _ = at(mso, &["valueDigests", PERSON]).as_map_mut().unwrap().remove(1),
            ..RIGHT
        },
        CredentialError::Duplicate("digestID"),
    ),
    (
        "15 bytes of chance",
        elements(|all| all[0].members[1].1 = Cbor::Bytes(vec![1; 15])),
        CredentialError::Malformed("random"),
    ),
    ("no chance", elements(|all| _ = all[0].members.remove(1)), NO_ELEMENT),
    (
        "one member more",
        elements(|all| all[0].members.push(("more".into(), 1.into()))),
        NO_ELEMENT,
    ),
    ("no element", sent(|sent| first_space(sent)[0] = Cbor::Null), NO_ELEMENT),
    (
        "not embedded",
        sent(|sent| first_space(sent)[0] = Cbor::Bytes(vec![0xA0])),
        NO_ELEMENT,
    ),
    (
        "embedded as a text",
        sent(|sent| first_space(sent)[0] = Cbor::Tag(24, Box::new("".into()))),
        NO_ELEMENT,
    ),
    (
        "another digest id",
        elements(|all| all[0].members[0].1 = Cbor::from(-1)),
        CredentialError::Malformed("digestID"),
    ),
    (
        "no elements",
        sent(|sent| first_space(sent).clear()),
        CredentialError::Malformed("nameSpaces"),
    ),
    (
        "too many elements",
        sent(|sent| {
            let many = (0..=u32::try_from(limits::DISCLOSURES).unwrap()).map(|id| {
                let member = |name: &str, value| (name.into(), value);
                embed(&Cbor::Map(vec![
                    member("digestID", Cbor::from(id)),
                    member("random", Cbor::Bytes(vec![1; 16])),
                    member("elementIdentifier", id.to_string().into()),
                    member("elementValue", Cbor::Null),
                ]))
            });
            *first_space(sent) = many.collect();
        }),
        CredentialError::TooLarge("elements"),
    ),
];

#[test]
fn elements_that_are_none_are_refused() {
    refusals(NO_ELEMENTS);
}

const STRANGE: &[Refusal] = &[
    (
        "another hash",
        mso(|mso| *at(mso, &["digestAlgorithm"]) = "SHA-512".into()),
        CredentialError::Unsupported("digestAlgorithm"),
    ),
    (
        "another version",
        mso(|mso| *at(mso, &["version"]) = "2.0".into()),
        CredentialError::Unsupported("version"),
    ),
    (
        "no version",
        mso(|mso| *at(mso, &["version"]) = "1.x".into()),
        CredentialError::Malformed("version"),
    ),
    (
        "another kind",
        mso(|mso| *at(mso, &["docType"]) = "other".into()),
        CredentialError::WrongType("docType"),
    ),
    (
        "no kind",
        mso(|mso| without(mso, "docType")),
        CredentialError::Malformed("docType"),
    ),
    (
        "no key",
        mso(|mso| without(at(mso, &["deviceKeyInfo"]), "deviceKey")),
        CredentialError::Malformed("deviceKey"),
    ),
    (
        "revoked by another way",
        mso(|mso| *at(mso, &["status"]) = map([("identifier_list", Cbor::Map(Vec::new()))])),
        CredentialError::Unsupported("status"),
    ),
    (
        "no index",
        mso(|mso| without(at(mso, &["status", "status_list"]), "idx")),
        CredentialError::Malformed("idx"),
    ),
    (
        "expired",
        mso(|mso| *at(mso, &["validityInfo", "validUntil"]) = time("2026-11-29T23:59:59Z")),
        CredentialError::Expired,
    ),
    (
        "not yet",
        mso(|mso| *at(mso, &["validityInfo", "validFrom"]) = time("2026-12-01T00:00:00Z")),
        CredentialError::NotYet,
    ),
    (
        "no time",
        mso(|mso| *at(mso, &["validityInfo", "validUntil"]) = "2027-11-01T00:00:00Z".into()),
        CredentialError::Malformed("validUntil"),
    ),
    (
        "a day that is none",
        mso(|mso| *at(mso, &["validityInfo", "validFrom"]) = time("2026-02-29T00:00:00Z")),
        CredentialError::Malformed("validFrom"),
    ),
    (
        "signed before its certificate",
        mso(|mso| *at(mso, &["validityInfo", "signed"]) = time("2025-12-31T23:59:59Z")),
        CredentialError::Untrusted(ChainFault::OutOfTime),
    ),
    (
        "another algorithm",
        header(|sign1| sign1.protected.header.alg = Some(coset::Algorithm::Assigned(coset::iana::Algorithm::ES384))),
        CredentialError::Unsupported("alg"),
    ),
    (
        "no certificate",
        header(|sign1| sign1.unprotected.rest.clear()),
        CredentialError::Untrusted(ChainFault::Empty),
    ),
    (
        "not embedded",
        header(|sign1| sign1.payload = Some(vec![0xA0])),
        CredentialError::Malformed("mso"),
    ),
    (
        "a payload elsewhere",
        header(|sign1| sign1.payload = None),
        CredentialError::Malformed("payload"),
    ),
    (
        "no signature",
        sent(|sent| without(sent, "issuerAuth")),
        CredentialError::Malformed("issuerAuth"),
    ),
];

#[test]
fn what_the_issuer_signed_must_be_understood() {
    refusals(STRANGE);
}

#[test]
fn a_card_may_say_nothing_and_not_be_revocable() {
    let issuer = TestIssuer::new();
    let bytes = issuer.issue_wrongly(Steps {
        mso: |mso| without(mso, "status"),
        sent: |sent| without(sent, "nameSpaces"),
        ..RIGHT
    });
    let card = verified(&issuer, &bytes, NOW).unwrap();
    assert_eq!((card.claims, card.elements.len(), card.status), (json!({}), 0, None));
}

#[test]
fn what_is_no_card_is_refused() {
    let issuer = TestIssuer::new();
    let bytes = issuer.issue();
    let fault = |bytes: &[u8]| IssuerSigned::parse(bytes).map(|_| ()).unwrap_err();
    assert_eq!(fault(&[&bytes[..], &[0]].concat()), CredentialError::Malformed("mdoc"));
    assert_eq!(fault(&bytes[..bytes.len() - 1]), CredentialError::Malformed("mdoc"));
    assert_eq!(fault(&vec![0; limits::BYTES + 1]), CredentialError::TooLarge("mdoc"));
    assert_eq!(fault(&[0x81; 1000]), CredentialError::TooDeep);
    assert_eq!(fault(&[0x80]), CredentialError::Malformed("mdoc"));
    // Deep inside an element, where another reader begins.
    let deep = issuer.issue_wrongly(elements(|all| {
        let nested = (0..limits::DEPTH).fold(Cbor::Null, |inside, _| Cbor::Array(vec![inside]));
        all[0].members[3].1 = nested;
    }));
    assert_eq!(fault(&deep), CredentialError::TooDeep);
}
