//! One world: a city, a person with one or two phones and a browser, and everything that goes wrong between them by one seed.

use std::sync::Arc;

use chrono::TimeDelta;
use madrid_core::app::{App, Trigger};
use madrid_core::error::Error;
use madrid_core::kernel::DebtKind;
use madrid_core::payments::{Method, Stage};
use rusqlite::Connection;
use serde_json::json;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::Outcome;
use super::chance::Chance;
use super::fate::{End, Moment, Plan};
use super::judge::{Judge, let_go, records};
use super::mistakes::Mistake;
use super::network::Net;
use super::payer::Payer;
use super::phone::{Phone, Sight};
use super::post::Post;
use super::tally::Tally;
use super::template::{PHONES, Template};
use super::town::Town;

/// Quiet rounds at the end: more than any letter or order lives.
const QUIET: u32 = 4;

/// What came of a seed.
pub struct Ended {
    /// What happened.
    pub tally: Tally,
    /// What was not true.
    pub violations: Vec<String>,
    /// All of it in words, if it was asked for.
    pub story: Vec<String>,
}

struct World<'a> {
    runtime: &'a Runtime,
    template: Arc<Template>,
    chance: Chance,
    net: Arc<Net>,
    town: Town,
    phones: Vec<Phone>,
    /// What was last seen on each: the number and the stage of every attempt.
    seen: Vec<Vec<(i64, Stage)>>,
    payer: Payer,
    judge: Judge,
    // Dropped last: everything lives in it.
    _folder: TempDir,
}

/// Plays a seed from its first step to its judgement.
pub fn play(
    runtime: &Runtime,
    template: &Arc<Template>,
    seed: u64,
    mistake: Option<Mistake>,
    is_told: bool,
) -> Outcome<Ended> {
    let mut chance = Chance::seeded(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x0060_4EE7);
    let mut fork = || Chance::seeded(chance.below(u64::MAX));
    let net = Arc::new(Net::new(fork(), mistake, is_told));
    let post = Post::new(Arc::clone(&net), fork());
    let folder = template.copy()?;
    let town = Town::open(runtime, folder.path(), template.now, &net, post)?;
    let many = if chance.below(5) < 2 { PHONES } else { 1 };
    let homes = (0..many).map(|phone| folder.path().join(format!("phone{phone}")));
    let phones = homes
        .map(|home| Phone::open(&home, template, &net))
        .collect::<Outcome<Vec<_>>>()?;
    let mut world = World {
        runtime,
        template: Arc::clone(template),
        chance,
        payer: Payer::new(Arc::clone(&net)),
        net,
        town,
        seen: phones.iter().map(|_| Vec::new()).collect(),
        phones,
        judge: Judge::default(),
        _folder: folder,
    };
    world.live()?;
    world.end()
}

