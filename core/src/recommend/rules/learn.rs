//! How memory changes with what the person does, fades by itself, and is changed by hand. Pure.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::model::{ItemMemory, Memory, Reach, Signal, SignalKind, Tag, Taste, What, Wish};

/// After this long, what was learnt counts half.
const HALF_LIFE_DAYS: f64 = 120.0;
/// Things remembered at most; of those the person did not save, the oldest go first.
const MOST_ITEMS: usize = 400;
/// No agenda tells of what takes place later than so.
const AGENDA_REACHES: TimeDelta = TimeDelta::days(400);
/// What is left of a count below this says nothing any more, and is let go.
const FADED: f64 = 0.02;
/// The counts everybody begins with: as much for as against.
const PRIOR: f64 = 1.5;
/// Taking to one kind of thing is turning down each other one a little: without it, whoever opens much would like everything.
const PASSED_OVER: f64 = 0.12;
/// A wish counts like a mean of this; nothing learnt comes near it.
const WISHED: f64 = 0.95;

/// How many metres everybody is thought to go before anything is known, and how much that weighs.
const USUAL_REACH_M: f64 = 900.0;
const USUAL_REACH_WEIGHT: f64 = 4.0;
/// Reach stays within these metres, whatever was seen.
const LEAST_REACH_M: f64 = 400.0;
const MOST_REACH_M: f64 = 4_000.0;

/// What is left of a count after a time. A clock that went back lets nothing grow.
pub fn faded(count: f64, since: DateTime<Utc>, now: DateTime<Utc>) -> f64 {
    let days = seconds(now - since) / 86_400.0;
    count * 0.5_f64.powf(days.max(0.0) / HALF_LIFE_DAYS)
}

fn seconds(time: TimeDelta) -> f64 {
    let whole = i32::try_from(time.num_seconds()).unwrap_or(i32::MAX);
    f64::from(whole)
}

/// How much a signal counts for its tags.
const fn strength(kind: SignalKind) -> f64 {
    match kind {
        SignalKind::Opened => 1.0,
        SignalKind::Saved => 2.0,
        SignalKind::Booked => 3.0,
        SignalKind::TurnedDown => 2.0,
        SignalKind::Unsaved => 0.0,
    }
}

/// Keeps what the person saves or takes off, and learns nothing of it.
pub fn keep(memory: &mut Memory, signal: &Signal) {
    if matches!(signal.kind, SignalKind::Saved | SignalKind::Unsaved) {
        remember_item(memory, signal);
    }
}

/// Takes in something the person did.
pub fn learn(memory: &mut Memory, signal: &Signal) {
    let strength = strength(signal.kind);
    for tag in signal.tags.iter().filter(|tag| tag.is_learnt() && strength > 0.0) {
        let taste = memory.tastes.entry(*tag).or_insert(Taste::blank(signal.at));
        taste.fade(signal.at);
        match signal.kind {
            SignalKind::TurnedDown => taste.dislikes += strength,
            _ => taste.likes += strength,
        }
    }
    if let Some(metres) = signal.distance_m.filter(|_| signal.kind != SignalKind::TurnedDown) {
        memory.reach.see(metres, strength, signal.at);
    }
    remember_item(memory, signal);
    let left = |taste: &Taste| faded(taste.likes.max(taste.dislikes), taste.as_of, signal.at);
    memory
        .tastes
        .retain(|_, taste| taste.wish.is_some() || left(taste) > FADED);
}

impl Taste {
    const fn blank(now: DateTime<Utc>) -> Self {
        Self {
            likes: 0.0,
            dislikes: 0.0,
            as_of: now,
            wish: None,
        }
    }

    fn fade(&mut self, now: DateTime<Utc>) {
        self.likes = faded(self.likes, self.as_of, now);
        self.dislikes = faded(self.dislikes, self.as_of, now);
        self.as_of = self.as_of.max(now);
    }
}

impl Reach {
    fn see(&mut self, metres: f64, weight: f64, now: DateTime<Utc>) {
        let (left, sum) = (
            faded(self.weight, self.as_of, now),
            faded(self.sum_ln_m, self.as_of, now),
        );
        *self = Self {
            weight: left + weight,
            sum_ln_m: sum + weight * metres.max(50.0).ln(),
            as_of: self.as_of.max(now),
        };
    }

    /// How many metres are far for this person: between what everybody is thought to go and what was seen.
    pub fn metres(&self, now: DateTime<Utc>) -> f64 {
        let (weight, sum) = (
            faded(self.weight, self.as_of, now),
            faded(self.sum_ln_m, self.as_of, now),
        );
        let mean = (sum + USUAL_REACH_WEIGHT * USUAL_REACH_M.ln()) / (weight + USUAL_REACH_WEIGHT);
        mean.exp().clamp(LEAST_REACH_M, MOST_REACH_M)
    }
}

