//! Somebody who has signed in, and asks about themselves.

use reqwest::{RequestBuilder, Response};
use serde_json::{Value, json};

use crate::support::Tester;

/// The verifier and challenge of RFC 7636, appendix B.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub const LIGHT: &str = "http://eidas.europa.eu/LoA/low";
pub const STRONG: &str = "http://eidas.europa.eu/LoA/substantial";

/// What an app asks the login page with.
pub fn question(acr: &str) -> Vec<(&'static str, String)> {
    [
        ("response_type", "code"),
        ("client_id", "madrid-en-tu-movil"),
        ("redirect_uri", "es.madrid.movil:/login"),
        ("scope", "openid offline_access"),
        ("state", "st"),
        ("nonce", "no"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
        ("acr_values", acr),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

/// What a persona types.
pub async fn typed(tester: &Tester, alias: &str) -> Vec<(&'static str, String)> {
    let personas = tester.json("/admin/personas").await;
    let persona = personas
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["alias"] == alias)
        .unwrap();
    let text = |name: &str| persona[name].as_str().unwrap_or_default().to_owned();
    vec![
        ("method", "password".to_owned()),
        ("document", text("nif")),
        ("password", text("password")),
        ("otp", text("otp")),
    ]
}

/// Sends a form, and follows nothing.
pub async fn form(tester: &Tester, path: &str, fields: &[(&str, String)]) -> Response {
    let request = tester
        .client
        .post(tester.url(path))
        .header("content-type", "application/x-www-form-urlencoded");
    request.body(encode(fields)).send().await.unwrap()
}

pub fn encode(fields: &[(&str, String)]) -> String {
    let escape = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let pairs = fields.iter().map(|(name, value)| format!("{name}={}", escape(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// A parameter of the address a page leads back to.
pub fn came_back(response: &Response, name: &str) -> Option<String> {
    let location = response.headers().get("location")?.to_str().unwrap();
    let query = location.strip_prefix("es.madrid.movil:/login?").unwrap();
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix(&format!("{name}=")))
        .map(str::to_owned)
}

/// Signs a persona in and gives what the token endpoint says.
pub async fn sign_in(tester: &Tester, alias: &str, strong: bool) -> Value {
    let mut fields = question(if strong { STRONG } else { LIGHT });
    fields.extend(typed(tester, alias).await);
    let response = form(tester, "/idp/authorize", &fields).await;
    let code = came_back(&response, "code").unwrap();
    let response = form(tester, "/idp/token", &redemption(&code)).await;
    assert_eq!(response.status(), 200);
    response.json().await.unwrap()
}

/// What an app exchanges a code with.
pub fn redemption(code: &str) -> Vec<(&'static str, String)> {
    vec![
        ("grant_type", "authorization_code".to_owned()),
        ("code", code.to_owned()),
        ("redirect_uri", "es.madrid.movil:/login".to_owned()),
        ("client_id", "madrid-en-tu-movil".to_owned()),
        ("code_verifier", VERIFIER.to_owned()),
    ]
}

/// An access token for a persona. The one place that knows how tests sign in.
pub async fn token(tester: &Tester, alias: &str, strong: bool) -> String {
    // The clock of these tests jumps by months; how tokens end has tests of its own.
    let lifetimes = json!({ "access_seconds": 31_536_000, "refresh_days": 365 });
    let set = tester
        .client
        .put(tester.url("/admin/sessions/lifetimes"))
        .json(&lifetimes);
    assert_eq!(set.send().await.unwrap().status(), 200);
    sign_in(tester, alias, strong).await["access_token"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// A signed-in persona.
pub struct Citizen<'a> {
    pub tester: &'a Tester,
    pub token: String,
}

impl<'a> Citizen<'a> {
    /// Signed in strongly.
    pub async fn new(tester: &'a Tester, alias: &str) -> Self {
        let token = token(tester, alias, true).await;
        Self { tester, token }
    }

    /// Signed in lightly.
    pub async fn light(tester: &'a Tester, alias: &str) -> Self {
        let token = token(tester, alias, false).await;
        Self { tester, token }
    }

    pub fn get(&self, path: &str) -> RequestBuilder {
        self.tester.client.get(self.tester.url(path)).bearer_auth(&self.token)
    }

    pub async fn json(&self, path: &str) -> Value {
        let response = self.get(path).send().await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        response.json().await.unwrap()
    }

    /// A change, with everything it needs but a body.
    pub fn put(&self, path: &str, key: &str, version: i64) -> RequestBuilder {
        self.tester
            .client
            .put(self.tester.url(path))
            .bearer_auth(&self.token)
            .header("idempotency-key", key)
            .header("if-match", format!("\"{version}\""))
    }

    pub async fn put_contact(&self, key: &str, version: i64, phone: &str) -> Response {
        let body = json!({ "phone": phone, "email": null });
        self.put("/v1/me/contact", key, version)
            .json(&body)
            .send()
            .await
            .unwrap()
    }

    /// The sections of `/v1/me/summaries`, by name.
    pub async fn sections(&self, query: &str) -> Value {
        let mut answer = self.json(&format!("/v1/me/summaries{query}")).await;
        let sections = answer["sections"].as_array_mut().unwrap();
        sections
            .iter_mut()
            .map(|section| (section["id"].as_str().unwrap().to_owned(), section.take()))
            .collect::<serde_json::Map<_, _>>()
            .into()
    }
}

/// A key of its own for each number.
pub fn key(number: u32) -> String {
    format!("6f9619ff-8b86-d011-b42d-{number:012x}")
}
