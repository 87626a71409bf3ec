//! The desk, `/comprobar-tarjetas`: an official chooses a question and shows a QR code, and reads what came. And where a person comes back to
//! whose app and page are on one device. All of it works without a script; with one the page looks by itself whether something has come.

use axum::extract::rejection::FormRejection;
use axum::extract::{Path, Query as InQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::desk::{Asking, Door, GOOD_FOR, Progress, Wish};
use super::judge::{Card, Verdict};
use super::question::Question;
use super::request::link;
use super::words::{level, name, said, why};
use crate::api::Problem;
use crate::identity::{Fields, Origin};
use crate::pages::{Form, Frame, Language, Slip, qr_code};
use crate::state::CityState;

const DESK: &str = "/comprobar-tarjetas";
/// Looks again while nobody is reading or pressing anything.
const LOOK_AGAIN: &str = "setInterval(function () {\n  if (document.visibilityState === \"visible\" && document.activeElement === document.body) location.reload();\n}, 3000);\n";

/// The language that is wanted, and the code of whoever comes back.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    lang: Option<String>,
    response_code: Option<String>,
}

fn language(lang: Option<&str>) -> Language {
    if lang == Some("en") {
        Language::English
    } else {
        Language::Spanish
    }
}

const fn tag(language: Language) -> &'static str {
    language.say("es", "en")
}

/// `GET /comprobar-tarjetas`
pub async fn choose(InQuery(wanted): InQuery<Wanted>) -> Response {
    form_page(language(wanted.lang.as_deref()), &[])
}

/// `POST /comprobar-tarjetas`
pub async fn ask(
    State(city): State<CityState>,
    Origin(origin): Origin,
    form: Result<Fields, FormRejection>,
) -> Result<Response, Problem> {
    let fields = form.map_err(|_| Problem::NO_FORM)?;
    let language = language(fields.once("lang"));
    let chosen = fields
        .once("question")
        .and_then(|id| Question::all().find(|one| one.id == id));
    let Some(question) = chosen else {
        let slip = Slip {
            field: Some("question"),
            words: language.say("Elige una pregunta.", "Choose a question.").to_owned(),
        };
        return Ok(form_page(language, &[slip]));
    };
    let now = city.clock().now().timestamp();
    let asking = city
        .questions()
        .ask(Wish::of(question), &origin, now)?
        .ok_or(Problem::BROKEN)?;
    Ok(Redirect::to(&format!("{DESK}/{}?lang={}", asking.id, tag(language))).into_response())
}

/// `GET /comprobar-tarjetas/{id}`
pub async fn show(
    State(city): State<CityState>,
    Path(id): Path<String>,
    InQuery(wanted): InQuery<Wanted>,
) -> Result<Response, Problem> {
    let (language, now) = (language(wanted.lang.as_deref()), city.clock().now().timestamp());
    let asking = city.questions().of(&id, now).ok_or(Problem::NOT_FOUND)?;
    let is_over = matches!(asking.progress, Progress::Declined(_) | Progress::Answered(_)) || now >= asking.ends();
    let waits = !is_over || is_on_the_way_back(&asking);
    let body = html! {
        @if let Some(title) = asking.wish.title { h1 { (language.say(title.es, title.en)) } }
        @else { h1 { (language.say("Pregunta", "Question")) } }
        div role="status" { (outcome(&city, &asking, (language, now))) }
        form method="post" action={ (DESK) "/" (asking.id) } {
            input type="hidden" name="lang" value=(tag(language));
            button .second { (language.say("Borrar y empezar otra vez", "Erase and start again")) }
        }
        p .soft { (kept(language)) }
    };
    let title = language.say("Comprobar una tarjeta", "Check a card");
    let script = if waits { LOOK_AGAIN } else { "" };
    let corner = other(&format!("{DESK}/{}", asking.id), language);
    Ok(frame(language, title).show_with_script(StatusCode::OK, &corner, &body, script))
}

/// `POST /comprobar-tarjetas/{id}`: nothing of it is kept.
pub async fn forget(
    State(city): State<CityState>,
    Path(id): Path<String>,
    form: Result<Fields, FormRejection>,
) -> Result<Redirect, Problem> {
    let fields = form.map_err(|_| Problem::NO_FORM)?;
    city.questions().forget(&id);
    Ok(Redirect::to(&format!(
        "{DESK}?lang={}",
        tag(language(fields.once("lang")))
    )))
}

