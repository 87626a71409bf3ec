//! Reading a neighbour's card without a network: a parking agent, a pool desk.
//!
//! - `question.rs`: what the reader asks, short enough for a QR code; `presets.rs`: what is asked again and again.
//! - `frames.rs`: an answer that is too long for one code; `reading.rs`: what the reader makes of it.
//! - `service.rs`: one method per thing a person can do.

mod frames;
mod presets;
mod question;
mod reading;
mod service;

pub use frames::{Frames, frames};
pub use presets::Preset;
pub use question::Question;
pub use reading::{Cached, Finding, Known, Reading, Shown, Verdict, read};
pub use service::Reader;

#[cfg(test)]
#[path = "reader_tests.rs"]
mod tests;
