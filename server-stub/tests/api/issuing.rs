//! Cards are given out: whole ways of a person, and what the cards say, checked by hand.

use std::io::Read as _;

use ciborium::value::Value as Cbor;
use p256::ecdsa::SigningKey;
use reqwest::Response;
use ring::digest::{SHA256, digest};
use ring::signature::{ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde_json::{Value, json};
use x509_cert::Certificate;
use x509_cert::der::{Decode as _, Encode as _};

use crate::citizen::encode;
use crate::support::{Tester, options};
use crate::wallet::{Wallet, assert_refused, b64, cards_of, jwk, new_key, parameter, unb64};

pub fn keys(count: usize) -> Vec<SigningKey> {
    (0..count).map(|_| new_key()).collect()
}

/// The public key of a leaf, after checking that the pinned root signed it.
async fn leaf_key(tester: &Tester, x5c: &Value, root: &str) -> Vec<u8> {
    use base64::Engine as _;
    let der = |value: &Value| {
        base64::engine::general_purpose::STANDARD
            .decode(value.as_str().unwrap())
            .unwrap()
    };
    let trust = tester.json("/.well-known/madrid-trust").await;
    let root = Certificate::from_der(&der(&trust[root]["x5c"][0])).unwrap();
    assert_eq!(x5c.as_array().unwrap().len(), 1, "the root is not sent along");
    let leaf = Certificate::from_der(&der(&x5c[0])).unwrap();
    let point = |one: &Certificate| {
        let info = one.tbs_certificate().subject_public_key_info();
        info.subject_public_key.as_bytes().unwrap().to_vec()
    };
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point(&root))
        .verify(
            &leaf.tbs_certificate().to_der().unwrap(),
            leaf.signature().as_bytes().unwrap(),
        )
        .unwrap();
    point(&leaf)
}

fn parts(token: &str) -> (Value, Value) {
    let mut parts = token.split('.');
    let mut next = || serde_json::from_slice(&unb64(parts.next().unwrap())).unwrap();
    (next(), next())
}

/// Checks a signed token, and gives what it says.
async fn checked(tester: &Tester, token: &str, typ: &str) -> Value {
    checked_below(tester, token, typ, "card_issuer").await.0
}

/// The same below another root, with the certificate that signed.
pub async fn checked_below(tester: &Tester, token: &str, typ: &str, root: &str) -> (Value, Vec<u8>) {
    use base64::Engine as _;
    let (header, claims) = parts(token);
    assert_eq!((&header["typ"], &header["alg"]), (&json!(typ), &json!("ES256")));
    let key = leaf_key(tester, &header["x5c"], root).await;
    let (message, signature) = token.rsplit_once('.').unwrap();
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key)
        .verify(message.as_bytes(), &unb64(signature))
        .unwrap();
    let leaf = header["x5c"][0].as_str().unwrap();
    (claims, base64::engine::general_purpose::STANDARD.decode(leaf).unwrap())
}

/// What an SD-JWT says with everything disclosed; every digest must be used and every disclosure be meant.
pub async fn disclosed(tester: &Tester, card: &str) -> Value {
    let mut pieces: Vec<&str> = card.split('~').collect();
    assert_eq!(pieces.pop(), Some(""), "no key binding from the issuer");
    let claims = checked(tester, pieces.remove(0), "dc+sd-jwt").await;
    let mut left: Vec<(String, Value)> = pieces
        .iter()
        .map(|text| {
            let content: Value = serde_json::from_slice(&unb64(text)).unwrap();
            assert!(unb64(content[0].as_str().unwrap()).len() >= 16);
            (b64(digest(&SHA256, text.as_bytes())), content)
        })
        .collect();
    let shown = unfold(claims, &mut left);
    assert!(left.is_empty(), "{left:?}");
    shown
}

