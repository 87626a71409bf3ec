//! Where a point is, answered from the disk: two districts side by side, one with a barrio in it.

use chrono::DateTime;

use super::*;
use crate::areas::AreaRow;
use crate::kernel::FreshnessState;
use crate::ports::FakeClock;
use crate::sync::{Collection, Delete, VersionSum};

/// An encoded line of points in steps of 0.00001 degrees, made here apart from the reader.
fn line(points: &[(i64, i64)]) -> String {
    let mut out = String::new();
    let mut last = (0, 0);
    for now in points {
        for change in [now.0 - last.0, now.1 - last.1] {
            let mut rest = if change < 0 { !(change << 1) } else { change << 1 };
            while rest >= 32 {
                out.push(letter((rest & 31) | 32));
                rest >>= 5;
            }
            out.push(letter(rest));
        }
        last = *now;
    }
    out
}

fn letter(bits: i64) -> char {
    char::from(u8::try_from(bits + 63).unwrap())
}

/// A square from 40° to 40.5° north.
fn row(id: i64, version: i64, level: &str, code: &str, name: &str, (west, east): (f64, f64)) -> AreaRow {
    let degrees = |lon: f64| (lon * 4.0).to_string().parse::<i64>().unwrap() * 25_000;
    let (south, north, west, east) = (4_000_000, 4_050_000, degrees(west), degrees(east));
    let corners = [
        (south, west),
        (south, east),
        (north, east),
        (north, west),
        (south, west),
    ];
    let json = serde_json::json!({
        "id": id, "version": version, "level": level, "code": code, "name": name, "district_code": code.get(..2).unwrap(),
        "rings": [line(&corners)],
    });
    serde_json::from_value(json).unwrap()
}

fn city() -> Vec<AreaRow> {
    vec![
        row(1_000, 1, "district", "01", "Centro", (-4.0, -3.5)),
        row(2_000, 2, "district", "02", "Arganzuela", (-3.5, -3.0)),
        row(11, 3, "neighbourhood", "011", "Palacio", (-4.0, -3.75)),
        row(9_999, 4, "census_tract", "01", "Nueva", (-4.0, -3.0)),
    ]
}

struct Bench {
    areas: Areas,
    database: Arc<Database>,
    _folder: tempfile::TempDir,
}

fn bench(rows: &[AreaRow]) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let (database, _) = Database::open(&folder.path().join("test.db")).unwrap();
    let database = Arc::new(database);
    database.write(|tx| AreasCollection::apply(tx, rows, &[])).unwrap();
    let clock = Arc::new(FakeClock::at(DateTime::UNIX_EPOCH));
    Bench {
        areas: Areas::new(Arc::clone(&database), clock, UnnotedFailure::default()),
        database,
        _folder: folder,
    }
}

#[tokio::test]
async fn a_point_is_in_a_barrio_or_only_in_a_district_or_nowhere() {
    let bench = bench(&city());
    let at = |lat, lon| {
        let areas = bench.areas.clone();
        async move {
            let located = areas.area_of(GeoPoint::new(lat, lon).unwrap()).await.unwrap();
            let named = located
                .whereabouts
                .map(|found| (found.district_code, found.district, found.neighbourhood));
            (named, located.freshness.state)
        }
    };
    let failed = FreshnessState::Failed;
    let named = |code: &str, name: &str, barrio: Option<&str>| {
        (
            Some((code.to_owned(), name.to_owned(), barrio.map(str::to_owned))),
            failed,
        )
    };
    assert_eq!(at(40.2, -3.9).await, named("01", "Centro", Some("Palacio")));
    assert_eq!(at(40.2, -3.6).await, named("01", "Centro", None));
    assert_eq!(at(40.2, -3.2).await, named("02", "Arganzuela", None));
    assert_eq!(at(41.2, -3.2).await, (None, failed));
}

#[tokio::test]
async fn outlines_come_in_order_and_those_of_a_newer_city_are_left_alone() {
    let outlines = bench(&city()).areas.outlines().await.unwrap();
    let codes: Vec<&str> = outlines.areas.iter().map(|area| area.code.as_str()).collect();
    assert_eq!(codes, ["01", "02", "011"]);
    assert_eq!(outlines.areas[0].rings[0].points().len(), 4);
    assert_eq!(
        outlines.areas[0].rings[0].points()[2],
        GeoPoint::new(40.5, -3.5).unwrap()
    );
}

#[tokio::test]
async fn the_newer_version_stays_and_a_tombstone_removes() {
    let bench = bench(&city());
    let names = || async {
        let districts = bench.areas.districts().await.unwrap();
        districts.into_iter().map(|district| district.name).collect::<Vec<_>>()
    };
    assert_eq!(names().await, ["Centro", "Arganzuela"]);
    let older = row(2_000, 1, "district", "02", "Vieja", (-3.5, -3.0));
    let newer = row(1_000, 5, "district", "01", "Centro nuevo", (-4.0, -3.5));
    bench
        .database
        .write(|tx| AreasCollection::apply(tx, &[older, newer], &[]))
        .unwrap();
    assert_eq!(names().await, ["Centro nuevo", "Arganzuela"]);
    let deletes = [Delete { id: 2_000, version: 6 }, Delete { id: 1_000, version: 5 }];
    bench
        .database
        .write(|tx| AreasCollection::apply(tx, &[], &deletes))
        .unwrap();
    assert_eq!(names().await, ["Centro nuevo"]);
    let mut expected = VersionSum::default();
    [(11, 3), (1_000, 5), (9_999, 4)]
        .iter()
        .for_each(|(id, version)| expected.add(*id, *version));
    let held = bench.database.read(AreasCollection::sum).unwrap();
    assert_eq!(format!("{held:?}"), format!("{expected:?}"));
    bench.database.write(AreasCollection::clear).unwrap();
    assert_eq!(names().await, [""; 0]);
}
