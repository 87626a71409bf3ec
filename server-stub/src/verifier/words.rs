//! What officials read of a card: why it does not count, and what it says, in plain words.

use chrono::NaiveDate;
use serde_json::Value;

use super::judge::Card;
use crate::cards::shown::{Fault, Shown, select};
use crate::cards::{Claim, Format, KEY_TIER, KINDS, Words};
use crate::pages::Language;

/// Why a card does not count.
pub const fn why(fault: Fault, language: Language) -> &'static str {
    let (es, en) = match fault {
        Fault::Unreadable => ("No se puede leer.", "It cannot be read."),
        Fault::ForeignIssuer => ("No la ha expedido el Ayuntamiento.", "The City did not issue it."),
        Fault::Changed => (
            "Está cambiada: no es como se expidió.",
            "It was changed: it is not as it was issued.",
        ),
        Fault::WrongType => ("Es otra tarjeta.", "It is another card."),
        Fault::Expired => ("Está caducada.", "It has expired."),
        Fault::NotYet => ("Todavía no vale.", "It is not good yet."),
        Fault::Revoked => ("Está anulada.", "It was revoked."),
        Fault::Suspended => ("Está suspendida.", "It is suspended."),
        Fault::NoStatus => (
            "No se puede saber si está anulada.",
            "Nobody can know whether it was revoked.",
        ),
        Fault::Unbound => (
            "No demuestra que sea de quien la enseña.",
            "It does not prove to be theirs who show it.",
        ),
        Fault::WrongHolder => ("No es de quien la enseña.", "It is not theirs who show it."),
        Fault::WrongAudience => ("Se enseñó a otra ventanilla.", "It was shown to another desk."),
        Fault::WrongNonce => ("Responde a otra pregunta.", "It answers another question."),
        Fault::Stale => ("No se ha enseñado ahora.", "It was not shown now."),
        Fault::Missing => (
            "Falta algo de lo que se pidió.",
            "Something that was asked for is missing.",
        ),
        Fault::OtherValue => ("No dice lo que se pidió.", "It does not say what was asked for."),
        Fault::LowTier => (
            "Su clave no está en el chip del móvil: para esto no basta el nivel básico.",
            "Its key is not in the phone's chip: the basic level is not enough for this.",
        ),
        Fault::TooMuch => (
            "Ha llegado más de lo que se pidió.",
            "More has come than was asked for.",
        ),
        Fault::NotAgreed => (
            "La persona no ha firmado lo que se pidió.",
            "The person did not sign what was asked.",
        ),
    };
    language.say(es, en)
}

/// The name of the card.
pub fn name(shown: &Shown) -> Option<Words> {
    KINDS.iter().find(|kind| kind.typ == shown.typ).map(|kind| kind.words)
}

/// What it says, by the names that people have for it.
pub fn said(shown: &Shown, language: Language) -> Vec<(Words, String)> {
    let kind = KINDS.iter().find(|kind| kind.typ == shown.typ);
    let claims = kind.into_iter().flat_map(|kind| kind.claims);
    // The page says that of every card, asked or not.
    let claims = claims.filter(|claim| claim.path != [KEY_TIER]);
    let told = claims.filter_map(|claim| {
        let own = claim.path.iter().map(|step| {
            if *step == crate::cards::sd_jwt::EACH {
                Value::Null
            } else {
                Value::from(*step)
            }
        });
        let space = (shown.format == Format::Mdoc).then(|| Value::from(shown.typ.as_str()));
        let path: Vec<Value> = space.into_iter().chain(own).collect();
        let values: Vec<String> = select(&shown.claims, &path)
            .into_iter()
            .filter_map(|(_, value)| worded(claim, value, language).or_else(|| plain(value)))
            .collect();
        (!values.is_empty()).then(|| (claim.words, values.join(", ")))
    });
    told.collect()
}

/// How well the key of a card is kept, where it says so.
pub fn level(card: &Card, language: Language) -> Option<(Words, String)> {
    let kind = KINDS
        .iter()
        .find(|kind| kind.typ == card.shown.as_ref().map_or("", |shown| &shown.typ));
    let claim = kind?.claims.iter().find(|claim| claim.path == [KEY_TIER])?;
    let value = worded(claim, &Value::from(card.tier?.name()), language)?;
    Some((claim.words, value))
}

/// What people call a value, where there is a word for it.
fn worded(claim: &Claim, value: &Value, language: Language) -> Option<String> {
    let (_, words) = claim.values.iter().find(|(name, _)| value == name)?;
    Some(language.say(words.es, words.en).to_owned())
}

/// A day as people in Madrid write it.
fn day(text: &str) -> Option<String> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    Some(day.format("%d/%m/%Y").to_string())
}

/// A value that is no list and has no members.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(day(text).unwrap_or_else(|| text.clone())),
        Value::Bool(true) => Some("✓".to_owned()),
        Value::Bool(false) => Some("✗".to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_people_write_it_and_everything_else_as_it_came() {
        let told = |text: &str| plain(&Value::from(text)).unwrap();
        assert_eq!(told("1951-11-08"), "08/11/1951");
        for other in ["1951-13-08", "MM32434253", "1951"] {
            assert_eq!(told(other), other);
        }
    }
}
