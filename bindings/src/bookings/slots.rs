//! What can be booked and when, in words.

use chrono::{DateTime, NaiveDate, Utc};
use madrid_core::bookings::{self as core, Bookable, BookableKind, Bookables, Slot, Slots};
use madrid_core::kernel::{Cents, Freshness, FreshnessState, Language};
use madrid_core::text::{self, Arg, keys};

use crate::view::{DOT, EmptyView, FreshnessView};

/// What can be booked.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct BookablesView {
    /// The words above it.
    pub title: String,
    /// By place; what costs nothing first.
    pub items: Vec<BookableView>,
    /// How far the list may be trusted.
    pub freshness: FreshnessView,
    /// What to show where there is nothing.
    pub empty: Option<EmptyView>,
}

/// Something that can be booked.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct BookableView {
    /// For `slots`.
    pub id: String,
    /// The `id` of its place.
    pub place: String,
    /// What it is called.
    pub name: String,
    /// The name of its place.
    pub place_name: String,
    /// What it costs, and how long it is had: "Gratis · 60 minutos".
    pub detail: String,
    /// What to know before one comes, in the City's words.
    pub rules: Option<String>,
    /// That it is paid after it is kept, or why it cannot be booked here; absent where there is nothing to know.
    pub note: Option<String>,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

/// The times of something on a day.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SlotsView {
    /// Of what.
    pub bookable: BookableView,
    /// The words above the times.
    pub title: String,
    /// The days to choose from.
    pub days: Vec<SlotDayView>,
    /// The times, the first of the day first.
    pub slots: Vec<SlotView>,
    /// For how many one may book, the fewest first.
    pub people: Vec<PeopleView>,
    /// When the city said so.
    pub freshness: FreshnessView,
    /// What to show where there is no time.
    pub empty: Option<EmptyView>,
}

/// A day to choose.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SlotDayView {
    /// For `slots`.
    pub day: String,
    /// "hoy", "mañana", "el 3 de diciembre".
    pub label: String,
    /// Whether its times are shown.
    pub is_chosen: bool,
}

/// For how many.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PeopleView {
    /// For `book`.
    pub count: u32,
    /// "Para 2 personas".
    pub label: String,
}

/// A time.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SlotView {
    /// For `book`.
    pub slot: String,
    /// "De 10:00 a 11:00".
    pub time_label: String,
    /// "Quedan 3 plazas", "Completo".
    pub left_label: String,
    /// What it costs: "Gratis", "4,50 € por persona".
    pub price_label: String,
    /// The words of the button that books it; absent where it cannot be booked.
    pub action_label: Option<String>,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

impl BookablesView {
    pub(super) fn new(found: Bookables, language: Language, now: DateTime<Utc>) -> Self {
        let say = |key| text::plain(language, key);
        Self {
            title: say(keys::BOOK_TITLE),
            empty: found.items.is_empty().then(|| EmptyView {
                title: say(keys::BOOK_EMPTY_TITLE),
                body: say(keys::BOOK_EMPTY_BODY),
            }),
            items: found
                .items
                .iter()
                .map(|item| BookableView::new(item, language))
                .collect(),
            freshness: FreshnessView::new(found.freshness, language, now),
        }
    }
}

impl BookableView {
    fn new(bookable: &Bookable, language: Language) -> Self {
        let price = price_label(bookable, bookable.price, language);
        let minutes = text::number(language, u64::from(bookable.minutes));
        let length = text::with(language, keys::BOOK_LENGTH, &[("n", minutes.into())]);
        let note = match (core::can_be_booked(bookable), bookable.is_free) {
            (false, _) => Some(keys::BOOK_PAPER),
            (true, false) => Some(keys::BOOK_PAID),
            (true, true) => None,
        };
        let note = note.map(|note| text::plain(language, note));
        let spoken = [&bookable.name, &bookable.place_name, &price, &length].map(String::as_str);
        Self {
            id: bookable.id.to_string(),
            place: bookable.place.to_string(),
            accessibility_label: sentence(spoken.into_iter().chain(note.as_deref())),
            name: bookable.name.clone(),
            place_name: bookable.place_name.clone(),
            detail: format!("{price}{DOT}{length}"),
            rules: bookable.rules.clone(),
            note,
        }
    }
}

