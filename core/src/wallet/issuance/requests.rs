//! What is sent to authorization servers and issuers. Pure: what was said so far in, a form or a body out; who signs adds the rest.

use madrid_credentials::CredentialError;
use madrid_credentials::jose::b64;
use madrid_credentials::jose::jwe::{self, Enc, OwnKey, Recipient};
use madrid_credentials::jose::jwk::{PublicKey, sha256};
use madrid_credentials::jose::jws::Unsigned;
use ring::rand::SecureRandom;
use serde_json::{Map, Value, json};

use super::machine::{Ending, Page, Proofs, Right};
use super::metadata::Encryption;
use super::offer::Grant;
use super::process::Process;
use crate::net::form_encode;
use crate::ports::{Method, WebRequest};

/// This wallet's name at every issuer: all installations share it (HAIP 1.0, section 4.4.1), so it says nothing of the person.
pub const CLIENT_ID: &str = "madrid-en-tu-movil";
/// Where the browser comes back to, and how such addresses begin.
pub const REDIRECT_URI: &str = "es.madrid.movil:/wallet";
/// The beginning alone.
pub const CALLBACK_SCHEME: &str = "es.madrid.movil";

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
const JWT: &str = "application/jwt";

/// A form, to be posted.
#[must_use]
pub fn form(url: &str, fields: &[(&str, &str)]) -> WebRequest {
    WebRequest::new(Method::Post, url).body(FORM, form_encode(fields).into_bytes())
}

/// What is left at the authorization server before the browser comes (RFC 9126). By scope where the card has one (HAIP 1.0, section 4.3).
#[must_use]
pub fn pushed(url: &str, process: &Process, page: &Page, thumbprint: &[u8]) -> WebRequest {
    let challenge = b64(sha256(page.verifier.expose().as_bytes()));
    let bound_to = b64(thumbprint);
    let details = json!([{
        "type": "openid_credential", "credential_configuration_id": process.wanted.configuration,
        "locations": [process.issuer.id],
    }])
    .to_string();
    let mut fields = vec![
        ("response_type", "code"),
        ("client_id", CLIENT_ID),
        ("redirect_uri", REDIRECT_URI),
        ("state", page.state.expose().as_str()),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
        ("dpop_jkt", bound_to.as_str()),
    ];
    match &process.wanted.scope {
        Some(scope) => fields.push(("scope", scope)),
        None => fields.push(("authorization_details", &details)),
    }
    if let Grant::Page {
        issuer_state: Some(state),
    } = &process.grant
    {
        fields.push(("issuer_state", state.expose()));
    }
    form(url, &fields)
}

/// Where the person is sent.
#[must_use]
pub fn page(url: &str, request_uri: &str) -> String {
    let between = if url.contains('?') { '&' } else { '?' };
    let fields = form_encode(&[("client_id", CLIENT_ID), ("request_uri", request_uri)]);
    format!("{url}{between}{fields}")
}

/// A right for a token. The right may be for the higher one of a card: whoever wants the lower one of it says so (RFC 6749, section 6), since
/// nobody vouches for who asks.
#[must_use]
pub fn token(process: &Process, right: &Right) -> WebRequest {
    let lower = process.wanted.scope.as_deref().filter(|_| process.higher.is_some());
    let mut fields = vec![("client_id", CLIENT_ID)];
    match right {
        Right::Code { code, verifier } => fields.extend([
            ("grant_type", "authorization_code"),
            ("code", code.expose().as_str()),
            ("code_verifier", verifier.expose()),
            ("redirect_uri", REDIRECT_URI),
        ]),
        Right::Counter { code, tx_code } => {
            fields.extend([
                ("grant_type", "urn:ietf:params:oauth:grant-type:pre-authorized_code"),
                ("pre-authorized_code", code.expose().as_str()),
            ]);
            fields.extend(tx_code.iter().map(|code| ("tx_code", code.expose().as_str())));
            fields.extend(lower.map(|scope| ("scope", scope)));
        }
        Right::Refresh { token } => {
            fields.extend([
                ("grant_type", "refresh_token"),
                ("refresh_token", token.expose().as_str()),
            ]);
            fields.extend(lower.map(|scope| ("scope", scope)));
        }
    }
    form(&process.server.token, &fields)
}

