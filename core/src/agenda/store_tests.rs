//! The SQL against a real file: what goes in comes out, replays change nothing, choosing reads the narrow index.

use super::*;
use crate::store::Database;

fn row(id: i64, version: i64, title: &str) -> EventRow {
    let json = serde_json::json!({
        "id": id, "version": version, "title": title, "kind": "workshop", "audiences": ["children", "families"], "free": false,
        "price": "3 euros", "summary": "Con barro", "first_day": "2026-11-30", "last_day": "2026-12-28", "time": "18:30",
        "ends": "20:00", "days": ["MO", "WE"], "interval": 2, "excluded": ["2026-12-16", "2026-12-14"],
        "venue": "Centro Cultural Lavapiés", "place_id": 42, "lat": 40.41, "lon": -3.7, "street": "Calle Olivar, 46",
        "postal_code": "28012", "district_code": "01", "district": "Centro", "neighbourhood_code": "012",
        "neighbourhood": "Embajadores", "url": "https://www.madrid.es/x", "source": "Ayuntamiento de Madrid",
        "source_date": "2026-11-29",
    });
    serde_json::from_value(json).unwrap()
}

fn bare(id: i64) -> EventRow {
    let json = serde_json::json!({
        "id": id, "version": 1, "title": "Paseo", "kind": "tour", "free": true, "first_day": "2026-12-01",
        "last_day": "2026-12-01", "source": "s",
    });
    serde_json::from_value(json).unwrap()
}

struct Bench {
    database: Database,
    _folder: tempfile::TempDir,
}

impl Bench {
    fn with(rows: &[EventRow]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (database, _) = Database::open(&folder.path().join("test.db")).unwrap();
        database.write(|tx| upsert(tx, rows)).unwrap();
        Self {
            database,
            _folder: folder,
        }
    }

    fn title(&self, id: i64) -> Option<String> {
        let found = self.database.read(|c| summary(c, EventId::from_city(id))).unwrap();
        found.map(|summary| summary.title)
    }

    fn candidates(&self, from: &str, to: &str) -> Vec<i64> {
        let mut found = Vec::new();
        let days = (from.parse().unwrap(), to.parse().unwrap());
        self.database
            .read(|c| each_candidate(c, days, &mut |event| found.push(event.id.get())))
            .unwrap();
        found.sort_unstable();
        found
    }
}

#[test]
fn what_goes_in_comes_out() {
    for sent in [row(7, 1, "Cerámica"), bare(7)] {
        let bench = Bench::with(std::slice::from_ref(&sent));
        let held = bench.database.read(|c| detail(c, EventId::from_city(7))).unwrap();
        assert_eq!(held.as_ref(), Some(&sent.event));
        let listed = bench.database.read(|c| summary(c, EventId::from_city(7))).unwrap();
        assert_eq!(listed, held.map(|event| event.summary));
        let mut seen = Vec::new();
        let all = (NaiveDate::MIN, NaiveDate::MAX);
        bench
            .database
            .read(|c| {
                each_candidate(c, all, &mut |event| {
                    seen.push((
                        event.schedule.clone(),
                        event.location,
                        event.district.map(str::to_owned),
                    ));
                })
            })
            .unwrap();
        let summary = &sent.event.summary;
        assert_eq!(seen, [(summary.schedule.clone(), summary.location, sent.district_code)]);
    }
    assert_eq!(Bench::with(&[]).title(7), None);
}

#[test]
fn the_newer_version_stays() {
    let bench = Bench::with(&[row(7, 5, "Cinco")]);
    bench.database.write(|tx| upsert(tx, &[row(7, 4, "Cuatro")])).unwrap();
    assert_eq!(bench.title(7).as_deref(), Some("Cinco"));
    bench.database.write(|tx| upsert(tx, &[row(7, 6, "Seis")])).unwrap();
    assert_eq!(bench.title(7).as_deref(), Some("Seis"));
}

#[test]
fn a_tombstone_removes_a_row_unless_it_is_older_and_the_sum_follows() {
    let bench = Bench::with(&[row(7, 5, "Uno"), row(8, 6, "Dos")]);
    let deletes = [Delete { id: 7, version: 9 }, Delete { id: 8, version: 6 }];
    bench.database.write(|tx| remove(tx, &deletes)).unwrap();
    assert_eq!((bench.title(7), bench.title(8).as_deref()), (None, Some("Dos")));
    let mut left = VersionSum::default();
    left.add(8, 6);
    let held = bench.database.read(sum).unwrap();
    assert_eq!(format!("{held:?}"), format!("{left:?}"));
    bench.database.write(clear).unwrap();
    assert_eq!(bench.title(8), None);
}

#[test]
fn only_what_may_have_a_day_is_looked_at() {
    let bench = Bench::with(&[row(1, 1, "Uno"), bare(2)]);
    assert_eq!(bench.candidates("2026-11-01", "2026-11-29"), [0_i64; 0]);
    assert_eq!(bench.candidates("2026-11-30", "2026-11-30"), [1]);
    assert_eq!(bench.candidates("2026-12-01", "2026-12-01"), [1, 2]);
    assert_eq!(bench.candidates("2026-12-02", "2027-01-01"), [1]);
}

#[test]
fn choosing_reads_the_narrow_index_only() {
    let bench = Bench::with(&[]);
    let plan: String = bench
        .database
        .read(|c| {
            let plan = format!("EXPLAIN QUERY PLAN {CANDIDATES}");
            Ok(c.query_row(&plan, [0, 1], |row| row.get("detail"))?)
        })
        .unwrap();
    assert!(plan.contains("COVERING INDEX event_when"), "{plan}");
}
