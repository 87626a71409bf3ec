//! What a screen draws of recommendations: pure functions of the core's models, the language and now.

use chrono::{DateTime, NaiveDate, Utc};
use madrid_core::agenda::EventNow;
use madrid_core::home::Item;
use madrid_core::kernel::{Language, madrid_day};
use madrid_core::places::{Nearby, PlaceSummary};
use madrid_core::recommend::{
    Exclusion, ForYou, ItemKey, MeasuredFrom, Offer, Reason, SavedShown, Suggested, Suggestion, Tag, Unpersonal,
    Unread, What, Why, WhyLine,
};
use madrid_core::text::{self, Key, keys};

use crate::agenda::row as event_row;
use crate::home::HomeItemView;
use crate::places::row;
use crate::view::{DOT, EmptyView, FreshnessView, SwitchView, join, mirror};

mirror! {
    /// What kind of thing is recommended, for the icon.
    ForYouKind of What {
        /// A facility of the city.
        Place,
        /// An event of the agenda.
        Event,
        /// A procedure that waits for the person.
        Procedure,
        /// A card to be issued or renewed.
        Card,
        /// Something to pay.
        Payment,
    }
}

/// Where something recommended is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ForYouScreen {
    /// On the screen of a place: itself, or the desk where one asks for it.
    Place,
    /// On the screen of an event.
    Event,
    /// Among what is between the person and the city.
    Errand,
}

/// What a person can do about something recommended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ForYouActionKind {
    /// Look at it.
    See,
    /// Keep it for later.
    Save,
    /// Take it off the saved ones.
    Unsave,
    /// Not this.
    NotThis,
    /// Why it is there.
    Why,
}

/// A button of something recommended.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ForYouActionView {
    /// What it does.
    pub kind: ForYouActionKind,
    /// Its words.
    pub label: String,
    /// Its words and what it is about, for a screen reader.
    pub accessibility_label: String,
}

/// Something recommended, or saved.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ForYouItemView {
    /// To do something about it with: `place:12`.
    pub id: String,
    /// What kind of thing it is, for the icon.
    pub kind: ForYouKind,
    /// Where it is looked at.
    pub screen: ForYouScreen,
    /// The id under which that screen knows it: a place's, a payment's.
    pub target: String,
    /// Its name.
    pub title: String,
    /// What it is, in words.
    pub kind_label: String,
    /// Where it is, what it costs, how it stands.
    pub detail: Option<String>,
    /// "a 300 m en línea recta". Absent where nobody knows.
    pub distance_label: Option<String>,
    /// Why it is there; absent for what the person saved.
    pub reason: Option<String>,
    /// A second reason, where there is one.
    pub more_reason: Option<String>,
    /// Whether the person saved it.
    pub is_saved: bool,
    /// What can be done about it now.
    pub actions: Vec<ForYouActionView>,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

/// What the city has for the person.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ForYouView {
    /// The words above the list.
    pub title: String,
    /// That it never leaves the phone.
    pub body: String,
    /// The one switch.
    pub switch: SwitchView,
    /// From where distances are measured, where that is not where the person is.
    pub from: Option<String>,
    /// That the list knows nothing of the person, where it does not, and what of it could not be read.
    pub notice: Option<String>,
    /// How far the places may be trusted; absent while recommendations are off.
    pub freshness: Option<FreshnessView>,
    /// The things, best first.
    pub items: Vec<ForYouItemView>,
    /// What to show instead where there are none.
    pub empty: Option<EmptyView>,
}

/// One part of a score, in words.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct WhyLineView {
    /// A stable name of the part, for tests and icons.
    pub part: String,
    /// What it is about.
    pub label: String,
    /// Whether it adds much, some, nothing, or takes away.
    pub effect: String,
    /// What it says here, if anything.
    pub reason: Option<String>,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

/// Why something is where it is, or why it is missing.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct WhyView {
    /// A few words.
    pub title: String,
    /// What it is about.
    pub name: String,
    /// That these are all the reasons; or the one for which it is left out.
    pub body: String,
    /// Every part; empty where it is left out.
    pub lines: Vec<WhyLineView>,
}

