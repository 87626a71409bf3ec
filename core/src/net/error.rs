//! What can go wrong between the phone and the city, in the terms a caller can act on.

use std::time::Duration;

use crate::ports::TransportError;

/// A failed exchange. No variant carries an address, a header or a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NetError {
    /// There was no complete answer.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The city asks to wait (429, 503).
    #[error("the city is busy")]
    Busy {
        /// How long the city asked us to wait.
        retry_after: Option<Duration>,
    },
    /// The city failed (any other 5xx).
    #[error("the city failed with status {status}")]
    Failed {
        /// The HTTP status.
        status: u16,
    },
    /// The answer is not the city's: HTML from a Wi-Fi login page, for example.
    #[error("the answer is not of the city's content type")]
    WrongContent,
    /// The answer is of the right type but cannot be understood.
    #[error("the answer cannot be understood")]
    BadReply,
    /// What was asked for is not there (404).
    #[error("not found")]
    NotFound,
    /// The city no longer knows this position: the collection has to be loaded again (410).
    #[error("gone")]
    Gone,
    /// Nobody has signed in on this phone.
    #[error("nobody is signed in")]
    SignedOut,
    /// The session ended: the person has to sign in once more. What is on the phone stays readable.
    #[error("the session has ended")]
    SignInAgain,
    /// The session is good, but this needs a stronger sign-in (RFC 9470).
    #[error("this needs a stronger sign-in")]
    StrongerSignIn,
    /// The person's data, the session among them, are locked on this phone.
    #[error("the data are locked")]
    Locked,
    /// The session is on the phone, but the disk will not give it.
    #[error("the session cannot be read")]
    Storage {
        /// The stable code of what went wrong with the disk.
        code: &'static str,
    },
    /// The city refused the request (any other 4xx).
    #[error("refused with status {status}")]
    Refused {
        /// The HTTP status.
        status: u16,
    },
}

impl NetError {
    /// The stable code, for logs and for the words (see [`crate::error::CODES`]).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Transport(TransportError::Unreachable) => "net.unreachable",
            Self::Transport(TransportError::Timeout) => "net.timeout",
            Self::Transport(TransportError::Interrupted) => "net.interrupted",
            Self::Transport(TransportError::TooLarge) => "net.too_large",
            Self::Transport(TransportError::UnknownRoot) => "net.unknown_root",
            Self::Transport(TransportError::WrongPin) => "net.wrong_pin",
            Self::Transport(TransportError::ExpiredCertificate) => "net.expired_certificate",
            Self::Transport(TransportError::InvalidCertificate) => "net.invalid_certificate",
            Self::Busy { .. } => "net.busy",
            Self::Failed { .. } => "net.failed",
            Self::WrongContent => "net.wrong_content",
            Self::BadReply => "net.bad_reply",
            Self::NotFound => "net.not_found",
            Self::Gone => "net.gone",
            Self::SignedOut => "session.none",
            Self::SignInAgain => "session.expired",
            Self::StrongerSignIn => "session.stronger",
            Self::Locked => "store.locked",
            Self::Storage { code } => code,
            Self::Refused { .. } => "net.refused",
        }
    }

    /// Whether asking again, unchanged and a little later, may help.
    #[must_use]
    pub const fn may_pass(self) -> bool {
        match self {
            Self::Transport(error) => matches!(
                error,
                TransportError::Unreachable | TransportError::Timeout | TransportError::Interrupted
            ),
            Self::Busy { .. } | Self::Failed { .. } | Self::BadReply => true,
            Self::WrongContent
            | Self::NotFound
            | Self::Gone
            | Self::SignedOut
            | Self::SignInAgain
            | Self::StrongerSignIn
            | Self::Locked
            | Self::Storage { .. }
            | Self::Refused { .. } => false,
        }
    }
}
