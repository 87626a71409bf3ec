//! The data key as the key store sees it, and the table in which it is kept wrapped.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, params};

use super::StoreError;
use super::seal::{DataKey, KEY_LEN, random, wipe};
use crate::ports::{Guard, KeyStore};

/// A data key on its way to or from the key store. Its bytes are wiped when it is dropped.
pub(super) struct Secret {
    generation: u32,
    guard: Guard,
    /// What the key store wraps: `[generation: 4, big endian][guard: 1][key: 32]`. With the first two inside, nobody can
    /// swap rows or take off the app lock by changing the table. In a box, because a move would leave a copy behind.
    bytes: Box<[u8; HEAD_LEN + KEY_LEN]>,
}

const HEAD_LEN: usize = 5;

impl Secret {
    /// A new random key.
    pub fn fresh(generation: u32, guard: Guard) -> Result<Self, StoreError> {
        let mut key = random::<KEY_LEN>()?;
        let secret = Self::of(generation, guard, &key);
        wipe(&mut key);
        Ok(secret)
    }

    /// Reads what the key store opened, and refuses what does not belong to this row.
    pub fn unpack(mut opened: Vec<u8>, row: &WrappedKey) -> Result<Self, StoreError> {
        let parts = opened.split_first_chunk::<HEAD_LEN>();
        let secret = match parts.map(|(found, key)| (found, key.try_into())) {
            Some((found, Ok(key))) if *found == head(row.generation, row.guard) => {
                Ok(Self::of(row.generation, row.guard, key))
            }
            _ => Err(StoreError::Unreadable),
        };
        wipe(&mut opened);
        secret
    }

    /// The same key for another guard.
    pub fn behind(&self, guard: Guard) -> Self {
        Self::of(self.generation, guard, self.key_bytes())
    }

    /// The row in which it is kept, wrapped by `key_store`: foreign code.
    pub fn wrap(&self, key_store: &dyn KeyStore) -> Result<WrappedKey, StoreError> {
        Ok(WrappedKey {
            generation: self.generation,
            wrapped: key_store.wrap(self.bytes.as_slice(), self.guard)?,
            guard: self.guard,
        })
    }

    /// The key, ready for use.
    pub fn key(&self) -> Result<DataKey, StoreError> {
        DataKey::new(self.key_bytes())
    }

    fn of(generation: u32, guard: Guard, key: &[u8; KEY_LEN]) -> Self {
        let mut bytes = Box::new([0; HEAD_LEN + KEY_LEN]);
        let (front, back) = bytes.split_at_mut(HEAD_LEN);
        front.copy_from_slice(&head(generation, guard));
        back.copy_from_slice(key);
        Self {
            generation,
            guard,
            bytes,
        }
    }

    fn key_bytes(&self) -> &[u8; KEY_LEN] {
        let [_, _, _, _, _, key @ ..] = &*self.bytes;
        key
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        wipe(self.bytes.as_mut_slice());
    }
}

fn head(generation: u32, guard: Guard) -> [u8; HEAD_LEN] {
    let [a, b, c, d] = generation.to_be_bytes();
    [a, b, c, d, u8::from(guard == Guard::Person)]
}

/// For whose values a key is. Each has generations of its own, and the generation stands inside the wrapped secret and in front of
/// every sealed value: no row and no value of the one can be taken for one of the other, in one table and with one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// What is the person's who has signed in.
    Person,
    /// What is nobody's: of a paper that somebody holds.
    Device,
}

impl Purpose {
    /// Generations from here on are the device's.
    const DEVICE: u32 = 0x8000_0000;

    /// Its first generation.
    pub const fn first(self) -> u32 {
        match self {
            Self::Person => 1,
            Self::Device => Self::DEVICE,
        }
    }

    /// Whether a generation is one of its own.
    pub const fn has(self, generation: u32) -> bool {
        match self {
            Self::Person => generation < Self::DEVICE,
            Self::Device => generation >= Self::DEVICE,
        }
    }
}

/// One row: a data key that only the key store can open.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct WrappedKey {
    pub generation: u32,
    pub wrapped: Vec<u8>,
    pub guard: Guard,
}

