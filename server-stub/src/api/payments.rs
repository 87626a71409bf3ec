//! Payments, named by phones: `PUT` and `GET /v1/payments/{key}`, and `POST /v1/payments/{key}/close`.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::map_response;
use axum::routing::{MethodRouter, get, post};
use serde::{Deserialize, Serialize};
use serde_json::Number;
use tower_http::limit::RequestBodyLimitLayer;

use super::me::{LONGEST_BODY, keep_private, read, whole};
use crate::api::Problem;
use crate::clock::rfc3339;
use crate::identity::{Caller, Origin};
use crate::state::CityState;
use crate::treasury::{self, Asked, DebtRef, Method, Payment, PaymentKey, Reason, State as PaymentState};

/// No system numbers a debt longer.
const LONGEST_ID: usize = 40;

/// Their routes.
pub fn routes() -> [(&'static str, MethodRouter<CityState>); 2] {
    let routes = [
        ("/v1/payments/{key}", get(show).put(submit)),
        ("/v1/payments/{key}/close", post(close)),
    ];
    routes.map(|(path, route)| {
        let route = route
            .layer(RequestBodyLimitLayer::new(LONGEST_BODY))
            .layer(map_response(keep_private));
        (path, route)
    })
}

/// What somebody wants to pay.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PaymentWish {
    debt: DebtRef,
    amount_cents: Number,
    method: Method,
}

impl PaymentWish {
    /// Under which name, and what.
    fn understood(key: &str, headers: &HeaderMap, body: &[u8]) -> Result<(PaymentKey, Asked), Problem> {
        let key = PaymentKey::read(key).ok_or(Problem::BAD_PAYMENT_KEY)?;
        let wish: Self = read(headers, body)??;
        let amount = whole(&wish.amount_cents).filter(|amount| *amount > 0);
        let has_id = (1..=LONGEST_ID).contains(&wish.debt.id.chars().count());
        let asked = Asked {
            amount: amount.filter(|_| has_id).ok_or(Problem::OTHER_JSON)?,
            debt: wish.debt,
            method: wish.method,
        };
        Ok((key, asked))
    }
}

/// A payment.
#[derive(Debug, Serialize)]
pub struct PaymentWire {
    key: String,
    order: Option<String>,
    state: &'static str,
    amount_cents: i64,
    debt: DebtRef,
    name: String,
    method: Method,
    created: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt: Option<ReceiptWire>,
}

#[derive(Debug, Serialize)]
struct ReceiptWire {
    number: String,
    debt: DebtRef,
    name: String,
    amount_cents: i64,
    paid: String,
    method: Method,
    code: String,
    notice: Vec<String>,
}

impl PaymentWire {
    /// In the words of the contract, for somebody who calls the city so.
    pub fn new(Origin(origin): &Origin, payment: Payment) -> Self {
        let key = payment.key.as_str();
        let waits = payment.state == PaymentState::AwaitingPayer;
        let open = payment.order.as_ref().filter(|_| waits);
        Self {
            url: open.map(|_| format!("{origin}/pay/{key}")),
            expires: open.map(|order| rfc3339(order.expires)),
            key: key.to_owned(),
            state: payment.state.name(),
            reason: payment.state.reason().map(Reason::name),
            created: rfc3339(payment.created),
            receipt: payment.receipt.map(|receipt| ReceiptWire {
                number: receipt.number,
                debt: payment.debt.clone(),
                name: payment.name.clone(),
                amount_cents: payment.amount,
                paid: rfc3339(receipt.paid),
                method: payment.method,
                code: receipt.code,
                notice: receipt.notice,
            }),
            order: payment.order.map(|order| order.number),
            amount_cents: payment.amount,
            debt: payment.debt,
            name: payment.name,
            method: payment.method,
        }
    }
}

/// `PUT /v1/payments/{key}`: 201 the first time, 200 whenever it is repeated.
async fn submit(
    State(city): State<CityState>,
    caller: Caller,
    origin: Origin,
    Path(key): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<PaymentWire>), Problem> {
    let (key, asked) = PaymentWish::understood(&key, &headers, &body)?;
    let (payment, is_new) = treasury::submit(&city, caller.person, key, asked).await?;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(PaymentWire::new(&origin, payment))))
}

/// `GET /v1/payments/{key}`
async fn show(
    State(city): State<CityState>,
    caller: Caller,
    origin: Origin,
    Path(key): Path<String>,
) -> Result<Json<PaymentWire>, Problem> {
    let key = PaymentKey::read(&key).ok_or(Problem::BAD_PAYMENT_KEY)?;
    let payment = treasury::show(&city, caller.person, &key).await?;
    Ok(Json(PaymentWire::new(&origin, payment)))
}

/// `POST /v1/payments/{key}/close`
async fn close(
    State(city): State<CityState>,
    caller: Caller,
    origin: Origin,
    Path(key): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<PaymentWire>, Problem> {
    let (key, asked) = PaymentWish::understood(&key, &headers, &body)?;
    let payment = treasury::close(&city, caller.person, key, asked).await?;
    Ok(Json(PaymentWire::new(&origin, payment)))
}
