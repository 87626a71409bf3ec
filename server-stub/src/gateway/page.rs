//! The gateway's pages. They need no script, and say in words what they say in colours.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::means::{Mistake, TEST_CARDS, TEST_CVV, TEST_PHONE};
use super::operation::{Operation, State};
use super::words::{SHOP, code_hint, euros, refusal, slip, test_card, wrong_code};
use crate::calendar::wall;
use crate::pages::{Form, Frame, Language, Slip};
use crate::redsys::{self, PayMethod};

/// The page of a payment, wherever it stands, with what was wrong with the form.
pub fn of(operation: &Operation, mistakes: &[Mistake]) -> Response {
    let language = language_of(operation);
    let page = Page {
        operation,
        form: Form {
            language,
            slips: slips(language, operation.state, mistakes),
        },
    };
    let (title, content) = page.content();
    let body = html! {
        (page.form.summary())
        h1 { (title) }
        (content)
    };
    let title = format!("{}{title}", page.form.title_prefix());
    frame(language, &title, asking(mistakes), &body)
}

/// For whoever comes with an order that was here before.
pub fn repeated(operation: Option<&Operation>) -> Response {
    let language = operation.map_or(Language::Spanish, language_of);
    let say = |es, en| language.say(es, en);
    let title = say("Este pago ya se abrió", "This payment was opened before");
    let body = html! {
        h1 { (title) }
        p { (say("No se cobra dos veces: un pago se abre una sola vez.",
                 "You are not charged twice: a payment is opened only once.")) }
        p .soft { code { "SIS0051" } }
        @match operation {
            Some(operation) if operation.state.is_open() => {
                p { (say("Todavía no has pagado. Puedes seguir donde lo dejaste.",
                         "You have not paid yet. You can go on where you left off.")) }
                (way(&format!("pagar?operacion={}", operation.token), say("Seguir con este pago", "Go on with this payment"),
                     &euros(language, operation.amount_cents)))
            }
            Some(operation) => {
                (way(&format!("pagar?operacion={}", operation.token), say("Ver cómo terminó", "See how it ended"),
                     &euros(language, operation.amount_cents)))
            }
            None => {
                p { (say("Vuelve a la app y mira allí si está pagado.", "Go back to the app and see there whether it is paid.")) }
            }
        }
    };
    frame(language, title, StatusCode::CONFLICT, &body)
}

/// For whoever comes with something that no shop of ours sent, or that somebody changed on the way.
pub fn unusable(code: &str) -> Response {
    let title = "No se puede pagar con este enlace";
    let body = html! {
        h1 { (title) }
        p { "El enlace no es válido o alguien lo ha cambiado. No se te ha cobrado nada. Vuelve a la app y empieza otra vez." }
        div lang="en" {
            h2 { "You cannot pay with this link" }
            p { "The link is not valid or somebody changed it. You were not charged. Go back to the app and start again." }
        }
        p .soft { code { (code) } }
    };
    frame(Language::Spanish, title, StatusCode::BAD_REQUEST, &body)
}

/// For whoever comes to a page that does not exist.
pub fn unknown() -> Response {
    let title = "Este pago no existe";
    let body = html! {
        h1 { (title) }
        p { "Vuelve a la app y mira allí si está pagado." }
        div lang="en" {
            h2 { "There is no such payment" }
            p { "Go back to the app and see there whether it is paid." }
        }
    };
    frame(Language::Spanish, title, StatusCode::NOT_FOUND, &body)
}

/// For whoever comes while the gateway cannot work. What became of the payment is not claimed.
pub fn broken() -> Response {
    let title = "La pasarela no puede responder";
    let body = html! {
        h1 { (title) }
        p { "Antes de volver a pagar, vuelve a la app y mira allí si está pagado." }
        div lang="en" {
            h2 { "The payment gateway cannot answer" }
            p { "Before you pay again, go back to the app and see there whether it is paid." }
        }
    };
    frame(Language::Spanish, title, StatusCode::INTERNAL_SERVER_ERROR, &body)
}

fn frame(language: Language, title: &str, status: StatusCode, body: &Markup) -> Response {
    let frame = Frame {
        language,
        title,
        form_action: "",
        referrer: "no-referrer",
        wide: false,
    };
    let corner = html! { strong { (language.say("Pasarela de pago", "Payment gateway")) } };
    frame.show(status, &corner, body)
}

