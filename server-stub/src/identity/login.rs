//! The login pages in the manner of Cl@ve, Spanish first. No script: they work in any browser a person has.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::question::Question;
use super::sign_in::Mistake;
use super::{Access, OTP};
use crate::pages::{Form, Frame, Language, Slip};

/// Where the app is: a form that leads back to it may do so.
const APP: &str = "es.madrid.movil:";

/// Where a person is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Choosing a way in.
    Choose,
    /// Typing a document and a password.
    Password {
        /// What is known of the document.
        document: String,
    },
    /// Choosing a certificate.
    Certificate {
        /// What is known of the document.
        document: String,
    },
    /// Typing the code on their telephone.
    Code {
        /// What says that the password was right.
        ticket: String,
    },
}

/// The page of a step, with what was wrong the last time.
pub fn page(question: &Question, step: &Step, mistakes: &[Mistake]) -> Response {
    let language = language(question.english);
    let slips = mistakes.iter().map(|mistake| Slip {
        field: field_of(*mistake),
        words: words(language, *mistake),
    });
    let page = Page {
        question,
        language,
        form: Form {
            language,
            slips: slips.collect(),
        },
    };
    let say = |es, en| page.language.say(es, en);
    let title = match step {
        Step::Choose => say("Identifícate", "Sign in"),
        Step::Password { .. } => say("Entra con Cl@ve Permanente", "Sign in with Cl@ve Permanente"),
        Step::Certificate { .. } => say("Entra con tu certificado", "Sign in with your certificate"),
        Step::Code { .. } => say("Escribe el código", "Enter the code"),
    };
    let body = html! {
        (page.form.summary())
        h1 { (title) }
        @match step {
            Step::Choose => (page.ways()),
            Step::Password { document } => (page.password(document)),
            Step::Certificate { document } => (page.certificate(document)),
            Step::Code { ticket } => (page.code(ticket)),
        }
    };
    let title = format!("{}{title}", page.form.title_prefix());
    let frame = frame(page.language, &title);
    frame.show(StatusCode::OK, &page.other_language(step), &body)
}

/// For whoever comes with a link that no app of ours made.
pub fn broken_link(what: &str) -> Response {
    let body = html! {
        h1 { "Este enlace no es de la app" }
        p { "No se puede entrar con este enlace. Vuelve a la app y empieza otra vez." }
        div lang="en" {
            h2 { "This link is not from the app" }
            p { "You cannot sign in with this link. Go back to the app and start again." }
        }
        p .soft { code { (what) } }
    };
    let frame = frame(Language::Spanish, "Este enlace no es de la app");
    frame.show(StatusCode::BAD_REQUEST, &html! {}, &body)
}

/// For whoever comes while nobody can sign in.
pub fn closed() -> Response {
    let body = html! {
        h1 { "Ahora no se puede entrar" }
        p { "El servicio de identificación no responde. Vuelve a la app e inténtalo dentro de un rato." }
        div lang="en" {
            h2 { "You cannot sign in right now" }
            p { "The identification service does not answer. Go back to the app and try again in a while." }
        }
    };
    let frame = frame(Language::Spanish, "Ahora no se puede entrar");
    frame.show(StatusCode::SERVICE_UNAVAILABLE, &html! {}, &body)
}

const fn language(english: bool) -> Language {
    if english { Language::English } else { Language::Spanish }
}

fn frame(language: Language, title: &str) -> Frame<'_> {
    Frame {
        language,
        title,
        form_action: APP,
        referrer: "no-referrer",
        wide: false,
    }
}

struct Page<'a> {
    question: &'a Question,
    language: Language,
    form: Form,
}

