//! What must be true of money, whatever goes wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::DateTime;
use madrid_core::payments::{Attempt, CitySays, Event, PageUrl, Reason, Right, Stage, State, after};
use madrid_server_stub::Charge;
use rusqlite::{Connection, OpenFlags};

use super::Outcome;
use super::phone::Sight;

/// Watches the phones of one world.
#[derive(Default)]
pub struct Judge {
    phones: BTreeMap<usize, Seen>,
    /// Names in the order in which they waited for their payer.
    pub pages: Vec<String>,
    /// Names that some phone made.
    made: BTreeSet<String>,
    /// Names of which a phone did not know at some time.
    pub unknown: BTreeSet<String>,
    /// Debts that somebody paid in another way, or that nobody owed any more in the end.
    pub at_a_counter: BTreeSet<String>,
    /// What was not true.
    pub violations: Vec<String>,
}

/// What was seen on a phone.
#[derive(Default)]
struct Seen {
    attempts: BTreeMap<String, Stage>,
    /// Whether of a letter, and the number.
    receipts: BTreeSet<(bool, String)>,
}

/// A payment in the city's records.
pub struct Record {
    key: String,
    debt: String,
    amount: i64,
    state: String,
    order: Option<String>,
    receipt: Option<String>,
    refunded: bool,
    by_letter: bool,
}

impl Record {
    /// Whether it has paid this debt.
    pub fn has_paid(&self, debt: &str) -> bool {
        self.state == "settled" && self.debt == debt
    }

    /// How it ended, for counting.
    pub fn name(&self) -> &'static str {
        match (self.state.as_str(), self.refunded) {
            ("settled", _) if self.by_letter => "letters settled",
            (_, true) => "payments given back",
            ("settled", _) => "payments settled",
            ("rejected", _) => "payments rejected",
            ("closed", _) => "payments closed",
            _ => "payments that wait",
        }
    }
}

