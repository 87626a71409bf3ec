//! Answers that do not count, and why.

use ciborium::value::Value as Cbor;
use p256::ecdsa::SigningKey;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use serde_json::{Value, json};

use crate::holder::{Asked, Held, act, asked, fetch};
use crate::issuing::{encoded, inside, text};
use crate::showing::senior;
use crate::support::{Tester, assert_problem, options};
use crate::wallet::{Wallet, assert_refused, b64, jwk, new_key, signed, unb64};

/// Asks for a senior card, and says what the desk has against this answer.
async fn fault(tester: &Tester, shown: impl Fn(&Asked) -> String) -> Value {
    let asked = asked(tester, senior()).await;
    let answer = asked.answer(tester, json!({ "senior": [shown(&asked)] })).await;
    let result = asked.result(tester).await;
    assert_eq!(answer.status() == 200, result["counts"] == true, "{result}");
    result["cards"][0]["fault"].clone()
}

fn other(key: &str, value: Value) -> impl Fn(&Asked) -> Value {
    move |asked| {
        let mut binding = asked.binding();
        binding[key] = value.clone();
        binding
    }
}

#[tokio::test]
async fn what_the_holder_signed_must_be_for_this_desk_and_this_question() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let held = fetch(&wallet, "senior_card_sd_jwt", "antonio").await;
    let shown = held.with(&["birth_date"]);
    assert_eq!(
        fault(&tester, |asked| held.bound(&shown, asked.binding())).await,
        Value::Null
    );
    for (name, value, expected) in [
        ("nonce", json!("of-another-question"), "wrong_nonce"),
        ("aud", json!("x509_hash:of-another-desk"), "wrong_audience"),
        ("aud", json!(["x509_hash:of-another-desk"]), "wrong_audience"),
        ("iat", json!(1_700_000_000), "stale"),
        ("iat", json!(1_900_000_000), "stale"),
        ("sd_hash", json!(b64("of other claims")), "wrong_holder"),
    ] {
        let binding = other(name, value);
        let found = fault(&tester, |asked| held.bound(&shown, binding(asked))).await;
        assert_eq!(found, expected, "{name}");
    }
    assert_eq!(fault(&tester, |_| shown.clone()).await, "unbound");
    let thief = Held {
        card: held.card.clone(),
        key: new_key(),
    };
    assert_eq!(
        fault(&tester, |asked| thief.show(asked, &["birth_date"])).await,
        "wrong_holder"
    );
    // Signed by the holder, for other claims than these.
    let less = |asked: &Asked| {
        let whole = held.show(asked, &["birth_date", "given_name"]);
        let pieces: Vec<&str> = whole.split('~').collect();
        [pieces[0], pieces[1], pieces[3]].join("~")
    };
    assert_eq!(fault(&tester, less).await, "wrong_holder");
}

#[tokio::test]
async fn what_is_not_as_it_was_issued_does_not_count() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let held = fetch(&wallet, "senior_card_sd_jwt", "antonio").await;
    let shown = held.with(&["birth_date"]);
    let changed = b64(json!(["salt", "birth_date", "1900-01-01"]).to_string());
    let token = shown.split('~').next().unwrap();
    let forged = format!("{token}~{changed}~");
    assert_eq!(
        fault(&tester, |asked| held.bound(&forged, asked.binding())).await,
        "changed"
    );
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    let mut claims: Value = serde_json::from_slice(&unb64(&parts[1])).unwrap();
    claims["age_over_65"] = json!(false);
    parts[1] = b64(claims.to_string());
    let forged = format!("{}~", parts.join("."));
    assert_eq!(
        fault(&tester, |asked| held.bound(&forged, asked.binding())).await,
        "changed"
    );
    for (names, expected) in [
        (&["birth_date", "given_name"][..], "too_much"),
        (&["given_name"], "missing"),
        (&[], "missing"),
    ] {
        assert_eq!(
            fault(&tester, |asked| held.show(asked, names)).await,
            expected,
            "{names:?}"
        );
    }
    let pass = fetch(&wallet, "sports_pass_sd_jwt", "lucia").await;
    assert_eq!(
        fault(&tester, |asked| pass.show(asked, &["birth_date"])).await,
        "wrong_type"
    );
    assert_eq!(fault(&tester, |_| "no card".to_owned()).await, "unreadable");
}

