//! What one certificate says, as far as it matters here.

use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA384_ASN1, ECDSA_P384_SHA256_ASN1, ECDSA_P384_SHA384_ASN1, UnparsedPublicKey,
    VerificationAlgorithm,
};
use x509_parser::certificate::X509Certificate;
use x509_parser::der_parser::asn1_rs::{Oid, oid};
use x509_parser::extensions::{GeneralName, KeyUsage, ParsedExtension};
use x509_parser::prelude::FromDer as _;
use x509_parser::x509::{AttributeTypeAndValue, SubjectPublicKeyInfo};

use crate::error::{ChainFault, CredentialError};
use crate::jose::jwk::{PublicKey, sha256};
use crate::limits;

const WHAT: CredentialError = CredentialError::Malformed("certificate");
/// The attribute `organizationIdentifier` (ITU-T X.520).
const ORGANIZATION_ID: Oid<'static> = oid!(2.5.4.97);

/// A certificate that was read. It is worth nothing before [`super::Anchors::verify`].
#[derive(Clone, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    pub(super) signed: Vec<u8>,
    pub(super) signature: Vec<u8>,
    hash: Hash,
    key: Key,
    subject: Vec<u8>,
    issuer: Vec<u8>,
    common_name: Option<String>,
    organization: Option<String>,
    organization_id: Option<String>,
    from: i64,
    until: i64,
    extensions: Extensions,
}

crate::opaque_debug!(Certificate);

/// What the issuer's signature hashes with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hash {
    Sha256,
    Sha384,
}

/// Keys that can sign here. Only those on P-256 sign anything but certificates.
#[derive(Clone, PartialEq, Eq)]
enum Key {
    P256(PublicKey),
    P384(Vec<u8>),
}

/// What is beyond names, key and time.
#[derive(Clone, Default, PartialEq, Eq)]
struct Extensions {
    /// How many authorities may follow, for an authority.
    authority: Option<Option<u32>>,
    usage: Option<KeyUsage>,
    purposes: Vec<String>,
    hosts: Vec<String>,
    uris: Vec<String>,
    subject_key: Option<Vec<u8>>,
    authority_key: Option<Vec<u8>>,
    /// Something critical that is not understood.
    is_strange: bool,
}

impl Certificate {
    /// Reads DER.
    ///
    /// # Errors
    /// `Malformed`, also where something follows it or an extension stands twice; `TooLarge`; `Unsupported` for keys and signatures that are
    /// not ECDSA on P-256 or P-384.
    pub fn parse(der: &[u8]) -> Result<Self, CredentialError> {
        if der.len() > limits::BYTES {
            return Err(CredentialError::TooLarge("certificate"));
        }
        let (rest, read) = X509Certificate::from_der(der).map_err(|_| WHAT)?;
        // Both places name the algorithm (RFC 5280, section 4.1.1.2).
        if !rest.is_empty() || read.signature_algorithm != read.tbs_certificate.signature {
            return Err(WHAT);
        }
        let hash = Hash::of(&read.signature_algorithm.algorithm)?;
        if der != wrapped(read.tbs_certificate.as_ref(), hash, &read.signature_value.data) {
            return Err(WHAT);
        }
        Ok(Self {
            der: der.to_vec(),
            signed: read.tbs_certificate.as_ref().to_vec(),
            signature: read.signature_value.data.to_vec(),
            hash,
            key: Key::of(read.public_key())?,
            subject: read.subject().as_raw().to_vec(),
            issuer: read.issuer().as_raw().to_vec(),
            common_name: first(read.subject().iter_common_name()),
            organization: first(read.subject().iter_organization()),
            organization_id: first(read.subject().iter_by_oid(&ORGANIZATION_ID)),
            from: read.validity().not_before.timestamp(),
            until: read.validity().not_after.timestamp(),
            extensions: Extensions::of(&read)?,
        })
    }

