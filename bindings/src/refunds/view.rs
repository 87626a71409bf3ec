//! What a screen draws of refunds: pure functions of the core's models, the language and now.

use chrono::{DateTime, NaiveDate, Utc};
use madrid_core::kernel::{Language, madrid_day};
use madrid_core::refunds::{Cause, Known, Reason, Refund, RefundState, RefundsShown, Step};
use madrid_core::text::{self, Key, keys};

use crate::view::{EmptyView, ExplanationView, FactView, FreshnessView, join, mirror};

mirror! {
    /// Why a person wants something back.
    RefundCause of Cause {
        /// It was paid twice, or too much.
        Undue,
        /// The fine was lifted since.
        Annulled,
        /// Something this app has no word for yet; nobody can choose it.
        Other,
    }
}

/// How far a request has come, for colour and icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum RefundStage {
    /// Kept on the phone; it will be sent by itself.
    Waiting,
    /// The city did not take it.
    NotTaken,
    /// The city has it.
    Requested,
    /// The city owes it.
    Agreed,
    /// The bank was told to pay it.
    Ordered,
    /// It was paid.
    Paid,
    /// It is not paid, and will not be.
    Refused,
}

/// A reason to choose from.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RefundCauseView {
    /// Which.
    pub cause: RefundCause,
    /// Its words.
    pub label: String,
}

/// A step on the way.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RefundStepView {
    /// Its words.
    pub label: String,
    /// Its day, or that it is to come.
    pub value: String,
    /// Whether it was taken.
    pub is_done: bool,
}

/// What can be done about a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum RefundActionKind {
    /// `dismiss`
    Dismiss,
    /// `ask` for the same receipt again.
    Again,
}

/// Something to do about a request.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RefundActionView {
    /// What.
    pub kind: RefundActionKind,
    /// The words of its button.
    pub label: String,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RefundView {
    /// For `one` and `dismiss`.
    pub id: i64,
    /// What was paid.
    pub title: String,
    /// How much comes back.
    pub amount: String,
    /// How far it has come.
    pub stage: RefundStage,
    /// How it stands, in a few words.
    pub headline: String,
    /// What that means for the person.
    pub body: String,
    /// That the city is late and what follows, where it is so.
    pub late: Option<String>,
    /// The steps on the way, each with its day. None of a request that the city did not take.
    pub steps: Vec<RefundStepView>,
    /// Why, from which receipt and to which account.
    pub facts: Vec<FactView>,
    /// The number of the receipt.
    pub receipt: String,
    /// Why the city did not take it, with what to do.
    pub trouble: Option<ExplanationView>,
    /// What can be done about it now.
    pub actions: Vec<RefundActionView>,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

/// The words around asking for something back.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RefundFormView {
    /// The words above it.
    pub title: String,
    /// What is asked of the person.
    pub body: String,
    /// The words above `causes`.
    pub causes_title: String,
    /// What to choose from. Nothing is chosen beforehand.
    pub causes: Vec<RefundCauseView>,
    /// The words above the field of the account.
    pub account_label: String,
    /// The words of the button that sends it.
    pub send_label: String,
}

impl RefundFormView {
    pub(super) fn new(language: Language) -> Self {
        let say = |key| text::plain(language, key);
        Self {
            title: say(keys::ACTION_REFUND_ASK),
            body: say(keys::REFUND_FORM_BODY),
            causes_title: say(keys::REFUND_FORM_CAUSE),
            causes: causes(language),
            account_label: say(keys::REFUND_FORM_ACCOUNT),
            send_label: say(keys::ACTION_REFUND_SEND),
        }
    }
}

/// What a person can choose from who asks.
fn causes(language: Language) -> Vec<RefundCauseView> {
    let view = |cause: Cause| RefundCauseView {
        cause: cause.into(),
        label: text::plain(language, cause_key(cause)),
    };
    Cause::TO_CHOOSE.map(view).to_vec()
}

/// Every request.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RefundsView {
    /// The words above them.
    pub title: String,
    /// The last one first.
    pub refunds: Vec<RefundView>,
    /// What a person can choose from who asks.
    pub causes: Vec<RefundCauseView>,
    /// That some of them cannot be read, where it is so.
    pub torn: Option<String>,
    /// How far the city's part may be trusted.
    pub freshness: FreshnessView,
    /// What to show where there is none.
    pub empty: Option<EmptyView>,
}

