//! What the person has booked, in words.

use chrono::{DateTime, NaiveDate, Utc};
use madrid_core::bookings::{self as core, Booking, BookingState as State, BookingsShown, Group};
use madrid_core::kernel::{Cents, Language, madrid_day};
use madrid_core::text::{self, Key, keys};

use super::slots::{people_label, sentence};
use crate::home::PayOfferView;
use crate::view::{ConfirmView, EmptyView, ExplanationView, FactView, FreshnessView, mirror};

/// What the person has booked, wants to book or wanted to.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct BookingsView {
    /// The words above it.
    pub title: String,
    /// What needs the person first; a group that is empty is not there.
    pub groups: Vec<BookingGroupView>,
    /// How far the city's part may be trusted.
    pub freshness: FreshnessView,
    /// Why the city could not be asked the last time.
    pub trouble: Option<ExplanationView>,
    /// What to show where there is none.
    pub empty: Option<EmptyView>,
}

mirror! {
    /// Bookings that stand alike.
    BookingGroup of Group {
        /// It is kept until it is paid.
        ToPay,
        /// The city would not.
        Refused,
        /// Something of it has not reached the city yet.
        Waiting,
        /// The city has it, and it is to come.
        Upcoming,
        /// Over, called off, or not paid in time.
        Past,
    }
}

/// Bookings that stand alike.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct BookingGroupView {
    /// Which.
    pub id: BookingGroup,
    /// The words above it.
    pub title: String,
    /// The next to come first; of those that are over, the last one.
    pub bookings: Vec<BookingView>,
}

/// How a booking stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum BookingState {
    /// Kept on the phone; it will be sent by itself.
    Waiting,
    /// The city has it.
    Booked,
    /// The city keeps it until it is paid.
    ToPay,
    /// To be called off; that will be sent by itself.
    Cancelling,
    /// Called off.
    Cancelled,
    /// It was not paid in time.
    Lapsed,
    /// The city would not have it.
    Refused,
}

/// A booking.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct BookingView {
    /// For `cancel` and `dismiss`.
    pub id: i64,
    /// The `id` of its place.
    pub place: String,
    /// What it is.
    pub title: String,
    /// Where and when.
    pub detail: String,
    /// How it stands, for colour and icon.
    pub state: BookingState,
    /// How it stands, in words: what is to be paid and until when, where something is.
    pub label: String,
    /// What it costs for all who come; absent where it is free, and before the city has said.
    pub price: Option<String>,
    /// How to pay it here, as long as it can be paid. Beside it stands what calls it off.
    pub pay: Option<PayOfferView>,
    /// For how many, the price, the code to show at the door, until when it can be called off.
    pub facts: Vec<FactView>,
    /// Why the city would not, at length, with what to do.
    pub trouble: Option<ExplanationView>,
    /// What the person can do about it.
    pub actions: Vec<BookingActionView>,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

/// Something to do about a booking.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct BookingActionView {
    /// What.
    pub kind: BookingActionKind,
    /// The words of its button.
    pub label: String,
    /// What to ask before it is done; absent where it can be done at once.
    pub confirm: Option<ConfirmView>,
}

/// What can be done about a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum BookingActionKind {
    /// `cancel`
    Cancel,
    /// `dismiss`
    Dismiss,
}

impl BookingsView {
    pub(super) fn new(shown: BookingsShown, language: Language) -> Self {
        let say = |key| text::plain(language, key);
        let speaker = Speaker {
            language,
            now: shown.now,
            today: madrid_day(shown.now),
        };
        let groups = [
            Group::ToPay,
            Group::Refused,
            Group::Waiting,
            Group::Upcoming,
            Group::Past,
        ];
        let groups = groups
            .into_iter()
            .filter_map(|group| speaker.group(group, &shown.bookings));
        Self {
            title: say(keys::BOOKINGS_TITLE),
            groups: groups.collect(),
            freshness: FreshnessView::new(shown.freshness, language, shown.now),
            trouble: shown.failed_code.map(|code| ExplanationView::new(&code, language)),
            empty: shown.bookings.is_empty().then(|| EmptyView {
                title: say(keys::BOOKINGS_EMPTY_TITLE),
                body: say(keys::BOOKINGS_EMPTY_BODY),
            }),
        }
    }
}

