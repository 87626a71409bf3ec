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
    /// Replaces something; safe to repeat.
    Put,
    /// Takes something away; safe to repeat.
    Delete,
}

/// A request to the city. `path` is relative to the city's base address and already percent-encoded.
///
/// Only the method shows in a log: paths, headers and bodies may speak of the person.
#[derive(Clone)]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// Path and query, starting with `/`.
    pub path: String,
    /// Header names in lower case, and their values.
    pub headers: Vec<(&'static str, String)>,
    /// The body, if there is one.
    pub body: Option<HttpBody>,
}

/// What a request carries.
#[derive(Clone)]
pub struct HttpBody {
    /// The media type.
    pub content_type: &'static str,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl HttpRequest {
    /// A request without headers or body.
    #[must_use]
    pub fn new(method: Method, path: &str) -> Self {
        Self {
            method,
            path: path.to_owned(),
            headers: Vec::new(),
            body: None,
        }
    }

    /// With one more header. `None` adds nothing.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: Option<&str>) -> Self {
        self.headers.extend(value.map(|value| (name, value.to_owned())));
        self
    }

    /// With a JSON body.
    #[must_use]
    pub fn json(mut self, bytes: Vec<u8>) -> Self {
        self.body = Some(HttpBody {
            content_type: "application/json",
            bytes,
        });
        self
    }

    /// With a body of form fields, already encoded.
    #[must_use]
    pub fn form(mut self, encoded: String) -> Self {
        self.body = Some(HttpBody {
            content_type: "application/x-www-form-urlencoded",
            bytes: encoded.into_bytes(),
        });
        self
    }

    /// The value of a header.
    #[must_use]
    pub fn header_value(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(other, _)| *other == name);
        found.next().map(|(_, value)| value.as_str())
    }
}

impl std::fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "HttpRequest({:?} …)", self.method)
    }
}

/// A complete answer: a body that was cut short is a [`TransportError::Interrupted`], never a short answer.
#[derive(Clone, Default)]
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
    /// The `WWW-Authenticate` header, as sent (RFC 9110, 11.6.1).
    pub www_authenticate: Option<String>,
    /// The whole body, decompressed.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "HttpResponse({} …)", self.status)
    }
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
