//! A key store in a file, for desktop and the headless phone, where no hardware keeps a key for us.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::software::{Person, ask, random, unwrap, wrap};
use super::{Guard, KeyStore, KeyStoreError};

/// A key store whose key is 32 bytes in a file that only the user may read (mode 0600 where there are modes).
///
/// What it does not protect, plainly: whoever can read the user's files reads the key, and a copy of the file opens the
/// data on any machine. No person is asked: [`Guard::Person`] is noted in the wrapped bytes and confirmed by nobody,
/// unless somebody stands in for the person ([`FileKeyStore::answering`]); even then, the file alone opens everything.
pub struct FileKeyStore {
    path: PathBuf,
    person: Option<Person>,
}

impl FileKeyStore {
    /// A key store whose key is at `path`. The file is made with the first secret wrapped. One that holds no key is set aside
    /// when the next secret is wrapped.
    #[must_use]
    pub const fn at(path: PathBuf) -> Self {
        Self { path, person: None }
    }

    /// Asks `person` for whatever is guarded by the person, as in [`super::SoftwareKeyStore::answering`].
    #[must_use]
    pub fn answering(mut self, person: impl Fn(&str) -> Result<(), KeyStoreError> + Send + Sync + 'static) -> Self {
        self.person = Some(Box::new(person));
        self
    }

    /// The key, if there is one. A file that holds anything else is left alone: the key that was in it is gone.
    fn key(&self) -> Result<Option<[u8; 32]>, KeyStoreError> {
        match fs::read(&self.path) {
            Ok(bytes) => bytes.try_into().map(Some).map_err(|_| KeyStoreError::Invalidated),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(_) => Err(KeyStoreError::Unavailable),
        }
    }

    fn key_or_new(&self) -> Result<[u8; 32], KeyStoreError> {
        match self.key() {
            Ok(Some(key)) => return Ok(key),
            Ok(None) => {}
            // What it wrapped is lost whatever happens here. It goes aside, not away: somebody may still mend it.
            Err(KeyStoreError::Invalidated) => {
                let aside = self.path.with_extension("spoiled");
                fs::rename(&self.path, aside).map_err(|_| KeyStoreError::Unavailable)?;
            }
            Err(failed) => return Err(failed),
        }
        make(&self.path).map_err(|_| KeyStoreError::Unavailable)?;
        self.key()?.ok_or(KeyStoreError::Unavailable)
    }
}

impl fmt::Debug for FileKeyStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileKeyStore(…)")
    }
}

impl KeyStore for FileKeyStore {
    fn wrap(&self, secret: &[u8], guard: Guard) -> Result<Vec<u8>, KeyStoreError> {
        wrap(&self.key_or_new()?, secret, guard)
    }

    fn unwrap(&self, wrapped: &[u8], prompt: &str) -> Result<Vec<u8>, KeyStoreError> {
        let key = self.key()?.ok_or(KeyStoreError::Invalidated)?;
        unwrap(&key, wrapped, || ask(self.person.as_ref(), prompt))
    }
}

/// Puts a new key at `path` whole, or leaves the one that is there. Written beside, flushed and renamed, so a kill leaves
/// a key or none; under a lock of the system, so that of several programs one makes the key and none replaces it.
fn make(path: &Path) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let mut file = open_private(Path::new(&beside))?;
    file.lock()?;
    if path.try_exists()? {
        // Another program was first. What it renamed may be the very file this one waited for.
        return Ok(());
    }
    let key: [u8; 32] = random().map_err(io::Error::other)?;
    file.set_len(0)?;
    file.write_all(&key)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    flush_folder(path)
}

fn open_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    // The mode above is for a new file only; one that a kill left behind may have come from somewhere else.
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(file)
}

