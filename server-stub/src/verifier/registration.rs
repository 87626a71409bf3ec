//! What a service has registered to ask for, as a registrar signs it (ETSI TS 119 475): wallets compare the request with it.

use serde_json::{Value, json};

use super::desk::Wish;
use crate::cards::jose::sign;
use crate::cards::{CITY_NUMBER, Signer};

const TYPE: &str = "rc-wrp+jwt";
/// What `verifier_info` calls it.
const FORMAT: &str = "registration_cert";
const SERVICE: &str = "https://uri.etsi.org/19475/Entitlement/Service_Provider";
/// Where the service says what it does with what it is shown. Nobody lives there.
const POLICY: &str = "https://movil.madrid.example/privacidad";
/// For how long it may be believed, in seconds.
const GOOD_FOR: i64 = 24 * 60 * 60;

/// `verifier_info` of a request (OpenID4VP 1.0, 5.1); nothing for a service that has registered nothing.
pub fn verifier_info(wish: &Wish, registrar: &Signer, now: i64) -> Option<Value> {
    let registered = wish.registered.as_ref()?;
    let purpose = wish
        .purpose
        .map(|words| json!([{ "lang": "es", "value": words.es }, { "lang": "en", "value": words.en }]));
    let claims = json!({
        "name": "Ayuntamiento de Madrid (ciudad de pruebas)",
        "sub": { "legal_name": "Ayuntamiento de Madrid (ciudad de pruebas)", "id": CITY_NUMBER },
        "country": "ES",
        "purpose": purpose.unwrap_or_else(|| json!([])),
        "privacy_policy": POLICY,
        "entitlements": [SERVICE],
        "credentials": registered,
        "iat": now, "exp": now.saturating_add(GOOD_FOR),
    });
    let header = json!({ "typ": TYPE, "x5c": registrar.x5c() });
    Some(json!([{ "format": FORMAT, "data": sign(&registrar.key, header, &claims) }]))
}