/// The one who says things: a language and a moment.
#[derive(Clone, Copy)]
struct Speaker {
    language: Language,
    now: DateTime<Utc>,
    today: NaiveDate,
}

impl Speaker {
    fn group(self, group: Group, all: &[Booking]) -> Option<BookingGroupView> {
        let title = match group {
            Group::ToPay => keys::BOOKINGS_TO_PAY_TITLE,
            Group::Refused => keys::BOOKINGS_REFUSED_TITLE,
            Group::Waiting => keys::BOOKINGS_WAITING_TITLE,
            Group::Upcoming => keys::BOOKINGS_UPCOMING_TITLE,
            Group::Past => keys::BOOKINGS_PAST_TITLE,
        };
        let own = all.iter().filter(|booking| core::group(booking, self.now) == group);
        let mut bookings: Vec<_> = own.map(|booking| self.booking(booking)).collect();
        if group == Group::Past {
            bookings.reverse();
        }
        (!bookings.is_empty()).then(|| BookingGroupView {
            id: group.into(),
            title: self.say(title),
            bookings,
        })
    }

    fn booking(self, booking: &Booking) -> BookingView {
        let values = [
            ("place", booking.place_name.as_str().into()),
            ("when", self.moment(booking.starts()).into()),
        ];
        let detail = text::with(self.language, keys::BOOKING_WHERE, &values);
        let (state, label, trouble) = self.standing(booking);
        let trouble = trouble.map(|why| ExplanationView::new(why.code(), self.language));
        let facts = self.facts(booking);
        let spoken = [booking.what.as_str(), &detail, &label].into_iter();
        let facts_spoken: Vec<String> = facts
            .iter()
            .map(|fact| format!("{} {}", fact.label, fact.value))
            .collect();
        let facts_spoken = facts_spoken.iter().map(|fact| fact.trim());
        let why = trouble.iter().map(|trouble| trouble.title.as_str());
        BookingView {
            id: booking.id,
            place: booking.place.to_string(),
            title: booking.what.clone(),
            accessibility_label: sentence(spoken.chain(why).chain(facts_spoken)),
            detail,
            state,
            label,
            price: self.price(booking),
            pay: booking
                .to_pay(self.now)
                .map(|(debt, _)| PayOfferView::new(&debt, &booking.what, self.language)),
            facts,
            trouble,
            actions: self.actions(booking),
        }
    }

    /// What it costs for all who come: that the city says, once it has it.
    fn price(self, booking: &Booking) -> Option<String> {
        let is_said = booking.confirmed.is_some() && booking.price > Cents::ZERO;
        is_said.then(|| text::amount(self.language, booking.price))
    }

    fn standing(self, booking: &Booking) -> (BookingState, String, Option<core::Refusal>) {
        let (state, key, why) = self.state(booking);
        let given_back = booking.confirmed.as_ref().and_then(|confirmed| confirmed.given_back);
        let label = match (booking.state, booking.to_pay(self.now), given_back) {
            (_, Some((_, until)), _) => {
                let amount = text::amount(self.language, booking.price);
                let values = [("amount", amount.into()), ("when", self.moment(until).into())];
                text::with(self.language, keys::BOOKING_TO_PAY, &values)
            }
            (State::CalledOff, _, Some(given_back)) => {
                let amount = text::amount(self.language, given_back);
                text::with(self.language, keys::BOOKING_GIVEN_BACK, &[("amount", amount.into())])
            }
            _ => self.say(key),
        };
        (state, label, why)
    }

