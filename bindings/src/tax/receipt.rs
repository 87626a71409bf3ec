//! One receipt in words: what it is, what it costs later, and every way to pay it, side by side.

use chrono::NaiveDate;
use madrid_core::kernel::Language;
use madrid_core::tax::{self as core, DebitOption, DirectDebit, Part, Receipt, ReceiptShown, ReceiptState, Step};
use madrid_core::text::{Arg, Key, keys};

use super::DebitMode;
use super::folder::{Speaker, TaxRowView};
use crate::view::{FactView, FreshnessView, join};

/// How many days before somebody may want to be told.
const NOTICES: [u32; 5] = [0, 1, 3, 7, 15];

/// A receipt with everything there is to know and to do.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaxReceiptView {
    /// As in the list.
    pub row: TaxRowView,
    /// Of what period, on what, until when, paid how.
    pub facts: Vec<FactView>,
    /// What happens if nobody pays; absent where nobody has to.
    pub steps: Option<TaxStepsView>,
    /// How it can be paid; absent where it needs no more choosing. All of them are to be shown alike.
    pub ways: Option<TaxWaysView>,
    /// The direct debit that there is.
    pub debit: Option<TaxDebitView>,
    /// The instalments that were asked for, a line each.
    pub parts: Vec<String>,
    /// When the person is told, if they chose to be.
    pub reminder: TaxReminderChoiceView,
    /// What they can choose instead; absent where there is no day to be told of.
    pub reminders: Option<TaxRemindersView>,
    /// What asks for the account before `set_direct_debit`.
    pub account: TaxAccountView,
    /// How far it may be trusted.
    pub freshness: FreshnessView,
}

/// What happens if nobody pays.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaxStepsView {
    /// The words above it.
    pub title: String,
    /// What a surcharge is.
    pub body: String,
    /// The first one first.
    pub steps: Vec<TaxStepView>,
}

/// What it costs from a day on.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaxStepView {
    /// From when, and how much it is then.
    pub title: String,
    /// Why.
    pub body: String,
    /// That the day is not sure, where it is not.
    pub note: Option<String>,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

/// How a receipt can be paid.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaxWaysView {
    /// The words above it.
    pub title: String,
    /// None of them is chosen beforehand.
    pub ways: Vec<TaxWayView>,
}

/// What to do for a way to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum TaxWayKind {
    /// `payments().prepare`
    Yourself,
    /// `set_direct_debit` with `mode`
    DirectDebit,
    /// `ask_instalments` with `parts`
    Instalments,
}

/// A way to pay.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaxWayView {
    /// What to do for it.
    pub kind: TaxWayKind,
    /// Of a direct debit.
    pub mode: Option<DebitMode>,
    /// Of instalments.
    pub parts: Option<u32>,
    /// What it is.
    pub title: String,
    /// What it saves, or that it does not; of paying oneself, how much until when.
    pub body: String,
    /// What is charged when, a line each.
    pub charges: Vec<String>,
    /// Until when it can be asked for.
    pub until: Option<String>,
    /// Whether there is still time.
    pub is_possible: bool,
    /// The words of its button; absent where there is no more time for it.
    pub action_label: Option<String>,
    /// The same for a screen reader, with which way it is.
    pub action_spoken: Option<String>,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

/// The direct debit that there is.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaxDebitView {
    /// A few words.
    pub title: String,
    /// Which account.
    pub body: String,
    /// How it is charged, for `set_direct_debit` with another account.
    pub mode: DebitMode,
    /// What it saves.
    pub saving: String,
    /// The charges of a split one, a line each.
    pub charges: Vec<String>,
    /// Until when it can be changed; absent where that is over.
    pub until: Option<String>,
}

/// When the person is told.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaxReminderChoiceView {
    /// How many days before; absent where they did not choose to be.
    pub days_before: Option<u32>,
    /// The same in words.
    pub label: String,
}

/// When the person can choose to be told.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaxRemindersView {
    /// The words above it.
    pub title: String,
    /// How the reminder reaches them.
    pub body: String,
    /// Not at all first. The chosen one is the `reminder` beside it.
    pub choices: Vec<TaxReminderChoiceView>,
}

