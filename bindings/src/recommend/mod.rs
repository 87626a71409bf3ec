//! What the city has for the person, as a shell asks for it and draws it.

mod interests;
mod view;

use std::sync::Arc;

use madrid_core::error::Error;
use madrid_core::kernel::GeoPoint;
use madrid_core::recommend::{self as core, ItemKey, SignalKind};

use crate::app::Shared;
use crate::error::AppError;
use crate::observe::{ListenerError, Subscription};
use crate::places::HereRequest;
use crate::runtime;
pub use interests::{
    AboutRequest, AboutView, AgeBand, ChoiceView, HeldCard, InterestLevel, InterestView, InterestWish, InterestsView,
    LifeEvent,
};
pub use view::{
    ForYouActionKind, ForYouActionView, ForYouItemView, ForYouKind, ForYouScreen, ForYouView, SavedView, WhyLineView,
    WhyView,
};

/// The `id` of a thing, for saving it, turning it down and asking why, by its kind and the id that its own feature knows it by. A
/// shell asks for it and never makes one.
#[uniffi::export]
#[must_use]
pub fn for_you_id(kind: ForYouKind, target: String) -> String {
    core::What::from(kind).key_of(target)
}

/// Watches what the city has for the person.
#[uniffi::export(foreign)]
pub trait ForYouListener: Send + Sync {
    /// Takes the whole current list. Called off the main thread, one at a time.
    fn on_change(&self, view: ForYouView) -> Result<(), ListenerError>;
}

/// What the city has for the person, here and now. Everything is worked out on the phone and stays there; it answers offline.
#[derive(uniffi::Object)]
pub struct Recommend {
    shared: Arc<Shared>,
}

