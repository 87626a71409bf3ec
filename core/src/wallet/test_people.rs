//! People for tests: an issuer, a phone, a verifier and a registrar, right or wrong as they are told to be. Certificates and signatures are
//! made by another library than the one that checks them.

use madrid_credentials::cbor::Writer;
use madrid_credentials::cose;
use madrid_credentials::dcql::Format;
use madrid_credentials::jose::b64;
use madrid_credentials::jose::ecdsa::Signature;
use madrid_credentials::jose::jwk::{PublicKey, sha256};
use madrid_credentials::jose::jws::Unsigned;
use madrid_credentials::x509::Anchors;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    PKCS_ECDSA_P256_SHA256, SigningKey as _, date_time_ymd,
};
use serde_json::{Map, Value, json};

use super::presentation::{Held, Policy};

/// The middle of the time of every certificate here: 30 November 2026.
pub const NOW: i64 = 1_796_040_000;
/// Where the verifier takes answers.
pub const RESPONSE_URI: &str = "https://desk.madrid.example/vp/response";
/// The number of the verifier in a register.
pub const NUMBER: &str = "VATES-P2807900B";
/// What kinds of card there are.
pub const VCT: &str = "urn:madrid:library:1";
pub const DOC_TYPE: &str = "es.madrid.parking.1";
pub const SPACE: &str = "es.madrid.1";

/// Somebody with a key.
pub struct Key(KeyPair);

impl Key {
    pub fn new() -> Self {
        Self(KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap())
    }

    pub fn public(&self) -> PublicKey {
        PublicKey::from_point(self.0.public_key_raw()).unwrap()
    }

    /// A signature in DER, as a key store gives it.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.0.sign(message).unwrap()
    }

    pub fn jwt(&self, header: Value, claims: Value) -> String {
        let unsigned = Unsigned::new(map(header), &map(claims));
        let signature = Signature::from_der(&self.sign(unsigned.to_sign())).unwrap();
        unsigned.finish(&signature)
    }
}

/// An authority.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pub der: Vec<u8>,
}

impl Authority {
    pub fn new(name: &str) -> Self {
        let mut params = params(name, &[]);
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
        let der = params.self_signed(&key).unwrap().der().to_vec();
        Self {
            issuer: Issuer::new(params, key),
            der,
        }
    }

    pub fn anchors(&self) -> Anchors {
        Anchors::new([&self.der]).unwrap()
    }

    pub fn certify(&self, params: &CertificateParams) -> Signer {
        let key = Key::new();
        let der = params.signed_by(&key.0, &self.issuer).unwrap().der().to_vec();
        Signer { key, der }
    }
}

/// Somebody with a key and a certificate for it.
pub struct Signer {
    pub key: Key,
    pub der: Vec<u8>,
}

impl Signer {
    pub fn jwt(&self, typ: &str, claims: Value) -> String {
        use base64::Engine as _;
        let der = base64::engine::general_purpose::STANDARD.encode(&self.der);
        self.key.jwt(json!({ "typ": typ, "x5c": [der] }), claims)
    }

    pub fn client_id(&self) -> String {
        format!("x509_hash:{}", b64(sha256(&self.der)))
    }
}

/// Parameters of a certificate.
pub fn params(name: &str, hosts: &[&str]) -> CertificateParams {
    let mut params = CertificateParams::new(hosts.iter().map(|host| (*host).to_owned()).collect::<Vec<_>>()).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = date_time_ymd(2026, 1, 1);
    // Longer than a thousand seeds, each of which takes a day or more.
    params.not_after = date_time_ymd(2049, 12, 31);
    params.use_authority_key_identifier_extension = true;
    params
}

/// Those of the verifier.
pub fn verifier_params(name: &str) -> CertificateParams {
    let mut params = params(name, &["desk.madrid.example"]);
    let number = DnType::CustomDnType(vec![2, 5, 4, 97]);
    params.distinguished_name.push(number, NUMBER);
    params
}

pub fn map(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap()
}

/// A claim that is hidden, by a salt that is its name.
pub fn disclosure(name: &str, value: &Value) -> String {
    b64(json!([format!("salt of {name}"), name, value]).to_string())
}

pub fn digest(disclosure: &str) -> String {
    b64(sha256(disclosure.as_bytes()))
}

/// An issuer of cards.
pub struct Town {
    pub root: Authority,
    text: Signer,
    mdoc: Signer,
}

