//! What issuers say, honest and otherwise; among them the examples of the standard.

use serde_json::json;

use super::*;

const ID: &str = "https://cards.example/i";

fn said() -> Value {
    json!({
        "credential_issuer": ID, "credential_endpoint": "https://cards.example/credential",
        "batch_credential_issuance": { "batch_size": 20 },
        "display": [{ "name": "Madrid", "locale": "es-ES" }, { "name": "City of Madrid", "locale": "en" }],
        "credential_configurations_supported": { "card": {
            "format": "dc+sd-jwt", "vct": "urn:card", "cryptographic_binding_methods_supported": ["jwk"],
            "proof_types_supported": { "jwt": { "proof_signing_alg_values_supported": ["ES256"] } },
            "credential_metadata": {
                "display": [{ "name": "Tarjeta", "locale": "es", "background_color": "#12107c", "text_color": "red",
                    "logo": { "uri": "file:///etc/passwd" } }],
                "claims": [{ "path": ["a", null], "display": [{ "name": "A", "locale": "en-GB" }] }, { "path": [] }],
                "credential_reuse_policy": { "options": [
                    { "details": ["of_the_future"] },
                    { "details": ["per-relying-party", "once_only"], "batch_size": 30, "reissue_trigger_unused": 2,
                      "reissue_trigger_lifetime_left": 604_800 },
                ] },
                "embedded_disclosure_policy": { "policy_uri": "urn:policy" },
            },
        } },
    })
}

/// An issuer, for other tests.
pub fn issuer() -> Issuer {
    read(said().to_string().as_bytes(), ID, "card").unwrap().0
}

fn with(change: impl FnOnce(&mut Value)) -> Result<Wanted, CredentialError> {
    let mut said = said();
    change(&mut said);
    read(said.to_string().as_bytes(), ID, "card").map(|(_, wanted)| wanted)
}

fn card(said: &mut Value) -> &mut Value {
    &mut said["credential_configurations_supported"]["card"]
}

#[test]
fn a_card_is_read_as_its_issuer_describes_it() {
    let (issuer, wanted) = read(said().to_string().as_bytes(), ID, "card").unwrap();
    assert_eq!(issuer.name.es.as_deref(), Some("Madrid"));
    assert_eq!(
        (wanted.kind.as_str(), wanted.tier, wanted.takes_tokens),
        ("urn:card", Tier::Software, true)
    );
    let look = &wanted.look;
    assert_eq!(
        (look.background.as_deref(), look.text.as_deref(), look.logo.as_deref()),
        (Some("#12107c"), None, None)
    );
    assert_eq!(
        (wanted.labels.len(), wanted.labels[0].words.en.as_deref()),
        (1, Some("A"))
    );
    let reuse = Reuse {
        method: Method::PerVerifier,
        batch: 20,
        low: 2,
        left_s: 604_800,
    };
    assert_eq!(
        wanted.reuse, reuse,
        "the first method that is known, and no more copies than the issuer gives"
    );
    assert!(wanted.disclosure_policy.is_some());
}

#[test]
fn the_tier_is_what_the_issuer_asks_of_keys() {
    let none = with(|said| {
        card(said)
            .as_object_mut()
            .unwrap()
            .remove("cryptographic_binding_methods_supported");
    });
    let none = none.unwrap();
    assert_eq!((none.tier, none.reuse.batch), (Tier::None, 1));
    let types = |types: Value| with(|said| card(said)["proof_types_supported"] = types);
    let one = json!({ "proof_signing_alg_values_supported": ["ES256"], "key_attestations_required": {} });
    let hardware = types(json!({ "jwt": one })).unwrap();
    assert_eq!((hardware.tier, hardware.takes_tokens), (Tier::Hardware, true));
    let only = types(json!({ "attestation": one })).unwrap();
    assert_eq!((only.tier, only.takes_tokens), (Tier::Hardware, false));
    let other = types(json!({ "jwt": { "proof_signing_alg_values_supported": ["ES384"] } }));
    assert_eq!(other.err(), Some(CredentialError::Unsupported("proof_types_supported")));
}

#[test]
fn what_a_wallet_cannot_have_is_refused_before_anybody_says_yes() {
    for (path, value, fault) in [
        (
            "/credential_issuer",
            json!("https://evil.example"),
            CredentialError::Mismatch("credential_issuer"),
        ),
        (
            "/credential_endpoint",
            json!("javascript:x"),
            CredentialError::Malformed("credential_endpoint"),
        ),
        (
            "/credential_configurations_supported",
            json!({}),
            CredentialError::Missing("credential configuration"),
        ),
        (
            "/credential_configurations_supported/card/format",
            json!("jwt_vc_json"),
            CredentialError::Unsupported("format"),
        ),
        (
            "/credential_configurations_supported/card/vct",
            json!(7),
            CredentialError::Missing("vct"),
        ),
    ] {
        let read = with(|said| *said.pointer_mut(path).unwrap() = value);
        assert_eq!(read.err(), Some(fault), "{path}");
    }
    let must = with(|said| said["credential_response_encryption"] = json!({ "encryption_required": true }));
    assert_eq!(must.err(), Some(CredentialError::Unsupported("encryption")));
    let signs = with(|said| card(said)["credential_signing_alg_values_supported"] = json!(["EdDSA"]));
    assert!(signs.is_err());
}

#[test]
fn documents_stand_between_host_and_path() {
    for (issuer, place) in [
        ("https://a.example", "https://a.example/.well-known/x"),
        ("https://a.example/", "https://a.example/.well-known/x"),
        ("https://a.example/b/c", "https://a.example/.well-known/x/b/c"),
        ("http://127.0.0.1:80/issuer", "http://127.0.0.1:80/.well-known/x/issuer"),
    ] {
        assert_eq!(well_known(issuer, "x"), place);
    }
}

#[test]
fn the_mock_citys_own_words_are_read_and_nothing_hangs_on_them() {
    let plain = with(|_| {}).unwrap();
    assert_eq!((plain.lower, plain.tier_word), (None, None));
    let own = with(|said| {
        let one = &mut said["credential_configurations_supported"]["card"]["credential_metadata"];
        one["madrid_lower_configuration"] = json!("card.basic");
        one["madrid_tier"] = json!("software");
        one["claims"][0]["madrid_values"] = json!({ "b_c": [{ "name": "B y C", "locale": "es" }], "d": 7 });
    })
    .unwrap();
    assert_eq!(
        (own.lower.as_deref(), own.tier_word.as_deref()),
        (Some("card.basic"), Some("software"))
    );
    assert_eq!(own.labels[0].values["b_c"].es.as_deref(), Some("B y C"));
    // One that is its own lower one has none.
    let own = with(|said| {
        said["credential_configurations_supported"]["card"]["credential_metadata"]["madrid_lower_configuration"] =
            json!("card");
    });
    assert_eq!(own.unwrap().lower, None);
}
