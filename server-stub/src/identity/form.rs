//! What forms and queries bring: names and values, some of them twice.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, FromRequest, Request};

/// Nothing that is sent to the identity provider is longer, in bytes.
pub const LONGEST: usize = 16 * 1024;

/// The names and values of a form, in the order in which they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// A value that came exactly once (RFC 6749, 3.2: "parameters MUST NOT be included more than once").
    pub fn once(&self, name: &str) -> Option<&str> {
        let mut found = self.0.iter().filter(|(other, _)| other == name);
        match (found.next(), found.next()) {
            (Some((_, value)), None) => Some(value),
            _ => None,
        }
    }

    /// Whether something came more than once.
    pub fn repeats(&self) -> bool {
        self.0.iter().any(|(name, _)| self.once(name).is_none())
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = FormRejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, FormRejection> {
        let Form(fields) = Form::from_request(request, state).await?;
        Ok(Self(fields))
    }
}
