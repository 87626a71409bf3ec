//! A phone that is killed at any instant of a synchronisation, under every fault of the network, skips no change and
//! applies none twice.
//!
//! The phone is a process of its own (`kill/phone.rs`) and dies by SIGKILL. The judge knows nothing of the phone's code: it
//! reads the database file with plain SQLite, and a log that triggers write inside the phone's own transactions tells what was
//! applied, and how often. What the log says is as durable as what it speaks of.
//!
//! `outbox` is the other direction: what a person wrote reaches the city once, whenever the phone dies. There the city's
//! ledger of effects is the judge.
//!
//! `money` kills everybody: a phone whose person pays, the city and its bank, each a process of its own. The books of the three are the
//! judge, by the rules of the simulation of money.
#![cfg(unix)]

#[cfg(test)]
#[path = "kill/chance.rs"]
mod chance;
#[cfg(test)]
#[path = "faults/http.rs"]
mod http;
#[cfg(test)]
#[path = "kill/judge.rs"]
mod judge;
#[cfg(test)]
#[path = "kill/money.rs"]
mod money;
#[cfg(test)]
#[path = "kill/outbox.rs"]
mod outbox;
#[cfg(test)]
#[path = "kill/run.rs"]
mod run;
