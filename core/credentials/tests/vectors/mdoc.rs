//! Vectors for `mdoc`, and for what it stands on: `cose` and `cbor`.

use madrid_credentials::cbor::{self, Item, Key, Writer};
use madrid_credentials::cose::{self, Sign1};
use madrid_credentials::jose::jwk::PublicKey;
use madrid_credentials::mdoc::{DeviceResponse, IssuerSigned, SessionTranscript};
use madrid_credentials::x509::{Anchors, Certificate};
use madrid_credentials::{ChainFault, CredentialError};
use serde_json::{Value, json};

use crate::{counted, json as file};

const ANNEX_D: &str = "mdoc/iso18013-5-annex-d.json";
/// 15 October 2020, when the example was valid.
const THEN: i64 = 1_602_720_000;

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .map(|digit| digit.to_digit(16).unwrap().try_into().unwrap())
        .collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

fn named(vectors: &Value, name: &str) -> Vec<u8> {
    hex(vectors[format!("ISO_18013_5_ANNEX_D_{name}")].as_str().unwrap())
}

/// The document of the response of ISO/IEC 18013-5, annex D.
fn document<'i, 'a>(response: &'i Item<'a>) -> &'i cbor::Map<'a> {
    let documents = response.map("d").unwrap().required("documents").unwrap();
    documents.array("d").unwrap()[0].map("d").unwrap()
}

#[test]
fn the_card_of_the_standard_is_read_and_verified() {
    let Some(vectors) = file(ANNEX_D) else { return };
    let bytes = named(&vectors, "DEVICE_RESPONSE");
    // The phone of the example made a MAC.
    let refused = DeviceResponse::parse(&bytes).err();
    assert_eq!(refused, Some(CredentialError::Unsupported("deviceMac")));
    let response = cbor::decode(&bytes, "d").unwrap();
    let card = document(&response).required("issuerSigned").unwrap().encoded();
    let card = IssuerSigned::parse(card).unwrap();
    let chain = card.x5chain().unwrap();
    assert_eq!(chain, [named(&vectors, "DS_CERT")]);
    let signer = Certificate::parse(chain[0]).unwrap();
    card.verify_by(&signer.key().unwrap()).unwrap();
    // Its root is not published.
    let refused = card.verify(&Anchors::default(), THEN, "org.iso.18013.5.1.mDL").err();
    assert_eq!(refused, Some(CredentialError::Untrusted(ChainFault::NoAnchor)));
    assert_eq!(card.mso().doc_type(), "org.iso.18013.5.1.mDL");
    assert_eq!(card.mso().validity().holds_at(THEN), Ok(()));
    let (x, y) = (
        named(&vectors, "STATIC_DEVICE_KEY_X"),
        named(&vectors, "STATIC_DEVICE_KEY_Y"),
    );
    assert_eq!(*card.mso().device_key(), PublicKey::from_coordinates(&x, &y).unwrap());
    let values: Vec<_> = card
        .elements()
        .map(|(_, element)| (element.identifier(), element.value()))
        .collect();
    assert_eq!(values.len(), 6);
    assert_eq!(
        (values[0].0, values[0].1.json().unwrap()),
        ("family_name", json!("Doe"))
    );
    assert_eq!(
        (values[1].0, values[1].1.json().unwrap()),
        ("issue_date", json!("2019-10-20"))
    );
    assert_eq!(
        values[4].1.bytes("portrait").unwrap(),
        named(&vectors, "DEVICE_RESPONSE_PORTRAIT_DATA")
    );
    assert_eq!(values[5].1.json().unwrap()[0]["vehicle_category_code"], "A");
    counted(ANNEX_D, values.len(), 0);
}

#[test]
fn each_element_of_the_standard_is_held_to_its_digest() {
    let Some(vectors) = file(ANNEX_D) else { return };
    let bytes = named(&vectors, "DEVICE_RESPONSE");
    let response = cbor::decode(&bytes, "d").unwrap();
    let card = document(&response).required("issuerSigned").unwrap().encoded();
    let key = Certificate::parse(&named(&vectors, "DS_CERT")).unwrap().key().unwrap();
    let names = [
        "family_name",
        "issue_date",
        "expiry_date",
        "document_number",
        "portrait",
        "driving_privileges",
    ];
    for name in names {
        // The last letter of its name, which changes no length.
        let place = card
            .windows(name.len())
            .position(|window| window == name.as_bytes())
            .unwrap();
        let mut changed = card.to_vec();
        changed[place + name.len() - 1] = b'X';
        let refused = IssuerSigned::parse(&changed).unwrap().verify_by(&key);
        assert_eq!(refused, Err(CredentialError::NotReferenced("element")), "{name}");
    }
}

