//! Account numbers, as banks check them (ISO 13616).

/// Whether this can be an account: check digits as in ISO 13616, in Spain 24 characters. Capitals, no gaps.
#[must_use]
pub fn is_iban(text: &str) -> bool {
    let is_written = (15..=34).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        && (!text.starts_with("ES") || text.len() == 24);
    let Some((head, rest)) = text.split_at_checked(4).filter(|_| is_written) else {
        return false;
    };
    let values = rest.chars().chain(head.chars()).filter_map(|c| c.to_digit(36));
    let digits = |value| if value < 10 { 10 } else { 100 };
    values.fold(0, |sum, value| (sum * digits(value) + value) % 97) == 1
}

/// `ES•• •••• •••• •••• •••• 1332`: what a person recognises their account by.
#[must_use]
pub fn masked(iban: &str) -> String {
    let shown = iban.chars().count().saturating_sub(4);
    let mut out = String::new();
    for (at, c) in iban.chars().enumerate() {
        if at > 0 && at % 4 == 0 {
            out.push(' ');
        }
        out.push(if at < 2 || at >= shown { c } else { '•' });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_checked_and_shown_by_their_end_only() {
        for right in [
            "ES9121000418450200051332",
            "DE89370400440532013000",
            "ES7921000813610123456789",
        ] {
            assert!(is_iban(right), "{right}");
        }
        for wrong in [
            "",
            "ES",
            "ES9121000418450200051333",
            "ES912100041845020005133",
            "es9121000418450200051332",
            "ES91 2100 0418 4502 0005 1332",
            "ÑÑÑÑÑÑÑÑÑÑÑÑ",
        ] {
            assert!(!is_iban(wrong), "{wrong}");
        }
        assert_eq!(masked("ES9121000418450200051332"), "ES•• •••• •••• •••• •••• 1332");
    }
}
