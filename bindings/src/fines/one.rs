//! One fine, in words: a pure function of the core's model, the language and the city's time.

use madrid_core::fines::{
    About, Draft, Fine, FineShown, Outcome, Paper, Progress, Severity, Step, StepKind, may, price_on,
};
use madrid_core::kernel::Language;
use madrid_core::text::{self, Key, keys};

use super::choice::FineChoiceView;
use super::list::{FineState, Speaker};
use crate::view::{ExplanationView, FactView, FreshnessView, join};

/// A fine.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FineView {
    /// The number of its report; for everything that can be done about it, and for `Payments.prepare`.
    pub id: String,
    /// What it is for.
    pub title: String,
    /// The rule that was broken, in plain words of the city.
    pub rule: String,
    /// How it stands, for colour and icon.
    pub state: FineState,
    /// The same in a few words.
    pub label: String,
    /// What that means for the person: amount, date and what to do first.
    pub body: String,
    /// What it costs today, where there is something to pay.
    pub amount: Option<String>,
    /// The words above what may be done.
    pub choices_title: String,
    /// What may be done today: paying, disputing and naming the driver, drawn alike.
    pub choices: Vec<FineChoiceView>,
    /// The words above the prices.
    pub steps_title: String,
    /// What it costs and will cost, the first price first.
    pub steps: Vec<FineStepView>,
    /// Where, when, which vehicle, points.
    pub facts: Vec<FactView>,
    /// What there is to prove it.
    pub evidence: FineEvidenceView,
    /// The words above what was filed.
    pub filed_title: String,
    /// What the city has of what was filed: number, day, decision.
    pub filed: Vec<FactView>,
    /// What the person writes against it.
    pub allegations: FineAllegationsView,
    /// Whom the person writes down as the driver.
    pub driver: FineDriverView,
    /// What to say while the city is being asked.
    pub asking_label: String,
    /// How far the city's part may be trusted.
    pub freshness: FreshnessView,
    /// Why the city could not be asked the last time.
    pub trouble: Option<ExplanationView>,
    /// What matters of it for a screen reader.
    pub accessibility_label: String,
}

/// A price.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FineStepView {
    /// Which.
    pub label: String,
    /// How much.
    pub amount: String,
    /// On which days.
    pub when: String,
    /// Whether it is today's.
    pub is_now: bool,
    /// The same in words: colour alone says nothing.
    pub now_label: Option<String>,
}

/// What there is to prove it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FineEvidenceView {
    /// The words above it.
    pub title: String,
    /// What was seen.
    pub description: String,
    /// What measured it, and when that was last checked.
    pub facts: Vec<FactView>,
    /// The photos, to be fetched with `evidence`.
    pub photos: Vec<FinePhotoView>,
    /// What to say where there is no photo.
    pub no_photos: Option<String>,
}

/// A photo.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FinePhotoView {
    /// For `evidence`.
    pub number: u32,
    /// "Foto 1".
    pub label: String,
}

/// How far something that the person writes has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum DraftState {
    /// Nothing is written.
    Empty,
    /// The person is at it.
    Writing,
    /// It will be sent by itself.
    Waiting,
    /// The city has it.
    Filed,
    /// The city would not have it. All of it is still there.
    Refused,
}

/// What the person writes against a fine.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FineAllegationsView {
    /// The words above it.
    pub title: String,
    /// What it is, and that it is kept.
    pub hint: String,
    /// What files may go with it.
    pub papers_hint: String,
    /// What is written.
    pub text: String,
    /// The files that go with it.
    pub papers: Vec<FinePaperView>,
    /// How far it has come.
    pub state: DraftState,
    /// The same in words; absent where nothing is written.
    pub label: Option<String>,
    /// Why the city would not have it.
    pub trouble: Option<ExplanationView>,
    /// The words of the button that sends it; absent where it cannot be sent.
    pub send_label: Option<String>,
    /// The words of the button that adds a file; absent where nothing can be changed.
    pub attach_label: Option<String>,
    /// The words of the button that throws it away; absent where it cannot be.
    pub discard_label: Option<String>,
}

/// A file that goes with allegations.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FinePaperView {
    /// For `detach`.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// The words of the button that takes it away; absent where nothing can be changed.
    pub detach_label: Option<String>,
}

