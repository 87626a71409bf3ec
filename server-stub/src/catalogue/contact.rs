//! One telephone, one e-mail address, one page and one postal code out of cells where people wrote whole sentences.

use super::clean::Repairs;
use super::report::Repair;

/// The first telephone number of a text, as `+34 914 800 010`; a short one such as `010` if there is no other.
pub(super) fn phone(text: &str, repairs: &mut Repairs) -> Option<String> {
    let runs: Vec<String> = text
        .split(|c: char| !is_phone_character(c))
        .map(digits)
        .filter(|run| !run.is_empty())
        .collect();
    let whole = runs.iter().find_map(|run| subscriber(run));
    let found = match &whole {
        Some(number) => Some(format!("+34 {}", grouped(number))),
        None => runs.iter().find(|run| is_short_number(run)).cloned(),
    };
    let only_the_number =
        runs.len() == 1 && text.chars().all(is_phone_character) && runs.iter().all(|run| run.len() <= 13);
    match &found {
        None => repairs.note(Repair::PhoneUnreadable, "phone", text),
        Some(_) if !only_the_number || has_two_numbers(&runs) => repairs.note(Repair::PhoneExtraText, "phone", text),
        Some(_) => {}
    }
    found
}

const fn is_phone_character(c: char) -> bool {
    matches!(c, '0'..='9' | ' ' | '.' | '-' | '+')
}

fn digits(run: &str) -> String {
    run.chars().filter(char::is_ascii_digit).collect()
}

/// The nine digits of a Spanish number, without the country's prefix.
fn subscriber(run: &str) -> Option<String> {
    let national = run
        .strip_prefix("0034")
        .or_else(|| run.strip_prefix("34").filter(|rest| rest.len() >= 9))
        .unwrap_or(run);
    let number: String = national.chars().take(9).collect();
    (number.len() == 9 && number.starts_with(['6', '7', '8', '9'])).then_some(number)
}

fn has_two_numbers(runs: &[String]) -> bool {
    runs.iter().any(|run| subscriber(run).is_some() && run.len() >= 18)
}

fn is_short_number(run: &str) -> bool {
    run.len() == 3 && run.starts_with('0') || run == "112"
}

