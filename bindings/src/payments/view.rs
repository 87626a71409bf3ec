//! What a screen draws of payments and receipts: pure functions of the core's models, the language and now.

use chrono::{DateTime, NaiveDate, Utc};
use madrid_core::kernel::{Language, madrid_day};
use madrid_core::payments::{Attempt, GivenUp, KeptReceipts, Quote, Receipt, Stage, State};
use madrid_core::text::{self, Arg, Key, keys};

use super::PaymentMethod;
use super::words::{method_key, reason_key};
use crate::view::{EmptyView, ExplanationView, FactView, in_groups, join, mirror};

/// How long a screen waits before it asks again how a payment stands.
const LOOK_AGAIN_SECONDS: u32 = 10;

mirror! {
    /// How far a payment has come, for colour and icon.
    PaymentStage of Stage {
        /// The person has not said yes.
        Prepared,
        /// On its way to the city.
        Submitting,
        /// The city waits for the person on the bank's page.
        AwaitingPayer,
        /// Nobody knows. Nothing is paid again before somebody does.
        Unknown,
        /// It never reached the city. Nothing was paid.
        NotFound,
        /// Paid, with a receipt.
        Settled,
        /// Not paid.
        Rejected,
        /// Closed, not paid.
        Closed,
        /// The price is old and the person never said yes.
        Expired,
    }
}

/// What can be done about a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum PaymentActionKind {
    /// `submit`
    Pay,
    /// Open `url`, and `check` when the person is back.
    OpenPage,
    /// `check`
    Check,
    /// `give_up`
    GiveUp,
    /// Show the receipt `receipt`.
    SeeReceipt,
    /// `prepare` the same debt again.
    Again,
}

/// Something to do about a payment.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PaymentActionView {
    /// What.
    pub kind: PaymentActionKind,
    /// The words of its button.
    pub label: String,
}

/// A way to pay.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PaymentMethodView {
    /// For `choose`, before `submit`.
    pub method: PaymentMethod,
    /// The words of its button.
    pub label: String,
    /// The same for a screen reader, with the amount.
    pub accessibility_label: String,
}

/// A payment.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PaymentView {
    /// For everything that can be done about it.
    pub id: i64,
    /// Which part of the city it is with.
    pub kind: super::DebtKind,
    /// The number under which that part knows it.
    pub debt: String,
    /// What is paid.
    pub title: String,
    /// How much.
    pub amount: String,
    /// How far it has come.
    pub stage: PaymentStage,
    /// How it stands, in a few words.
    pub headline: String,
    /// What that means for the person.
    pub body: String,
    /// Since when it is on the phone.
    pub since: String,
    /// The words above `saving`.
    pub saving_title: String,
    /// What paying now saves; to be shown no larger than `gives_up`.
    pub saving: Option<String>,
    /// The words above `gives_up`.
    pub gives_up_title: String,
    /// What the person gives up by paying.
    pub gives_up: Vec<String>,
    /// How it is paid.
    pub method: PaymentMethod,
    /// The same in words.
    pub method_label: String,
    /// The words above `methods`.
    pub methods_title: String,
    /// How it can be paid, none of them before the others. None once it has left the phone.
    pub methods: Vec<PaymentMethodView>,
    /// The bank's page, while the city waits for the person there.
    pub url: Option<String>,
    /// The number of the receipt, once it is paid.
    pub receipt: Option<String>,
    /// Why the city could not be heard just now.
    pub trouble: Option<ExplanationView>,
    /// What to say while the city is being asked.
    pub asking_label: String,
    /// After how long to `check` again by itself, as long as the screen is in front. Absent where nothing can change.
    pub look_again_seconds: Option<u32>,
    /// The words of the button that leads to its screen.
    pub see_label: String,
    /// What can be done about it now.
    pub actions: Vec<PaymentActionView>,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

