//! Each kind of item as JSON.

use serde_json::json;

use super::super::decode;
use super::*;

fn of(bytes: &[u8]) -> Value {
    decode(bytes, "it").unwrap().json().unwrap()
}

#[test]
fn plain_values_are_plain_values() {
    assert_eq!(of(&[0x18, 100]), json!(100));
    assert_eq!(of(&[0x1B, 255, 255, 255, 255, 255, 255, 255, 255]), json!(u64::MAX));
    assert_eq!(of(&[0x3B, 0x7F, 255, 255, 255, 255, 255, 255, 255]), json!(i64::MIN));
    assert_eq!(
        of(&[0x3B, 255, 255, 255, 255, 255, 255, 255, 255]),
        json!(-18_446_744_073_709_551_616.0)
    );
    assert_eq!(of(&[0xF9, 0x3E, 0]), json!(1.5));
    assert_eq!(of(&[0x62, 0xC3, 0xB1]), json!("ñ"));
    assert_eq!(of(&[0x83, 0xF4, 0xF5, 0xF6]), json!([false, true, null]));
    assert_eq!(of(&[0xA2, 0x61, b'b', 1, 0x61, b'a', 0xA0]), json!({ "a": {}, "b": 1 }));
}

#[test]
fn bytes_are_base64url_unless_a_tag_says_otherwise() {
    assert_eq!(of(&[0x42, 0xFB, 0xFF]), json!("-_8"));
    assert_eq!(of(&[0xD5, 0x42, 0xFB, 0xFF]), json!("-_8"));
    assert_eq!(of(&[0xD6, 0x42, 0xFB, 0xFF]), json!("+/8="));
    assert_eq!(of(&[0xD7, 0x42, 0xFB, 0xFF]), json!("FBFF"));
    // A tag holds for all that is below it, until the next one.
    let mixed = [0xD7, 0x83, 0x41, 0xFB, 0x81, 0x41, 0x0A, 0xD6, 0x41, 0xFB];
    assert_eq!(of(&mixed), json!(["FB", ["0A"], "+w=="]));
    // Numbers beyond 64 bits.
    assert_eq!(of(&[0xC2, 0x41, 5]), json!("BQ"));
    assert_eq!(of(&[0xC3, 0x41, 5]), json!("~BQ"));
}

#[test]
fn other_tags_are_left_out() {
    assert_eq!(of(&[0xD9, 3, 0xEC, 0x64, b'2', b'0', b'2', b'6']), json!("2026"));
    assert_eq!(of(&[0xC0, 0x61, b'T']), json!("T"));
    assert_eq!(of(&[0xC2, 0x61, b'T']), json!("T"));
    assert_eq!(of(&[0xD8, 24, 0x41, 1]), json!("AQ"));
}

#[test]
fn what_has_no_value_is_null() {
    for nothing in [&[0xF7][..], &[0xF9, 0x7E, 0], &[0xF9, 0x7C, 0], &[0xF9, 0xFC, 0]] {
        assert_eq!(of(nothing), json!(null), "{nothing:02X?}");
    }
}

#[test]
fn integers_as_names_are_texts_and_stay_apart() {
    assert_eq!(
        of(&[0xA3, 1, 1, 0x20, 2, 0x61, b'a', 3]),
        json!({ "1": 1, "-1": 2, "a": 3 })
    );
    let alike = decode(&[0xA2, 1, 1, 0x61, b'1', 2], "it").unwrap();
    assert_eq!(alike.json(), Err(CredentialError::Duplicate("name of a member")));
}
