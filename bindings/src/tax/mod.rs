//! The tax folder, the calendar of the year and the certificate of debts, as a shell asks for them and draws them.
//!
//! - `folder` is the list, `receipt` one of it with everything there is to know and to do.
//! - `calendar` is the dates, and the file for the phone's own calendar; `certificate` is the paper.

mod calendar;
mod certificate;
mod folder;
mod receipt;

use std::sync::Arc;

use madrid_core::kernel::madrid_day;
use madrid_core::tax as core;

use crate::agenda::CalendarFileView;
use crate::app::Shared;
use crate::error::AppError;
use crate::observe::{ListenerError, Subscription};
use crate::runtime;
use crate::view::mirror;
pub use calendar::{TaxCalendarView, TaxDateView};
pub use certificate::{TaxCertificateView, TaxPaperView};
pub use folder::{
    TaxActionKind, TaxActionView, TaxChangeView, TaxFolderView, TaxGroup, TaxGroupView, TaxReminderView, TaxRowView,
    TaxState,
};
pub use receipt::{
    TaxAccountView, TaxDebitView, TaxReceiptView, TaxReminderChoiceView, TaxRemindersView, TaxStepView, TaxStepsView,
    TaxWayKind, TaxWayView, TaxWaysView,
};

mirror! {
    /// How the bank is charged.
    DebitMode of core::DebitMode {
        /// At once.
        Single,
        /// In two, with something off.
        Sep,
        /// In parts.
        Pac,
    }
}

/// That a receipt is charged to an account.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct DirectDebitRequest {
    /// The `id` of the receipt.
    pub receipt: String,
    /// The account, as the person typed it.
    pub iban: String,
    /// The `mode` of a way.
    pub mode: DebitMode,
}

impl std::fmt::Debug for DirectDebitRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DirectDebitRequest(…)")
    }
}

/// That a receipt is paid in parts.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct InstalmentsRequest {
    /// The `id` of the receipt.
    pub receipt: String,
    /// The `parts` of a way.
    pub parts: u32,
}

/// When the person wants to be told.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ReminderRequest {
    /// The `id` of a receipt, or of a date of the calendar.
    pub about: String,
    /// So many days before, 0 to 30; absent means not at all.
    pub days_before: Option<u32>,
}

/// Watches the folder.
#[uniffi::export(foreign)]
pub trait TaxListener: Send + Sync {
    /// Takes all of it as it is now. Called off the main thread, one at a time.
    fn on_change(&self, view: TaxFolderView) -> Result<(), ListenerError>;
}

/// Taxes. The calendar is for everybody; everything else fails with `SignInAgain` where nobody has signed in and with `Locked` while the
/// data are locked.
#[derive(uniffi::Object)]
pub struct Tax {
    shared: Arc<Shared>,
}

