//! Tokens for codes and for refresh tokens (RFC 6749, 4.1.3 and 6), and their end (RFC 7009).

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::form::Fields;
use super::secret::{challenge, secret};
use super::store::{self, Fresh, Issued, Redemption, Renewal};
use super::{CLIENT_ID, Open, Origin, REDIRECT_URI};
use crate::api::Problem;
use crate::state::CityState;

/// Why there are no tokens (RFC 6749, 5.2).
enum Failed {
    Error(&'static str),
    City(Problem),
}

impl From<Problem> for Failed {
    fn from(problem: Problem) -> Self {
        Self::City(problem)
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        match self {
            Self::Error(error) => never_kept(StatusCode::BAD_REQUEST, json!({ "error": error })),
            Self::City(problem) => problem.into_response(),
        }
    }
}

const INVALID_REQUEST: Failed = Failed::Error("invalid_request");
const INVALID_GRANT: Failed = Failed::Error("invalid_grant");

/// `POST /idp/token`
pub async fn give(
    _open: Open,
    State(city): State<CityState>,
    Origin(origin): Origin,
    form: Result<Fields, FormRejection>,
) -> Response {
    match answer(&city, &origin, form).await {
        Ok(response) => response,
        Err(failed) => failed.into_response(),
    }
}

async fn answer(city: &CityState, origin: &str, form: Result<Fields, FormRejection>) -> Result<Response, Failed> {
    let fields = form.map_err(|_| INVALID_REQUEST)?;
    if fields.repeats() {
        return Err(INVALID_REQUEST);
    }
    match fields.once("client_id") {
        Some(CLIENT_ID) => {}
        Some(_) => return Err(Failed::Error("invalid_client")),
        None => return Err(INVALID_REQUEST),
    }
    match fields.once("grant_type") {
        Some("authorization_code") => redeem(city, &fields, origin).await,
        Some("refresh_token") => renew(city, &fields, origin).await,
        Some(_) => Err(Failed::Error("unsupported_grant_type")),
        None => Err(INVALID_REQUEST),
    }
}

/// `POST /idp/revoke`. Always well: a token that nobody knows is as revoked as it can be (RFC 7009, 2.2).
pub async fn take_back(
    _open: Open,
    State(city): State<CityState>,
    form: Result<Fields, FormRejection>,
) -> Result<StatusCode, Problem> {
    let fields = form.map_err(|_| Problem::NO_FORM)?;
    if let (Some(token), Some(CLIENT_ID)) = (fields.once("token"), fields.once("client_id")) {
        let token = token.to_owned();
        city.with_store(move |records| records.write(|tx| store::revoke(tx, &token)))
            .await?;
    }
    Ok(StatusCode::OK)
}

async fn redeem(city: &CityState, fields: &Fields, origin: &str) -> Result<Response, Failed> {
    let [Some(code), Some(verifier), Some(redirect_uri)] =
        ["code", "code_verifier", "redirect_uri"].map(|name| fields.once(name))
    else {
        return Err(INVALID_REQUEST);
    };
    // A wrong address and a verifier that cannot be one (RFC 7636, 4.1) fail as wrong verifiers do, and cost the code.
    let fits = redirect_uri == REDIRECT_URI && is_verifier(verifier);
    let challenge = if fits { challenge(verifier) } else { String::new() };
    let (code, fresh) = (code.to_owned(), fresh()?);
    let (lifetimes, now) = (city.identity().lifetimes(), city.clock().now().timestamp());
    let given = fresh.clone();
    let redeemed = city
        .with_store(move |records| records.write(|tx| store::redeem(tx, (&code, &challenge), &given, lifetimes, now)))
        .await?;
    match redeemed {
        Redemption::Given(issued, nonce) => tokens(city, (&issued, &fresh), Some(&nonce), origin, now),
        Redemption::Refused => Err(INVALID_GRANT),
        Redemption::ReuseDetected => {
            city.identity().count(|counts| counts.reuse_detected += 1);
            Err(INVALID_GRANT)
        }
    }
}

fn is_verifier(text: &str) -> bool {
    let good = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    (43..=128).contains(&text.len()) && text.bytes().all(good)
}

async fn renew(city: &CityState, fields: &Fields, origin: &str) -> Result<Response, Failed> {
    let token = fields.once("refresh_token").ok_or(INVALID_REQUEST)?.to_owned();
    let fresh = fresh()?;
    let (lifetimes, now) = (city.identity().lifetimes(), city.clock().now().timestamp());
    let given = fresh.clone();
    let renewal = city
        .with_store(move |records| records.write(|tx| store::renew(tx, &token, &given, lifetimes, now)))
        .await?;
    match renewal {
        Renewal::Given(issued) => {
            city.identity().count(|counts| counts.renewals += 1);
            tokens(city, (&issued, &fresh), None, origin, now)
        }
        Renewal::Refused => Err(INVALID_GRANT),
        Renewal::ReuseDetected => {
            city.identity().count(|counts| counts.reuse_detected += 1);
            Err(INVALID_GRANT)
        }
    }
}

/// Made before the records are locked: chance may fail, and then nothing has happened yet.
fn fresh() -> Result<Fresh, Problem> {
    Ok(Fresh {
        access_token: secret()?,
        refresh_token: secret()?,
    })
}

/// A good answer (RFC 6749, 5.1), with the identity (OpenID Connect Core, 2). An identity that comes with a refresh has
/// no nonce (OpenID Connect Core, 12.2).
fn tokens(
    city: &CityState,
    (issued, fresh): (&Issued, &Fresh),
    nonce: Option<&str>,
    origin: &str,
    now: i64,
) -> Result<Response, Failed> {
    let mut claims = json!({
        "iss": origin, "sub": issued.person, "aud": CLIENT_ID,
        "iat": now, "exp": now.saturating_add(issued.access_s), "auth_time": issued.started,
        "acr": issued.access.acr(),
    });
    if let (Some(nonce), Some(claims)) = (nonce, claims.as_object_mut()) {
        claims.insert("nonce".to_owned(), json!(nonce));
    }
    let signed = city.identity().key.as_ref().and_then(|key| key.sign(&claims));
    let id_token = signed.ok_or(Problem::BROKEN)?;
    let body = json!({
        "access_token": fresh.access_token, "token_type": "Bearer", "expires_in": issued.access_s,
        "refresh_token": fresh.refresh_token, "scope": "openid offline_access", "id_token": id_token,
    });
    Ok(never_kept(StatusCode::OK, body))
}

fn never_kept(status: StatusCode, body: Value) -> Response {
    (
        status,
        [(CACHE_CONTROL, HeaderValue::from_static("no-store"))],
        Json(body),
    )
        .into_response()
}
