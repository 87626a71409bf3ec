//! One connection behind a mutex, with its interrupt handle outside it, so that a waiting caller can still stop it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, InterruptHandle};

/// A connection and the means to stop whatever it is doing.
pub(super) struct Lane {
    connection: Mutex<Connection>,
    interrupt: InterruptHandle,
    /// The ticket of the query now running, 0 for none. Held while interrupting, so a late cancel never hits the next
    /// caller's query.
    running: Mutex<u64>,
}

/// Names one query, so that it can be interrupted and no other, and remembers whether anybody still wants it.
#[derive(Debug, Clone)]
pub(super) struct Ticket {
    /// 0 is never issued.
    number: u64,
    withdrawn: Arc<AtomicBool>,
}

impl Ticket {
    pub fn next() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self {
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            withdrawn: Arc::default(),
        }
    }

    pub fn withdraw(&self) {
        self.withdrawn.store(true, Ordering::SeqCst);
    }

    pub fn is_withdrawn(&self) -> bool {
        self.withdrawn.load(Ordering::SeqCst)
    }
}

impl Lane {
    pub fn new(connection: Connection) -> Self {
        let interrupt = connection.get_interrupt_handle();
        Self {
            connection: Mutex::new(connection),
            interrupt,
            running: Mutex::new(0),
        }
    }

    /// The connection, waiting for whoever has it.
    pub fn lock(&self) -> MutexGuard<'_, Connection> {
        // A panic while the lock was held rolled its transaction back, so the connection itself is sound.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The connection if nobody has it.
    pub fn try_lock(&self) -> Option<MutexGuard<'_, Connection>> {
        match self.connection.try_lock() {
            Ok(guard) => Some(guard),
            Err(std::sync::TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(std::sync::TryLockError::WouldBlock) => None,
        }
    }

    /// Runs `f` as the query named `ticket`.
    pub fn run<T>(&self, ticket: &Ticket, connection: &mut Connection, f: impl FnOnce(&mut Connection) -> T) -> T {
        self.set_running(ticket.number);
        let _done = RunningGuard(self);
        f(connection)
    }

    /// Stops the query named `ticket` if it is running here.
    pub fn interrupt(&self, ticket: &Ticket) {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if *running == ticket.number {
            self.interrupt.interrupt();
        }
    }

    /// Stops whatever is running here.
    pub fn interrupt_any(&self) {
        self.interrupt.interrupt();
    }

    fn set_running(&self, ticket: u64) {
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = ticket;
    }
}

struct RunningGuard<'a>(&'a Lane);

impl Drop for RunningGuard<'_> {
    fn drop(&mut self) {
        self.0.set_running(0);
    }
}
