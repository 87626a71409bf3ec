//! What may be booked and called off, and what the city's answers make of a booking. Pure: the time is a parameter.

use chrono::{DateTime, NaiveDate, Utc};

use super::model::{Bookable, Booking, BookingState, Confirmed, MOST_PEOPLE, Refusal, SlotId};

/// So many days are offered, today among them. Which of them the city has opened, it says itself.
const DAYS: usize = 14;

/// Where a booking is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// The city would not: the person should know before they go there.
    Refused,
    /// Something of it has not reached the city yet.
    Waiting,
    /// The city has it, and it is to come.
    Upcoming,
    /// Over, or called off.
    Past,
}

/// Whether it can be booked without paying, which is all that this app can do so far.
#[must_use]
pub fn pays_nothing(bookable: &Bookable) -> bool {
    bookable.is_free && bookable.price.get() == 0
}

/// Whether this may be asked of the city; else the stable code of why not. The rest only the city can judge.
pub fn may_book(bookable: &Bookable, slot: &SlotId, people: u32, now: DateTime<Utc>) -> Result<(), &'static str> {
    if !(1..=MOST_PEOPLE).contains(&people) {
        Err("input.people")
    } else if !pays_nothing(bookable) {
        Err("booking.payment")
    } else if slot.starts() <= now {
        Err("booking.gone")
    } else {
        Ok(())
    }
}

/// The booking of a time that the person has or has asked for already. To ask for it again is to ask for the same.
pub fn of_same_time<'a>(mine: &'a [Booking], slot: &SlotId) -> Option<&'a Booking> {
    mine.iter()
        .find(|booking| booking.slot == *slot && still_holds(booking.state))
}

/// Whether nobody else of the person's bookings may have its time.
pub const fn still_holds(state: BookingState) -> bool {
    match state {
        BookingState::Waiting | BookingState::Booked { .. } | BookingState::CallingOff => true,
        BookingState::CalledOff | BookingState::Refused { .. } => false,
    }
}

/// Whether this may still be called off; else the stable code of why not. One that was called off before may be so again.
pub fn may_call_off(booking: &Booking, now: DateTime<Utc>) -> Result<(), &'static str> {
    let in_time = match &booking.confirmed {
        Some(confirmed) => now <= confirmed.cancellable_until,
        None => now < booking.starts(),
    };
    match booking.state {
        BookingState::CallingOff | BookingState::CalledOff => Ok(()),
        BookingState::Waiting | BookingState::Booked { .. } if in_time => Ok(()),
        BookingState::Waiting | BookingState::Booked { .. } => Err("booking.too_late"),
        BookingState::Refused { .. } => Err("booking.gone"),
    }
}

/// Whether to offer that it be called off.
#[must_use]
pub fn can_be_called_off(booking: &Booking, now: DateTime<Utc>) -> bool {
    let stands = matches!(booking.state, BookingState::Waiting | BookingState::Booked { .. });
    stands && may_call_off(booking, now).is_ok()
}

/// The city has it now. Whoever changed their mind meanwhile still wants it called off.
pub fn confirm(mut booking: Booking, confirmed: Confirmed) -> Booking {
    if booking.state == BookingState::Waiting {
        booking.state = BookingState::Booked { not_called_off: None };
    }
    booking.confirmed = Some(confirmed);
    booking
}

/// The city would not have it. If its list says all the same that the person has that time, then they have it from elsewhere.
/// What was to be called off anyway never was.
pub fn refuse(mut booking: Booking, why: Refusal) -> Booking {
    booking.state = match booking.state {
        _ if booking.confirmed.is_some() => BookingState::Booked { not_called_off: None },
        BookingState::CallingOff => BookingState::CalledOff,
        _ => BookingState::Refused { why },
    };
    booking
}

/// The city has called it off.
pub fn call_off(mut booking: Booking) -> Booking {
    booking.state = BookingState::CalledOff;
    booking
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
pub fn listed(mut booking: Booking, confirmed: Confirmed, is_called_off: bool) -> Booking {
    booking.state = match booking.state {
        _ if is_called_off => BookingState::CalledOff,
        BookingState::CallingOff => BookingState::CallingOff,
        stands @ BookingState::Booked { .. } => stands,
        BookingState::Waiting | BookingState::CalledOff | BookingState::Refused { .. } => {
            BookingState::Booked { not_called_off: None }
        }
    };
    booking.confirmed = Some(confirmed);
    booking
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
