//! The login page: shows itself, and answers what people fill in.

use axum::extract::rejection::FormRejection;
use axum::extract::{Query, State};
use axum::response::Response;

use super::form::Fields;
use super::login::{self, Step};
use super::question::{Question, Refusal};
use super::redirect::back;
use super::secret::secret;
use super::sign_in::{Circumstances, Mistake, Progress, Way, sign_in};
use super::store::{self, Granted};
use super::{Access, Open, Origin};
use crate::api::Problem;
use crate::citizens::Persona;
use crate::state::CityState;

/// `GET /idp/authorize`. Somebody who goes from one way to another has not come anew: only the first page counts.
pub async fn show(
    _open: Open,
    State(city): State<CityState>,
    Origin(origin): Origin,
    Query(fields): Query<Vec<(String, String)>>,
) -> Response {
    let question = match Question::check(&fields) {
        Ok(question) => question,
        Err(refusal) => return refused(&refusal, &origin),
    };
    let document = question.value("login_hint").to_owned();
    let step = match Fields(fields).once("method") {
        Some("password") => Step::Password { document },
        Some("certificate") => Step::Certificate { document },
        _ => {
            city.identity().count(|counts| counts.pages += 1);
            Step::Choose
        }
    };
    login::page(&question, &step, &[])
}

/// `POST /idp/authorize`
pub async fn answer(
    _open: Open,
    State(city): State<CityState>,
    Origin(origin): Origin,
    form: Result<Fields, FormRejection>,
) -> Result<Response, Problem> {
    let fields = form.map_err(|_| Problem::NO_FORM)?;
    let question = match Question::check(&fields.0) {
        Ok(question) => question,
        Err(refusal) => return Ok(refused(&refusal, &origin)),
    };
    if fields.once("cancel").is_some() {
        let denied = ("error", "access_denied");
        return Ok(back(question.back, denied, question.value("state"), &origin));
    }
    let Some((way, step)) = way(&fields) else {
        return Ok(login::page(&question, &Step::Choose, &[Mistake::NoWay]));
    };
    let at = Circumstances {
        asked: question.access,
        question: question.query(&[]),
        ticket: secret()?,
        now: city.clock().now().timestamp(),
    };
    let ticket = at.ticket.clone();
    let progress = city
        .with_store(move |records| records.write(|tx| sign_in(tx, &way, &at)))
        .await?;
    match progress {
        Progress::SignedIn(person, access) => grant(&city, &question, person, access, &origin).await,
        Progress::NeedsCode => Ok(login::page(&question, &Step::Code { ticket }, &[])),
        Progress::Wrong(mistakes) if mistakes.contains(&Mistake::TooLate) => {
            Ok(login::page(&question, &Step::Choose, &mistakes))
        }
        Progress::Wrong(mistakes) => Ok(login::page(&question, &step, &mistakes)),
    }
}

/// What was filled in, and the page to show again if it was wrong. `None` where no way was chosen.
fn way(fields: &Fields) -> Option<(Way, Step)> {
    let text = |name: &str| fields.once(name).unwrap_or_default().trim().to_owned();
    let document = text("document");
    let (shown, ticket) = (document.clone(), text("ticket"));
    if !ticket.is_empty() {
        let step = Step::Code { ticket: ticket.clone() };
        let otp = text("otp");
        return Some((Way::Code { ticket, otp }, step));
    }
    match fields.once("method")? {
        "certificate" => Some((Way::Certificate { document }, Step::Certificate { document: shown })),
        "password" => {
            // A password may begin or end with a blank.
            let password = fields.once("password").unwrap_or_default().to_owned();
            let otp = Some(text("otp")).filter(|otp| !otp.is_empty());
            let way = Way::Password {
                document,
                password,
                otp,
            };
            Some((way, Step::Password { document: shown }))
        }
        _ => None,
    }
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
    let (code, now) = (secret()?, city.clock().now().timestamp());
    let kept = code.clone();
    city.with_store(move |records| records.write(|tx| store::keep_code(tx, &kept, &granted, now)))
        .await?;
    city.identity().count(|counts| counts.codes += 1);
    Ok(back(question.back, ("code", &code), question.value("state"), origin))
}

fn refused(refusal: &Refusal, origin: &str) -> Response {
    match refusal {
        Refusal::Page(what) => login::broken_link(what),
        Refusal::Back { to, error, state } => back(to, ("error", error), state.as_deref().unwrap_or_default(), origin),
    }
}