const fn language_of(operation: &Operation) -> Language {
    match operation.sale.language {
        redsys::Language::Spanish => Language::Spanish,
        redsys::Language::English => Language::English,
    }
}

/// A form that comes back was not good (RFC 9110, 15.5.21).
const fn asking(mistakes: &[Mistake]) -> StatusCode {
    if mistakes.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

fn slips(language: Language, state: State, mistakes: &[Mistake]) -> Vec<Slip> {
    let typed = mistakes.iter().map(|mistake| {
        let (field, (es, en)) = slip(*mistake);
        Slip {
            field: Some(field),
            words: language.say(es, en).to_owned(),
        }
    });
    let wrong_before = match state {
        State::Challenge { tries: tries @ 1.., .. } if mistakes.is_empty() => Some(Slip {
            field: Some("code"),
            words: wrong_code(language, tries),
        }),
        _ => None,
    };
    typed.chain(wrong_before).collect()
}

fn way(to: &str, name: &str, what: &str) -> Markup {
    html! {
        a .way href=(to) {
            strong { (name) }
            span { (what) }
        }
    }
}

struct Page<'a> {
    operation: &'a Operation,
    form: Form,
}

impl Page<'_> {
    const fn say<'t>(&self, es: &'t str, en: &'t str) -> &'t str {
        self.form.language.say(es, en)
    }

    fn amount(&self) -> String {
        euros(self.form.language, self.operation.amount_cents)
    }

    const fn pay_title(&self) -> &'static str {
        match self.operation.sale.method {
            PayMethod::Card => self.say("Paga con tarjeta", "Pay by card"),
            PayMethod::Bizum => self.say("Paga con Bizum", "Pay with Bizum"),
        }
    }

    /// The title, and what is below it.
    fn content(&self) -> (&str, Markup) {
        let not_paid = self.say("No se ha pagado", "Not paid");
        match self.operation.state {
            State::Begun => (self.pay_title(), self.pay()),
            State::Challenge { until, .. } => {
                let by = wall(until).format("%H:%M").to_string();
                (
                    self.say("Confirma que eres tú", "Confirm that it is you"),
                    self.challenge(&by),
                )
            }
            State::Authorised(_) => (self.say("Pago hecho", "Payment made"), self.authorised()),
            State::Refused(response) => {
                let (es, en) = refusal(response);
                (not_paid, self.not_paid(self.say(es, en)))
            }
            State::Closed => {
                let why = self.say("Este pago se ha cerrado.", "This payment was closed.");
                (not_paid, self.not_paid(why))
            }
            State::Refunded => (self.say("Dinero devuelto", "Money returned"), self.refunded()),
        }
    }

    /// What is paid, and to whom.
    fn bill(&self) -> Markup {
        html! {
            dl {
                dt { (self.say("Importe", "Amount")) }
                dd { strong { (self.amount()) } }
                dt { (self.say("A", "To")) }
                dd lang="es" { (SHOP) }
                dt { (self.say("Por", "For")) }
                dd { (self.operation.sale.description) }
                dt { (self.say("Pedido", "Order")) }
                dd { (self.operation.order) }
            }
        }
    }

    fn pay(&self) -> Markup {
        html! {
            (self.bill())
            form method="post" action="pagar" novalidate {
                (self.carried())
                @match self.operation.sale.method {
                    PayMethod::Card => (self.card()),
                    PayMethod::Bizum => (self.phone()),
                }
                button type="submit" { (self.say("Pagar", "Pay")) " " (self.amount()) }
                (self.cancel())
            }
            @if self.operation.sale.method == PayMethod::Card { (self.test_cards()) }
        }
    }

    fn card(&self) -> Markup {
        let expiry_hint = self.say("Mes y año. Por ejemplo, 12/34.", "Month and year. For example, 12/34.");
        let cvv_hint = self.say(
            "Las tres cifras de detrás de la tarjeta.",
            "The three digits on the back of the card.",
        );
        html! {
            (self.form.field("number", self.say("Número de la tarjeta", "Card number"), None, &html! {
                input #number name="number" inputmode="numeric" autocomplete="cc-number" required
                    aria-invalid=[self.form.wrong("number")] aria-describedby=[self.form.described_by("number", false)];
            }))
            (self.form.field("expiry", self.say("Caducidad", "Expiry date"), Some(expiry_hint), &html! {
                input #expiry .short name="expiry" autocomplete="cc-exp" required
                    aria-invalid=[self.form.wrong("expiry")] aria-describedby=[self.form.described_by("expiry", true)];
            }))
            (self.form.field("cvv", self.say("Código de seguridad (CVV)", "Security code (CVV)"), Some(cvv_hint), &html! {
                input #cvv .short name="cvv" inputmode="numeric" autocomplete="cc-csc" required
                    aria-invalid=[self.form.wrong("cvv")] aria-describedby=[self.form.described_by("cvv", true)];
            }))
        }
    }

    fn phone(&self) -> Markup {
        let hint = match self.form.language {
            Language::Spanish => format!("El que tiene Bizum. En esta ciudad de pruebas, solo el {TEST_PHONE}."),
            Language::English => format!("The one with Bizum. In this mock city, only {TEST_PHONE}."),
        };
        self.form.field(
            "phone",
            self.say("Tu móvil", "Your mobile number"),
            Some(&hint),
            &html! {
                input #phone name="phone" type="tel" autocomplete="tel-national" required
                    aria-invalid=[self.form.wrong("phone")] aria-describedby=[self.form.described_by("phone", true)];
            },
        )
    }

    fn test_cards(&self) -> Markup {
        html! {
            details {
                summary { (self.say("Tarjetas de prueba", "Test cards")) }
                p .soft { (self.say("Con caducidad 12/34 y código", "With expiry 12/34 and code")) " " (TEST_CVV) "." }
                ul .rules {
                    @for card in &TEST_CARDS {
                        @let (es, en) = test_card(card.verdict);
                        li { code { (card.number) } " " (self.say(es, en)) }
                    }
                }
            }
        }
    }

    fn challenge(&self, by: &str) -> Markup {
        let hint = code_hint(self.form.language);
        html! {
            (self.bill())
            p .lead { (self.say("Tienes hasta las", "You have until")) " " (by) "." }
            form method="post" action="pagar" novalidate {
                (self.carried())
                (self.form.field("code", self.say("Código de tu banco", "Code from your bank"), Some(&hint), &html! {
                    input #code .short name="code" inputmode="numeric" autocomplete="one-time-code" required
                        aria-invalid=[self.form.wrong("code")] aria-describedby=[self.form.described_by("code", true)];
                }))
                button type="submit" { (self.say("Confirmar el pago", "Confirm the payment")) }
                (self.cancel())
            }
        }
    }

    fn authorised(&self) -> Markup {
        html! {
            p .said { (self.say("Tu banco ha aceptado el pago.", "Your bank accepted the payment.")) }
            (self.bill())
            (self.back(&self.operation.sale.ok_url, self.say("Para tu justificante.", "For your receipt.")))
        }
    }

    fn not_paid(&self, why: &str) -> Markup {
        html! {
            p .said .refused { (why) " " (self.say("No se te ha cobrado nada.", "You were not charged.")) }
            (self.bill())
            (self.back(&self.operation.sale.ko_url, self.say("Allí puedes probar otra vez.", "You can try again there.")))
        }
    }

    fn refunded(&self) -> Markup {
        html! {
            p .said {
                (self.say("Pagaste y se te ha devuelto todo el dinero.", "You paid, and all the money was returned to you."))
            }
            (self.bill())
            (self.back(&self.operation.sale.ko_url, self.say("Allí ves cómo queda.", "See there how it stands.")))
        }
    }

    fn back(&self, to: &str, what: &str) -> Markup {
        way(to, self.say("Volver al Ayuntamiento", "Back to the City"), what)
    }

    fn cancel(&self) -> Markup {
        html! {
            button .plain name="cancel" value="1" type="submit" {
                (self.say("Cancelar y no pagar", "Cancel and do not pay"))
            }
        }
    }

    fn carried(&self) -> Markup {
        html! { input type="hidden" name="operacion" value=(self.operation.token); }
    }
}
