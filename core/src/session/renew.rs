//! Stays signed in without a question: one renewal for however many were refused, and an end that is noted once.

use super::model::{Kept, Tokens};
use super::rules::{CLIENT_ID, is_over, is_usable};
use super::service::{Inner, Session};
use super::sign_in::provider;
use super::wire::{OAuthErrorWire, TokenWire};
use crate::log::Redacted;
use crate::net::{AccessToken, CityReply, NetError, TokenReply, TokenSource, form_encode};
use crate::ports::{HttpRequest, Method, TransportError};

/// What the identity provider made of a refresh token.
enum Renewal {
    Granted(TokenWire),
    /// It is no longer good: only the person can help.
    Ended,
}

impl TokenSource for Session {
    fn token(&self) -> TokenReply<'_> {
        Box::pin(async {
            let tokens = self.0.signed_in().await?;
            if is_usable(&tokens, self.0.phone_now_ms()) {
                return Ok(Redacted::new(tokens.access_token));
            }
            self.0.renew_unless_done(&tokens.access_token).await
        })
    }

    fn renewed(&self, token: AccessToken) -> TokenReply<'_> {
        Box::pin(async move { self.0.renew_unless_done(token.expose()).await })
    }

    fn give_up(&self, token: AccessToken) -> TokenReply<'_> {
        Box::pin(async move {
            let _one_at_a_time = self.0.renewing.lock().await;
            let tokens = self.0.signed_in().await?;
            if tokens.access_token == *token.expose() {
                if !is_usable(&tokens, self.0.phone_now_ms()) {
                    return Err(TransportError::Timeout.into());
                }
                self.0.end(tokens).await;
            }
            Err(NetError::SignInAgain)
        })
    }
}

impl Inner {
    async fn signed_in(&self) -> Result<Tokens, NetError> {
        match self.held_now().await? {
            Kept::SignedIn(tokens) => Ok(tokens),
            Kept::Nobody | Kept::SignedOut { .. } => Err(NetError::SignedOut),
            Kept::Expired { .. } => Err(NetError::SignInAgain),
        }
    }

    /// A fresh access token in place of `old`, which is no longer good.
    async fn renew_unless_done(&self, old: &str) -> Result<AccessToken, NetError> {
        let _one_at_a_time = self.renewing.lock().await;
        let tokens = self.signed_in().await?;
        if tokens.access_token != old && !is_over(&tokens, self.phone_now_ms()) {
            return Ok(Redacted::new(tokens.access_token));
        }
        match self.ask_to_renew(&tokens.refresh_token).await? {
            Renewal::Granted(wire) => {
                let used = tokens.refresh_token.clone();
                let renewed = Tokens {
                    expires_ms: self.ends_ms(wire.expires_in),
                    access_token: wire.access_token,
                    refresh_token: wire.refresh_token,
                    ..tokens
                };
                let token = Redacted::new(renewed.access_token.clone());
                // If the disk fails the session goes on in memory; the next start may have to ask once.
                if let Err(failed) = self.learn(&used, Kept::SignedIn(renewed)).await {
                    tracing::info!(code = failed.code(), "a renewed session could not be written down");
                }
                Ok(token)
            }
            Renewal::Ended => {
                self.end(tokens).await;
                Err(NetError::SignInAgain)
            }
        }
    }

    /// One attempt: whoever asked for a token repeats as a whole. The city accepts the last token again for a minute, because
    /// answers get lost on the way.
    async fn ask_to_renew(&self, refresh_token: &str) -> Result<Renewal, NetError> {
        let provider = provider(self).await?;
        let fields = [
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh_token),
            ("client_id", CLIENT_ID),
        ];
        let request = HttpRequest::new(Method::Post, &provider.token).form(form_encode(&fields));
        self.city.send(request).await.and_then(read_renewal)
    }

    /// Notes that the city ended the session. Noted once, asked once: later calls find it here.
    async fn end(&self, tokens: Tokens) {
        let expired = Kept::Expired { person: tokens.person };
        if let Err(failed) = self.learn(&tokens.refresh_token, expired).await {
            tracing::info!(code = failed.code(), "the end of a session could not be written down");
        }
    }

    pub(super) fn phone_now_ms(&self) -> i64 {
        self.clock.now().timestamp_millis()
    }

    /// When a token of so many seconds ends, by the phone's clock.
    pub(super) fn ends_ms(&self, expires_in_s: i64) -> i64 {
        self.phone_now_ms().saturating_add(expires_in_s.saturating_mul(1_000))
    }
}

fn read_renewal(reply: CityReply) -> Result<Renewal, NetError> {
    match reply.status() {
        200 => reply.json().map(Renewal::Granted),
        400 | 401 => match reply.json::<OAuthErrorWire>()?.error.as_str() {
            "invalid_grant" => Ok(Renewal::Ended),
            // Any other complaint is about the app, not about the person, who could do nothing about it.
            _ => Err(reply.refusal()),
        },
        _ => Err(reply.refusal()),
    }
}
