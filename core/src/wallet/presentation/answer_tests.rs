//! A no that says nothing more, and where an answer may lead.

use madrid_credentials::jose::unb64;
use ring::rand::SystemRandom;
use serde_json::json;

use super::*;
use crate::net::percent_decode;
use crate::wallet::presentation::refusal::Refusal;
use crate::wallet::presentation::test_verifier::Verifier;
use crate::wallet::test_people::RESPONSE_URI;

#[test]
fn a_no_says_nothing_but_no() {
    let verifier = Verifier::new();
    let request = verifier.ask(verifier.claims()).unwrap();
    let post = decline(&request, &SystemRandom::new()).unwrap();
    let jwe = percent_decode(post.form().strip_prefix("response=").unwrap()).unwrap();
    let length = jwe.len();
    let said: Value = serde_json::from_slice(&verifier.encryption.open(&jwe).unwrap()).unwrap();
    assert_eq!(said, json!({ "error": "access_denied", "state": "state-1" }));
    // However often, it is as long as the one before.
    let again = decline(&request, &SystemRandom::new()).unwrap();
    assert_eq!(
        percent_decode(again.form().strip_prefix("response=").unwrap())
            .unwrap()
            .len(),
        length
    );
    assert!(unb64(jwe.split('.').next().unwrap(), "header").is_ok());
}

#[test]
fn a_verifier_hears_of_its_own_mistake_only() {
    let verifier = Verifier::new();
    let mut claims = verifier.claims();
    claims["transaction_data"] = json!(["e30"]);
    let refused = verifier.ask(claims).map(|_| ()).unwrap_err();
    assert_eq!(refused.why, Refusal::Transaction);
    let post = report(&refused.report.unwrap());
    assert_eq!(post.form(), "error=invalid_transaction_data&state=state-1");
    assert_eq!(post.request().url, RESPONSE_URI);
}

#[test]
fn an_answer_leads_to_pages_of_the_web_only() {
    let to = Address::endpoint(RESPONSE_URI, false).unwrap();
    let end = |status: u16, body: &str| ending(status, body.as_bytes(), &to, false);
    let led = |uri: &str| {
        let ending = end(200, &json!({ "redirect_uri": uri, "other": [1] }).to_string()).unwrap();
        (
            ending.redirect.map(|page| page.text().to_owned()),
            ending.leads_elsewhere,
            ending.was_bad,
        )
    };
    let own = "https://desk.madrid.example/done#response_code=1";
    assert_eq!(led(own), (Some(own.to_owned()), false, false));
    let other = "https://shop.example/done";
    assert_eq!(led(other), (Some(other.to_owned()), true, false));
    for bad in [
        "javascript:alert(1)",
        "http://desk.madrid.example/",
        "/done",
        "//evil.example/",
        "intent://x#Intent;end",
        "openid4vp://?client_id=x",
        "https://desk.madrid.example@evil.example/",
        "file:///etc/passwd",
        "",
        &format!("https://desk.madrid.example/{}", "a".repeat(3_000)),
    ] {
        assert_eq!(led(bad), (None, false, true), "{bad}");
    }
    for plain in ["", "{}", "<html>", "[]", "{\"a\":1,\"a\":1}"] {
        let ending = end(200, plain).unwrap();
        assert!(ending.redirect.is_none() && !ending.was_bad, "{plain}");
    }
    assert!(end(200, "{\"redirect_uri\":7}").unwrap().was_bad);
    for status in [0, 201, 204, 302, 400, 500] {
        assert_eq!(
            end(status, "{}").map(|_| ()),
            Err("wallet.presentation_refused"),
            "{status}"
        );
    }
}
