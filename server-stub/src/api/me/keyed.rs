//! Changes that a phone may send as often as it likes: each carries a key, and what a key has done it never does again.
//!
//! The key is looked at first. One that has got its answer gets it again, whatever has happened since; one whose change
//! is under way is asked to wait. Only then comes the version the change is based on (`If-Match`), so that a phone
//! never takes its own change for somebody else's. Effect, answer and ledger are written together or not at all.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::header::{AsHeaderName, CONTENT_TYPE, IF_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use rusqlite::{Connection, Transaction};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::api::Problem;
use crate::api::problem::MEDIA_TYPE;
use crate::api::tags::hash;
use crate::citizens::Persona;
use crate::sectors::crm::Versioned;
use crate::sectors::{Sector, reach};
use crate::state::CityState;
use crate::store::{ChangeKey, GivenAnswer, StoreError, given_answer, keep_answer, note_effect};

const KEY: &str = "idempotency-key";

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

/// Changes it, or says again what was said when this key came before.
pub async fn change<T: Own>(
    city: &CityState,
    person: &'static Persona,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Response, Problem> {
    let key = ChangeKey {
        person: person.id,
        key: key_of(headers)?,
    };
    let in_use = KeysInUse::begin(city.keys_in_use(), key.clone()).ok_or(Problem::KEY_IN_USE)?;
    let fingerprint = fingerprint::<T>(body);
    let now = city.clock().now().timestamp();
    let asked = key.clone();
    let before = city
        .with_store(move |store| store.read(|connection| given_answer(connection, &asked, now)))
        .await?;
    if let Some(answer) = before {
        return if answer.fingerprint == fingerprint {
            say_again(answer)
        } else {
            Err(Problem::KEY_REUSED)
        };
    }
    let wish = Wish {
        key,
        fingerprint,
        based_on: BasedOn::of(headers)?,
        wanted: read::<T>(headers, body)?,
        now,
    };
    if wish.wanted.is_ok() {
        // Waited for however long it takes: given up, a change may yet happen, and nobody would know.
        reach(city, Sector::Crm).await.map_err(|_| Problem::SECTOR_DOWN)?;
    }
    let done = city
        .with_store(move |store| {
            // Held until it is written, also when the phone hangs up meanwhile.
            let _in_use = in_use;
            store.write(|tx| wish.carry_out(tx, person.nif))
        })
        .await?;
    done.map_or_else(Err, say_again)
}

/// A change that was understood.
struct Wish<T> {
    key: ChangeKey,
    fingerprint: String,
    based_on: BasedOn,
    /// What is wanted; or why it cannot be, which is an answer to keep like any other.
    wanted: Result<T, Problem>,
    now: i64,
}

impl<T: Own> Wish<T> {
    /// The answer, which is kept; or a problem that is not, because the phone may mend it and use the same key.
    fn carry_out(self, tx: &Transaction<'_>, nif: &str) -> Result<Result<GivenAnswer, Problem>, StoreError> {
        let (status, body) = match &self.wanted {
            Err(problem) => (problem.status(), problem.body()?),
            Ok(wanted) => {
                let current = T::current(tx, nif)?;
                if !self.based_on.includes(current.version) {
                    return Ok(Err(T::CHANGED.with("current", json!(current))));
                }
                let changed = wanted.apply(tx, nif)?;
                note_effect(tx, &self.key, T::KIND, self.now)?;
                (StatusCode::OK, serde_json::to_string(&changed)?)
            }
        };
        let answer = GivenAnswer {
            fingerprint: self.fingerprint,
            status: status.as_u16(),
            body,
        };
        keep_answer(tx, &self.key, &answer, self.now)?;
        Ok(Ok(answer))
    }
}

fn say_again(answer: GivenAnswer) -> Result<Response, Problem> {
    let status = StatusCode::from_u16(answer.status).map_err(|_| Problem::BROKEN)?;
    let media_type = if status.is_success() {
        HeaderValue::from_static("application/json")
    } else {
        MEDIA_TYPE
    };
    Ok((status, [(CONTENT_TYPE, media_type)], answer.body).into_response())
}

fn fingerprint<T: Own>(body: &[u8]) -> String {
    hash(&[T::KIND.as_bytes(), b"\n", body].concat())
}

