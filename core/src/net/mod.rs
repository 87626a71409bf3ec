//! The way to the city: one client that knows TLS, retries, the city's clock and honest JSON, and no feature. And the way to who is not the
//! city, for cards.

mod authorized;
mod client;
mod error;
mod form;
mod http;
mod retry;
mod tls;
mod web;

pub use authorized::{AccessToken, AuthorizedClient, TokenReply, TokenSource};
pub use client::{CityClient, CityReply, CityTime, JsonReply};
pub use error::NetError;
pub use form::{form_encode, percent_decode, percent_encode};
pub use http::{HttpTransport, TransportSetupError};
pub use retry::{Backoff, parse_retry_after};
pub use tls::{Pin, Trust, TrustError};
pub use web::HttpWeb;
