//! The answers of a bad day, and connections that really break.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, TRANSFER_ENCODING};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use http_body_util::BodyExt as _;
use hyper::body::Frame;
use tokio::time::Sleep;

use super::FaultRule;
use crate::api::Problem;

/// Long enough for the first half of an answer to leave the machine before the connection breaks.
const BEFORE_THE_BREAK: Duration = Duration::from_millis(20);

/// Tells hyper to close the connection here and now.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the connection is cut on purpose")]
pub struct Cut;

/// The city fails.
pub fn failed(rule: &FaultRule) -> Response {
    Problem::new(
        rule.status_or(StatusCode::INTERNAL_SERVER_ERROR),
        "fault",
        "the mock city fails on purpose",
    )
    .into_response()
}

/// The city asks to wait.
pub fn busy(rule: &FaultRule) -> Response {
    let status = rule.status_or(StatusCode::TOO_MANY_REQUESTS);
    let problem = Problem::new(status, "busy", "the mock city is busy on purpose");
    let wait = HeaderValue::from(rule.retry_after_s.unwrap_or(1));
    ([(RETRY_AFTER, wait)], problem).into_response()
}

/// What a Wi-Fi answers before one has signed in.
pub fn login_page() -> Response {
    Html("<!doctype html><html lang=\"es\"><title>Wifi gratis</title><h1>Inicia sesión en la red</h1></html>")
        .into_response()
}

/// An answer whose `Content-Length` is right and whose JSON stops in the middle. Whatever the answer was, it says 200.
pub async fn broken_json(answer: Response) -> Result<Response, Cut> {
    let whole = whole_body(answer.into_body()).await?;
    let half = if whole.is_empty() {
        Bytes::from_static(b"{\"rows\":[")
    } else {
        whole.slice(..whole.len() / 2)
    };
    Ok(([(CONTENT_TYPE, "application/json")], half).into_response())
}

/// An answer that promises all and breaks off in the middle.
pub async fn truncated(answer: Response) -> Result<Response, Cut> {
    let (mut head, body) = answer.into_parts();
    let whole = whole_body(body).await?;
    if whole.is_empty() {
        return Err(Cut);
    }
    head.headers.remove(TRANSFER_ENCODING);
    head.headers.insert(CONTENT_LENGTH, HeaderValue::from(whole.len()));
    let half = whole.slice(..whole.len() / 2);
    Ok(Response::from_parts(
        head,
        Body::new(HalfBody {
            half: Some(half),
            pause: None,
        }),
    ))
}

async fn whole_body(body: Body) -> Result<Bytes, Cut> {
    Ok(body.collect().await.map_err(|_| Cut)?.to_bytes())
}

/// Gives half an answer, waits until it is on its way, then fails.
struct HalfBody {
    half: Option<Bytes>,
    pause: Option<Pin<Box<Sleep>>>,
}

impl hyper::body::Body for HalfBody {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        let this = self.get_mut();
        if let Some(half) = this.half.take() {
            return Poll::Ready(Some(Ok(Frame::data(half))));
        }
        let pause = this
            .pause
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(BEFORE_THE_BREAK)));
        pause.as_mut().poll(cx).map(|()| Some(Err(Cut)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn broken_json_is_complete_http_and_no_json() {
        let broken = broken_json((StatusCode::NOT_FOUND, "{\"a\":[1,2,3]}").into_response())
            .await
            .unwrap();
        assert_eq!(
            (broken.status(), &broken.headers()[CONTENT_TYPE]),
            (StatusCode::OK, &HeaderValue::from_static("application/json"))
        );
        let body = whole_body(broken.into_body()).await.unwrap();
        assert_eq!(&body[..], b"{\"a\":[");
        assert!(serde_json::from_slice::<serde_json::Value>(&body).is_err());
    }

    #[tokio::test]
    async fn a_truncated_answer_promises_more_than_it_gives() {
        let half = truncated("0123456789".into_response()).await.unwrap();
        assert_eq!(half.headers()[CONTENT_LENGTH], "10");
        let mut body = half.into_body();
        let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
        assert_eq!(&first[..], b"01234");
        assert!(body.frame().await.unwrap().is_err());
        assert!(truncated("".into_response()).await.is_err());
    }
}