/// Every generation for a purpose, oldest first. More than one: a rotation has not ended.
pub(super) fn of(connection: &Connection, purpose: Purpose) -> Result<Vec<WrappedKey>, StoreError> {
    let mut keys = all(connection)?;
    keys.retain(|key| purpose.has(key.generation));
    Ok(keys)
}

/// Every generation for every purpose.
pub(super) fn all(connection: &Connection) -> Result<Vec<WrappedKey>, StoreError> {
    let mut query = connection.prepare_cached("SELECT generation, wrapped, guard FROM data_key ORDER BY generation")?;
    let rows = query.query_map([], |row| {
        let guard: String = row.get(2)?;
        Ok(WrappedKey {
            generation: row.get(0)?,
            wrapped: row.get(1)?,
            guard: if guard == "device" {
                Guard::Device
            } else {
                Guard::Person
            },
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Adds a generation.
pub(super) fn insert(tx: &Transaction<'_>, key: &WrappedKey, created: DateTime<Utc>) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO data_key (generation, wrapped, guard, created_ms) VALUES (?1, ?2, ?3, ?4)",
        params![key.generation, key.wrapped, name(key.guard), created.timestamp_millis()],
    )?;
    Ok(())
}

/// Replaces the wrapping of a generation.
pub(super) fn rewrap(tx: &Transaction<'_>, key: &WrappedKey) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE data_key SET wrapped = ?2, guard = ?3 WHERE generation = ?1",
        params![key.generation, key.wrapped, name(key.guard)],
    )?;
    Ok(())
}

/// Deletes one generation.
pub(super) fn delete(tx: &Transaction<'_>, generation: u32) -> Result<(), StoreError> {
    tx.execute("DELETE FROM data_key WHERE generation = ?1", [generation])?;
    Ok(())
}

/// Deletes every generation for every purpose.
pub(super) fn delete_all(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM data_key", [])?;
    Ok(())
}

const fn name(guard: Guard) -> &'static str {
    match guard {
        Guard::Device => "device",
        Guard::Person => "person",
    }
}

/// Notes that everything was deleted and only the journal is left to be cut.
pub(super) fn note_destruction(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("INSERT OR IGNORE INTO destruction (id) VALUES (1)", [])?;
    Ok(())
}

/// Whether that is so.
pub(super) fn is_destruction_noted(connection: &Connection) -> Result<bool, StoreError> {
    Ok(connection.prepare_cached("SELECT 1 FROM destruction")?.exists([])?)
}

/// The journal has been cut.
pub(super) fn forget_destruction(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM destruction", [])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(generation: u32, guard: Guard) -> WrappedKey {
        WrappedKey {
            generation,
            wrapped: Vec::new(),
            guard,
        }
    }

    #[test]
    fn a_key_belongs_to_its_row_only() {
        let secret = Secret::fresh(258, Guard::Person).unwrap();
        let bytes = secret.bytes.to_vec();
        assert_eq!(bytes[..5], [0, 0, 1, 2, 1]);
        let same = Secret::unpack(bytes.clone(), &row(258, Guard::Person)).unwrap();
        assert_eq!(same.bytes, secret.bytes);
        assert_eq!(same.behind(Guard::Device).bytes[..5], [0, 0, 1, 2, 0]);
        assert_eq!(same.behind(Guard::Device).key_bytes(), secret.key_bytes());
        for wrong in [row(258, Guard::Device), row(257, Guard::Person)] {
            assert!(matches!(
                Secret::unpack(bytes.clone(), &wrong),
                Err(StoreError::Unreadable)
            ));
        }
        for length in 0..bytes.len() {
            let short = bytes[..length].to_vec();
            assert!(Secret::unpack(short, &row(258, Guard::Person)).is_err());
        }
        assert!(Secret::unpack([bytes, vec![0]].concat(), &row(258, Guard::Person)).is_err());
    }

    #[test]
    fn no_two_keys_are_alike() {
        let [one, other] = [(); 2].map(|()| Secret::fresh(1, Guard::Device).unwrap());
        assert_ne!(one.bytes, other.bytes);
    }
}
