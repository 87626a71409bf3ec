//! What may be booked and called off, and what the city's answers make of a booking. Pure: the time is a parameter.

use chrono::{DateTime, NaiveDate, Utc};

use super::model::{Bookable, Booking, BookingState, MOST_PEOPLE, Refusal, SlotId};
use crate::kernel::Cents;

/// So many days are offered, today among them. Which of them the city has opened, it says itself.
const DAYS: usize = 14;

/// Where a booking is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// It is kept until it is paid.
    ToPay,
    /// The city would not: the person should know before they go there.
    Refused,
    /// Something of it has not reached the city yet.
    Waiting,
    /// The city has it, and it is to come.
    Upcoming,
    /// Over, called off, or not paid in time.
    Past,
}

/// Whether it can be booked with this app: it costs nothing, or money, which is paid here. What costs neither needs a paper that
/// nobody can show here.
#[must_use]
pub fn can_be_booked(bookable: &Bookable) -> bool {
    bookable.is_free || bookable.price > Cents::ZERO
}

/// Whether this may be asked of the city; else the stable code of why not. The rest only the city can judge.
pub fn may_book(bookable: &Bookable, slot: &SlotId, people: u32, now: DateTime<Utc>) -> Result<(), &'static str> {
    if !(1..=MOST_PEOPLE).contains(&people) {
        Err("input.people")
    } else if !can_be_booked(bookable) {
        Err("booking.paper")
    } else if slot.starts() <= now {
        Err("booking.gone")
    } else {
        Ok(())
    }
}

/// The booking of a time that the person has or has asked for already. To ask for it again is to ask for the same. One that nobody
/// can begin to pay any more is asked for anew: whether the city has let it go, it says itself.
pub fn of_same_time<'a>(mine: &'a [Booking], slot: &SlotId, now: DateTime<Utc>) -> Option<&'a Booking> {
    let is_late = |state| matches!(state, BookingState::ToPay { until } if until <= now);
    mine.iter()
        .find(|booking| booking.slot == *slot && still_holds(booking.state) && !is_late(booking.state))
}

/// Whether nobody else of the person's bookings may have its time.
pub const fn still_holds(state: BookingState) -> bool {
    match state {
        BookingState::Waiting | BookingState::Booked { .. } | BookingState::ToPay { .. } | BookingState::CallingOff => {
            true
        }
        BookingState::CalledOff | BookingState::Lapsed | BookingState::Refused { .. } => false,
    }
}

/// Whether this may still be called off; else the stable code of why not. One that was called off before may be so again.
pub fn may_call_off(booking: &Booking, now: DateTime<Utc>) -> Result<(), &'static str> {
    let in_time = match &booking.confirmed {
        Some(confirmed) => now <= confirmed.cancellable_until,
        None => now < booking.starts(),
    };
    match booking.state {
        BookingState::CallingOff | BookingState::CalledOff | BookingState::Lapsed => Ok(()),
        // What nobody has paid yet is let go at any time.
        BookingState::ToPay { .. } => Ok(()),
        BookingState::Waiting | BookingState::Booked { .. } if in_time => Ok(()),
        BookingState::Waiting | BookingState::Booked { .. } => Err("booking.too_late"),
        BookingState::Refused { .. } => Err("booking.gone"),
    }
}

/// Whether to offer that it be called off.
#[must_use]
pub fn can_be_called_off(booking: &Booking, now: DateTime<Utc>) -> bool {
    let stands = matches!(
        booking.state,
        BookingState::Waiting | BookingState::Booked { .. } | BookingState::ToPay { .. }
    );
    stands && may_call_off(booking, now).is_ok()
}

/// The city has it now, as it says: booked, or kept until it is paid. Whoever changed their mind meanwhile still wants it called
/// off.
pub fn confirm(booking: Booking, said: &Booking) -> Booking {
    let state = match booking.state {
        BookingState::Waiting => said.state,
        state => state,
    };
    told(booking, said, state)
}

/// What the city says of a booking, in place of what the phone knew of it.
fn told(booking: Booking, said: &Booking, state: BookingState) -> Booking {
    Booking {
        state,
        price: said.price,
        confirmed: said.confirmed.clone(),
        ..booking
    }
}

/// The city would not have it. If its list says all the same that the person has that time, then they have it from elsewhere.
/// What was to be called off anyway never was.
pub fn refuse(mut booking: Booking, why: Refusal) -> Booking {
    booking.state = match booking.state {
        stands @ BookingState::ToPay { .. } => stands,
        _ if booking.confirmed.is_some() => BookingState::Booked { not_called_off: None },
        BookingState::CallingOff => BookingState::CalledOff,
        _ => BookingState::Refused { why },
    };
    booking
}

/// The city has called it off, and may say what it gives back for it.
pub fn call_off(booking: Booking, said: Option<&Booking>) -> Booking {
    let mine = booking.confirmed.as_ref().map(|confirmed| confirmed.number);
    let same = said.filter(|said| said.confirmed.as_ref().map(|confirmed| confirmed.number) == mine);
    match same {
        Some(said) => told(booking, said, said.state),
        None => Booking {
            state: BookingState::CalledOff,
            ..booking
        },
    }
}

/// The city would not call it off. One that it does not know needs no calling off.
pub fn refuse_to_call_off(mut booking: Booking, why: Refusal) -> Booking {
    booking.state = match why {
        Refusal::Gone => BookingState::CalledOff,
        why => BookingState::Booked {
            not_called_off: Some(why),
        },
    };
    booking
}

/// What the city's list says of a booking that the phone knows. What the person has asked for since is not undone by it.
pub fn listed(booking: Booking, said: &Booking) -> Booking {
    let state = match (booking.state, said.state) {
        (_, ended @ (BookingState::CalledOff | BookingState::Lapsed)) => ended,
        (BookingState::CallingOff, _) => BookingState::CallingOff,
        (stands @ BookingState::Booked { .. }, BookingState::Booked { .. }) => stands,
        (_, stands) => stands,
    };
    told(booking, said, state)
}

/// Whether a booking that waits for nothing and is not on the city's list stays: the city never had it, and the person may
/// still want to know.
pub fn stays_unlisted(booking: &Booking, now: DateTime<Utc>) -> bool {
    let never_had = matches!(booking.state, BookingState::Refused { .. } | BookingState::CalledOff);
    booking.confirmed.is_none() && never_had && booking.ends > now
}

/// Where to show it.
#[must_use]
pub fn group(booking: &Booking, now: DateTime<Utc>) -> Group {
    let is_over = booking.ends <= now;
    match booking.state {
        BookingState::Waiting | BookingState::CallingOff => Group::Waiting,
        BookingState::ToPay { .. } if !is_over => Group::ToPay,
        BookingState::Refused { .. } if !is_over => Group::Refused,
        BookingState::Booked { .. } if !is_over => Group::Upcoming,
        _ => Group::Past,
    }
}

/// The days to choose from.
pub fn days(today: NaiveDate) -> Vec<NaiveDate> {
    today.iter_days().take(DAYS).collect()
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
