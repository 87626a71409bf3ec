//! What the caller wants back: `GET` and `POST /v1/me/refunds`.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::NaiveDate;
use rusqlite::Transaction;
use serde::{Deserialize, Serialize};

use super::keyed::{Asked, Verdict, once, read};
use crate::api::Problem;
use crate::calendar::today;
use crate::clock::rfc3339;
use crate::identity::Caller;
use crate::refunds::{self, Cause, Reason, Refusal, Request, Wish, answer_by, interest_since};
use crate::sectors::Sector;
use crate::state::CityState;
use crate::store::StoreError;

/// What somebody wants back.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RefundWish {
    receipt: String,
    cause: Cause,
    iban: String,
}

/// All of them.
#[derive(Debug, Serialize)]
pub struct RefundsWire {
    as_of: String,
    refunds: Vec<RefundWire>,
}

/// A request. The account is told by its end only.
#[derive(Debug, Serialize)]
struct RefundWire {
    id: i64,
    number: String,
    receipt: String,
    name: String,
    amount_cents: i64,
    cause: Cause,
    account: String,
    state: &'static str,
    requested: NaiveDate,
    answer_by: NaiveDate,
    #[serde(skip_serializing_if = "Option::is_none")]
    agreed: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ordered: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paid: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Reason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interest_since: Option<NaiveDate>,
}

impl RefundWire {
    fn new(request: Request, today: NaiveDate) -> Self {
        Self {
            id: request.seq,
            number: request.number(),
            interest_since: interest_since(&request, today),
            account: request.account().to_owned(),
            state: request.state.name(),
            requested: request.requested,
            answer_by: answer_by(request.requested),
            receipt: request.receipt,
            name: request.name,
            amount_cents: request.amount,
            cause: request.cause,
            agreed: request.agreed,
            ordered: request.ordered,
            paid: request.paid,
            refused: request.refused,
            reason: request.reason,
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::IbanWrong => Self::IBAN_WRONG,
            Refusal::NotHolder => Self::NOT_HOLDER,
            Refusal::AlreadyAsked => Self::ALREADY_ASKED,
            Refusal::NothingToRefund => Self::NOTHING_TO_REFUND,
        }
    }
}

/// `GET /v1/me/refunds`, in the order in which they were asked for. What goes by itself has gone as far as it has by today.
pub async fn list(State(city): State<CityState>, caller: Caller) -> Result<Json<RefundsWire>, Problem> {
    let (nif, now) = (caller.person.nif, city.clock().now());
    let today = today(now);
    let found = city
        .with_store(move |records| {
            records.write(|tx| {
                refunds::go_on(tx, today)?;
                refunds::all(tx, Some(nif))
            })
        })
        .await?;
    Ok(Json(RefundsWire {
        as_of: rfc3339(now),
        refunds: found
            .into_iter()
            .map(|request| RefundWire::new(request, today))
            .collect(),
    }))
}

/// `POST /v1/me/refunds`
pub async fn ask(
    State(city): State<CityState>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let (nif, today) = (caller.person.nif, today(city.clock().now()));
    let asked = Asked {
        person: caller.person,
        headers: &headers,
        kind: "refund",
        about: &body,
        sector: Sector::Tax,
    };
    once(&city, asked, || {
        let wanted = read::<RefundWish>(&headers, &body)?;
        let wish = wanted.map(|wanted| Wish {
            receipt: wanted.receipt,
            cause: wanted.cause,
            iban: wanted.iban,
        });
        Ok(wish.map(|wish| move |tx: &Transaction<'_>| take(tx, nif, &wish, today)))
    })
    .await
}

fn take(tx: &Transaction<'_>, nif: &str, wish: &Wish, today: NaiveDate) -> Result<Verdict, StoreError> {
    Ok(match refunds::ask(tx, nif, wish, today)? {
        Err(refusal) => Verdict::Refused(refusal.into()),
        Ok(request) => {
            let wire = RefundWire::new(request, today);
            Verdict::Done(StatusCode::CREATED, serde_json::to_string(&wire)?)
        }
    })
}
