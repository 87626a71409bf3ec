//! `/multas/comprobar`: the same for people with a browser, Spanish first. What is typed goes in the body: no address keeps it.

use axum::extract::rejection::FormRejection;
use axum::extract::{Extension, Form as Posted, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use maud::html;
use serde::Deserialize;

use super::check::{CheckWire, NoAnswer, Pair, look as look_up};
use crate::api::Problem;
use crate::gate::Peer;
use crate::pages::{Form, Frame, Language, Slip};
use crate::state::CityState;
use crate::treasury::{euros, on_paper};

const BULLETIN: &str = "boletin";
const PLATE: &str = "matricula";
const NO_BULLETIN: &str = "El boletín tiene nueve cifras. Revísalo.";
const NO_PLATE: &str = "La matrícula tiene letras y números. Revísala.";
const UNKNOWN: &str = "No hay ninguna multa nuestra con ese boletín y esa matrícula. Si los has copiado bien, no pagues: el aviso no \
                       es del Ayuntamiento.";
const WAIT: &str = "Se han probado muchos números desde aquí. Espera unos minutos y prueba otra vez.";
const DOWN: &str = "El sistema de multas no contesta. Prueba más tarde o llama al 010.";

/// What was typed.
#[derive(Debug, Default, Deserialize)]
pub struct Typed {
    #[serde(default)]
    boletin: String,
    #[serde(default)]
    matricula: String,
}

/// `GET /multas/comprobar`
pub async fn ask() -> Response {
    asked(StatusCode::OK, &Typed::default(), None)
}

/// `POST /multas/comprobar`
pub async fn look(
    State(city): State<CityState>,
    peer: Option<Extension<Peer>>,
    typed: Result<Posted<Typed>, FormRejection>,
) -> Result<Response, Problem> {
    let Posted(typed) = typed.map_err(|_| Problem::NO_FORM)?;
    let pair = match Pair::read(&typed.boletin, &typed.matricula) {
        Ok(pair) => pair,
        Err("bulletin") => {
            return Ok(asked(
                StatusCode::BAD_REQUEST,
                &typed,
                Some((Some(BULLETIN), NO_BULLETIN)),
            ));
        }
        Err(_) => return Ok(asked(StatusCode::BAD_REQUEST, &typed, Some((Some(PLATE), NO_PLATE)))),
    };
    Ok(
        match look_up(&city, peer.map(|Extension(Peer(from))| from), pair).await {
            Ok(Some(found)) => real(&found),
            Ok(None) => asked(StatusCode::NOT_FOUND, &typed, Some((None, UNKNOWN))),
            Err(NoAnswer::Problem(_)) => asked(StatusCode::SERVICE_UNAVAILABLE, &typed, Some((None, DOWN))),
            Err(NoAnswer::Wait(wait)) => {
                let mut page = asked(StatusCode::TOO_MANY_REQUESTS, &typed, Some((None, WAIT)));
                let seconds = HeaderValue::from(wait.num_seconds().max(1));
                page.headers_mut().insert(RETRY_AFTER, seconds);
                page
            }
        },
    )
}

fn asked(status: StatusCode, typed: &Typed, wrong: Option<(Option<&'static str>, &str)>) -> Response {
    let slip = |(field, words): (Option<&'static str>, &str)| Slip {
        field,
        words: words.to_owned(),
    };
    let form = Form {
        language: Language::Spanish,
        slips: wrong.map(slip).into_iter().collect(),
    };
    let input = |name: &'static str, value: &str, mode: &str| {
        html! {
            input id=(name) name=(name) value=(value) inputmode=(mode) autocapitalize="characters" autocomplete="off"
                spellcheck="false" required maxlength="20" aria-invalid=[form.wrong(name)]
                aria-describedby=[form.described_by(name, true)];
        }
    };
    let body = html! {
        (form.summary())
        h1 { "¿Es real esta multa?" }
        p .lead { "Escribe los dos datos que están en la carta o en el aviso. No hace falta entrar." }
        form method="post" action="/multas/comprobar" novalidate {
            (form.field(BULLETIN, "Número de boletín", Some("Son nueve cifras. Por ejemplo, 482 190 375."),
                &input(BULLETIN, &typed.boletin, "numeric")))
            (form.field(PLATE, "Matrícula", Some("Por ejemplo, 1234 BCD."), &input(PLATE, &typed.matricula, "text")))
            button type="submit" { "Comprobar" }
        }
    };
    let title = format!("{}¿Es real esta multa?", form.title_prefix());
    page(&title, status, &body)
}

fn real(found: &CheckWire) -> Response {
    let body = html! {
        h1 { "Esta multa es real" }
        p .said { "Es del Ayuntamiento. No decimos a nombre de quién está." }
        dl {
            dt { "Por qué" } dd { (what(found.kind)) }
            dt { "Cómo está" } dd { (standing(found.state)) }
            @if let Some(cents) = found.amount_cents { dt { "Hoy cuesta" } dd { (euros(cents)) } }
            @if let Some(until) = found.amount_until { dt { "Ese precio vale hasta el" } dd { (on_paper(until)) } }
        }
        p .other { a href="/multas/comprobar" { "Comprobar otra multa" } }
    };
    page("Esta multa es real", StatusCode::OK, &body)
}

fn what(kind: &str) -> &'static str {
    match kind {
        "speed" => "Exceso de velocidad",
        "parking" => "Estacionamiento",
        "low_emission_zone" => "Zona de bajas emisiones",
        "red_light" => "Semáforo en rojo",
        _ => "Tráfico",
    }
}

fn standing(state: &str) -> &'static str {
    match state {
        "reported" => "Denunciada; todavía sin notificar",
        "notified" => "Notificada, con descuento por pronto pago",
        "discount_over" => "Notificada; el descuento ha terminado",
        "contested" => "Con alegaciones en estudio",
        "driver_named" => "Pasa a quien conducía",
        "final" => "Firme: se paga entera",
        "enforcement" => "Con recargo, porque pasó el plazo",
        "paid" | "closed" => "Pagada",
        "cancelled" => "Anulada: no hay que pagar",
        "written_off" => "De baja: no hay que pagar",
        "refunded" => "Devuelta: no hay que pagar",
        _ => "En trámite",
    }
}

fn page(title: &str, status: StatusCode, body: &maud::Markup) -> Response {
    let frame = Frame {
        language: Language::Spanish,
        title,
        form_action: "",
        referrer: "no-referrer",
        wide: false,
    };
    frame.show(status, &html! { "Multas" }, body)
}
