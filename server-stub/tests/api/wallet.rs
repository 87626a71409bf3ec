//! A wallet, as the standards describe one: it has keys, proves them, and fetches cards. Written from the standards and not from the city's
//! code.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use reqwest::{RequestBuilder, Response};
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use crate::citizen::{CHALLENGE, VERIFIER, encode, typed};
use crate::support::Tester;

/// Where the wallet is sent back to.
pub const BACK: &str = "es.madrid.movil:/wallet";
const PRE_AUTHORIZED: &str = "urn:ietf:params:oauth:grant-type:pre-authorized_code";

pub fn b64(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub fn unb64(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

/// A number that was not used before.
fn unique() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed)
}

/// A key that nobody else has.
pub fn new_key() -> SigningKey {
    let bytes: [u8; 32] = ring::rand::generate(&ring::rand::SystemRandom::new()).unwrap().expose();
    SigningKey::from_slice(&bytes).unwrap()
}

pub fn jwk(key: &SigningKey) -> Value {
    let point = key.verifying_key().to_sec1_point(false);
    let bytes = point.as_bytes();
    json!({ "kty": "EC", "crv": "P-256", "x": b64(&bytes[1..33]), "y": b64(&bytes[33..]) })
}

pub fn signed(key: &SigningKey, typ: &str, mut header: Value, claims: &Value) -> String {
    header["alg"] = json!("ES256");
    header["typ"] = json!(typ);
    let text = format!("{}.{}", b64(header.to_string()), b64(claims.to_string()));
    let signature: Signature = key.sign(text.as_bytes());
    format!("{text}.{}", b64(signature.to_bytes()))
}

/// A wallet on a phone.
pub struct Wallet<'a> {
    pub tester: &'a Tester,
    pub issuer: String,
    pub dpop: SigningKey,
    instance: SigningKey,
    attestation: Option<String>,
    /// The nonces of the two servers, as they gave them last.
    nonces: RefCell<[String; 2]>,
}

/// What a token answer says.
pub struct Tokens {
    pub access: String,
    pub refresh: String,
    pub all: Value,
}

impl<'a> Wallet<'a> {
    /// One that nobody vouches for.
    pub fn plain(tester: &'a Tester) -> Self {
        Self {
            tester,
            issuer: format!("{}/issuer", tester.city.http_url()),
            dpop: new_key(),
            instance: new_key(),
            attestation: None,
            nonces: RefCell::default(),
        }
    }

    /// One that its provider vouches for.
    pub async fn attested(tester: &'a Tester) -> Self {
        let mut wallet = Self::plain(tester);
        let proof = wallet.provider_proof(&wallet.instance).await;
        let answer = tester
            .post("/wallet-provider/wallet-attestation", json!({ "proof": proof }))
            .await;
        wallet.attestation = Some(answer["wallet_attestation"].as_str().unwrap().to_owned());
        wallet
    }

    /// The same wallet with a new attestation: they live for less than a day.
    pub async fn vouched_for_again(self) -> Self {
        let fresh = Self::attested(self.tester).await;
        Self {
            dpop: self.dpop,
            ..fresh
        }
    }

    async fn provider_proof(&self, key: &SigningKey) -> String {
        let nonce = self.tester.post("/wallet-provider/nonce", json!({})).await;
        let audience = format!("{}/wallet-provider", self.tester.city.http_url());
        let claims = json!({ "aud": audience, "nonce": nonce["nonce"] });
        signed(key, "madrid-key-proof+jwt", json!({ "jwk": jwk(key) }), &claims)
    }

    /// What the wallet provider says of these keys.
    pub async fn key_attestation(&self, keys: &[SigningKey], nonce: &str, storage: &str) -> String {
        let mut proofs = Vec::new();
        for key in keys {
            proofs.push(self.provider_proof(key).await);
        }
        let body = json!({ "proofs": proofs, "nonce": nonce, "storage": storage });
        let answer = self.tester.post("/wallet-provider/key-attestation", body).await;
        answer["key_attestation"].as_str().unwrap().to_owned()
    }

    /// The two headers of an attested wallet.
    pub async fn vouched(&self, request: RequestBuilder) -> RequestBuilder {
        let Some(attestation) = &self.attestation else {
            return request;
        };
        let challenge = self.tester.post("/issuer/challenge", json!({})).await;
        let claims = json!({ "iss": "madrid-en-tu-movil", "aud": self.issuer, "jti": unique().to_string(), "iat": 1,
            "challenge": challenge["attestation_challenge"] });
        let proof = signed(&self.instance, "oauth-client-attestation-pop+jwt", json!({}), &claims);
        request
            .header("oauth-client-attestation", attestation)
            .header("oauth-client-attestation-pop", proof)
    }

