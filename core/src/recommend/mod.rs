//! What the city has for this person, here and now: places, events, procedures, cards and payments in one list, each with
//! the true reason why it is there.
//!
//! Everything happens on the phone. What the app learns comes from what the person opens, saves, books or turns down in it; it
//! is sealed, fades, can be seen, changed and erased, and never enters the outbox or a request. What a person is (age, family,
//! a step-free need) counts only where they put it in here. One switch turns all of it off.
//!
//! - `model/`: candidates, what is remembered, what the person told; values that know the kernel only.
//! - `rules/`: the engine. Pure: memory, candidates, place, time and seed in; a list with reasons out.
//! - `candidates.rs`: others' public models as candidates.
//! - `offers.rs`: what can be asked for at a desk, and what in a life brings it up.
//! - `gather.rs`: what a list is made of, and what is shown of those chosen.
//! - `booked.rs`: what a booking says, written with it.
//! - `words.rs`: which text names which thing.
//! - `shown.rs`: the answers, ready to be put into words.
//! - `store.rs`: the SQL; `service.rs` and `interests.rs`: one method per thing a person can ask or do.

mod booked;
mod candidates;
mod gather;
mod interests;
mod model;
mod offers;
mod rules;
mod service;
mod shown;
mod store;
mod words;

pub use booked::BookingLessons;
pub use candidates::{of_place, of_place_parts};
pub use model::{
    About, Access, AgeBand, Audience, AudienceSet, Candidate, Exclusion, HeldCard, ItemKey, ItemMemory, LifeEvent,
    Memory, NotAKey, Part, Reach, Reason, Score, Signal, SignalKind, Tag, TagSet, Taste, What, When, Wish,
};
pub use offers::Offer;
pub use rules::{Engine, Leaning, Moment, Pick, Ranked, Weights, forget, interests, learn, set_wish};
pub use service::{Recommend, Sources};
pub use shown::{
    ForYou, Interest, InterestsShown, MeasuredFrom, SavedShown, Suggested, Suggestion, Unpersonal, Unread, Why, WhyLine,
};
pub use store::{SEALED, clear};
