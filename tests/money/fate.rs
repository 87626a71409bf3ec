//! What is to happen to a phone while it does something: its weather, and whether and where it dies or is put to sleep.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// A moment of an exchange with the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Before the city hears of it.
    Before,
    /// The city has done it, and its answer is on the way.
    Effect,
}

/// What ends an act early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The phone dies after so many steps of its own.
    Steps(u32),
    /// The phone dies in this exchange.
    Dies(u32, Moment),
    /// The disk is taken away in this exchange.
    Sleeps(u32, Moment),
}

/// What is to happen during one act.
#[derive(Debug, Clone, Copy, Default)]
pub struct Plan {
    /// How many of a hundred exchanges go wrong.
    pub weather: u64,
    /// What ends it early.
    pub end: Option<End>,
}

/// What happens to the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blow {
    /// Nothing.
    None,
    /// It dies.
    Death,
    /// Its disk is taken away.
    Sleep,
}

/// The fate of one phone, known to the phone and to its network.
#[derive(Debug, Default)]
pub struct Fate(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    plan: Plan,
    turn: u32,
    steps: u32,
    dead: bool,
    asleep: bool,
    waker: Option<Waker>,
}

impl Fate {
    /// A new act begins.
    pub fn begin(&self, plan: Plan) {
        *self.inner() = Inner {
            plan,
            ..Inner::default()
        };
    }

    /// The number of the exchange that begins, and the weather in which it does.
    pub fn exchange(&self) -> (u32, u64) {
        let mut inner = self.inner();
        inner.turn += 1;
        (inner.turn, inner.plan.weather)
    }

    /// What happens at this moment. The dead stay dead.
    pub fn strike(&self, turn: u32, moment: Moment) -> Blow {
        let mut inner = self.inner();
        match inner.plan.end {
            _ if inner.dead => Blow::Death,
            Some(End::Dies(at, when)) if (at, when) == (turn, moment) => {
                inner.dead = true;
                // Whoever waits for the phone hears of it.
                inner.waker.take().into_iter().for_each(Waker::wake);
                Blow::Death
            }
            Some(End::Sleeps(at, when)) if (at, when) == (turn, moment) => {
                inner.asleep = true;
                Blow::Sleep
            }
            _ => Blow::None,
        }
    }

    /// Whether the disk was taken away.
    pub fn is_asleep(&self) -> bool {
        self.inner().asleep
    }

    /// Whether steps are counted.
    fn counts(&self) -> bool {
        matches!(self.inner().plan.end, Some(End::Steps(_)))
    }

    /// One more step of the phone; whether it is dead by then.
    fn step(&self, waker: &Waker) -> bool {
        let mut inner = self.inner();
        inner.waker = Some(waker.clone());
        inner.steps += 1;
        if matches!(inner.plan.end, Some(End::Steps(last)) if inner.steps > last) {
            inner.dead = true;
        }
        inner.dead
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Work that ends with the phone: `None` if it died first.
pub struct Mortal<'a, T> {
    work: Pin<Box<dyn Future<Output = T> + 'a>>,
    fate: &'a Fate,
}

impl<'a, T> Mortal<'a, T> {
    /// This work, under this fate.
    pub fn new(work: impl Future<Output = T> + 'a, fate: &'a Fate) -> Self {
        Self {
            work: Box::pin(work),
            fate,
        }
    }
}

impl<T> Future for Mortal<'_, T> {
    type Output = Option<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        if self.fate.step(context.waker()) {
            return Poll::Ready(None);
        }
        if !self.fate.counts() {
            return self.work.as_mut().poll(context).map(Some);
        }
        // Steps must be the same in every run of a seed: what blocks begins after this step, and never ends within it.
        let gate = Arc::new(Mutex::new(()));
        let shut = gate.lock().unwrap_or_else(PoisonError::into_inner);
        let opens = Arc::clone(&gate);
        tokio::task::spawn_blocking(move || drop(opens.lock()));
        let polled = self.work.as_mut().poll(context).map(Some);
        drop(shut);
        polled
    }
}
