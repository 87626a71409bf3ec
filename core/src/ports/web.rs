//! One HTTP exchange with somebody who is not the city: an issuer of cards, or who asks for one.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;

use super::transport::{HttpBody, Method, TransportError};

/// A request to anybody. Only the method shows in a log: addresses and bodies may speak of the person.
#[derive(Clone)]
pub struct WebRequest {
    /// The method.
    pub method: Method,
    /// The whole address: `https://…`, or `http://` on loopback.
    pub url: String,
    /// Header names in lower case, and their values.
    pub headers: Vec<(&'static str, String)>,
    /// The body, if there is one.
    pub body: Option<HttpBody>,
}

impl WebRequest {
    /// A request without headers or body.
    #[must_use]
    pub fn new(method: Method, url: &str) -> Self {
        Self {
            method,
            url: url.to_owned(),
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

    /// With a body.
    #[must_use]
    pub fn body(mut self, content_type: &'static str, bytes: Vec<u8>) -> Self {
        self.body = Some(HttpBody { content_type, bytes });
        self
    }
}

impl std::fmt::Debug for WebRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WebRequest({:?} …)", self.method)
    }
}

/// A complete answer.
#[derive(Clone, Default)]
pub struct WebResponse {
    /// The HTTP status.
    pub status: u16,
    /// The media type, without parameters, in lower case.
    pub content_type: Option<String>,
    /// The `DPoP-Nonce` header: what the next proof to this server repeats (RFC 9449, section 8).
    pub dpop_nonce: Option<String>,
    /// The `WWW-Authenticate` header, as sent.
    pub www_authenticate: Option<String>,
    /// The `Retry-After` header, as sent.
    pub retry_after: Option<String>,
    /// The whole body, decompressed.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for WebResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WebResponse({} …)", self.status)
    }
}

/// A reply in the making.
pub type WebReply<'a> = Pin<Box<dyn Future<Output = Result<WebResponse, TransportError>> + Send + 'a>>;

/// The phone's way to anybody. It follows no redirect, sends no cookie and says nothing of the phone; an answer larger than any honest one
/// is [`TransportError::TooLarge`]. Dropping the future abandons the exchange; the other side may still have acted.
pub trait Web: Send + Sync {
    /// Sends one request and reads the whole answer. It does not retry. An address that is not allowed is
    /// [`TransportError::Unreachable`].
    fn send(&self, request: WebRequest) -> WebReply<'_>;
}

/// A web that plays back answers in order and remembers what was asked; out of answers it is unreachable.
#[derive(Debug, Default)]
pub struct ScriptedWeb {
    answers: Mutex<VecDeque<Result<WebResponse, TransportError>>>,
    asked: Mutex<Vec<WebRequest>>,
}

impl ScriptedWeb {
    /// A web that will give these answers.
    #[must_use]
    pub fn new(answers: impl IntoIterator<Item = Result<WebResponse, TransportError>>) -> Self {
        Self {
            answers: Mutex::new(answers.into_iter().collect()),
            asked: Mutex::default(),
        }
    }

    /// Everything asked so far, oldest first.
    #[must_use]
    pub fn asked(&self) -> Vec<WebRequest> {
        self.asked.lock().map(|asked| asked.clone()).unwrap_or_default()
    }
}

impl Web for ScriptedWeb {
    fn send(&self, request: WebRequest) -> WebReply<'_> {
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
