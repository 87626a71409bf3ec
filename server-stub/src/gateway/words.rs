//! What the gateway's pages say, in Spanish and English.

use super::means::Mistake;
use super::operation::{CODE, TRIES, Verdict};
use crate::pages::Language;
use crate::redsys::{Meaning, ResponseCode};

/// Who is paid: the gateway has one shop.
pub const SHOP: &str = "Ayuntamiento de Madrid";

/// An amount as people write it.
pub fn euros(language: Language, cents: i64) -> String {
    let (whole, rest) = (cents / 100, cents % 100);
    let (group, point) = match language {
        Language::Spanish => ('.', ','),
        Language::English => (',', '.'),
    };
    let digits = whole.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            grouped.push(group);
        }
        grouped.push(digit);
    }
    match language {
        Language::Spanish => format!("{grouped}{point}{rest:02}\u{a0}€"),
        Language::English => format!("€{grouped}{point}{rest:02}"),
    }
}

/// What is wrong with a form: the field, and in words.
pub const fn slip(mistake: Mistake) -> (&'static str, (&'static str, &'static str)) {
    match mistake {
        Mistake::NumberMissing => ("number", ("Escribe el número de la tarjeta.", "Enter the card number.")),
        Mistake::NumberWrong => (
            "number",
            (
                "Revisa el número de la tarjeta: falta, sobra o no coincide alguna cifra.",
                "Check the card number: a digit is missing, left over or wrong.",
            ),
        ),
        Mistake::Expiry => (
            "expiry",
            (
                "Escribe la caducidad con el mes y el año. Por ejemplo, 12/34.",
                "Enter the expiry date as month and year. For example, 12/34.",
            ),
        ),
        Mistake::Cvv => (
            "cvv",
            (
                "Escribe las tres cifras del código de seguridad.",
                "Enter the three digits of the security code.",
            ),
        ),
        Mistake::Phone => (
            "phone",
            (
                "Escribe un móvil español: nueve cifras que empiezan por 6 o por 7.",
                "Enter a Spanish mobile number: nine digits that start with 6 or 7.",
            ),
        ),
        Mistake::CodeMissing => (
            "code",
            ("Escribe el código del mensaje.", "Enter the code from the message."),
        ),
    }
}

/// A code was wrong, and how often it may still be.
pub fn wrong_code(language: Language, tries: i64) -> String {
    let left = TRIES - tries;
    match (language, left) {
        (Language::Spanish, 1) => "El código no es correcto. Te queda 1 intento.".to_owned(),
        (Language::Spanish, _) => format!("El código no es correcto. Te quedan {left} intentos."),
        (Language::English, 1) => "The code is not right. You have 1 try left.".to_owned(),
        (Language::English, _) => format!("The code is not right. You have {left} tries left."),
    }
}

/// Where the code is.
pub fn code_hint(language: Language) -> String {
    match language {
        Language::Spanish => {
            format!("Tu banco te ha enviado un mensaje. El mensaje dice {CODE}: esto es una ciudad de pruebas.")
        }
        Language::English => format!("Your bank sent you a text message. It says {CODE}: this is a mock city."),
    }
}

/// Why a payment was refused.
pub const fn refusal(response: ResponseCode) -> (&'static str, &'static str) {
    match response.meaning() {
        Meaning::Cancelled => ("Has cancelado el pago.", "You cancelled the payment."),
        Meaning::ExpiredCard => (
            "La tarjeta ha caducado, o la fecha no es la de la tarjeta.",
            "The card has expired, or the date is not the one on the card.",
        ),
        Meaning::Authentication => (
            "Tu banco no ha podido comprobar que eres tú.",
            "Your bank could not check that it is you.",
        ),
        Meaning::WrongCvv => (
            "El código de seguridad no es el de la tarjeta.",
            "The security code is not the one on the card.",
        ),
        Meaning::Fraud => (
            "Tu banco no deja pagar con esta tarjeta. Habla con tu banco.",
            "Your bank does not let this card pay. Talk to your bank.",
        ),
        Meaning::SystemDown => ("Tu banco no responde ahora.", "Your bank does not answer right now."),
        _ => (
            "Tu banco no ha aceptado el pago.",
            "Your bank did not accept the payment.",
        ),
    }
}

/// What the bank of a test card does.
pub const fn test_card(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Authorised => ("Paga sin más.", "Pays at once."),
        Verdict::Challenge => ("Pide un código y paga.", "Asks for a code, then pays."),
        Verdict::Refused(response) => refusal(response),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_people_write_them() {
        let written = |cents| [Language::Spanish, Language::English].map(|language| euros(language, cents));
        assert_eq!(written(5), ["0,05\u{a0}€", "€0.05"]);
        assert_eq!(written(10_000), ["100,00\u{a0}€", "€100.00"]);
        assert_eq!(written(123_456_789), ["1.234.567,89\u{a0}€", "€1,234,567.89"]);
    }
}
