//! What the keys of every phone must do, the software ones and the hardware alike.

use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};

use super::{DeviceKeys, KeyName};
use crate::ports::KeyStoreError;

const MESSAGE: &[u8] = b"Madrid en tu movil";

/// Returns the first promise that is broken. It makes keys named after `chance` and destroys them; other keys are not touched.
///
/// It runs under `cargo test` on the software ones and, through the boundary's `check_platform`, on the phone's real ones.
pub fn device_keys_contract(keys: &dyn DeviceKeys, chance: u64) -> Result<(), &'static str> {
    let names = [KeyName::of_chance(chance, 1), KeyName::of_chance(chance, 2)];
    let checked = promises(keys, &names);
    let tidied = keys.destroy(&names).map_err(|_| "device_keys.destroy");
    checked.and(tidied)?;
    match keys.sign(&names[0], MESSAGE) {
        Err(KeyStoreError::Invalidated) => Ok(()),
        _ => Err("device_keys.signs_after_destroy"),
    }
}

fn promises(keys: &dyn DeviceKeys, names: &[KeyName; 2]) -> Result<(), &'static str> {
    let [one, other] = names;
    if keys.sign(one, MESSAGE) != Err(KeyStoreError::Invalidated) {
        return Err("device_keys.signs_without_a_key");
    }
    let first = keys
        .ensure(std::slice::from_ref(one))
        .map_err(|_| "device_keys.ensure")?;
    let both = keys.ensure(names).map_err(|_| "device_keys.ensure")?;
    let [public, another] = both.as_slice() else {
        return Err("device_keys.counts_wrong");
    };
    if first.first() != Some(public) || public == another {
        return Err("device_keys.not_the_same_again");
    }
    if public.len() != 65 || public.first() != Some(&4) {
        return Err("device_keys.point");
    }
    let signature = keys.sign(one, MESSAGE).map_err(|_| "device_keys.sign")?;
    let verify = |point: &[u8], signature: &[u8]| {
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(MESSAGE, signature)
    };
    if verify(public, &signature).is_err() {
        return Err("device_keys.signature");
    }
    if verify(another, &signature).is_ok() {
        return Err("device_keys.signs_with_another");
    }
    keys.sign(other, MESSAGE).map(drop).map_err(|_| "device_keys.sign")
}
