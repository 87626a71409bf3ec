//! What a change makes of the details, and what is shown while it is under way. Pure.

use super::model::{Change, ContactChange, ContactDetails, Pending, PendingState, Person};

/// The details after a change; `None` if it changes nothing.
pub fn changed(now: &ContactDetails, change: ContactChange) -> Option<ContactDetails> {
    let wanted = ContactDetails {
        phone: change.phone.unwrap_or_else(|| now.phone.clone()),
        email: change.email.unwrap_or_else(|| now.email.clone()),
    };
    (wanted != *now).then_some(wanted)
}

/// The person as the phone shows them: what they asked for counts at once, unless the city has refused it. A conflict
/// shows the city's, since nothing has been decided.
pub fn overlaid(mut person: Person, pending: &[Pending]) -> Person {
    for change in pending {
        match (&change.change, change.state) {
            (_, PendingState::Refused) | (Change::Other, _) => {}
            (
                Change::Contact {
                    theirs: Some(theirs), ..
                },
                PendingState::Conflict,
            ) => person.contact = theirs.clone(),
            (Change::Contact { mine, .. }, _) => person.contact = mine.clone(),
            (
                Change::Preferences {
                    theirs: Some(theirs), ..
                },
                PendingState::Conflict,
            ) => person.preferences = *theirs,
            (Change::Preferences { mine, .. }, _) => person.preferences = *mine,
        }
    }
    person
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
