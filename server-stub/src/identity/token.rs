//! Tokens for codes and for refresh tokens (RFC 6749, 4.1.3 and 6), and their end (RFC 7009).

use axum::Json;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use super::store::{self, Pair, Redemption, Renewal};
use super::{CLIENT_ID, Origin, REDIRECT_URI};
use crate::api::Problem;
use crate::state::CityState;

type Fields = Vec<(String, String)>;

/// Why there are no tokens (RFC 6749, 5.2).
struct OAuthError(&'static str);

impl IntoResponse for OAuthError {
    fn into_response(self) -> Response {
        never_kept(StatusCode::BAD_REQUEST, json!({ "error": self.0 }))
    }
}

/// `POST /idp/token`
pub async fn give(
    State(city): State<CityState>,
    Origin(origin): Origin,
    form: Result<Form<Fields>, FormRejection>,
) -> Result<Response, Problem> {
    if city.identity().is_down() {
        return Err(Problem::IDENTITY_DOWN);
    }
    let Form(fields) = form.map_err(|_| Problem::NO_FORM)?;
    match field(&fields, "grant_type") {
        Some("authorization_code") => redeem(&city, &fields, &origin).await,
        Some("refresh_token") => renew(&city, &fields, &origin).await,
        Some(_) => Ok(OAuthError("unsupported_grant_type").into_response()),
        None => Ok(OAuthError("invalid_request").into_response()),
    }
}

/// `POST /idp/revoke`
pub async fn take_back(
    State(city): State<CityState>,
    form: Result<Form<Fields>, FormRejection>,
) -> Result<StatusCode, Problem> {
    if city.identity().is_down() {
        return Err(Problem::IDENTITY_DOWN);
    }
    let Form(fields) = form.map_err(|_| Problem::NO_FORM)?;
    let token = field(&fields, "token").unwrap_or_default().to_owned();
    city.with_store(move |records| records.write(|tx| store::revoke(tx, &token)))
        .await?;
    Ok(StatusCode::OK)
}

/// A parameter that came exactly once.
fn field<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    let mut found = fields.iter().filter(|(other, _)| other == name);
    match (found.next(), found.next()) {
        (Some((_, value)), None) => Some(value),
        _ => None,
    }
}

async fn redeem(city: &CityState, fields: &Fields, origin: &str) -> Result<Response, Problem> {
    let (Some(code), Some(verifier)) = (field(fields, "code"), field(fields, "code_verifier")) else {
        return Ok(OAuthError("invalid_request").into_response());
    };
    if field(fields, "client_id") != Some(CLIENT_ID) {
        return Ok(OAuthError("invalid_client").into_response());
    }
    if field(fields, "redirect_uri") != Some(REDIRECT_URI) {
        return Ok(OAuthError("invalid_grant").into_response());
    }
    let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()));
    let (code, lifetimes, now) = (
        code.to_owned(),
        city.identity().lifetimes(),
        city.clock().now().timestamp(),
    );
    let redeemed = city
        .with_store(move |records| records.write(|tx| store::redeem(tx, &code, &challenge, lifetimes, now)))
        .await?;
    Ok(match redeemed {
        Redemption::Given(pair, nonce) => tokens(city, &pair, Some(&nonce), origin),
        Redemption::Refused => OAuthError("invalid_grant").into_response(),
    })
}

async fn renew(city: &CityState, fields: &Fields, origin: &str) -> Result<Response, Problem> {
    let Some(token) = field(fields, "refresh_token").map(str::to_owned) else {
        return Ok(OAuthError("invalid_request").into_response());
    };
    if field(fields, "client_id") != Some(CLIENT_ID) {
        return Ok(OAuthError("invalid_client").into_response());
    }
    let (lifetimes, now) = (city.identity().lifetimes(), city.clock().now().timestamp());
    let renewal = city
        .with_store(move |records| records.write(|tx| store::renew(tx, &token, lifetimes, now)))
        .await?;
    Ok(match renewal {
        Renewal::Given(pair) => {
            city.identity().count(|counts| counts.renewals += 1);
            tokens(city, &pair, None, origin)
        }
        Renewal::Refused => OAuthError("invalid_grant").into_response(),
        Renewal::ReuseDetected => {
            city.identity().count(|counts| counts.reuse_detected += 1);
            OAuthError("invalid_grant").into_response()
        }
    })
}

/// A good answer (RFC 6749, 5.1), with the identity (OpenID Connect Core, 2).
fn tokens(city: &CityState, pair: &Pair, nonce: Option<&str>, origin: &str) -> Response {
    let now = city.clock().now().timestamp();
    let lifetime = city.identity().lifetimes().access_seconds;
    let claims = json!({
        "iss": origin, "sub": pair.person, "aud": CLIENT_ID,
        "iat": now, "exp": now.saturating_add(lifetime), "auth_time": now,
        "acr": pair.access.acr(), "nonce": nonce,
    });
    let Some(id_token) = city.identity().key.as_ref().and_then(|key| key.sign(&claims)) else {
        return Problem::IDENTITY_DOWN.into_response();
    };
    let body = json!({
        "access_token": pair.access_token, "token_type": "Bearer", "expires_in": lifetime,
        "refresh_token": pair.refresh_token, "scope": "openid offline_access", "id_token": id_token,
    });
    never_kept(StatusCode::OK, body)
}

fn never_kept(status: StatusCode, body: Value) -> Response {
    (
        status,
        [(CACHE_CONTROL, HeaderValue::from_static("no-store"))],
        Json(body),
    )
        .into_response()
}
