//! Traffic fines, what the person answers, and whether a paper is real, as a shell asks for it and draws it.

mod choice;
mod list;
mod one;
mod verify;

use std::sync::Arc;

use madrid_core::fines::{Act, DriverDetails};

use crate::app::Shared;
use crate::error::AppError;
use crate::observe::{ListenerError, Subscription};
use crate::runtime;
pub use choice::{FineActionKind, FineChoiceView};
pub use list::{FineGroup, FineGroupView, FineRowView, FineState, FinesView};
pub use one::{
    DraftState, FineAllegationsView, FineDriverView, FineEvidenceView, FinePaperView, FinePhotoView, FineStepView,
    FineView,
};
pub use verify::{VerifyFormView, VerifyOutcome, VerifyView};

/// Watches the fines.
#[uniffi::export(foreign)]
pub trait FinesListener: Send + Sync {
    /// Takes all of them as they are now. Called off the main thread, one at a time.
    fn on_change(&self, view: FinesView) -> Result<(), ListenerError>;
}

/// A file to go with allegations.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AttachRequest {
    /// The number of the report.
    pub fine: String,
    /// What it is called.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Who was at the wheel, as far as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct DriverRequest {
    /// The number of the report.
    pub fine: String,
    /// The name.
    pub name: String,
    /// NIF or NIE.
    pub document: String,
    /// Where letters reach them.
    pub address: String,
    /// The number of the driving licence; empty where it is not known.
    pub licence: String,
}

/// Fines. All but `verify` fails with `SignInAgain` where nobody has signed in and with `Locked` while the data are locked. What is
/// written is on the disk when a call returns.
#[derive(uniffi::Object)]
pub struct Fines {
    shared: Arc<Shared>,
}

