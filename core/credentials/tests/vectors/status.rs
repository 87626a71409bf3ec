//! The lists and tokens of draft-ietf-oauth-status-list, appendix C and the examples.

use ciborium::Value as Cbor;
use madrid_credentials::CredentialError;
use madrid_credentials::jose::jwk::PublicKey;
use madrid_credentials::status::{Status, StatusList, StatusToken, Trust};
use serde_json::{Value, json};

use crate::{counted, file, json as read};

const URI: &str = "https://example.com/statuslists/1";
/// A time between the two of the examples.
const AT: i64 = 1_700_000_000;

/// Bytes of hexadecimal text, whatever lines it is broken into.
fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

fn from_cbor(bytes: &[u8]) -> StatusList {
    let read: Cbor = ciborium::from_reader(bytes).unwrap();
    let members = read.into_map().unwrap();
    let member = |wanted: &str| {
        members
            .iter()
            .find(|(name, _)| name.as_text() == Some(wanted))
            .unwrap()
            .1
            .clone()
    };
    let bits = u64::try_from(member("bits").into_integer().unwrap()).unwrap();
    StatusList::inflate(bits, &member("lst").into_bytes().unwrap()).unwrap()
}

const fn number(status: Status) -> u64 {
    match status {
        Status::Valid => 0,
        Status::Invalid => 1,
        Status::Suspended => 2,
        Status::Other(value) => value as u64,
    }
}

#[test]
fn every_list_says_of_every_card_what_it_must() {
    let name = "status-list/draft20-appendix-c.json";
    let Some(all) = read(name) else { return };
    let mut cards = 0;
    for (bits, case) in lists(&all) {
        let size = case["size"].as_u64().unwrap();
        let listed = case["status"].as_object().unwrap();
        let list = StatusList::from_json(&case["json"]).unwrap();
        assert!(
            list == from_cbor(&unhex(case["cbor_hex"].as_str().unwrap())),
            "{bits} bits: JSON and CBOR differ"
        );
        assert_eq!(list.size(), size);
        let mut found = 0;
        for index in 0..size {
            let status = number(list.get(index).unwrap());
            if status != 0 {
                let expected = listed.get(&index.to_string()).and_then(Value::as_u64);
                assert_eq!(expected, Some(status), "{bits} bits, card {index}");
                found += 1;
            }
        }
        let not_zero = listed.values().filter(|status| status.as_u64() != Some(0)).count();
        assert_eq!(found, not_zero, "{bits} bits");
        assert_eq!(list.get(size), Err(CredentialError::Missing("status")));
        cards += listed.len();
    }
    assert_eq!(lists(&all).len(), 4);
    counted(name, cards, 0);
}

/// The lists with their bits.
fn lists(all: &Value) -> Vec<(u64, &Value)> {
    let cases: Vec<&Value> = match all {
        Value::Array(cases) => cases.iter().collect(),
        other => vec![other],
    };
    cases
        .into_iter()
        .map(|case| (case["bits"].as_u64().unwrap(), case))
        .collect()
}

/// A text whose long lines were broken.
fn unwrapped(text: &str) -> String {
    text.lines().map(str::trim).collect()
}

/// What the text under `encoded:` is.
fn encoded(name: &str) -> Option<String> {
    let text = String::from_utf8(file(&format!("status-list/examples/{name}.md"))?).unwrap();
    Some(
        text.split_once("encoded:")
            .map_or(text.clone(), |(_, encoded)| encoded.to_owned()),
    )
}

