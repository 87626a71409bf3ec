//! The list: a few bits for each card, packed and compressed (section 4). It stays packed in memory, so that one of millions is looked up at
//! once.

use std::io::Read as _;

use flate2::bufread::ZlibDecoder;
use serde_json::Value;

use crate::error::CredentialError;
use crate::jose::unb64;
use crate::limits;

const WHAT: CredentialError = CredentialError::Malformed("status_list");

/// What a list says of a card (section 7.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It is as it was issued.
    Valid,
    /// It was revoked, for ever.
    Invalid,
    /// It does not count for now.
    Suspended,
    /// What only its issuer can explain. It is not valid.
    Other(u8),
}

impl Status {
    const fn of(value: u8) -> Self {
        match value {
            0 => Self::Valid,
            1 => Self::Invalid,
            2 => Self::Suspended,
            other => Self::Other(other),
        }
    }
}

/// A list that was read.
#[derive(Clone, PartialEq, Eq)]
pub struct StatusList {
    /// Bits of one status: 1, 2, 4 or 8.
    bits: u8,
    bytes: Vec<u8>,
}

crate::opaque_debug!(StatusList);

impl StatusList {
    /// Inflates what was compressed (ZLIB, RFC 1950), up to what anybody needs.
    ///
    /// # Errors
    /// `Malformed` where the bits are others than 1, 2, 4 or 8, or the bytes no whole ZLIB with a true checksum and nothing after it; `TooLarge`.
    pub fn inflate(bits: u64, compressed: &[u8]) -> Result<Self, CredentialError> {
        let bits = u8::try_from(bits)
            .ok()
            .filter(|bits| [1, 2, 4, 8].contains(bits))
            .ok_or(WHAT)?;
        let most = u64::try_from(limits::STATUS_LIST).unwrap_or(u64::MAX);
        let mut inflated = ZlibDecoder::new(compressed).take(most);
        let mut bytes = Vec::new();
        inflated.read_to_end(&mut bytes).map_err(|_| WHAT)?;
        let mut decoder = inflated.into_inner();
        // The end, with its checksum, is only seen where something is read beyond it.
        match decoder.read(&mut [0]) {
            Ok(0) if decoder.get_ref().is_empty() => Ok(Self { bits, bytes }),
            Ok(1) => Err(CredentialError::TooLarge("status_list")),
            _ => Err(WHAT),
        }
    }

    /// Reads the JSON form (section 4.2).
    ///
    /// # Errors
    /// As [`Self::inflate`].
    pub fn from_json(value: &Value) -> Result<Self, CredentialError> {
        let bits = value.get("bits").and_then(Value::as_u64).ok_or(WHAT)?;
        let compressed = value.get("lst").and_then(Value::as_str).ok_or(WHAT)?;
        Self::inflate(bits, &unb64(compressed, "status_list")?)
    }

    /// The status of the card with this index.
    ///
    /// # Errors
    /// `Missing` where the list is shorter: then it says nothing of the card, least of all that it is valid (section 8.3, step 6).
    pub fn get(&self, index: u64) -> Result<Status, CredentialError> {
        let each = u64::from(8 / self.bits);
        let byte = usize::try_from(index / each).ok().and_then(|byte| self.bytes.get(byte));
        let byte = byte.ok_or(CredentialError::Missing("status"))?;
        // The first status of a byte is in its lowest bits.
        let shifted = u32::from(*byte) >> (index % each * u64::from(self.bits));
        let value = shifted & ((1 << self.bits) - 1);
        u8::try_from(value).map(Status::of).map_err(|_| WHAT)
    }

