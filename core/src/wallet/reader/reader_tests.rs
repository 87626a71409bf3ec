//! A card held to another phone, with no network between.

use madrid_credentials::CredentialError;
use madrid_credentials::dcql::{self, Choice, Format};
use madrid_credentials::jose::unb64;
use madrid_credentials::status::{StatusList, StatusToken};
use madrid_credentials::x509::Anchors;
use ring::rand::SystemRandom;
use serde_json::{Value, json};

use super::*;
use crate::wallet::presentation::{Held, Open, Policy, prepare};
use crate::wallet::test_people::{Authority, DOC_TYPE, Key, NOW, SPACE, Town, VCT, digest, disclosure, held};

const LIST: &str = "https://town.example/list/1";

/// Shows a card in answer to a question, as the holder's phone does.
fn show(question: &Question, card: Held<'_>, phone: &Key) -> String {
    // The other phone read the question from a code.
    let question = Question::read(&question.text()).unwrap();
    let cards = [Open::of(card, NOW).unwrap().unwrap()];
    let choice = Choice {
        options: vec![Some(0)],
        cards: [("card".to_owned(), vec![card.card.to_owned()])].into(),
    };
    let prepared = prepare(question.query(), &cards, &choice, &question.talk(NOW)).unwrap();
    let signatures: Vec<_> = prepared.to_sign().map(|part| phone.sign(part.message)).collect();
    let token = prepared.finish(&signatures).unwrap();
    token["card"][0].as_str().unwrap().to_owned()
}

fn asking(format: Format, kind: &str, path: Value) -> Question {
    Question::new(format, kind, &[path], &SystemRandom::new()).unwrap()
}

fn known<'a>(issuers: &'a Anchors, lists: &'a [Cached<'a>]) -> Known<'a> {
    Known {
        issuers,
        lists,
        at: NOW,
    }
}

fn look(question: &Question, text: &str, issuers: &Anchors) -> Reading {
    read(question, Shown::SdJwt(text), &known(issuers, &[]))
}

#[test]
fn a_neighbours_card_is_read_with_just_what_was_asked() {
    let (town, phone, free) = (Town::new(), Key::new(), Policy::default());
    let issuers = town.root.anchors();
    let library = town.library(Some(&phone));
    let question = asking(Format::SdJwt, VCT, json!(["over_18"]));
    let shown = show(
        &question,
        held("c", Format::SdJwt, &library, Some(&phone), &free),
        &phone,
    );
    let reading = look(&question, &shown, &issuers);
    assert_eq!(
        (reading.verdict(), reading.findings.as_slice()),
        (Verdict::Good, [].as_slice())
    );
    assert_eq!(reading.issuer.as_deref(), Some("Town"));
    assert_eq!(reading.until, Some(NOW + 100_000));
    assert_eq!(reading.claims.len(), 1);
    assert_eq!(reading.claims[0].1, true);

    let parking = town.parking(&phone, &[("zone", "7"), ("name", "Lucía")]);
    let question = asking(Format::Mdoc, DOC_TYPE, json!([SPACE, "zone"]));
    let shown = show(
        &question,
        held("c", Format::Mdoc, &parking, Some(&phone), &free),
        &phone,
    );
    let bytes = unb64(&shown, "card").unwrap();
    let reading = read(&question, Shown::Mdoc(&bytes), &known(&issuers, &[]));
    assert_eq!(
        (reading.verdict(), reading.findings.as_slice()),
        (Verdict::Good, [].as_slice())
    );
    assert_eq!(reading.claims[0].1, "7");
    let again = asking(Format::Mdoc, DOC_TYPE, json!([SPACE, "zone"]));
    let reading = read(&again, Shown::Mdoc(&bytes), &known(&issuers, &[]));
    assert_eq!(reading.findings, [Finding::Broken(CredentialError::Signature)]);
}

#[test]
fn what_does_not_hold_is_bad_and_shows_nothing() {
    let (town, phone, free) = (Town::new(), Key::new(), Policy::default());
    let issuers = town.root.anchors();
    let library = town.library(Some(&phone));
    let question = asking(Format::SdJwt, VCT, json!(["over_18"]));
    let shown = show(
        &question,
        held("c", Format::SdJwt, &library, Some(&phone), &free),
        &phone,
    );
    let bare = std::str::from_utf8(&library).unwrap();
    let other = asking(Format::SdJwt, VCT, json!(["over_18"]));
    let kind = Question::read(&question.text().replace(VCT, "urn:other")).unwrap();
    let more = Question::read(&question.text().replace("over_18", "name")).unwrap();
    let nobody = Authority::new("Nobody").anchors();
    let untrusted = look(&question, &shown, &nobody);
    assert!(matches!(
        untrusted.findings[..],
        [Finding::Broken(CredentialError::Untrusted(_))]
    ));
    for (reading, finding) in [
        // Of another showing, such as one that was overheard.
        (
            look(&other, &shown, &issuers),
            Finding::Broken(CredentialError::Mismatch("nonce")),
        ),
        (
            look(&question, bare, &issuers),
            Finding::Broken(CredentialError::Missing("key binding")),
        ),
        (
            look(&question, "x", &issuers),
            Finding::Broken(CredentialError::Malformed("sd-jwt")),
        ),
        (look(&kind, &shown, &issuers), Finding::OtherKind),
        (look(&more, &shown, &issuers), Finding::Missing),
    ] {
        assert_eq!(reading.verdict(), Verdict::Bad, "{finding:?}");
        assert!(reading.findings.contains(&finding), "{finding:?}");
        assert!(reading.claims.is_empty(), "{finding:?}");
    }
    let late = Known {
        at: NOW + 200_000,
        ..known(&issuers, &[])
    };
    let reading = read(&question, Shown::SdJwt(&shown), &late);
    assert_eq!(reading.findings, [Finding::Broken(CredentialError::Expired)]);
}

