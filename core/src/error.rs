//! One error for everything the core does: rich inside, with a stable code and a category for whoever reports it.

use std::sync::Arc;
use std::time::Duration;

use madrid_credentials::CredentialError;

use crate::net::{NetError, TransportSetupError};
use crate::ports::{KeyStoreError, SettingsError};
use crate::store::StoreError;
use crate::sync::SyncError;

/// Anything that can go wrong in the core.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The city could not be asked, or its answer not used.
    #[error(transparent)]
    Net(#[from] NetError),
    /// The phone's database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A run of the synchronisation ended early.
    #[error(transparent)]
    Sync(#[from] Arc<SyncError>),
    /// The app was built or started with settings that cannot work.
    #[error(transparent)]
    Setup(#[from] TransportSetupError),
    /// The folder the shell gave us cannot be used.
    #[error("the app's folder cannot be used")]
    Folder,
    /// The phone's key store failed.
    #[error(transparent)]
    KeyStore(#[from] KeyStoreError),
    /// The phone's settings failed.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// A card, a request or a token of somebody else is not as it should be.
    #[error(transparent)]
    Credential(#[from] CredentialError),
    /// What was asked cannot be answered; the code says what to change.
    #[error("the request cannot be used: {0}")]
    Invalid(&'static str),
    /// It could not be done; the code says why and what to do about it.
    #[error("it could not be done: {0}")]
    Refused(&'static str),
    /// What was asked for does not exist, here or in the city.
    #[error("there is no such {0}")]
    NotFound(&'static str),
}

/// Who has to do something about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// Part of life (no network, nothing found): the screen says so and nobody reports it.
    Expected,
    /// The phone or the city is broken: worth counting.
    Fault,
    /// It may speak of the person: only its code may be logged.
    PersonalData,
    /// We are wrong: worth an alarm.
    Bug,
}

impl Error {
    /// A stable code: for logs, for support, and to find the words for it. It never changes meaning.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Net(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Sync(error) => error.code(),
            Self::Setup(TransportSetupError::BadAddress) => "setup.address",
            Self::Setup(TransportSetupError::Trust(_)) => "setup.trust",
            Self::Folder => "setup.folder",
            Self::KeyStore(_) => "platform.key_store",
            Self::Settings(_) => "platform.settings",
            Self::Credential(error) => error.code(),
            Self::Invalid(code) | Self::Refused(code) | Self::NotFound(code) => code,
        }
    }

    /// Who has to act.
    #[must_use]
    pub fn category(&self) -> Category {
        match self.code() {
            "store.query" | "store.abandoned" | "sync.abandoned" | "setup.address" | "setup.trust" => Category::Bug,
            "net.unreachable" | "net.timeout" | "net.interrupted" | "net.busy" | "net.wrong_content" => {
                Category::Expected
            }
            "net.not_found" | "place.unknown" | "event.unknown" | "store.interrupted" | "store.suspended"
            | "store.locked" | "store.busy" => Category::Expected,
            "vault.refused"
            | "profile.unknown"
            | "home.not_represented"
            | "home.section_down"
            | "home.section_torn"
            | "recommend.unknown"
            | "recommend.off" => Category::Expected,
            "session.not_ours" | "session.refused" | "session.too_weak" => Category::Fault,
            code if [
                "session.", "intent.", "booking.", "payment.", "receipt.", "fine.", "tax.", "refund.", "wallet.",
                "cred.",
            ]
            .iter()
            .any(|start| code.starts_with(start)) =>
            {
                Category::Expected
            }
            code if code.starts_with("input.") => Category::PersonalData,
            _ => Category::Fault,
        }
    }

    /// How long the city asked us to wait, where it did.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        let net = match self {
            Self::Net(error) => error,
            Self::Sync(error) => match &**error {
                SyncError::Net(error) => error,
                _ => return None,
            },
            _ => return None,
        };
        match net {
            NetError::Busy { retry_after } => *retry_after,
            _ => None,
        }
    }
}

/// Every code an error can have, for the texts and for whoever reads a log.
pub const CODES: [&str; 185] = [
    "net.unreachable",
    "net.timeout",
    "net.interrupted",
    "net.too_large",
    "net.unknown_root",
    "net.wrong_pin",
    "net.expired_certificate",
    "net.invalid_certificate",
    "net.busy",
    "net.failed",
    "net.wrong_content",
    "net.bad_reply",
    "net.not_found",
    "net.gone",
    "net.refused",
    "store.full",
    "store.damaged",
    "store.newer",
    "store.suspended",
    "store.interrupted",
    "store.io",
    "store.query",
    "store.abandoned",
    "sync.does_not_add_up",
    "sync.abandoned",
    "setup.address",
    "setup.trust",
    "setup.folder",
    "platform.key_store",
    "platform.settings",
    "input.location",
    "input.search_empty",
    "place.unknown",
    "event.unknown",
    "input.days",
    "session.none",
    "session.expired",
    "session.stronger",
    "session.cancelled",
    "session.not_ours",
    "session.refused",
    "session.too_weak",
    "session.too_late",
    "session.under_way",
    "session.other_person",
    "platform.browser",
    "platform.location",
    "platform.random",
    "store.locked",
    "store.busy",
    "vault.refused",
    "vault.invalidated",
    "vault.unreadable",
    "vault.key_store",
    "vault.no_screen_lock",
    "intent.conflict",
    "intent.refused",
    "home.section_down",
    "home.section_torn",
    "home.not_represented",
    "profile.unknown",
    "input.phone",
    "input.email",
    "input.link",
    "recommend.unknown",
    "recommend.off",
    "input.slot",
    "input.people",
    "booking.unknown",
    "booking.full",
    "booking.gone",
    "booking.already",
    "booking.too_late",
    "booking.paper",
    "booking.refused",
    "payment.unknown",
    "payment.paid",
    "payment.locked",
    "payment.not_payable",
    "payment.debt_unknown",
    "payment.expired",
    "payment.under_way",
    "payment.open",
    "receipt.unknown",
    "fine.unknown",
    "fine.too_late",
    "fine.already_paid",
    "fine.already_filed",
    "fine.not_now",
    "fine.under_way",
    "fine.too_big",
    "fine.wrong_type",
    "fine.refused",
    "fine.empty",
    "fine.driver",
    "fine.document",
    "input.iban",
    "input.notice",
    "tax.unknown",
    "tax.iban",
    "tax.not_holder",
    "tax.too_late",
    "tax.not_offered",
    "tax.paid",
    "tax.being_paid",
    "tax.refused",
    "input.reference_empty",
    "input.reference_kind",
    "input.reference_length",
    "input.reference_sign",
    "input.reference_date",
    "input.reference_check",
    "payment.reference_wrong",
    "payment.reference_unknown",
    "payment.reference_expired",
    "refund.unknown",
    "refund.not_holder",
    "refund.iban_wrong",
    "refund.already_asked",
    "refund.nothing_to_refund",
    "refund.refused",
    "wallet.offer_wrong",
    "wallet.request_link",
    "wallet.request_method",
    "wallet.offer_several",
    "wallet.offer_unsupported",
    "cred.unsupported",
    "wallet.request_formats",
    "wallet.request_prefix",
    "cred.untrusted",
    "cred.signature",
    "wallet.request_signing",
    "wallet.request_client",
    "wallet.request_expired",
    "wallet.request_not_yet",
    "cred.expired",
    "cred.not_yet",
    "wallet.request_audience",
    "wallet.request_wallet_nonce",
    "wallet.request_nonce",
    "wallet.request_state",
    "wallet.request_response_type",
    "wallet.request_response_mode",
    "wallet.request_redirect",
    "wallet.request_encryption",
    "wallet.request_metadata",
    "wallet.request_query",
    "wallet.request_response_uri",
    "wallet.request_transaction",
    "cred.malformed",
    "cred.too_large",
    "cred.too_deep",
    "cred.decryption",
    "cred.wrong_type",
    "cred.mismatch",
    "cred.duplicate",
    "cred.not_referenced",
    "cred.missing",
    "wallet.tx_code",
    "wallet.offer_used",
    "wallet.unknown",
    "wallet.too_late",
    "wallet.cancelled",
    "wallet.not_ours",
    "wallet.denied",
    "wallet.not_entitled",
    "wallet.refused",
    "wallet.token_unbound",
    "wallet.unverified",
    "wallet.right_over",
    "wallet.not_renewable",
    "wallet.not_attested",
    "wallet.under_way",
    "wallet.card_unknown",
    "wallet.request_unknown",
    "wallet.presentation_unwarned",
    "wallet.presentation_choice",
    "wallet.presentation_refused",
    "wallet.presentation_unknown",
    "wallet.migration_closed",
    "wallet.migration_newer",
    "wallet.migration_unreadable",
    "wallet.log_damaged",
    "input.passphrase",
    "bug.panic",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::TransportError;

    #[test]
    fn codes_are_listed_once_and_categories_follow_them() {
        let mut sorted = CODES.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), CODES.len());
        assert_eq!(
            Error::from(NetError::Transport(TransportError::Unreachable)).category(),
            Category::Expected
        );
        assert_eq!(
            Error::from(NetError::Transport(TransportError::WrongPin)).category(),
            Category::Fault
        );
        assert_eq!(Error::from(StoreError::Abandon).category(), Category::Bug);
        assert_eq!(Error::Invalid("input.location").category(), Category::PersonalData);
    }

    #[test]
    fn the_citys_wish_to_wait_is_found_behind_a_run() {
        let wait = Duration::from_secs(30);
        let busy = NetError::Busy {
            retry_after: Some(wait),
        };
        assert_eq!(Error::from(Arc::new(SyncError::from(busy))).retry_after(), Some(wait));
        assert_eq!(Error::from(busy).retry_after(), Some(wait));
        assert_eq!(Error::Folder.retry_after(), None);
    }
}
