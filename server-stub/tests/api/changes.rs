//! Changes: one effect for one key, whatever the network and the phone's impatience make of it.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use crate::citizen::{Citizen, key};
use crate::support::{Tester, assert_problem, options};

const PHONE: &str = "+34600999888";

async fn ledger(tester: &Tester) -> Vec<Value> {
    tester.json("/admin/ledger").await["entries"]
        .as_array()
        .unwrap()
        .clone()
}

#[tokio::test]
async fn the_profile_is_who_they_are_and_changes_with_them() {
    let tester = Tester::start(options(5)).await;
    let elena = Citizen::new(&tester, "elena").await;
    let first = elena.get("/v1/me").send().await.unwrap();
    assert_eq!(first.headers()["cache-control"], "private, no-cache");
    let tag = first.headers()["etag"].to_str().unwrap().to_owned();
    let expected = json!({
        "id": "p-elena", "version": 1, "nif": "22360679X", "given_name": "Elena", "family_name": "Nieto Prado",
        "birth_date": "1980-12-05",
        "address": {
            "street": "Calle de Embajadores, 160, 6.º B", "postal_code": "28045", "district": "Arganzuela",
            "lat": 40.3967, "lon": -3.6985
        },
        "contact": { "version": 1, "phone": "+34600100207", "email": "elena.nieto@example.org" },
        "preferences": {
            "version": 1, "language": "es", "consents": { "analytics": false, "reminders": false }
        },
        "represents": [
            { "id": "p-antonio", "given_name": "Antonio", "family_name": "Nieto Salas", "relation": "represented" }
        ],
    });
    assert_eq!(first.json::<Value>().await.unwrap(), expected);
    let held = || elena.get("/v1/me").header("if-none-match", tag.clone()).send();
    assert_eq!(held().await.unwrap().status(), 304);
    elena.put_contact(&key(1), 1, PHONE).await;
    let changed = held().await.unwrap();
    assert_eq!(changed.status(), 200);
    let changed: Value = changed.json().await.unwrap();
    assert_eq!(
        (&changed["version"], &changed["contact"]["phone"]),
        (&json!(2), &json!(PHONE))
    );
}

#[tokio::test]
async fn contact_details_are_changed_and_kept_without_spaces() {
    let tester = Tester::start(options(5)).await;
    let lucia = Citizen::new(&tester, "lucia").await;
    let body = json!({ "phone": "+34 600 999 888", "email": "lucia@example.org" });
    let changed = lucia
        .put("/v1/me/contact", &key(1), 1)
        .json(&body)
        .send()
        .await
        .unwrap();
    assert_eq!(changed.status(), 200);
    let expected = json!({ "version": 2, "phone": PHONE, "email": "lucia@example.org" });
    assert_eq!(changed.json::<Value>().await.unwrap(), expected);
    assert_eq!(lucia.json("/v1/me").await["contact"], expected);
    let mut entry = ledger(&tester).await.pop().unwrap();
    assert!(entry["at"].take().as_str().unwrap().starts_with("2026-11-24T10:0"));
    let expected =
        json!({ "sequence": 1, "key": key(1), "person": "p-lucia", "kind": "contact", "at": null, "effects": 1 });
    assert_eq!(entry, expected);
}

#[tokio::test]
async fn preferences_are_changed_with_a_light_sign_in_and_contact_details_are_not() {
    let tester = Tester::start(options(5)).await;
    let amina = Citizen::light(&tester, "amina").await;
    let wanted = json!({ "language": "es", "consents": { "analytics": true, "reminders": true } });
    let put = |number, version| {
        amina
            .put("/v1/me/preferences", &key(number), version)
            .json(&wanted)
            .send()
    };
    let changed = put(1, 1).await.unwrap();
    assert_eq!(changed.status(), 200);
    let mut expected = wanted.clone();
    expected["version"] = json!(2);
    assert_eq!(changed.json::<Value>().await.unwrap(), expected);
    let stale = assert_problem(put(2, 1).await.unwrap(), 412, "preferences_changed").await;
    assert_eq!(stale["current"], expected);
    assert_eq!(ledger(&tester).await[0]["kind"], "preferences");
    assert_problem(amina.put_contact(&key(3), 1, PHONE).await, 401, "stronger_login_needed").await;
    assert_eq!(ledger(&tester).await.len(), 1);
}

