//! What people see of the desk while a wallet waits.

use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

use super::store::Pushed;
use crate::cards::Configuration;
use crate::citizens::Persona;
use crate::pages::{Frame, Language};

/// Where the wallet is: a form that leads back to it may do so.
const WALLET: &str = "es.madrid.movil: http://127.0.0.1:* https://127.0.0.1:*";

/// Asks whose card it is to be.
pub fn whose(pushed: &Pushed, holders: &[&'static Persona], ticket: &str) -> Response {
    let first = pushed.locales.split([' ', '-']).next().unwrap_or_default();
    let language = if first.eq_ignore_ascii_case("en") {
        Language::English
    } else {
        Language::Spanish
    };
    let say = |es, en| language.say(es, en);
    let cards = pushed.configurations.iter().filter_map(|id| Configuration::of(id));
    let title = say("¿Para quién es la tarjeta?", "Whose card is it to be?");
    let body = html! {
        h1 { (title) }
        ul { @for card in cards { li { (say(card.kind.words.es, card.kind.words.en)) } } }
        form method="post" action="/issuer/login" {
            input type="hidden" name="ticket" value=(ticket);
            ul .ways {
                @for holder in holders {
                    li {
                        button .second name="holder" value=(holder.id) { (holder.given_name) " " (holder.family_name) }
                    }
                }
            }
            button .plain name="cancel" value="1" { (say("Cancelar y volver a la app", "Cancel and go back to the app")) }
        }
    };
    frame(language, title).show(StatusCode::OK, &html! {}, &body)
}

/// For whoever comes with a link that no wallet made, or too late.
pub fn broken_link() -> Response {
    let title = "Este enlace ya no sirve";
    let body = html! {
        h1 { (title) }
        p { "Ha pasado demasiado tiempo o el enlace no es de la app. Vuelve a la app y empieza otra vez." }
        div lang="en" {
            h2 { "This link is no good any more" }
            p { "It took too long, or the link is not from the app. Go back to the app and start again." }
        }
    };
    frame(Language::Spanish, title).show(StatusCode::BAD_REQUEST, &html! {}, &body)
}

fn frame(language: Language, title: &str) -> Frame<'_> {
    Frame {
        language,
        title,
        form_action: WALLET,
        referrer: "no-referrer",
        wide: false,
    }
}