/// The body, unless it is no JSON at all. Its own words are never repeated: they are personal.
fn read<T: Own>(headers: &HeaderMap, body: &[u8]) -> Result<Result<T, Problem>, Problem> {
    let media_type = only(headers, CONTENT_TYPE).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/json") {
        return Err(Problem::NOT_MEANT_AS_JSON);
    }
    let sent: Value = serde_json::from_slice(body).map_err(|_| Problem::NO_JSON)?;
    // From the bytes once more, because only there a member that is said twice is seen. Said back it must be what was
    // sent: serde would also take a list for an object.
    let understood = serde_json::from_slice::<T>(body).ok();
    let wanted = understood.filter(|wanted| json!(wanted) == sent);
    Ok(wanted.ok_or(Problem::OTHER_JSON).and_then(T::checked))
}

fn key_of(headers: &HeaderMap) -> Result<String, Problem> {
    if !headers.contains_key(KEY) {
        return Err(Problem::KEY_MISSING);
    }
    let key = only(headers, KEY).ok_or(Problem::BAD_KEY)?;
    let is_uuid = key.len() == 36
        && key.char_indices().all(|(at, c)| match at {
            8 | 13 | 18 | 23 => c == '-',
            _ => c.is_ascii_hexdigit(),
        });
    if is_uuid {
        Ok(key.to_ascii_lowercase())
    } else {
        Err(Problem::BAD_KEY)
    }
}

/// A header that is there once, and text.
fn only(headers: &HeaderMap, name: impl AsHeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?;
    if values.next().is_some() {
        return None;
    }
    first.to_str().ok()
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

/// The keys whose changes are under way.
#[derive(Debug, Default)]
pub struct KeysInUse(Mutex<HashSet<ChangeKey>>);

/// A change that is under way, until this is dropped.
#[derive(Debug)]
struct InUse {
    all: Arc<KeysInUse>,
    key: ChangeKey,
}

impl KeysInUse {
    fn begin(all: &Arc<Self>, key: ChangeKey) -> Option<InUse> {
        let begun = all.lock().insert(key.clone());
        begun.then(|| InUse {
            all: Arc::clone(all),
            key,
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashSet<ChangeKey>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for InUse {
    fn drop(&mut self) {
        self.all.lock().remove(&self.key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderName;

    fn headers(pairs: &[(&'static str, &'static [u8])]) -> HeaderMap {
        let pairs = pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_bytes(value).unwrap()));
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(name, value);
        }
        map
    }

    #[test]
    fn a_key_is_one_uuid() {
        let uuid: &[u8] = b"6F9619FF-8B86-D011-B42D-00CF4FC964FF";
        let lower = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
        assert_eq!(key_of(&headers(&[(KEY, uuid)])).as_deref(), Ok(lower));
        assert_eq!(key_of(&headers(&[])), Err(Problem::KEY_MISSING));
        assert_eq!(key_of(&headers(&[(KEY, uuid), (KEY, uuid)])), Err(Problem::BAD_KEY));
        for wrong in [
            &b""[..],
            b"1",
            b"\xff\xfe",
            b"6f9619ff-8b86-d011-b42d-00cf4fc964fg",
            b"6f9619ff8b86d011b42d00cf4fc964ff0000",
            b"{6f9619ff-8b86-d011-b42d-00cf4fc964}",
        ] {
            assert_eq!(key_of(&headers(&[(KEY, wrong)])), Err(Problem::BAD_KEY), "{wrong:?}");
        }
    }

    #[test]
    fn versions_are_read_as_http_writes_them_and_compared_strongly() {
        let based_on = |value: &'static [u8]| BasedOn::of(&headers(&[("if-match", value)]));
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
        assert_eq!(BasedOn::of(&headers(&[])), Err(Problem::VERSION_MISSING));
    }

    #[test]
    fn a_key_is_in_use_until_it_is_let_go() {
        let all = Arc::new(KeysInUse::default());
        let key = |person| ChangeKey {
            person,
            key: "k".to_owned(),
        };
        let held = KeysInUse::begin(&all, key("p-a"));
        assert!(held.is_some() && KeysInUse::begin(&all, key("p-a")).is_none());
        assert!(KeysInUse::begin(&all, key("p-b")).is_some());
        drop(held);
        assert!(KeysInUse::begin(&all, key("p-a")).is_some());
    }
}
