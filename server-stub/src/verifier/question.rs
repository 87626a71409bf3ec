//! What the officials of this city ask, each with what the service has registered to ask for.

use serde_json::{Value, json};

use crate::cards::{KEY_TIER, Tier, Words};

/// Something that is asked often.
#[derive(Debug, Clone, Copy)]
pub struct Question {
    /// Its name for programs.
    pub id: &'static str,
    /// What is asked.
    pub words: Words,
    /// What is looked at.
    pub about: Words,
    /// What for, as the register has it.
    pub purpose: Words,
    /// The question for wallets (DCQL).
    pub query: fn() -> Value,
    /// What the service has registered to see.
    pub registered: fn() -> Value,
    /// What the holder is to agree to by signing, if anything.
    pub transaction: Option<fn() -> Value>,
}

impl Question {
    /// Those that officials choose from.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        QUESTIONS.iter().filter(|question| question.transaction.is_none())
    }

    /// The one of a name, also of those that no page offers.
    pub fn of(id: &str) -> Option<&'static Self> {
        QUESTIONS.iter().find(|question| question.id == id)
    }
}

const fn words(es: &'static str, en: &'static str) -> Words {
    Words { es, en }
}

/// A card as SD-JWT with these claims.
fn sd_jwt(id: &str, kind: &str, paths: Value) -> Value {
    json!({ "id": id, "format": "dc+sd-jwt", "meta": { "vct_values": [kind] }, "claims": claims(&paths) })
}

/// A card as mdoc with these elements.
fn mdoc(id: &str, kind: &str, names: &[&str]) -> Value {
    let claims: Vec<Value> = names.iter().map(|name| json!({ "path": [kind, name] })).collect();
    json!({ "id": id, "format": "mso_mdoc", "meta": { "doctype_value": kind }, "claims": claims })
}

fn claims(paths: &Value) -> Value {
    let paths = paths.as_array().into_iter().flatten();
    paths.map(|path| json!({ "path": path })).collect()
}

fn one(asked: Value) -> Value {
    json!({ "credentials": [asked] })
}

const PARKING: &str = "es.madrid.parking_card.1";
const SPORTS: &str = "es.madrid.sports_pass.1";
const PADRON: &str = "es.madrid.padron_certificate.1";
const LIBRARY: &str = "es.madrid.library_card.1";
const FAMILY: &str = "es.madrid.large_family.1";
const SENIOR: &str = "es.madrid.senior_card.1";

fn parking() -> Value {
    let names = ["card_number", "expiry_date", KEY_TIER];
    json!({
        "credentials": [
            mdoc("parking_mdoc", PARKING, &names),
            sd_jwt("parking_sd_jwt", PARKING, json!([["card_number"], ["expiry_date"], [KEY_TIER]])),
        ],
        "credential_sets": [{ "options": [["parking_mdoc"], ["parking_sd_jwt"]] }],
    })
}

/// What is asked, as a register lists it: without names, each card with its claims.
fn registered(query: &Value) -> Value {
    let all = query.get("credentials").and_then(Value::as_array).into_iter().flatten();
    let entry = |one: &Value| {
        let part = |name: &str| one.get(name).cloned().unwrap_or_default();
        json!({ "format": part("format"), "meta": part("meta"), "claims": part("claims") })
    };
    all.map(entry).collect()
}

fn library() -> Value {
    let mut asked = sd_jwt("library", LIBRARY, json!([["card_number"]]));
    // It is bound to nobody's key, like the one of cardboard.
    if let Some(asked) = asked.as_object_mut() {
        asked.insert("require_cryptographic_holder_binding".to_owned(), json!(false));
    }
    one(asked)
}

/// What follows from it is for long, so only a card whose key cannot be copied will do: another one is not shown at all.
fn district() -> Value {
    let mut asked = sd_jwt("padron", PADRON, json!([["address", "district"]]));
    if let Some(claims) = asked.get_mut("claims").and_then(Value::as_array_mut) {
        claims.push(json!({ "path": [KEY_TIER], "values": [Tier::Hardware.name()] }));
    }
    one(asked)
}

fn family() -> Value {
    one(sd_jwt("family", FAMILY, json!([["category"]])))
}

fn sports() -> Value {
    one(mdoc(
        "sports",
        SPORTS,
        &["pass_number", "modality", "expiry_date", KEY_TIER],
    ))
}

fn senior() -> Value {
    one(sd_jwt("senior", SENIOR, json!([["age_over_65"]])))
}

/// More than the service has registered.
fn curious() -> Value {
    one(sd_jwt(
        "senior",
        SENIOR,
        json!([["age_over_65"], ["family_name"], ["birth_date"]]),
    ))
}