    fn state(self, booking: &Booking) -> (BookingState, Key, Option<core::Refusal>) {
        let is_over = booking.ends <= self.now;
        let costs = booking.price > Cents::ZERO;
        match booking.state {
            State::Waiting if costs => (BookingState::Waiting, keys::BOOKING_WAITING_PAID, None),
            State::Waiting => (BookingState::Waiting, keys::BOOKING_WAITING, None),
            State::ToPay { .. } => (BookingState::ToPay, keys::BOOKING_TO_PAY_LATE, None),
            State::Lapsed => (BookingState::Lapsed, keys::BOOKING_LAPSED, None),
            State::CallingOff => (BookingState::Cancelling, keys::BOOKING_CALLING_OFF, None),
            State::CalledOff => (BookingState::Cancelled, keys::BOOKING_CALLED_OFF, None),
            State::Refused { why } => (BookingState::Refused, keys::BOOKING_REFUSED, Some(why)),
            State::Booked { .. } if is_over => (BookingState::Booked, keys::BOOKING_OVER, None),
            State::Booked {
                not_called_off: Some(why),
            } => (BookingState::Booked, keys::BOOKING_KEPT, Some(why)),
            State::Booked { not_called_off: None } if costs => (BookingState::Booked, keys::BOOKING_PAID, None),
            State::Booked { not_called_off: None } => (BookingState::Booked, keys::BOOKING_BOOKED, None),
        }
    }

    /// What matters of a booking that is to come.
    fn facts(self, booking: &Booking) -> Vec<FactView> {
        let whole = |value| FactView {
            label: String::new(),
            value,
        };
        let mut facts = vec![whole(people_label(self.language, booking.people))];
        facts.extend(self.price(booking).map(|price| FactView {
            label: self.say(keys::BOOKING_PRICE),
            value: price,
        }));
        facts.extend(booking.to_pay(self.now).map(|_| whole(self.say(keys::BOOKING_LET_GO))));
        let confirmed = booking
            .confirmed
            .iter()
            .filter(|_| core::group(booking, self.now) == Group::Upcoming);
        for confirmed in confirmed {
            facts.push(FactView {
                label: self.say(keys::BOOKING_CODE),
                value: confirmed.code.clone(),
            });
            if core::can_be_called_off(booking, self.now) {
                let until = self.moment(confirmed.cancellable_until);
                facts.push(whole(text::with(
                    self.language,
                    keys::BOOKING_UNTIL,
                    &[("when", until.into())],
                )));
            }
        }
        facts
    }

    fn actions(self, booking: &Booking) -> Vec<BookingActionView> {
        match booking.state {
            State::Refused { .. } => vec![BookingActionView {
                kind: BookingActionKind::Dismiss,
                label: self.say(keys::ACTION_DISMISS),
                confirm: None,
            }],
            _ if core::can_be_called_off(booking, self.now) => vec![BookingActionView {
                kind: BookingActionKind::Cancel,
                label: self.say(keys::ACTION_CALL_OFF),
                confirm: Some(ConfirmView {
                    title: self.say(keys::CALL_OFF_TITLE),
                    body: self.what_calling_off_means(booking),
                    keep_label: self.say(keys::ACTION_KEEP_BOOKING),
                }),
            }],
            _ => Vec::new(),
        }
    }

    fn what_calling_off_means(self, booking: &Booking) -> String {
        match (booking.state, self.price(booking)) {
            (State::ToPay { .. }, _) => self.say(keys::CALL_OFF_UNPAID_BODY),
            (State::Booked { .. }, Some(price)) => {
                text::with(self.language, keys::CALL_OFF_PAID_BODY, &[("amount", price.into())])
            }
            _ => self.say(keys::CALL_OFF_BODY),
        }
    }

    fn moment(self, at: DateTime<Utc>) -> String {
        text::appointment(self.language, at, self.today)
    }

    fn say(self, key: Key) -> String {
        text::plain(self.language, key)
    }
}

#[cfg(test)]
#[path = "booking_tests.rs"]
mod tests;
