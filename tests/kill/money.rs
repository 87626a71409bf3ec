//! Kills a phone that pays, the city and its bank, at random instants: nothing is paid twice and nothing is lost.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use madrid_core::app::App;
use madrid_core::kernel::Access;
use madrid_core::payments::{KeptReceipts, Stage};
use madrid_core::sync::Trigger;
use madrid_server_stub::Charge;
use madrid_tests::browser::Payer;
use madrid_tests::money::{Judge, Sight, records};
use madrid_tests::signed_in::{Hands, builder, persona_at, sign_in};
use rusqlite::{Connection, OpenFlags};
use serde_json::json;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::chance::Chance;
use crate::http::ask;
use crate::judge::database;

const ROUNDS: u64 = 300;
/// Between two kills, in microseconds, at most.
const QUIET_US: u64 = 150_000;
const SEED: u64 = 20_261_130;
const WHO: &str = "p-marta";
/// So many fines to pay: more than can be paid in all the rounds.
const DEBTS: usize = 400;
/// One that the bank takes, twice as often as one that it refuses.
const CARDS: [&str; 3] = ["4548812049400004", "4548812049400004", "4111111111111111"];
/// How often everybody is asked, in the end, before what still waits is a payment that nobody knows of.
const LAST_RUNS: usize = 20;

/// The names under which attempts were born on the phone, by their number: the name itself is sealed.
const BIRTHS: &str = "CREATE TABLE judge_birth (id INTEGER PRIMARY KEY);
    CREATE TRIGGER judge_born AFTER INSERT ON payment_attempt WHEN NEW.stage = 'prepared'
    BEGIN INSERT OR IGNORE INTO judge_birth VALUES (NEW.id); END;";

/// A process that says where it is, and is killed.
struct House {
    words: Vec<String>,
    url: String,
    child: Child,
}

impl House {
    /// On a free port.
    fn start(words: &[&str]) -> Self {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let (child, url) = raise(&words);
        Self { words, url, child }
    }

    /// Falls, and stands up again where it was.
    fn kill(&mut self) {
        end(&mut self.child);
        let port = self.url.rsplit(':').next().unwrap();
        self.words[1] = port.to_owned();
        let (child, url) = raise(&self.words);
        assert_eq!(url, self.url);
        self.child = child;
    }
}

impl Drop for House {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

fn raise(words: &[String]) -> (Child, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kill-house"));
    let mut child = command.args(words).stdout(Stdio::piped()).spawn().unwrap();
    let mut url = String::new();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    said.read_line(&mut url).unwrap();
    assert!(url.starts_with("http://"), "{words:?} did not stand up");
    (child, url.trim().to_owned())
}

/// SIGKILL: nothing gets a chance to tidy up.
fn end(child: &mut Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

/// A phone that is on.
struct Phone {
    child: Child,
    said: BufReader<ChildStdout>,
}

impl Phone {
    fn start(home: &Path, city: &str, first: u64) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_money-phone"));
        let command = command.arg(home).arg(city).arg(first.to_string());
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        assert_eq!(line, "s\n", "the phone did not open");
        Self { child, said }
    }

    /// Kills it. How often its person said yes, and whether it died with a question on its way.
    fn kill(mut self) -> (usize, bool) {
        end(&mut self.child);
        let moments: Vec<String> = self.said.lines().map(Result::unwrap).collect();
        let yes = moments.iter().filter(|moment| *moment == "y").count();
        (yes, moments.last().is_some_and(|moment| moment == "q"))
    }
}

/// Everybody who can be killed, and their files.
struct World {
    folder: TempDir,
    bank: House,
    city: House,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let bank = House::start(&["bank", "0", &file("bank.sqlite")]);
        let city = House::start(&["city", "0", &file("city.sqlite"), &bank.url]);
        Self { folder, bank, city }
    }

    fn city_file(&self) -> std::path::PathBuf {
        self.folder.path().join("city.sqlite")
    }

