//! The words of recommending: what could be, what is remembered, what was told, and what comes out.

mod about;
mod candidate;
mod memory;
mod score;
mod tag;

pub use about::{About, AgeBand, HeldCard, LifeEvent};
pub use candidate::{Access, Audience, AudienceSet, Candidate, ItemKey, NotAKey, What, When};
pub use memory::{ItemMemory, Memory, Reach, Signal, SignalKind, Taste, Wish};
pub use score::{Exclusion, Part, Reason, Score};
pub use tag::{Tag, TagSet};
