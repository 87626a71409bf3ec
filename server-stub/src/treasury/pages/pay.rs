//! The way to the bank, and the page that people come back to. Coming back proves nothing: the page asks the bank, and says no
//! more than the city knows.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::page;
use crate::api::Problem;
use crate::calendar::wall;
use crate::identity::Origin;
use crate::state::CityState;
use crate::treasury::bank::{BankForm, Charge, NotHeard, WayBack};
use crate::treasury::inquiry::look;
use crate::treasury::model::{Payment, PaymentKey, Reason, State as PaymentState};
use crate::treasury::numbers::euros;
use crate::treasury::service::{current, known};

/// Saves a press of the button, once: who comes back to the page with "back" is not sent away again.
const GO_AT_ONCE: &str =
    "if(performance.getEntriesByType('navigation')[0]?.type==='navigate')document.forms[0].submit()";

/// `GET /pay/{key}`: the form that leads to the bank, as long as the city waits for the payer.
pub async fn start(
    State(city): State<CityState>,
    origin: Origin,
    Path(key): Path<String>,
) -> Result<Response, Problem> {
    let Some(payment) = find(&city, &key).await? else {
        return Ok(unknown());
    };
    let payment = current(&city, payment).await?;
    let waits = payment
        .order
        .as_ref()
        .filter(|order| city.clock().now() < order.expires);
    let is_open = payment.state == PaymentState::AwaitingPayer && waits.is_some();
    match Charge::of(&payment).filter(|_| is_open) {
        Some(charge) => Ok(to_the_bank(&city, &origin, &payment, &charge)),
        None => Ok(outcome(&payment)),
    }
}

/// `GET /pay/{key}/ok` and `GET /pay/{key}/ko`: whichever way people come, the bank is asked.
pub async fn back(State(city): State<CityState>, Path(key): Path<String>) -> Result<Response, Problem> {
    let Some(payment) = find(&city, &key).await? else {
        return Ok(unknown());
    };
    if payment.state != PaymentState::AwaitingPayer {
        return Ok(outcome(&payment));
    }
    let as_it_stands = payment.clone();
    let found = look(&city, payment).await?;
    Ok(outcome(&found.unwrap_or(as_it_stands)))
}

async fn find(city: &CityState, key: &str) -> Result<Option<Payment>, Problem> {
    match PaymentKey::read(key) {
        Some(key) => known(city, &key).await,
        None => Ok(None),
    }
}

fn to_the_bank(city: &CityState, Origin(origin): &Origin, payment: &Payment, charge: &Charge) -> Response {
    let address = format!("{origin}/pay/{}", payment.key.as_str());
    let back = WayBack {
        what: payment.name.clone(),
        ok: format!("{address}/ok"),
        ko: format!("{address}/ko"),
    };
    match city.bank().form(charge, &back) {
        Ok(form) => {
            // A gateway of the city's own is no other house.
            let elsewhere = if form.action.starts_with('/') { "" } else { &form.action };
            page("Pagar", elsewhere, StatusCode::OK, &way(payment, &form), GO_AT_ONCE)
        }
        Err(NotHeard) => {
            let body = html! {
                h1 { "Ahora no se puede pagar" }
                p { "El banco no responde. No se ha cobrado nada. Prueba otra vez dentro de unos minutos." }
            };
            page("Pagar", "", StatusCode::SERVICE_UNAVAILABLE, &body, "")
        }
    }
}

fn way(payment: &Payment, form: &BankForm) -> Markup {
    let until = payment
        .order
        .as_ref()
        .map(|order| wall(order.expires).format("%H:%M").to_string());
    html! {
        h1 { "Pagar " (euros(payment.amount)) }
        (what(payment))
        @if let Some(until) = until { p { "Tienes hasta las " strong { (until) } " para pagar." } }
        form method="post" action=(form.action) {
            @for (name, value) in &form.fields { input type="hidden" name=(name) value=(value); }
            p .hint #bank-hint { "Vas a la página del banco. Solo el banco ve los datos de tu tarjeta o de tu Bizum." }
            button type="submit" aria-describedby="bank-hint" { "Ir a la página del banco" }
        }
    }
}

fn what(payment: &Payment) -> Markup {
    html! {
        dl {
            dt { "Qué pagas" } dd { (payment.name) }
            dt { "Importe" } dd { (euros(payment.amount)) }
            dt { "Forma de pago" } dd { (payment.method.words()) }
        }
    }
}

/// What the city knows, and the way back to the app.
fn outcome(payment: &Payment) -> Response {
    let (title, words) = told(payment.state);
    let body = html! {
        h1 { (title) }
        p { (words) }
        (what(payment))
        @if let Some(receipt) = &payment.receipt {
            p { "Recibo " strong { (receipt.number) } ". También lo tienes en la app." }
        }
        p .lead { "Ya puedes cerrar esta página y volver a la app." }
    };
    page(title, "", StatusCode::OK, &body, "")
}

const fn told(state: PaymentState) -> (&'static str, &'static str) {
    match state {
        PaymentState::AwaitingPayer => (
            "Todavía no sabemos cómo ha ido",
            "El banco no nos ha confirmado este pago. La app te lo dirá en cuanto lo haga. No pagues otra vez mientras tanto.",
        ),
        PaymentState::Settled => ("Está pagado", "El banco nos ha confirmado el pago."),
        PaymentState::Closed => ("Este pago está cerrado", "No se ha cobrado nada con él."),
        PaymentState::Rejected(reason) => ("No está pagado", why(reason)),
    }
}

const fn why(reason: Reason) -> &'static str {
    match reason {
        Reason::Refused => "El banco no ha aceptado el pago. No se ha cobrado nada.",
        Reason::Cancelled => "Has cancelado el pago. No se ha cobrado nada.",
        Reason::ExpiredCard => "La tarjeta ha caducado o su fecha no es correcta. No se ha cobrado nada.",
        Reason::Authentication => "El banco no ha podido comprobar que eres tú. No se ha cobrado nada.",
        Reason::Fraud => "El banco ha retenido la tarjeta por seguridad. Habla con tu banco. No se ha cobrado nada.",
        Reason::Refunded => "El banco cobró este importe y no hacía falta. Te lo devolvemos por el mismo medio.",
        Reason::Locked => "Hay otro pago en marcha para lo mismo. Con este no se ha cobrado nada.",
        Reason::AlreadyPaid => "Ya estaba pagado. Con este pago no se ha cobrado nada.",
        Reason::AmountChanged => "El importe ha cambiado. No se ha cobrado nada: míralo otra vez en la app.",
        Reason::DebtUnknown | Reason::Other => "No se puede pagar así. No se ha cobrado nada.",
    }
}

fn unknown() -> Response {
    let body = html! {
        h1 { "No conocemos este pago" }
        p { "Abre la página otra vez desde la app." }
    };
    page("Pago desconocido", "", StatusCode::NOT_FOUND, &body, "")
}
