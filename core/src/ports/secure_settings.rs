//! Small settings the phone keeps outside our database (Keychain, encrypted preferences), such as "which account".

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Mutex;

use super::files::write_whole;

/// The phone could not read or write the setting. It carries no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the phone's settings are not available")]
pub struct SettingsError;

/// A small key-value store of the phone. Calls block: run them off the async threads.
pub trait SecureSettings: Send + Sync {
    /// The value under `key`, or `None` where there is none.
    fn get(&self, key: &str) -> Result<Option<String>, SettingsError>;
    /// Stores the value, replacing any other. Safe to repeat.
    fn set(&self, key: &str, value: &str) -> Result<(), SettingsError>;
    /// Removes the value. Removing what is not there is not an error.
    fn remove(&self, key: &str) -> Result<(), SettingsError>;
}

/// Settings in memory, for tests: gone with the process.
#[derive(Debug, Default)]
pub struct MemorySettings(Mutex<BTreeMap<String, String>>);

impl MemorySettings {
    fn with<T>(&self, f: impl FnOnce(&mut BTreeMap<String, String>) -> T) -> Result<T, SettingsError> {
        self.0.lock().map(|mut map| f(&mut map)).map_err(|_| SettingsError)
    }
}

impl SecureSettings for MemorySettings {
    fn get(&self, key: &str) -> Result<Option<String>, SettingsError> {
        self.with(|map| map.get(key).cloned())
    }

    fn set(&self, key: &str, value: &str) -> Result<(), SettingsError> {
        self.with(|map| map.insert(key.to_owned(), value.to_owned()))
            .map(|_| ())
    }

    fn remove(&self, key: &str) -> Result<(), SettingsError> {
        self.with(|map| map.remove(key)).map(|_| ())
    }
}

/// Settings in a plain file, for desktop: nothing protects them from someone who can read the person's files.
#[derive(Debug)]
pub struct FileSettings {
    path: PathBuf,
    // One writer at a time within the process; the file itself is replaced whole.
    lock: Mutex<()>,
}

impl FileSettings {
    /// Settings kept at `path`. The file is made with the first value.
    #[must_use]
    pub const fn at(path: PathBuf) -> Self {
        Self {
            path,
            lock: Mutex::new(()),
        }
    }

    fn load(&self) -> Result<BTreeMap<String, String>, SettingsError> {
        match fs::read(&self.path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|_| SettingsError),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeMap::new()),
            Err(_) => Err(SettingsError),
        }
    }

    fn change(&self, f: impl FnOnce(&mut BTreeMap<String, String>)) -> Result<(), SettingsError> {
        let _one_at_a_time = self.lock.lock().map_err(|_| SettingsError)?;
        let mut values = self.load()?;
        f(&mut values);
        let bytes = serde_json::to_vec(&values).map_err(|_| SettingsError)?;
        write_whole(&self.path, &bytes).map_err(|_| SettingsError)
    }
}

impl SecureSettings for FileSettings {
    fn get(&self, key: &str) -> Result<Option<String>, SettingsError> {
        Ok(self.load()?.remove(key))
    }

    fn set(&self, key: &str, value: &str) -> Result<(), SettingsError> {
        self.change(|values| {
            values.insert(key.to_owned(), value.to_owned());
        })
    }

    fn remove(&self, key: &str) -> Result<(), SettingsError> {
        self.change(|values| {
            values.remove(key);
        })
    }
}

/// What every settings store must do, the fake and the phone's own alike. Returns the first promise that is broken.
pub fn secure_settings_contract(settings: &dyn SecureSettings) -> Result<(), &'static str> {
    const KEY: &str = "madrid.platform_check";
    let broken = |promise: &'static str| move |_: SettingsError| promise;
    settings.remove(KEY).map_err(broken("settings.remove"))?;
    settings.remove(KEY).map_err(broken("settings.remove_twice"))?;
    let absent = settings.get(KEY).map_err(broken("settings.get"))?;
    settings.set(KEY, "uno").map_err(broken("settings.set"))?;
    settings.set(KEY, "dos · ñ").map_err(broken("settings.set"))?;
    let stored = settings.get(KEY).map_err(broken("settings.get"))?;
    settings.remove(KEY).map_err(broken("settings.remove"))?;
    let removed = settings.get(KEY).map_err(broken("settings.get"))?;
    match (absent, stored.as_deref(), removed) {
        (None, Some("dos · ñ"), None) => Ok(()),
        _ => Err("settings.value_differs"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_memory_settings_keep_the_contract() {
        assert_eq!(secure_settings_contract(&MemorySettings::default()), Ok(()));
    }
    #[test]
    fn the_file_keeps_the_contract_and_survives_the_process() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        assert_eq!(secure_settings_contract(&FileSettings::at(path.clone())), Ok(()));
        FileSettings::at(path.clone()).set("language", "es").unwrap();
        assert_eq!(
            FileSettings::at(path.clone()).get("language").unwrap().as_deref(),
            Some("es")
        );
        fs::write(&path, "not json").unwrap();
        assert_eq!(FileSettings::at(path).get("language"), Err(SettingsError));
    }
}