/// What the person saved.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SavedView {
    /// The words above it.
    pub title: String,
    /// The things, the last saved first.
    pub items: Vec<ForYouItemView>,
    /// That something is no longer there, where it is not.
    pub gone: Option<String>,
    /// What to show instead where there are none.
    pub empty: Option<EmptyView>,
}

/// Who says things: a language and a day.
#[derive(Clone, Copy)]
struct Speaker {
    language: Language,
    today: NaiveDate,
}

impl ForYouView {
    pub(super) fn new(list: ForYou, language: Language, now: DateTime<Utc>) -> Self {
        let speaker = Speaker {
            language,
            today: list.today,
        };
        let unpersonal = list.unpersonal.map(|unpersonal| match unpersonal {
            Unpersonal::Nobody => keys::FOR_YOU_NOBODY,
            Unpersonal::Locked => keys::FOR_YOU_LOCKED,
        });
        let unread = list.unread.iter().map(|(part, _)| match part {
            Unread::Errands => keys::FOR_YOU_NO_ERRANDS,
            Unread::Events => keys::FOR_YOU_NO_EVENTS,
        });
        let notices: Vec<_> = unpersonal
            .into_iter()
            .chain(unread)
            .map(|key| speaker.say(key))
            .collect();
        let from = match list.from {
            MeasuredFrom::Here => None,
            MeasuredFrom::Address => Some(keys::FOR_YOU_FROM_ADDRESS),
            MeasuredFrom::Nowhere => Some(keys::FOR_YOU_FROM_NOWHERE),
        };
        let has_items = !list.items.is_empty();
        let freshness = FreshnessView::new(list.freshness, language, now);
        let empty = match (list.is_on, has_items) {
            (false, _) => Some((keys::FOR_YOU_OFF_TITLE, keys::FOR_YOU_OFF_BODY)),
            (true, false) => Some((keys::FOR_YOU_EMPTY_TITLE, keys::FOR_YOU_EMPTY_BODY)),
            (true, true) => None,
        };
        Self {
            title: speaker.say(keys::FOR_YOU_TITLE),
            body: speaker.say(keys::FOR_YOU_BODY),
            switch: SwitchView::new(
                keys::FOR_YOU_SWITCH_TITLE,
                keys::FOR_YOU_SWITCH_BODY,
                list.is_on,
                language,
            ),
            from: from.filter(|_| list.is_on).map(|key| speaker.say(key)),
            notice: join(" ", notices.iter().map(|notice| Some(notice.as_str()))),
            freshness: list.is_on.then_some(freshness),
            items: list.items.into_iter().map(|item| speaker.item(item)).collect(),
            empty: empty.map(|words| speaker.empty(words)),
        }
    }
}

impl WhyView {
    pub(super) fn new(why: Why, language: Language) -> Self {
        let speaker = Speaker {
            language,
            today: why.today,
        };
        let (title, body) = match why.excluded.map(Exclusion::sentence) {
            Some(sentence) => (keys::WHY_NOT_TITLE, sentence),
            None => (keys::WHY_TITLE, keys::WHY_BODY),
        };
        Self {
            title: speaker.say(title),
            name: speaker.words(why.suggestion).title,
            body: speaker.say(body),
            lines: why.lines.iter().map(|line| speaker.line(line)).collect(),
        }
    }
}

impl SavedView {
    pub(super) fn new(saved: SavedShown, language: Language) -> Self {
        let speaker = Speaker {
            language,
            today: saved.today,
        };
        let is_empty = saved.items.is_empty();
        Self {
            title: speaker.say(keys::SAVED_TITLE),
            items: saved.items.into_iter().map(|item| speaker.item(item)).collect(),
            gone: (saved.gone > 0).then(|| speaker.say(keys::SAVED_GONE)),
            empty: is_empty.then(|| speaker.empty((keys::SAVED_EMPTY_TITLE, keys::SAVED_EMPTY_BODY))),
        }
    }
}

/// What differs between kinds of things.
struct Words {
    screen: ForYouScreen,
    target: String,
    title: String,
    kind_label: String,
    detail: Option<String>,
}

impl Speaker {
    fn say(self, key: Key) -> String {
        text::plain(self.language, key)
    }

