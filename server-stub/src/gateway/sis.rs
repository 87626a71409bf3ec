//! Where payers come. Every form is answered with a way to the payment's page, and the page shows the payment as it stands:
//! going back or reloading does nothing twice.

use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, Query, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::desk::{Arrival, new_token};
use super::means::{Card, Mistake, Phone};
use super::operation::{Act, Operation, State as Stage, Verdict};
use super::{Gateway, GatewayError, page};
use crate::calendar::today;
use crate::redsys::{Ask, Merchant, Parameters, PayMethod, Refusal, Sale, Signed};

impl IntoResponse for GatewayError {
    fn into_response(self) -> Response {
        page::broken()
    }
}

/// `POST /sis/realizarPago`: a payer comes with what a shop signed.
pub async fn arrive(
    State(gateway): State<Gateway>,
    form: Result<Form<Signed>, FormRejection>,
) -> Result<Response, GatewayError> {
    let Ok(Form(signed)) = form else {
        return Ok(page::unusable(sis_code(Refusal::Undecodable)));
    };
    let (parameters, sale) = match gateway.read_sale(&signed) {
        Ok(asked) => asked,
        Err(code) => return Ok(page::unusable(code)),
    };
    let new = Operation {
        order: parameters.order,
        token: new_token()?,
        request: signed.parameters,
        amount_cents: parameters.amount_cents,
        sale,
        state: Stage::Begun,
    };
    let token = new.token.clone();
    let arrival = gateway.with_desk(move |desk| desk.arrive(&new)).await?;
    gateway.ring();
    Ok(match arrival {
        Arrival::First => to_page(&token),
        Arrival::Again(operation) => page::repeated(operation.as_deref()),
    })
}

/// Which page.
#[derive(Deserialize)]
pub struct Which {
    operacion: String,
}

/// `GET /sis/pagar?operacion=…`: the page of a payment.
pub async fn show(
    State(gateway): State<Gateway>,
    which: Result<Query<Which>, QueryRejection>,
) -> Result<Response, GatewayError> {
    let Ok(Query(which)) = which else {
        return Ok(page::unknown());
    };
    let operation = gateway
        .with_desk(move |desk| desk.act(&which.operacion, Act::Look))
        .await?;
    gateway.ring();
    Ok(operation.map_or_else(page::unknown, |operation| page::of(&operation, &[])))
}

/// What a payer sent. Not to be shown or kept: it may be a card.
#[derive(Deserialize)]
pub struct Typed {
    operacion: String,
    cancel: Option<String>,
    number: Option<String>,
    expiry: Option<String>,
    cvv: Option<String>,
    phone: Option<String>,
    code: Option<String>,
}

/// `POST /sis/pagar`: the payer gives a card, a telephone or a code, or cancels.
pub async fn pay(
    State(gateway): State<Gateway>,
    form: Result<Form<Typed>, FormRejection>,
) -> Result<Response, GatewayError> {
    let Ok(Form(typed)) = form else {
        return Ok(page::unknown());
    };
    let token = typed.operacion.clone();
    let found = gateway.with_desk(move |desk| desk.act(&token, Act::Look)).await?;
    let Some(operation) = found else {
        return Ok(page::unknown());
    };
    let token = operation.token.clone();
    match gateway.take(&operation, typed).await? {
        Ok(()) => Ok(to_page(&token)),
        Err(mistakes) => Ok(page::of(&operation, &mistakes)),
    }
}

impl Gateway {
    /// Does what a payer wants with a payment that stood like this a moment ago, or says what is wrong with the form.
    async fn take(&self, operation: &Operation, typed: Typed) -> Result<Result<(), Vec<Mistake>>, GatewayError> {
        let token = operation.token.clone();
        if typed.cancel.is_some() {
            self.with_desk(move |desk| desk.act(&token, Act::Cancel)).await?;
        } else if let Some(code) = typed.code.as_deref().map(str::trim) {
            if code.is_empty() && operation.state.is_open() {
                return Ok(Err(vec![Mistake::CodeMissing]));
            }
            let code = code.to_owned();
            self.with_desk(move |desk| desk.act(&token, Act::Code(&code))).await?;
        } else if operation.state == Stage::Begun {
            let (verdict, last_four) = match self.judge(operation.sale.method, &typed) {
                Ok(judged) => judged,
                Err(mistakes) => return Ok(Err(mistakes)),
            };
            self.with_desk(move |desk| desk.pay(&token, verdict, &last_four))
                .await?;
        }
        self.ring();
        Ok(Ok(()))
    }

    /// What the bank says of what was typed, and all that is kept of it.
    fn judge(&self, method: PayMethod, typed: &Typed) -> Result<(Verdict, String), Vec<Mistake>> {
        let text = |field: &Option<String>| field.clone().unwrap_or_default();
        match method {
            PayMethod::Card => {
                let card = Card::parse(&text(&typed.number), &text(&typed.expiry), &text(&typed.cvv))?;
                Ok((card.verdict(today(self.0.clock.now())), card.last_four()))
            }
            PayMethod::Bizum => {
                let phone = Phone::parse(&text(&typed.phone)).map_err(|mistake| vec![mistake])?;
                Ok((phone.verdict(), phone.last_four()))
            }
        }
    }

    /// What a shop asks for, if it is our shop and it was not changed on the way; otherwise the code that says why not.
    pub(super) fn read(&self, signed: &Signed) -> Result<Parameters, &'static str> {
        let parameters = self.0.keyring.open_request(signed).map_err(sis_code)?;
        let Merchant { code, terminal } = &self.0.merchant;
        if parameters.merchant.code != *code {
            return Err("SIS0432");
        }
        if parameters.merchant.terminal != *terminal {
            return Err("SIS0433");
        }
        Ok(parameters)
    }

    fn read_sale(&self, signed: &Signed) -> Result<(Parameters, Sale), &'static str> {
        let parameters = self.read(signed)?;
        let Ask::Sale(sale) = parameters.ask.clone() else {
            return Err(WRONG_TYPE);
        };
        if parameters.amount_cents < 1 {
            return Err("SIS0019");
        }
        // A payer is led nowhere but to pages.
        let is_page = |url: &str| {
            url.parse::<Uri>()
                .is_ok_and(|uri| matches!(uri.scheme_str(), Some("http" | "https")))
        };
        if [&sale.ok_url, &sale.ko_url].into_iter().all(|url| is_page(url)) {
            Ok((parameters, sale))
        } else {
            Err("SIS0431")
        }
    }
}

/// The transaction type is not one for this address.
pub const WRONG_TYPE: &str = "SIS0112";

/// What Redsys calls a message that is not believed or not understood.
fn sis_code(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::VersionUnknown => "SIS0429",
        Refusal::Undecodable => "SIS0430",
        Refusal::NotJson => "SIS0431",
        Refusal::OrderMissing => "SIS0434",
        Refusal::SignatureWrong => "SIS0042",
        Refusal::Field(name) => match name {
            "DS_MERCHANT_ORDER" => "SIS0014",
            "DS_MERCHANT_AMOUNT" => "SIS0019",
            "DS_MERCHANT_CURRENCY" => "SIS0027",
            "DS_MERCHANT_TRANSACTIONTYPE" => WRONG_TYPE,
            "DS_MERCHANT_MERCHANTCODE" => "SIS0432",
            "DS_MERCHANT_TERMINAL" => "SIS0433",
            _ => "SIS0431",
        },
    }
}

fn to_page(token: &str) -> Response {
    Redirect::to(&format!("pagar?operacion={token}")).into_response()
}
