//! The boundary: what Swift and Kotlin see of the core, and nothing else of ours knows uniffi.
//!
//! - [`app`]: the running app, opened once per process; `status`, `sync`, `explain`.
//! - [`bookings`]: baths and courts: when there is room, and what the person has booked.
//! - [`payments`]: paying the city, and the receipts; [`refunds`]: what comes back.
//! - [`fines`]: traffic fines, what the person answers, and whether a paper is real.
//! - [`tax`]: the tax folder, its dates and the certificate of debts.
//! - [`wallet`]: the person's cards: received, shown, checked at somebody else's, moved to a new phone.
//! - [`places`]: the city's facilities, and the views the screens draw.
//! - [`agenda`]: what is on in the city, and an event for the phone's own calendar.
//! - [`map`]: outlines and pins, ready to draw.
//! - [`recommend`]: what the city has for the person, and what the phone thinks of them.
//! - [`session`], [`profile`], [`home`]: the person: signing in, their data, the first screen.
//! - [`frame`]: what stands around every screen: words of controls, welcome, settings, links.
//! - [`view`]: pieces of views that every feature shows (freshness, notices, actions).
//! - [`error`]: the few errors a shell acts on.
//! - [`observe`]: subscriptions: the current view arrives first, then whole snapshots.
//! - [`platform`]: what the phone lends us: key store, settings, browser, log.
//! - `runtime` and `logging`: our own tokio runtime, and events without personal data to the shell's log.
//!
//! Every text in a view is in the citizen's language and ready to draw; a shell computes nothing (DESIGN section 4).

pub mod agenda;
pub mod app;
pub mod bookings;
pub mod error;
pub mod fines;
pub mod frame;
pub mod home;
mod logging;
pub mod map;
pub mod observe;
pub mod payments;
pub mod places;
pub mod platform;
pub mod profile;
#[cfg(feature = "provoke")]
pub mod provoke;
pub mod recommend;
pub mod refunds;
mod runtime;
pub mod session;
pub mod tax;
pub mod view;
pub mod wallet;

uniffi::setup_scaffolding!("madrid_core");
