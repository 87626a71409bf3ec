//! Which copy of a card is shown, and when new ones are fetched (ARF 3.0, ISSU_37 to ISSU_57). Pure: what there is and the time in, a choice
//! out. What a copy gives away is that it is the same one as before; each method says to whom it may.

use super::model::{Copy, CopyState, Method, Reuse};

/// Who asks, when, and what the phone can do now.
#[derive(Clone, std::marker::Copy)]
pub struct Moment<'a> {
    /// Seconds since 1970.
    pub at: i64,
    /// Who asks: the same name for the same one.
    pub verifier: &'a str,
    /// Whether new copies could be fetched first. `false` also where that was tried and failed.
    pub can_refill: bool,
    /// What chooses where any would do.
    pub chance: u64,
}

crate::log::opaque_debug!(Choice);

/// What to show.
#[derive(Clone, PartialEq, Eq)]
pub struct Choice {
    /// The copy. `None` where there is none that may be shown: fetch new ones first, if that can be done.
    pub copy: Option<i64>,
    /// Whether it is one that the method would not have shown, for want of another: the person is told that it can be recognised.
    pub is_fallback: bool,
    /// Whether new ones should be fetched, now or soon.
    pub is_refill_due: bool,
}

/// Chooses among the copies of one card. Those that do not count (revoked, suspended) must not be among them.
#[must_use]
pub fn choose(reuse: &Reuse, copies: &[Copy], moment: Moment<'_>) -> Choice {
    let usable: Vec<&Copy> = copies.iter().filter(|copy| is_usable(copy, moment.at)).collect();
    let wanted = match reuse.method {
        Method::Once => first(usable.iter().copied().filter(|copy| is_fresh(copy))),
        Method::Limited => usable
            .iter()
            .copied()
            .max_by_key(|copy| (copy.until.unwrap_or(i64::MAX), copy.id)),
        Method::Rotating => rotating(&usable, moment.chance),
        Method::PerVerifier => {
            let own = usable.iter().copied().filter(|copy| is_known_to(copy, moment.verifier));
            first(own).or_else(|| first(usable.iter().copied().filter(|copy| is_fresh(copy))))
        }
    };
    let fallback = || {
        if moment.can_refill {
            None
        } else {
            least_seen(&usable, moment.verifier)
        }
    };
    let copy = wanted.or_else(fallback);
    // Whatever is shown now is not fresh afterwards.
    let left: Vec<Copy> = copies
        .iter()
        .map(|one| match copy {
            Some(chosen) if chosen.id == one.id => after_showing(one, moment.verifier),
            _ => one.clone(),
        })
        .collect();
    Choice {
        copy: copy.map(|copy| copy.id),
        is_fallback: wanted.is_none() && copy.is_some(),
        is_refill_due: is_refill_due(reuse, &left, moment.at),
    }
}

/// A copy after somebody saw it.
#[must_use]
pub fn after_showing(copy: &Copy, verifier: &str) -> Copy {
    let mut shown = copy.clone();
    shown.state = CopyState::Shown;
    shown.shown = shown.shown.saturating_add(1);
    if !is_known_to(copy, verifier) {
        shown.shown_to.push(verifier.to_owned());
    }
    shown
}

/// Whether new copies should be fetched: the fresh ones run out where fresh ones are needed, or the time of all of them does.
#[must_use]
pub fn is_refill_due(reuse: &Reuse, copies: &[Copy], at: i64) -> bool {
    let usable: Vec<&Copy> = copies.iter().filter(|copy| is_usable(copy, at)).collect();
    let fresh = usable.iter().filter(|copy| is_fresh(copy)).count();
    let needs_fresh = matches!(reuse.method, Method::Once | Method::PerVerifier);
    let are_few = needs_fresh && u32::try_from(fresh).is_ok_and(|fresh| fresh <= reuse.low);
    let ends = usable.iter().map(|copy| copy.until.unwrap_or(i64::MAX)).max();
    are_few || ends.is_none_or(|ends| ends.saturating_sub(at) < reuse.left_s)
}

/// Whether it can be shown at all at this time.
#[must_use]
pub fn is_usable(copy: &Copy, at: i64) -> bool {
    copy.state != CopyState::Retired
        && copy.from.is_none_or(|from| from <= at)
        && copy.until.is_none_or(|until| at < until)
}

fn is_fresh(copy: &Copy) -> bool {
    copy.state == CopyState::Fresh
}

fn is_known_to(copy: &Copy, verifier: &str) -> bool {
    copy.shown_to.iter().any(|known| known == verifier)
}

/// The one that ends first: what is kept for later is what lasts.
fn first<'a>(copies: impl Iterator<Item = &'a Copy>) -> Option<&'a Copy> {
    copies.min_by_key(|copy| (copy.until.unwrap_or(i64::MAX), copy.id))
}

/// Any of those that were shown least: each round shows all of them, in another order.
fn rotating<'a>(usable: &[&'a Copy], chance: u64) -> Option<&'a Copy> {
    let least = usable.iter().map(|copy| copy.shown).min()?;
    let round: Vec<&Copy> = usable.iter().copied().filter(|copy| copy.shown == least).collect();
    let count = u64::try_from(round.len()).ok()?;
    let index = usize::try_from(chance.checked_rem(count)?).ok()?;
    round.get(index).copied()
}

/// The one that gives away least: one that who asks knows already, else the one that fewest know.
fn least_seen<'a>(usable: &[&'a Copy], verifier: &str) -> Option<&'a Copy> {
    usable
        .iter()
        .copied()
        .min_by_key(|copy| (!is_known_to(copy, verifier), copy.shown_to.len(), copy.shown, copy.id))
}

#[cfg(test)]
#[path = "policy_tests.rs"]
mod tests;
