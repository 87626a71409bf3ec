//! Changes that a phone may send as often as it likes: each carries a key, and what a key has done it never does again.
//!
//! The key is looked at first. One that has got its answer gets it again, whatever has happened since; one whose change
//! is under way is asked to wait. Only then is the change itself looked at, so that a phone never takes its own change for
//! somebody else's. Effect, answer and ledger are written together or not at all.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::header::{AsHeaderName, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use rusqlite::Transaction;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Number, Value, json};

use crate::api::Problem;
use crate::api::problem::MEDIA_TYPE;
use crate::api::tags::hash;
use crate::citizens::Persona;
use crate::sectors::{Sector, reach};
use crate::state::CityState;
use crate::store::{ChangeKey, GivenAnswer, StoreError, given_answer, keep_answer, note_effect};

const KEY: &str = "idempotency-key";

/// Who wants a change, and which.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Who.
    pub person: &'static Persona,
    /// With which headers.
    pub headers: &'a HeaderMap,
    /// Its name in the ledger.
    pub kind: &'static str,
    /// What it is about: the same key with something else is a mistake.
    pub about: &'a [u8],
    /// The system that makes it.
    pub sector: Sector,
}

/// What a system makes of a change.
#[derive(Debug)]
pub enum Verdict {
    /// It is done, and this is the answer.
    Done(StatusCode, String),
    /// It was so before: the answer of one that is done, and no effect.
    AsBefore(StatusCode, String),
    /// It will not be done, whenever this is asked again.
    Refused(Problem),
    /// It cannot be done as things are. Not kept: the phone may mend it and use the same key.
    NotNow(Problem),
}

/// A change that was understood; or what is wrong with it for good, which is an answer to keep like any other; or what is
/// wrong with the question, which is not.
pub type Understood<W> = Result<Result<W, Problem>, Problem>;

/// Makes a change once, or says again what was said when this key came before.
pub async fn once<W>(
    city: &CityState,
    asked: Asked<'_>,
    understand: impl FnOnce() -> Understood<W> + Send,
) -> Result<Response, Problem>
where
    W: FnOnce(&Transaction<'_>) -> Result<Verdict, StoreError> + Send + 'static,
{
    let key = ChangeKey {
        person: asked.person.id,
        key: key_of(asked.headers)?,
    };
    let in_use = KeysInUse::begin(city.keys_in_use(), key.clone()).ok_or(Problem::KEY_IN_USE)?;
    let fingerprint = hash(&[asked.kind.as_bytes(), b"\n", asked.about].concat());
    let now = city.clock().now().timestamp();
    let known = key.clone();
    let before = city
        .with_store(move |store| store.read(|connection| given_answer(connection, &known, now)))
        .await?;
    if let Some(answer) = before {
        return if answer.fingerprint == fingerprint {
            say_again(answer)
        } else {
            Err(Problem::KEY_REUSED)
        };
    }
    let wanted = understand()?;
    if wanted.is_ok() {
        // Waited for however long it takes: given up, a change may yet happen, and nobody would know.
        reach(city, asked.sector).await.map_err(|_| Problem::SECTOR_DOWN)?;
    }
    let kind = asked.kind;
    let ask = Ask {
        key,
        kind,
        fingerprint,
        now,
    };
    let done = city
        .with_store(move |store| {
            // Held until it is written, also when the phone hangs up meanwhile.
            let _in_use = in_use;
            store.write(|tx| ask.carry_out(tx, wanted))
        })
        .await?;
    done.map_or_else(Err, say_again)
}

/// One question with a key.
struct Ask {
    key: ChangeKey,
    kind: &'static str,
    fingerprint: String,
    now: i64,
}

impl Ask {
    /// The answer, which is kept; or a problem that is not.
    fn carry_out<W>(
        self,
        tx: &Transaction<'_>,
        wanted: Result<W, Problem>,
    ) -> Result<Result<GivenAnswer, Problem>, StoreError>
    where
        W: FnOnce(&Transaction<'_>) -> Result<Verdict, StoreError>,
    {
        let verdict = wanted.map_or_else(|problem| Ok(Verdict::Refused(problem)), |wish| wish(tx))?;
        let (status, body) = match verdict {
            Verdict::NotNow(problem) => return Ok(Err(problem)),
            Verdict::Refused(problem) => (problem.status(), problem.body()?),
            Verdict::AsBefore(status, body) => (status, body),
            Verdict::Done(status, body) => {
                note_effect(tx, &self.key, self.kind, self.now)?;
                (status, body)
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

/// The body, unless it is no JSON at all. Its own words are never repeated: they are personal.
pub fn read<T: Serialize + DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Understood<T> {
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
    Ok(wanted.ok_or(Problem::OTHER_JSON))
}

/// A whole number as JSON Schema means it: `2.0` is 2 (draft 2020-12, section 4.2.3).
pub fn whole(number: &Number) -> Option<i64> {
    let value = number.as_f64().filter(|value| value.fract() == 0.0);
    number
        .as_i64()
        .or_else(|| value.and_then(|value| format!("{value:.0}").parse().ok()))
}

pub(super) fn key_of(headers: &HeaderMap) -> Result<String, Problem> {
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
