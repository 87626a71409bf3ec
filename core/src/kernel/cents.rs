//! Money: whole cents of euro, never a float.

use std::iter::Sum;
use std::ops::Add;

use serde::{Deserialize, Serialize};

/// An amount in cents of euro. Adding stops at the limits of the type instead of turning round: no city owes that much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(i64);

impl Cents {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many cents.
    #[must_use]
    pub const fn new(cents: i64) -> Self {
        Self(cents)
    }

    /// The cents.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl Add for Cents {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_stop_at_the_limits() {
        let total: Cents = [20_000, 41_235, -35].into_iter().map(Cents::new).sum();
        assert_eq!(total, Cents::new(61_200));
        assert_eq!(Cents::new(i64::MAX) + Cents::new(1), Cents::new(i64::MAX));
    }
}
