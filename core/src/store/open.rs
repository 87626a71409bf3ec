//! Opens the file with our pragmas (reasons in docs/pragmas.md), migrates it, and moves a damaged one aside.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::StoreError;
use super::lane::Lane;
use super::migrate::migrate;

/// How opening went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// The file was there, or a new one was made.
    Sound,
    /// The file was damaged: it was moved to this path and a new, empty one is in its place.
    DamagedSetAside(PathBuf),
}

impl Opened {
    pub(super) const fn files_set_aside(&self) -> u32 {
        match self {
            Self::Sound => 0,
            Self::DamagedSetAside(_) => 1,
        }
    }
}

/// The connections of an open file. The writer is opened first because it may have to migrate, and closed last (fields
/// drop in this order) because only it may write the journal back into the file.
pub(super) struct Connections {
    pub readers: [Lane; 2],
    pub writer: Lane,
}

pub(super) fn open(path: &Path) -> Result<Connections, StoreError> {
    let mut writer = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    // A newer file must stay byte for byte as it is, so its version is looked at before any pragma that writes.
    let found = writer.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))?;
    if found > super::END_VERSION {
        return Err(StoreError::Newer {
            found,
            known: super::END_VERSION,
        });
    }
    writer.pragma_update(None, "journal_mode", "WAL")?;
    prepare(&writer)?;
    migrate(&mut writer)?;
    let reader = || {
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        prepare(&connection)?;
        connection.pragma_update(None, "query_only", true)?;
        Ok::<_, StoreError>(Lane::new(connection))
    };
    Ok(Connections {
        writer: Lane::new(writer),
        readers: [reader()?, reader()?],
    })
}

/// Opens the file, or sets a damaged one aside and opens a new one in its place.
pub(super) fn open_or_set_aside(path: &Path) -> Result<(Connections, Opened), StoreError> {
    match open(path) {
        Err(StoreError::Damaged) => {
            let aside = set_aside(path)?;
            Ok((open(path)?, Opened::DamagedSetAside(aside)))
        }
        other => other.map(|connections| (connections, Opened::Sound)),
    }
}

/// What makes up one database on the disk, in the order in which it is moved.
const JOURNALS_AND_FILE: [&str; 3] = ["-wal", "-shm", ""];

/// Moves the file and its journals to the first free `NAME.damaged-N`. Nothing is ever deleted or overwritten.
pub(super) fn set_aside(path: &Path) -> Result<PathBuf, StoreError> {
    let free = (1..10_000)
        .map(|n| with_suffix(path, &format!(".damaged-{n}")))
        .find(|candidate| {
            !JOURNALS_AND_FILE
                .iter()
                .any(|suffix| with_suffix(candidate, suffix).exists())
        })
        .ok_or(StoreError::Io("too many damaged files beside it"))?;
    // The journals go first: a database file without its journal is only older, a journal without its file is lost.
    for suffix in JOURNALS_AND_FILE {
        let from = with_suffix(path, suffix);
        if from.exists() {
            std::fs::rename(&from, with_suffix(&free, suffix)).map_err(|_| StoreError::Io("it cannot be moved"))?;
        }
    }
    Ok(free)
}

/// Deletes every copy that was set aside, because the person wants nothing of theirs left. Gone already is fine.
pub(super) fn forget_set_aside(path: &Path) -> Result<(), StoreError> {
    let prefix = with_suffix(path, ".damaged-");
    let folder = path.parent().unwrap_or(Path::new("."));
    let entries = std::fs::read_dir(folder).map_err(|_| StoreError::Io("its folder cannot be read"))?;
    for entry in entries.flatten() {
        let is_copy = prefix.file_name().is_some_and(|prefix| {
            entry
                .file_name()
                .as_encoded_bytes()
                .starts_with(prefix.as_encoded_bytes())
        });
        if is_copy {
            match std::fs::remove_file(entry.path()) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(StoreError::Io("a damaged copy cannot be removed"));
                }
                _ => {}
            }
        }
    }
    Ok(())
}

pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    Ok(connection)
}

fn prepare(connection: &Connection) -> Result<(), StoreError> {
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -8_000)?;
    connection.pragma_update(None, "journal_size_limit", 1_536 * 1_024)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}
