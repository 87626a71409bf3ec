//! Messages as they travel, and who can make and open them.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::GeneralPurpose;
use serde::{Deserialize, Serialize};

use super::fields::{Fields, PLAIN, URL, decode};
use super::{Answer, HmacSha256V1, KeyError, Notification, Parameters, Signer};

/// A signed message: the three fields of a form, or of a JSON answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Which version of the signature.
    #[serde(rename = "Ds_SignatureVersion")]
    pub version: String,
    /// The message, as it was signed.
    #[serde(rename = "Ds_MerchantParameters")]
    pub parameters: String,
    /// The signature.
    #[serde(rename = "Ds_Signature")]
    pub signature: String,
}

impl Signed {
    /// The fields of the form, by name.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 3] {
        [
            ("Ds_SignatureVersion", &self.version),
            ("Ds_MerchantParameters", &self.parameters),
            ("Ds_Signature", &self.signature),
        ]
    }
}

/// Why a message is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such version of the signature.
    #[error("the version of the signature is unknown")]
    VersionUnknown,
    /// The message is no base64.
    #[error("the message is no base64")]
    Undecodable,
    /// What is in it is no JSON object of texts.
    #[error("the message is no object of texts")]
    NotJson,
    /// It says not which order it is about.
    #[error("the message names no order")]
    OrderMissing,
    /// The signature is of another message, another order or another secret.
    #[error("the signature is not of this message")]
    SignatureWrong,
    /// The signature is good, but this field is missing or cannot be understood.
    #[error("{0} is missing or cannot be understood")]
    Field(&'static str),
}

/// What shop and gateway share: their secret, in every version of the signature.
#[derive(Debug, Clone)]
pub struct Keyring(Arc<Versions>);

#[derive(Debug)]
struct Versions {
    /// The one used to sign.
    newest: Box<dyn Signer>,
    /// Others that are still believed.
    older: Vec<Box<dyn Signer>>,
}

impl Keyring {
    /// All versions that are known, with this secret in base64.
    pub fn new(secret: &str) -> Result<Self, KeyError> {
        Ok(Self::of(Box::new(HmacSha256V1::new(secret)?), Vec::new()))
    }

    /// The version to sign with, and others that are believed as well.
    #[must_use]
    pub fn of(newest: Box<dyn Signer>, older: Vec<Box<dyn Signer>>) -> Self {
        Self(Arc::new(Versions { newest, older }))
    }

    /// What a shop asks, signed.
    #[must_use]
    pub fn sign_request(&self, parameters: &Parameters) -> Signed {
        self.sign(&PLAIN, parameters.order.as_str(), parameters.encode())
    }

    /// What the gateway tells, signed.
    #[must_use]
    pub fn sign_notification(&self, notification: &Notification) -> Signed {
        self.sign(&URL, notification.order.as_str(), notification.encode())
    }

    /// What the gateway answers, signed.
    #[must_use]
    pub fn sign_answer(&self, answer: &Answer) -> Signed {
        self.sign(&URL, answer.order.as_str(), answer.encode())
    }

    /// What a shop asks, if it was the shop.
    pub fn open_request(&self, signed: &Signed) -> Result<Parameters, Refusal> {
        self.open(signed, false, Parameters::order_of, Parameters::read)
    }

    /// What the gateway tells, if it was the gateway. It may still be a refusal.
    pub fn open_notification(&self, signed: &Signed) -> Result<Notification, Refusal> {
        self.open(signed, true, Notification::order_of, Notification::read)
    }

    /// What the gateway answers, if it was the gateway.
    pub fn open_answer(&self, signed: &Signed) -> Result<Answer, Refusal> {
        self.open(signed, false, Answer::order_of, Answer::read)
    }

    fn sign(&self, engine: &GeneralPurpose, order: &str, parameters: String) -> Signed {
        let signer = &self.0.newest;
        let signature = engine.encode(signer.sign(order, &parameters));
        Signed {
            version: signer.version().to_owned(),
            parameters,
            signature,
        }
    }

    /// The signature is checked before anything but the order is looked at.
    fn open<T>(
        &self,
        signed: &Signed,
        encoded: bool,
        order_of: fn(&Fields) -> Result<&str, Refusal>,
        read: fn(&Fields) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let mut known = std::iter::once(&self.0.newest).chain(&self.0.older);
        let signer = known.find(|signer| signer.version() == signed.version);
        let signer = signer.ok_or(Refusal::VersionUnknown)?;
        let fields = Fields::read(&signed.parameters, encoded)?;
        let order = order_of(&fields)?;
        let signature = decode(&signed.signature).ok_or(Refusal::SignatureWrong)?;
        if !signer.verify(order, &signed.parameters, &signature) {
            return Err(Refusal::SignatureWrong);
        }
        read(&fields)
    }
}

#[cfg(test)]
#[path = "signed_tests.rs"]
mod tests;
