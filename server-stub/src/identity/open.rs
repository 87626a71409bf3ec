//! Whether the identity provider is open today: whoever runs the city can close it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

use super::login;
use crate::api::Problem;
use crate::state::CityState;

/// It is. Every handler of the identity provider takes this first; without it the answer is 503, as a page where a person
/// would see it.
#[derive(Debug, Clone, Copy)]
pub struct Open;

impl FromRequestParts<CityState> for Open {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, city: &CityState) -> Result<Self, Response> {
        if !city.identity().is_down() {
            return Ok(Self);
        }
        Err(match parts.uri.path() {
            "/idp/authorize" => login::closed(),
            _ => Problem::IDENTITY_DOWN.into_response(),
        })
    }
}
