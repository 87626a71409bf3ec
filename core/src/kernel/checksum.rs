//! A checksum of a whole collection that does not depend on the order of its rows.
//!
//! The city publishes it with every delta; the phone computes its own after applying. If they differ, the phone has
//! skipped or kept something it should not have, and loads that collection again.

/// The sum, modulo 2^64, of one hash per live row: `mix(mix(id) ^ version)` with `SplitMix64`'s finaliser as `mix`
/// (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CollectionChecksum(u64);

impl CollectionChecksum {
    /// Adds one live row. Order does not matter.
    pub const fn add(&mut self, id: i64, version: i64) {
        self.0 = self
            .0
            .wrapping_add(mix(mix(id.cast_unsigned()) ^ version.cast_unsigned()));
    }

    /// Sixteen lower-case hexadecimal digits, as the city writes it.
    #[must_use]
    pub fn to_hex(self) -> String {
        format!("{:016x}", self.0)
    }
}

const fn mix(x: u64) -> u64 {
    let z = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mix_is_the_published_splitmix64() {
        // First output of SplitMix64 seeded with 0 and with 1234567 (vectors published with the reference C code).
        assert_eq!(mix(0), 0xE220_A839_7B1D_CDAF);
        assert_eq!(mix(1_234_567), 6_457_827_717_110_365_317);
    }

    #[test]
    fn order_does_not_matter_but_content_does() {
        let sum = |rows: &[(i64, i64)]| {
            let mut checksum = CollectionChecksum::default();
            rows.iter().for_each(|&(id, version)| checksum.add(id, version));
            checksum.to_hex()
        };
        assert_eq!(sum(&[]), "0000000000000000");
        assert_eq!(sum(&[(1, 5), (2, 6)]), sum(&[(2, 6), (1, 5)]));
        assert_ne!(sum(&[(1, 5), (2, 6)]), sum(&[(1, 6), (2, 5)]));
    }
}
