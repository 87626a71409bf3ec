//! The certificates of the city's cards: four roots that a phone pins, and the leaves that sign. Made once for a data file, by the city's
//! clock: a phone that trusts the city today trusts it after a restart.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Datelike as _, TimeDelta, Utc};
use p256::SecretKey;
use p256::ecdsa::SigningKey;
use p256::pkcs8::DecodePrivateKey as _;
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, PublicKeyData as _, date_time_ymd,
};
use serde_json::{Value, json};

use super::jose::{PublicKey, b64, sha256};
use super::jwe::point_of;
use super::store::{self, KeptKey};
use crate::store::{Store, StoreError};

/// What the signer of an mdoc has to be allowed to do (ISO/IEC 18013-5, annex B.1.4).
const MDOC_SIGNER: [u64; 6] = [1, 0, 18013, 5, 1, 2];
/// The number of the mock city in a register of companies. It is nobody's.
pub const CITY_NUMBER: &str = "VATES-P0000000M";
/// `organizationIdentifier` (ETSI EN 319 412-1, 5.1.4).
const ORGANIZATION_NUMBER: [u64; 4] = [2, 5, 4, 97];
/// Days that certificates are good before they are made: clocks of tests go back.
const BEFORE: i64 = -90;
const ROOT_DAYS: i64 = 3_650;
const LEAF_DAYS: i64 = 1_825;

/// The keys and certificates cannot be made or read.
#[derive(Debug, thiserror::Error)]
pub enum PkiError {
    /// They cannot be made.
    #[error("the certificates of the cards cannot be made: {0}")]
    Certificate(#[from] rcgen::Error),
    /// They cannot be kept or found again.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What was kept is no key.
    #[error("a kept key of the cards cannot be read")]
    Damaged,
}

/// Somebody who signs, with the certificates that say who it is.
pub struct Signer {
    /// The key.
    pub key: SigningKey,
    /// The leaf, and whatever is between it and the root.
    pub chain: Vec<Vec<u8>>,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer(…)")
    }
}

impl Signer {
    /// The chain as tokens carry it, without the root (HAIP 1.0, 6.1.1).
    pub fn x5c(&self) -> Value {
        json!(self.chain.iter().map(|der| STANDARD.encode(der)).collect::<Vec<_>>())
    }
}

/// A root that is pinned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// What it is for, as `/.well-known/madrid-trust` says it.
    pub name: &'static str,
    /// The certificate.
    pub der: Vec<u8>,
}

/// Everything that signs for cards, and the roots above it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Pki(Arc<Inner>);

struct Inner {
    issuer: Signer,
    wallet_provider: Signer,
    verifier: Signer,
    registrar: Signer,
    roots: [Root; 4],
    encryption: SecretKey,
}

impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pki(…)")
    }
}

/// A root and its one leaf.
struct Branch {
    signer: Signer,
    root: Root,
}

impl Pki {
    /// The city's, made if there is none yet.
    pub fn open(store: &Store, now: DateTime<Utc>) -> Result<Self, PkiError> {
        let issuer = branch(store, ISSUER, now)?;
        let provider = branch(store, WALLET_PROVIDER, now)?;
        let verifier = branch(store, VERIFIER, now)?;
        let registrar = branch(store, REGISTRAR, now)?;
        let encryption = kept(store, "encryption", || Ok((KeyPair::generate()?, Vec::new())))?;
        let encryption = SecretKey::from_pkcs8_der(&encryption.pkcs8).map_err(|_| PkiError::Damaged)?;
        Ok(Self(Arc::new(Inner {
            issuer: issuer.signer,
            wallet_provider: provider.signer,
            verifier: verifier.signer,
            registrar: registrar.signer,
            roots: [issuer.root, provider.root, verifier.root, registrar.root],
            encryption,
        })))
    }

    /// Who signs cards and status lists.
    pub fn issuer(&self) -> &Signer {
        &self.0.issuer
    }

    /// Who signs what the wallet provider says.
    pub fn wallet_provider(&self) -> &Signer {
        &self.0.wallet_provider
    }

    /// Who asks to see cards, at the city's own desks.
    pub fn verifier(&self) -> &Signer {
        &self.0.verifier
    }

