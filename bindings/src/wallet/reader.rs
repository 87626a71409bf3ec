//! What a screen draws for who checks somebody else's card.

use std::sync::{Mutex, PoisonError};

use madrid_core::error::Error;
use madrid_core::text::{self, Key, keys};
use madrid_core::wallet::reader::{Finding, Frames, Preset, Reading, Verdict, frames};
use madrid_core::wallet::{Labels, Said, Step, told_below};

use super::qr::QrView;
use super::words::{Reader, spoken};
use crate::error::AppError;
use crate::view::{FactView, mirror};

mirror! {
    /// What can be asked.
    ReaderQuestion of Preset {
        /// May this car stand here?
        Parking,
        /// Is this pass good to enter?
        SportsPass,
        /// Is this person over 65?
        Senior,
        /// Which large family is it?
        LargeFamily,
        /// What is the number of this library card?
        Library,
        /// Does this person live in Madrid?
        Resident,
    }
}

/// A question to choose.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ReaderQuestionView {
    /// For `ask_neighbour`.
    pub question: ReaderQuestion,
    /// Its name.
    pub label: String,
    /// What it answers.
    pub body: String,
}

/// The screen where a question is chosen.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ReaderView {
    /// Its name.
    pub title: String,
    /// What happens.
    pub body: String,
    /// The questions.
    pub questions: Vec<ReaderQuestionView>,
}

/// The screen that is held to the other person.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ReaderAskView {
    /// The question, for `read_neighbour`. It is good for one answer.
    pub question: String,
    /// The name of the screen.
    pub title: String,
    /// What the other person does.
    pub body: String,
    /// The question, to be drawn.
    pub code: QrView,
}

/// Whether a card counts, for colour and icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ReaderVerdict {
    /// Everything holds.
    Good,
    /// Nothing is wrong, and something is not known.
    Unsure,
    /// It is not what it should be.
    Bad,
}

/// What was made of a card.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ReadingView {
    /// The name of the screen.
    pub title: String,
    /// Whether it counts.
    pub verdict: ReaderVerdict,
    /// The same in words.
    pub headline: String,
    /// What was found, a sentence each.
    pub findings: Vec<String>,
    /// What was asked for, who gives the card, and until when it lasts. Nothing of a card that does not count.
    pub facts: Vec<FactView>,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

impl ReaderView {
    pub(super) fn new(reader: Reader) -> Self {
        let question = |preset: Preset| {
            let (label, body) = match preset {
                Preset::Parking => (keys::READER_PARKING, keys::READER_PARKING_BODY),
                Preset::SportsPass => (keys::READER_SPORTS, keys::READER_SPORTS_BODY),
                Preset::Senior => (keys::READER_SENIOR, keys::READER_SENIOR_BODY),
                Preset::LargeFamily => (keys::READER_FAMILY, keys::READER_FAMILY_BODY),
                Preset::Library => (keys::READER_LIBRARY, keys::READER_LIBRARY_BODY),
                Preset::Resident => (keys::READER_RESIDENT, keys::READER_RESIDENT_BODY),
            };
            ReaderQuestionView {
                question: preset.into(),
                label: reader.say(label),
                body: reader.say(body),
            }
        };
        Self {
            title: reader.say(keys::READER_TITLE),
            body: reader.say(keys::READER_BODY),
            questions: Preset::ALL.into_iter().map(question).collect(),
        }
    }
}

impl ReaderAskView {
    pub(super) fn new(question: String, reader: Reader) -> Result<Self, AppError> {
        Ok(Self {
            title: reader.say(keys::READER_QUESTION),
            body: reader.say(keys::READER_QUESTION_BODY),
            code: QrView::new(&question)?,
            question,
        })
    }
}

/// A text as codes that are shown in turn.
pub(super) fn codes(text: &str) -> Result<Vec<QrView>, AppError> {
    let frames = frames(text).map_err(Error::from)?;
    frames.iter().map(|frame| QrView::new(frame)).collect()
}

impl ReadingView {
    pub(super) fn new(reading: &Reading, reader: Reader) -> Self {
        let (verdict, key) = match reading.verdict() {
            Verdict::Good => (ReaderVerdict::Good, keys::READER_GOOD),
            Verdict::Unsure => (ReaderVerdict::Unsure, keys::READER_UNSURE),
            Verdict::Bad => (ReaderVerdict::Bad, keys::READER_BAD),
        };
        let headline = reader.say(key);
        let mut findings: Vec<String> = Vec::new();
        if verdict != ReaderVerdict::Bad {
            findings.push(reader.say(keys::READER_CHECKED));
        }
        findings.extend(reading.findings.iter().map(|finding| found(*finding, reader)));
        let facts = facts(reading, reader);
        let lines = facts.iter().map(|fact| format!("{}: {}", fact.label, fact.value));
        let parts: Vec<String> = std::iter::once(headline.clone())
            .chain(findings.iter().cloned())
            .chain(lines)
            .collect();
        Self {
            title: reader.say(keys::READER_RESULT),
            verdict,
            headline,
            accessibility_label: spoken(parts.iter().map(String::as_str)),
            findings,
            facts,
        }
    }
}

