//! The phone dies at every moment of a showing, and what goes over the web is lost: no copy is seen by two, nothing is sent twice, and
//! whatever may have been seen counts as seen and is in the log.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::service::{Presentations, Question};
use super::test_desk::{Desk, presentations};
use crate::error::Error;
use crate::ports::{Entropy, FakeEntropy};
use crate::wallet::issuance::Progress;
use crate::wallet::journal::Journal;
use crate::wallet::log::{Outcome, What};
use crate::wallet::model::CopyState;
use crate::wallet::test_mortal::mortal;
use crate::wallet::test_phone::Phone;

/// What came of all of it.
#[derive(Default)]
struct Tally {
    deaths: u64,
    arrived: u64,
    unknown: u64,
    stages: BTreeMap<&'static str, u64>,
}

/// One life of the app: the person answers what waits, or scans the code.
async fn live(service: &Presentations, link: &str) -> Result<(), Error> {
    service.resume().await?;
    let question: Question = match service.waiting().await?.first() {
        Some((id, _)) => service.look(*id).await?,
        None => service.begin(link).await?,
    };
    let choice = question.consent.proposal.clone().unwrap();
    let warnings = question.consent.warnings(&choice);
    service.approve(question.id, choice, &warnings).await.map(drop)
}

/// How many presentations the log has, and how many of them nobody knows the end of.
async fn logged(phone: &Phone) -> (usize, usize, usize) {
    let shown = Journal::new(phone.room.clone()).show().await.unwrap();
    assert!(!shown.is_damaged);
    let all: Vec<_> = shown
        .entries
        .into_iter()
        .filter(|entry| entry.what == What::Presentation)
        .collect();
    assert!(
        all.iter()
            .all(|entry| entry.cards.iter().all(|card| card.copy.is_some()))
    );
    let of = |wanted: fn(&Outcome) -> bool| all.iter().filter(|entry| wanted(&entry.outcome)).count();
    (
        all.len(),
        of(|outcome| *outcome == Outcome::Unknown),
        of(|outcome| *outcome == Outcome::Done),
    )
}

/// What must hold whenever the phone is alive again: what arrived, what the log has of it, and how much of that as done.
fn assert_sound(seed: u64, arrived: usize, entries: usize, done: usize) {
    assert!(arrived <= 1, "nothing is sent twice: seed {seed}");
    assert!(entries <= 1, "one entry for one yes: seed {seed}");
    assert!(done <= arrived, "nothing is done that did not arrive: seed {seed}");
    assert!(entries >= arrived, "what was seen is in the log: seed {seed}");
}

async fn one_seed(phone: &Phone, desk: &Arc<Desk>, (seed, card): (u64, i64), tally: &mut Tally) {
    let chance = FakeEntropy::seeded(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) + 7);
    desk.state().ask_again();
    let (before, got) = (logged(phone).await, desk.state().got.len());
    let link = desk.verifier.link();
    for life in 0..12 {
        let has_trouble = life < 6;
        desk.lose_things(has_trouble && seed.is_multiple_of(2));
        let steps = if has_trouble {
            (chance.next_u64() >> 16) % 60
        } else {
            u64::MAX
        };
        let service = presentations(phone, desk);
        let lived = mortal(steps, live(&service, &link)).await;
        tally.deaths += u64::from(lived.is_none());
        desk.lose_things(false);
        presentations(phone, desk).resume().await.unwrap();
        let (entries, unknown, done) = logged(phone).await;
        let arrived = desk.state().got.len() - got;
        assert!(desk.state().unread.is_empty(), "nothing is sent twice: seed {seed}");
        assert_sound(seed, arrived, entries - before.0, done - before.2);
        if entries > before.0 {
            tally.arrived += u64::try_from(arrived).unwrap();
            tally.unknown += u64::try_from(unknown - before.1).unwrap();
            break;
        }
        *tally
            .stages
            .entry(if lived.is_none() { "killed" } else { "failed" })
            .or_default() += 1;
    }
    assert_eq!(
        logged(phone).await.0,
        before.0 + 1,
        "in the end it was answered: seed {seed}"
    );
    assert!(presentations(phone, desk).waiting().await.unwrap().is_empty());
    assert_once(phone, card, seed).await;
}

/// Each copy that is here was shown once at most.
async fn assert_once(phone: &Phone, card: i64, seed: u64) {
    let copies = phone.cards().copies(card).await.unwrap();
    let seen: u32 = copies.iter().map(|(kept, _)| kept.copy.shown).sum();
    let shown = copies
        .iter()
        .filter(|(kept, _)| kept.copy.state == CopyState::Shown)
        .count();
    assert_eq!(
        usize::try_from(seen).unwrap(),
        shown,
        "each copy was shown once: seed {seed}"
    );
}

/// Whether no copy came to the desk twice.
fn assert_all_different(desk: &Desk) {
    let mut copies: Vec<String> = desk
        .state()
        .got
        .iter()
        .map(|answer| {
            let text = answer["vp_token"]["card"][0].as_str().unwrap();
            text.split('~').next().unwrap().to_owned()
        })
        .collect();
    let all = copies.len();
    copies.sort_unstable();
    copies.dedup();
    assert_eq!(copies.len(), all);
}

fn many(seeds: u64) -> Tally {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .max_blocking_threads(1)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let phone = Phone::new(seeds);
        let Progress::Kept(card) = phone.fetched().await else {
            panic!("no card")
        };
        let desk = Desk::new(&phone, seeds);
        let mut tally = Tally::default();
        for seed in 0..seeds {
            one_seed(&phone, &desk, (seed, card), &mut tally).await;
        }
        assert_all_different(&desk);
        phone.issuance().resume().await.unwrap();
        phone.assert_tidy();
        tally
    })
}

#[test]
fn killed_anywhere_nothing_is_shown_twice_and_all_that_was_seen_is_known() {
    let seeds = crate::wallet::test_mortal::seeds(75);
    let tally = many(seeds);
    assert!(tally.deaths > seeds, "{}", tally.deaths);
    assert!(tally.arrived > seeds / 2, "{}", tally.arrived);
    assert!(tally.unknown > 0, "a death between sending and knowing is met");
    println!(
        "{seeds} seeds: {} deaths, {} answers arrived, {} unknown, {:?}",
        tally.deaths, tally.arrived, tally.unknown, tally.stages
    );
}