    /// Who signs what somebody has registered to ask for.
    pub fn registrar(&self) -> &Signer {
        &self.0.registrar
    }

    /// What requests to the issuer are encrypted to.
    pub fn encryption(&self) -> &SecretKey {
        &self.0.encryption
    }

    /// The public half of that, with its name.
    pub fn encryption_jwk(&self) -> Value {
        let mut jwk = PublicKey::from_point(&point_of(&self.0.encryption)).map_or(Value::Null, |key| key.jwk());
        if let Some(jwk) = jwk.as_object_mut() {
            for (name, value) in [("use", "enc"), ("alg", super::jwe::ALG), ("kid", "cards-enc-1")] {
                jwk.insert(name.to_owned(), json!(value));
            }
        }
        jwk
    }

    /// The roots that a phone pins.
    pub fn roots(&self) -> &[Root] {
        &self.0.roots
    }

    /// The root above cards and status lists.
    pub fn issuer_root(&self) -> &[u8] {
        let [root, ..] = &self.0.roots;
        &root.der
    }

    /// The root above what the wallet provider says.
    pub fn wallet_provider_root(&self) -> &[u8] {
        let [_, root, ..] = &self.0.roots;
        &root.der
    }
}

/// What a branch is called and what its leaf may do.
struct Plan {
    name: &'static str,
    root: &'static str,
    leaf: &'static str,
    signs_mdocs: bool,
    host: Option<&'static str>,
    number: Option<&'static str>,
}

const ISSUER: Plan = Plan {
    name: "card_issuer",
    root: "Madrid mock cards root",
    leaf: "Madrid mock card signer 1",
    signs_mdocs: true,
    host: None,
    number: None,
};
const WALLET_PROVIDER: Plan = Plan {
    name: "wallet_provider",
    root: "Madrid mock wallet provider root",
    leaf: "Madrid mock wallet attestations 1",
    signs_mdocs: false,
    host: None,
    number: None,
};
const VERIFIER: Plan = Plan {
    name: "verifier_access",
    root: "Madrid mock card access root",
    leaf: "Madrid mock card readers",
    signs_mdocs: false,
    host: Some(VERIFIER_HOST),
    number: Some(CITY_NUMBER),
};
const REGISTRAR: Plan = Plan {
    name: "registrar",
    root: "Madrid mock registrar root",
    leaf: "Madrid mock register of verifiers 1",
    signs_mdocs: false,
    host: None,
    number: None,
};
/// The host in the access certificate of the city's own desks.
pub const VERIFIER_HOST: &str = "localhost";

fn branch(store: &Store, plan: Plan, now: DateTime<Utc>) -> Result<Branch, PkiError> {
    let kept = kept(store, plan.name, || made(&plan, now))?;
    let mut chain = kept.chain;
    let root = chain.pop().ok_or(PkiError::Damaged)?;
    let key = SigningKey::from_pkcs8_der(&kept.pkcs8).map_err(|_| PkiError::Damaged)?;
    Ok(Branch {
        signer: Signer { key, chain },
        root: Root {
            name: plan.name,
            der: root,
        },
    })
}

/// Finds a key with its chain, or makes and keeps one.
fn kept(
    store: &Store,
    name: &'static str,
    make: impl FnOnce() -> Result<(KeyPair, Vec<Vec<u8>>), PkiError>,
) -> Result<KeptKey, PkiError> {
    if let Some(found) = store.read(|c| store::key(c, name))? {
        return Ok(found);
    }
    let (pair, chain) = make()?;
    let made = KeptKey {
        pkcs8: pair.serialize_der(),
        chain,
    };
    store.write(|tx| store::keep_key(tx, name, &made))?;
    Ok(made)
}

