//! The real way to somebody who is not the city: reqwest over rustls, no redirects, no cookies, no proxies.

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, RETRY_AFTER, USER_AGENT, WWW_AUTHENTICATE};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};

use super::http::{CONNECT_TIMEOUT, READ_TIMEOUT, TransportSetupError, body_of, classify, is_loopback, media_type};
use super::tls::Trust;
use crate::ports::{Method, TransportError, Web, WebReply, WebRequest, WebResponse};

/// Issuers send cards and pictures of them; nobody sends more than that.
const MAX_BODY_BYTES: usize = 8 * 1024 * 1024;
const DPOP_NONCE: HeaderName = HeaderName::from_static("dpop-nonce");

/// One client for everybody. It keeps no connection open for long: who was asked is nobody's business later.
#[derive(Debug, Clone)]
pub struct HttpWeb {
    client: Client,
    may_loop_back: bool,
}

impl HttpWeb {
    /// A web whose servers are believed as `trust` says. `may_loop_back` lets it ask this very device, over plain http too: for a mock city
    /// only, since a code that somebody scans must not reach what runs on their phone.
    pub fn new(trust: &Trust, may_loop_back: bool) -> Result<Self, TransportSetupError> {
        let client = Client::builder()
            .tls_backend_preconfigured(trust.client_config()?)
            .redirect(Policy::none())
            .no_proxy()
            .pool_max_idle_per_host(0)
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(READ_TIMEOUT)
            .build()
            .map_err(|_| TransportSetupError::BadAddress)?;
        Ok(Self { client, may_loop_back })
    }

    async fn exchange(&self, request: WebRequest) -> Result<WebResponse, TransportError> {
        let url = Url::parse(&request.url).map_err(|_| TransportError::Unreachable)?;
        if !self.is_allowed(&url) {
            return Err(TransportError::Unreachable);
        }
        let mut builder = match request.method {
            Method::Get => self.client.get(url),
            Method::Post => self.client.post(url),
            Method::Put => self.client.put(url),
            Method::Delete => self.client.delete(url),
        };
        // The same for every phone: what it runs on is nobody's business.
        builder = builder.header(USER_AGENT, "madrid");
        if !request.headers.iter().any(|(name, _)| *name == "accept") {
            builder = builder.header(ACCEPT, "application/json");
        }
        for (name, value) in request.headers {
            builder = builder.header(name, value);
        }
        if let Some(body) = request.body {
            builder = builder.header(CONTENT_TYPE, body.content_type).body(body.bytes);
        }
        let response = builder.send().await.map_err(|error| classify(&error))?;
        let headers = response.headers();
        let answer = WebResponse {
            status: response.status().as_u16(),
            content_type: text(headers, CONTENT_TYPE).map(|full| media_type(&full)),
            dpop_nonce: text(headers, DPOP_NONCE),
            www_authenticate: text(headers, WWW_AUTHENTICATE),
            retry_after: text(headers, RETRY_AFTER),
            body: Vec::new(),
        };
        let body = body_of(response, MAX_BODY_BYTES).await?;
        Ok(WebResponse { body, ..answer })
    }

    fn is_allowed(&self, url: &Url) -> bool {
        // A name and a password in an address are there to deceive who reads it.
        let is_plain = url.username().is_empty() && url.password().is_none();
        is_plain
            && if is_loopback(url) {
                self.may_loop_back
            } else {
                url.scheme() == "https"
            }
    }
}

impl Web for HttpWeb {
    fn send(&self, request: WebRequest) -> WebReply<'_> {
        Box::pin(self.exchange(request))
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_is_asked_and_this_device_only_where_it_may_be() {
        let allowed = |may_loop_back, url: &str| {
            let web = HttpWeb::new(&Trust::none(), may_loop_back).unwrap();
            web.is_allowed(&Url::parse(url).unwrap())
        };
        for good in ["https://cards.example/offer", "https://cards.example:8443/"] {
            assert!(allowed(false, good), "{good}");
        }
        for local in ["http://127.0.0.1:8080/", "http://localhost/", "https://[::1]/"] {
            assert!(allowed(true, local) && !allowed(false, local), "{local}");
        }
        for bad in [
            "http://cards.example/",
            "ftp://cards.example/",
            "file:///etc/passwd",
            "https://madrid.es@evil.example/",
            "http://localhost.evil.example/",
        ] {
            assert!(!allowed(true, bad), "{bad}");
        }
    }
}
