//! What is sent, read as a verifier reads it.

use madrid_credentials::dcql::Format;
use madrid_credentials::jose::unb64;
use madrid_credentials::mdoc::{Asked, DeviceResponse};
use madrid_credentials::sd_jwt::SdJwt;
use madrid_credentials::sd_jwt::vc::Verified;
use ring::rand::SystemRandom;
use serde_json::json;

use super::*;
use crate::net::percent_decode;
use crate::wallet::presentation::policy::Policy;
use crate::wallet::presentation::test_verifier::{NONCE, Verifier, query};
use crate::wallet::test_people::{DOC_TYPE, Key, NOW, RESPONSE_URI, SPACE, Town, VCT, held};

/// Signs as the key store of the one phone.
fn sign(prepared: &Prepared, key: &Key) -> Vec<Vec<u8>> {
    prepared.to_sign().map(|part| key.sign(part.message)).collect()
}

/// What a verifier finds in the form.
fn opened(verifier: Verifier, form: &str) -> Value {
    let jwe = percent_decode(form.strip_prefix("response=").unwrap()).unwrap();
    let header = unb64(jwe.split('.').next().unwrap(), "header").unwrap();
    let header: Value = serde_json::from_slice(&header).unwrap();
    assert_eq!((&header["kid"], &header["enc"]), (&json!("k1"), &json!("A256GCM")));
    assert!(header.get("apu").is_none() && header.get("apv").is_none());
    serde_json::from_slice(&verifier.encryption.open(&jwe).unwrap()).unwrap()
}

/// That a library card says that its holder is of age, and nothing more, and is shown by this phone for this verifier.
fn expect_text(town: &Town, phone: &Key, client_id: &str, text: &str) {
    let shown = SdJwt::parse(text).unwrap();
    let card = Verified::at(&shown, &town.root.anchors(), NOW).unwrap();
    assert_eq!(card.resolved.claims["over_18"], true);
    assert!(card.resolved.claims.get("name").is_none() && card.resolved.disclosures.len() == 1);
    let binding = KeyBinding {
        audience: client_id,
        nonce: NONCE,
        at: NOW,
        transactions: &[],
    };
    binding.verify(&shown, &phone.public(), 0).unwrap();
}

fn verify_mdoc(town: &Town, bytes: &[u8], transcript: &SessionTranscript) -> Result<mdoc::Mdoc, CredentialError> {
    let anchors = town.root.anchors();
    let asked = Asked {
        doc_type: DOC_TYPE,
        transcript,
        anchors: &anchors,
        at: NOW,
    };
    DeviceResponse::parse(bytes)?.verify(&asked)
}

#[test]
fn both_kinds_of_card_are_shown_bound_to_this_request() {
    let (town, phone, verifier) = (Town::new(), Key::new(), Verifier::new());
    let (library, parking) = (
        town.library(Some(&phone)),
        town.parking(&phone, &[("zone", "7"), ("name", "Lucía")]),
    );
    let free = Policy::default();
    let cards = [
        held("card-1", Format::SdJwt, &library, Some(&phone), &free),
        held("card-2", Format::Mdoc, &parking, Some(&phone), &free),
    ];
    let cards = cards.map(|card| Open::of(card, NOW).unwrap().unwrap());
    let request = verifier.asking(json!({ "credentials": [
        { "id": "a", "format": "dc+sd-jwt", "meta": { "vct_values": [VCT] }, "claims": [{ "path": ["over_18"] }] },
        { "id": "b", "format": "mso_mdoc", "meta": { "doctype_value": DOC_TYPE }, "claims": [{ "path": [SPACE, "zone"] }] },
    ] }));
    let candidates: Vec<_> = cards.iter().map(Open::candidate).collect();
    let choice = dcql::answer(&request.query, &candidates).proposal().unwrap();
    let prepared = prepare(&request.query, &cards, &choice, &Talk::of(&request, NOW)).unwrap();
    let copies: Vec<_> = prepared.copies().collect();
    assert_eq!(copies, [("card-1", "card-1"), ("card-2", "card-2")]);
    let signatures = sign(&prepared, &phone);
    let token = prepared.finish(&signatures).unwrap();
    let post = request.answer(token, &SystemRandom::new()).unwrap();
    assert_eq!(post.request().url, RESPONSE_URI);
    let thumbprint = verifier.encryption.public().thumbprint();
    let client_id = verifier.signer.client_id();
    let said = opened(verifier, post.form());
    assert_eq!(said["state"], "state-1");

    let text = said["vp_token"]["a"][0].as_str().unwrap();
    expect_text(&town, &phone, &client_id, text);
    let bytes = unb64(said["vp_token"]["b"][0].as_str().unwrap(), "b").unwrap();
    let own = SessionTranscript::redirect(&client_id, NONCE, Some(&thumbprint), RESPONSE_URI);
    let shown = verify_mdoc(&town, &bytes, &own).unwrap();
    assert_eq!(shown.claims, json!({ SPACE: { "zone": "7" } }));
    let other = SessionTranscript::redirect(&client_id, NONCE, None, RESPONSE_URI);
    let refused = verify_mdoc(&town, &bytes, &other).map(|_| ());
    assert_eq!(refused, Err(CredentialError::Signature));
}

