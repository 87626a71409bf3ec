//! Where shops ask by themselves. A question is a signed form, and so is a good answer, in JSON; an error is Redsys' code
//! for it. Asking again is always safe.

use axum::Json;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::desk::Refund;
use super::forced::Hearing;
use super::sis::WRONG_TYPE;
use super::{Gateway, GatewayError};
use crate::redsys::{Answer, Ask, Parameters, Signed};

/// What a shop sent.
type Sent = Result<Form<Signed>, FormRejection>;

/// Why a shop gets no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused(StatusCode, &'static str);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "errorCode": self.1 }))).into_response()
    }
}

impl From<GatewayError> for Refused {
    /// The records cannot be used: nothing is known and nothing was done.
    fn from(_: GatewayError) -> Self {
        Self(StatusCode::INTERNAL_SERVER_ERROR, "SIS0034")
    }
}

const fn refused(code: &'static str) -> Refused {
    Refused(StatusCode::BAD_REQUEST, code)
}

/// A tester wants the shop to hear nothing.
const SILENT: Refused = Refused(StatusCode::SERVICE_UNAVAILABLE, "SIS0034");

/// `POST /rest/consulta`: how an order stands.
pub async fn query(State(gateway): State<Gateway>, sent: Sent) -> Result<Json<Signed>, Refused> {
    let (asked, hearing) = gateway.read_ask(sent, &Ask::Query)?;
    let answer = gateway.with_desk(move |desk| desk.query(&asked.order)).await?;
    gateway.answer(&answer, hearing)
}

/// `POST /rest/anular`: nobody can pay it any more, unless somebody has, or is just doing so.
pub async fn annul(State(gateway): State<Gateway>, sent: Sent) -> Result<Json<Signed>, Refused> {
    let (asked, hearing) = gateway.read_ask(sent, &Ask::Annul)?;
    let answer = gateway.with_desk(move |desk| desk.annul(&asked.order)).await?;
    gateway.answer(&answer, hearing)
}

/// `POST /rest/devolucion`: all of the money goes back.
pub async fn refund(State(gateway): State<Gateway>, sent: Sent) -> Result<Json<Signed>, Refused> {
    let (asked, hearing) = gateway.read_ask(sent, &Ask::Refund)?;
    let refund = gateway
        .with_desk(move |desk| desk.refund(&asked.order, asked.amount_cents))
        .await?;
    match refund {
        Refund::Told(answer) => gateway.answer(&answer, hearing),
        Refund::Unknown => Err(refused("SIS0054")),
        Refund::OtherAmount => Err(refused("SIS0057")),
    }
}

impl Gateway {
    fn read_ask(&self, sent: Sent, expected: &Ask) -> Result<(Parameters, Hearing), Refused> {
        let Form(signed) = sent.map_err(|_| refused("SIS0430"))?;
        let parameters = self.read(&signed).map_err(refused)?;
        // Above all: what a payer's browser carries is a sale, and no refund.
        if parameters.ask != *expected {
            return Err(refused(WRONG_TYPE));
        }
        match self.0.forced.next_hearing() {
            Hearing::Unheard => Err(SILENT),
            hearing => Ok((parameters, hearing)),
        }
    }

    fn answer(&self, answer: &Answer, hearing: Hearing) -> Result<Json<Signed>, Refused> {
        // Time may have ended a challenge: the shop is to be told of that as well.
        self.ring();
        match hearing {
            Hearing::Unanswered => Err(SILENT),
            Hearing::Usual | Hearing::Unheard => Ok(Json(self.0.keyring.sign_answer(answer))),
        }
    }
}
