//! Project Wycheproof (C2SP) on keys, signatures and encryption. What it calls valid must be accepted, what it calls invalid refused; what is
//! not of our algorithms must be refused too, and is counted apart.

use std::collections::BTreeMap;

use madrid_credentials::CredentialError;
use madrid_credentials::jose::ecdsa::{self, Signature};
use madrid_credentials::jose::jwe::{self, Enc, Parties, Recipient, Sealed};
use madrid_credentials::jose::jwk::{KeyUse, PublicKey};
use madrid_credentials::jose::jws::Jws;
use madrid_credentials::jose::unb64;
use p256::elliptic_curve::sec1::ToSec1Point as _;
use ring::hkdf;
use ring::rand::SystemRandom;
use serde_json::Value;

use crate::{counted, json as read};

/// The groups of a file of Wycheproof, each with its tests.
fn groups(name: &str) -> Option<Vec<Value>> {
    let file = read(&format!("wycheproof/{name}.json"))?;
    Some(file["testGroups"].as_array().unwrap().clone())
}

fn tests(group: &Value) -> &[Value] {
    group["tests"].as_array().unwrap()
}

fn unhex(value: &Value) -> Vec<u8> {
    let digits = value.as_str().unwrap().as_bytes();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(byte).collect()
}

/// How many of a file were tried, and why the others were not.
#[derive(Default)]
struct Count {
    inside: usize,
    outside: BTreeMap<&'static str, usize>,
}

impl Count {
    /// One that was tried, and must be accepted or refused as it says.
    fn agree(&mut self, test: &Value, is_accepted: bool) {
        let expected = match test["result"].as_str().unwrap() {
            "valid" => true,
            "invalid" => false,
            other => panic!("{other}"),
        };
        assert_eq!(is_accepted, expected, "{}: {}", test["tcId"], test["comment"]);
        self.inside += 1;
    }

    fn leave(&mut self, why: &'static str) {
        *self.outside.entry(why).or_default() += 1;
    }

    fn done(self, name: &str) {
        counted(&format!("wycheproof/{name}"), self.inside, self.outside.values().sum());
        for (why, number) in self.outside {
            println!("  not: {number} {why}");
        }
    }
}

fn verify_signatures(name: &str, of: fn(&[u8]) -> Result<Signature, CredentialError>) {
    let Some(groups) = groups(name) else { return };
    let mut count = Count::default();
    for group in &groups {
        assert_eq!(
            (&group["publicKey"]["curve"], &group["sha"]),
            (&"secp256r1".into(), &"SHA-256".into())
        );
        let key = PublicKey::from_point(&unhex(&group["publicKey"]["uncompressed"])).unwrap();
        for test in tests(group) {
            let message = unhex(&test["msg"]);
            let verified = of(&unhex(&test["sig"])).and_then(|signature| ecdsa::verify(&key, &message, &signature));
            count.agree(test, verified.is_ok());
        }
    }
    count.done(name);
}

#[test]
fn signatures_side_by_side() {
    verify_signatures("ecdsa_secp256r1_sha256_p1363_test", Signature::from_raw);
}

#[test]
fn signatures_in_der() {
    verify_signatures("ecdsa_secp256r1_sha256_test", Signature::from_der);
}

#[test]
fn contents_encrypted_with_aes_gcm() {
    let name = "aes_gcm_test";
    let Some(groups) = groups(name) else { return };
    let mut count = Count::default();
    for group in &groups {
        let sizes = ["ivSize", "keySize", "tagSize"].map(|size| group[size].as_u64().unwrap());
        let enc = match sizes {
            [96, 128, 128] => Some(Enc::A128Gcm),
            [96, 256, 128] => Some(Enc::A256Gcm),
            _ => None,
        };
        for test in tests(group) {
            let Some(enc) = enc else {
                count.leave(if sizes[0] == 96 {
                    "with keys of 192 bits"
                } else {
                    "with IVs of another length"
                });
                continue;
            };
            let iv = unhex(&test["iv"]).try_into().unwrap();
            let sealed = [unhex(&test["ct"]), unhex(&test["tag"])].concat();
            let opened = jwe::open(enc, &unhex(&test["key"]), iv, &unhex(&test["aad"]), sealed);
            if let Ok(opened) = &opened {
                assert_eq!(*opened, unhex(&test["msg"]), "{}", test["tcId"]);
            }
            count.agree(test, opened.is_ok());
        }
    }
    count.done(name);
}

