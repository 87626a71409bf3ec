//! Chance from a seed, for invented citizens.

/// xorshift64* (Vigna, 2016).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Chance that repeats itself for the same two numbers.
    pub const fn new(seed: u64, stream: u64) -> Self {
        let mixed =
            seed.wrapping_mul(0xD6E8_FEB8_6659_FD93) ^ stream.wrapping_add(1).wrapping_mul(0xA076_1D64_78BD_642F);
        let mut dice = Self(mixed | 1);
        // The first draws of neighbouring seeds are alike.
        let mut rounds = 0;
        while rounds < 8 {
            dice.next();
            rounds += 1;
        }
        dice
    }

    /// Sixty-four random bits.
    pub const fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number between 0 and 1, neither of them.
    pub fn fraction(&mut self) -> f64 {
        let high = u32::try_from(self.next() >> 32).unwrap_or_default();
        (f64::from(high) + 0.5) / 4_294_967_296.0
    }

    /// One of `count`, from 0.
    pub fn index(&mut self, count: usize) -> usize {
        let count = count.max(1) as u64;
        usize::try_from(self.next() % count).unwrap_or_default()
    }

    /// Whether something of this chance happens.
    pub fn happens(&mut self, chance: f64) -> bool {
        self.fraction() < chance
    }

    /// A draw from a normal distribution.
    pub fn normal(&mut self, mean: f64, spread: f64) -> f64 {
        let radius = (-2.0 * self.fraction().ln()).sqrt();
        mean + spread * radius * (std::f64::consts::TAU * self.fraction()).sin()
    }

    /// A draw from a standard Gumbel distribution: the noise of a choice (McFadden, 1974).
    pub fn gumbel(&mut self) -> f64 {
        -(-self.fraction().ln()).ln()
    }
}
