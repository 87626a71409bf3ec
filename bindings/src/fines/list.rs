//! All fines, in words: pure functions of the core's models, the language and the city's time.

use chrono::NaiveDate;
use madrid_core::fines::{self as core, Both, Draft, Fine, FineKind, FineState as State, FinesShown, Group, Progress};
use madrid_core::kernel::{Language, madrid_moment};
use madrid_core::text::{self, Key, keys};

use crate::view::{EmptyView, ExplanationView, FreshnessView, join, mirror};

mirror! {
    /// How a fine stands, for colour and icon.
    FineState of State {
        /// The owner was not told yet.
        Reported,
        /// The reduction holds.
        Notified,
        /// The reduction is over.
        DiscountOver,
        /// Allegations wait for a decision.
        Contested,
        /// Another person was named.
        DriverNamed,
        /// To be paid in full.
        Final,
        /// To be paid with a surcharge.
        Enforcement,
        /// Paid.
        Paid,
        /// Paid with the reduction.
        Closed,
        /// There is no fine any more.
        Cancelled,
        /// The city gave it up.
        WrittenOff,
        /// What was paid was given back.
        Refunded,
        /// Something this app does not know.
        Other,
    }
}

mirror! {
    /// Fines that stand alike.
    FineGroup of Group {
        /// The person has something to do or to choose.
        Open,
        /// Others have.
        UnderWay,
        /// Nobody has.
        Done,
    }
}

/// Every fine.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FinesView {
    /// The words above it.
    pub title: String,
    /// What the person can do something about first; a group that is empty is not there.
    pub groups: Vec<FineGroupView>,
    /// How far the city's part may be trusted.
    pub freshness: FreshnessView,
    /// Why the city could not be asked the last time, or why something cannot be shown.
    pub trouble: Option<ExplanationView>,
    /// What to show where there is none: none at all, or none heard of yet.
    pub empty: Option<EmptyView>,
}

/// Fines that stand alike.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FineGroupView {
    /// Which.
    pub id: FineGroup,
    /// The words above it.
    pub title: String,
    /// The latest first.
    pub fines: Vec<FineRowView>,
}

/// A fine in a list.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FineRowView {
    /// For `one`.
    pub id: String,
    /// What it is for.
    pub title: String,
    /// Where and when, and which vehicle.
    pub detail: String,
    /// How it stands, for colour and icon.
    pub state: FineState,
    /// The same in words.
    pub label: String,
    /// What it costs today, where there is something to pay.
    pub amount: Option<String>,
    /// How many days are left for what runs out next.
    pub days_left: Option<String>,
    /// What became of what the person wrote, where that is not with the city.
    pub draft: Option<String>,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