#[tokio::test]
async fn a_repeated_key_gets_the_first_answer_and_has_no_second_effect() {
    let tester = Tester::start(options(5)).await;
    let marta = Citizen::new(&tester, "marta").await;
    let first = marta.put_contact(&key(1), 1, PHONE).await.text().await.unwrap();
    // Meanwhile a counter changes it: the version in the repetition is long gone, and it does not matter.
    let counter = json!({ "phone": "+34600777666", "email": null });
    tester.put("/admin/people/p-marta/contact", counter).await;
    let again = marta.put_contact(&key(1), 1, PHONE).await;
    assert_eq!(again.status(), 200);
    assert_eq!(again.text().await.unwrap(), first);
    // In capitals it is the same key.
    assert_eq!(
        marta
            .put_contact(&key(1).to_uppercase(), 1, PHONE)
            .await
            .text()
            .await
            .unwrap(),
        first
    );
    assert_eq!(marta.json("/v1/me").await["contact"]["phone"], "+34600777666");
    assert_eq!(ledger(&tester).await.len(), 1);
    // Of another person it is another key.
    let pablo = Citizen::new(&tester, "pablo").await;
    assert_eq!(pablo.put_contact(&key(1), 1, PHONE).await.status(), 200);
    assert_eq!(ledger(&tester).await[1]["effects"], 1);
}

#[tokio::test]
async fn a_key_belongs_to_one_change() {
    let tester = Tester::start(options(5)).await;
    let marta = Citizen::new(&tester, "marta").await;
    assert_eq!(marta.put_contact(&key(1), 1, PHONE).await.status(), 200);
    assert_problem(marta.put_contact(&key(1), 2, "+34600111222").await, 422, "key_reused").await;
    let body = json!({ "phone": PHONE, "email": null });
    let elsewhere = marta
        .put("/v1/me/preferences", &key(1), 1)
        .json(&body)
        .send()
        .await
        .unwrap();
    assert_problem(elsewhere, 422, "key_reused").await;
    assert_eq!(ledger(&tester).await.len(), 1);
}

#[tokio::test]
async fn keys_are_forgotten_after_thirty_days() {
    let tester = Tester::start(options(5)).await;
    let marta = Citizen::new(&tester, "marta").await;
    marta.put_contact(&key(1), 1, PHONE).await;
    let day = 24 * 3600;
    tester.put("/admin/clock", json!({ "advance_s": 30 * day - 60 })).await;
    assert_problem(marta.put_contact(&key(1), 2, "+34600111222").await, 422, "key_reused").await;
    tester.put("/admin/clock", json!({ "advance_s": 120 })).await;
    assert_eq!(marta.put_contact(&key(1), 2, "+34600111222").await.status(), 200);
}

#[tokio::test]
async fn a_stale_version_is_told_what_is_true_and_may_use_its_key_again() {
    let tester = Tester::start(options(5)).await;
    let diego = Citizen::new(&tester, "diego").await;
    let counter = json!({ "phone": "+34 600 777 666", "email": "diego@example.org" });
    let set = tester.put("/admin/people/p-diego/contact", counter).await;
    let current = json!({ "version": 2, "phone": "+34600777666", "email": "diego@example.org" });
    assert_eq!(set.json::<Value>().await.unwrap(), current);
    for _ in 0..2 {
        let stale = assert_problem(diego.put_contact(&key(1), 1, PHONE).await, 412, "contact_changed").await;
        assert_eq!(stale["current"], current);
    }
    assert_eq!(ledger(&tester).await, Vec::<Value>::new());
    assert_eq!(diego.put_contact(&key(1), 2, PHONE).await.status(), 200);
}

#[tokio::test]
async fn what_a_change_lacks_is_said() {
    let tester = Tester::start(options(5)).await;
    let diego = Citizen::new(&tester, "diego").await;
    let url = tester.url("/v1/me/contact");
    let body = json!({ "phone": PHONE, "email": null });
    let bare = || tester.client.put(&url).bearer_auth(&diego.token).json(&body);
    assert_problem(bare().send().await.unwrap(), 400, "key_missing").await;
    let keyed = |value: &str| bare().header("idempotency-key", value);
    assert_problem(keyed("one").send().await.unwrap(), 400, "bad_key").await;
    assert_problem(keyed(&key(1)).send().await.unwrap(), 428, "version_missing").await;
    let unquoted = keyed(&key(1)).header("if-match", "1").send().await.unwrap();
    assert_problem(unquoted, 400, "bad_version").await;
    assert_eq!(ledger(&tester).await, Vec::<Value>::new());
    // None of these answers was the key's last word.
    assert_eq!(diego.put_contact(&key(1), 1, PHONE).await.status(), 200);
}