/// Every payment.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PaymentsView {
    /// The words above them.
    pub title: String,
    /// The last one first.
    pub payments: Vec<PaymentView>,
    /// What to show where there is none.
    pub empty: Option<EmptyView>,
}

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ReceiptView {
    /// The city's number of it.
    pub number: String,
    /// What was paid.
    pub title: String,
    /// How much.
    pub amount: String,
    /// When, how, and with which code anybody can see that it is real.
    pub facts: Vec<FactView>,
    /// The words above `notice`.
    pub notice_title: String,
    /// The original notice, line by line.
    pub notice: Vec<String>,
    /// The words above `check_body`.
    pub check_title: String,
    /// How anybody can see that it is real.
    pub check_body: String,
    /// The words of the button that opens its official paper.
    pub paper_label: String,
    /// The words of the button that asks the city to give it back, where it is the person's own: a letter is nobody's.
    pub ask_back_label: Option<String>,
    /// The words of the button that shares it.
    pub share_label: String,
    /// What is shared.
    pub share_text: String,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

/// Every receipt.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ReceiptsView {
    /// The words above them.
    pub title: String,
    /// The last one first.
    pub receipts: Vec<ReceiptView>,
    /// That some of them cannot be read, where it is so.
    pub torn: Option<String>,
    /// What to show where there is none.
    pub empty: Option<EmptyView>,
}

impl PaymentView {
    pub(crate) fn new(attempt: &Attempt, unheard: Option<&str>, language: Language, now: DateTime<Utc>) -> Self {
        let speaker = Speaker {
            language,
            today: madrid_day(now),
        };
        let quote = &attempt.quote;
        let stage = attempt.state.stage();
        let amount = text::amount(language, quote.amount);
        let [headline, body] = speaker.standing(attempt, &amount);
        let saving = Some(quote)
            .filter(|_| stage == Stage::Prepared)
            .and_then(|quote| speaker.saving(quote));
        let spoken = [
            Some(quote.name.as_str()),
            Some(&amount),
            Some(&headline),
            Some(&body),
            saving.as_deref(),
        ];
        Self {
            id: attempt.id,
            kind: quote.debt.kind.into(),
            debt: quote.debt.id.clone(),
            title: quote.name.clone(),
            accessibility_label: join(". ", spoken).unwrap_or_default(),
            actions: speaker.actions(stage, &amount),
            stage: stage.into(),
            headline,
            body,
            saving,
            gives_up: speaker.gives_up(quote, stage),
            since: text::moment(language, attempt.prepared, now),
            saving_title: speaker.say(keys::PAYMENT_SAVING_TITLE),
            gives_up_title: speaker.say(keys::PAYMENT_GIVES_UP_TITLE),
            methods_title: speaker.say(keys::PAYMENT_METHODS_TITLE),
            methods: speaker.methods(stage, &amount),
            asking_label: speaker.say(keys::PAYMENT_ASKING),
            look_again_seconds: stage.is_open().then_some(LOOK_AGAIN_SECONDS),
            see_label: speaker.say(keys::ACTION_SEE_PAYMENT),
            method: attempt.method.into(),
            method_label: speaker.say(method_key(attempt.method.code())),
            url: page_of(&attempt.state),
            receipt: receipt_of(&attempt.state),
            trouble: unheard.map(|code| ExplanationView::new(code, language)),
            amount,
        }
    }
}

impl PaymentsView {
    /// Of what was paid with a paper in the hand.
    pub(super) fn of_papers(attempts: &[Attempt], language: Language, now: DateTime<Utc>) -> Self {
        let say = |key| text::plain(language, key);
        let all = Self::new(attempts, language, now);
        Self {
            title: say(keys::PAPERS_TITLE),
            empty: all.empty.map(|_| EmptyView {
                title: say(keys::PAPERS_EMPTY_TITLE),
                body: say(keys::PAPERS_EMPTY_BODY),
            }),
            payments: all.payments,
        }
    }

    pub(super) fn new(attempts: &[Attempt], language: Language, now: DateTime<Utc>) -> Self {
        let say = |key| text::plain(language, key);
        Self {
            title: say(keys::PAYMENTS_TITLE),
            payments: attempts
                .iter()
                .map(|attempt| PaymentView::new(attempt, None, language, now))
                .collect(),
            empty: attempts.is_empty().then(|| EmptyView {
                title: say(keys::PAYMENTS_EMPTY_TITLE),
                body: say(keys::PAYMENTS_EMPTY_BODY),
            }),
        }
    }
}

