//! Encrypted texts in the compact form (JWE, RFC 7516) with ECDH-ES on P-256 (RFC 7518, 4.6) and AES-GCM: requests that come to the issuer,
//! and its answers to them.

use aes_gcm::aead::{Aead as _, KeyInit, Payload};
use aes_gcm::{Aes128Gcm, Aes256Gcm};
use p256::SecretKey;
use p256::elliptic_curve::sec1::ToSec1Point as _;
use ring::rand::{SecureRandom as _, SystemRandom};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::jose::{PublicKey, b64, unb64};

/// How the content may be encrypted (RFC 7518, 5.3).
pub const ENCS: [&str; 2] = ["A128GCM", "A256GCM"];
/// The way to agree on a key.
pub const ALG: &str = "ECDH-ES";
/// Nothing longer is opened.
const LONGEST: usize = 512 * 1024;
const NONCE: usize = 12;
const TAG: usize = 16;

/// Encrypts to a key, whose name goes along if it has one.
pub fn encrypt(plain: &[u8], to: (&PublicKey, Option<&str>), enc: &str) -> Option<String> {
    let (key, kid) = to;
    let ephemeral = fresh_secret()?;
    let own = PublicKey::from_point(&point_of(&ephemeral))?;
    let mut header = json!({ "alg": ALG, "enc": enc, "epk": own.jwk() });
    if let (Some(kid), Some(header)) = (kid, header.as_object_mut()) {
        header.insert("kid".to_owned(), json!(kid));
    }
    let header = b64(header.to_string());
    let secret = agreed(&ephemeral, key, enc, Parties::default())?;
    let mut nonce = [0_u8; NONCE];
    SystemRandom::new().fill(&mut nonce).ok()?;
    let sealed = sealed(enc, &secret, &nonce, (plain, header.as_bytes()))?;
    let (text, tag) = sealed.split_at_checked(sealed.len().checked_sub(TAG)?)?;
    Some(format!("{header}..{}.{}.{}", b64(nonce), b64(text), b64(tag)))
}

/// Opens what was encrypted to this key.
pub fn decrypt(text: &str, key: &SecretKey) -> Option<Vec<u8>> {
    if text.len() > LONGEST {
        return None;
    }
    let parts: Vec<&str> = text.split('.').collect();
    let [header, "", nonce, content, tag] = parts.as_slice() else {
        return None;
    };
    let says: Map<String, Value> = serde_json::from_slice(&unb64(header)?).ok()?;
    let word = |name: &str| says.get(name).and_then(Value::as_str);
    // A text that was pressed could unfold to anything, and nobody was told that it may be.
    if word("alg") != Some(ALG) || says.contains_key("crit") || says.contains_key("zip") {
        return None;
    }
    let enc = word("enc").filter(|enc| ENCS.contains(enc))?;
    let theirs = PublicKey::from_jwk(says.get("epk")?)?;
    let info = |name: &str| word(name).map_or(Some(Vec::new()), unb64);
    let parties = Parties {
        producer: info("apu")?,
        consumer: info("apv")?,
    };
    let secret = agreed(key, &theirs, enc, parties)?;
    let sealed = [unb64(content)?, unb64(tag).filter(|tag| tag.len() == TAG)?].concat();
    opened(enc, &secret, &unb64(nonce)?, (&sealed, header.as_bytes()))
}

/// A private key that is used once.
pub fn fresh_secret() -> Option<SecretKey> {
    let mut bytes = [0_u8; 32];
    SystemRandom::new().fill(&mut bytes).ok()?;
    // One number in 2^32 is none of the curve's.
    SecretKey::from_slice(&bytes).ok()
}

/// Its public half, as an uncompressed point.
pub fn point_of(secret: &SecretKey) -> Vec<u8> {
    secret.public_key().to_sec1_point(false).as_bytes().to_vec()
}

/// What both sides may put into the key besides the secret.
#[derive(Debug, Default)]
struct Parties {
    producer: Vec<u8>,
    consumer: Vec<u8>,
}

/// The key both sides come to: one round of the Concat KDF, as 256 bits are enough for either cipher (RFC 7518, 4.6.2).
fn agreed(own: &SecretKey, theirs: &PublicKey, enc: &str, parties: Parties) -> Option<Vec<u8>> {
    let bytes: u32 = if enc == "A128GCM" { 16 } else { 32 };
    let theirs = p256::PublicKey::from_sec1_bytes(&theirs.point()).ok()?;
    let shared = own.diffie_hellman(&theirs);
    let mut hash = Sha256::new();
    hash.update(1_u32.to_be_bytes());
    hash.update(shared.raw_secret_bytes());
    for field in [enc.as_bytes(), &parties.producer, &parties.consumer] {
        hash.update(u32::try_from(field.len()).ok()?.to_be_bytes());
        hash.update(field);
    }
    hash.update((bytes * 8).to_be_bytes());
    hash.finalize().get(..usize::try_from(bytes).ok()?).map(<[u8]>::to_vec)
}

fn sealed(enc: &str, key: &[u8], nonce: &[u8; NONCE], (msg, aad): (&[u8], &[u8])) -> Option<Vec<u8>> {
    let payload = Payload { msg, aad };
    match enc {
        "A128GCM" => Aes128Gcm::new_from_slice(key).ok()?.encrypt(nonce.into(), payload).ok(),
        "A256GCM" => Aes256Gcm::new_from_slice(key).ok()?.encrypt(nonce.into(), payload).ok(),
        _ => None,
    }
}

fn opened(enc: &str, key: &[u8], nonce: &[u8], (msg, aad): (&[u8], &[u8])) -> Option<Vec<u8>> {
    let nonce: &[u8; NONCE] = nonce.try_into().ok()?;
    let payload = Payload { msg, aad };
    match enc {
        "A128GCM" => Aes128Gcm::new_from_slice(key).ok()?.decrypt(nonce.into(), payload).ok(),
        "A256GCM" => Aes256Gcm::new_from_slice(key).ok()?.decrypt(nonce.into(), payload).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_agreed_key_is_the_one_of_the_rfc() {
        // RFC 7518, appendix C.
        let alice = SecretKey::from_slice(&unb64("0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo").unwrap()).unwrap();
        let bob = json!({ "kty": "EC", "crv": "P-256", "x": "weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ",
            "y": "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck" });
        let parties = Parties {
            producer: b"Alice".to_vec(),
            consumer: b"Bob".to_vec(),
        };
        let key = agreed(&alice, &PublicKey::from_jwk(&bob).unwrap(), "A128GCM", parties).unwrap();
        assert_eq!(b64(key), "VqqN6vgjbSBcIijNcacQGg");
    }

    #[test]
    fn what_is_encrypted_is_opened_by_its_owner_and_unchanged_only() {
        let secret = fresh_secret().unwrap();
        let public = PublicKey::from_point(&point_of(&secret)).unwrap();
        for enc in ENCS {
            let text = encrypt(b"hola", (&public, Some("k")), enc).unwrap();
            assert_eq!(decrypt(&text, &secret).unwrap(), b"hola");
            assert_eq!(decrypt(&text, &fresh_secret().unwrap()), None);
            let (before, tag) = text.rsplit_once('.').unwrap();
            let mut tag = unb64(tag).unwrap();
            tag[7] ^= 1;
            assert_eq!(decrypt(&format!("{before}.{}", b64(tag)), &secret), None);
        }
        assert_eq!(encrypt(b"hola", (&public, None), "A128CBC-HS256"), None);
    }
}
