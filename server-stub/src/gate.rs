//! The city's door: every request passes here first. It counts, lets faults happen, keeps phones away from the
//! switches, and stamps every answer with the city's time.

use std::net::{IpAddr, SocketAddr};

use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT_ENCODING, DATE, IF_NONE_MATCH};
use axum::http::{HeaderValue, Method, Request};
use axum::response::{IntoResponse, Response};
use tower::ServiceExt as _;

use crate::api::Problem;
use crate::clock::http_date;
use crate::console::Arrival;
use crate::faults::{Cut, FaultKind, FaultRule, broken_json, busy, failed, login_page, truncated};
use crate::logged;
use crate::state::CityState;

/// Where a request came from, for whoever counts wrong guesses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// One door per listener. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Gate {
    city: CityState,
    router: Router,
}

impl Gate {
    /// A door to these routes.
    pub const fn new(city: CityState, router: Router) -> Self {
        Self { city, router }
    }

    /// Answers, or tells hyper to cut the connection.
    pub async fn answer(self, peer: SocketAddr, mut request: Request<Body>) -> Result<Response, Cut> {
        let city = self.city.clone();
        request.extensions_mut().insert(Peer(peer.ip()));
        let path = request.uri().path();
        let mut response = if !is_switch(path) {
            self.answer_phone(request).await?
        } else if may_switch(peer, &request) {
            self.ask_city(request).await
        } else {
            Problem::NOT_FOUND.into_response()
        };
        if let Ok(date) = HeaderValue::from_str(&http_date(city.clock().now())) {
            response.headers_mut().insert(DATE, date);
        }
        Ok(response)
    }

    async fn answer_phone(self, request: Request<Body>) -> Result<Response, Cut> {
        let (city, arrival) = (self.city.clone(), Arrival::of(&request));
        let path = request.uri().path().to_owned();
        let remembered = logged::path(&path);
        city.requests().count(&remembered);
        let verdict = city.faults().decide(&path, has_cursor(&request));
        if !verdict.delay.is_zero() {
            tokio::time::sleep(verdict.delay).await;
        }
        let delayed = (!verdict.delay.is_zero()).then_some(FaultKind::Delay);
        let fault = verdict.fault.as_ref().map(|rule| rule.fault).or(delayed);
        let answer = match verdict.fault {
            None => Ok(self.ask_city(request).await),
            Some(rule) => self.answer_badly(&rule, request).await,
        };
        let status = answer.as_ref().ok().map(Response::status);
        let visit = arrival.ended(city.clock().now(), status, fault.map(FaultKind::name));
        city.traffic().note(visit);
        answer.map(|response| city.requests().weigh(&remembered, response))
    }

    async fn answer_badly(self, rule: &FaultRule, mut request: Request<Body>) -> Result<Response, Cut> {
        match rule.fault {
            FaultKind::DropBefore => Err(Cut),
            FaultKind::DropAfter => {
                self.ask_city(request).await;
                Err(Cut)
            }
            FaultKind::Status => Ok(failed(rule)),
            FaultKind::Busy => Ok(busy(rule)),
            FaultKind::WrongContent => Ok(login_page()),
            FaultKind::LostCursor => Ok(Problem::CURSOR_LOST.into_response()),
            FaultKind::Truncate => truncated(self.ask_city(request).await).await,
            FaultKind::BrokenJson => {
                // There must be JSON to break: neither packed nor "you have it already".
                request.headers_mut().remove(ACCEPT_ENCODING);
                request.headers_mut().remove(IF_NONE_MATCH);
                broken_json(self.ask_city(request).await).await
            }
            FaultKind::Duplicate => self.ask_twice(request).await,
            // Already waited for.
            FaultKind::Delay => Ok(self.ask_city(request).await),
        }
    }

    async fn ask_twice(self, request: Request<Body>) -> Result<Response, Cut> {
        let (head, body) = request.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.map_err(|_| Cut)?;
        self.city.requests().count(&logged::path(head.uri.path()));
        let again = Request::from_parts(head.clone(), Body::from(body.clone()));
        self.clone().ask_city(Request::from_parts(head, Body::from(body))).await;
        Ok(self.ask_city(again).await)
    }

    async fn ask_city(self, request: Request<Body>) -> Response {
        match self.router.oneshot(request).await {
            Ok(response) => response,
            Err(impossible) => match impossible {},
        }
    }
}

