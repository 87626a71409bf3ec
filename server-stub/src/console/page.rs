//! The console as a page.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::acts::Said;
use super::{cards, sections};
use crate::api::Problem;
use crate::cards::store::batches;
use crate::identity::live_sessions;
use crate::pages::{Frame, Language};
use crate::state::CityState;

/// How many requests are shown.
const SHOWN: usize = 40;
/// The parts of the page.
const PARTS: [(&str, &str); 6] = [
    ("clock", "Clock"),
    ("systems", "Systems"),
    ("faults", "Faults"),
    ("people", "People"),
    ("cards", "Cards"),
    ("traffic", "Traffic"),
];

/// How the page is to be.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    said: Option<Said>,
    /// Whether it loads itself again every few seconds. Off unless wanted: it takes the keyboard's place away.
    #[serde(default)]
    live: bool,
}

/// `GET /console`
pub async fn show(
    State(city): State<CityState>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, Problem> {
    let wanted = wanted.map(|Query(wanted)| wanted).unwrap_or_default();
    let now = city.clock().now();
    let (sessions, given) = city
        .with_store(move |store| store.read(|c| Ok((live_sessions(c, now.timestamp())?, batches(c)?))))
        .await?;
    let body = html! {
        h1 { "Console" }
        (said(wanted.said))
        nav aria-label="On this page" {
            ul {
                @for (id, name) in PARTS { li { a href={ "#" (id) } { (name) } } }
                li { a href="/console/gateway" { "Payment gateway" } }
                li { a href="/quality" { "Quality of the open data" } }
            }
        }
        div .grid {
            (sections::clock(now))
            (sections::systems(&city.moods().all(), city.identity().is_down()))
            (sections::faults(&city.faults().rules()))
        }
        (sections::people(&sessions))
        (cards::section(&given))
        (sections::traffic(&city.traffic().latest(SHOWN), city.requests().weight(), wanted.live))
    };
    let frame = Frame {
        language: Language::English,
        title: "Console",
        form_action: "",
        // Not "no-referrer": a form's Origin would be "null" then, and the gate could not tell whose it is.
        referrer: "same-origin",
        wide: true,
    };
    let mut response = frame.show(StatusCode::OK, &html! { "Developer console" }, &body);
    if wanted.live {
        response.headers_mut().insert("refresh", HeaderValue::from_static("3"));
    }
    Ok(response)
}

/// It takes the focus, so that it is read and Tab goes on from there.
fn said(said: Option<Said>) -> Markup {
    html! {
        @if let Some(said) = said {
            p #said .said .refused[said.is_refusal()] role="status" tabindex="-1" autofocus { (said.words()) }
        }
    }
}
