//! Kills phones that send what their person wrote: no intent is lost, none has two effects.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use madrid_core::bookings::BookingState;
use madrid_core::kernel::Access;
use madrid_core::sync::Trigger;
use madrid_server_stub::{City, CityOptions};
use madrid_tests::free_times::free_times;
use madrid_tests::signed_in::{Hands, builder, persona_at, sign_in};
use rusqlite::Connection;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::chance::Chance;
use crate::http::ask;
use crate::judge::database;

const KILLS: u64 = 500;
/// A phone lives so long at most, in microseconds, after it says that it is open.
const LIFE_US: u64 = 60_000;
const SEED: u64 = 20_261_125;
const WHO: &str = "p-marta";
/// So many times to book: no divisor of the numbers that the lives begin with, so that they do not all book the same.
const TIMES: usize = 397;

/// Every intent ever written and every one that ever went, noted by the phone's own transactions.
const LOG: &str = "
CREATE TABLE judge_intent (op TEXT NOT NULL, key TEXT NOT NULL);
CREATE TRIGGER judge_written AFTER INSERT ON outbox BEGIN INSERT INTO judge_intent VALUES ('written', NEW.key); END;
CREATE TRIGGER judge_gone AFTER DELETE ON outbox BEGIN INSERT INTO judge_intent VALUES ('gone', OLD.key); END;";

fn faults() -> Value {
    json!({ "rules": [
        { "fault": "delay", "probability": 0.2, "delay_ms": 8 },
        { "fault": "drop_before", "path": "/", "probability": 0.06 },
        { "fault": "drop_after", "path": "/", "probability": 0.10 },
        { "fault": "status", "probability": 0.05, "status": 500 },
        { "fault": "busy", "probability": 0.03, "retry_after_s": 0 },
        { "fault": "truncate", "path": "/", "probability": 0.06 },
        { "fault": "duplicate", "probability": 0.06 },
        { "fault": "broken_json", "probability": 0.04 },
    ]})
}

