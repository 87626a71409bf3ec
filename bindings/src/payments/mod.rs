//! Paying the city, and what was paid, as a shell asks for it and draws it.

mod view;

use std::sync::Arc;

use madrid_core::error::Error;
use madrid_core::kernel::{DebtKind as Kind, DebtRef, madrid_day};
use madrid_core::payments as core;

use crate::app::Shared;
use crate::error::AppError;
use crate::observe::{ListenerError, Subscription};
use crate::runtime;
use crate::view::mirror;
pub use view::{
    PaymentActionKind, PaymentActionView, PaymentMethodView, PaymentStage, PaymentView, PaymentsView, ReceiptView,
    ReceiptsView,
};

mirror! {
    /// Which part of the city a debt is with.
    DebtKind of Kind {
        /// The tax folder.
        Tax,
        /// Traffic fines.
        Fine,
    }
}

mirror! {
    /// How the person pays.
    PaymentMethod of core::Method {
        /// With a card, on the bank's page.
        Card,
        /// With Bizum, on the same page.
        Bizum,
    }
}

/// What to pay, and how.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PayRequest {
    /// Which part of the city it is with.
    pub kind: DebtKind,
    /// The number under which that part knows it.
    pub debt: String,
    /// How.
    pub method: PaymentMethod,
}

/// Watches payments.
#[uniffi::export(foreign)]
pub trait PaymentsListener: Send + Sync {
    /// Takes all of them as they are now. Called off the main thread, one at a time.
    fn on_change(&self, view: PaymentsView) -> Result<(), ListenerError>;
}

/// Paying. Everything fails with `SignInAgain` where nobody has signed in and with `Locked` while the data are locked. What was
/// begun goes on when the caller stops waiting: it is on the disk before it leaves the phone, and how it ended is found out.
#[derive(uniffi::Object)]
pub struct Payments {
    shared: Arc<Shared>,
}

#[uniffi::export]
impl Payments {
    /// What paying would mean: how much, until when, what is given up. Nothing is paid. Where a payment of the same is under way, it
    /// is that one. Safe to repeat.
    ///
    /// Fails with `Rejected` (`payment.paid`, `payment.locked`, `payment.not_payable`), `NotFound`, `Offline` and `ServerBusy`.
    pub async fn prepare(&self, request: PayRequest) -> Result<PaymentView, AppError> {
        let debt = DebtRef {
            kind: request.kind.into(),
            id: request.debt,
        };
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            let attempt = shared.core.payments().prepare(debt, request.method.into()).await?;
            Ok(view_of(&shared, &attempt, None))
        })
        .await
    }

    /// The person has chosen how to pay. It counts as long as nothing has left the phone. Reads and writes the phone's disk only; safe
    /// to repeat.
    pub async fn choose(&self, id: i64, method: PaymentMethod) -> Result<PaymentView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            let attempt = shared.core.payments().choose(id, method.into()).await?;
            Ok(view_of(&shared, &attempt, None))
        })
        .await
    }

    /// The person says yes to what `prepare` showed. Afterwards the view says where to go on: `url` is the bank's page. Where the city
    /// could not be heard it says so, and nothing is paid twice. Safe to repeat.
    ///
    /// Fails with `Rejected` (`payment.expired`) where the price is old, and with `StorageFull` before anything is sent.
    pub async fn submit(&self, id: i64) -> Result<PaymentView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            let progress = shared.core.payments().submit(id).await?;
            Ok(after(&shared, &progress))
        })
        .await
    }

    /// Asks the city how a payment stands. To be called when the browser is back, whatever it brought. Safe to repeat.
    pub async fn check(&self, id: i64) -> Result<PaymentView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            let progress = shared.core.payments().check(id).await?;
            Ok(after(&shared, &progress))
        })
        .await
    }

    /// The person does not want to pay after all. The city closes it, unless it was paid meanwhile. Safe to repeat.
    pub async fn give_up(&self, id: i64) -> Result<PaymentView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            let progress = shared.core.payments().give_up(id).await?;
            Ok(after(&shared, &progress))
        })
        .await
    }

    /// One payment. Reads the phone's disk only; safe to repeat.
    pub async fn one(&self, id: i64) -> Result<PaymentView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let attempt = shared.core.payments().one(id).await?;
            Ok(view_of(&shared, &attempt, None))
        })
        .await
    }

    /// Every payment, the last one first. Reads the phone's disk only; safe to repeat.
    pub async fn list(&self) -> Result<PaymentsView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(list(shared)).await
    }

    /// Watches payments: those of now arrive before this returns.
    pub async fn observe(&self, listener: Arc<dyn PaymentsListener>) -> Result<Arc<Subscription>, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(shared.observe(list, move |view| listener.on_change(view))).await
    }

    /// Every receipt, the last one first. Reads the phone's disk only; safe to repeat.
    pub async fn receipts(&self) -> Result<ReceiptsView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let kept = shared.core.payments().receipts().await?;
            Ok(ReceiptsView::new(
                &kept,
                shared.language(),
                madrid_day(shared.core.now()),
            ))
        })
        .await
    }

    /// One receipt, by its number. Reads the phone's disk only; safe to repeat. Fails with `NotFound`.
    pub async fn receipt(&self, number: String) -> Result<ReceiptView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let receipt = shared.core.payments().receipt(number).await?;
            Ok(ReceiptView::new(
                &receipt,
                shared.language(),
                madrid_day(shared.core.now()),
            ))
        })
        .await
    }
}

impl Payments {
    pub(crate) const fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }
}

async fn list(shared: Arc<Shared>) -> Result<PaymentsView, AppError> {
    let attempts = shared.core.payments().attempts().await?;
    Ok(PaymentsView::new(&attempts, shared.language(), shared.core.now()))
}

fn after(shared: &Shared, progress: &core::Progress) -> PaymentView {
    let unheard = progress.unheard.map(|failed| Error::from(failed).code());
    view_of(shared, &progress.attempt, unheard)
}

fn view_of(shared: &Shared, attempt: &core::Attempt, unheard: Option<&str>) -> PaymentView {
    PaymentView::new(attempt, unheard, shared.language(), shared.core.now())
}
