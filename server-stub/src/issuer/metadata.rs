//! What the desk says of itself: as credential issuer (OpenID4VCI 1.0, 12.2) and as authorization server (RFC 8414).

use axum::Json;
use axum::extract::State;
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::proofs::GOOD_STORAGE;
use super::token::PRE_AUTHORIZED;
use super::{at, identifier};
use crate::cards::jose::sign;
use crate::cards::jwe::{ALG, ENCS};
use crate::cards::{Configuration, Format, MOST_COPIES, Tier};
use crate::identity::Origin;
use crate::state::CityState;

const JWT: &str = "application/jwt";
/// For how long signed metadata may be believed, in seconds.
const GOOD_FOR: i64 = 24 * 60 * 60;
/// ES256 as COSE has it.
const COSE_ES256: i64 = -7;

/// `GET /.well-known/openid-credential-issuer/issuer`: signed for whoever asks for that (12.2.3).
pub async fn issuer(State(city): State<CityState>, Origin(origin): Origin, headers: HeaderMap) -> Response {
    let metadata = metadata(&origin, &city);
    let accepted = headers
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .unwrap_or_default();
    let vary = (VARY, HeaderValue::from_static("accept"));
    let keep = (CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if !accepted.contains(JWT) {
        return ([vary, keep], Json(metadata)).into_response();
    }
    let (signer, now) = (city.pki().issuer(), city.clock().now().timestamp());
    let header = json!({ "typ": "openidvci-issuer-metadata+jwt", "x5c": signer.x5c() });
    let mut claims = metadata;
    if let Some(claims) = claims.as_object_mut() {
        claims.insert("sub".to_owned(), json!(identifier(&origin)));
        claims.insert("iat".to_owned(), json!(now));
        claims.insert("exp".to_owned(), json!(now.saturating_add(GOOD_FOR)));
    }
    let kind = (CONTENT_TYPE, HeaderValue::from_static(JWT));
    ([kind, vary, keep], sign(&signer.key, header, &claims)).into_response()
}

fn metadata(origin: &str, city: &CityState) -> Value {
    let configurations: Map<String, Value> = Configuration::all().map(|one| (one.id(), described(one))).collect();
    json!({
        "credential_issuer": identifier(origin),
        "credential_endpoint": at(origin, "credential"),
        "deferred_credential_endpoint": at(origin, "deferred"),
        "nonce_endpoint": at(origin, "nonce"),
        "notification_endpoint": at(origin, "notification"),
        "batch_credential_issuance": { "batch_size": MOST_COPIES },
        "credential_request_encryption": {
            "jwks": { "keys": [city.pki().encryption_jwk()] },
            "enc_values_supported": ENCS, "encryption_required": false,
        },
        "credential_response_encryption": {
            "alg_values_supported": [ALG], "enc_values_supported": ENCS, "encryption_required": false,
        },
        "display": [
            { "name": "Ayuntamiento de Madrid (ciudad de pruebas)", "locale": "es-ES" },
            { "name": "City of Madrid (mock city)", "locale": "en-GB" },
        ],
        "credential_configurations_supported": configurations,
    })
}

/// A card, as a wallet has to know it.
fn described(configuration: Configuration) -> Value {
    let kind = configuration.kind;
    let (typ, alg, binding) = match configuration.format {
        Format::SdJwt => ("vct", json!(["ES256"]), "jwk"),
        Format::Mdoc => ("doctype", json!([COSE_ES256]), "cose_key"),
    };
    let mut described = json!({
        "format": configuration.format.name(), "scope": configuration.id(), typ: kind.typ,
        "credential_signing_alg_values_supported": alg, "credential_metadata": in_words(configuration),
    });
    if let Some(described) = described.as_object_mut().filter(|_| configuration.tier() > Tier::None) {
        described.insert("cryptographic_binding_methods_supported".to_owned(), json!([binding]));
        described.insert("proof_types_supported".to_owned(), proof_types(configuration.tier()));
    }
    described
}

/// A card of the highest tier says how well its keys have to be kept.
fn proof_types(tier: Tier) -> Value {
    let mut one = json!({ "proof_signing_alg_values_supported": ["ES256"] });
    if let Some(one) = one.as_object_mut().filter(|_| tier == Tier::Hardware) {
        let demand = json!({ "key_storage": GOOD_STORAGE });
        one.insert("key_attestations_required".to_owned(), demand);
    }
    // Nobody vouches for a key of the basic tier.
    if tier == Tier::Basic {
        return json!({ "jwt": one });
    }
    json!({ "jwt": one, "attestation": one })
}

/// How a card looks and what it says, in words, and how it may be used. `madrid_tier` is the mock city's own, and so is
/// `madrid_lower_configuration`: what a wallet asks for by the same right when nobody vouches for it or for its keys.
fn in_words(configuration: Configuration) -> Value {
    let kind = configuration.kind;
    let (background, text) = kind.colours;
    let display = |locale, name, about| {
        json!({ "name": name, "locale": locale, "description": about, "background_color": background,
            "text_color": text })
    };
    let mut words = json!({
        "display": [
            display("es-ES", kind.words.es, kind.about.es),
            display("en-GB", kind.words.en, kind.about.en),
        ],
        "claims": configuration.claims(),
        "madrid_tier": configuration.tier().name(),
    });
    let parties = kind.only_for.map(|parties| {
        let all: Vec<Value> = parties
            .iter()
            .map(|party| json!({ "identifier": party.number }))
            .collect();
        json!({
            "policy_uri": format!("urn:{}:policy:1", kind.typ),
            "policy_type": "authorised_relying_parties_only", "authorised_rp_identifiers": all,
        })
    });
    let more = [
        ("credential_reuse_policy", configuration.reuse().policy()),
        (
            "madrid_lower_configuration",
            configuration.lower().map(|lower| json!(lower.id())),
        ),
        ("embedded_disclosure_policy", parties),
    ];
    if let Some(words) = words.as_object_mut() {
        let more = more
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)));
        words.extend(more);
    }
    words
}

/// `GET /.well-known/oauth-authorization-server/issuer`
pub async fn server(Origin(origin): Origin) -> Json<Value> {
    let scopes: Vec<String> = Configuration::all().map(Configuration::id).collect();
    Json(json!({
        "issuer": identifier(&origin),
        "authorization_endpoint": at(&origin, "authorize"),
        "pushed_authorization_request_endpoint": at(&origin, "par"),
        "require_pushed_authorization_requests": true,
        "token_endpoint": at(&origin, "token"),
        "challenge_endpoint": at(&origin, "challenge"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token", PRE_AUTHORIZED],
        "pre-authorized_grant_anonymous_access_supported": true,
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["attest_jwt_client_auth", "none"],
        "client_attestation_signing_alg_values_supported": ["ES256"],
        "client_attestation_pop_signing_alg_values_supported": ["ES256"],
        "dpop_signing_alg_values_supported": ["ES256"],
        "authorization_response_iss_parameter_supported": true,
        "authorization_details_types_supported": ["openid_credential"],
        "scopes_supported": scopes,
        "ui_locales_supported": ["es", "en"],
    }))
}
