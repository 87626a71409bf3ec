//! Questions about cards, as tests ask them and read what came.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Body;
use crate::api::Problem;
use crate::cards::Tier;
use crate::identity::Origin;
use crate::state::CityState;
use crate::verifier::{Asking, Card, Door, Prefix, Progress, Question, Verdict, Wish, link};

/// How the request is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// By GET.
    Get,
    /// By POST.
    #[default]
    Post,
}

/// A question: one of the desk's by its name, or one of its own.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionWire {
    question: Option<String>,
    dcql_query: Option<Value>,
    /// What is registered, as the register lists it; `null` is no registration.
    #[serde(default, deserialize_with = "given")]
    registered: Option<Option<Value>>,
    /// Objects, encoded on the way.
    transaction_data: Option<Vec<Value>>,
    #[serde(default)]
    client_id_prefix: Prefix,
    #[serde(default)]
    request_uri_method: Method,
}

/// Tells `null` from nothing.
fn given<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Option<Value>>, D::Error> {
    Option::<Value>::deserialize(from).map(Some)
}

/// What was asked, and where wallets find it.
#[derive(Debug, Serialize)]
pub struct AskedWire {
    id: String,
    /// For a QR code.
    cross_device: String,
    /// For the device that the page is on.
    same_device: String,
}

impl QuestionWire {
    fn wish(self) -> Option<Wish> {
        let mut wish = match (self.question, self.dcql_query) {
            (Some(id), None) => Wish::of(Question::of(&id)?),
            (None, Some(query)) => Wish::new(query),
            _ => return None,
        };
        if let Some(registered) = self.registered {
            wish.registered = registered;
        }
        if let Some(all) = self.transaction_data {
            wish.transactions = all.iter().map(|one| URL_SAFE_NO_PAD.encode(one.to_string())).collect();
        }
        wish.prefix = self.client_id_prefix;
        wish.posts = self.request_uri_method == Method::Post;
        Some(wish)
    }
}

/// `POST /admin/questions`
pub async fn ask(
    State(city): State<CityState>,
    Origin(origin): Origin,
    Body(wire): Body<QuestionWire>,
) -> Result<(StatusCode, Json<AskedWire>), Problem> {
    let no_question = || Problem::bad_request("no_question", "this is no question for wallets".to_owned());
    let wish = wire.wish().ok_or_else(no_question)?;
    let now = city.clock().now().timestamp();
    let asking = city.questions().ask(wish, &origin, now)?.ok_or_else(no_question)?;
    let signer = city.pki().verifier();
    let asked = AskedWire {
        cross_device: link(&asking, Door::Across, signer),
        same_device: link(&asking, Door::Here, signer),
        id: asking.id,
    };
    Ok((StatusCode::CREATED, Json(asked)))
}

/// `GET /admin/questions`
pub async fn list(State(city): State<CityState>) -> Json<Value> {
    let now = city.clock().now().timestamp();
    let all: Vec<Value> = city.questions().all(now).iter().map(|one| told(one, now)).collect();
    Json(json!({ "questions": all }))
}

/// `GET /admin/questions/{id}`
pub async fn show(State(city): State<CityState>, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    let now = city.clock().now().timestamp();
    let asking = city.questions().of(&id, now).ok_or(Problem::NOT_FOUND)?;
    Ok(Json(told(&asking, now)))
}

/// `DELETE /admin/questions/{id}`
pub async fn forget(State(city): State<CityState>, Path(id): Path<String>) -> StatusCode {
    city.questions().forget(&id);
    StatusCode::NO_CONTENT
}

fn told(asking: &Asking, now: i64) -> Value {
    let (state, more) = match &asking.progress {
        Progress::Waiting | Progress::Fetched | Progress::Judging if now >= asking.ends() => ("expired", json!({})),
        Progress::Waiting => ("waiting", json!({})),
        Progress::Fetched => ("fetched", json!({})),
        Progress::Judging => ("judging", json!({})),
        Progress::Declined(code) => ("declined", json!({ "error": code })),
        Progress::Answered(verdict) => ("answered", judged(verdict)),
    };
    let mut told = json!({ "id": asking.id, "state": state, "device": asking.door, "is_back": asking.is_back });
    if let (Some(told), Value::Object(more)) = (told.as_object_mut(), more) {
        told.extend(more);
    }
    told
}

fn judged(verdict: &Verdict) -> Value {
    let fault = verdict.fault.map(|fault| fault.code());
    let cards: Vec<Value> = verdict.cards.iter().map(card).collect();
    json!({ "counts": verdict.counts(), "fault": fault, "cards": cards })
}

fn card(card: &Card) -> Value {
    let shown = card.shown.as_ref();
    json!({
        "id": card.id, "fault": card.fault.map(|fault| fault.code()),
        "format": shown.map(|shown| shown.format.name()), "type": shown.map(|shown| shown.typ.as_str()),
        "bound": shown.map(|shown| shown.bound), "claims": shown.map(|shown| &shown.claims),
        "tier": card.tier.map(Tier::name),
        "disclosed": shown.map(|shown| json!(shown.disclosed)),
    })
}
