//! An issuer for tests. It keeps count of what it gave, is as strict as a real one about nonces and codes, and loses
//! requests and answers where it is told to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use madrid_credentials::jose::b64;
use madrid_credentials::jose::ecdsa::Signature;
use madrid_credentials::jose::jwe::{Enc, OwnKey, Parties, Recipient, encrypt};
use madrid_credentials::jose::jwk::{PublicKey, sha256};
use madrid_credentials::jose::jws::Unsigned;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256,
    date_time_ymd,
};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use serde_json::{Value, json};

use super::test_cwt;
use super::test_documents::{self, good, no};
use super::test_proofs::{fields, header, keys, proved};
use crate::net::{percent_decode, percent_encode};
use crate::ports::{Entropy, FakeEntropy, Method, TransportError, Web, WebReply, WebRequest, WebResponse};

pub const ISSUER: &str = "https://cards.example/i";
pub const LIST: &str = "https://cards.example/status/1";
/// The middle of the time of the certificates: 30 November 2026.
pub const NOW: i64 = 1_796_040_000;
pub const DAY: i64 = 86_400;
pub const KIND: &str = "urn:madrid:test:1";
pub const TX_CODE: &str = "493536";

/// What the issuer is like, and what it did.
pub struct State {
    pub tier: &'static str,
    pub is_deferred: bool,
    /// Whether it has a lower one of the card for whoever nobody vouches for.
    pub has_lower: bool,
    /// How often it does not believe who vouches for keys.
    pub wary: u32,
    /// Whether its lower ones say that they are higher ones.
    pub is_boasting: bool,
    pub is_encrypted: bool,
    /// What the card says.
    pub name: &'static str,
    /// Changes what is about to be given.
    pub spoil: Option<fn(&mut Vec<String>)>,
    /// Copies given so far, by request.
    pub issued: BTreeMap<Vec<u8>, Value>,
    pub notified: Vec<String>,
    /// Whether it signs what it says of itself, for whoever asks for that.
    pub signs_itself: bool,
    /// What the list says of every copy: 0 valid, 1 revoked, 2 suspended.
    pub standing: u8,
    /// Whether its list is signed CBOR.
    pub speaks_cbor: bool,
    /// Every door that was knocked at.
    pub asked: Vec<String>,
    codes: BTreeMap<String, (String, bool)>,
    pushed: BTreeMap<String, BTreeMap<String, String>>,
    pub nonces: BTreeSet<String>,
    put_off: BTreeMap<String, Value>,
    opening: Option<OwnKey>,
    counter: u64,
    now: i64,
}

/// The issuer, and the way to it.
pub struct TestIssuer {
    pub state: Mutex<State>,
    pub root: Vec<u8>,
    key: EcdsaKeyPair,
    leaf: String,
    faults: AtomicBool,
    cut: AtomicBool,
    deaf: AtomicBool,
    chance: FakeEntropy,
}

fn params(name: &str) -> CertificateParams {
    let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = date_time_ymd(2026, 1, 1);
    // Longer than a thousand seeds, each of which takes a day or more.
    params.not_after = date_time_ymd(2049, 12, 31);
    params.use_authority_key_identifier_extension = true;
    params
}

