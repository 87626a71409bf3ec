//! The city's facilities: what is near me, what it is called, what I find there. **The module a newcomer copies.**
//!
//! A feature is a few small files, each with one reason to change:
//!
//! - `model.rs`: the words of the feature; values that exist are valid. Knows the kernel only.
//! - `rules.rs`: decisions as pure functions; place, time and chance are parameters.
//! - `wire.rs`: what the city sends, and how it becomes the model. The only file that knows the city's spelling.
//! - `words.rs`: which text names which thing.
//! - `search.rs`: what the index holds and how a query is asked of it; pure.
//! - `store.rs`: the SQL, and nothing but.
//! - `sync.rs`: tells the coordinator how to keep the collection.
//! - `service.rs`: one method per thing a person can ask; it joins the others and decides nothing.
//!
//! Tests stand beside what they test. What crosses the boundary is made in the bindings, from these models.

mod model;
mod rules;
mod search;
mod service;
mod store;
mod sync;
mod wire;
mod words;

pub use model::{Contact, Need, NeedSet, NotAPlaceId, Place, PlaceId, PlaceKind, PlaceSummary};
pub use service::{Found, NearQuery, Nearby, Places, SearchQuery, Shown};
pub use sync::PlacesCollection;
pub use wire::{PlaceRow, PlaceWire};
