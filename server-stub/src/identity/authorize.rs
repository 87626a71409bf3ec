//! The login page: shows itself, and answers what people fill in.

use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, Query, State};
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::page::{self, Mistake, Step};
use super::question::{Question, Refusal};
use super::store::{self, Granted};
use super::{Access, OTP, Origin, REDIRECT_URI};
use crate::api::Problem;
use crate::citizens::{Persona, by_id, by_nif};
use crate::state::CityState;

type Fields = Vec<(String, String)>;

/// How a person signs in.
enum Way {
    /// Something they know, and perhaps the code on their telephone.
    Password {
        document: String,
        password: String,
        otp: Option<String>,
    },
    /// The second step: the code that goes with a password that was right.
    Code { ticket: String, otp: String },
    /// A certificate; the mock city takes their word for it.
    Certificate { document: String },
}

/// How far a person has come.
enum Progress {
    SignedIn(&'static Persona, Access),
    NeedsCode { ticket: String },
    Wrong(Mistake),
}

/// `GET /idp/authorize`
pub async fn show(
    State(city): State<CityState>,
    Origin(origin): Origin,
    query: Result<Query<Fields>, QueryRejection>,
) -> Result<Response, Problem> {
    if city.identity().is_down() {
        return Err(Problem::IDENTITY_DOWN);
    }
    let Query(fields) = query?;
    Ok(match Question::check(&fields) {
        Err(refusal) => refused(refusal, &origin),
        Ok(question) => {
            city.identity().count(|counts| counts.pages += 1);
            page::login(&question, &Step::Choose, None)
        }
    })
}

/// `POST /idp/authorize`
pub async fn answer(
    State(city): State<CityState>,
    Origin(origin): Origin,
    form: Result<Form<Fields>, FormRejection>,
) -> Result<Response, Problem> {
    if city.identity().is_down() {
        return Err(Problem::IDENTITY_DOWN);
    }
    let Form(fields) = form.map_err(|_| Problem::NO_FORM)?;
    let question = match Question::check(&fields) {
        Ok(question) => question,
        Err(refusal) => return Ok(refused(refusal, &origin)),
    };
    let field = |name: &str| {
        fields
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.trim().to_owned())
    };
    if field("cancel").is_some() {
        return Ok(back(&[
            ("error", "access_denied"),
            ("state", question.value("state")),
            ("iss", &origin),
        ]));
    }
    let document = field("document").unwrap_or_default();
    let way = match (field("method").as_deref(), field("ticket")) {
        (_, Some(ticket)) => Way::Code {
            ticket,
            otp: field("otp").unwrap_or_default(),
        },
        (Some("certificate"), None) => Way::Certificate {
            document: document.clone(),
        },
        _ => Way::Password {
            document: document.clone(),
            password: field("password").unwrap_or_default(),
            otp: field("otp").filter(|otp| !otp.is_empty()),
        },
    };
    let asked = question.access;
    let now = city.clock().now().timestamp();
    let progress = city
        .with_store(move |records| records.write(|tx| sign_in(tx, &way, asked, now)))
        .await?;
    match progress {
        Progress::SignedIn(person, access) => grant(&city, &question, person, access, &origin).await,
        Progress::NeedsCode { ticket } => Ok(page::login(&question, &Step::Code { ticket }, None)),
        Progress::Wrong(mistake) => Ok(page::login(&question, &mistake.step(document), Some(mistake))),
    }
}

fn sign_in(
    tx: &rusqlite::Transaction<'_>,
    way: &Way,
    asked: Access,
    now: i64,
) -> Result<Progress, crate::store::StoreError> {
    match way {
        Way::Certificate { document } => Ok(match can_sign_in(document) {
            Some(person) => Progress::SignedIn(person, Access::Strong),
            None => Progress::Wrong(Mistake::Certificate),
        }),
        Way::Password {
            document,
            password,
            otp,
        } => {
            let key: String = document
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .collect::<String>()
                .to_uppercase();
            if store::locked_until(tx, &key)? > now {
                return Ok(Progress::Wrong(Mistake::Locked));
            }
            let known = can_sign_in(document).filter(|person| person.password == Some(password));
            let Some(person) = known.filter(|_| otp.as_deref().is_none_or(|otp| otp == OTP)) else {
                store::note_failure(tx, &key, now)?;
                return Ok(Progress::Wrong(Mistake::Password));
            };
            store::note_success(tx, &key)?;
            if asked == Access::Strong && otp.is_none() {
                return store::new_ticket(tx, person.id, now).map(|ticket| Progress::NeedsCode { ticket });
            }
            Ok(Progress::SignedIn(person, asked))
        }
        Way::Code { ticket, otp } => {
            let holder = store::ticket_holder(tx, ticket, now)?;
            let Some(person) = holder.as_deref().and_then(by_id) else {
                return Ok(Progress::Wrong(Mistake::TooLate));
            };
            if store::locked_until(tx, person.nif)? > now {
                return Ok(Progress::Wrong(Mistake::Locked));
            }
            if otp != OTP {
                store::note_failure(tx, person.nif, now)?;
                return Ok(Progress::Wrong(Mistake::Code { ticket: ticket.clone() }));
            }
            store::note_success(tx, person.nif)?;
            store::tear_ticket(tx, ticket)?;
            Ok(Progress::SignedIn(person, Access::Strong))
        }
    }
}

/// Somebody with a password: children have none.
fn can_sign_in(document: &str) -> Option<&'static Persona> {
    by_nif(document).filter(|person| person.password.is_some())
}

async fn grant(
    city: &CityState,
    question: &Question,
    person: &'static Persona,
    access: Access,
    origin: &str,
) -> Result<Response, Problem> {
    let granted = Granted {
        person: person.id.to_owned(),
        access,
        nonce: question.value("nonce").to_owned(),
        challenge: question.value("code_challenge").to_owned(),
    };
    let now = city.clock().now().timestamp();
    let code = city
        .with_store(move |records| records.write(|tx| store::new_code(tx, &granted, now)))
        .await?;
    city.identity().count(|counts| counts.codes += 1);
    Ok(back(&[
        ("code", &code),
        ("state", question.value("state")),
        ("iss", origin),
    ]))
}

fn refused(refusal: Refusal, origin: &str) -> Response {
    match refusal {
        Refusal::Page(what) => page::broken_link(what),
        Refusal::Back { error, state } => {
            let state = state.unwrap_or_default();
            back(&[("error", error), ("state", &state), ("iss", origin)])
        }
    }
}

/// To the app, by the only address it has (RFC 8252, 7.1).
fn back(fields: &[(&str, &str)]) -> Response {
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", percent_encode(value)));
    let address = format!("{REDIRECT_URI}?{}", pairs.collect::<Vec<_>>().join("&"));
    match HeaderValue::from_str(&address) {
        Ok(address) => {
            let headers = [
                (LOCATION, address),
                (CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ];
            (StatusCode::SEE_OTHER, headers).into_response()
        }
        Err(_) => Problem::BROKEN.into_response(),
    }
}

fn percent_encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}
