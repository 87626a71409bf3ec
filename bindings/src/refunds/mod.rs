//! Money that comes back to the person, as a shell asks for it and draws it.

mod view;

use std::sync::Arc;

use crate::app::Shared;
use crate::error::AppError;
use crate::observe::{ListenerError, Subscription};
use crate::runtime;
pub use view::{
    RefundActionKind, RefundActionView, RefundCause, RefundCauseView, RefundFormView, RefundStage, RefundStepView,
    RefundView, RefundsView,
};

/// What to ask back, and where it should go.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RefundRequest {
    /// The number of a receipt on the phone.
    pub receipt: String,
    /// Why.
    pub cause: RefundCause,
    /// The number of an account in the person's name, as they type it.
    pub iban: String,
}

/// Watches refunds.
#[uniffi::export(foreign)]
pub trait RefundsListener: Send + Sync {
    /// Takes all of them as they are now. Called off the main thread, one at a time.
    fn on_change(&self, view: RefundsView) -> Result<(), ListenerError>;
}

/// Refunds. Everything fails with `Locked` while the data are locked.
#[derive(uniffi::Object)]
pub struct Refunds {
    shared: Arc<Shared>,
}

#[uniffi::export]
impl Refunds {
    /// The words of the screen where something is asked back. Asks nobody.
    #[must_use]
    pub fn form(&self) -> RefundFormView {
        RefundFormView::new(self.shared.language())
    }

    /// Everything the person has asked for, the last one first. Reads the phone's disk only; safe to repeat.
    pub async fn show(&self) -> Result<RefundsView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(show(shared)).await
    }

    /// Watches them: those of now arrive before this returns.
    pub async fn observe(&self, listener: Arc<dyn RefundsListener>) -> Result<Arc<Subscription>, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(shared.observe(show, move |view| listener.on_change(view))).await
    }

    /// One of them, by its `id`. Reads the phone's disk only; safe to repeat. Fails with `NotFound`.
    pub async fn one(&self, id: i64) -> Result<RefundView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let refund = shared.core.refunds().one(id).await?;
            Ok(RefundView::new(&refund, shared.language(), shared.core.now()))
        })
        .await
    }

    /// Asks the city to give back what a receipt is of. It is kept on the phone before this returns and sent once when there is a
    /// network; how it ended is among the refunds. Offline is fine. To ask for the same again changes nothing.
    ///
    /// Fails with `SignInAgain` where nobody has signed in, with `Rejected` (`input.iban`) and with `NotFound`.
    pub async fn ask(&self, request: RefundRequest) -> Result<RefundsView, AppError> {
        let RefundRequest { receipt, cause, iban } = request;
        self.shared
            .after_telling(
                move |shared| async move { shared.core.ask_back(receipt, cause.into(), &iban).await.map(drop) },
                show,
            )
            .await
    }

    /// The person has read that a request was not taken: it goes from the list. Safe to repeat.
    pub async fn dismiss(&self, id: i64) -> Result<RefundsView, AppError> {
        self.shared
            .after_telling(
                move |shared| async move { shared.core.refunds().dismiss(id).await },
                show,
            )
            .await
    }
}

impl Refunds {
    pub(crate) const fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }
}

async fn show(shared: Arc<Shared>) -> Result<RefundsView, AppError> {
    let shown = shared.core.refunds().show().await?;
    Ok(RefundsView::new(&shown, shared.language(), shared.core.now()))
}
