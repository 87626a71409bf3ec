//! A wallet that comes with a token: the token, the proof of the key it is bound to, and what it gives the right to (RFC 9449, 7).

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;

use super::dpop::{self, Asked};
use super::failed::{Failed, bad_token};
use super::nonce::Use;
use super::store::{self, Permit};
use crate::state::CityState;

/// What the token gives the right to, for a `POST` to this address.
pub async fn permit(city: &CityState, headers: &HeaderMap, url: &str) -> Result<Permit, Failed> {
    let mut all = headers.get_all(AUTHORIZATION).iter();
    let (Some(header), None) = (all.next(), all.next()) else {
        return Err(bad_token("invalid_token", "a token is needed"));
    };
    let header = header.to_str().ok().and_then(|header| header.split_once(' '));
    let token = header.filter(|(scheme, token)| scheme.eq_ignore_ascii_case("dpop") && !token.is_empty());
    // A token that is bound to a key is no bearer's (RFC 9449, 7.1).
    let (_, token) = token.ok_or(bad_token("invalid_token", "the token comes by the scheme DPoP"))?;
    let (token, now) = (token.to_owned(), city.clock().now().timestamp());
    let asked = Asked {
        method: "POST",
        url,
        at: Use::Resource,
        token: Some(&token),
    };
    let jkt = dpop::check(city, headers, asked).await?;
    let found = city
        .with_store(move |records| records.read(|c| store::permit(c, (&token, "access"), now)))
        .await?;
    found
        .filter(|permit| permit.jkt == jkt)
        .ok_or(bad_token("invalid_token", "the token is not, or no longer, good"))
}
