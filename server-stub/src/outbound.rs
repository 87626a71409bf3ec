//! Signed forms to another house on this machine, over plain HTTP. A mock calls nobody else.

use std::net::IpAddr;

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HOST};
use axum::http::{Request, StatusCode, Uri};
use http_body_util::{BodyExt as _, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::net::TcpStream;

use crate::redsys::Signed;

/// What a form is called on the network.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// Nothing was heard: what was sent may have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PostError {
    /// The address is none, or none on this machine.
    #[error("the address cannot be used")]
    Address,
    /// Nobody is there, or they hung up.
    #[error("nobody answers")]
    Unreachable,
}

/// The request that brings a message.
pub fn request(uri: &Uri, message: &Signed) -> Result<Request<Body>, PostError> {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let host = uri.authority().map_or("localhost", |authority| authority.as_str());
    let request = Request::post(path)
        .header(HOST, host)
        .header(CONTENT_TYPE, FORM)
        .body(Body::from(form(message)));
    request.map_err(|_| PostError::Address)
}

/// The message as a form is sent (WHATWG URL, 5.2).
pub fn form(message: &Signed) -> String {
    let pairs = message
        .fields()
        .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)));
    pairs.join("&")
}

/// Posts a message and waits for the answer, of which no more is read than is allowed. How long to wait is the caller's affair.
pub async fn post(uri: &Uri, message: &Signed, longest: usize) -> Result<(StatusCode, Vec<u8>), PostError> {
    let authority = uri.authority().ok_or(PostError::Address)?;
    if uri.scheme_str() != Some("http") || !is_here(authority.host()) {
        return Err(PostError::Address);
    }
    let port = authority.port_u16().unwrap_or(80);
    let host = authority.host().trim_matches(['[', ']']);
    let stream = TcpStream::connect((host, port)).await;
    let stream = TokioIo::new(stream.map_err(|_| PostError::Unreachable)?);
    let shaken = http1::handshake(stream).await;
    let (mut sender, connection) = shaken.map_err(|_| PostError::Unreachable)?;
    let request = request(uri, message)?;
    let asking = async {
        let answer = sender.send_request(request).await.map_err(|_| PostError::Unreachable)?;
        let (head, body) = answer.into_parts();
        let body = Limited::new(body, longest).collect().await;
        let body = body.map_err(|_| PostError::Unreachable)?;
        Ok((head.status, body.to_bytes().to_vec()))
    };
    // The connection does the work. When it ends without an answer, the question ends with an error by itself.
    let working = async {
        let _ = connection.await;
        std::future::pending::<()>().await;
    };
    tokio::select! {
        answer = asking => answer,
        () = working => Err(PostError::Unreachable),
    }
}

/// Whether a host is this machine.
fn is_here(host: &str) -> bool {
    let address: Result<IpAddr, _> = host.trim_matches(['[', ']']).parse();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::post;
    use axum::{Form, Router};

    fn message() -> Signed {
        Signed {
            version: "HMAC_SHA256_V1".to_owned(),
            parameters: "a+/=".to_owned(),
            signature: "b-_=".to_owned(),
        }
    }

    async fn echo(Form(heard): Form<Signed>) -> String {
        heard.parameters
    }

    #[tokio::test]
    async fn a_message_arrives_whole_and_no_more_of_the_answer_is_read_than_is_allowed() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url: Uri = format!("http://{}/echo", listener.local_addr().unwrap())
            .parse()
            .unwrap();
        let router = Router::new().route("/echo", post(echo));
        let server = tokio::spawn(async move { axum::serve(listener, router).await });
        let answer = super::post(&url, &message(), 4).await;
        assert_eq!(answer, Ok((StatusCode::OK, b"a+/=".to_vec())));
        assert_eq!(super::post(&url, &message(), 3).await, Err(PostError::Unreachable));
        server.abort();
        assert!(server.await.unwrap_err().is_cancelled());
        assert_eq!(super::post(&url, &message(), 4).await, Err(PostError::Unreachable));
    }

    #[test]
    fn this_machine_is_known_by_its_names() {
        assert!(is_here("localhost") && is_here("127.9.9.9") && is_here("[::1]"));
        for other in ["192.0.2.1", "localhost.example", "", "[2001:db8::1]"] {
            assert!(!is_here(other), "{other}");
        }
    }
}
