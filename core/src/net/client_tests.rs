//! What the client does with each kind of answer. Time is tokio's, paused, so waits are exact and take none.

use chrono::TimeDelta;

use super::*;
use crate::log::Redacted;
use crate::net::authorized::{AccessToken, TokenReply};
use crate::net::{AuthorizedClient, TokenSource};
use crate::ports::{FakeClock, FakeEntropy, ScriptedTransport};

type Answer = Result<HttpResponse, TransportError>;

fn json(body: &str) -> Answer {
    Ok(HttpResponse {
        status: 200,
        content_type: Some("application/json".into()),
        date: Some("Tue, 24 Nov 2026 10:00:00 GMT".into()),
        etag: Some("\"a\"".into()),
        body: body.into(),
        ..HttpResponse::default()
    })
}

fn status(status: u16) -> Answer {
    Ok(HttpResponse {
        status,
        ..HttpResponse::default()
    })
}

async fn ask(answers: Vec<Answer>) -> (Result<JsonReply<Vec<i64>>, NetError>, usize) {
    let transport = Arc::new(ScriptedTransport::new(answers));
    let now = DateTime::parse_from_rfc3339("2026-11-27T10:00:00Z").unwrap().to_utc();
    let client = CityClient::new(
        Arc::clone(&transport) as Arc<dyn Transport>,
        Arc::new(FakeClock::at(now)),
        Arc::new(FakeEntropy::seeded(7)),
    );
    let reply = client.get_json("/v1/places", Some("\"old\"")).await;
    (reply, transport.asked().len())
}

#[tokio::test(start_paused = true)]
async fn a_good_answer_carries_the_citys_clock() {
    let (reply, asked) = ask(vec![json("[1,2]")]).await;
    let JsonReply::Content { value, etag, time } = reply.unwrap() else {
        panic!("no content")
    };
    assert_eq!((value, etag.as_deref(), asked), (vec![1, 2], Some("\"a\""), 1));
    assert_eq!(time.offset_ms, TimeDelta::days(-3).num_milliseconds());
}

#[tokio::test(start_paused = true)]
async fn what_may_pass_is_asked_again_and_no_more_than_three_times() {
    let (reply, asked) = ask(vec![status(500), Err(TransportError::Interrupted), json("[]")]).await;
    assert!(reply.is_ok());
    assert_eq!(asked, 3);
    let (reply, asked) = ask(vec![status(500), status(502), status(500), json("[]")]).await;
    assert_eq!((reply, asked), (Err(NetError::Failed { status: 500 }), 3));
    let (reply, asked) = ask(vec![json("[1,"), json("[1]")]).await;
    assert!(reply.is_ok());
    assert_eq!(asked, 2);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_pass_is_not_asked_again() {
    let html = Ok(HttpResponse {
        status: 200,
        content_type: Some("text/html".into()),
        ..HttpResponse::default()
    });
    for (answer, expected) in [
        (
            Err(TransportError::Unreachable),
            NetError::Transport(TransportError::Unreachable),
        ),
        (
            Err(TransportError::WrongPin),
            NetError::Transport(TransportError::WrongPin),
        ),
        (html, NetError::WrongContent),
        (status(302), NetError::WrongContent),
        (status(404), NetError::NotFound),
        (status(410), NetError::Gone),
        (status(403), NetError::Refused { status: 403 }),
    ] {
        assert_eq!(ask(vec![answer, json("[]")]).await, (Err(expected), 1));
    }
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_honoured_or_handed_to_the_caller() {
    let busy = |after: &str| {
        Ok(HttpResponse {
            status: 429,
            retry_after: Some(after.into()),
            ..HttpResponse::default()
        })
    };
    let started = tokio::time::Instant::now();
    let (reply, _) = ask(vec![busy("7"), json("[]")]).await;
    assert!(reply.is_ok());
    assert!(started.elapsed() >= Duration::from_secs(7));
    let (reply, asked) = ask(vec![busy("90"), json("[]")]).await;
    assert_eq!(
        (reply, asked),
        (
            Err(NetError::Busy {
                retry_after: Some(Duration::from_secs(90))
            }),
            1
        )
    );
}

/// Somebody who signs out after a while.
struct Leaving(std::sync::atomic::AtomicUsize);

impl TokenSource for Leaving {
    fn token(&self) -> TokenReply<'_> {
        let left = self.0.fetch_sub(1, std::sync::atomic::Ordering::Relaxed);
        Box::pin(async move {
            if left == 0 {
                return Err(NetError::SignedOut);
            }
            Ok(Redacted::new(format!("token {left}")))
        })
    }

    fn renewed(&self, token: AccessToken) -> TokenReply<'_> {
        Box::pin(async { Ok(token) })
    }

    fn give_up(&self, _: AccessToken) -> TokenReply<'_> {
        Box::pin(async { Err(NetError::SignInAgain) })
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_for_somebody_who_left_between_two_attempts() {
    let transport = Arc::new(ScriptedTransport::new(vec![status(500), status(500), json("[]")]));
    let city = CityClient::new(
        Arc::clone(&transport) as Arc<dyn Transport>,
        Arc::new(FakeClock::at(Utc::now())),
        Arc::new(FakeEntropy::seeded(7)),
    );
    // One look before the first attempt and one before the second.
    let person = AuthorizedClient::new(city, Arc::new(Leaving(2.into())));
    let reply: Result<JsonReply<Vec<i64>>, NetError> = person.get_json("/v1/me", None).await;
    let asked = transport.asked();
    let tokens: Vec<_> = asked
        .iter()
        .map(|request| request.header_value("authorization"))
        .collect();
    // Each with the token of its own moment, because the first may be over by the second.
    assert_eq!(
        (reply, tokens),
        (
            Err(NetError::SignedOut),
            vec![Some("Bearer token 2"), Some("Bearer token 1")]
        )
    );
}
