//! The folder in words: what has to be done first.

use chrono::{Days, NaiveDate};
use madrid_core::kernel::{Cents, Language, madrid_day};
use madrid_core::tax::{
    self as core, Asked, CadastralChange, CalendarDate, ChangeKind, Due, FolderShown, Part, Receipt, ReceiptState,
    Wish, WishState,
};
use madrid_core::text::{self, Arg, Key, keys};

use super::receipt::may_be_told;
use crate::view::{ConfirmView, EmptyView, ExplanationView, FreshnessView, join, mirror};

mirror! {
    /// How a receipt stands, for colour and icon.
    TaxState of core::ReceiptState {
        /// To be paid without a surcharge.
        Voluntary,
        /// Late.
        Enforcement,
        /// The bank is charged.
        DirectDebit,
        /// Paid in parts.
        Instalments,
        /// Paid.
        Paid,
    }
}

mirror! {
    /// Receipts about which the same has to be done.
    TaxGroup of core::Group {
        /// The person has to pay.
        ToPay,
        /// The bank is charged.
        ByBank,
        /// In parts.
        ByInstalments,
        /// Nothing.
        Paid,
    }
}

/// Everything about the person's taxes.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaxFolderView {
    /// The words above it.
    pub title: String,
    /// What needs the person first; a group that is empty is not there.
    pub groups: Vec<TaxGroupView>,
    /// The words above `changes`.
    pub changes_title: String,
    /// What the city knows already and no receipt shows yet.
    pub changes: Vec<TaxChangeView>,
    /// What the phone has to say by itself, because the person chose it, and when.
    pub reminders: Vec<TaxReminderView>,
    /// How far it may be trusted.
    pub freshness: FreshnessView,
    /// Why the city could not be asked the last time, or why something cannot be shown.
    pub trouble: Option<ExplanationView>,
    /// What to show where there is no receipt.
    pub empty: Option<EmptyView>,
}

/// Receipts about which the same has to be done.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaxGroupView {
    /// Which.
    pub id: TaxGroup,
    /// The words above it.
    pub title: String,
    /// The next to be paid first; of those that are paid, the last one.
    pub rows: Vec<TaxRowView>,
}

/// A receipt in a list.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaxRowView {
    /// For everything that can be asked about it.
    pub id: String,
    /// Which tax.
    pub title: String,
    /// What it is on.
    pub object: Option<String>,
    /// How much is to be paid.
    pub amount: String,
    /// Until when, or when it is charged, or was paid.
    pub when: String,
    /// How it stands, for colour and icon.
    pub state: TaxState,
    /// The same in words.
    pub label: String,
    /// What was asked about it and has not reached the city.
    pub waiting: Option<String>,
    /// Why the city would not, with what to do.
    pub trouble: Option<ExplanationView>,
    /// The number of the proof that it was paid, for `payments().receipt`.
    pub receipt: Option<String>,
    /// What the person can do about it now.
    pub actions: Vec<TaxActionView>,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

/// Something to do about a receipt.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaxActionView {
    /// What.
    pub kind: TaxActionKind,
    /// The words of its button.
    pub label: String,
    /// What to ask before it is done; absent where it can be done at once.
    pub confirm: Option<ConfirmView>,
}

/// What can be done about a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum TaxActionKind {
    /// `payments().prepare` with the kind `Tax`.
    Pay,
    /// Ask for an account, then `set_direct_debit`.
    SetDirectDebit,
    /// `cancel_direct_debit`
    EndDirectDebit,
    /// `ask_instalments`
    AskInstalments,
    /// `set_reminder`
    Remind,
    /// `dates_as_icalendar`
    AddToCalendar,
    /// `payments().receipt`
    SeeReceipt,
    /// `dismiss`
    Dismiss,
}

/// What the city knows already and no receipt shows yet.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaxChangeView {
    /// What.
    pub title: String,
    /// Where.
    pub object: String,
    /// Since when, and from when it shows.
    pub body: String,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

/// What the phone has to say by itself, because the person chose it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaxReminderView {
    /// Its name, the same as long as it is about the same.
    pub id: String,
    /// On which day (`YYYY-MM-DD`).
    pub day: String,
    /// What.
    pub title: String,
    /// Until when.
    pub body: String,
}