/// A leaf, and the root above it as the last of its chain. The key of the root is gone afterwards: nobody needs a second leaf.
fn made(plan: &Plan, now: DateTime<Utc>) -> Result<(KeyPair, Vec<Vec<u8>>), PkiError> {
    let root_key = KeyPair::generate()?;
    let mut root = named(plan.root, &root_key)?;
    root.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    root.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    set_validity(&mut root, now, ROOT_DAYS);
    let root_der = root.self_signed(&root_key)?.der().to_vec();
    let issuer = Issuer::new(root, root_key);
    let leaf_key = KeyPair::generate()?;
    let mut leaf = CertificateParams::new(plan.host.map(str::to_owned).into_iter().collect::<Vec<_>>())?;
    name(&mut leaf, plan.leaf);
    if let Some(number) = plan.number {
        let kind = DnType::CustomDnType(ORGANIZATION_NUMBER.to_vec());
        leaf.distinguished_name.push(kind, number);
    }
    leaf.is_ca = IsCa::ExplicitNoCa;
    leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    if plan.signs_mdocs {
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::Other(MDOC_SIGNER.to_vec())];
    }
    leaf.use_authority_key_identifier_extension = true;
    set_validity(&mut leaf, now, LEAF_DAYS);
    let leaf_der = leaf.signed_by(&leaf_key, &issuer)?.der().to_vec();
    Ok((leaf_key, vec![leaf_der, root_der]))
}

/// A name per key: of two cities' roots with one name a phone would say "bad signature" where it means "unknown root".
fn named(words: &str, key: &KeyPair) -> Result<CertificateParams, PkiError> {
    let mut params = CertificateParams::new(Vec::new())?;
    let print = b64(sha256(key.subject_public_key_info()));
    let print = print.get(..8).unwrap_or_default();
    name(&mut params, &format!("{words} {print}"));
    Ok(params)
}

/// From the country down to the name, as RFC 4514 reads it backwards.
fn name(params: &mut CertificateParams, words: &str) {
    params.distinguished_name = DistinguishedName::new();
    let parts = [
        (DnType::CountryName, "ES"),
        (DnType::OrganizationName, "Mock city of Madrid"),
        (DnType::CommonName, words),
    ];
    for (kind, value) in parts {
        params.distinguished_name.push(kind, value);
    }
}

fn set_validity(params: &mut CertificateParams, now: DateTime<Utc>, last_day: i64) {
    let day = |offset| {
        let date = (now + TimeDelta::days(offset)).date_naive();
        let (month, day) = (
            u8::try_from(date.month()).unwrap_or(1),
            u8::try_from(date.day()).unwrap_or(1),
        );
        date_time_ymd(date.year(), month, day)
    };
    params.not_before = day(BEFORE);
    params.not_after = day(last_day);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::chain::leaf_key;
    use crate::store::Data;

    #[test]
    fn a_city_that_is_opened_again_has_the_same_keys_and_another_has_others() {
        let folder = tempfile::tempdir().unwrap();
        let data = Data::File(folder.path().join("city.sqlite"));
        let now = DateTime::from_timestamp(1_796_000_000, 0).unwrap();
        let open = |data: &Data| Pki::open(&Store::open(data).unwrap(), now).unwrap();
        let (one, again, other) = (open(&data), open(&data), open(&Data::Memory));
        assert_eq!(one.roots(), again.roots());
        assert_eq!(one.encryption_jwk(), again.encryption_jwk());
        assert_ne!(one.roots(), other.roots());
        let names: Vec<_> = one.roots().iter().map(|root| root.name).collect();
        assert_eq!(
            names,
            ["card_issuer", "wallet_provider", "verifier_access", "registrar"]
        );
    }

    #[test]
    fn each_leaf_stands_below_its_own_root_and_no_other() {
        let now = DateTime::from_timestamp(1_796_000_000, 0).unwrap();
        let pki = Pki::open(&Store::open(&Data::Memory).unwrap(), now).unwrap();
        let signers = [pki.issuer(), pki.wallet_provider(), pki.verifier(), pki.registrar()];
        for (at, signer) in signers.into_iter().enumerate() {
            for (below, root) in pki.roots().iter().enumerate() {
                let found = leaf_key(&signer.chain, &root.der, now.timestamp());
                assert_eq!(found.is_some(), at == below, "{at} below {below}");
            }
            let own = PublicKey::of(&signer.key);
            assert_eq!(
                leaf_key(&signer.chain, &pki.roots()[at].der, now.timestamp()),
                Some(own)
            );
        }
    }
}
