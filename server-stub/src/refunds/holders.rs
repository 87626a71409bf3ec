//! Whose accounts are whose, as the mock bank knows it. Every account is invented.

use crate::citizens::by_nif;

/// Person and account.
pub const ACCOUNTS: [(&str, &str); 9] = [
    ("p-lucia", "ES4721000418440200051300"),
    ("p-carmen", "ES8421000418430200059219"),
    // A second one, held together with her husband.
    ("p-carmen", "ES9121000418450200051332"),
    ("p-antonio", "ES0521000418470200067138"),
    ("p-amina", "ES2621000418400200075057"),
    ("p-diego", "ES2521000418490200082976"),
    ("p-marta", "ES4621000418420200090895"),
    ("p-elena", "ES9121000418440200098814"),
    ("p-pablo", "ES6621000418440200106733"),
];

/// Whether the bank knows an account under a person's document.
#[must_use]
pub fn holds(nif: &str, iban: &str) -> bool {
    let person = by_nif(nif).map(|person| person.id);
    ACCOUNTS
        .iter()
        .any(|(holder, account)| Some(*holder) == person && *account == iban)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refunds::rules::iban;

    #[test]
    fn every_account_is_one_and_has_one_holder() {
        for (person, account) in ACCOUNTS {
            assert_eq!(iban(account).as_deref(), Some(account), "{person}");
            let others = ACCOUNTS.iter().filter(|(_, other)| *other == account);
            assert_eq!(others.count(), 1, "{account}");
        }
        assert!(holds("27182818S", "ES8421000418430200059219"));
        assert!(!holds("17320508J", "ES8421000418430200059219") && !holds("0", "ES8421000418430200059219"));
    }
}
