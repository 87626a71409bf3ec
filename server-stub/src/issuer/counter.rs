//! The counter, `/mostrador`: an official chooses a person and a card, and shows a QR code. And `/tarjetas`, where people take a card by
//! themselves. Both work without a script.

use axum::extract::rejection::FormRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::offer::{self, GOOD_FOR, Offer};
use crate::api::Problem;
use crate::cards::{Configuration, Format, holdings};
use crate::citizens::{PERSONAS, Persona, by_id};
use crate::identity::{Fields, Origin};
use crate::pages::{Form, Frame, Language, Slip, qr_code};
use crate::state::CityState;

/// The language that is wanted, and the card of whoever serves themselves.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    lang: Option<String>,
    card: Option<String>,
}

impl Wanted {
    fn language(&self) -> Language {
        language(self.lang.as_deref())
    }
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

/// `GET /mostrador`
pub async fn show(Query(wanted): Query<Wanted>) -> Response {
    form_page(wanted.language(), &[])
}

/// `POST /mostrador`
pub async fn offer_card(
    State(city): State<CityState>,
    Origin(origin): Origin,
    form: Result<Fields, FormRejection>,
) -> Result<Response, Problem> {
    let fields = form.map_err(|_| Problem::NO_FORM)?;
    let language = language(fields.once("lang"));
    let slip = |field, es: &str, en: &str| Slip {
        field: Some(field),
        words: language.say(es, en).to_owned(),
    };
    let person = fields.once("person").and_then(by_id);
    let card = fields.once("card").and_then(Configuration::of);
    let (Some(person), Some(card)) = (person, card) else {
        let no_person = person
            .is_none()
            .then(|| slip("person", "Elige una persona.", "Choose a person."));
        let no_card = card
            .is_none()
            .then(|| slip("card", "Elige una tarjeta.", "Choose a card."));
        let slips: Vec<Slip> = no_person.into_iter().chain(no_card).collect();
        return Ok(form_page(language, &slips));
    };
    let held = holdings(&city, person).await.map_err(|_| Problem::SECTOR_DOWN)?;
    if !held.iter().any(|holding| holding.kind.id == card.kind.id) {
        let slips = [slip(
            "card",
            "Esta persona no tiene derecho a esta tarjeta.",
            "This person may not have this card.",
        )];
        return Ok(form_page(language, &slips));
    }
    let offer = offer::by_official(&city, &origin, (person, card)).await?;
    Ok(offer_page(language, card, Some(person), &offer))
}

/// `GET /tarjetas`
pub async fn oneself(
    State(city): State<CityState>,
    Origin(origin): Origin,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let language = wanted.language();
    let Some(card) = wanted.card.as_deref().and_then(Configuration::of) else {
        return Ok(choice_page(language));
    };
    let offer = offer::by_oneself(&city, &origin, card).await?;
    Ok(offer_page(language, card, None, &offer))
}

fn form_page(language: Language, slips: &[Slip]) -> Response {
    let say = |es, en| language.say(es, en);
    let form = Form {
        language,
        slips: slips.to_vec(),
    };
    let title = say("Mostrador de tarjetas", "Card counter");
    let body = html! {
        (form.summary())
        h1 { (title) }
        p .lead {
            (say("Elige la persona que tienes delante y la tarjeta que le vas a dar.",
                 "Choose the person in front of you and the card you will give them."))
        }
        form method="post" action="/mostrador" {
            input type="hidden" name="lang" value=(tag(language));
            (form.field("person", say("Persona", "Person"), None, &html! {
                select #person name="person" required aria-describedby=[form.described_by("person", false)] {
                    option value="" { (say("Elige una persona", "Choose a person")) }
                    @for persona in PERSONAS {
                        option value=(persona.id) { (persona.given_name) " " (persona.family_name) " · " (persona.nif) }
                    }
                }
            }))
            (form.field("card", say("Tarjeta", "Card"), None, &html! {
                select #card name="card" required aria-describedby=[form.described_by("card", false)] {
                    option value="" { (say("Elige una tarjeta", "Choose a card")) }
                    @for card in Configuration::own() { option value=(card.id()) { (name(language, card)) } }
                }
            }))
            button type="submit" { (say("Preparar la tarjeta", "Prepare the card")) }
        }
    };
    let title = format!("{}{title}", form.title_prefix());
    frame(language, &title).show(StatusCode::OK, &other("/mostrador", language), &body)
}

fn choice_page(language: Language) -> Response {
    let say = |es, en| language.say(es, en);
    let title = say("Lleva tus tarjetas en el móvil", "Carry your cards on your phone");
    let body = html! {
        h1 { (title) }
        p .lead {
            (say("Elige una tarjeta. La app te pedirá que te identifiques.",
                 "Choose a card. The app will ask you to sign in."))
        }
        ul .ways {
            @for card in Configuration::own() {
                li {
                    a .way href={ "/tarjetas?lang=" (tag(language)) "&card=" (card.id()) } {
                        strong { (name(language, card)) }
                        span { (say(card.kind.about.es, card.kind.about.en)) }
                    }
                }
            }
        }
    };
    frame(language, title).show(StatusCode::OK, &other("/tarjetas", language), &body)
}

fn offer_page(language: Language, card: Configuration, person: Option<&Persona>, offer: &Offer) -> Response {
    let say = |es, en| language.say(es, en);
    let title = name(language, card);
    let body = html! {
        h1 { (title) }
        @if let Some(person) = person {
            p .lead { (say("Para ", "For ")) strong { (person.given_name) " " (person.family_name) } }
        }
        p { (say("Abre la app, elige «Tarjetas» y «Leer un código», y apunta con la cámara a este.",
                 "Open the app, choose “Cards” and “Read a code”, and point the camera at this one.")) }
        @if let Some(picture) = qr_code(&offer.link) {
            figure role="img" aria-label=(say("Código QR con la oferta de la tarjeta", "QR code with the offer of the card")) {
                (picture)
            }
        }
        @if let Some(tx_code) = &offer.tx_code {
            p { (say("La app pedirá este código. Díselo de palabra:", "The app will ask for this code. Say it aloud:")) }
            p .big #tx-code { (tx_code) }
        }
        p {
            (say("¿La app está en este mismo aparato? ", "Is the app on this device? "))
            a #offer href=(offer.link) { (say("Recibir la tarjeta aquí", "Receive the card here")) }
        }
        details {
            summary { (say("Sin cámara: el texto del código", "Without a camera: the text of the code")) }
            p { code { (offer.link) } }
        }
        p .soft {
            (say("Sirve una vez y durante ", "Good once, for ")) (GOOD_FOR / 60) (say(" minutos.", " minutes."))
        }
    };
    frame(language, &title).show(StatusCode::OK, &html! {}, &body)
}

/// The card, and its format where there is more than one.
fn name(language: Language, card: Configuration) -> String {
    let name = language.say(card.kind.words.es, card.kind.words.en);
    match (card.kind.formats, card.format) {
        ([_], _) => name.to_owned(),
        (_, Format::SdJwt) => format!("{name} (SD-JWT)"),
        (_, Format::Mdoc) => format!("{name} (mdoc)"),
    }
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
