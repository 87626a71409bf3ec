//! A phone with sealed rows, for the tests of the vault: a folder, a database and a key store that tests can watch.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};

use rusqlite::params;

use super::{Database, SealedColumn, StoreError, Vault, data_key};
use crate::ports::{Guard, KeyStore, KeyStoreError, SoftwareKeyStore};

pub const NAME: SealedColumn = SealedColumn {
    table: "person",
    column: "name",
};
pub const EMAIL: SealedColumn = SealedColumn {
    table: "person",
    column: "email",
};

pub struct Phone {
    pub folder: tempfile::TempDir,
    pub database: Arc<Database>,
    pub vault: Arc<Vault>,
    pub key_store: Arc<dyn KeyStore>,
}

impl Phone {
    /// A new phone with a table of people.
    pub fn with(key_store: Arc<dyn KeyStore>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let phone = Self::on(folder, key_store);
        phone.make_table();
        phone
    }

    /// The same with any key store, its vault open.
    pub fn open() -> Self {
        let phone = Self::with(Arc::new(SoftwareKeyStore::new().unwrap()));
        phone.vault.create(Guard::Device, "").unwrap();
        phone
    }

    /// As after a kill: the same files and key store, nothing in memory.
    pub fn restarted(self) -> Self {
        let Self {
            folder,
            database,
            vault,
            key_store,
        } = self;
        drop((database, vault));
        Self::on(folder, key_store)
    }

    /// The same, and the person unlocks.
    pub fn restarted_open(self) -> Self {
        let phone = self.restarted();
        phone.vault.unlock("").unwrap();
        phone
    }

    fn on(folder: tempfile::TempDir, key_store: Arc<dyn KeyStore>) -> Self {
        let (database, _) = Database::open(&folder.path().join("test.db")).unwrap();
        let database = Arc::new(database);
        let vault = Arc::new(Vault::new(Arc::clone(&database), Arc::clone(&key_store)));
        Self {
            folder,
            database,
            vault,
            key_store,
        }
    }

    pub fn make_table(&self) {
        self.sql("CREATE TABLE person (id INTEGER PRIMARY KEY, name BLOB, email BLOB) STRICT");
    }

    pub fn sql(&self, sql: &str) {
        self.database.write(|tx| Ok(tx.execute_batch(sql)?)).unwrap();
    }

    /// Writes a person, as a feature does: sealed in the transaction that writes.
    pub fn write(&self, id: i64, name: &str) -> Result<(), StoreError> {
        let sealer = self.vault.sealer()?;
        self.database.write(|tx| {
            let sealed = sealer.seal(NAME, id, name.as_bytes())?;
            tx.execute(
                "INSERT OR REPLACE INTO person (id, name) VALUES (?1, ?2)",
                params![id, sealed],
            )?;
            Ok(())
        })
    }

    pub fn read(&self, id: i64) -> Result<String, StoreError> {
        let sealer = self.vault.sealer()?;
        let plain = self.database.read(|_| sealer.open(NAME, id, &self.raw(id)))?;
        Ok(String::from_utf8(plain).unwrap())
    }

    /// The sealed bytes of a person's name.
    pub fn raw(&self, id: i64) -> Vec<u8> {
        let query = "SELECT name FROM person WHERE id = ?1";
        let read = self.database.read(|c| Ok(c.query_row(query, [id], |row| row.get(0))?));
        read.unwrap()
    }

    pub fn generations(&self) -> Vec<u32> {
        let rows = self.database.read(data_key::all).unwrap();
        rows.iter().map(|row| row.generation).collect()
    }

    /// The newest key as the table has it.
    pub fn wrapped(&self) -> Vec<u8> {
        self.database.read(data_key::all).unwrap().pop().unwrap().wrapped
    }

    /// The files of the folder in which these bytes stand.
    pub fn files_with(&self, bytes: &[u8]) -> Vec<PathBuf> {
        let files = std::fs::read_dir(self.folder.path()).unwrap();
        let paths = files.map(|entry| entry.unwrap().path());
        paths
            .filter(|path| {
                let content = std::fs::read(path).unwrap();
                content.windows(bytes.len()).any(|window| window == bytes)
            })
            .collect()
    }
}

/// A key store that does something first, whenever it is called.
pub struct Watched {
    inner: SoftwareKeyStore,
    pub on_wrap: Hook,
    pub on_unwrap: Hook,
}

/// What is to be done; set after the phone is there, since it may use the phone. Done outside the hook's own lock.
#[derive(Default)]
pub struct Hook(Mutex<Option<Arc<dyn Fn() + Send + Sync>>>);

impl Hook {
    pub fn set(&self, f: impl Fn() + Send + Sync + 'static) {
        *self.lock() = Some(Arc::new(f));
    }

    pub fn clear(&self) {
        *self.lock() = None;
    }

    fn run(&self) {
        let hook = self.lock().clone();
        if let Some(hook) = hook {
            hook();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Arc<dyn Fn() + Send + Sync>>> {
        self.0.lock().unwrap()
    }
}

impl Watched {
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            inner: SoftwareKeyStore::new().unwrap(),
            on_wrap: Hook::default(),
            on_unwrap: Hook::default(),
        })
    }
}

impl KeyStore for Watched {
    fn wrap(&self, secret: &[u8], guard: Guard) -> Result<Vec<u8>, KeyStoreError> {
        self.on_wrap.run();
        self.inner.wrap(secret, guard)
    }

    fn unwrap(&self, wrapped: &[u8], prompt: &str) -> Result<Vec<u8>, KeyStoreError> {
        self.on_unwrap.run();
        self.inner.unwrap(wrapped, prompt)
    }
}
