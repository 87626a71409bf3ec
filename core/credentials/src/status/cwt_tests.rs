//! The CBOR form, made with the library that others use.

use ciborium::value::Value;
use coset::iana::{Algorithm, EnumI64 as _, HeaderParameter};
use coset::{CborSerializable as _, CoseSign1, CoseSign1Builder, Header, HeaderBuilder, TaggedCborSerializable as _};

use super::super::Status;
use super::*;
use crate::error::ChainFault;
use crate::jose::ecdsa::Signature;
use crate::jose::jwk::PublicKey;
use crate::limits;
use crate::test_keys::TestKey;
use crate::x509::Anchors;
use crate::x509::test_certificates::{NOW, TestAuthority, authority, key, params};

/// As the other library writes numbers of names.
fn number(name: Key<'_>) -> i64 {
    i64::try_from(name.unsigned("name").unwrap()).unwrap()
}

const URI: &str = "https://example.com/statuslists/1";
const MADE: i64 = 1_686_920_170;
const END: i64 = 2_291_720_170;

fn list() -> Value {
    let zlib = [0x78, 0xDA, 0xDB, 0xB9, 0x18, 0x00, 0x02, 0x17, 0x01, 0x5D];
    Value::Map(vec![
        (Value::from("bits"), Value::from(1)),
        (Value::from("lst"), Value::Bytes(zlib.to_vec())),
    ])
}

fn claims() -> Vec<(Value, Value)> {
    let of = |name, value: Value| (Value::from(number(name)), value);
    vec![
        of(SUBJECT, Value::from(URI)),
        of(ISSUED_AT, Value::from(MADE)),
        of(EXPIRES, Value::from(END)),
        of(TIME_TO_LIVE, Value::from(43_200)),
        of(STATUS_LIST, list()),
    ]
}

fn header() -> Header {
    let header = HeaderBuilder::new().algorithm(Algorithm::ES256);
    header.value(number(TYP), Value::from(TYPE)).build()
}

fn encoded(claims: Vec<(Value, Value)>) -> Vec<u8> {
    let mut payload = Vec::new();
    ciborium::into_writer(&Value::Map(claims), &mut payload).unwrap();
    payload
}

type Sign<'a> = &'a dyn Fn(&[u8]) -> Signature;

fn signed(sign: Sign<'_>, protected: Header, unprotected: Header, payload: Vec<u8>) -> CoseSign1 {
    let sign1 = CoseSign1Builder::new()
        .protected(protected)
        .unprotected(unprotected)
        .payload(payload);
    sign1
        .create_signature(&[], |message| sign(message).raw().to_vec())
        .build()
}

/// Signs, and reads at some time.
fn attempt(protected: Header, payload: Vec<u8>, at: i64) -> Result<StatusToken, CredentialError> {
    let key = TestKey::new();
    let sign1 = signed(&|message| key.sign(message), protected, Header::default(), payload);
    read(&sign1.to_tagged_vec().unwrap(), URI, at, Trust::Key(key.public()))
}

fn with(name: Key<'_>, value: Value) -> Vec<u8> {
    let mut claims = claims();
    claims.retain(|(other, _)| *other != Value::from(number(name)));
    claims.push((Value::from(number(name)), value));
    encoded(claims)
}

#[test]
fn a_list_is_read() {
    let token = attempt(header(), encoded(claims()), MADE).unwrap();
    assert_eq!(
        (token.list.get(0), token.list.get(1)),
        (Ok(Status::Invalid), Ok(Status::Valid))
    );
    assert_eq!(token.fresh_until(MADE), Some(MADE + 43_200));
    let times = with(EXPIRES, Value::from(2_291_720_170.5));
    assert_eq!(attempt(header(), times, MADE).unwrap().expires, Some(END));
}

#[test]
fn what_is_something_else_is_refused() {
    let good = encoded(claims());
    let typed = |value: Value| {
        HeaderBuilder::new()
            .algorithm(Algorithm::ES256)
            .value(number(TYP), value)
            .build()
    };
    for wrong in [
        Value::from("application/statuslist+jwt"),
        Value::from("statuslist+cwt"),
        Value::from(7),
    ] {
        assert_eq!(
            attempt(typed(wrong), good.clone(), MADE).err(),
            Some(CredentialError::WrongType("typ"))
        );
    }
    let other = HeaderBuilder::new()
        .algorithm(Algorithm::ES384)
        .value(number(TYP), Value::from(TYPE));
    assert_eq!(
        attempt(other.build(), good.clone(), MADE).err(),
        Some(CredentialError::Unsupported("alg"))
    );
    let critical = HeaderBuilder::new()
        .algorithm(Algorithm::ES256)
        .value(number(TYP), Value::from(TYPE));
    let critical = critical.add_critical(HeaderParameter::ContentType).build();
    assert_eq!(
        attempt(critical, good, MADE).err(),
        Some(CredentialError::Unsupported("crit"))
    );
}

#[test]
fn the_type_counts_where_it_is_signed_and_the_tag_is_that_of_a_signed_text() {
    let (good, key) = (encoded(claims()), TestKey::new());
    let alg = HeaderBuilder::new().algorithm(Algorithm::ES256).build();
    let loose = HeaderBuilder::new().value(number(TYP), Value::from(TYPE)).build();
    let sign1 = signed(&|message| key.sign(message), alg, loose, good.clone());
    let refused = read(&sign1.to_tagged_vec().unwrap(), URI, MADE, Trust::Key(key.public())).err();
    assert_eq!(refused, Some(CredentialError::WrongType("typ")));
    // Without its tag, or under that of CWT besides (section 5.2).
    let sign1 = signed(&|message| key.sign(message), header(), Header::default(), good);
    let untagged = sign1.clone().to_vec().unwrap();
    let doubled = [&[0xD8, 0x3D][..], &sign1.to_tagged_vec().unwrap()].concat();
    for (broken, what) in [
        (untagged, "cwt"),
        (doubled, "cwt"),
        (vec![], "cwt"),
        (vec![0xD2, 0x80], "cose"),
    ] {
        let refused = read(&broken, URI, MADE, Trust::Key(key.public())).err();
        assert_eq!(refused, Some(CredentialError::Malformed(what)));
    }
}

