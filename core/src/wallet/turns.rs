//! One at a time: what is being driven by one caller is not driven by another.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use crate::error::Error;

/// What is being driven now, by its number.
#[derive(Default)]
pub struct Turns(Mutex<BTreeSet<i64>>);

/// One is being driven for as long as this lives.
pub struct Turn<'a>(&'a Turns, i64);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut driven = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        driven.remove(&self.1);
    }
}

impl Turns {
    /// The right to drive one. Fails with `wallet.under_way` where somebody does already.
    pub fn take(&self, id: i64) -> Result<Turn<'_>, Error> {
        let mut driven = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if driven.insert(id) {
            Ok(Turn(self, id))
        } else {
            Err(Error::Refused("wallet.under_way"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_comes_second_waits_for_the_first_alone() {
        let turns = Turns::default();
        let first = turns.take(1).unwrap();
        assert_eq!(turns.take(1).err().unwrap().code(), "wallet.under_way");
        assert!(turns.take(2).is_ok());
        drop(first);
        assert!(turns.take(1).is_ok());
    }
}
