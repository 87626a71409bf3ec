//! What was made of the phone's rows, kept until the rows change or the memory is wanted back.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

use super::{Collection, rows_mark};
use crate::store::{Database, StoreError};

/// Something made of all rows of a collection, and the mark of the rows it was made of.
pub struct Held<T> {
    slot: Arc<Mutex<Option<Made<T>>>>,
}

struct Made<T> {
    mark: Option<String>,
    made: Arc<T>,
}

impl<T> Held<T> {
    /// What was made of the rows with this mark, if it is here.
    pub fn of(&self, mark: &Option<String>) -> Option<Arc<T>> {
        let slot = self.slot.lock().unwrap_or_else(PoisonError::into_inner);
        let held = slot.as_ref().filter(|held| held.mark == *mark);
        held.map(|held| Arc::clone(&held.made))
    }

    /// The same, made first if it is not here. Whoever else wants it waits: making it twice would cost twice.
    pub fn or_make(
        &self,
        mark: Option<String>,
        make: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<Arc<T>, StoreError> {
        // A maker that panicked left what was there before.
        let mut slot = self.slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = slot.as_ref().filter(|held| held.mark == mark) {
            return Ok(Arc::clone(&held.made));
        }
        // The old one goes first: both at once would be twice the memory.
        *slot = None;
        let made = Arc::new(make()?);
        *slot = Some(Made {
            mark,
            made: Arc::clone(&made),
        });
        Ok(made)
    }

    /// What is made of the rows of `C` as they are now. Making it is not given up when the caller is: a person who types would
    /// abandon it with every letter, and it would never be there.
    pub async fn of_rows<C: Collection>(
        &self,
        database: &Arc<Database>,
        make: fn(&Connection) -> Result<T, StoreError>,
    ) -> Result<Arc<T>, StoreError>
    where
        T: Send + Sync + 'static,
    {
        let mark = database.read_task(|connection| rows_mark(connection, C::NAME)).await?;
        if let Some(made) = self.of(&mark) {
            return Ok(made);
        }
        let held = self.clone();
        let make = move |connection: &Connection| {
            let mark = rows_mark(connection, C::NAME)?;
            held.or_make(mark, || make(connection))
        };
        database.whole_read_task(make).await
    }

    /// Gives the memory back, as soon as nobody is using it.
    pub fn forget(&self) {
        *self.slot.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl<T> Default for Held<T> {
    fn default() -> Self {
        Self { slot: Arc::default() }
    }
}

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        Self {
            slot: Arc::clone(&self.slot),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_made_once_for_the_same_rows() {
        let held = Held::<u32>::default();
        let mark = |cursor: &str| Some(cursor.to_owned());
        let get = |cursor, made| *held.or_make(mark(cursor), || Ok(made)).unwrap();
        assert_eq!((get("a", 1), get("a", 2), get("b", 3)), (1, 1, 3));
        assert_eq!(held.of(&mark("a")), None);
        assert_eq!(held.clone().of(&mark("b")).as_deref(), Some(&3));
        held.forget();
        assert_eq!(held.of(&mark("b")), None);
    }

    #[test]
    fn what_could_not_be_made_is_tried_again() {
        let held = Held::<u32>::default();
        assert!(held.or_make(None, || Err(StoreError::Interrupted)).is_err());
        assert_eq!(*held.or_make(None, || Ok(7)).unwrap(), 7);
    }
}
