//! A certified verifier that signs whatever it is given, so that what stands behind a signature is read too.

use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use madrid_core::wallet::presentation::Setting;
use madrid_credentials::jose::b64;
use madrid_credentials::jose::ecdsa::Signature;
use madrid_credentials::jose::jwk::sha256;
use madrid_credentials::x509::Anchors;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256,
    SigningKey as _, date_time_ymd,
};

/// 30 November 2026.
const NOW: i64 = 1_796_040_000;

/// Who asks, and who vouches for them.
pub struct Verifier {
    key: KeyPair,
    header: String,
    link: String,
    anchors: Anchors,
}

static KNOWN: OnceLock<Option<Verifier>> = OnceLock::new();

impl Verifier {
    /// The one of this run.
    pub fn known() -> Option<&'static Self> {
        KNOWN.get_or_init(|| Self::new().ok()).as_ref()
    }

    fn new() -> Result<Self, Box<dyn std::error::Error>> {
        let (root, key) = (
            KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?,
            KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?,
        );
        let mut authority = params("Root of access", &[])?;
        authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        authority.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let anchors = Anchors::new([authority.self_signed(&root)?.der()])?;
        let own = params("Desk", &["desk.example"])?.signed_by(&key, &Issuer::new(authority, root))?;
        let client_id = format!("x509_hash:{}", b64(sha256(own.der())));
        let chain = STANDARD.encode(own.der());
        let header = format!(r#"{{"alg":"ES256","typ":"oauth-authz-req+jwt","x5c":["{chain}"]}}"#);
        Ok(Self {
            key,
            header: b64(header),
            link: format!("openid4vp://?client_id={client_id}&request_uri=https%3A%2F%2Fdesk.example%2F1"),
            anchors,
        })
    }

    /// Where the wallet is, and whom it trusts.
    pub fn setting(&self) -> Setting<'_> {
        Setting {
            access: &self.anchors,
            registrars: &self.anchors,
            universal_link: "https://movil.example/vp",
            audience: "https://movil.example",
            may_loop_back: false,
            at: NOW,
        }
    }

    /// Its link to a request.
    pub fn link(&self) -> &str {
        &self.link
    }

    /// A request of these claims. `CLIENT` in them is who asks: nobody finds that out by chance.
    pub fn signed(&self, claims: &str) -> Option<String> {
        let client_id = self.link.split(['=', '&']).nth(1).unwrap_or_default();
        let claims = claims.replace("CLIENT", client_id);
        let unsigned = format!("{}.{}", self.header, b64(claims));
        let signature = Signature::from_der(&self.key.sign(unsigned.as_bytes()).ok()?).ok()?;
        Some(format!("{unsigned}.{}", b64(signature.raw())))
    }
}

fn params(name: &str, hosts: &[&str]) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(hosts.iter().map(|host| (*host).to_owned()).collect::<Vec<_>>())?;
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = date_time_ymd(2026, 1, 1);
    params.not_after = date_time_ymd(2049, 12, 31);
    params.use_authority_key_identifier_extension = true;
    Ok(params)
}