impl Page<'_> {
    fn say<'t>(&self, es: &'t str, en: &'t str) -> &'t str {
        self.language.say(es, en)
    }

    fn is_strong(&self) -> bool {
        self.question.access == Access::Strong
    }

    /// The same page in the other language. Not where something has been typed: a link would lose it.
    fn other_language(&self, step: &Step) -> Markup {
        let method = match step {
            Step::Choose => None,
            Step::Password { .. } => Some("password"),
            Step::Certificate { .. } => Some("certificate"),
            Step::Code { .. } => return html! {},
        };
        let (tag, name) = match self.language {
            Language::Spanish => ("en", "English"),
            Language::English => ("es", "Español"),
        };
        let changes = [("ui_locales", tag)]
            .into_iter()
            .chain(method.map(|way| ("method", way)));
        let link = self.link(&changes.collect::<Vec<_>>());
        html! { a href=(link) lang=(tag) hreflang=(tag) { (name) } }
    }

    fn link(&self, changes: &[(&str, &str)]) -> String {
        format!("/idp/authorize?{}", self.question.query(changes))
    }

    fn ways(&self) -> Markup {
        let by_password = if self.is_strong() {
            self.say(
                "Con tu DNI o NIE, tu contraseña y un código que llega a tu móvil.",
                "With your DNI or NIE, your password and a code sent to your phone.",
            )
        } else {
            self.say(
                "Con tu DNI o NIE y tu contraseña.",
                "With your DNI or NIE and your password.",
            )
        };
        let by_certificate = self.say(
            "Con el certificado que tienes en este dispositivo.",
            "With the certificate you have on this device.",
        );
        html! {
            p .lead {
                @if self.is_strong() {
                    (self.say("Lo que vas a hacer pide dos pruebas de que eres tú. Elige cómo quieres entrar.",
                              "What you are about to do asks for two proofs that it is you. Choose how to sign in."))
                } @else {
                    (self.say("Madrid en tu móvil necesita saber quién eres. Elige cómo quieres entrar.",
                              "Madrid en tu móvil needs to know who you are. Choose how to sign in."))
                }
            }
            ul .ways {
                li { (self.way("password", "Cl@ve Permanente", by_password)) }
                li {
                    (self.way("certificate", self.say("Certificado electrónico", "Digital certificate"), by_certificate))
                }
            }
            form method="post" action="/idp/authorize" { (self.carried()) (self.cancel()) }
        }
    }

    fn way(&self, method: &str, name: &str, how: &str) -> Markup {
        html! {
            a .way href=(self.link(&[("method", method)])) {
                strong { (name) }
                span { (how) }
            }
        }
    }

    fn password(&self, document: &str) -> Markup {
        html! {
            @if self.is_strong() { p .lead { (self.say("Paso 1 de 2", "Step 1 of 2")) } }
            form method="post" action="/idp/authorize" novalidate {
                (self.carried())
                input type="hidden" name="method" value="password";
                (self.document(document))
                (self.form.field("password", self.say("Contraseña", "Password"), None, &html! {
                    input #password name="password" type="password" autocomplete="current-password" required
                        aria-invalid=[self.form.wrong("password")] aria-describedby=[self.form.described_by("password", false)];
                }))
                button type="submit" {
                    @if self.is_strong() { (self.say("Continuar", "Continue")) } @else { (self.say("Entrar", "Sign in")) }
                }
                (self.cancel())
            }
            (self.another_way())
        }
    }

    fn certificate(&self, document: &str) -> Markup {
        html! {
            p .lead {
                (self.say("Aquí elegirías tu certificado. En esta ciudad de pruebas basta con el documento.",
                          "Here you would choose your certificate. In this mock city the document is enough."))
            }
            form method="post" action="/idp/authorize" novalidate {
                (self.carried())
                input type="hidden" name="method" value="certificate";
                (self.document(document))
                button type="submit" { (self.say("Usar certificado", "Use certificate")) }
                (self.cancel())
            }
            (self.another_way())
        }
    }

    fn document(&self, document: &str) -> Markup {
        let hint = self.say(
            "Con su letra. Por ejemplo, 12345678Z o X1234567L.",
            "With its letter. For example, 12345678Z or X1234567L.",
        );
        self.form.field(
            "document",
            self.say("DNI o NIE", "DNI or NIE"),
            Some(hint),
            &html! {
                input #document name="document" value=(document) autocomplete="username" autocapitalize="characters"
                    spellcheck="false" required
                    aria-invalid=[self.form.wrong("document")] aria-describedby=[self.form.described_by("document", true)];
            },
        )
    }

    fn code(&self, ticket: &str) -> Markup {
        let hint = format!(
            "{}{OTP}{}",
            self.say(
                "Te hemos enviado un mensaje. El mensaje dice ",
                "We sent you a text message. It says "
            ),
            self.say(": esto es una ciudad de pruebas.", ": this is a mock city.")
        );
        html! {
            p .lead { (self.say("Paso 2 de 2", "Step 2 of 2")) }
            form method="post" action="/idp/authorize" novalidate {
                (self.carried())
                input type="hidden" name="ticket" value=(ticket);
                (self.form.field("otp", self.say("Código de tu móvil", "Code on your phone"), Some(&hint), &html! {
                    input #otp .short name="otp" inputmode="numeric" autocomplete="one-time-code" required
                        aria-invalid=[self.form.wrong("otp")] aria-describedby=[self.form.described_by("otp", true)];
                }))
                button type="submit" { (self.say("Entrar", "Sign in")) }
                (self.cancel())
            }
        }
    }

    fn another_way(&self) -> Markup {
        html! { p .other { a href=(self.link(&[])) { (self.say("Entrar de otra manera", "Sign in another way")) } } }
    }

    fn cancel(&self) -> Markup {
        html! {
            button .plain name="cancel" value="1" type="submit" {
                (self.say("Cancelar y volver a la app", "Cancel and go back to the app"))
            }
        }
    }

    /// What the app asked with travels along: the page keeps nothing.
    fn carried(&self) -> Markup {
        html! {
            @for (name, value) in &self.question.fields { input type="hidden" name=(name) value=(value); }
        }
    }
}

