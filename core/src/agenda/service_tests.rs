//! What a person asks, answered from the disk, by the city's clock, with how fresh the answer is.

use rusqlite::params;

use super::*;
use crate::agenda::{EventNow, EventRow};
use crate::kernel::FreshnessState;
use crate::ports::FakeClock;
use crate::sync::Collection;

fn row(id: i64, title: &str, day: &str, more: serde_json::Value) -> EventRow {
    let mut json = serde_json::json!({
        "id": id, "version": id, "title": title, "kind": "music", "free": id % 2 == 0, "first_day": day, "last_day": day,
        "time": "20:00", "source": "s",
    });
    json.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    serde_json::from_value(json).unwrap()
}

fn plain(id: i64, title: &str, day: &str) -> EventRow {
    row(id, title, day, serde_json::json!({}))
}

struct Bench {
    agenda: Agenda,
    _folder: tempfile::TempDir,
}

fn noon() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-30T11:00:00Z").unwrap().to_utc()
}

/// A phone whose clock differs from the city's by so many minutes.
fn bench(rows: &[EventRow], confirmed: Option<&str>, city_is_ahead: i64) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let (database, _) = Database::open(&folder.path().join("test.db")).unwrap();
    database
        .write(|tx| {
            EventsCollection::apply(tx, rows, &[])?;
            if let Some(confirmed) = confirmed {
                let as_of = DateTime::parse_from_rfc3339(confirmed).unwrap().timestamp_millis();
                tx.execute(
                    "INSERT INTO sync_cursor (collection, as_of_ms, clock_offset_ms) VALUES ('events', ?1, ?2)",
                    params![as_of, city_is_ahead * 60_000],
                )?;
            }
            Ok(())
        })
        .unwrap();
    let clock = Arc::new(FakeClock::at(noon()));
    Bench {
        agenda: Agenda::new(Arc::new(database), clock, UnnotedFailure::default()),
        _folder: folder,
    }
}

impl Bench {
    async fn ids(&self, query: AgendaQuery) -> Vec<i64> {
        let found = self.agenda.list(query).await.unwrap();
        found.items.iter().map(|listed| listed.event.id.get()).collect()
    }
}

fn on(when: When) -> AgendaQuery {
    AgendaQuery::new(when, 100).unwrap()
}

#[tokio::test]
async fn a_list_says_its_day_and_how_fresh_it_is() {
    for (confirmed, state) in [
        (Some("2026-11-30T10:00:00Z"), FreshnessState::Fresh),
        (Some("2026-11-28T10:00:00Z"), FreshnessState::Stale),
        (None, FreshnessState::Failed),
    ] {
        let found = bench(&[], confirmed, 0).agenda.list(on(When::Today)).await.unwrap();
        assert_eq!((found.items.len(), found.freshness.state), (0, state));
        assert_eq!(found.today.to_string(), "2026-11-30");
    }
}

#[tokio::test]
async fn today_is_the_citys_day_and_not_the_phones() {
    let rows = [plain(1, "Hoy", "2026-11-30"), plain(2, "Mañana", "2026-12-01")];
    let confirmed = Some("2026-11-30T10:00:00Z");
    assert_eq!(bench(&rows, confirmed, 0).ids(on(When::Today)).await, [1]);
    assert_eq!(bench(&rows, confirmed, 24 * 60).ids(on(When::Today)).await, [2]);
}

/// A concert, a children's concert in a district, and a play at the Puerta del Sol.
fn three() -> Bench {
    let for_children = serde_json::json!({"audiences": ["children"], "district_code": "03"});
    let at_sol = serde_json::json!({"kind": "theatre", "lat": 40.4169, "lon": -3.7035});
    let rows = [
        plain(1, "Concierto de piano", "2026-11-30"),
        row(2, "Piano para niños", "2026-11-30", for_children),
        row(3, "Teatro", "2026-12-01", at_sol),
    ];
    bench(&rows, None, 0)
}

#[tokio::test]
async fn words_find_what_holds_all_of_them() {
    let bench = three();
    let found = |text: &'static str| bench.ids(on(When::Coming).with_words(text));
    assert_eq!(found("PIANO").await, [1, 2]);
    assert_eq!(found("paino").await, [1, 2], "slips are forgiven");
    assert_eq!(found("pian nino").await, [2], "an n may have meant an ñ");
    assert_eq!(found("conciertos").await, [1, 2], "the kind is a word too");
    assert_eq!(found("zarzuela").await, [0_i64; 0]);
    assert_eq!(found("  ").await, [1, 2, 3], "nothing to look for is no filter");
}

#[tokio::test]
async fn a_search_is_among_what_was_wished_and_says_that_it_is_one() {
    let bench = three();
    let pianos = |when| on(when).with_words("piano");
    let found = bench.agenda.list(pianos(When::Today)).await.unwrap();
    assert!(found.is_search);
    assert!(!bench.agenda.list(on(When::Today)).await.unwrap().is_search);
    assert_eq!(bench.ids(pianos(When::Tomorrow)).await, [0_i64; 0]);
    assert_eq!(bench.ids(pianos(When::Today).only(None, None, true)).await, [2]);
    let one = AgendaQuery::new(When::Today, 1).unwrap();
    assert_eq!(bench.ids(one.with_words("piano")).await, [1]);
    bench.agenda.forget();
    assert_eq!(
        bench.ids(pianos(When::Today)).await,
        [1, 2],
        "asked again after forgetting"
    );
}

