//! One card on its way: everything that was said so far, as it lies sealed on the disk.

use madrid_credentials::jose::jwk::PublicKey;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::machine::{Course, Event};
use super::metadata::{Issuer, Wanted};
use super::offer::Grant;
use super::server::Server;
use crate::log::opaque_debug;
use crate::ports::KeyName;

/// A card on its way.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Process {
    /// The number on this phone. It is part of what seals the rest.
    #[serde(skip)]
    pub id: i64,
    /// Who issues it.
    pub issuer: Issuer,
    /// Who speaks for them.
    pub server: Server,
    /// What is fetched.
    pub wanted: Wanted,
    /// The configuration that the person asked for, where the lower one of it is fetched instead.
    #[serde(default)]
    pub higher: Option<String>,
    /// By what right.
    pub grant: Grant,
    /// The card that is fetched anew, where it is.
    pub replaces: Option<i64>,
    /// The key that tokens are bound to (DPoP), from the person's yes on.
    pub bound_to: Option<KeyName>,
    /// The keys that copies will be bound to, in the order in which they are proved.
    pub keys: Vec<Key>,
    /// How far it has come.
    pub course: Course,
    /// When it began, in seconds since 1970.
    pub begun_s: i64,
}

/// A key for a copy.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Key {
    /// Its name.
    pub name: KeyName,
    /// The key itself, as a JWK, once it is made.
    pub public: Option<Value>,
}

opaque_debug!(Process, Key);

impl Process {
    /// The configuration that the person asked for, whichever comes.
    #[must_use]
    pub fn asked_for(&self) -> &str {
        self.higher.as_deref().unwrap_or(&self.wanted.configuration)
    }

    /// The keys that are made, by their names.
    #[must_use]
    pub fn made(&self) -> Vec<(KeyName, PublicKey)> {
        let made = |key: &Key| {
            let public = PublicKey::from_jwk(key.public.as_ref()?).ok()?;
            Some((key.name.clone(), public))
        };
        self.keys.iter().filter_map(made).collect()
    }

    /// After something happened.
    #[must_use]
    pub fn after(self, event: Event) -> Self {
        Self {
            course: self.course.after(event),
            ..self
        }
    }
}