    fn empty(self, (title, body): (Key, Key)) -> EmptyView {
        EmptyView {
            title: self.say(title),
            body: self.say(body),
        }
    }

    fn item(self, item: Suggested) -> ForYouItemView {
        let distance_label = item.distance_m.map(|metres| self.straight(metres));
        let mut reasons = item.reasons.iter().map(|reason| self.reason(*reason));
        let (reason, more_reason) = (reasons.next(), reasons.next());
        let is_listed = reason.is_some();
        let Words {
            screen,
            target,
            title,
            kind_label,
            detail,
        } = self.words(item.suggestion);
        let spoken = [
            Some(title.as_str()),
            Some(&kind_label),
            reason.as_deref(),
            more_reason.as_deref(),
            distance_label.as_deref(),
            detail.as_deref(),
        ];
        let accessibility_label = spoken.into_iter().flatten().collect::<Vec<_>>().join(". ");
        ForYouItemView {
            actions: self.actions(&title, &item.key, item.is_saved, is_listed),
            id: item.key.to_string(),
            kind: item.key.what().into(),
            screen,
            target,
            title,
            kind_label,
            detail,
            distance_label,
            reason,
            more_reason,
            is_saved: item.is_saved,
            accessibility_label,
        }
    }

    fn actions(self, title: &str, key: &ItemKey, is_saved: bool, is_listed: bool) -> Vec<ForYouActionView> {
        let save = if is_saved {
            (ForYouActionKind::Unsave, keys::ACTION_UNSAVE)
        } else {
            (ForYouActionKind::Save, keys::ACTION_SAVE)
        };
        let wanted = [
            Some((ForYouActionKind::See, keys::ACTION_SEE)),
            Some(save).filter(|_| key.what().can_be_saved()),
            Some((ForYouActionKind::NotThis, keys::ACTION_NOT_THIS)).filter(|_| is_listed),
            Some((ForYouActionKind::Why, keys::ACTION_WHY)).filter(|_| is_listed),
        ];
        let action = |(kind, label): (ForYouActionKind, Key)| {
            let label = self.say(label);
            ForYouActionView {
                kind,
                accessibility_label: format!("{label}: {title}"),
                label,
            }
        };
        wanted.into_iter().flatten().map(action).collect()
    }

    fn words(self, suggestion: Suggestion) -> Words {
        match suggestion {
            Suggestion::Place(place) => self.place(place),
            Suggestion::Event(event) => self.event(*event),
            Suggestion::Errand(item) => self.errand(&item),
            Suggestion::Offer(offer, desk) => self.offer(offer, desk),
        }
    }

    fn offer(self, offer: Offer, desk: PlaceSummary) -> Words {
        let place = [("place", desk.name.into())];
        Words {
            screen: ForYouScreen::Place,
            target: desk.id.to_string(),
            title: self.say(offer.title()),
            kind_label: self.say(offer.kind().label()),
            detail: Some(text::with(self.language, offer.detail(), &place)),
        }
    }

    fn place(self, place: PlaceSummary) -> Words {
        let nearby = Nearby {
            place,
            distance_m: None,
        };
        let row = row(nearby, self.language);
        Words {
            screen: ForYouScreen::Place,
            target: row.id,
            title: row.name,
            kind_label: row.kind_label,
            detail: row.place_label,
        }
    }

    fn event(self, event: EventNow) -> Words {
        match event {
            EventNow::Ahead(listed) => {
                let row = event_row(listed, self.today, self.language);
                let facts = [
                    Some(row.when_label.as_str()),
                    row.place_label.as_deref(),
                    row.price_label.as_deref(),
                ];
                Words {
                    screen: ForYouScreen::Event,
                    detail: join(DOT, facts),
                    target: row.id,
                    title: row.title,
                    kind_label: row.kind_label,
                }
            }
            EventNow::Over(event) => Words {
                screen: ForYouScreen::Event,
                target: event.id.to_string(),
                kind_label: self.say(event.kind.label()),
                title: event.title,
                detail: Some(self.say(keys::AGENDA_OVER)),
            },
        }
    }

