//! `GET /v1/me/receipts`: the proof of everything the caller paid or somebody paid for them, however it was.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::api::Problem;
use crate::api::payments::ReceiptWire;
use crate::clock::rfc3339;
use crate::identity::Caller;
use crate::state::CityState;
use crate::treasury;

/// All of them.
#[derive(Debug, Serialize)]
pub struct ReceiptsWire {
    as_of: String,
    receipts: Vec<ReceiptWire>,
}

/// `GET /v1/me/receipts`, the last paid first.
pub async fn list(State(city): State<CityState>, caller: Caller) -> Result<Json<ReceiptsWire>, Problem> {
    let nif = caller.person.nif;
    let proofs = city
        .with_store(move |records| records.read(|connection| treasury::proofs(connection, nif)))
        .await?;
    Ok(Json(ReceiptsWire {
        as_of: rfc3339(city.clock().now()),
        receipts: proofs.into_iter().map(ReceiptWire::new).collect(),
    }))
}
