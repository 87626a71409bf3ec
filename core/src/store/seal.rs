//! How one personal value is sealed: AES-256-GCM, bound to its place in the database. Pure: bytes in, bytes out.
//!
//! Sealed bytes are `[format: 1][generation: 4, big endian][nonce: 12][ciphertext][tag: 16]`. The associated data are
//! table, column, row, format and generation, so that a value moved elsewhere does not open. Nonces are random, which is
//! safe for 2^32 values of one generation (NIST SP 800-38D, 8.3); a phone writes thousands.

use std::fmt;
use std::hint::black_box;

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};

use super::StoreError;

/// The format of sealed bytes. Another one means another number.
const FORMAT: u8 = 1;

/// What a sealed value begins with: format and generation.
pub(super) type Head = [u8; 5];

/// The length of a data key.
pub(super) const KEY_LEN: usize = 32;

/// A column whose values are sealed: a BLOB in a STRICT table with an INTEGER PRIMARY KEY, which is the `row` of a
/// value. One constant per column. Renaming either makes what was sealed under the old name unreadable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedColumn {
    /// The table.
    pub table: &'static str,
    /// The column in it.
    pub column: &'static str,
}

/// A data key, ready for use.
///
/// When it is dropped, its memory is overwritten. What safe Rust cannot reach: copies that a move left on the stack,
/// what the processor's registers or a swap file hold, and the plain values themselves once a caller has them.
pub(super) struct DataKey(Box<LessSafeKey>);

impl DataKey {
    pub fn new(bytes: &[u8; KEY_LEN]) -> Result<Self, StoreError> {
        // 32 bytes are what the algorithm takes, so this does not fail.
        let key = UnboundKey::new(&AES_256_GCM, bytes).map_err(|_| StoreError::Unreadable)?;
        Ok(Self(Box::new(LessSafeKey::new(key))))
    }

    pub fn seal(&self, place: Place, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.seal_with(random()?, place, plain)
    }

    pub fn open(&self, place: Place, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let (_, rest) = sealed.split_first_chunk::<5>().ok_or(StoreError::Unreadable)?;
        let (nonce, rest) = rest.split_first_chunk::<NONCE_LEN>().ok_or(StoreError::Unreadable)?;
        let mut plain = rest.to_vec();
        // A head of another format or generation is in nobody's associated data, so it fails here as well.
        let opened = self
            .0
            .open_in_place(
                Nonce::assume_unique_for_key(*nonce),
                Aad::from(place.bytes()),
                &mut plain,
            )
            .map_err(|_| StoreError::Unreadable)?
            .len();
        plain.truncate(opened);
        Ok(plain)
    }

    fn seal_with(&self, nonce: [u8; NONCE_LEN], place: Place, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        let mut sealed = plain.to_vec();
        self.0
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(place.bytes()),
                &mut sealed,
            )
            // Only a value of more than 64 GiB does not fit.
            .map_err(|_| StoreError::Full)?;
        Ok([head(place.generation).as_slice(), &nonce, &sealed].concat())
    }
}

impl Drop for DataKey {
    fn drop(&mut self) {
        // `ring` does not wipe a key. Another one laid over it does.
        if let Ok(blank) = UnboundKey::new(&AES_256_GCM, &[0; KEY_LEN]) {
            *self.0 = LessSafeKey::new(blank);
            black_box(&*self.0);
        }
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(…)")
    }
}

/// Where a value belongs, and by which generation it is sealed.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub column: SealedColumn,
    pub row: i64,
    pub generation: u32,
}

impl Place {
    /// The associated data. Names go with their lengths, so that no two places have the same bytes.
    fn bytes(self) -> Vec<u8> {
        let names = [self.column.table, self.column.column];
        // One allocation: a screen opens thousands of values.
        let mut bytes = Vec::with_capacity(names.iter().map(|name| name.len() + 8).sum::<usize>() + 13);
        for name in names {
            bytes.extend_from_slice(&(name.len() as u64).to_be_bytes());
            bytes.extend_from_slice(name.as_bytes());
        }
        bytes.extend_from_slice(&self.row.to_be_bytes());
        bytes.extend_from_slice(&head(self.generation));
        bytes
    }
}

/// What values of a generation begin with.
pub(super) fn head(generation: u32) -> Head {
    let [a, b, c, d] = generation.to_be_bytes();
    [FORMAT, a, b, c, d]
}

/// By which generation a value is sealed, if it is in our format.
pub(super) fn generation_of(sealed: &[u8]) -> Option<u32> {
    match sealed.first_chunk::<5>()? {
        [FORMAT, generation @ ..] => Some(u32::from_be_bytes(*generation)),
        _ => None,
    }
}

