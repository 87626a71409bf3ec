//! The rules of signing in. Pure: randomness, time and answers are parameters.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::model::{Claims, Pending, Provider, Tokens};
use crate::kernel::{Access, Language};
use crate::log::Redacted;

/// The app's name at the identity provider.
pub const CLIENT_ID: &str = "madrid-en-tu-movil";
/// The scheme that brings a person back from the browser (RFC 8252, 7.1: our domain, reversed).
pub const CALLBACK_SCHEME: &str = "es.madrid.movil";
/// Where the login page returns to.
pub const REDIRECT_URI: &str = "es.madrid.movil:/login";

/// A token that ends within this time is renewed first: the question it is for takes a while too.
const MARGIN_MS: i64 = 30_000;
/// How far two of the city's own clocks may be apart.
const SKEW_S: i64 = 120;

/// Why a sign-in came to nothing. The code is stable; see [`crate::error::CODES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInFailure {
    /// The person changed their mind.
    Cancelled,
    /// What came back is not an answer to our question. Somebody may have tried to slip in another.
    NotOurs,
    /// The identity provider would not.
    Refused,
    /// The identity provider vouches for less than was asked for.
    TooWeak,
}

impl SignInFailure {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cancelled => "session.cancelled",
            Self::NotOurs => "session.not_ours",
            Self::Refused => "session.refused",
            Self::TooWeak => "session.too_weak",
        }
    }
}

/// A question to the login page from 32 random bytes each (RFC 7636, 4.1 asks for that many).
pub fn pending(access: Access, random: &[[u8; 32]; 3]) -> Pending {
    let [state, nonce, verifier] = random.map(|bytes| URL_SAFE_NO_PAD.encode(bytes));
    Pending {
        state,
        nonce,
        verifier: Redacted::new(verifier),
        access,
    }
}

/// The fields of the question.
pub fn question<'a>(
    pending: &'a Pending,
    challenge: &'a str,
    language: Language,
    hint: Option<&'a str>,
) -> Vec<(&'static str, &'a str)> {
    let mut fields = vec![
        ("response_type", "code"),
        ("client_id", CLIENT_ID),
        ("redirect_uri", REDIRECT_URI),
        ("scope", "openid offline_access"),
        ("state", &pending.state),
        ("nonce", &pending.nonce),
        ("code_challenge", challenge),
        ("code_challenge_method", "S256"),
        ("acr_values", pending.access.acr()),
        ("ui_locales", language.code()),
    ];
    fields.extend(hint.map(|hint| ("login_hint", hint)));
    fields
}

/// Finds the code in the fields with which the login page came back.
pub fn code_in(fields: &[(String, String)], pending: &Pending, provider: &Provider) -> Result<String, SignInFailure> {
    let field = |name: &str| {
        fields
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    };
    // Both before anything else is believed: an answer to another question, or of another provider (RFC 9207).
    if field("state") != Some(&pending.state) || field("iss") != Some(&provider.issuer) {
        return Err(SignInFailure::NotOurs);
    }
    match (field("error"), field("code")) {
        (Some("access_denied"), _) => Err(SignInFailure::Cancelled),
        (Some(_), _) => Err(SignInFailure::Refused),
        (None, Some(code)) if !code.is_empty() => Ok(code.to_owned()),
        (None, _) => Err(SignInFailure::NotOurs),
    }
}

/// Checks an identity against the question (OpenID Connect Core, 3.1.3.7) and says how surely the person signed in.
///
/// The token came straight from the city over TLS, which stands for its signature there (point 6). `city_now` is the
/// city's clock: the phone's may be days off.
pub fn identity(
    claims: &Claims,
    pending: &Pending,
    provider: &Provider,
    city_now_s: i64,
) -> Result<Access, SignInFailure> {
    let is_ours = claims.issuer == provider.issuer
        && claims.audience == CLIENT_ID
        && claims.nonce.as_deref() == Some(&pending.nonce)
        && !claims.subject.is_empty()
        && claims.expires + SKEW_S > city_now_s;
    if !is_ours {
        return Err(SignInFailure::NotOurs);
    }
    match claims.access {
        Some(access) if access >= pending.access => Ok(access),
        _ => Err(SignInFailure::TooWeak),
    }
}

/// Whether the access token is worth showing at the city's door: it will not be over before it arrives.
pub const fn is_usable(tokens: &Tokens, phone_now_ms: i64) -> bool {
    tokens.expires_ms.saturating_sub(MARGIN_MS) > phone_now_ms
}

/// Whether the access token's time is over.
pub const fn is_over(tokens: &Tokens, phone_now_ms: i64) -> bool {
    tokens.expires_ms <= phone_now_ms
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