impl RefundsView {
    pub(super) fn new(shown: &RefundsShown, language: Language, now: DateTime<Utc>) -> Self {
        let say = |key| text::plain(language, key);
        Self {
            title: say(keys::REFUNDS_TITLE),
            refunds: shown
                .refunds
                .iter()
                .map(|refund| RefundView::new(refund, language, now))
                .collect(),
            causes: causes(language),
            torn: (shown.torn > 0).then(|| say(keys::REFUNDS_TORN)),
            freshness: FreshnessView::new(shown.freshness, language, now),
            empty: (shown.refunds.is_empty() && shown.torn == 0).then(|| EmptyView {
                title: say(keys::REFUNDS_EMPTY_TITLE),
                body: say(keys::REFUNDS_EMPTY_BODY),
            }),
        }
    }
}

impl RefundView {
    pub(super) fn new(refund: &Refund, language: Language, now: DateTime<Utc>) -> Self {
        let speaker = Speaker {
            language,
            today: madrid_day(now),
        };
        let amount = text::amount(language, refund.amount);
        let stage = stage(&refund.state);
        let [headline, body] = speaker.standing(refund, &amount);
        let known = match &refund.state {
            RefundState::Known(known) => Some(known),
            RefundState::Waiting | RefundState::NotTaken { .. } => None,
        };
        let late = known.and_then(|known| speaker.late(known));
        let steps = known.map(|known| speaker.steps(known)).unwrap_or_default();
        let trouble = match refund.state {
            RefundState::NotTaken { why } => Some(ExplanationView::new(why.code(), language)),
            RefundState::Waiting | RefundState::Known(_) => None,
        };
        let spoken = [refund.name.as_str(), &amount, &headline, &body];
        let accessibility_label = spoken_whole(&spoken, late.as_deref(), &steps);
        Self {
            id: refund.id,
            title: refund.name.clone(),
            accessibility_label,
            actions: speaker.actions(stage),
            stage,
            headline,
            body,
            late,
            steps,
            facts: speaker.facts(refund),
            receipt: refund.receipt.clone(),
            trouble,
            amount,
        }
    }
}

/// What a screen reader says: how it stands, that it is late, and the steps on the way.
fn spoken_whole(how: &[&str], late: Option<&str>, steps: &[RefundStepView]) -> String {
    let steps: Vec<String> = steps
        .iter()
        .map(|step| format!("{}: {}", step.label, step.value))
        .collect();
    let how = how.iter().copied().map(Some).chain([late]);
    join(". ", how.chain(steps.iter().map(|step| Some(step.as_str())))).unwrap_or_default()
}

const fn stage(state: &RefundState) -> RefundStage {
    match state {
        RefundState::Waiting => RefundStage::Waiting,
        RefundState::NotTaken { .. } => RefundStage::NotTaken,
        RefundState::Known(known) => match known.step {
            Step::Requested => RefundStage::Requested,
            Step::Agreed => RefundStage::Agreed,
            Step::Ordered => RefundStage::Ordered,
            Step::Paid => RefundStage::Paid,
            Step::Refused => RefundStage::Refused,
        },
    }
}

const fn cause_key(cause: Cause) -> Key {
    match cause {
        Cause::Undue => keys::REFUND_CAUSE_UNDUE,
        Cause::Annulled => keys::REFUND_CAUSE_ANNULLED,
        Cause::Other => keys::REFUND_CAUSE_OTHER,
    }
}

/// Who says things: a language and a day.
#[derive(Clone, Copy)]
struct Speaker {
    language: Language,
    today: NaiveDate,
}

impl Speaker {
    fn say(self, key: Key) -> String {
        text::plain(self.language, key)
    }

    fn day(self, day: NaiveDate) -> String {
        text::day(self.language, day, self.today)
    }

    fn fact(self, label: Key, value: String) -> FactView {
        FactView {
            label: self.say(label),
            value,
        }
    }

