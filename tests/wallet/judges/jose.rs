//! Josekit on what is signed and encrypted, both ways (RFC 7515, RFC 7516).

use josekit::jwe::{ECDH_ES, JweHeader};
use madrid_credentials::CredentialError;
use madrid_credentials::jose::jwe::{Enc, OwnKey, Parties, Recipient, encrypt};
use madrid_credentials::jose::jws::{Jws, Unsigned};
use madrid_credentials::jose::{b64, unb64};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use ring::rand::SystemRandom;
use serde_json::{Map, Value};

use crate::judge;
use crate::keys::{Key, jwk};

const CASES: u32 = 200;

/// What one side sends to the other.
#[derive(Debug, Clone)]
struct Message {
    enc: Enc,
    sender: Vec<u8>,
    recipient: Vec<u8>,
    kid: Option<String>,
    content: Vec<u8>,
}

prop_compose! {
    fn message()(
        enc in select(vec![Enc::A128Gcm, Enc::A256Gcm]), sender in vec(any::<u8>(), 0..40), recipient in vec(any::<u8>(), 0..40),
        kid in proptest::option::of("[a-zñ€\"\\\\]{1,9}"), content in vec(any::<u8>(), 0..400),
    ) -> Message {
        Message { enc, sender, recipient, kid, content }
    }
}

/// One bit of one part, of those that are not empty.
type Change = (Index, Index, u8);

fn change() -> impl Strategy<Value = Change> {
    (any::<Index>(), any::<Index>(), 0..8_u8)
}

/// A compact form with one bit of what it says changed.
fn changed(compact: &str, (part, byte, bit): &Change) -> String {
    let mut parts: Vec<Vec<u8>> = compact.split('.').map(|part| unb64(part, "part").unwrap()).collect();
    let full: Vec<usize> = (0..parts.len()).filter(|at| !parts[*at].is_empty()).collect();
    let part = &mut parts[*part.get(&full)];
    let byte = byte.index(part.len());
    part[byte] ^= 1_u8 << *bit;
    let parts: Vec<String> = parts.iter().map(b64).collect();
    parts.join(".")
}

/// What josekit opens.
fn opened(key: &Key, compact: &str) -> Option<(Vec<u8>, JweHeader)> {
    let decrypter = ECDH_ES.decrypter_from_jwk(&key.private_jwk()).unwrap();
    josekit::jwe::deserialize_compact(compact, &decrypter).ok()
}

/// What josekit encrypts to a key of ours.
fn sealed(own: &OwnKey, message: &Message) -> String {
    let mut header = JweHeader::new();
    header.set_content_encryption(message.enc.name());
    header.set_agreement_partyuinfo(&message.sender);
    header.set_agreement_partyvinfo(&message.recipient);
    if let Some(kid) = &message.kid {
        header.set_key_id(kid);
    }
    let encrypter = ECDH_ES.encrypter_from_jwk(&jwk(&own.public())).unwrap();
    josekit::jwe::serialize_compact(&message.content, &header, &encrypter).unwrap()
}

fn own() -> OwnKey {
    OwnKey::new(&SystemRandom::new()).unwrap()
}

#[test]
fn what_we_encrypt_josekit_opens() {
    let verifier = Key::new();
    judge(CASES, (message(), change()), |(message, change)| {
        let to = Recipient {
            key: verifier.public(),
            kid: message.kid.as_deref(),
            enc: message.enc,
            parties: Parties {
                sender: &message.sender,
                recipient: &message.recipient,
            },
        };
        let compact = encrypt(&to, &message.content, &SystemRandom::new()).unwrap();
        let (content, header) = opened(&verifier, &compact).unwrap();
        prop_assert_eq!(content, message.content);
        prop_assert_eq!(header.key_id(), message.kid.as_deref());
        prop_assert_eq!(header.content_encryption(), Some(message.enc.name()));
        let said = |party: &Vec<u8>| Some(party.clone()).filter(|party| !party.is_empty());
        prop_assert_eq!(header.agreement_partyuinfo(), said(&message.sender));
        prop_assert_eq!(header.agreement_partyvinfo(), said(&message.recipient));
        prop_assert!(opened(&Key::new(), &compact).is_none(), "another key opens it");
        prop_assert!(opened(&verifier, &changed(&compact, &change)).is_none());
        Ok(())
    });
    println!("{CASES} texts of ours opened by josekit, and refused with one bit changed and with another key");
}