/// `GET /tarjeta-comprobada`: for the person, once. It says how it ended and nothing of what was shown.
pub async fn came_back(State(city): State<CityState>, InQuery(wanted): InQuery<Wanted>) -> Response {
    let language = language(wanted.lang.as_deref());
    let say = |es, en| language.say(es, en);
    let now = city.clock().now().timestamp();
    let asking = wanted
        .response_code
        .and_then(|code| city.questions().welcome(&code, now));
    let (status, title, words) = match asking.map(|asking| asking.progress) {
        Some(Progress::Answered(verdict)) if verdict.counts() => (
            StatusCode::OK,
            say("Hecho", "Done"),
            say(
                "Ha llegado lo que has enseñado. Puedes cerrar esta página.",
                "What you have shown has come. You can close this page.",
            ),
        ),
        Some(_) => (
            StatusCode::OK,
            say("No has enseñado nada", "You have shown nothing"),
            say(
                "Puedes cerrar esta página o volver a empezar.",
                "You can close this page or start again.",
            ),
        ),
        None => (
            StatusCode::BAD_REQUEST,
            say("Este enlace ya no sirve", "This link is no good any more"),
            say(
                "Sirve una sola vez y durante poco tiempo.",
                "It is good once and for a short time.",
            ),
        ),
    };
    let body = html! { h1 { (title) } p .lead { (words) } };
    frame(language, title).show(status, &html! {}, &body)
}

/// What came by the same device counts for this page only once the person is seen to be back: somebody else could have been sent the link.
fn is_on_the_way_back(asking: &Asking) -> bool {
    let is_answered = matches!(&asking.progress, Progress::Answered(verdict) if verdict.counts());
    is_answered && asking.door == Some(Door::Here) && !asking.is_back
}

fn outcome(city: &CityState, asking: &Asking, (language, now): (Language, i64)) -> Markup {
    let say = |es, en| language.say(es, en);
    match &asking.progress {
        Progress::Waiting | Progress::Fetched | Progress::Judging if now >= asking.ends() => html! {
            p .said .refused { (say("Ha pasado demasiado tiempo. Empieza otra vez.", "It took too long. Start again.")) }
        },
        Progress::Waiting => invitation(city, asking, language),
        Progress::Fetched | Progress::Judging => html! {
            p .lead { (say("La app tiene la pregunta. Ahora decide la persona.", "The app has the question. Now the person decides.")) }
            (look_again(asking, language))
            details { summary { (say("Ver el código otra vez", "See the code again")) } (invitation(city, asking, language)) }
        },
        Progress::Declined(code) if code == "access_denied" => html! {
            p .said .refused { (say("No ha llegado nada: la persona ha dicho que no, o no tiene la tarjeta.",
                "Nothing has come: the person said no, or has no such card.")) }
            @if asking.query.demands_chip() { p { (say("Tampoco llega la de nivel básico: para esto hace falta la clave en el chip del móvil.",
                "One of the basic level does not come either: this needs the key in the phone's chip.")) } }
        },
        Progress::Declined(code) => html! {
            p .said .refused {
                (say("No ha llegado nada: la app no admite esta pregunta", "Nothing has come: the app does not take this question"))
                " (" code { (code) } ")."
            }
        },
        Progress::Answered(_) if is_on_the_way_back(asking) => html! {
            p .lead { (say("Ha llegado una respuesta. Esperamos a que la persona vuelva a la página.",
                "An answer has come. We wait for the person to come back to the page.")) }
            (look_again(asking, language))
        },
        Progress::Answered(verdict) => received(verdict, language),
    }
}

