//! Each method's promise, held against random lives of a card: shown, refilled, revoked, grown old, with and without a network.

use super::*;
use crate::ports::{Entropy, FakeEntropy};

const DAY: i64 = 86_400;

fn reuse(method: Method) -> Reuse {
    Reuse {
        method,
        batch: 4,
        low: 1,
        left_s: DAY,
    }
}

fn copy(id: i64, until: i64) -> Copy {
    Copy {
        id,
        card: 1,
        state: CopyState::Fresh,
        from: None,
        until: Some(until),
        status: None,
        shown_to: Vec::new(),
        shown: 0,
    }
}

fn moment(at: i64, verifier: &str, can_refill: bool) -> Moment<'_> {
    Moment {
        at,
        verifier,
        can_refill,
        chance: 7,
    }
}

/// A card and everything that happens to it.
struct Life {
    reuse: Reuse,
    copies: Vec<Copy>,
    next: i64,
    now: i64,
}

impl Life {
    fn new(method: Method) -> Self {
        let mut life = Self {
            reuse: reuse(method),
            copies: Vec::new(),
            next: 1,
            now: 0,
        };
        life.refill();
        life
    }

    /// As a re-issuance does: all of the old ones go.
    fn refill(&mut self) {
        self.copies.clear();
        for _ in 0..self.reuse.batch {
            self.copies.push(copy(self.next, self.now + 7 * DAY));
            self.next += 1;
        }
    }

    fn usable(&self) -> Vec<&Copy> {
        self.copies.iter().filter(|copy| is_usable(copy, self.now)).collect()
    }

    /// Shows it, and says what was shown, as it was before.
    fn show(&mut self, verifier: &str, can_refill: bool, chance: u64) -> (Choice, Option<Copy>) {
        let moment = Moment {
            at: self.now,
            verifier,
            can_refill,
            chance,
        };
        let choice = choose(&self.reuse, &self.copies, moment);
        let chosen = choice
            .copy
            .map(|id| self.copies.iter_mut().find(|copy| copy.id == id).unwrap());
        let before = chosen.map(|copy| {
            let before = copy.clone();
            *copy = after_showing(copy, verifier);
            before
        });
        (choice, before)
    }
}

