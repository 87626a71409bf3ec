//! Events and areas: the same protocol as places, each with a line of numbers of its own.

use madrid_server_stub::{City, CityError, CityOptions, Data};
use serde_json::{Value, json};

use crate::support::{START, Tester, assert_problem, options, shared};

async fn rows(tester: &Tester, path: &str) -> Vec<Value> {
    let mut page = tester.json(&format!("{path}?limit=10000")).await;
    assert_eq!(page["more"], false);
    serde_json::from_value(page["rows"].take()).unwrap()
}

#[tokio::test]
async fn the_built_in_agenda_lies_around_the_day_of_the_city() {
    let tester = Tester::start(options(0)).await;
    let today = START.split('T').next().unwrap();
    let events = rows(&tester, "/v1/events").await;
    assert!(events.len() > 35, "{}", events.len());
    for event in &events {
        assert!(event["last_day"].as_str().unwrap() >= today, "{event}");
        let place = event["place_id"].as_i64().unwrap();
        let place = tester.json(&format!("/v1/places/{place}")).await;
        assert_eq!((&place["name"], &place["lat"]), (&event["venue"], &event["lat"]));
    }
    assert!(events.iter().any(|event| event["first_day"].as_str().unwrap() <= today));
}

#[tokio::test]
async fn the_built_in_areas_are_the_21_districts_and_barrios_of_them() {
    let tester = Tester::start(options(0)).await;
    let areas = rows(&tester, "/v1/areas").await;
    let of = |level: &str| areas.iter().filter(|area| area["level"] == level).collect::<Vec<_>>();
    let (districts, barrios) = (of("district"), of("neighbourhood"));
    assert_eq!(districts.len(), 21);
    assert_eq!(districts.len() + barrios.len(), areas.len());
    for area in barrios {
        assert!(
            area["code"]
                .as_str()
                .unwrap()
                .starts_with(area["district_code"].as_str().unwrap())
        );
    }
    let places = rows(&tester, "/v1/places").await;
    for place in &places {
        assert!(
            areas.iter().any(|area| area["code"] == place["neighbourhood_code"]),
            "{place}"
        );
    }
}

#[tokio::test]
async fn events_are_followed_by_pages_of_their_own() {
    let tester = Tester::start(options(0)).await;
    let whole = rows(&tester, "/v1/events").await;
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = tester.json(&format!("/v1/events?limit=5{after}")).await;
        seen.extend(page["rows"].as_array().unwrap().clone());
        after = format!("&after={}", page["next"].as_str().unwrap());
        if page["more"] == false {
            assert_eq!(page["total"]["count"], whole.len());
            break;
        }
    }
    assert_eq!(seen, whole);
    let places = tester.json("/v1/places").await["next"].as_str().unwrap().to_owned();
    let foreign = tester.get(&format!("/v1/events?after={places}")).await;
    assert_problem(foreign, 410, "cursor_lost").await;
}

#[tokio::test]
async fn one_event_and_none() {
    let tester = Tester::start(options(0)).await;
    let events = rows(&tester, "/v1/events").await;
    let id = events[3]["id"].as_i64().unwrap();
    assert_eq!(tester.json(&format!("/v1/events/{id}")).await, events[3]);
    assert_problem(tester.get("/v1/events/77").await, 404, "event_unknown").await;
    assert_problem(tester.get("/v1/areas/11").await, 404, "not_found").await;
}

#[tokio::test]
async fn churn_of_places_touches_no_event() {
    let tester = Tester::start(options(0)).await;
    let before = tester.json("/admin/collections").await;
    tester.post("/admin/churn", json!({ "upserts": 5, "deletes": 2 })).await;
    let after = tester.json("/admin/collections").await;
    assert_ne!(before["places"], after["places"]);
    assert_eq!(
        (&before["events"], &before["areas"]),
        (&after["events"], &after["areas"])
    );
    let renewed = tester.post("/admin/epoch", Value::Null).await;
    for collection in ["places", "events", "areas"] {
        assert_ne!(renewed[collection]["epoch"], after[collection]["epoch"], "{collection}");
    }
}

