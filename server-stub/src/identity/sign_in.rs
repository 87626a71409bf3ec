//! Whether somebody is who they say: what they typed, against what the city knows, and how often they may try.

use rusqlite::Transaction;

use super::secret::same;
use super::store;
use super::{Access, OTP};
use crate::citizens::{Persona, by_id, by_nif};
use crate::store::StoreError;

/// How a person signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// Something they know, and perhaps already the code on their telephone.
    Password {
        /// DNI or NIE, as typed.
        document: String,
        /// The password.
        password: String,
        /// The code, from a machine that does everything at once.
        otp: Option<String>,
    },
    /// The second step: the code that goes with a password that was right.
    Code {
        /// What says that the password was right.
        ticket: String,
        /// The code, as typed.
        otp: String,
    },
    /// A certificate; the mock city takes their word for it.
    Certificate {
        /// DNI or NIE, as typed.
        document: String,
    },
}

/// The circumstances of a try.
#[derive(Debug, Clone)]
pub struct Circumstances {
    /// The level asked for.
    pub asked: Access,
    /// The question it is an answer to, in one line.
    pub question: String,
    /// A secret, to become the ticket if there is a second step.
    pub ticket: String,
    /// The city's time.
    pub now: i64,
}

/// How far a person has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Progress {
    /// To the end.
    SignedIn(&'static Persona, Access),
    /// To the second step: the ticket of the circumstances is good now.
    NeedsCode,
    /// Nowhere.
    Wrong(Vec<Mistake>),
}

/// What was wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// No way was chosen.
    NoWay,
    /// No document.
    DocumentMissing,
    /// Nothing that could be a document.
    DocumentMalformed,
    /// No password.
    PasswordMissing,
    /// Document or password; which of them is not said.
    Credentials,
    /// No certificate for this document.
    NoCertificate,
    /// No code.
    OtpMissing,
    /// Not the code.
    Otp,
    /// Too many tries.
    Locked {
        /// How many minutes to wait.
        minutes: i64,
    },
    /// The first step was too long ago.
    TooLate,
}

/// One try.
pub fn sign_in(tx: &Transaction<'_>, way: &Way, at: &Circumstances) -> Result<Progress, StoreError> {
    let mistakes = omissions(way);
    if !mistakes.is_empty() {
        return Ok(Progress::Wrong(mistakes));
    }
    match way {
        Way::Certificate { document } => by_certificate(tx, document, at),
        Way::Password {
            document,
            password,
            otp,
        } => by_password(tx, document, (password, otp.as_deref()), at),
        Way::Code { ticket, otp } => by_code(tx, ticket, otp, at),
    }
}

/// What can be told without knowing anybody, and is no try at all.
fn omissions(way: &Way) -> Vec<Mistake> {
    let of_document = |document: &str| match canonical(document) {
        bare if bare.is_empty() => Some(Mistake::DocumentMissing),
        bare if !is_document(&bare) => Some(Mistake::DocumentMalformed),
        _ => None,
    };
    match way {
        Way::Password { document, password, .. } => {
            let of_password = password.is_empty().then_some(Mistake::PasswordMissing);
            of_document(document).into_iter().chain(of_password).collect()
        }
        Way::Certificate { document } => of_document(document).into_iter().collect(),
        Way::Code { otp, .. } => otp.is_empty().then_some(Mistake::OtpMissing).into_iter().collect(),
    }
}

fn by_certificate(tx: &Transaction<'_>, document: &str, at: &Circumstances) -> Result<Progress, StoreError> {
    let key = canonical(document);
    if let Some(locked) = locked(tx, &key, at.now)? {
        return Ok(locked);
    }
    match can_sign_in(document) {
        Some(person) => {
            store::note_success(tx, &key)?;
            Ok(Progress::SignedIn(person, Access::Strong))
        }
        None => failed(tx, &key, Mistake::NoCertificate, at.now),
    }
}

