//! Signing in: the one time the person is asked, in the system's browser.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom, SystemRandom};

use super::model::{Kept, Pending, Provider, SignInRequest, Tokens};
use super::rules::{self, CALLBACK_SCHEME, CLIENT_ID, REDIRECT_URI, SignInFailure};
use super::service::{Inner, Session, blocking};
use super::wire::{DiscoveryWire, OAuthErrorWire, TokenWire, claims};
use crate::error::Error;
use crate::log::Redacted;
use crate::net::{CityReply, JsonReply, NetError, form_encode, percent_decode};
use crate::ports::{Browser, BrowserError, Guard, HttpRequest, Method};
use crate::store::VaultState;

const DISCOVERY: &str = "/.well-known/openid-configuration";

impl Session {
    /// Lets the person sign in, or sign in again, or more strongly. `hint` fills in who, where the phone knows it; `prompt`
    /// is what the phone shows if it has to unlock the data first.
    ///
    /// Fails with `session.cancelled` if the person changed their mind, `session.under_way` if a login page is already
    /// open, `session.other_person` if the phone holds another person's data; they stay as they are. Nothing is lost by
    /// a failure, and repeating is safe.
    pub async fn sign_in(
        &self,
        request: SignInRequest,
        browser: Arc<dyn Browser>,
        hint: Option<&str>,
        prompt: &str,
    ) -> Result<(), Error> {
        let inner = &self.0;
        let _one_page = inner
            .signing_in
            .try_lock()
            .map_err(|_| Error::Refused("session.under_way"))?;
        inner.can_begin(request).await?;
        let provider = provider(inner).await?;
        let pending = pending(request)?;
        let code = ask_the_person(provider, &pending, inner, request, browser, hint).await?;
        let tokens = redeem(inner, provider, &pending, code).await?;
        // Only now that the city says who it is may anything on the phone be opened.
        let guard = if request.app_lock { Guard::Person } else { Guard::Device };
        let fresh = tokens.refresh_token.clone();
        let settled = inner.settle(tokens, guard, prompt).await;
        match &settled {
            Ok(Some(replaced)) => revoke(inner, replaced).await,
            Ok(None) => {}
            // What is not kept is not left lying at the city either.
            Err(_) => revoke(inner, &fresh).await,
        }
        settled.map(|_| ())
    }
}

impl Inner {
    /// What the phone cannot do is said before the person has signed in, not after.
    async fn can_begin(&self, request: SignInRequest) -> Result<(), Error> {
        let vault = Arc::clone(&self.vault);
        blocking(move || {
            if request.app_lock && vault.state()? == VaultState::Empty {
                vault.can_guard(Guard::Person)?;
            }
            Ok(())
        })
        .await
    }

    /// Keeps the tokens of somebody who has signed in, if the phone is theirs. Gives the refresh token they replace.
    async fn settle(&self, tokens: Tokens, guard: Guard, prompt: &str) -> Result<Option<String>, Error> {
        let was_closed = self.open_vault(prompt, Some(guard)).await?;
        let kept = self.replace(tokens).await;
        if kept.is_err() && was_closed {
            // The data are not this person's, or cannot be written now: they are as closed as they were.
            self.vault.lock();
            self.changes.announce();
        }
        kept
    }

    async fn replace(&self, tokens: Tokens) -> Result<Option<String>, Error> {
        let known = match self.held_now().await {
            // A row that was altered is of no use to anybody.
            Err(NetError::Storage {
                code: "vault.unreadable",
            }) => Kept::Nobody,
            known => known?,
        };
        if known.person().is_some_and(|person| person != tokens.person) {
            return Err(Error::Refused("session.other_person"));
        }
        self.keep(Kept::SignedIn(tokens)).await?;
        Ok(match known {
            Kept::SignedIn(before) => Some(before.refresh_token),
            _ => None,
        })
    }
}

fn pending(request: SignInRequest) -> Result<Pending, Error> {
    let random = SystemRandom::new();
    let mut bytes = [[0; 32]; 3];
    for each in &mut bytes {
        random.fill(each).map_err(|_| Error::Refused("platform.random"))?;
    }
    Ok(rules::pending(request.access, &bytes))
}

/// What the verifier is proved by: the base64url of its SHA-256 (RFC 7636, 4.2).
fn challenge(verifier: &Redacted<String>) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.expose().as_bytes()))
}

