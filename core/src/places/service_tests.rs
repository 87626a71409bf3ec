//! What a person asks, answered from the disk, with how fresh the answer is.

use chrono::{DateTime, Utc};
use rusqlite::params;

use super::*;
use crate::kernel::FreshnessState;
use crate::places::{Need, PlaceRow};
use crate::ports::FakeClock;

fn row(id: i64, kind: &str, name: &str, lat: f64, features: &[&str]) -> PlaceRow {
    let json = serde_json::json!({
        "id": id, "version": id, "kind": kind, "name": name, "lat": lat, "lon": -3.7, "features": features, "source": "s",
    });
    serde_json::from_value(json).unwrap()
}

struct Bench {
    places: Places,
    _folder: tempfile::TempDir,
}

fn noon() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-24T12:00:00Z").unwrap().to_utc()
}

fn bench(rows: &[PlaceRow], confirmed: Option<(i64, Option<&str>)>) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let (database, _) = Database::open(&folder.path().join("test.db")).unwrap();
    database
        .write(|tx| {
            PlacesCollection::apply(tx, rows, &[])?;
            if let Some((hours_ago, failed)) = confirmed {
                let as_of = (noon() - TimeDelta::hours(hours_ago)).timestamp_millis();
                tx.execute(
                    "INSERT INTO sync_cursor (collection, as_of_ms, failed_code) VALUES ('places', ?1, ?2)",
                    params![as_of, failed],
                )?;
            }
            Ok(())
        })
        .unwrap();
    let places = Places::new(
        Arc::new(database),
        Arc::new(FakeClock::at(noon())),
        UnnotedFailure::default(),
    );
    Bench {
        places,
        _folder: folder,
    }
}

fn ids(found: &Found) -> Vec<i64> {
    found.items.iter().map(|near| near.place.id.get()).collect()
}

#[tokio::test]
async fn near_is_by_kind_and_need_with_distances() {
    let bench = bench(
        &[
            row(1, "library", "Lejos", 40.5, &["wifi"]),
            row(2, "library", "Cerca", 40.41, &[]),
            row(3, "park", "Parque", 40.4, &["wifi"]),
        ],
        Some((1, None)),
    );
    let near = |kind, needs, limit| {
        let query = NearQuery::new(40.4, -3.7, kind, needs, limit).unwrap();
        let places = bench.places.clone();
        async move { places.near(query).await.unwrap() }
    };
    let all = near(None, NeedSet::default(), 10).await;
    assert_eq!((ids(&all), all.freshness.state), (vec![3, 2, 1], FreshnessState::Fresh));
    assert!((1_100.0..1_120.0).contains(&all.items[1].distance_m.unwrap()));
    assert_eq!(
        ids(&near(Some(PlaceKind::Library), NeedSet::default(), 10).await),
        [2, 1]
    );
    assert_eq!(ids(&near(None, NeedSet::default().with(Need::Wifi), 10).await), [3, 1]);
    assert_eq!(
        ids(&near(None, NeedSet::default(), 0).await),
        [3],
        "at least one is asked for"
    );
}

#[tokio::test]
async fn freshness_tells_age_failure_and_absence() {
    for (confirmed, expected) in [
        (Some((1, None)), FreshnessState::Fresh),
        (Some((30, None)), FreshnessState::Stale),
        (Some((1, Some("net.unreachable"))), FreshnessState::Stale),
        (None, FreshnessState::Failed),
    ] {
        let bench = bench(&[], confirmed);
        let query = NearQuery::new(40.4, -3.7, None, NeedSet::default(), 5).unwrap();
        assert_eq!(bench.places.near(query).await.unwrap().freshness.state, expected);
    }
}

#[tokio::test]
async fn an_n_finds_an_enye_after_the_exact_hits() {
    let bench = bench(
        &[
            row(1, "park", "Peñuelas", 40.4, &[]),
            row(2, "park", "Penuelas", 40.4, &[]),
        ],
        None,
    );
    let search = |text: &'static str, limit| {
        let places = bench.places.clone();
        async move { ids(&places.search(SearchQuery::new(text, limit).unwrap()).await.unwrap()) }
    };
    assert_eq!(search("penuelas", 10).await, [2, 1]);
    assert_eq!(search("penuelas", 1).await, [2]);
    assert_eq!(search("peñuelas", 10).await, [1]);
    assert_eq!(search("zarzuela", 10).await, [0_i64; 0]);
}