    /// The same two with these claims in the second, and no challenge.
    pub fn unchallenged(&self, mut claims: Value) -> (String, String) {
        claims["aud"] = json!(self.issuer);
        let proof = signed(&self.instance, "oauth-client-attestation-pop+jwt", json!({}), &claims);
        (self.attestation.clone().unwrap(), proof)
    }

    /// A proof of possession for one request.
    pub fn proof(&self, door: &str, nonce: &str, token: Option<&str>) -> String {
        let mut claims = json!({ "htm": "POST", "htu": format!("{}/{door}", self.issuer), "iat": 1,
            "jti": unique().to_string(), "nonce": nonce });
        if let Some(token) = token {
            claims["ath"] = json!(b64(digest(&SHA256, token.as_bytes())));
        }
        signed(&self.dpop, "dpop+jwt", json!({ "jwk": jwk(&self.dpop) }), &claims)
    }

    fn nonce(&self, server: usize) -> String {
        self.nonces.borrow()[server].clone()
    }

    fn note(&self, server: usize, response: &Response) {
        if let Some(nonce) = response.headers().get("dpop-nonce") {
            self.nonces.borrow_mut()[server] = nonce.to_str().unwrap().to_owned();
        }
    }

    fn door(&self, door: &str) -> RequestBuilder {
        self.tester.client.post(format!("{}/{door}", self.issuer))
    }

