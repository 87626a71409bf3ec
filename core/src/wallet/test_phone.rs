//! A phone for tests: its keys fail where they are told to, and somebody vouches for it unless they are down.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, MutexGuard};

use chrono::{DateTime, TimeDelta};
use madrid_credentials::jose::ecdsa::Signature;
use madrid_credentials::jose::jwk::PublicKey;
use madrid_credentials::jose::jws::Unsigned;
use serde_json::{Map, Value, json};

use super::attestation::{Attester, Vouching};
use super::issuance::{Issuance, Progress};
use super::status::StatusLists;
use super::test_issuer::{DAY, NOW, State, TX_CODE, TestIssuer};
use super::trusted::{MoreRoots, Trusted};
use super::{Cards, Room};
use crate::error::Error;
use crate::net::NetError;
use crate::ports::{
    Clock, DeviceKeys, Entropy, FakeClock, FakeEntropy, Guard, KeyName, KeyStoreError, SoftwareDeviceKeys,
    SoftwareKeyStore, Web,
};
use crate::store::{Database, Vault};
use crate::sync::Changes;

/// Keys that fail now and then, before or after they did what they should.
pub struct TestKeys {
    pub inner: SoftwareDeviceKeys,
    flaky: AtomicBool,
    chance: FakeEntropy,
}

impl TestKeys {
    fn roll(&self) -> u64 {
        if self.flaky.load(Ordering::Relaxed) {
            self.chance.next_u64() >> 59
        } else {
            9
        }
    }

    fn with<T>(&self, act: impl FnOnce() -> Result<T, KeyStoreError>) -> Result<T, KeyStoreError> {
        let roll = self.roll();
        if roll == 0 {
            return Err(KeyStoreError::Unavailable);
        }
        let done = act();
        if roll == 1 {
            Err(KeyStoreError::Unavailable)
        } else {
            done
        }
    }
}

impl DeviceKeys for TestKeys {
    fn ensure(&self, names: &[KeyName]) -> Result<Vec<Vec<u8>>, KeyStoreError> {
        self.with(|| self.inner.ensure(names))
    }

    fn sign(&self, name: &KeyName, message: &[u8]) -> Result<Vec<u8>, KeyStoreError> {
        self.with(|| self.inner.sign(name, message))
    }

    fn destroy(&self, names: &[KeyName]) -> Result<(), KeyStoreError> {
        self.with(|| self.inner.destroy(names))
    }
}

/// Somebody who vouches for whatever the phone says, unless they are down.
pub struct TestAttester {
    keys: Arc<TestKeys>,
    pub down: AtomicBool,
}

impl TestAttester {
    fn word(&self, claims: Value) -> Result<String, Error> {
        if self.down.load(Ordering::Relaxed) {
            return Err(Error::Net(NetError::Failed { status: 503 }));
        }
        let unsigned = Unsigned::new(Map::new(), claims.as_object().unwrap());
        Ok(unsigned.finish(&Signature::from_raw(&[1; 64]).unwrap()))
    }
}

impl Attester for TestAttester {
    fn instance<'a>(&'a self, _: &'a KeyName) -> Vouching<'a> {
        Box::pin(std::future::ready(
            self.word(json!({ "sub": "x", "exp": NOW + DAY / 2 })),
        ))
    }

    fn keys<'a>(&'a self, names: &'a [KeyName], nonce: Option<&'a str>) -> Vouching<'a> {
        let points = self.keys.inner.ensure(names).unwrap();
        let keys: Vec<Value> = points
            .iter()
            .map(|point| PublicKey::from_point(point).unwrap().jwk())
            .collect();
        Box::pin(std::future::ready(
            self.word(json!({ "attested_keys": keys, "nonce": nonce })),
        ))
    }
}

/// A phone with its file, its keys and its vault open.
pub struct Phone {
    pub issuer: Arc<TestIssuer>,
    pub keys: Arc<TestKeys>,
    pub clock: Arc<FakeClock>,
    pub attester: Arc<TestAttester>,
    pub room: Room,
    folder: tempfile::TempDir,
}

impl Phone {
    pub fn new(seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (database, _) = Database::open(&folder.path().join("madrid.db")).unwrap();
        let database = Arc::new(database);
        let vault = Arc::new(Vault::new(
            Arc::clone(&database),
            Arc::new(SoftwareKeyStore::new().unwrap()),
        ));
        vault.create(Guard::Device, "").unwrap();
        let keys = Arc::new(TestKeys {
            inner: SoftwareDeviceKeys::default(),
            flaky: AtomicBool::new(false),
            chance: FakeEntropy::seeded(seed + 1),
        });
        let issuer = Arc::new(TestIssuer::new(seed + 2));
        let clock = Arc::new(FakeClock::at(DateTime::from_timestamp(NOW, 0).unwrap()));
        let room = Room {
            database,
            vault,
            keys: Arc::clone(&keys) as Arc<dyn DeviceKeys>,
            web: Arc::clone(&issuer) as Arc<dyn Web>,
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            changes: Changes::default(),
        };
        let attester = Arc::new(TestAttester {
            keys: Arc::clone(&keys),
            down: AtomicBool::new(false),
        });
        Self {
            issuer,
            keys,
            clock,
            attester,
            room,
            folder,
        }
    }

    /// The file.
    pub fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("madrid.db")
    }

    /// As after a start: nothing in memory.
    pub fn issuance(&self) -> Issuance {
        let attester = Arc::clone(&self.attester) as Arc<dyn Attester>;
        Issuance::new(self.room.clone(), Some(attester), self.trusted())
    }

    /// A card from the counter.
    pub async fn try_fetch(&self) -> Result<Progress, Error> {
        let issuance = self.issuance();
        let offered = issuance.begin(&self.issuer.offer(true)).await?;
        issuance.accept(offered.id, Some(TX_CODE), None).await
    }

    /// A card from the counter, where nothing goes wrong.
    pub async fn fetched(&self) -> Progress {
        self.try_fetch().await.unwrap()
    }

    /// Whom it believes: the issuer.
    pub fn trusted(&self) -> Trusted {
        let more = MoreRoots {
            issuers: vec![self.issuer.root.clone()],
            ..MoreRoots::default()
        };
        Trusted::new(&self.room.database, "https://city.example", more).unwrap()
    }

    pub fn cards(&self) -> Cards {
        Cards::new(self.room.clone(), StatusLists::new(self.room.clone(), self.trusted()))
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.issuer.state.lock().unwrap()
    }

    pub fn pass(&self, seconds: i64) {
        self.clock.advance(TimeDelta::seconds(seconds));
        let now = self.room.now();
        self.state().at(now);
    }

    pub fn trouble(&self, on: bool) {
        self.issuer.lose_things(on);
        self.keys.flaky.store(on, Ordering::Relaxed);
    }

    /// The names and states of all keys on the disk.
    pub fn names(&self) -> BTreeMap<String, String> {
        let read = self.room.database.read(|c| {
            let mut query = c.prepare("SELECT name, state FROM wallet_key")?;
            let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        });
        read.unwrap()
    }

    /// Every key that exists is written down as held, and every one that is written down exists.
    pub fn assert_tidy(&self) {
        let written = self.names();
        let wrong: Vec<_> = written.iter().filter(|(_, state)| *state != "held").collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        let made: BTreeSet<String> = self.keys.inner.names().into_iter().map(String::from).collect();
        let held: BTreeSet<String> = written.into_keys().collect();
        assert_eq!(made, held);
    }
}
