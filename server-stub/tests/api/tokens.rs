//! Tokens: what they are given for, how they rotate, and when they die.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Response;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde_json::{Value, json};

use crate::citizen::{LIGHT, STRONG, came_back, encode, form, question, redemption, sign_in, typed};
use crate::support::{Tester, assert_problem, options};

type Fields = Vec<(&'static str, String)>;

/// What an identity says, without checking who signed it.
pub fn claims(tokens: &Value) -> Value {
    let token = tokens["id_token"].as_str().unwrap();
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

async fn code(tester: &Tester, alias: &str, acr: &str) -> String {
    let mut fields = question(acr);
    fields.extend(typed(tester, alias).await);
    came_back(&form(tester, "/idp/authorize", &fields).await, "code").unwrap()
}

async fn redeem(tester: &Tester, fields: &Fields) -> Response {
    form(tester, "/idp/token", fields).await
}

pub async fn refresh(tester: &Tester, token: &Value) -> Response {
    let fields = [
        ("grant_type", "refresh_token".to_owned()),
        ("refresh_token", token.as_str().unwrap().to_owned()),
        ("client_id", "madrid-en-tu-movil".to_owned()),
    ];
    form(tester, "/idp/token", &fields).await
}

pub async fn refreshed(tester: &Tester, token: &Value) -> Value {
    let response = refresh(tester, token).await;
    assert_eq!(response.status(), 200);
    response.json().await.unwrap()
}

pub async fn assert_refused(response: Response, error: &str) {
    assert_eq!(response.status(), 400, "{error}");
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.headers()["cache-control"], "no-store");
    let body: Value = response.json().await.unwrap();
    assert_eq!(body, json!({ "error": error }));
}

/// The status of a question about oneself with this access token.
pub async fn me(tester: &Tester, token: &Value) -> u16 {
    let request = tester
        .client
        .get(tester.url("/v1/me"))
        .bearer_auth(token.as_str().unwrap());
    request.send().await.unwrap().status().as_u16()
}

pub async fn advance(tester: &Tester, seconds: i64) {
    let moved = tester.put("/admin/clock", json!({ "advance_s": seconds })).await;
    assert_eq!(moved.status(), 200);
}

fn with(fields: &Fields, name: &'static str, value: Option<&str>) -> Fields {
    let kept = fields.iter().filter(|(other, _)| *other != name).cloned();
    kept.chain(value.map(|value| (name, value.to_owned()))).collect()
}

#[tokio::test]
async fn a_code_becomes_tokens_and_a_signed_identity() {
    let tester = Tester::start(options(5)).await;
    let response = redeem(&tester, &redemption(&code(&tester, "lucia", STRONG).await)).await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["cache-control"], "no-store");
    let tokens: Value = response.json().await.unwrap();
    assert_eq!(
        (tokens["token_type"].as_str(), tokens["expires_in"].as_i64()),
        (Some("Bearer"), Some(600))
    );
    assert_eq!(tokens["scope"], "openid offline_access");
    for name in ["access_token", "refresh_token"] {
        assert_eq!(tokens[name].as_str().unwrap().len(), 43, "256 bits in base64url");
    }
    let claims = claims(&tokens);
    assert_eq!(claims["iss"], tester.city.http_url());
    assert_eq!(
        (claims["sub"].as_str(), claims["aud"].as_str()),
        (Some("p-lucia"), Some("madrid-en-tu-movil"))
    );
    assert_eq!(
        (claims["nonce"].as_str(), claims["acr"].as_str()),
        (Some("no"), Some(STRONG))
    );
    let time = |name: &str| claims[name].as_i64().unwrap();
    assert!(time("exp") - time("iat") == 600 && time("auth_time") <= time("iat"));
    assert_eq!(me(&tester, &tokens["access_token"]).await, 200);
    assert_eq!(
        me(&tester, &tokens["refresh_token"]).await,
        401,
        "a refresh token opens nothing"
    );

    let keys = tester.json("/idp/jwks").await;
    let key = &keys["keys"][0];
    let coordinate = |name: &str| URL_SAFE_NO_PAD.decode(key[name].as_str().unwrap()).unwrap();
    let point = [vec![4], coordinate("x"), coordinate("y")].concat();
    let (signed, signature) = tokens["id_token"].as_str().unwrap().rsplit_once('.').unwrap();
    let header: Value =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(signed.split('.').next().unwrap()).unwrap()).unwrap();
    assert_eq!((header["alg"].as_str(), &header["kid"]), (Some("ES256"), &key["kid"]));
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
        .verify(signed.as_bytes(), &URL_SAFE_NO_PAD.decode(signature).unwrap())
        .unwrap();
}