/// Whom the person writes down as the driver.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FineDriverView {
    /// The words above it.
    pub title: String,
    /// What is needed, and that it is kept.
    pub hint: String,
    /// The words above the name.
    pub name_label: String,
    /// The name.
    pub name: String,
    /// The words above the document.
    pub document_label: String,
    /// NIF or NIE.
    pub document: String,
    /// The words above the address.
    pub address_label: String,
    /// Where letters reach them.
    pub address: String,
    /// The words above the licence.
    pub licence_label: String,
    /// The number of the driving licence.
    pub licence: String,
    /// Whether it can be changed.
    pub can_change: bool,
    /// How far it has come.
    pub state: DraftState,
    /// The same in words; absent where nothing is written.
    pub label: Option<String>,
    /// Why the city would not have it.
    pub trouble: Option<ExplanationView>,
    /// The words of the button that sends it; absent where it cannot be sent.
    pub send_label: Option<String>,
    /// The words of the button that throws it away; absent where it cannot be.
    pub discard_label: Option<String>,
}

impl FineView {
    pub(super) fn new(shown: &FineShown, language: Language) -> Self {
        let speaker = Speaker {
            language,
            today: madrid_core::kernel::madrid_day(shown.now),
        };
        let fine = &shown.fine;
        let title = speaker.kind(fine.kind);
        let (label, body) = speaker.standing(fine);
        let amount = speaker.amount_today(fine);
        let spoken = [Some(title.as_str()), amount.as_deref(), Some(&label), Some(&body)];
        Self {
            id: fine.id.clone(),
            accessibility_label: join(". ", spoken).unwrap_or_default(),
            title,
            rule: speaker.both(&fine.rule),
            state: fine.state.into(),
            label,
            body,
            amount,
            choices_title: speaker.say(keys::FINE_CHOICES_TITLE),
            choices: speaker.choices(fine),
            steps_title: speaker.say(keys::FINE_STEPS_TITLE),
            steps: fine.steps.iter().map(|step| speaker.step(fine, step)).collect(),
            facts: speaker.facts(fine),
            evidence: speaker.evidence(fine),
            filed_title: speaker.say(keys::FINE_FILED_TITLE),
            filed: speaker.filed(fine),
            allegations: speaker.allegations(shown),
            driver: speaker.driver_draft(shown),
            asking_label: speaker.say(keys::PAYMENT_ASKING),
            freshness: FreshnessView::new(shown.freshness, language, shown.now),
            trouble: shown
                .failed_code
                .as_deref()
                .map(|code| ExplanationView::new(code, language)),
        }
    }
}

/// What there is to say of a draft, whatever it is about.
struct Standing {
    state: DraftState,
    label: Option<String>,
    trouble: Option<ExplanationView>,
    send_label: Option<String>,
    discard_label: Option<String>,
    can_change: bool,
}

impl Speaker {
    fn step(self, fine: &Fine, step: &Step) -> FineStepView {
        let percent = text::number(self.language, u64::from(step.surcharge));
        let label = match step.kind {
            StepKind::Reduced => self.say(keys::STEP_REDUCED),
            StepKind::Full => self.say(keys::STEP_FULL),
            StepKind::Surcharge => text::with(self.language, keys::STEP_SURCHARGE, &[("n", percent.into())]),
            StepKind::Other => self.say(keys::STEP_OTHER),
        };
        let when = match step.until {
            Some(until) if step.kind == StepKind::Reduced => self.dated(keys::CHOICE_UNTIL, until),
            Some(until) => text::sentence(&text::span(self.language, step.from, until, self.today)),
            None => self.dated(keys::STEP_FROM, step.from),
        };
        let is_now = price_on(fine, self.today) == Some(step);
        FineStepView {
            label,
            amount: text::amount(self.language, step.amount),
            when,
            is_now,
            now_label: is_now.then(|| self.say(keys::FINE_STEP_NOW)),
        }
    }

    fn fact(self, label: Key, value: String) -> FactView {
        FactView {
            label: self.say(label),
            value,
        }
    }