fn unfold(value: Value, left: &mut Vec<(String, Value)>) -> Value {
    let take = |digest: &Value, left: &mut Vec<(String, Value)>| {
        let at = left
            .iter()
            .position(|(known, _)| digest == known)
            .expect("a disclosure");
        left.remove(at).1
    };
    match value {
        Value::Object(mut members) => {
            for digest in members.remove("_sd").iter().flat_map(|all| all.as_array().unwrap()) {
                let content = take(digest, left);
                let name = content[1].as_str().unwrap().to_owned();
                assert!(members.insert(name, content[2].clone()).is_none());
            }
            members
                .into_iter()
                .map(|(name, value)| (name, unfold(value, left)))
                .collect()
        }
        Value::Array(all) => {
            let mut unfolded = Vec::new();
            for one in all {
                let one = match one.get("...") {
                    Some(digest) => take(digest, left)[1].clone(),
                    None => one,
                };
                unfolded.push(unfold(one, left));
            }
            unfolded.into()
        }
        plain => plain,
    }
}

async fn body(response: Response) -> Value {
    response.json().await.unwrap()
}

#[tokio::test]
async fn a_library_card_is_had_by_any_wallet_and_bound_to_none() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::plain(&tester);
    let address = wallet.browse("library_card_sd_jwt", "lucia", None).await;
    assert!(address.starts_with("es.madrid.movil:/wallet?code="), "{address}");
    assert_eq!(parameter(&address, "state").as_deref(), Some("st"));
    let issuer = parameter(&address, "iss").unwrap();
    assert_eq!(issuer.replace("%3A", ":").replace("%2F", "/"), wallet.issuer);
    let tokens = wallet.signed_in("library_card_sd_jwt", "lucia", None).await;
    let wanted = json!({ "credential_configuration_id": "library_card_sd_jwt" });
    let (cards, _) = cards_of(wallet.ask("credential", &tokens.access, &wanted).await).await;
    assert_eq!(cards.len(), 1);
    let says = disclosed(&tester, &cards[0]).await;
    assert_eq!(says["vct"], "es.madrid.library_card.1");
    assert_eq!(
        says["holder"],
        json!({ "given_name": "Lucía", "family_name": "Romero Vidal" })
    );
    assert_eq!(says["services"].as_array().unwrap().len(), 3);
    assert!(says.get("cnf").is_none());
    let hidden = parts(cards[0].split('~').next().unwrap()).1;
    assert!(!hidden.to_string().contains("Romero"), "{hidden}");
}

#[tokio::test]
async fn a_batch_says_the_same_in_twenty_ways() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let tokens = wallet.signed_in("parking_card_sd_jwt", "diego", None).await;
    let keys = keys(20);
    let wanted = wallet.attested_request("parking_card_sd_jwt", &keys).await;
    let response = wallet.ask("credential", &tokens.access, &wanted).await;
    assert_eq!(response.status(), 202);
    let put_off = body(response).await;
    assert_eq!(put_off["interval"], 60);
    // The answer may have been lost: the same request is given the same.
    let again = wallet.ask("credential", &tokens.access, &wanted).await;
    assert_eq!(body(again).await, put_off);
    let name = json!({ "transaction_id": put_off["transaction_id"] });
    let early = wallet.ask("deferred", &tokens.access, &name).await;
    assert_eq!(early.status(), 202);
    assert_eq!(body(early).await["transaction_id"], put_off["transaction_id"]);
    tester.put("/admin/clock", json!({ "advance_s": 301 })).await;
    // The nonces are too old by now; the wallet asks for another one, and for nothing else.
    wallet.c_nonce().await;
    let (cards, notification) = cards_of(wallet.ask("deferred", &tokens.access, &name).await).await;
    let lost = wallet.ask("deferred", &tokens.access, &name).await;
    assert_eq!(cards_of(lost).await, (cards.clone(), notification.clone()));
    assert_eq!(cards.len(), 20);
    let (mut texts, mut places) = (Vec::new(), Vec::new());
    for (card, key) in cards.iter().zip(&keys) {
        let mut says = disclosed(&tester, card).await;
        assert_eq!(says["cnf"]["jwk"], jwk(key));
        places.push(says["status"]["status_list"]["idx"].as_i64().unwrap());
        says["cnf"] = Value::Null;
        says["status"] = Value::Null;
        texts.push(says);
    }
    texts.dedup();
    assert_eq!(texts.len(), 1, "all copies say the same");
    assert_eq!(texts[0]["rights"].as_array().unwrap().len(), 3);
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), 20);
    let told = json!({ "notification_id": notification, "event": "credential_accepted" });
    assert_eq!(wallet.ask("notification", &tokens.access, &told).await.status(), 204);
    let gone = wallet.ask("deferred", &tokens.access, &name).await;
    assert_refused(gone, 400, "invalid_transaction_id").await;
    let cards = tester.json("/admin/cards").await["cards"].take();
    assert_eq!(cards.as_array().unwrap().len(), 1, "never a second batch");
    assert_eq!(
        (&cards[0]["copies"], &cards[0]["event"]),
        (&json!(20), &json!("credential_accepted"))
    );
}