#[tokio::test]
async fn what_is_wrong_with_a_request_for_tokens_is_said_as_the_rfc_says_it() {
    let tester = Tester::start(options(5)).await;
    let wrong_verifier = "A".repeat(43);
    let cases: [(&'static str, Option<&str>, &str); 13] = [
        ("grant_type", None, "invalid_request"),
        ("grant_type", Some("password"), "unsupported_grant_type"),
        ("grant_type", Some("client_credentials"), "unsupported_grant_type"),
        ("client_id", None, "invalid_request"),
        ("client_id", Some("another-app"), "invalid_client"),
        ("code", None, "invalid_request"),
        ("code", Some("made-up"), "invalid_grant"),
        ("code_verifier", None, "invalid_request"),
        ("code_verifier", Some(&wrong_verifier), "invalid_grant"),
        ("code_verifier", Some(crate::citizen::CHALLENGE), "invalid_grant"),
        ("code_verifier", Some("short"), "invalid_grant"),
        ("redirect_uri", None, "invalid_request"),
        ("redirect_uri", Some("es.madrid.movil:/other"), "invalid_grant"),
    ];
    for (name, value, error) in cases {
        let fields = with(&redemption(&code(&tester, "lucia", LIGHT).await), name, value);
        assert_refused(redeem(&tester, &fields).await, error).await;
    }
    let mut twice = redemption(&code(&tester, "lucia", LIGHT).await);
    twice.push(("code", "another".to_owned()));
    assert_refused(redeem(&tester, &twice).await, "invalid_request").await;
}

#[tokio::test]
async fn only_forms_are_read() {
    let tester = Tester::start(options(5)).await;
    let fields = redemption(&code(&tester, "lucia", LIGHT).await);
    let json_body: serde_json::Map<String, Value> = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), json!(value)))
        .collect();
    let post = || tester.client.post(tester.url("/idp/token"));
    assert_refused(post().json(&json_body).send().await.unwrap(), "invalid_request").await;
    assert_refused(post().send().await.unwrap(), "invalid_request").await;
    let in_the_address = tester.url(&format!("/idp/token?{}", encode(&fields)));
    assert_refused(
        tester.client.post(in_the_address).send().await.unwrap(),
        "invalid_request",
    )
    .await;
    let long = [("grant_type", "x".repeat(20_000))];
    assert_refused(form(&tester, "/idp/token", &long).await, "invalid_request").await;
    assert_problem(tester.get("/idp/token").await, 405, "method_not_allowed").await;
    // None of it has cost the code.
    assert_eq!(redeem(&tester, &fields).await.status(), 200);
}

#[tokio::test]
async fn a_code_is_good_once_and_a_second_use_takes_back_what_the_first_gave() {
    let tester = Tester::start(options(5)).await;
    let fields = redemption(&code(&tester, "lucia", LIGHT).await);
    let tokens: Value = redeem(&tester, &fields).await.json().await.unwrap();
    assert_eq!(me(&tester, &tokens["access_token"]).await, 200);
    assert_refused(redeem(&tester, &fields).await, "invalid_grant").await;
    assert_eq!(me(&tester, &tokens["access_token"]).await, 401);
    assert_refused(refresh(&tester, &tokens["refresh_token"]).await, "invalid_grant").await;
    assert_eq!(tester.json("/admin/logins").await["reuse_detected"], 1);
}

#[tokio::test]
async fn a_stolen_code_is_spent_by_the_wrong_verifier() {
    let tester = Tester::start(options(5)).await;
    let right = redemption(&code(&tester, "lucia", LIGHT).await);
    let wrong = with(&right, "code_verifier", Some(&"A".repeat(43)));
    assert_refused(redeem(&tester, &wrong).await, "invalid_grant").await;
    assert_refused(redeem(&tester, &right).await, "invalid_grant").await;
}

