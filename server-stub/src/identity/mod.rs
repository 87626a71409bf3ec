//! The identity provider of the mock city, in the manner of Cl@ve: OpenID Connect with PKCE (RFC 7636), two levels of
//! assurance, refresh tokens that rotate (RFC 9700), and pages for people.
//!
//! - `authorize` is the door people come through: `question` is what an app asks with, `login` the pages, `sign_in` the
//!   judgement, `redirect` the way back.
//! - `token` gives tokens for codes and refresh tokens, and takes them back; `signing` makes identities.
//! - `discovery` says where all of it is. `store` keeps it, `secret` makes what is kept, `form` reads what is sent.
//! - `caller` is who a bearer token belongs to.
//! - `desk` is what is not kept: lifetimes, counters, whether it works today.

mod authorize;
mod caller;
mod desk;
mod discovery;
mod form;
mod login;
mod open;
mod question;
mod redirect;
mod secret;
mod sign_in;
mod signing;
mod store;
mod token;

use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, get, post};

pub use caller::{Access, Caller};
pub use desk::{Counts, Desk, Lifetimes};
pub use discovery::Origin;
pub use form::Fields;
pub use redirect::query;
pub use secret::{challenge, hash, secret};
pub use store::{SCHEMA, expire, live_sessions, revoke_person, who_came};

use open::Open;

use crate::state::CityState;

/// The one app that gets tokens.
const CLIENT_ID: &str = "madrid-en-tu-movil";
/// Where it may be sent back to.
const REDIRECT_URI: &str = "es.madrid.movil:/login";
/// Who may ask, and the one address each is sent back to. The desk that gives out cards is in this city, so its address needs no host; it
/// takes the code where it lies and gets no tokens.
const CLIENTS: [(&str, &str); 2] = [(CLIENT_ID, REDIRECT_URI), (CARD_DESK, CARD_DESK_BACK)];
/// The desk that gives out cards, as it asks who somebody is.
pub const CARD_DESK: &str = "madrid-tarjetas";
/// Where people come back to it.
pub const CARD_DESK_BACK: &str = "/issuer/login";
/// The code that the telephone of every persona shows: this is a mock city.
pub const OTP: &str = "246810";

/// Its routes.
pub fn routes() -> Vec<(&'static str, MethodRouter<CityState>)> {
    let small = || DefaultBodyLimit::max(form::LONGEST);
    vec![
        ("/.well-known/openid-configuration", get(discovery::configuration)),
        ("/idp/jwks", get(discovery::keys)),
        (
            "/idp/authorize",
            get(authorize::show).post(authorize::answer).layer(small()),
        ),
        ("/idp/token", post(token::give).layer(small())),
        ("/idp/revoke", post(token::take_back).layer(small())),
    ]
}

/// Lets somebody in with the token `token-of-PERSON`, for tests of what needs one. Done before, it is done.
#[cfg(test)]
pub fn let_in(tx: &rusqlite::Transaction<'_>, person: &str, now: i64) {
    let fresh = store::Fresh {
        access_token: format!("token-of-{person}"),
        refresh_token: format!("refresh-of-{person}"),
    };
    if store::bearer(tx, &fresh.access_token, now).unwrap().is_some() {
        return;
    }
    let granted = store::Granted {
        person: person.to_owned(),
        access: Access::Strong,
        nonce: String::new(),
        challenge: String::new(),
    };
    let lifetimes = Lifetimes {
        access_seconds: 31_536_000,
        refresh_days: 365,
    };
    store::keep_code(tx, person, &granted, now).unwrap();
    store::redeem(tx, (person, ""), &fresh, lifetimes, now).unwrap();
}
