//! The errors a shell sees: a variant only where the person or the shell would act differently; the code says the rest.

use madrid_core::error::Error;

/// What went wrong, by what there is to do about it. `explain` has the words; `code` is stable and may be logged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum AppError {
    /// No network, or one that does not reach the city. The data on the phone stay usable; ask again when it is back.
    #[error("offline ({code})")]
    Offline {
        /// The stable code.
        code: String,
    },
    /// The city is overloaded or failing. Asking again later is safe.
    #[error("the city is busy ({code})")]
    ServerBusy {
        /// The stable code.
        code: String,
        /// How long the city asked us to wait, in seconds.
        retry_after_seconds: Option<u32>,
    },
    /// Who answers is not the city, or the phone's clock makes it look so. Nothing was sent.
    #[error("not the city ({code})")]
    NotTheCity {
        /// The stable code.
        code: String,
    },
    /// What was asked for does not exist.
    #[error("not found ({code})")]
    NotFound {
        /// The stable code.
        code: String,
    },
    /// The request itself has to change before it can work.
    #[error("rejected ({code})")]
    Rejected {
        /// The stable code.
        code: String,
    },
    /// The session does not reach this far: sign in (`session.none`), once more (`session.expired`) or more strongly
    /// (`session.stronger`). Ask the person, never by yourself; what is on the phone stays usable.
    #[error("sign in again ({code})")]
    SignInAgain {
        /// The stable code.
        code: String,
    },
    /// The person's data are locked. `unlock` asks the person.
    #[error("locked ({code})")]
    Locked {
        /// The stable code.
        code: String,
    },
    /// The person changed their mind. Nothing to say.
    #[error("cancelled ({code})")]
    Cancelled {
        /// The stable code.
        code: String,
    },
    /// The data were written by a newer app. They are untouched.
    #[error("update required ({code})")]
    UpdateRequired {
        /// The stable code.
        code: String,
    },
    /// The phone has no room left. Nothing was changed.
    #[error("storage full ({code})")]
    StorageFull {
        /// The stable code.
        code: String,
    },
    /// It was interrupted or mended on the way: asking again now is safe and likely to work.
    #[error("try again ({code})")]
    TryAgain {
        /// The stable code.
        code: String,
    },
    /// A fault of ours or of the phone: say so, offer the code, do not repeat by yourself.
    #[error("bug ({code})")]
    Bug {
        /// The stable code.
        code: String,
    },
}

impl AppError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Offline { code }
            | Self::ServerBusy { code, .. }
            | Self::NotTheCity { code }
            | Self::NotFound { code }
            | Self::Rejected { code }
            | Self::SignInAgain { code }
            | Self::Locked { code }
            | Self::Cancelled { code }
            | Self::UpdateRequired { code }
            | Self::StorageFull { code }
            | Self::TryAgain { code }
            | Self::Bug { code } => code,
        }
    }

    pub(crate) fn panic() -> Self {
        Self::Bug {
            code: "bug.panic".to_owned(),
        }
    }

    pub(crate) fn no_runtime() -> Self {
        Self::Bug {
            code: "bug.no_threads".to_owned(),
        }
    }

    pub(crate) fn listener() -> Self {
        Self::Bug {
            code: "bug.listener".to_owned(),
        }
    }
}

/// The one table from the core's errors to the shell's.
impl From<Error> for AppError {
    fn from(error: Error) -> Self {
        let code = error.code().to_owned();
        match error.code() {
            "net.unreachable" | "net.timeout" | "net.interrupted" => Self::Offline { code },
            "net.busy" | "net.failed" | "net.bad_reply" | "net.too_large" | "net.gone" | "sync.does_not_add_up" => {
                let wait = error
                    .retry_after()
                    .map(|wait| u32::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(u32::MAX));
                Self::ServerBusy {
                    code,
                    retry_after_seconds: wait,
                }
            }
            "net.wrong_content"
            | "net.unknown_root"
            | "net.wrong_pin"
            | "net.expired_certificate"
            | "net.invalid_certificate" => Self::NotTheCity { code },
            "wallet.presentation_unknown" => Self::Rejected { code },
            "wallet.under_way" => Self::TryAgain { code },
            "net.not_found" | "home.not_represented" => Self::NotFound { code },
            unknown if unknown.ends_with("unknown") => Self::NotFound { code },
            "session.none" | "session.expired" | "session.stronger" => Self::SignInAgain { code },
            "store.locked" | "vault.refused" => Self::Locked { code },
            "session.cancelled" => Self::Cancelled { code },
            "session.under_way" | "session.too_late" => Self::TryAgain { code },
            "home.section_down" | "home.section_torn" => Self::ServerBusy {
                code,
                retry_after_seconds: None,
            },
            "net.refused" | "vault.invalidated" | "vault.unreadable" | "vault.no_screen_lock" | "recommend.off" => {
                Self::Rejected { code }
            }
            refused
                if [
                    "session.", "intent.", "booking.", "payment.", "fine.", "tax.", "refund.", "wallet.", "cred.",
                ]
                .iter()
                .any(|start| refused.starts_with(start)) =>
            {
                Self::Rejected { code }
            }
            input if input.starts_with("input.") => Self::Rejected { code },
            "store.newer" => Self::UpdateRequired { code },
            "store.full" => Self::StorageFull { code },
            "store.damaged" | "store.suspended" | "store.interrupted" | "store.busy" => Self::TryAgain { code },
            _ => Self::Bug { code },
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use madrid_core::net::NetError;
    use madrid_core::store::StoreError;
    use madrid_core::sync::SyncError;

    use super::*;

    #[test]
    fn the_table_says_what_to_do() {
        let busy = NetError::Busy {
            retry_after: Some(Duration::from_secs(9)),
        };
        let behind_a_run = AppError::from(Error::from(Arc::new(SyncError::from(busy))));
        assert_eq!(
            behind_a_run,
            AppError::ServerBusy {
                code: "net.busy".into(),
                retry_after_seconds: Some(9)
            }
        );
        assert!(matches!(
            AppError::from(Error::from(StoreError::Full)),
            AppError::StorageFull { .. }
        ));
        assert!(matches!(
            AppError::from(Error::Invalid("input.location")),
            AppError::Rejected { .. }
        ));
        assert!(matches!(
            AppError::from(Error::from(StoreError::Abandon)),
            AppError::Bug { .. }
        ));
    }
}
