//! A phone: the real app in a folder of its own, which dies in the middle of what it does and is opened again.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::TimeDelta;
use madrid_core::app::{App, AppBuilder};
use madrid_core::payments::{Attempt, KeptReceipts};
use madrid_core::ports::{Entropy, FakeClock, ScriptedWeb};
use madrid_server_stub::CityInside;
use rusqlite::Connection;
use tokio::runtime::Runtime;

use super::fate::{Fate, Mortal, Plan};
use super::mistakes::Mistake;
use super::network::{Line, Net};
use super::template::{Template, copy_files, runtime};
use super::{Outcome, wrong};

/// Nobody waits in a simulation: every pause is as short as chance allows.
struct NoPause;

impl Entropy for NoPause {
    fn next_u64(&self) -> u64 {
        0
    }
}

/// What cannot be written for a while.
const FULL: [&str; 2] = [
    "CREATE TRIGGER IF NOT EXISTS full_attempts BEFORE UPDATE ON payment_attempt BEGIN SELECT RAISE(ABORT, 'full'); END",
    "CREATE TRIGGER IF NOT EXISTS full_receipts BEFORE INSERT ON receipt BEGIN SELECT RAISE(ABORT, 'full'); END;
     CREATE TRIGGER IF NOT EXISTS full_letters BEFORE INSERT ON reference_receipt BEGIN SELECT RAISE(ABORT, 'full'); END",
];
const ROOM: &str = "DROP TRIGGER IF EXISTS full_attempts; DROP TRIGGER IF EXISTS full_receipts;
     DROP TRIGGER IF EXISTS full_letters";
/// A mistake: the receipt is let go without a word.
const LOSES_RECEIPTS: &str = "CREATE TRIGGER loses BEFORE INSERT ON receipt BEGIN SELECT RAISE(IGNORE); END";
/// A mistake: what nobody knows is let go.
const FORGETS: &str = "DELETE FROM payment_attempt WHERE stage IN ('submitting', 'unknown')";

/// What is on a phone about money.
#[derive(Default)]
pub struct Sight {
    /// Every attempt, of the person and with a letter.
    pub attempts: Vec<Attempt>,
    /// The person's receipts.
    pub own: KeptReceipts,
    /// Those of letters that were paid on this phone.
    pub letters: KeptReceipts,
}

/// A phone.
pub struct Phone {
    home: PathBuf,
    template: Arc<Template>,
    /// Its own idea of the time.
    pub clock: Arc<FakeClock>,
    net: Arc<Net>,
    fate: Arc<Fate>,
    life: Option<Life>,
    restarts: u32,
}

struct Life {
    app: Arc<App>,
    // Dropped last: what was begun is broken off with it.
    runtime: Runtime,
}

impl Phone {
    /// The phone whose files are in this folder.
    pub fn open(home: &Path, template: &Arc<Template>, net: &Arc<Net>) -> Outcome<Self> {
        let mut phone = Self {
            home: home.to_owned(),
            template: Arc::clone(template),
            clock: Arc::new(FakeClock::at(template.now)),
            net: Arc::clone(net),
            fate: Arc::default(),
            life: None,
            restarts: 0,
        };
        if net.mistake == Some(Mistake::LoseReceipt) {
            phone.on_the_disk(LOSES_RECEIPTS)?;
        }
        if net.mistake == Some(Mistake::RestoreOldCopy) {
            copy_files(home, &home.join("old"))?;
        }
        phone.start()?;
        Ok(phone)
    }

    fn start(&mut self) -> Outcome<()> {
        let line = Arc::new(Line::new(Arc::clone(&self.net), Arc::clone(&self.fate)));
        let app = AppBuilder::new(&self.home, CityInside::ORIGIN)
            .transport(Arc::clone(&line) as Arc<_>)
            // Money alone is simulated: the wallet reaches nobody.
            .web(Arc::new(ScriptedWeb::default()))
            .key_store(Arc::clone(&self.template.keys) as Arc<_>)
            .clock(Arc::clone(&self.clock) as Arc<_>)
            .entropy(Arc::new(NoPause))
            .open()?;
        let app = Arc::new(app);
        line.belongs_to(&app);
        self.life = Some(Life {
            app,
            runtime: runtime()?,
        });
        Ok(())
    }

    /// Does something under this plan: `None` if the phone died of it, and was started again.
    pub fn act<T>(&mut self, plan: Plan, work: impl AsyncFnOnce(&App) -> T) -> Outcome<Option<T>> {
        let life = self.life.as_ref().ok_or_else(|| wrong("the phone is off"))?;
        self.fate.begin(plan);
        let app: &App = &life.app;
        let done = life.runtime.block_on(Mortal::new(work(app), &self.fate));
        if done.is_none() {
            self.net.air().tally.count("kills");
            self.net.tell(|| format!("  the phone dies: {:?}", plan.end));
            self.restart()?;
        } else if self.fate.is_asleep() {
            self.net.air().tally.count("disks taken away");
            self.net.tell(|| "  the disk was taken away".to_owned());
            life.app.resume()?;
        }
        self.fate.begin(Plan::default());
        Ok(done)
    }

    /// It dies and is started again.
    pub fn restart(&mut self) -> Outcome<()> {
        if let Some(life) = self.life.take() {
            // What the disk was told already it still does, as a disk does. Nothing else happens any more.
            let last = life
                .runtime
                .block_on(async { tokio::task::spawn_blocking(|| ()).await });
            last?;
            drop(life.app);
            drop(life.runtime);
        }
        self.restarts += 1;
        match self.net.mistake {
            Some(Mistake::ForgetUnknownOnRestart) => self.on_the_disk(FORGETS)?,
            Some(Mistake::RestoreOldCopy) if self.restarts == 1 => self.put_back()?,
            _ => {}
        }
        self.start()
    }

    fn put_back(&self) -> Outcome<()> {
        for file in std::fs::read_dir(&self.home)? {
            let file = file?;
            if file.file_type()?.is_file() {
                std::fs::remove_file(file.path())?;
            }
        }
        copy_files(&self.home.join("old"), &self.home)
    }

    /// What is on the phone about money.
    pub fn look(&mut self) -> Outcome<Sight> {
        let seen = self.act(Plan::default(), async |app| {
            let mut attempts = app.payments().attempts().await?;
            attempts.extend(app.payments().attempts_by_reference().await?);
            Ok::<_, madrid_core::error::Error>(Sight {
                attempts,
                own: app.payments().receipts().await?,
                letters: app.payments().receipts_by_reference().await?,
            })
        });
        let seen = seen?.ok_or_else(|| wrong("the phone died by itself"))?;
        Ok(seen?)
    }

    /// From now on something cannot be written.
    pub fn fill_the_disk(&self, which: usize) -> Outcome<()> {
        self.on_the_disk(FULL.get(which % FULL.len()).copied().unwrap_or_default())
    }

    /// Everything can be written again.
    pub fn make_room(&self) -> Outcome<()> {
        self.on_the_disk(ROOM)
    }

    /// Its clock is set.
    pub fn jump(&self, by: TimeDelta) {
        self.clock.advance(by);
    }

    fn on_the_disk(&self, sql: &str) -> Outcome<()> {
        let connection = Connection::open(self.home.join("madrid.db"))?;
        Ok(connection.execute_batch(sql)?)
    }
}
