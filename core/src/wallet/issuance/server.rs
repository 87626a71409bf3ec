//! What an authorization server says of itself (RFC 8414), as far as the wallet goes by it.

use madrid_credentials::{CredentialError, json};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::metadata::{Issuer, address};
use super::offer::Grant;
use crate::log::opaque_debug;

/// An authorization server.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    /// Its name: its address.
    pub id: String,
    /// Where tokens are given.
    pub token: String,
    /// Where a request is left before the browser comes, and the page that the browser is sent to.
    pub page: Option<(String, String)>,
    /// Where it gives what an attested wallet proves itself over.
    pub challenge: Option<String>,
    /// Whether it says who it is when the browser comes back (RFC 9207).
    pub says_issuer: bool,
}

opaque_debug!(Server);

/// Which server speaks for an issuer: the one that the offer names, if it is one of the issuer's; else the first.
///
/// Fails with `Mismatch` where the offer names a stranger.
pub fn choose(issuer: &Issuer, named: Option<&str>) -> Result<String, CredentialError> {
    match named {
        Some(named) if issuer.servers.iter().any(|own| own == named) => Ok(named.to_owned()),
        Some(_) => Err(CredentialError::Mismatch("authorization_server")),
        None => Ok(issuer.servers.first().unwrap_or(&issuer.id).clone()),
    }
}

/// Reads what it says. `grant` is what it will be asked by.
///
/// Fails with `Mismatch` where it is another's, `Unsupported` where it has no pushed requests (HAIP 1.0, section 4) or no PKCE for who signs in.
pub fn read(bytes: &[u8], id: &str, grant: &Grant) -> Result<Server, CredentialError> {
    let said = json::object(bytes, "metadata")?;
    if said.get("issuer").and_then(Value::as_str) != Some(id) {
        return Err(CredentialError::Mismatch("issuer"));
    }
    let pushed = address(&said, "pushed_authorization_request_endpoint")?;
    let page = pushed.zip(address(&said, "authorization_endpoint")?);
    let methods = said.get("code_challenge_methods_supported").and_then(Value::as_array);
    let has_pkce = methods.is_some_and(|methods| methods.iter().any(|method| method == "S256"));
    if matches!(grant, Grant::Page { .. }) && (page.is_none() || !has_pkce) {
        return Err(CredentialError::Unsupported("authorization server"));
    }
    let says_issuer = said.get("authorization_response_iss_parameter_supported");
    Ok(Server {
        id: id.to_owned(),
        token: address(&said, "token_endpoint")?.ok_or(CredentialError::Missing("token_endpoint"))?,
        page,
        challenge: address(&said, "challenge_endpoint")?,
        says_issuer: says_issuer == Some(&Value::Bool(true)),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ID: &str = "https://as.example";
    const PAGE: Grant = Grant::Page { issuer_state: None };

    fn said() -> Value {
        json!({
            "issuer": ID, "token_endpoint": "https://as.example/token",
            "authorization_endpoint": "https://as.example/authorize",
            "pushed_authorization_request_endpoint": "https://as.example/par",
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": true,
        })
    }

    fn without(name: &str, grant: &Grant) -> Result<Server, CredentialError> {
        let mut said = said();
        said.as_object_mut().unwrap().remove(name);
        read(said.to_string().as_bytes(), ID, grant)
    }

    #[test]
    fn a_server_is_who_it_says_and_can_what_is_needed() {
        assert!(without("challenge_endpoint", &PAGE).unwrap().says_issuer);
        let other = read(said().to_string().as_bytes(), "https://as.example/", &PAGE);
        assert_eq!(other, Err(CredentialError::Mismatch("issuer")));
        let unsupported = Err(CredentialError::Unsupported("authorization server"));
        for name in [
            "pushed_authorization_request_endpoint",
            "authorization_endpoint",
            "code_challenge_methods_supported",
        ] {
            assert_eq!(without(name, &PAGE), unsupported, "{name}");
            // Who fetches a card again opens no page.
            assert!(without(name, &Grant::Again).is_ok(), "{name}");
        }
        assert_eq!(
            without("token_endpoint", &PAGE),
            Err(CredentialError::Missing("token_endpoint"))
        );
    }

    #[test]
    fn a_stranger_speaks_for_no_issuer() {
        let mut issuer = super::super::metadata::tests::issuer();
        assert_eq!(choose(&issuer, None).unwrap(), issuer.id);
        assert!(choose(&issuer, Some("https://evil.example")).is_err());
        issuer.servers = vec!["https://a.example".to_owned(), "https://b.example".to_owned()];
        assert_eq!(choose(&issuer, None).unwrap(), "https://a.example");
        assert_eq!(choose(&issuer, Some("https://b.example")).unwrap(), "https://b.example");
    }
}
