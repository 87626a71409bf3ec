//! Requests as they should be, and what of them is believed.

use madrid_credentials::jose::jwe::Enc;
use serde_json::json;

use super::*;
use crate::net::form_encode;
use crate::wallet::presentation::test_verifier::{NONCE, Verifier, WALLET_NONCE, query};
use crate::wallet::test_people::RESPONSE_URI;

#[test]
fn a_request_as_it_should_be_is_read() {
    let verifier = Verifier::new();
    let request = verifier.ask(verifier.claims()).unwrap();
    assert_eq!(request.nonce, NONCE);
    assert_eq!(request.state.as_deref(), Some("state-1"));
    assert_eq!(request.response_uri.text(), RESPONSE_URI);
    assert_eq!(request.certainty(), Certainty::Certified);
    assert_eq!(
        request.client.name(request.response_uri.host()),
        "Biblioteca de Chamberí"
    );
    let encryption = request.encryption.unwrap();
    assert_eq!((encryption.enc, encryption.kid.as_deref()), (Enc::A256Gcm, Some("k1")));
    // Where the verifier says nothing, it knows the weaker one.
    let mut claims = verifier.claims();
    claims["client_metadata"]
        .as_object_mut()
        .unwrap()
        .remove("encrypted_response_enc_values_supported");
    claims["client_metadata"]
        .as_object_mut()
        .unwrap()
        .remove("vp_formats_supported");
    claims["aud"] = json!(["https://movil.madrid.example"]);
    let request = verifier.ask(claims).unwrap();
    assert_eq!(request.encryption.unwrap().enc, Enc::A128Gcm);
}

#[test]
fn a_certified_host_answers_for_itself_only() {
    let verifier = Verifier::new();
    let ask = |host: &str, response_uri: &str| {
        let id = format!("x509_san_dns:{host}");
        let mut claims = verifier.claims();
        claims["client_id"] = json!(id);
        claims["response_uri"] = json!(response_uri);
        let asked = verifier.ask_with(&verifier.link_as(&id), &verifier.object(claims));
        asked
            .map(|request| request.client.prefix)
            .map_err(|refused| refused.why.code())
    };
    assert_eq!(ask("desk.madrid.example", RESPONSE_URI), Ok(Prefix::Host));
    assert_eq!(
        ask("desk.madrid.example", "https://evil.example/vp"),
        Err("wallet.request_response_uri")
    );
    assert_eq!(
        ask("desk.madrid.example", "https://desk.madrid.example.evil.example/"),
        Err("wallet.request_response_uri")
    );
    for other in [
        "evil.example",
        "madrid.example",
        "*.madrid.example",
        "d\u{435}sk.madrid.example",
        "",
    ] {
        assert_eq!(ask(other, RESPONSE_URI), Err("wallet.request_client"), "{other}");
    }
}

#[test]
fn a_request_is_fetched_as_the_link_says_and_says_the_same_of_every_phone() {
    let verifier = Verifier::new();
    let link = Link::read(&verifier.link(), &verifier.setting()).unwrap();
    let fetch = link.fetch(WALLET_NONCE).unwrap();
    assert_eq!(fetch.method, crate::ports::Method::Post);
    let body = String::from_utf8(fetch.body.unwrap().bytes).unwrap();
    assert!(body.ends_with(&format!("&wallet_nonce={WALLET_NONCE}")));
    assert!(body.starts_with("wallet_metadata=%7B"));
    let plain = verifier.link().replace("&request_uri_method=post", "");
    let link = Link::read(&plain, &verifier.setting()).unwrap();
    let fetch = link.fetch(WALLET_NONCE).unwrap();
    assert!(fetch.method == crate::ports::Method::Get && fetch.body.is_none());
    // No nonce was sent, so none is expected back.
    let mut claims = verifier.claims();
    claims.as_object_mut().unwrap().remove("wallet_nonce");
    assert!(verifier.ask_with(&plain, &verifier.object(claims)).is_ok());
}

/// A link of a desk that nobody vouches for.
fn bare(change: impl FnOnce(&mut Vec<(&'static str, String)>)) -> String {
    let mut fields = vec![
        ("client_id", format!("redirect_uri:{RESPONSE_URI}")),
        ("response_type", "vp_token".to_owned()),
        ("response_mode", "direct_post".to_owned()),
        ("nonce", NONCE.to_owned()),
        ("dcql_query", query(json!([{ "path": ["name"] }])).to_string()),
    ];
    change(&mut fields);
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    format!("openid4vp://?{}", form_encode(&fields))
}

#[test]
fn a_desk_without_a_certificate_is_an_address_and_nothing_more() {
    let verifier = Verifier::new();
    let ask = |link: &str| {
        let link = Link::read(link, &verifier.setting()).unwrap();
        Request::read(&link, None, &verifier.setting())
    };
    let request = ask(&bare(|_| {})).unwrap();
    assert_eq!(request.certainty(), Certainty::Unknown);
    assert_eq!(request.client.name(request.response_uri.host()), "desk.madrid.example");
    assert!(request.encryption.is_none());
    for (code, change) in [
        (
            "wallet.request_response_uri",
            ("response_uri", "https://evil.example/vp"),
        ),
        ("wallet.request_redirect", ("redirect_uri", RESPONSE_URI)),
        ("wallet.request_transaction", ("transaction_data", "[\"e30\"]")),
        ("wallet.request_query", ("scope", "library")),
    ] {
        let refused = ask(&bare(|fields| fields.push((change.0, change.1.to_owned()))))
            .map(|_| ())
            .unwrap_err();
        assert_eq!(refused.why.code(), code);
        // Nobody knows who would hear of it.
        assert!(refused.report.is_none(), "{code}");
    }
    let encrypted = bare(|fields| fields[2].1 = "direct_post.jwt".to_owned());
    assert_eq!(
        ask(&encrypted).map(|_| ()).unwrap_err().why.code(),
        "wallet.request_encryption"
    );
}

#[test]
fn a_link_and_what_was_fetched_are_not_mixed_up() {
    let verifier = Verifier::new();
    // What was fetched is never taken for what is in a link, nor the other way round.
    let link = Link::read(&bare(|_| {}), &verifier.setting()).unwrap();
    let object = verifier.object(verifier.claims());
    let fetched = Fetched {
        object: &object,
        wallet_nonce: WALLET_NONCE,
    };
    let mixed = Request::read(&link, Some(fetched), &verifier.setting());
    assert_eq!(mixed.map(|_| ()).unwrap_err().why, Refusal::Signing);
    let link = Link::read(&verifier.link(), &verifier.setting()).unwrap();
    let mixed = Request::read(&link, None, &verifier.setting());
    assert_eq!(mixed.map(|_| ()).unwrap_err().why, Refusal::Signing);
}

#[test]
fn a_name_in_other_letters_is_not_shown() {
    let verifier = Verifier::named("Ayuntami\u{435}nto de Madrid");
    let request = verifier.ask(verifier.claims()).unwrap();
    assert_eq!(request.client.name(request.response_uri.host()), "desk.madrid.example");
}