#[tokio::test]
async fn a_code_lasts_a_minute() {
    let tester = Tester::start(options(5)).await;
    let fields = redemption(&code(&tester, "lucia", LIGHT).await);
    advance(&tester, 61).await;
    assert_refused(redeem(&tester, &fields).await, "invalid_grant").await;
}

#[tokio::test]
async fn an_access_token_lasts_ten_minutes_and_its_successor_knows_when_the_person_signed_in() {
    let tester = Tester::start(options(5)).await;
    let first = sign_in(&tester, "lucia", true).await;
    advance(&tester, 590).await;
    assert_eq!(me(&tester, &first["access_token"]).await, 200);
    advance(&tester, 11).await;
    assert_eq!(me(&tester, &first["access_token"]).await, 401);
    let second = refreshed(&tester, &first["refresh_token"]).await;
    assert_eq!(me(&tester, &second["access_token"]).await, 200);
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    let (before, after) = (claims(&first), claims(&second));
    assert_eq!(
        (&before["auth_time"], &before["sub"], &before["acr"]),
        (&after["auth_time"], &after["sub"], &after["acr"])
    );
    assert!(after["iat"].as_i64() > before["iat"].as_i64() && after["nonce"].is_null());
    assert_eq!(tester.json("/admin/logins").await["renewals"], 1);
}

#[tokio::test]
async fn a_refresh_whose_answer_was_lost_may_be_repeated_for_a_minute() {
    let tester = Tester::start(options(5)).await;
    let first = sign_in(&tester, "lucia", false).await;
    let lost = refreshed(&tester, &first["refresh_token"]).await;
    let lost_too = refreshed(&tester, &first["refresh_token"]).await;
    advance(&tester, 55).await;
    let last = refreshed(&tester, &first["refresh_token"]).await;
    // Which of the answers arrived nobody knows until one of them is used.
    for token in [&lost, &lost_too, &last] {
        assert_eq!(me(&tester, &token["access_token"]).await, 200);
    }
    let next = refreshed(&tester, &last["refresh_token"]).await;
    for (token, expected) in [(&lost, 401), (&lost_too, 401), (&last, 200), (&next, 200)] {
        assert_eq!(me(&tester, &token["access_token"]).await, expected);
    }
    assert_eq!(tester.json("/admin/logins").await["reuse_detected"], 0);
}

#[tokio::test]
async fn a_question_that_is_answered_last_takes_nothing_from_the_answer_that_arrived() {
    let tester = Tester::start(options(5)).await;
    let first = sign_in(&tester, "lucia", false).await;
    let arrived = refreshed(&tester, &first["refresh_token"]).await;
    // Sent before that one by a phone that died, and slow.
    refreshed(&tester, &first["refresh_token"]).await;
    let next = refreshed(&tester, &arrived["refresh_token"]).await;
    assert_eq!(me(&tester, &next["access_token"]).await, 200);
    assert_eq!(tester.json("/admin/logins").await["reuse_detected"], 0);
}

#[tokio::test]
async fn a_refresh_token_in_two_hands_ends_the_whole_family() {
    // How the second use comes about, as a story: which of the tokens so far is used again, and after how long.
    for (name, pause, used_by_successor, again) in [
        ("after its successor was used", 0, true, 0_usize),
        ("after the minute is over", 61, false, 0),
        ("the one that was replaced", 0, false, 1),
    ] {
        let tester = Tester::start(options(5)).await;
        let first = sign_in(&tester, "lucia", false).await;
        let second = refreshed(&tester, &first["refresh_token"]).await;
        let last = if used_by_successor {
            refreshed(&tester, &second["refresh_token"]).await
        } else if again == 1 {
            let other = refreshed(&tester, &first["refresh_token"]).await;
            refreshed(&tester, &other["refresh_token"]).await
        } else {
            second.clone()
        };
        advance(&tester, pause).await;
        let reused = [&first, &second][again];
        assert_refused(refresh(&tester, &reused["refresh_token"]).await, "invalid_grant").await;
        assert_refused(refresh(&tester, &last["refresh_token"]).await, "invalid_grant").await;
        assert_eq!(me(&tester, &last["access_token"]).await, 401, "{name}");
        assert_eq!(tester.json("/admin/logins").await["reuse_detected"], 1, "{name}");
        // A family is one sign-in: another one of the same person goes on.
        let other = sign_in(&tester, "lucia", false).await;
        assert_eq!(me(&tester, &other["access_token"]).await, 200);
    }
}

