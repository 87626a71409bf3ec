//! What was asked and what came of it. It is somebody's, so it is in memory only, and not for long.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use p256::SecretKey;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::judge::Verdict;
use super::query::Query;
use super::question::Question;
use crate::api::Problem;
use crate::cards::Words;
use crate::cards::jose::b64;
use crate::cards::jwe::fresh_secret;
use crate::identity::secret;

/// For how long a question can be answered, in seconds: as long as somebody stands at the desk.
pub const GOOD_FOR: i64 = 10 * 60;
/// For how long what came is kept, counted from the question.
const KEPT_FOR: i64 = 30 * 60;
/// How many are kept at most.
const MOST: usize = 200;

/// How the desk says who it is (OpenID4VP 1.0, 5.9.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prefix {
    /// By the hash of its certificate.
    #[default]
    X509Hash,
    /// By the host in its certificate.
    X509SanDns,
}

/// By which way a wallet came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// It is on another device than the page: it scanned the QR code.
    Across,
    /// It is on the same device: the link was followed. The person is led back.
    Here,
}

/// What is to be asked, and how.
#[derive(Debug, Clone)]
pub struct Wish {
    /// What people call it.
    pub title: Option<Words>,
    /// The question (DCQL).
    pub query: Value,
    /// What the service has registered to see, as the register lists it. `None` is no registration at all.
    pub registered: Option<Value>,
    /// What for.
    pub purpose: Option<Words>,
    /// What the holder is to agree to, each as the request carries it.
    pub transactions: Vec<String>,
    /// How the desk says who it is.
    pub prefix: Prefix,
    /// Whether the request is fetched by POST.
    pub posts: bool,
}

impl Wish {
    /// A question by itself, registered by nobody.
    pub const fn new(query: Value) -> Self {
        Self {
            title: None,
            query,
            registered: None,
            purpose: None,
            transactions: Vec::new(),
            prefix: Prefix::X509Hash,
            posts: true,
        }
    }

    /// One of those that are asked often.
    pub fn of(question: &Question) -> Self {
        let transaction = question.transaction.map(|one| b64(one().to_string()));
        Self {
            title: Some(question.words),
            registered: Some((question.registered)()),
            purpose: Some(question.purpose),
            transactions: transaction.into_iter().collect(),
            ..Self::new((question.query)())
        }
    }
}

/// How far it is.
#[derive(Debug, Clone, PartialEq)]
pub enum Progress {
    /// Nobody has come for it.
    Waiting,
    /// A wallet has fetched it.
    Fetched,
    /// An answer has come and is looked at.
    Judging,
    /// The wallet said no, with this code.
    Declined(String),
    /// The wallet showed something.
    Answered(Verdict),
}

/// A question to somebody.
#[derive(Clone)]
pub struct Asking {
    /// Its name for officials.
    pub id: String,
    /// What is asked.
    pub wish: Wish,
    /// The same, read.
    pub query: Query,
    /// The names under which wallets know it: from the QR code, and from the link.
    names: [String; 2],
    /// What the answer is encrypted to, once.
    pub key: SecretKey,
    /// What the holder signs.
    pub nonce: String,
    /// What the answer repeats.
    pub state: String,
    /// The address under which the city was called.
    pub origin: String,
    /// When it was asked, in seconds since 1970.
    pub made: i64,
    /// How far it is.
    pub progress: Progress,
    /// By which way the answer came.
    pub door: Option<Door>,
    /// With what the person comes back, if they have not yet.
    code: Option<String>,
    /// Whether they have.
    pub is_back: bool,
}

impl fmt::Debug for Asking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Asking(…)")
    }
}

impl Asking {
    /// Its name for a wallet that comes by this way.
    pub fn name(&self, door: Door) -> &str {
        let [across, here] = &self.names;
        match door {
            Door::Across => across,
            Door::Here => here,
        }
    }

    /// Until when it can be answered.
    pub const fn ends(&self) -> i64 {
        self.made.saturating_add(GOOD_FOR)
    }

