//! `GET /v1/me/payments`: every payment of the caller that is not closed. A new phone gets what is under way, and its receipts.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::api::Problem;
use crate::api::payments::PaymentWire;
use crate::identity::{Caller, Origin};
use crate::state::CityState;
use crate::treasury;

/// All of them.
#[derive(Debug, Serialize)]
pub struct PaymentsWire {
    payments: Vec<PaymentWire>,
}

/// `GET /v1/me/payments`
pub async fn list(
    State(city): State<CityState>,
    caller: Caller,
    origin: Origin,
) -> Result<Json<PaymentsWire>, Problem> {
    let all = treasury::list(&city, caller.person).await?;
    let payments = all
        .into_iter()
        .map(|payment| PaymentWire::new(&origin, payment))
        .collect();
    Ok(Json(PaymentsWire { payments }))
}