/// Starts a phone and kills it; the last moment it told of.
fn live_and_die(home: &Path, url: &str, first: u64, life: Duration) -> String {
    let mut phone = Command::new(env!("CARGO_BIN_EXE_outbox-phone"))
        .arg(home)
        .arg(url)
        .arg(first.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(phone.stdout.take().unwrap()).lines();
    let mut last = lines
        .next()
        .unwrap_or_else(|| panic!("the phone did not open"))
        .unwrap();
    // Not to wait for something, but to die at a chosen instant.
    std::thread::sleep(life);
    phone.kill().unwrap();
    phone.wait().unwrap();
    for line in lines {
        last = line.unwrap();
    }
    last
}

fn keys(connection: &Connection, query: &str) -> Vec<String> {
    let mut query = connection.prepare(query).unwrap();
    let rows = query.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

async fn effects(url: &str) -> BTreeMap<String, i64> {
    let ledger = ask(url, "GET", "/admin/ledger", &Value::Null).await;
    let entries = ledger["entries"].as_array().unwrap().iter();
    let entry = |entry: &Value| {
        (
            entry["key"].as_str().unwrap().to_owned(),
            entry["effects"].as_i64().unwrap(),
        )
    };
    entries.map(entry).collect()
}

/// What a dead phone holds and what the city did agree: whatever left the phone had its one effect, whatever had none is
/// still on the phone.
fn examine(home: &Path, effects: &BTreeMap<String, i64>) {
    let copy = tempfile::tempdir().unwrap();
    for suffix in ["", "-wal"] {
        let name = format!("madrid.db{suffix}");
        if home.join(&name).exists() {
            std::fs::copy(home.join(&name), copy.path().join(&name)).unwrap();
        }
    }
    let connection = Connection::open(database(copy.path())).unwrap();
    let verdict: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(verdict, "ok");
    let written = keys(&connection, "SELECT key FROM judge_intent WHERE op = 'written'");
    let waiting: BTreeSet<_> = keys(&connection, "SELECT key FROM outbox").into_iter().collect();
    let unlike_waiting = "SELECT key FROM outbox WHERE state <> 'waiting'";
    assert_eq!(
        keys(&connection, unlike_waiting),
        Vec::<String>::new(),
        "in conflict with itself"
    );
    for key in &written {
        let had = effects.get(key).copied().unwrap_or_default();
        assert!(had <= 1, "{key} had {had} effects");
        assert!(had == 1 || waiting.contains(key), "{key} is lost");
    }
    let foreign = effects.keys().filter(|key| !written.contains(key)).count();
    assert_eq!(foreign, 0, "the city did something nobody asked for");
}

/// A phone whose person has signed in, the judge's log in it, and the weather over the city.
fn set_up(runtime: &Runtime, home: &Path, url: &str) {
    // Short lives for tokens too: phones die in the middle of renewals.
    let lifetimes = json!({ "access_seconds": 1, "refresh_days": 90 });
    runtime.block_on(ask(url, "PUT", "/admin/sessions/lifetimes", &lifetimes));
    let app = builder(home, url).open().unwrap();
    let persona = runtime.block_on(persona_at(url, WHO)).unwrap();
    runtime
        .block_on(sign_in(&app, Arc::new(Hands(persona)), Access::Strong, false))
        .unwrap();
    runtime.block_on(app.sync(Trigger::Person)).unwrap();
    let times = runtime.block_on(free_times(&app, TIMES)).unwrap();
    assert_eq!(times.len(), TIMES);
    let times: Vec<_> = times.iter().map(|time| time.as_str()).collect();
    std::fs::write(home.join("times"), times.join("\n")).unwrap();
    drop(app);
    Connection::open(database(home)).unwrap().execute_batch(LOG).unwrap();
    runtime.block_on(ask(url, "PUT", "/admin/faults", &faults()));
}

#[test]
fn five_hundred_kills_lose_no_intent_and_none_has_two_effects() {
    let runtime = Runtime::new().unwrap();
    let city = runtime.block_on(City::start(CityOptions::default())).unwrap();
    let url = city.http_url();
    let home = tempfile::tempdir().unwrap();
    set_up(&runtime, home.path(), url);
    let (mut chance, began) = (Chance::seeded(SEED), Instant::now());
    let mut moments: BTreeMap<String, u64> = BTreeMap::new();
    for kill in 0..KILLS {
        let life = Duration::from_micros(chance.below(LIFE_US));
        let moment = live_and_die(home.path(), url, kill * 1_000, life);
        *moments.entry(moment).or_default() += 1;
        examine(home.path(), &runtime.block_on(effects(url)));
    }
    runtime.block_on(ask(url, "DELETE", "/admin/faults", &Value::Null));
    let app = builder(home.path(), url).open().unwrap();
    runtime.block_on(app.sync(Trigger::Person)).unwrap();
    let shown = runtime.block_on(app.profile().show()).unwrap();
    assert_eq!(shown.pending, Vec::new(), "everything has arrived");
    let booked = runtime.block_on(app.bookings().show()).unwrap().bookings;
    let settled = |state| {
        matches!(
            state,
            BookingState::Booked { not_called_off: None } | BookingState::CalledOff
        )
    };
    assert!(booked.len() > 20 && booked.iter().all(|booking| settled(booking.state)));
    let arrived = runtime.block_on(effects(url));
    examine(home.path(), &arrived);
    let logins = runtime.block_on(ask(url, "GET", "/admin/logins", &Value::Null));
    eprintln!(
        "{KILLS} kills in {:?}, {} intents arrived once each, last moments {moments:?}, {logins}",
        began.elapsed(),
        arrived.len()
    );
    assert_eq!(logins["pages"], 1, "nobody was asked to sign in again");
    assert!(
        arrived.len() as u64 > KILLS / 4,
        "the phones got nowhere: {}",
        arrived.len()
    );
    let at = |moment: &str| moments.get(moment).copied().unwrap_or_default();
    assert!(
        (at("q") + at("a") + at("f") + at("w")) * 2 > KILLS,
        "too few kills fell into work: {moments:?}"
    );
    runtime.block_on(city.stop());
}