/// What asks for the account that is to be charged.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaxAccountView {
    /// The words above it.
    pub title: String,
    /// What an IBAN is and where the person finds theirs.
    pub body: String,
    /// The name of the field.
    pub label: String,
    /// The words of the button that sends it.
    pub send_label: String,
    /// The words of the one that leaves everything as it is.
    pub cancel_label: String,
}

impl TaxReceiptView {
    pub(super) fn new(shown: &ReceiptShown, language: Language, today: NaiveDate) -> Self {
        let speaker = Speaker { language, today };
        let receipt = &shown.receipt;
        let asked = receipt.instalments.iter().flat_map(|asked| &asked.parts);
        Self {
            row: speaker.row(receipt, shown.wish.as_ref()),
            facts: speaker.facts(receipt),
            steps: speaker.steps(receipt),
            ways: speaker.ways(receipt),
            debit: receipt.direct_debit.as_ref().map(|debit| speaker.debit(debit)),
            parts: asked.map(|part| speaker.charge(part)).collect(),
            reminder: speaker.reminder(shown.reminder),
            reminders: may_be_told(receipt.state).then(|| speaker.reminders_of(shown.reminder)),
            account: speaker.account(),
            freshness: FreshnessView::new(shown.freshness, language, shown.now),
        }
    }
}

impl Speaker {
    fn facts(self, receipt: &Receipt) -> Vec<FactView> {
        let fact = |label: Key, value: String| FactView {
            label: self.say(label),
            value,
        };
        let year = ("year", Arg::from(receipt.year.to_string()));
        let period = match receipt.term {
            Some(term) => self.with(keys::TAX_PERIOD_TERM, &[("n", term.to_string().into()), year]),
            None => self.with(keys::TAX_PERIOD_YEAR, &[year]),
        };
        let window = [
            ("from", self.day(receipt.from).into()),
            ("until", self.day(receipt.until).into()),
        ];
        let mut facts: Vec<FactView> = receipt
            .object
            .iter()
            .map(|object| fact(keys::FACT_TAX_OBJECT, object.clone()))
            .collect();
        facts.push(fact(keys::FACT_TAX_PERIOD, period));
        facts.push(fact(keys::FACT_TAX_WINDOW, self.with(keys::TAX_WINDOW, &window)));
        facts.extend(receipt.notified.map(|day| fact(keys::FACT_TAX_NOTIFIED, self.day(day))));
        if receipt.surcharge.get() > 0 {
            facts.push(fact(keys::FACT_TAX_SURCHARGE, self.amount(receipt.surcharge)));
        }
        if receipt.total != receipt.amount && receipt.surcharge.get() == 0 {
            facts.push(fact(keys::FACT_TAX_TOTAL, self.amount(receipt.total)));
        }
        facts.push(fact(keys::FACT_TAX_NUMBER, receipt.id.clone()));
        if let Some(paid) = &receipt.paid {
            facts.push(fact(keys::FACT_TAX_METHOD, self.say(method_key(&paid.method))));
            facts.extend(
                paid.receipt
                    .iter()
                    .map(|number| fact(keys::FACT_TAX_RECEIPT, number.clone())),
            );
            facts.extend(paid.code.iter().map(|code| fact(keys::FACT_TAX_CODE, code.clone())));
        }
        facts
    }

    fn steps(self, receipt: &Receipt) -> Option<TaxStepsView> {
        (!receipt.if_unpaid.is_empty()).then(|| TaxStepsView {
            title: self.say(keys::TAX_STEPS_TITLE),
            body: self.say(keys::TAX_STEPS_BODY),
            steps: receipt.if_unpaid.iter().map(|step| self.step(step)).collect(),
        })
    }

    fn step(self, step: &Step) -> TaxStepView {
        let values = [
            ("when", self.day(step.from).into()),
            ("amount", self.amount(step.amount).into()),
        ];
        let title = self.with(keys::TAX_STEP, &values);
        let body = self.say(match step.percent {
            0..=5 => keys::TAX_STEP_5,
            6..=10 => keys::TAX_STEP_10,
            _ => keys::TAX_STEP_20,
        });
        let note = (!step.is_certain).then(|| self.say(keys::TAX_STEP_ABOUT));
        let spoken = [Some(title.as_str()), Some(&body), note.as_deref()];
        TaxStepView {
            accessibility_label: join(". ", spoken).unwrap_or_default(),
            title,
            body,
            note,
        }
    }