/// A secret as both sides agree on it, by another library than the one that the wallet uses.
fn shared(own: &p256::SecretKey, other: &PublicKey) -> Vec<u8> {
    let other = p256::PublicKey::from_sec1_bytes(other.point()).unwrap();
    let point = (other.to_projective() * own.to_nonzero_scalar().as_ref()).to_affine();
    point.to_sec1_point(false).x().unwrap().to_vec()
}

/// A private key, written with too many zeros or too few.
fn private(bytes: &[u8]) -> p256::SecretKey {
    let start = bytes.iter().position(|byte| *byte != 0).unwrap();
    let bytes = &bytes[start..];
    let padded = [&vec![0; 32 - bytes.len()], bytes].concat();
    p256::SecretKey::from_slice(&padded).unwrap()
}

fn encrypt(key: PublicKey) -> Result<String, CredentialError> {
    let to = Recipient {
        key,
        kid: None,
        enc: Enc::A256Gcm,
        parties: Parties::default(),
    };
    jwe::encrypt(&to, b"card", &SystemRandom::new())
}

/// That what the wallet encrypts to a key opens with its private part, the secret agreed on by the other library.
fn encrypts_to(own: &p256::SecretKey) {
    let point = own.public_key().to_sec1_point(false);
    let text = encrypt(PublicKey::from_point(point.as_bytes()).unwrap()).unwrap();
    let sealed = Sealed::parse(&text).unwrap();
    let key = sealed.key(&shared(own, &sealed.epk));
    assert_eq!(sealed.open(&key).unwrap(), b"card");
}

fn agree_on_secrets(name: &str, public: fn(&Value) -> Result<PublicKey, CredentialError>, own: fn(&Value) -> Vec<u8>) {
    let Some(groups) = groups(name) else { return };
    let mut count = Count::default();
    for test in groups.iter().flat_map(tests) {
        let public = public(&test["public"]);
        if test["result"] == "acceptable" {
            assert!(public.is_err(), "{}", test["comment"]);
            count.leave("acceptable to some, and refused here: a compressed point");
            continue;
        }
        let accepted = public.and_then(|key| encrypt(key).map(|_| key));
        if let Ok(key) = &accepted {
            let own = private(&own(&test["private"]));
            assert_eq!(shared(&own, key), unhex(&test["shared"]), "{}", test["tcId"]);
            encrypts_to(&own);
        }
        count.agree(test, accepted.is_ok());
    }
    count.done(name);
}

#[test]
fn secrets_agreed_on_with_points() {
    agree_on_secrets(
        "ecdh_secp256r1_ecpoint_test",
        |point| PublicKey::from_point(&unhex(point)),
        unhex,
    );
}

#[test]
fn secrets_agreed_on_with_json_keys() {
    let own = |jwk: &Value| unb64(jwk["d"].as_str().unwrap(), "d").unwrap();
    agree_on_secrets("ecdh_secp256r1_webcrypto_test", PublicKey::from_jwk, own);
}

/// So many bytes.
struct Length(usize);

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

/// Nothing here derives keys with HKDF yet; a reader nearby will, with the same library.
#[test]
fn keys_derived_with_hkdf_by_ring() {
    let name = "hkdf_sha256_test";
    let Some(groups) = groups(name) else { return };
    let mut count = Count::default();
    for test in groups.iter().flat_map(tests) {
        let size = usize::try_from(test["size"].as_u64().unwrap()).unwrap();
        let key = hkdf::Salt::new(hkdf::HKDF_SHA256, &unhex(&test["salt"])).extract(&unhex(&test["ikm"]));
        let mut derived = vec![0; size];
        let info = [&unhex(&test["info"])[..]];
        let done = key.expand(&info, Length(size)).and_then(|okm| okm.fill(&mut derived));
        if done.is_ok() {
            assert_eq!(derived, unhex(&test["okm"]), "{}", test["tcId"]);
        }
        count.agree(test, done.is_ok());
    }
    count.done(name);
}