impl TestIssuer {
    pub fn new(seed: u64) -> Self {
        let mut root = params("Root");
        root.is_ca = IsCa::Ca(BasicConstraints::Constrained(1));
        root.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let root_key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
        let root_der = root.self_signed(&root_key).unwrap().der().to_vec();
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
        let mut own = params("Issuer");
        own.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        let leaf = own
            .signed_by(&key, &Issuer::new(root, root_key))
            .unwrap()
            .der()
            .to_vec();
        let pkcs8 = key.serialize_der();
        Self {
            state: Mutex::new(State::new()),
            root: root_der,
            key: EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &pkcs8, &SystemRandom::new()).unwrap(),
            leaf: STANDARD.encode(leaf),
            faults: AtomicBool::new(false),
            cut: AtomicBool::new(false),
            deaf: AtomicBool::new(false),
            chance: FakeEntropy::seeded(seed),
        }
    }

    pub fn lose_things(&self, faults: bool) {
        self.faults.store(faults, Ordering::Relaxed);
    }

    /// Nobody reaches it.
    pub fn cut(&self, cut: bool) {
        self.cut.store(cut, Ordering::Relaxed);
    }

    /// Nobody reaches its desk of cards, and everything else of it.
    pub fn deafen(&self, deaf: bool) {
        self.deaf.store(deaf, Ordering::Relaxed);
    }

    /// A link to an offer of a counter, or of a page.
    pub fn offer(&self, by_counter: bool) -> String {
        let mut state = self.state.lock().unwrap();
        let code = state.fresh("offer");
        state.codes.insert(code.clone(), (TX_CODE.to_owned(), false));
        let grants = if by_counter {
            json!({ "urn:ietf:params:oauth:grant-type:pre-authorized_code": {
                "pre-authorized_code": code, "tx_code": { "length": 6 } } })
        } else {
            json!({ "authorization_code": { "issuer_state": "s" } })
        };
        let offer = json!({ "credential_issuer": ISSUER, "credential_configuration_ids": ["card"], "grants": grants });
        format!(
            "openid-credential-offer://?credential_offer={}",
            percent_encode(&offer.to_string())
        )
    }

    /// What a person does at the issuer's page: where the browser is sent back to.
    pub fn sign_in(&self, url: &str) -> String {
        let mut state = self.state.lock().unwrap();
        let uri = url.split("request_uri=").nth(1).and_then(|rest| rest.split('&').next());
        let fields = state.pushed[&percent_decode(uri.unwrap()).unwrap()].clone();
        let code = state.fresh("code");
        state
            .codes
            .insert(code.clone(), (fields["code_challenge"].clone(), false));
        let iss = percent_encode(ISSUER);
        format!(
            "es.madrid.movil:/wallet?code={code}&state={}&iss={iss}",
            fields["state"]
        )
    }

    fn sign(&self, header: Value, claims: Value) -> String {
        let unsigned = Unsigned::new(header.as_object().unwrap().clone(), claims.as_object().unwrap());
        let signature = self.key.sign(&SystemRandom::new(), unsigned.to_sign()).unwrap();
        unsigned.finish(&Signature::from_raw(signature.as_ref()).unwrap())
    }

    /// One copy for a key.
    fn copy(&self, state: &State, (key, is_lower): (Option<&Value>, bool), index: usize) -> String {
        let mut claims = json!({
            "iss": ISSUER, "vct": KIND, "iat": state.now, "exp": state.now + 7 * DAY, "name": state.name,
            "address": { "town": "Madrid" },
            "status": { "status_list": { "idx": index, "uri": LIST } },
        });
        if state.has_lower {
            claims["key_tier"] = json!(if is_lower && !state.is_boasting {
                "basic"
            } else {
                state.tier
            });
        }
        if let Some(key) = key {
            claims["cnf"] = json!({ "jwk": key });
        }
        format!(
            "{}~",
            self.sign(json!({ "typ": "dc+sd-jwt", "x5c": [self.leaf] }), claims)
        )
    }

    /// What it says of itself, signed for whoever asks for that.
    fn described(&self, state: &mut State, request: &WebRequest) -> WebResponse {
        let mut said = state.metadata();
        if !state.signs_itself || header(request, "accept").is_none() {
            return good(&said);
        }
        said["sub"] = json!(ISSUER);
        said["iat"] = json!(state.now);
        let header = json!({ "typ": "openidvci-issuer-metadata+jwt", "x5c": [self.leaf] });
        WebResponse {
            status: 200,
            content_type: Some("application/jwt".to_owned()),
            body: self.sign(header, said).into_bytes(),
            ..WebResponse::default()
        }
    }

    fn status_list(&self, state: &State) -> WebResponse {
        let packed = test_documents::stored(&[state.standing * 0b0101_0101; 32]);
        if state.speaks_cbor {
            let leaf = STANDARD.decode(&self.leaf).unwrap();
            let sign = |text: &[u8]| self.key.sign(&SystemRandom::new(), text).unwrap().as_ref().to_vec();
            let times = (state.now, state.now + DAY);
            return WebResponse {
                status: 200,
                content_type: Some("application/statuslist+cwt".to_owned()),
                body: test_cwt::status_list((LIST, &packed), times, &leaf, sign),
                ..WebResponse::default()
            };
        }
        let list = json!({ "bits": 2, "lst": b64(packed) });
        let claims = json!({ "sub": LIST, "iat": state.now, "exp": state.now + DAY, "ttl": 3600, "status_list": list });
        let token = self.sign(json!({ "typ": "statuslist+jwt", "x5c": [self.leaf] }), claims);
        WebResponse {
            status: 200,
            body: token.into_bytes(),
            ..WebResponse::default()
        }
    }

    fn answer(&self, request: &WebRequest) -> WebResponse {
        let mut guard = self.state.lock().unwrap();
        let state = &mut *guard;
        let Some(door) = request.url.strip_prefix("https://cards.example/").map(str::to_owned) else {
            return WebResponse {
                status: 404,
                ..WebResponse::default()
            };
        };
        state.asked.push(door.clone());
        if request.method == Method::Get && request.url == LIST {
            return self.status_list(state);
        }
        match door.as_str() {
            ".well-known/openid-credential-issuer/i" => self.described(state, request),
            ".well-known/oauth-authorization-server/i" => good(&test_documents::server()),
            "i/par" => state.push(&fields(request)),
            "i/nonce" => {
                let nonce = state.fresh("nonce");
                state.nonces.insert(nonce.clone());
                good(&json!({ "c_nonce": nonce }))
            }
            "i/token" => match proved(request, "as", None) {
                Err(no) => *no,
                Ok(jkt) => state.token(&fields(request), &jkt),
            },
            "i/credential" | "i/deferred" | "i/notification" => {
                let bearer = header(request, "authorization").unwrap_or_default();
                let token = bearer.strip_prefix("DPoP ").unwrap_or_default();
                match proved(request, "rs", Some(token)) {
                    Err(no) => *no,
                    // A token is good for its key alone.
                    Ok(jkt) if token.split('.').nth(1) != Some(&jkt) => no("invalid_token", 401),
                    Ok(_) => self.at_desk(state, &door, request),
                }
            }
            _ => no("not_found", 404),
        }
    }

    fn at_desk(&self, state: &mut State, door: &str, request: &WebRequest) -> WebResponse {
        let raw = &request.body.as_ref().unwrap().bytes;
        let opened = match state.opening.take_if(|_| state.is_encrypted && door == "i/credential") {
            Some(key) => key.open(std::str::from_utf8(raw).unwrap()).unwrap(),
            None => raw.clone(),
        };
        let body: Value = serde_json::from_slice(&opened).unwrap();
        match door {
            "i/notification" => {
                state.notified.push(body["event"].as_str().unwrap().to_owned());
                WebResponse {
                    status: 204,
                    ..WebResponse::default()
                }
            }
            "i/deferred" => {
                let name = body["transaction_id"].as_str().unwrap().to_owned();
                let Some(wanted) = state.put_off.get(&name).cloned() else {
                    return no("invalid_transaction_id", 400);
                };
                good(&self.issue(state, name.into_bytes(), (&wanted[0], wanted[1] == true)))
            }
            _ => self.card(state, &body),
        }
    }

    fn card(&self, state: &mut State, body: &Value) -> WebResponse {
        let is_lower = state.has_lower && body["credential_configuration_id"] == "card.basic";
        assert!(is_lower || body["credential_configuration_id"] == "card");
        let print = sha256(body["proofs"].to_string().as_bytes()).to_vec();
        if let Some(given) = state.issued.get(&print) {
            return good(given);
        }
        let keys = match keys(state, &body["proofs"], is_lower) {
            Ok(keys) => keys,
            Err(word) => return no(word, 400),
        };
        if state.is_deferred {
            let name = state.fresh("later");
            state.put_off.insert(name.clone(), json!([keys, is_lower]));
            let mut answer = good(&json!({ "transaction_id": name, "interval": 60 }));
            answer.status = 202;
            return answer;
        }
        let given = self.issue(state, print, (&json!(keys), is_lower));
        match body.get("credential_response_encryption") {
            Some(wish) => {
                let to = Recipient {
                    key: PublicKey::from_jwk(&wish["jwk"]).unwrap(),
                    kid: None,
                    enc: Enc::of(wish["enc"].as_str().unwrap()).unwrap(),
                    parties: Parties::default(),
                };
                let sealed = encrypt(&to, given.to_string().as_bytes(), &SystemRandom::new()).unwrap();
                WebResponse {
                    status: 200,
                    body: sealed.into_bytes(),
                    ..WebResponse::default()
                }
            }
            None => good(&given),
        }
    }

    fn issue(&self, state: &mut State, print: Vec<u8>, (keys, is_lower): (&Value, bool)) -> Value {
        if let Some(given) = state.issued.get(&print) {
            return given.clone();
        }
        let keys = keys.as_array().unwrap();
        let mut copies: Vec<String> = if keys.is_empty() {
            vec![self.copy(state, (None, is_lower), 0)]
        } else {
            let each = keys.iter().enumerate();
            each.map(|(index, key)| self.copy(state, (Some(key), is_lower), index))
                .collect()
        };
        if let Some(spoil) = state.spoil {
            spoil(&mut copies);
        }
        let copies: Vec<Value> = copies.iter().map(|copy| json!({ "credential": copy })).collect();
        let given = json!({ "credentials": copies, "notification_id": state.fresh("note") });
        state.issued.insert(print, given.clone());
        given
    }
}

