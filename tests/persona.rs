//! A person of a mock city, and what they do in the browser: fills in the login page, by plain HTTP on this machine.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde::Deserialize;

/// Longer than any fault the tests switch on.
const PATIENCE: Duration = Duration::from_secs(20);

/// A browser that is sent on more often than that is sent in a circle.
const HOPS: usize = 8;

/// Somebody the mock city knows.
#[derive(Debug, Clone, Deserialize)]
pub struct Persona {
    /// The city's key: `p-carmen`.
    pub id: String,
    /// The whole name.
    pub name: String,
    /// NIF or NIE.
    pub nif: String,
    /// For the login page; absent for those who cannot sign in.
    pub password: Option<String>,
    /// The code on their telephone.
    pub otp: Option<String>,
    /// What they are for.
    pub story_en: String,
}

/// Everybody who can sign in at the mock city at `city` (`http://host:port`); `None` if it does not answer like one. Blocks.
#[must_use]
pub fn personas(city: &str) -> Option<Vec<Persona>> {
    let answer = exchange(city, "GET", "/admin/personas", "", "")?;
    let all: Vec<Persona> = serde_json::from_str(answer.split_once("\r\n\r\n")?.1).ok()?;
    Some(all.into_iter().filter(|persona| persona.password.is_some()).collect())
}

/// What the persona does with the login page at `url`: opens it, fills it in and sends it. Gives the address it returns to;
/// an empty one if the city showed the page again. Blocks.
#[must_use]
pub fn sign_in(url: &str, persona: &Persona) -> Option<String> {
    let path_at = url.find("/idp/")?;
    let (city, path) = url.split_at_checked(path_at)?;
    let (page, question) = path.split_once('?')?;
    exchange(city, "GET", path, "", "")?;
    let field = |name: &str, value: Option<&str>| format!("&{name}={}", value.unwrap_or_default());
    let typed = [
        field("method", Some("password")),
        field("document", Some(&persona.nif)),
        field("password", persona.password.as_deref()),
        field("otp", persona.otp.as_deref()),
    ];
    let answer = exchange(city, "POST", page, "", &format!("{question}{}", typed.concat()))?;
    Some(location(&answer).unwrap_or_default())
}

/// What the persona does in a browser that is sent to `url`, a page of the city's that gives out cards: goes where it is sent, signs in, and
/// says whose card it is to be: `holder`'s, by the city's key, or their own. Gives the address at which the browser leaves the city. Blocks.
#[must_use]
pub fn visit(url: &str, persona: &Persona, holder: Option<&str>) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let city = format!("{scheme}://{}", rest.split('/').next()?);
    let mut next = url.to_owned();
    for _ in 0..HOPS {
        let Some(path) = next
            .strip_prefix(&city)
            .or(Some(&*next).filter(|next| next.starts_with('/')))
        else {
            return Some(next);
        };
        next = if path.starts_with("/idp/") {
            sign_in(&format!("{city}{path}"), persona)?
        } else {
            let answer = exchange(&city, "GET", path, "", "")?;
            match location(&answer) {
                Some(onwards) => onwards,
                None => choose(&city, path, &answer, holder.unwrap_or(&persona.id))?,
            }
        };
    }
    None
}

/// Says whose card it is to be, on the page that asks.
fn choose(city: &str, path: &str, page: &str, holder: &str) -> Option<String> {
    let ticket = page.split_once("name=\"ticket\" value=\"")?.1.split('"').next()?;
    let page = path.split('?').next()?;
    let answer = exchange(city, "POST", page, "", &format!("ticket={ticket}&holder={holder}"))?;
    location(&answer)
}

/// Where an answer sends the browser.
fn location(answer: &str) -> Option<String> {
    let head = answer.split("\r\n\r\n").next()?;
    head.lines()
        .find_map(|line| line.strip_prefix("location: "))
        .map(str::to_owned)
}

/// An access token of one's own, by signing in strongly as a phone does; for judges who ask the city themselves. Blocks.
#[must_use]
pub fn access_token(city: &str, persona: &Persona) -> Option<String> {
    // The verifier and the challenge of RFC 7636, appendix B.
    let (verifier, challenge) = (
        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    );
    let app = "client_id=madrid-en-tu-movil&redirect_uri=es.madrid.movil:/login";
    let url = format!(
        "{city}/idp/authorize?response_type=code&{app}&scope=openid&state=s&nonce=n&code_challenge={challenge}\
         &code_challenge_method=S256&acr_values=http://eidas.europa.eu/LoA/substantial"
    );
    let back = sign_in(&url, persona)?;
    let code = back.split(['?', '&']).find_map(|pair| pair.strip_prefix("code="))?;
    let form = format!("grant_type=authorization_code&code={code}&{app}&code_verifier={verifier}");
    let answer = exchange(city, "POST", "/idp/token", "", &form)?;
    let tokens: serde_json::Value = serde_json::from_str(answer.split_once("\r\n\r\n")?.1).ok()?;
    tokens.get("access_token")?.as_str().map(str::to_owned)
}

/// What the city says at `path` to whoever has this token. Blocks.
#[must_use]
pub fn get(city: &str, path: &str, token: &str) -> Option<serde_json::Value> {
    let answer = exchange(city, "GET", path, &format!("authorization: Bearer {token}\r\n"), "")?;
    serde_json::from_str(answer.split_once("\r\n\r\n")?.1).ok()
}

/// One request on a connection of its own. The whole answer as text, its head included.
pub(crate) fn exchange(city: &str, method: &str, path: &str, headers: &str, form: &str) -> Option<String> {
    let host = city.strip_prefix("http://")?;
    let mut connection = TcpStream::connect(host).ok()?;
    connection.set_read_timeout(Some(PATIENCE)).ok()?;
    let length = form.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{headers}\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{form}"
    );
    connection.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).ok()?;
    String::from_utf8(answer).ok()
}
