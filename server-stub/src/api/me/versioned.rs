//! Documents of people's own that they replace: a change says which version it is based on (`If-Match`), and one that is
//! based on an old one is told what is true.

use axum::http::header::IF_MATCH;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use rusqlite::{Connection, Transaction};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::keyed::{Asked, Verdict, once, read};
use crate::api::Problem;
use crate::citizens::Persona;
use crate::sectors::Sector;
use crate::sectors::crm::Versioned;
use crate::state::CityState;
use crate::store::StoreError;

/// Something of their own that people change.
pub trait Own: Serialize + DeserializeOwned + Send + 'static {
    /// Its name in the ledger.
    const KIND: &'static str;
    /// Said when it is no longer what the phone thinks.
    const CHANGED: Problem;

    /// As the city would keep it, or what is wrong with it.
    fn checked(self) -> Result<Self, Problem>;

    /// What it is now.
    fn current(connection: &Connection, nif: &str) -> Result<Versioned<Self>, StoreError>;

    /// Makes it so.
    fn apply(&self, tx: &Transaction<'_>, nif: &str) -> Result<Versioned<Self>, StoreError>;
}

/// Changes it once for each key.
pub async fn change<T: Own>(
    city: &CityState,
    person: &'static Persona,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Response, Problem> {
    let asked = Asked {
        person,
        headers,
        kind: T::KIND,
        about: body,
        sector: Sector::Crm,
    };
    once(city, asked, || {
        let based_on = BasedOn::of(headers)?;
        let wanted = read::<T>(headers, body)?.and_then(T::checked);
        Ok(wanted.map(|wanted| move |tx: &Transaction<'_>| replace(tx, person.nif, &based_on, &wanted)))
    })
    .await
}

fn replace<T: Own>(tx: &Transaction<'_>, nif: &str, based_on: &BasedOn, wanted: &T) -> Result<Verdict, StoreError> {
    let current = T::current(tx, nif)?;
    if !based_on.includes(current.version) {
        return Ok(Verdict::NotNow(T::CHANGED.with("current", json!(current))));
    }
    let changed = wanted.apply(tx, nif)?;
    Ok(Verdict::Done(StatusCode::OK, serde_json::to_string(&changed)?))
}

/// The versions a change may be based on (RFC 9110 section 13.1.1).
#[derive(Debug, PartialEq, Eq)]
enum BasedOn {
    Any,
    Tags(Vec<String>),
}

impl BasedOn {
    fn of(headers: &HeaderMap) -> Result<Self, Problem> {
        if !headers.contains_key(IF_MATCH) {
            return Err(Problem::VERSION_MISSING);
        }
        let mut tags = Vec::new();
        for value in headers.get_all(IF_MATCH) {
            let value = value.to_str().map_err(|_| Problem::BAD_VERSION)?;
            if value.trim() == "*" {
                return Ok(Self::Any);
            }
            for tag in value.split(',').map(str::trim) {
                let opaque = tag.strip_prefix("W/").unwrap_or(tag);
                let inside = opaque.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
                if !inside.is_some_and(is_version) {
                    return Err(Problem::BAD_VERSION);
                }
                tags.push(tag.to_owned());
            }
        }
        Ok(Self::Tags(tags))
    }

    /// Compared strongly: a weak tag never fits.
    fn includes(&self, version: i64) -> bool {
        match self {
            Self::Any => true,
            Self::Tags(tags) => tags.contains(&format!("\"{version}\"")),
        }
    }
}

/// As the city numbers them: digits, and as many as a 64-bit number surely holds.
fn is_version(text: &str) -> bool {
    (1..=18).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(if_match: Option<&[u8]>) -> HeaderMap {
        let value = if_match.map(|value| (IF_MATCH, HeaderValue::from_bytes(value).unwrap()));
        HeaderMap::from_iter(value)
    }

    #[test]
    fn versions_are_read_as_http_writes_them_and_compared_strongly() {
        let based_on = |value: &'static [u8]| BasedOn::of(&headers(Some(value)));
        let fits = |value| based_on(value).unwrap().includes(3);
        assert!(fits(b"\"3\"") && fits(b"\"2\", \"3\"") && fits(b"*"));
        assert!(!fits(b"W/\"3\"") && !fits(b"\"33\"") && !fits(b"\"03\""));
        for wrong in [
            &b""[..],
            b"3",
            b"\"3",
            b"\"",
            b"\"3\" \"4\"",
            b"\"\"",
            b"\"x\"",
            b"\"9999999999999999999\"",
            b"\xff",
            b"\"3\",",
        ] {
            assert_eq!(based_on(wrong), Err(Problem::BAD_VERSION), "{wrong:?}");
        }
        assert_eq!(BasedOn::of(&headers(None)), Err(Problem::VERSION_MISSING));
    }
}
