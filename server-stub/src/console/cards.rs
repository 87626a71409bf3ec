//! The cards on the console: what was given out, and buttons that take it back.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::response::Redirect;
use chrono::DateTime;
use chrono_tz::Europe::Madrid;
use maud::{Markup, html};
use serde::Deserialize;

use super::acts::Said;
use crate::admin::{CardAction, change_card};
use crate::api::Problem;
use crate::cards::store::Batch;
use crate::state::CityState;

/// How many are shown.
const SHOWN: usize = 40;

/// Which cards, and what happens to them.
#[derive(Debug, Deserialize)]
pub struct CardForm {
    batch: i64,
    action: CardAction,
}

/// `POST /console/cards`
pub async fn act(
    State(city): State<CityState>,
    form: Result<Form<CardForm>, FormRejection>,
) -> Result<Redirect, Problem> {
    let Ok(Form(form)) = form else {
        return Ok(Said::CardsRefused.go());
    };
    let done = change_card(&city, form.batch, form.action).await?;
    Ok(if done {
        Said::CardsChanged.go()
    } else {
        Said::CardsRefused.go()
    })
}

/// What was given out lately.
pub fn section(batches: &[Batch]) -> Markup {
    html! {
        section aria-labelledby="cards" {
            h2 #cards { "Cards" }
            p { a href="/mostrador?lang=en" { "Card counter" } ", " a href="/tarjetas?lang=en" { "self-service" } ", "
                a href="/comprobar-tarjetas?lang=en" { "check a card" } }
            @if batches.is_empty() { p { "No card has been given out yet." } }
            @else { div .scroll role="region" aria-label="Cards given out" tabindex="0" { (table(batches)) } }
        }
    }
}

fn table(batches: &[Batch]) -> Markup {
    html! {
        table {
            thead {
                tr {
                    @for name in ["No.", "Card", "Person", "Status", "Do", "Given", "Copies", "Good until", "Wallet says"] {
                        th scope="col" { (name) }
                    }
                }
            }
            tbody { @for batch in batches.iter().take(SHOWN) { (row(batch)) } }
        }
    }
}

fn row(batch: &Batch) -> Markup {
    html! {
        tr .bad[batch.status != "valid"] {
            td .number { (batch.id) }
            td { code { (batch.configuration) } }
            td { (batch.person) }
            td { (batch.status) }
            td { @if batch.status != "revoked" { (buttons(batch)) } }
            td { (day(batch.issued)) }
            td .number { (batch.copies) }
            td { (day(batch.ends)) }
            td { (batch.event.as_deref().unwrap_or_default()) }
        }
    }
}

/// What can be done to it.
fn buttons(batch: &Batch) -> Markup {
    html! {
        form method="post" action="/console/cards" {
            input type="hidden" name="batch" value=(batch.id);
            div .row {
                (button("revoke", "Revoke", batch))
                @if batch.status == "valid" { (button("suspend", "Suspend", batch)) }
                @else { (button("restore", "Restore", batch)) }
            }
        }
    }
}

/// A button that says which cards it is for to those who hear it alone.
fn button(action: &str, words: &str, batch: &Batch) -> Markup {
    html! { button .second name="action" value=(action) { (words) span .unseen { ": no. " (batch.id) } } }
}

fn day(seconds: i64) -> String {
    let time = DateTime::from_timestamp(seconds, 0).unwrap_or_default();
    time.with_timezone(&Madrid).format("%-d %b %Y, %H:%M").to_string()
}