    fn ways(self, receipt: &Receipt) -> Option<TaxWaysView> {
        let by_bank = receipt.debit_options.iter().map(|option| self.by_bank(receipt, option));
        let in_parts = receipt
            .instalment_options
            .iter()
            .map(|parts| self.in_parts(receipt, parts));
        core::can_be_paid(receipt).then(|| TaxWaysView {
            title: self.say(keys::TAX_WAYS_TITLE),
            ways: [self.yourself(receipt)]
                .into_iter()
                .chain(by_bank)
                .chain(in_parts)
                .map(|way| self.touched(receipt, way))
                .collect(),
        })
    }

    fn yourself(self, receipt: &Receipt) -> TaxWayView {
        let amount = ("amount", Arg::from(self.amount(receipt.amount)));
        let is_late = receipt.state == ReceiptState::Enforcement || receipt.until < self.today;
        let body = if is_late {
            self.with(keys::TAX_WAY_LATE_BODY, &[amount])
        } else {
            self.with(
                keys::TAX_WAY_YOURSELF_BODY,
                &[amount, ("when", self.day(receipt.until).into())],
            )
        };
        let title = self.say(keys::TAX_WAY_YOURSELF);
        TaxWayView {
            kind: TaxWayKind::Yourself,
            mode: None,
            parts: None,
            accessibility_label: [title.as_str(), &body].join(". "),
            title,
            body,
            charges: Vec::new(),
            until: None,
            is_possible: true,
            action_label: None,
            action_spoken: None,
        }
    }

    fn by_bank(self, receipt: &Receipt, option: &DebitOption) -> TaxWayView {
        let title = self.say(match option.mode {
            core::DebitMode::Single => keys::TAX_WAY_SINGLE,
            core::DebitMode::Sep => keys::TAX_WAY_SEP,
            core::DebitMode::Pac => keys::TAX_WAY_PAC,
        });
        let is_possible = core::can_set_debit(receipt, option.mode, self.today).is_ok();
        let way = TaxWayView {
            kind: TaxWayKind::DirectDebit,
            mode: Some(option.mode.into()),
            parts: None,
            title,
            body: self.saving(option.saves),
            charges: option.charges.iter().map(|part| self.charge(part)).collect(),
            until: Some(self.ask_until(option.ask_until)),
            is_possible,
            action_label: None,
            action_spoken: None,
            accessibility_label: String::new(),
        };
        spoken(way)
    }

    fn in_parts(self, receipt: &Receipt, parts: &[Part]) -> TaxWayView {
        let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        let way = TaxWayView {
            kind: TaxWayKind::Instalments,
            mode: None,
            parts: Some(count),
            title: self.with(keys::TAX_WAY_PARTS, &[("n", count.to_string().into())]),
            body: self.say(keys::TAX_SAVES_NOTHING),
            charges: parts.iter().map(|part| self.charge(part)).collect(),
            until: Some(self.ask_until(receipt.until)),
            is_possible: core::can_ask_instalments(receipt, count, self.today).is_ok(),
            action_label: None,
            action_spoken: None,
            accessibility_label: String::new(),
        };
        spoken(way)
    }

    fn ask_until(self, day: NaiveDate) -> String {
        let key = if day < self.today {
            keys::TAX_ASK_OVER
        } else {
            keys::TAX_ASK_UNTIL
        };
        self.dated(key, day)
    }

    fn saving(self, saves: madrid_core::kernel::Cents) -> String {
        if saves.get() > 0 {
            self.with(keys::TAX_SAVES, &[("amount", self.amount(saves).into())])
        } else {
            self.say(keys::TAX_SAVES_NOTHING)
        }
    }

    fn charge(self, part: &Part) -> String {
        let key = if part.is_paid {
            keys::TAX_PART_PAID
        } else {
            keys::TAX_PART
        };
        self.part(key, part)
    }

