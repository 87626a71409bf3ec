//! A desk for tests that asks for cards over the web, beside the issuer whose cards it asks for.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use madrid_credentials::jose::jwe::OwnKey;
use ring::rand::SystemRandom;
use serde_json::{Value, json};

use super::service::{Place, Presentations};
use super::test_verifier::Verifier;
use crate::net::percent_decode;
use crate::ports::{Entropy, FakeEntropy, TransportError, Web, WebReply, WebRequest, WebResponse};
use crate::wallet::test_issuer::KIND;
use crate::wallet::test_people::RESPONSE_URI;
use crate::wallet::test_phone::Phone;
use crate::wallet::trusted::{MoreRoots, Trusted};
use crate::wallet::{Cards, Room, StatusLists};

/// What the desk asks, and what it was told.
pub struct State {
    /// The request, but for the wallet's nonce.
    pub claims: Value,
    /// What it answers with.
    pub says: (u16, Value),
    /// Every answer that it could read.
    pub got: Vec<Value>,
    /// Forms that it could not.
    pub unread: Vec<String>,
    opening: Option<OwnKey>,
}

/// The desk, and the way to it and to the issuer.
pub struct Desk {
    pub verifier: Verifier,
    pub state: Mutex<State>,
    issuer: Arc<dyn Web>,
    faults: AtomicBool,
    chance: FakeEntropy,
}

/// What a query for the issuer's card looks like.
pub fn query(claims: &Value) -> Value {
    json!({ "credentials": [{ "id": "card", "format": "dc+sd-jwt", "meta": { "vct_values": [KIND] }, "claims": claims }] })
}

impl Desk {
    pub fn new(phone: &Phone, seed: u64) -> Arc<Self> {
        let mut verifier = Verifier::new();
        let state = State::of(&mut verifier);
        Arc::new(Self {
            verifier,
            state: Mutex::new(state),
            issuer: Arc::clone(&phone.room.web),
            faults: AtomicBool::new(false),
            chance: FakeEntropy::seeded(seed),
        })
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    pub fn lose_things(&self, faults: bool) {
        self.faults.store(faults, Ordering::Relaxed);
    }

    fn answer(&self, request: &WebRequest) -> WebResponse {
        let mut state = self.state();
        let form = request.body.as_ref().map(|body| body.bytes.clone()).unwrap_or_default();
        let form = String::from_utf8(form).unwrap();
        if request.url != RESPONSE_URI {
            let mut claims = state.claims.clone();
            claims["wallet_nonce"] = field(&form, "wallet_nonce").unwrap_or_default().into();
            return said(200, self.verifier.object(claims).into_bytes());
        }
        match (field(&form, "response"), state.opening.take()) {
            (Some(response), Some(key)) => {
                let opened = key.open(&response).unwrap();
                state.got.push(serde_json::from_slice(&opened).unwrap());
            }
            (_, opening) => {
                state.unread.push(form);
                state.opening = opening;
            }
        }
        let (status, body) = state.says.clone();
        said(status, body.to_string().into_bytes())
    }
}

impl State {
    /// A new request, for which the desk has a key of its own.
    pub fn of(verifier: &mut Verifier) -> Self {
        let mut claims = verifier.claims();
        claims["dcql_query"] = query(&json!([{ "path": ["name"] }]));
        Self {
            claims,
            says: (200, json!({ "redirect_uri": "https://desk.madrid.example/done#1" })),
            got: Vec::new(),
            unread: Vec::new(),
            opening: Some(std::mem::replace(
                &mut verifier.encryption,
                OwnKey::new(&SystemRandom::new()).unwrap(),
            )),
        }
    }

    /// Asks anew, with a new key.
    pub fn ask_again(&mut self) {
        let key = OwnKey::new(&SystemRandom::new()).unwrap();
        let mut jwk = key.public().jwk();
        jwk["kid"] = json!("k1");
        jwk["alg"] = json!("ECDH-ES");
        self.claims["client_metadata"]["jwks"] = json!({ "keys": [jwk] });
        self.opening = Some(key);
    }
}

impl Web for Desk {
    fn send(&self, request: WebRequest) -> WebReply<'_> {
        if !request.url.starts_with("https://desk.madrid.example/") {
            return self.issuer.send(request);
        }
        Box::pin(async move {
            let roll = if self.faults.load(Ordering::Relaxed) {
                self.chance.next_u64() >> 61
            } else {
                9
            };
            tokio::task::yield_now().await;
            if roll == 0 {
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

fn said(status: u16, body: Vec<u8>) -> WebResponse {
    WebResponse {
        status,
        body,
        ..WebResponse::default()
    }
}

fn field(form: &str, name: &str) -> Option<String> {
    let mut pairs = form.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .find(|(known, _)| *known == name)
        .and_then(|(_, value)| percent_decode(value))
}

/// The phone with the desk in its web.
pub fn room(phone: &Phone, desk: &Arc<Desk>) -> Room {
    Room {
        web: Arc::clone(desk) as Arc<dyn Web>,
        ..phone.room.clone()
    }
}

/// As after a start.
pub fn presentations(phone: &Phone, desk: &Arc<Desk>) -> Presentations {
    let room = room(phone, desk);
    let more = MoreRoots {
        issuers: vec![phone.issuer.root.clone()],
        access: vec![desk.verifier.root.der.clone()],
        registrars: vec![desk.verifier.registrar_root.der.clone()],
    };
    let trusted = Trusted::new(&room.database, "https://city.example", more).unwrap();
    let cards = Cards::new(room.clone(), StatusLists::new(room.clone(), trusted.clone()));
    let place = Place {
        universal_link: "https://movil.madrid.example/vp".to_owned(),
        audience: "https://movil.madrid.example".to_owned(),
        may_loop_back: false,
    };
    Presentations::new(room, (cards, phone.issuance()), trusted, place)
}