#[test]
fn the_reader_of_the_standard_signed_what_is_elsewhere() {
    let Some(vectors) = file(ANNEX_D) else { return };
    let (transcript, request) = (
        named(&vectors, "SESSION_TRANSCRIPT_BYTES"),
        named(&vectors, "ITEMS_REQUEST"),
    );
    let transcript = cbor::decode(&transcript, "d").unwrap();
    let mut inside = Writer::default();
    inside
        .array(3)
        .text("ReaderAuthentication")
        .raw(transcript.embedded("d").unwrap())
        .embedded(&request);
    let mut payload = Writer::default();
    payload.embedded(&inside.finish());
    let auth = named(&vectors, "READER_AUTH");
    let auth = Sign1::read(&cbor::decode(&auth, "d").unwrap()).unwrap();
    let signer = Certificate::parse(auth.x5chain().unwrap()[0]).unwrap();
    assert_eq!(signer.der(), named(&vectors, "READER_CERT"));
    let key = signer.key().unwrap();
    assert_eq!(auth.verify_detached(&key, &payload.finish(), &[]), Ok(()));
    assert_eq!(auth.verify_detached(&key, b"", &[]), Err(CredentialError::Signature));
    // And the key of its talk is a COSE_Key.
    let talk = named(&vectors, "E_DEVICE_KEY_BYTES");
    let talk = cbor::decode(&talk, "d").unwrap();
    let key = cose::key(&cbor::decode(talk.embedded("d").unwrap(), "d").unwrap()).unwrap();
    assert_eq!(key.coordinates().0, named(&vectors, "EPHEMERAL_DEVICE_KEY_X"));
}

#[test]
fn transcripts_are_those_of_the_standard_byte_for_byte() {
    const NAME: &str = "openid4vp-1.0/mdoc-handover-session-transcript.json";
    let Some(vectors) = file(NAME) else { return };
    let mut tried = 0;
    for example in vectors.as_array().unwrap().chunks(4) {
        let [key, info, handover, transcript] = example else {
            panic!("{example:?}")
        };
        let bytes = |example: &Value| hex(example["hex"].as_str().unwrap());
        let info = bytes(info);
        let parts = cbor::decode(&info, "info").unwrap();
        let (parts, thumbprint) = (
            parts.array("info").unwrap(),
            PublicKey::from_jwk(&key["json"]).unwrap().thumbprint(),
        );
        let text = |place: usize| parts[place].text("info").unwrap();
        assert_eq!(parts[2].bytes("info").unwrap(), thumbprint);
        let ours = match parts.len() {
            4 => SessionTranscript::redirect(text(0), text(1), Some(&thumbprint), text(3)),
            _ => SessionTranscript::browser(text(0), text(1), Some(&thumbprint)),
        };
        assert_eq!(ours.encoded(), bytes(transcript));
        assert!(ours.encoded().ends_with(&bytes(handover)));
        tried += 1;
    }
    counted(NAME, tried, 0);
}

/// What becomes of each; `None` for what is no COSE_Sign1.
const COSE: [(&str, Option<Result<(), CredentialError>>); 17] = [
    // Its algorithm is not signed: anybody could put another one there.
    (
        "sign1-tests/sign-pass-01",
        Some(Err(CredentialError::Unsupported("alg"))),
    ),
    ("sign1-tests/sign-pass-02", Some(Ok(()))),
    ("sign1-tests/sign-pass-03", Some(Ok(()))),
    (
        "sign1-tests/sign-fail-01",
        Some(Err(CredentialError::Malformed("cose"))),
    ),
    ("sign1-tests/sign-fail-02", Some(Err(CredentialError::Signature))),
    (
        "sign1-tests/sign-fail-03",
        Some(Err(CredentialError::Unsupported("alg"))),
    ),
    (
        "sign1-tests/sign-fail-04",
        Some(Err(CredentialError::Unsupported("alg"))),
    ),
    ("sign1-tests/sign-fail-06", Some(Err(CredentialError::Signature))),
    ("sign1-tests/sign-fail-07", Some(Err(CredentialError::Signature))),
    ("ecdsa-examples/ecdsa-sig-01", Some(Ok(()))),
    (
        "ecdsa-examples/ecdsa-sig-02",
        Some(Err(CredentialError::Unsupported("alg"))),
    ),
    (
        "ecdsa-examples/ecdsa-sig-03",
        Some(Err(CredentialError::Unsupported("alg"))),
    ),
    (
        "ecdsa-examples/ecdsa-sig-04",
        Some(Err(CredentialError::Unsupported("alg"))),
    ),
    ("ecdsa-examples/ecdsa-01", None),
    ("ecdsa-examples/ecdsa-02", None),
    ("ecdsa-examples/ecdsa-03", None),
    ("ecdsa-examples/ecdsa-04", None),
];