#[test]
fn what_josekit_encrypts_we_open() {
    judge(CASES, (message(), change()), |(message, change)| {
        let mine = own();
        let compact = sealed(&mine, &message);
        prop_assert_eq!(own().open(&compact), Err(CredentialError::Decryption));
        prop_assert_eq!(mine.open(&compact), Ok(message.content.clone()));
        // A key opens once: the changed one is of another.
        let mine = own();
        let changed = changed(&sealed(&mine, &message), &change);
        prop_assert!(mine.open(&changed).is_err());
        Ok(())
    });
    println!("{CASES} texts of josekit's opened by us, and refused with one bit changed and with another key");
}

#[test]
fn a_shortened_tag_opens_nothing() {
    let message = Message {
        enc: Enc::A256Gcm,
        sender: Vec::new(),
        recipient: Vec::new(),
        kid: None,
        content: b"content".to_vec(),
    };
    for length in 0..16 {
        let mine = own();
        let compact = sealed(&mine, &message);
        let (rest, tag) = compact.rsplit_once('.').unwrap();
        let short = format!("{rest}.{}", b64(&unb64(tag, "tag").unwrap()[..length]));
        assert_eq!(mine.open(&short), Err(CredentialError::Malformed("jwe")), "{length}");
    }
}

#[test]
fn what_we_have_signed_josekit_verifies() {
    let phone = Key::new();
    let claims = proptest::collection::btree_map("[a-zñ\"\\\\]{1,8}", "\\PC{0,20}", 0..6);
    judge(CASES, (claims, change()), |(claims, change)| {
        let claims: Map<String, Value> = claims.into_iter().map(|(name, value)| (name, value.into())).collect();
        let header = Map::from_iter([("typ".to_owned(), "kb+jwt".into())]);
        let unsigned = Unsigned::new(header, &claims);
        let signature = phone.sign(unsigned.to_sign());
        let compact = unsigned.finish(&signature);
        let (payload, header) = phone.verify_jws(&compact).unwrap();
        let read: Map<String, Value> = serde_json::from_slice(&payload).unwrap();
        prop_assert_eq!(read, claims);
        prop_assert_eq!(header.token_type(), Some("kb+jwt"));
        prop_assert!(Key::new().verify_jws(&compact).is_none());
        prop_assert!(phone.verify_jws(&changed(&compact, &change)).is_none());
        Ok(())
    });
    println!("{CASES} texts of ours verified by josekit, and refused with one bit changed and with another key");
}

#[test]
fn what_josekit_signs_we_verify() {
    let issuer = Key::new();
    judge(CASES, (vec(any::<u8>(), 0..300), change()), |(payload, change)| {
        let compact = issuer.jws("dc+sd-jwt", &payload);
        let jws = Jws::parse(&compact).unwrap();
        prop_assert_eq!(jws.verify(&issuer.public()), Ok(()));
        prop_assert_eq!(jws.header.expect_type(&["dc+sd-jwt"]), Ok(()));
        prop_assert_eq!(&jws.payload, &payload);
        prop_assert_eq!(jws.verify(&Key::new().public()), Err(CredentialError::Signature));
        let changed = changed(&compact, &change);
        let refused = Jws::parse(&changed).and_then(|jws| jws.verify(&issuer.public()));
        prop_assert!(refused.is_err());
        Ok(())
    });
    println!("{CASES} texts of josekit's verified by us, and refused with one bit changed and with another key");
}
