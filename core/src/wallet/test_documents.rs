//! What the issuer of tests says of itself.

use serde_json::{Value, json};

use super::test_issuer::{ISSUER, KIND};
use crate::ports::WebResponse;

/// As a credential issuer.
pub fn issuer(tier: &str) -> Value {
    json!({
        "credential_issuer": ISSUER, "credential_endpoint": format!("{ISSUER}/credential"),
        "nonce_endpoint": format!("{ISSUER}/nonce"), "deferred_credential_endpoint": format!("{ISSUER}/deferred"),
        "notification_endpoint": format!("{ISSUER}/notification"), "batch_credential_issuance": { "batch_size": 10 },
        "credential_configurations_supported": { "card": card(tier, "card", 3) },
    })
}

/// The same with a lower one of the card, both of which say what they are.
pub fn with_lower(said: &mut Value, tier: &str) {
    let all = &mut said["credential_configurations_supported"];
    all["card"]["credential_metadata"]["madrid_lower_configuration"] = json!("card.basic");
    all["card"]["credential_metadata"]["madrid_tier"] = json!(tier);
    all["card.basic"] = card("software", "card.basic", 2);
    all["card.basic"]["credential_metadata"]["madrid_tier"] = json!("basic");
}

fn card(tier: &str, scope: &str, batch: u32) -> Value {
    let mut one = json!({
        "format": "dc+sd-jwt", "vct": KIND, "scope": scope, "credential_signing_alg_values_supported": ["ES256"],
        "credential_metadata": {
            "display": [{ "name": "Tarjeta", "locale": "es-ES" }, { "name": "Card", "locale": "en" }],
            "claims": [{ "path": ["name"], "display": [{ "name": "Nombre", "locale": "es" }] }],
            "credential_reuse_policy": { "id": "arf_annex_ii", "options": [
                { "details": ["once_only"], "batch_size": batch, "reissue_trigger_unused": 1 } ] },
        },
    });
    if tier != "none" {
        let mut proof = json!({ "proof_signing_alg_values_supported": ["ES256"] });
        if tier == "hardware" {
            proof["key_attestations_required"] = json!({});
        }
        one["cryptographic_binding_methods_supported"] = json!(["jwk"]);
        one["proof_types_supported"] = json!({ "jwt": proof });
    }
    one
}

/// The same, for who wants everything encrypted to this key.
pub fn encrypt(said: &mut Value, mut jwk: Value) {
    jwk["kid"] = json!("k");
    jwk["alg"] = json!("ECDH-ES");
    let enc = json!(["A128GCM", "A256GCM"]);
    said["credential_request_encryption"] =
        json!({ "jwks": { "keys": [jwk] }, "enc_values_supported": enc, "encryption_required": true });
    said["credential_response_encryption"] =
        json!({ "alg_values_supported": ["ECDH-ES"], "enc_values_supported": enc, "encryption_required": true });
}

/// As an authorization server.
pub fn server() -> Value {
    json!({
        "issuer": ISSUER, "authorization_endpoint": format!("{ISSUER}/authorize"), "token_endpoint": format!("{ISSUER}/token"),
        "pushed_authorization_request_endpoint": format!("{ISSUER}/par"), "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    })
}

/// ZLIB without compression: one stored block (RFC 1950, RFC 1951).
pub fn stored(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap();
    let mut out = vec![0x78, 0x01, 0x01];
    out.extend(length.to_le_bytes());
    out.extend((!length).to_le_bytes());
    out.extend(bytes);
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in bytes {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    out.extend(((b << 16) | a).to_be_bytes());
    out
}

/// A yes with this in it.
pub fn good(body: &Value) -> WebResponse {
    WebResponse {
        status: 200,
        body: body.to_string().into_bytes(),
        ..WebResponse::default()
    }
}

/// A no in a word of OAuth.
pub fn no(word: &str, status: u16) -> WebResponse {
    WebResponse {
        status,
        body: json!({ "error": word }).to_string().into_bytes(),
        ..WebResponse::default()
    }
}