#[test]
fn signatures_of_the_cose_examples_are_what_they_say() {
    let (mut inside, mut outside) = (0, 0);
    for (name, expected) in COSE {
        let Some(vector) = file(&format!("cose/{name}.json")) else {
            return;
        };
        let bytes = hex(vector["output"]["cbor"].as_str().unwrap());
        let item = cbor::decode(&bytes, "cose").unwrap();
        let Some(expected) = expected else {
            // Many signers (COSE_Sign): nobody sends that to a wallet.
            assert_eq!(
                Sign1::read(&item).err(),
                Some(CredentialError::Malformed("cose")),
                "{name}"
            );
            outside += 1;
            continue;
        };
        let signed = &vector["input"]["sign0"];
        let external = hex(signed["external"].as_str().unwrap_or_default());
        // An example of another curve has no key that could be read: it is refused before.
        let key = PublicKey::from_jwk(&json!({
            "kty": "EC", "crv": signed["key"]["crv"], "x": signed["key"]["x"], "y": signed["key"]["y"],
        }));
        let tried = Sign1::read(&item).and_then(|sign1| sign1.verify(&key?, &external));
        let payload = vector["input"]["plaintext"].as_str().unwrap().as_bytes();
        assert_eq!(tried.map(|read| assert_eq!(read, payload)), expected, "{name}");
        inside += 1;
    }
    counted("cose/*", inside, outside);
}

#[test]
fn whatever_fails_elsewhere_fails_here() {
    for (name, expected) in COSE.iter().filter(|(name, _)| name.starts_with("sign1-tests/")) {
        let Some(vector) = file(&format!("cose/{name}.json")) else {
            return;
        };
        if vector["input"].get("fail").or_else(|| vector.get("fail")) == Some(&Value::Bool(true)) {
            assert!(matches!(expected, Some(Err(_))), "{name}");
        } else {
            assert!(name.contains("pass"), "{name}");
        }
    }
}

/// What is not read, and why.
fn rule(hex: &str) -> Option<CredentialError> {
    const INDEFINITE: [&str; 11] = [
        "5f42010243030405ff",
        "7f657374726561646d696e67ff",
        "9fff",
        "9f018202039f0405ffff",
        "9f01820203820405ff",
        "83018202039f0405ff",
        "83019f0203ff820405",
        "9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff",
        "bf61610161629f0203ffff",
        "826161bf61626163ff",
        "bf6346756ef563416d7421ff",
    ];
    match hex {
        "f0" | "f8ff" => Some(CredentialError::Unsupported("simple value")),
        // Well formed in RFC 7049, where the vectors are from, and no more in RFC 8949.
        "f818" => Some(CredentialError::Malformed("it")),
        _ if INDEFINITE.contains(&hex) => Some(CredentialError::Unsupported("indefinite length")),
        _ => None,
    }
}

/// What is not the same in JSON as the vectors have it, or is not in them.
fn as_json(hex: &str, vector: &Value) -> Value {
    match (hex, &vector["diagnostic"]) {
        // Numbers beyond 64 bits (RFC 8949, section 6.1).
        ("c249010000000000000000", _) => json!("AQAAAAAAAAAA"),
        ("c349010000000000000000", _) => json!("~AQAAAAAAAAAA"),
        ("c074323031332d30332d32315432303a30343a30305a", _) => json!("2013-03-21T20:04:00Z"),
        ("c11a514b67b0", _) => json!(1_363_896_240),
        ("c1fb41d452d9ec200000", _) => json!(1_363_896_240.5),
        ("d74401020304", _) => json!("01020304"),
        ("d818456449455446", _) => json!("ZElFVEY"),
        ("d82076687474703a2f2f7777772e6578616d706c652e636f6d", _) => json!("http://www.example.com"),
        ("40", _) => json!(""),
        ("4401020304", _) => json!("AQIDBA"),
        ("a201020304", _) => json!({ "1": 2, "3": 4 }),
        // Infinity, what is no number and undefined.
        (_, Value::String(_)) => Value::Null,
        _ => vector["decoded"].clone(),
    }
}

/// Whether two values are the same: the last digit of a fraction may be lost where the text of the vectors becomes a number.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => (one - other).abs() <= other.abs() * f64::EPSILON,
        _ => one == other,
    }
}

#[test]
fn the_examples_of_cbor_are_read_or_refused_by_a_rule() {
    const NAME: &str = "cbor/appendix_a.json";
    let Some(vectors) = file(NAME) else { return };
    let (mut read, mut refused) = (0, 0);
    for vector in vectors.as_array().unwrap() {
        let text = vector["hex"].as_str().unwrap();
        let bytes = hex(text);
        match (cbor::decode(&bytes, "it"), rule(text)) {
            (Ok(item), None) => {
                assert!(is_same(&item.json().unwrap(), &as_json(text, vector)), "{text}");
                assert_eq!(item.encoded(), bytes);
                read += 1;
            }
            (Err(error), Some(expected)) => {
                assert_eq!(error, expected, "{text}");
                refused += 1;
            }
            (tried, expected) => panic!("{text}: {:?} for {expected:?}", tried.err()),
        }
    }
    println!("{NAME}: {read} read, {refused} refused: 11 indefinite lengths, 3 simple values");
    assert_eq!((read, refused), (68, 14));
    counted(NAME, read + refused, 0);
    // A member of a map is found by its name, whatever the order.
    let map = hex("a26161016162820203");
    let map = cbor::decode(&map, "it").unwrap();
    let found = map.map("it").unwrap().get(Key::Text("b")).unwrap();
    assert_eq!(found.json().unwrap(), json!([2, 3]));
}