/// Where the identity provider's doors are. It is the city itself: pins and roots hold for it too.
pub(super) async fn provider(inner: &Inner) -> Result<&Provider, NetError> {
    let ask = async || match inner.city.get_json::<DiscoveryWire>(DISCOVERY, None).await? {
        JsonReply::Content { value, .. } => value.provider(&inner.origin).ok_or(NetError::BadReply),
        JsonReply::NotModified { .. } => Err(NetError::BadReply),
    };
    inner.provider.get_or_try_init(ask).await
}

async fn ask_the_person(
    provider: &Provider,
    pending: &Pending,
    inner: &Inner,
    request: SignInRequest,
    browser: Arc<dyn Browser>,
    hint: Option<&str>,
) -> Result<String, Error> {
    let challenge = challenge(&pending.verifier);
    let question = form_encode(&rules::question(pending, &challenge, request.language, hint));
    let url = format!("{}{}?{question}", inner.origin, provider.authorize);
    let callback = blocking(move || {
        browser.visit(&url, CALLBACK_SCHEME).map_err(|error| match error {
            BrowserError::Cancelled => Error::Refused(SignInFailure::Cancelled.code()),
            BrowserError::Unavailable => Error::Refused("platform.browser"),
        })
    })
    .await?;
    let fields = callback_fields(&callback).ok_or(Error::Refused(SignInFailure::NotOurs.code()))?;
    rules::code_in(&fields, pending, provider).map_err(|failure| Error::Refused(failure.code()))
}

/// The fields of the address the browser came back with.
fn callback_fields(callback: &str) -> Option<Vec<(String, String)>> {
    let query = callback.strip_prefix(REDIRECT_URI)?.strip_prefix('?')?;
    let query = query.split('#').next().unwrap_or_default();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((percent_decode(name)?, percent_decode(value)?))
        })
        .collect()
}

/// The code against tokens. Once only: a code is good for one use, and asking twice would end what the first gave.
async fn redeem(inner: &Inner, provider: &Provider, pending: &Pending, code: String) -> Result<Tokens, Error> {
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", REDIRECT_URI),
        ("client_id", CLIENT_ID),
        ("code_verifier", pending.verifier.expose()),
    ];
    let request = HttpRequest::new(Method::Post, &provider.token).form(form_encode(&fields));
    let reply = inner.city.send(request).await?;
    let (wire, city_now_s) = (read_tokens(&reply)?, reply.time.at.timestamp());
    let claims = wire.id_token.as_deref().and_then(claims);
    let claims = claims.ok_or(Error::Refused(SignInFailure::NotOurs.code()))?;
    let access =
        rules::identity(&claims, pending, provider, city_now_s).map_err(|failure| Error::Refused(failure.code()))?;
    Ok(Tokens {
        person: claims.subject,
        access,
        expires_ms: inner.ends_ms(wire.expires_in),
        access_token: wire.access_token,
        refresh_token: wire.refresh_token,
    })
}

fn read_tokens(reply: &CityReply) -> Result<TokenWire, Error> {
    match reply.status() {
        200 => Ok(reply.json()?),
        400 | 401 => {
            let OAuthErrorWire { error } = reply.json()?;
            // The person took longer than the code is good for.
            let code = if error == "invalid_grant" {
                "session.too_late"
            } else {
                SignInFailure::Refused.code()
            };
            Err(Error::Refused(code))
        }
        _ => Err(reply.refusal().into()),
    }
}

/// Tells the city that a session is over (RFC 7009). Only an attempt: the phone has forgotten the token either way.
pub(super) async fn revoke(inner: &Inner, refresh_token: &str) {
    let Ok(provider) = provider(inner).await else {
        return;
    };
    let fields = [("token", refresh_token), ("client_id", CLIENT_ID)];
    let request = HttpRequest::new(Method::Post, &provider.revoke).form(form_encode(&fields));
    if let Err(failed) = inner.city.send(request).await {
        tracing::info!(code = failed.code(), "the city was not told of a sign-out");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_that_of_rfc_7636_appendix_b() {
        let verifier = Redacted::new("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned());
        assert_eq!(challenge(&verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn only_our_own_address_has_fields() {
        let fields = callback_fields("es.madrid.movil:/login?code=a%20b&state=s&iss=#x").unwrap();
        assert_eq!(fields.first(), Some(&("code".to_owned(), "a b".to_owned())));
        assert_eq!(fields.len(), 3);
        for bad in [
            "",
            "es.madrid.movil:/other?code=a",
            "evil:/login?code=a",
            "es.madrid.movil:/login",
            "es.madrid.movil:/login?code=%FF",
        ] {
            assert!(callback_fields(bad).is_none(), "{bad}");
        }
    }
}
