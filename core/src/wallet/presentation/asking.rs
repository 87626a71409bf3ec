//! What is asked, by whichever way it came: from a verifier over the network, or from the phone of somebody who stands there.

use madrid_credentials::CredentialError;
use madrid_credentials::dcql::Query;
use ring::rand::SecureRandom;

use super::Token;
use super::answer::Post;
use super::client::{Certainty, Client, Prefix};
use super::consent::Asker;
use super::link::Link;
use super::machine::Asked;
use super::refusal::{Refusal, Refused};
use super::registration::Standing;
use super::request::{Fetched, Request, Setting};
use super::respond::Talk;
use crate::wallet::reader::Question;

/// Something that is asked for.
#[derive(Clone)]
pub enum Asking {
    /// By a verifier.
    Remote(Box<Request>),
    /// By who stands there: nobody vouches for them.
    Nearby(Box<(Question, Client)>),
}

crate::log::opaque_debug!(Asking);

impl Asking {
    /// Whether a text is a question of a phone nearby, and no link.
    #[must_use]
    pub fn is_nearby(text: &str) -> bool {
        text.starts_with('{')
    }

    /// Reads it.
    ///
    /// # Errors
    /// As [`Request::read`].
    pub fn read(asked: &Asked, setting: &Setting<'_>) -> Result<Self, Refused> {
        if Self::is_nearby(&asked.link) {
            let question = Question::read(&asked.link).map_err(Refusal::Query)?;
            let client = Client {
                id: question.talk(setting.at).audience.to_owned(),
                prefix: Prefix::Redirect,
                chain: None,
            };
            return Ok(Self::Nearby(Box::new((question, client))));
        }
        let link = Link::read(&asked.link, setting)?;
        let fetched = asked.object.as_deref().map(|object| Fetched {
            object,
            wallet_nonce: &asked.wallet_nonce,
        });
        Ok(Self::Remote(Box::new(Request::read(&link, fetched, setting)?)))
    }

    /// What is asked.
    #[must_use]
    pub const fn query(&self) -> &Query {
        match self {
            Self::Remote(request) => &request.query,
            Self::Nearby(nearby) => nearby.0.query(),
        }
    }

    /// By what who asks is told apart.
    #[must_use]
    pub fn client_id(&self) -> &str {
        match self {
            Self::Remote(request) => &request.client.id,
            Self::Nearby(nearby) => &nearby.1.id,
        }
    }

    /// What to call who asks. Who stands there has no name.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Remote(request) => match &request.standing {
                Standing::Registered(registered) => registered.name.clone(),
                _ => None,
            }
            .unwrap_or_else(|| request.client.name(request.response_uri.host())),
            Self::Nearby(..) => String::new(),
        }
    }

    /// What a signature binds a card to.
    #[must_use]
    pub fn talk(&self, at: i64) -> Talk<'_> {
        match self {
            Self::Remote(request) => Talk::of(request, at),
            Self::Nearby(nearby) => nearby.0.talk(at),
        }
    }

    /// The answer.
    ///
    /// # Errors
    /// As [`Request::answer`]; `Missing` where there is nothing to hold to the other phone.
    pub fn answer(&self, token: Token, chance: &dyn SecureRandom) -> Result<Post, CredentialError> {
        match self {
            Self::Remote(request) => request.answer(token, chance),
            Self::Nearby(..) => {
                let shown = token.values().next().and_then(|all| all.get(0)?.as_str());
                shown.map(Post::held).ok_or(CredentialError::Missing("credential"))
            }
        }
    }
}

impl<'a> From<&'a Asking> for Asker<'a> {
    fn from(asking: &'a Asking) -> Self {
        match asking {
            Asking::Remote(request) => Self::from(&**request),
            Asking::Nearby(nearby) => Self {
                client: &nearby.1,
                standing: &Standing::None,
                certainty: Certainty::Unknown,
                to: None,
                query: nearby.0.query(),
            },
        }
    }
}
