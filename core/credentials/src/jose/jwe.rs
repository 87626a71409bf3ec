//! Encrypted texts in the compact form (RFC 7516) with ECDH-ES on P-256 (RFC 7518, section 4.6) and AES-GCM, as HAIP 1.0 has the answers to
//! verifiers and, if an issuer likes, from issuers.
//!
//! The wallet always brings a key for one message: it encrypts to a key of the other side, or opens the one answer to a key it has just
//! made. `ring` can do nothing else with such a key, which is as it should be; after a restart a new one is made.

use ring::aead::{AES_128_GCM, AES_256_GCM, Aad, Algorithm, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::agreement::{self, ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey};
use ring::digest::{Context, SHA256};
use ring::rand::{self, SecureRandom};
use serde_json::{Map, Value, json};

use super::jwk::PublicKey;
use super::{b64, unb64};
use crate::error::CredentialError;
use crate::{json as strict, limits};

/// The way to agree on a key.
const ALG: &str = "ECDH-ES";

/// How the content is encrypted (RFC 7518, section 5.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enc {
    /// AES-GCM with 128 bits.
    A128Gcm,
    /// AES-GCM with 256 bits: the one to prefer.
    A256Gcm,
}

impl Enc {
    /// Its registered name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::A128Gcm => "A128GCM",
            Self::A256Gcm => "A256GCM",
        }
    }

    /// The one of a name.
    ///
    /// # Errors
    /// `Unsupported`
    pub fn of(name: &str) -> Result<Self, CredentialError> {
        [Self::A128Gcm, Self::A256Gcm]
            .into_iter()
            .find(|enc| enc.name() == name)
            .ok_or(CredentialError::Unsupported("enc"))
    }

    fn cipher(self) -> &'static Algorithm {
        match self {
            Self::A128Gcm => &AES_128_GCM,
            Self::A256Gcm => &AES_256_GCM,
        }
    }
}

/// What both sides put into the key besides the secret (RFC 7518, section 4.6.1.2 and 4.6.1.3).
#[derive(Debug, Clone, Copy, Default)]
pub struct Parties<'a> {
    /// Of who encrypts (`apu`).
    pub sender: &'a [u8],
    /// Of who decrypts (`apv`).
    pub recipient: &'a [u8],
}

/// The content key of a shared secret: one round of the Concat KDF with SHA-256 (NIST SP 800-56A, section 5.8.1; RFC 7518, section 4.6.2).
#[must_use]
pub fn content_key(secret: &[u8], enc: Enc, parties: Parties<'_>) -> Vec<u8> {
    let length = enc.cipher().key_len();
    let size = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX).to_be_bytes();
    let mut hash = Context::new(&SHA256);
    hash.update(&1_u32.to_be_bytes());
    hash.update(secret);
    for part in [enc.name().as_bytes(), parties.sender, parties.recipient] {
        hash.update(&size(part.len()));
        hash.update(part);
    }
    hash.update(&size(length * 8));
    hash.finish().as_ref().iter().copied().take(length).collect()
}

/// Whom something is encrypted to.
#[derive(Clone, Copy)]
pub struct Recipient<'a> {
    /// Their key.
    pub key: PublicKey,
    /// Their name for it (`kid`), repeated so that they find it.
    pub kid: Option<&'a str>,
    /// How they want it.
    pub enc: Enc,
    /// What both sides put into the key.
    pub parties: Parties<'a>,
}

crate::opaque_debug!(Recipient<'_>);

/// Encrypts to somebody. Chance comes from the caller; the same content never gives the same text twice.
///
/// # Errors
/// `Malformed` where their key is on no curve, `TooLarge`; `Unsupported` where there is no chance to be had.
pub fn encrypt(to: &Recipient<'_>, content: &[u8], chance: &dyn SecureRandom) -> Result<String, CredentialError> {
    if content.len() > limits::BYTES {
        return Err(CredentialError::TooLarge("jwe"));
    }
    let mine = OwnKey::new(chance)?;
    let mut header = Map::new();
    header.insert("alg".to_owned(), ALG.into());
    header.insert("enc".to_owned(), to.enc.name().into());
    header.insert("epk".to_owned(), mine.public.jwk());
    let named = [("apu", to.parties.sender), ("apv", to.parties.recipient)];
    for (name, bytes) in named.into_iter().filter(|(_, bytes)| !bytes.is_empty()) {
        header.insert(name.to_owned(), b64(bytes).into());
    }
    if let Some(kid) = to.kid {
        header.insert("kid".to_owned(), kid.into());
    }
    let header = b64(json!(header).to_string());
    let key = mine.agree(&to.key, |secret| content_key(secret, to.enc, to.parties))?;
    let iv: [u8; NONCE_LEN] = rand::generate(chance)
        .map_err(|_| CredentialError::Unsupported("chance"))?
        .expose();
    let (sealed, tag) = seal(to.enc, &key, iv, header.as_bytes(), content)?;
    Ok(format!("{header}..{}.{}.{}", b64(iv), b64(sealed), b64(tag)))
}

/// A key for one answer. It lives in memory only, and is used up by what it opens.
pub struct OwnKey {
    private: EphemeralPrivateKey,
    public: PublicKey,
}

crate::opaque_debug!(OwnKey);

impl OwnKey {
    /// A new one.
    ///
    /// # Errors
    /// `Unsupported` where there is no chance to be had.
    pub fn new(chance: &dyn SecureRandom) -> Result<Self, CredentialError> {
        let none = |_| CredentialError::Unsupported("chance");
        let private = EphemeralPrivateKey::generate(&ECDH_P256, chance).map_err(none)?;
        let public = private.compute_public_key().map_err(none)?;
        Ok(Self {
            private,
            public: PublicKey::from_point(public.as_ref())?,
        })
    }

    /// What the other side encrypts to.
    #[must_use]
    pub const fn public(&self) -> PublicKey {
        self.public
    }

    /// Opens what was encrypted to it.
    ///
    /// # Errors
    /// `Malformed`, `TooLarge`, `Unsupported` for another way of encrypting, `Decryption` where it was not made for this key or was changed.
    pub fn open(self, compact: &str) -> Result<Vec<u8>, CredentialError> {
        let sealed = Sealed::parse(compact)?;
        let key = self.agree(&sealed.epk, |secret| sealed.key(secret))?;
        sealed.open(&key)
    }

    fn agree<T>(self, other: &PublicKey, derive: impl FnOnce(&[u8]) -> T) -> Result<T, CredentialError> {
        let other = UnparsedPublicKey::new(&ECDH_P256, other.point());
        agreement::agree_ephemeral(self.private, &other, derive).map_err(|_| CredentialError::Malformed("key"))
    }
}

/// An encrypted text that was read, and not opened yet.
pub struct Sealed<'a> {
    /// The sender's key for this message.
    pub epk: PublicKey,
    /// How it is encrypted.
    pub enc: Enc,
    header: &'a str,
    sender: Vec<u8>,
    recipient: Vec<u8>,
    iv: [u8; NONCE_LEN],
    content: Vec<u8>,
}