#[test]
fn claims_are_looked_at() {
    let fault = |payload: Vec<u8>, at| attempt(header(), payload, at).err();
    assert_eq!(fault(encoded(claims()), END), Some(CredentialError::Expired));
    assert_eq!(fault(encoded(claims()), MADE - 1_000), Some(CredentialError::NotYet));
    assert_eq!(
        fault(with(NOT_BEFORE, Value::from(END)), MADE),
        Some(CredentialError::NotYet)
    );
    assert_eq!(
        fault(with(SUBJECT, Value::from("https://other.example")), MADE),
        Some(CredentialError::Mismatch("sub"))
    );
    assert_eq!(
        fault(with(TIME_TO_LIVE, Value::from(0)), MADE),
        Some(CredentialError::Malformed("ttl"))
    );
    assert_eq!(
        fault(with(ISSUED_AT, Value::from("now")), MADE),
        Some(CredentialError::Malformed("iat"))
    );
    assert_eq!(
        fault(with(STATUS_LIST, Value::Null), MADE),
        Some(CredentialError::Malformed("status_list"))
    );
    for missing in [SUBJECT, ISSUED_AT, STATUS_LIST] {
        let mut claims = claims();
        claims.retain(|(name, _)| *name != Value::from(number(missing)));
        assert_eq!(
            fault(encoded(claims), MADE).map(|fault| fault.code()),
            Some("cred.malformed"),
            "{}",
            number(missing)
        );
    }
    let mut twice = claims();
    twice.push((Value::from(number(EXPIRES)), Value::from(END * 2)));
    assert_eq!(fault(encoded(twice), MADE), Some(CredentialError::Duplicate("claims")));
    let longer = [encoded(claims()), vec![0]].concat();
    assert_eq!(fault(longer, MADE), Some(CredentialError::Malformed("claims")));
    assert_eq!(fault(vec![0x80], MADE), Some(CredentialError::Malformed("claims")));
}

#[test]
fn the_list_has_its_members_once() {
    let fault = |list: Vec<(Value, Value)>| attempt(header(), with(STATUS_LIST, Value::Map(list)), MADE).err();
    let good = list().into_map().unwrap();
    let mut more = good.clone();
    more.push((Value::from("aggregation_uri"), Value::from("https://example.com")));
    assert_eq!(fault(more), None);
    let mut twice = good.clone();
    twice.push((Value::from("bits"), Value::from(8)));
    assert_eq!(fault(twice), Some(CredentialError::Duplicate("claims")));
    let (bits, lst) = (good[..1].to_vec(), good[1..].to_vec());
    let negative = [&[(Value::from("bits"), Value::from(-1))], &good[1..]].concat();
    let text = vec![good[0].clone(), (Value::from("lst"), Value::from("eNrbuRgAAhcBXQ"))];
    for broken in [bits, lst, negative, text] {
        assert_eq!(fault(broken), Some(CredentialError::Malformed("status_list")));
    }
}

#[test]
fn the_signature_and_its_certificates_are_looked_at() {
    let root = TestAuthority::root(authority("Root", 0));
    let signer = key();
    let leaf = root.sign(&params("Status", &[]), &signer);
    let sign = |message: &[u8]| Signature::from_der(&rcgen::SigningKey::sign(&signer, message).unwrap()).unwrap();
    let own = PublicKey::from_point(signer.public_key_raw()).unwrap();
    let anchors = Anchors::new([&root.der]).unwrap();
    let chain = |chain: Value| {
        HeaderBuilder::new()
            .value(HeaderParameter::X5Chain.to_i64(), chain)
            .build()
    };
    let attempt = |unprotected: Header| {
        let sign1 = signed(&sign, header(), unprotected, encoded(claims()));
        read(&sign1.to_tagged_vec().unwrap(), URI, NOW, Trust::Anchors(&anchors))
    };
    let one = Value::Bytes(leaf);
    for sent in [one.clone(), Value::Array(vec![one.clone()])] {
        let token = attempt(chain(sent)).unwrap();
        assert_eq!(token.signer.unwrap().signer.common_name(), Some("Status"));
    }
    let empty = attempt(Header::default()).err();
    assert_eq!(empty, Some(CredentialError::Untrusted(ChainFault::Empty)));
    assert_eq!(
        attempt(chain(Value::from("x"))).err(),
        Some(CredentialError::Malformed("x5chain"))
    );
    let many = Value::Array(vec![one; limits::CHAIN + 1]);
    assert_eq!(attempt(chain(many)).err(), Some(CredentialError::TooLarge("x5chain")));
    let sign1 = signed(&sign, header(), Header::default(), encoded(claims()));
    let with = |key: PublicKey, sign1: &CoseSign1| {
        read(&sign1.clone().to_tagged_vec().unwrap(), URI, NOW, Trust::Key(key)).err()
    };
    assert_eq!(with(own, &sign1), None);
    assert_eq!(with(TestKey::new().public(), &sign1), Some(CredentialError::Signature));
    let mut detached = sign1.clone();
    detached.payload = None;
    assert_eq!(with(own, &detached), Some(CredentialError::Malformed("payload")));
    let mut short = sign1;
    short.signature.pop();
    assert_eq!(with(own, &short), Some(CredentialError::Malformed("signature")));
}