    /// Its bytes.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// SHA-256 over its bytes: what `x509_hash` names (OpenID4VP 1.0, section 5.9.3).
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        sha256(&self.der)
    }

    /// The key that it vouches for.
    ///
    /// # Errors
    /// `Unsupported` where it is not on P-256.
    pub fn key(&self) -> Result<PublicKey, CredentialError> {
        match &self.key {
            Key::P256(key) => Ok(*key),
            Key::P384(_) => Err(CredentialError::Unsupported("key type")),
        }
    }

    /// Whose it is: the common name.
    #[must_use]
    pub fn common_name(&self) -> Option<&str> {
        self.common_name.as_deref()
    }

    /// Whose it is: the organisation.
    #[must_use]
    pub fn organization(&self) -> Option<&str> {
        self.organization.as_deref()
    }

    /// Whose it is: the number of the organisation in a register (`organizationIdentifier`, ETSI EN 319 412-1, section 5.1.4).
    #[must_use]
    pub fn organization_id(&self) -> Option<&str> {
        self.organization_id.as_deref()
    }

    /// The hosts that it is for, as they are written in it.
    #[must_use]
    pub fn hosts(&self) -> &[String] {
        &self.extensions.hosts
    }

    /// The addresses that it is for.
    #[must_use]
    pub fn uris(&self) -> &[String] {
        &self.extensions.uris
    }

    /// The name of the key that signed it (`aki` of a DCQL query).
    #[must_use]
    pub fn authority_key(&self) -> Option<&[u8]> {
        self.extensions.authority_key.as_deref()
    }

    /// The name of its own key.
    #[must_use]
    pub fn subject_key(&self) -> Option<&[u8]> {
        self.extensions.subject_key.as_deref()
    }

    /// Whether its owner signed it.
    #[must_use]
    pub fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }

    /// The first and the last second of its time.
    #[must_use]
    pub const fn validity(&self) -> (i64, i64) {
        (self.from, self.until)
    }

    /// What holds for any certificate of a path.
    pub(super) fn holds_at(&self, at: i64) -> Result<(), ChainFault> {
        if at < self.from || at > self.until {
            return Err(ChainFault::OutOfTime);
        }
        if self.extensions.is_strange {
            return Err(ChainFault::Critical);
        }
        Ok(())
    }

    /// Whether it may sign a certificate with so many authorities below that one.
    pub(super) fn may_sign(&self, below: usize) -> Result<(), ChainFault> {
        let Some(most) = self.extensions.authority else {
            return Err(ChainFault::NotAuthority);
        };
        let is_deep = most.is_some_and(|most| u32::try_from(below).map_or(true, |below| below > most));
        let is_for_it = self.extensions.usage.as_ref().is_none_or(KeyUsage::key_cert_sign);
        if is_deep || !is_for_it {
            return Err(ChainFault::NotAuthority);
        }
        Ok(())
    }

    /// Whether it may sign anything else, and is for this extended usage where one is asked for.
    pub(super) fn may_sign_for(&self, purpose: Option<&str>) -> Result<(), ChainFault> {
        let signs = self.extensions.usage.as_ref().is_none_or(KeyUsage::digital_signature);
        let fits = purpose.is_none_or(|purpose| self.extensions.purposes.iter().any(|own| own == purpose));
        if signs && fits {
            Ok(())
        } else {
            Err(ChainFault::Purpose)
        }
    }

    /// Whether that one signed it.
    pub(super) fn is_signed_by(&self, other: &Self) -> bool {
        let (curve, point): (_, &[u8]) = match &other.key {
            Key::P256(key) => (256, key.point()),
            Key::P384(point) => (384, point),
        };
        let algorithm: &dyn VerificationAlgorithm = match (curve, self.hash) {
            (256, Hash::Sha256) => &ECDSA_P256_SHA256_ASN1,
            (256, Hash::Sha384) => &ECDSA_P256_SHA384_ASN1,
            (_, Hash::Sha256) => &ECDSA_P384_SHA256_ASN1,
            (_, Hash::Sha384) => &ECDSA_P384_SHA384_ASN1,
        };
        let key = UnparsedPublicKey::new(algorithm, point);
        self.issuer == other.subject && key.verify(&self.signed, &self.signature).is_ok()
    }
}

