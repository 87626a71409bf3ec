//! What is on, seen from a moment in Madrid.

use super::*;
use crate::agenda::Weekdays;

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

/// "2026-11-30 19:00-21:00", "2026-11-30", "2026-11-01..2027-02-01".
fn schedule(text: &str) -> Schedule {
    let (days, hours) = text.split_once(' ').unwrap_or((text, ""));
    let (first, last) = days.split_once("..").unwrap_or((days, days));
    let (begins, ends) = hours.split_once('-').unwrap_or((hours, ""));
    let hour = |text: &str| text.parse().ok();
    Schedule::new(first.parse().unwrap(), last.parse().unwrap())
        .unwrap()
        .at(hour(begins), hour(ends))
        .unwrap()
}

fn event(id: i64, kind: EventKind, when: &str) -> Candidate<'static> {
    Candidate {
        id: EventId::from_city(id),
        kind,
        audiences: AudienceSet::default(),
        free: false,
        district: None,
        location: None,
        schedule: schedule(when),
    }
}

fn any(when: When) -> Wish {
    Wish {
        when,
        audience: None,
        free: false,
        kind: None,
        district: None,
        near: None,
    }
}

fn choose(events: &[Candidate<'_>], wish: Wish, now: &str) -> Vec<i64> {
    let mut chooser = Chooser::new(wish, at(now));
    for event in events {
        chooser.consider(event);
    }
    chooser.into_sorted(100).iter().map(|chosen| chosen.id.get()).collect()
}

/// Half past six in the afternoon of a Monday.
const NOW: &str = "2026-11-30T17:30:00Z";

#[test]
fn of_a_day_first_what_is_only_then_the_soonest_first_then_what_lasts() {
    use EventKind::{Exhibition, Music, Talk};
    let events = [
        event(1, Exhibition, "2026-11-01..2027-02-01"),
        event(2, Music, "2026-11-30 21:00"),
        event(3, Talk, "2026-11-30 19:00"),
        event(4, Talk, "2026-11-30"),
        event(5, Exhibition, "2026-11-01..2026-12-02"),
        event(6, Music, "2026-12-01 10:00"),
        event(7, Talk, "2026-11-30 18:00"),
        event(8, Talk, "2026-11-30 17:00"),
        event(9, Music, "2026-11-29 20:00"),
    ];
    assert_eq!(
        choose(&events, any(When::Today), NOW),
        [7, 3, 2, 4, 5, 1],
        "8 began too long ago, 9 was yesterday"
    );
    assert_eq!(choose(&events, any(When::Coming), NOW), [7, 3, 2, 4, 5, 1, 6]);
    assert_eq!(choose(&events, any(When::Tomorrow), NOW), [6, 5, 1]);
    assert_eq!(choose(&events, any(When::Weekend), NOW), [1]);
    assert_eq!(
        choose(&events, any(When::Day("2026-11-29".parse().unwrap())), NOW),
        [0_i64; 0]
    );
}

#[test]
fn now_is_under_way_or_about_to_begin() {
    use EventKind::{Exhibition, Music, Theatre};
    let events = [
        event(1, Music, "2026-11-30 18:00-19:00"),
        event(2, Music, "2026-11-30 17:00-18:30"), // over this very moment
        event(3, Theatre, "2026-11-30 20:30"),
        event(4, Theatre, "2026-11-30 20:31"),
        event(5, Exhibition, "2026-11-01..2027-02-01 09:00"),
        event(6, Exhibition, "2026-11-01..2027-02-01"),
        event(7, Music, "2026-11-29 23:00-03:00"),
    ];
    assert_eq!(choose(&events, any(When::Now), NOW), [1, 3, 5, 6]);
    // At night halls are closed, and a concert of last night goes on.
    assert_eq!(choose(&events, any(When::Now), "2026-11-30T00:30:00Z"), [7]);
    assert_eq!(
        choose(&events, any(When::Today), "2026-11-30T00:30:00Z"),
        [7, 2, 1, 3, 4, 5, 6]
    );
    let midnight = [event(8, Music, "2026-12-01 00:30"), event(9, Exhibition, "2026-12-01")];
    assert_eq!(choose(&midnight, any(When::Now), "2026-11-30T22:45:00Z"), [8]);
}

#[test]
fn a_series_is_listed_once_at_its_next_time() {
    let mut club = event(1, EventKind::Reading, "2026-11-02..2026-12-22 18:00");
    let days = Weekdays::new([chrono::Weekday::Mon, chrono::Weekday::Tue]);
    club.schedule = club
        .schedule
        .on(days, 1)
        .unwrap()
        .except(vec!["2026-12-01".parse().unwrap()]);
    let next = |when, now: &str| {
        let mut chooser = Chooser::new(any(when), at(now));
        chooser.consider(&club);
        let chosen = chooser.into_sorted(9);
        chosen
            .first()
            .map(|chosen| (chosen.occurrence.day.to_string(), chosen.standing, chosen.is_lasting))
    };
    let ahead = |day: &str| Some((day.to_owned(), Standing::Ahead, false));
    assert_eq!(
        next(When::Coming, NOW),
        Some(("2026-11-30".to_owned(), Standing::UnderWay, false))
    );
    assert_eq!(next(When::Coming, "2026-11-30T18:00:00Z"), ahead("2026-12-07"));
    assert_eq!(next(When::Tomorrow, NOW), None);
    assert_eq!(next(When::Coming, "2026-12-22T18:00:00Z"), None, "no day is left");
}

#[test]
fn the_day_is_madrids_where_clocks_change() {
    let morning = event(1, EventKind::Sport, "2026-10-25 00:30");
    let evening = event(2, EventKind::Sport, "2026-10-25 23:30");
    let both = [morning, evening];
    // 23:00 UTC of the 24th is 1:00 of the 25th: the first has begun. The day has 25 hours.
    assert_eq!(choose(&both, any(When::Today), "2026-10-24T23:00:00Z"), [1, 2]);
    assert_eq!(choose(&both, any(When::Today), "2026-10-25T22:40:00Z"), [2]);
    assert_eq!(choose(&both, any(When::Tomorrow), "2026-10-24T21:59:59Z"), [1, 2]);
    assert_eq!(choose(&both, any(When::Tomorrow), "2026-10-24T22:00:00Z"), [0_i64; 0]);
}

#[test]
fn each_filter_leaves_out_what_it_must() {
    let today = "2026-11-30 20:00";
    let mut free = event(1, EventKind::Music, today);
    free.free = true;
    let mut for_children = event(2, EventKind::StoryTelling, today);
    for_children.audiences = AudienceSet::default().with(Audience::Children);
    let mut in_retiro = event(3, EventKind::Talk, today);
    in_retiro.district = Some("03");
    let events = [free, for_children, in_retiro];
    let with = |change: fn(&mut Wish)| {
        let mut wish = any(When::Today);
        change(&mut wish);
        choose(&events, wish, NOW)
    };
    assert_eq!(with(|wish| wish.free = true), [1]);
    assert_eq!(with(|wish| wish.audience = Some(Audience::Children)), [2]);
    assert_eq!(with(|wish| wish.audience = Some(Audience::Women)), [0_i64; 0]);
    assert_eq!(with(|wish| wish.district = Some("03".to_owned())), [3]);
    assert_eq!(with(|wish| wish.kind = Some(EventKind::Talk)), [3]);
    assert_eq!(with(|_| ()), [1, 2, 3]);
}

#[test]
fn the_nearest_of_what_begins_together_comes_first_and_near_means_near() {
    let sol = GeoPoint::new(40.416_9, -3.703_5).unwrap();
    let placed = |id, lat, when| Candidate {
        location: Some(GeoPoint::new(lat, -3.703_5).unwrap()),
        ..event(id, EventKind::Music, when)
    };
    let events = [
        placed(1, 40.43, "2026-11-30 20:00"),
        placed(2, 40.42, "2026-11-30 20:00"),
        event(3, EventKind::Music, "2026-11-30 20:00"),
        placed(4, 40.48, "2026-11-30 19:00"),
    ];
    let near = |only| Wish {
        near: Some(Near { here: sol, only }),
        ..any(When::Today)
    };
    assert_eq!(choose(&events, near(false), NOW), [4, 2, 1, 3]);
    assert_eq!(
        choose(&events, near(true), NOW),
        [2, 1],
        "4 is seven kilometres away, 3 is nowhere"
    );
}

#[test]
fn no_more_than_asked() {
    let events: Vec<_> = (1..=9)
        .map(|id| event(id, EventKind::Music, "2026-11-30 20:00"))
        .collect();
    let mut chooser = Chooser::new(any(When::Today), at(NOW));
    events.iter().for_each(|event| chooser.consider(event));
    assert_eq!(chooser.into_sorted(3).len(), 3);
}
