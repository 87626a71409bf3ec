//! A phone's days: never filled, filled, without the city, with the wrong one.

use std::io::Read;
use std::process::{Command, Stdio};

use crate::common::{Phone, TestCity, citizen, names};
use madrid_server_stub::{CityOptions, TlsOptions};

const NEAR: [&str; 4] = ["places", "near", "40.4169", "-3.7035"];

#[test]
fn a_phone_that_was_never_filled_says_so() {
    let city = TestCity::start();
    let phone = Phone::new(&city.url);
    let list = phone.ask(&NEAR);
    assert_eq!(
        (names(&list).len(), list["freshness"]["state"].as_str()),
        (0, Some("failed"))
    );
    assert!(list["freshness"]["as_of"].is_null());
    assert_eq!(list["empty"]["title"], "Todavía sin datos");
    let status = phone.ask(&["status", "--lang", "en"]);
    assert_eq!(status["places"]["freshness"]["label"], "No data yet");
    assert!(
        status["places"]["trouble"].is_null() && status["running"] == false,
        "{status}"
    );
}

#[test]
fn sync_fills_it_and_status_tells() {
    let city = TestCity::with(CityOptions {
        synthetic: 1_500,
        ..CityOptions::default()
    });
    let phone = Phone::new(&city.url);
    let synced = phone.ask(&["sync"]);
    assert_eq!(synced["places"]["freshness"]["state"], "fresh");
    assert_eq!(synced["places"]["count_label"], "1500 lugares guardados en el móvil");
    assert_eq!(phone.ask(&["status"]), synced);
    assert_eq!(
        phone.ask(&["sync"])["places"]["count_label"],
        synced["places"]["count_label"]
    );
}

#[test]
fn without_the_city_everything_still_answers_and_says_how_old_it_is() {
    let mut city = TestCity::start();
    let phone = Phone::synced(&city);
    let before = phone.ask(&NEAR);
    city.stop();

    assert_eq!(phone.ask(&NEAR), before);
    let failed = phone.fail(&["sync"]);
    assert_eq!(
        (&failed["error"], &failed["code"]),
        (&"Offline".into(), &"net.unreachable".into())
    );

    let after = phone.ask(&NEAR);
    assert_eq!(
        (names(&after), after["freshness"]["state"].as_str()),
        (names(&before), Some("stale"))
    );
    assert_eq!(after["freshness"]["as_of"], before["freshness"]["as_of"]);
    assert!(after["freshness"]["as_of"].as_str().unwrap().ends_with('Z'));
    assert!(
        after["freshness"]["label"]
            .as_str()
            .unwrap()
            .starts_with("Sin confirmar desde"),
        "{after}"
    );
    let found = phone.ask(&["places", "search", "trias"]);
    let id = found["items"][0]["id"].as_str().unwrap();
    assert_eq!(phone.ask(&["places", "show", id])["freshness"]["state"], "stale");
    assert_eq!(phone.ask(&["status"])["places"]["trouble"]["code"], "net.unreachable");
}

#[test]
fn an_error_is_one_line_of_json_in_the_persons_language() {
    let phone = Phone::new("http://127.0.0.1:9");
    let spanish = phone.fail(&["sync"]);
    let mut fields: Vec<_> = spanish.as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        ["body", "code", "error", "next_step", "retry_after_seconds", "title"]
    );
    assert!(spanish["retry_after_seconds"].is_null());
    assert_eq!(spanish["title"], "Sin conexión");
    let english = phone.fail(&["--lang", "en", "sync"]);
    assert_eq!(
        (&english["title"], &english["code"]),
        (&"No connection".into(), &spanish["code"])
    );
}

#[test]
fn explain_needs_neither_home_nor_city() {
    let said = citizen(&["explain", "store.full", "--lang", "en"]);
    assert_eq!((said.exit, said.err.as_str()), (0, ""));
    assert!(said.out.starts_with("Phone is full [store.full]\n"), "{}", said.out);
    let said = citizen(&["explain", "store.full", "--json"]);
    let view: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(
        (view["code"].as_str(), view["title"].as_str()),
        (Some("store.full"), Some("Móvil sin espacio"))
    );
}

fn city_with_https() -> TestCity {
    TestCity::with(CityOptions {
        tls: Some(TlsOptions::default()),
        ..CityOptions::default()
    })
}

#[test]
fn https_is_believed_only_with_a_root_of_the_city() {
    let city = city_with_https();
    let phone = Phone::new(city.running().https_url().unwrap());
    // An app without roots could believe nobody: that is a mistake in building it, and found at once.
    assert_eq!(phone.fail(&["sync"])["code"], "setup.trust");
    let elsewhere = TestCity::with(CityOptions::default());
    let root = phone.home().join("strange.pem");
    std::fs::write(&root, elsewhere.running().root_pem()).unwrap();
    let stranger = phone.fail(&["--roots", root.to_str().unwrap(), "sync"]);
    assert_eq!(
        (&stranger["error"], &stranger["code"]),
        (&"NotTheCity".into(), &"net.unknown_root".into())
    );
}

#[test]
fn https_is_believed_only_with_the_root_and_the_pin() {
    let city = city_with_https();
    let running = city.running();
    let phone = Phone::new(running.https_url().unwrap());
    let root = phone.home().join("root.pem");
    std::fs::write(&root, running.root_pem()).unwrap();
    let roots = ["--roots", root.to_str().unwrap()];

    let [wrong, wrong_too] = [
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=",
    ];
    let pinned = |pin, backup| {
        [
            &roots[..],
            &["--pin", pin, "--pin", backup, "--pins-expire", "2999-12-31", "sync"],
        ]
        .concat()
    };
    assert_eq!(phone.fail(&pinned(wrong, wrong_too))["code"], "net.wrong_pin");
    assert_eq!(
        phone.ask(&pinned(wrong, running.pin()))["places"]["freshness"]["state"],
        "fresh"
    );
    let alone = phone.fail(
        &[
            &roots[..],
            &["--pin", running.pin(), "--pins-expire", "2999-12-31", "sync"],
        ]
        .concat(),
    );
    assert_eq!(
        (&alone["error"], &alone["code"]),
        (&"Bug".into(), &"setup.trust".into())
    );
    let endless = phone.run(&[&roots[..], &["--pin", wrong, "--pin", wrong_too, "sync"]].concat());
    assert!(
        endless.exit == 2 && endless.err.contains("--pins-expire"),
        "{endless:?}"
    );
}

#[test]
fn log_lines_come_only_when_asked_for() {
    let phone = Phone::new("http://127.0.0.1:9");
    let said = phone.run(&["--verbose", "sync"]);
    assert_eq!(said.exit, 1);
    assert!(said.err.contains("madrid_core::sync"), "{}", said.err);
    assert!(said.err.lines().last().unwrap().starts_with('{'), "{}", said.err);
}

#[test]
fn a_reader_that_leaves_early_is_no_panic() {
    let city = TestCity::with(CityOptions {
        synthetic: 1_500,
        ..CityOptions::default()
    });
    let phone = Phone::synced(&city);
    let mut child = Command::new(env!("CARGO_BIN_EXE_citizen"))
        .args(["--home", phone.home().to_str().unwrap(), "--city", &city.url, "--json"])
        .args([&NEAR[..], &["--limit", "500"]].concat())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}
