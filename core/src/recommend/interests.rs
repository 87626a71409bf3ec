//! What the person does about recommendations, and what they can see and change of what was learnt. One write each: a kill leaves
//! it done or not done, never half.

use rusqlite::Transaction;

use super::model::{About, Candidate, ItemKey, ItemMemory, Memory, Signal, SignalKind, Tag, What, Wish};
use super::rules::{forget, interests, keep, learn, set_wish};
use super::service::Recommend;
use super::shown::{Interest, InterestsShown, SavedShown, Suggested};
use super::store;
use crate::error::Error;
use crate::kernel::{GeoPoint, madrid_day};
use crate::store::{Sealer, StoreError};

impl Recommend {
    /// The person did something about a recommendation. While recommendations are off nothing is learnt, and only saving is kept,
    /// for that is a list of their own. It stays on the phone.
    ///
    /// Fails with `session.none` where nobody has signed in, `store.locked` while the data are locked and `recommend.unknown`
    /// where there is no such thing. Opening twice counts twice; everything else is safe to repeat.
    pub async fn signal(&self, kind: SignalKind, key: &ItemKey, here: Option<GeoPoint>) -> Result<(), Error> {
        self.sealer_of_person()?;
        let candidate = self.candidate(key).await?;
        // What is gone from the city can still be taken off.
        let is_missing = candidate.is_none() && kind != SignalKind::Unsaved;
        let is_no_thing_to_keep = kind == SignalKind::Saved && !key.what().can_be_saved();
        if is_missing || is_no_thing_to_keep {
            return Err(Error::NotFound("recommend.unknown"));
        }
        let (_, from) = self.measured_from(here).await;
        let tags = |candidate: &Candidate| {
            std::iter::once(candidate.kind)
                .chain(candidate.features.iter())
                .collect()
        };
        let signal = Signal {
            kind,
            key: key.clone(),
            tags: candidate.as_ref().map(tags).unwrap_or_default(),
            distance_m: candidate.as_ref().and_then(|candidate| distance(from, candidate)),
            at: self.clock.now(),
        };
        self.change(move |tx, memory| {
            if store::is_on(tx)? {
                learn(memory, &signal);
            } else {
                keep(memory, &signal);
            }
            Ok(())
        })
        .await
    }

    /// What the person saved, the last first; also while recommendations are off.
    pub async fn saved(&self, here: Option<GeoPoint>) -> Result<SavedShown, Error> {
        let memory = self.memory().await?;
        let (_, from) = self.measured_from(here).await;
        let mut saved: Vec<_> = memory.items.into_iter().filter(|item| item.saved.is_some()).collect();
        saved.sort_by(|one, other| other.saved.cmp(&one.saved).then_with(|| one.key.cmp(&other.key)));
        let keys: Vec<&ItemKey> = saved.iter().map(|item| &item.key).collect();
        let mut known = self.known(&keys).await?;
        let shown = |item: &ItemMemory| {
            let suggestion = known.remove(&item.key)?;
            Some(Suggested {
                key: item.key.clone(),
                distance_m: from
                    .zip(suggestion.location())
                    .map(|(from, there)| from.distance_m(there)),
                suggestion,
                reasons: Vec::new(),
                is_saved: true,
            })
        };
        let items: Vec<_> = saved.iter().filter_map(shown).collect();
        let is_shown = |kept: &ItemMemory| items.iter().any(|item| item.key == kept.key);
        // An event that the agenda has let go of has simply taken place.
        let stays = |kept: &&ItemMemory| kept.key.what() != What::Event && !is_shown(kept);
        Ok(SavedShown {
            gone: saved.iter().filter(stays).count(),
            items,
            today: madrid_day(self.places.city_now().await?),
        })
    }

    /// Everything the phone thinks of the person. Fails as [`Recommend::signal`] does.
    pub async fn interests(&self) -> Result<InterestsShown, Error> {
        let (memory, is_on, now) = (self.memory().await?, self.is_on().await?, self.clock.now());
        let leanings = interests(&memory, now);
        let learnt = Tag::ALL.into_iter().zip(leanings).filter(|(tag, _)| tag.is_learnt());
        let interest = |(tag, leaning): (Tag, super::rules::Leaning)| Interest {
            tag,
            liking: leaning.liking(),
            is_known: memory.tastes.contains_key(&tag),
            wish: leaning.wish,
        };
        Ok(InterestsShown {
            is_on,
            interests: learnt.map(interest).collect(),
            reach_m: memory.reach.metres(now),
            turned_down: memory.items.iter().filter(|item| item.turned_down.is_some()).count(),
            used: memory.items.iter().filter(|item| item.uses > 0.0).count(),
            about: memory.about,
        })
    }

