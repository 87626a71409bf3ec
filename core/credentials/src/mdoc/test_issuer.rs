//! A small issuer of mdocs for tests. It encodes with other libraries than the ones that are tested, and can be told to go wrong at each
//! step.

use ciborium::Value;
use coset::{AsCborValue as _, CoseSign1, CoseSign1Builder, HeaderBuilder, iana};
use rcgen::{CertificateParams, KeyPair, SigningKey as _};

use super::transcript::SessionTranscript;
use super::{IssuerSigned, Presentation};
use crate::jose::ecdsa::Signature;
use crate::jose::jwk::{PublicKey, sha256};
use crate::test_keys::TestKey;
use crate::x509::Anchors;
use crate::x509::test_certificates::{TestAuthority, authority, for_mdoc, key, params};

/// What kind of card it issues.
pub const DOC_TYPE: &str = "es.madrid.card.1";
/// The name spaces of it.
pub const PERSON: &str = "org.iso.18013.5.1";
pub const CITY: &str = "es.madrid.1";

/// An issuer, and a phone that it issues for.
pub struct TestIssuer {
    root: TestAuthority,
    signer: KeyPair,
    certificate: Vec<u8>,
    pub phone: TestKey,
}

/// An element before it is encoded.
#[derive(Clone)]
pub struct TestElement {
    pub name_space: &'static str,
    pub members: Vec<(Value, Value)>,
}

/// What may go wrong: each is called with what the step before has made.
#[derive(Clone, Copy)]
pub struct Steps {
    pub elements: fn(&mut Vec<TestElement>),
    pub mso: fn(&mut Value),
    pub header: fn(&mut CoseSign1),
    pub sent: fn(&mut Value),
}

/// Nothing goes wrong.
pub const RIGHT: Steps = Steps {
    elements: |_| {},
    mso: |_| {},
    header: |_| {},
    sent: |_| {},
};

impl TestIssuer {
    pub fn new() -> Self {
        let mut signer = params("Madrid", &[]);
        signer.extended_key_usages = vec![for_mdoc()];
        Self::with_certificate(&signer)
    }

    pub fn with_certificate(certificate: &CertificateParams) -> Self {
        let (root, signer) = (TestAuthority::root(authority("Root", 0)), key());
        Self {
            certificate: root.sign(certificate, &signer),
            root,
            signer,
            phone: TestKey::new(),
        }
    }

    pub fn anchors(&self) -> Anchors {
        Anchors::new([&self.root.der]).unwrap()
    }

    pub fn issue(&self) -> Vec<u8> {
        self.issue_wrongly(RIGHT)
    }

    pub fn issue_wrongly(&self, wrong: Steps) -> Vec<u8> {
        let mut elements = elements();
        (wrong.elements)(&mut elements);
        let mut mso = mso(&elements, &self.phone.public());
        (wrong.mso)(&mut mso);
        let mut sign1 = CoseSign1Builder::new()
            .protected(HeaderBuilder::new().algorithm(iana::Algorithm::ES256).build())
            .unprotected(
                HeaderBuilder::new()
                    .value(33, Value::Bytes(self.certificate.clone()))
                    .build(),
            )
            .payload(encode(&embed(&mso)))
            .build();
        (wrong.header)(&mut sign1);
        sign1.signature = Signature::from_der(&self.signer.sign(&sign1.tbs_data(&[])).unwrap())
            .unwrap()
            .raw()
            .to_vec();
        let spaces = name_spaces(&elements).into_iter().map(|space| {
            let own = elements.iter().filter(|element| element.name_space == space);
            (space.into(), Value::Array(own.map(TestElement::embedded).collect()))
        });
        let mut sent = map([
            ("nameSpaces", Value::Map(spaces.collect())),
            ("issuerAuth", sign1.to_cbor_value().unwrap()),
        ]);
        (wrong.sent)(&mut sent);
        encode(&sent)
    }