impl Town {
    pub fn new() -> Self {
        let root = Authority::new("Root of the town");
        let text = root.certify(&params("Town", &[]));
        let mut params = params("Town", &[]);
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::Other(vec![1, 0, 18013, 5, 1, 2])];
        let mdoc = root.certify(&params);
        Self { root, text, mdoc }
    }

    /// A card of any claims, with these disclosures.
    pub fn sd_jwt(&self, claims: Value, disclosures: &[String], holder: Option<&Key>) -> Vec<u8> {
        let mut claims = map(claims);
        if let Some(holder) = holder {
            claims.insert("cnf".to_owned(), json!({ "jwk": holder.public().jwk() }));
        }
        let mut text = self.text.jwt("dc+sd-jwt", Value::Object(claims));
        for disclosure in disclosures {
            text.push('~');
            text.push_str(disclosure);
        }
        text.push('~');
        text.into_bytes()
    }

    /// A library card: name, age and address are hidden, the branch is not.
    pub fn library(&self, holder: Option<&Key>) -> Vec<u8> {
        let street = disclosure("street", &json!("Calle Mayor 1"));
        let city = disclosure("city", &json!("Madrid"));
        let address = disclosure(
            "address",
            &json!({ "_sd": [digest(&street), digest(&city)], "country": "ES" }),
        );
        let hidden = [
            disclosure("name", &json!("Lucía García")),
            disclosure("over_18", &json!(true)),
            address,
            street,
            city,
        ];
        let top: Vec<_> = hidden.iter().take(3).map(|one| digest(one)).collect();
        let claims = json!({ "vct": VCT, "iat": NOW - 1000, "exp": NOW + 100_000, "branch": "Chamberí", "_sd": top });
        self.sd_jwt(claims, &hidden, holder)
    }

    /// A parking card with these elements, each a text.
    pub fn parking(&self, holder: &Key, elements: &[(&str, &str)]) -> Vec<u8> {
        let items: Vec<_> = (0..)
            .zip(elements)
            .map(|(id, (name, value))| item(id, name, value))
            .collect();
        let mso = mso(&items, &holder.public());
        let mut payload = Writer::default();
        payload.embedded(&mso);
        let payload = payload.finish();
        let protected = [0xA1, 0x01, 0x26];
        let mut signed = Writer::default();
        signed
            .array(4)
            .text("Signature1")
            .bytes(&protected)
            .bytes(&[])
            .bytes(&payload);
        let signature = Signature::from_der(&self.mdoc.key.sign(&signed.finish())).unwrap();
        let mut card = Writer::default();
        card.map(2).text("nameSpaces").map(1).text(SPACE).array(items.len());
        for item in &items {
            card.raw(item);
        }
        card.text("issuerAuth").array(4).bytes(&protected).map(1);
        card.unsigned(33)
            .bytes(&self.mdoc.der)
            .bytes(&payload)
            .bytes(signature.raw());
        card.finish()
    }
}

/// An element, embedded as it is signed.
fn item(id: u8, name: &str, value: &str) -> Vec<u8> {
    let mut inside = Writer::default();
    inside
        .map(4)
        .text("digestID")
        .unsigned(id.into())
        .text("random")
        .bytes(&[id; 16]);
    inside
        .text("elementIdentifier")
        .text(name)
        .text("elementValue")
        .text(value);
    let mut item = Writer::default();
    item.embedded(&inside.finish());
    item.finish()
}

fn mso(items: &[Vec<u8>], key: &PublicKey) -> Vec<u8> {
    let mut mso = Writer::default();
    mso.map(6)
        .text("version")
        .text("1.0")
        .text("digestAlgorithm")
        .text("SHA-256");
    mso.text("valueDigests").map(1).text(SPACE).map(items.len());
    for (id, item) in (0..).zip(items) {
        mso.unsigned(id).bytes(&sha256(item));
    }
    mso.text("deviceKeyInfo")
        .map(1)
        .text("deviceKey")
        .raw(&cose::key_bytes(key));
    mso.text("docType").text(DOC_TYPE).text("validityInfo").map(3);
    // Tag 0 before each: a time as a text.
    mso.text("signed").raw(&[0xC0]).text("2026-11-01T00:00:00Z");
    mso.text("validFrom").raw(&[0xC0]).text("2026-11-02T00:00:00Z");
    mso.text("validUntil").raw(&[0xC0]).text("2027-11-01T00:00:00Z");
    mso.finish()
}

/// A card in a wallet.
pub fn held<'a>(card: &'a str, format: Format, issued: &'a [u8], key: Option<&Key>, policy: &'a Policy) -> Held<'a> {
    Held {
        card,
        copy: card,
        format,
        issued,
        key: key.map(Key::public),
        is_fresh: true,
        policy,
    }
}
