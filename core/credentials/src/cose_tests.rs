//! What another library signed is verified here and the other way round; everything weak or strange is refused.

use ciborium::Value;
use coset::{
    CborSerializable as _, CoseKeyBuilder, CoseSign1, CoseSign1Builder, HeaderBuilder, TaggedCborSerializable as _,
    iana,
};

use super::*;
use crate::test_keys::TestKey;

fn header(alg: iana::Algorithm) -> coset::Header {
    HeaderBuilder::new().algorithm(alg).build()
}

/// Signed by another library's rules.
fn signed(key: &TestKey, header: coset::Header, unprotected: coset::Header) -> CoseSign1 {
    CoseSign1Builder::new()
        .protected(header)
        .unprotected(unprotected)
        .payload(b"payload".to_vec())
        .create_signature(b"known", |bytes| key.sign(bytes).raw().to_vec())
        .build()
}

fn read(bytes: &[u8]) -> Result<Sign1<'_>, CredentialError> {
    Sign1::read(&cbor::decode(bytes, "cose")?)
}

fn fault(bytes: &[u8]) -> CredentialError {
    read(bytes).map(|_| ()).unwrap_err()
}

#[test]
fn what_others_signed_is_read_and_verified() {
    let key = TestKey::new();
    let sign1 = signed(&key, header(iana::Algorithm::ES256), coset::Header::default());
    for bytes in [sign1.clone().to_vec().unwrap(), sign1.to_tagged_vec().unwrap()] {
        let read = read(&bytes).unwrap();
        assert_eq!(read.encoded(), bytes);
        assert_eq!(read.verify(&key.public(), b"known"), Ok(&b"payload"[..]));
        assert_eq!(read.verify(&key.public(), b"other"), Err(CredentialError::Signature));
        assert_eq!(
            read.verify(&TestKey::new().public(), b"known"),
            Err(CredentialError::Signature)
        );
        let detached = read.verify_detached(&key.public(), b"payload", b"known");
        assert_eq!(detached, Err(CredentialError::Malformed("payload")));
    }
}

#[test]
fn what_is_made_here_others_verify() {
    let key = TestKey::new();
    let unsigned = Unsigned::detached(b"payload");
    let mut writer = Writer::default();
    unsigned.finish(&key.sign(unsigned.to_sign()), &mut writer);
    let bytes = writer.finish();
    let other = CoseSign1::from_slice(&bytes).unwrap();
    assert_eq!(other.tbs_detached_data(b"payload", b""), unsigned.to_sign());
    assert_eq!(other.clone().to_vec().unwrap(), bytes);
    let read = read(&bytes).unwrap();
    assert_eq!(read.verify_detached(&key.public(), b"payload", b""), Ok(()));
    assert_eq!(
        read.verify_detached(&key.public(), b"another", b""),
        Err(CredentialError::Signature)
    );
    assert_eq!(
        read.verify(&key.public(), b""),
        Err(CredentialError::Malformed("payload"))
    );
}

#[test]
fn weak_and_strange_ones_are_refused() {
    let key = TestKey::new();
    let with = |header, unprotected| fault(&signed(&key, header, unprotected).to_vec().unwrap());
    let (es256, none) = (|| header(iana::Algorithm::ES256), coset::Header::default);
    for alg in [
        iana::Algorithm::ES384,
        iana::Algorithm::EdDSA,
        iana::Algorithm::HMAC_256_256,
        iana::Algorithm::RS1,
    ] {
        assert_eq!(
            with(header(alg), none()),
            CredentialError::Unsupported("alg"),
            "{alg:?}"
        );
    }
    assert_eq!(with(none(), es256()), CredentialError::Unsupported("alg"));
    let text = HeaderBuilder::new()
        .text_value("alg".to_owned(), Value::from(-7))
        .build();
    assert_eq!(with(text, none()), CredentialError::Unsupported("alg"));
    let critical = || {
        HeaderBuilder::new()
            .algorithm(iana::Algorithm::ES256)
            .add_critical(iana::HeaderParameter::X5Chain)
            .build()
    };
    assert_eq!(with(critical(), none()), CredentialError::Unsupported("crit"));
    let critical = HeaderBuilder::new()
        .add_critical(iana::HeaderParameter::X5Chain)
        .build();
    assert_eq!(with(es256(), critical), CredentialError::Unsupported("crit"));
    assert_eq!(with(es256(), es256()), CredentialError::Duplicate("cose"));
}