/// A member of a CBOR map.
pub fn at<'v>(value: &'v Cbor, name: &Cbor) -> &'v Cbor {
    let members = value.as_map().unwrap().iter();
    &members.into_iter().find(|(key, _)| key == name).unwrap().1
}

pub fn text(text: &str) -> Cbor {
    Cbor::Text(text.to_owned())
}

pub fn inside(value: &Cbor) -> (Vec<u8>, Cbor) {
    let Cbor::Tag(24, bytes) = value else {
        panic!("not embedded: {value:?}")
    };
    let bytes = bytes.as_bytes().unwrap().clone();
    let content = ciborium::from_reader(bytes.as_slice()).unwrap();
    (bytes, content)
}

pub fn encoded(value: &Cbor) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

/// Checks a COSE_Sign1, and gives its payload.
async fn opened(tester: &Tester, signed: &Cbor) -> Vec<u8> {
    use base64::Engine as _;
    let parts = signed.as_array().unwrap();
    let leaf = at(&parts[1], &Cbor::Integer(33.into())).as_bytes().unwrap();
    let x5c = json!([base64::engine::general_purpose::STANDARD.encode(leaf)]);
    let key = leaf_key(tester, &x5c, "card_issuer").await;
    let structure = vec![
        text("Signature1"),
        parts[0].clone(),
        Cbor::Bytes(Vec::new()),
        parts[2].clone(),
    ];
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key)
        .verify(&encoded(&Cbor::Array(structure)), parts[3].as_bytes().unwrap())
        .unwrap();
    parts[2].as_bytes().unwrap().clone()
}

#[tokio::test]
async fn a_sports_pass_of_a_child_comes_as_an_mdoc_too() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    // Of Carmen's family Vera alone has one: there is nothing to choose.
    let tokens = wallet.signed_in("sports_pass_mdoc", "carmen", None).await;
    let keys = keys(2);
    let wanted = wallet.plain_request("sports_pass_mdoc", &keys).await;
    let (cards, _) = cards_of(wallet.ask("credential", &tokens.access, &wanted).await).await;
    assert_eq!(cards.len(), 2);
    for (card, key) in cards.iter().zip(&keys) {
        let card: Cbor = ciborium::from_reader(unb64(card).as_slice()).unwrap();
        let payload = opened(&tester, at(&card, &text("issuerAuth"))).await;
        let (_, object) = inside(&ciborium::from_reader(payload.as_slice()).unwrap());
        assert_eq!(at(&object, &text("docType")), &text("es.madrid.sports_pass.1"));
        let device = at(at(&object, &text("deviceKeyInfo")), &text("deviceKey"));
        let x = at(device, &Cbor::Integer((-2).into())).as_bytes().unwrap();
        assert_eq!(b64(x), jwk(key)["x"].as_str().unwrap());
        let space = text("es.madrid.sports_pass.1");
        let digests = at(at(&object, &text("valueDigests")), &space);
        let items = at(at(&card, &text("nameSpaces")), &space).as_array().unwrap();
        assert_eq!(items.len(), digests.as_map().unwrap().len());
        let mut names = Vec::new();
        for item in items {
            let (_, content) = inside(item);
            let promised = at(digests, at(&content, &text("digestID"))).as_bytes().unwrap();
            assert_eq!(promised, digest(&SHA256, &encoded(item)).as_ref());
            assert!(at(&content, &text("random")).as_bytes().unwrap().len() >= 16);
            if at(&content, &text("elementIdentifier")) == &text("given_name") {
                names.push(at(&content, &text("elementValue")).clone());
            }
            if at(&content, &text("elementIdentifier")) == &text("birth_date") {
                let expected = Cbor::Tag(1004, Box::new(text("2015-10-03")));
                assert_eq!(at(&content, &text("elementValue")), &expected);
            }
        }
        assert_eq!(names, [text("Vera")]);
    }
}