fn invitation(city: &CityState, asking: &Asking, language: Language) -> Markup {
    let say = |es, en| language.say(es, en);
    let signer = city.pki().verifier();
    let (across, here) = (link(asking, Door::Across, signer), link(asking, Door::Here, signer));
    html! {
        p .lead { (say("La persona abre la app, elige «Tarjetas» y «Leer un código», y apunta con la cámara a este.",
            "The person opens the app, chooses “Cards” and “Read a code”, and points the camera at this one.")) }
        @if let Some(picture) = qr_code(&across) {
            figure role="img" aria-label=(say("Código QR con la pregunta", "QR code with the question")) { (picture) }
        }
        p { (say("¿La app está en este mismo aparato?", "Is the app on this very device?")) " "
            a #question href=(here) { (say("Enseñar la tarjeta desde aquí", "Show the card from here")) } }
        p .soft { (say("Sirve una vez y durante ", "Good once, for ")) (GOOD_FOR / 60) (say(" minutos.", " minutes.")) }
        (look_again(asking, language))
    }
}

fn look_again(asking: &Asking, language: Language) -> Markup {
    html! {
        p {
            a href={ (DESK) "/" (asking.id) "?lang=" (tag(language)) } {
                (language.say("Mirar si ha llegado algo", "See whether something has come"))
            }
        }
    }
}

fn received(verdict: &Verdict, language: Language) -> Markup {
    let say = |es, en| language.say(es, en);
    html! {
        @if verdict.counts() { p .said { strong { (say("Vale.", "It counts.")) } " "
            (say("La ha expedido el Ayuntamiento, es de quien la enseña y no está anulada.",
                 "The City issued it, it is theirs who show it, and it was not revoked.")) } }
        @else { p .said .refused { strong { (say("No vale.", "It does not count.")) } } }
        @if let Some(fault) = verdict.fault { p .wrong { (why(fault, language)) } }
        @for card in &verdict.cards { (one(card, language)) }
    }
}

fn one(card: &Card, language: Language) -> Markup {
    let title = card.shown.as_ref().and_then(name);
    let title = title.map_or(language.say("Tarjeta", "Card"), |words| {
        language.say(words.es, words.en)
    });
    html! {
        h2 { (title) }
        @if let Some(fault) = card.fault { p .wrong { (why(fault, language)) } }
        @if let Some(shown) = &card.shown {
            dl {
                @for (words, value) in said(shown, language) { dt { (language.say(words.es, words.en)) } dd { (value) } }
                @if let Some((words, value)) = level(card, language) { dt { (language.say(words.es, words.en)) } dd { (value) } }
            }
            @if !shown.bound {
                p .soft { (language.say("Esta tarjeta no está ligada a ningún móvil, como una de cartón: mira el DNI.",
                    "This card is bound to no phone, like one of cardboard: look at the DNI.")) }
            }
        }
    }
}

fn kept(language: Language) -> &'static str {
    language.say(
        "Lo que llega no se guarda: está solo en esta página, y desaparece en media hora o cuando lo borres.",
        "What comes is not stored: it is on this page alone, and goes in half an hour or when you erase it.",
    )
}

fn form_page(language: Language, slips: &[Slip]) -> Response {
    let say = |es, en| language.say(es, en);
    let form = Form {
        language,
        slips: slips.to_vec(),
    };
    let title = say("Comprobar una tarjeta", "Check a card");
    let body = html! {
        (form.summary())
        h1 { (title) }
        p .lead { (say("Elige lo que necesitas saber. La persona ve lo mismo en su app, y decide.",
            "Choose what you need to know. The person sees the same in their app, and decides.")) }
        form method="post" action=(DESK) {
            input type="hidden" name="lang" value=(tag(language));
            (form.field("question", say("Pregunta", "Question"), None, &html! {
                select #question name="question" required aria-describedby=[form.described_by("question", false)] {
                    option value="" { (say("Elige una pregunta", "Choose a question")) }
                    @for one in Question::all() {
                        option value=(one.id) { (say(one.words.es, one.words.en)) " · " (say(one.about.es, one.about.en)) }
                    }
                }
            }))
            button type="submit" { (say("Preguntar", "Ask")) }
        }
        p .soft { (kept(language)) }
    };
    let title = format!("{}{title}", form.title_prefix());
    frame(language, &title).show(StatusCode::OK, &other(DESK, language), &body)
}

/// The same page in the other language.
fn other(path: &str, language: Language) -> Markup {
    let (tag, name) = match language {
        Language::Spanish => ("en", "English"),
        Language::English => ("es", "Español"),
    };
    html! { a href={ (path) "?lang=" (tag) } lang=(tag) hreflang=(tag) { (name) } }
}

fn frame(language: Language, title: &str) -> Frame<'_> {
    Frame {
        language,
        title,
        form_action: "",
        // Not "no-referrer": a form's Origin would be "null" then, and the gate could not tell whose it is.
        referrer: "same-origin",
        wide: false,
    }
}