fn remember_item(memory: &mut Memory, signal: &Signal) {
    let known = memory.items.iter().position(|item| item.key == signal.key);
    let mut item = known.map_or_else(|| blank_item(signal), |at| memory.items.swap_remove(at));
    match signal.kind {
        SignalKind::Opened | SignalKind::Booked => {
            item.uses = faded(item.uses, item.last, signal.at) + 1.0;
            item.last = item.last.max(signal.at);
        }
        SignalKind::Saved => {
            item.saved = item.saved.or(Some(signal.at));
            item.turned_down = None;
        }
        SignalKind::Unsaved => item.saved = None,
        SignalKind::TurnedDown => {
            item.turned_down = Some(signal.at);
            item.saved = None;
        }
    }
    memory.items.push(item);
    let is_worth_keeping = |item: &ItemMemory| {
        let is_kept = item.saved.is_some_and(|saved| !is_long_past(item, saved, signal.at));
        is_kept || item.turned_down.is_some() || faded(item.uses, item.last, signal.at) > FADED
    };
    memory.items.retain(is_worth_keeping);
    while memory.items.len() > MOST_ITEMS {
        let unsaved = memory.items.iter().enumerate().filter(|(_, item)| item.saved.is_none());
        let Some((oldest, _)) = unsaved.min_by_key(|(_, item)| item.turned_down.max(Some(item.last))) else {
            break;
        };
        memory.items.remove(oldest);
    }
}

/// An event that was saved so long ago has taken place: no agenda reaches so far.
fn is_long_past(item: &ItemMemory, saved: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    item.key.what() == What::Event && now - saved > AGENDA_REACHES
}

fn blank_item(signal: &Signal) -> ItemMemory {
    ItemMemory {
        key: signal.key.clone(),
        kind: signal.tags.first().map(|tag| tag.code().to_owned()).unwrap_or_default(),
        uses: 0.0,
        last: signal.at,
        turned_down: None,
        saved: None,
    }
}

/// The person says what they want of a tag. Nothing happens for a tag of which no taste is kept.
pub fn set_wish(memory: &mut Memory, tag: Tag, wish: Wish, now: DateTime<Utc>) {
    if tag.is_learnt() {
        memory.tastes.entry(tag).or_insert(Taste::blank(now)).wish = Some(wish);
    }
}

/// Forgets a tag: its counts, the person's wish, and what was used of that kind. What the person saved stays saved.
pub fn forget(memory: &mut Memory, tag: Tag) {
    memory.tastes.remove(&tag);
    for item in memory.items.iter_mut().filter(|item| item.kind == tag.code()) {
        item.uses = 0.0;
        item.turned_down = None;
    }
    memory
        .items
        .retain(|item| item.kind != tag.code() || item.saved.is_some());
}

/// What the phone thinks of a tag.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leaning {
    /// The counts for it, the prior included.
    pub likes: f64,
    /// The counts against it, the prior included.
    pub dislikes: f64,
    /// What the person said.
    pub wish: Option<Wish>,
}

impl Leaning {
    const NONE: Self = Self {
        likes: PRIOR,
        dislikes: PRIOR,
        wish: None,
    };

    /// From -1 (never) over 0 (nobody knows) to 1 (always).
    #[must_use]
    pub fn liking(&self) -> f64 {
        match self.wish {
            Some(Wish::More) => WISHED,
            Some(Wish::Less) => -WISHED,
            None => 2.0 * self.likes / (self.likes + self.dislikes) - 1.0,
        }
    }
}

/// What the phone thinks of every tag, in the order of [`Tag::ALL`]. One of which no taste is kept has none.
#[must_use]
pub fn interests(memory: &Memory, now: DateTime<Utc>) -> Vec<Leaning> {
    let now_of = |tag: &Tag| {
        let mut taste = *memory.tastes.get(tag)?;
        taste.fade(now);
        Some(taste)
    };
    let taken = |is_of: fn(Tag) -> bool| -> f64 {
        let tastes = memory.tastes.keys().filter(|tag| is_of(**tag));
        tastes.filter_map(now_of).map(|taste| taste.likes).sum()
    };
    let (kinds, features) = (taken(|tag| !tag.is_feature()), taken(Tag::is_feature));
    let leaning = |tag: Tag| {
        if !tag.is_learnt() {
            return Leaning::NONE;
        }
        let all = if tag.is_feature() { features } else { kinds };
        let taste = now_of(&tag).unwrap_or(Taste::blank(now));
        Leaning {
            likes: PRIOR + taste.likes,
            dislikes: PRIOR + taste.dislikes + PASSED_OVER * (all - taste.likes).max(0.0),
            wish: taste.wish,
        }
    };
    Tag::ALL.into_iter().map(leaning).collect()
}

#[cfg(test)]
#[path = "learn_tests.rs"]
mod tests;
