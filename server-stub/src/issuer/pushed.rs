//! `POST /issuer/par`: a wallet says what it wants before the browser comes (RFC 9126), so that nothing of it can be changed on the way.

use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use super::client::{authenticate, demand};
use super::dpop::{self, Asked};
use super::failed::{Failed, never_kept, refused};
use super::nonce::Use;
use super::store::{self, PUSHED_S, Pushed};
use super::{at, identifier};
use crate::cards::Configuration;
use crate::identity::{Fields, Origin, secret};
use crate::state::CityState;

/// What the names of pushed requests begin with (RFC 9126, 2.2).
pub const URN: &str = "urn:ietf:params:oauth:request_uri:";
/// Where our own app is sent back to.
const APP: &str = "es.madrid.movil:/wallet";
/// Wallets on this machine, at any port (RFC 8252, 7.3): for tests.
const LOOPBACK: [&str; 2] = ["http://127.0.0.1", "https://127.0.0.1"];
/// No parameter of an honest wallet is longer.
const LONGEST: usize = 4_096;

/// Keeps a request for the browser.
pub async fn push(
    State(city): State<CityState>,
    Origin(origin): Origin,
    headers: HeaderMap,
    form: Result<Fields, FormRejection>,
) -> Result<Response, Failed> {
    let fields = form.map_err(|_| refused("invalid_request", "this is no form"))?;
    let too_long = |(_, value): &(String, String)| value.len() > LONGEST;
    if fields.repeats() || fields.0.iter().any(too_long) || fields.once("request_uri").is_some() {
        return Err(refused(
            "invalid_request",
            "each parameter comes once, and request_uri not at all",
        ));
    }
    let issuer = identifier(&origin);
    let client = authenticate(&city, &headers, fields.once("client_id"), &issuer).await?;
    if client.id.is_empty() {
        return Err(refused("invalid_request", "client_id is missing"));
    }
    let wish = read(&fields)?;
    demand(&city, &wish.configurations, &client)?;
    let mut pushed = Pushed {
        client: client.id,
        attested: client.attested,
        jkt: fields.once("dpop_jkt").map(str::to_owned),
        ..wish
    };
    if dpop::is_there(&headers) {
        let url = at(&origin, "par");
        let asked = Asked {
            method: "POST",
            url: &url,
            at: Use::Token,
            token: None,
        };
        let shown = dpop::check(&city, &headers, asked).await?;
        if pushed.jkt.as_ref().is_some_and(|jkt| *jkt != shown) {
            return Err(refused("invalid_dpop_proof", "dpop_jkt names another key"));
        }
        pushed.jkt = Some(shown);
    }
    let (name, now) = (secret()?, city.clock().now().timestamp());
    let body = json!({ "request_uri": format!("{URN}{name}"), "expires_in": PUSHED_S });
    city.with_store(move |records| records.write(|tx| store::keep_pushed(tx, &name, &pushed, now)))
        .await?;
    Ok(never_kept(StatusCode::CREATED, body, None))
}

/// What is asked, apart from who asks.
fn read(fields: &Fields) -> Result<Pushed, Failed> {
    let text = |name: &str| fields.once(name).unwrap_or_default().to_owned();
    if text("response_type") != "code" {
        return Err(refused("unsupported_response_type", "response_type must be code"));
    }
    let redirect_uri = text("redirect_uri");
    if !may_go_to(&redirect_uri) {
        return Err(refused("invalid_request", "nobody is sent to this redirect_uri"));
    }
    let challenge = text("code_challenge");
    let is_challenge = challenge.len() == 43 && crate::cards::jose::unb64(&challenge).is_some();
    if !is_challenge || text("code_challenge_method") != "S256" {
        return Err(refused("invalid_request", "a code_challenge by S256 is needed"));
    }
    let (configurations, detailed) = cards(fields)?;
    Ok(Pushed {
        client: String::new(),
        attested: false,
        jkt: None,
        redirect_uri,
        state: text("state"),
        challenge,
        configurations,
        detailed,
        locales: text("ui_locales"),
    })
}

fn may_go_to(redirect_uri: &str) -> bool {
    let rest = LOOPBACK.iter().find_map(|here| redirect_uri.strip_prefix(here));
    let is_loopback = rest.is_some_and(|rest| {
        let port = rest.strip_prefix(':').and_then(|rest| rest.split('/').next());
        rest.starts_with('/') || port.is_some_and(|port| port.parse::<u16>().is_ok())
    });
    // It becomes a header: nothing that is no part of an address, and no fragment (RFC 6749, 3.1.2).
    let is_plain = redirect_uri
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'#' && byte != b'?');
    is_plain && (redirect_uri == APP || is_loopback)
}

/// The cards, by scope or in detail (OpenID4VCI 1.0, 5.1); and whether it was in detail. Scopes that are no card's are ignored, as
/// RFC 6749 (3.3) allows.
fn cards(fields: &Fields) -> Result<(Vec<String>, bool), Failed> {
    let by_scope = fields.once("scope").unwrap_or_default().split(' ');
    let mut found: Vec<String> = by_scope
        .filter(|scope| Configuration::of(scope).is_some())
        .map(str::to_owned)
        .collect();
    let details = fields.once("authorization_details");
    if let Some(details) = details {
        let bad = || {
            refused(
                "invalid_authorization_details",
                "these authorization_details ask for no card",
            )
        };
        let details: Vec<Value> = serde_json::from_str(details).map_err(|_| bad())?;
        for one in details {
            let text = |name: &str| one.get(name).and_then(Value::as_str).unwrap_or_default();
            let id = text("credential_configuration_id");
            if text("type") != "openid_credential" || Configuration::of(id).is_none() {
                return Err(bad());
            }
            found.push(id.to_owned());
        }
    }
    found.sort_unstable();
    found.dedup();
    if found.is_empty() {
        return Err(refused("invalid_scope", "no card is asked for"));
    }
    Ok((found, details.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_sent_to_our_app_and_to_this_machine_only() {
        for (address, good) in [
            ("es.madrid.movil:/wallet", true),
            ("http://127.0.0.1:4711/back", true),
            ("https://127.0.0.1:4711/back", true),
            ("http://127.0.0.1/back", true),
            ("es.madrid.movil:/wallet/", false),
            ("http://127.0.0.1.evil.example/", false),
            ("http://127.0.0.1:80@evil.example/", false),
            ("http://127.0.0.1:4711/back#x", false),
            ("https://evil.example/", false),
            ("", false),
        ] {
            assert_eq!(may_go_to(address), good, "{address}");
        }
    }
}