    /// How many cards it speaks of. Its last ones may be nobody's.
    #[must_use]
    pub fn size(&self) -> u64 {
        let bytes = u64::try_from(self.bytes.len()).unwrap_or(u64::MAX);
        bytes.saturating_mul(u64::from(8 / self.bits))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use serde_json::json;

    use super::*;

    fn compressed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn values(list: &StatusList) -> Vec<u8> {
        let number = |index| match list.get(index).unwrap() {
            Status::Valid => 0,
            Status::Invalid => 1,
            Status::Suspended => 2,
            Status::Other(value) => value,
        };
        (0..list.size()).map(number).collect()
    }

    #[test]
    fn the_examples_of_the_draft_are_read() {
        let one = StatusList::from_json(&json!({ "bits": 1, "lst": "eNrbuRgAAhcBXQ" })).unwrap();
        assert_eq!(values(&one), [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]);
        let two = json!({ "bits": 2, "lst": "eNo76fITAAPfAgc", "aggregation_uri": "https://example.com" });
        let two = StatusList::from_json(&two).unwrap();
        assert_eq!(values(&two), [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]);
        assert_eq!(two.get(1), Ok(Status::Suspended));
        assert_eq!(two.get(3), Ok(Status::Other(3)));
    }

    #[test]
    fn wider_ones_are_read_too() {
        let bytes = compressed(&[0x21, 0xF0]);
        assert_eq!(values(&StatusList::inflate(4, &bytes).unwrap()), [1, 2, 0, 15]);
        assert_eq!(values(&StatusList::inflate(8, &bytes).unwrap()), [0x21, 0xF0]);
    }

    #[test]
    fn of_a_card_beyond_the_end_nothing_is_said() {
        let list = StatusList::inflate(1, &compressed(&[0, 0])).unwrap();
        assert_eq!((list.size(), list.get(15)), (16, Ok(Status::Valid)));
        for beyond in [16, 1 << 40, u64::MAX] {
            assert_eq!(list.get(beyond), Err(CredentialError::Missing("status")), "{beyond}");
        }
        assert_eq!(
            StatusList::inflate(8, &compressed(&[])).unwrap().get(0),
            Err(CredentialError::Missing("status"))
        );
    }

    #[test]
    fn what_is_no_list_is_refused() {
        let good = compressed(&[1, 2, 3]);
        let refused = |bits, bytes: &[u8]| StatusList::inflate(bits, bytes).err();
        assert_eq!(refused(1, &good), None);
        for bits in [0, 3, 16, 257, u64::MAX] {
            assert_eq!(refused(bits, &good), Some(WHAT), "{bits}");
        }
        let mut checksum = good.clone();
        *checksum.last_mut().unwrap() ^= 1;
        let longer = [&good[..], &[0]].concat();
        let twice = [&good[..], &good[..]].concat();
        let (_, raw) = good.split_at(2);
        for broken in [&checksum[..], &longer, &twice, raw, b"nothing"] {
            assert_eq!(refused(1, broken), Some(WHAT), "{broken:?}");
        }
        for length in 0..good.len() {
            assert_eq!(refused(1, &good[..length]), Some(WHAT), "{length}");
        }
        for wrong in [
            json!({ "bits": 1 }),
            json!({ "lst": "eNrbuRgAAhcBXQ" }),
            json!({ "bits": "1", "lst": "eNrbuRgAAhcBXQ" }),
            json!({ "bits": 1.0, "lst": "eNrbuRgAAhcBXQ" }),
            json!({ "bits": 1, "lst": "eNrbuRgAAhcBXQ==" }),
            json!([]),
        ] {
            assert_eq!(StatusList::from_json(&wrong).err(), Some(WHAT), "{wrong}");
        }
    }

    #[test]
    fn a_bomb_is_not_inflated() {
        let most = vec![0; limits::STATUS_LIST];
        let list = StatusList::inflate(8, &compressed(&most)).unwrap();
        assert_eq!(list.get(list.size() - 1), Ok(Status::Valid));
        let bomb = compressed(&[&most[..], &[0]].concat());
        assert!(bomb.len() < 20_000);
        assert_eq!(
            StatusList::inflate(8, &bomb).err(),
            Some(CredentialError::TooLarge("status_list"))
        );
    }
}
