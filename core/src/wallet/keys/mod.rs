//! The life of the keys of cards. A name is written down (`wanted`) before there is a key; it is `held` from the transaction that keeps what
//! it is for, and `doomed` from the one that gives it up. Doomed keys are destroyed afterwards, again and again until it is done: a phone
//! that dies at any moment has neither a key that nobody knows of nor a card without its key.

mod store;

use std::sync::Arc;

use madrid_credentials::jose::ecdsa::Signature;
use madrid_credentials::jose::jwk::PublicKey;
use madrid_credentials::jose::jws::Unsigned;
use ring::rand::{SecureRandom, SystemRandom};

use super::{Room, blocking};
use crate::error::Error;
use crate::ports::{DeviceKeys, KeyName};
use crate::store::Database;

pub use store::{doom, doom_all, doom_wanted, hold, is_known, keep, of_process, want};

/// Bits that nobody guesses.
pub fn chance<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| Error::Refused("platform.random"))?;
    Ok(bytes)
}

/// A name that no key ever had.
pub fn new_name() -> Result<KeyName, Error> {
    let [high, low] = [chance()?, chance()?].map(u64::from_be_bytes);
    Ok(KeyName::of_chance(high, low))
}

impl Room {
    /// The public keys of these names, made where there are none. The names must be written down before.
    pub(super) async fn public_keys(&self, names: Vec<KeyName>) -> Result<Vec<PublicKey>, Error> {
        let keys = Arc::clone(&self.keys);
        let points = blocking(move || Ok(keys.ensure(&names)?)).await?;
        let keys: Result<Vec<_>, _> = points.iter().map(|point| PublicKey::from_point(point)).collect();
        Ok(keys?)
    }

    /// The public key of one name.
    pub(super) async fn public_key(&self, name: &KeyName) -> Result<PublicKey, Error> {
        let keys = self.public_keys(vec![name.clone()]).await?;
        keys.first().copied().ok_or(Error::Refused("platform.key_store"))
    }

    /// A text with the signature of a key.
    pub(super) async fn signed(&self, name: &KeyName, unsigned: Unsigned) -> Result<String, Error> {
        let (keys, name) = (Arc::clone(&self.keys), name.clone());
        blocking(move || {
            let signature = keys.sign(&name, unsigned.to_sign())?;
            Ok(unsigned.finish(&Signature::from_der(&signature)?))
        })
        .await
    }
}

/// Destroys what is doomed. Opens nothing and asks nobody. Safe to repeat; what fails now is done the next time.
pub async fn sweep(database: &Arc<Database>, keys: &Arc<dyn DeviceKeys>) -> Result<(), Error> {
    let names = database.read_task(store::doomed).await?;
    if names.is_empty() {
        return Ok(());
    }
    let (destroyed, keys) = (names.clone(), Arc::clone(keys));
    blocking(move || Ok(keys.destroy(&destroyed)?)).await?;
    database.write_task(move |tx| store::forget(tx, &names)).await?;
    Ok(())
}
