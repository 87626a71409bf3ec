//! What the treasury shows to people with a browser, Spanish first: the way to the bank and back, and whether a receipt is real.
//! Nobody signs in here: who has the key of a payment may see it, and who has the code of a receipt may see that.

mod pay;
mod recibos;

use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use maud::{Markup, html};

use super::notices::hear;
use crate::pages::{Frame, Language};
use crate::state::CityState;

/// No notice of a bank is longer, in bytes.
const LONGEST_NOTICE: usize = 16 * 1_024;

/// The pages, and where the bank speaks.
pub fn routes() -> [(&'static str, MethodRouter<CityState>); 6] {
    [
        ("/pay/{key}", get(pay::start)),
        ("/pay/{key}/ok", get(pay::back)),
        ("/pay/{key}/ko", get(pay::back)),
        (
            "/pagos/notificacion",
            post(hear).layer(DefaultBodyLimit::max(LONGEST_NOTICE)),
        ),
        ("/recibos", get(recibos::ask)),
        ("/recibos/{code}", get(recibos::show)),
    ]
}

/// A page. Its address holds a key or a code, and no other site hears of it.
fn page(title: &str, form_action: &str, status: StatusCode, body: &Markup, script: &'static str) -> Response {
    let frame = Frame {
        language: Language::Spanish,
        title,
        form_action,
        referrer: "no-referrer",
        wide: false,
    };
    frame.show_with_script(status, &html! { "Pagos" }, body, script)
}
