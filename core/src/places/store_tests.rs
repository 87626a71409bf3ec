//! The SQL against a real file: what goes in comes out and is found, replays change nothing.

use super::super::model::Need;
use super::super::rules::Wanted;
use super::super::search::question;
use super::*;
use crate::store::Database;

fn row(id: i64, version: i64, name: &str) -> PlaceRow {
    let json = serde_json::json!({
        "id": id, "version": version, "kind": "library", "name": name, "lat": 40.41, "lon": -3.68,
        "features": ["wifi", "study_room"], "source": "Ayuntamiento de Madrid", "source_date": "2025-10-01",
        "summary": "Sala infantil", "street": "Paseo de Fernán Núñez, 24", "postal_code": "28009",
        "district_code": "03", "district": "Retiro", "neighbourhood_code": "036", "neighbourhood": "Jerónimos",
        "phone": "+34 915 889 200", "email": "a@madrid.es", "url": "https://www.madrid.es/x",
        "hours": "De 9 a 21", "transport": "Metro: Ibiza", "equipment": "Piscina no hay",
    });
    serde_json::from_value(json).unwrap()
}

struct Bench {
    database: Database,
    _folder: tempfile::TempDir,
}

impl Bench {
    fn with(rows: &[PlaceRow]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (database, _) = Database::open(&folder.path().join("test.db")).unwrap();
        let bench = Self {
            database,
            _folder: folder,
        };
        bench.upsert(rows);
        bench
    }

    fn upsert(&self, rows: &[PlaceRow]) {
        self.database.write(|tx| upsert(tx, rows)).unwrap();
    }

    fn search(&self, text: &str) -> Vec<i64> {
        let index = self.database.read(index).unwrap();
        let found = index.find(&question(text).unwrap(), Wanted::default(), None, 10);
        found.into_iter().map(PlaceId::get).collect()
    }

    fn name(&self, id: i64) -> Option<String> {
        let found = self
            .database
            .read(|connection| detail(connection, PlaceId::from_city(id)))
            .unwrap();
        found.map(|place| place.summary.name)
    }
}

#[test]
fn what_goes_in_comes_out() {
    let bench = Bench::with(&[row(7, 1, "Eugenio Trías")]);
    let found = bench
        .database
        .read(|connection| detail(connection, PlaceId::from_city(7)))
        .unwrap()
        .unwrap();
    assert_eq!(found, row(7, 1, "Eugenio Trías").place);
    assert!(found.summary.needs.iter().eq([Need::StudyRoom, Need::Wifi]));
    let listed = bench
        .database
        .read(|connection| summaries(connection, [7, 99].map(PlaceId::from_city)))
        .unwrap();
    assert_eq!(listed, [found.summary]);
    assert_eq!(bench.name(99), None);
}

#[test]
fn the_newer_version_stays_and_is_found() {
    let bench = Bench::with(&[row(7, 5, "Casa de Fieras")]);
    bench.upsert(&[row(7, 4, "Antigua")]);
    assert_eq!(bench.name(7).as_deref(), Some("Casa de Fieras"));
    assert_eq!(bench.search("antigua"), [0_i64; 0]);
    bench.upsert(&[row(7, 6, "Eugenio Trías")]);
    assert_eq!(bench.search("fieras"), [0_i64; 0]);
    assert_eq!(bench.search("trias"), [7]);
}

#[test]
fn a_tombstone_removes_the_row_unless_it_is_older() {
    let bench = Bench::with(&[row(7, 5, "Uno"), row(8, 6, "Dos")]);
    bench
        .database
        .write(|tx| remove(tx, &[Delete { id: 7, version: 9 }, Delete { id: 8, version: 6 }]))
        .unwrap();
    assert_eq!((bench.name(7), bench.search("uno")), (None, vec![]));
    assert_eq!((bench.name(8).as_deref(), bench.search("dos")), (Some("Dos"), vec![8]));
    bench.database.write(clear).unwrap();
    assert_eq!((bench.name(8), bench.search("dos")), (None, vec![]));
}

#[test]
fn every_text_that_a_person_may_remember_is_searched() {
    let bench = Bench::with(&[row(1, 1, "Eugenio Trías")]);
    for text in [
        "trias",
        "fernan nuñez 24",
        "retiro",
        "jeronimos",
        "28009",
        "infantil",
        "piscina no hay",
        "estudiar wi-fi",
    ] {
        assert_eq!(bench.search(text), [1], "{text}");
    }
    // Neither hours, transport nor how to write to it: too many places share those words.
    for text in ["ibiza", "madrid.es", "21"] {
        assert_eq!(bench.search(text), [0_i64; 0], "{text}");
    }
}

#[test]
fn near_reads_the_narrow_index_only() {
    let bench = Bench::with(&[row(1, 1, "Uno")]);
    let plan: String = bench
        .database
        .read(|connection| {
            let sql = "EXPLAIN QUERY PLAN SELECT id, kind, needs, lat, lon FROM place";
            Ok(connection.query_row(sql, [], |row| row.get("detail"))?)
        })
        .unwrap();
    assert!(plan.contains("COVERING INDEX place_near"), "{plan}");
    let spots = bench.database.read(spots).unwrap();
    let needs = NeedSet::default().with(Need::StudyRoom).with(Need::Wifi);
    assert_eq!(
        spots,
        [Spot {
            id: PlaceId::from_city(1),
            marks: Marks::of(PlaceKind::Library, needs),
            location: GeoPoint::new(40.41, -3.68).unwrap(),
        }]
    );
}