impl ReceiptView {
    pub(super) fn new(receipt: &Receipt, is_own: bool, language: Language, today: NaiveDate) -> Self {
        let say = |key| text::plain(language, key);
        let amount = text::amount(language, receipt.amount);
        let paid = text::day(language, madrid_day(receipt.paid), today);
        let fact = |label, value: String| FactView {
            label: say(label),
            value,
        };
        let mut facts = vec![
            fact(keys::RECEIPT_PAID, paid),
            fact(keys::RECEIPT_METHOD, say(method_key(&receipt.method))),
            fact(keys::RECEIPT_NUMBER, receipt.number.clone()),
            fact(keys::RECEIPT_CODE, in_groups(&receipt.code)),
        ];
        if let Some(since) = receipt.given_back {
            let since = text::day(language, madrid_day(since), today);
            facts.insert(1, fact(keys::RECEIPT_GIVEN_BACK, since));
        }
        let spoken = facts.iter().map(|fact| format!("{}: {}", fact.label, fact.value));
        let all: Vec<String> = [receipt.name.clone(), amount.clone()]
            .into_iter()
            .chain(spoken)
            .collect();
        let check_body = say(keys::RECEIPT_CHECK_BODY);
        Self {
            number: receipt.number.clone(),
            title: receipt.name.clone(),
            accessibility_label: all.join(". "),
            notice_title: say(keys::RECEIPT_NOTICE),
            check_title: say(keys::RECEIPT_CHECK_TITLE),
            paper_label: say(keys::RECEIPT_PDF),
            ask_back_label: is_own.then(|| say(keys::ACTION_REFUND_ASK)),
            share_label: say(keys::ACTION_SHARE),
            share_text: format!("{}\n{check_body}", all.join("\n")),
            check_body,
            amount,
            facts,
            notice: receipt.notice.clone(),
        }
    }
}

