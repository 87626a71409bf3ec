//! A reader believes the card that it asked for, shown here and now, and nothing else.

use ciborium::Value;
use serde_json::json;

use super::super::test_issuer::{CITY, DOC_TYPE, PERSON, TestIssuer, at, embed, encode, map, talk};
use super::*;
use crate::test_keys::TestKey;
use crate::x509::test_certificates::NOW;

const CHOSEN: [(&str, &str); 2] = [(PERSON, "family_name"), (CITY, "zone")];

/// What a reader makes of it.
fn seen(issuer: &TestIssuer, shown: &[u8], transcript: &SessionTranscript) -> Result<Mdoc, CredentialError> {
    let asked = Asked {
        doc_type: DOC_TYPE,
        transcript,
        anchors: &issuer.anchors(),
        at: NOW,
    };
    DeviceResponse::parse(shown)?.verify(&asked)
}

#[test]
fn a_reader_sees_what_was_chosen() {
    let issuer = TestIssuer::new();
    let shown = issuer.show(&issuer.issue(), &CHOSEN, &talk("n"));
    let card = seen(&issuer, &shown, &talk("n")).unwrap();
    assert_eq!(
        card.claims,
        json!({ PERSON: { "family_name": "García Ñúñez" }, CITY: { "zone": 7 } })
    );
    let nothing = issuer.show(&issuer.issue(), &[], &talk("n"));
    assert_eq!(seen(&issuer, &nothing, &talk("n")).unwrap().claims, json!({}));
}

#[test]
fn another_talk_another_phone_and_another_card_are_refused() {
    let mut issuer = TestIssuer::new();
    let card = issuer.issue();
    let shown = issuer.show(&card, &CHOSEN, &talk("n"));
    let redirect = SessionTranscript::redirect;
    let uri = "https://verifier.example/response";
    for other in [
        talk("m"),
        redirect("x509_hash:AA", "n", None, uri),
        redirect("x509_hash:AQ", "n", None, "https://verifier.example/elsewhere"),
        redirect("x509_hash:AQ", "n", Some(&[7; 32]), uri),
        SessionTranscript::browser("https://verifier.example", "n", None),
    ] {
        assert_eq!(seen(&issuer, &shown, &other).err(), Some(CredentialError::Signature));
    }
    let asked = Asked {
        doc_type: "other",
        transcript: &talk("n"),
        anchors: &issuer.anchors(),
        at: NOW,
    };
    let refused = DeviceResponse::parse(&shown).unwrap().verify(&asked).err();
    assert_eq!(refused, Some(CredentialError::WrongType("docType")));
    issuer.phone = TestKey::new();
    let stolen = issuer.show(&card, &CHOSEN, &talk("n"));
    assert_eq!(
        seen(&issuer, &stolen, &talk("n")).err(),
        Some(CredentialError::Signature)
    );
}

/// What somebody does to a response.
type Change = fn(&mut Value);

/// The document of a response.
fn document(response: &mut Value) -> &mut Value {
    &mut at(response, &["documents"]).as_array_mut().unwrap()[0]
}

const WRONG: &[(&str, Change, CredentialError)] = &[
    (
        "an error",
        |all| *at(all, &["status"]) = 10.into(),
        CredentialError::Mismatch("status"),
    ),
    (
        "a version",
        |all| *at(all, &["version"]) = "2.0".into(),
        CredentialError::Unsupported("version"),
    ),
    (
        "no card",
        |all| {
            all.as_map_mut()
                .unwrap()
                .retain(|(key, _)| key.as_text() != Some("documents"))
        },
        CredentialError::Missing("document"),
    ),
    (
        "an empty list",
        |all| at(all, &["documents"]).as_array_mut().unwrap().clear(),
        CredentialError::Malformed("documents"),
    ),
    (
        "two cards",
        |all| {
            let again = document(all).clone();
            at(all, &["documents"]).as_array_mut().unwrap().push(again);
        },
        CredentialError::Malformed("documents"),
    ),
    (
        "another kind",
        |all| *at(document(all), &["docType"]) = "other".into(),
        CredentialError::WrongType("docType"),
    ),
    (
        "a MAC",
        |all| *at(document(all), &["deviceSigned", "deviceAuth"]) = map([("deviceMac", Value::Array(Vec::new()))]),
        CredentialError::Unsupported("deviceMac"),
    ),
    (
        "a MAC beside the signature",
        |all| {
            let auth = at(document(all), &["deviceSigned", "deviceAuth"]).as_map_mut().unwrap();
            auth.push(("deviceMac".into(), Value::Null));
        },
        CredentialError::Unsupported("deviceMac"),
    ),
    (
        "neither",
        |all| *at(document(all), &["deviceSigned", "deviceAuth"]) = map([]),
        CredentialError::Malformed("deviceSignature"),
    ),
    (
        "another algorithm",
        |all| {
            let signature = at(document(all), &["deviceSigned", "deviceAuth", "deviceSignature"]);
            signature.as_array_mut().unwrap()[0] = Value::Bytes(vec![0xA1, 1, 0x38, 34]);
        },
        CredentialError::Unsupported("alg"),
    ),
    (
        "a payload of its own",
        |all| {
            let signature = at(document(all), &["deviceSigned", "deviceAuth", "deviceSignature"]);
            signature.as_array_mut().unwrap()[2] = Value::Bytes(vec![1]);
        },
        CredentialError::Malformed("payload"),
    ),
    (
        "a word of the phone that it did not sign",
        |all| *at(document(all), &["deviceSigned", "nameSpaces"]) = embed(&map([("other", map([]))])),
        CredentialError::Signature,
    ),
    (
        "no embedded words of the phone",
        |all| *at(document(all), &["deviceSigned", "nameSpaces"]) = map([]),
        CredentialError::Malformed("nameSpaces"),
    ),
    (
        "an altered element",
        |all| {
            let elements = at(document(all), &["issuerSigned", "nameSpaces", CITY])
                .as_array_mut()
                .unwrap();
            *elements[0]
                .as_tag_mut()
                .unwrap()
                .1
                .as_bytes_mut()
                .unwrap()
                .last_mut()
                .unwrap() = 8;
        },
        CredentialError::NotReferenced("element"),
    ),
    (
        "no issuer",
        |all| {
            let issuer = at(document(all), &["issuerSigned"]).as_map_mut().unwrap();
            issuer.retain(|(key, _)| key.as_text() != Some("issuerAuth"));
        },
        CredentialError::Malformed("issuerAuth"),
    ),
];

