//! Keys of changes with the answers they got, and the ledger of effects.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::StoreError;

/// A phone may come back for a lost answer for so long.
const KEPT_SECONDS: i64 = 30 * 24 * 60 * 60;

/// Whose key, and which.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ChangeKey {
    /// Keys of two people are never the same key.
    pub person: &'static str,
    /// The UUID that the phone made.
    pub key: String,
}

/// An answer that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenAnswer {
    /// What it was the answer to.
    pub fingerprint: String,
    /// Its status.
    pub status: u16,
    /// Its JSON.
    pub body: String,
}

/// A line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Its number.
    pub sequence: i64,
    /// The key it came with.
    pub key: String,
    /// Whose.
    pub person: String,
    /// What was changed.
    pub kind: String,
    /// By the city's clock, seconds since 1970.
    pub at: i64,
    /// How often this key had an effect: more than once is a bug.
    pub effects: i64,
}

/// The answer this key got, unless that is too long ago.
pub fn given_answer(connection: &Connection, key: &ChangeKey, now: i64) -> Result<Option<GivenAnswer>, StoreError> {
    let sql = "SELECT fingerprint, status, body FROM change_key WHERE person = ? AND key = ? AND at >= ?";
    let oldest = now.saturating_sub(KEPT_SECONDS);
    let row = connection
        .prepare_cached(sql)?
        .query_row(params![key.person, key.key, oldest], |row| {
            Ok(GivenAnswer {
                fingerprint: row.get(0)?,
                status: row.get(1)?,
                body: row.get(2)?,
            })
        });
    Ok(row.optional()?)
}

/// Keeps the answer to a key. Fails, and the transaction with it, if the key has one already.
pub fn keep_answer(tx: &Transaction<'_>, key: &ChangeKey, answer: &GivenAnswer, now: i64) -> Result<(), StoreError> {
    let oldest = now.saturating_sub(KEPT_SECONDS);
    tx.execute("DELETE FROM change_key WHERE at < ?", [oldest])?;
    let sql = "INSERT INTO change_key (person, key, fingerprint, status, body, at) VALUES (?, ?, ?, ?, ?, ?)";
    tx.execute(
        sql,
        params![key.person, key.key, answer.fingerprint, answer.status, answer.body, now],
    )?;
    Ok(())
}

/// Writes an effect down.
pub fn note_effect(tx: &Transaction<'_>, key: &ChangeKey, kind: &str, now: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO change_effect (person, key, kind, at) VALUES (?, ?, ?, ?)";
    tx.execute(sql, params![key.person, key.key, kind, now])?;
    Ok(())
}

/// Every effect there ever was, in order.
pub fn effects(connection: &Connection) -> Result<Vec<Effect>, StoreError> {
    let sql = "SELECT sequence, key, person, kind, at, count(*) OVER (PARTITION BY person, key)
               FROM change_effect ORDER BY sequence";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(Effect {
            sequence: row.get(0)?,
            key: row.get(1)?,
            person: row.get(2)?,
            kind: row.get(3)?,
            at: row.get(4)?,
            effects: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Data, Store};

    fn key(person: &'static str) -> ChangeKey {
        ChangeKey {
            person,
            key: "k".to_owned(),
        }
    }

    fn answer() -> GivenAnswer {
        GivenAnswer {
            fingerprint: "f".to_owned(),
            status: 200,
            body: "{}".to_owned(),
        }
    }

    #[test]
    fn an_answer_is_kept_for_thirty_days_and_for_one_person() {
        let store = Store::open(&Data::Memory).unwrap();
        store
            .write(|tx| keep_answer(tx, &key("p-a"), &answer(), 1_000))
            .unwrap();
        let found = |person, now| store.read(|c| given_answer(c, &key(person), now)).unwrap();
        assert_eq!(found("p-a", 1_000 + KEPT_SECONDS), Some(answer()));
        assert_eq!(found("p-a", 1_001 + KEPT_SECONDS), None);
        assert_eq!(found("p-b", 1_000), None);
        // Once it is too old the key may be used anew; before, never.
        assert!(
            store
                .write(|tx| keep_answer(tx, &key("p-a"), &answer(), 2_000))
                .is_err()
        );
        let late = 1_001 + KEPT_SECONDS;
        store.write(|tx| keep_answer(tx, &key("p-a"), &answer(), late)).unwrap();
    }

    #[test]
    fn an_effect_that_happens_twice_shows() {
        let store = Store::open(&Data::Memory).unwrap();
        for person in ["p-a", "p-b", "p-a"] {
            store.write(|tx| note_effect(tx, &key(person), "contact", 5)).unwrap();
        }
        let counts: Vec<_> = store
            .read(effects)
            .unwrap()
            .into_iter()
            .map(|effect| effect.effects)
            .collect();
        assert_eq!(counts, [2, 1, 2]);
    }
}
