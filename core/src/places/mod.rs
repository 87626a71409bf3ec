//! The city's facilities: what is near me, what it is called, what I find there. **The module a newcomer copies.**
//!
//! A feature is a few small files, each with one reason to change:
//!
//! - `model.rs`: the words of the feature; values that exist are valid. Knows the kernel only.
//! - `rules.rs`: decisions as pure functions; place, time and chance are parameters. Here: which places are nearest.
//! - `wire.rs`: what the city sends, and how it becomes the model. The only file that knows the city's spelling.
//! - `words.rs`: which text names which thing.
//! - `search/`: finding by words: what of a place is searched, and what people say.
//! - `store.rs`: the SQL, and nothing but.
//! - `outline.rs`: what features that rank everything read of it.
//! - `sync.rs`: tells the coordinator how to keep the collection.
//! - `service.rs`: one method per thing a person can ask; it joins the others and decides nothing.
//!
//! Tests stand beside what they test. What crosses the boundary is made in the bindings, from these models.

mod model;
mod outline;
mod rules;
mod search;
mod service;
mod store;
mod sync;
mod wire;
mod words;

pub use model::{Contact, KindSet, Need, NeedSet, NotAPlaceId, Place, PlaceId, PlaceKind, PlaceSummary};
pub use outline::PlaceOutline;
pub use service::{Found, NearQuery, Nearby, Places, SearchQuery, Shown};
pub use sync::PlacesCollection;
pub use wire::{PlaceRow, PlaceWire};

/// What finding is made of, without a database around it: for who measures it beside others.
pub mod finding {
    pub use super::rules::{Marks, Ranked, Spot, Spots, Wanted};
    pub use super::search::{Index, IndexBuilder, Question, Text, question};
}
