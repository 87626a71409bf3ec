//! What a tester does to the identity provider: ends sessions, changes lifetimes, counts questions, takes it down.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Body;
use crate::api::Problem;
use crate::citizens::{PERSONAS, Persona, by_id};
use crate::identity::{Counts, Lifetimes, OTP, expire, revoke_person};
use crate::state::CityState;

/// What happens to the sessions of a person.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Their access tokens are over.
    ExpireAccess,
    /// Their refresh tokens are over.
    ExpireRefresh,
    /// All of it is.
    Revoke,
}

/// Whose sessions, and what happens to them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionsWire {
    person: String,
    action: Action,
}

/// Whether the identity provider works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Switch {
    /// It does.
    Ok,
    /// It answers 503.
    Down,
}

/// The switch.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdpWire {
    state: Switch,
}

/// `POST /admin/sessions`
pub async fn change(State(city): State<CityState>, Body(wire): Body<SessionsWire>) -> Result<StatusCode, Problem> {
    let person = by_id(&wire.person).ok_or(Problem::PERSON_UNKNOWN)?;
    end_sessions(&city, person, wire.action).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Does that to the sessions of a person.
pub async fn end_sessions(city: &CityState, person: &'static Persona, action: Action) -> Result<(), Problem> {
    let now = city.clock().now().timestamp();
    city.with_store(move |records| {
        records.write(|tx| match action {
            Action::ExpireAccess => expire(tx, person.id, "access", now),
            Action::ExpireRefresh => expire(tx, person.id, "refresh", now),
            Action::Revoke => revoke_person(tx, person.id),
        })
    })
    .await
}

/// `PUT /admin/sessions/lifetimes`
pub async fn set_lifetimes(
    State(city): State<CityState>,
    Body(lifetimes): Body<Lifetimes>,
) -> Result<Json<Lifetimes>, Problem> {
    if lifetimes.access_seconds < 1 || lifetimes.refresh_days < 1 {
        return Err(Problem::bad_request(
            "bad_lifetime",
            "lifetimes must be positive".to_owned(),
        ));
    }
    city.identity().set_lifetimes(lifetimes);
    Ok(Json(lifetimes))
}

/// `GET /admin/logins`
pub async fn logins(State(city): State<CityState>) -> Json<Counts> {
    Json(city.identity().counts())
}

/// `GET /admin/idp`
pub async fn show_idp(State(city): State<CityState>) -> Json<IdpWire> {
    let state = if city.identity().is_down() {
        Switch::Down
    } else {
        Switch::Ok
    };
    Json(IdpWire { state })
}

/// `PUT /admin/idp`
pub async fn switch_idp(State(city): State<CityState>, Body(wire): Body<IdpWire>) -> Json<IdpWire> {
    city.identity().set_down(wire.state == Switch::Down);
    Json(wire)
}

/// `GET /admin/personas`
pub async fn personas() -> Json<Value> {
    let all = PERSONAS.iter().map(|persona| {
        json!({
            "id": persona.id,
            "alias": persona.alias,
            "name": format!("{} {}", persona.given_name, persona.family_name),
            "nif": persona.nif,
            "password": persona.password,
            "otp": persona.password.map(|_| OTP),
            "story_es": persona.story_es,
            "story_en": persona.story_en,
        })
    });
    Json(all.collect())
}
