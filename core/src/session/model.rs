//! A session as the phone keeps it.

use serde::{Deserialize, Serialize};

use crate::kernel::{Access, Language};
use crate::log::Redacted;
use crate::log::opaque_debug;

/// What the person can do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionState {
    /// Nobody has signed in on this phone, or the person signed out.
    SignedOut,
    /// There is a session, but the person's data are locked.
    Locked,
    /// Signed in, at this level.
    SignedIn(Access),
    /// The session has ended. What is on the phone stays readable; new things need one sign-in.
    SignInAgain,
}

/// How to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignInRequest {
    /// The level that what comes next needs.
    pub access: Access,
    /// The language of the login page.
    pub language: Language,
    /// Whether the phone asks for face, finger or code before it shows the person's data. Only the first sign-in looks at it.
    pub app_lock: bool,
}

/// What the city gave us at the last sign-in or renewal.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    /// The city's key for the person.
    pub person: String,
    /// How surely the person signed in.
    pub access: Access,
    /// Opens the city's doors for some minutes.
    pub access_token: String,
    /// When it stops doing so, by the phone's clock, in ms since 1970: a clock that is wrong costs a renewal, nothing more.
    pub expires_ms: i64,
    /// Good for one renewal.
    pub refresh_token: String,
}

/// The row of the session.
#[derive(Clone, PartialEq, Eq)]
pub enum Kept {
    /// Nobody yet.
    Nobody,
    /// A person who is signed in.
    SignedIn(Tokens),
    /// A person whose session the city ended.
    Expired {
        /// The city's key for the person.
        person: String,
    },
    /// A person who left. The data are still theirs.
    SignedOut {
        /// The city's key for the person.
        person: String,
    },
}

impl Kept {
    /// Whose data the phone holds.
    pub fn person(&self) -> Option<&str> {
        match self {
            Self::Nobody => None,
            Self::SignedIn(tokens) => Some(&tokens.person),
            Self::Expired { person } | Self::SignedOut { person } => Some(person),
        }
    }
}

/// What was sent with the person to the login page, to recognise what comes back.
pub struct Pending {
    /// Ties the answer to this question (RFC 6749, 10.12).
    pub state: String,
    /// Ties the identity to this question (OpenID Connect Core, 3.1.2.1).
    pub nonce: String,
    /// Proves that whoever brings the code is whoever asked for it (RFC 7636).
    pub verifier: Redacted<String>,
    /// The level asked for.
    pub access: Access,
}

/// The identity provider's addresses, each a path on the city's own origin.
pub struct Provider {
    /// Who it says it is.
    pub issuer: String,
    /// The login page.
    pub authorize: String,
    /// Codes and refresh tokens against tokens.
    pub token: String,
    /// Ends a session.
    pub revoke: String,
}

/// The identity the city vouches for.
#[derive(Clone, PartialEq, Eq)]
pub struct Claims {
    /// Who says so.
    pub issuer: String,
    /// For which app.
    pub audience: String,
    /// The city's key for the person.
    pub subject: String,
    /// Until when, in seconds since 1970.
    pub expires: i64,
    /// The answer to our nonce.
    pub nonce: Option<String>,
    /// How surely the person signed in.
    pub access: Option<Access>,
}

opaque_debug!(Claims);