    fn home(&self) -> std::path::PathBuf {
        self.folder.path().join("phone")
    }

    /// The person signs in, owes a great deal, and the judge's log is on the phone.
    fn set_up(&self, runtime: &Runtime) {
        let home = self.home();
        std::fs::create_dir(&home).unwrap();
        // Sessions are not what is tried here: they last.
        let lifetimes = json!({ "access_seconds": 86_400, "refresh_days": 90 });
        runtime.block_on(ask(&self.city.url, "PUT", "/admin/sessions/lifetimes", &lifetimes));
        let persona = runtime.block_on(persona_at(&self.city.url, WHO)).unwrap();
        let fines = owe(&self.city_file(), &persona.nif);
        std::fs::write(home.join("debts"), fines.join("\n")).unwrap();
        let app = self.open();
        let signed_in = sign_in(&app, Arc::new(Hands(persona)), Access::Strong, false);
        runtime.block_on(signed_in).unwrap();
        drop(app);
        Connection::open(database(&home))
            .unwrap()
            .execute_batch(BIRTHS)
            .unwrap();
    }

    fn open(&self) -> App {
        builder(&self.home(), &self.city.url).open().unwrap()
    }

    /// Looks at a phone that is off.
    fn look(&self, runtime: &Runtime, judge: &mut Judge) -> Sight {
        let app = self.open();
        let attempts = runtime.block_on(app.payments().attempts()).unwrap();
        let own = runtime.block_on(app.payments().receipts()).unwrap();
        drop(app);
        for attempt in attempts.iter().filter(|attempt| born(&self.home(), attempt.id)) {
            judge.made(attempt.key.expose());
        }
        // Nobody pays a letter here.
        let sight = Sight {
            attempts,
            own,
            letters: KeptReceipts::default(),
        };
        judge.observe(0, &sight, &self.city_file()).unwrap();
        sight
    }