    /// Pushes what it wants: scopes, or details in JSON.
    pub async fn push(&self, wish: &str) -> Response {
        let name = if wish.starts_with('[') {
            "authorization_details"
        } else {
            "scope"
        };
        let fields = [
            ("response_type", "code"),
            ("client_id", "madrid-en-tu-movil"),
            ("redirect_uri", BACK),
            (name, wish),
            ("state", "st"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        self.form("par", &fields, None).await
    }

    /// A form with the headers of the wallet, and a proof of possession over this nonce if there is one.
    pub async fn form(&self, door: &str, fields: &[(&str, &str)], nonce: Option<&str>) -> Response {
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        let request = self.vouched(self.door(door)).await;
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let request = match nonce {
            Some(nonce) => request.header("dpop", self.proof(door, nonce, None)),
            None => request,
        };
        request.body(encode(&fields)).send().await.unwrap()
    }

    /// Asks for tokens, once more if it lacks the nonce.
    pub async fn ask_tokens(&self, fields: &[(&str, &str)]) -> Response {
        let first = self.form("token", fields, Some(&self.nonce(0))).await;
        self.note(0, &first);
        if first.status() != 400 || first.headers().get("dpop-nonce").is_none() {
            return first;
        }
        let second = self.form("token", fields, Some(&self.nonce(0))).await;
        self.note(0, &second);
        second
    }

    pub async fn tokens(&self, fields: &[(&str, &str)]) -> Tokens {
        let response = self.ask_tokens(fields).await;
        assert_eq!(response.status(), 200, "{}", response.text().await.unwrap());
        let all: Value = response.json().await.unwrap();
        let text = |name: &str| all[name].as_str().unwrap_or_default().to_owned();
        assert_eq!(all["token_type"], "DPoP");
        Tokens {
            access: text("access_token"),
            refresh: text("refresh_token"),
            all,
        }
    }

    /// The whole way of a person with a browser, up to the address that leads back to the wallet.
    pub async fn browse(&self, scope: &str, alias: &str, holder: Option<&str>) -> String {
        let pushed: Value = self.push(scope).await.json().await.unwrap();
        let begun = self
            .tester
            .get(&format!(
                "/issuer/authorize?{}",
                encode(&[
                    ("client_id", "madrid-en-tu-movil".to_owned()),
                    ("request_uri", pushed["request_uri"].as_str().unwrap().to_owned()),
                ])
            ))
            .await;
        assert_eq!(begun.status(), 303, "{pushed}");
        let asked = location(&begun);
        let query = asked.strip_prefix("/idp/authorize?").unwrap().to_owned();
        let mut body = query;
        for (name, value) in typed(self.tester, alias).await {
            body.push_str(&format!("&{}", encode(&[(name, value)])));
        }
        let signed_in = self.post_form("/idp/authorize", body).await;
        let back = location(&signed_in);
        let came = self.tester.get(&back).await;
        if came.status() == 303 {
            return location(&came);
        }
        let page = came.text().await.unwrap();
        let (_, rest) = page.split_once("name=\"ticket\" value=\"").expect("whose card?");
        let ticket = rest.split_once('"').unwrap().0.to_owned();
        let fields = [("ticket", ticket), ("holder", holder.unwrap().to_owned())];
        location(&self.post_form("/issuer/login", encode(&fields)).await)
    }

    async fn post_form(&self, path: &str, body: String) -> Response {
        let request = self.tester.client.post(self.tester.url(path));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.body(body).send().await.unwrap()
    }

    /// Tokens by the code that the browser brings.
    pub async fn signed_in(&self, scope: &str, alias: &str, holder: Option<&str>) -> Tokens {
        let code = parameter(&self.browse(scope, alias, holder).await, "code").unwrap();
        let fields = [
            ("grant_type", "authorization_code"),
            ("client_id", "madrid-en-tu-movil"),
            ("code", &code),
            ("redirect_uri", BACK),
            ("code_verifier", VERIFIER),
        ];
        self.tokens(&fields).await
    }

    /// The fields for a code from a counter.
    pub fn offered<'f>(code: &'f str, tx_code: &'f str) -> [(&'f str, &'f str); 4] {
        [
            ("grant_type", PRE_AUTHORIZED),
            ("client_id", "madrid-en-tu-movil"),
            ("pre-authorized_code", code),
            ("tx_code", tx_code),
        ]
    }

    pub async fn c_nonce(&self) -> String {
        let response = self.door("nonce").send().await.unwrap();
        self.note(1, &response);
        let body: Value = response.json().await.unwrap();
        body["c_nonce"].as_str().unwrap().to_owned()
    }

    /// Asks at a door of the issuer, with a token and a proof.
    pub async fn ask(&self, door: &str, token: &str, body: &Value) -> Response {
        self.ask_as(door, token, "application/json", body.to_string()).await
    }

    pub async fn ask_as(&self, door: &str, token: &str, kind: &str, body: String) -> Response {
        if self.nonce(1).is_empty() {
            self.c_nonce().await;
        }
        let response = self
            .door(door)
            .header("authorization", format!("DPoP {token}"))
            .header("dpop", self.proof(door, &self.nonce(1), Some(token)))
            .header("content-type", kind)
            .body(body)
            .send()
            .await
            .unwrap();
        self.note(1, &response);
        response
    }

    /// The proof of a card's key.
    pub fn key_proof(&self, key: &SigningKey, nonce: &str, attestation: Option<&str>) -> String {
        let mut header = json!({ "jwk": jwk(key) });
        if let Some(attestation) = attestation {
            header["key_attestation"] = json!(attestation);
        }
        let claims = json!({ "aud": self.issuer, "iat": 1, "nonce": nonce });
        signed(key, "openid4vci-proof+jwt", header, &claims)
    }

    /// Request for cards with a proof for each key.
    pub async fn plain_request(&self, configuration: &str, keys: &[SigningKey]) -> Value {
        let nonce = self.c_nonce().await;
        let proofs: Vec<_> = keys.iter().map(|key| self.key_proof(key, &nonce, None)).collect();
        json!({ "credential_configuration_id": configuration, "proofs": { "jwt": proofs } })
    }

    /// Request for cards with one proof, for keys that the provider vouches for.
    pub async fn attested_request(&self, configuration: &str, keys: &[SigningKey]) -> Value {
        let nonce = self.c_nonce().await;
        let attestation = self.key_attestation(keys, &nonce, "hardware").await;
        let proof = self.key_proof(&keys[0], &nonce, Some(&attestation));
        json!({ "credential_configuration_id": configuration, "proofs": { "jwt": [proof] } })
    }
}

/// Where an answer leads.
pub fn location(response: &Response) -> String {
    response.headers()["location"].to_str().unwrap().to_owned()
}

/// A parameter of an address.
pub fn parameter(address: &str, name: &str) -> Option<String> {
    let (_, query) = address.split_once('?')?;
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .find(|(other, _)| *other == name)
        .map(|(_, value)| value.to_owned())
}

/// Asserts that the desk says this no.
pub async fn assert_refused(response: Response, status: u16, error: &str) {
    assert_eq!(response.status(), status);
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["error"], error, "{body}");
}

/// The cards of an answer.
pub async fn cards_of(response: Response) -> (Vec<String>, String) {
    assert_eq!(response.status(), 200, "{}", response.text().await.unwrap());
    let body: Value = response.json().await.unwrap();
    let all = body["credentials"].as_array().unwrap().iter();
    let cards = all.map(|one| one["credential"].as_str().unwrap().to_owned()).collect();
    (cards, body["notification_id"].as_str().unwrap().to_owned())
}
