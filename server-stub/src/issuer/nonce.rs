//! Nonces: they say when they were made and for what, and nobody else can make one. Nothing is kept of them until they are used.

use std::fmt;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use ring::hmac::{self, HMAC_SHA256, Key};
use ring::rand::{SecureRandom as _, SystemRandom};
use serde_json::json;

use super::failed::{DPOP_NONCE, Failed, never_kept};
use crate::api::Problem;
use crate::cards::jose::{b64, unb64};
use crate::state::CityState;

/// For how long one is good, in seconds.
pub const GOOD_FOR: i64 = 300;
/// Time, chance, and the seal over both.
const TIME: usize = 8;
const CHANCE: usize = 16;

/// What a nonce is for. One for one thing is good for no other: the two servers of OpenID4VCI have nonces of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// The proof of possession of a card's key (OpenID4VCI 1.0, 7).
    Card,
    /// A proof at the authorization server (RFC 9449, 8).
    Token,
    /// A proof at the credential issuer (RFC 9449, 9).
    Resource,
    /// The proof of a wallet's own key.
    Attestation,
    /// What a wallet proves to the wallet provider.
    WalletProvider,
}

/// What makes nonces. After a restart those of before are good no more, and wallets ask again.
pub struct Nonces(Option<Key>);

impl fmt::Debug for Nonces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nonces(…)")
    }
}

impl Default for Nonces {
    fn default() -> Self {
        Self(Key::generate(HMAC_SHA256, &SystemRandom::new()).ok())
    }
}

impl Nonces {
    /// A new one. Without randomness there is none.
    pub fn make(&self, what: Use, now: i64) -> Result<String, Problem> {
        let key = self.0.as_ref().ok_or(Problem::BROKEN)?;
        let mut chance = [0_u8; CHANCE];
        SystemRandom::new().fill(&mut chance).map_err(|_| Problem::BROKEN)?;
        let body = [now.to_be_bytes().as_slice(), &chance].concat();
        let seal = hmac::sign(key, &sealed(what, &body));
        Ok(b64([body.as_slice(), seal.as_ref()].concat()))
    }

    /// Whether it is one of these, and not too old. The clock of a mock city can be set back: one of the future is none.
    pub fn is_good(&self, what: Use, text: &str, now: i64) -> bool {
        let made = || {
            let bytes = unb64(text)?;
            let (body, seal) = bytes.split_at_checked(TIME + CHANCE)?;
            hmac::verify(self.0.as_ref()?, &sealed(what, body), seal).ok()?;
            Some(i64::from_be_bytes(body.get(..TIME)?.try_into().ok()?))
        };
        made().is_some_and(|made| (0..=GOOD_FOR).contains(&now.saturating_sub(made)))
    }
}

fn sealed(what: Use, body: &[u8]) -> Vec<u8> {
    [format!("{what:?}").as_bytes(), b" ", body].concat()
}

/// `POST /issuer/nonce`. The nonce for the proof that comes with it is in a header (HAIP 1.0, 4).
pub async fn give(State(city): State<CityState>) -> Result<Response, Failed> {
    let now = city.clock().now().timestamp();
    let body = json!({ "c_nonce": city.nonces().make(Use::Card, now)? });
    let next = city.nonces().make(Use::Resource, now)?;
    Ok(never_kept(StatusCode::OK, body, Some((DPOP_NONCE, next))))
}

/// `POST /issuer/challenge` (draft-ietf-oauth-attestation-based-client-auth, 8)
pub async fn challenge(State(city): State<CityState>) -> Result<Response, Failed> {
    let now = city.clock().now().timestamp();
    let body = json!({ "attestation_challenge": city.nonces().make(Use::Attestation, now)? });
    Ok(never_kept(StatusCode::OK, body, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_good_for_one_thing_for_a_while() {
        let nonces = Nonces::default();
        let one = nonces.make(Use::Card, 1_000).unwrap();
        assert!(nonces.is_good(Use::Card, &one, 1_000) && nonces.is_good(Use::Card, &one, 1_300));
        assert!(!nonces.is_good(Use::Card, &one, 1_301) && !nonces.is_good(Use::Card, &one, 999));
        assert!(!nonces.is_good(Use::Token, &one, 1_000));
        assert!(!Nonces::default().is_good(Use::Card, &one, 1_000), "another city's");
        for odd in ["", "AAAA", "not base64!"] {
            assert!(!nonces.is_good(Use::Card, odd, 1_000));
        }
        assert_ne!(one, nonces.make(Use::Card, 1_000).unwrap());
    }
}