/// The same claims, signed by somebody whom the city does not know.
fn foreign(claims: Value, key: &SigningKey) -> Held {
    use base64::Engine as _;
    let (root_key, leaf_key) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
    let mut root = CertificateParams::new(Vec::new()).unwrap();
    root.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    let issuer = Issuer::new(root, root_key);
    let leaf = CertificateParams::new(Vec::new())
        .unwrap()
        .signed_by(&leaf_key, &issuer)
        .unwrap();
    let own = <SigningKey as p256::pkcs8::DecodePrivateKey>::from_pkcs8_der(&leaf_key.serialize_der()).unwrap();
    let x5c = json!([base64::engine::general_purpose::STANDARD.encode(leaf.der())]);
    let token = signed(&own, "dc+sd-jwt", json!({ "x5c": x5c }), &claims);
    Held {
        card: format!("{token}~"),
        key: key.clone(),
    }
}

#[tokio::test]
async fn a_card_of_another_issuer_is_none_of_the_city() {
    let tester = Tester::start(options(5)).await;
    let key = new_key();
    let claims = json!({ "vct": "es.madrid.senior_card.1", "exp": 1_900_000_000, "birth_date": "1950-01-01",
        "cnf": { "jwk": jwk(&key) }, "status": { "status_list": { "idx": 1, "uri": tester.url("/status/senior_card") } } });
    let held = foreign(claims, &key);
    assert_eq!(fault(&tester, |asked| held.show(asked, &[])).await, "foreign_issuer");
}

#[tokio::test]
async fn a_card_that_was_taken_back_or_has_ended_does_not_count() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let held = fetch(&wallet, "senior_card_sd_jwt", "antonio").await;
    let now = async || fault(&tester, |asked| held.show(asked, &["birth_date"])).await;
    let id = tester.json("/admin/cards").await["cards"][0]["id"].clone();
    act(&tester, &id, "suspend").await;
    assert_eq!(now().await, "suspended");
    act(&tester, &id, "restore").await;
    assert_eq!(now().await, Value::Null);
    let day = 24 * 3_600;
    tester.put("/admin/clock", json!({ "advance_s": 181 * day })).await;
    assert_eq!(now().await, "expired");
    tester.put("/admin/clock", json!({ "advance_s": -182 * day })).await;
    act(&tester, &id, "revoke").await;
    assert_eq!(now().await, "revoked");
}

/// Lets the first item say something else.
fn forge(items: &mut [Cbor]) {
    let (_, mut content) = inside(&items[0]);
    for (name, value) in content.as_map_mut().unwrap() {
        if *name == text("elementValue") {
            *value = text("other");
        }
    }
    items[0] = Cbor::Tag(24, Box::new(Cbor::Bytes(encoded(&content))));
}

#[tokio::test]
async fn an_mdoc_must_be_shown_by_its_device_in_this_talk() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let held = fetch(&wallet, "sports_pass_mdoc", "lucia").await;
    let thief = Held {
        card: held.card.clone(),
        key: new_key(),
    };
    let names = ["pass_number", "modality", "expiry_date", "key_tier"];
    let twice = |items: &mut Vec<Cbor>| items.push(items[0].clone());
    type Shown<'a> = Box<dyn Fn(&Asked) -> String + 'a>;
    let own = |asked: &Asked| asked.transcript(asked.nonce());
    let ways: [(&str, Shown<'_>); 7] = [
        ("", Box::new(|asked| held.show_mdoc(&own(asked), &names, |_| {}))),
        (
            "wrong_holder",
            Box::new(|asked| thief.show_mdoc(&own(asked), &names, |_| {})),
        ),
        (
            "wrong_holder",
            Box::new(|asked| held.show_mdoc(&asked.transcript("another"), &names, |_| {})),
        ),
        (
            "changed",
            Box::new(|asked| held.show_mdoc(&own(asked), &names, |items| forge(items))),
        ),
        (
            "unreadable",
            Box::new(|asked| held.show_mdoc(&own(asked), &names, twice)),
        ),
        (
            "missing",
            Box::new(|asked| held.show_mdoc(&own(asked), &names[..2], |_| {})),
        ),
        (
            "too_much",
            Box::new(|asked| held.show_mdoc(&own(asked), &[&names[..], &["birth_date"]].concat(), |_| {})),
        ),
    ];
    for (expected, shown) in ways {
        let asked = asked(&tester, json!({ "question": "sports" })).await;
        asked.answer(&tester, json!({ "sports": [shown(&asked)] })).await;
        let found = asked.result(&tester).await["cards"][0]["fault"].take();
        assert_eq!(found.as_str().unwrap_or_default(), expected);
    }
}

