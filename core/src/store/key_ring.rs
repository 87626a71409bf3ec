//! The data keys in memory, and what seals with them for as long as nobody locks.
//!
//! The lock in here is the innermost: it may be taken inside a transaction, and nothing is called while it is held.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::StoreError;
use super::seal::{DataKey, Place, SealedColumn, generation_of};

/// The keys of all generations, by number. None of them: locked.
pub(super) type Keys = BTreeMap<u32, DataKey>;

/// The data keys that are open.
#[derive(Default)]
pub(super) struct KeyRing(RwLock<Held>);

#[derive(Default)]
struct Held {
    now: Visit,
    keys: Keys,
}

/// When somebody came: before or after which lock, and with which file in use. Whoever came before the last lock, or
/// while another file was in use, may neither bring keys nor seal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Visit {
    /// How often it was locked.
    locked: u64,
    /// How many files were set aside as damaged.
    file: u32,
}

impl KeyRing {
    /// To be noted before keys are read from the file; `file` is how many were set aside so far.
    pub fn visit(&self, file: u32) -> Visit {
        let locked = self.held().now.locked;
        Visit { locked, file }
    }

    /// Adds keys to those held. Refused if somebody locked since the visit began: the lock wins.
    pub fn put(&self, visit: Visit, keys: Keys) -> Result<(), StoreError> {
        let mut held = self.held_mut();
        if held.now.locked != visit.locked || held.now.file > visit.file {
            return Err(StoreError::Locked);
        }
        if held.now != visit {
            // The keys of the file that was set aside are in that file only.
            held.keys.clear();
            held.now = visit;
        }
        held.keys.extend(keys);
        Ok(())
    }

    /// Forgets all keys. Every sealer given out is dead from now on.
    pub fn lock(&self) {
        let mut held = self.held_mut();
        held.now.locked += 1;
        held.keys.clear();
    }

    /// Whether keys for this file are held.
    pub fn is_open(&self, file: u32) -> bool {
        let held = self.held();
        !held.keys.is_empty() && held.now.file == file
    }

    /// Whether the key of a generation is held.
    pub fn holds(&self, generation: u32) -> bool {
        self.held().keys.contains_key(&generation)
    }

    /// What seals until the next lock.
    pub fn sealer(self: &Arc<Self>, file: u32) -> Result<Sealer, StoreError> {
        let held = self.held();
        if held.keys.is_empty() || held.now.file != file {
            return Err(StoreError::Locked);
        }
        Ok(Sealer {
            ring: Arc::clone(self),
            given: held.now,
        })
    }

    fn held(&self) -> RwLockReadGuard<'_, Held> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn held_mut(&self) -> RwLockWriteGuard<'_, Held> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Seals and opens personal values. A cheap clone that a transaction can own.
///
/// It holds no key itself: when the vault is locked, every sealer fails with [`StoreError::Locked`] from that instant, and
/// so does one that was given out before, even after the next unlock. Seal **inside** the transaction that writes the
/// value: a value sealed earlier may be of a generation that a rotation removes before it is written.
#[derive(Clone)]
pub struct Sealer {
    ring: Arc<KeyRing>,
    given: Visit,
}

impl Sealer {
    /// Seals a value for its place. The same value gives other bytes each time. 33 bytes longer than the plain one.
    pub fn seal(&self, column: SealedColumn, row: i64, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        let held = self.held()?;
        let (&generation, key) = held.keys.last_key_value().ok_or(StoreError::Locked)?;
        key.seal(
            Place {
                column,
                row,
                generation,
            },
            plain,
        )
    }

    /// Opens what was sealed for this place, by whichever generation. Bytes that were changed, or sealed for another
    /// place, are [`StoreError::Unreadable`].
    pub fn open(&self, column: SealedColumn, row: i64, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let held = self.held()?;
        let generation = generation_of(sealed).ok_or(StoreError::Unreadable)?;
        let key = held.keys.get(&generation).ok_or(StoreError::Unreadable)?;
        key.open(
            Place {
                column,
                row,
                generation,
            },
            sealed,
        )
    }

    /// Whether it still seals: nobody has locked since it was given.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        self.held().is_ok()
    }

