//! The mock city: a believable Madrid on a laptop, for phones under development and for tests.
//!
//! - [`City`] starts one in this process; the binary does the same from a shell. [`CityInside`] is one without sockets.
//! - `catalogue` reads the City's open data, `synthetic` and `synthetic_events` invent more of it, `sources` puts both together.
//! - `store` keeps it in collections, with one sequence over all changes of each; `api` publishes it; `wire` and the catalogue's own types are
//!   the words used, shared with no phone.
//! - `citizens` are the people it knows; `sectors` are the systems that keep their records, each in its own manner, and
//!   `api` is where they come together; `calendar` counts their days, and `terms` says which one is the last. `treasury` takes the money for what is owed.
//! - `gate` is the door every request passes: `faults` happen there, and `clock` stamps the answers.
//! - `identity` is where people sign in; `pages` is what its pages and the console's have in common.
//! - `cards` are what people carry in their wallet, `issuer` the desk that gives them out (OpenID4VCI), `verifier` the one that looks at them
//!   (OpenID4VP), and `wallet_provider` who vouches for wallets.
//! - `gateway` is where people pay: a house of its own, and `redsys` what it and its shops say to each other.
//! - `outbound` is how houses call each other; `logged` is what is remembered of who asked. `quality` shows what was found in the open data, as a page.
//! - `admin` is for whoever runs the city, and `console` is the same with buttons; `listener` and `tls` carry it all.

pub mod catalogue;
pub mod redsys;

mod admin;
mod api;
mod calendar;
mod cards;
mod citizens;
mod city;
mod clock;
mod console;
mod faults;
mod gate;
mod gateway;
mod guesses;
mod iban;
mod identity;
mod inside;
mod issuer;
mod listener;
mod logged;
mod options;
mod outbound;
mod pages;
mod quality;
mod random;
mod refunds;
mod sectors;
mod sources;
mod state;
mod store;
mod synthetic;
mod synthetic_events;
mod terms;
mod tls;
mod treasury;
mod verifier;
mod wallet_provider;
mod wire;

pub use city::{City, CityError, RunningCity};
pub use gateway::{
    Charge, Delivered, Gateway, GatewayClock, GatewayError, GatewayOptions, HttpNotifier, Notifier, NotifyError,
    RouterNotifier, RunningGateway, Sending, ServeError,
};
pub use inside::{CityAnswer, CityInside};
pub use options::{CityOptions, TlsOptions, Validity};
pub use sources::SourceError;
pub use store::{Data, StoreError};
pub use tls::TlsError;
pub use treasury::GatewayAt;
