//! Errors as the city words them: problem+json (RFC 9457), always, also where the web framework speaks.

use std::borrow::Cow;
use std::collections::BTreeMap;

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;

use crate::identity::Access;
use crate::store::StoreError;

/// Of problems.
pub const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");

/// Something the city will not or cannot do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    title: Cow<'static, str>,
    /// More members (RFC 9457 section 3.2), for what a phone needs to know beyond the code.
    details: Vec<(&'static str, Value)>,
    /// After how many seconds to ask again, where the city says.
    wait: Option<u64>,
}

#[derive(Serialize)]
struct ProblemWire<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    code: &'a str,
    #[serde(flatten)]
    details: BTreeMap<&'a str, &'a Value>,
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
    /// There is no such event.
    pub const EVENT_UNKNOWN: Self = Self::new(StatusCode::NOT_FOUND, "event_unknown", "there is no such event");
    /// There is no such address.
    pub const NOT_FOUND: Self = Self::new(StatusCode::NOT_FOUND, "not_found", "there is nothing at this address");
    /// No token, or one that is not (or no longer) good (RFC 6750 section 3.1).
    pub const TOKEN_INVALID: Self = Self::new(StatusCode::UNAUTHORIZED, "token_invalid", "sign in first");
    /// The token is good, but this needs a stronger sign-in (RFC 9470).
    pub const STRONGER_LOGIN_NEEDED: Self = Self::new(
        StatusCode::UNAUTHORIZED,
        "stronger_login_needed",
        "this needs a stronger sign-in",
    );
    /// `for` names somebody whom the caller may not act for. That somebody may not exist: it is not said.
    pub const NOT_REPRESENTED: Self = Self::new(
        StatusCode::FORBIDDEN,
        "not_represented",
        "you may not act for this person",
    );
    /// A change without a key.
    pub const KEY_MISSING: Self = Self::new(
        StatusCode::BAD_REQUEST,
        "key_missing",
        "a change needs an Idempotency-Key",
    );
    /// A change with a key that is no UUID, or with more than one.
    pub const BAD_KEY: Self = Self::new(StatusCode::BAD_REQUEST, "bad_key", "Idempotency-Key must be one UUID");
    /// The key was used for another change.
    pub const KEY_REUSED: Self = Self::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "key_reused",
        "this key was used for another change",
    );
    /// The change with this key is under way.
    pub const KEY_IN_USE: Self = Self::new(StatusCode::CONFLICT, "key_in_use", "this change is still being made");
    /// A change that does not say of what state (RFC 6585 section 3).
    pub const VERSION_MISSING: Self = Self::new(
        StatusCode::PRECONDITION_REQUIRED,
        "version_missing",
        "a change needs If-Match with the version that it changes",
    );
    /// `If-Match` cannot be read.
    pub const BAD_VERSION: Self = Self::new(
        StatusCode::BAD_REQUEST,
        "bad_version",
        "If-Match must be a version in quotation marks, or *",
    );
    /// Contact details that cannot be; the member `field` says which.
    pub const CONTACT_INVALID: Self = Self::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "contact_invalid",
        "this is no telephone number or no e-mail address",
    );
    /// The contact details are no longer what the phone thinks; the member `current` says what they are.
    pub const CONTACT_CHANGED: Self = Self::new(
        StatusCode::PRECONDITION_FAILED,
        "contact_changed",
        "the contact details have changed meanwhile",
    );
    /// The same for preferences.
    pub const PREFERENCES_CHANGED: Self = Self::new(
        StatusCode::PRECONDITION_FAILED,
        "preferences_changed",
        "the preferences have changed meanwhile",
    );
    /// There is nothing of this number to book.
    pub const BOOKABLE_UNKNOWN: Self = Self::new(
        StatusCode::NOT_FOUND,
        "bookable_unknown",
        "there is nothing of this number to book",
    );
    /// `day` is no day.
    pub const BAD_DAY: Self = Self::new(StatusCode::BAD_REQUEST, "bad_day", "day must be like 2026-12-01");
    /// What is to be booked cannot be read; the member `field` says where.
    pub const BOOKING_INVALID: Self = Self::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "booking_invalid",
        "this cannot be booked by anybody",
    );
    /// There is no such time, or it has begun.
    pub const SLOT_GONE: Self = Self::new(StatusCode::CONFLICT, "slot_gone", "this time cannot be booked any more");
    /// Others were first.
    pub const SLOT_FULL: Self = Self::new(StatusCode::CONFLICT, "slot_full", "this time is full");
    /// The caller has this time already.
    pub const ALREADY_BOOKED: Self = Self::new(StatusCode::CONFLICT, "already_booked", "you have this time already");
    /// The last moment to call it off is over.
    pub const TOO_LATE: Self = Self::new(StatusCode::CONFLICT, "too_late", "it is too late to call this off");
    /// The caller has no such booking.
    pub const BOOKING_UNKNOWN: Self = Self::new(StatusCode::NOT_FOUND, "booking_unknown", "you have no such booking");
    /// There is no such fine, or it is not the caller's: that is one answer.
    pub const FINE_UNKNOWN: Self = Self::new(StatusCode::NOT_FOUND, "fine_unknown", "there is no such fine");
    /// The fine has no photo of this number.
    pub const EVIDENCE_UNKNOWN: Self = Self::new(
        StatusCode::NOT_FOUND,
        "evidence_unknown",
        "this fine has no photo of this number",
    );
    /// Nothing can be filed about the fine any more.
    pub const FINE_TOO_LATE: Self = Self::new(StatusCode::CONFLICT, "too_late", "the time to answer this fine is over");
    /// The fine is paid, so nothing can be filed about it.
    pub const FINE_PAID: Self = Self::new(StatusCode::CONFLICT, "already_paid", "this fine is paid");
    /// It was filed before.
    pub const FINE_FILED: Self = Self::new(StatusCode::CONFLICT, "already_filed", "this was filed before");
    /// The fine does not stand so that it could be done.
    pub const FINE_NOT_NOW: Self = Self::new(StatusCode::CONFLICT, "not_now", "this fine does not stand so");
    /// What is filed is too large, or too much.
    pub const TOO_BIG: Self = Self::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "too_big",
        "at most 5 attachments, 1 MiB each and 2 MiB together",
    );
    /// An attachment is no PDF, JPEG or PNG, or not the one it says it is.
    pub const WRONG_TYPE: Self = Self::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "wrong_type",
        "an attachment must be the PDF, JPEG or PNG that it says it is",
    );
    /// The document of the driver is no NIF or NIE.
    pub const IDENTITY_WRONG: Self = Self::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "identity_wrong",
        "this is no NIF or NIE",
    );
    /// What is filed lacks something, or has too much of it; the member `field` says of what.
    pub const FILING_INVALID: Self = Self::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "filing_invalid",
        "this cannot be filed",
    );
    /// What is to be checked has not the form of a report or a plate; the member `field` says which.
    pub const CHECK_INVALID: Self = Self::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "check_invalid",
        "this is no number of a report or no plate",
    );
    /// Too many numbers were tried.
    pub const TOO_MANY_GUESSES: Self = Self::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too_many_guesses",
        "too many numbers were tried: wait",
    );
    /// The caller has no such receipt of a tax.
    pub const TAX_UNKNOWN: Self = Self::new(StatusCode::NOT_FOUND, "tax_unknown", "you have no such receipt");
    /// It is paid already.
    pub const TAX_PAID: Self = Self::new(StatusCode::CONFLICT, "already_paid", "this is paid already");
    /// This receipt cannot be paid in this way.
    pub const NOT_OFFERED: Self = Self::new(StatusCode::CONFLICT, "not_offered", "this cannot be paid in this way");
    /// The last day to ask for it is over.
    pub const ASKED_TOO_LATE: Self =
        Self::new(StatusCode::CONFLICT, "too_late", "the last day to ask for this is over");
    /// That is no account.
    pub const IBAN_WRONG: Self = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "iban_wrong", "this is no IBAN");
    /// The account is somebody else's.
    pub const NOT_HOLDER: Self = Self::new(StatusCode::CONFLICT, "not_holder", "this account is somebody else's");
    /// Somebody is paying it at the bank.
    pub const BEING_PAID: Self = Self::new(StatusCode::CONFLICT, "being_paid", "this is being paid just now");
    /// There is no certificate with this code.
    pub const CERTIFICATE_UNKNOWN: Self = Self::new(
        StatusCode::NOT_FOUND,
        "certificate_unknown",
        "there is no certificate with this code",
    );
    /// The caller has no such debt.
    pub const DEBT_UNKNOWN: Self = Self::new(StatusCode::NOT_FOUND, "debt_unknown", "you have no such debt");
    /// The name of a payment is not 32 hexadecimal digits.
    pub const BAD_PAYMENT_KEY: Self = Self::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "bad_key",
        "a payment is named by 32 hexadecimal digits, in lower case",
    );
    /// The city has never seen this payment of the caller.
    pub const PAYMENT_UNKNOWN: Self = Self::new(
        StatusCode::NOT_FOUND,
        "payment_unknown",
        "the city has never seen this payment",
    );
    /// A reference that cannot be one of the City's; the members `field` and `expected` say why.
    pub const REFERENCE_WRONG: Self = Self::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "reference_wrong",
        "this is no reference of the City",
    );
    /// There is nothing to pay under this reference.
    pub const REFERENCE_UNKNOWN: Self = Self::new(
        StatusCode::NOT_FOUND,
        "reference_unknown",
        "there is nothing to pay under this reference",
    );
    /// There is a request for this receipt.
    pub const ALREADY_ASKED: Self = Self::new(
        StatusCode::CONFLICT,
        "already_asked",
        "there is a request for this receipt",
    );
    /// Nothing of the kind was paid, or what it was paid for still stands.
    pub const NOTHING_TO_REFUND: Self = Self::new(
        StatusCode::CONFLICT,
        "nothing_to_refund",
        "there is nothing to give back for this receipt",
    );
    /// There is no receipt with this code.
    pub const RECEIPT_UNKNOWN: Self = Self::new(
        StatusCode::NOT_FOUND,
        "receipt_unknown",
        "there is no receipt with this code",
    );
    /// The bank cannot be heard. What was asked of it may have been done.
    pub const BANK_SILENT: Self = Self::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "bank_silent",
        "the bank does not answer",
    );
    /// What came as the bank's word is not the bank's.
    pub const NOTICE_FORGED: Self = Self::new(StatusCode::FORBIDDEN, "notice_forged", "the bank did not say this");
    /// The body is no JSON. What it is instead is not said: it may be personal.
    pub const NO_JSON: Self = Self::new(StatusCode::BAD_REQUEST, "bad_body", "the body is not JSON");
    /// The body is JSON, but not of this form.
    pub const OTHER_JSON: Self = Self::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "bad_body",
        "the body is not of the documented form",
    );
    /// The body is not even meant to be JSON.
    pub const NOT_MEANT_AS_JSON: Self = Self::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported_media_type",
        "the body must be application/json",
    );
    /// The sectoral system behind this does not answer. Nothing was done.
    pub const SECTOR_DOWN: Self = Self::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "sector_down",
        "the system behind this does not answer",
    );
    /// There is no such person.
    pub const PERSON_UNKNOWN: Self = Self::new(StatusCode::NOT_FOUND, "person_unknown", "there is no such person");
    /// The request does not say under which name it calls the city.
    pub const BAD_HOST: Self = Self::new(StatusCode::BAD_REQUEST, "bad_host", "the Host header cannot be used");
    /// The body is no form.
    pub const NO_FORM: Self = Self::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "no_form",
        "the body must be application/x-www-form-urlencoded",
    );
    /// The identity provider is down.
    pub const IDENTITY_DOWN: Self = Self::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "identity_down",
        "the identity provider does not answer",
    );
    /// A bug of the mock city.
    pub const BROKEN: Self = Self::new(StatusCode::INTERNAL_SERVER_ERROR, "broken", "the mock city has a bug");

    /// A problem with a fixed text.
    #[must_use]
    pub const fn new(status: StatusCode, code: &'static str, title: &'static str) -> Self {
        Self {
            status,
            code,
            title: Cow::Borrowed(title),
            details: Vec::new(),
            wait: None,
        }
    }

    /// A request that cannot be understood, with what is wrong about it.
    #[must_use]
    pub const fn bad_request(code: &'static str, title: String) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            code,
            title: Cow::Owned(title),
            details: Vec::new(),
            wait: None,
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
            details: Vec::new(),
            wait: None,
        }
    }

    /// The same with one more member.
    #[must_use]
    pub fn with(self, member: &'static str, value: Value) -> Self {
        Self {
            details: self.details.into_iter().chain([(member, value)]).collect(),
            ..self
        }
    }

    /// The same with the seconds after which to ask again (RFC 9110 section 10.2.3).
    #[must_use]
    pub fn after(self, seconds: u64) -> Self {
        Self {
            wait: Some(seconds),
            ..self
        }
    }

    /// Its status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// Its JSON.
    pub fn body(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(&self.wire())
    }

    /// What is wrong with the token (RFC 6750 section 3; RFC 9470 section 3).
    fn challenge(&self) -> Option<HeaderValue> {
        match self.code {
            "token_invalid" => Some(HeaderValue::from_static("Bearer error=\"invalid_token\"")),
            "stronger_login_needed" => {
                let acr = Access::Strong.acr();
                let challenge = format!("Bearer error=\"insufficient_user_authentication\", acr_values=\"{acr}\"");
                HeaderValue::from_str(&challenge).ok()
            }
            _ => None,
        }
    }

    fn wire(&self) -> ProblemWire<'_> {
        ProblemWire {
            r#type: format!("urn:madrid:problem:{}", self.code),
            title: &self.title,
            status: self.status.as_u16(),
            code: self.code,
            details: self.details.iter().map(|(member, value)| (*member, value)).collect(),
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
        let (challenge, wait) = (self.challenge(), self.wait);
        let mut response = (self.status, Json(self.wire())).into_response();
        response.headers_mut().insert(CONTENT_TYPE, MEDIA_TYPE);
        if let Some(seconds) = wait {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(challenge) = challenge {
            response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        Self {
            status: rejection.status(),
            code: "bad_body",
            title: Cow::Owned(rejection.body_text()),
            details: Vec::new(),
            wait: None,
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
    // The framework speaks plain text or says nothing. OAuth's errors are JSON of their own, pages are HTML.
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let worded = kind.is_some_and(|kind| !kind.starts_with("text/plain"));
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
