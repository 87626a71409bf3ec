//! Errors as the city words them: problem+json (RFC 9457), always, also where the web framework speaks.

use std::borrow::Cow;

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::store::StoreError;

const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");

/// Something the city will not or cannot do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    title: Cow<'static, str>,
}

#[derive(Serialize)]
struct ProblemWire<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    code: &'a str,
}

impl Problem {
    /// `limit` is no number from 1 to 10,000.
    pub const BAD_LIMIT: Self = Self::new(StatusCode::BAD_REQUEST, "bad_limit", "limit must be from 1 to 10000");
    /// The cursor cannot be followed.
    pub const CURSOR_LOST: Self = Self::new(
        StatusCode::GONE,
        "cursor_lost",
        "this cursor cannot be followed: load everything again",
    );
    /// There is no such place.
    pub const PLACE_UNKNOWN: Self = Self::new(StatusCode::NOT_FOUND, "place_unknown", "there is no such place");
    /// There is no such address.
    pub const NOT_FOUND: Self = Self::new(StatusCode::NOT_FOUND, "not_found", "there is nothing at this address");
    /// A bug of the mock city.
    pub const BROKEN: Self = Self::new(StatusCode::INTERNAL_SERVER_ERROR, "broken", "the mock city has a bug");

    /// A problem with a fixed text.
    #[must_use]
    pub const fn new(status: StatusCode, code: &'static str, title: &'static str) -> Self {
        Self {
            status,
            code,
            title: Cow::Borrowed(title),
        }
    }

    /// A request that cannot be understood, with what is wrong about it.
    #[must_use]
    pub const fn bad_request(code: &'static str, title: String) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            code,
            title: Cow::Owned(title),
        }
    }

    /// The records failed.
    #[must_use]
    pub fn records_failed(error: &StoreError) -> Self {
        let title = Cow::Owned(error.to_string());
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            code: "records_failed",
            title,
        }
    }

    fn of_status(status: StatusCode) -> Self {
        let code = match status {
            StatusCode::NOT_FOUND => return Self::NOT_FOUND,
            StatusCode::METHOD_NOT_ALLOWED => "method_not_allowed",
            StatusCode::PAYLOAD_TOO_LARGE => "too_large",
            StatusCode::UNSUPPORTED_MEDIA_TYPE => "unsupported_media_type",
            _ if status.is_client_error() => "bad_request",
            _ => "broken",
        };
        Self::new(status, code, status.canonical_reason().unwrap_or("error"))
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let wire = ProblemWire {
            r#type: format!("urn:madrid:problem:{}", self.code),
            title: &self.title,
            status: self.status.as_u16(),
            code: self.code,
        };
        let mut response = (self.status, Json(wire)).into_response();
        response.headers_mut().insert(CONTENT_TYPE, MEDIA_TYPE);
        response
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        Self {
            status: rejection.status(),
            code: "bad_body",
            title: Cow::Owned(rejection.body_text()),
        }
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        Self::bad_request("bad_query", rejection.body_text())
    }
}

/// Puts errors of the web framework (unknown address, wrong method, ...) into the same form, keeping their headers.
pub async fn in_one_voice(response: Response) -> Response {
    let status = response.status();
    let worded = response.headers().get(CONTENT_TYPE) == Some(&MEDIA_TYPE);
    if worded || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let mut problem = Problem::of_status(status).into_response();
    for (name, value) in response.headers() {
        if name != CONTENT_TYPE && name != CONTENT_LENGTH {
            problem.headers_mut().append(name, value.clone());
        }
    }
    problem
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt as _;

    async fn body(response: Response) -> serde_json::Value {
        serde_json::from_slice(&response.into_body().collect().await.unwrap().to_bytes()).unwrap()
    }

    #[tokio::test]
    async fn a_problem_is_problem_json() {
        let response = Problem::BAD_LIMIT.into_response();
        assert_eq!(response.headers()[CONTENT_TYPE], "application/problem+json");
        let expected = serde_json::json!({
            "type": "urn:madrid:problem:bad_limit",
            "title": "limit must be from 1 to 10000",
            "status": 400,
            "code": "bad_limit",
        });
        assert_eq!(body(response).await, expected);
    }

    #[tokio::test]
    async fn the_frameworks_errors_are_put_into_words_and_keep_their_headers() {
        let bare = (StatusCode::METHOD_NOT_ALLOWED, [("allow", "GET")], "no").into_response();
        let worded = in_one_voice(bare).await;
        assert_eq!(worded.headers()["allow"], "GET");
        assert_eq!(body(worded).await["code"], "method_not_allowed");
        let fine = in_one_voice("all is well".into_response()).await;
        assert_eq!(fine.headers()[CONTENT_TYPE], "text/plain; charset=utf-8");
    }
}
