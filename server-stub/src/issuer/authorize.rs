//! `GET /issuer/authorize`: the browser comes with what was pushed. The person signs in at the identity provider, as with everything else of
//! the City, and comes back here; who may act for others is asked whose card it is to be.

use axum::extract::rejection::FormRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, LOCATION, REFERRER_POLICY};
use axum::http::{HeaderValue, header::HeaderName};
use axum::response::{IntoResponse, Response};
use rusqlite::Transaction;

use super::store::{self, Pushed, Right, Waiting};
use super::{identifier, page, pushed};
use crate::api::Problem;
use crate::cards::{Configuration, holders_of};
use crate::citizens::{Persona, by_id};
use crate::identity::{Access, CARD_DESK, CARD_DESK_BACK, Fields, Origin, challenge, query, secret, who_came};
use crate::state::CityState;
use crate::store::StoreError;

/// Sends the person to the identity provider.
pub async fn begin(
    State(city): State<CityState>,
    Query(fields): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let fields = Fields(fields);
    let (Some(client), Some(name)) = (fields.once("client_id"), fields.once("request_uri")) else {
        return Ok(page::broken_link());
    };
    let Some(name) = name.strip_prefix(pushed::URN) else {
        return Ok(page::broken_link());
    };
    let (name, client) = (name.to_owned(), client.to_owned());
    let (login, verifier, now) = (secret()?, secret()?, city.clock().now().timestamp());
    let challenge = challenge(&verifier);
    let state = login.clone();
    let opened = city
        .with_store(move |records| {
            records.write(|tx| store::open_pushed(tx, (&name, &client), (&login, &verifier), now))
        })
        .await?;
    let Some(opened) = opened else {
        return Ok(page::broken_link());
    };
    let question = [
        ("response_type", "code"),
        ("client_id", CARD_DESK),
        ("redirect_uri", CARD_DESK_BACK),
        ("scope", "openid"),
        ("state", &state),
        ("nonce", &state),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
        // A card is worth as much as the identity of who gets it.
        ("acr_values", Access::Strong.acr()),
        ("ui_locales", &opened.locales),
    ];
    go(&format!("/idp/authorize?{}", query(question.into_iter())))
}

/// `GET /issuer/login`: the person comes back.
pub async fn came(
    State(city): State<CityState>,
    Origin(origin): Origin,
    Query(fields): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let fields = Fields(fields);
    let login = fields.once("state").unwrap_or_default().to_owned();
    let Some(waiting) = find(&city, login.clone()).await? else {
        return Ok(page::broken_link());
    };
    let Some(code) = fields.once("code").map(str::to_owned) else {
        return answer(&city, (login, waiting.pushed), Err("access_denied"), &origin).await;
    };
    let (promised, now) = (challenge(&waiting.verifier), city.clock().now().timestamp());
    let came = city
        .with_store(move |records| records.write(|tx| who_came(tx, (&code, &promised), now)))
        .await?;
    let person = came
        .filter(|(_, access)| *access == Access::Strong)
        .and_then(|(person, _)| by_id(&person));
    let Some(person) = person else {
        return answer(&city, (login, waiting.pushed), Err("access_denied"), &origin).await;
    };
    let Ok(holders) = holders_of(&city, person, &kinds(&waiting.pushed)).await else {
        return answer(&city, (login, waiting.pushed), Err("temporarily_unavailable"), &origin).await;
    };
    match holders.as_slice() {
        [] => answer(&city, (login, waiting.pushed), Err("access_denied"), &origin).await,
        [only] => answer(&city, (login, waiting.pushed), Ok(only), &origin).await,
        several => ask_whose(&city, login, &waiting.pushed, (person, several)).await,
    }
}