#[test]
fn what_is_no_cose_sign1_is_refused() {
    let good = |parts: [Value; 4]| {
        let mut bytes = Vec::new();
        ciborium::into_writer(&Value::Array(parts.to_vec()), &mut bytes).unwrap();
        bytes
    };
    let protected = Value::Bytes(PROTECTED.to_vec());
    let (map, null, signature) = (Value::Map(Vec::new()), Value::Null, Value::Bytes(vec![1; 64]));
    let all = [protected.clone(), map.clone(), null.clone(), signature.clone()];
    assert!(read(&good(all.clone())).is_ok());
    let with = |place: usize, value: Value| {
        let mut all = all.clone();
        all[place] = value;
        fault(&good(all))
    };
    assert_eq!(with(0, map.clone()), CredentialError::Malformed("cose"));
    assert_eq!(with(0, Value::Bytes(vec![0xA1, 1])), CredentialError::Malformed("cose"));
    assert_eq!(
        with(0, Value::Bytes(vec![0xA2, 1, 0x26, 1, 0x26])),
        CredentialError::Duplicate("cose")
    );
    assert_eq!(with(0, Value::Bytes(Vec::new())), CredentialError::Unsupported("alg"));
    assert_eq!(with(1, null), CredentialError::Malformed("cose"));
    assert_eq!(with(2, map), CredentialError::Malformed("cose"));
    assert_eq!(
        with(3, Value::Bytes(vec![1; 63])),
        CredentialError::Malformed("signature")
    );
    // Three parts, and the tag of something else (COSE_Mac0).
    assert_eq!(
        fault(&[0x83, 0x43, 0xA1, 1, 0x26, 0xA0, 0xF6]),
        CredentialError::Malformed("cose")
    );
    assert_eq!(
        fault(&[&[0xD1][..], &good(all.clone())].concat()),
        CredentialError::Malformed("cose")
    );
}

#[test]
fn certificates_are_one_or_a_list_of_few() {
    let key = TestKey::new();
    let of = |chain: Value| {
        let unprotected = HeaderBuilder::new().value(33, chain).build();
        let bytes = signed(&key, header(iana::Algorithm::ES256), unprotected)
            .to_vec()
            .unwrap();
        read(&bytes).unwrap().x5chain().map(|chain| chain.concat())
    };
    let certificate = |byte: u8| Value::Bytes(vec![byte]);
    assert_eq!(of(certificate(1)), Ok(vec![1]));
    assert_eq!(of(Value::Array(vec![certificate(1), certificate(2)])), Ok(vec![1, 2]));
    for broken in [Value::Array(Vec::new()), "AQ".into(), Value::Array(vec!["AQ".into()])] {
        assert_eq!(of(broken), Err(CredentialError::Malformed("x5chain")));
    }
    let many = vec![certificate(1); limits::CHAIN + 1];
    assert_eq!(of(Value::Array(many)), Err(CredentialError::TooLarge("x5chain")));
    let bytes = signed(&key, header(iana::Algorithm::ES256), coset::Header::default())
        .to_vec()
        .unwrap();
    assert!(read(&bytes).unwrap().x5chain().unwrap().is_empty());
}

#[test]
fn keys_are_read_and_written_as_another_library_has_them() {
    let public = TestKey::new().public();
    let (x, y) = public.coordinates();
    let theirs = |curve| CoseKeyBuilder::new_ec2_pub_key(curve, x.to_vec(), y.to_vec());
    let bytes = theirs(iana::EllipticCurve::P_256).build().to_vec().unwrap();
    assert_eq!(key_bytes(&public), bytes);
    let read = |bytes: &[u8]| key(&cbor::decode(bytes, "key").unwrap());
    assert_eq!(read(&bytes), Ok(public));
    let named = theirs(iana::EllipticCurve::P_256)
        .key_id(vec![1])
        .algorithm(iana::Algorithm::ES256)
        .build();
    assert_eq!(read(&named.to_vec().unwrap()), Ok(public));
    let refused = |key: coset::CoseKey| read(&key.to_vec().unwrap()).unwrap_err();
    let other_curve = theirs(iana::EllipticCurve::P_384).build();
    assert_eq!(refused(other_curve), CredentialError::Unsupported("key type"));
    let signed = CoseKeyBuilder::new_ec2_pub_key_y_sign(iana::EllipticCurve::P_256, x.to_vec(), true).build();
    assert_eq!(refused(signed), CredentialError::Unsupported("compressed key"));
    assert_eq!(
        refused(CoseKeyBuilder::new_okp_key().build()),
        CredentialError::Unsupported("key type")
    );
    let private = CoseKeyBuilder::new_ec2_priv_key(iana::EllipticCurve::P_256, x.to_vec(), y.to_vec(), vec![1; 32]);
    assert_eq!(refused(private.build()), CredentialError::Malformed("key"));
    let short = CoseKeyBuilder::new_ec2_pub_key(iana::EllipticCurve::P_256, x.to_vec(), y[1..].to_vec());
    assert_eq!(refused(short.build()), CredentialError::Malformed("key"));
}
