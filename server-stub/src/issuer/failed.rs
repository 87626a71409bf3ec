//! How the desk says no: in the words of OAuth (RFC 6749, 5.2; RFC 9449, 7.1) and of OpenID4VCI (8.3.1.2), which are JSON of their own.

use axum::Json;
use axum::http::header::{CACHE_CONTROL, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::api::Problem;

/// Where the next nonce of a proof stands (RFC 9449, 8.2).
pub const DPOP_NONCE: HeaderName = HeaderName::from_static("dpop-nonce");
/// Where the next challenge stands (draft-ietf-oauth-attestation-based-client-auth, 8.1).
pub const CHALLENGE: HeaderName = HeaderName::from_static("oauth-client-attestation-challenge");

/// A no, with the reason for whoever writes wallets.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    error: &'static str,
    why: &'static str,
    /// Whether it is about the token, and is said in a header as well.
    of_token: bool,
    header: Option<(HeaderName, String)>,
}

/// There is no answer: the desk says no, or the city cannot.
#[derive(Debug)]
pub enum Failed {
    /// The desk says no.
    Refused(Refusal),
    /// The city cannot.
    City(Problem),
}

impl From<Problem> for Failed {
    fn from(problem: Problem) -> Self {
        Self::City(problem)
    }
}

/// An error code with its reason.
pub const fn refused(error: &'static str, why: &'static str) -> Failed {
    Failed::Refused(Refusal {
        status: StatusCode::BAD_REQUEST,
        error,
        why,
        of_token: false,
        header: None,
    })
}

/// Whoever asks is not who they say (RFC 6749, 5.2).
pub const fn unknown_client(why: &'static str) -> Failed {
    Failed::Refused(Refusal {
        status: StatusCode::UNAUTHORIZED,
        error: "invalid_client",
        why,
        of_token: false,
        header: None,
    })
}

/// The token, or the proof that goes with it, is not good (RFC 9449, 7.1).
pub const fn bad_token(error: &'static str, why: &'static str) -> Failed {
    Failed::Refused(Refusal {
        status: StatusCode::UNAUTHORIZED,
        error,
        why,
        of_token: true,
        header: None,
    })
}

impl Failed {
    /// The same with a header that says what to do next.
    pub fn with(self, name: HeaderName, value: String) -> Self {
        match self {
            Self::Refused(refusal) => Self::Refused(Refusal {
                header: Some((name, value)),
                ..refusal
            }),
            city @ Self::City(_) => city,
        }
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let refusal = match self {
            Self::Refused(refusal) => refusal,
            Self::City(problem) => return problem.into_response(),
        };
        let body = Json(json!({ "error": refusal.error, "error_description": refusal.why }));
        let mut response = (refusal.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let challenge = format!("DPoP error=\"{}\", algs=\"ES256\"", refusal.error);
        let token = refusal.of_token.then_some((WWW_AUTHENTICATE, challenge));
        for (name, value) in token.into_iter().chain(refusal.header) {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
        response
    }
}

/// A good answer, that nobody keeps.
pub fn never_kept(status: StatusCode, body: serde_json::Value, header: Option<(HeaderName, String)>) -> Response {
    let mut response = (status, Json(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some((name, value)) = header
        && let Ok(value) = HeaderValue::from_str(&value)
    {
        headers.insert(name, value);
    }
    response
}