#[test]
fn what_is_shown_beyond_the_question_is_not_shown_again() {
    let (town, phone, free) = (Town::new(), Key::new(), Policy::default());
    let library = town.library(Some(&phone));
    let question = asking(Format::SdJwt, VCT, json!(["over_18"]));
    let wide = show(
        &asked_for(&question, &["over_18", "name"]),
        held("c", Format::SdJwt, &library, Some(&phone), &free),
        &phone,
    );
    let reading = look(&question, &wide, &town.root.anchors());
    assert_eq!(reading.findings, [Finding::MoreThanAsked]);
    assert_eq!(reading.claims.len(), 1);
}

/// The same question for other claims, with the same nonce.
fn asked_for(question: &Question, names: &[&str]) -> Question {
    let mut said: Value = serde_json::from_str(&question.text()).unwrap();
    said["dcql_query"]["credentials"][0]["claims"] = names.iter().map(|name| json!({ "path": [name] })).collect();
    Question::read(&said.to_string()).unwrap()
}

/// A list of one byte for each card, and what it says of the first.
fn list(status: u8, expires: Option<i64>) -> StatusToken {
    use std::io::Write as _;
    let mut deflate = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    deflate.write_all(&[status]).unwrap();
    StatusToken {
        list: StatusList::inflate(8, &deflate.finish().unwrap()).unwrap(),
        issued_at: NOW - 100,
        expires,
        time_to_live: None,
        signer: None,
    }
}

#[test]
fn what_is_known_of_revocation_is_said_with_its_age() {
    let (town, phone, free) = (Town::new(), Key::new(), Policy::default());
    let issuers = town.root.anchors();
    let hidden = disclosure("over_18", &json!(true));
    let card = |index: u64| {
        let status = json!({ "status_list": { "idx": index, "uri": LIST } });
        let claims = json!({ "vct": VCT, "status": status, "_sd": [digest(&hidden)] });
        town.sd_jwt(claims, std::slice::from_ref(&hidden), Some(&phone))
    };
    let question = asking(Format::SdJwt, VCT, json!(["over_18"]));
    let look = |index: u64, tokens: &[StatusToken]| {
        let card = card(index);
        let shown = show(&question, held("c", Format::SdJwt, &card, Some(&phone), &free), &phone);
        let lists: Vec<_> = tokens
            .iter()
            .map(|token| Cached {
                uri: LIST,
                token,
                fetched: NOW - 50,
            })
            .collect();
        let reading = read(&question, Shown::SdJwt(&shown), &known(&issuers, &lists));
        (reading.verdict(), reading.findings, reading.claims.len())
    };
    let later = Some(NOW + 10);
    assert_eq!(
        look(0, &[list(0, later)]),
        (Verdict::Good, vec![Finding::StatusFresh(later)], 1)
    );
    assert_eq!(
        look(0, &[list(0, None)]),
        (Verdict::Good, vec![Finding::StatusFresh(None)], 1)
    );
    assert_eq!(
        look(0, &[list(0, Some(NOW))]),
        (Verdict::Unsure, vec![Finding::StatusOld(NOW)], 1)
    );
    assert_eq!(
        look(0, &[list(1, Some(NOW))]),
        (Verdict::Bad, vec![Finding::Revoked], 0)
    );
    assert_eq!(look(0, &[list(2, later)]), (Verdict::Bad, vec![Finding::Suspended], 0));
    assert_eq!(
        look(7, &[list(0, later)]),
        (Verdict::Unsure, vec![Finding::StatusUnknown], 1)
    );
    assert_eq!(look(0, &[]), (Verdict::Unsure, vec![Finding::StatusUnknown], 1));
}

#[test]
fn a_card_of_no_phone_may_be_anybodys() {
    let (town, phone, free) = (Town::new(), Key::new(), Policy::default());
    let library = town.library(None);
    let question = asking(Format::SdJwt, VCT, json!(["over_18"]));
    let text = question.text().replace(
        "\"id\":\"card\"",
        "\"id\":\"card\",\"require_cryptographic_holder_binding\":false",
    );
    let loose = Question::read(&text).unwrap();
    let shown = show(&loose, held("c", Format::SdJwt, &library, None, &free), &phone);
    let reading = look(&loose, &shown, &town.root.anchors());
    assert_eq!(
        (reading.verdict(), reading.findings),
        (Verdict::Unsure, vec![Finding::NotBound])
    );
}

#[test]
fn questions_are_small_and_about_one_card() {
    let new = |claims: &[Value]| Question::new(Format::SdJwt, VCT, claims, &SystemRandom::new()).map(|_| ());
    assert_eq!(new(&[json!([])]), Err(CredentialError::Malformed("path")));
    assert_eq!(
        new(&vec![json!(["a long name of a claim"]); 190]),
        Err(CredentialError::TooLarge("question"))
    );
    assert_eq!(new(&[]), Ok(()));
    let question = asking(Format::SdJwt, VCT, json!(["a"]));
    let mut said: Value = serde_json::from_str(&question.text()).unwrap();
    let refused = |said: &Value| Question::read(&said.to_string()).map(|_| ()).unwrap_err();
    said["nonce"] = json!("short");
    assert_eq!(refused(&said), CredentialError::Malformed("nonce"));
    said["nonce"] = json!("0123456789abcdef");
    let other = json!({ "id": "other", "format": "mso_mdoc", "meta": { "doctype_value": "x" } });
    said["dcql_query"]["credentials"].as_array_mut().unwrap().push(other);
    assert_eq!(refused(&said), CredentialError::Malformed("dcql_query"));
    assert!(dcql::Query::read(&said["dcql_query"]).is_ok());
}
