//! Asks the city for JSON: retries what may pass, believes only what is complete and of the right type.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;

use super::{Backoff, NetError, parse_retry_after};
use crate::ports::{Clock, Entropy, HttpRequest, HttpResponse, Method, Transport, TransportError};

/// Attempts for one question, the first included.
const ATTEMPTS: u32 = 3;
const BACKOFF: Backoff = Backoff {
    base: Duration::from_millis(300),
    cap: Duration::from_secs(8),
};
/// A longer wait is for the caller to decide: nobody looks at a spinner for a minute.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// A complete answer of the city.
#[derive(Debug, Clone, PartialEq)]
pub enum JsonReply<T> {
    /// The answer, with its entity tag.
    Content {
        /// What the city said.
        value: T,
        /// The tag to ask with next time.
        etag: Option<String>,
        /// When it said it, and how far the phone's clock is off.
        time: CityTime,
    },
    /// The copy we hold is still right (304).
    NotModified {
        /// When the city said so.
        time: CityTime,
    },
}

impl<T: DeserializeOwned> JsonReply<T> {
    /// Reads the answer to a GET.
    pub fn read(reply: CityReply) -> Result<Self, NetError> {
        match reply.status() {
            200..=299 => Ok(Self::Content {
                value: reply.json()?,
                time: reply.time,
                etag: reply.response.etag,
            }),
            304 => Ok(Self::NotModified { time: reply.time }),
            _ => Err(reply.refusal()),
        }
    }
}

/// What the city decided about a request. Only the status shows in a log.
#[derive(Debug, Clone)]
pub struct CityReply {
    response: HttpResponse,
    /// The city's time of the answer.
    pub time: CityTime,
}

impl CityReply {
    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.response.status
    }

    /// The `WWW-Authenticate` header: what is wrong with the token, if something is.
    #[must_use]
    pub fn challenge(&self) -> &str {
        self.response.www_authenticate.as_deref().unwrap_or_default()
    }

    /// Whether the answer is in the form in which the city answers, errors included.
    #[must_use]
    pub fn is_from_city(&self) -> bool {
        let kind = self.response.content_type.as_deref();
        matches!(kind, Some("application/json" | "application/problem+json"))
    }

    /// The JSON of an answer, or of the city's reasons for refusing (RFC 9457).
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, NetError> {
        match self.response.content_type.as_deref() {
            // The parser's message may quote the answer, so it stops here.
            Some("application/json" | "application/problem+json") => {
                serde_json::from_slice(&self.response.body).map_err(|_| NetError::BadReply)
            }
            _ => Err(NetError::WrongContent),
        }
    }

    /// The body of an answer of this media type, as it is. An answer of another type, or without a body, is not what was asked for.
    pub fn into_bytes(self, media_type: &str) -> Result<Vec<u8>, NetError> {
        match self.response.content_type.as_deref() {
            Some(found) if found == media_type && !self.response.body.is_empty() => Ok(self.response.body),
            _ => Err(NetError::WrongContent),
        }
    }

    /// A refusal as an error, for callers that would not act on the city's reasons.
    #[must_use]
    pub const fn refusal(&self) -> NetError {
        match self.status() {
            404 => NetError::NotFound,
            410 => NetError::Gone,
            status => NetError::Refused { status },
        }
    }
}

/// The city's clock at the moment of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CityTime {
    /// The city's time: the `Date` of the answer, or the phone's where the city sent none.
    pub at: DateTime<Utc>,
    /// City minus phone, in milliseconds: add it to the phone's time to get the city's.
    pub offset_ms: i64,
}

/// The way to the city for every feature. Cheap to clone.
#[derive(Clone)]
pub struct CityClient {
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl CityClient {
    /// A client over these ports.
    #[must_use]
    pub fn new(transport: Arc<dyn Transport>, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        Self {
            transport,
            clock,
            entropy,
        }
    }

    /// GETs JSON at `path` (with query, percent-encoded). Repeating is safe, so it retries by itself: see
    /// [`CityClient::ask`].
    pub async fn get_json<T: DeserializeOwned>(
        &self,
        path: &str,
        if_none_match: Option<&str>,
    ) -> Result<JsonReply<T>, NetError> {
        let request = HttpRequest::new(Method::Get, path).header("if-none-match", if_none_match);
        self.ask(&request, JsonReply::read).await
    }

    /// Sends a request that is safe to repeat and reads the answer. What may pass is asked again: up to three times, with
    /// jitter, never before the city's `Retry-After`, never for longer than a person waits.
    pub async fn ask<T>(
        &self,
        request: &HttpRequest,
        read: impl Fn(CityReply) -> Result<T, NetError>,
    ) -> Result<T, NetError> {
        let attempt = || async { self.send(request.clone()).await.and_then(&read) };
        self.persist(attempt).await
    }

    /// The retrying of [`CityClient::ask`] around whatever one attempt is.
    pub(super) async fn persist<T, Attempt>(&self, attempt: impl Fn() -> Attempt) -> Result<T, NetError>
    where
        Attempt: Future<Output = Result<T, NetError>>,
    {
        let mut attempts = 0;
        loop {
            let failed = match attempt().await {
                Ok(answer) => return Ok(answer),
                Err(failed) => failed,
            };
            attempts += 1;
            match self.pause_before_retry(failed, attempts) {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Err(failed),
            }
        }
    }

    /// One exchange and no more, for what must not be repeated. Whatever the city decided about the request is an answer,
    /// refusals included; a city that is overloaded, failing or not the city is an error.
    pub async fn send(&self, request: HttpRequest) -> Result<CityReply, NetError> {
        let response = self.transport.send(request).await?;
        let time = self.city_time(&response);
        match response.status {
            429 | 503 => Err(NetError::Busy {
                retry_after: response
                    .retry_after
                    .as_deref()
                    .and_then(|value| parse_retry_after(value, time.at)),
            }),
            status @ 500..=599 => Err(NetError::Failed { status }),
            // A redirect is how a Wi-Fi login page answers; the city's API never redirects.
            300..=303 | 305..=399 => Err(NetError::WrongContent),
            _ => Ok(CityReply { response, time }),
        }
    }

    /// How long to wait before the next attempt, or `None` where another attempt is pointless or too far away.
    fn pause_before_retry(&self, failed: NetError, attempt: u32) -> Option<Duration> {
        // No network now is no network in a second: the citizen is told at once and the phone asks again when it is back.
        if !failed.may_pass() || failed == TransportError::Unreachable.into() || attempt >= ATTEMPTS {
            return None;
        }
        let asked = match failed {
            NetError::Busy { retry_after } => retry_after,
            _ => None,
        };
        let pause = BACKOFF.pause(attempt - 1, self.entropy.next_u64(), asked);
        (pause <= LONGEST_WAIT).then_some(pause)
    }

    fn city_time(&self, response: &HttpResponse) -> CityTime {
        let phone = self.clock.now();
        let city = response
            .date
            .as_deref()
            .and_then(|date| DateTime::parse_from_rfc2822(date).ok());
        match city {
            Some(city) => {
                let at = city.to_utc();
                CityTime {
                    at,
                    offset_ms: (at - phone).num_milliseconds(),
                }
            }
            None => CityTime {
                at: phone,
                offset_ms: 0,
            },
        }
    }
}

#[cfg(test)]
#[path = "client_tests.rs"]
mod tests;