#[tokio::test]
async fn an_mdoc_that_was_taken_back_or_has_ended_does_not_count_either() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let held = fetch(&wallet, "sports_pass_mdoc", "lucia").await;
    let now = async || {
        let asked = asked(&tester, json!({ "question": "sports" })).await;
        let names = ["pass_number", "modality", "expiry_date", "key_tier"];
        let shown = held.show_mdoc(&asked.transcript(asked.nonce()), &names, |_| {});
        asked.answer(&tester, json!({ "sports": [shown] })).await;
        asked.result(&tester).await["cards"][0]["fault"].take()
    };
    let day = 24 * 3_600;
    tester.put("/admin/clock", json!({ "advance_s": 31 * day })).await;
    assert_eq!(now().await, "expired");
    tester.put("/admin/clock", json!({ "advance_s": -31 * day })).await;
    assert_eq!(now().await, Value::Null);
    let id = tester.json("/admin/cards").await["cards"][0]["id"].clone();
    act(&tester, &id, "revoke").await;
    assert_eq!(now().await, "revoked");
}

#[tokio::test]
async fn an_answer_is_sealed_and_belongs_to_its_question() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let held = fetch(&wallet, "senior_card_sd_jwt", "antonio").await;
    let asked_for = asked(&tester, senior()).await;
    let elsewhere = asked(&tester, senior()).await;
    let token = json!({ "senior": [held.show(&asked_for, &["birth_date"])] });
    let state = asked_for.says["state"].as_str().unwrap().to_owned();
    let open = [("vp_token", token.to_string()), ("state", state.clone())];
    assert_refused(asked_for.send(&tester, &open).await, 400, "invalid_request").await;
    let sealed_elsewhere = crate::sealed::seal(
        &json!({ "vp_token": token, "state": state }),
        elsewhere.key(),
        "A256GCM",
    );
    let response = [("response", sealed_elsewhere)];
    assert_refused(asked_for.send(&tester, &response).await, 400, "invalid_request").await;
    for wrong in [
        json!({ "vp_token": token }),
        json!({ "vp_token": token, "state": "other" }),
    ] {
        assert_refused(asked_for.send_sealed(&tester, &wrong).await, 400, "invalid_request").await;
    }
    let stranger = [("error", "access_denied".to_owned()), ("state", "other".to_owned())];
    assert_refused(asked_for.send(&tester, &stranger).await, 400, "invalid_request").await;
    assert_eq!(
        asked_for.result(&tester).await["state"],
        "fetched",
        "none of it used the question up"
    );
    assert_eq!(asked_for.answer(&tester, token.clone()).await.status(), 200);
    // What was shown to one desk is worth nothing at another.
    assert_refused(elsewhere.answer(&tester, token.clone()).await, 400, "invalid_request").await;
    assert_eq!(elsewhere.result(&tester).await["cards"][0]["fault"], "wrong_nonce");
    for odd in [
        json!([]),
        json!({}),
        json!({ "senior": [] }),
        json!({ "senior": "x" }),
        json!({ "other": ["x"] }),
        json!({ "senior": ["x", "y"] }),
    ] {
        let again = asked(&tester, senior()).await;
        assert_refused(again.answer(&tester, odd.clone()).await, 400, "invalid_request").await;
        assert_eq!(again.result(&tester).await["counts"], false, "{odd}");
    }
}

#[tokio::test]
async fn a_question_ends_and_odd_ones_are_not_asked() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let held = fetch(&wallet, "senior_card_sd_jwt", "antonio").await;
    let late = asked(&tester, senior()).await;
    let token = json!({ "senior": [held.show(&late, &["birth_date"])] });
    tester.put("/admin/clock", json!({ "advance_s": 601 })).await;
    assert_refused(late.answer(&tester, token).await, 400, "invalid_request").await;
    assert_eq!(late.result(&tester).await["state"], "expired");
    tester.put("/admin/clock", json!({ "advance_s": 1_800 })).await;
    let gone = tester.get(&format!("/admin/questions/{}", late.id)).await;
    assert_problem(gone, 404, "not_found").await;
    assert_eq!(tester.json("/admin/questions").await, json!({ "questions": [] }));
    assert_problem(tester.get("/verifier/requests/nobody").await, 404, "not_found").await;
    for odd in [
        json!({}),
        json!({ "question": "weather" }),
        json!({ "dcql_query": {} }),
        json!({ "question": "library", "dcql_query": {} }),
    ] {
        let response = tester
            .client
            .post(tester.url("/admin/questions"))
            .json(&odd)
            .send()
            .await
            .unwrap();
        assert_problem(response, 400, "no_question").await;
    }
}
