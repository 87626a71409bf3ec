//! The way to the city: one client that knows TLS, retries, the city's clock and honest JSON, and no feature.

mod client;
mod error;
mod http;
mod retry;
mod tls;

pub use client::{CityClient, CityTime, JsonReply};
pub use error::NetError;
pub use http::{HttpTransport, TransportSetupError};
pub use retry::{Backoff, parse_retry_after};
pub use tls::{Pin, Trust, TrustError};