#[test]
fn responses_that_are_not_as_they_should_be_are_refused() {
    let issuer = TestIssuer::new();
    let shown = issuer.show(&issuer.issue(), &CHOSEN, &talk("n"));
    for (name, change, expected) in WRONG {
        let mut value: Value = ciborium::from_reader(shown.as_slice()).unwrap();
        change(&mut value);
        assert_eq!(
            seen(&issuer, &encode(&value), &talk("n")).err(),
            Some(*expected),
            "{name}"
        );
    }
    let longer = [&shown[..], &[0]].concat();
    assert_eq!(
        seen(&issuer, &longer, &talk("n")).err(),
        Some(CredentialError::Malformed("response"))
    );
    assert_eq!(
        DeviceResponse::parse(&[0x81; 1000]).err(),
        Some(CredentialError::TooDeep)
    );
    let huge = [0xBB, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
    assert_eq!(
        DeviceResponse::parse(&huge).err(),
        Some(CredentialError::Malformed("response"))
    );
}

/// Numbers that come the same in each run (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 1).unwrap() % below
    }

    /// A few bytes changed, left out or put in.
    fn spoil(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.roll(3) {
            let (place, byte) = (self.roll(bytes.len()), u8::try_from(self.roll(256)).unwrap());
            match self.roll(6) {
                0 => _ = bytes.remove(place),
                1 => bytes.insert(place, byte),
                2 => bytes[place] ^= 1 << (byte % 8),
                _ => bytes[place] = byte,
            }
        }
        bytes
    }
}

/// Whether the first says nothing that the second does not. An element may be left out by anybody: neither signature is over their number.
fn is_part_of(some: &serde_json::Value, all: &serde_json::Value) -> bool {
    let mut spaces = some.as_object().unwrap().iter();
    spaces.all(|(space, elements)| {
        let mut elements = elements.as_object().unwrap().iter();
        elements.all(|(name, value)| all[space].get(name) == Some(value))
    })
}

#[test]
fn whatever_is_changed_nothing_else_is_believed() {
    let issuer = TestIssuer::new();
    let card = issuer.issue();
    let shown = issuer.show(&card, &CHOSEN, &talk("n"));
    let anchors = issuer.anchors();
    let whole = IssuerSigned::parse(&card)
        .unwrap()
        .verify(&anchors, NOW, DOC_TYPE)
        .unwrap();
    let is_believed = |seen: &Mdoc| {
        assert!(is_part_of(&seen.claims, &whole.claims));
        assert_eq!(
            (seen.device_key, seen.validity, &seen.status),
            (whole.device_key, whole.validity, &whole.status)
        );
    };
    let (mut dice, mut read, mut believed) = (Dice(0x2026_1130), 0, 0);
    for _ in 0..1_500 {
        let spoiled = dice.spoil(&card);
        let Ok(parsed) = IssuerSigned::parse(&spoiled) else {
            continue;
        };
        read += 1;
        if let Ok(seen) = parsed.verify(&anchors, NOW, DOC_TYPE) {
            is_believed(&seen);
            believed += 1;
        }
    }
    for _ in 0..1_500 {
        let spoiled = dice.spoil(&shown);
        read += usize::from(DeviceResponse::parse(&spoiled).is_ok());
        if let Ok(seen) = seen(&issuer, &spoiled, &talk("n")) {
            is_believed(&seen);
            believed += 1;
        }
    }
    assert!(read > 300, "{read}: too few came so far as to be verified");
    assert!(
        believed < 100,
        "{believed}: more than a changed name of a member that is not asked for explains"
    );
}