#[tokio::test]
async fn details_that_cannot_be_are_refused_once_and_for_all() {
    let tester = Tester::start(options(5)).await;
    let diego = Citizen::new(&tester, "diego").await;
    let put = |number: u32, body: Value| diego.put("/v1/me/contact", &key(number), 1).json(&body).send();
    for (number, field, phone, email) in [
        (1, "phone", "600999888", None),
        (2, "phone", "+34 600", None),
        (3, "phone", "+34600\u{0}999888", None),
        (4, "email", PHONE, Some("diego")),
        (5, "email", PHONE, Some("diego@example")),
    ] {
        for _ in 0..2 {
            let refused = put(number, json!({ "phone": phone, "email": email })).await.unwrap();
            let problem = assert_problem(refused, 422, "contact_invalid").await;
            assert_eq!(problem["field"], field, "{phone:?} {email:?}");
        }
    }
    // The refusal is the answer to that key: a mended wish needs a new one.
    let mended = put(1, json!({ "phone": PHONE, "email": null })).await.unwrap();
    assert_problem(mended, 422, "key_reused").await;
    for (number, body) in (6..).zip([
        json!({ "phone": PHONE }),
        json!({ "phone": 5, "email": null }),
        json!([PHONE, null]),
        json!(null),
    ]) {
        assert_problem(put(number, body).await.unwrap(), 422, "bad_body").await;
    }
    let list = json!({ "language": "es", "consents": [true, true] });
    let list = diego
        .put("/v1/me/preferences", &key(20), 1)
        .json(&list)
        .send()
        .await
        .unwrap();
    assert_problem(list, 422, "bad_body").await;
    assert_eq!(ledger(&tester).await, Vec::<Value>::new());
    let counter = tester
        .put("/admin/people/p-diego/contact", json!({ "phone": "1", "email": null }))
        .await;
    assert_eq!(assert_problem(counter, 422, "contact_invalid").await["field"], "phone");
    let nobody = json!({ "phone": PHONE, "email": null });
    assert_problem(
        tester.put("/admin/people/p-nobody/contact", nobody).await,
        404,
        "person_unknown",
    )
    .await;
}

#[tokio::test]
async fn odd_bodies_are_refused_without_being_repeated() {
    let tester = Tester::start(options(5)).await;
    let diego = Citizen::new(&tester, "diego").await;
    let put = |kind: &'static str, body: Vec<u8>| {
        let request = diego.put("/v1/me/contact", &key(1), 1);
        request.header("content-type", kind).body(body).send()
    };
    let json = "application/json";
    let deep = "[".repeat(10_000);
    for body in [
        &b"{"[..],
        b"",
        b"\x00",
        b"{\"phone\":\"\xff\xfe\"}",
        b"\xef\xbb\xbf{}",
        deep.as_bytes(),
    ] {
        assert_problem(put(json, body.to_vec()).await.unwrap(), 400, "bad_body").await;
    }
    let twice = br#"{"phone":"+34600999888","phone":"+34600999777","email":null}"#;
    let twice = diego
        .put("/v1/me/contact", &key(3), 1)
        .header("content-type", json)
        .body(twice.to_vec());
    assert_problem(twice.send().await.unwrap(), 422, "bad_body").await;
    let secret = br#"{"phone":"+34600999888","email":null,"pin-7391":"x"}"#.to_vec();
    let problem = assert_problem(put(json, secret).await.unwrap(), 422, "bad_body").await;
    assert!(!problem.to_string().contains("7391"), "{problem}");
    let body = br#"{"phone":"+34600999888","email":null}"#.to_vec();
    for kind in ["text/plain", "application/jsonp", ""] {
        let refused = diego
            .put("/v1/me/contact", &key(2), 1)
            .header("content-type", kind)
            .body(body.clone());
        assert_problem(refused.send().await.unwrap(), 415, "unsupported_media_type").await;
    }
    assert_problem(put(json, vec![b' '; 16 * 1_024 + 1]).await.unwrap(), 413, "too_large").await;
    let with_charset = diego
        .put("/v1/me/contact", &key(2), 1)
        .header("content-type", "application/json; charset=utf-8");
    assert_eq!(with_charset.body(body).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn other_methods_are_refused_with_those_there_are() {
    let tester = Tester::start(options(5)).await;
    let diego = Citizen::new(&tester, "diego").await;
    for (path, allowed) in [
        ("/v1/me", "GET,HEAD"),
        ("/v1/me/summaries", "GET,HEAD"),
        ("/v1/me/contact", "PUT"),
    ] {
        let url = tester.url(path);
        let refused = tester
            .client
            .delete(url)
            .bearer_auth(&diego.token)
            .send()
            .await
            .unwrap();
        assert_eq!(refused.headers()["allow"], allowed, "{path}");
        assert_problem(refused, 405, "method_not_allowed").await;
    }
}

#[tokio::test]
async fn nothing_happens_while_the_system_behind_is_down() {
    let tester = Tester::start(options(5)).await;
    let diego = Citizen::new(&tester, "diego").await;
    diego.put_contact(&key(1), 1, PHONE).await;
    tester.put("/admin/sectors", json!({ "crm": "down" })).await;
    assert_problem(diego.put_contact(&key(2), 2, "+34600111222").await, 503, "sector_down").await;
    // What was answered before is answered still, and they are who they are.
    assert_eq!(diego.put_contact(&key(1), 1, PHONE).await.status(), 200);
    assert_eq!(diego.json("/v1/me").await["contact"]["phone"], PHONE);
    tester.put("/admin/sectors", json!({ "crm": "ok" })).await;
    assert_eq!(diego.put_contact(&key(2), 2, "+34600111222").await.status(), 200);
    assert_eq!(ledger(&tester).await.len(), 2);
}

#[tokio::test]
async fn a_change_under_way_is_not_begun_again() {
    let tester = Tester::start(options(5)).await;
    let diego = Citizen::new(&tester, "diego").await;
    tester.put("/admin/sectors", json!({ "crm": "slow" })).await;
    let one = key(1);
    let early = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        diego.put_contact(&one, 1, PHONE).await
    };
    let (first, second) = tokio::join!(diego.put_contact(&one, 1, PHONE), early);
    assert_eq!(first.status(), 200);
    assert_problem(second, 409, "key_in_use").await;
    tester.put("/admin/sectors", json!({ "crm": "ok" })).await;
    let later = diego.put_contact(&key(1), 1, PHONE).await;
    assert_eq!(later.text().await.unwrap(), first.text().await.unwrap());
    assert_eq!(ledger(&tester).await.len(), 1);
}