/// What asks for a card (OpenID4VCI 1.0, section 8.2).
#[must_use]
pub fn card(process: &Process, proofs: &Proofs) -> Map<String, Value> {
    let identifier = process
        .course
        .tokens
        .as_ref()
        .and_then(|tokens| tokens.identifier.clone());
    let mut body = Map::new();
    match identifier {
        Some(identifier) => body.insert("credential_identifier".to_owned(), identifier.into()),
        None => body.insert(
            "credential_configuration_id".to_owned(),
            process.wanted.configuration.clone().into(),
        ),
    };
    let proofs = match proofs {
        Proofs::None => return body,
        Proofs::Jwt(tokens) => json!({ "jwt": tokens }),
        Proofs::Attestation(tokens) => json!({ "attestation": tokens }),
    };
    body.insert("proofs".to_owned(), proofs);
    body
}

/// What asks for a card that took time (section 9.1).
#[must_use]
pub fn later(transaction: &str) -> Map<String, Value> {
    let mut body = Map::new();
    body.insert("transaction_id".to_owned(), transaction.into());
    body
}

/// What an issuer is told (section 11.1): that it came, or that it could not be used. Nothing of why: that speaks of the phone.
#[must_use]
pub fn notice(url: &str, id: &str, ending: Ending) -> WebRequest {
    let event = match ending {
        Ending::Kept(_) => "credential_accepted",
        Ending::Failed(_) => "credential_failure",
    };
    let body = json!({ "notification_id": id, "event": event }).to_string();
    WebRequest::new(Method::Post, url).body(JSON, body.into_bytes())
}

/// A request for a card, in the open or encrypted, and the key that opens its answer. The key lives in memory only: who asks again after a
/// death asks with another one.
///
/// Fails as [`jwe::encrypt`].
pub fn asking(
    url: &str,
    mut body: Map<String, Value>,
    encryption: Option<&Encryption>,
    chance: &dyn SecureRandom,
) -> Result<(WebRequest, Option<OwnKey>), CredentialError> {
    let request = WebRequest::new(Method::Post, url);
    let Some(to) = encryption else {
        let plain = Value::Object(body).to_string();
        return Ok((request.body(JSON, plain.into_bytes()), None));
    };
    let own = OwnKey::new(chance)?;
    let mut jwk = own.public().jwk();
    if let Some(jwk) = jwk.as_object_mut() {
        jwk.insert("alg".to_owned(), "ECDH-ES".into());
        jwk.insert("use".to_owned(), "enc".into());
    }
    let wish = json!({ "jwk": jwk, "enc": to.answer });
    body.insert("credential_response_encryption".to_owned(), wish);
    let recipient = Recipient {
        key: PublicKey::from_jwk(&to.key)?,
        kid: to.kid.as_deref(),
        enc: Enc::of(&to.request)?,
        parties: jwe::Parties::default(),
    };
    let sealed = jwe::encrypt(&recipient, Value::Object(body).to_string().as_bytes(), chance)?;
    Ok((request.body(JWT, sealed.into_bytes()), Some(own)))
}

/// The proof of a key (appendix F.1), to be signed by it. Who vouches for it and for others is said in the header.
#[must_use]
pub fn proof(issuer: &str, key: &PublicKey, (nonce, at): (Option<&str>, i64), attestation: Option<&str>) -> Unsigned {
    let mut header = Map::new();
    header.insert("typ".to_owned(), "openid4vci-proof+jwt".into());
    header.insert("jwk".to_owned(), key.jwk());
    if let Some(attestation) = attestation {
        header.insert("key_attestation".to_owned(), attestation.into());
    }
    let mut claims = Map::new();
    claims.insert("iss".to_owned(), CLIENT_ID.into());
    claims.insert("aud".to_owned(), issuer.into());
    claims.insert("iat".to_owned(), at.into());
    if let Some(nonce) = nonce {
        claims.insert("nonce".to_owned(), nonce.into());
    }
    Unsigned::new(header, &claims)
}

/// A proof of that is good for so many seconds.
const POSSESSION: i64 = 60;

/// That the wallet which is vouched for is the one that asks (draft-ietf-oauth-attestation-based-client-auth). The challenge is called so
/// since draft 10, and `nonce` before; both names are sent.
#[must_use]
pub fn possession(server: &str, (name, at): (&str, i64), challenge: Option<&str>) -> Unsigned {
    let mut header = Map::new();
    header.insert("typ".to_owned(), "oauth-client-attestation-pop+jwt".into());
    let mut claims = Map::new();
    claims.insert("iss".to_owned(), CLIENT_ID.into());
    claims.insert("aud".to_owned(), server.into());
    claims.insert("jti".to_owned(), name.into());
    claims.insert("iat".to_owned(), at.into());
    // Earlier drafts demand an end, and later ones do not mind it.
    claims.insert("exp".to_owned(), at.saturating_add(POSSESSION).into());
    for called in ["challenge", "nonce"] {
        claims.extend(challenge.map(|challenge| (called.to_owned(), challenge.into())));
    }
    Unsigned::new(header, &claims)
}
