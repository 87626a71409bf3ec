//! Whether a fine is real, in words.

use chrono::{DateTime, Utc};
use madrid_core::error::Error;
use madrid_core::fines::{FormFault, RealFine, Verified};
use madrid_core::kernel::{Language, madrid_day};
use madrid_core::text::{self, keys};

use super::list::{Speaker, words_of};
use crate::view::{ExplanationView, FactView, join};

/// What became of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum VerifyOutcome {
    /// It is the city's.
    Real,
    /// The city has no such fine.
    NotOurs,
    /// What was typed cannot be a fine.
    Wrong,
    /// The city could not be asked: nobody knows.
    Unknown,
}

/// What is asked for to find out whether a fine is real.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct VerifyFormView {
    /// The words above it, and of the door to it.
    pub title: String,
    /// Where the numbers are, and that nobody needs to sign in.
    pub hint: String,
    /// The words above the number of the report.
    pub bulletin_label: String,
    /// The words above the plate.
    pub plate_label: String,
    /// The words of the button that asks.
    pub action_label: String,
    /// What to say while the city is being asked.
    pub asking_label: String,
}

impl VerifyFormView {
    pub(super) fn new(language: Language) -> Self {
        let say = |key| text::plain(language, key);
        Self {
            title: say(keys::VERIFY_TITLE),
            hint: say(keys::VERIFY_HINT),
            bulletin_label: say(keys::VERIFY_BULLETIN),
            plate_label: say(keys::FACT_FINE_PLATE),
            action_label: say(keys::ACTION_VERIFY),
            asking_label: say(keys::PAYMENT_ASKING),
        }
    }
}

/// Whether a fine is real.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct VerifyView {
    /// For colour and icon.
    pub outcome: VerifyOutcome,
    /// A few words.
    pub title: String,
    /// What it means, and what to do.
    pub body: String,
    /// What for, how it stands and what it costs, where it is real.
    pub facts: Vec<FactView>,
    /// Why the city could not be asked.
    pub trouble: Option<ExplanationView>,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

impl VerifyView {
    pub(super) fn new(found: &Verified, language: Language, now: DateTime<Utc>) -> Self {
        let speaker = Speaker {
            language,
            today: madrid_day(now),
        };
        let say = |key| speaker.say(key);
        let (outcome, title, body, facts) = match found {
            Verified::Real(fine) => (
                VerifyOutcome::Real,
                say(keys::VERIFY_REAL_TITLE),
                say(keys::VERIFY_REAL_BODY),
                speaker.real(fine),
            ),
            Verified::NotOurs => (
                VerifyOutcome::NotOurs,
                say(keys::VERIFY_NOT_OURS_TITLE),
                say(keys::VERIFY_NOT_OURS_BODY),
                Vec::new(),
            ),
            Verified::Wrong(fault) => (
                VerifyOutcome::Wrong,
                say(keys::VERIFY_WRONG_TITLE),
                speaker.fault(*fault),
                Vec::new(),
            ),
            Verified::NotAsked(_) => (
                VerifyOutcome::Unknown,
                say(keys::VERIFY_UNHEARD_TITLE),
                say(keys::VERIFY_UNHEARD_BODY),
                Vec::new(),
            ),
        };
        let trouble = match found {
            Verified::NotAsked(failed) => Some(ExplanationView::new(Error::from(*failed).code(), language)),
            _ => None,
        };
        let spoken = [title.as_str(), body.trim_end_matches('.')].map(str::to_owned);
        let spoken_facts = facts.iter().map(|fact| format!("{} {}", fact.label, fact.value));
        let spoken: Vec<String> = spoken.into_iter().chain(spoken_facts).collect();
        Self {
            outcome,
            accessibility_label: join(". ", spoken.iter().map(|line| Some(line.trim()))).unwrap_or_default(),
            title,
            body,
            facts,
            trouble,
        }
    }
}

impl Speaker {
    fn real(self, fine: &RealFine) -> Vec<FactView> {
        let whole = |value| FactView {
            label: String::new(),
            value,
        };
        let (label, _) = words_of(fine.state);
        let values = [("date", fine.until.map(|day| self.day(day)).unwrap_or_default().into())];
        let standing = text::with(self.language, label, &values);
        let amount = fine.amount.map(|amount| {
            let values = [("amount", text::amount(self.language, amount).into())];
            text::with(self.language, keys::VERIFY_REAL_AMOUNT, &values)
        });
        let until = fine.until.map(|day| self.dated(keys::CHOICE_UNTIL, day));
        let lines = [Some(self.kind(fine.kind)), Some(standing), amount, until];
        lines.into_iter().flatten().map(whole).collect()
    }

    fn fault(self, fault: FormFault) -> String {
        match fault {
            FormFault::NoBulletin => self.say(keys::VERIFY_NO_BULLETIN),
            FormFault::BulletinNotDigits => self.say(keys::VERIFY_BULLETIN_DIGITS),
            FormFault::BulletinLength { digits } => {
                let n = text::number(self.language, u64::try_from(digits).unwrap_or(u64::MAX));
                text::with(self.language, keys::VERIFY_BULLETIN_LENGTH, &[("n", n.into())])
            }
            FormFault::NoPlate => self.say(keys::VERIFY_NO_PLATE),
            FormFault::PlateSigns => self.say(keys::VERIFY_PLATE_SIGNS),
            FormFault::PlateForm => self.say(keys::VERIFY_PLATE_FORM),
            FormFault::PlateLetter => self.say(keys::VERIFY_PLATE_LETTER),
        }
    }
}