/// A name lasts only when its folder is flushed too. Elsewhere than on Unix a folder cannot be.
fn flush_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if cfg!(unix) && !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::{key_store_contract, separate_key_stores_contract};

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("phone.key");
        (folder, path)
    }

    #[test]
    fn the_file_store_keeps_the_contract() {
        let (_folder, path) = folder();
        let (_other_folder, other) = folder_of_another();
        assert_eq!(key_store_contract(&FileKeyStore::at(path.clone())), Ok(()));
        assert_eq!(
            separate_key_stores_contract(&FileKeyStore::at(path), &FileKeyStore::at(other)),
            Ok(())
        );
    }

    /// With a key of its own already in it.
    fn folder_of_another() -> (tempfile::TempDir, PathBuf) {
        let (folder, path) = folder();
        FileKeyStore::at(path.clone()).wrap(b"x", Guard::Device).unwrap();
        (folder, path)
    }

    #[test]
    fn the_next_process_opens_what_this_one_wrapped() {
        let (folder, path) = folder();
        let wrapped = FileKeyStore::at(path.clone()).wrap(b"secret", Guard::Person).unwrap();
        assert_eq!(FileKeyStore::at(path.clone()).unwrap(&wrapped, "").unwrap(), b"secret");
        let asked = FileKeyStore::at(path.clone()).answering(|prompt| {
            assert_eq!(prompt, "Open?");
            Err(KeyStoreError::Refused)
        });
        assert_eq!(asked.unwrap(&wrapped, "Open?"), Err(KeyStoreError::Refused));
        let names: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        assert_eq!(names, [path]);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_user_may_read_the_key() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, path) = folder_of_another();
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
        let (_folder, path) = folder();
        let left_over = path.with_extension("key.new");
        fs::write(&left_over, "").unwrap();
        fs::set_permissions(left_over, PermissionsExt::from_mode(0o644)).unwrap();
        FileKeyStore::at(path.clone()).wrap(b"x", Guard::Device).unwrap();
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_key_that_is_gone_or_spoiled_says_so_and_the_next_secret_gets_a_new_one() {
        let (_folder, path) = folder();
        let store = FileKeyStore::at(path.clone());
        let wrapped = store.wrap(b"secret", Guard::Device).unwrap();
        fs::remove_file(&path).unwrap();
        assert_eq!(store.unwrap(&wrapped, ""), Err(KeyStoreError::Invalidated));
        fs::write(&path, "short").unwrap();
        assert_eq!(store.unwrap(&wrapped, ""), Err(KeyStoreError::Invalidated));
        assert_eq!(fs::read(&path).unwrap(), b"short", "opening replaces nothing");
        let again = store.wrap(b"another", Guard::Device).unwrap();
        assert_eq!(store.unwrap(&again, "").unwrap(), b"another");
        assert_eq!(store.unwrap(&wrapped, ""), Err(KeyStoreError::CannotUnwrap));
        assert_eq!(fs::read(path.with_extension("spoiled")).unwrap(), b"short");
        let nowhere = FileKeyStore::at(path.join("below a file"));
        assert_eq!(nowhere.wrap(b"secret", Guard::Device), Err(KeyStoreError::Unavailable));
    }

    #[test]
    fn a_kill_while_the_key_was_written_is_made_good() {
        let (_folder, path) = folder();
        fs::write(
            path.with_extension("key.new"),
            "half of a key, longer than a whole one is",
        )
        .unwrap();
        let store = FileKeyStore::at(path.clone());
        let wrapped = store.wrap(b"secret", Guard::Device).unwrap();
        assert_eq!(fs::read(path).unwrap().len(), 32);
        assert_eq!(store.unwrap(&wrapped, "").unwrap(), b"secret");
    }

    #[test]
    fn of_many_who_start_at_once_one_makes_the_key() {
        let (_folder, path) = folder();
        let wrapped: Vec<_> = (0..8)
            .map(|_| {
                let store = FileKeyStore::at(path.clone());
                std::thread::spawn(move || store.wrap(b"secret", Guard::Device).unwrap())
            })
            .collect::<Vec<_>>()
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect();
        for wrapped in wrapped {
            assert_eq!(FileKeyStore::at(path.clone()).unwrap(&wrapped, "").unwrap(), b"secret");
        }
    }
}
