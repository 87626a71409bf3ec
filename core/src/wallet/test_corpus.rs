//! One of each kind of what strangers send. With `MADRID_CORPUS`, what the fuzzer begins with (see `core/fuzz`) is also written there.

use std::fs;
use std::path::PathBuf;

use serde_json::json;

use super::issuance::{metadata, offer};
use super::presentation::{Link, Setting};
use super::test_documents;
use super::test_people::{Authority, NOW, VCT};

fn keep(reader: &str, name: &str, text: &str) {
    if let Some(corpus) = std::env::var_os("MADRID_CORPUS") {
        let folder = PathBuf::from(corpus).join(reader);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name), text).unwrap();
    }
}

#[test]
fn offers_and_what_issuers_say() {
    let counter = json!({
        "credential_issuer": "https://cards.example", "credential_configuration_ids": ["library"],
        "grants": { "urn:ietf:params:oauth:grant-type:pre-authorized_code":
            { "pre-authorized_code": "x", "tx_code": { "input_mode": "numeric", "length": 4, "description": "PIN" } } },
    });
    let page = json!({
        "credential_issuer": "https://cards.example", "credential_configuration_ids": ["library"],
        "grants": { "authorization_code": { "issuer_state": "s", "authorization_server": "https://a.example" } },
    });
    for (name, said) in [("counter", counter), ("page", page)] {
        assert!(offer::read(said.to_string().as_bytes()).is_ok());
        keep("offer", name, &said.to_string());
    }
    let link = "openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fcards.example%2F1";
    assert!(offer::read_link(link).is_ok());
    keep("offer", "link", link);
    for tier in ["none", "software", "hardware"] {
        let said = test_documents::issuer(tier);
        let issuer = said["credential_issuer"].as_str().unwrap().to_owned();
        assert!(
            !metadata::kinds(said.to_string().as_bytes(), &issuer)
                .unwrap()
                .is_empty()
        );
        keep(
            "offer",
            tier,
            &said.to_string().replace(&issuer, "https://cards.example"),
        );
    }
}

#[test]
fn links_and_requests() {
    let root = Authority::new("Root").anchors();
    let setting = Setting {
        access: &root,
        registrars: &root,
        universal_link: "https://movil.example/vp",
        audience: "https://movil.example",
        may_loop_back: false,
        at: NOW,
    };
    let asked = json!({ "credentials": [{ "id": "a", "format": "dc+sd-jwt", "meta": { "vct_values": [VCT] },
        "claims": [{ "path": ["name"] }] }] });
    let query = crate::net::form_encode(&[
        ("client_id", "redirect_uri:https://desk.example/r"),
        ("response_type", "vp_token"),
        ("response_mode", "direct_post"),
        ("nonce", "n-0S6_WzA2Mj-0123456789"),
        ("client_metadata", r#"{"vp_formats_supported":{"dc+sd-jwt":{}}}"#),
        ("dcql_query", &asked.to_string()),
    ]);
    let link = format!("openid4vp://?{query}");
    assert!(matches!(Link::read(&link, &setting), Ok(Link::Value { .. })));
    keep("request", "link", &link);
    let claims = json!({
        "client_id": "CLIENT", "aud": "https://self-issued.me/v2", "iat": NOW, "exp": NOW + 300,
        "response_type": "vp_token", "response_mode": "direct_post.jwt", "response_uri": "https://desk.example/r",
        "nonce": "n-0S6_WzA2Mj-0123456789", "state": "s", "dcql_query": asked, "client_metadata": {
            "jwks": { "keys": [{ "kty": "EC", "crv": "P-256", "kid": "1", "use": "enc", "alg": "ECDH-ES",
                "x": "axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY", "y": "T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU" }] },
            "encrypted_response_enc_values_supported": ["A256GCM"], "vp_formats_supported": { "dc+sd-jwt": {} } },
    });
    keep("request", "claims", &claims.to_string());
}
