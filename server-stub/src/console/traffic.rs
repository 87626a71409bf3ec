//! What phones asked lately: enough to see what happened, and nothing about whom.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use chrono::{DateTime, Utc};

use crate::logged;

/// How many requests are remembered.
const KEPT: usize = 200;
/// What is longer is no address of ours.
const LONGEST_PATH: usize = 120;

/// One request that was answered, or cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// When it was over, by the city's clock.
    pub at: DateTime<Utc>,
    /// GET, PUT, ...
    pub method: Method,
    /// The path alone: a query may say who somebody is.
    pub path: String,
    /// `None` where the connection was cut.
    pub status: Option<StatusCode>,
    /// How long it took.
    pub ms: u128,
    /// The fault that befell it.
    pub fault: Option<&'static str>,
}

/// A request that has just come in.
#[derive(Debug)]
pub struct Arrival {
    since: Instant,
    method: Method,
    path: String,
}

impl Arrival {
    /// Notes what will be told of it.
    pub fn of(request: &Request<Body>) -> Self {
        Self {
            since: Instant::now(),
            method: request.method().clone(),
            path: logged::path(request.uri().path()).chars().take(LONGEST_PATH).collect(),
        }
    }

    /// It is over.
    pub fn ended(self, at: DateTime<Utc>, status: Option<StatusCode>, fault: Option<&'static str>) -> Visit {
        Visit {
            at,
            method: self.method,
            path: self.path,
            status,
            ms: self.since.elapsed().as_millis(),
            fault,
        }
    }
}

/// The last requests. Those of whoever runs the city are not among them.
#[derive(Debug, Default)]
pub struct Traffic(Mutex<VecDeque<Visit>>);

impl Traffic {
    /// Remembers one, and forgets the oldest if there are too many.
    pub fn note(&self, visit: Visit) {
        let mut visits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        visits.push_front(visit);
        visits.truncate(KEPT);
    }

    /// The last ones, newest first.
    pub fn latest(&self, count: usize) -> Vec<Visit> {
        let visits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        visits.iter().take(count).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_ones_are_kept_without_their_queries() {
        let traffic = Traffic::default();
        for n in 0..=KEPT {
            let request = Request::builder()
                .uri(format!("/v1/me/{n}?for=p-hugo"))
                .body(Body::empty());
            traffic.note(Arrival::of(&request.unwrap()).ended(Utc::now(), None, Some("drop_before")));
        }
        let latest = traffic.latest(KEPT * 2);
        assert_eq!(latest.len(), KEPT);
        let paths: Vec<&str> = latest.iter().map(|visit| visit.path.as_str()).collect();
        assert_eq!((paths.first(), paths.last()), (Some(&"/v1/me/200"), Some(&"/v1/me/1")));
    }
}