    fn charges(&self) -> Vec<Charge> {
        let bank = self.folder.path().join("bank.sqlite");
        let bank = Connection::open_with_flags(bank, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        let mut query = bank
            .prepare("SELECT order_number, charged_cents, refunded_cents FROM charges")
            .unwrap();
        let rows = query.query_map([], |row| {
            Ok(Charge {
                order: row.get(0)?,
                charged_cents: row.get(1)?,
                refunded_cents: row.get(2)?,
            })
        });
        rows.unwrap().map(Result::unwrap).collect()
    }
}

/// Many fines more, as the first one that somebody has. Their numbers.
fn owe(city: &Path, titular: &str) -> Vec<String> {
    let city = Connection::open(city).unwrap();
    let numbers: Vec<String> = (0..DEBTS)
        .map(|number| format!("{:09}", 700_000_000 + number))
        .collect();
    for number in &numbers {
        let sql = "CREATE TEMP TABLE IF NOT EXISTS pattern AS SELECT * FROM fines_boletin WHERE titular = ?1 LIMIT 1";
        city.execute(sql, [titular]).unwrap();
        city.execute("UPDATE pattern SET numero = ?1", [number]).unwrap();
        city.execute("INSERT INTO fines_boletin SELECT * FROM pattern", [])
            .unwrap();
    }
    numbers
}

fn born(home: &Path, id: i64) -> bool {
    let phone = Connection::open(database(home)).unwrap();
    let mut query = phone.prepare_cached("SELECT 1 FROM judge_birth WHERE id = ?1").unwrap();
    query.exists([id]).unwrap()
}

/// Somebody who goes to the bank with whatever waits for a payer, until it is enough. How often the bank's page was answered.
fn keep_paying(city: &str, file: &Path, is_enough: &AtomicBool) -> u64 {
    let (mut chance, mut paid) = (Chance::seeded(SEED), 0);
    while !is_enough.load(Ordering::Relaxed) {
        let waiting = waiting(file).unwrap_or_default();
        for key in &waiting {
            let card = CARDS[usize::try_from(chance.below(3)).unwrap()];
            // The city or the bank may be dead: then it is tried again.
            paid += u64::from(Payer::at(city).pay(&format!("{city}/pay/{key}"), card).is_some());
        }
        if waiting.is_empty() {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    paid
}

fn waiting(file: &Path) -> rusqlite::Result<Vec<String>> {
    let city = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut query = city.prepare("SELECT key FROM treasury_payment WHERE state = 'awaiting_payer'")?;
    query.query_map([], |row| row.get(0))?.collect()
}

/// What was killed, and in what it fell.
#[derive(Debug, Default)]
struct Kills {
    phones: u64,
    cities: u64,
    banks: u64,
    /// Phones that died with a question on its way.
    asking: u64,
    /// How often the person said yes.
    yes: usize,
}

fn kill_and_kill(world: &mut World, runtime: &Runtime, judge: &mut Judge) -> Kills {
    let (mut chance, mut kills, home) = (Chance::seeded(SEED), Kills::default(), world.home());
    let mut phone = Phone::start(&home, &world.city.url, 0);
    for round in 0..ROUNDS {
        // Not to wait for something, but to kill at a chosen instant.
        std::thread::sleep(Duration::from_micros(chance.below(QUIET_US)));
        match chance.below(10) {
            0 | 1 => {
                world.city.kill();
                kills.cities += 1;
            }
            2 | 3 => {
                world.bank.kill();
                kills.banks += 1;
            }
            _ => {
                let (yes, asking) = phone.kill();
                kills.phones += 1;
                kills.yes += yes;
                kills.asking += u64::from(asking);
                world.look(runtime, judge);
                phone = Phone::start(&home, &world.city.url, round * 7);
            }
        }
    }
    phone.kill();
    kills
}

/// Nobody dies any more. Everything that waits is asked about, and what nobody wants is closed, until all is known.
fn settle(world: &World, runtime: &Runtime) {
    let app = world.open();
    for _ in 0..LAST_RUNS {
        runtime.block_on(app.sync(Trigger::Person)).unwrap();
        let attempts = runtime.block_on(app.payments().attempts()).unwrap();
        let open = |stage: Stage| stage.is_open() || stage == Stage::NotFound;
        let open: Vec<_> = attempts.iter().filter(|attempt| open(attempt.state.stage())).collect();
        if open.is_empty() {
            return;
        }
        for attempt in open {
            runtime.block_on(app.payments().give_up(attempt.id)).unwrap();
        }
    }
}

#[test]
fn three_hundred_kills_of_phone_city_and_bank_charge_nothing_twice_and_lose_nothing() {
    let (runtime, began) = (Runtime::new().unwrap(), Instant::now());
    let (mut world, mut judge, is_enough) = (World::new(), Judge::default(), AtomicBool::new(false));
    world.set_up(&runtime);
    let (url, file) = (world.city.url.clone(), world.city_file());
    let (kills, paid) = std::thread::scope(|scope| {
        let payer = scope.spawn(|| keep_paying(&url, &file, &is_enough));
        let kills = kill_and_kill(&mut world, &runtime, &mut judge);
        is_enough.store(true, Ordering::Relaxed);
        (kills, payer.join().unwrap())
    });
    settle(&world, &runtime);
    let seen = world.look(&runtime, &mut judge);
    let (known, charges) = (records(&world.city_file()).unwrap(), world.charges());
    judge.close(&[seen], &known, &charges);
    eprintln!(
        "{kills:?} in {:?}: {} payments in the city, the bank answered {paid} times and took money {} times, {} of unknown \
         outcome resolved",
        began.elapsed(),
        known.len(),
        charges.len(),
        judge.resolved()
    );
    assert_eq!(judge.violations, Vec::<String>::new());
    assert_eq!(kills.phones + kills.cities + kills.banks, ROUNDS);
    assert!(charges.len() > 20, "hardly anything was paid");
    assert!(
        kills.asking * 4 > kills.phones,
        "too few phones died with a question on its way"
    );
}