    fn facts(self, fine: &Fine) -> Vec<FactView> {
        let points = u64::from(fine.points);
        let points = match points {
            0 => self.say(keys::FINE_NO_POINTS),
            _ => {
                let n = text::number(self.language, points);
                let values = [("count", text::Arg::Count(points)), ("n", n.into())];
                text::with(self.language, keys::FINE_POINTS, &values)
            }
        };
        let severity = match fine.severity {
            Severity::Minor => Some(keys::FINE_MINOR),
            Severity::Serious => Some(keys::FINE_SERIOUS),
            Severity::VerySerious => Some(keys::FINE_VERY_SERIOUS),
            Severity::Other => None,
        };
        let mut facts = vec![
            self.fact(keys::FACT_FINE_WHEN, text::sentence(&self.when(fine))),
            self.fact(keys::FACT_FINE_WHERE, fine.place.clone()),
            self.fact(keys::FACT_FINE_PLATE, fine.plate.clone()),
            self.fact(keys::FACT_FINE_POINTS, points),
        ];
        facts.extend(severity.map(|key| self.fact(keys::FACT_FINE_SEVERITY, self.say(key))));
        let notified = fine.notified.map(|day| text::sentence(&self.day(day)));
        facts.extend(notified.map(|day| self.fact(keys::FACT_FINE_NOTIFIED, day)));
        let paid = fine.paid.map(|paid| text::amount(self.language, paid));
        facts.extend(paid.map(|paid| self.fact(keys::FACT_FINE_PAID, paid)));
        facts.push(self.fact(keys::FACT_FINE_NUMBER, fine.id.clone()));
        facts
    }

    fn evidence(self, fine: &Fine) -> FineEvidenceView {
        let evidence = &fine.evidence;
        let device = evidence.device.as_ref().map(|device| {
            let name = format!("{} {}", self.both(&device.name), device.serial);
            [
                self.fact(keys::FACT_FINE_DEVICE, name),
                self.fact(keys::FACT_FINE_VERIFIED, text::sentence(&self.day(device.verified))),
            ]
        });
        let photo = |number: u32| {
            let n = text::number(self.language, u64::from(number));
            FinePhotoView {
                number,
                label: text::with(self.language, keys::EVIDENCE_PHOTO, &[("n", n.into())]),
            }
        };
        FineEvidenceView {
            title: self.say(keys::EVIDENCE_TITLE),
            description: self.both(&evidence.description),
            facts: device.into_iter().flatten().collect(),
            photos: (1..=evidence.photos).map(photo).collect(),
            no_photos: (evidence.photos == 0).then(|| self.say(keys::EVIDENCE_NO_PHOTOS)),
        }
    }

    fn filed(self, fine: &Fine) -> Vec<FactView> {
        let mut facts = Vec::new();
        let day = |day| text::sentence(&self.day(day));
        if let Some(filed) = &fine.allegations {
            facts.push(self.fact(keys::FACT_FINE_REGISTRY, filed.registry.clone()));
            facts.push(self.fact(keys::FACT_FINE_FILED, day(filed.day)));
            if let Some((outcome, decided)) = filed.resolution {
                let words = match outcome {
                    Outcome::Accepted => self.say(keys::FINE_ACCEPTED),
                    Outcome::Refused => self.say(keys::FINE_REFUSED),
                    Outcome::Other => self.say(keys::FINE_OTHER),
                };
                let value = join(". ", [Some(words.as_str()), Some(&day(decided))]);
                facts.push(self.fact(keys::FACT_FINE_DECIDED, value.unwrap_or_default()));
            }
        }
        if let Some(named) = &fine.driver {
            facts.push(self.fact(keys::FACT_FINE_DRIVER, named.name.clone()));
            facts.push(self.fact(keys::FACT_FINE_REGISTRY, named.registry.clone()));
            facts.push(self.fact(keys::FACT_FINE_FILED, day(named.day)));
        }
        facts
    }