fn has_cursor(request: &Request<Body>) -> bool {
    let query = request.uri().query().unwrap_or_default();
    request.method() == Method::GET && query.split('&').any(|pair| pair.starts_with("after="))
}

/// What is for whoever runs the city, and never for phones.
pub fn is_switch(path: &str) -> bool {
    ["/admin", "/console", "/mostrador", "/comprobar-tarjetas"]
        .into_iter()
        .any(|switch| {
            let rest = path.strip_prefix(switch);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
}

/// Only this machine may switch, and only under its own name: a web page that makes a browser here call a name of its
/// own which resolves to 127.0.0.1 must not.
pub fn may_switch(peer: SocketAddr, request: &Request<Body>) -> bool {
    let host = header(request, "host").unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let is_ours = peer.ip().is_loopback() && matches!(name, "127.0.0.1" | "localhost");
    is_ours && (request.method().is_safe() || is_of_this_site(request, host))
}

/// A page of another site must not press buttons here. Browsers say whose page it is (Fetch Metadata, RFC 6454 section
/// 7.3); programs say nothing.
fn is_of_this_site(request: &Request<Body>, host: &str) -> bool {
    let site = header(request, "sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"));
    let origin = header(request, "origin").is_none_or(|origin| origin.strip_prefix("http://") == Some(host));
    site && origin
}

/// A header as text; what is no text is nothing that is expected anywhere.
fn header<'a>(request: &'a Request<Body>, name: &str) -> Option<&'a str> {
    request.headers().get(name).map(|value| value.to_str().unwrap_or("?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header::HOST;

    fn request(uri: &str, host: &str) -> Request<Body> {
        Request::builder()
            .uri(uri)
            .header(HOST, host)
            .body(Body::empty())
            .unwrap()
    }

    #[test]
    fn only_this_machine_under_its_own_name_may_switch() {
        let here: SocketAddr = "127.0.0.1:5".parse().unwrap();
        let elsewhere: SocketAddr = "192.0.2.1:5".parse().unwrap();
        assert!(may_switch(here, &request("/admin/faults", "127.0.0.1:8080")));
        assert!(may_switch(here, &request("/admin/faults", "localhost")));
        assert!(!may_switch(here, &request("/admin/faults", "evil.example:8080")));
        assert!(!may_switch(elsewhere, &request("/admin/faults", "127.0.0.1:8080")));
    }

    #[test]
    fn pages_of_other_sites_press_no_buttons() {
        let here: SocketAddr = "127.0.0.1:5".parse().unwrap();
        let may = |method: &str, headers: &[(&str, &str)]| {
            let mut request = request("/console/clock", "127.0.0.1:8080");
            *request.method_mut() = method.parse().unwrap();
            for (name, value) in headers {
                let name = name.parse::<axum::http::HeaderName>().unwrap();
                request.headers_mut().insert(name, value.parse().unwrap());
            }
            may_switch(here, &request)
        };
        let own = ("origin", "http://127.0.0.1:8080");
        assert!(may("POST", &[]) && may("POST", &[own]) && may("PUT", &[own, ("sec-fetch-site", "same-origin")]));
        // Somebody may follow a link here, but not be made to change anything.
        assert!(may("GET", &[("sec-fetch-site", "cross-site")]));
        for evil in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "http://127.0.0.1:9999"),
            ("origin", "https://127.0.0.1:8080"),
            ("origin", "null"),
        ] {
            assert!(!may("POST", &[evil]) && !may("DELETE", &[evil]), "{evil:?}");
        }
    }

    #[test]
    fn switches_are_told_from_phones_addresses() {
        assert!(is_switch("/admin") && is_switch("/console/clock") && is_switch("/mostrador"));
        assert!(is_switch("/comprobar-tarjetas/x") && !is_switch("/tarjeta-comprobada"));
        assert!(!is_switch("/consoles") && !is_switch("/tarjetas") && !is_switch("/v1/admin"));
    }

    #[test]
    fn a_cursor_is_seen_in_the_query() {
        assert!(has_cursor(&request("/v1/places?limit=5&after=x", "localhost")));
        assert!(!has_cursor(&request("/v1/places?limit=5&thereafter=x", "localhost")));
    }
}
