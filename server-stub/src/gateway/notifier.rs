//! How notifications get to shops: over HTTP, or straight into the routes of a city in the same process.

use std::fmt;
use std::pin::Pin;
use std::sync::OnceLock;
use std::time::Duration;

use axum::Router;
use axum::http::Uri;
use tokio::time::timeout;
use tower::ServiceExt as _;

use super::LONGEST;
use crate::outbound::{PostError, post, request};
use crate::redsys::Signed;

/// A shop that takes longer to answer has not heard it.
const PATIENCE: Duration = Duration::from_secs(10);

/// A notification under way: the status of the shop's answer, in the end.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<u16, NotifyError>> + Send + 'a>>;

/// Who carries notifications.
pub trait Notifier: fmt::Debug + Send + Sync {
    /// Posts a message as a form. An error says that nobody knows whether it came; it is sent again.
    fn send<'a>(&'a self, url: &'a str, message: &'a Signed) -> Sending<'a>;
}

/// Nobody answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotifyError {
    /// The address is none, or none on this machine: a mock calls nobody else.
    #[error("the shop's address cannot be used")]
    Address,
    /// Nobody is there, or they hung up.
    #[error("the shop cannot be reached")]
    Unreachable,
    /// They did not answer in time.
    #[error("the shop does not answer")]
    Silent,
}

/// Over plain HTTP, to this machine only.
#[derive(Debug, Clone, Copy, Default)]
pub struct HttpNotifier;

impl Notifier for HttpNotifier {
    fn send<'a>(&'a self, url: &'a str, message: &'a Signed) -> Sending<'a> {
        Box::pin(async move {
            let uri: Uri = url.parse().map_err(|_| NotifyError::Address)?;
            let posting = timeout(PATIENCE, post(&uri, message, LONGEST)).await;
            let (status, _) = posting.map_err(|_| NotifyError::Silent)??;
            Ok(status.as_u16())
        })
    }
}

impl From<PostError> for NotifyError {
    fn from(error: PostError) -> Self {
        match error {
            PostError::Address => Self::Address,
            PostError::Unreachable => Self::Unreachable,
        }
    }
}

/// Straight into the routes of a city in this process, as simulations do it. The host of an address does not matter. The
/// city may be put in later than the gateway is opened; until then it cannot be reached.
#[derive(Debug, Default)]
pub struct RouterNotifier(OnceLock<Router>);

impl RouterNotifier {
    /// Puts the city in. `false` if there is one already.
    pub fn connect(&self, city: Router) -> bool {
        self.0.set(city).is_ok()
    }
}

impl Notifier for RouterNotifier {
    fn send<'a>(&'a self, url: &'a str, message: &'a Signed) -> Sending<'a> {
        Box::pin(async move {
            let uri: Uri = url.parse().map_err(|_| NotifyError::Address)?;
            let city = self.0.get().ok_or(NotifyError::Unreachable)?;
            let answer = city.clone().oneshot(request(&uri, message)?).await;
            match answer {
                Ok(answer) => Ok(answer.status().as_u16()),
                Err(impossible) => match impossible {},
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Form;
    use axum::http::StatusCode;
    use axum::routing::post;

    fn message() -> Signed {
        Signed {
            version: "HMAC_SHA256_V1".to_owned(),
            parameters: "a+/=".to_owned(),
            signature: "b-_=".to_owned(),
        }
    }

    async fn hear(Form(heard): Form<Signed>) -> StatusCode {
        if heard == message() {
            StatusCode::NO_CONTENT
        } else {
            StatusCode::BAD_REQUEST
        }
    }

    fn city() -> Router {
        Router::new().route("/heard", post(hear))
    }

    #[tokio::test]
    async fn a_message_arrives_whole_over_http() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(async move { axum::serve(listener, city()).await });
        let send = async |path: &str| HttpNotifier.send(&format!("{url}{path}"), &message()).await;
        assert_eq!(send("/heard?a=b").await, Ok(204));
        assert_eq!(send("/nothing").await, Ok(404));
        server.abort();
        assert!(server.await.unwrap_err().is_cancelled());
        assert_eq!(send("/heard").await, Err(NotifyError::Unreachable));
    }

    #[tokio::test]
    async fn nobody_but_this_machine_is_called() {
        for url in [
            "https://localhost/",
            "http://192.0.2.1/",
            "http://localhost.example/",
            "/heard",
            "ñ",
        ] {
            assert_eq!(
                HttpNotifier.send(url, &message()).await,
                Err(NotifyError::Address),
                "{url}"
            );
        }
    }

    #[tokio::test]
    async fn a_city_in_the_same_process_is_reached_once_it_is_there() {
        let notifier = RouterNotifier::default();
        let url = "http://city/heard";
        assert_eq!(notifier.send(url, &message()).await, Err(NotifyError::Unreachable));
        assert!(notifier.connect(city()));
        assert!(!notifier.connect(city()));
        assert_eq!(notifier.send(url, &message()).await, Ok(204));
    }
}
