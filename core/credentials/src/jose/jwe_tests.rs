//! Encrypted and opened again, the appendix of RFC 7518, and what is refused.

use ring::rand::SystemRandom;

use super::*;

const ASKED: &[u8] = br#"{"vp_token":{"card":["..."]}}"#;

fn sent(own: &OwnKey, enc: Enc) -> String {
    let to = Recipient {
        key: own.public(),
        kid: Some("k1"),
        enc,
        parties: Parties {
            sender: b"Alice",
            recipient: b"nonce",
        },
    };
    encrypt(&to, ASKED, &SystemRandom::new()).unwrap()
}

fn own() -> OwnKey {
    OwnKey::new(&SystemRandom::new()).unwrap()
}

#[test]
fn the_key_of_the_appendix_is_derived() {
    // RFC 7518, appendix C.
    let secret = [
        158, 86, 217, 29, 129, 113, 53, 211, 114, 131, 66, 131, 191, 132, 38, 156, 251, 49, 110, 163, 218, 128, 106,
        72, 246, 218, 167, 121, 140, 254, 144, 196,
    ];
    let parties = Parties {
        sender: b"Alice",
        recipient: b"Bob",
    };
    assert_eq!(
        b64(content_key(&secret, Enc::A128Gcm, parties)),
        "VqqN6vgjbSBcIijNcacQGg"
    );
}

#[test]
fn what_is_encrypted_to_a_key_is_opened_by_it_alone() {
    for enc in [Enc::A128Gcm, Enc::A256Gcm] {
        let mine = own();
        let text = sent(&mine, enc);
        assert!(!text.contains("vp_token") && !text.contains(&b64(ASKED)));
        assert_ne!(text, sent(&mine, enc), "never the same text twice");
        assert_eq!(own().open(&text), Err(CredentialError::Decryption));
        assert_eq!(mine.open(&text).unwrap(), ASKED);
    }
}

#[test]
fn a_change_anywhere_is_found() {
    for part in [0, 2, 3, 4] {
        let mine = own();
        let text = sent(&mine, Enc::A256Gcm);
        let mut parts: Vec<Vec<u8>> = text.split('.').map(|part| unb64(part, "it").unwrap()).collect();
        if part == 0 {
            let changed = String::from_utf8(parts[0].clone()).unwrap().replace("\"k1\"", "\"k2\"");
            parts[0] = changed.into_bytes();
        } else {
            parts[part][0] ^= 1;
        }
        let changed: Vec<String> = parts.iter().map(b64).collect();
        assert_eq!(
            mine.open(&changed.join(".")),
            Err(CredentialError::Decryption),
            "{part}"
        );
    }
}

#[test]
fn other_ways_to_encrypt_are_refused_by_name() {
    let point = own().public().jwk();
    let with = |name: &str, value: Value| {
        let mut header = json!({ "alg": "ECDH-ES", "enc": "A256GCM", "epk": point });
        header[name] = value;
        let text = format!(
            "{}..{}.{}.{}",
            b64(header.to_string()),
            b64([0; 12]),
            b64("x"),
            b64([0; 16])
        );
        Sealed::parse(&text).map(|_| ()).err()
    };
    for alg in ["ECDH-ES+A128KW", "RSA-OAEP", "dir", "none"] {
        assert_eq!(
            with("alg", json!(alg)),
            Some(CredentialError::Unsupported("alg")),
            "{alg}"
        );
    }
    for enc in ["A128CBC-HS256", "A192GCM", ""] {
        assert_eq!(
            with("enc", json!(enc)),
            Some(CredentialError::Unsupported("enc")),
            "{enc}"
        );
    }
    assert_eq!(
        with("zip", json!("DEF")),
        Some(CredentialError::Unsupported("zip or crit"))
    );
    assert_eq!(with("epk", json!({})), Some(CredentialError::Unsupported("key type")));
    assert!(with("epk", json!(null)).is_some());
    assert_eq!(with("typ", json!("JWT")), None);
}

#[test]
fn a_point_on_no_curve_agrees_on_nothing() {
    let to = Recipient {
        key: PublicKey::from_coordinates(&[1; 32], &[1; 32]).unwrap(),
        kid: None,
        enc: Enc::A256Gcm,
        parties: Parties::default(),
    };
    let refused = encrypt(&to, ASKED, &SystemRandom::new());
    assert_eq!(refused, Err(CredentialError::Malformed("key")));
}

#[test]
fn what_is_no_jwe_is_malformed() {
    for text in ["", "....", "a.b.c.d", "e30.e30.e30.e30.e30", "e30..AAAA.AAAA.AAAA"] {
        assert!(own().open(text).is_err(), "{text}");
    }
}