impl State {
    fn new() -> Self {
        Self {
            tier: "software",
            is_deferred: false,
            has_lower: false,
            wary: 0,
            is_boasting: false,
            is_encrypted: false,
            name: "Ana Núñez",
            spoil: None,
            issued: BTreeMap::new(),
            notified: Vec::new(),
            signs_itself: true,
            standing: 0,
            speaks_cbor: false,
            asked: Vec::new(),
            codes: BTreeMap::new(),
            pushed: BTreeMap::new(),
            nonces: BTreeSet::new(),
            put_off: BTreeMap::new(),
            opening: None,
            counter: 0,
            now: NOW,
        }
    }

    pub fn at(&mut self, now: i64) {
        self.now = now;
    }

    fn fresh(&mut self, what: &str) -> String {
        self.counter += 1;
        format!("{what}-{}", self.counter)
    }

    fn metadata(&mut self) -> Value {
        let mut said = test_documents::issuer(self.tier);
        if self.has_lower {
            test_documents::with_lower(&mut said, self.tier);
        }
        if self.is_encrypted {
            let key = OwnKey::new(&SystemRandom::new()).unwrap();
            test_documents::encrypt(&mut said, key.public().jwk());
            self.opening = Some(key);
        }
        said
    }

    fn push(&mut self, fields: &BTreeMap<String, String>) -> WebResponse {
        assert_eq!(fields["code_challenge_method"], "S256");
        assert_eq!(
            (
                fields["scope"].trim_end_matches(".basic"),
                fields["issuer_state"].as_str()
            ),
            ("card", "s")
        );
        let name = self.fresh("urn:request:");
        self.pushed.insert(name.clone(), fields.clone());
        let mut answer = good(&json!({ "request_uri": name, "expires_in": 600 }));
        answer.status = 201;
        answer
    }

