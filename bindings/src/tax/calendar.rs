//! The dates of the year in words, and one's own days as a file for the phone's calendar.

use chrono::{DateTime, Utc};
use madrid_core::kernel::icalendar::{DayEntry, of_days};
use madrid_core::kernel::{Language, madrid_day};
use madrid_core::tax::{CalendarDate, CalendarShown, DateKind, Due};
use madrid_core::text::keys;

use super::folder::Speaker;
use super::receipt::{TaxReminderChoiceView, TaxRemindersView};
use crate::agenda::CalendarFileView;
use crate::view::{EmptyView, ExplanationView, FreshnessView};

/// The name of the file.
const FILE: &str = "impuestos-madrid.ics";

/// The dates of the year that are to come.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaxCalendarView {
    /// The words above it.
    pub title: String,
    /// The next to end first.
    pub dates: Vec<TaxDateView>,
    /// The words of the button that puts the dates into the phone's calendar; for who is signed in.
    pub to_calendar_label: String,
    /// How far it may be trusted.
    pub freshness: FreshnessView,
    /// Why the city could not be asked the last time.
    pub trouble: Option<ExplanationView>,
    /// What to show where there is none.
    pub empty: Option<EmptyView>,
}

/// A date.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaxDateView {
    /// For `set_reminder`.
    pub id: String,
    /// Which tax.
    pub title: String,
    /// What for, from when and until when.
    pub detail: String,
    /// When the person is told, if they chose to be.
    pub reminder: TaxReminderChoiceView,
    /// What they can choose instead.
    pub reminders: TaxRemindersView,
    /// The words of the button that shows them.
    pub remind_label: String,
    /// The same for a screen reader, with which date it is about.
    pub remind_spoken: String,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

impl TaxCalendarView {
    pub(super) fn new(shown: CalendarShown, language: Language) -> Self {
        let speaker = Speaker {
            language,
            today: madrid_day(shown.now),
        };
        let days = |date: &CalendarDate| {
            let mut reminders = shown.reminders.iter();
            reminders
                .find(|reminder| reminder.about == date.id)
                .map(|reminder| reminder.days_before)
        };
        Self {
            title: speaker.say(keys::TAX_CALENDAR_TITLE),
            dates: shown.dates.iter().map(|date| speaker.date(date, days(date))).collect(),
            to_calendar_label: speaker.say(keys::ACTION_TAX_CALENDAR),
            freshness: FreshnessView::new(shown.freshness, language, shown.now),
            empty: shown.dates.is_empty().then(|| EmptyView {
                title: speaker.say(keys::TAX_CALENDAR_EMPTY_TITLE),
                body: speaker.say(keys::TAX_CALENDAR_EMPTY_BODY),
            }),
            trouble: shown.failed_code.map(|code| ExplanationView::new(&code, language)),
        }
    }
}

impl Speaker {
    fn date(self, date: &CalendarDate, days_before: Option<u32>) -> TaxDateView {
        let until = ("until", self.day(date.until).into());
        let detail = match date.kind {
            DateKind::Pay => self.with(keys::TAX_DATE_PAY, &[("from", self.day(date.from).into()), until]),
            DateKind::AskDirectDebit => self.with(keys::TAX_DATE_ASK, &[until]),
        };
        let reminder = self.reminder(days_before);
        TaxDateView {
            id: date.id.clone(),
            title: date.name.clone(),
            accessibility_label: [date.name.as_str(), &detail, &reminder.label].join(". "),
            detail,
            reminder,
            reminders: self.reminders_of(days_before),
            remind_spoken: [self.say(keys::ACTION_TAX_REMIND), date.name.clone()].join(": "),
            remind_label: self.say(keys::ACTION_TAX_REMIND),
        }
    }
}

/// The days as a file.
pub(super) fn file(days: &[(Due, Option<u32>)], language: Language, now: DateTime<Utc>) -> CalendarFileView {
    let speaker = Speaker {
        language,
        today: madrid_day(now),
    };
    let entry = |(due, days_before): &(Due, Option<u32>)| DayEntry {
        uid: format!("tributo-{}@madrid.es", due.id),
        day: due.day,
        title: speaker.of_day(due),
        description: due.object.clone(),
        days_before: *days_before,
    };
    let entries: Vec<DayEntry> = days.iter().map(entry).collect();
    CalendarFileView {
        file_name: FILE.to_owned(),
        text: of_days(&entries, now),
    }
}

#[cfg(test)]
#[path = "calendar_tests.rs"]
mod tests;
