//! The simulation of money: the real core and the mock city with its gateway, in one process and over the transport port.
//!
//! Each seed is a world of its own, in which everything goes wrong that can. At its end nothing may have been charged twice, nothing
//! lost, and the cents of phone, city and bank must be the same.
//!
//! - `world` is one seed: its steps, and its end; `template` is how each begins. `run` plays many.
//! - `town` is the city, `post` how its gateway's notices come, `payer` somebody in a browser; `phone` is a phone, `network` its way to
//!   the city, and `fate` what becomes of it meanwhile.
//! - `judge` says what must be true. `mistakes` are planted to see that it would notice, some of them in `lies`; `tally` counts.

#[path = "../kill/chance.rs"]
mod chance;
mod fate;
mod judge;
mod lies;
mod mistakes;
mod network;
mod payer;
mod phone;
mod post;
mod run;
mod tally;
mod template;
mod town;
mod world;

use std::error::Error;

pub use judge::{Judge, Record, records};
pub use mistakes::Mistake;
pub use phone::Sight;
pub use run::{Course, Report, run};
pub use tally::Tally;
pub use template::{Template, runtime};
pub use world::{Ended, play};

/// What ends a run early: something that the simulation itself cannot go on with.
pub type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

fn wrong(what: &str) -> Box<dyn Error + Send + Sync> {
    what.into()
}