#[uniffi::export]
impl Fines {
    /// Every fine. Reads the phone's disk only; safe to repeat. An empty list says why.
    pub async fn list(&self) -> Result<FinesView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(list(shared)).await
    }

    /// Watches the fines: those of now arrive before this returns.
    pub async fn observe(&self, listener: Arc<dyn FinesListener>) -> Result<Arc<Subscription>, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(shared.observe(list, move |view| listener.on_change(view))).await
    }

    /// One fine, by the number of its report, with what the person wrote about it. Reads the phone's disk only; safe to repeat.
    /// Fails with `NotFound`.
    pub async fn one(&self, id: String) -> Result<FineView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(one(shared, id)).await
    }

    /// What the person has written against a fine. Reads the phone's disk only; safe to repeat. Fails with `NotFound`.
    pub async fn draft(&self, id: String) -> Result<FineAllegationsView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move { Ok(one(shared, id).await?.allegations) }).await
    }

    /// Keeps what the person has typed against a fine: to be called with every letter. Offline is fine; safe to repeat. Fails with
    /// `Rejected` (`fine.under_way`, `fine.already_filed`) and `NotFound`.
    pub async fn save_draft(&self, id: String, text: String) -> Result<FineView, AppError> {
        let fine = id.clone();
        self.shared
            .after(
                move |shared| async move { shared.core.fines().save_text(&id, text).await },
                move |shared| one(shared, fine),
            )
            .await
    }

    /// Keeps a PDF, a JPEG or a PNG to go with the allegations. Twice is two files. Fails with `Rejected` (`fine.wrong_type`,
    /// `fine.too_big`, `fine.under_way`, `fine.already_filed`) and `NotFound`.
    pub async fn attach(&self, request: AttachRequest) -> Result<FineView, AppError> {
        let fine = request.fine.clone();
        self.shared
            .after(
                move |shared| async move {
                    let AttachRequest { fine, name, bytes } = request;
                    shared.core.fines().attach(&fine, &name, bytes).await
                },
                move |shared| one(shared, fine),
            )
            .await
    }

    /// Takes a file away again, by its `id`. Safe to repeat.
    pub async fn detach(&self, id: String, paper: i64) -> Result<FineView, AppError> {
        let fine = id.clone();
        self.shared
            .after(
                move |shared| async move { shared.core.fines().detach(&id, paper).await },
                move |shared| one(shared, fine),
            )
            .await
    }

    /// Sends the allegations: kept at once, sent once when there is a network. How it ended is in the view. Safe to repeat.
    ///
    /// Fails with `Rejected`: `fine.empty`, and what the phone knows that the city would say (`fine.too_late`,
    /// `fine.already_filed`, `fine.already_paid`, `fine.not_now`).
    pub async fn send(&self, id: String) -> Result<FineView, AppError> {
        let fine = id.clone();
        self.shared
            .after_telling(
                move |shared| async move { shared.core.fines().send(&id).await },
                move |shared| one(shared, fine),
            )
            .await
    }

    /// Keeps who drove, as far as it is typed. Offline is fine; safe to repeat.
    pub async fn save_driver(&self, request: DriverRequest) -> Result<FineView, AppError> {
        let fine = request.fine.clone();
        self.shared
            .after(
                move |shared| async move {
                    let (fine, details) = details(request);
                    shared.core.fines().save_driver(&fine, details).await
                },
                move |shared| one(shared, fine),
            )
            .await
    }

    /// Tells the city who drove: kept at once, sent once when there is a network. Fails with `Rejected` as `send` does, and with
    /// `fine.driver` and `fine.document` where something is missing or wrong. Safe to repeat.
    pub async fn name_driver(&self, request: DriverRequest) -> Result<FineView, AppError> {
        let fine = request.fine.clone();
        self.shared
            .after_telling(
                move |shared| async move {
                    let (fine, details) = details(request);
                    shared.core.fines().save_driver(&fine, details).await?;
                    shared.core.fines().name_driver(&fine).await
                },
                move |shared| one(shared, fine),
            )
            .await
    }

    /// Throws away what was written and not sent: the allegations, or who drove. Safe to repeat.
    pub async fn discard(&self, id: String, kind: FineActionKind) -> Result<FineView, AppError> {
        let act = match kind {
            FineActionKind::NameDriver => Act::NameDriver,
            FineActionKind::Pay | FineActionKind::Allege => Act::Allege,
        };
        let fine = id.clone();
        self.shared
            .after(
                move |shared| async move { shared.core.fines().discard(&id, act).await },
                move |shared| one(shared, fine),
            )
            .await
    }

    /// A photo of the evidence, by its number, as a PNG. The city is asked once; then it is kept. Fails with `NotFound`, `Offline`
    /// and `ServerBusy`. Safe to repeat.
    pub async fn evidence(&self, id: String, number: u32) -> Result<Vec<u8>, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move { Ok(shared.core.fines().evidence(&id, number).await?) }).await
    }

    /// What `verify` asks for, in words. Ask again in a new language; safe to repeat.
    pub fn verify_form(&self) -> VerifyFormView {
        VerifyFormView::new(self.shared.language())
    }

    /// Whether the fine on a paper is real, by the number of the report and the plate. For anybody, signed in or not; nothing is
    /// kept. What could not be asked is an answer too. Safe to repeat.
    pub async fn verify(&self, bulletin: String, plate: String) -> Result<VerifyView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let found = shared.core.fines().verify(&bulletin, &plate).await;
            Ok(VerifyView::new(&found, shared.language(), shared.core.now()))
        })
        .await
    }
}

impl Fines {
    pub(crate) const fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }
}

async fn list(shared: Arc<Shared>) -> Result<FinesView, AppError> {
    let shown = shared.core.fines().list().await?;
    Ok(FinesView::new(&shown, shared.language()))
}

async fn one(shared: Arc<Shared>, id: String) -> Result<FineView, AppError> {
    let shown = shared.core.fines().one(&id).await?;
    Ok(FineView::new(&shown, shared.language()))
}

fn details(request: DriverRequest) -> (String, DriverDetails) {
    let details = DriverDetails {
        name: request.name,
        document: request.document,
        address: request.address,
        licence: request.licence,
    };
    (request.fine, details)
}
