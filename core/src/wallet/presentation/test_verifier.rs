//! A verifier for tests, right in all it does until it is told otherwise.

use madrid_credentials::jose::jwe::OwnKey;
use madrid_credentials::x509::Anchors;
use ring::rand::SystemRandom;
use serde_json::{Value, json};

use super::link::Link;
use super::refusal::Refused;
use super::request::{Fetched, Request, Setting};
use crate::net::form_encode;
use crate::wallet::test_people::{Authority, NOW, NUMBER, RESPONSE_URI, Signer, VCT, verifier_params};

/// The nonce that the wallet sends.
pub const WALLET_NONCE: &str = "wallet-nonce-0123456789";
pub const NONCE: &str = "n-0S6_WzA2Mj-0123456789";
const TYPE: &str = "oauth-authz-req+jwt";

/// Who asks, and those who vouch for them.
pub struct Verifier {
    pub root: Authority,
    pub signer: Signer,
    pub registrar_root: Authority,
    pub registrar: Signer,
    access: Anchors,
    registrars: Anchors,
    pub encryption: OwnKey,
}

impl Verifier {
    pub fn new() -> Self {
        Self::named("Biblioteca de Chamberí")
    }

    pub fn named(name: &str) -> Self {
        let root = Authority::new("Root of access");
        let registrar_root = Authority::new("Root of registrars");
        Self {
            access: root.anchors(),
            registrars: registrar_root.anchors(),
            signer: root.certify(&verifier_params(name)),
            registrar: registrar_root.certify(&crate::wallet::test_people::params("Registrar", &[])),
            registrar_root,
            root,
            encryption: OwnKey::new(&SystemRandom::new()).unwrap(),
        }
    }

    pub fn setting(&self) -> Setting<'_> {
        Setting {
            access: &self.access,
            registrars: &self.registrars,
            universal_link: "https://movil.madrid.example/vp",
            audience: "https://movil.madrid.example",
            may_loop_back: false,
            at: NOW,
        }
    }

    pub fn link(&self) -> String {
        self.link_as(&self.signer.client_id())
    }

    pub fn link_as(&self, client_id: &str) -> String {
        let fields = form_encode(&[
            ("client_id", client_id),
            ("request_uri", "https://desk.madrid.example/vp/request/1"),
            ("request_uri_method", "post"),
        ]);
        format!("openid4vp://?{fields}")
    }

    pub fn metadata(&self) -> Value {
        let mut key = self.encryption.public().jwk();
        key["kid"] = json!("k1");
        key["alg"] = json!("ECDH-ES");
        key["use"] = json!("enc");
        json!({
            "jwks": { "keys": [key] },
            "encrypted_response_enc_values_supported": ["A128GCM", "A256GCM"],
            "vp_formats_supported": { "dc+sd-jwt": {}, "mso_mdoc": {} },
        })
    }

    pub fn claims(&self) -> Value {
        json!({
            "client_id": self.signer.client_id(),
            "aud": "https://self-issued.me/v2",
            "iat": NOW,
            "exp": NOW + 300,
            "wallet_nonce": WALLET_NONCE,
            "response_type": "vp_token",
            "response_mode": "direct_post.jwt",
            "response_uri": RESPONSE_URI,
            "nonce": NONCE,
            "state": "state-1",
            "client_metadata": self.metadata(),
            "dcql_query": query(json!([{ "path": ["name"] }])),
        })
    }

    pub fn object(&self, claims: Value) -> String {
        self.signer.jwt(TYPE, claims)
    }

    /// What the wallet makes of a signed request.
    pub fn ask(&self, claims: Value) -> Result<Request, Refused> {
        self.ask_with(&self.link(), &self.object(claims))
    }

    pub fn ask_with(&self, link: &str, object: &str) -> Result<Request, Refused> {
        let link = Link::read(link, &self.setting())?;
        let fetched = Fetched {
            object,
            wallet_nonce: WALLET_NONCE,
        };
        Request::read(&link, Some(fetched), &self.setting())
    }

    /// A request of a query.
    pub fn asking(&self, query: Value) -> Request {
        let mut claims = self.claims();
        claims["dcql_query"] = query;
        self.ask(claims).unwrap()
    }

    /// `verifier_info` with a registration of these claims on a library card.
    pub fn registration(&self, change: impl FnOnce(&mut Value)) -> Value {
        let mut said = json!({
            "name": "Biblioteca Pública",
            "sub": { "legal_name": "Ayuntamiento de Madrid", "id": NUMBER },
            "purpose": [{ "lang": "es-ES", "value": "Para prestarle libros." }, { "lang": "en", "value": "To lend you books." }],
            "privacy_policy": "https://desk.madrid.example/privacy",
            "entitlements": ["https://uri.etsi.org/19475/Entitlement/Service_Provider"],
            "iat": NOW - 1000,
            "exp": NOW + 1000,
            "credentials": [{ "format": "dc+sd-jwt", "meta": { "vct_values": [VCT] }, "claims": [{ "path": ["name"] }, { "path": ["address"] }] }],
        });
        change(&mut said);
        json!([{ "format": "registration_cert", "data": self.registrar.jwt("rc-wrp+jwt", said) }])
    }
}

/// A query for a library card.
pub fn query(claims: Value) -> Value {
    json!({ "credentials": [{ "id": "library", "format": "dc+sd-jwt", "meta": { "vct_values": [VCT] }, "claims": claims }] })
}