#[test]
fn nothing_leaves_without_the_right_signatures_and_a_choice_that_was_offered() {
    let (town, phone, verifier) = (Town::new(), Key::new(), Verifier::new());
    let (library, free) = (town.library(Some(&phone)), Policy::default());
    let cards = [held("card-1", Format::SdJwt, &library, Some(&phone), &free)];
    let cards = cards.map(|card| Open::of(card, NOW).unwrap().unwrap());
    let request = verifier.asking(query(json!([{ "path": ["name"] }])));
    let talk = Talk::of(&request, NOW);
    let choice = |card: &str| Choice {
        options: vec![Some(0)],
        cards: [("library".to_owned(), vec![card.to_owned()])].into(),
    };
    let ready = || prepare(&request.query, &cards, &choice("card-1"), &talk).unwrap();
    let good = sign(&ready(), &phone);
    let finish = |signatures: &[Vec<u8>]| ready().finish(signatures).map(|_| ());
    // The time is the same, so the message is.
    assert_eq!(finish(&good), Ok(()));
    assert_eq!(finish(&[]), Err(CredentialError::Missing("signature")));
    assert_eq!(
        finish(&[good[0].clone(), good[0].clone()]),
        Err(CredentialError::Mismatch("signatures"))
    );
    assert_eq!(finish(&sign(&ready(), &Key::new())), Err(CredentialError::Signature));
    assert_eq!(finish(&[vec![0; 64]]), Err(CredentialError::Malformed("signature")));
    let refused = prepare(&request.query, &cards, &choice("card-2"), &talk).map(|_| ());
    assert_eq!(refused, Err(CredentialError::Mismatch("choice")));
    let refused = prepare(&request.query, &[], &choice("card-1"), &talk).map(|_| ());
    assert_eq!(refused, Err(CredentialError::Missing("credential")));
}

#[test]
fn a_card_of_no_phone_is_shown_where_that_will_do_and_nowhere_else() {
    let (town, phone, verifier) = (Town::new(), Key::new(), Verifier::new());
    let (library, free) = (town.library(None), Policy::default());
    let open = |key| Open::of(held("card-1", Format::SdJwt, &library, key, &free), NOW).unwrap();
    // It is not bound to this phone's key, whatever the wallet thinks.
    assert!(open(Some(&phone)).is_none());
    let cards = [open(None).unwrap()];
    let choice = Choice {
        options: vec![Some(0)],
        cards: [("library".to_owned(), vec!["card-1".to_owned()])].into(),
    };
    let mut asked = query(json!([{ "path": ["name"] }]));
    let strict = verifier.asking(asked.clone());
    let refused = prepare(&strict.query, &cards, &choice, &Talk::of(&strict, NOW)).map(|_| ());
    assert_eq!(refused, Err(CredentialError::Missing("credential")));
    asked["credentials"][0]["require_cryptographic_holder_binding"] = json!(false);
    let loose = verifier.asking(asked);
    let prepared = prepare(&loose.query, &cards, &choice, &Talk::of(&loose, NOW)).unwrap();
    assert_eq!(prepared.to_sign().count(), 0);
    let token = prepared.finish::<Vec<u8>>(&[]).unwrap();
    assert!(token["library"][0].as_str().unwrap().ends_with('~'));
}

#[test]
fn a_card_out_of_its_time_is_as_if_it_were_not_there() {
    let (town, phone) = (Town::new(), Key::new());
    let (library, parking) = (town.library(Some(&phone)), town.parking(&phone, &[("zone", "7")]));
    let free = Policy::default();
    let at = |format, issued, at| {
        Open::of(held("card", format, issued, Some(&phone), &free), at)
            .unwrap()
            .is_some()
    };
    assert!(at(Format::SdJwt, &library, NOW) && !at(Format::SdJwt, &library, NOW + 200_000));
    assert!(at(Format::Mdoc, &parking, NOW) && !at(Format::Mdoc, &parking, NOW + 400 * 86_400));
    assert!(Open::of(held("card", Format::Mdoc, &library, Some(&phone), &free), NOW).is_err());
}
