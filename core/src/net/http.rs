//! The real transport: reqwest over rustls, no redirects, no proxies, plain http on loopback only.

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE, DATE, ETAG, HeaderMap, HeaderName, RETRY_AFTER, WWW_AUTHENTICATE};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use rustls::CertificateError;

use super::tls::{PinMismatch, Trust, TrustError};
use crate::ports::{HttpRequest, HttpResponse, Method, Transport, TransportError, TransportReply};

/// No honest answer of the city is larger: the whole catalogue is a tenth of it.
const MAX_BODY_BYTES: usize = 64 * 1024 * 1024;
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Between two pieces of an answer. Not a limit on the whole: a slow network may take long and still get there.
pub(super) const READ_TIMEOUT: Duration = Duration::from_secs(20);

/// The city's address or the trust in it cannot be used. Found when the app starts, never later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransportSetupError {
    /// The address is not an http(s) URL, or it is plain http to somewhere other than this very device.
    #[error("the city's address must be https (plain http is for loopback only)")]
    BadAddress,
    /// The shipped roots or pins cannot be used.
    #[error(transparent)]
    Trust(#[from] TrustError),
}

/// One keep-alive client for one city.
#[derive(Debug, Clone)]
pub struct HttpTransport {
    client: Client,
    base: Url,
}

impl HttpTransport {
    /// A transport to the city at `base` (`https://host[:port]`, or `http://` on loopback).
    pub fn new(base: &str, trust: &Trust) -> Result<Self, TransportSetupError> {
        let base = Url::parse(base).map_err(|_| TransportSetupError::BadAddress)?;
        if !is_allowed(&base) {
            return Err(TransportSetupError::BadAddress);
        }
        if base.scheme() == "https" && trust.has_no_roots() {
            return Err(TrustError::BadRoots.into());
        }
        let client = Client::builder()
            .tls_backend_preconfigured(trust.client_config()?)
            .redirect(Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(READ_TIMEOUT)
            .build()
            .map_err(|_| TransportSetupError::BadAddress)?;
        Ok(Self { client, base })
    }

    async fn exchange(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let url = self.base.join(&request.path).map_err(|_| TransportError::Unreachable)?;
        let mut builder = match request.method {
            Method::Get => self.client.get(url),
            Method::Post => self.client.post(url),
            Method::Put => self.client.put(url),
            Method::Delete => self.client.delete(url),
        };
        if request.header_value("accept").is_none() {
            builder = builder.header(ACCEPT, "application/json, application/problem+json");
        }
        for (name, value) in request.headers {
            builder = builder.header(name, value);
        }
        if let Some(body) = request.body {
            builder = builder.header(CONTENT_TYPE, body.content_type).body(body.bytes);
        }
        read_whole(builder.send().await.map_err(|error| classify(&error))?).await
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: HttpRequest) -> TransportReply<'_> {
        Box::pin(self.exchange(request))
    }
}

/// Plain http would let anyone in the café change what the city says, so it is for the mock city on this device only.
fn is_allowed(base: &Url) -> bool {
    base.scheme() == "https" || (base.scheme() == "http" && is_loopback(base))
}

/// Whether an address is this very device.
pub(super) fn is_loopback(url: &Url) -> bool {
    matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

async fn read_whole(response: reqwest::Response) -> Result<HttpResponse, TransportError> {
    let headers = response.headers();
    let answer = HttpResponse {
        status: response.status().as_u16(),
        content_type: text(headers, CONTENT_TYPE).map(|full| media_type(&full)),
        date: text(headers, DATE),
        etag: text(headers, ETAG),
        retry_after: text(headers, RETRY_AFTER),
        www_authenticate: text(headers, WWW_AUTHENTICATE),
        body: Vec::new(),
    };
    let body = body_of(response, MAX_BODY_BYTES).await?;
    Ok(HttpResponse { body, ..answer })
}

/// The whole body of an answer, decompressed, if it is no larger than that.
pub(super) async fn body_of(mut response: reqwest::Response, most: usize) -> Result<Vec<u8>, TransportError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| classify(&error))? {
        if body.len() + chunk.len() > most {
            return Err(TransportError::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

pub(super) fn media_type(full: &str) -> String {
    full.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Puts a failure into words a person could act on. The text of the original, which may hold addresses, ends here.
pub(super) fn classify(error: &reqwest::Error) -> TransportError {
    if let Some(fault) = tls_fault(error) {
        return fault;
    }
    // A connection that was never made is "no network", also where the waiting for it ran out.
    if error.is_connect() {
        TransportError::Unreachable
    } else if error.is_timeout() {
        TransportError::Timeout
    } else {
        TransportError::Interrupted
    }
}

fn tls_fault(error: &reqwest::Error) -> Option<TransportError> {
    let mut current: Option<&(dyn StdError + 'static)> = error.source();
    while let Some(error) = current {
        // An io::Error hides what it wraps from source(), so it is asked by name.
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        let tls = inner
            .and_then(|inner| inner.downcast_ref())
            .or_else(|| error.downcast_ref::<rustls::Error>());
        if let Some(tls) = tls {
            return certificate_fault(tls);
        }
        current = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}

fn certificate_fault(error: &rustls::Error) -> Option<TransportError> {
    let rustls::Error::InvalidCertificate(reason) = error else {
        // Not about the certificate: a peer that does not speak TLS, or a cut in the handshake.
        return None;
    };
    Some(match reason {
        CertificateError::UnknownIssuer => TransportError::UnknownRoot,
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => TransportError::ExpiredCertificate,
        CertificateError::Other(other) if other.0.is::<PinMismatch>() => TransportError::WrongPin,
        _ => TransportError::InvalidCertificate,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_loopback_only() {
        for good in [
            "http://127.0.0.1:8080",
            "http://localhost:1",
            "http://[::1]:9",
            "https://madrid.example",
        ] {
            assert!(is_allowed(&Url::parse(good).unwrap()), "{good}");
        }
        for bad in [
            "http://madrid.example",
            "http://10.0.2.2:8080",
            "ftp://localhost",
            "http://localhost.evil.example",
        ] {
            assert!(!is_allowed(&Url::parse(bad).unwrap()), "{bad}");
            assert_eq!(
                HttpTransport::new(bad, &Trust::none()).unwrap_err(),
                TransportSetupError::BadAddress
            );
        }
        let refused = |address| HttpTransport::new(address, &Trust::none()).unwrap_err();
        assert_eq!(refused("casa"), TransportSetupError::BadAddress);
        assert_eq!(refused("https://madrid.example"), TrustError::BadRoots.into());
    }

    #[test]
    fn the_media_type_has_no_parameters() {
        assert_eq!(media_type("Application/JSON; charset=utf-8"), "application/json");
    }
}
