//! What a word means, or what a thing is and offers, as bits that only the feature can read.

/// Several meanings in one word of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Meaning(u32);

impl Meaning {
    /// From a feature's own bits.
    #[must_use]
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// These and those.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These, but none of those.
    #[must_use]
    pub const fn without(self, those: Self) -> Self {
        Self(self.0 & !those.0)
    }

    /// Whether they have anything in common.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meanings_are_put_together_and_taken_apart() {
        let [one, other] = [1, 2].map(Meaning::from_bits);
        let both = one.and(other);
        assert!(both.meets(one) && !one.meets(other) && !both.meets(Meaning::default()));
        assert_eq!(both.without(one), other);
    }
}