/// One random life; `check` sees every showing.
fn live(method: Method, seed: u64, mut check: impl FnMut(&Life, &str, bool, &Choice, Option<&Copy>)) -> usize {
    let chance = FakeEntropy::seeded(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let roll = |sides: u64| (chance.next_u64() >> 16) % sides;
    let mut life = Life::new(method);
    let mut shown = 0;
    for _ in 0..60 {
        match roll(10) {
            0 => life.now += DAY * i64::try_from(roll(4)).unwrap(),
            1 => life.refill(),
            2 if !life.copies.is_empty() => {
                let index = usize::try_from(roll(life.copies.len() as u64)).unwrap();
                life.copies.remove(index);
            }
            _ => {
                let verifier = format!("verifier {}", roll(5));
                let can_refill = roll(2) == 0;
                let (choice, before) = life.show(&verifier, can_refill, roll(1_000));
                check(&life, &verifier, can_refill, &choice, before.as_ref());
                shown += usize::from(before.is_some());
                if choice.copy.is_none() && can_refill {
                    life.refill();
                }
            }
        }
    }
    shown
}

/// What holds for every method.
fn always(life: &Life, can_refill: bool, choice: &Choice, before: Option<&Copy>) {
    assert_eq!(choice.copy, before.map(|copy| copy.id));
    if let Some(copy) = before {
        assert!(is_usable(copy, life.now), "what is over is not shown");
    } else {
        assert!(
            can_refill || life.usable().is_empty(),
            "offline, whatever can be shown is"
        );
        assert!(choice.is_refill_due);
    }
    if choice.is_fallback {
        assert!(!can_refill && before.is_some());
    }
}

const SEEDS: u64 = 2_000;

#[test]
fn once_means_once_while_a_fresh_one_is_left() {
    let mut seen = 0;
    for seed in 0..SEEDS {
        seen += live(Method::Once, seed, |life, _, can_refill, choice, before| {
            always(life, can_refill, choice, before);
            let Some(before) = before else { return };
            let fresh_left = life.usable().iter().any(|copy| is_fresh(copy));
            assert_eq!(choice.is_fallback, !is_fresh(before), "said, whenever it is not");
            assert!(is_fresh(before) || !fresh_left, "never twice while a fresh one is left");
            let left = life.usable().iter().filter(|copy| is_fresh(copy)).count();
            assert!(left > 1 || choice.is_refill_due, "refilled at the low-water mark");
        });
    }
    assert!(seen > 50_000, "{seen}");
}

#[test]
fn limited_shows_what_lasts_longest_and_renews_in_time() {
    for seed in 0..SEEDS {
        live(Method::Limited, seed, |life, _, can_refill, choice, before| {
            always(life, can_refill, choice, before);
            assert!(!choice.is_fallback, "it may be seen again");
            let longest = life.usable().iter().filter_map(|copy| copy.until).max();
            assert_eq!(before.and_then(|copy| copy.until), longest);
            assert_eq!(choice.is_refill_due, longest.is_none_or(|until| until - life.now < DAY));
        });
    }
}

#[test]
fn rotating_shows_all_before_one_again() {
    for seed in 0..SEEDS {
        live(Method::Rotating, seed, |life, _, can_refill, choice, before| {
            always(life, can_refill, choice, before);
            assert!(!choice.is_fallback);
            let Some(before) = before else { return };
            let others = life.usable().into_iter().filter(|copy| copy.id != before.id);
            assert!(others.map(|copy| copy.shown).all(|shown| before.shown <= shown));
        });
    }
}

#[test]
fn the_order_of_a_round_is_by_chance() {
    let life = Life::new(Method::Rotating);
    let mut firsts: Vec<i64> = (0..100)
        .filter_map(|chance| {
            let moment = Moment {
                chance,
                ..moment(0, "a", true)
            };
            choose(&life.reuse, &life.copies, moment).copy
        })
        .collect();
    firsts.sort_unstable();
    firsts.dedup();
    assert_eq!(firsts.len(), 4);
}

#[test]
fn no_two_verifiers_see_one_copy_while_another_is_left() {
    let mut fallbacks = 0;
    for seed in 0..SEEDS {
        live(
            Method::PerVerifier,
            seed,
            |life, verifier, can_refill, choice, before| {
                always(life, can_refill, choice, before);
                let Some(before) = before else { return };
                let is_own = before.shown_to.iter().any(|known| known == verifier);
                let is_others = before.shown_to.iter().any(|known| known != verifier);
                assert_eq!(choice.is_fallback, is_others && !is_own);
                if choice.is_fallback {
                    fallbacks += 1;
                    assert!(!life.usable().iter().any(|copy| is_fresh(copy)));
                }
                // Who has one of its own gets that one.
                let owned = life.usable().into_iter().filter(|copy| is_known_to(copy, verifier));
                assert!(is_own || owned.count() == 1);
            },
        );
    }
    assert!(fallbacks > 100, "{fallbacks}");
}

#[test]
fn what_is_empty_online_is_refilled_first() {
    let shown = after_showing(&copy(1, DAY * 9), "a");
    let online = choose(&reuse(Method::Once), std::slice::from_ref(&shown), moment(0, "a", true));
    assert!(online.copy.is_none() && online.is_refill_due && !online.is_fallback);
    let offline = choose(
        &reuse(Method::Once),
        std::slice::from_ref(&shown),
        moment(0, "a", false),
    );
    assert!(offline.copy == Some(1) && offline.is_refill_due && offline.is_fallback);
}

#[test]
fn who_knows_a_copy_already_learns_nothing_from_seeing_it_again() {
    let copies = [
        after_showing(&copy(1, DAY * 9), "a"),
        after_showing(&copy(2, DAY * 9), "b"),
    ];
    let choice = choose(&reuse(Method::Once), &copies, moment(0, "b", false));
    assert_eq!(choice.copy, Some(2));
}