#[uniffi::export]
impl Recommend {
    /// The list, at most `limit` (1 to 50). Without `here`, distances are measured from the registered address. Works without a person
    /// and while the data are locked, and says so. Fails with `Rejected` if `here` is not on the globe. Safe to repeat.
    pub async fn for_you(&self, here: Option<HereRequest>, limit: u32) -> Result<ForYouView, AppError> {
        let here = point(here)?;
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move { for_you(&shared, here, limit).await }).await
    }

    /// Watches the list: the current one arrives before this returns, then a new one after every change that shows.
    pub async fn observe_for_you(
        &self,
        here: Option<HereRequest>,
        limit: u32,
        listener: Arc<dyn ForYouListener>,
    ) -> Result<Arc<Subscription>, AppError> {
        let here = point(here)?;
        let view = move |shared: Arc<Shared>| async move { for_you(&shared, here, limit).await };
        let shared = Arc::clone(&self.shared);
        runtime::abortable(shared.observe(view, move |view| listener.on_change(view))).await
    }

    /// Why something is where it is, or why it is missing: every part. Fails with `NotFound` where there is no such thing and
    /// with `Rejected` while recommendations are off. Safe to repeat.
    pub async fn why(&self, id: String, here: Option<HereRequest>) -> Result<WhyView, AppError> {
        let (key, here) = (key(&id)?, point(here)?);
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let why = shared.core.recommend().why(&key, here).await?;
            Ok(WhyView::new(why, shared.language()))
        })
        .await
    }

    /// The person looked at something: the phone learns from it. Fails with `SignInAgain` where nobody has signed in, `Locked` while
    /// the data are locked, `NotFound` where there is no such thing; a shell need not say so. Each call counts.
    pub async fn opened(&self, id: String, here: Option<HereRequest>) -> Result<(), AppError> {
        self.signal(SignalKind::Opened, &id, here).await
    }

    /// Keeps something for later; also while recommendations are off. Fails as `opened`. Safe to repeat.
    pub async fn save(&self, id: String, here: Option<HereRequest>) -> Result<(), AppError> {
        self.signal(SignalKind::Saved, &id, here).await
    }

    /// Takes something off the saved ones. Fails as `opened`. Safe to repeat.
    pub async fn unsave(&self, id: String) -> Result<(), AppError> {
        self.signal(SignalKind::Unsaved, &id, None).await
    }

    /// "Not this": it is not recommended again for months, and the phone learns from it. Fails as `opened`. Safe to repeat.
    pub async fn not_this(&self, id: String) -> Result<(), AppError> {
        self.signal(SignalKind::TurnedDown, &id, None).await
    }

    /// What the person saved, the last first. Fails with `SignInAgain` or `Locked`. Safe to repeat.
    pub async fn saved(&self, here: Option<HereRequest>) -> Result<SavedView, AppError> {
        let here = point(here)?;
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let saved = shared.core.recommend().saved(here).await?;
            Ok(SavedView::new(saved, shared.language()))
        })
        .await
    }

    /// Everything the phone thinks of the person. Fails with `SignInAgain` or `Locked`. Safe to repeat.
    pub async fn interests(&self) -> Result<InterestsView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(interests(shared)).await
    }

    /// More or less of a tag, by its code. Fails with `NotFound` for one that does not exist. Safe to repeat.
    pub async fn wish(&self, tag: String, wish: InterestWish) -> Result<InterestsView, AppError> {
        let tag = tag_of(&tag)?;
        self.shared
            .after(
                move |shared| async move { shared.core.recommend().wish(tag, wish.into()).await },
                interests,
            )
            .await
    }

    /// Forgets one tag: what was learnt, wished and used of it. Fails with `NotFound` for one that does not exist. Safe to repeat.
    pub async fn forget(&self, tag: String) -> Result<InterestsView, AppError> {
        let tag = tag_of(&tag)?;
        self.shared
            .after(
                move |shared| async move { shared.core.recommend().forget(tag).await },
                interests,
            )
            .await
    }

    /// Replaces what the person told about themselves. Safe to repeat.
    pub async fn tell(&self, request: AboutRequest) -> Result<InterestsView, AppError> {
        let about = request.about(self.shared.core.now());
        self.shared
            .after(
                move |shared| async move { shared.core.recommend().tell(about).await },
                interests,
            )
            .await
    }

    /// Forgets everything that was learnt and told; what was saved stays. Safe to repeat.
    pub async fn erase(&self) -> Result<InterestsView, AppError> {
        self.shared
            .after(|shared| async move { shared.core.recommend().erase().await }, interests)
            .await
    }

    /// Switches recommendations on or off: off, nothing is shown and nothing is learnt. Needs nobody to be signed in. Safe to repeat.
    pub async fn switch(&self, is_on: bool) -> Result<(), AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move { Ok(shared.core.recommend().switch(is_on).await?) }).await
    }
}

impl Recommend {
    pub(crate) const fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    async fn signal(&self, kind: SignalKind, id: &str, here: Option<HereRequest>) -> Result<(), AppError> {
        let (key, here) = (key(id)?, point(here)?);
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move { Ok(shared.core.recommend().signal(kind, &key, here).await?) }).await
    }
}

async fn for_you(shared: &Shared, here: Option<GeoPoint>, limit: u32) -> Result<ForYouView, AppError> {
    let list = shared.core.recommend().for_you(here, limit as usize).await?;
    Ok(ForYouView::new(list, shared.language(), shared.core.now()))
}

async fn interests(shared: Arc<Shared>) -> Result<InterestsView, AppError> {
    let shown = shared.core.recommend().interests().await?;
    Ok(InterestsView::new(&shown, shared.language()))
}

fn point(here: Option<HereRequest>) -> Result<Option<GeoPoint>, AppError> {
    let point = here.map(|here| GeoPoint::new(here.lat, here.lon)).transpose();
    Ok(point.map_err(|_| Error::Invalid("input.location"))?)
}

fn key(id: &str) -> Result<ItemKey, AppError> {
    Ok(id.parse::<ItemKey>().map_err(Error::from)?)
}

fn tag_of(code: &str) -> Result<core::Tag, AppError> {
    let tag = core::Tag::from_code(code).filter(|tag| tag.is_learnt());
    Ok(tag.ok_or(Error::NotFound("recommend.unknown"))?)
}