    fn facts(self, refund: &Refund) -> Vec<FactView> {
        vec![
            self.fact(keys::REFUND_CAUSE, self.say(cause_key(refund.cause))),
            self.fact(keys::REFUND_RECEIPT, refund.receipt.clone()),
            self.fact(keys::REFUND_ACCOUNT, refund.account.clone()),
        ]
    }

    fn standing(self, refund: &Refund, amount: &str) -> [String; 2] {
        let [headline, body] = match &refund.state {
            RefundState::Waiting => [keys::REFUND_WAITING, keys::REFUND_WAITING_BODY],
            RefundState::NotTaken { why } => {
                let why = ExplanationView::new(why.code(), self.language);
                return [self.say(keys::REFUND_NOT_TAKEN), why.body];
            }
            RefundState::Known(known) => match known.step {
                Step::Requested => [keys::REFUND_REQUESTED, keys::REFUND_REQUESTED_BODY],
                Step::Agreed => [keys::REFUND_AGREED, keys::REFUND_AGREED_BODY],
                Step::Ordered => [keys::REFUND_ORDERED, keys::REFUND_ORDERED_BODY],
                Step::Paid => [keys::REFUND_PAID, keys::REFUND_PAID_BODY],
                Step::Refused => [keys::REFUND_REFUSED, refused_key(known.reason)],
            },
        };
        let until = match &refund.state {
            RefundState::Known(known) => self.day(known.answer_by),
            RefundState::Waiting | RefundState::NotTaken { .. } => String::new(),
        };
        let values = [
            ("amount", amount.to_owned().into()),
            ("date", until.into()),
            ("account", refund.account.clone().into()),
        ];
        [self.say(headline), text::with(self.language, body, &values)]
    }

    /// Said as long as the money is not there.
    fn late(self, known: &Known) -> Option<String> {
        let since = known.interest_since.filter(|_| !known.step.is_final())?;
        let values = [("date", self.day(since).into())];
        Some(text::with(self.language, keys::REFUND_LATE, &values))
    }

    /// The four steps, or those up to a refusal.
    fn steps(self, known: &Known) -> Vec<RefundStepView> {
        let way = [
            (keys::REFUND_REQUESTED, Some(known.requested)),
            (keys::REFUND_AGREED, known.agreed),
            (keys::REFUND_ORDERED, known.ordered),
            (keys::REFUND_PAID, known.paid),
        ];
        let refused = known.refused.map(|day| (keys::REFUND_REFUSED, Some(day)));
        let is_shown = |(_, day): &(Key, Option<NaiveDate>)| refused.is_none() || day.is_some();
        let step = |(label, day): (Key, Option<NaiveDate>)| RefundStepView {
            label: self.say(label),
            value: day.map_or_else(|| self.say(keys::REFUND_STEP_PENDING), |day| self.day(day)),
            is_done: day.is_some(),
        };
        way.into_iter().filter(is_shown).chain(refused).map(step).collect()
    }

    fn actions(self, stage: RefundStage) -> Vec<RefundActionView> {
        use RefundActionKind::{Again, Dismiss};
        let kinds: &[(RefundActionKind, Key)] = match stage {
            RefundStage::NotTaken => &[
                (Again, keys::ACTION_REFUND_AGAIN),
                (Dismiss, keys::ACTION_REFUND_DISMISS),
            ],
            RefundStage::Refused => &[(Again, keys::ACTION_REFUND_AGAIN)],
            RefundStage::Waiting
            | RefundStage::Requested
            | RefundStage::Agreed
            | RefundStage::Ordered
            | RefundStage::Paid => &[],
        };
        let action = |(kind, label): &(RefundActionKind, Key)| RefundActionView {
            kind: *kind,
            label: self.say(*label),
        };
        kinds.iter().map(action).collect()
    }
}

fn refused_key(reason: Option<Reason>) -> Key {
    match reason {
        Some(Reason::WasDue) => keys::REFUND_WAS_DUE_BODY,
        Some(Reason::AccountClosed) => keys::REFUND_ACCOUNT_CLOSED_BODY,
        Some(Reason::Other) | None => keys::REFUND_OTHER_REASON_BODY,
    }
}

#[cfg(test)]
#[path = "view_tests.rs"]
mod tests;
