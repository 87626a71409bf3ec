//! What the city says on the network around its places ([`crate::catalogue::Facility`] is the place itself). These are
//! the city's own words: no type is shared with the phone.

use serde::Serialize;

/// What a whole collection amounts to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Total {
    /// Live rows.
    pub count: u64,
    /// The sum of [`row_hash`] over the live rows, as 16 hexadecimal digits.
    pub checksum: String,
}

/// A row that is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Delete {
    /// The row.
    pub id: i64,
    /// The sequence number of its going.
    pub version: i64,
}

/// What one live row adds (modulo 2^64) to the checksum of its collection.
#[must_use]
pub const fn row_hash(id: i64, version: i64) -> u64 {
    use crate::random::mix;
    mix(mix(id.cast_unsigned()) ^ version.cast_unsigned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_row_hash_is_the_one_of_the_contract() {
        // mix(mix(0) ^ 0) by hand from the published first output of SplitMix64 seeded with 0.
        assert_eq!(row_hash(0, 0), crate::random::mix(0xE220_A839_7B1D_CDAF));
        assert_ne!(row_hash(1, 2), row_hash(2, 1));
    }
}