/// A payment that no wallet here knows how to show (OpenID4VP 1.0, 8.4).
fn payment() -> Value {
    json!({ "type": "es.madrid.payment.1", "credential_ids": ["senior"], "amount": "12.50 EUR" })
}

/// All of them.
static QUESTIONS: [Question; 7] = [
    Question {
        id: "parking",
        words: words("¿Tiene tarjeta de estacionamiento?", "Has a parking card?"),
        about: words("Número y hasta cuándo vale.", "Its number and until when it is good."),
        purpose: words(
            "Comprobar el derecho a aparcar en plazas reservadas.",
            "To check the right to park in reserved spaces.",
        ),
        query: parking,
        registered: || registered(&parking()),
        transaction: None,
    },
    Question {
        id: "district",
        words: words("¿Está empadronado en Madrid?", "Is registered as living in Madrid?"),
        about: words(
            "Solo el distrito, ni la calle ni el número. Con la clave en el chip del móvil.",
            "The district only, neither street nor number. With the key in the phone's chip.",
        ),
        purpose: words(
            "Comprobar que la persona vive en el distrito.",
            "To check that the person lives in the district.",
        ),
        query: district,
        registered: || registered(&district()),
        transaction: None,
    },
    Question {
        id: "library",
        words: words("Biblioteca", "Library"),
        about: words("Solo el número de carné.", "The card number only."),
        purpose: words("Prestar libros, música y películas.", "To lend books, music and films."),
        query: library,
        registered: || registered(&library()),
        transaction: None,
    },
    Question {
        id: "large_family",
        words: words("¿Es familia numerosa?", "Is a large family?"),
        about: words(
            "Solo la categoría, ni los hijos ni sus nombres.",
            "The category only, neither the children nor their names.",
        ),
        purpose: words(
            "Aplicar el descuento de familia numerosa.",
            "To give the reduction of large families.",
        ),
        query: family,
        registered: || registered(&family()),
        transaction: None,
    },
    Question {
        id: "sports",
        words: words("Abono Deporte", "Sports pass"),
        about: words(
            "Número, modalidad y hasta cuándo vale.",
            "Its number, its kind and until when it is good.",
        ),
        purpose: words("Entrar en un centro deportivo.", "To enter a sports centre."),
        query: sports,
        registered: || registered(&sports()),
        transaction: None,
    },
    Question {
        id: "senior_curious",
        words: words(
            "Tarjeta madridmayor, y más de la cuenta",
            "Senior card, and more than is due",
        ),
        about: words(
            "Pide también apellidos y fecha de nacimiento, que este servicio no tiene registrados: la app debe avisar.",
            "Asks for surname and date of birth too, which this service has not registered: the app must warn.",
        ),
        purpose: words(
            "Apuntarse a actividades para mayores de 65 años.",
            "To join activities for people over 65.",
        ),
        query: curious,
        registered: || registered(&senior()),
        transaction: None,
    },
    Question {
        id: "payment",
        words: words("Un pago", "A payment"),
        about: words(
            "Algo que ninguna app conoce: debe negarse.",
            "Something that no app knows: it must refuse.",
        ),
        purpose: words("Pagar una actividad.", "To pay for an activity."),
        query: senior,
        registered: || registered(&senior()),
        transaction: Some(payment),
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::KINDS;
    use crate::verifier::query::Query;

    #[test]
    fn every_question_can_be_asked_and_asks_for_what_cards_say() {
        for question in &QUESTIONS {
            assert!(Query::read(&(question.query)()).is_some(), "{}", question.id);
            assert_eq!(Question::of(question.id).unwrap().id, question.id);
            for asked in (question.query)()["credentials"].as_array().unwrap() {
                let types = [&asked["meta"]["vct_values"][0], &asked["meta"]["doctype_value"]];
                let kind = KINDS
                    .iter()
                    .find(|kind| types.iter().any(|typ| **typ == json!(kind.typ)))
                    .unwrap();
                for claim in asked["claims"].as_array().unwrap() {
                    let mut path: Vec<&str> = claim["path"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .map(|one| one.as_str().unwrap())
                        .collect();
                    path.retain(|step| *step != kind.typ);
                    assert!(
                        kind.claims.iter().any(|claim| claim.path == path),
                        "{} {path:?}",
                        question.id
                    );
                }
            }
        }
    }

    #[test]
    fn one_asks_for_more_than_it_registered_and_no_other() {
        for question in &QUESTIONS {
            let fits = registered(&(question.query)()) == (question.registered)();
            assert_eq!(fits, question.id != "senior_curious", "{}", question.id);
        }
        assert!(Question::all().all(|question| question.id != "payment"));
    }
}
