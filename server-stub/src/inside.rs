//! A city without sockets, for simulations: thousands of them live and die in one process, each with a gateway of its own.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::http::header::HOST;

use crate::api;
use crate::city::{CityError, Records, open};
use crate::gate::Gate;
use crate::gateway::{Gateway, Notifier};
use crate::options::CityOptions;
use crate::state::CityState;
use crate::treasury;

/// A city in this process. Cheap to clone; all clones are the same one. When the last one is gone, so is the city: what its files
/// say is as it was left.
#[derive(Debug, Clone)]
pub struct CityInside {
    city: CityState,
    gate: Gate,
    gateway: Option<Gateway>,
}

/// What the city answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CityAnswer {
    /// The HTTP status.
    pub status: u16,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The whole body.
    pub body: Vec<u8>,
}

impl CityAnswer {
    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(known, _)| known == name);
        found.next().map(|(_, value)| value.as_str())
    }
}

impl CityInside {
    /// The address that it believes to have.
    pub const ORIGIN: &str = "http://127.0.0.1";
    const NAME: &str = "127.0.0.1";

    /// Opens a city and publishes what its sources hold. Its gateway tells what became of orders by this notifier, whenever
    /// [`Gateway::deliver_due`] is called. Ports are not looked at.
    ///
    /// # Errors
    /// If a source, the records or the gateway cannot be used.
    pub async fn open(options: CityOptions, notices: Arc<dyn Notifier>) -> Result<Self, CityError> {
        Self::with(options, notices, Records::Published).await
    }

    /// Opens the files of a city that was opened before, and publishes nothing: it stands up as it fell.
    ///
    /// # Errors
    /// If the records or the gateway cannot be used.
    pub async fn reopen(options: CityOptions, notices: Arc<dyn Notifier>) -> Result<Self, CityError> {
        Self::with(options, notices, Records::AsLeft).await
    }

    async fn with(options: CityOptions, notices: Arc<dyn Notifier>, records: Records) -> Result<Self, CityError> {
        let (city, gateway) = open(options, Self::ORIGIN.to_owned(), notices, records).await?;
        let router = api::loopback_router(city.clone(), gateway.as_ref());
        Ok(Self {
            gate: Gate::new(city.clone(), router),
            city,
            gateway,
        })
    }

    /// The gateway, if it is the city's own.
    #[must_use]
    pub const fn gateway(&self) -> Option<&Gateway> {
        self.gateway.as_ref()
    }

    /// Gives back what is to be given back, as a city with sockets does every minute. How many are left, because the bank could not
    /// be heard; `None` if its records cannot be used.
    pub async fn give_back_due(&self) -> Option<u32> {
        treasury::give_back_due(&self.city).await.ok()
    }

    /// Asks as a phone, a browser or a tester on this machine does. `None` if the connection was cut, or the request is none.
    /// Dropping the future hangs up; what the city had done by then stays done.
    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Option<CityAnswer> {
        let request = Request::builder().method(method).uri(path).header(HOST, Self::NAME);
        let request = headers
            .iter()
            .fold(request, |request, (name, value)| request.header(*name, *value));
        let request = request.body(Body::from(body)).ok()?;
        let peer = SocketAddr::from((Ipv4Addr::LOCALHOST, 1));
        let (head, body) = self.gate.clone().answer(peer, request).await.ok()?.into_parts();
        let body = to_bytes(body, usize::MAX).await.ok()?;
        let text = |value: &axum::http::HeaderValue| value.to_str().unwrap_or_default().to_owned();
        Some(CityAnswer {
            status: head.status.as_u16(),
            headers: head
                .headers
                .iter()
                .map(|(name, value)| (name.to_string(), text(value)))
                .collect(),
            body: body.to_vec(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::RouterNotifier;
    use crate::store::Data;

    async fn places(city: &CityInside) -> CityAnswer {
        city.ask("GET", "/v1/places?limit=1", &[], Vec::new()).await.unwrap()
    }

    #[tokio::test]
    async fn it_answers_as_through_a_socket_and_stands_up_as_it_fell() {
        let folder = tempfile::tempdir().unwrap();
        let options = CityOptions {
            clock: chrono::DateTime::from_timestamp(1_796_000_000, 0),
            hold_clock: true,
            data: Data::File(folder.path().join("city.sqlite")),
            ..CityOptions::default()
        };
        let notices = || Arc::new(RouterNotifier::default());
        let city = CityInside::open(options.clone(), notices()).await.unwrap();
        let first = places(&city).await;
        assert_eq!((first.status, first.header("date").is_some()), (200, true));
        let lost = city.ask("GET", "/v1/me", &[], Vec::new()).await.unwrap();
        assert_eq!(lost.status, 401);
        let charges = city.gateway().unwrap().charges().await.unwrap();
        assert!(charges.is_empty());
        drop(city);
        let again = CityInside::reopen(options, notices()).await.unwrap();
        assert_eq!(places(&again).await.body, first.body);
    }
}
