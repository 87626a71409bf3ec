//! The classic mistakes, each planted around the real code: in the network, the post, the browser or the disk. Never in what is
//! shipped. A simulation that lets one of them pass proves nothing.

/// A mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// A request that is sent again goes with a new name.
    RetryWithoutKey,
    /// Whoever comes back from the bank's page has paid.
    TrustBrowserReturn,
    /// A city that fails has no such payment.
    StorageErrorAsNotFound,
    /// A good signature is good news, whatever the code says.
    AcceptRefusedCode,
    /// A notice needs no signature.
    AcceptForgedNotification,
    /// What is not known at the start is let go.
    ForgetUnknownOnRestart,
    /// An old copy of the phone's file is put back after a restart.
    RestoreOldCopy,
    /// Every answer brings a receipt of its own.
    DoubleReceipt,
    /// The payment is written, its receipt is not.
    LoseReceipt,
    /// The phone closes a payment without asking anybody.
    CloseWithoutAsking,
    /// Every visit of the bank's page is an order of its own.
    NewOrderEachTime,
    /// The city lets go of a payment without asking the bank first.
    UnlockWithoutBank,
}

impl Mistake {
    /// Every mistake.
    pub const ALL: [Self; 12] = [
        Self::RetryWithoutKey,
        Self::TrustBrowserReturn,
        Self::StorageErrorAsNotFound,
        Self::AcceptRefusedCode,
        Self::AcceptForgedNotification,
        Self::ForgetUnknownOnRestart,
        Self::RestoreOldCopy,
        Self::DoubleReceipt,
        Self::LoseReceipt,
        Self::CloseWithoutAsking,
        Self::NewOrderEachTime,
        Self::UnlockWithoutBank,
    ];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::RetryWithoutKey => "retry-without-key",
            Self::TrustBrowserReturn => "trust-browser-return",
            Self::StorageErrorAsNotFound => "storage-error-as-not-found",
            Self::AcceptRefusedCode => "accept-refused-code",
            Self::AcceptForgedNotification => "accept-forged-notification",
            Self::ForgetUnknownOnRestart => "forget-unknown-on-restart",
            Self::RestoreOldCopy => "restore-old-copy",
            Self::DoubleReceipt => "double-receipt",
            Self::LoseReceipt => "lose-receipt",
            Self::CloseWithoutAsking => "close-without-asking",
            Self::NewOrderEachTime => "new-order-each-time",
            Self::UnlockWithoutBank => "unlock-without-bank",
        }
    }

    /// The mistake with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mistake| mistake.name() == name)
    }
}
