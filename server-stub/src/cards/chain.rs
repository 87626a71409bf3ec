//! Whether a chain of certificates leads to a root that is trusted (RFC 5280, section 6, as far as two or three certificates need it).

use p256::pkcs8::EncodePublicKey as _;
use serde_json::Value;
use x509_cert::Certificate;
use x509_cert::der::{Decode as _, Encode as _};
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage};

use super::jose::PublicKey;

/// ECDSA with SHA-256 (RFC 5758, 3.2).
const ECDSA_SHA256: &str = "1.2.840.10045.4.3.2";
/// What the signer of an mdoc has to be allowed to do.
const MDOC_SIGNER: &str = "1.0.18013.5.1.2";
/// Nobody sends more.
const LONGEST: usize = 3;

/// The key of the leaf, if each certificate was signed by the next one, the last by the root, and all are good now. The root itself
/// does not belong into the chain (HAIP 1.0, 4.5.1).
pub fn leaf_key(chain: &[Vec<u8>], root: &[u8], now: i64) -> Option<PublicKey> {
    if chain.is_empty() || chain.len() > LONGEST || chain.iter().any(|der| der == root) {
        return None;
    }
    let above = Certificate::from_der(root).ok()?;
    let mut above = above;
    for (depth, der) in chain.iter().rev().enumerate() {
        let certificate = Certificate::from_der(der).ok()?;
        // The first from the root is the last of the chain; only a leaf may be no authority.
        let is_leaf = depth + 1 == chain.len();
        if !is_good(&above, now) || !is_authority(&above) || !was_signed(&certificate, &above) {
            return None;
        }
        if is_leaf && is_authority(&certificate) {
            return None;
        }
        above = certificate;
    }
    is_good(&above, now).then(|| key_of(&above)).flatten()
}

/// The chain of a token's header.
pub fn x5c(header: &serde_json::Map<String, Value>) -> Option<Vec<Vec<u8>>> {
    use base64::Engine as _;
    let all = header.get("x5c")?.as_array()?;
    let decode = |one: &Value| base64::engine::general_purpose::STANDARD.decode(one.as_str()?).ok();
    all.iter().map(decode).collect()
}

/// Whether a certificate is one of a signer of mdocs (ISO/IEC 18013-5, annex B.1.4).
pub fn may_sign_mdocs(der: &[u8]) -> bool {
    let usage = |certificate: Certificate| {
        let found = certificate
            .tbs_certificate()
            .get_extension::<ExtendedKeyUsage>()
            .ok()??;
        Some(found.1.0.iter().any(|one| one.to_string() == MDOC_SIGNER))
    };
    Certificate::from_der(der).ok().and_then(usage).unwrap_or(false)
}

fn is_good(certificate: &Certificate, now: i64) -> bool {
    let validity = certificate.tbs_certificate().validity();
    let seconds = |time: &x509_cert::time::Time| i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
    seconds(&validity.not_before) <= now && now <= seconds(&validity.not_after)
}

fn is_authority(certificate: &Certificate) -> bool {
    let constraints = certificate.tbs_certificate().get_extension::<BasicConstraints>();
    matches!(constraints, Ok(Some((_, constraints))) if constraints.ca)
}

fn was_signed(certificate: &Certificate, above: &Certificate) -> bool {
    let body = certificate.tbs_certificate();
    let fits = body.issuer() == above.tbs_certificate().subject();
    let usual = certificate.signature_algorithm().oid.to_string() == ECDSA_SHA256;
    let (Some(key), Ok(signed)) = (key_of(above), body.to_der()) else {
        return false;
    };
    let signature = certificate.signature().as_bytes().unwrap_or_default();
    fits && usual && key.verifies_der(&signed, signature)
}

fn key_of(certificate: &Certificate) -> Option<PublicKey> {
    let info = certificate.tbs_certificate().subject_public_key_info();
    let key = PublicKey::from_point(info.subject_public_key.as_bytes()?)?;
    // The curve is named beside the point: what comes out must be what went in.
    let written = p256::PublicKey::from_sec1_bytes(&key.point())
        .ok()?
        .to_public_key_der()
        .ok()?;
    (written.as_bytes() == info.to_der().ok()?).then_some(key)
}
