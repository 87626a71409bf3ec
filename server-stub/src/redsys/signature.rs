//! How messages are signed. A version is a [`Signer`]; the gateway announces new ones from time to time.

use std::fmt;

use base64::Engine as _;
use cbc::Encryptor;
use cbc::cipher::{BlockModeEncrypt as _, KeyIvInit as _};
use des::TdesEde3;
use ring::hmac;

use super::fields::PLAIN;

/// One version of the signature. A message is the base64 text as it travels; which order it is about is part of the key.
pub trait Signer: fmt::Debug + Send + Sync {
    /// Its name in `Ds_SignatureVersion`.
    fn version(&self) -> &'static str;

    /// The signature of a message about an order.
    fn sign(&self, order: &str, message: &str) -> Vec<u8>;

    /// Whether this is the signature of that message. How long it takes says nothing of how much of it is right.
    fn verify(&self, order: &str, message: &str, signature: &[u8]) -> bool;
}

/// The secret cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the secret of the gateway must be 24 bytes in base64")]
pub struct KeyError;

/// `HMAC_SHA256_V1`: the key of each order is the order encrypted by the shop's secret (3DES in CBC mode, no initial
/// vector, filled up with zeros), and the signature the HMAC-SHA256 of the message under that key.
pub struct HmacSha256V1 {
    secret: [u8; 24],
}

/// What 3DES works on, in bytes.
const BLOCK: usize = 8;

impl HmacSha256V1 {
    /// Its name.
    pub const VERSION: &'static str = "HMAC_SHA256_V1";

    /// A signer with this secret, in base64.
    pub fn new(secret: &str) -> Result<Self, KeyError> {
        let key = PLAIN.decode(secret).map_err(|_| KeyError)?;
        Ok(Self {
            secret: key.try_into().map_err(|_| KeyError)?,
        })
    }

    fn key_of(&self, order: &str) -> Vec<u8> {
        let mut encryptor = Encryptor::<TdesEde3>::new(&self.secret.into(), &[0; BLOCK].into());
        let blocks = order.as_bytes().chunks(BLOCK).flat_map(|chunk| {
            let mut block = [0; BLOCK];
            for (to, from) in block.iter_mut().zip(chunk) {
                *to = *from;
            }
            let mut block = block.into();
            encryptor.encrypt_block(&mut block);
            block
        });
        blocks.collect()
    }

    fn hmac_key(&self, order: &str) -> hmac::Key {
        hmac::Key::new(hmac::HMAC_SHA256, &self.key_of(order))
    }
}

impl fmt::Debug for HmacSha256V1 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HmacSha256V1(…)")
    }
}

impl Signer for HmacSha256V1 {
    fn version(&self) -> &'static str {
        Self::VERSION
    }

    fn sign(&self, order: &str, message: &str) -> Vec<u8> {
        hmac::sign(&self.hmac_key(order), message.as_bytes()).as_ref().to_vec()
    }

    fn verify(&self, order: &str, message: &str, signature: &[u8]) -> bool {
        hmac::verify(&self.hmac_key(order), message.as_bytes(), signature).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redsys::SAMPLE_KEY;
    use crate::redsys::fields::{URL, write};

    fn sample() -> HmacSha256V1 {
        HmacSha256V1::new(SAMPLE_KEY).unwrap()
    }

    #[test]
    fn the_key_of_an_order_is_the_published_one() {
        assert_eq!(PLAIN.encode(sample().key_of("1")), "Lr6bLJYWKrk=");
        // Eight characters are one block: nothing is filled up.
        assert_eq!(
            ["2611AB12", "2611AB12C"].map(|order| sample().key_of(order).len()),
            [8, 16]
        );
    }

    /// The published notification of Redsys' samples, field by field.
    #[test]
    fn the_published_notification_has_the_published_signature() {
        let message = write(
            &URL,
            &[
                ("Ds_Date", "09%2F11%2F2015"),
                ("Ds_Hour", "18%3A03"),
                ("Ds_SecurePayment", "0"),
                ("Ds_Card_Country", "724"),
                ("Ds_Amount", "145"),
                ("Ds_Currency", "978"),
                ("Ds_Order", "0069"),
                ("Ds_MerchantCode", "999008881"),
                ("Ds_Terminal", "871"),
                ("Ds_Response", "0000"),
                ("Ds_MerchantData", ""),
                ("Ds_TransactionType", "0"),
                ("Ds_ConsumerLanguage", "1"),
                ("Ds_AuthorisationCode", "082150"),
            ],
        );
        let signature = sample().sign("0069", &message);
        assert_eq!(URL.encode(&signature), "6DVpRPAPoChZh2cgaWnLqlfFsKeXdRfAO_tz-UrxJcU=");
        assert!(sample().verify("0069", &message, &signature));
        assert!(!sample().verify("0070", &message, &signature));
        assert!(!sample().verify("0069", &message, &signature[..31]));
        assert!(!sample().verify("0069", &message.to_lowercase(), &signature));
    }

    #[test]
    fn a_secret_is_24_bytes_and_is_not_shown() {
        for bad in ["", "AAAA", "no base64!", "Mk9m98IfEblmPfrpsawt7BmxObt98JevAAAA"] {
            assert_eq!(HmacSha256V1::new(bad).unwrap_err(), KeyError, "{bad}");
        }
        assert_eq!(format!("{:?}", sample()), "HmacSha256V1(…)");
    }
}
