//! The cards that were given out, and what a registrar does to them; and whether the wallet provider answers.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

use super::Body;
use super::sessions::Switch;
use crate::api::Problem;
use crate::cards::Status;
use crate::cards::store::{Batch, batches, set_status};
use crate::state::CityState;

/// What happens to a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardAction {
    /// It is worth nothing any more, for good.
    Revoke,
    /// It is worth nothing for the moment.
    Suspend,
    /// It is good again, unless it was revoked.
    Restore,
}

impl CardAction {
    const fn status(self) -> Status {
        match self {
            Self::Revoke => Status::Invalid,
            Self::Suspend => Status::Suspended,
            Self::Restore => Status::Valid,
        }
    }
}

/// Everything that was given out.
#[derive(Debug, Serialize)]
pub struct CardsWire {
    cards: Vec<Batch>,
}

/// What happens to it.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionWire {
    action: CardAction,
}

/// Whether the wallet provider answers.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderWire {
    state: Switch,
}

/// `GET /admin/cards`
pub async fn show(State(city): State<CityState>) -> Result<Json<CardsWire>, Problem> {
    let cards = city.with_store(|store| store.read(batches)).await?;
    Ok(Json(CardsWire { cards }))
}

/// `POST /admin/cards/{id}`: for the card that these copies are of, on the phone that has it.
pub async fn change(
    State(city): State<CityState>,
    Path(id): Path<i64>,
    Body(wire): Body<ActionWire>,
) -> Result<StatusCode, Problem> {
    if change_card(&city, id, wire.action).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::NOT_FOUND)
    }
}

/// Does that to the card of a batch. `false` if there is none, or nothing can be done to it any more.
pub async fn change_card(city: &CityState, batch: i64, action: CardAction) -> Result<bool, Problem> {
    let status = action.status();
    city.with_store(move |store| store.write(|tx| set_status(tx, batch, status)))
        .await
}

/// `GET /admin/wallet-provider`
pub async fn show_provider(State(city): State<CityState>) -> Json<ProviderWire> {
    let state = if city.wallet_provider().is_down() {
        Switch::Down
    } else {
        Switch::Ok
    };
    Json(ProviderWire { state })
}

/// `PUT /admin/wallet-provider`
pub async fn switch_provider(State(city): State<CityState>, Body(wire): Body<ProviderWire>) -> Json<ProviderWire> {
    city.wallet_provider().set_down(wire.state == Switch::Down);
    Json(wire)
}
