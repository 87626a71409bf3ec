//! The person behind a bearer token (RFC 6750).

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use super::store;
use crate::api::Problem;
use crate::citizens::{Persona, by_id};
use crate::state::CityState;

/// How sure the city is of who signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Something the person knows (eIDAS low).
    Light,
    /// Two factors (eIDAS substantial).
    Strong,
}

impl Access {
    /// As `acr` says it (Regulation (EU) 2015/1502).
    #[must_use]
    pub const fn acr(self) -> &'static str {
        match self {
            Self::Light => "http://eidas.europa.eu/LoA/low",
            Self::Strong => "http://eidas.europa.eu/LoA/substantial",
        }
    }

    /// As the records say it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Strong => "strong",
        }
    }

    /// What the records say; anything else is worth no more than the least.
    pub(super) fn from_name(name: &str) -> Self {
        if name == "strong" { Self::Strong } else { Self::Light }
    }
}

/// A request with a good token. Handlers that need one take it as an argument; without it the city answers 401.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Caller {
    /// Who.
    pub person: &'static Persona,
    /// How surely.
    pub access: Access,
}

impl Caller {
    /// Refuses a caller who has not proved enough (RFC 9470).
    pub fn demand(&self, access: Access) -> Result<(), Problem> {
        if self.access >= access {
            Ok(())
        } else {
            Err(Problem::STRONGER_LOGIN_NEEDED)
        }
    }
}

impl FromRequestParts<CityState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, city: &CityState) -> Result<Self, Problem> {
        let mut headers = parts.headers.get_all(AUTHORIZATION).iter();
        let (Some(header), None) = (headers.next(), headers.next()) else {
            return Err(Problem::TOKEN_INVALID);
        };
        let token = header.to_str().ok().and_then(bearer).ok_or(Problem::TOKEN_INVALID)?;
        let now = city.clock().now().timestamp();
        let known = city
            .with_store(move |records| records.read(|c| store::bearer(c, &token, now)))
            .await?;
        let (person, access) = known.ok_or(Problem::TOKEN_INVALID)?;
        let person = by_id(&person).ok_or(Problem::TOKEN_INVALID)?;
        Ok(Self { person, access })
    }
}

/// Somebody who says who they are is believed or refused; whoever says nothing is nobody.
impl OptionalFromRequestParts<CityState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, city: &CityState) -> Result<Option<Self>, Problem> {
        if !parts.headers.contains_key(AUTHORIZATION) {
            return Ok(None);
        }
        let caller = <Self as FromRequestParts<CityState>>::from_request_parts(parts, city).await?;
        Ok(Some(caller))
    }
}

fn bearer(header: &str) -> Option<String> {
    let (scheme, token) = header.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then(|| token.to_owned())
}
