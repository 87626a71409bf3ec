//! ECDSA on P-256 with SHA-256 (ES256): verified by ring, and written in the two ways there are. The Secure Enclave and the Android Keystore
//! give DER; JOSE and COSE want the two numbers side by side.

use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

use super::jwk::PublicKey;
use crate::error::CredentialError;

/// Bytes of one of the two numbers.
const HALF: usize = 32;
const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;

/// A signature as JOSE and COSE write it: r and s, 32 bytes each.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature([u8; 2 * HALF]);

crate::opaque_debug!(Signature);

impl Signature {
    /// Reads r and s side by side.
    ///
    /// # Errors
    /// `Malformed` where it is not 64 bytes.
    pub fn from_raw(raw: &[u8]) -> Result<Self, CredentialError> {
        raw.try_into()
            .map(Self)
            .map_err(|_| CredentialError::Malformed("signature"))
    }

    /// Reads DER (RFC 3279, section 2.2.3) as the phone's key store gives it, and nothing that is only nearly DER: no length in a long form, no
    /// number with a needless zero, below one or beyond 256 bits, and nothing after it.
    ///
    /// # Errors
    /// `Malformed`
    pub fn from_der(der: &[u8]) -> Result<Self, CredentialError> {
        let read = || {
            let inside = der.strip_prefix(&[SEQUENCE])?;
            let (length, inside) = inside.split_first()?;
            if usize::from(*length) != inside.len() || *length > 0x7F {
                return None;
            }
            let (r, rest) = integer(inside)?;
            let (s, rest) = integer(rest)?;
            rest.is_empty().then(|| Self::of(r, s))
        };
        read().ok_or(CredentialError::Malformed("signature"))
    }

    /// As JOSE and COSE write it.
    #[must_use]
    pub const fn raw(&self) -> &[u8; 2 * HALF] {
        &self.0
    }

    fn of(r: [u8; HALF], s: [u8; HALF]) -> Self {
        let mut both = [0; 2 * HALF];
        let (first, second) = both.split_at_mut(HALF);
        first.copy_from_slice(&r);
        second.copy_from_slice(&s);
        Self(both)
    }
}

/// A number of DER, with zeros before it as many as there must be, and what comes after it.
fn integer(der: &[u8]) -> Option<([u8; HALF], &[u8])> {
    let (length, rest) = der.strip_prefix(&[INTEGER])?.split_first()?;
    let (number, rest) = rest.split_at_checked(usize::from(*length))?;
    let magnitude = match number {
        // A zero stands before what would be negative without it, and nowhere else.
        [0, first, ..] if *first >= 0x80 => number.get(1..)?,
        [first, ..] if (1..0x80).contains(first) => number,
        _ => return None,
    };
    let mut padded = [0; HALF];
    let start = HALF.checked_sub(magnitude.len())?;
    padded.get_mut(start..)?.copy_from_slice(magnitude);
    Some((padded, rest))
}

/// Whether the key signed the message.
///
/// # Errors
/// `Signature`, also where the key is on no curve: nobody has such a key.
pub fn verify(key: &PublicKey, message: &[u8], signature: &Signature) -> Result<(), CredentialError> {
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.point())
        .verify(message, signature.raw())
        .map_err(|_| CredentialError::Signature)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn der(r: &[u8], s: &[u8]) -> Vec<u8> {
        let mut inside = vec![INTEGER, u8::try_from(r.len()).unwrap()];
        inside.extend_from_slice(r);
        inside.extend([INTEGER, u8::try_from(s.len()).unwrap()]);
        inside.extend_from_slice(s);
        let mut all = vec![SEQUENCE, u8::try_from(inside.len()).unwrap()];
        all.extend(inside);
        all
    }

    #[test]
    fn short_and_long_numbers_are_padded() {
        let mut long = vec![0, 0x80];
        long.extend([7; 31]);
        let signature = Signature::from_der(&der(&[1], &long)).unwrap();
        let (r, s) = signature.raw().split_at(HALF);
        assert_eq!((r.last(), r.iter().filter(|byte| **byte == 0).count()), (Some(&1), 31));
        assert_eq!(s, long.get(1..).unwrap());
    }

    #[test]
    fn what_is_only_nearly_der_is_refused() {
        let good = der(&[1], &[2]);
        let mut longer = good.clone();
        longer.push(0);
        let mut shorter = good.clone();
        shorter.pop();
        for wrong in [
            longer,
            shorter,
            der(&[0], &[1]),
            der(&[0, 1], &[1]),
            der(&[0x80], &[1]),
            der(&[], &[1]),
            der(&[1; 33], &[1]),
            vec![SEQUENCE, 0x81, 6, INTEGER, 1, 1, INTEGER, 1, 1],
            vec![],
            vec![SEQUENCE],
        ] {
            assert_eq!(
                Signature::from_der(&wrong).err(),
                Some(CredentialError::Malformed("signature")),
                "{wrong:?}"
            );
        }
    }
}