impl SlotsView {
    pub(super) fn new(found: Slots, language: Language, now: DateTime<Utc>) -> Self {
        let say = |key| text::plain(language, key);
        let day = |day: &NaiveDate| SlotDayView {
            day: day.to_string(),
            label: day_label(*day, found.today, language),
            is_chosen: *day == found.day,
        };
        let asked = Freshness {
            state: FreshnessState::Fresh,
            as_of: Some(found.as_of),
        };
        Self {
            title: say(keys::SLOTS_TITLE),
            days: found.days.iter().map(day).collect(),
            slots: found
                .slots
                .iter()
                .map(|slot| SlotView::new(slot, &found.bookable, language))
                .collect(),
            freshness: FreshnessView::new(asked, language, now),
            people: people(language),
            empty: found.slots.is_empty().then(|| EmptyView {
                title: say(keys::SLOTS_EMPTY_TITLE),
                body: say(keys::SLOTS_EMPTY_BODY),
            }),
            bookable: BookableView::new(&found.bookable, language),
        }
    }
}

impl SlotView {
    fn new(slot: &Slot, bookable: &Bookable, language: Language) -> Self {
        let times = [
            ("from", text::clock_time(slot.starts).into()),
            ("to", text::clock_time(slot.ends).into()),
        ];
        let time_label = text::with(language, keys::SLOT_TIME, &times);
        let left = u64::from(slot.left);
        let left_key = match (slot.left, bookable.kind) {
            (0, _) => keys::SLOTS_FULL,
            (_, BookableKind::Court) => keys::SLOTS_LEFT_COURTS,
            _ => keys::SLOTS_LEFT,
        };
        let count = [("count", Arg::Count(left)), ("n", text::number(language, left).into())];
        let left_label = text::with(language, left_key, &count);
        let price_label = price_label(bookable, slot.price, language);
        let can_be_booked = slot.left > 0 && core::can_be_booked(bookable);
        Self {
            slot: slot.id.as_str().to_owned(),
            accessibility_label: sentence([time_label.as_str(), &left_label, &price_label].into_iter()),
            time_label,
            left_label,
            price_label,
            action_label: can_be_booked.then(|| text::plain(language, keys::ACTION_BOOK)),
        }
    }
}

/// What the city asks each time: for each person in a pool, for all of them on a court.
fn price_label(bookable: &Bookable, price: Cents, language: Language) -> String {
    let amount = text::amount(language, price);
    match bookable.kind {
        _ if bookable.is_free => text::plain(language, keys::BOOK_FREE),
        BookableKind::PoolTicket => text::with(language, keys::BOOK_PER_PERSON, &[("amount", amount.into())]),
        BookableKind::Court | BookableKind::Other => amount,
    }
}

fn people(language: Language) -> Vec<PeopleView> {
    let counts = 1..=core::MOST_PEOPLE;
    let views = counts.map(|count| PeopleView {
        count,
        label: people_label(language, count),
    });
    views.collect()
}

/// "Hoy", "Mañana", then the day of the week with the date.
fn day_label(day: NaiveDate, today: NaiveDate, language: Language) -> String {
    if (day - today).num_days() <= 1 {
        text::sentence(&text::day(language, day, today))
    } else {
        text::day_heading(language, day, today)
    }
}

/// "Para 2 personas".
pub(super) fn people_label(language: Language, people: u32) -> String {
    let people = u64::from(people);
    let values = [
        ("count", Arg::Count(people)),
        ("n", text::number(language, people).into()),
    ];
    text::with(language, keys::BOOKING_PEOPLE, &values)
}

