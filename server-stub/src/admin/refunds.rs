//! The refunds desk from the agent's side: what was asked, the next step, what was annulled, and whose accounts the bank knows.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Body;
use crate::api::Problem;
use crate::calendar::today;
use crate::refunds::{self, ACCOUNTS, Reason, State as RefundState, Step};
use crate::sectors::crm::{Task, tasks};
use crate::state::CityState;
use crate::treasury::DebtRef;

/// The desk.
#[derive(Debug, Serialize)]
pub struct DeskWire {
    refunds: Vec<RequestWire>,
    /// What agents were told.
    tasks: Vec<Task>,
}

#[derive(Debug, Serialize)]
struct RequestWire {
    id: i64,
    number: String,
    receipt: String,
    amount_cents: i64,
    state: &'static str,
    requested: NaiveDate,
    reminded: Option<NaiveDate>,
}

/// A step that an agent takes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepWire {
    to: RefundState,
    reason: Option<Reason>,
}

/// An account.
#[derive(Debug, Serialize)]
pub struct AccountWire {
    person: &'static str,
    iban: &'static str,
}

/// `GET /admin/refunds`: every request as far as it has gone by today, and what agents were told.
pub async fn show(State(city): State<CityState>) -> Result<Json<DeskWire>, Problem> {
    let today = today(city.clock().now());
    let (requests, tasks) = city
        .with_store(move |records| {
            records.write(|tx| {
                refunds::go_on(tx, today)?;
                Ok((refunds::all(tx, None)?, tasks(tx)?))
            })
        })
        .await?;
    let refunds = requests.into_iter().map(|request| RequestWire {
        id: request.seq,
        number: request.number(),
        state: request.state.name(),
        receipt: request.receipt,
        amount_cents: request.amount,
        requested: request.requested,
        reminded: request.reminded,
    });
    Ok(Json(DeskWire {
        refunds: refunds.collect(),
        tasks,
    }))
}

/// `POST /admin/refunds/{id}/step`: forward only, one step at a time.
pub async fn step(
    State(city): State<CityState>,
    Path(id): Path<i64>,
    Body(wire): Body<StepWire>,
) -> Result<StatusCode, Problem> {
    let step = Step {
        to: wire.to,
        reason: wire.reason,
        on: today(city.clock().now()),
    };
    let decided = city
        .with_store(move |records| records.write(|tx| refunds::decide(tx, id, step)))
        .await?;
    match decided {
        Some(true) => Ok(StatusCode::NO_CONTENT),
        Some(false) => Err(Problem::bad_request(
            "bad_step",
            "a refund goes forward one step at a time, and is refused with a reason".to_owned(),
        )),
        None => Err(Problem::NOT_FOUND),
    }
}

/// `POST /admin/annulments`: something that was paid or is owed was annulled today.
pub async fn annul(State(city): State<CityState>, Body(debt): Body<DebtRef>) -> Result<StatusCode, Problem> {
    let today = today(city.clock().now());
    city.with_store(move |records| records.write(|tx| refunds::annul(tx, &debt, today)))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /admin/accounts`
pub async fn accounts() -> Json<Vec<AccountWire>> {
    let account = |(person, iban): &(&'static str, &'static str)| AccountWire { person, iban };
    Json(ACCOUNTS.iter().map(account).collect())
}
