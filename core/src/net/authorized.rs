//! Asks the city in the person's name: puts the token on, and makes one silent attempt to renew a token that is refused.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::{CityClient, CityReply, JsonReply, NetError};
use crate::log::Redacted;
use crate::ports::{HttpRequest, Method};

/// What opens the city's doors for a few minutes. It never shows in a log.
pub type AccessToken = Redacted<String>;

/// A token in the making.
pub type TokenReply<'a> = Pin<Box<dyn Future<Output = Result<AccessToken, NetError>> + Send + 'a>>;

/// Whoever keeps the session. It never opens a login page: that is for the person to ask for.
pub trait TokenSource: Send + Sync {
    /// A token that should be good, with one attempt to renew it if need be. [`NetError::SignedOut`], [`NetError::SignInAgain`] or [`NetError::Locked`] where there is
    /// none to be had without the person; any other error where the identity provider could not be asked.
    fn token(&self) -> TokenReply<'_>;

    /// The city refused `token`: another one, renewed at most once however many callers were refused together.
    fn renewed(&self, token: AccessToken) -> TokenReply<'_>;

    /// The city refused even the renewed token: only the person can help now. [`NetError::SignInAgain`], or the failure to note
    /// it; a time-out where that token's own time was over before it arrived.
    fn give_up(&self, token: AccessToken) -> TokenReply<'_>;
}

/// The way to the city for a person. Cheap to clone.
#[derive(Clone)]
pub struct AuthorizedClient {
    city: CityClient,
    tokens: Arc<dyn TokenSource>,
}

enum Answer<T> {
    Given(T),
    TokenRefused,
}

impl AuthorizedClient {
    /// A client that asks with the tokens of this source.
    #[must_use]
    pub fn new(city: CityClient, tokens: Arc<dyn TokenSource>) -> Self {
        Self { city, tokens }
    }

    /// [`CityClient::get_json`] in the person's name.
    pub async fn get_json<T: DeserializeOwned>(
        &self,
        path: &str,
        if_none_match: Option<&str>,
    ) -> Result<JsonReply<T>, NetError> {
        let request = HttpRequest::new(Method::Get, path).header("if-none-match", if_none_match);
        self.ask(&request, JsonReply::read).await
    }

    /// [`CityClient::ask`] in the person's name. Each attempt goes with the token of its own moment: the last one may be over by
    /// then, and whoever has signed out, locked or removed their data wants nothing sent in their name any more.
    pub async fn ask<T>(
        &self,
        request: &HttpRequest,
        read: impl Fn(CityReply) -> Result<T, NetError>,
    ) -> Result<T, NetError> {
        self.city.persist(|| self.attempt(request, &read)).await
    }

    async fn attempt<T>(
        &self,
        request: &HttpRequest,
        read: impl Fn(CityReply) -> Result<T, NetError>,
    ) -> Result<T, NetError> {
        let token = self.tokens.token().await?;
        if let Answer::Given(answer) = self.send_with(&token, request, &read).await? {
            return Ok(answer);
        }
        let renewed = self.tokens.renewed(token).await?;
        if let Answer::Given(answer) = self.send_with(&renewed, request, &read).await? {
            return Ok(answer);
        }
        self.tokens.give_up(renewed).await?;
        Err(NetError::SignInAgain)
    }

    async fn send_with<T>(
        &self,
        token: &AccessToken,
        request: &HttpRequest,
        read: impl Fn(CityReply) -> Result<T, NetError>,
    ) -> Result<Answer<T>, NetError> {
        let bearer = format!("Bearer {}", token.expose());
        let request = request.clone().header("authorization", Some(&bearer));
        let reply = self.city.send(request).await?;
        match reply.status() {
            401 if reply.challenge().contains("insufficient_user_authentication") => Err(NetError::StrongerSignIn),
            // The city says what is wrong with a token (RFC 6750, 3); a page of something in between does not.
            401 if reply.is_from_city() => Ok(Answer::TokenRefused),
            401 => Err(NetError::WrongContent),
            _ => read(reply).map(Answer::Given),
        }
    }
}
