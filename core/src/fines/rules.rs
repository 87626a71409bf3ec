//! What may be done about a fine today, where it is shown, and what the numbers on a paper look like. Pure: the day is a parameter,
//! and prices and windows are the City's.

use chrono::NaiveDate;

use super::model::{Act, DriverDetails, Fine, FineState, MOST_PAPERS, Paper, PaperKind, Step};
use crate::kernel::IdentityDocument;
use crate::log::opaque_debug;

/// The City takes no more, in characters.
const LONGEST_TEXT: usize = 5_000;
const LONGEST_LINE: usize = 200;
/// One paper, and all of them, in bytes.
const LARGEST_PAPER: u64 = 1_024 * 1_024;
const ALL_PAPERS: u64 = 2 * 1_024 * 1_024;

/// Where a fine is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// The person has something to do or to choose.
    Open,
    /// Others have.
    UnderWay,
    /// Nobody has.
    Done,
}

/// Where a fine is shown.
#[must_use]
pub const fn group(fine: &Fine) -> Group {
    match fine.state {
        FineState::Notified | FineState::DiscountOver | FineState::Final | FineState::Enforcement => Group::Open,
        FineState::Reported | FineState::Contested | FineState::DriverNamed | FineState::Other => Group::UnderWay,
        FineState::Paid | FineState::Closed | FineState::Cancelled | FineState::WrittenOff | FineState::Refunded => {
            Group::Done
        }
    }
}

/// What the City said that the fine costs on a day; `None` where it said nothing of that day.
#[must_use]
pub fn price_on(fine: &Fine, day: NaiveDate) -> Option<&Step> {
    let holds = |step: &&Step| step.from <= day && step.until.is_none_or(|until| day <= until);
    fine.steps.iter().find(holds)
}

/// How many days are left, today among them; `None` where it is over.
#[must_use]
pub fn days_left(until: NaiveDate, today: NaiveDate) -> Option<u64> {
    u64::try_from((until - today).num_days() + 1)
        .ok()
        .filter(|days| *days > 0)
}

/// Whether something may be done about a fine today; else the stable code of why not. The City decides; this keeps people from
/// asking what it would refuse.
pub fn may(fine: &Fine, act: Act, today: NaiveDate) -> Result<(), &'static str> {
    let (is_filed, until) = match act {
        Act::Allege => (fine.allegations.is_some(), fine.windows.allegations),
        Act::NameDriver => (fine.driver.is_some() || fine.allegations.is_some(), fine.windows.driver),
        Act::Pay | Act::Other => (false, None),
    };
    match fine.state {
        FineState::Paid | FineState::Closed | FineState::Refunded => Err("fine.already_paid"),
        _ if is_filed => Err("fine.already_filed"),
        FineState::DiscountOver | FineState::Final | FineState::Enforcement if act != Act::Pay => Err("fine.too_late"),
        _ if until.is_some_and(|until| until < today) => Err("fine.too_late"),
        _ if fine.allowed.contains(&act) => Ok(()),
        _ => Err("fine.not_now"),
    }
}

/// Whether this can be sent as allegations; else the stable code of what to change.
pub fn check_text(text: &str) -> Result<(), &'static str> {
    match text.trim().chars().count() {
        0 => Err("fine.empty"),
        1..=LONGEST_TEXT => Ok(()),
        _ => Err("fine.too_big"),
    }
}

/// What a file is, whatever it is called, if it may go with these papers; else the stable code of why not.
pub fn check_paper(papers: &[Paper], bytes: &[u8]) -> Result<PaperKind, &'static str> {
    let kind = PaperKind::ALL
        .into_iter()
        .find(|kind| bytes.starts_with(kind.begins_with()));
    let kind = kind.ok_or("fine.wrong_type")?;
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let all: u64 = papers.iter().map(|paper| paper.size).sum();
    if size > LARGEST_PAPER || all.saturating_add(size) > ALL_PAPERS || papers.len() >= MOST_PAPERS {
        return Err("fine.too_big");
    }
    Ok(kind)
}

/// The name of a file without its folders, no longer than the City takes.
pub fn paper_name(typed: &str) -> String {
    let last = typed.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let short: String = last.chars().filter(|c| !c.is_control()).take(LONGEST_LINE).collect();
    if short.is_empty() {
        "documento".to_owned()
    } else {
        short
    }
}