#[tokio::test]
async fn a_parent_is_asked_whose_card_it_is_to_be() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let tokens = wallet
        .signed_in("padron_certificate_sd_jwt", "carmen", Some("p-hugo"))
        .await;
    let wanted = wallet.attested_request("padron_certificate_sd_jwt", &keys(2)).await;
    let (cards, _) = cards_of(wallet.ask("credential", &tokens.access, &wanted).await).await;
    let says = disclosed(&tester, &cards[1]).await;
    assert_eq!(
        (&says["given_name"], &says["address"]["district"]),
        (&json!("Hugo"), &json!("Arganzuela"))
    );
    // A stranger's name in the form shows the page again.
    let page = tester.get("/issuer/authorize?client_id=x&request_uri=y").await;
    assert_eq!(page.status(), 400);
    let none = wallet.browse("senior_card_sd_jwt", "pablo", None).await;
    assert_eq!(parameter(&none, "error").as_deref(), Some("access_denied"));
}

/// What a counter shows: the code of the offer, and the one that is told.
pub async fn at_the_counter(tester: &Tester, person: &str, card: &str) -> (String, String) {
    let fields = [
        ("person", person.to_owned()),
        ("card", card.to_owned()),
        ("lang", "en".to_owned()),
    ];
    let request = tester.client.post(tester.url("/mostrador"));
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let page = request
        .body(encode(&fields))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(
        page.contains("<svg viewBox") && page.contains("<html lang=\"en\">"),
        "{page}"
    );
    let (_, rest) = page.split_once("id=\"tx-code\">").unwrap();
    let tx_code = rest.split('<').next().unwrap().to_owned();
    let (_, rest) = page.split_once("credential_offer_uri=").unwrap();
    let address = rest.split('"').next().unwrap().replace("%3A", ":").replace("%2F", "/");
    let offer = tester.json(address.strip_prefix(tester.city.http_url()).unwrap()).await;
    assert_eq!(offer["credential_configuration_ids"], json!([card]));
    let grant = &offer["grants"]["urn:ietf:params:oauth:grant-type:pre-authorized_code"];
    assert_eq!(grant["tx_code"]["length"], tx_code.len());
    (grant["pre-authorized_code"].as_str().unwrap().to_owned(), tx_code)
}

#[tokio::test]
async fn an_official_gives_a_card_with_a_code_that_is_told() {
    let tester = Tester::start(options(5)).await;
    let (code, tx_code) = at_the_counter(&tester, "p-antonio", "senior_card_sd_jwt").await;
    let stranger = Wallet::plain(&tester);
    let refused = stranger.ask_tokens(&Wallet::offered(&code, &tx_code)).await;
    assert_refused(refused, 401, "invalid_client").await;
    let wallet = Wallet::attested(&tester).await;
    let refused = wallet.ask_tokens(&Wallet::offered(&code, &tx_code)[..3]).await;
    assert_refused(refused, 400, "invalid_request").await;
    for _ in 0..4 {
        let refused = wallet.ask_tokens(&Wallet::offered(&code, "wrong")).await;
        assert_refused(refused, 400, "invalid_grant").await;
    }
    let tokens = wallet.tokens(&Wallet::offered(&code, &tx_code)).await;
    let wanted = wallet.plain_request("senior_card_sd_jwt", &keys(1)).await;
    let (cards, _) = cards_of(wallet.ask("credential", &tokens.access, &wanted).await).await;
    assert_eq!(disclosed(&tester, &cards[0]).await["given_name"], "Antonio");
    let twice = wallet.ask_tokens(&Wallet::offered(&code, &tx_code)).await;
    assert_refused(twice, 400, "invalid_grant").await;
    let dead = wallet.ask("credential", &tokens.access, &wanted).await;
    assert_refused(dead, 401, "invalid_token").await;
    let (code, tx_code) = at_the_counter(&tester, "p-antonio", "senior_card_sd_jwt").await;
    for _ in 0..5 {
        wallet.ask_tokens(&Wallet::offered(&code, "000")).await;
    }
    let locked = wallet.ask_tokens(&Wallet::offered(&code, &tx_code)).await;
    assert_refused(locked, 400, "invalid_grant").await;
}

