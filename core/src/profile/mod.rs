//! What the city knows of the person, and what the person may change of it: contact details, language, consents.
//!
//! A change is an intent in the outbox: it counts at once on the phone, reaches the city once, and where the city's copy has
//! changed meanwhile the person sees both and chooses. The newest intent is laid over the city's copy when it is shown.

mod model;
mod rules;
mod service;
mod store;
mod sync;
mod wire;

pub use model::{
    Address, Change, ContactChange, ContactDetails, Pending, PendingState, Person, Preferences, Relation, Represented,
};
pub use service::{ProfileService, ProfileShown};
pub use store::{SEALED, clear};
pub use sync::{ContactHandler, PreferencesHandler, ProfileEngine};