#[tokio::test]
async fn a_family_ends_after_ninety_days_however_often_it_was_renewed() {
    let tester = Tester::start(options(5)).await;
    let mut tokens = sign_in(&tester, "lucia", false).await;
    for _ in 0..2 {
        advance(&tester, 44 * 86_400).await;
        tokens = refreshed(&tester, &tokens["refresh_token"]).await;
    }
    advance(&tester, 2 * 86_400 - 300).await;
    tokens = refreshed(&tester, &tokens["refresh_token"]).await;
    let left = tokens["expires_in"].as_i64().unwrap();
    assert!((250..=300).contains(&left), "no token outlives its family: {left}");
    advance(&tester, 301).await;
    assert_refused(refresh(&tester, &tokens["refresh_token"]).await, "invalid_grant").await;
    assert_eq!(tester.json("/admin/logins").await["reuse_detected"], 0);
}

#[tokio::test]
async fn either_token_revokes_both_and_an_unknown_one_is_fine() {
    for name in ["access_token", "refresh_token"] {
        let tester = Tester::start(options(5)).await;
        let tokens = sign_in(&tester, "lucia", false).await;
        let client = ("client_id", "madrid-en-tu-movil".to_owned());
        for (token, id) in [
            ("unknown", client.clone()),
            (tokens[name].as_str().unwrap(), ("client_id", "x".to_owned())),
        ] {
            let response = form(&tester, "/idp/revoke", &[("token", token.to_owned()), id]).await;
            assert_eq!(response.status(), 200);
        }
        assert_eq!(
            me(&tester, &tokens["access_token"]).await,
            200,
            "another app cannot revoke"
        );
        let token = tokens[name].as_str().unwrap().to_owned();
        assert_eq!(
            form(&tester, "/idp/revoke", &[("token", token), client]).await.status(),
            200
        );
        assert_eq!(me(&tester, &tokens["access_token"]).await, 401);
        assert_refused(refresh(&tester, &tokens["refresh_token"]).await, "invalid_grant").await;
    }
}

#[tokio::test]
async fn what_a_bearer_must_bring() {
    let tester = Tester::start(options(5)).await;
    let tokens = sign_in(&tester, "lucia", false).await;
    let token = tokens["access_token"].as_str().unwrap();
    for (header, good) in [
        (format!("Bearer {token}"), true),
        (format!("bearer {token}"), true),
        (format!("Basic {token}"), false),
        (token.to_owned(), false),
        ("Bearer ".to_owned(), false),
        (format!("Bearer {token}x"), false),
        (format!("Bearer {token} {token}"), false),
    ] {
        let request = tester.client.get(tester.url("/v1/me")).header("authorization", &header);
        let response = request.send().await.unwrap();
        if good {
            assert_eq!(response.status(), 200);
        } else {
            assert_eq!(response.headers()["www-authenticate"], "Bearer error=\"invalid_token\"");
            assert_problem(response, 401, "token_invalid").await;
        }
    }
    let in_the_address = tester.get(&format!("/v1/me?access_token={token}")).await;
    assert_problem(in_the_address, 401, "token_invalid").await;
    let twice = tester
        .client
        .get(tester.url("/v1/me"))
        .bearer_auth(token)
        .bearer_auth(token);
    assert_problem(twice.send().await.unwrap(), 401, "token_invalid").await;
    let change = tester.client.put(tester.url("/v1/me/contact")).bearer_auth(token);
    let response = change
        .json(&json!({ "phone": "+34600000000", "email": null }))
        .send()
        .await
        .unwrap();
    let expected = format!("Bearer error=\"insufficient_user_authentication\", acr_values=\"{STRONG}\"");
    assert_eq!(response.headers()["www-authenticate"], expected.as_str());
    assert_problem(response, 401, "stronger_login_needed").await;
}