    /// A card that is shown.
    pub fn show(&self, card: &[u8], chosen: &[(&str, &str)], transcript: &SessionTranscript) -> Vec<u8> {
        let card = IssuerSigned::parse(card).unwrap();
        let presentation = Presentation::new(&card, chosen, transcript).unwrap();
        let signature = self.phone.sign(presentation.to_sign());
        presentation.finish(&signature)
    }
}

impl TestElement {
    fn embedded(&self) -> Value {
        embed(&Value::Map(self.members.clone()))
    }
}

/// A talk.
pub fn talk(nonce: &str) -> SessionTranscript {
    SessionTranscript::redirect("x509_hash:AQ", nonce, None, "https://verifier.example/response")
}

pub fn encode(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

pub fn map<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Map(members.map(|(name, value)| (name.into(), value)).into())
}

pub fn embed(value: &Value) -> Value {
    Value::Tag(24, Box::new(Value::Bytes(encode(value))))
}

/// What is at a path of names, to be changed.
pub fn at<'v>(value: &'v mut Value, path: &[&str]) -> &'v mut Value {
    path.iter().fold(value, |value, name| {
        let members = value.as_map_mut().unwrap();
        &mut members
            .iter_mut()
            .find(|(key, _)| key.as_text() == Some(name))
            .unwrap()
            .1
    })
}

pub fn time(text: &str) -> Value {
    Value::Tag(0, Box::new(text.into()))
}

fn elements() -> Vec<TestElement> {
    let birthday = Value::Tag(1004, Box::new("1980-02-29".into()));
    let all = [
        (PERSON, "family_name", "García Ñúñez".into()),
        (PERSON, "birth_date", birthday),
        (PERSON, "portrait", Value::Bytes(vec![0xFB; 300])),
        (
            PERSON,
            "driving_privileges",
            Value::Array(vec![map([("code", "B".into())])]),
        ),
        (CITY, "zone", 7.into()),
    ];
    let element = |(id, (name_space, identifier, value)): (u8, (_, &str, _))| TestElement {
        name_space,
        members: vec![
            ("digestID".into(), id.into()),
            ("random".into(), Value::Bytes(vec![id; 16])),
            ("elementIdentifier".into(), identifier.into()),
            ("elementValue".into(), value),
        ],
    };
    (0..).zip(all).map(element).collect()
}

fn mso(elements: &[TestElement], phone: &PublicKey) -> Value {
    let digests = name_spaces(elements).into_iter().map(|space| {
        let own = elements.iter().filter(|element| element.name_space == space);
        let digests = own.map(|element| (element.members[0].1.clone(), digest(element)));
        (space.into(), Value::Map(digests.collect()))
    });
    let (x, y) = phone.coordinates();
    let device_key = coset::CoseKeyBuilder::new_ec2_pub_key(iana::EllipticCurve::P_256, x.to_vec(), y.to_vec());
    let status = map([("idx", 412.into()), ("uri", "https://city.example/list/1".into())]);
    map([
        ("version", "1.0".into()),
        ("digestAlgorithm", "SHA-256".into()),
        ("valueDigests", Value::Map(digests.collect())),
        (
            "deviceKeyInfo",
            map([("deviceKey", device_key.build().to_cbor_value().unwrap())]),
        ),
        ("docType", DOC_TYPE.into()),
        (
            "validityInfo",
            map([
                ("signed", time("2026-11-01T00:00:00Z")),
                ("validFrom", time("2026-11-02T00:00:00Z")),
                ("validUntil", time("2027-11-01T00:00:00Z")),
            ]),
        ),
        ("status", map([("status_list", status)])),
    ])
}

fn digest(element: &TestElement) -> Value {
    Value::Bytes(sha256(&encode(&element.embedded())).to_vec())
}

fn name_spaces(elements: &[TestElement]) -> Vec<&'static str> {
    let mut all: Vec<_> = elements.iter().map(|element| element.name_space).collect();
    all.dedup();
    all
}