#[tokio::test]
async fn a_search_keeps_to_the_kind_and_the_needs() {
    let bench = bench(
        &[
            row(1, "park", "Retiro", 40.4, &[]),
            row(2, "library", "Retiro", 40.4, &["wifi"]),
            row(3, "library", "Retiro", 40.4, &[]),
        ],
        None,
    );
    let search = |kind, needs: NeedSet| {
        let places = bench.places.clone();
        let kinds: KindSet = Option::into_iter(kind).collect();
        let query = SearchQuery::new("retiro", 10).unwrap().only(kinds, needs);
        async move {
            let mut found = ids(&places.search(query).await.unwrap());
            found.sort_unstable();
            found
        }
    };
    let wifi = NeedSet::default().with(Need::Wifi);
    assert_eq!(search(None, NeedSet::default()).await, [1, 2, 3]);
    assert_eq!(search(Some(PlaceKind::Library), NeedSet::default()).await, [2, 3]);
    assert_eq!(search(None, wifi).await, [2]);
    assert_eq!(search(Some(PlaceKind::Park), wifi).await, [0_i64; 0]);
}

#[tokio::test]
async fn several_kinds_and_needs_at_once() {
    let bench = bench(
        &[
            row(1, "library", "Lejos", 40.5, &["wifi", "study_room"]),
            row(2, "library", "Cerca", 40.41, &["wifi"]),
            row(3, "park", "Parque", 40.4, &["wifi"]),
            row(4, "museum", "Museo", 40.42, &["wifi", "study_room"]),
        ],
        None,
    );
    let needs = NeedSet::default().with(Need::Wifi).with(Need::StudyRoom);
    let near = |kinds: &[PlaceKind], needs| {
        let query = NearQuery::new(40.4, -3.7, None, needs, 10).unwrap();
        let query = query.of_kinds(kinds.iter().copied().collect());
        let places = bench.places.clone();
        async move { ids(&places.near(query).await.unwrap()) }
    };
    let both = [PlaceKind::Library, PlaceKind::Museum];
    assert_eq!(near(&both, needs).await, [4, 1]);
    assert_eq!(near(&both, NeedSet::default()).await, [2, 4, 1]);
    assert_eq!(near(&[], needs).await, [4, 1]);
}

#[tokio::test]
async fn what_was_made_of_the_rows_follows_them() {
    let bench = bench(&[row(1, "park", "Retiro", 40.4, &[])], None);
    let ask = || async {
        let near = NearQuery::central(None, NeedSet::default(), 10).unwrap();
        let found = bench
            .places
            .search(SearchQuery::new("parque", 10).unwrap())
            .await
            .unwrap();
        (ids(&bench.places.near(near).await.unwrap()), ids(&found))
    };
    assert_eq!(ask().await, (vec![1], vec![1]));
    let more = |id, cursor: &'static str| {
        bench.places.database.write(move |tx| {
            PlacesCollection::apply(tx, &[row(id, "park", "Oeste", 40.4, &[])], &[])?;
            tx.execute(
                "INSERT OR REPLACE INTO sync_cursor (collection, cursor) VALUES ('places', ?1)",
                [cursor],
            )?;
            Ok(())
        })
    };
    more(2, "a.2").unwrap();
    assert_eq!(ask().await, (vec![1, 2], vec![1, 2]));
    bench.places.forget();
    more(3, "a.3").unwrap();
    assert_eq!(ask().await, (vec![1, 2, 3], vec![1, 2, 3]));
}

#[tokio::test]
async fn a_search_from_somewhere_says_how_far_and_puts_the_nearer_first() {
    let bench = bench(
        &[
            row(1, "library", "Biblioteca", 40.5, &[]),
            row(2, "library", "Biblioteca", 40.41, &[]),
        ],
        None,
    );
    let query = SearchQuery::new("biblioteca", 10).unwrap();
    let nowhere = bench.places.search(query.clone()).await.unwrap();
    assert_eq!((ids(&nowhere), nowhere.items[0].distance_m), (vec![1, 2], None));
    let here = bench
        .places
        .search(query.clone().around(40.4, -3.7).unwrap())
        .await
        .unwrap();
    assert_eq!(ids(&here), [2, 1]);
    assert!((1_100.0..1_120.0).contains(&here.items[0].distance_m.unwrap()));
    assert_eq!(query.around(99.0, 0.0).unwrap_err().code(), "input.location");
}

#[tokio::test]
async fn bad_input_is_refused_with_a_code() {
    assert_eq!(
        NearQuery::new(95.0, 0.0, None, NeedSet::default(), 1)
            .unwrap_err()
            .code(),
        "input.location"
    );
    assert_eq!(SearchQuery::new(" ?! ", 1).unwrap_err().code(), "input.search_empty");
    let bench = bench(&[], None);
    assert_eq!(
        bench.places.show(PlaceId::from_city(1)).await.unwrap_err().code(),
        "place.unknown"
    );
}