    fn allegations(self, shown: &FineShown) -> FineAllegationsView {
        let (text, papers) = match shown.allegations.as_ref().map(|draft| &draft.about) {
            Some(About::Allegations { text, papers }) => (text.clone(), papers.as_slice()),
            _ => (String::new(), [].as_slice()),
        };
        let is_empty = text.trim().is_empty() && papers.is_empty();
        let act = madrid_core::fines::Act::Allege;
        let stands = self.draft(
            shown.allegations.as_ref(),
            is_empty,
            may(&shown.fine, act, self.today).is_ok(),
        );
        FineAllegationsView {
            title: self.say(keys::ALLEGE_TITLE),
            hint: self.say(keys::ALLEGE_HINT),
            papers_hint: self.say(keys::ALLEGE_PAPERS),
            papers: papers
                .iter()
                .map(|paper| self.paper(paper, stands.can_change))
                .collect(),
            send_label: stands.send_label.filter(|_| !text.trim().is_empty()),
            text,
            state: stands.state,
            label: stands.label,
            trouble: stands.trouble,
            attach_label: stands.can_change.then(|| self.say(keys::ACTION_ATTACH)),
            discard_label: stands.discard_label,
        }
    }

    fn paper(self, paper: &Paper, can_change: bool) -> FinePaperView {
        let values = [("name", paper.name.as_str().into())];
        FinePaperView {
            id: paper.id,
            name: paper.name.clone(),
            detach_label: can_change.then(|| text::with(self.language, keys::ACTION_DETACH, &values)),
        }
    }

    fn driver_draft(self, shown: &FineShown) -> FineDriverView {
        let typed = match shown.driver.as_ref().map(|draft| &draft.about) {
            Some(About::Driver(details)) => details.clone(),
            _ => madrid_core::fines::DriverDetails::default(),
        };
        let fields = [&typed.name, &typed.document, &typed.address, &typed.licence];
        let is_empty = fields.iter().all(|field| field.trim().is_empty());
        let act = madrid_core::fines::Act::NameDriver;
        let stands = self.draft(
            shown.driver.as_ref(),
            is_empty,
            may(&shown.fine, act, self.today).is_ok(),
        );
        FineDriverView {
            title: self.say(keys::DRIVER_TITLE),
            hint: self.say(keys::DRIVER_HINT),
            name_label: self.say(keys::DRIVER_NAME),
            name: typed.name,
            document_label: self.say(keys::DRIVER_DOCUMENT),
            document: typed.document,
            address_label: self.say(keys::DRIVER_ADDRESS),
            address: typed.address,
            licence_label: self.say(keys::DRIVER_LICENCE),
            licence: typed.licence,
            can_change: stands.can_change,
            state: stands.state,
            label: stands.label,
            trouble: stands.trouble,
            send_label: stands.send_label,
            discard_label: stands.discard_label,
        }
    }

    fn draft(self, draft: Option<&Draft>, is_empty: bool, may_be_sent: bool) -> Standing {
        let progress = draft.map_or(&Progress::Writing, |draft| &draft.progress);
        let (state, label) = match progress {
            Progress::Writing if is_empty => (DraftState::Empty, None),
            Progress::Writing => (DraftState::Writing, Some(self.say(keys::DRAFT_WRITING))),
            Progress::Waiting => (DraftState::Waiting, Some(self.say(keys::DRAFT_WAITING))),
            Progress::Filed { registry: None, .. } => (DraftState::Filed, Some(self.say(keys::DRAFT_FILED_PLAIN))),
            Progress::Filed {
                registry: Some(number), ..
            } => {
                let values = [("number", number.as_str().into())];
                (
                    DraftState::Filed,
                    Some(text::with(self.language, keys::DRAFT_FILED, &values)),
                )
            }
            Progress::Refused { .. } => (DraftState::Refused, Some(self.say(keys::DRAFT_REFUSED))),
        };
        let can_change = matches!(progress, Progress::Writing | Progress::Refused { .. });
        let trouble = match progress {
            Progress::Refused { why } => Some(ExplanationView::new(why.code(), self.language)),
            _ => None,
        };
        Standing {
            state,
            label,
            trouble,
            send_label: (can_change && !is_empty && may_be_sent).then(|| self.say(keys::ACTION_SEND)),
            discard_label: (can_change && !is_empty).then(|| self.say(keys::ACTION_DISCARD_DRAFT)),
            can_change: can_change && may_be_sent,
        }
    }
}

#[cfg(test)]
#[path = "view_tests.rs"]
mod tests;
