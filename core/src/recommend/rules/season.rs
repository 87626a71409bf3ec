//! What is good when: a table of months, days and hours. Assumptions of ours, not traces of people, and gentle.
//!
//! Each row says by how much a kind of thing is better or worse than usual, in tenths: by season of the year, and by part of the day
//! on working days and on days off. What is not in the table is as good as ever.

use chrono::{DateTime, Datelike, Timelike, Utc, Weekday};
use chrono_tz::Europe::Madrid;

use super::super::model::Tag;

/// Tenths: winter, spring, summer, autumn.
type Year = [i8; 4];
/// Tenths: morning, midday, afternoon, evening and night.
type Day = [i8; 4];

const NEVER_MIND: Day = [0; 4];

const TABLE: [(Tag, Year, Day, Day); 24] = [
    (Tag::SportsCentre, [0, 1, 1, 1], [0, -1, 2, 2], [2, 0, 1, -2]),
    (Tag::Library, [2, 1, -1, 2], [1, 0, 3, -1], [-1, -2, -2, -6]),
    (Tag::Park, [-2, 3, 1, 2], [1, 0, 2, 0], [4, 2, 4, 0]),
    (Tag::CulturalCentre, [1, 1, -2, 1], [0, 0, 2, 1], [0, 0, 0, -3]),
    (Tag::Museum, [2, 0, 0, 1], [0, -1, 1, -3], [4, 2, 2, -3]),
    (Tag::CitizenOffice, [0, 0, 0, 0], [1, -1, -4, -8], [-8, -8, -8, -8]),
    (Tag::OtherPlace, [-1, -1, -1, -1], [0, 0, -1, -3], [-2, -2, -2, -4]),
    (Tag::IndoorPool, [2, 0, -3, 1], NEVER_MIND, NEVER_MIND),
    (Tag::OutdoorPool, [-6, -3, 8, -5], NEVER_MIND, NEVER_MIND),
    (Tag::PlayArea, [-1, 2, 1, 1], [0, 0, 2, -3], [2, 1, 2, -3]),
    (Tag::DogArea, [0, 1, 0, 1], [1, -1, 1, 2], [1, 0, 1, 1]),
    (Tag::StudyRoom, [2, 2, 0, 0], [1, 1, 2, 1], [1, 0, 1, 0]),
    (Tag::SportsCourts, [-1, 2, 0, 1], [-1, -1, 2, 2], [2, 0, 1, -1]),
    (Tag::Exhibition, [1, 0, 0, 1], [0, 0, 1, -1], [2, 1, 2, -2]),
    (Tag::Music, [1, 1, 1, 1], [-2, -2, 0, 3], [-1, 0, 1, 3]),
    (Tag::Theatre, [2, 0, -1, 1], [-2, -2, 0, 3], [-1, 0, 1, 3]),
    (Tag::Dance, [1, 1, 0, 1], [-2, -2, 0, 2], [-1, 0, 1, 2]),
    (Tag::Cinema, [2, 0, 1, 1], [-2, -1, 1, 3], [-1, 0, 2, 3]),
    (Tag::Talk, [1, 1, -2, 1], [0, 0, 2, 1], [-1, -1, 0, -1]),
    (Tag::Workshop, [1, 1, -1, 1], [0, 0, 1, 0], [2, 0, 1, -2]),
    (Tag::StoryTelling, [1, 1, -1, 1], [-1, -1, 2, -3], [3, 1, 1, -3]),
    (Tag::Tour, [-1, 2, 0, 2], [0, 0, 0, -2], [4, 1, 1, -2]),
    (Tag::Fair, [1, 2, 0, 1], [-1, 0, 1, 0], [2, 2, 2, 0]),
    (Tag::Children, [1, 1, 0, 1], [-1, -1, 2, -3], [3, 2, 2, -3]),
];

/// How much better or worse than usual a tag is at this moment, in Madrid: about -1 to 1.
pub fn season(tag: Tag, now: DateTime<Utc>) -> f64 {
    let Some((_, year, working, off)) = TABLE.iter().find(|row| row.0 == tag) else {
        return 0.0;
    };
    let local = now.with_timezone(&Madrid);
    let quarter = (local.month() % 12 / 3) as usize;
    let hours = match local.hour() {
        6..=12 => 0,
        13..=15 => 1,
        16..=19 => 2,
        _ => 3,
    };
    let day = if matches!(local.weekday(), Weekday::Sat | Weekday::Sun) {
        off
    } else {
        working
    };
    let tenths = |row: &[i8; 4], at: usize| row.get(at).copied().map_or(0.0, f64::from);
    (tenths(year, quarter) + tenths(day, hours)) / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    #[test]
    fn outdoor_pools_are_for_summer_and_offices_for_working_mornings() {
        assert!(season(Tag::OutdoorPool, at("2026-07-15T10:00:00Z")) > 0.5);
        assert!(season(Tag::OutdoorPool, at("2026-12-15T10:00:00Z")) < -0.3);
        assert!(season(Tag::CitizenOffice, at("2026-11-24T09:00:00Z")) > 0.0);
        assert!(season(Tag::CitizenOffice, at("2026-11-28T09:00:00Z")) < -0.5);
        assert!(season(Tag::Payment, at("2026-11-28T09:00:00Z")) == 0.0);
    }

    #[test]
    fn the_hour_is_madrids() {
        // 22:30 on a Friday in UTC is half past midnight on a Saturday in Madrid's summer: a day off.
        let (friday, saturday) = (at("2026-07-17T21:30:00Z"), at("2026-07-17T22:30:00Z"));
        assert!(season(Tag::Theatre, friday) == season(Tag::Theatre, saturday));
        assert!(season(Tag::Library, friday) > season(Tag::Library, saturday));
    }

    #[test]
    fn no_row_is_there_twice_or_outweighs_everything() {
        for (at, row) in TABLE.iter().enumerate() {
            assert!(TABLE.iter().skip(at + 1).all(|other| other.0 != row.0), "{}", row.0);
            let most = |values: &[i8; 4]| values.iter().map(|v| v.abs()).max().unwrap();
            assert!(most(&row.1) + most(&row.2).max(most(&row.3)) <= 10, "{}", row.0);
        }
    }
}
