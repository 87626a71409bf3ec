//! Invented events at invented places, as many as wanted: for agendas longer than the City's own.

use chrono::{Days, NaiveDate};

use crate::catalogue::{Audience, Event, EventKind, Facility, SOURCE};
use crate::random::Dice;
use crate::synthetic::FIRST_ID;

/// Keeps the dice of the events apart from all other uses of the seed.
const PURPOSE: u64 = 0xE7E7;

/// They begin within so many days of today.
const SPREAD: usize = 60;

const KINDS: [(EventKind, &str); 8] = [
    (EventKind::Exhibition, "Exposición"),
    (EventKind::Music, "Concierto"),
    (EventKind::Theatre, "Teatro"),
    (EventKind::Workshop, "Taller"),
    (EventKind::Talk, "Charla"),
    (EventKind::Cinema, "Cine"),
    (EventKind::StoryTelling, "Cuentacuentos"),
    (EventKind::Sport, "Torneo"),
];

/// The invented event with this number (from 1), at this place. The same seed, number, place and day always give the same event.
#[must_use]
pub fn event(seed: u64, number: i64, place: &Facility, today: NaiveDate) -> Event {
    let mut dice = Dice::for_purpose(seed ^ PURPOSE, number.unsigned_abs());
    let (kind, word) = *dice.pick(&KINDS).unwrap_or(&KINDS[0]);
    let first_day = later(today, dice.below(SPREAD));
    // An exhibition is there for weeks, anything else once.
    let last_day = if kind == EventKind::Exhibition {
        later(first_day, 20)
    } else {
        first_day
    };
    let free = dice.below(3) > 0;
    Event {
        id: FIRST_ID + number,
        title: format!("{word} {number}"),
        kind,
        audiences: (dice.below(4) == 0).then_some(Audience::Children).into_iter().collect(),
        free,
        price: (!free).then(|| format!("{} euros", 2 + dice.below(20))),
        summary: Some(format!(
            "{word} en {}. Inventado para la ciudad de pruebas.",
            place.name
        )),
        first_day,
        last_day,
        time: Some(format!("{:02}:{:02}", 9 + dice.below(12), 15 * dice.below(4))),
        ends: None,
        days: [].into(),
        interval: None,
        excluded: [].into(),
        venue: Some(place.name.clone()),
        place_id: Some(place.id),
        lat: Some(place.lat),
        lon: Some(place.lon),
        street: place.street.clone(),
        postal_code: place.postal_code.clone(),
        district_code: place.district_code.clone(),
        district: place.district.clone(),
        neighbourhood_code: None,
        neighbourhood: None,
        url: None,
        source: SOURCE.to_owned(),
        source_date: Some(today),
    }
}

fn later(day: NaiveDate, days: usize) -> NaiveDate {
    day.checked_add_days(Days::new(days as u64)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::place;

    #[test]
    fn the_same_seed_and_number_give_the_same_event_at_its_place() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap_or_default();
        let there = place(1, FIRST_ID + 1);
        let events: Vec<Event> = (1..200).map(|number| event(7, number, &there, today)).collect();
        assert_eq!(events[3], event(7, 4, &there, today));
        assert!(
            events
                .iter()
                .all(|event| event.first_day <= event.last_day && event.first_day >= today)
        );
        assert!(events.iter().all(|event| event.free != event.price.is_some()));
        assert!(events.iter().any(|event| event.last_day > event.first_day));
        assert!(events.iter().all(|event| event.place_id == Some(there.id)));
    }
}
