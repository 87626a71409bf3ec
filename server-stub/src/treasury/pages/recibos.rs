//! Anybody checks whether a receipt is real: `GET /recibos` asks for its code, `GET /recibos/{code}` says.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::html;
use serde::Deserialize;

use super::page;
use crate::api::Problem;
use crate::calendar::wall;
use crate::pages::{Form, Language, Slip};
use crate::state::CityState;
use crate::treasury::numbers::{euros, in_groups, on_paper, read_code};
use crate::treasury::proof::Proof;
use crate::treasury::service::receipt_of;

/// What was typed.
#[derive(Debug, Deserialize)]
pub struct Typed {
    codigo: Option<String>,
}

/// What is asked.
const FIELD: &str = "codigo";
const NO_CODE: &str = "El código tiene 16 letras y números. Revísalo.";
const UNKNOWN: &str = "No hay ningún recibo con este código. Revísalo: si está bien, el recibo no es nuestro.";

/// `GET /recibos`
pub async fn ask(query: Result<Query<Typed>, QueryRejection>) -> Result<Response, Problem> {
    let Query(Typed { codigo }) = query?;
    Ok(match codigo.as_deref() {
        None => asked(StatusCode::OK, "", None),
        Some(typed) => match read_code(typed) {
            Some(code) => Redirect::to(&format!("/recibos/{code}")).into_response(),
            None => asked(StatusCode::BAD_REQUEST, typed, Some(NO_CODE)),
        },
    })
}

/// `GET /recibos/{code}`
pub async fn show(State(city): State<CityState>, Path(code): Path<String>) -> Result<Response, Problem> {
    Ok(match receipt_of(&city, &code).await? {
        Some(proof) => real(&proof),
        None => asked(StatusCode::NOT_FOUND, &code, Some(UNKNOWN)),
    })
}

fn asked(status: StatusCode, typed: &str, wrong: Option<&str>) -> Response {
    let slip = |words: &str| Slip {
        field: Some(FIELD),
        words: words.to_owned(),
    };
    let form = Form {
        language: Language::Spanish,
        slips: wrong.map(slip).into_iter().collect(),
    };
    let input = html! {
        input id=(FIELD) name=(FIELD) value=(typed) autocapitalize="characters" autocomplete="off" spellcheck="false" required
            maxlength="40" aria-invalid=[form.wrong(FIELD)] aria-describedby=[form.described_by(FIELD, true)];
    };
    let hint = Some("Son 16 letras y números. Por ejemplo, 0123-4567-89AB-CDEF.");
    let body = html! {
        (form.summary())
        h1 { "Comprobar un recibo" }
        p .lead { "Escribe el código de verificación que está en el recibo." }
        form method="get" action="/recibos" novalidate {
            (form.field(FIELD, "Código de verificación", hint, &input))
            button type="submit" { "Comprobar" }
        }
    };
    let title = format!("{}Comprobar un recibo", form.title_prefix());
    page(&title, "", status, &body, "")
}

fn real(proof: &Proof) -> Response {
    let paid = wall(proof.paid);
    let body = html! {
        h1 { "Este recibo es auténtico" }
        p .said { "Lo que ves abajo es lo que consta en la ciudad." }
        dl {
            dt { "Recibo" } dd { (proof.number) }
            dt { "Concepto" } dd { (proof.name) }
            dt { "Importe" } dd { (euros(proof.amount)) }
            dt { "Pagado" } dd { (on_paper(paid.date())) ", " (paid.format("%H:%M").to_string()) }
            dt { "Forma de pago" } dd { (proof.channel.words()) }
            @if let Some(since) = proof.given_back {
                dt { "Devuelto a quien pagó" } dd { (on_paper(wall(since).date())) }
            }
            dt { "Código" } dd { (in_groups(&proof.code)) }
        }
        p { a href={ "/v1/receipts/" (proof.code) "/pdf" } { "Ver el recibo en PDF" } }
        p .other { a href="/recibos" { "Comprobar otro recibo" } }
    };
    page("Recibo auténtico", "", StatusCode::OK, &body, "")
}
