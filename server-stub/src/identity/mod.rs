//! The identity provider of the mock city, in the manner of Cl@ve: OpenID Connect with PKCE (RFC 7636), two levels of
//! assurance, refresh tokens that rotate (RFC 9700), and pages for people.
//!
//! - `authorize` is the login page; `page` draws it; `question` is what an app asks with.
//! - `token` gives tokens for codes and refresh tokens, and takes them back; `signing` makes identities.
//! - `discovery` says where all of it is. `store` keeps it. `caller` is who a bearer token belongs to.
//! - `desk` is what is not kept: lifetimes, counters, whether it works today.

mod authorize;
mod caller;
mod desk;
mod discovery;
mod page;
mod question;
mod signing;
mod store;
mod token;

use axum::routing::{MethodRouter, get, post};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::{SecureRandom, SystemRandom};

pub use caller::{Access, Caller};
pub use desk::{Counts, Desk, Lifetimes};
pub use discovery::Origin;
pub use store::{SCHEMA, expire, revoke_person};

use crate::state::CityState;

/// The one app that may ask.
const CLIENT_ID: &str = "madrid-en-tu-movil";
/// Where it may be sent back to.
const REDIRECT_URI: &str = "es.madrid.movil:/login";
/// The code that the telephone of every persona shows: this is a mock city.
pub const OTP: &str = "246810";

/// Its routes.
pub fn routes() -> Vec<(&'static str, MethodRouter<CityState>)> {
    vec![
        ("/.well-known/openid-configuration", get(discovery::configuration)),
        ("/idp/jwks", get(discovery::keys)),
        ("/idp/authorize", get(authorize::show).post(authorize::answer)),
        ("/idp/token", post(token::give)),
        ("/idp/revoke", post(token::take_back)),
        ("/idp/style.css", get(page::style)),
    ]
}

/// 256 bits that nobody can guess, in base64url.
fn secret() -> String {
    let mut bytes = [0_u8; 32];
    // Without randomness there is no identity provider; this one is a mock and says so by giving no working secret.
    if SystemRandom::new().fill(&mut bytes).is_err() {
        return String::new();
    }
    URL_SAFE_NO_PAD.encode(bytes)
}