/// Pieces said one after the other.
pub(super) fn sentence<'a>(pieces: impl Iterator<Item = &'a str>) -> String {
    pieces.filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(". ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use madrid_core::bookings::BookableId;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    fn bookable(kind: BookableKind, cents: i64) -> Bookable {
        Bookable {
            id: BookableId::from_city(75),
            place: 7,
            place_name: "CDM Aluche".into(),
            kind,
            name: "Pista polideportiva".into(),
            capacity: 2,
            price: Cents::new(cents),
            is_free: cents == 0,
            minutes: 60,
            rules: Some("Trae tu material.".into()),
        }
    }

    fn slots(bookable: Bookable, left: &[u32]) -> Slots {
        let day: NaiveDate = "2026-12-01".parse().unwrap();
        let slot = |left: &u32| Slot {
            id: "75-20261201T1000".parse().unwrap(),
            starts: at("2026-12-01T09:00:00Z"),
            ends: at("2026-12-01T10:00:00Z"),
            left: *left,
            price: bookable.price,
        };
        Slots {
            slots: left.iter().map(slot).collect(),
            day,
            days: vec!["2026-11-30".parse().unwrap(), day],
            today: "2026-11-30".parse().unwrap(),
            as_of: at("2026-11-30T10:00:00Z"),
            bookable,
        }
    }

    fn view(bookable: Bookable, left: &[u32], language: Language) -> SlotsView {
        SlotsView::new(slots(bookable, left), language, at("2026-11-30T10:00:00Z"))
    }

    #[test]
    fn a_time_says_when_how_much_is_left_and_whether_it_can_be_booked() {
        let court = view(bookable(BookableKind::Court, 0), &[2, 1, 0], Language::Es);
        let said: Vec<_> = court
            .slots
            .iter()
            .map(|slot| (slot.left_label.as_str(), slot.action_label.as_deref()))
            .collect();
        assert_eq!(
            said,
            [
                ("Quedan 2 pistas", Some("Reservar")),
                ("Queda 1 pista", Some("Reservar")),
                ("Completo", None)
            ]
        );
        assert_eq!(court.slots[0].time_label, "De 10:00 a 11:00");
        assert_eq!(court.slots[2].accessibility_label, "De 10:00 a 11:00. Completo. Gratis");
        let days: Vec<_> = court
            .days
            .iter()
            .map(|day| (day.label.as_str(), day.is_chosen))
            .collect();
        assert_eq!(days, [("Hoy", false), ("Mañana", true)]);
        let people: Vec<_> = court
            .people
            .iter()
            .map(|people| (people.count, people.label.as_str()))
            .collect();
        assert_eq!((people.len(), people[0]), (4, (1, "Para 1 persona")));
        assert_eq!(people[3], (4, "Para 4 personas"));
        let pool = view(bookable(BookableKind::PoolTicket, 0), &[1], Language::En);
        assert_eq!(pool.slots[0].left_label, "1 place left");
        assert!(
            view(bookable(BookableKind::Court, 0), &[], Language::Es)
                .empty
                .is_some()
        );
    }

    #[test]
    fn what_costs_money_says_how_much_and_when_it_is_paid() {
        let paid = view(bookable(BookableKind::Court, 700), &[2], Language::Es);
        assert_eq!(paid.slots[0].action_label.as_deref(), Some("Reservar"));
        assert_eq!(paid.slots[0].price_label, "7,00\u{a0}€");
        let pool = view(bookable(BookableKind::PoolTicket, 450), &[2], Language::Es);
        assert_eq!(pool.slots[0].price_label, "4,50\u{a0}€ por persona");
        assert!(pool.slots[0].accessibility_label.ends_with("por persona"));
        assert_eq!(paid.bookable.detail, "7,00\u{a0}€\u{a0}· 60 minutos");
        assert!(paid.bookable.note.unwrap().contains("después pagas"));
        let with_a_paper = Bookable {
            is_free: false,
            ..bookable(BookableKind::Court, 0)
        };
        let with_a_paper = view(with_a_paper, &[2], Language::Es);
        assert_eq!(with_a_paper.slots[0].action_label, None);
        assert!(with_a_paper.bookable.note.unwrap().contains("documento"));
        let free = view(bookable(BookableKind::Court, 0), &[2], Language::Es).bookable;
        assert_eq!((free.detail.as_str(), free.note), ("Gratis\u{a0}· 60 minutos", None));
        assert_eq!(
            free.accessibility_label,
            "Pista polideportiva. CDM Aluche. Gratis. 60 minutos"
        );
    }
}
