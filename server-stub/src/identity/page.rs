//! The login page in the manner of Cl@ve, Spanish first. No script: it works in any browser a person has.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

use super::question::Question;
use super::{Access, OTP};

/// Nothing but our own stylesheet, and a form that may lead back to the app.
const POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self' es.madrid.movil:; base-uri 'none'; \
                      frame-ancestors 'none'";

const STYLE: &str = include_str!("style.css");

/// Where a person is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Choosing a way and filling it in.
    Choose,
    /// Again, with what they typed but the password.
    Again {
        /// The document.
        document: String,
    },
    /// Typing the code on their telephone.
    Code {
        /// What says that the password was right.
        ticket: String,
    },
}

/// What was wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    /// Document or password; which of them is not said.
    Password,
    /// The code.
    Code {
        /// What says that the password was right.
        ticket: String,
    },
    /// No certificate for this document.
    Certificate,
    /// Too many tries.
    Locked,
    /// The first step was too long ago.
    TooLate,
}

impl Mistake {
    /// Where the person goes on.
    pub fn step(&self, document: String) -> Step {
        match self {
            Self::Code { ticket } => Step::Code { ticket: ticket.clone() },
            _ => Step::Again { document },
        }
    }

    const fn words(&self, english: bool) -> &'static str {
        match (self, english) {
            (Self::Password, false) => "El documento o la contraseña no son correctos. Revisa los dos.",
            (Self::Password, true) => "The document or the password is not right. Check both.",
            (Self::Code { .. }, false) => "El código no es correcto. Mira el último mensaje.",
            (Self::Code { .. }, true) => "The code is not right. Look at the last message.",
            (Self::Certificate, false) => "No hay ningún certificado para ese documento.",
            (Self::Certificate, true) => "There is no certificate for that document.",
            (Self::Locked, false) => "Demasiados intentos. Espera quince minutos o llama al 010.",
            (Self::Locked, true) => "Too many tries. Wait fifteen minutes or call 010.",
            (Self::TooLate, false) => "Ha pasado mucho tiempo. Empieza otra vez.",
            (Self::TooLate, true) => "It took too long. Start again.",
        }
    }

    /// The field to look at.
    const fn field(&self) -> &'static str {
        match self {
            Self::Code { .. } => "otp",
            Self::Certificate => "certificate-document",
            _ => "document",
        }
    }
}

/// The page.
pub fn login(question: &Question, step: &Step, mistake: Option<Mistake>) -> Response {
    let english = question.english;
    let say = |es, en| if english { en } else { es };
    let title = say("Entra en Madrid en tu móvil", "Sign in to Madrid en tu móvil");
    let body = html! {
        h1 { (title) }
        @if let Some(mistake) = &mistake {
            div #mistake .mistake role="alert" {
                h2 { (say("Hay algo que corregir", "Something to correct")) }
                p { a href={ "#" (mistake.field()) } { (mistake.words(english)) } }
            }
        }
        @match step {
            Step::Code { ticket } => (code_form(question, ticket, mistake.is_some())),
            Step::Choose => (ways(question, question.value("login_hint"), mistake.as_ref())),
            Step::Again { document } => (ways(question, document, mistake.as_ref())),
        }
    };
    shown(StatusCode::OK, frame(english, title, &body))
}

