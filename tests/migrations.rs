//! A phone that was filled by any released version opens with this one: same schema as a fresh phone, nothing lost.
//!
//! `migrations/vN.sql` is a small phone as version N left it. To release version N: run this test, save what it prints as
//! `migrations/vN.sql`, add one line to `STORED`. A stored phone is never edited afterwards.

#[cfg(test)]
#[path = "migrations/dump.rs"]
mod dump;

#[cfg(test)]
mod tests {
    use std::path::Path;

    use madrid_core::store::{Database, END_VERSION, Opened};
    use rusqlite::Connection;

    use crate::dump::{dump, schema};

    /// Every released version, oldest first.
    const STORED: [&str; 11] = [
        include_str!("migrations/v1.sql"),
        include_str!("migrations/v2.sql"),
        include_str!("migrations/v3.sql"),
        include_str!("migrations/v4.sql"),
        include_str!("migrations/v5.sql"),
        include_str!("migrations/v6.sql"),
        include_str!("migrations/v7.sql"),
        include_str!("migrations/v8.sql"),
        include_str!("migrations/v9.sql"),
        include_str!("migrations/v10.sql"),
        include_str!("migrations/v11.sql"),
    ];

    /// A place and where its collection stands, in columns that every version so far has.
    const SAMPLE: &str = "
        INSERT INTO place (id, version, kind, needs, lat, lon, name, street, features, source, source_date) VALUES
            (1, 7, 'library', 128, 40.41, -3.68, 'Biblioteca Eugenio Trías', 'Paseo de Fernán Núñez, 24',
             'wifi', 'Ayuntamiento de Madrid', '2026-11-01');
        INSERT INTO sync_cursor (collection, cursor, as_of_ms) VALUES ('places', 'aa.7.0', 1795514400000);";

    /// A wrapped data key, since version 2. Whoever loses it loses every personal row.
    const SINCE_2: &str = "
        INSERT INTO data_key (generation, wrapped, guard, created_ms) VALUES (3, X'A1B2C3', 'person', 1795514400000);";

    fn open(path: &Path) {
        let (database, opened) = Database::open(path).unwrap();
        assert_eq!(opened, Opened::Sound);
        drop(database);
    }

    /// A fresh file of this version.
    fn fresh(folder: &Path) -> Connection {
        let path = folder.join("fresh.db");
        open(&path);
        Connection::open(path).unwrap()
    }

    fn user_version(connection: &Connection) -> i64 {
        connection
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap()
    }

    /// The wrapped data keys. A phone of version 1 has none, and gets none by being upgraded.
    fn keys(connection: &Connection) -> Vec<(i64, Vec<u8>, String, i64)> {
        if !connection.table_exists(None, "data_key").unwrap() {
            return Vec::new();
        }
        let query = "SELECT generation, wrapped, guard, created_ms FROM data_key";
        let mut query = connection.prepare(query).unwrap();
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)));
        rows.unwrap().map(Result::unwrap).collect()
    }

    /// What nobody may lose on the way.
    fn content(connection: &Connection) -> (String, i64, Option<String>) {
        let name = "SELECT name, version FROM place WHERE id = 1";
        let (name, version) = connection
            .query_row(name, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        let cursor = "SELECT cursor FROM sync_cursor WHERE collection = 'places'";
        let cursor = connection.query_row(cursor, [], |row| row.get(0)).unwrap();
        (name, version, cursor)
    }

    #[test]
    fn every_released_version_is_stored() {
        let folder = tempfile::tempdir().unwrap();
        let connection = fresh(folder.path());
        connection.execute_batch(SAMPLE).unwrap();
        connection.execute_batch(SINCE_2).unwrap();
        let stored = i64::try_from(STORED.len()).unwrap();
        let missing = dump(&connection);
        assert_eq!(
            stored, END_VERSION,
            "save this as migrations/v{END_VERSION}.sql:\n{missing}"
        );
    }

    #[test]
    fn a_phone_of_any_released_version_is_upgraded_and_keeps_what_it_has() {
        for (version, stored) in (1..).zip(STORED) {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("madrid.db");
            let old = Connection::open(&path).unwrap();
            old.execute_batch(stored).unwrap();
            assert_eq!(user_version(&old), version);
            let before = (content(&old), keys(&old));
            assert_eq!(before.1.len(), usize::from(version >= 2), "version {version}");
            drop(old);
            open(&path);
            let upgraded = Connection::open(&path).unwrap();
            assert_eq!(user_version(&upgraded), END_VERSION);
            assert_eq!(schema(&upgraded), schema(&fresh(folder.path())), "version {version}");
            assert_eq!((content(&upgraded), keys(&upgraded)), before, "version {version}");
            let verdict: String = upgraded
                .query_row("PRAGMA integrity_check", [], |row| row.get(0))
                .unwrap();
            assert_eq!(verdict, "ok");
            // Once is enough.
            open(&path);
            assert_eq!((content(&upgraded), keys(&upgraded)), before);
        }
    }

    #[test]
    fn what_is_stored_of_this_version_is_what_this_version_makes() {
        let folder = tempfile::tempdir().unwrap();
        let connection = fresh(folder.path());
        connection.execute_batch(SAMPLE).unwrap();
        connection.execute_batch(SINCE_2).unwrap();
        let stored = Connection::open_in_memory().unwrap();
        stored.execute_batch(STORED.last().unwrap()).unwrap();
        assert_eq!(schema(&stored), schema(&connection), "a released migration was edited");
        assert_eq!(content(&stored), content(&connection));
        assert_eq!(keys(&stored), keys(&connection));
    }
}
