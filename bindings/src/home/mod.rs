//! Posición global, as a shell asks for it and draws it.

mod arrange;
mod item;
mod several;
mod view;

use std::sync::Arc;

use madrid_core::error::Error;
use madrid_core::home as core;
use madrid_core::kernel::GeoPoint;

use crate::app::Shared;
use crate::error::AppError;
use crate::observe::{ListenerError, Subscription};
use crate::places::HereRequest;
use crate::{runtime, session};
pub use arrange::{ArrangeRowView, ArrangeView, HelpView};
pub use item::{HomeDoor, HomeDoorKind, HomeItemView, PayOfferView};
pub use several::SeveralOfferView;
use view::Changes;
pub use view::{
    BlockId, BlockView, HiddenBlockView, HomeView, NextActionKind, NextStepView, PartView, SectionId, SubjectView,
};

/// Watches the first screen.
#[uniffi::export(foreign)]
pub trait HomeListener: Send + Sync {
    /// Takes the whole current screen. Called off the main thread, one at a time.
    fn on_change(&self, view: HomeView) -> Result<(), ListenerError>;
}

/// The first screen. Reads the phone's disk only: it answers offline, and everything is safe to repeat.
#[derive(uniffi::Object)]
pub struct Home {
    shared: Arc<Shared>,
}

#[uniffi::export]
impl Home {
    /// The first screen. Without `here`, what is near is measured from the registered address. While nobody is signed in or
    /// the data are locked it has no blocks, and `session` says what to do. Fails with `Rejected` if `here` is not on the globe.
    pub async fn show(&self, here: Option<HereRequest>) -> Result<HomeView, AppError> {
        let here = point(here)?;
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move { show(&shared, here).await }).await
    }

    /// Watches the first screen: the current one arrives before this returns, then a new one after every change.
    pub async fn observe(
        &self,
        here: Option<HereRequest>,
        listener: Arc<dyn HomeListener>,
    ) -> Result<Arc<Subscription>, AppError> {
        let here = point(here)?;
        let view = move |shared: Arc<Shared>| async move { show(&shared, here).await };
        let shared = Arc::clone(&self.shared);
        runtime::abortable(shared.observe(view, move |view| listener.on_change(view))).await
    }

    /// Shows the screen of somebody the person acts for, by the `id` of a subject; the person's own id leads back. Lasts until the
    /// app closes or the data are locked. Fails with `NotFound` for anybody else.
    pub async fn act_for(&self, id: String) -> Result<(), AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move { Ok(shared.core.home().act_for(&id).await?) }).await
    }

    /// Puts these blocks first, in this order; the others follow as they were.
    pub async fn order(&self, first: Vec<BlockId>) -> Result<(), AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            let first: Vec<_> = first.into_iter().map(core::BlockId::from).collect();
            Ok(shared.core.home().order(&first).await?)
        })
        .await
    }

    /// Moves a block one place up among those that are shown; the first one stays where it is.
    pub async fn raise(&self, block: BlockId) -> Result<(), AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move { Ok(shared.core.home().raise(block.into()).await?) }).await
    }

    /// Moves a block one place down among those that are shown; the last one stays where it is.
    pub async fn lower(&self, block: BlockId) -> Result<(), AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move { Ok(shared.core.home().lower(block.into()).await?) }).await
    }

    /// Hides a block, or shows it again. Safe to repeat.
    pub async fn hide(&self, block: BlockId, hidden: bool) -> Result<(), AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move { Ok(shared.core.home().hide(block.into(), hidden).await?) }).await
    }
}

impl Home {
    pub(crate) const fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }
}

fn point(here: Option<HereRequest>) -> Result<Option<GeoPoint>, AppError> {
    let point = here.map(|here| GeoPoint::new(here.lat, here.lon)).transpose();
    Ok(point.map_err(|_| Error::Invalid("input.location"))?)
}

async fn show(shared: &Shared, here: Option<GeoPoint>) -> Result<HomeView, AppError> {
    let session = session::show(shared).await?;
    let closed = matches!(
        session.state,
        session::SessionState::SignedOut | session::SessionState::Locked
    );
    if closed {
        return Ok(HomeView::closed(session, shared.language()));
    }
    let shown = shared.core.home().show(here).await?;
    let changes = Changes {
        pending: shared.core.profile().show().await?.pending,
        payments: shared.core.payments().under_way().await,
    };
    Ok(HomeView::new(
        shown,
        &changes,
        session,
        shared.language(),
        shared.core.now(),
    ))
}
