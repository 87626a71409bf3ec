//! Why a request is refused. Each reason has a code that stays, and what the verifier may be told of it, which is only what it sent itself.

use madrid_credentials::CredentialError;

use crate::error::Error;
use crate::wallet::address::Address;

/// What is wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is no link to a request.
    #[error("no link to a request")]
    Link,
    /// It names another way to fetch it than there is.
    #[error("an unknown way to fetch it")]
    Method,
    /// It says who asks in a way that this wallet cannot check.
    #[error("an unknown kind of client id")]
    Prefix,
    /// It should be signed and is not, or the other way round.
    #[error("not signed as it must be")]
    Signing,
    /// Who signed it is not who it says.
    #[error("another client id")]
    Client,
    /// It is for somebody else.
    #[error("another audience")]
    Audience,
    /// It is not the answer to what the wallet asked.
    #[error("another wallet nonce")]
    WalletNonce,
    /// Its time is over.
    #[error("expired")]
    Expired,
    /// Its time has not come.
    #[error("not yet valid")]
    NotYet,
    /// It has no nonce that is of use.
    #[error("no nonce")]
    Nonce,
    /// Its state is none, where there must be one.
    #[error("no state")]
    State,
    /// It wants something else than cards.
    #[error("another response type")]
    ResponseType,
    /// It wants the answer in a way that is not safe.
    #[error("another response mode")]
    ResponseMode,
    /// The answer would go to somebody else, or be read on its way.
    #[error("another response address")]
    ResponseUri,
    /// It wants the person sent away with the answer in the address.
    #[error("a redirect address")]
    Redirect,
    /// There is no key to encrypt the answer to.
    #[error("no way to encrypt")]
    Encryption,
    /// What it says of the verifier cannot be read.
    #[error("client metadata: {0}")]
    Metadata(CredentialError),
    /// It does not say what is asked for, or not so that it can be understood.
    #[error("query: {0}")]
    Query(CredentialError),
    /// It takes no kind of card that it asks for.
    #[error("no format in common")]
    Formats,
    /// It wants a transaction agreed to that this wallet cannot show.
    #[error("an unknown transaction")]
    Transaction,
    /// It cannot be read or believed.
    #[error(transparent)]
    Credential(#[from] CredentialError),
}

/// Every code of this module's own. Those of [`Refusal::Credential`] are the credentials'.
pub const CODES: [&str; 20] = [
    "wallet.request_link",
    "wallet.request_method",
    "wallet.request_prefix",
    "wallet.request_signing",
    "wallet.request_client",
    "wallet.request_audience",
    "wallet.request_wallet_nonce",
    "wallet.request_expired",
    "wallet.request_not_yet",
    "wallet.request_nonce",
    "wallet.request_state",
    "wallet.request_response_type",
    "wallet.request_response_mode",
    "wallet.request_response_uri",
    "wallet.request_redirect",
    "wallet.request_encryption",
    "wallet.request_metadata",
    "wallet.request_query",
    "wallet.request_formats",
    "wallet.request_transaction",
];

impl Refusal {
    /// A stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Link => "wallet.request_link",
            Self::Method => "wallet.request_method",
            Self::Prefix => "wallet.request_prefix",
            Self::Signing => "wallet.request_signing",
            Self::Client => "wallet.request_client",
            Self::Audience => "wallet.request_audience",
            Self::WalletNonce => "wallet.request_wallet_nonce",
            Self::Expired => "wallet.request_expired",
            Self::NotYet => "wallet.request_not_yet",
            Self::Nonce => "wallet.request_nonce",
            Self::State => "wallet.request_state",
            Self::ResponseType => "wallet.request_response_type",
            Self::ResponseMode => "wallet.request_response_mode",
            Self::ResponseUri => "wallet.request_response_uri",
            Self::Redirect => "wallet.request_redirect",
            Self::Encryption => "wallet.request_encryption",
            Self::Metadata(_) => "wallet.request_metadata",
            Self::Query(_) => "wallet.request_query",
            Self::Formats => "wallet.request_formats",
            Self::Transaction => "wallet.request_transaction",
            Self::Credential(error) => error.code(),
        }
    }

    /// What the verifier is told (OpenID4VP 1.0, section 8.5). All of these depend on the request alone, and on nothing that the person has.
    #[must_use]
    pub const fn told(self) -> &'static str {
        match self {
            Self::Formats => "vp_formats_not_supported",
            Self::Transaction => "invalid_transaction_data",
            _ => "invalid_request",
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.code())
    }
}

/// A request that is refused. The person saw nothing and nothing was signed.
#[derive(Clone, PartialEq, Eq)]
pub struct Refused {
    /// Why.
    pub why: Refusal,
    /// Whom to tell. `None` before it is certain who asks: what a stranger sends must not make the phone call anybody.
    pub report: Option<Report>,
}

crate::log::opaque_debug!(Refused);

impl From<Refusal> for Refused {
    fn from(why: Refusal) -> Self {
        Self { why, report: None }
    }
}

/// What a verifier is told of its own mistake.
#[derive(Clone, PartialEq, Eq)]
pub struct Report {
    /// Where.
    pub to: Address,
    /// What it wants repeated.
    pub state: Option<String>,
    /// What is wrong.
    pub error: &'static str,
}

crate::log::opaque_debug!(Report);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_a_code_of_its_own_that_is_listed() {
        let inside = CredentialError::TooDeep;
        let all = [
            Refusal::Link,
            Refusal::Method,
            Refusal::Prefix,
            Refusal::Signing,
            Refusal::Client,
            Refusal::Audience,
            Refusal::WalletNonce,
            Refusal::Expired,
            Refusal::NotYet,
            Refusal::Nonce,
            Refusal::State,
            Refusal::ResponseType,
            Refusal::ResponseMode,
            Refusal::ResponseUri,
            Refusal::Redirect,
            Refusal::Encryption,
            Refusal::Metadata(inside),
            Refusal::Query(inside),
            Refusal::Formats,
            Refusal::Transaction,
        ];
        assert_eq!(all.map(Refusal::code), CODES);
        assert_eq!(Error::from(Refusal::Credential(inside)).code(), "cred.too_deep");
    }
}
