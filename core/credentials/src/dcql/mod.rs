//! The Digital Credentials Query Language (OpenID4VP 1.0, section 6): what a verifier asks for, and what of it a wallet can answer.
//!
//! - [`query`] what is asked, read strictly; [`matching`] which cards fit, with exactly the places that are asked for; [`choice`] what the
//!   person takes of it.

pub mod choice;
pub mod matching;
pub mod query;

pub use choice::{Choice, Shown};
pub use matching::{Answer, Candidate, Fit, answer};
pub use query::{Format, Query};

#[cfg(test)]
mod model_tests;