#[tokio::test]
async fn a_new_file_of_the_agenda_is_a_delta_with_tombstones() {
    const HEADING: &str = "ID-EVENTO;TITULO;FECHA;GRATUITO\n";
    let row = |id: u32, title: &str| format!("{id};\"{title}\";\"2026-12-01 00:00:00.0\";\"1\"\n");
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("agenda.csv");
    let start = async |rows: String| {
        std::fs::write(&table, HEADING.to_owned() + &rows).unwrap();
        Tester::start(CityOptions {
            catalogue: vec![table.clone()],
            data: Data::File(folder.path().join("city.sqlite")),
            ..options(0)
        })
        .await
    };
    let first = start(row(1, "uno") + &row(2, "dos") + &row(3, "tres")).await;
    let before = first.json("/v1/events").await;
    assert_eq!(before["total"]["count"], 3);
    first.city.stop().await;
    let second = start(row(2, "dos") + &row(3, "tres y medio") + &row(4, "cuatro")).await;
    let cursor = before["next"].as_str().unwrap();
    let delta = second.json(&format!("/v1/events?after={cursor}")).await;
    let ids = |list: &str| -> Vec<i64> {
        let rows = delta[list].as_array().unwrap();
        rows.iter().map(|row| row["id"].as_i64().unwrap()).collect()
    };
    assert_eq!((ids("rows"), ids("deletes")), (vec![3, 4], vec![1]));
    assert_eq!(delta["total"]["count"], 3);
}

#[tokio::test]
async fn half_a_file_leaves_the_records_as_they_were() {
    const WHOLE: &str =
        "ID-EVENTO;TITULO;FECHA;GRATUITO\n1;\"uno\";\"2026-12-01\";\"1\"\n2;\"dos\";\"2026-12-02\";\"1\"\n";
    let folder = tempfile::tempdir().unwrap();
    let (table, other) = (folder.path().join("agenda.csv"), folder.path().join("more.csv"));
    std::fs::write(&table, WHOLE).unwrap();
    let given = |catalogue: Vec<std::path::PathBuf>| CityOptions {
        catalogue,
        data: Data::File(folder.path().join("city.sqlite")),
        ..options(0)
    };
    let first = Tester::start(given(vec![table.clone()])).await;
    let before = first.json("/admin/collections").await;
    first.city.stop().await;
    // A sound file beside the half one is not loaded either.
    std::fs::write(&other, WHOLE.replace("2;", "3;")).unwrap();
    let half = WHOLE.strip_suffix("\"2026-12-02\";\"1\"\n").unwrap();
    std::fs::write(&table, half).unwrap();
    let refused = City::start(given(vec![table.clone(), other])).await;
    let Err(CityError::Source(error)) = refused else {
        panic!("half a file was taken for whole");
    };
    assert!(error.to_string().contains("agenda.csv is cut in the middle"), "{error}");
    std::fs::write(&table, WHOLE).unwrap();
    let again = Tester::start(given(vec![table])).await;
    assert_eq!(again.json("/admin/collections").await, before);
}

/// Everything that a phone could get, as it is sent.
async fn dump(catalogue: Vec<std::path::PathBuf>) -> Vec<String> {
    let tester = Tester::start(CityOptions {
        catalogue,
        hold_clock: true,
        ..options(0)
    })
    .await;
    let mut all = Vec::new();
    for path in ["/v1/places", "/v1/events", "/v1/areas", "/admin/collections"] {
        let answer = tester.get(&format!("{path}?limit=10000")).await;
        assert_eq!(answer.status(), 200);
        all.push(answer.text().await.unwrap());
    }
    all
}

#[tokio::test]
async fn the_same_files_in_any_order_are_the_same_city() {
    let Some(shared) = shared() else { return };
    let data = shared.join("madrid-data");
    let one = dump(vec![data.clone()]).await;
    assert!(one[0].len() > 400_000 && one[1].len() > 900_000 && one[2].len() > 50_000);
    assert_eq!(one, dump(vec![data.clone()]).await, "twice");
    let mut files = Vec::new();
    for folder in ["agenda", "boundaries", "catalogue", "facilities"] {
        let entries = std::fs::read_dir(data.join(folder)).unwrap();
        files.extend(entries.map(|entry| entry.unwrap().path()));
    }
    files.sort();
    files.reverse();
    assert_eq!(one, dump(files.clone()).await, "backwards");
    files.rotate_left(4);
    // A file that comes twice adds nothing.
    files.push(files[0].clone());
    assert_eq!(one, dump(files).await, "from the middle, one of them twice");
}