#[uniffi::export]
impl Tax {
    /// The whole folder, by what has to be done. Reads the phone's disk only; safe to repeat.
    pub async fn folder(&self) -> Result<TaxFolderView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(folder(shared)).await
    }

    /// One receipt, with what it costs later and every way to pay it. Reads the phone's disk only; safe to repeat. Fails with `NotFound`.
    pub async fn one(&self, id: String) -> Result<TaxReceiptView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(one(shared, id)).await
    }

    /// Watches the folder: what is in it now arrives before this returns.
    pub async fn observe(&self, listener: Arc<dyn TaxListener>) -> Result<Arc<Subscription>, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(shared.observe(folder, move |view| listener.on_change(view))).await
    }

    /// The dates of the year. Reads the phone's disk only, signed in or not; safe to repeat.
    pub async fn calendar(&self) -> Result<TaxCalendarView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let shown = shared.core.tax().calendar().await?;
            Ok(TaxCalendarView::new(shown, shared.language()))
        })
        .await
    }

    /// Chooses when to be told of something, or not to be. Nothing of it leaves the phone. Safe to repeat. Fails with `Rejected`
    /// (`input.notice`).
    pub async fn set_reminder(&self, request: ReminderRequest) -> Result<TaxFolderView, AppError> {
        let ReminderRequest { about, days_before } = request;
        self.shared
            .after(
                move |shared| async move { shared.core.tax().remind(about, days_before).await },
                folder,
            )
            .await
    }

    /// Has a receipt charged to an account. It is kept on the phone before this returns and sent once when there is a network; how it
    /// ended is beside the receipt. Offline is fine. The same wish again changes nothing.
    ///
    /// Fails with `Rejected` where the phone knows that it cannot be: `input.iban`, `tax.too_late`, `tax.not_offered`, `tax.paid`.
    pub async fn set_direct_debit(&self, request: DirectDebitRequest) -> Result<TaxReceiptView, AppError> {
        let DirectDebitRequest { receipt, iban, mode } = request;
        let id = receipt.clone();
        self.shared
            .after_telling(
                move |shared| async move { shared.core.tax().set_direct_debit(receipt, &iban, mode.into()).await },
                move |shared| one(shared, id),
            )
            .await
    }

    /// Has a receipt charged no longer, by its `id`. Otherwise like `set_direct_debit`.
    pub async fn cancel_direct_debit(&self, receipt: String) -> Result<TaxReceiptView, AppError> {
        let id = receipt.clone();
        self.shared
            .after_telling(
                move |shared| async move { shared.core.tax().end_direct_debit(receipt).await },
                move |shared| one(shared, id),
            )
            .await
    }

    /// Asks to pay a receipt in parts. Otherwise like `set_direct_debit`.
    pub async fn ask_instalments(&self, request: InstalmentsRequest) -> Result<TaxReceiptView, AppError> {
        let InstalmentsRequest { receipt, parts } = request;
        let id = receipt.clone();
        self.shared
            .after_telling(
                move |shared| async move { shared.core.tax().ask_instalments(receipt, parts).await },
                move |shared| one(shared, id),
            )
            .await
    }

    /// The person has read that something about a receipt was refused: it goes. Nothing happens to what waits. Safe to repeat.
    pub async fn dismiss(&self, receipt: String) -> Result<TaxReceiptView, AppError> {
        let id = receipt.clone();
        self.shared
            .after(
                move |shared| async move { shared.core.tax().dismiss(receipt).await },
                move |shared| one(shared, id),
            )
            .await
    }

    /// What the city says of debts, with the paper where there are none. Asks the city; where it cannot be asked, what it said the
    /// last time, and why. Safe to repeat. Fails with `Offline` and `ServerBusy` where it never said anything.
    pub async fn certificate(&self) -> Result<TaxCertificateView, AppError> {
        let shared = Arc::clone(&self.shared);
        // What came is kept, whoever stops waiting.
        runtime::unstoppable(async move {
            let shown = shared.core.tax().certificate().await?;
            Ok(TaxCertificateView::new(shown, shared.language()))
        })
        .await
    }

    /// The days to come, one's own and the calendar's, with the reminders that were chosen, for the phone's own calendar. Reads the
    /// phone's disk only; safe to repeat: the same day is the same entry.
    pub async fn dates_as_icalendar(&self) -> Result<CalendarFileView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let (days, now) = shared.core.tax().days().await?;
            Ok(calendar::file(&days, shared.language(), now))
        })
        .await
    }
}

impl Tax {
    pub(crate) const fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }
}

async fn folder(shared: Arc<Shared>) -> Result<TaxFolderView, AppError> {
    let shown = shared.core.tax().show().await?;
    let dates = shared.core.tax().calendar().await?.dates;
    Ok(TaxFolderView::new(&shown, &dates, shared.language()))
}

async fn one(shared: Arc<Shared>, id: String) -> Result<TaxReceiptView, AppError> {
    let shown = shared.core.tax().one(&id).await?;
    let today = madrid_day(shown.now);
    Ok(TaxReceiptView::new(&shown, shared.language(), today))
}