#[test]
fn the_example_lists_are_read() {
    let (mut inside, one, two) = (0, [0xB9_u8, 0xA3], [0xC9, 0x44, 0xF9]);
    for (name, bits, bytes) in [
        ("status_list_encoding", 1, &one[..]),
        ("status_list_encoding2", 2, &two),
    ] {
        let Some(json) = encoded(&format!("{name}_json")) else {
            return;
        };
        let list = StatusList::from_json(&serde_json::from_str(&json).unwrap()).unwrap();
        let cbor = from_cbor(&unhex(&encoded(&format!("{name}_cbor")).unwrap()));
        assert!(list == cbor, "{name}");
        let each = 8 / bits;
        let expected = bytes
            .iter()
            .flat_map(|byte| (0..each).map(move |place| (byte >> (place * bits)) & ((1 << bits) - 1)));
        let expected: Vec<u64> = expected.map(u64::from).collect();
        let ours: Vec<u64> = (0..list.size()).map(|index| number(list.get(index).unwrap())).collect();
        assert_eq!(ours, expected, "{name}");
        inside += 2;
    }
    let appendix = read("status-list/draft20-appendix-c.json").unwrap();
    for (name, bits) in [("1_long", 1), ("2_long", 2), ("4", 4), ("8", 8)] {
        let json = unwrapped(&encoded(&format!("status_list_encoding{name}_json")).unwrap());
        let list = StatusList::from_json(&serde_json::from_str(&json).unwrap()).unwrap();
        let cbor = from_cbor(&unhex(&encoded(&format!("status_list_encoding{name}_cbor")).unwrap()));
        let published = lists(&appendix)
            .into_iter()
            .find(|(other, _)| *other == bits)
            .unwrap()
            .1;
        let published = StatusList::from_json(&published["json"]).unwrap();
        assert!(list == cbor && list == published, "{name}");
        inside += 2;
    }
    counted("status-list/examples, lists", inside, 0);
}

/// The key that the editors of the draft sign their examples with (`kid` 12).
fn editors() -> PublicKey {
    PublicKey::from_jwk(&json!({
        "kty": "EC", "crv": "P-256",
        "x": "I3HWm_0Ds1dPMI-IWmf4mBmH-YaeAVbPVu7vB27CxXo", "y": "6N_d5Elj9bs1htgV3okJKIdbHEpkgTmAluYKJemzn1M",
    }))
    .unwrap()
}

#[test]
fn the_example_tokens_are_verified() {
    let Some(jwt) = file("status-list/examples/status_list_jwt_raw.md") else {
        return;
    };
    let jwt: String = String::from_utf8(jwt).unwrap().split_whitespace().collect();
    let cwt = unhex(&String::from_utf8(file("status-list/examples/status_list_cwt.md").unwrap()).unwrap());
    let trust = Trust::Key(editors());
    let as_jwt = |uri, at| StatusToken::from_jwt(&jwt, uri, at, trust);
    let as_cwt = |uri, at| StatusToken::from_cwt(&cwt, uri, at, trust);
    for token in [as_jwt(URI, AT).unwrap(), as_cwt(URI, AT).unwrap()] {
        assert_eq!(
            (token.issued_at, token.expires, token.time_to_live),
            (1_686_920_170, Some(2_291_720_170), Some(43_200))
        );
        let first: Vec<u64> = (0..16).map(|index| number(token.list.get(index).unwrap())).collect();
        assert_eq!(first, [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]);
        assert_eq!(token.fresh_until(AT), Some(AT + 43_200));
    }
    for (uri, at, fault) in [
        (
            "https://example.com/statuslists/2",
            AT,
            CredentialError::Mismatch("sub"),
        ),
        (URI, 2_291_720_170, CredentialError::Expired),
        (URI, 1_686_900_000, CredentialError::NotYet),
    ] {
        assert_eq!(as_jwt(uri, at).err(), Some(fault));
        assert_eq!(as_cwt(uri, at).err(), Some(fault));
    }
    // A byte of the list changed.
    let mut changed = cwt.clone();
    let middle = cwt.len() - 70;
    changed[middle] ^= 1;
    let refused = StatusToken::from_cwt(&changed, URI, AT, trust).err();
    assert_eq!(refused, Some(CredentialError::Signature));
    counted("status-list/examples, tokens", 2, 2);
    println!("  not: the two referenced tokens, which are cards and no lists");
}
