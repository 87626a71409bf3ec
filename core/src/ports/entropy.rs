//! Randomness. Tests replace it to repeat a schedule exactly.

use std::sync::Mutex;

use ring::rand::{SecureRandom, SystemRandom};

/// A source of random bits.
pub trait Entropy: Send + Sync {
    /// Sixty-four random bits. Never fails: where the system has none left, the fallback is a fixed value, which is
    /// good enough for jitter and must not be used for keys (those come from `ring` directly).
    fn next_u64(&self) -> u64;
}

/// The operating system's generator.
#[derive(Debug, Clone)]
pub struct SystemEntropy(SystemRandom);

impl SystemEntropy {
    /// The system's generator.
    #[must_use]
    pub fn new() -> Self {
        Self(SystemRandom::new())
    }
}

impl Default for SystemEntropy {
    fn default() -> Self {
        Self::new()
    }
}

impl Entropy for SystemEntropy {
    fn next_u64(&self) -> u64 {
        let mut bytes = [0_u8; 8];
        match self.0.fill(&mut bytes) {
            Ok(()) => u64::from_le_bytes(bytes),
            Err(_) => u64::MAX / 2,
        }
    }
}

/// A seeded generator (xorshift64*, Vigna 2016): the same seed gives the same schedule.
#[derive(Debug)]
pub struct FakeEntropy(Mutex<u64>);

impl FakeEntropy {
    /// A generator that repeats itself for the same seed.
    #[must_use]
    pub const fn seeded(seed: u64) -> Self {
        Self(Mutex::new(seed | 1))
    }
}

impl Entropy for FakeEntropy {
    fn next_u64(&self) -> u64 {
        let mut state = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *state ^= *state >> 12;
        *state ^= *state << 25;
        *state ^= *state >> 27;
        state.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }
}
