//! What can be booked at the city's sports centres, and what the person has booked, as a shell asks for it and draws it.

mod booking;
mod slots;

use std::sync::Arc;

use chrono::NaiveDate;
use madrid_core::bookings::{self as core, BookableId};
use madrid_core::error::Error;
use madrid_core::places::PlaceId;

use crate::app::Shared;
use crate::error::AppError;
use crate::observe::{ListenerError, Subscription};
use crate::runtime;
pub use booking::{
    BookingActionKind, BookingActionView, BookingGroup, BookingGroupView, BookingState, BookingView, BookingsView,
};
pub use slots::{BookableView, BookablesView, PeopleView, SlotDayView, SlotView, SlotsView};

/// The times of what, on which day.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SlotsRequest {
    /// The `id` of something that can be booked.
    pub bookable: String,
    /// The `day` of a choice, `YYYY-MM-DD`; nothing means today.
    pub day: Option<String>,
}

/// What to book.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct BookRequest {
    /// The `slot` of a time.
    pub slot: String,
    /// How many people come, the person among them: 1 to 4.
    pub people: u32,
}

/// Watches the person's bookings.
#[uniffi::export(foreign)]
pub trait BookingsListener: Send + Sync {
    /// Takes all of them as they are now. Called off the main thread, one at a time.
    fn on_change(&self, view: BookingsView) -> Result<(), ListenerError>;
}

/// Baths and courts. What can be booked is for everybody; the person's bookings fail with `Locked` while the data are locked.
#[derive(uniffi::Object)]
pub struct Bookings {
    shared: Arc<Shared>,
}

#[uniffi::export]
impl Bookings {
    /// What can be booked at a place, by its `id`, or anywhere. Reads the phone's disk only; safe to repeat. An empty list says
    /// why.
    pub async fn bookables(&self, place: Option<String>) -> Result<BookablesView, AppError> {
        let place = place.map(|id| id.parse::<PlaceId>().map(PlaceId::get));
        let place = place.transpose().map_err(Error::from)?;
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let found = shared.core.bookings().bookables(place).await?;
            Ok(BookablesView::new(found, shared.language(), shared.core.now()))
        })
        .await
    }

    /// The times of a day, as the city has them now. Others book too, so it is asked each time: fails with `Offline` where it
    /// cannot be, and with `NotFound`. Safe to repeat.
    pub async fn slots(&self, request: SlotsRequest) -> Result<SlotsView, AppError> {
        let id = bookable_id(&request.bookable)?;
        let day = request.day.as_deref().map(str::parse::<NaiveDate>).transpose();
        let day = day.map_err(|_| Error::Invalid("input.slot"))?;
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let slots = shared.core.bookings().slots(id, day).await?;
            Ok(SlotsView::new(slots, shared.language(), shared.core.now()))
        })
        .await
    }

    /// What the person has booked, and what is on its way. Reads the phone's disk only; safe to repeat.
    pub async fn show(&self) -> Result<BookingsView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(show(shared)).await
    }

    /// Watches the bookings: those of now arrive before this returns.
    pub async fn observe(&self, listener: Arc<dyn BookingsListener>) -> Result<Arc<Subscription>, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(shared.observe(show, move |view| listener.on_change(view))).await
    }

    /// Books a time. It is kept on the phone before this returns and sent once when there is a network; how it ended is among
    /// the bookings. What costs money the city keeps until it is paid: then the booking has `pay`. Offline is fine. To book the same again changes nothing.
    ///
    /// Fails with `SignInAgain` where nobody has signed in, and with `Rejected` where the phone knows that it cannot be: it is
    /// over (`booking.gone`), needs a paper (`booking.paper`) or is for too many (`input.people`).
    pub async fn book(&self, request: BookRequest) -> Result<BookingsView, AppError> {
        let slot = request.slot.parse().map_err(|_| Error::Invalid("input.slot"))?;
        let people = request.people;
        self.shared
            .after_telling(
                move |shared| async move { shared.core.bookings().book(slot, people).await },
                show,
            )
            .await
    }

    /// Calls a booking off, by its `id`. Offline is fine. What was paid for it is given back. Fails with `Rejected` (`booking.too_late`) within two hours of its
    /// beginning. Safe to repeat.
    pub async fn cancel(&self, id: i64) -> Result<BookingsView, AppError> {
        self.shared
            .after_telling(
                move |shared| async move { shared.core.bookings().call_off(id).await },
                show,
            )
            .await
    }

    /// The person has read that a booking was refused: it goes from the list. Safe to repeat.
    pub async fn dismiss(&self, id: i64) -> Result<BookingsView, AppError> {
        self.shared
            .after_telling(
                move |shared| async move { shared.core.bookings().dismiss(id).await },
                show,
            )
            .await
    }
}

impl Bookings {
    pub(crate) const fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }
}

async fn show(shared: Arc<Shared>) -> Result<BookingsView, AppError> {
    let shown = shared.core.bookings().show().await?;
    Ok(BookingsView::new(shown, shared.language()))
}

/// What is no number names nothing that can be booked.
fn bookable_id(text: &str) -> Result<BookableId, AppError> {
    let number = text.parse().ok().filter(|number| *number > 0);
    let number = number.ok_or(Error::NotFound("booking.unknown"))?;
    Ok(core::BookableId::from_city(number))
}
