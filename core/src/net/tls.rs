//! Whom the phone believes to be the city: the roots the app ships, and the keys it expects behind them.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use ring::digest::{SHA256, digest};
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error as TlsError, OtherError, RootCertStore,
    SignatureScheme,
};

/// The trust the app was built with cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TrustError {
    /// The roots are not certificates in PEM form, or there are none although the city's address is https.
    #[error("the shipped roots are not PEM certificates")]
    BadRoots,
    /// A pin is not the Base64 of 32 bytes.
    #[error("a pin is not the Base64 of a SHA-256")]
    BadPin,
    /// Fewer than two pins: losing the one key would lock every phone out of the city.
    #[error("pins need a backup")]
    NoBackupPin,
}

/// SHA-256 of a public key (the `SubjectPublicKeyInfo`), as in RFC 7469 section 2.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pin([u8; 32]);

impl Pin {
    /// Reads the usual Base64 form of a pin.
    pub fn from_base64(text: &str) -> Result<Self, TrustError> {
        decode_base64(text.trim())
            .and_then(|bytes| bytes.try_into().ok())
            .map(Self)
            .ok_or(TrustError::BadPin)
    }

    fn of_key(spki: &[u8]) -> Self {
        let mut bytes = [0_u8; 32];
        bytes.copy_from_slice(digest(&SHA256, spki).as_ref());
        Self(bytes)
    }
}

/// Roots and pins. Without pins, the roots alone decide.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    roots: Vec<CertificateDer<'static>>,
    pins: Vec<Pin>,
    pins_expire: Option<NaiveDate>,
}

impl Trust {
    /// Trusts nobody: enough for plain http on loopback, the only place where it is allowed.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Trusts certificates that end in one of these roots (PEM, one or more).
    pub fn roots(pem: &str) -> Result<Self, TrustError> {
        let roots: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
        match roots {
            Ok(roots) if !roots.is_empty() => Ok(Self {
                roots,
                ..Self::default()
            }),
            _ => Err(TrustError::BadRoots),
        }
    }

    /// Demands that the city's own key is one of `pins` until the day `expire` (UTC) is over.
    ///
    /// At least two pins: the one in use and a backup kept offline. After the expiry the roots alone decide again, so a
    /// phone that was in a drawer for years still reaches the city.
    pub fn pinned(self, pins: Vec<Pin>, expire: NaiveDate) -> Result<Self, TrustError> {
        if !pins.iter().any(|pin| Some(pin) != pins.first()) {
            return Err(TrustError::NoBackupPin);
        }
        Ok(Self {
            pins,
            pins_expire: Some(expire),
            ..self
        })
    }

    /// The same roots for somebody who is not the city, and so has none of its keys.
    #[must_use]
    pub fn without_pins(&self) -> Self {
        Self {
            roots: self.roots.clone(),
            ..Self::default()
        }
    }

    pub(super) const fn has_no_roots(&self) -> bool {
        self.roots.is_empty()
    }

    /// TLS settings that believe this trust only: ring as provider, TLS 1.2 and 1.3.
    pub(super) fn client_config(&self) -> Result<ClientConfig, TrustError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(|_| TrustError::BadRoots)?;
        if self.roots.is_empty() {
            return Ok(builder
                .with_root_certificates(RootCertStore::empty())
                .with_no_client_auth());
        }
        let mut roots = RootCertStore::empty();
        for root in &self.roots {
            roots.add(root.clone()).map_err(|_| TrustError::BadRoots)?;
        }
        let chain = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider)
            .build()
            .map_err(|_| TrustError::BadRoots)?;
        let verifier = PinningVerifier {
            chain,
            pins: self.pins.clone(),
            pins_expire: self.pins_expire,
        };
        // "Dangerous" is how rustls names any verifier of one's own; ours only ever refuses more than the usual one.
        Ok(builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth())
    }
}

/// The chain was good but the key is none of the pinned ones. Found again in the error's source by the transport.
#[derive(Debug, thiserror::Error)]
#[error("the key is not a pinned one")]
pub(super) struct PinMismatch;

/// The usual verification of the chain, then the pins.
#[derive(Debug)]
struct PinningVerifier {
    chain: Arc<WebPkiServerVerifier>,
    pins: Vec<Pin>,
    pins_expire: Option<NaiveDate>,
}

impl PinningVerifier {
    fn demands_pin(&self, now: UnixTime) -> bool {
        let today = i64::try_from(now.as_secs())
            .ok()
            .and_then(|secs| DateTime::<Utc>::from_timestamp(secs, 0));
        match (self.pins_expire, today) {
            (Some(last_day), Some(today)) => today.date_naive() <= last_day,
            _ => !self.pins.is_empty(),
        }
    }
}

impl ServerCertVerifier for PinningVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        let verified = self
            .chain
            .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)?;
        if self.demands_pin(now) {
            let key = Pin::of_key(&ParsedCertificate::try_from(end_entity)?.subject_public_key_info());
            if !self.pins.contains(&key) {
                return Err(CertificateError::Other(OtherError(Arc::new(PinMismatch))).into());
            }
        }
        Ok(verified)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.chain.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.chain.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.chain.supported_verify_schemes()
    }
}

fn decode_base64(text: &str) -> Option<Vec<u8>> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    #[test]
    fn a_pin_is_the_base64_of_32_bytes() {
        assert_eq!(Pin::from_base64(ONE), Ok(Pin([0; 32])));
        assert_eq!(Pin::from_base64("AAAA"), Err(TrustError::BadPin));
        assert_eq!(Pin::from_base64("not base64!"), Err(TrustError::BadPin));
    }

    #[test]
    fn pins_need_a_backup_and_roots_need_certificates() {
        let day = NaiveDate::from_ymd_opt(2030, 1, 1).unwrap();
        let one = Pin::from_base64(ONE).unwrap();
        for pins in [vec![], vec![one], vec![one, one]] {
            assert_eq!(Trust::none().pinned(pins, day).unwrap_err(), TrustError::NoBackupPin);
        }
        assert_eq!(Trust::roots("").unwrap_err(), TrustError::BadRoots);
        assert_eq!(
            Trust::roots("-----BEGIN CERTIFICATE-----\n???\n").unwrap_err(),
            TrustError::BadRoots
        );
    }

    #[test]
    fn pins_are_demanded_to_the_end_of_their_last_day() {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut roots = RootCertStore::empty();
        let root = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        roots.add(root.cert.der().clone()).unwrap();
        let chain = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider)
            .build()
            .unwrap();
        let last_day = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
        let verifier = PinningVerifier {
            chain,
            pins: vec![Pin([0; 32]); 2],
            pins_expire: Some(last_day),
        };
        let at = |text: &str| {
            let secs = DateTime::parse_from_rfc3339(text).unwrap().timestamp();
            UnixTime::since_unix_epoch(std::time::Duration::from_secs(secs.cast_unsigned()))
        };
        assert!(verifier.demands_pin(at("2026-12-31T23:59:59Z")));
        assert!(!verifier.demands_pin(at("2027-01-01T00:00:00Z")));
    }
}