impl TaxFolderView {
    /// `dates` are those of the calendar: the person may have chosen to be told of one.
    pub(super) fn new(shown: &FolderShown, dates: &[CalendarDate], language: Language) -> Self {
        let speaker = Speaker {
            language,
            today: madrid_day(shown.now),
        };
        let say = |key| text::plain(language, key);
        let receipts = shown.folder.as_ref().map(|folder| folder.receipts.as_slice());
        let groups = [
            core::Group::ToPay,
            core::Group::ByBank,
            core::Group::ByInstalments,
            core::Group::Paid,
        ];
        let groups = groups
            .into_iter()
            .filter_map(|group| speaker.group(group, receipts.unwrap_or_default(), &shown.wishes));
        let changes = shown.folder.iter().flat_map(|folder| &folder.changes);
        let empty = |title, body| EmptyView {
            title: say(title),
            body: say(body),
        };
        Self {
            title: say(keys::TAX_TITLE),
            groups: groups.collect(),
            changes_title: say(keys::TAX_CHANGES_TITLE),
            changes: changes.map(|change| speaker.change(change)).collect(),
            reminders: speaker.reminders(shown, dates),
            freshness: FreshnessView::new(shown.freshness, language, shown.now),
            trouble: shown
                .failed_code
                .as_ref()
                .map(|code| ExplanationView::new(code, language)),
            // A folder that never came is not an empty one.
            empty: match receipts {
                None => Some(empty(keys::TAX_NOT_YET_TITLE, keys::TAX_NOT_YET_BODY)),
                Some([]) => Some(empty(keys::TAX_EMPTY_TITLE, keys::TAX_EMPTY_BODY)),
                Some(_) => None,
            },
        }
    }
}

/// The one who says things: a language and a day.
#[derive(Clone, Copy)]
pub(super) struct Speaker {
    pub language: Language,
    pub today: NaiveDate,
}

impl Speaker {
    pub fn say(self, key: Key) -> String {
        text::plain(self.language, key)
    }