/// A compact text, or one in the JSON form, that nobody here reads.
fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The header of a compact text, as far as it can be read at all.
fn header(compact: &str) -> Value {
    let bytes = unb64(compact.split('.').next().unwrap_or_default(), "header").unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

fn verified(compact: &str, key: &Value) -> Result<(), CredentialError> {
    let key = PublicKey::from_jwk_for(key, KeyUse::Signature)?;
    Jws::parse(compact)?.verify(&key)
}

/// The key of a group; of a set, the one that the text names.
fn key_of<'v>(group: &'v Value, compact: &str) -> &'v Value {
    let all = if group["public"].is_object() {
        &group["public"]
    } else {
        &group["private"]
    };
    match all["keys"].as_array() {
        Some(keys) => keys
            .iter()
            .find(|key| key["kid"] == header(compact)["kid"])
            .unwrap_or(&keys[0]),
        None => all,
    }
}

fn is_elliptic(key: &Value) -> bool {
    key["crv"]
        .as_str()
        .is_some_and(|curve| ["P-256", "P-384"].contains(&curve))
}

fn signed_texts(name: &str) {
    let Some(groups) = groups(name) else { return };
    let mut count = Count::default();
    for group in &groups {
        for test in tests(group) {
            if test.get("jws").is_none() {
                refuses_encrypted(test, &mut count);
                continue;
            }
            let text = text_of(&test["jws"]);
            let key = key_of(group, &text);
            let verified = verified(&text, key);
            if is_elliptic(key) {
                count.agree(test, verified.is_ok());
                if verified.is_ok() {
                    assert_eq!(Jws::parse(&text).unwrap().payload, b"foo");
                }
            } else {
                assert!(verified.is_err(), "{}: {}", test["tcId"], test["comment"]);
                count.leave("of other keys, all refused");
            }
        }
    }
    count.done(name);
}

/// Encrypted in a way that is not ours.
fn refuses_encrypted(test: &Value, count: &mut Count) {
    assert!(Sealed::parse(&text_of(&test["jwe"])).is_err(), "{}", test["tcId"]);
    count.leave("encrypted for other keys or in other ways, all refused");
}

#[test]
fn signed_texts_of_the_signature_file() {
    signed_texts("json_web_signature_test");
}

#[test]
fn signed_texts_of_the_key_file() {
    signed_texts("json_web_key_test");
}

#[test]
fn signed_texts_of_the_mixed_file() {
    signed_texts("json_web_crypto_test");
}

#[test]
fn encrypted_texts() {
    let name = "json_web_encryption_test";
    let Some(groups) = groups(name) else { return };
    let mut count = Count::default();
    for (group, test) in groups
        .iter()
        .flat_map(|group| tests(group).iter().map(move |test| (group, test)))
    {
        let text = test["jwe"].as_str().unwrap();
        let said = header(text);
        let is_ours = said["alg"] == "ECDH-ES" && said["enc"].as_str().is_some_and(|enc| Enc::of(enc).is_ok());
        if !is_ours {
            refuses_encrypted(test, &mut count);
            continue;
        }
        let own = private(&unb64(group["private"]["d"].as_str().unwrap(), "d").unwrap());
        let opened = Sealed::parse(text).and_then(|sealed| {
            let key = sealed.key(&shared(&own, &sealed.epk));
            sealed.open(&key)
        });
        if let Ok(opened) = &opened {
            assert_eq!(*opened, unhex(&test["pt"]), "{}", test["tcId"]);
        }
        count.agree(test, opened.is_ok());
        changed_is_refused(text, &own);
    }
    count.done(name);
}

/// The file has only whole texts of our kind: each with one letter changed must be refused, wherever it is.
fn changed_is_refused(text: &str, own: &p256::SecretKey) {
    for (place, letter) in text.char_indices().filter(|(_, letter)| *letter != '.') {
        let other = if letter == 'A' { 'B' } else { 'A' };
        let changed: String = text
            .char_indices()
            .map(|(at, old)| if at == place { other } else { old })
            .collect();
        let opened = Sealed::parse(&changed).and_then(|sealed| {
            // A changed point is on no curve, and nobody agrees on a secret with it.
            encrypt(sealed.epk)?;
            let key = sealed.key(&shared(own, &sealed.epk));
            sealed.open(&key)
        });
        assert!(opened.is_err(), "{place}");
    }
}
