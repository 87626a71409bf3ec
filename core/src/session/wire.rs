//! What the identity provider says: its addresses, tokens, errors and the identity inside an id_token.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::model::{Claims, Provider};
use crate::kernel::Access;

/// `/.well-known/openid-configuration` (OpenID Connect Discovery 1.0).
#[derive(Deserialize)]
pub struct DiscoveryWire {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    revocation_endpoint: String,
}

impl DiscoveryWire {
    /// The provider, if it is the city itself and keeps all its doors at home. Anywhere else our pins would not hold.
    pub fn provider(self, origin: &str) -> Option<Provider> {
        let at_home = |url: &str| {
            url.strip_prefix(origin)
                .filter(|path| path.starts_with('/'))
                .map(str::to_owned)
        };
        Some(Provider {
            authorize: at_home(&self.authorization_endpoint)?,
            token: at_home(&self.token_endpoint)?,
            revoke: at_home(&self.revocation_endpoint)?,
            issuer: (self.issuer == origin).then_some(self.issuer)?,
        })
    }
}

/// A good answer of the token endpoint (RFC 6749, 5.1).
#[derive(Deserialize)]
pub struct TokenWire {
    /// The new access token.
    pub access_token: String,
    /// Seconds it is good for.
    pub expires_in: i64,
    /// The new refresh token.
    pub refresh_token: String,
    /// The identity: always with a code, not always with a renewal.
    pub id_token: Option<String>,
}

/// A refusal of the token endpoint (RFC 6749, 5.2).
#[derive(Deserialize)]
pub struct OAuthErrorWire {
    /// `invalid_grant` is the one that ends a session.
    pub error: String,
}

#[derive(Deserialize)]
struct ClaimsWire {
    iss: String,
    aud: AudienceWire,
    sub: String,
    exp: i64,
    nonce: Option<String>,
    acr: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum AudienceWire {
    One(String),
    // More than one would need the `azp` claim too; nobody we trust sends that.
    Many([String; 1]),
}

/// The identity in a JWT; `None` if it is not one.
pub fn claims(id_token: &str) -> Option<Claims> {
    let mut parts = id_token.split('.');
    let (_header, payload, _signature) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let wire: ClaimsWire = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()?;
    let audience = match wire.aud {
        AudienceWire::One(one) | AudienceWire::Many([one]) => one,
    };
    Some(Claims {
        issuer: wire.iss,
        audience,
        subject: wire.sub,
        expires: wire.exp,
        nonce: wire.nonce,
        access: wire.acr.as_deref().and_then(Access::from_acr),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn discovery(issuer: &str, token: &str) -> Option<Provider> {
        let wire = DiscoveryWire {
            issuer: issuer.into(),
            authorization_endpoint: "https://city/idp/authorize".into(),
            token_endpoint: token.into(),
            revocation_endpoint: "https://city/idp/revoke".into(),
        };
        wire.provider("https://city")
    }

    #[test]
    fn a_provider_keeps_all_its_doors_at_home() {
        assert_eq!(
            discovery("https://city", "https://city/idp/token").unwrap().token,
            "/idp/token"
        );
        assert!(discovery("https://city", "https://city.evil/idp/token").is_none());
        assert!(discovery("https://evil", "https://city/idp/token").is_none());
    }

    #[test]
    fn what_is_no_jwt_has_no_claims() {
        let payload = URL_SAFE_NO_PAD
            .encode(r#"{"iss":"i","aud":["a"],"sub":"s","exp":9,"acr":"http://eidas.europa.eu/LoA/low"}"#);
        let good = claims(&format!("h.{payload}.s")).unwrap();
        assert_eq!((good.audience.as_str(), good.access), ("a", Some(Access::Light)));
        for bad in [
            String::new(),
            format!("h.{payload}"),
            format!("h.{payload}.s.x"),
            "h.!.s".into(),
            "h.e30.s".into(),
        ] {
            assert!(claims(&bad).is_none(), "{bad}");
        }
    }
}