fn ways(question: &Question, document: &str, mistake: Option<&Mistake>) -> Markup {
    let english = question.english;
    let say = |es, en| if english { en } else { es };
    let strong = question.access == Access::Strong;
    let wrong = matches!(mistake, Some(Mistake::Password | Mistake::Locked));
    html! {
        p .lead {
            @if strong { (say("Esto pide dos pruebas de que eres tú.", "This asks for two proofs that it is you.")) }
            @else { (say("Elige cómo quieres entrar.", "Choose how to sign in.")) }
        }
        form method="post" action="/idp/authorize" {
            (carried(question))
            input type="hidden" name="method" value="password";
            fieldset {
                legend { "Cl@ve Permanente" }
                label for="document" { (say("DNI o NIE", "DNI or NIE")) }
                input #document name="document" value=(document) autocomplete="username" autocapitalize="characters"
                    spellcheck="false" required aria-invalid=[wrong.then_some("true")]
                    aria-describedby=[wrong.then_some("mistake")];
                label for="password" { (say("Contraseña", "Password")) }
                input #password name="password" type="password" autocomplete="current-password" required
                    aria-invalid=[wrong.then_some("true")] aria-describedby=[wrong.then_some("mistake")];
                button type="submit" {
                    @if strong { (say("Seguir", "Continue")) } @else { (say("Entrar", "Sign in")) }
                }
            }
        }
        form method="post" action="/idp/authorize" {
            (carried(question))
            input type="hidden" name="method" value="certificate";
            fieldset {
                legend { (say("Certificado electrónico", "Digital certificate")) }
                label for="certificate-document" { (say("DNI o NIE del certificado", "DNI or NIE of the certificate")) }
                input #certificate-document name="document" autocomplete="off" autocapitalize="characters"
                    spellcheck="false" required
                    aria-describedby=[matches!(mistake, Some(Mistake::Certificate)).then_some("mistake")];
                button .second type="submit" { (say("Usar certificado", "Use certificate")) }
            }
        }
        (cancel(question))
    }
}

fn code_form(question: &Question, ticket: &str, wrong: bool) -> Markup {
    let say = |es, en| if question.english { en } else { es };
    html! {
        form method="post" action="/idp/authorize" {
            (carried(question))
            input type="hidden" name="ticket" value=(ticket);
            fieldset {
                legend { (say("Código de tu móvil", "Code on your phone")) }
                p #otp-help {
                    (say("Te hemos mandado un mensaje con un código. En esta ciudad de pruebas el mensaje dice ",
                         "We sent you a message with a code. In this mock city the message says "))
                    strong { (OTP) } "."
                }
                label for="otp" { (say("Código", "Code")) }
                input #otp name="otp" inputmode="numeric" autocomplete="one-time-code" required
                    aria-invalid=[wrong.then_some("true")]
                    aria-describedby={ "otp-help" @if wrong { " mistake" } };
                button type="submit" { (say("Entrar", "Sign in")) }
            }
        }
        (cancel(question))
    }
}

fn cancel(question: &Question) -> Markup {
    html! {
        form method="post" action="/idp/authorize" {
            (carried(question))
            button .plain name="cancel" value="1" type="submit" {
                @if question.english { "Cancel and go back" } @else { "Cancelar y volver" }
            }
        }
    }
}

/// What the app asked with travels along: the page keeps nothing.
fn carried(question: &Question) -> Markup {
    html! {
        @for (name, value) in &question.fields {
            input type="hidden" name=(name) value=(value);
        }
    }
}

/// For whoever comes with a link that no app of ours made.
pub fn broken_link(what: &str) -> Response {
    let body = html! {
        h1 { "Este enlace no es de la app" }
        p { "No se puede entrar con este enlace. Vuelve a la app y empieza otra vez." }
        p lang="en" { "This link is not from the app. Go back to the app and start again." }
        p .small { (what) }
    };
    shown(
        StatusCode::BAD_REQUEST,
        frame(false, "Este enlace no es de la app", &body),
    )
}

fn frame(english: bool, title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang={ @if english { "en" } @else { "es" } } {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="stylesheet" href="/idp/style.css";
            }
            body {
                header {
                    p .city { "Madrid" }
                    p .mock {
                        @if english { "Mock city: nothing here is real" } @else { "Ciudad de pruebas: nada de esto es real" }
                    }
                }
                main { (body) }
                footer {
                    p {
                        @if english { "Help: call 010, or go to a Línea Madrid office." }
                        @else { "Ayuda: llama al 010 o ve a una oficina de Línea Madrid." }
                    }
                }
            }
        }
    }
}

fn shown(status: StatusCode, page: Markup) -> Response {
    let mut response = (status, page).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// `GET /idp/style.css`
pub async fn style() -> Response {
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}
