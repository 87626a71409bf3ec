//! What a tester does to the gateway: forces what comes next, looks at what happened, empties the outbox.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use super::forced::Plan;
use super::outbox::Delivered;
use super::report::{Charge, OperationLine};
use super::{Gateway, GatewayError, store};
use crate::admin::Body;
use crate::api::Problem;

/// How the gateway is.
#[derive(Debug, Serialize)]
pub struct GatewayWire {
    next: Plan,
    operations: Vec<OperationLine>,
    notifications_waiting: i64,
}

/// All money that moved.
#[derive(Debug, Serialize)]
pub struct ChargesWire {
    charges: Vec<Charge>,
}

/// `GET /admin/gateway`
pub async fn show(State(gateway): State<Gateway>) -> Result<Json<GatewayWire>, Problem> {
    let read = gateway.with_desk(|desk| {
        desk.records.read(|connection| {
            Ok(GatewayWire {
                next: desk.forced.plan(),
                operations: store::operations(connection)?,
                notifications_waiting: store::waiting(connection)?,
            })
        })
    });
    Ok(Json(read.await.map_err(problem)?))
}

/// `PUT /admin/gateway`: a new plan in place of the old one.
pub async fn force(State(gateway): State<Gateway>, Body(plan): Body<Plan>) -> Json<Plan> {
    gateway.0.forced.replace(plan);
    Json(gateway.0.forced.plan())
}

/// `GET /admin/gateway/charges`
pub async fn charges(State(gateway): State<Gateway>) -> Result<Json<ChargesWire>, Problem> {
    let charges = gateway.charges().await.map_err(problem)?;
    Ok(Json(ChargesWire { charges }))
}

/// `POST /admin/gateway/deliver`: what is due is sent now.
pub async fn deliver(State(gateway): State<Gateway>) -> Result<Json<Delivered>, Problem> {
    Ok(Json(gateway.deliver_due().await.map_err(problem)?))
}

/// What whoever runs it is told.
pub fn problem(error: GatewayError) -> Problem {
    match error {
        GatewayError::Store(error) => Problem::records_failed(&error),
        _ => Problem::BROKEN,
    }
}
