//! What a person asks of the agenda, through the program, with a real city behind it.

use chrono::{DateTime, Utc};
use madrid_server_stub::CityOptions;
use serde_json::Value;

use crate::common::{Phone, TestCity, metres};

/// A city whose clock stands at six in the evening of a Thursday.
fn city() -> TestCity {
    TestCity::with(CityOptions {
        clock: Some("2026-12-03T17:00:00Z".parse::<DateTime<Utc>>().unwrap()),
        hold_clock: true,
        ..CityOptions::default()
    })
}

fn ask(phone: &Phone, more: &[&str]) -> Value {
    phone.ask(&[&["agenda", "--limit", "500"], more].concat())
}

/// The rows of every day of a list.
fn rows(list: &Value) -> Vec<&Value> {
    let days = list["days"].as_array().unwrap().iter();
    days.flat_map(|day| day["items"].as_array().unwrap()).collect()
}

fn ids(list: &Value) -> Vec<&str> {
    rows(list).iter().map(|row| row["id"].as_str().unwrap()).collect()
}

#[test]
fn what_is_on_is_said_day_by_day_by_the_citys_clock() {
    let city = city();
    let phone = Phone::synced(&city);
    let coming = ask(&phone, &[]);
    assert_eq!(
        (coming["title"].as_str(), coming["empty"].is_null()),
        (Some("Próximamente"), true)
    );
    assert_eq!(coming["freshness"]["state"], "fresh");
    assert!(rows(&coming).len() > 20, "{coming}");
    assert_eq!(coming["days"][0]["title"], "Hoy, jueves 3 de diciembre");
    let today = ask(&phone, &["--when", "today"]);
    let today = ids(&today);
    assert!(!today.is_empty());
    let whole = ids(&coming);
    assert_eq!(whole[..today.len()], today[..], "today comes first");
    let weekend = ask(&phone, &["--when", "weekend"]);
    let titles: Vec<&str> = weekend["days"]
        .as_array()
        .unwrap()
        .iter()
        .map(|day| day["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["Sábado 5 de diciembre", "Domingo 6 de diciembre"]);
    let span = ask(&phone, &["--from", "2026-12-05", "--to", "2026-12-06"]);
    assert_eq!(ids(&span), ids(&weekend));
    let saturday = ask(&phone, &["--day", "2026-12-05"]);
    assert_eq!(saturday["title"], "Sábado 5 de diciembre");
    let gone = ask(&phone, &["--day", "2026-12-02"]);
    assert_eq!(
        (rows(&gone).len(), gone["empty"]["title"].as_str()),
        (0, Some("Nada por aquí"))
    );
    let english = ask(&phone, &["--when", "tomorrow", "--lang", "en"]);
    assert_eq!(english["days"][0]["title"], "Tomorrow, Friday 4 December");
}

#[test]
fn filters_leave_out_what_they_must() {
    let city = city();
    let phone = Phone::synced(&city);
    let all = ask(&phone, &[]);
    let kept = |more: &[&str], passes: &dyn Fn(&Value) -> bool| {
        let list = ask(&phone, more);
        let expected: Vec<&str> = rows(&all)
            .into_iter()
            .filter(|row| passes(row))
            .map(|row| row["id"].as_str().unwrap())
            .collect();
        assert!(!expected.is_empty() && expected.len() < rows(&all).len(), "{more:?}");
        assert_eq!(ids(&list), expected, "{more:?}");
    };
    kept(&["--free"], &|row| row["is_free"] == true);
    kept(&["--kind", "exhibition"], &|row| row["kind"] == "exhibition");
    kept(&["--district", "01"], &|row| {
        row["place_label"].as_str().unwrap().ends_with("Centro")
    });
    let near = ask(&phone, &["--near", "40.4169", "-3.7035"]);
    assert!(!ids(&near).is_empty() && ids(&near).len() < ids(&all).len());
    assert!(rows(&near).into_iter().all(|row| metres(row) <= 3_000.0), "{near}");
    let title = rows(&all)[0]["title"].as_str().unwrap();
    assert!(ids(&ask(&phone, &["--text", &title.to_uppercase()])).contains(&ids(&all)[0]));
    assert_eq!(ids(&ask(&phone, &["--text", "xyzzy"])), [""; 0]);
}

#[test]
fn one_event_has_its_facts_its_place_and_its_calendar_file() {
    let city = city();
    let phone = Phone::synced(&city);
    let list = ask(&phone, &["--when", "weekend"]);
    let row = rows(&list)[0];
    let id = row["id"].as_str().unwrap();
    let event = phone.ask(&["agenda", "show", id]);
    assert_eq!((&event["title"], &event["kind"]), (&row["title"], &row["kind"]));
    let labels: Vec<&str> = event["facts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fact| fact["label"].as_str().unwrap())
        .collect();
    assert!(
        labels.contains(&"Cuándo") && labels.contains(&"Dónde") && labels.contains(&"Fuente"),
        "{labels:?}"
    );
    // The place it is in is one of the catalogue.
    let place = phone.ask(&["places", "show", event["place_id"].as_str().unwrap()]);
    assert!(
        row["place_label"]
            .as_str()
            .unwrap()
            .starts_with(place["name"].as_str().unwrap())
    );
    let file = phone.ask(&["agenda", "ics", id]);
    let text = file["text"].as_str().unwrap();
    assert!(
        text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"),
        "{text}"
    );
    assert_eq!(file["file_name"], format!("madrid-{id}.ics"));
    let plain = phone.run(&["agenda", "ics", id]);
    assert_eq!(plain.out.trim_end(), text.trim_end());
    let said = phone.run(&["agenda", "show", id]);
    assert!(said.out.starts_with(event["title"].as_str().unwrap()), "{}", said.out);
    let said = phone.run(&["agenda", "--when", "weekend", "--limit", "3"]);
    assert!(said.out.contains(row["when_label"].as_str().unwrap()), "{}", said.out);
}

#[test]
fn what_cannot_be_answered_is_a_typed_error() {
    let city = city();
    let phone = Phone::synced(&city);
    for id in ["999999999", "-5", "ghost"] {
        let unknown = phone.fail(&["agenda", "show", id]);
        assert_eq!(
            (&unknown["error"], &unknown["code"]),
            (&"NotFound".into(), &"event.unknown".into()),
            "{id}"
        );
    }
    for days in [["2026-12-06", "2026-12-05"], ["2026-12-32", "2027-01-01"]] {
        let bad = phone.fail(&["agenda", "--from", days[0], "--to", days[1]]);
        assert_eq!(
            (&bad["error"], &bad["code"]),
            (&"Rejected".into(), &"input.days".into()),
            "{days:?}"
        );
    }
    let nowhere = phone.fail(&["agenda", "--near", "91", "0"]);
    assert_eq!(nowhere["code"], "input.location");
    for wrong in [
        &["--when", "someday"][..],
        &["--kind", "moon_landing"],
        &["--from", "2026-12-05"],
        &["--near", "40"],
    ] {
        assert_eq!(phone.run(&[&["agenda"], wrong].concat()).exit, 2, "{wrong:?}");
    }
}

#[test]
fn without_the_city_the_agenda_is_there_and_says_how_old_it_is() {
    let mut city = city();
    let empty = Phone::new(&city.url);
    assert_eq!(ask(&empty, &[])["empty"]["title"], "Todavía sin agenda");
    let phone = Phone::synced(&city);
    let known = ask(&phone, &["--when", "today"]);
    city.stop();
    phone.fail(&["sync"]);
    let offline = ask(&phone, &["--when", "today"]);
    assert_eq!(ids(&offline), ids(&known));
    assert_eq!(offline["freshness"]["state"], "stale");
}
