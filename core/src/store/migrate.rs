//! Brings a file to the version this app knows, in one transaction, or leaves it exactly as it was.

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;

/// Every step, oldest first. A step is never edited once released: mistakes are mended by a later one and noted in
/// `migrations/NOTES.md`.
const MIGRATIONS: [&str; 11] = [
    include_str!("migrations/001_places.sql"),
    include_str!("migrations/002_data_keys.sql"),
    include_str!("migrations/003_citizen.sql"),
    include_str!("migrations/004_agenda.sql"),
    include_str!("migrations/005_places_index.sql"),
    include_str!("migrations/006_recommend.sql"),
    include_str!("migrations/007_bookings.sql"),
    include_str!("migrations/008_agenda_search.sql"),
    include_str!("migrations/009_payments.sql"),
    include_str!("migrations/010_money_matters.sql"),
    include_str!("migrations/011_wallet.sql"),
];

/// The version a file has after all steps: derived from the list, so the two cannot disagree.
pub const END_VERSION: i64 = MIGRATIONS.len() as i64;

/// Runs every pending step in one immediate transaction. A newer file is refused and left untouched. Safe to repeat.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    match version(connection)? {
        END_VERSION => return Ok(()),
        found if found > END_VERSION => {
            return Err(StoreError::Newer {
                found,
                known: END_VERSION,
            });
        }
        _ => {}
    }
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Asked again inside the transaction: another process may have migrated while we waited for the lock.
    let done = usize::try_from(version(&tx)?).map_err(|_| StoreError::Damaged)?;
    for step in MIGRATIONS.iter().skip(done) {
        tx.execute_batch(step)?;
    }
    tx.pragma_update(None, "user_version", END_VERSION)?;
    tx.commit()?;
    Ok(())
}

fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user_version(connection: &Connection) -> i64 {
        version(connection).unwrap()
    }

    #[test]
    fn a_fresh_file_reaches_the_end_version_and_repeating_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        migrate(&mut connection).unwrap();
        assert_eq!(user_version(&connection), END_VERSION);
    }

    #[test]
    fn a_newer_file_is_refused_and_left_alone() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "user_version", END_VERSION + 1).unwrap();
        let refused = migrate(&mut connection).unwrap_err();
        assert!(
            matches!(refused, StoreError::Newer { found, known } if found == END_VERSION + 1 && known == END_VERSION)
        );
        let tables: i64 = connection
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .unwrap();
        assert_eq!(tables, 0);
    }

    #[test]
    fn a_step_that_fails_leaves_nothing_behind() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE sync_cursor (x)").unwrap();
        assert!(migrate(&mut connection).is_err());
        let tables: i64 = connection
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .unwrap();
        assert_eq!((user_version(&connection), tables), (0, 1));
    }
}
