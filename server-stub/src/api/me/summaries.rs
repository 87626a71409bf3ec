//! `GET /v1/me/summaries`: everything the City has for a person, in one answer. Every system is asked at the same time;
//! one that fails or takes too long leaves its own section empty-handed and no other.

use std::future::Future;
use std::time::Duration;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::time::timeout;

use super::sections::{self, Answer};
use crate::api::Problem;
use crate::api::tags::{Held, hash, respond};
use crate::citizens::{Persona, by_id};
use crate::clock::rfc3339;
use crate::identity::Caller;
use crate::sectors::SectorFailure;
use crate::state::CityState;
use crate::store::StoreError;

/// How long a section may take.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// Whom it is about.
#[derive(Debug, Deserialize)]
pub struct ForQuery {
    r#for: Option<String>,
}

#[derive(Debug, Serialize)]
struct SummariesWire {
    r#for: &'static str,
    as_of: String,
    sections: Vec<SectionWire>,
}

#[derive(Debug, Serialize)]
struct SectionWire {
    id: &'static str,
    #[serde(flatten)]
    state: StateWire,
}

#[derive(Debug, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
enum StateWire {
    Ok {
        as_of: String,
        version: String,
        items: Vec<Value>,
    },
    Failed {
        code: &'static str,
    },
}

/// `GET /v1/me/summaries`
pub async fn show(
    State(city): State<CityState>,
    caller: Caller,
    query: Result<Query<ForQuery>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Query(query) = query?;
    let person = match query.r#for {
        None => caller.person,
        Some(id) => represented(caller.person, &id).ok_or(Problem::NOT_REPRESENTED)?,
    };
    let as_of = rfc3339(city.clock().now());
    let sections = ask_all(&city, person)
        .await
        .map_err(|error| Problem::records_failed(&error))?;
    let tag = tag(person, &as_of, &sections);
    if Held::of(&headers).has(&tag) {
        return respond(&tag, None);
    }
    let wire = SummariesWire {
        r#for: person.id,
        as_of,
        sections,
    };
    respond(&tag, Some(serde_json::to_string(&wire).map_err(|_| Problem::BROKEN)?))
}

/// The person of this id, if the caller may act for them.
fn represented(caller: &'static Persona, id: &str) -> Option<&'static Persona> {
    let may = caller.id == id || caller.represents.iter().any(|other| other.person == id);
    may.then(|| by_id(id)).flatten()
}

async fn ask_all(city: &CityState, person: &Persona) -> Result<Vec<SectionWire>, StoreError> {
    let (tax, fines, cards, procedures, appointments, notifications, messages) = tokio::join!(
        in_time(sections::tax(city, person)),
        in_time(sections::fines(city, person)),
        in_time(sections::cards(city, person)),
        in_time(sections::procedures(city, person)),
        in_time(sections::appointments(city, person)),
        in_time(sections::notifications(city, person)),
        in_time(sections::messages(city, person)),
    );
    let all = [
        ("tax", tax),
        ("fines", fines),
        ("cards", cards),
        ("procedures", procedures),
        ("appointments", appointments),
        ("notifications", notifications),
        ("messages", messages),
    ];
    all.into_iter().map(|(id, answer)| section(id, answer)).collect()
}

async fn in_time(asking: impl Future<Output = Result<Answer, SectorFailure>>) -> Result<Answer, SectorFailure> {
    timeout(PATIENCE, asking).await.unwrap_or(Err(SectorFailure::TimedOut))
}

fn section(id: &'static str, answer: Result<Answer, SectorFailure>) -> Result<SectionWire, StoreError> {
    let state = match answer {
        Ok(Answer { as_of, items }) => StateWire::Ok {
            as_of: rfc3339(as_of),
            version: hash(&serde_json::to_vec(&items)?),
            items,
        },
        Err(SectorFailure::Down) => StateWire::Failed { code: "sector_down" },
        Err(SectorFailure::TimedOut) => StateWire::Failed { code: "sector_timeout" },
    };
    Ok(SectionWire { id, state })
}

/// Names what is said, not when: a system that was asked just now and says the same as before changes nothing. The age of
/// a copy is part of what is said.
fn tag(person: &Persona, now: &str, sections: &[SectionWire]) -> String {
    let mut said = person.id.to_owned();
    for section in sections {
        let (what, age) = match &section.state {
            StateWire::Ok { as_of, version, .. } if as_of.as_str() < now => (version.as_str(), as_of.as_str()),
            StateWire::Ok { version, .. } => (version.as_str(), "now"),
            StateWire::Failed { code } => (*code, "never"),
        };
        said.push_str(&format!("\n{} {what} {age}", section.id));
    }
    format!("\"summaries-{}\"", hash(said.as_bytes()))
}
