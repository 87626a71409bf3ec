//! What goes where on the first screen, what presses, and what to do first. Pure: today is a parameter.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::model::{
    BlockId, FineStatus, Item, NextAction, NextStep, NotificationStatus, ProcedureStatus, Section, TaxStatus,
};
use crate::kernel::{Cents, Freshness, FreshnessState, madrid_day};

/// A deadline this near presses.
const PRESSING: TimeDelta = TimeDelta::days(3);
/// A card is renewed when it has this long left.
const RENEW: TimeDelta = TimeDelta::days(30);

/// The block on which a part of the city is shown: one each, so that a part that fails says so in one place.
pub const fn block_of(section: Section) -> BlockId {
    match section {
        Section::Tax | Section::Fines => BlockId::Owe,
        Section::Procedures | Section::Appointments | Section::Notifications | Section::Bookings => BlockId::Do,
        Section::Messages => BlockId::New,
        Section::Cards => BlockId::Have,
    }
}

/// Moves a block before the one that is shown before it. The first one and a hidden one stay where they are.
pub fn raise(layout: &mut [(BlockId, bool)], block: BlockId) {
    let Some(at) = layout.iter().position(|(id, hidden)| *id == block && !hidden) else {
        return;
    };
    if let Some(before) = layout.iter().take(at).rposition(|(_, hidden)| !hidden) {
        layout.swap(before, at);
    }
}

/// How long what a part said counts as fresh. Cards come out of a nightly copy.
pub const fn max_age(section: Section) -> TimeDelta {
    match section {
        Section::Cards => TimeDelta::hours(36),
        _ => TimeDelta::hours(12),
    }
}

/// The freshness of a block: the worst of its parts, as of the oldest.
pub fn worst(parts: impl Iterator<Item = Freshness>) -> Freshness {
    let rank = |state| match state {
        FreshnessState::Fresh => 0,
        FreshnessState::Stale => 1,
        FreshnessState::Beginning => 2,
        FreshnessState::Failed => 3,
    };
    let start = Freshness {
        state: FreshnessState::Fresh,
        as_of: None,
    };
    parts.fold(start, |worst, part| Freshness {
        state: if rank(part.state) > rank(worst.state) {
            part.state
        } else {
            worst.state
        },
        as_of: oldest(worst.as_of, part.as_of),
    })
}

