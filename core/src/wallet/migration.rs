//! The way to a new phone (ARF, Mig_01 to Mig_07): a file with the log and with what is needed to ask each issuer for its card again. The
//! cards themselves cannot move: their keys never leave the old phone.
//!
//! The file is sealed under a passphrase of the person's: PBKDF2 with HMAC-SHA256 and 600,000 rounds (what OWASP advised in 2023), then
//! AES-256-GCM. `[magic: 8][version: 1][rounds: 4, big endian][salt: 16][nonce: 12][ciphertext and tag]`, all before the ciphertext being
//! associated data.

use std::num::NonZeroU32;

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::pbkdf2;
use ring::rand::{self, SecureRandom};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

use super::log::{self, Chained};
use crate::error::Error;

const MAGIC: &[u8; 8] = b"MADRIDWM";
const VERSION: u8 = 1;
const SALT: usize = 16;
const HEAD: usize = MAGIC.len() + 1 + 4 + SALT + NONCE_LEN;
/// Rounds of the key derivation: half a second of a phone.
const ROUNDS: u32 = 600_000;
/// What is accepted of a file: never fewer than would keep it safe, nor so many that opening it takes for ever.
const ACCEPTED: std::ops::RangeInclusive<u32> = 100_000..=10_000_000;
/// Letters of a passphrase.
const SHORTEST: usize = 12;
/// Bytes of a file: a log of many years.
const LARGEST: usize = 64 << 20;

const UNREADABLE: Error = Error::Refused("wallet.migration_unreadable");

/// What is needed to ask for one card again.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskAgain {
    /// The issuer's address.
    pub issuer: String,
    /// Its name for the kind of card.
    pub configuration: String,
    /// What the person calls the card.
    pub name: String,
}

crate::log::opaque_debug!(AskAgain);

/// What moves.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Migration {
    /// The cards.
    pub cards: Vec<AskAgain>,
    /// The logs of the phones so far, with their hashes.
    pub logs: Vec<Vec<Chained>>,
}

crate::log::opaque_debug!(Migration);

impl Migration {
    /// The file. Slow on purpose; off the async threads.
    ///
    /// # Errors
    /// `input.passphrase` where it is shorter than 12 letters; `platform.random`; `wallet.migration_unreadable` where it is too large.
    pub fn sealed(&self, passphrase: &str, chance: &dyn SecureRandom) -> Result<Vec<u8>, Error> {
        self.sealed_with(ROUNDS, passphrase, chance)
    }

    fn sealed_with(&self, rounds: u32, passphrase: &str, chance: &dyn SecureRandom) -> Result<Vec<u8>, Error> {
        if passphrase.chars().count() < SHORTEST {
            return Err(Error::Invalid("input.passphrase"));
        }
        let none = |_| Error::Refused("platform.random");
        let salt: [u8; SALT] = rand::generate(chance).map_err(none)?.expose();
        let nonce: [u8; NONCE_LEN] = rand::generate(chance).map_err(none)?.expose();
        let mut content = serde_json::to_vec(self).map_err(|_| UNREADABLE)?;
        if content.len() > LARGEST {
            return Err(UNREADABLE);
        }
        let mut file = [MAGIC.as_slice(), &[VERSION], &rounds.to_be_bytes(), &salt, &nonce].concat();
        let key = key(rounds, &salt, passphrase)?;
        let nonce = Nonce::assume_unique_for_key(nonce);
        key.seal_in_place_append_tag(nonce, Aad::from(file.as_slice()), &mut content)
            .map_err(|_| UNREADABLE)?;
        file.append(&mut content);
        Ok(file)
    }

    /// Opens a file. Slow on purpose; off the async threads.
    ///
    /// # Errors
    /// `wallet.migration_closed` where the passphrase is another or the file was changed, which look alike; `wallet.migration_newer` where a
    /// newer app made it; `wallet.migration_unreadable` where it is no such file; `wallet.log_damaged`.
    pub fn opened(file: &[u8], passphrase: &str) -> Result<Self, Error> {
        if file.len() > LARGEST + HEAD + AES_256_GCM.tag_len() {
            return Err(UNREADABLE);
        }
        let rest = file.strip_prefix(MAGIC.as_slice()).ok_or(UNREADABLE)?;
        let (version, rest) = rest.split_first().ok_or(UNREADABLE)?;
        if *version > VERSION {
            return Err(Error::Refused("wallet.migration_newer"));
        }
        let (rounds, rest) = rest.split_first_chunk::<4>().ok_or(UNREADABLE)?;
        let (salt, rest) = rest.split_first_chunk::<SALT>().ok_or(UNREADABLE)?;
        let (nonce, content) = rest.split_first_chunk::<NONCE_LEN>().ok_or(UNREADABLE)?;
        let rounds = u32::from_be_bytes(*rounds);
        if *version != VERSION || !ACCEPTED.contains(&rounds) {
            return Err(UNREADABLE);
        }
        let (head, _) = file.split_at(HEAD);
        let mut content = content.to_vec();
        let key = key(rounds, salt, passphrase)?;
        let opened = key.open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(head), &mut content);
        let opened = opened.map_err(|_| Error::Refused("wallet.migration_closed"))?;
        let moved: Self = serde_json::from_slice(opened).map_err(|_| UNREADABLE)?;
        moved.logs.iter().try_for_each(|log| log::verified(log).map(drop))?;
        Ok(moved)
    }
}