impl Hash {
    fn of(algorithm: &Oid<'_>) -> Result<Self, CredentialError> {
        // ecdsa-with-SHA256 and ecdsa-with-SHA384 (RFC 5758, section 3.2).
        if *algorithm == oid!(1.2.840.10045.4.3.2) {
            Ok(Self::Sha256)
        } else if *algorithm == oid!(1.2.840.10045.4.3.3) {
            Ok(Self::Sha384)
        } else {
            Err(CredentialError::Unsupported("signature of a certificate"))
        }
    }
}

/// The certificate around what is signed, as DER has it (X.690, section 10). No signature covers these bytes, and whoever could change one
/// would change the fingerprint of a good certificate.
fn wrapped(signed: &[u8], hash: Hash, signature: &[u8]) -> Vec<u8> {
    // ecdsa-with-SHA256 or -SHA384, without parameters (RFC 5758, section 3.2).
    let last = match hash {
        Hash::Sha256 => 2,
        Hash::Sha384 => 3,
    };
    let algorithm = [0x30, 10, 0x06, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 4, 3, last];
    // No bit of the last byte is unused.
    let bits = tagged(0x03, &[&[0], signature].concat());
    tagged(0x30, &[signed, &algorithm, &bits].concat())
}

/// A tag, the length in its shortest form, and the content.
fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let size = content.len().to_be_bytes();
    let size: Vec<u8> = size.into_iter().skip_while(|byte| *byte == 0).collect();
    let mut all = vec![tag];
    if content.len() >= 0x80 {
        // A length has a handful of bytes.
        all.push(0x80 | u8::try_from(size.len()).unwrap_or(0x7F));
    }
    all.extend(size);
    all.extend_from_slice(content);
    all
}

impl Key {
    fn of(info: &SubjectPublicKeyInfo<'_>) -> Result<Self, CredentialError> {
        let curve = info.algorithm.parameters.as_ref().and_then(|named| named.as_oid().ok());
        let point = &info.subject_public_key.data;
        let is_ec = info.algorithm.algorithm == oid!(1.2.840.10045.2.1);
        match curve {
            Some(curve) if is_ec && curve == oid!(1.2.840.10045.3.1.7) => Ok(Self::P256(PublicKey::from_point(point)?)),
            Some(curve) if is_ec && curve == oid!(1.3.132.0.34) => Ok(Self::P384(point.to_vec())),
            _ => Err(CredentialError::Unsupported("key type")),
        }
    }
}

impl Extensions {
    fn of(read: &X509Certificate<'_>) -> Result<Self, CredentialError> {
        // None stands twice (RFC 5280, section 4.2).
        read.extensions_map().map_err(|_| WHAT)?;
        let mut all = Self::default();
        for extension in read.extensions() {
            let is_known = all.take(extension.parsed_extension())?;
            all.is_strange |= extension.critical && !is_known;
        }
        Ok(all)
    }

    /// Whether it is understood. What limits names or policies is not: where it is critical, the certificate is not used.
    fn take(&mut self, extension: &ParsedExtension<'_>) -> Result<bool, CredentialError> {
        match extension {
            ParsedExtension::BasicConstraints(basic) => {
                self.authority = basic.ca.then_some(basic.path_len_constraint);
            }
            ParsedExtension::KeyUsage(usage) => self.usage = Some(*usage),
            ParsedExtension::ExtendedKeyUsage(usage) => {
                self.purposes = usage.other.iter().map(Oid::to_id_string).collect();
            }
            ParsedExtension::SubjectAlternativeName(names) => {
                for name in &names.general_names {
                    match name {
                        GeneralName::DNSName(host) => self.hosts.push((*host).to_owned()),
                        GeneralName::URI(uri) => self.uris.push((*uri).to_owned()),
                        _ => {}
                    }
                }
            }
            ParsedExtension::SubjectKeyIdentifier(key) => self.subject_key = Some(key.0.to_vec()),
            ParsedExtension::AuthorityKeyIdentifier(key) => {
                self.authority_key = key.key_identifier.as_ref().map(|key| key.0.to_vec());
            }
            ParsedExtension::ParseError { .. } => return Err(WHAT),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

fn first<'a>(mut names: impl Iterator<Item = &'a AttributeTypeAndValue<'a>>) -> Option<String> {
    names.next().and_then(|name| name.as_str().ok()).map(str::to_owned)
}