crate::opaque_debug!(Sealed<'_>);

impl<'a> Sealed<'a> {
    /// Reads the compact form.
    ///
    /// # Errors
    /// `Malformed`, `TooLarge`, `Duplicate`; `Unsupported` for another algorithm, a compressed content (a bomb, and against RFC 8725, section
    /// 3.6) or something critical.
    pub fn parse(compact: &'a str) -> Result<Self, CredentialError> {
        let broken = CredentialError::Malformed("jwe");
        if compact.len() > 2 * limits::BYTES {
            return Err(CredentialError::TooLarge("jwe"));
        }
        let parts: Vec<&str> = compact.split('.').collect();
        let [header, key, iv, content, tag] = parts[..] else {
            return Err(broken);
        };
        let said = strict::object(&unb64(header, "jwe")?, "jwe")?;
        let text = |name: &str| said.get(name).and_then(Value::as_str);
        if text("alg") != Some(ALG) || !key.is_empty() {
            return Err(CredentialError::Unsupported("alg"));
        }
        if ["zip", "crit"].iter().any(|name| said.contains_key(*name)) {
            return Err(CredentialError::Unsupported("zip or crit"));
        }
        let enc = Enc::of(text("enc").ok_or(broken)?)?;
        let party = |name| text(name).map_or(Ok(Vec::new()), |party| unb64(party, "jwe"));
        let (mut content, tag) = (unb64(content, "jwe")?, unb64(tag, "jwe")?);
        if tag.len() != enc.cipher().tag_len() {
            return Err(broken);
        }
        content.extend(tag);
        Ok(Self {
            epk: PublicKey::from_jwk(said.get("epk").ok_or(broken)?)?,
            enc,
            header,
            sender: party("apu")?,
            recipient: party("apv")?,
            iv: unb64(iv, "jwe")?.try_into().map_err(|_| broken)?,
            content,
        })
    }

    /// The content key, from the secret that both sides agreed on.
    #[must_use]
    pub fn key(&self, secret: &[u8]) -> Vec<u8> {
        let parties = Parties {
            sender: &self.sender,
            recipient: &self.recipient,
        };
        content_key(secret, self.enc, parties)
    }

    /// Opens it with its content key.
    ///
    /// # Errors
    /// `Decryption`
    pub fn open(self, key: &[u8]) -> Result<Vec<u8>, CredentialError> {
        open(self.enc, key, self.iv, self.header.as_bytes(), self.content)
    }
}

/// Encrypts with a content key. The tag comes apart, as JOSE wants it.
fn seal(
    enc: Enc,
    key: &[u8],
    iv: [u8; NONCE_LEN],
    header: &[u8],
    content: &[u8],
) -> Result<(Vec<u8>, Vec<u8>), CredentialError> {
    let cipher = cipher(enc, key)?;
    let mut sealed = content.to_vec();
    let tag = cipher.seal_in_place_separate_tag(Nonce::assume_unique_for_key(iv), Aad::from(header), &mut sealed);
    let tag = tag.map_err(|_| CredentialError::TooLarge("jwe"))?;
    Ok((sealed, tag.as_ref().to_vec()))
}

/// Opens what a content key encrypted; the tag is at its end.
///
/// # Errors
/// `Decryption`
pub fn open(
    enc: Enc,
    key: &[u8],
    iv: [u8; NONCE_LEN],
    header: &[u8],
    mut sealed: Vec<u8>,
) -> Result<Vec<u8>, CredentialError> {
    let cipher = cipher(enc, key)?;
    let opened = cipher.open_in_place(Nonce::assume_unique_for_key(iv), Aad::from(header), &mut sealed);
    let length = opened.map_err(|_| CredentialError::Decryption)?.len();
    sealed.truncate(length);
    Ok(sealed)
}

fn cipher(enc: Enc, key: &[u8]) -> Result<LessSafeKey, CredentialError> {
    let key = UnboundKey::new(enc.cipher(), key).map_err(|_| CredentialError::Malformed("key"))?;
    Ok(LessSafeKey::new(key))
}

#[cfg(test)]
#[path = "jwe_tests.rs"]
mod tests;
