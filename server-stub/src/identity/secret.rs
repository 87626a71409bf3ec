//! Secrets: made of the system's randomness, kept and compared as hashes only.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom as _, SystemRandom};

use crate::api::Problem;

/// 256 bits that nobody can guess, in base64url. Without randomness there is no secret, and no sign-in.
pub fn secret() -> Result<String, Problem> {
    let mut bytes = [0_u8; 32];
    SystemRandom::new().fill(&mut bytes).map_err(|_| Problem::BROKEN)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What is kept of a secret. One of 256 random bits needs neither salt nor a slow hash: there is nothing to guess.
pub fn hash(secret: &str) -> Vec<u8> {
    digest(&SHA256, secret.as_bytes()).as_ref().to_vec()
}

/// Whether two texts are the same. Hashes are compared, so that how long it takes says nothing about the texts.
pub fn same(one: &str, other: &str) -> bool {
    hash(one) == hash(other)
}

/// The challenge that belongs to a verifier (RFC 7636, 4.2, S256).
pub fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(hash(verifier))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_the_one_of_the_rfc() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(challenge(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn secrets_are_long_and_differ() {
        let (one, other) = (secret().unwrap(), secret().unwrap());
        assert_eq!((one.len(), other.len()), (43, 43));
        assert!(!same(&one, &other) && same(&one, &one.clone()));
    }
}