/// The driver as the City takes them; else the stable code of what to change.
pub fn check_driver(typed: &DriverDetails) -> Result<DriverDetails, &'static str> {
    let line = |text: &str| {
        let text = text.trim().to_owned();
        let fits = (1..=LONGEST_LINE).contains(&text.chars().count());
        fits.then_some(text).ok_or("fine.driver")
    };
    let document: IdentityDocument = typed.document.parse().map_err(|_| "fine.document")?;
    let licence = typed.licence.trim();
    Ok(DriverDetails {
        name: line(&typed.name)?,
        document: document.as_str().to_owned(),
        address: line(&typed.address)?,
        licence: if licence.is_empty() {
            String::new()
        } else {
            line(licence)?
        },
    })
}

/// The number of a report and a plate, as the City writes them.
#[derive(Clone, PartialEq, Eq)]
pub struct Pair {
    /// Nine digits.
    pub bulletin: String,
    /// Capitals and digits.
    pub plate: String,
}

/// What is wrong with what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormFault {
    /// No number of a report.
    NoBulletin,
    /// It has something that is no digit.
    BulletinNotDigits,
    /// It has so many digits, and needs nine.
    BulletinLength {
        /// So many.
        digits: usize,
    },
    /// No plate.
    NoPlate,
    /// It has a sign that is on no plate.
    PlateSigns,
    /// It is of a form that no plate has.
    PlateForm,
    /// It has a letter that new plates never have: a vowel, Ñ or Q.
    PlateLetter,
}

impl Pair {
    /// Reads what a person typed: in any case, with spaces, hyphens and dots. Else the first thing that is wrong.
    pub fn read(bulletin: &str, plate: &str) -> Result<Self, FormFault> {
        Ok(Self {
            bulletin: read_bulletin(bulletin)?,
            plate: read_plate(plate)?,
        })
    }
}

fn bare(typed: &str) -> String {
    let kept = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '·' | '–'));
    kept.flat_map(char::to_uppercase).collect()
}

fn read_bulletin(typed: &str) -> Result<String, FormFault> {
    let bare = bare(typed);
    match bare.len() {
        0 => Err(FormFault::NoBulletin),
        _ if !bare.bytes().all(|digit| digit.is_ascii_digit()) => Err(FormFault::BulletinNotDigits),
        9 => Ok(bare),
        digits => Err(FormFault::BulletinLength { digits }),
    }
}

/// `1234BCD` since 2000. Older ones, those of the police and of trailers begin with letters; of them only the City knows which exist.
fn read_plate(typed: &str) -> Result<String, FormFault> {
    let bare = bare(typed);
    if bare.is_empty() {
        return Err(FormFault::NoPlate);
    }
    if !bare.chars().all(|c| c.is_ascii_alphanumeric() || c == 'Ñ') {
        return Err(FormFault::PlateSigns);
    }
    let runs = runs(&bare);
    let of = |run: usize| runs.get(run).map_or(0, |(_, length)| *length);
    let begins_with_digits = runs.first().is_some_and(|(is_digit, _)| *is_digit);
    match (begins_with_digits, runs.len()) {
        (true, 2) if (of(0), of(1)) == (4, 3) => {
            let has_none = |c: char| matches!(c, 'A' | 'E' | 'I' | 'O' | 'U' | 'Ñ' | 'Q');
            if bare.contains(has_none) {
                Err(FormFault::PlateLetter)
            } else {
                Ok(bare)
            }
        }
        (false, 2 | 3) if bare.len() <= 9 => Ok(bare),
        _ => Err(FormFault::PlateForm),
    }
}

/// How many digits or letters follow each other.
fn runs(text: &str) -> Vec<(bool, usize)> {
    let mut runs: Vec<(bool, usize)> = Vec::new();
    for is_digit in text.chars().map(|c| c.is_ascii_digit()) {
        match runs.last_mut() {
            Some((of_digits, length)) if *of_digits == is_digit => *length += 1,
            _ => runs.push((is_digit, 1)),
        }
    }
    runs
}

opaque_debug!(Pair);

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
