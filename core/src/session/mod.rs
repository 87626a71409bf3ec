//! Who the person is to the city: signing in, staying signed in without being asked, and leaving.
//!
//! OpenID Connect code flow with PKCE in the system's browser (RFC 8252, RFC 7636), refresh tokens that rotate (RFC 9700),
//! and two levels of access asked for only when something needs them. The tokens are sealed on the phone. What the person
//! already has on the phone never depends on any of this: an ended session is one question, asked when the person wants
//! something of the city, and never a loop.

mod absence;
mod held;
mod model;
mod renew;
mod rules;
mod service;
mod sign_in;
mod store;
mod wire;

pub(crate) use absence::Absence;
pub use model::{SessionState, SignInRequest};
pub(crate) use service::blocking;
pub use service::{Farewell, Session};
pub use store::{SEALED, clear, is_somebody_here};
