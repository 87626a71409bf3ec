//! One HTTP exchange with the city, and every way it can go wrong that a person could act on.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads; safe to repeat.
    Get,
    /// Changes something; safe to repeat only where the route says so.
    Post,
}

/// A request to the city. `path` is relative to the city's base address and already percent-encoded.
#[derive(Debug, Clone)]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// Path and query, starting with `/`.
    pub path: String,
    /// The entity tag of the copy we hold: the city may then answer 304.
    pub if_none_match: Option<String>,
    /// A JSON body.
    pub json_body: Option<Vec<u8>>,
}

/// A complete answer: a body that was cut short is a [`TransportError::Interrupted`], never a short answer.
#[derive(Debug, Clone, Default)]
pub struct HttpResponse {
    /// The HTTP status.
    pub status: u16,
    /// The media type, without parameters, in lower case.
    pub content_type: Option<String>,
    /// The `Date` header, as sent (RFC 9110, 6.6.1).
    pub date: Option<String>,
    /// The `ETag` header, as sent.
    pub etag: Option<String>,
    /// The `Retry-After` header, as sent (seconds or a date).
    pub retry_after: Option<String>,
    /// The whole body, decompressed.
    pub body: Vec<u8>,
}

/// Why there was no complete answer. None of these carries an address or a text of the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// No connection: no network, no such host, refused.
    #[error("the city cannot be reached")]
    Unreachable,
    /// The city did not answer in time.
    #[error("the city did not answer in time")]
    Timeout,
    /// The connection ended in the middle of an answer. The request may have had its effect.
    #[error("the answer was cut short")]
    Interrupted,
    /// The answer is larger than any honest one.
    #[error("the answer is too large")]
    TooLarge,
    /// The certificate chain ends in a root we do not ship.
    #[error("the certificate comes from an unknown root")]
    UnknownRoot,
    /// The certificate is good, but its key is none of the pinned ones.
    #[error("the certificate's key is not a pinned one")]
    WrongPin,
    /// The certificate is out of its dates (or the phone's clock is).
    #[error("the certificate is out of its dates")]
    ExpiredCertificate,
    /// Any other fault of the certificate or the handshake.
    #[error("the certificate is not valid")]
    InvalidCertificate,
}

/// A reply in the making.
pub type TransportReply<'a> = Pin<Box<dyn Future<Output = Result<HttpResponse, TransportError>> + Send + 'a>>;

/// The phone's way to the city. Dropping the future abandons the exchange; the city may still have acted.
pub trait Transport: Send + Sync {
    /// Sends one request and reads the whole answer. It does not retry.
    fn send(&self, request: HttpRequest) -> TransportReply<'_>;
}

/// A transport that plays back answers in order and remembers what was asked; out of answers it is unreachable.
#[derive(Debug, Default)]
pub struct ScriptedTransport {
    answers: Mutex<VecDeque<Result<HttpResponse, TransportError>>>,
    asked: Mutex<Vec<HttpRequest>>,
}

impl ScriptedTransport {
    /// A transport that will give these answers.
    #[must_use]
    pub fn new(answers: impl IntoIterator<Item = Result<HttpResponse, TransportError>>) -> Self {
        Self {
            answers: Mutex::new(answers.into_iter().collect()),
            asked: Mutex::default(),
        }
    }

    /// Everything asked so far, oldest first.
    #[must_use]
    pub fn asked(&self) -> Vec<HttpRequest> {
        self.asked.lock().map(|asked| asked.clone()).unwrap_or_default()
    }
}

impl Transport for ScriptedTransport {
    fn send(&self, request: HttpRequest) -> TransportReply<'_> {
        let answer = match (self.asked.lock(), self.answers.lock()) {
            (Ok(mut asked), Ok(mut answers)) => {
                asked.push(request);
                answers.pop_front().unwrap_or(Err(TransportError::Unreachable))
            }
            _ => Err(TransportError::Unreachable),
        };
        Box::pin(std::future::ready(answer))
    }
}