/// `POST /issuer/login`: whose card it is to be.
pub async fn chosen(
    State(city): State<CityState>,
    Origin(origin): Origin,
    form: Result<Fields, FormRejection>,
) -> Result<Response, Problem> {
    let fields = form.map_err(|_| Problem::NO_FORM)?;
    let ticket = fields.once("ticket").unwrap_or_default().to_owned();
    let waiting = find(&city, ticket.clone()).await?;
    let person = waiting.as_ref().and_then(|waiting| by_id(waiting.person.as_deref()?));
    let (Some(waiting), Some(person)) = (waiting, person) else {
        return Ok(page::broken_link());
    };
    if fields.once("cancel").is_some() {
        return answer(&city, (ticket, waiting.pushed), Err("access_denied"), &origin).await;
    }
    let Ok(holders) = holders_of(&city, person, &kinds(&waiting.pushed)).await else {
        return answer(&city, (ticket, waiting.pushed), Err("temporarily_unavailable"), &origin).await;
    };
    let wanted = fields.once("holder");
    match holders.iter().find(|holder| Some(holder.id) == wanted) {
        Some(holder) => answer(&city, (ticket, waiting.pushed), Ok(holder), &origin).await,
        None => ask_whose(&city, ticket, &waiting.pushed, (person, &holders)).await,
    }
}

async fn find(city: &CityState, login: String) -> Result<Option<Waiting>, Problem> {
    let now = city.clock().now().timestamp();
    city.with_store(move |records| records.read(|c| store::waiting(c, &login, now)))
        .await
}

/// The types of card that are asked for.
fn kinds(pushed: &Pushed) -> Vec<&'static str> {
    let all = pushed.configurations.iter().filter_map(|id| Configuration::of(id));
    all.map(|configuration| configuration.kind.id).collect()
}

/// Shows the page with the names. What it carries is new each time, so that an old page is worth nothing.
async fn ask_whose(
    city: &CityState,
    login: String,
    pushed: &Pushed,
    (person, holders): (&'static Persona, &[&'static Persona]),
) -> Result<Response, Problem> {
    let ticket = secret()?;
    let shown = page::whose(pushed, holders, &ticket);
    city.with_store(move |records| records.write(|tx| store::note_person(tx, &login, &ticket, person.id)))
        .await?;
    Ok(shown)
}

/// Sends the browser back to the wallet, with a code or with the reason why there is none. Whose answer it is goes along (RFC 9207).
async fn answer(
    city: &CityState,
    (login, pushed): (String, Pushed),
    holder: Result<&&'static Persona, &'static str>,
    origin: &str,
) -> Result<Response, Problem> {
    let (code, now) = (secret()?, city.clock().now().timestamp());
    let outcome = match holder {
        Ok(_) => ("code", code.clone()),
        Err(error) => ("error", error.to_owned()),
    };
    let issuer = identifier(origin);
    let fields = [
        (outcome.0, outcome.1.as_str()),
        ("state", &pushed.state),
        ("iss", &issuer),
    ];
    // A wallet that sent no state gets none.
    let said = fields
        .into_iter()
        .filter(|(name, value)| *name != "state" || !value.is_empty());
    let address = format!("{}?{}", pushed.redirect_uri, query(said));
    let right = holder.ok().map(|holder| Right {
        client: pushed.client,
        attested: pushed.attested,
        jkt: pushed.jkt,
        redirect_uri: pushed.redirect_uri,
        challenge: pushed.challenge,
        holder: holder.id.to_owned(),
        configurations: pushed.configurations,
        detailed: pushed.detailed,
    });
    let done = move |tx: &Transaction<'_>| -> Result<(), StoreError> {
        store::forget_pushed(tx, &login)?;
        right.map_or(Ok(()), |right| store::keep_code(tx, &code, &right, now))
    };
    city.with_store(move |records| records.write(done)).await?;
    go(&address)
}

fn go(address: &str) -> Result<Response, Problem> {
    let address = HeaderValue::from_str(address).map_err(|_| Problem::BROKEN)?;
    let headers: [(HeaderName, HeaderValue); 3] = [
        (LOCATION, address),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ];
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}
