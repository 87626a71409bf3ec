//! The log on the phone's disk: entries are added in the transaction in which what they tell happened, and go only when the person says so.

mod store;

use serde_json::Value;

use store::{add, all, clear, next_chain};

use super::Room;
use super::log::{self, Chained, Entry, Linkable};
use crate::error::Error;
use crate::log::opaque_debug;

/// What happened, to be read by the person.
#[derive(Clone, PartialEq)]
pub struct JournalShown {
    /// The last one first.
    pub entries: Vec<Entry>,
    /// Whether somebody has changed something in it. What can be read is shown all the same.
    pub is_damaged: bool,
}

pub use store::append;

opaque_debug!(JournalShown);

/// The log. Cheap to clone.
#[derive(Clone)]
pub struct Journal(Room);

impl Journal {
    /// The service.
    #[must_use]
    pub const fn new(room: Room) -> Self {
        Self(room)
    }

    /// All that happened. Reads the phone's disk only.
    pub async fn show(&self) -> Result<JournalShown, Error> {
        let chains = self.chains().await?;
        let is_damaged = chains.iter().any(|chain| log::verified(chain).is_err());
        let mut entries: Vec<Entry> = chains.iter().flatten().filter_map(|one| one.entry().ok()).collect();
        entries.reverse();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
        Ok(JournalShown { entries, is_damaged })
    }

    /// Who saw the same copy of a card, and so can find out together that it was the same person.
    pub async fn linkable(&self) -> Result<Vec<Linkable>, Error> {
        let mut entries = self.show().await?.entries;
        entries.reverse();
        Ok(log::linkable(&entries))
    }

    /// The log as a file of the person's, which others can check.
    pub async fn exported(&self) -> Result<Value, Error> {
        Ok(log::exported(&self.chains().await?))
    }

    /// Deletes all of it. Cards stay, and what is known of who saw which copy. Safe to repeat.
    pub async fn delete(&self) -> Result<(), Error> {
        self.0.database.write_task(clear).await?;
        self.0.changes.announce();
        Ok(())
    }

    /// Each log with its entries, this phone's first.
    pub(super) async fn chains(&self) -> Result<Vec<Vec<Chained>>, Error> {
        let sealer = self.0.sealer()?;
        let read = self.0.database.read_task(move |c| all(c, &sealer));
        Ok(read.await?)
    }

    /// Keeps the logs of an older phone. One that is here already is not kept twice.
    pub(super) async fn take_over(&self, chains: Vec<Vec<Chained>>) -> Result<(), Error> {
        let sealer = self.0.sealer()?;
        let written = self.0.database.write_task(move |tx| {
            let known = all(tx, &sealer)?;
            let new = |chain: &&Vec<Chained>| !chain.is_empty() && !known.contains(chain);
            for chain in chains.iter().filter(new) {
                let number = next_chain(tx)?;
                chain.iter().try_for_each(|one| add(tx, &sealer, number, one))?;
            }
            Ok(())
        });
        written.await?;
        self.0.changes.announce();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wallet::log::{LoggedParty, Outcome, What};
    use crate::wallet::test_phone::Phone;

    fn entry(at: i64) -> Entry {
        Entry {
            at,
            what: What::Presentation,
            outcome: Outcome::Done,
            party: LoggedParty {
                id: format!("x509_hash:{at}"),
                name: "Biblioteca".to_owned(),
            },
            cards: Vec::new(),
        }
    }

    async fn write(phone: &Phone, at: i64) {
        let sealer = phone.room.vault.sealer().unwrap();
        let written = phone
            .room
            .database
            .write_task(move |tx| append(tx, &sealer, &entry(at)));
        written.await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_happened_stays_until_the_person_deletes_it() {
        let phone = Phone::new(1);
        let journal = Journal::new(phone.room.clone());
        assert!(journal.show().await.unwrap().entries.is_empty());
        write(&phone, 1).await;
        write(&phone, 2).await;
        let shown = journal.show().await.unwrap();
        assert_eq!(shown.entries.iter().map(|entry| entry.at).collect::<Vec<_>>(), [2, 1]);
        assert!(!shown.is_damaged);
        journal.delete().await.unwrap();
        journal.delete().await.unwrap();
        write(&phone, 3).await;
        assert_eq!(log::verified(&journal.chains().await.unwrap()[0]).unwrap(), [entry(3)]);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_log_with_a_piece_taken_out_is_shown_as_damaged() {
        let phone = Phone::new(2);
        for at in 1..=3 {
            write(&phone, at).await;
        }
        let cut = phone.room.database.write_task(|tx| {
            tx.execute("DELETE FROM wallet_log WHERE id = 2", [])?;
            Ok(())
        });
        cut.await.unwrap();
        let shown = Journal::new(phone.room.clone()).show().await.unwrap();
        assert!(shown.is_damaged);
        assert_eq!(shown.entries.len(), 2);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_log_of_an_older_phone_is_kept_beside_the_own_once() {
        let (old, new) = (Phone::new(3), Phone::new(4));
        write(&old, 1).await;
        write(&new, 2).await;
        let moved = Journal::new(old.room.clone()).chains().await.unwrap();
        let journal = Journal::new(new.room.clone());
        journal.take_over(moved.clone()).await.unwrap();
        journal.take_over(moved).await.unwrap();
        write(&new, 3).await;
        let shown = journal.show().await.unwrap();
        assert_eq!(
            shown.entries.iter().map(|entry| entry.at).collect::<Vec<_>>(),
            [3, 2, 1]
        );
        assert!(!shown.is_damaged);
        assert_eq!(journal.exported().await.unwrap()["logs"].as_array().unwrap().len(), 2);
    }
}
