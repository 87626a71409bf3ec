//! What the treasury has, and a round of questions to the bank.

use axum::Json;
use axum::extract::State;

use crate::api::Problem;
use crate::state::CityState;
use crate::treasury::{self, Inquiry, Ledger};

/// `GET /admin/treasury`: every order with its money, and every notice.
pub async fn show(State(city): State<CityState>) -> Result<Json<Ledger>, Problem> {
    city.with_store(|records| records.read(treasury::ledger))
        .await
        .map(Json)
}

/// `POST /admin/treasury/reconcile`: asks the bank about every payment that waits, as the city does when it starts.
pub async fn reconcile(State(city): State<CityState>) -> Result<Json<Inquiry>, Problem> {
    treasury::reconcile(&city).await.map(Json)
}