    fn errand(self, item: &Item) -> Words {
        let kind = match item {
            Item::Tax(_) | Item::Fine(_) => Tag::Payment,
            Item::Card(_) => Tag::Card,
            _ => Tag::Procedure,
        };
        let view = HomeItemView::new(item, self.language, self.today);
        let facts = [view.amount, Some(view.detail)];
        Words {
            screen: ForYouScreen::Errand,
            target: view.id,
            title: view.title,
            kind_label: self.say(kind.label()),
            detail: Some(facts.into_iter().flatten().collect::<Vec<_>>().join(DOT)),
        }
    }

    fn line(self, line: &WhyLine) -> WhyLineView {
        let effect = match line.value {
            value if value >= 0.4 => keys::EFFECT_MUCH,
            value if value >= 0.02 => keys::EFFECT_SOME,
            value if value > -0.02 => keys::EFFECT_NONE,
            _ => keys::EFFECT_LESS,
        };
        let (label, effect) = (self.say(line.part.label()), self.say(effect));
        let reason = line.reason.map(|reason| self.reason(reason));
        let spoken = [Some(label.as_str()), Some(&effect), reason.as_deref()];
        WhyLineView {
            part: line.part.name().to_owned(),
            accessibility_label: spoken.into_iter().flatten().collect::<Vec<_>>().join(". "),
            label,
            effect,
            reason,
        }
    }

    fn named_day(self, day: NaiveDate) -> String {
        text::named_day(self.language, day, self.today)
    }

    fn named_time(self, at: DateTime<Utc>) -> String {
        let (date, time) = (self.named_day(madrid_day(at)), text::clock_time(at));
        text::with(
            self.language,
            keys::DAY_AT,
            &[("date", date.into()), ("time", time.into())],
        )
    }

    fn straight(self, metres: f64) -> String {
        let distance = text::distance(self.language, metres);
        text::with(self.language, keys::DISTANCE_STRAIGHT, &[("distance", distance.into())])
    }

    fn reason(self, reason: Reason) -> String {
        let with = |key: Key, name: &str, value: String| text::with(self.language, key, &[(name, value.into())]);
        match reason {
            Reason::Near(metres) => with(keys::REASON_NEAR, "distance", self.straight(metres)),
            Reason::Away(metres) => with(keys::REASON_AWAY, "distance", self.straight(metres)),
            Reason::Far(metres) => with(keys::REASON_FAR, "distance", self.straight(metres)),
            Reason::Kind(tag) => with(keys::REASON_KIND, "tag", self.say(tag.label())),
            Reason::Feature(tag) => with(keys::REASON_FEATURE, "tag", self.say(tag.label())),
            Reason::Card(card) => with(keys::REASON_CARD, "card", self.say(card.label())),
            Reason::Life(event) => with(keys::REASON_LIFE, "life", self.say(event.label())),
            Reason::Starts(at) => with(keys::REASON_STARTS, "when", self.named_time(at)),
            Reason::OnDay(day) => with(keys::REASON_ON_DAY, "date", self.named_day(day)),
            Reason::Ends(day) => with(keys::REASON_ENDS, "date", self.named_day(day)),
            Reason::Due(last) => {
                let key = if last < self.today {
                    keys::REASON_OVERDUE
                } else {
                    keys::REASON_DUE
                };
                with(key, "date", text::day(self.language, last, self.today))
            }
            Reason::Age => self.say(keys::REASON_AGE),
            Reason::Family => self.say(keys::REASON_FAMILY),
            Reason::StepFree => self.say(keys::REASON_STEP_FREE),
            Reason::Language => self.say(keys::REASON_LANGUAGE),
            Reason::Season => self.say(keys::REASON_SEASON),
            Reason::GoodHour => self.say(keys::REASON_GOOD_HOUR),
            Reason::Free => self.say(keys::REASON_FREE),
            Reason::Waits => self.say(keys::REASON_WAITS),
            Reason::Habit => self.say(keys::REASON_HABIT),
            Reason::Repetition => self.say(keys::REASON_REPETITION),
            Reason::Explore => self.say(keys::REASON_EXPLORE),
        }
    }
}

#[cfg(test)]
#[path = "view_tests.rs"]
mod tests;