    /// Whether an answer could still come.
    pub fn is_open(&self, now: i64) -> bool {
        let waits = matches!(self.progress, Progress::Waiting | Progress::Fetched);
        waits && (self.made..self.ends()).contains(&now)
    }
}

/// The desk. Cheap to share; nothing of it is written anywhere.
#[derive(Debug, Default)]
pub struct Desk(Mutex<VecDeque<Asking>>);

impl Desk {
    /// Asks. `None` for a question that no wallet should answer.
    pub fn ask(&self, wish: Wish, origin: &str, now: i64) -> Result<Option<Asking>, Problem> {
        let Some(query) = Query::read(&wish.query) else {
            return Ok(None);
        };
        let asking = Asking {
            id: secret()?,
            query,
            wish,
            names: [secret()?, secret()?],
            key: fresh_secret().ok_or(Problem::BROKEN)?,
            nonce: secret()?,
            state: secret()?,
            origin: origin.to_owned(),
            made: now,
            progress: Progress::Waiting,
            door: None,
            code: None,
            is_back: false,
        };
        let mut all = self.fresh(now);
        all.push_front(asking.clone());
        all.truncate(MOST);
        Ok(Some(asking))
    }

    /// All that is kept, the latest first.
    pub fn all(&self, now: i64) -> Vec<Asking> {
        self.fresh(now).iter().cloned().collect()
    }

    /// The one that officials call so.
    pub fn of(&self, id: &str, now: i64) -> Option<Asking> {
        self.fresh(now).iter().find(|one| one.id == id).cloned()
    }

    /// The one that wallets call so, if it can still be answered, and the way they came by.
    pub fn at(&self, name: &str, now: i64) -> Option<(Asking, Door)> {
        let all = self.fresh(now);
        let mut open = all.iter().filter(|one| one.is_open(now));
        open.find_map(|one| {
            let door = [Door::Across, Door::Here]
                .into_iter()
                .find(|door| one.name(*door) == name)?;
            Some((one.clone(), door))
        })
    }

    /// A wallet has fetched it.
    pub fn note_fetched(&self, id: &str) {
        self.change(id, |asking| {
            if asking.progress == Progress::Waiting {
                asking.progress = Progress::Fetched;
            }
        });
    }

    /// Takes the one answer there may be. `false` if there was one already.
    pub fn take(&self, id: &str) -> bool {
        let mut first = false;
        self.change(id, |asking| {
            first = matches!(asking.progress, Progress::Waiting | Progress::Fetched);
            if first {
                asking.progress = Progress::Judging;
            }
        });
        first
    }

    /// Notes what came of it, and with what the person may come back.
    pub fn close(&self, id: &str, progress: Progress, door: Door, code: Option<String>) {
        self.change(id, |asking| {
            asking.progress = progress;
            asking.door = Some(door);
            asking.code = code;
        });
    }

    /// Somebody comes back, once.
    pub fn welcome(&self, code: &str, now: i64) -> Option<Asking> {
        let mut all = self.fresh(now);
        let asking = all.iter_mut().find(|one| one.code.as_deref() == Some(code))?;
        asking.code = None;
        asking.is_back = true;
        Some(asking.clone())
    }

    /// Forgets it and everything that came.
    pub fn forget(&self, id: &str) {
        self.locked().retain(|one| one.id != id);
    }

    fn change(&self, id: &str, how: impl FnOnce(&mut Asking)) {
        if let Some(asking) = self.locked().iter_mut().find(|one| one.id == id) {
            how(asking);
        }
    }

    /// Without what is too old. The clock of a mock city can be set back: what is of the future goes as well.
    fn fresh(&self, now: i64) -> MutexGuard<'_, VecDeque<Asking>> {
        let mut all = self.locked();
        all.retain(|one| (0..KEPT_FOR).contains(&now.saturating_sub(one.made)));
        all
    }

    fn locked(&self) -> MutexGuard<'_, VecDeque<Asking>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
