//! What servers answer, honest and otherwise.

use ring::rand::SystemRandom;
use serde_json::json;

use super::*;

fn answer(status: u16, body: &Value) -> WebResponse {
    WebResponse {
        status,
        body: body.to_string().into_bytes(),
        ..WebResponse::default()
    }
}

fn code<T>(read: Result<T, Error>) -> &'static str {
    read.err().map_or("read", |error| error.code())
}

#[test]
fn tokens_are_bound_to_our_key_or_none() {
    let good = json!({ "access_token": "a", "token_type": "dpop", "expires_in": 60, "authorization_details": [
        { "credential_configuration_id": "other", "credential_identifiers": ["x"] },
        { "credential_configuration_id": "card", "credential_identifiers": ["y", "z"] } ] });
    let Ok(Said::Good(read)) = tokens(&answer(200, &good), "card", 1_000) else {
        panic!("a token");
    };
    assert_eq!((read.until, read.identifier.as_deref()), (1_060, Some("y")));
    let bearer = json!({ "access_token": "a", "token_type": "Bearer" });
    assert_eq!(code(tokens(&answer(200, &bearer), "card", 0)), "wallet.token_unbound");
    assert_eq!(
        code(tokens(&answer(200, &json!({ "token_type": "DPoP" })), "card", 0)),
        "net.bad_reply"
    );
}

#[test]
fn a_no_is_told_from_a_failure() {
    let said = |status, body: Value| pushed(&answer(status, &body));
    assert!(said(400, json!({ "error": "invalid_scope" })).unwrap() == Said::No("invalid_scope".to_owned()));
    assert!(said(401, json!({})).unwrap() == Said::No("invalid_request".to_owned()));
    assert_eq!(code(said(503, json!({}))), "net.busy");
    assert_eq!(code(said(500, json!({}))), "net.failed");
    assert_eq!(code(said(302, json!({}))), "net.refused");
    assert_eq!(code(said(201, json!([]))), "net.bad_reply");
    let busy = WebResponse {
        retry_after: Some("30".to_owned()),
        ..answer(429, &json!({}))
    };
    assert_eq!(
        pushed(&busy).err().and_then(|error| error.retry_after()),
        Some(Duration::from_secs(30))
    );
    let header = WebResponse {
        www_authenticate: Some(r#"DPoP error="use_dpop_nonce", algs="ES256""#.to_owned()),
        dpop_nonce: Some("n".to_owned()),
        status: 401,
        ..WebResponse::default()
    };
    assert!(wants_nonce(&header));
    assert!(!wants_nonce(&WebResponse {
        dpop_nonce: None,
        ..header
    }));
}

#[test]
fn what_was_to_come_encrypted_comes_so_or_not_at_all() {
    let body = json!({ "credentials": [{ "credential": "x" }] });
    let Ok(Said::Good(Given::Copies { copies, .. })) = given(&answer(200, &body), None) else {
        panic!("copies");
    };
    assert_eq!(copies, ["x"]);
    let own = OwnKey::new(&SystemRandom::new()).unwrap();
    assert_eq!(code(given(&answer(200, &body), Some(own))), "cred.malformed");
}

#[test]
fn cards_and_dates_are_read_within_bounds() {
    let put_off = |status, body: Value| given(&answer(status, &body), None);
    let Ok(Said::Good(Given::PutOff { interval, .. })) =
        put_off(202, json!({ "transaction_id": "t", "interval": i64::MAX }))
    else {
        panic!("put off");
    };
    assert_eq!(interval, LATEST);
    for bad in [
        json!({}),
        json!({ "credentials": [] }),
        json!({ "credentials": ["x"] }),
        json!({ "credentials": [{ "credential": {} }] }),
        json!({ "credentials": vec![json!({ "credential": "x" }); MOST_COPIES + 1] }),
    ] {
        assert_eq!(
            code(put_off(200, bad.clone())),
            "net.bad_reply",
            "{}",
            bad.to_string().len()
        );
    }
}