    fn held(&self) -> Result<RwLockReadGuard<'_, Held>, StoreError> {
        let held = self.ring.held();
        if held.now == self.given {
            Ok(held)
        } else {
            Err(StoreError::Locked)
        }
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealer(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: SealedColumn = SealedColumn {
        table: "person",
        column: "name",
    };

    fn keys(generations: &[u32]) -> Keys {
        generations
            .iter()
            .map(|generation| {
                (
                    *generation,
                    DataKey::new(&[u8::try_from(*generation).unwrap(); 32]).unwrap(),
                )
            })
            .collect()
    }

    fn open(generations: &[u32]) -> Arc<KeyRing> {
        let ring = Arc::new(KeyRing::default());
        ring.put(ring.visit(0), keys(generations)).unwrap();
        ring
    }

    #[test]
    fn the_newest_generation_seals_and_every_one_opens() {
        let ring = open(&[1]);
        let sealer = ring.sealer(0).unwrap();
        let old = sealer.seal(NAME, 1, b"Ana").unwrap();
        ring.put(ring.visit(0), keys(&[2])).unwrap();
        // Somebody who read the keys before the second one was there takes nothing back.
        ring.put(ring.visit(0), keys(&[1])).unwrap();
        let new = sealer.clone().seal(NAME, 1, b"Ana").unwrap();
        assert_eq!((generation_of(&old), generation_of(&new)), (Some(1), Some(2)));
        assert_eq!(sealer.open(NAME, 1, &old).unwrap(), b"Ana");
        assert_eq!(sealer.open(NAME, 1, &new).unwrap(), b"Ana");
    }

    #[test]
    fn any_changed_byte_of_a_value_is_refused_its_head_too() {
        let sealer = open(&[1, 2, 3]).sealer(0).unwrap();
        let sealed = sealer.seal(NAME, 1, b"Ana").unwrap();
        for at in 0..sealed.len() {
            for bit in 0..8 {
                let mut changed = sealed.clone();
                changed[at] ^= 1 << bit;
                assert!(
                    matches!(sealer.open(NAME, 1, &changed), Err(StoreError::Unreadable)),
                    "{at}"
                );
            }
        }
        for nothing in [&b""[..], &[1], &[1, 0, 0, 0, 3]] {
            assert!(matches!(sealer.open(NAME, 1, nothing), Err(StoreError::Unreadable)));
        }
    }

    #[test]
    fn a_sealer_dies_with_the_lock_and_stays_dead() {
        let ring = open(&[1]);
        let sealer = ring.sealer(0).unwrap();
        let sealed = sealer.seal(NAME, 1, b"Ana").unwrap();
        ring.lock();
        assert!(matches!(ring.sealer(0), Err(StoreError::Locked)));
        assert!(matches!(sealer.open(NAME, 1, &sealed), Err(StoreError::Locked)));
        ring.put(ring.visit(0), keys(&[1])).unwrap();
        assert!(matches!(sealer.seal(NAME, 1, b"Ana"), Err(StoreError::Locked)));
        assert_eq!(ring.sealer(0).unwrap().open(NAME, 1, &sealed).unwrap(), b"Ana");
    }

    #[test]
    fn who_began_before_a_lock_brings_no_keys_back() {
        let ring = open(&[1]);
        let visit = ring.visit(0);
        ring.lock();
        assert!(matches!(ring.put(visit, keys(&[1])), Err(StoreError::Locked)));
        assert!(!ring.is_open(0) && !ring.holds(1));
    }

    #[test]
    fn keys_of_a_file_set_aside_do_not_seal_for_the_next_one() {
        let ring = open(&[1, 2]);
        let sealer = ring.sealer(0).unwrap();
        assert!(matches!(ring.sealer(1), Err(StoreError::Locked)));
        ring.put(ring.visit(1), keys(&[1])).unwrap();
        assert!(ring.is_open(1) && !ring.holds(2));
        assert!(matches!(sealer.seal(NAME, 1, b"Ana"), Err(StoreError::Locked)));
    }

    #[test]
    fn nothing_is_shown() {
        assert_eq!(format!("{:?}", open(&[1]).sealer(0).unwrap()), "Sealer(…)");
    }
}