#[tokio::test]
async fn each_filter_of_a_query_counts() {
    let bench = three();
    let all = || on(When::Coming);
    assert_eq!(bench.ids(all()).await, [1, 2, 3]);
    assert_eq!(bench.ids(all().only(Some(Audience::Children), None, false)).await, [2]);
    assert_eq!(bench.ids(all().only(None, Some(EventKind::Theatre), false)).await, [3]);
    assert_eq!(bench.ids(all().only(None, None, true)).await, [2]);
    assert_eq!(bench.ids(all().in_district(Some("03".into()))).await, [2]);
    assert_eq!(bench.ids(all().from(40.4169, -3.7035, true).unwrap()).await, [3]);
    let none = AgendaQuery::new(When::Coming, 0).unwrap();
    assert_eq!(bench.ids(none).await, [1], "at least one is asked for");
}

#[tokio::test]
async fn an_event_tells_its_next_times_and_an_old_one_none() {
    let weekly = serde_json::json!({"last_day": "2026-12-31", "days": ["MO"], "excluded": ["2026-12-07"]});
    let bench = bench(
        &[row(1, "Club", "2026-11-02", weekly), plain(2, "Ayer", "2026-11-29")],
        None,
        0,
    );
    let shown = bench.agenda.show(EventId::from_city(1)).await.unwrap();
    let days: Vec<String> = shown.next.iter().map(|time| time.day.to_string()).collect();
    assert_eq!(days, ["2026-11-30", "2026-12-14", "2026-12-21", "2026-12-28"]);
    assert_eq!(bench.agenda.show(EventId::from_city(2)).await.unwrap().next, []);
}

#[tokio::test]
async fn a_calendar_file_has_a_name_and_begins_with_the_next_time() {
    let weekly = serde_json::json!({"last_day": "2026-12-31", "days": ["TU"]});
    let bench = bench(&[row(1, "Club", "2026-11-03", weekly)], None, 0);
    let file = bench.agenda.calendar_file(EventId::from_city(1)).await.unwrap();
    assert_eq!(file.name, "madrid-1.ics");
    assert!(
        file.text.contains("DTSTART;TZID=Europe/Madrid:20261201T200000\r\n"),
        "{}",
        file.text
    );
}

#[tokio::test]
async fn bad_input_is_refused_with_a_code() {
    let day = |text: &str| text.parse().unwrap();
    let backwards = When::Days(day("2026-12-02"), day("2026-12-01"));
    assert_eq!(AgendaQuery::new(backwards, 1).unwrap_err().code(), "input.days");
    assert_eq!(
        on(When::Now).from(95.0, 0.0, false).unwrap_err().code(),
        "input.location"
    );
    let bench = bench(&[], None, 0);
    let id = EventId::from_city(1);
    assert_eq!(bench.agenda.show(id).await.unwrap_err().code(), "event.unknown");
    assert_eq!(
        bench.agenda.calendar_file(id).await.unwrap_err().code(),
        "event.unknown"
    );
}

#[tokio::test]
async fn an_outline_says_where_and_when_next_and_leaves_out_what_is_over_or_far_off() {
    let rows = [
        row(
            1,
            "Concierto",
            "2026-11-30",
            serde_json::json!({ "place_id": 77, "lat": 40.4, "lon": -3.7 }),
        ),
        row(
            2,
            "Matinal",
            "2026-11-30",
            serde_json::json!({ "time": "10:00", "ends": "11:00" }),
        ),
        row(
            3,
            "Muestra",
            "2026-11-01",
            serde_json::json!({ "last_day": "2026-12-20", "kind": "exhibition" }),
        ),
        plain(4, "Lejos", "2027-03-01"),
    ];
    let bench = bench(&rows, Some("2026-11-30T10:00:00Z"), 0);
    let found = bench.agenda.outlines(30).await.unwrap();
    assert_eq!(found.freshness.state, FreshnessState::Fresh);
    let ids: Vec<i64> = found.events.iter().map(|event| event.id.get()).collect();
    assert_eq!(ids, [1, 3]);
    let (concert, show) = (&found.events[0], &found.events[1]);
    assert_eq!(
        (concert.place, concert.free, concert.is_lasting),
        (Some(77), false, false)
    );
    assert!(concert.location.is_some() && show.is_lasting);
    assert_eq!(show.last_day.to_string(), "2026-12-20");
    // One by its number, also where it is over or far off; one that the phone does not hold is none.
    let one = |id| bench.agenda.outline(EventId::from_city(id));
    assert!(one(2).await.unwrap().unwrap().next.is_none());
    assert_eq!(one(4).await.unwrap().unwrap().next.unwrap().1, Standing::Ahead);
    assert_eq!(one(1).await.unwrap().as_ref(), Some(concert));
    assert!(one(9).await.unwrap().is_none());
    let asked = [3, 9, 2].map(EventId::from_city).to_vec();
    let now = bench.agenda.standing(asked).await.unwrap();
    assert!(
        matches!(&now[..], [EventNow::Ahead(show), EventNow::Over(over)] if show.event.schedule.is_lasting() && over.title == "Matinal")
    );
}
