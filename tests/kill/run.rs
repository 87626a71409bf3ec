//! Raises phones and kills them.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use madrid_core::app::AppBuilder;
use madrid_core::sync::Trigger;
use madrid_server_stub::{City, CityOptions};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::chance::Chance;
use crate::http::ask;
use crate::judge;

const PHONES: u64 = 5;
const KILLS_PER_PHONE: u64 = 60;
/// A phone lives so long at most, in microseconds, after it says that it is open.
const LIFE_US: u64 = 60_000;
/// The first lives are longer, or the first page would never be taken in.
const FIRST_LIFE_US: u64 = 400_000;
/// The first lives of a phone.
const FIRST_KILLS: u64 = 6;
/// Longer than it takes to read an answer, write its rows and commit on a slow machine.
const TAKING_IN_US: u64 = 16_000;
/// How often the longest wait after an answer may be halved, so that a fast machine is caught at it, too: to 250 µs.
const HALVINGS: u64 = 7;
const PLACES: usize = 600;
const SEED: u64 = 20_261_124;

/// Every fault but the lost cursor, which rightly begins again and so applies again.
fn faults() -> Value {
    json!({ "rules": [
        { "fault": "delay", "probability": 0.2, "delay_ms": 10 },
        { "fault": "drop_before", "probability": 0.06 },
        { "fault": "drop_after", "probability": 0.06 },
        { "fault": "status", "probability": 0.06, "status": 500 },
        { "fault": "busy", "probability": 0.04, "retry_after_s": 0 },
        { "fault": "busy", "probability": 0.02, "retry_after_s": 1 },
        { "fault": "truncate", "probability": 0.08 },
        { "fault": "broken_json", "probability": 0.06 },
    ]})
}

impl Chance {
    /// Half the phones die at any instant, half of them where it hurts most.
    fn death(&mut self, kill: u64) -> Death {
        if kill.is_multiple_of(2) {
            let longest = if kill < FIRST_KILLS { FIRST_LIFE_US } else { LIFE_US };
            Death::AfterOpening(Duration::from_micros(self.below(longest)))
        } else {
            let longest = TAKING_IN_US >> self.below(HALVINGS);
            Death::AfterAnswer(Duration::from_micros(self.below(longest)))
        }
    }
}

/// When a phone dies.
enum Death {
    /// So long after it is open, whatever it is doing.
    AfterOpening(Duration),
    /// So long after an answer of the city: while it is taken in, however slow this machine is.
    AfterAnswer(Duration),
}

/// Starts a phone and kills it; the last moment it told of.
fn live_and_die(home: &Path, city: &str, death: &Death) -> String {
    let mut phone = Command::new(env!("CARGO_BIN_EXE_kill-phone"))
        .arg(home)
        .arg(city)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(phone.stdout.take().unwrap()).lines();
    let mut last = lines
        .next()
        .unwrap_or_else(|| panic!("the phone did not open"))
        .unwrap();
    assert_eq!(last, "s");
    let life = match death {
        Death::AfterOpening(life) => life,
        Death::AfterAnswer(life) => {
            // Not for ever: the city may have asked this phone to wait.
            let mut seen = lines.by_ref().take(200).map(Result::unwrap);
            last = seen.find(|moment| moment == "a").unwrap_or(last);
            life
        }
    };
    // Not to wait for something, but to die at a chosen instant.
    std::thread::sleep(*life);
    // SIGKILL: nothing of the phone's own gets a chance to tidy up.
    phone.kill().unwrap();
    phone.wait().unwrap();
    lines.map(Result::unwrap).last().unwrap_or(last)
}

/// A new phone with the judge's log in it.
fn new_phone(home: &Path, url: &str) {
    drop(AppBuilder::new(home, url).open().unwrap());
    judge::watch(home);
}

async fn churn(url: &str, chance: &mut Chance) {
    let (upserts, deletes, inserts) = (chance.below(60), chance.below(12), chance.below(14));
    let body = json!({ "upserts": upserts, "deletes": deletes, "inserts": inserts });
    ask(url, "POST", "/admin/churn", &body).await;
}

/// The last run, undisturbed: now the phone must hold exactly what the city has.
async fn settle(home: &Path, url: &str, epoch: &str) {
    ask(url, "DELETE", "/admin/faults", &Value::Null).await;
    let app = AppBuilder::new(home, url).open().unwrap();
    app.sync(Trigger::Person).await.unwrap();
    drop(app);
    let page = ask(url, "GET", "/v1/places?limit=10000", &Value::Null).await;
    judge::compare(home, &judge::live(&page));
    judge::examine(home, epoch);
}

#[test]
fn three_hundred_kills_skip_nothing_and_apply_nothing_twice() {
    let runtime = Runtime::new().unwrap();
    let options = CityOptions {
        synthetic: PLACES,
        seed: SEED,
        ..CityOptions::default()
    };
    let city = runtime.block_on(City::start(options)).unwrap();
    let url = city.http_url();
    let collections = runtime.block_on(ask(url, "GET", "/admin/collections", &Value::Null));
    let epoch = collections["places"]["epoch"].as_str().unwrap();
    let mut chance = Chance::seeded(SEED);
    let mut moments: BTreeMap<String, u64> = BTreeMap::new();
    let (began, mut applied) = (Instant::now(), 0);
    for _ in 0..PHONES {
        let home = tempfile::tempdir().unwrap();
        new_phone(home.path(), url);
        runtime.block_on(ask(url, "PUT", "/admin/faults", &faults()));
        for kill in 0..KILLS_PER_PHONE {
            runtime.block_on(churn(url, &mut chance));
            let moment = live_and_die(home.path(), url, &chance.death(kill));
            *moments.entry(moment).or_default() += 1;
            judge::examine(home.path(), epoch);
        }
        applied += judge::applied(home.path());
        runtime.block_on(settle(home.path(), url, epoch));
    }
    let kills: u64 = moments.values().sum();
    eprintln!(
        "{kills} kills in {:?}, {applied} changes applied before the last runs, last moments {moments:?}",
        began.elapsed()
    );
    assert_eq!(kills, PHONES * KILLS_PER_PHONE);
    assert_fell_inside(&moments, kills);
    let least = i64::try_from(PLACES).unwrap();
    assert!(applied > least, "the phones got nowhere: {applied}");
    runtime.block_on(city.stop());
}

/// A kill between two runs proves little: most must fall into one, and a fair share between an answer and the end of the
/// transaction that takes it in.
fn assert_fell_inside(moments: &BTreeMap<String, u64>, kills: u64) {
    let at = |moment: &str| moments.get(moment).copied().unwrap_or_default();
    assert!(
        (at("q") + at("f") + at("a")) * 2 > kills,
        "too few kills fell into a run: {moments:?}"
    );
    assert!(
        at("a") * 10 > kills,
        "too few kills fell between an answer and its commit: {moments:?}"
    );
}
