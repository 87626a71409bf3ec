//! One request with all that proves who asks: the wallet by its attestation, the holder of a token by its key (DPoP, RFC 9449). Each server
//! has nonces of its own, and a request is made anew once with the one that a server asks for.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use madrid_credentials::jose::b64;
use madrid_credentials::jose::dpop::Proof;

use super::answers;
use super::process::Process;
use super::requests;
use crate::error::Error;
use crate::ports::{KeyName, Method, WebRequest, WebResponse};
use crate::wallet::attestation::Instance;
use crate::wallet::{Room, keys};

/// The nonces that servers gave last, by server. They are good for minutes: in memory is enough.
#[derive(Default)]
pub struct Nonces(Mutex<BTreeMap<String, String>>);

impl Nonces {
    fn get(&self, server: &str) -> Option<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(server)
            .cloned()
    }

    fn note(&self, server: &str, answer: &WebResponse) {
        if let Some(nonce) = &answer.dpop_nonce {
            let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            known.insert(server.to_owned(), nonce.clone());
        }
    }
}

/// Which of the two servers is asked. They may be one machine, and still have nonces of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Server {
    /// The one that gives tokens.
    Authorization,
    /// The one that gives cards.
    Issuer,
}

/// Who asks whom, and by what.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    /// For which card.
    pub process: &'a Process,
    /// Which server.
    pub server: Server,
    /// The key that is proved, where one is.
    pub key: Option<&'a KeyName>,
    /// The token, where there is one.
    pub token: Option<&'a str>,
    /// Who vouches for the wallet, where somebody does.
    pub instance: Option<&'a Instance>,
}

impl Asking<'_> {
    /// By what its nonces are remembered.
    fn name(&self) -> String {
        match self.server {
            Server::Authorization => format!("authorization {}", self.process.server.id),
            Server::Issuer => format!("issuer {}", self.process.issuer.id),
        }
    }
}

/// Sends a request, once more where the server wants its nonce repeated.
pub async fn exchange(
    room: &Room,
    nonces: &Nonces,
    asking: &Asking<'_>,
    request: WebRequest,
) -> Result<WebResponse, Error> {
    let server = asking.name();
    let first = send(room, nonces, asking, request.clone()).await?;
    nonces.note(&server, &first);
    if !answers::wants_nonce(&first) {
        return Ok(first);
    }
    let second = send(room, nonces, asking, request).await?;
    nonces.note(&server, &second);
    Ok(second)
}

/// The nonce for proofs of keys, which may bring one for proofs of tokens along.
pub async fn card_nonce(room: &Room, nonces: &Nonces, asking: &Asking<'_>) -> Result<Option<String>, Error> {
    let Some(url) = &asking.process.issuer.nonce else {
        return Ok(None);
    };
    let answer = room.send(WebRequest::new(Method::Post, url)).await?;
    nonces.note(&asking.name(), &answer);
    answers::nonce(&answer).map(Some)
}

async fn send(room: &Room, nonces: &Nonces, asking: &Asking<'_>, request: WebRequest) -> Result<WebResponse, Error> {
    let mut request = request;
    if let Some(key) = asking.key {
        let nonce = nonces.get(&asking.name());
        let proof = Proof {
            method: "POST",
            uri: &request.url,
            at: room.now(),
            entropy: keys::chance()?,
            nonce: nonce.as_deref(),
            access_token: asking.token,
        };
        let unsigned = proof.unsigned(&room.public_key(key).await?);
        let proof = room.signed(key, unsigned).await?;
        request = request.header("dpop", Some(&proof));
    }
    let bearer = asking.token.map(|token| format!("DPoP {token}"));
    request = request.header("authorization", bearer.as_deref());
    if let Some(instance) = asking.instance {
        let proof = possession(room, asking, instance).await?;
        request = request
            .header("oauth-client-attestation", Some(instance.attestation.expose()))
            .header("oauth-client-attestation-pop", Some(&proof));
    }
    room.send(request).await
}

/// That we are the wallet which is vouched for. Good once.
async fn possession(room: &Room, asking: &Asking<'_>, instance: &Instance) -> Result<String, Error> {
    let server = &asking.process.server;
    let challenge = match &server.challenge {
        Some(url) => {
            let answer = room.send(WebRequest::new(Method::Post, url)).await?;
            Some(answers::challenge(&answer)?)
        }
        None => None,
    };
    let name = b64(keys::chance::<16>()?);
    let unsigned = requests::possession(&server.id, (&name, room.now()), challenge.as_deref());
    room.signed(&instance.key, unsigned).await
}