#[tokio::test]
async fn new_copies_come_without_asking_the_person_and_are_revoked_for_good() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let tokens = wallet.signed_in("sports_pass_sd_jwt", "lucia", None).await;
    tester.put("/admin/clock", json!({ "advance_s": 86_400 })).await;
    let wallet = wallet.vouched_for_again().await;
    let first = wallet.tokens(&renewal(&tokens.refresh)).await;
    assert!(first.all.get("refresh_token").is_none());
    // An answer that was lost costs nothing: the token is still good.
    let fresh = wallet.tokens(&renewal(&tokens.refresh)).await;
    let wanted = wallet.plain_request("sports_pass_sd_jwt", &keys(5)).await;
    let (cards, _) = cards_of(wallet.ask("credential", &fresh.access, &wanted).await).await;
    let thief = Wallet::attested(&tester).await;
    let refused = thief.ask_tokens(&renewal(&tokens.refresh)).await;
    assert_refused(refused, 400, "invalid_grant").await;
    let reference = disclosed(&tester, &cards[0]).await["status"]["status_list"].take();
    assert_eq!(status(&tester, &reference).await, 0);
    for (action, expected, number) in [
        ("suspend", 204, 2),
        ("restore", 204, 0),
        ("revoke", 204, 1),
        ("restore", 404, 1),
    ] {
        let request = tester.client.post(tester.url("/admin/cards/1"));
        let answer = request.json(&json!({ "action": action })).send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), status(&tester, &reference).await),
            (expected, number),
            "{action}"
        );
    }
}

pub fn renewal(token: &str) -> [(&str, &str); 2] {
    [("grant_type", "refresh_token"), ("refresh_token", token)]
}

/// What both lists say of a copy.
pub async fn status(tester: &Tester, reference: &Value) -> u8 {
    let (uri, place) = (reference["uri"].as_str().unwrap(), reference["idx"].as_u64().unwrap());
    let list = |kind: &'static str| tester.client.get(uri).header("accept", kind).send();
    let answer = list("application/statuslist+jwt").await.unwrap();
    assert_eq!(answer.headers()["content-type"], "application/statuslist+jwt");
    let claims = checked(tester, &answer.text().await.unwrap(), "statuslist+jwt").await;
    assert_eq!(
        (&claims["sub"], &claims["status_list"]["bits"]),
        (&json!(uri), &json!(2))
    );
    let packed = unb64(claims["status_list"]["lst"].as_str().unwrap());
    let by_json = bits(&packed, place);
    let answer = list("application/statuslist+cwt").await.unwrap();
    let bytes = answer.bytes().await.unwrap();
    let Cbor::Tag(18, signed) = ciborium::from_reader(bytes.as_ref()).unwrap() else {
        panic!("no COSE_Sign1")
    };
    let payload: Cbor = ciborium::from_reader(opened(tester, &signed).await.as_slice()).unwrap();
    let list = at(&payload, &Cbor::Integer(65_533.into()));
    assert_eq!(bits(at(list, &text("lst")).as_bytes().unwrap(), place), by_json);
    by_json
}

fn bits(compressed: &[u8], place: u64) -> u8 {
    let mut packed = Vec::new();
    flate2::read::ZlibDecoder::new(compressed)
        .read_to_end(&mut packed)
        .unwrap();
    let byte = packed[usize::try_from(place / 4).unwrap()];
    (byte >> (place % 4 * 2)) & 3
}
