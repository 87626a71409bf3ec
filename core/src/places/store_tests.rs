//! The SQL against a real file: what goes in comes out, the index follows the rows, replays change nothing.

use super::super::model::Need;
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
        let question = super::super::search::question(text).unwrap().exact;
        let found = self
            .database
            .read(|connection| search(connection, &question, None, NeedSet::default(), 10))
            .unwrap();
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
fn the_newer_version_stays_and_the_index_follows() {
    let bench = Bench::with(&[row(7, 5, "Casa de Fieras")]);
    bench.upsert(&[row(7, 4, "Antigua")]);
    assert_eq!(bench.name(7).as_deref(), Some("Casa de Fieras"));
    assert_eq!(bench.search("antigua"), [0_i64; 0]);
    bench.upsert(&[row(7, 6, "Eugenio Trías")]);
    assert_eq!(bench.search("fieras"), [0_i64; 0]);
    assert_eq!(bench.search("trias"), [7]);
}

#[test]
fn the_index_holds_one_document_a_place_in_whatever_order_they_come() {
    let bench = Bench::with(&[
        row(9, 1, "Nueve"),
        row(3, 2, "Tres"),
        row(9, 3, "Noveno"),
        row(12, 4, "Doce"),
    ]);
    bench.upsert(&[row(5, 5, "Cinco"), row(12, 6, "Docena")]);
    let documents: i64 = bench
        .database
        .read(|c| Ok(c.query_row("SELECT count(*) FROM place_search_docsize", [], |row| row.get(0))?))
        .unwrap();
    assert_eq!(documents, 4);
    assert_eq!((bench.search("nueve"), bench.search("doce")), (vec![], vec![12]));
    assert_eq!(
        (bench.search("noveno"), bench.search("docena"), bench.search("tres")),
        (vec![9], vec![12], vec![3])
    );
}

#[test]
fn a_tombstone_removes_the_row_from_table_and_index_unless_it_is_older() {
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
fn search_forgives_accents_keeps_enye_and_knows_the_kind_in_both_languages() {
    let bench = Bench::with(&[row(1, 1, "Peñuelas"), row(2, 2, "Penuelas")]);
    assert_eq!(bench.search("PEÑU"), [1]);
    assert_eq!(bench.search("penu"), [2]);
    assert_eq!(bench.search("nuñez fernan").len(), 2);
    assert_eq!(bench.search("biblioteca").len(), 2);
    assert_eq!(bench.search("library wi-fi").len(), 2);
}

#[test]
fn a_hit_in_the_name_comes_first() {
    let mut in_text = row(1, 1, "Centro Juan");
    in_text.place.description = Some("Cerca de Ibiza".into());
    let bench = Bench::with(&[in_text, row(2, 2, "Ibiza")]);
    assert_eq!(bench.search("ibiza"), [2, 1]);
}

#[test]
fn near_reads_the_narrow_index_only() {
    let bench = Bench::with(&[row(1, 1, "Uno")]);
    for sql in [
        "SELECT id, needs, lat, lon FROM place WHERE kind = 'x'",
        "SELECT id, needs, lat, lon FROM place",
    ] {
        let plan: String = bench
            .database
            .read(|connection| {
                Ok(connection.query_row(&format!("EXPLAIN QUERY PLAN {sql}"), [], |row| row.get("detail"))?)
            })
            .unwrap();
        assert!(plan.contains("COVERING INDEX place_near"), "{plan}");
    }
}