    /// A code is good once, whoever asks.
    fn token(&mut self, fields: &BTreeMap<String, String>, jkt: &str) -> WebResponse {
        let field = |name: &str| fields.get(name).cloned().unwrap_or_default();
        let (code, wanted) = match field("grant_type").as_str() {
            "refresh_token" if field("refresh_token") == format!("refresh.{jkt}") => (None, String::new()),
            "authorization_code" => (Some(field("code")), b64(sha256(field("code_verifier").as_bytes()))),
            "urn:ietf:params:oauth:grant-type:pre-authorized_code" => {
                (Some(field("pre-authorized_code")), field("tx_code"))
            }
            _ => return no("invalid_grant", 400),
        };
        let is_new = code.is_some();
        if let Some(code) = code {
            match self.codes.get_mut(&code) {
                Some((known, used)) if !*used && *known == wanted => *used = true,
                _ => return no("invalid_grant", 400),
            }
        }
        let access = self.fresh("access");
        let mut body = json!({ "access_token": format!("{access}.{jkt}"), "token_type": "DPoP", "expires_in": 600 });
        if is_new {
            body["refresh_token"] = json!(format!("refresh.{jkt}"));
        }
        good(&body)
    }
}

impl Web for TestIssuer {
    fn send(&self, request: WebRequest) -> WebReply<'_> {
        Box::pin(async move {
            let roll = if self.faults.load(Ordering::Relaxed) {
                self.chance.next_u64() >> 60
            } else {
                9
            };
            tokio::task::yield_now().await;
            let is_lost = self.deaf.load(Ordering::Relaxed) && request.url.ends_with("/credential");
            if roll == 0 || is_lost || self.cut.load(Ordering::Relaxed) {
                return Err(TransportError::Unreachable);
            }
            let answer = self.answer(&request);
            tokio::task::yield_now().await;
            if roll == 1 {
                Err(TransportError::Interrupted)
            } else {
                Ok(answer)
            }
        })
    }
}
