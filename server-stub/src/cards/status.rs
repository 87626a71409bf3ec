//! Status lists (draft-ietf-oauth-status-list): one for each type of card, two bits for each copy, as signed JSON and as signed CBOR.

use std::io::Write as _;

use ciborium::value::Value as Cbor;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use serde_json::json;

use super::cbor::{bytes, int, map, sign1, text};
use super::jose::{b64, sign};
use super::pki::Signer;

/// How many copies a list has room for. Their places are drawn, so that neighbours say nothing of each other.
pub const PLACES: usize = 1 << 17;
/// Two bits: valid, invalid, suspended (section 7.1).
const BITS: usize = 2;
const IN_A_BYTE: usize = 8 / BITS;
/// For how long a list may be believed, in seconds.
const GOOD_FOR: i64 = 24 * 60 * 60;
/// After how long a new one is worth asking for, in seconds.
const TTL: i64 = 15 * 60;

/// What a list says of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It is good.
    Valid,
    /// It is not, for good.
    Invalid,
    /// It is not, for the moment.
    Suspended,
}

impl Status {
    /// Its number (section 7.1).
    pub const fn number(self) -> u8 {
        match self {
            Self::Valid => 0,
            Self::Invalid => 1,
            Self::Suspended => 2,
        }
    }

    /// The one of a number; what is unknown is not good.
    pub const fn of(number: i64) -> Self {
        match number {
            0 => Self::Valid,
            2 => Self::Suspended,
            _ => Self::Invalid,
        }
    }

    /// As the switches and the console say it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "revoked",
            Self::Suspended => "suspended",
        }
    }
}

/// A list to publish.
#[derive(Debug)]
pub struct List<'a> {
    /// Its address, which is its subject as well (section 5.1).
    pub uri: &'a str,
    /// Every copy that is not good, by its place.
    pub marked: &'a [(usize, Status)],
    /// The city's time.
    pub now: i64,
}

impl List<'_> {
    /// Packed with the first copy in the lowest bits (section 4.1), and compressed.
    fn compressed(&self) -> Option<Vec<u8>> {
        let mut packed = vec![0_u8; PLACES / IN_A_BYTE];
        for (place, status) in self.marked {
            if let Some(byte) = packed.get_mut(place / IN_A_BYTE) {
                *byte |= status.number() << (place % IN_A_BYTE * BITS);
            }
        }
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&packed).ok()?;
        encoder.finish().ok()
    }

    /// As signed JSON (section 5.1).
    pub fn jwt(&self, signer: &Signer) -> Option<String> {
        let header = json!({ "typ": "statuslist+jwt", "x5c": signer.x5c() });
        let claims = json!({
            "sub": self.uri, "iat": self.now, "exp": self.now.saturating_add(GOOD_FOR), "ttl": TTL,
            "status_list": { "bits": BITS, "lst": b64(self.compressed()?) },
        });
        Some(sign(&signer.key, header, &claims))
    }

    /// As signed CBOR (section 5.2).
    pub fn cwt(&self, signer: &Signer) -> Option<Vec<u8>> {
        let list = map([
            (text("bits"), int(i64::try_from(BITS).ok()?)),
            (text("lst"), Cbor::Bytes(self.compressed()?)),
        ]);
        let claims = map([
            (int(2), text(self.uri)),
            (int(6), int(self.now)),
            (int(4), int(self.now.saturating_add(GOOD_FOR))),
            (int(65_534), int(TTL)),
            (int(65_533), list),
        ]);
        let typ = Some("application/statuslist+cwt");
        let signed = sign1(&signer.key, &signer.chain, typ, bytes(&claims));
        Some(bytes(&Cbor::Tag(18, Box::new(signed))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn each_copy_has_its_two_bits() {
        let marked = [
            (0, Status::Invalid),
            (3, Status::Suspended),
            (PLACES - 1, Status::Invalid),
        ];
        let list = List {
            uri: "u",
            marked: &marked,
            now: 0,
        };
        let mut packed = Vec::new();
        let compressed = list.compressed().unwrap();
        flate2::read::ZlibDecoder::new(compressed.as_slice())
            .read_to_end(&mut packed)
            .unwrap();
        assert_eq!(packed.len(), PLACES / 4);
        assert_eq!((packed[0], packed[1]), (0b1000_0001, 0));
        assert_eq!(packed[PLACES / 4 - 1], 0b0100_0000);
    }

    #[test]
    fn what_nobody_knows_is_not_good() {
        for status in [Status::Valid, Status::Invalid, Status::Suspended] {
            assert_eq!(Status::of(i64::from(status.number())), status);
        }
        assert_eq!(Status::of(3), Status::Invalid);
    }
}