impl FinesView {
    pub(super) fn new(shown: &FinesShown, language: Language) -> Self {
        let speaker = Speaker {
            language,
            today: shown.today(),
        };
        let groups = [
            (Group::Open, keys::FINES_OPEN_TITLE),
            (Group::UnderWay, keys::FINES_UNDER_WAY_TITLE),
            (Group::Done, keys::FINES_DONE_TITLE),
        ];
        let groups = groups.into_iter().filter_map(|(group, title)| {
            let own = shown.fines.iter().filter(|fine| core::group(fine) == group);
            let fines: Vec<_> = own.map(|fine| speaker.row(fine, &shown.drafts)).collect();
            (!fines.is_empty()).then(|| FineGroupView {
                id: group.into(),
                title: speaker.say(title),
                fines,
            })
        });
        Self {
            title: speaker.say(keys::FINES_TITLE),
            groups: groups.collect(),
            freshness: FreshnessView::new(shown.freshness, language, shown.now),
            trouble: shown
                .failed_code
                .as_deref()
                .map(|code| ExplanationView::new(code, language)),
            empty: shown.fines.is_empty().then(|| speaker.empty(shown)),
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
    /// That nothing was heard, or cannot be read, never looks like nothing owed.
    fn empty(self, shown: &FinesShown) -> EmptyView {
        let (title, body) = match (shown.failed_code.as_deref(), shown.freshness.as_of) {
            (Some("store.damaged"), _) => (keys::FINES_TORN_TITLE, keys::FINES_TORN_BODY),
            (_, None) => (keys::FINES_UNHEARD_TITLE, keys::FINES_UNHEARD_BODY),
            (_, Some(_)) => (keys::FINES_EMPTY_TITLE, keys::FINES_EMPTY_BODY),
        };
        EmptyView {
            title: self.say(title),
            body: self.say(body),
        }
    }

    fn row(self, fine: &Fine, drafts: &[Draft]) -> FineRowView {
        let title = self.kind(fine.kind);
        let detail = self.place(fine);
        let (label, _) = self.standing(fine);
        let amount = self.amount_today(fine);
        let windows = [fine.windows.discount, fine.windows.payment];
        let next = windows.into_iter().flatten().find(|last| *last >= self.today);
        let days_left = self.days_left(next);
        let days_left = days_left.filter(|_| core::group(fine) == Group::Open);
        let own = drafts.iter().find(|draft| draft.fine == fine.id);
        let draft = own.and_then(|draft| self.progress_of_draft(&draft.progress));
        let spoken = [
            Some(title.as_str()),
            amount.as_deref(),
            Some(&label),
            days_left.as_deref(),
            draft.as_deref(),
            Some(&detail),
        ];
        FineRowView {
            id: fine.id.clone(),
            accessibility_label: join(". ", spoken).unwrap_or_default(),
            title,
            detail,
            state: fine.state.into(),
            label,
            amount,
            days_left,
            draft,
        }
    }

    /// What is worth saying in a list: what has not reached the city, or came back.
    fn progress_of_draft(self, progress: &Progress) -> Option<String> {
        match progress {
            Progress::Writing => Some(self.say(keys::DRAFT_WRITING)),
            Progress::Waiting => Some(self.say(keys::DRAFT_WAITING)),
            Progress::Refused { .. } => Some(self.say(keys::DRAFT_REFUSED)),
            Progress::Filed { .. } => None,
        }
    }

    pub fn kind(self, kind: FineKind) -> String {
        self.say(match kind {
            FineKind::Speed => keys::ITEM_FINE_SPEED,
            FineKind::Parking => keys::ITEM_FINE_PARKING,
            FineKind::LowEmissionZone => keys::ITEM_FINE_ZONE,
            FineKind::RedLight => keys::ITEM_FINE_RED_LIGHT,
            FineKind::Other => keys::ITEM_FINE_OTHER,
        })
    }

    fn place(self, fine: &Fine) -> String {
        let values = [
            ("place", fine.place.as_str().into()),
            ("date", self.day(fine.at.date()).into()),
        ];
        let place = text::with(self.language, keys::ITEM_WHERE, &values);
        join(crate::view::DOT, [Some(place.as_str()), Some(&fine.plate)]).unwrap_or_default()
    }

    /// When it happened: "el 28 de octubre a las 14:05".
    pub fn when(self, fine: &Fine) -> String {
        let at = madrid_moment(fine.at.date(), fine.at.time());
        text::appointment(self.language, at, self.today)
    }

    /// What the city said that it costs today.
    pub fn amount_today(self, fine: &Fine) -> Option<String> {
        let step = core::price_on(fine, self.today).map(|step| step.amount);
        step.or(fine.amount).map(|amount| text::amount(self.language, amount))
    }

    /// How many days are left, or `None` where it is over.
    pub fn days_left(self, until: Option<NaiveDate>) -> Option<String> {
        let days = core::days_left(until?, self.today)?;
        Some(match days {
            1 => self.say(keys::FINE_LAST_DAY),
            _ => {
                let n = text::number(self.language, days);
                let values = [("count", text::Arg::Count(days)), ("n", n.into())];
                text::with(self.language, keys::FINE_DAYS_LEFT, &values)
            }
        })
    }

    /// How it stands: in a few words, and what that means.
    pub fn standing(self, fine: &Fine) -> (String, String) {
        let money = |amount| text::Arg::from(text::amount(self.language, amount));
        let until = |day: Option<NaiveDate>| text::Arg::from(day.map(|day| self.day(day)).unwrap_or_default());
        let values = [
            ("amount", text::Arg::from(self.amount_today(fine).unwrap_or_default())),
            ("full", money(fine.full)),
            ("reduced", money(fine.reduced)),
            ("date", until(fine.windows.discount.or(fine.windows.payment))),
        ];
        let (label, body) = words_of(self.state_today(fine));
        let with = |key| text::with(self.language, key, &values);
        (with(label), with(body))
    }

    /// A window that has closed since the city was asked has closed.
    fn state_today(self, fine: &Fine) -> State {
        let is_over = fine.windows.discount.is_some_and(|last| last < self.today);
        match fine.state {
            State::Notified if is_over => State::DiscountOver,
            state => state,
        }
    }

    pub fn both(self, words: &Both) -> String {
        match self.language {
            Language::Es => words.es.clone(),
            Language::En => words.en.clone(),
        }
    }

    pub fn day(self, day: NaiveDate) -> String {
        text::day(self.language, day, self.today)
    }

    pub fn dated(self, key: Key, day: NaiveDate) -> String {
        text::with(self.language, key, &[("date", self.day(day).into())])
    }

    pub fn say(self, key: Key) -> String {
        text::plain(self.language, key)
    }
}

/// How fines are called that stand so, and what that means.
pub(super) const fn words_of(state: State) -> (Key, Key) {
    match state {
        State::Reported => (keys::FINE_REPORTED, keys::FINE_REPORTED_BODY),
        State::Notified => (keys::FINE_NOTIFIED, keys::FINE_NOTIFIED_BODY),
        State::DiscountOver => (keys::FINE_DISCOUNT_OVER, keys::FINE_DISCOUNT_OVER_BODY),
        State::Contested => (keys::FINE_CONTESTED, keys::FINE_CONTESTED_BODY),
        State::DriverNamed => (keys::FINE_DRIVER_NAMED, keys::FINE_DRIVER_NAMED_BODY),
        State::Final => (keys::FINE_FINAL, keys::FINE_FINAL_BODY),
        State::Enforcement => (keys::FINE_ENFORCEMENT, keys::FINE_ENFORCEMENT_BODY),
        State::Paid => (keys::FINE_PAID, keys::FINE_PAID_BODY),
        State::Closed => (keys::FINE_CLOSED, keys::FINE_CLOSED_BODY),
        State::Cancelled => (keys::FINE_CANCELLED, keys::FINE_CANCELLED_BODY),
        State::WrittenOff => (keys::FINE_WRITTEN_OFF, keys::FINE_WRITTEN_OFF_BODY),
        State::Refunded => (keys::FINE_REFUNDED, keys::FINE_REFUNDED_BODY),
        State::Other => (keys::FINE_OTHER, keys::FINE_OTHER_BODY),
    }
}
