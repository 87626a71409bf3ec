//! Where the identity provider's doors are (OpenID Connect Discovery 1.0).

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::header::HOST;
use axum::http::request::Parts;
use serde_json::{Value, json};

use super::{Access, Open};
use crate::api::Problem;
use crate::state::CityState;

/// Whether the listener speaks TLS. Put into every request by the router of that listener.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Secure(pub bool);

/// The address under which the city was called: the issuer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(pub String);

impl Origin {
    /// For the listener's router.
    pub const fn of_listener(secure: bool) -> Secure {
        Secure(secure)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Origin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let secure = parts.extensions.get::<Secure>().is_some_and(|secure| secure.0);
        let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok());
        let host = host.filter(|host| is_host(host)).ok_or(Problem::BAD_HOST)?;
        Ok(Self(format!("{}://{host}", if secure { "https" } else { "http" })))
    }
}

/// It is written into addresses, so it must be nothing else than a name and a port.
fn is_host(host: &str) -> bool {
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    !host.is_empty() && host.chars().all(good)
}

/// `GET /.well-known/openid-configuration`
pub async fn configuration(_open: Open, Origin(origin): Origin) -> Json<Value> {
    Json(json!({
        "issuer": origin,
        "authorization_endpoint": format!("{origin}/idp/authorize"),
        "token_endpoint": format!("{origin}/idp/token"),
        "revocation_endpoint": format!("{origin}/idp/revoke"),
        "jwks_uri": format!("{origin}/idp/jwks"),
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["none"],
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": ["openid", "offline_access"],
        "acr_values_supported": [Access::Light.acr(), Access::Strong.acr()],
        "ui_locales_supported": ["es", "en"],
        "claims_supported": ["iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr"],
        "authorization_response_iss_parameter_supported": true,
        "prompt_values_supported": ["login"],
        "request_uri_parameter_supported": false,
        "revocation_endpoint_auth_methods_supported": ["none"],
        "response_modes_supported": ["query"],
    }))
}

/// `GET /idp/jwks`
pub async fn keys(_open: Open, State(city): State<CityState>) -> Result<Json<Value>, Problem> {
    let key = city.identity().key.as_ref().ok_or(Problem::BROKEN)?;
    Ok(Json(json!({ "keys": [key.public()] })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_and_a_port_become_part_of_an_address() {
        assert!(is_host("127.0.0.1:8080") && is_host("[::1]:80") && is_host("localhost"));
        assert!(!is_host("") && !is_host("evil/path") && !is_host("a b") && !is_host("user@host"));
    }
}
