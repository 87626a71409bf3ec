//! Tells shops what became of their orders, again and again until they say that they heard it.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::forced::Delivery;
use super::{Gateway, GatewayError, store};
use crate::redsys::{Keyring, Notification, Order, ResponseCode, Signed};

/// How often the outbox is looked into when nobody rings: pauses end by a clock that can be moved.
const LOOK: Duration = Duration::from_secs(1);

/// About what a letter is, and where it goes.
#[derive(Debug, Clone, Copy)]
pub struct Mail<'a> {
    /// The order.
    pub order: &'a Order,
    /// The shop's address for it.
    pub url: &'a str,
}

/// A letter to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// What it says.
    pub message: Signed,
    /// Whether it is not by the gateway at all.
    pub forged: bool,
    /// When it is sent.
    pub stamp: Stamp,
}

/// When a letter is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stamp {
    /// From then on.
    Due(DateTime<Utc>),
    /// Never.
    Lost,
}

/// What came of emptying the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Delivered {
    /// Letters that were sent, with or without luck.
    pub sent: usize,
    /// Letters that wait, for a pause to end.
    pub waiting: i64,
}

/// The letters about an outcome, if they fare as a tester wants.
pub fn letters(keyring: &Keyring, told: &Notification, delivery: Delivery, now: DateTime<Utc>) -> Vec<Letter> {
    let message = keyring.sign_notification(told);
    let truth = |stamp| Letter {
        message: message.clone(),
        forged: false,
        stamp,
    };
    match delivery {
        Delivery::Usual => vec![truth(Stamp::Due(now))],
        Delivery::Lost => vec![truth(Stamp::Lost)],
        Delivery::Duplicated => vec![truth(Stamp::Due(now)), truth(Stamp::Due(now))],
        Delivery::Delayed { seconds } => vec![truth(Stamp::Due(now + TimeDelta::seconds(seconds.into())))],
        Delivery::Forged => vec![forgery(&message, told, now), truth(Stamp::Due(now))],
    }
}

/// The opposite, under the signature of the truth.
fn forgery(truth: &Signed, told: &Notification, now: DateTime<Utc>) -> Letter {
    let response = if told.response.is_authorised() {
        ResponseCode::REFUSED
    } else {
        ResponseCode::AUTHORISED
    };
    let lie = Notification {
        response,
        ..told.clone()
    };
    Letter {
        message: Signed {
            parameters: lie.encode(),
            ..truth.clone()
        },
        forged: true,
        stamp: Stamp::Due(now),
    }
}

/// How long to wait after so many tries.
const fn pause(attempts: i64) -> TimeDelta {
    match attempts {
        ..=1 => TimeDelta::seconds(5),
        2 => TimeDelta::seconds(30),
        3 => TimeDelta::minutes(2),
        4 => TimeDelta::minutes(10),
        5 => TimeDelta::minutes(30),
        _ => TimeDelta::hours(1),
    }
}

impl Gateway {
    /// Sends everything that is due, once, and ends what nobody ended in time. A letter that was sent may be sent again
    /// if this is broken off before that is written down: a shop must know what it heard already. A shop in this process
    /// must not call it while it hears a notification: one waits for the other then.
    pub async fn deliver_due(&self) -> Result<Delivered, GatewayError> {
        let _alone = self.0.delivering.lock().await;
        let due = self
            .with_desk(|desk| {
                desk.end_lapsed()?;
                desk.records.read(|connection| store::due(connection, desk.clock.now()))
            })
            .await?;
        let sent = due.len();
        for letter in due {
            self.deliver(letter).await?;
        }
        let waiting = self.with_desk(|desk| desk.records.read(store::waiting)).await?;
        Ok(Delivered { sent, waiting })
    }

    async fn deliver(&self, letter: store::Due) -> Result<(), GatewayError> {
        let answer = self.0.notifier.send(&letter.url, &letter.message).await;
        let heard = answer.is_ok_and(|status| (200..300).contains(&status));
        self.with_desk(move |desk| {
            let done = match (letter.forged, heard) {
                // Whoever forges does not come back.
                (true, _) => Ok("spent"),
                (false, true) => Ok("delivered"),
                (false, false) => Err(desk.clock.now() + pause(letter.attempts + 1)),
            };
            desk.records.write(|tx| store::tried(tx, letter.id, done))
        })
        .await
    }

    /// Sends what is due, for ever. For a task of its own; ending it loses nothing.
    pub async fn keep_delivering(self) {
        loop {
            // Records that cannot be used now may be later, and what is due then still is.
            let _ = self.deliver_due().await;
            tokio::select! {
                () = self.0.posted.notified() => {}
                () = tokio::time::sleep(LOOK) => {}
            }
        }
    }

    /// Something may have been put into the outbox.
    pub(super) fn ring(&self) {
        self.0.posted.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_an_hour() {
        let pauses: Vec<i64> = (1..=8).map(|attempts| pause(attempts).num_seconds()).collect();
        assert!(pauses.is_sorted());
        assert_eq!((pauses[0], pauses[7]), (5, 3_600));
    }
}
