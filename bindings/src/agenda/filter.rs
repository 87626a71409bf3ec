//! What the agenda can be chosen by, and the words of the controls.

use chrono::{Days, NaiveDate};
use madrid_core::agenda as core;
use madrid_core::areas::District;
use madrid_core::kernel::Language;
use madrid_core::text::{self, keys};

use super::AgendaWhen;
use super::view::{EventAudience, EventKind};

/// A time to choose, with its name.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct WhenView {
    /// The time, to ask with.
    pub time: AgendaWhen,
    /// Its name.
    pub label: String,
}

/// A kind of event with its name.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct EventKindView {
    /// The kind, to ask with.
    pub kind: EventKind,
    /// Its name.
    pub label: String,
}

/// An audience with its name.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AudienceView {
    /// The audience, to ask with.
    pub audience: EventAudience,
    /// Its name.
    pub label: String,
}

/// A district with its name.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct DistrictView {
    /// The City's code, to ask with.
    pub code: String,
    /// Its name.
    pub label: String,
}

/// How to choose from the agenda.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AgendaFilterView {
    /// The words above the filters, and of the button that opens them.
    pub title: String,
    /// What the search field is for.
    pub search_label: String,
    /// The words of the button that empties it.
    pub clear_label: String,
    /// The words above the times.
    pub when_title: String,
    /// The times, in order.
    pub times: Vec<WhenView>,
    /// The days to choose one of, from the day after tomorrow on: two weeks of them.
    pub days: Vec<WhenView>,
    /// The words above the kinds.
    pub kind_title: String,
    /// The choice of no kind in particular.
    pub any_kind_label: String,
    /// The kinds, in order.
    pub kinds: Vec<EventKindView>,
    /// The words above the audiences.
    pub audience_title: String,
    /// The choice of no audience in particular.
    pub any_audience_label: String,
    /// The audiences, in order.
    pub audiences: Vec<AudienceView>,
    /// The words of the switch for what is free.
    pub free_label: String,
    /// The words of the switch for what is near.
    pub near_label: String,
    /// The words above the districts.
    pub district_title: String,
    /// The choice of no district in particular.
    pub any_district_label: String,
    /// The districts, in order; none while the phone has never been filled.
    pub districts: Vec<DistrictView>,
    /// The words of the button that shows what is left.
    pub done_label: String,
    /// The words of the button that takes all filters away.
    pub reset_label: String,
}

impl AgendaFilterView {
    pub(super) fn new(districts: Vec<District>, today: NaiveDate, language: Language) -> Self {
        let say = |key| text::plain(language, key);
        let kinds = core::EventKind::ALL
            .into_iter()
            .filter(|kind| *kind != core::EventKind::Other);
        Self {
            title: say(keys::FILTER_TITLE),
            search_label: say(keys::AGENDA_SEARCH),
            clear_label: say(keys::ACTION_CLEAR),
            when_title: say(keys::AGENDA_WHEN_TITLE),
            times: times(language),
            days: days(today, language),
            kind_title: say(keys::AGENDA_KIND_TITLE),
            any_kind_label: say(keys::AGENDA_ANY_KIND),
            kinds: kinds
                .map(|kind| EventKindView {
                    kind: kind.into(),
                    label: say(kind.label()),
                })
                .collect(),
            audience_title: say(keys::AGENDA_AUDIENCE_TITLE),
            any_audience_label: say(keys::AGENDA_ANY_AUDIENCE),
            audiences: core::Audience::ALL
                .map(|audience| AudienceView {
                    audience: audience.into(),
                    label: say(audience.label()),
                })
                .into(),
            free_label: say(keys::AGENDA_FREE),
            near_label: say(keys::AGENDA_NEAR),
            district_title: say(keys::AGENDA_DISTRICT_TITLE),
            any_district_label: say(keys::AGENDA_ANY_DISTRICT),
            districts: districts
                .into_iter()
                .map(|District { code, name }| DistrictView { code, label: name })
                .collect(),
            done_label: say(keys::ACTION_SHOW_EVENTS),
            reset_label: say(keys::ACTION_RESET),
        }
    }
}

fn times(language: Language) -> Vec<WhenView> {
    let times = [
        (AgendaWhen::Now, keys::WHEN_NOW_TITLE),
        (AgendaWhen::Today, keys::WHEN_TODAY_TITLE),
        (AgendaWhen::Tomorrow, keys::WHEN_TOMORROW_TITLE),
        (AgendaWhen::Weekend, keys::WHEN_WEEKEND_TITLE),
        (AgendaWhen::Coming, keys::WHEN_COMING_TITLE),
    ];
    let named = times.map(|(time, label)| WhenView {
        time,
        label: text::plain(language, label),
    });
    named.into()
}

/// Today and tomorrow have names of their own.
fn days(today: NaiveDate, language: Language) -> Vec<WhenView> {
    let days = (2..=14).filter_map(|after| today.checked_add_days(Days::new(after)));
    let named = days.map(|day| WhenView {
        time: AgendaWhen::Day { day: day.to_string() },
        label: text::day_heading(language, day, today),
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_weeks_of_days_can_be_chosen_across_the_end_of_a_month() {
        let today: NaiveDate = "2025-10-25".parse().unwrap();
        let view = AgendaFilterView::new(Vec::new(), today, Language::Es);
        let first = &view.days[0];
        assert_eq!(
            first.time,
            AgendaWhen::Day {
                day: "2025-10-27".to_owned()
            }
        );
        assert_eq!(first.label, "Lunes 27 de octubre");
        let last = view.days.last().unwrap();
        assert_eq!((view.days.len(), last.label.as_str()), (13, "Sábado 8 de noviembre"));
    }
}
