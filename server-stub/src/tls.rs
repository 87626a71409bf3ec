//! The city's identity for https: a root of its own, a leaf for this machine, and the pins of its keys.

use std::sync::Arc;

use base64::Engine as _;
use chrono::{DateTime, Datelike, TimeDelta, Utc};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    PublicKeyData, date_time_ymd,
};
use ring::digest::{SHA256, digest};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::options::Validity;

/// The identity cannot be made. Only a broken machine gets here.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The certificates cannot be made.
    #[error("the certificates cannot be made: {0}")]
    Certificate(#[from] rcgen::Error),
    /// rustls refuses them.
    #[error("the certificates cannot be used: {0}")]
    Config(#[from] rustls::Error),
}

/// New keys at every start: nothing secret is ever kept on disk.
#[derive(Debug)]
pub struct Identity {
    /// The root to trust, in PEM.
    pub root_pem: String,
    /// Base64 of SHA-256 of the leaf's public key (RFC 7469 section 2.4).
    pub pin: String,
    /// The pin of a second key, as a real city keeps one offline.
    pub backup_pin: String,
    /// What the https listener speaks with.
    pub config: Arc<ServerConfig>,
}

impl Identity {
    /// Makes a root, a leaf for `localhost` and 127.0.0.1, and a backup key.
    pub fn new(validity: Validity) -> Result<Self, TlsError> {
        let today = Utc::now();
        let root_key = KeyPair::generate()?;
        let root_params = root_params(&root_key, today)?;
        let root = root_params.self_signed(&root_key)?;
        let issuer = Issuer::new(root_params, root_key);
        let leaf_key = KeyPair::generate()?;
        let leaf = leaf_params(validity, today)?.signed_by(&leaf_key, &issuer)?;
        let private = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(leaf_key.serialize_der()));
        let mut config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![leaf.der().clone()], private)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            root_pem: root.pem(),
            pin: pin_of(&leaf_key),
            backup_pin: pin_of(&KeyPair::generate()?),
            config: Arc::new(config),
        })
    }
}

fn root_params(key: &KeyPair, today: DateTime<Utc>) -> Result<CertificateParams, TlsError> {
    let mut params = CertificateParams::new(Vec::new())?;
    // A name per key: of two roots with one name a phone would say "bad signature" where it means "unknown root".
    let name = format!("Mock city of Madrid, root {}", pin_of(key));
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    // Older than the leaf of an expired city: it is the leaf that has to be at fault there.
    set_validity(&mut params, today, -90, 365);
    Ok(params)
}

fn leaf_params(validity: Validity, today: DateTime<Utc>) -> Result<CertificateParams, TlsError> {
    let mut params = CertificateParams::new(vec!["localhost".to_owned(), "127.0.0.1".to_owned()])?;
    params.distinguished_name.push(DnType::CommonName, "localhost");
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    match validity {
        Validity::Good => set_validity(&mut params, today, -1, 90),
        Validity::Expired => set_validity(&mut params, today, -60, -1),
    }
    Ok(params)
}

fn set_validity(params: &mut CertificateParams, today: DateTime<Utc>, first_day: i64, last_day: i64) {
    let day = |offset| {
        let date = (today + TimeDelta::days(offset)).date_naive();
        let (month, day) = (
            u8::try_from(date.month()).unwrap_or(1),
            u8::try_from(date.day()).unwrap_or(1),
        );
        date_time_ymd(date.year(), month, day)
    };
    params.not_before = day(first_day);
    params.not_after = day(last_day);
}

fn pin_of(key: &KeyPair) -> String {
    base64::engine::general_purpose::STANDARD.encode(digest(&SHA256, &key.subject_public_key_info()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_identity_has_keys_of_its_own() {
        let one = Identity::new(Validity::Good).unwrap();
        let other = Identity::new(Validity::Expired).unwrap();
        assert!(one.root_pem.starts_with("-----BEGIN CERTIFICATE-----"));
        assert_eq!(one.pin.len(), 44);
        assert_ne!(one.pin, one.backup_pin);
        assert_ne!(one.pin, other.pin);
    }
}
