//! Keys in files, for desktop and the headless phone, where no hardware makes them.

use std::fmt;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use super::software::{generate, point, sign};
use super::{DeviceKeys, KeyName};
use crate::ports::KeyStoreError;
use crate::ports::files::write_whole;

/// Keys as files of a folder that only the user may read. Whoever can read the user's files can copy the keys, and with them the cards.
pub struct FileDeviceKeys {
    folder: PathBuf,
}

impl FileDeviceKeys {
    /// The keys of a folder. It is made with the first key.
    #[must_use]
    pub const fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    fn path(&self, name: &KeyName) -> PathBuf {
        self.folder.join(format!("{}.p8", name.as_str()))
    }

    fn read(&self, name: &KeyName) -> Result<Option<Vec<u8>>, KeyStoreError> {
        match fs::read(self.path(name)) {
            Ok(key) => Ok(Some(key)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(_) => Err(KeyStoreError::Unavailable),
        }
    }

    fn make(&self, name: &KeyName) -> Result<Vec<u8>, KeyStoreError> {
        let key = generate()?;
        let written = fs::create_dir_all(&self.folder).and_then(|()| write_whole(&self.path(name), &key));
        written.map_err(|_| KeyStoreError::Unavailable)?;
        Ok(key)
    }
}

impl fmt::Debug for FileDeviceKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileDeviceKeys(…)")
    }
}

impl DeviceKeys for FileDeviceKeys {
    fn ensure(&self, names: &[KeyName]) -> Result<Vec<Vec<u8>>, KeyStoreError> {
        let key = |name: &KeyName| match self.read(name)? {
            Some(key) => point(&key),
            None => point(&self.make(name)?),
        };
        names.iter().map(key).collect()
    }

    fn sign(&self, name: &KeyName, message: &[u8]) -> Result<Vec<u8>, KeyStoreError> {
        sign(&self.read(name)?.ok_or(KeyStoreError::Invalidated)?, message)
    }

    fn destroy(&self, names: &[KeyName]) -> Result<(), KeyStoreError> {
        let remove = |name| match fs::remove_file(self.path(name)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
        names
            .iter()
            .try_for_each(remove)
            .map_err(|_: io::Error| KeyStoreError::Unavailable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::device_keys_contract;

    #[test]
    fn keys_in_files_keep_the_promises_and_outlive_the_process() {
        let folder = tempfile::tempdir().unwrap();
        let at = || FileDeviceKeys::at(folder.path().join("keys"));
        assert_eq!(device_keys_contract(&at(), 7), Ok(()));
        let name = [KeyName::of_chance(1, 1)];
        let made = at().ensure(&name).unwrap();
        assert_eq!(at().ensure(&name).unwrap(), made);
        fs::write(at().path(&name[0]), b"not a key").unwrap();
        assert_eq!(at().ensure(&name), Err(KeyStoreError::Invalidated));
        at().destroy(&name).unwrap();
        assert_eq!(fs::read_dir(folder.path().join("keys")).unwrap().count(), 0);
    }
}