#[tokio::test]
async fn fifty_phones_with_one_key_have_one_effect_and_one_answer() {
    let tester = Tester::start(options(5)).await;
    let diego = Citizen::new(&tester, "diego").await;
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let body = json!({ "phone": PHONE, "email": null });
        tries.spawn(diego.put("/v1/me/contact", &key(1), 1).json(&body).send());
    }
    let (mut answers, mut waiting) = (BTreeSet::new(), 0);
    while let Some(tried) = tries.join_next().await {
        let response = tried.unwrap().unwrap();
        match response.status().as_u16() {
            200 => drop(answers.insert(response.text().await.unwrap())),
            409 => waiting += 1,
            other => panic!("{other}"),
        }
    }
    assert_eq!(answers.len(), 1, "{waiting} were asked to wait");
    let entries = ledger(&tester).await;
    assert_eq!((entries.len(), &entries[0]["effects"]), (1, &json!(1)));
    assert_eq!(diego.json("/v1/me").await["contact"]["version"], 2);
}

#[tokio::test]
async fn of_many_changes_to_one_version_one_wins() {
    let tester = Tester::start(options(5)).await;
    let diego = Citizen::new(&tester, "diego").await;
    let mut tries = tokio::task::JoinSet::new();
    for number in 0..20 {
        let body = json!({ "phone": format!("+346001112{number:02}"), "email": null });
        tries.spawn(diego.put("/v1/me/contact", &key(number), 1).json(&body).send());
    }
    let mut statuses = Vec::new();
    while let Some(tried) = tries.join_next().await {
        statuses.push(tried.unwrap().unwrap().status().as_u16());
    }
    statuses.sort_unstable();
    assert_eq!((statuses[0], &statuses[1..]), (200, &[412; 19][..]));
    assert_eq!(ledger(&tester).await.len(), 1);
}

#[tokio::test]
async fn answers_lost_on_the_way_are_asked_for_again_and_effects_stay_one() {
    let tester = Tester::start(options(5)).await;
    let diego = Citizen::new(&tester, "diego").await;
    for (number, fault) in (0..).zip(["drop_after", "duplicate", "drop_before", "truncate"]) {
        tester
            .set_fault(json!({ "fault": fault, "path": "/v1/me/contact", "times": 1 }))
            .await;
        let version = i64::from(number) + 1;
        let body = json!({ "phone": format!("+3460011122{number}"), "email": null });
        let put = || diego.put("/v1/me/contact", &key(number), version).json(&body).send();
        // Whatever came of it, a phone that is not sure asks again.
        let _ = put().await;
        let again = put().await.unwrap();
        assert_eq!(again.status(), 200, "{fault}");
        assert_eq!(again.json::<Value>().await.unwrap()["version"], version + 1, "{fault}");
    }
    let effects: Vec<_> = ledger(&tester)
        .await
        .iter()
        .map(|entry| entry["effects"].as_i64())
        .collect();
    assert_eq!(effects, [Some(1); 4]);
}
