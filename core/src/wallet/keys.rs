//! The life of the keys of cards. A name is written down (`wanted`) before there is a key; it is `held` from the transaction that keeps what
//! it is for, and `doomed` from the one that gives it up. Doomed keys are destroyed afterwards, again and again until it is done: a phone
//! that dies at any moment has neither a key that nobody knows of nor a card without its key.

use std::sync::Arc;

use madrid_credentials::jose::ecdsa::Signature;
use madrid_credentials::jose::jwk::PublicKey;
use madrid_credentials::jose::jws::Unsigned;
use ring::rand::{SecureRandom, SystemRandom};
use rusqlite::{Connection, Transaction, params};

use super::{Room, blocking};
use crate::error::Error;
use crate::ports::{DeviceKeys, KeyName};
use crate::store::{Database, StoreError};

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

/// Writes names down before there are keys, for what is being fetched.
pub fn want(tx: &Transaction<'_>, process: i64, names: &[KeyName]) -> Result<(), StoreError> {
    let mut insert = tx.prepare_cached("INSERT INTO wallet_key (name, state, process) VALUES (?1, 'wanted', ?2)")?;
    for name in names {
        insert.execute(params![name.as_str(), process])?;
    }
    Ok(())
}

/// Writes a name down that is kept from the beginning.
pub fn keep(tx: &Transaction<'_>, name: &KeyName) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO wallet_key (name, state) VALUES (?1, 'held')")?
        .execute([name.as_str()])?;
    Ok(())
}

/// Something that is kept needs this key from now on. One that is doomed already stays so: the row that needs it is refused.
pub fn hold(tx: &Transaction<'_>, name: &KeyName) -> Result<(), StoreError> {
    let sql = "UPDATE wallet_key SET state = 'held', process = NULL WHERE name = ?1 AND state <> 'doomed'";
    match tx.prepare_cached(sql)?.execute([name.as_str()])? {
        1 => Ok(()),
        _ => Err(StoreError::Abandon),
    }
}

/// Nobody needs it any more. Safe to repeat.
pub fn doom(tx: &Transaction<'_>, name: &KeyName) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE wallet_key SET state = 'doomed', process = NULL WHERE name = ?1")?
        .execute([name.as_str()])?;
    Ok(())
}

/// Nothing came of what these were wanted for.
pub fn doom_wanted(tx: &Transaction<'_>, process: i64) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE wallet_key SET state = 'doomed', process = NULL WHERE process = ?1")?
        .execute([process])?;
    Ok(())
}

/// Everything goes.
pub fn doom_all(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("UPDATE wallet_key SET state = 'doomed', process = NULL", [])?;
    Ok(())
}

/// Destroys what is doomed. Opens nothing and asks nobody. Safe to repeat; what fails now is done the next time.
pub async fn sweep(database: &Arc<Database>, keys: &Arc<dyn DeviceKeys>) -> Result<(), Error> {
    let names = database.read_task(doomed).await?;
    if names.is_empty() {
        return Ok(());
    }
    let (destroyed, keys) = (names.clone(), Arc::clone(keys));
    blocking(move || Ok(keys.destroy(&destroyed)?)).await?;
    database.write_task(move |tx| forget(tx, &names)).await?;
    Ok(())
}

fn doomed(connection: &Connection) -> Result<Vec<KeyName>, StoreError> {
    let mut query = connection.prepare_cached("SELECT name FROM wallet_key WHERE state = 'doomed' ORDER BY name")?;
    let rows = query.query_map([], |row| row.get::<_, String>(0))?;
    rows.map(|row| KeyName::try_from(row?).map_err(|_| StoreError::Unreadable))
        .collect()
}

fn forget(tx: &Transaction<'_>, names: &[KeyName]) -> Result<(), StoreError> {
    let mut delete = tx.prepare_cached("DELETE FROM wallet_key WHERE name = ?1 AND state = 'doomed'")?;
    for name in names {
        delete.execute([name.as_str()])?;
    }
    Ok(())
}
