//! Times that can be booked without paying, as the city has them now.

use madrid_core::app::App;
use madrid_core::bookings::{BookableKind, SlotId};
use madrid_core::error::Error;

/// Times of courts with room, of the next days but not of today, at most so many. The phone has to know what can be booked.
pub async fn free_times(app: &App, most: usize) -> Result<Vec<SlotId>, Error> {
    let mut times = Vec::new();
    let all = app.bookings().bookables(None).await?.items;
    'courts: for court in all
        .iter()
        .filter(|item| item.kind == BookableKind::Court && item.is_free)
    {
        let days = app.bookings().slots(court.id, None).await?.days;
        for day in days.into_iter().skip(1) {
            if times.len() >= most {
                break 'courts;
            }
            let slots = app.bookings().slots(court.id, Some(day)).await?.slots;
            times.extend(slots.into_iter().filter(|slot| slot.left > 0).map(|slot| slot.id));
        }
    }
    times.truncate(most);
    Ok(times)
}