/// What a mistake is called.
fn words(language: Language, mistake: Mistake) -> String {
    let (es, en) = match mistake {
        Mistake::NoWay => ("Elige una manera de entrar.", "Choose a way to sign in."),
        Mistake::DocumentMissing => ("Escribe tu DNI o NIE.", "Enter your DNI or NIE."),
        Mistake::DocumentMalformed => (
            "Revisa el documento: son ocho números y una letra, o una letra, siete números y otra letra.",
            "Check the document: eight digits and a letter, or a letter, seven digits and another letter.",
        ),
        Mistake::PasswordMissing => ("Escribe tu contraseña.", "Enter your password."),
        Mistake::Credentials => (
            "El documento o la contraseña no son correctos. Revisa los dos.",
            "The document or the password is not right. Check both.",
        ),
        Mistake::NoCertificate => (
            "No hay ningún certificado para ese documento.",
            "There is no certificate for that document.",
        ),
        Mistake::OtpMissing => ("Escribe el código del mensaje.", "Enter the code from the message."),
        Mistake::Otp => (
            "El código no es correcto. Mira el último mensaje.",
            "The code is not right. Look at the last message.",
        ),
        Mistake::Locked { minutes } => return wait(language, minutes),
        Mistake::TooLate => (
            "Ha pasado demasiado tiempo. Empieza otra vez.",
            "It took too long. Start again.",
        ),
    };
    language.say(es, en).to_owned()
}

fn wait(language: Language, minutes: i64) -> String {
    let (es, en) = match minutes {
        1 => ("minuto", "minute"),
        _ => ("minutos", "minutes"),
    };
    match language {
        Language::Spanish => format!("Demasiados intentos. Espera {minutes} {es} y vuelve a probar."),
        Language::English => format!("Too many tries. Wait {minutes} {en} and try again."),
    }
}

/// The field to look at.
const fn field_of(mistake: Mistake) -> Option<&'static str> {
    match mistake {
        Mistake::NoWay | Mistake::TooLate | Mistake::Locked { .. } => None,
        Mistake::DocumentMissing | Mistake::DocumentMalformed | Mistake::NoCertificate => Some("document"),
        Mistake::PasswordMissing | Mistake::Credentials => Some("password"),
        Mistake::OtpMissing | Mistake::Otp => Some("otp"),
    }
}
