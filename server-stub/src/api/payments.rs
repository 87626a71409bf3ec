//! Payments, named by phones: `PUT` and `GET /v1/payments/{key}`, and `POST /v1/payments/{key}/close`.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::map_response;
use axum::routing::{MethodRouter, get, post};
use serde::{Deserialize, Serialize};
use serde_json::Number;
use tower_http::limit::RequestBodyLimitLayer;

use super::me::{LONGEST_BODY, keep_private, read, whole};
use super::references::{self, REFERENCE};
use crate::api::Problem;
use crate::clock::rfc3339;
use crate::gate::Peer;
use crate::guesses::Tried;
use crate::identity::{Caller, Origin};
use crate::state::CityState;
use crate::treasury::{self, Asked, DebtRef, Method, Payment, PaymentKey, Proof, Reason, State as PaymentState, What};

/// No system numbers a debt longer than the longest reference, which is its own debt where it belongs to none.
const LONGEST_ID: usize = 49;

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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    debt: Option<DebtRef>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    amount_cents: Number,
    method: Method,
}

impl PaymentWish {
    /// Under which name, and what. A debt is paid by who has signed in, what is on a paper by whoever holds it.
    fn understood(
        key: &str,
        caller: Option<Caller>,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<(PaymentKey, Asked), Problem> {
        let key = PaymentKey::read(key).ok_or(Problem::BAD_PAYMENT_KEY)?;
        let wish: Self = read(headers, body)??;
        let amount = whole(&wish.amount_cents).filter(|amount| *amount > 0);
        let amount = amount.ok_or(Problem::OTHER_JSON)?;
        let what = match (wish.debt, wish.reference) {
            (Some(debt), None) => {
                let has_id = (1..=LONGEST_ID).contains(&debt.id.chars().count());
                has_id.then_some(()).ok_or(Problem::OTHER_JSON)?;
                What::Debt(caller.ok_or(Problem::TOKEN_INVALID)?.person, debt)
            }
            (None, Some(reference)) => {
                let read = references::read(&reference);
                // Which part is wrong is told to whoever asks what it would pay.
                What::Reference(read.map_err(|_| Problem::REFERENCE_WRONG)?)
            }
            _ => return Err(Problem::OTHER_JSON),
        };
        let asked = Asked {
            what,
            amount,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
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

/// A receipt.
#[derive(Debug, Serialize)]
pub struct ReceiptWire {
    number: String,
    debt: DebtRef,
    name: String,
    amount_cents: i64,
    paid: String,
    method: &'static str,
    code: String,
    notice: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    given_back: Option<String>,
}

impl ReceiptWire {
    /// In the words of the contract.
    pub fn new(proof: Proof) -> Self {
        Self {
            number: proof.number,
            debt: proof.debt,
            name: proof.name,
            amount_cents: proof.amount,
            paid: rfc3339(proof.paid),
            method: proof.channel.name(),
            code: proof.code,
            notice: proof.notice,
            given_back: proof.given_back.map(rfc3339),
        }
    }
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
            receipt: Proof::of(&payment).map(ReceiptWire::new),
            order: payment.order.map(|order| order.number),
            amount_cents: payment.amount,
            debt: payment.debt,
            reference: payment.reference,
            name: payment.name,
            method: payment.method,
        }
    }
}

/// Whose a request is, if it says so, and where it came from.
type Visitor = (Option<Caller>, Option<Extension<Peer>>);

/// `PUT /v1/payments/{key}`: 201 the first time, 200 whenever it is repeated.
async fn submit(
    State(city): State<CityState>,
    (caller, peer): Visitor,
    origin: Origin,
    Path(key): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<PaymentWire>), Problem> {
    let (key, asked) = PaymentWish::understood(&key, caller, &headers, &body)?;
    let reference = asked.what.reference().map(str::to_owned);
    let about = reference.as_deref().map(|reference| [(REFERENCE, reference)]);
    let tried = about.as_ref().map(|about| Tried {
        from: Some(references::caller(peer)),
        about,
    });
    if let Some(tried) = &tried {
        references::admit(&city, tried)?;
    }
    let submitted = treasury::submit(&city, key, asked).await;
    let in_vain =
        |(payment, is_new): &(Payment, bool)| *is_new && payment.state == PaymentState::Rejected(Reason::DebtUnknown);
    if let Some(tried) = tried.filter(|_| !submitted.as_ref().is_ok_and(in_vain)) {
        city.guesses().was_right(&tried);
    }
    let (payment, is_new) = submitted?;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(PaymentWire::new(&origin, payment))))
}

/// `GET /v1/payments/{key}`
async fn show(
    State(city): State<CityState>,
    caller: Option<Caller>,
    origin: Origin,
    Path(key): Path<String>,
) -> Result<Json<PaymentWire>, Problem> {
    let key = PaymentKey::read(&key).ok_or(Problem::BAD_PAYMENT_KEY)?;
    let payment = treasury::show(&city, caller.map(|caller| caller.person), &key).await?;
    Ok(Json(PaymentWire::new(&origin, payment)))
}

/// `POST /v1/payments/{key}/close`
async fn close(
    State(city): State<CityState>,
    caller: Option<Caller>,
    origin: Origin,
    Path(key): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<PaymentWire>, Problem> {
    let (key, asked) = PaymentWish::understood(&key, caller, &headers, &body)?;
    let payment = treasury::close(&city, key, asked).await?;
    Ok(Json(PaymentWire::new(&origin, payment)))
}
