//! `GET /v1/me/debts/{kind}/{id}`: what a debt of the caller costs now, and what they give up by paying it.

use axum::Json;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use serde::Serialize;

use crate::api::Problem;
use crate::clock::rfc3339;
use crate::identity::Caller;
use crate::state::CityState;
use crate::treasury::{self, DebtKind, DebtRef, Quote, Standing};

/// A price.
#[derive(Debug, Serialize)]
pub struct QuoteWire {
    debt: DebtRef,
    name: String,
    amount_cents: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_cents: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reduced_until: Option<NaiveDate>,
    gives_up: &'static [&'static str],
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    valid_until: String,
}

impl QuoteWire {
    fn new(debt: DebtRef, quote: Quote) -> Self {
        let until = quote.held_until.map(rfc3339);
        Self {
            debt,
            name: quote.debt.name,
            amount_cents: quote.debt.amount,
            full_cents: quote.debt.full,
            reduced_until: quote.debt.reduced_until,
            gives_up: quote.debt.gives_up,
            state: match quote.debt.standing {
                Standing::Paid => "paid",
                Standing::Closing | Standing::NotPayable => "not_payable",
                Standing::Payable if until.is_some() => "locked",
                Standing::Payable => "payable",
            },
            until,
            valid_until: rfc3339(quote.valid_until),
        }
    }
}

/// `GET /v1/me/debts/{kind}/{id}`
pub async fn quote(
    State(city): State<CityState>,
    caller: Caller,
    Path((kind, id)): Path<(String, String)>,
) -> Result<Json<QuoteWire>, Problem> {
    let kind = DebtKind::of(&kind).ok_or(Problem::DEBT_UNKNOWN)?;
    let debt = DebtRef { kind, id };
    let quote = treasury::quote(&city, caller.person, debt.clone()).await?;
    Ok(Json(QuoteWire::new(debt, quote)))
}