/// The baths that were let go unpaid: what came for them has to go back.
pub fn let_go(city: &Path) -> Outcome<Vec<String>> {
    let connection = Connection::open_with_flags(city, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut query = connection.prepare("SELECT 'booking ' || reserva FROM sport_reserva WHERE pagada IS NULL")?;
    let rows = query.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Everything the treasury has, read from its file.
pub fn records(city: &Path) -> Outcome<Vec<Record>> {
    let connection = Connection::open_with_flags(city, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let sql = "SELECT key, kind || ' ' || debt, payment.amount, state, orders.number, receipt.number, given IS NOT NULL, reference IS NOT NULL
               FROM treasury_payment AS payment
               LEFT JOIN treasury_order AS orders ON orders.payment = payment.seq
               LEFT JOIN treasury_receipt AS receipt ON receipt.payment = payment.seq
               LEFT JOIN treasury_refund AS refund ON refund.payment = payment.seq ORDER BY payment.seq";
    let mut query = connection.prepare(sql)?;
    let rows = query.query_map([], |row| {
        Ok(Record {
            key: row.get(0)?,
            debt: row.get(1)?,
            amount: row.get(2)?,
            state: row.get(3)?,
            order: row.get(4)?,
            receipt: row.get(5)?,
            refunded: row.get(6)?,
            by_letter: row.get(7)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Judge {
    fn object(&mut self, what: String) {
        self.violations.push(what);
    }

    /// Looks at a phone after it did something. What changed, in words.
    pub fn observe(&mut self, phone: usize, sight: &Sight, city: &Path) -> Outcome<Vec<String>> {
        let mut seen = self.phones.remove(&phone).unwrap_or_default();
        let mut changes = Vec::new();
        let mut is_sure = Vec::new();
        for attempt in sight.attempts.iter().rev() {
            let (key, stage) = (attempt.key.expose(), attempt.state.stage());
            let before = seen.attempts.insert(key.clone(), stage);
            if before == Some(stage) {
                continue;
            }
            changes.push(format!("  phone {phone}: {key} {before:?} -> {stage:?}"));
            if let Some(before) = before.filter(|before| !reaches(*before, stage)) {
                self.object(format!(
                    "phone {phone}: a payment goes back from {before:?} to {stage:?}"
                ));
            }
            self.note(key, stage);
            if stage == Stage::NotFound || (stage.is_final() && stage != Stage::Expired) {
                is_sure.push((key.as_str(), stage));
            }
        }
        if !is_sure.is_empty() {
            let known = records(city)?;
            is_sure.iter().for_each(|sure| self.compare(phone, *sure, &known));
        }
        self.miss(phone, &mut seen, sight);
        self.phones.insert(phone, seen);
        Ok(changes)
    }

    /// Remembers what matters later of a payment that came to a new stage.
    fn note(&mut self, key: &str, stage: Stage) {
        match stage {
            Stage::Prepared => drop(self.made.insert(key.to_owned())),
            Stage::AwaitingPayer if !self.pages.iter().any(|page| page == key) => self.pages.push(key.to_owned()),
            Stage::Unknown | Stage::Submitting => drop(self.unknown.insert(key.to_owned())),
            _ => {}
        }
    }

    /// What was on a phone and is not any more. Only what never left it may go.
    fn miss(&mut self, phone: usize, seen: &mut Seen, sight: &Sight) {
        seen.attempts.retain(|key, stage| {
            let is_there = sight.attempts.iter().any(|attempt| attempt.key.expose() == key);
            if !is_there && !matches!(stage, Stage::Prepared | Stage::Expired) {
                self.violations
                    .push(format!("phone {phone}: a payment is gone that was {stage:?}"));
            }
            is_there
        });
        let own = sight.own.receipts.iter().map(|receipt| (false, receipt.number.clone()));
        let letters = sight
            .letters
            .receipts
            .iter()
            .map(|receipt| (true, receipt.number.clone()));
        let receipts: BTreeSet<(bool, String)> = own.chain(letters).collect();
        if sight.own.torn + sight.letters.torn > 0 || !receipts.is_superset(&seen.receipts) {
            self.object(format!("phone {phone}: a receipt is gone"));
        }
        seen.receipts = receipts;
    }

    /// What a phone is sure of, the city says as well.
    fn compare(&mut self, phone: usize, (key, stage): (&str, Stage), known: &[Record]) {
        let record = known.iter().find(|record| record.key == key);
        let state = record.map_or("never seen", |record| record.state.as_str());
        let says = match stage {
            Stage::Settled => "settled",
            Stage::Rejected => "rejected",
            Stage::Closed => "closed",
            _ => "never seen",
        };
        if state != says {
            self.object(format!(
                "phone {phone} is sure that a payment is {says}, and in the city it is {state}"
            ));
        }
    }

    /// Takes note of a name that a phone is known to have given, where nobody was there to see it.
    pub fn made(&mut self, key: &str) {
        self.made.insert(key.to_owned());
    }

    /// Looks at everything, after all is quiet.
    pub fn close(&mut self, phones: &[Sight], records: &[Record], charges: &[Charge]) {
        self.books(records, charges);
        for (number, sight) in phones.iter().enumerate() {
            for attempt in sight.attempts.iter().filter(|attempt| attempt.state.stage().is_open()) {
                self.object(format!("phone {number}: a payment stays {:?}", attempt.state.stage()));
            }
            self.receipts(number, sight, records);
            self.letters(number, sight, records);
        }
    }

    /// The bank's book against the city's.
    fn books(&mut self, records: &[Record], charges: &[Charge]) {
        let mut paid: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
        for charge in charges {
            let order = Some(charge.order.as_str());
            match records.iter().find(|record| record.order.as_deref() == order) {
                Some(record) => {
                    self.charge(record, charge);
                    let (kept, given_back) = paid.entry(&record.debt).or_default();
                    *if charge.refunded_cents > 0 { given_back } else { kept } += 1;
                }
                None => self.object(format!(
                    "the bank took {} for an order of nobody's",
                    charge.charged_cents
                )),
            }
        }
        for (debt, (kept, given_back)) in &paid {
            let owed = u32::from(!self.at_a_counter.contains(*debt));
            // What was given back was paid otherwise.
            if *kept > owed || (*given_back > 0 && *kept < owed) {
                self.object(format!(
                    "{debt} was paid {kept} times, and {given_back} times given back"
                ));
            }
        }
        let moved = charges
            .iter()
            .map(|charge| charge.charged_cents - charge.refunded_cents);
        let settled = records.iter().filter(|record| record.state == "settled");
        let (taken, settled): (i64, i64) = (moved.sum(), settled.map(|record| record.amount).sum());
        if taken != settled {
            self.object(format!(
                "the bank has taken {taken} cents, and the city has receipts for {settled}"
            ));
        }
    }

    /// One line of the bank's book against the city's.
    fn charge(&mut self, record: &Record, charge: &Charge) {
        let (taken, given_back) = (charge.charged_cents, charge.refunded_cents);
        if taken != record.amount {
            self.object(format!("the bank took {taken} and not {}", record.amount));
        }
        if given_back > 0 && (given_back != taken || !record.refunded) {
            self.object(format!("the bank gave {given_back} back, and it is not written down"));
        }
        if given_back == 0 && (record.state != "settled" || record.receipt.is_none()) {
            self.object(format!(
                "the bank took money, and the payment is {} in the city",
                record.state
            ));
        }
        if !self.made.contains(&record.key) {
            self.object("money was taken under a name that no phone gave".to_owned());
        }
    }

    /// A phone against the city's book: each payment that is settled, its receipt, and the sum of them. What somebody paid with a letter
    /// is the person's as well, but no payment of theirs.
    fn receipts(&mut self, number: usize, sight: &Sight, records: &[Record]) {
        let mut sum = 0;
        for record in records.iter().filter(|record| record.state == "settled") {
            sum += record.amount;
            let stage = stage_of(&sight.attempts, &record.key);
            if !record.by_letter && stage != Some(Stage::Settled) {
                self.object(format!("phone {number}: what is paid is {stage:?}"));
            }
            let has = |receipt: &str| sight.own.receipts.iter().any(|kept| kept.number == receipt);
            if !record.receipt.as_deref().is_some_and(has) {
                self.object(format!("phone {number}: what is paid has no receipt"));
            }
        }
        let on_the_phone: i64 = sight.own.receipts.iter().map(|receipt| receipt.amount.get()).sum();
        if on_the_phone != sum {
            self.object(format!(
                "phone {number} has receipts for {on_the_phone} cents, and the city for {sum}"
            ));
        }
    }

    /// The letters that were paid on a phone against the city's book.
    fn letters(&mut self, number: usize, sight: &Sight, records: &[Record]) {
        let mut sum = 0;
        for attempt in sight.attempts.iter().filter(|one| one.quote.right() == Right::Paper) {
            let key = attempt.key.expose();
            let record = records.iter().find(|record| record.key == *key);
            let is_paid = record.is_some_and(|record| record.state == "settled");
            if is_paid != (attempt.state.stage() == Stage::Settled) {
                let stage = attempt.state.stage();
                self.object(format!(
                    "phone {number}: a letter is {stage:?}, and in the city paid: {is_paid}"
                ));
            }
            sum += record.filter(|_| is_paid).map_or(0, |record| record.amount);
        }
        let kept: i64 = sight.letters.receipts.iter().map(|receipt| receipt.amount.get()).sum();
        if kept != sum {
            self.object(format!(
                "phone {number} has receipts of letters for {kept} cents, and the city for {sum}"
            ));
        }
    }

    /// Payments of which a phone did not know, and of which it knows now.
    pub fn resolved(&self) -> u64 {
        let knows = |key: &&String| {
            let mut stages = self.phones.values().filter_map(|seen| seen.attempts.get(*key));
            stages.all(|stage| !stage.is_open())
        };
        u64::try_from(self.unknown.iter().filter(knows).count()).unwrap_or_default()
    }
}

/// How far a phone knows that a payment has come.
fn stage_of(attempts: &[Attempt], key: &str) -> Option<Stage> {
    let attempt = attempts.iter().find(|attempt| attempt.key.expose() == key);
    attempt.map(|attempt| attempt.state.stage())
}

/// Whether one stage can follow from another, by however many steps of the real machine.
fn reaches(from: Stage, to: Stage) -> bool {
    let mut known = vec![from];
    let mut at = 0;
    while let Some(stage) = known.get(at).copied() {
        at += 1;
        for next in events().into_iter().filter_map(|event| after(&sample(stage), event)) {
            if !known.contains(&next.stage()) {
                known.push(next.stage());
            }
        }
    }
    known.contains(&to)
}

fn sample(stage: Stage) -> State {
    match stage {
        Stage::Prepared => State::Prepared,
        Stage::Submitting => State::Submitting,
        Stage::AwaitingPayer => State::AwaitingPayer {
            url: PageUrl::new(String::new()),
            expires: DateTime::UNIX_EPOCH,
        },
        Stage::Unknown => State::Unknown,
        Stage::NotFound => State::NotFound,
        Stage::Settled => State::Settled {
            receipt: String::new(),
            given_back: None,
        },
        Stage::Rejected => State::Rejected { reason: Reason::Other },
        Stage::Closed => State::Closed,
        Stage::Expired => State::Expired,
    }
}

fn events() -> [Event; 8] {
    let awaiting = CitySays::Awaiting {
        url: PageUrl::new("new".to_owned()),
        expires: DateTime::UNIX_EPOCH,
    };
    [
        Event::Confirmed,
        Event::TooLate,
        Event::NotHeard,
        Event::City(CitySays::NeverSeen),
        Event::City(awaiting),
        Event::City(CitySays::Settled {
            receipt: "new".to_owned(),
            given_back: None,
        }),
        Event::City(CitySays::Rejected(Reason::Other)),
        Event::City(CitySays::Closed),
    ]
}
