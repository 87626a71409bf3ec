//! Paying the city, and what was paid, as a shell asks for it and draws it.

mod letters;
mod several;
mod view;
mod words;

use std::sync::Arc;

use madrid_core::error::Error;
use madrid_core::kernel::{DebtKind as Kind, DebtRef, madrid_day};
use madrid_core::payments as core;
use madrid_core::reference::Reference;
use madrid_core::text::{self, keys};

use crate::app::Shared;
use crate::error::AppError;
use crate::observe::{ListenerError, Subscription};
use crate::runtime;
use crate::view::mirror;
pub use letters::LetterFormView;
pub use several::{NotPayableView, SeveralView};
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
        /// Baths and courts.
        Booking,
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

/// Something to pay, among several.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct DebtRequest {
    /// Which part of the city it is with.
    pub kind: DebtKind,
    /// The number under which that part knows it.
    pub debt: String,
}

/// The official paper of a receipt, to be shown, shared or printed.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ReceiptPdf {
    /// What to call the file.
    pub file_name: String,
    /// `application/pdf`
    pub media_type: String,
    /// The words above it.
    pub title: String,
    /// The file.
    pub bytes: Vec<u8>,
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

    /// `prepare` for each of several debts: separate payments, each with an end of its own. What cannot be paid is said beside the others.
    /// Then `submit` the one that is `next`, and ask `several` again. Safe to repeat.
    pub async fn prepare_all(&self, debts: Vec<DebtRequest>, method: PaymentMethod) -> Result<SeveralView, AppError> {
        let debts = debts.into_iter().map(|debt| DebtRef {
            kind: debt.kind.into(),
            id: debt.debt,
        });
        let (debts, shared) = (debts.collect(), Arc::clone(&self.shared));
        runtime::unstoppable(async move {
            let prepared = shared.core.payments().prepare_all(debts, method.into()).await;
            several_of(&shared, prepared)
        })
        .await
    }

    /// Several payments as they stand now, in this order. Reads the phone's disk only; safe to repeat. Fails with `NotFound`.
    pub async fn several(&self, ids: Vec<i64>) -> Result<SeveralView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let mut attempts = Vec::new();
            for id in ids {
                attempts.push(shared.core.payments().one(id).await?);
            }
            Ok(SeveralView::new(&attempts, &[], shared.language(), shared.core.now()))
        })
        .await
    }

    /// The words of the screen where a letter is paid. Asks nobody.
    #[must_use]
    pub fn letter_form(&self) -> LetterFormView {
        LetterFormView::new(self.shared.language())
    }

    /// What is wrong with the reference of a letter, in words, or `None` if it can be asked about. Asks nobody.
    #[must_use]
    pub fn reference_problem(&self, text: String) -> Option<String> {
        let wrong = Reference::read(&text).err()?;
        Some(wrong.sentence(self.shared.language()))
    }

    /// What paying the letter with this reference would mean. Nobody need be signed in, and nothing is paid. Where a payment with the
    /// same reference is under way on this phone, it is that one. `submit`, `check` and `give_up` do the rest. Safe to repeat.
    ///
    /// Fails with `Rejected` (`input.reference…`, `payment.reference_wrong`, `payment.reference_expired`, `payment.paid`,
    /// `payment.locked`), `NotFound`, `Offline` and `ServerBusy`.
    pub async fn prepare_by_reference(&self, text: String, method: PaymentMethod) -> Result<PaymentView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            let attempt = shared
                .core
                .payments()
                .prepare_by_reference(&text, method.into())
                .await?;
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

    /// Every payment of a letter that was made on this phone, signed in or not. Reads the phone's disk only; safe to repeat.
    pub async fn by_reference(&self) -> Result<PaymentsView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let attempts = shared.core.payments().attempts_by_reference().await?;
            Ok(PaymentsView::of_papers(&attempts, shared.language(), shared.core.now()))
        })
        .await
    }

    /// Every receipt of a letter that was paid on this phone, signed in or not. Reads the phone's disk only; safe to repeat.
    pub async fn receipts_by_reference(&self) -> Result<ReceiptsView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let kept = shared.core.payments().receipts_by_reference().await?;
            let today = madrid_day(shared.core.now());
            Ok(ReceiptsView::new(&kept, false, shared.language(), today))
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
                true,
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
            let payments = shared.core.payments();
            let own = payments.own_receipt(number.clone()).await;
            let is_own = own.is_ok();
            let receipt = match own {
                Ok(receipt) => receipt,
                Err(_) => payments.receipt(number).await?,
            };
            Ok(ReceiptView::new(
                &receipt,
                is_own,
                shared.language(),
                madrid_day(shared.core.now()),
            ))
        })
        .await
    }

    /// The official paper of a receipt: kept on the phone once it was fetched, so that it can be read without a network for ever. Safe
    /// to repeat. Fails with `NotFound`, `Offline` and `ServerBusy`.
    pub async fn receipt_pdf(&self, number: String) -> Result<ReceiptPdf, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            let bytes = shared.core.payments().receipt_pdf(number.clone()).await?;
            Ok(ReceiptPdf {
                file_name: format!("{number}.pdf"),
                media_type: "application/pdf".to_owned(),
                title: text::plain(shared.language(), keys::RECEIPT_PDF),
                bytes,
            })
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

/// What can be paid, and what cannot beside it. Where nobody could be asked about anything there is one thing to say.
fn several_of(shared: &Shared, prepared: Vec<core::Prepared>) -> Result<SeveralView, AppError> {
    let (mut attempts, mut refused) = (Vec::new(), Vec::new());
    for one in prepared {
        match one.attempt {
            Ok(attempt) => attempts.push(attempt),
            Err(failed) => refused.push((one.debt, failed)),
        }
    }
    let is_answer = |failed: &Error| matches!(failed, Error::Refused(_) | Error::NotFound(_));
    if attempts.is_empty() && !refused.iter().any(|(_, failed)| is_answer(failed)) {
        let first = refused.into_iter().next().map(|(_, failed)| AppError::from(failed));
        return first.map_or_else(
            || Ok(SeveralView::new(&[], &[], shared.language(), shared.core.now())),
            Err,
        );
    }
    let refused: Vec<_> = refused
        .iter()
        .map(|(debt, failed)| (debt.clone(), failed.code()))
        .collect();
    Ok(SeveralView::new(
        &attempts,
        &refused,
        shared.language(),
        shared.core.now(),
    ))
}

fn after(shared: &Shared, progress: &core::Progress) -> PaymentView {
    let unheard = progress.unheard.map(|failed| Error::from(failed).code());
    view_of(shared, &progress.attempt, unheard)
}

fn view_of(shared: &Shared, attempt: &core::Attempt, unheard: Option<&str>) -> PaymentView {
    PaymentView::new(attempt, unheard, shared.language(), shared.core.now())
}