impl ReceiptsView {
    /// `is_own` tells the person's receipts from those of letters.
    pub(super) fn new(kept: &KeptReceipts, is_own: bool, language: Language, today: NaiveDate) -> Self {
        let say = |key| text::plain(language, key);
        let receipts = kept.receipts.iter();
        Self {
            title: say(keys::RECEIPTS_TITLE),
            receipts: receipts
                .map(|receipt| ReceiptView::new(receipt, is_own, language, today))
                .collect(),
            torn: (kept.torn > 0).then(|| say(keys::RECEIPTS_TORN)),
            empty: (kept.receipts.is_empty() && kept.torn == 0).then(|| EmptyView {
                title: say(keys::RECEIPTS_EMPTY_TITLE),
                body: say(keys::RECEIPTS_EMPTY_BODY),
            }),
        }
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

    fn standing(self, attempt: &Attempt, amount: &str) -> [String; 2] {
        let [headline, body] = match &attempt.state {
            State::Prepared => [keys::PAYMENT_PREPARED, keys::PAYMENT_PREPARED_BODY],
            State::Submitting => [keys::PAYMENT_SUBMITTING, keys::PAYMENT_UNKNOWN_BODY],
            State::AwaitingPayer { .. } => [keys::PAYMENT_AWAITING, keys::PAYMENT_AWAITING_BODY],
            State::Unknown => [keys::PAYMENT_UNKNOWN, keys::PAYMENT_UNKNOWN_BODY],
            State::NotFound => [keys::PAYMENT_NOT_FOUND, keys::PAYMENT_NOT_FOUND_BODY],
            State::Settled {
                given_back: Some(_), ..
            } => [keys::PAYMENT_GIVEN_BACK, keys::PAYMENT_GIVEN_BACK_BODY],
            State::Settled { .. } => [keys::PAYMENT_SETTLED, keys::PAYMENT_SETTLED_BODY],
            State::Rejected { reason } => [keys::PAYMENT_REJECTED, reason_key(*reason)],
            State::Closed => [keys::PAYMENT_CLOSED, keys::PAYMENT_CLOSED_BODY],
            State::Expired => [keys::PAYMENT_EXPIRED, keys::PAYMENT_EXPIRED_BODY],
        };
        let until = match &attempt.state {
            State::AwaitingPayer { expires, .. } => text::clock_time(*expires),
            _ => String::new(),
        };
        let values = [("amount", Arg::from(amount.to_owned())), ("time", until.into())];
        let said = text::with(self.language, body, &values);
        let paper = self.paper(attempt);
        [
            self.say(headline),
            join(" ", [Some(said.as_str()), paper.as_deref()]).unwrap_or_default(),
        ]
    }

    /// Until when the paper is good that somebody holds and has not paid.
    fn paper(self, attempt: &Attempt) -> Option<String> {
        let paper = attempt.quote.reference.as_ref();
        let until = paper.filter(|_| attempt.state == State::Prepared)?.until?;
        let day = text::day(self.language, until, self.today);
        Some(text::with(
            self.language,
            keys::PAYMENT_PAPER_UNTIL,
            &[("date", day.into())],
        ))
    }

    fn saving(self, quote: &Quote) -> Option<String> {
        let (full, until) = (quote.full?, quote.reduced_until?);
        let (full, day) = (
            text::amount(self.language, full),
            text::day(self.language, until, self.today),
        );
        let values = [("full", full.into()), ("date", day.into())];
        Some(text::with(self.language, keys::PAYMENT_SAVING, &values))
    }

    fn gives_up(self, quote: &Quote, stage: Stage) -> Vec<String> {
        let asked = quote
            .gives_up
            .iter()
            .filter(|_| matches!(stage, Stage::Prepared | Stage::NotFound));
        let key = |given: &GivenUp| match given {
            GivenUp::Allegations => keys::GIVES_UP_ALLEGATIONS,
            GivenUp::Appeal => keys::GIVES_UP_APPEAL,
            GivenUp::Other => keys::GIVES_UP_OTHER,
        };
        asked.map(|given| self.say(key(given))).collect()
    }

    fn methods(self, stage: Stage, amount: &str) -> Vec<PaymentMethodView> {
        let ways = [
            (PaymentMethod::Card, keys::ACTION_PAY_CARD),
            (PaymentMethod::Bizum, keys::ACTION_PAY_BIZUM),
        ];
        let offered = ways.into_iter().filter(|_| stage == Stage::Prepared);
        let view = |(method, key)| {
            let label = self.say(key);
            PaymentMethodView {
                method,
                accessibility_label: format!("{label}: {amount}"),
                label,
            }
        };
        offered.map(view).collect()
    }

    fn actions(self, stage: Stage, amount: &str) -> Vec<PaymentActionView> {
        use PaymentActionKind::{Again, Check, GiveUp, OpenPage, Pay, SeeReceipt};
        let kinds: &[PaymentActionKind] = match stage {
            Stage::Prepared | Stage::NotFound => &[Pay, GiveUp],
            Stage::AwaitingPayer => &[OpenPage, Check, GiveUp],
            Stage::Submitting | Stage::Unknown => &[Check],
            Stage::Settled => &[SeeReceipt],
            Stage::Rejected | Stage::Closed | Stage::Expired => &[Again],
        };
        let label = |kind: &PaymentActionKind| match kind {
            Pay => text::with(self.language, keys::ACTION_PAY, &[("amount", amount.to_owned().into())]),
            OpenPage => self.say(keys::ACTION_PAY_PAGE),
            Check => self.say(keys::ACTION_PAY_CHECK),
            GiveUp => self.say(keys::ACTION_PAY_GIVE_UP),
            SeeReceipt => self.say(keys::ACTION_SEE_RECEIPT),
            Again => self.say(keys::ACTION_PAY_AGAIN),
        };
        let action = |kind: &PaymentActionKind| PaymentActionView {
            kind: *kind,
            label: label(kind),
        };
        kinds.iter().map(action).collect()
    }
}

fn page_of(state: &State) -> Option<String> {
    match state {
        State::AwaitingPayer { url, .. } => Some(url.expose().clone()),
        _ => None,
    }
}

fn receipt_of(state: &State) -> Option<String> {
    match state {
        State::Settled { receipt, .. } => Some(receipt.clone()),
        _ => None,
    }
}

#[cfg(test)]
#[path = "samples.rs"]
pub(super) mod samples;
#[cfg(test)]
#[path = "view_tests.rs"]
mod tests;