    pub fn with(self, key: Key, values: &[(&str, Arg<'_>)]) -> String {
        text::with(self.language, key, values)
    }

    pub fn day(self, day: NaiveDate) -> String {
        text::day(self.language, day, self.today)
    }

    pub fn amount(self, amount: Cents) -> String {
        text::amount(self.language, amount)
    }

    pub fn dated(self, key: Key, day: NaiveDate) -> String {
        self.with(key, &[("when", self.day(day).into())])
    }

    fn group(self, group: core::Group, all: &[Receipt], wishes: &[Wish]) -> Option<TaxGroupView> {
        let title = match group {
            core::Group::ToPay => keys::TAX_TO_PAY_TITLE,
            core::Group::ByBank => keys::TAX_BY_BANK_TITLE,
            core::Group::ByInstalments => keys::TAX_IN_PARTS_TITLE,
            core::Group::Paid => keys::TAX_PAID_TITLE,
        };
        let mut own: Vec<&Receipt> = all.iter().filter(|receipt| core::group(receipt) == group).collect();
        own.sort_by(|one, other| (one.until, &one.id).cmp(&(other.until, &other.id)));
        if group == core::Group::Paid {
            own.reverse();
        }
        let wish = |receipt: &Receipt| wishes.iter().find(|wish| wish.receipt == receipt.id);
        let rows: Vec<_> = own
            .into_iter()
            .map(|receipt| self.row(receipt, wish(receipt)))
            .collect();
        (!rows.is_empty()).then(|| TaxGroupView {
            id: group.into(),
            title: self.say(title),
            rows,
        })
    }

    pub fn row(self, receipt: &Receipt, wish: Option<&Wish>) -> TaxRowView {
        let amount = self.amount(match receipt.state {
            ReceiptState::Paid => receipt.total,
            _ => receipt.amount,
        });
        let when = self.when(receipt);
        let label = self.say(match receipt.state {
            ReceiptState::Voluntary => keys::TAX_STATE_TO_PAY,
            ReceiptState::Enforcement => keys::TAX_STATE_LATE,
            ReceiptState::DirectDebit => keys::TAX_STATE_BY_BANK,
            ReceiptState::Instalments => keys::TAX_STATE_IN_PARTS,
            ReceiptState::Paid => keys::TAX_STATE_PAID,
        });
        let waiting = wish.and_then(|wish| self.waiting(wish));
        let trouble = wish.and_then(|wish| match wish.state {
            WishState::Refused { why } => Some(ExplanationView::new(why.code(), self.language)),
            WishState::Waiting => None,
        });
        let spoken = [
            Some(receipt.name.as_str()),
            receipt.object.as_deref(),
            Some(&amount),
            Some(&label),
            Some(&when),
            waiting.as_deref(),
            trouble.as_ref().map(|trouble| trouble.title.as_str()),
        ];
        TaxRowView {
            id: receipt.id.clone(),
            title: receipt.name.clone(),
            object: receipt.object.clone(),
            accessibility_label: join(". ", spoken).unwrap_or_default(),
            amount,
            when,
            state: receipt.state.into(),
            label,
            waiting,
            trouble,
            receipt: receipt.paid.as_ref().and_then(|paid| paid.receipt.clone()),
            actions: self.actions(receipt, wish),
        }
    }

    fn when(self, receipt: &Receipt) -> String {
        match receipt.state {
            ReceiptState::Voluntary if receipt.until < self.today => self.dated(keys::TAX_OVERDUE, receipt.until),
            ReceiptState::Voluntary => self.dated(keys::TAX_DUE, receipt.until),
            ReceiptState::Enforcement => self.say(keys::TAX_LATE),
            ReceiptState::DirectDebit => {
                let charges = receipt.direct_debit.iter().flat_map(|debit| &debit.charges);
                let next = open(charges).map_or(receipt.until, |part| part.day);
                self.dated(keys::TAX_CHARGED, next)
            }
            ReceiptState::Instalments => match &receipt.instalments {
                Some(asked) if asked.is_agreed => open(&asked.parts).map_or_else(
                    || self.say(keys::TAX_STATE_IN_PARTS),
                    |part| self.part(keys::TAX_NEXT_PART, part),
                ),
                _ => self.say(keys::TAX_PARTS_ASKED),
            },
            ReceiptState::Paid => match &receipt.paid {
                Some(paid) => self.dated(keys::TAX_WAS_PAID, paid.day),
                None => self.say(keys::TAX_WAS_PAID_PLAIN),
            },
        }
    }

    pub fn part(self, key: Key, part: &Part) -> String {
        let values = [
            ("when", self.day(part.day).into()),
            ("amount", self.amount(part.amount).into()),
        ];
        self.with(key, &values)
    }

    fn waiting(self, wish: &Wish) -> Option<String> {
        if wish.state != WishState::Waiting {
            return None;
        }
        Some(match &wish.what {
            Asked::DirectDebit { iban, .. } => self.with(keys::TAX_WISH_DEBIT, &[("iban", iban.masked().into())]),
            Asked::EndDirectDebit => self.say(keys::TAX_WISH_END),
            Asked::Instalments { parts } => self.with(keys::TAX_WISH_PARTS, &[("n", parts.to_string().into())]),
        })
    }

    /// What can be done; paying and having it paid stand side by side.
    fn actions(self, receipt: &Receipt, wish: Option<&Wish>) -> Vec<TaxActionView> {
        use TaxActionKind::{AddToCalendar, AskInstalments, Dismiss, Pay, Remind, SeeReceipt, SetDirectDebit};
        let plain = |kind, key| TaxActionView {
            kind,
            label: self.say(key),
            confirm: None,
        };
        let mut actions = Vec::new();
        let is_refused = wish.is_some_and(|wish| wish.state != WishState::Waiting);
        if is_refused {
            actions.push(plain(Dismiss, keys::ACTION_DISMISS));
        }
        let may_debit = |mode: &core::DebitMode| core::can_set_debit(receipt, *mode, self.today).is_ok();
        let may_parts = |parts: &Vec<Part>| {
            let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
            core::can_ask_instalments(receipt, count, self.today).is_ok()
        };
        if core::can_be_paid(receipt) {
            actions.push(plain(Pay, keys::ACTION_TAX_PAY));
        }
        if core::DebitMode::ALL.iter().any(may_debit) {
            let key = match receipt.direct_debit {
                Some(_) => keys::ACTION_TAX_CHANGE_DEBIT,
                None => keys::ACTION_TAX_DEBIT,
            };
            actions.push(plain(SetDirectDebit, key));
        }
        actions.extend(self.end_debit(receipt, wish));
        if receipt.instalment_options.iter().any(may_parts) {
            actions.push(plain(AskInstalments, keys::ACTION_TAX_PARTS));
        }
        if may_be_told(receipt.state) {
            actions.push(plain(Remind, keys::ACTION_TAX_REMIND));
            actions.push(plain(AddToCalendar, keys::ACTION_TAX_CALENDAR));
        }
        if receipt.paid.as_ref().is_some_and(|paid| paid.receipt.is_some()) {
            actions.push(plain(SeeReceipt, keys::ACTION_TAX_RECEIPT));
        }
        actions
    }

    /// A direct debit can be ended, and one that waits to be sent can be taken back.
    fn end_debit(self, receipt: &Receipt, wish: Option<&Wish>) -> Option<TaxActionView> {
        let waits =
            wish.is_some_and(|wish| wish.state == WishState::Waiting && matches!(wish.what, Asked::DirectDebit { .. }));
        (waits || core::can_end_debit(receipt, self.today).is_ok()).then(|| TaxActionView {
            kind: TaxActionKind::EndDirectDebit,
            label: self.say(keys::ACTION_TAX_END_DEBIT),
            confirm: Some(ConfirmView {
                title: self.say(keys::TAX_END_DEBIT_TITLE),
                body: self.dated(keys::TAX_END_DEBIT_BODY, receipt.until),
                keep_label: self.say(keys::ACTION_TAX_KEEP_DEBIT),
            }),
        })
    }

    fn change(self, change: &CadastralChange) -> TaxChangeView {
        let title = self.say(match change.kind {
            ChangeKind::Owner => keys::TAX_CHANGE_OWNER,
            ChangeKind::Works => keys::TAX_CHANGE_WORKS,
            ChangeKind::Use => keys::TAX_CHANGE_USE,
        });
        let values = [
            ("known", self.day(change.known).into()),
            ("shows", self.day(change.shows).into()),
        ];
        let body = self.with(keys::TAX_CHANGE_BODY, &values);
        TaxChangeView {
            accessibility_label: [title.as_str(), &change.object, &body].join(". "),
            title,
            object: change.object.clone(),
            body,
        }
    }

    fn reminders(self, shown: &FolderShown, dates: &[CalendarDate]) -> Vec<TaxReminderView> {
        let days = core::due_dates(shown.folder.as_ref(), dates, self.today);
        let chosen = days.into_iter().filter_map(|due| {
            let reminder = shown.reminders.iter().find(|reminder| reminder.about == due.about)?;
            let day = due.day.checked_sub_days(Days::new(reminder.days_before.into()))?;
            (day >= self.today).then(|| TaxReminderView {
                id: due.id.clone(),
                day: day.to_string(),
                title: self.of_day(&due),
                body: self.day_in_full(due.day),
            })
        });
        chosen.collect()
    }

    /// What a day is about.
    pub fn of_day(self, due: &Due) -> String {
        let name = ("name", Arg::from(due.name.as_str()));
        let (key, amount) = match due.kind {
            core::DueKind::LastDay(amount) => (keys::TAX_DAY_LAST, Some(amount)),
            core::DueKind::Charge(amount) => (keys::TAX_DAY_CHARGE, Some(amount)),
            core::DueKind::Instalment(amount) => (keys::TAX_DAY_PART, Some(amount)),
            core::DueKind::Campaign(core::DateKind::Pay) => (keys::TAX_DAY_CAMPAIGN, None),
            core::DueKind::Campaign(core::DateKind::AskDirectDebit) => (keys::TAX_DAY_ASK, None),
        };
        let amount = amount.map(|amount| self.amount(amount)).unwrap_or_default();
        self.with(key, &[name, ("amount", amount.into())])
    }

    /// A day that is still the same when it is read on another one.
    fn day_in_full(self, day: NaiveDate) -> String {
        self.with(keys::DAY_YEAR, &text::date_args(self.language, day))
    }
}

/// The next part that is not paid.
fn open<'a>(parts: impl IntoIterator<Item = &'a Part>) -> Option<&'a Part> {
    parts.into_iter().find(|part| !part.is_paid)
}

#[cfg(test)]
#[path = "folder_tests.rs"]
pub(super) mod tests;