    fn debit(self, debit: &DirectDebit) -> TaxDebitView {
        TaxDebitView {
            title: self.say(keys::TAX_DEBIT_TITLE),
            body: self.with(keys::TAX_DEBIT_BODY, &[("iban", debit.iban.as_str().into())]),
            mode: debit.mode.into(),
            saving: self.saving(debit.saves),
            charges: debit.charges.iter().map(|part| self.charge(part)).collect(),
            until: (debit.change_until >= self.today).then(|| self.dated(keys::TAX_DEBIT_CHANGE, debit.change_until)),
        }
    }

    /// The same with its button, where there is still time.
    fn touched(self, receipt: &Receipt, way: TaxWayView) -> TaxWayView {
        let label = self.say(match way.kind {
            TaxWayKind::Yourself => keys::ACTION_TAX_PAY,
            TaxWayKind::DirectDebit if receipt.direct_debit.is_some() => keys::ACTION_TAX_CHANGE_DEBIT,
            TaxWayKind::DirectDebit => keys::ACTION_TAX_DEBIT,
            TaxWayKind::Instalments => keys::ACTION_TAX_PARTS,
        });
        TaxWayView {
            action_spoken: way.is_possible.then(|| format!("{label}: {}", way.title)),
            action_label: way.is_possible.then_some(label),
            ..way
        }
    }

    fn account(self) -> TaxAccountView {
        TaxAccountView {
            title: self.say(keys::TAX_ACCOUNT_TITLE),
            body: self.say(keys::TAX_ACCOUNT_BODY),
            label: self.say(keys::TAX_ACCOUNT_LABEL),
            send_label: self.say(keys::ACTION_TAX_ACCOUNT),
            cancel_label: self.say(keys::ACTION_CANCEL),
        }
    }

    /// What can be chosen. One that was chosen elsewhere is among them.
    pub(super) fn reminders_of(self, chosen: Option<u32>) -> TaxRemindersView {
        let mut days: Vec<u32> = NOTICES.into_iter().chain(chosen).collect();
        days.sort_unstable();
        days.dedup();
        let days = [None].into_iter().chain(days.into_iter().map(Some));
        TaxRemindersView {
            title: self.say(keys::TAX_REMINDERS_TITLE),
            body: self.say(keys::TAX_REMINDERS_BODY),
            choices: days.map(|days| self.reminder(days)).collect(),
        }
    }

    pub(super) fn reminder(self, days_before: Option<u32>) -> TaxReminderChoiceView {
        let label = match days_before {
            None => self.say(keys::TAX_REMINDER_NONE),
            Some(0) => self.say(keys::TAX_REMINDER_SAME_DAY),
            Some(days) => {
                let values = [("count", Arg::Count(days.into())), ("n", days.to_string().into())];
                self.with(keys::TAX_REMINDER_DAYS, &values)
            }
        };
        TaxReminderChoiceView { days_before, label }
    }
}

/// Whether there is a day to come that somebody may want to be told of.
pub(super) const fn may_be_told(state: ReceiptState) -> bool {
    matches!(
        state,
        ReceiptState::Voluntary | ReceiptState::DirectDebit | ReceiptState::Instalments
    )
}

/// The same with all of it for a screen reader.
fn spoken(way: TaxWayView) -> TaxWayView {
    let pieces = [way.title.as_str(), &way.body].into_iter();
    let pieces = pieces.chain(way.charges.iter().map(String::as_str));
    let pieces: Vec<&str> = pieces.chain(way.until.as_deref()).collect();
    TaxWayView {
        accessibility_label: pieces.join(". "),
        ..way
    }
}

/// The city's word for a way to pay, for a citizen; one that this app does not know is "another way".
fn method_key(code: &str) -> Key {
    match code {
        "card" => keys::METHOD_CARD,
        "bizum" => keys::METHOD_BIZUM,
        "direct_debit" => keys::METHOD_DIRECT_DEBIT,
        "bank" => keys::TAX_METHOD_BANK,
        _ => keys::METHOD_OTHER,
    }
}

#[cfg(test)]
#[path = "receipt_tests.rs"]
mod tests;