fn by_password(
    tx: &Transaction<'_>,
    document: &str,
    (password, otp): (&str, Option<&str>),
    at: &Circumstances,
) -> Result<Progress, StoreError> {
    let key = canonical(document);
    if let Some(locked) = locked(tx, &key, at.now)? {
        return Ok(locked);
    }
    let known = can_sign_in(document);
    // Compared even where nobody is known: how long it takes must not say who exists.
    let right = same(known.and_then(|person| person.password).unwrap_or_default(), password);
    let Some(person) = known.filter(|_| right) else {
        return failed(tx, &key, Mistake::Credentials, at.now);
    };
    match (at.asked, otp) {
        (Access::Light, _) => {
            store::note_success(tx, &key)?;
            Ok(Progress::SignedIn(person, Access::Light))
        }
        (Access::Strong, Some(otp)) if same(otp, OTP) => {
            store::note_success(tx, &key)?;
            store::note_success(tx, &code_key(&key))?;
            Ok(Progress::SignedIn(person, Access::Strong))
        }
        (Access::Strong, Some(_)) => failed(tx, &code_key(&key), Mistake::Credentials, at.now),
        (Access::Strong, None) => {
            store::note_success(tx, &key)?;
            store::keep_ticket(tx, &at.ticket, person.id, &at.question, at.now)?;
            Ok(Progress::NeedsCode)
        }
    }
}

fn by_code(tx: &Transaction<'_>, ticket: &str, otp: &str, at: &Circumstances) -> Result<Progress, StoreError> {
    let holder = store::ticket_holder(tx, ticket, &at.question, at.now)?;
    let Some(person) = holder.as_deref().and_then(by_id) else {
        return Ok(Progress::Wrong(vec![Mistake::TooLate]));
    };
    if let Some(locked) = locked(tx, person.nif, at.now)? {
        return Ok(locked);
    }
    let digits: String = otp.chars().filter(|c| !c.is_whitespace()).collect();
    if !same(&digits, OTP) {
        return failed(tx, &code_key(person.nif), Mistake::Otp, at.now);
    }
    store::note_success(tx, &code_key(person.nif))?;
    store::tear_ticket(tx, ticket)?;
    Ok(Progress::SignedIn(person, Access::Strong))
}

/// Wrong codes are counted apart: whoever knows the password must not get new guesses at the code by signing in lightly.
fn code_key(key: &str) -> String {
    format!("{key} code")
}

fn locked(tx: &Transaction<'_>, key: &str, now: i64) -> Result<Option<Progress>, StoreError> {
    let until = store::locked_until(tx, key)?.max(store::locked_until(tx, &code_key(key))?);
    let wait = until.saturating_sub(now);
    Ok((wait > 0).then(|| {
        let minutes = wait.saturating_add(59) / 60;
        Progress::Wrong(vec![Mistake::Locked { minutes }])
    }))
}

/// Counts the try; the one too many is told that it was.
fn failed(tx: &Transaction<'_>, key: &str, mistake: Mistake, now: i64) -> Result<Progress, StoreError> {
    store::note_failure(tx, key, now)?;
    Ok(locked(tx, key, now)?.unwrap_or_else(|| Progress::Wrong(vec![mistake])))
}

/// Somebody with a password: children have none.
fn can_sign_in(document: &str) -> Option<&'static Persona> {
    by_nif(document).filter(|person| person.password.is_some())
}

/// A document however it is written: `y-1234567 x` is `Y1234567X`.
fn canonical(document: &str) -> String {
    let bare: String = document.chars().filter(char::is_ascii_alphanumeric).collect();
    bare.to_ascii_uppercase()
}

/// Whether it has the form of a DNI or a NIE.
fn is_document(bare: &str) -> bool {
    let mut bytes = bare.bytes().rev();
    let letter = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic());
    let rest: Vec<u8> = bytes.collect();
    let (last, digits) = match rest.split_last() {
        Some((first, digits)) => (*first, digits),
        None => return false,
    };
    let first = last.is_ascii_digit() || matches!(last, b'X' | b'Y' | b'Z');
    letter && first && digits.len() == 7 && digits.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_recognised_by_their_form() {
        for (text, good) in [
            ("12345678Z", true),
            ("x-1234567-l", true),
            ("1234567Z", false),
            ("123456789", false),
            ("A1234567Z", false),
            ("Z", false),
            ("ññññññññÑ", false),
        ] {
            assert_eq!(is_document(&canonical(text)), good, "{text}");
        }
    }
}