fn found(finding: Finding, reader: Reader) -> String {
    match finding {
        Finding::Broken(why) => {
            let why = text::explain(reader.language, why.code()).title;
            reader.with(keys::READER_BROKEN, "why", &why)
        }
        Finding::OtherKind => reader.say(keys::READER_OTHER_KIND),
        Finding::Missing => reader.say(keys::READER_MISSING),
        Finding::MoreThanAsked => reader.say(keys::READER_MORE),
        Finding::NotBound => reader.say(keys::READER_UNBOUND),
        Finding::Revoked => reader.say(keys::READER_REVOKED),
        Finding::Suspended => reader.say(keys::READER_SUSPENDED),
        Finding::StatusFresh(_) => reader.say(keys::READER_STATUS_FRESH),
        Finding::StatusOld(until) => reader.with(keys::READER_STATUS_OLD, "when", &reader.moment(until)),
        Finding::StatusUnknown => reader.say(keys::READER_STATUS_UNKNOWN),
    }
}

/// What the city's cards call what stands there: whoever checks a card of somebody else's has no words of its issuer's.
fn name(place: &[Step]) -> Option<Key> {
    let Some(Step::Name(own)) = place.last() else {
        return None;
    };
    match own.as_str() {
        "card_number" => Some(keys::READER_NUMBER),
        "expiry_date" => Some(keys::READER_UNTIL),
        "modality" => Some(keys::READER_MODALITY),
        "age_over_65" => Some(keys::READER_SENIOR_AGE),
        "category" => Some(keys::READER_CATEGORY),
        "municipality" => Some(keys::READER_TOWN),
        _ => None,
    }
}

/// What the city's cards call a value; what they do not know is told as it stands there.
fn word(place: &[Step], said: &Said) -> Option<Key> {
    let (Some(Step::Name(own)), Said::Text(value)) = (place.last(), said) else {
        return None;
    };
    match (own.as_str(), value.as_str()) {
        ("category", "general") => Some(keys::READER_GENERAL),
        ("category", "especial") => Some(keys::READER_SPECIAL),
        ("modality", "abono_deporte") => Some(keys::READER_PASS),
        ("modality", "escuela_deportiva") => Some(keys::READER_SCHOOL),
        _ => None,
    }
}

fn facts(reading: &Reading, reader: Reader) -> Vec<FactView> {
    if reading.verdict() == Verdict::Bad {
        return Vec::new();
    }
    let told: Vec<_> = reading
        .claims
        .iter()
        .flat_map(|(place, value)| told_below(place, value))
        .filter(|(_, said)| !matches!(said, Said::Nothing))
        .collect();
    let mut facts = reader.facts(&Labels::of(&[]), &told);
    for (fact, (place, said)) in facts.iter_mut().zip(&told) {
        if let Some(name) = name(place) {
            fact.label = reader.say(name);
        }
        if let Some(word) = word(place, said) {
            fact.value = reader.say(word);
        }
    }
    let mut add = |label, value: Option<String>| {
        facts.extend(value.map(|value| FactView {
            label: reader.say(label),
            value,
        }));
    };
    add(keys::CARD_ISSUER, reading.issuer.clone());
    let until = reading
        .until
        .map(|until| text::sentence(&reader.with(keys::CARD_UNTIL, "day", &reader.day_of(until))));
    add(keys::READER_GOOD, until);
    facts
}

/// Codes that were read so far from another phone's screen, in any order.
#[derive(Default, uniffi::Object)]
pub struct CodeReader(Mutex<Frames>);

#[uniffi::export]
impl CodeReader {
    /// One that has read nothing.
    #[uniffi::constructor]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes what a code said; the same one again changes nothing. Gives the whole text once all were read. Fails with `Rejected` where
    /// it is no code of a card.
    pub fn take(&self, code: String) -> Result<Option<String>, AppError> {
        let mut frames = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        frames.take(&code).map_err(Error::from)?;
        Ok(frames.whole())
    }

    /// How many of how many codes were read, in words; none before the first.
    #[must_use]
    pub fn progress(&self, language: crate::view::Language) -> Option<String> {
        let (done, all) = self.0.lock().unwrap_or_else(PoisonError::into_inner).progress();
        let values = [("done", done.to_string()), ("all", all.to_string())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str().into()));
        (all > 0).then(|| text::with(language.into(), keys::READER_PROGRESS, &values))
    }
}