    /// The person wants more of a tag, or less. Safe to repeat.
    pub async fn wish(&self, tag: Tag, wish: Wish) -> Result<(), Error> {
        let now = self.clock.now();
        self.change(move |_, memory| {
            set_wish(memory, tag, wish, now);
            Ok(())
        })
        .await
    }

    /// Forgets one tag: what was learnt, wished and used of it. Safe to repeat.
    pub async fn forget(&self, tag: Tag) -> Result<(), Error> {
        self.change(move |_, memory| {
            forget(memory, tag);
            Ok(())
        })
        .await
    }

    /// Replaces what the person told about themselves. A life event that was told before keeps its day. Safe to repeat.
    pub async fn tell(&self, about: About) -> Result<(), Error> {
        self.change(move |_, memory| {
            let before = std::mem::replace(&mut memory.about, about);
            for (event, since) in &mut memory.about.life {
                if let Some((_, known)) = before.life.iter().find(|(other, _)| other == event) {
                    *since = *known;
                }
            }
            Ok(())
        })
        .await
    }

    /// Forgets everything that was learnt and told. What the person saved stays: it is a list of their own. Works also where what
    /// was remembered can no longer be read; then nothing is left of it. Safe to repeat.
    pub async fn erase(&self) -> Result<(), Error> {
        let sealer = self.sealer_of_person()?;
        let written = self.database.write_task(move |tx| {
            let kept = match store::read(tx, &sealer) {
                Ok(memory) => memory.unwrap_or_default(),
                Err(StoreError::Unreadable) => Memory::default(),
                Err(failed) => return Err(failed),
            };
            store::erase(tx)?;
            let saved = kept.items.into_iter().filter(|item| item.saved.is_some());
            let left = Memory {
                items: saved.map(|item| ItemMemory { uses: 0.0, ..item }).collect(),
                ..Memory::default()
            };
            if left.items.is_empty() {
                Ok(())
            } else {
                store::write(tx, &sealer, &left)
            }
        });
        written.await?;
        self.changes.announce();
        Ok(())
    }

    /// Switches recommendations on or off. Off, nothing is shown and nothing is learnt; what was learnt stays until it is erased.
    /// Needs nobody to be signed in. Safe to repeat.
    pub async fn switch(&self, is_on: bool) -> Result<(), Error> {
        self.database.write_task(move |tx| store::switch(tx, is_on)).await?;
        self.changes.announce();
        Ok(())
    }

    async fn memory(&self) -> Result<Memory, Error> {
        let sealer = self.sealer_of_person()?;
        let read = self
            .database
            .read_task(move |connection| store::read(connection, &sealer));
        Ok(read.await?.unwrap_or_default())
    }

    async fn change(
        &self,
        change: impl FnOnce(&Transaction<'_>, &mut Memory) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<(), Error> {
        let (sealer, seed) = (self.sealer_of_person()?, self.entropy.next_u64());
        let written = self.database.write_task(move |tx| rewrite(tx, &sealer, seed, change));
        if written.await? {
            self.changes.announce();
        }
        Ok(())
    }
}

/// Changes what is remembered, and says whether that made a difference. `seed` is the phone's own number from the first time on,
/// and again after everything was erased.
pub(super) fn rewrite(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    seed: u64,
    change: impl FnOnce(&Transaction<'_>, &mut Memory) -> Result<(), StoreError>,
) -> Result<bool, StoreError> {
    let known = store::read(tx, sealer)?;
    let mut memory = known.clone().unwrap_or_default();
    change(tx, &mut memory)?;
    if memory == known.unwrap_or_default() {
        return Ok(false);
    }
    if memory.seed == 0 {
        memory.seed = seed;
    }
    store::write(tx, sealer, &memory)?;
    Ok(true)
}

fn distance(from: Option<GeoPoint>, candidate: &Candidate) -> Option<f64> {
    Some(from?.distance_m(candidate.location?))
}