/// The key of a passphrase. The same letters give the same key, however the keyboard puts them together (NFKC, as RFC 8265 has it).
fn key(rounds: u32, salt: &[u8], passphrase: &str) -> Result<LessSafeKey, Error> {
    let passphrase: String = passphrase.nfkc().collect();
    let rounds = NonZeroU32::new(rounds).ok_or(UNREADABLE)?;
    let mut key = [0; 32];
    pbkdf2::derive(
        pbkdf2::PBKDF2_HMAC_SHA256,
        rounds,
        salt,
        passphrase.as_bytes(),
        &mut key,
    );
    UnboundKey::new(&AES_256_GCM, &key)
        .map(LessSafeKey::new)
        .map_err(|_| UNREADABLE)
}

#[cfg(test)]
mod tests {
    use ring::rand::SystemRandom;

    use super::*;
    use crate::wallet::log::{Entry, LoggedParty, Outcome, What};

    const PASSPHRASE: &str = "cuatro gatos y un balcón";

    fn moving() -> Migration {
        let entry = Entry {
            at: 1,
            what: What::Issuance,
            outcome: Outcome::Failed("net.timeout".to_owned()),
            party: LoggedParty {
                id: "https://city.example".to_owned(),
                name: "Ayuntamiento de Madrid".to_owned(),
            },
            cards: Vec::new(),
        };
        Migration {
            cards: vec![AskAgain {
                issuer: "https://city.example".to_owned(),
                configuration: "library".to_owned(),
                name: "Biblioteca de Lucía".to_owned(),
            }],
            logs: vec![vec![Chained::after(None, &entry).unwrap()]],
        }
    }

    fn sealed() -> Vec<u8> {
        moving()
            .sealed_with(*ACCEPTED.start(), PASSPHRASE, &SystemRandom::new())
            .unwrap()
    }

    fn code(file: &[u8], passphrase: &str) -> &'static str {
        Migration::opened(file, passphrase).unwrap_err().code()
    }

    #[test]
    fn a_new_phone_reads_what_the_old_one_wrote() {
        let file = moving().sealed(PASSPHRASE, &SystemRandom::new()).unwrap();
        assert!(Migration::opened(&file, PASSPHRASE).unwrap() == moving());
        let shows = |text: &str| file.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(!shows("city.example") && !shows("library"));
        // The same letters, put together by another keyboard.
        let apart = PASSPHRASE.replace('ó', "o\u{301}");
        assert!(Migration::opened(&file, &apart).is_ok());
        assert_ne!(file, moving().sealed(PASSPHRASE, &SystemRandom::new()).unwrap());
    }

    #[test]
    fn another_passphrase_and_every_change_are_refused() {
        let file = sealed();
        assert_eq!(code(&file, "cuatro gatos y un balcon"), "wallet.migration_closed");
        for (place, expected) in [
            (0, "wallet.migration_unreadable"),
            (8, "wallet.migration_newer"),
            (9, "wallet.migration_unreadable"),
            (12, "wallet.migration_closed"),
            (13, "wallet.migration_closed"),
            (30, "wallet.migration_closed"),
            (HEAD, "wallet.migration_closed"),
            (file.len() - 1, "wallet.migration_closed"),
        ] {
            let mut changed = file.clone();
            changed[place] ^= 0x40;
            assert_eq!(code(&changed, PASSPHRASE), expected, "{place}");
        }
        for length in [0, 7, 9, HEAD - 1] {
            assert_eq!(
                code(&file[..length], PASSPHRASE),
                "wallet.migration_unreadable",
                "{length}"
            );
        }
        assert_eq!(code(&file[..HEAD], PASSPHRASE), "wallet.migration_closed");
        assert_eq!(code(&file[..file.len() - 1], PASSPHRASE), "wallet.migration_closed");
    }

    #[test]
    fn a_passphrase_that_can_be_guessed_is_not_taken() {
        let refused = moving().sealed("gato", &SystemRandom::new()).unwrap_err();
        assert_eq!(refused.code(), "input.passphrase");
    }

    #[test]
    fn a_log_that_was_changed_before_it_was_sealed_is_seen() {
        let mut moving = moving();
        moving.logs[0][0].content = moving.logs[0][0].content.replace("Madrid", "Murcia");
        let file = moving
            .sealed_with(*ACCEPTED.start(), PASSPHRASE, &SystemRandom::new())
            .unwrap();
        assert_eq!(code(&file, PASSPHRASE), "wallet.log_damaged");
    }
}