impl World<'_> {
    fn live(&mut self) -> Outcome<()> {
        let steps = 12 + self.chance.below(28);
        for _ in 0..steps {
            self.step()?;
            if !self.judge.violations.is_empty() {
                break;
            }
        }
        Ok(())
    }

    fn step(&mut self) -> Outcome<()> {
        match self.chance.below(100) {
            0..30 => self.pay(),
            30..58 => self.browse(),
            58..66 => self.check(),
            66..69 => self.give_up(),
            69..77 => self.sync(),
            77..84 => self.pass(),
            84..92 => self.deliver(),
            92..95 => self.bring_late(),
            95..96 => self.restart_city(),
            96..97 => self.restart_phone(),
            97..98 => self.disk(),
            98..99 => self.deaf_bank(),
            _ => self.counter(),
        }
    }

    fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).unwrap_or(1);
        usize::try_from(self.chance.below(bound)).unwrap_or_default()
    }

    /// Mostly nothing ends an act early.
    fn plan(&mut self) -> Plan {
        let weather = match self.chance.below(10) {
            0..5 => 0,
            5..8 => 35,
            _ => 85,
        };
        let moment = if self.chance.below(2) == 0 {
            Moment::Before
        } else {
            Moment::Effect
        };
        let turn = 1 + u32::try_from(self.chance.below(4)).unwrap_or_default();
        let end = match self.chance.below(20) {
            0..2 => Some(End::Steps(u32::try_from(self.chance.below(12)).unwrap_or_default())),
            2..4 => Some(End::Dies(turn, moment)),
            4 => Some(End::Sleeps(turn, moment)),
            _ => None,
        };
        Plan { weather, end }
    }

    /// A phone does something, and is looked at afterwards.
    fn act(
        &mut self,
        phone: usize,
        plan: Plan,
        name: &'static str,
        work: impl AsyncFnOnce(&App) -> Result<(), Error>,
    ) -> Outcome<()> {
        self.net.tell(|| format!("phone {phone}: {name} {plan:?}"));
        self.net.air().tally.count("acts");
        let Some(hand) = self.phones.get_mut(phone) else {
            return Ok(());
        };
        if let Some(Err(failed)) = hand.act(plan, work)? {
            self.net.tell(|| format!("  {}", failed.code()));
        }
        self.look(phone).map(drop)
    }

    fn look(&mut self, phone: usize) -> Outcome<Sight> {
        let Some(hand) = self.phones.get_mut(phone) else {
            return Ok(Sight::default());
        };
        let sight = hand.look()?;
        let changes = self.judge.observe(phone, &sight, self.town.file())?;
        for change in changes {
            self.net.tell(|| change);
        }
        if let Some(seen) = self.seen.get_mut(phone) {
            *seen = sight
                .attempts
                .iter()
                .map(|attempt| (attempt.id, attempt.state.stage()))
                .collect();
        }
        Ok(sight)
    }

    /// One of the attempts of a phone that are at one of these stages: its number.
    fn one_of(&mut self, phone: usize, stages: &[Stage]) -> Option<i64> {
        let seen = self.seen.get(phone).map(Vec::as_slice).unwrap_or_default();
        let fitting = seen.iter().filter(|(_, stage)| stages.contains(stage));
        let fitting: Vec<i64> = fitting.map(|(id, _)| *id).collect();
        let at = self.below(fitting.len());
        fitting.get(at).copied()
    }

    /// Says yes to something that was prepared, or asks what something costs.
    fn pay(&mut self) -> Outcome<()> {
        let phone = self.below(self.phones.len());
        let plan = self.plan();
        let waits = self.one_of(phone, &[Stage::Prepared, Stage::NotFound]);
        if let Some(id) = waits.filter(|_| self.chance.below(5) > 0) {
            return self.act(phone, plan, "submit", async move |app| {
                app.payments().submit(id).await.map(drop)
            });
        }
        let method = if self.chance.below(3) == 0 {
            Method::Bizum
        } else {
            Method::Card
        };
        // One in four has the letter in the hand.
        if self.chance.below(4) == 0 {
            let at = self.below(self.template.letters.len());
            let letter = self.template.letters.get(at).cloned().unwrap_or_default();
            return self.act(phone, plan, "prepare a letter", async move |app| {
                app.payments().prepare_by_reference(&letter, method).await.map(drop)
            });
        }
        let at = self.below(self.template.debts.len());
        let Some(debt) = self.template.debts.get(at).cloned() else {
            return Ok(());
        };
        self.act(phone, plan, "prepare", async move |app| {
            app.payments().prepare(debt, method).await.map(drop)
        })
    }

    fn browse(&mut self) -> Outcome<()> {
        let pages = self.judge.pages.len();
        let is_idle = self.payer.is_idle();
        if is_idle && pages == 0 {
            return self.pay();
        }
        if is_idle || (pages > 0 && self.chance.below(5) == 0) {
            // Mostly the last one.
            let at = if self.chance.below(4) == 0 {
                self.below(pages)
            } else {
                pages - 1
            };
            if let Some(key) = self.judge.pages.get(at) {
                self.payer.open(self.runtime, &self.town, key)?;
            }
        }
        // People do a few things in a row.
        for _ in 0..=self.chance.below(4) {
            self.payer.go_on(self.runtime, &self.town, &mut self.chance)?;
        }
        Ok(())
    }

    fn check(&mut self) -> Outcome<()> {
        let phone = self.below(self.phones.len());
        let plan = self.plan();
        let open = [Stage::Submitting, Stage::AwaitingPayer, Stage::Unknown, Stage::NotFound];
        match self.one_of(phone, &open) {
            Some(id) => self.act(phone, plan, "check", async move |app| {
                app.payments().check(id).await.map(drop)
            }),
            None => self.pay(),
        }
    }

    fn give_up(&mut self) -> Outcome<()> {
        let phone = self.below(self.phones.len());
        let plan = self.plan();
        let open = [
            Stage::Prepared,
            Stage::Submitting,
            Stage::AwaitingPayer,
            Stage::Unknown,
            Stage::NotFound,
        ];
        match self.one_of(phone, &open) {
            Some(id) => self.act(phone, plan, "give up", async move |app| {
                app.payments().give_up(id).await.map(drop)
            }),
            None => Ok(()),
        }
    }

    fn sync(&mut self) -> Outcome<()> {
        let phone = self.below(self.phones.len());
        let plan = self.plan();
        let hints = self.chance.below(3) == 0;
        self.act(phone, plan, "sync", async move |app| {
            if hints {
                app.hint();
            }
            app.sync(Trigger::Person).await
        })
    }

    /// Time passes in the city, and for the phones as well, unless a clock is set.
    fn pass(&mut self) -> Outcome<()> {
        let seconds = match self.chance.below(10) {
            0..6 => 30 + self.chance.below(300),
            6..9 => 300 + self.chance.below(1_500),
            _ => 3_600 * (1 + self.chance.below(40)),
        };
        let time = TimeDelta::seconds(i64::try_from(seconds).unwrap_or_default());
        self.net.tell(|| format!("{seconds} seconds pass"));
        self.town.pass(self.runtime, time)?;
        for at in 0..self.phones.len() {
            let jump = match self.chance.below(12) {
                0 => TimeDelta::days(i64::try_from(self.chance.below(9)).unwrap_or_default() - 4),
                1 => TimeDelta::minutes(-30),
                _ => time,
            };
            if let Some(phone) = self.phones.get(at) {
                phone.jump(jump);
            }
        }
        Ok(())
    }

    /// The next things that the bank is asked, or has to tell, fare badly.
    fn deaf_bank(&mut self) -> Outcome<()> {
        let hearings = ["unheard", "unanswered", "usual"];
        let fates = ["lost", "usual", "duplicated", "forged"];
        let questions: Vec<&str> = (0..3).filter_map(|_| hearings.get(self.below(3)).copied()).collect();
        let notifications: Vec<&str> = (0..2).filter_map(|_| fates.get(self.below(4)).copied()).collect();
        let plan = json!({ "questions": questions, "notifications": notifications });
        self.net.air().tally.count("banks hard of hearing");
        self.net.tell(|| format!("the bank: {plan}"));
        self.town.force(self.runtime, &plan)
    }

    /// Somebody pays in cash, at a counter: what a card paid or is paying for the same has to go back, unless it came first.
    fn counter(&mut self) -> Outcome<()> {
        let at = self.below(self.template.debts.len());
        let Some(debt) = self.template.debts.get(at) else {
            return Ok(());
        };
        let name = format!("{} {}", debt.kind.code(), debt.id);
        if records(self.town.file())?.iter().any(|record| record.has_paid(&name)) {
            return Ok(());
        }
        let sql = match debt.kind {
            DebtKind::Fine => "UPDATE fines_boletin SET fase = 'PA' WHERE numero = ?",
            DebtKind::Tax => "UPDATE tax_recibo SET situacion = 'P' WHERE num_fijo = ?",
            DebtKind::Booking => "UPDATE sport_reserva SET pagada = pagar_hasta WHERE reserva = ? AND pagada IS NULL",
        };
        Connection::open(self.town.file())?.execute(sql, [&debt.id])?;
        self.net.tell(|| format!("{name} is paid at a counter"));
        self.net.air().tally.count("paid at a counter");
        self.judge.at_a_counter.insert(name);
        Ok(())
    }

    fn deliver(&mut self) -> Outcome<()> {
        let weather = if self.chance.below(2) == 0 { 0 } else { 70 };
        self.town.post.set_weather(weather);
        if self.net.mistake == Some(Mistake::UnlockWithoutBank) {
            let sql = "UPDATE treasury_payment SET state = 'closed' WHERE state = 'awaiting_payer'";
            Connection::open(self.town.file())?.execute(sql, [])?;
        }
        if self.chance.below(8) == 0 {
            let steps = u32::try_from(self.chance.below(12)).unwrap_or_default();
            self.net
                .tell(|| format!("the city and its bank die after {steps} steps of the post"));
            self.net.air().tally.count("cities restarted");
            self.town.deliver_and_die(self.runtime, steps)?;
            return self.town.restart(self.runtime);
        }
        let waiting = self.town.deliver(self.runtime)?;
        self.net.tell(|| format!("the bank's post: {waiting} letters wait"));
        Ok(())
    }

    fn bring_late(&mut self) -> Outcome<()> {
        self.net.tell(|| "something late".to_owned());
        let (net, post) = (Arc::clone(&self.net), Arc::clone(&self.town.post));
        self.runtime.block_on(async {
            net.bring_late().await;
            post.bring_late().await;
        });
        Ok(())
    }

    fn restart_city(&mut self) -> Outcome<()> {
        self.net.tell(|| "the city falls and stands up".to_owned());
        self.net.air().tally.count("cities restarted");
        self.town.restart(self.runtime)
    }

    fn restart_phone(&mut self) -> Outcome<()> {
        let phone = self.below(self.phones.len());
        self.net.tell(|| format!("phone {phone} dies and is started again"));
        self.net.air().tally.count("kills");
        if let Some(hand) = self.phones.get_mut(phone) {
            hand.restart()?;
        }
        self.look(phone).map(drop)
    }

    fn disk(&mut self) -> Outcome<()> {
        let (phone, which) = (self.below(self.phones.len()), self.below(2));
        let fills = self.chance.below(2) == 0;
        let Some(hand) = self.phones.get(phone) else {
            return Ok(());
        };
        self.net
            .tell(|| format!("phone {phone}: the disk {}", if fills { "is full" } else { "has room" }));
        if fills {
            self.net.air().tally.count("disks filled");
            hand.fill_the_disk(which)
        } else {
            hand.make_room()
        }
    }

    /// Nothing goes wrong any more, everything late arrives, and time goes past every end. Then all is judged.
    fn end(mut self) -> Outcome<Ended> {
        self.net.tell(|| "quiet".to_owned());
        self.town.post.set_weather(0);
        self.town.force(self.runtime, &json!({}))?;
        for phone in &self.phones {
            phone.make_room()?;
        }
        let mut seen = Vec::new();
        for _ in 0..QUIET {
            let (net, post) = (Arc::clone(&self.net), Arc::clone(&self.town.post));
            self.runtime
                .block_on(async { while net.bring_late().await || post.bring_late().await {} });
            self.town.deliver(self.runtime)?;
            self.town.give_back(self.runtime)?;
            self.town.pass(self.runtime, TimeDelta::hours(2))?;
            seen.clear();
            for phone in 0..self.phones.len() {
                let sync = async |app: &App| app.sync(Trigger::Person).await;
                self.act(phone, Plan::default(), "sync", sync)?;
                seen.push(self.look(phone)?);
            }
        }
        let records = records(self.town.file())?;
        let charges = self.town.charges(self.runtime)?;
        self.judge.at_a_counter.extend(let_go(self.town.file())?);
        self.judge.close(&seen, &records, &charges);
        let mut tally = self.net.air().tally.clone();
        tally.add("unknowns resolved", self.judge.resolved());
        tally.add("charges", u64::try_from(charges.len()).unwrap_or_default());
        for record in &records {
            tally.count(record.name());
        }
        let story = self.net.air().story.take().unwrap_or_default();
        Ok(Ended {
            tally,
            violations: std::mem::take(&mut self.judge.violations),
            story,
        })
    }
}
