//! How often phones asked for what, and how many bytes they got: tests count instead of guessing at battery and data plan.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::response::Response;
use hyper::body::{Body as _, Frame, SizeHint};
use serde::Serialize;

use crate::state::CityState;

/// Requests so far, the ones that met a fault included. The switches under `/admin` do not count. Cheap to clone.
#[derive(Debug, Default, Clone)]
pub struct RequestLog(Arc<Mutex<RequestsWire>>);

/// The answer of `/admin/requests`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RequestsWire {
    total: u64,
    by_path: BTreeMap<String, u64>,
    bytes: Weight,
    bytes_by_path: BTreeMap<String, Weight>,
}

/// The bodies of answers, without their headers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Weight {
    /// Before packing.
    pub plain: u64,
    /// As handed to the connection. Of an answer that is cut off, what went before the cut.
    pub sent: u64,
}

impl Weight {
    const fn add(&mut self, more: Self) {
        self.plain += more.plain;
        self.sent += more.sent;
    }
}

/// The size of a body before it was packed, noted on the answer.
#[derive(Debug, Clone, Copy)]
struct PlainSize(u64);

/// Notes the size of an answer that is not packed yet.
pub async fn measure(mut response: Response) -> Response {
    if let Some(size) = response.body().size_hint().exact() {
        response.extensions_mut().insert(PlainSize(size));
    }
    response
}

impl RequestLog {
    /// Counts one.
    pub fn count(&self, path: &str) {
        self.change(|counts| {
            counts.total += 1;
            *counts.by_path.entry(path.to_owned()).or_default() += 1;
        });
    }

    /// The same answer, whose bytes are counted as they leave.
    pub fn weigh(&self, path: &str, response: Response) -> Response {
        let plain = response.extensions().get::<PlainSize>().map(|size| size.0);
        self.add(
            path,
            Weight {
                plain: plain.unwrap_or(0),
                sent: 0,
            },
        );
        response.map(|inner| {
            Body::new(Counted {
                inner,
                log: self.clone(),
                path: path.to_owned(),
                is_measured: plain.is_some(),
            })
        })
    }

    /// All bytes so far.
    pub fn weight(&self) -> Weight {
        self.read().bytes
    }

    fn add(&self, path: &str, weight: Weight) {
        self.change(|counts| {
            counts.bytes.add(weight);
            counts.bytes_by_path.entry(path.to_owned()).or_default().add(weight);
        });
    }

    fn change(&self, change: impl FnOnce(&mut RequestsWire)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn read(&self) -> RequestsWire {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A body on its way out.
struct Counted {
    inner: Body,
    log: RequestLog,
    path: String,
    /// What was not measured before was never packed either.
    is_measured: bool,
}

impl hyper::body::Body for Counted {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.inner).poll_frame(cx);
        if let Poll::Ready(Some(Ok(frame))) = &polled {
            let sent = frame.data_ref().map_or(0, Bytes::len);
            let sent = u64::try_from(sent).unwrap_or(u64::MAX);
            let plain = if this.is_measured { 0 } else { sent };
            this.log.add(&this.path, Weight { plain, sent });
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// `GET /admin/requests`
pub async fn show(State(city): State<CityState>) -> Json<RequestsWire> {
    Json(city.requests().read())
}
