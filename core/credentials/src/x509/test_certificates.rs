//! Certificates for tests, made by another library.

use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, date_time_ymd,
};

/// The middle of the time of every certificate here: 30 November 2026.
pub const NOW: i64 = 1_796_040_000;

/// An authority, and what it signed.
pub struct TestAuthority {
    issuer: Issuer<'static, KeyPair>,
    /// Its certificate.
    pub der: Vec<u8>,
}

/// Plain parameters of a certificate.
pub fn params(name: &str, hosts: &[&str]) -> CertificateParams {
    let mut params = CertificateParams::new(hosts.iter().map(|host| (*host).to_owned()).collect::<Vec<_>>()).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = date_time_ymd(2026, 1, 1);
    params.not_after = date_time_ymd(2027, 12, 31);
    params.use_authority_key_identifier_extension = true;
    params
}

/// Parameters of an authority with so many below it.
pub fn authority(name: &str, below: u8) -> CertificateParams {
    let mut params = params(name, &[]);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(below));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

/// What a document signer must be for.
pub fn for_mdoc() -> ExtendedKeyUsagePurpose {
    ExtendedKeyUsagePurpose::Other(vec![1, 0, 18013, 5, 1, 2])
}

/// A critical extension of nobody's.
pub fn strange() -> CustomExtension {
    let mut extension = CustomExtension::from_oid_content(&[1, 3, 6, 1, 4, 1, 99999, 1], vec![5, 0]);
    extension.set_criticality(true);
    extension
}

/// A key on P-256.
pub fn key() -> KeyPair {
    KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap()
}

impl TestAuthority {
    /// A root with its own key, on P-384 as those of States are.
    pub fn root(params: CertificateParams) -> Self {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P384_SHA384).unwrap();
        let der = params.self_signed(&key).unwrap().der().to_vec();
        Self {
            issuer: Issuer::new(params, key),
            der,
        }
    }

    /// An authority below this one.
    pub fn below(&self, params: CertificateParams) -> Self {
        let key = key();
        let der = params.signed_by(&key, &self.issuer).unwrap().der().to_vec();
        Self {
            issuer: Issuer::new(params, key),
            der,
        }
    }

    /// A certificate for a key.
    pub fn sign(&self, params: &CertificateParams, key: &KeyPair) -> Vec<u8> {
        params.signed_by(key, &self.issuer).unwrap().der().to_vec()
    }
}