fn oldest(one: Option<DateTime<Utc>>, other: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// The last day on which something is still as it stands; `None` where nothing runs out.
#[must_use]
pub fn deadline(item: &Item, today: NaiveDate) -> Option<NaiveDate> {
    match item {
        Item::Tax(tax) => Some(tax.due),
        Item::Fine(fine) => fine.reduced_until.filter(|last| *last >= today),
        Item::Card(card) => card.valid_until,
        Item::Procedure(procedure) => procedure
            .act_by
            .filter(|_| procedure.status == ProcedureStatus::NeedsYou),
        // One that is over runs out no more.
        Item::Appointment(appointment) => Some(madrid_day(appointment.at)).filter(|day| *day >= today),
        Item::Notification(notification) => {
            (notification.status == NotificationStatus::Unread).then_some(notification.expires)
        }
        Item::Booking(booking) => match &booking.to_pay {
            Some(to_pay) => Some(madrid_day(to_pay.until)),
            None => Some(madrid_day(booking.at)).filter(|day| *day >= today),
        },
        Item::Message(_) => None,
    }
}

/// What the person would have to pay today for it; `None` where there is nothing for them to pay. A direct debit is the
/// bank's to pay; of a status this app does not know nobody can say.
#[must_use]
pub fn payable(item: &Item, today: NaiveDate) -> Option<Cents> {
    match item {
        Item::Tax(tax) => matches!(tax.status, TaxStatus::Voluntary | TaxStatus::Enforcement).then_some(tax.amount),
        Item::Fine(fine) if matches!(fine.status, FineStatus::Contested | FineStatus::Other) => None,
        Item::Fine(fine) => {
            let in_time = fine.reduced_until.is_some_and(|last| last >= today);
            Some(fine.reduced.filter(|_| in_time).unwrap_or(fine.amount))
        }
        Item::Booking(booking) => booking.to_pay.as_ref().map(|to_pay| to_pay.amount),
        _ => None,
    }
}

/// Whether something cannot wait: its time is nearly over, or over where that makes it worse, and the person can still do
/// something about it.
#[must_use]
pub fn is_pressing(item: &Item, today: NaiveDate) -> bool {
    let left = deadline(item, today).map(|last| last - today);
    let soon = left.is_some_and(|left| left <= PRESSING);
    let not_over = left.is_some_and(|left| left >= TimeDelta::zero());
    match item {
        Item::Tax(tax) => tax.status == TaxStatus::Enforcement || (tax.status == TaxStatus::Voluntary && soon),
        Item::Fine(fine) => fine.status == FineStatus::Enforcement || (fine.status == FineStatus::Notified && soon),
        Item::Procedure(_) => soon,
        // It is kept for minutes, not for days.
        Item::Booking(booking) if booking.to_pay.is_some() => true,
        Item::Appointment(_) | Item::Booking(_) | Item::Notification(_) | Item::Card(_) => soon && not_over,
        Item::Message(_) => false,
    }
}

/// Most pressing first, then by what runs out first; what never runs out last, newest first. What ties stays as it came.
pub fn by_urgency(items: &mut [Item], today: NaiveDate) {
    items.sort_by_cached_key(|item| {
        let newest_first = match item {
            Item::Message(message) => -message.at.timestamp(),
            Item::Procedure(procedure) => -i64::from(procedure.updated.to_epoch_days()),
            _ => 0,
        };
        let last = deadline(item, today).unwrap_or(NaiveDate::MAX);
        (!is_pressing(item, today), last, newest_first)
    });
}

/// What is to be paid in all, where there is anything on a block about paying.
pub fn total(block: BlockId, items: &[Item], today: NaiveDate) -> Option<Cents> {
    (block == BlockId::Owe && !items.is_empty()).then(|| items.iter().filter_map(|item| payable(item, today)).sum())
}

/// What to do first among items that are sorted by urgency.
pub fn next_step(items: &[Item], today: NaiveDate) -> Option<NextStep> {
    items.iter().find_map(|item| {
        let action = action(item, today)?;
        Some(NextStep {
            item: item.id().to_owned(),
            action,
            by: deadline(item, today),
        })
    })
}

impl Item {
    /// The last day on which it is still as it stands; `None` where nothing runs out.
    #[must_use]
    pub fn last_day(&self, today: NaiveDate) -> Option<NaiveDate> {
        deadline(self, today)
    }

    /// Whether the person has to do something about it that nobody does for them: pay it, go on with it, renew it soon.
    #[must_use]
    pub fn waits_for_person(&self, today: NaiveDate) -> bool {
        match self {
            Self::Tax(_) | Self::Fine(_) | Self::Booking(_) => payable(self, today).is_some(),
            Self::Procedure(_) | Self::Card(_) => action(self, today).is_some(),
            Self::Appointment(_) | Self::Notification(_) | Self::Message(_) => false,
        }
    }
}

fn action(item: &Item, today: NaiveDate) -> Option<NextAction> {
    match item {
        Item::Tax(_) => payable(item, today).map(|_| NextAction::SeeTax),
        Item::Fine(_) => payable(item, today).map(|_| NextAction::SeeFine),
        Item::Card(card) => {
            let last = card.valid_until?;
            (last - today <= RENEW).then_some(NextAction::Renew)
        }
        Item::Procedure(procedure) => (procedure.status == ProcedureStatus::NeedsYou).then_some(NextAction::GoOn),
        Item::Appointment(_) => deadline(item, today).map(|_| NextAction::SeeAppointment),
        Item::Notification(_) => deadline(item, today).map(|_| NextAction::SeeNotification),
        // Once it is booked there is nothing to do about it but to go.
        Item::Booking(_) => payable(item, today).map(|_| NextAction::PayBooking),
        Item::Message(message) => (!message.read).then_some(NextAction::Read),
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