/// Random bytes fit for keys and nonces.
pub(super) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0_u8; N];
    let filled = SystemRandom::new().fill(&mut bytes);
    filled
        .map(|()| bytes)
        .map_err(|_| StoreError::Io("the phone has no randomness"))
}

/// Overwrites a secret that is no longer needed, as well as the compiler lets us.
pub(super) fn wipe(bytes: &mut [u8]) {
    bytes.fill(0);
    black_box(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAYER: SealedColumn = SealedColumn {
        table: "bill",
        column: "payer",
    };

    fn place(column: SealedColumn, row: i64, generation: u32) -> Place {
        Place {
            column,
            row,
            generation,
        }
    }

    fn key(first: u8) -> DataKey {
        DataKey::new(&std::array::from_fn(|i| first + u8::try_from(i).unwrap())).unwrap()
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Computed once with another library (OpenSSL's AES-256-GCM through Python): key 00 01 … 1f, nonce a0 … ab,
    /// associated data `bill`, `payer`, -42, format 1, generation 7.
    const KNOWN: &str = "0100000007a0a1a2a3a4a5a6a7a8a9aaab\
        a7761d0d0b08b87cd300fdbb1c21b0249a7875d68fec23df20466e";

    #[test]
    fn the_format_is_what_it_was() {
        let place = place(PAYER, -42, 7);
        let nonce = std::array::from_fn(|i| 0xA0 + u8::try_from(i).unwrap());
        let sealed = key(0).seal_with(nonce, place, "Ana Núñez".as_bytes()).unwrap();
        assert_eq!(hex(&sealed), KNOWN);
        assert_eq!(key(0).open(place, &sealed).unwrap(), "Ana Núñez".as_bytes());
        assert_eq!(generation_of(&sealed), Some(7));
    }

    #[test]
    fn any_changed_or_missing_byte_is_refused() {
        let place = place(PAYER, 1, 1);
        for plain in [&b""[..], b"x", b"a longer value, over one block of the cipher"] {
            let sealed = key(0).seal(place, plain).unwrap();
            assert_eq!(sealed.len(), plain.len() + 33);
            assert_eq!(key(0).open(place, &sealed).unwrap(), plain);
            // The head is checked by whoever chooses the key: see the key ring's test.
            for at in 5..sealed.len() {
                for bit in 0..8 {
                    let mut changed = sealed.clone();
                    changed[at] ^= 1 << bit;
                    assert!(
                        matches!(key(0).open(place, &changed), Err(StoreError::Unreadable)),
                        "{at}"
                    );
                }
            }
            for length in 0..sealed.len() {
                assert!(matches!(
                    key(0).open(place, &sealed[..length]),
                    Err(StoreError::Unreadable)
                ));
            }
            let longer = [sealed.as_slice(), b"x"].concat();
            assert!(matches!(key(0).open(place, &longer), Err(StoreError::Unreadable)));
        }
    }

    #[test]
    fn a_value_opens_only_where_it_was_sealed() {
        let here = place(PAYER, 1, 1);
        let sealed = key(0).seal(here, b"secret").unwrap();
        let at = |table, column, row, generation| place(SealedColumn { table, column }, row, generation);
        for elsewhere in [
            at("fine", "payer", 1, 1),
            at("bill", "plate", 1, 1),
            at("bill", "payer", 2, 1),
            at("bill", "payer", -1, 1),
            at("bill", "payer", 1, 2),
            // The same letters, cut elsewhere.
            at("billp", "ayer", 1, 1),
            at("bil", "lpayer", 1, 1),
            at("", "billpayer", 1, 1),
        ] {
            assert!(matches!(key(0).open(elsewhere, &sealed), Err(StoreError::Unreadable)));
        }
        assert!(matches!(key(1).open(here, &sealed), Err(StoreError::Unreadable)));
        assert_eq!(key(0).open(here, &sealed).unwrap(), b"secret");
    }

    #[test]
    fn the_same_value_never_looks_the_same() {
        let place = place(PAYER, 1, 1);
        let mut nonces: Vec<_> = (0..1_000)
            .map(|_| key(0).seal(place, b"x").unwrap()[5..17].to_vec())
            .collect();
        nonces.sort_unstable();
        nonces.dedup();
        assert_eq!(nonces.len(), 1_000);
    }

    #[test]
    fn keys_are_not_shown() {
        assert_eq!(format!("{:?}", key(0)), "DataKey(…)");
    }
}
