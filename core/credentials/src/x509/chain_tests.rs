//! Chains that lead to a root, and all the ways not to.

use rcgen::{CertificateParams, KeyUsagePurpose, date_time_ymd};

use super::super::test_certificates::{NOW, TestAuthority, authority, for_mdoc, key, params, strange};
use super::*;

struct House {
    root: TestAuthority,
    middle: TestAuthority,
}

impl House {
    fn new() -> Self {
        let root = TestAuthority::root(authority("Root", 1));
        let middle = root.below(authority("Middle", 0));
        Self { root, middle }
    }

    fn anchors(&self) -> Anchors {
        Anchors::new([&self.root.der]).unwrap()
    }

    fn leaf(&self, params: &CertificateParams) -> Vec<u8> {
        self.middle.sign(params, &key())
    }

    fn fault(&self, path: &[Vec<u8>], at: i64, purpose: Purpose) -> ChainFault {
        match self.anchors().verify(path, at, purpose).unwrap_err() {
            CredentialError::Untrusted(fault) => fault,
            other => panic!("{other}"),
        }
    }
}

#[test]
fn a_chain_leads_to_the_root_and_names_everybody_on_the_way() {
    let house = House::new();
    let signer = key();
    let leaf = house.middle.sign(&params("Madrid", &["cards.madrid.example"]), &signer);
    let chain = house
        .anchors()
        .verify(&[leaf.clone(), house.middle.der.clone()], NOW, Purpose::Texts)
        .unwrap();
    assert_eq!(chain.signer.common_name(), Some("Madrid"));
    assert_eq!(chain.signer.hosts(), ["cards.madrid.example"]);
    assert_eq!(chain.signer.fingerprint(), crate::jose::jwk::sha256(&leaf));
    assert_eq!(chain.key.point().as_slice(), signer.public_key_raw());
    let middle = Certificate::parse(&house.middle.der).unwrap();
    assert_eq!(chain.authority_keys.len(), 2);
    assert_eq!(Some(chain.authority_keys[0].as_slice()), middle.subject_key());
}

#[test]
fn a_root_signs_directly_too() {
    let root = TestAuthority::root(authority("Root", 0));
    let leaf = root.sign(&params("Madrid", &[]), &key());
    let anchors = Anchors::new([&root.der]).unwrap();
    assert!(anchors.verify(&[leaf], NOW, Purpose::Texts).is_ok());
}

#[test]
fn whoever_is_not_vouched_for_is_not_trusted() {
    let (house, other) = (House::new(), House::new());
    let middle = house.middle.der.clone();
    let leaf = house.leaf(&params("Madrid", &[]));
    let texts = |path: &[Vec<u8>]| house.fault(path, NOW, Purpose::Texts);
    assert_eq!(texts(&[]), ChainFault::Empty);
    assert_eq!(texts(std::slice::from_ref(&leaf)), ChainFault::NoAnchor);
    assert_eq!(texts(&[leaf.clone(), other.middle.der.clone()]), ChainFault::BrokenLink);
    assert_eq!(
        texts(&[other.leaf(&params("Madrid", &[])), other.middle.der.clone()]),
        ChainFault::NoAnchor
    );
    // The root is ours to know, and nobody's to send.
    assert_eq!(
        texts(&[leaf, middle.clone(), house.root.der.clone()]),
        ChainFault::AnchorIncluded
    );
    let alone = params("Alone", &[]).self_signed(&key()).unwrap().der().to_vec();
    assert_eq!(texts(&[alone]), ChainFault::AnchorIncluded);
    // Somebody with a certificate of ours who makes more of them.
    let clerk = house.middle.below(params("Clerk", &[]));
    let forged = clerk.sign(&params("Forged", &[]), &key());
    assert_eq!(texts(&[forged, clerk.der, middle.clone()]), ChainFault::NotAuthority);
    let deep = house.middle.below(authority("Deep", 0));
    let deeper = deep.sign(&params("Deeper", &[]), &key());
    assert_eq!(texts(&[deeper, deep.der, middle]), ChainFault::NotAuthority);
}

#[test]
fn time_purpose_and_what_is_critical_are_looked_at() {
    let house = House::new();
    let path = |params: &CertificateParams| [house.leaf(params), house.middle.der.clone()];
    let plain = path(&params("Madrid", &[]));
    let day = 86_400;
    assert_eq!(
        house.fault(&plain, NOW + 500 * day, Purpose::Texts),
        ChainFault::OutOfTime
    );
    assert_eq!(
        house.fault(&plain, NOW - 500 * day, Purpose::Texts),
        ChainFault::OutOfTime
    );
    assert_eq!(house.fault(&plain, NOW, Purpose::Mdoc), ChainFault::Purpose);
    let mut short = params("Short", &[]);
    short.not_after = date_time_ymd(2026, 2, 1);
    assert_eq!(house.fault(&path(&short), NOW, Purpose::Texts), ChainFault::OutOfTime);
    let mut signer = params("Signer", &[]);
    signer.extended_key_usages = vec![for_mdoc()];
    signer.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    assert!(house.anchors().verify(&path(&signer), NOW, Purpose::Mdoc).is_ok());
    let mut sealer = params("Sealer", &[]);
    sealer.key_usages = vec![KeyUsagePurpose::KeyAgreement];
    assert_eq!(house.fault(&path(&sealer), NOW, Purpose::Texts), ChainFault::Purpose);
    let mut odd = params("Odd", &[]);
    odd.custom_extensions = vec![strange()];
    assert_eq!(house.fault(&path(&odd), NOW, Purpose::Texts), ChainFault::Critical);
}

#[test]
fn no_byte_that_is_not_signed_can_be_changed() {
    let house = House::new();
    // By an authority on P-256, and by one on P-384.
    for der in [
        house.leaf(&params("Madrid", &["cards.madrid.example"])),
        house.middle.der.clone(),
    ] {
        let good = Certificate::parse(&der).unwrap();
        let (mut tried, mut accepted) = (0, Vec::new());
        for (at, bit) in (0..der.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
            let mut changed = der.clone();
            changed[at] ^= 1 << bit;
            tried += 1;
            let read = Certificate::parse(&changed);
            // What is signed, and the signature itself, the signature guards.
            let is_guarded = |read: &Certificate| read.signed != good.signed || read.signature != good.signature;
            if read.is_ok_and(|read| !is_guarded(&read)) {
                accepted.push((at, bit));
            }
        }
        assert_eq!((tried, accepted), (der.len() * 8, Vec::new()));
    }
}

#[test]
fn what_is_no_certificate_is_said_to_be_none() {
    let house = House::new();
    let leaf = house.leaf(&params("Madrid", &[]));
    let mut longer = leaf.clone();
    longer.push(0);
    for broken in [&leaf[..leaf.len() - 1], &longer, b"", b"not one"] {
        assert_eq!(
            Certificate::parse(broken).err(),
            Some(CredentialError::Malformed("certificate"))
        );
    }
    let many = vec![leaf; limits::CHAIN + 1];
    let refused = house.anchors().verify(&many, NOW, Purpose::Texts).err();
    assert_eq!(refused, Some(CredentialError::TooLarge("x5c")));
}
