//! What is shown is what was chosen, byte for byte.

use ciborium::Value;

use super::super::test_issuer::{CITY, DOC_TYPE, PERSON, TestIssuer, encode, talk};
use super::*;
use crate::cbor::decode;

#[test]
fn what_was_chosen_is_copied_byte_for_byte_and_nothing_else() {
    let issuer = TestIssuer::new();
    let card = issuer.issue();
    let shown = issuer.show(
        &card,
        &[(PERSON, "birth_date"), (CITY, "zone"), (PERSON, "birth_date")],
        &talk("n"),
    );
    let (card, shown) = (decode(&card, "card").unwrap(), decode(&shown, "shown").unwrap());
    let card = card.map("card").unwrap();
    let spaces = card.required("nameSpaces").unwrap().map("card").unwrap();
    let shown = shown
        .map("shown")
        .unwrap()
        .required("documents")
        .unwrap()
        .array("shown")
        .unwrap();
    let shown = shown[0]
        .map("shown")
        .unwrap()
        .required("issuerSigned")
        .unwrap()
        .map("shown")
        .unwrap();
    let auth = |map: &crate::cbor::Map<'_>| map.required("issuerAuth").unwrap().encoded().to_vec();
    assert_eq!(auth(shown), auth(card));
    let of = |map: &crate::cbor::Map<'_>, space: &str| -> Vec<Vec<u8>> {
        let elements = map.optional(space).unwrap().array("elements").unwrap();
        elements.iter().map(|element| element.encoded().to_vec()).collect()
    };
    let shown = shown.required("nameSpaces").unwrap().map("shown").unwrap();
    assert_eq!(of(shown, PERSON), [of(spaces, PERSON)[1].clone()]);
    assert_eq!(of(shown, CITY), of(spaces, CITY));
    assert_eq!(shown.len(), 2);
}

#[test]
fn what_is_made_is_in_the_one_form_that_another_library_makes() {
    let issuer = TestIssuer::new();
    let shown = issuer.show(&issuer.issue(), &[(PERSON, "birth_date"), (CITY, "zone")], &talk("n"));
    let mut value: Value = ciborium::from_reader(shown.as_slice()).unwrap();
    assert_eq!(encode(&value), shown);
    // The members of every map that is made here are in their order already.
    fn sort(value: &mut Value) {
        match value {
            Value::Map(members) => {
                members.iter_mut().for_each(|(_, value)| sort(value));
                members.sort_by_key(|(key, _)| encode(key));
            }
            Value::Array(items) => items.iter_mut().for_each(sort),
            _ => {}
        }
    }
    sort(&mut value);
    assert_eq!(encode(&value), shown);
}

#[test]
fn nothing_may_be_shown_and_nothing_else_than_there_is() {
    let issuer = TestIssuer::new();
    let bytes = issuer.issue();
    let shown = issuer.show(&bytes, &[], &talk("n"));
    assert!(!shown.windows(9).any(|name| name == b"birth_dat"));
    let card = IssuerSigned::parse(&bytes).unwrap();
    for missing in [(PERSON, "zone"), (CITY, "birth_date"), ("other", "zone"), ("", "")] {
        let refused = Presentation::new(&card, &[(CITY, "zone"), missing], &talk("n")).err();
        assert_eq!(refused, Some(CredentialError::Missing("element")), "{missing:?}");
    }
}

#[test]
fn what_is_signed_is_the_talk_and_the_kind_of_card() {
    let issuer = TestIssuer::new();
    let bytes = issuer.issue();
    let card = IssuerSigned::parse(&bytes).unwrap();
    let presentation = Presentation::new(&card, &[(CITY, "zone")], &talk("n")).unwrap();
    let transcript: Value = ciborium::from_reader(talk("n").encoded()).unwrap();
    let nothing = Value::Tag(24, Box::new(Value::Bytes(vec![0xA0])));
    let authentication = Value::Array(vec![
        "DeviceAuthentication".into(),
        transcript,
        DOC_TYPE.into(),
        nothing,
    ]);
    let payload = encode(&Value::Tag(24, Box::new(Value::Bytes(encode(&authentication)))));
    let header = coset::HeaderBuilder::new()
        .algorithm(coset::iana::Algorithm::ES256)
        .build();
    let sign1 = coset::CoseSign1Builder::new().protected(header).build();
    assert_eq!(presentation.to_sign(), sign1.tbs_detached_data(&payload, &[]));
}
