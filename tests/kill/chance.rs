//! Instants to die at.

/// The same instants in every run, as far as a scheduler lets them be.
pub struct Chance(u64);

impl Chance {
    /// The instants of a seed.
    pub const fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 0 up to, not including, `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound
    }
}