fn grouped(number: &str) -> String {
    let mut out = String::new();
    for (index, digit) in number.chars().enumerate() {
        if index > 0 && index % 3 == 0 {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// The first e-mail address of a text.
pub(super) fn email(text: &str, repairs: &mut Repairs) -> Option<String> {
    let found = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '<' | '>' | '(' | ')'))
        .map(|word| word.trim_matches(['.', ':']))
        .find(|word| is_email(word))
        .map(str::to_owned);
    match &found {
        None => repairs.note(Repair::EmailUnreadable, "email", text),
        Some(address) if address != text => repairs.note(Repair::EmailExtraText, "email", text),
        Some(_) => {}
    }
    found
}

fn is_email(word: &str) -> bool {
    let Some((local, domain)) = word.split_once('@') else {
        return false;
    };
    let local_is_plain = !local.is_empty() && local.chars().all(|c| c.is_ascii_alphanumeric() || "._%+-".contains(c));
    let labels: Vec<&str> = domain.split('.').collect();
    let labels_are_plain = labels
        .iter()
        .all(|label| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
    let has_top_level = labels.len() > 1 && labels.last().is_some_and(|top| top.len() > 1);
    local_is_plain && labels_are_plain && has_top_level
}

/// A page of http or https.
pub(super) fn url(text: &str, repairs: &mut Repairs) -> Option<String> {
    let host = text.split_once("://").and_then(|(scheme, rest)| {
        let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
        is_web.then(|| rest.split(['/', '?', '#']).next().unwrap_or_default())
    });
    let sound = host.is_some_and(|host| !host.is_empty()) && !text.contains(char::is_whitespace);
    if !sound {
        repairs.note(Repair::UrlNotWeb, "url", text);
    }
    sound.then(|| text.to_owned())
}

/// Five digits that begin with those of the province.
pub(super) fn postal_code(text: &str, repairs: &mut Repairs) -> Option<String> {
    let sound = text.len() == 5 && text.starts_with("28") && text.chars().all(|c| c.is_ascii_digit());
    if !sound {
        repairs.note(Repair::PostalCodeUnreadable, "postal_code", text);
    }
    sound.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    type Reader = fn(&str, &mut Repairs) -> Option<String>;

    fn check(read: Reader, cases: &[(&str, Option<&str>, Option<Repair>)]) {
        for (raw, expected, repair) in cases {
            let mut repairs = Repairs::new();
            assert_eq!(read(raw, &mut repairs).as_deref(), *expected, "{raw}");
            assert_eq!(repairs.reasons().first().copied(), *repair, "{raw}");
        }
    }

    #[test]
    fn telephone_numbers() {
        const EXTRA: Option<Repair> = Some(Repair::PhoneExtraText);
        check(
            phone,
            &[
                ("914 800 010", Some("+34 914 800 010"), None),
                ("91 480 00 10", Some("+34 914 800 010"), None),
                ("914800010", Some("+34 914 800 010"), None),
                ("+34 914 800 010", Some("+34 914 800 010"), None),
                ("0034914800010", Some("+34 914 800 010"), None),
                ("91.480.00.10 o 91.480.00.11", Some("+34 914 800 010"), EXTRA),
                ("914 800 010 / 914 800 011", Some("+34 914 800 010"), EXTRA),
                ("914 800 010 - 914 800 011", Some("+34 914 800 010"), EXTRA),
                ("914 800 010/1", Some("+34 914 800 010"), EXTRA),
                ("Por ahora solo WhatsApp: 634747268", Some("+34 634 747 268"), EXTRA),
                ("914 800 010, extensiones 82910", Some("+34 914 800 010"), EXTRA),
                ("010", Some("010"), None),
                (
                    "el 010 (desde fuera del municipio de Madrid: 914 800 010)",
                    Some("+34 914 800 010"),
                    EXTRA,
                ),
                ("Actualmente no disponible.", None, Some(Repair::PhoneUnreadable)),
                ("91 480 00", None, Some(Repair::PhoneUnreadable)),
                ("12345678901234567890", None, Some(Repair::PhoneUnreadable)),
            ],
        );
    }

    #[test]
    fn email_addresses() {
        const EXTRA: Option<Repair> = Some(Repair::EmailExtraText);
        const NONE: Option<Repair> = Some(Repair::EmailUnreadable);
        check(
            email,
            &[
                ("a.b-c@madrid.es", Some("a.b-c@madrid.es"), None),
                ("a@madrid.es; b@madrid.es", Some("a@madrid.es"), EXTRA),
                ("a@uam.es / b@uam.es", Some("a@uam.es"), EXTRA),
                ("a@madrid.es - JMD Arganzuela ? ID La Fundi", Some("a@madrid.es"), EXTRA),
                ("Correo: a@madrid.es.", Some("a@madrid.es"), EXTRA),
                ("a@madrid", None, NONE),
                ("@madrid.es", None, NONE),
                ("a@@madrid.es", None, NONE),
                ("no tiene", None, NONE),
            ],
        );
    }

    #[test]
    fn pages_and_postal_codes() {
        const NOT: Option<Repair> = Some(Repair::UrlNotWeb);
        check(
            url,
            &[
                (
                    "https://www.madrid.es/a?b=1&c=2",
                    Some("https://www.madrid.es/a?b=1&c=2"),
                    None,
                ),
                ("HTTP://madrid.es", Some("HTTP://madrid.es"), None),
                ("javascript:alert(1)", None, NOT),
                ("javascript://x", None, NOT),
                ("http://", None, NOT),
                ("https:///x", None, NOT),
                ("http://a b", None, NOT),
                ("www.madrid.es", None, NOT),
            ],
        );
        const BAD: Option<Repair> = Some(Repair::PostalCodeUnreadable);
        check(
            postal_code,
            &[
                ("28045", Some("28045"), None),
                ("2804", None, BAD),
                ("08001", None, BAD),
                ("28O45", None, BAD),
            ],
        );
    }
}
