//! The phone dies at every moment, requests and answers are lost, and the hardware fails: whatever was issued is here in the end, whole and
//! once, and no key is without its copy.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{Issuance, Progress};
use crate::ports::{Browser, Entropy, FakeBrowser, FakeEntropy};
use crate::wallet::model::CopyState;
use crate::wallet::store;
use crate::wallet::test_issuer::{DAY, TX_CODE};
use crate::wallet::test_mortal::{mortal, seeds};
use crate::wallet::test_phone::Phone;

/// One life of the app: whatever can be done about the card is done, as far as it lives.
async fn live(phone: &Phone, issuance: &Issuance, link: &str) {
    let open = issuance.open().await.unwrap();
    let outcome = match open.first().map(|one| (one.id, one.progress)) {
        None => issuance.begin(link).await.map(|_| ()),
        Some((id, Progress::Offered(_) | Progress::Browsing)) => {
            let issuer = Arc::clone(&phone.issuer);
            let browser: Arc<dyn Browser> = Arc::new(FakeBrowser::new(move |url: &str| Ok(issuer.sign_in(url))));
            issuance.accept(id, Some(TX_CODE), Some(browser)).await.map(|_| ())
        }
        Some((id, Progress::Failed(_))) => issuance.cancel(id).await,
        Some(_) => issuance.resume().await,
    };
    // Trouble is what this is about; it is tried again in the next life.
    drop(outcome);
}

/// No batch is ever half here.
fn assert_whole(phone: &Phone) -> usize {
    let sealer = phone.room.vault.sealer().unwrap();
    let read = phone.room.database.read(|c| {
        let cards = store::cards(c, &sealer)?.cards;
        for card in &cards {
            let copies = store::copies(c, &sealer, card.id)?;
            let living: Vec<_> = copies
                .iter()
                .filter(|kept| kept.copy.state != CopyState::Retired)
                .collect();
            assert_eq!(living.len(), if card.higher.is_some() { 2 } else { 3 });
            assert_eq!(card.configuration == "card.basic", card.higher.is_some());
            assert!(living.iter().all(|kept| kept.key.is_some()));
        }
        Ok(cards.len())
    });
    read.unwrap()
}

/// How a life of a card was: deaths, and what came of it.
#[derive(Default)]
struct Tally {
    deaths: u32,
    cards: u32,
    lower: usize,
    lost_before_issue: u32,
}

async fn one_seed(phone: &Phone, seed: u64, by_counter: bool, tally: &mut Tally) {
    let chance = FakeEntropy::seeded(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) + 1);
    whoever_vouches(phone, &chance);
    let link = phone.issuer.offer(by_counter);
    let before = phone.state().issued.len();
    for life in 0..60 {
        let has_trouble = life < 8;
        phone.trouble(has_trouble && seed.is_multiple_of(2));
        let steps = if has_trouble {
            (chance.next_u64() >> 16) % 90
        } else {
            u64::MAX
        };
        let lived = mortal(steps, live(phone, &phone.issuance(), &link)).await;
        whoever_vouches(phone, &chance);
        tally.deaths += u32::from(lived.is_none());
        phone.trouble(false);
        let cards = assert_whole(phone);
        let is_quiet = phone.issuance().open().await.unwrap().is_empty();
        let issued = phone.state().issued.len() - before;
        assert!(issued <= 1, "nothing is issued twice: seed {seed}");
        assert!(cards <= issued, "no card of nobody's: seed {seed}");
        if is_quiet && cards == 1 {
            break;
        }
        // A link of a counter that was used up gives no second card; the person is told and lets go of it.
        let open = phone.issuance().open().await.unwrap();
        if !has_trouble && by_counter && issued == 0 && life > 12 {
            for one in open {
                phone.issuance().cancel(one.id).await.unwrap();
            }
            break;
        }
        phone.pass(61);
    }
    all_is_here(phone, (seed, by_counter), before, tally).await;
    for card in phone.cards().list().await.unwrap().cards {
        renew(phone, card.card.id, (&chance, seed), tally).await;
        phone.cards().delete(card.card.id).await.unwrap();
    }
    phone.assert_tidy();
}

/// Nothing is in the way.
fn everybody_vouches(phone: &Phone) {
    phone.attester.down.store(false, Ordering::Relaxed);
    phone.state().wary = 0;
}

/// Where there is a lower one of the card, those who vouch come and go, and are believed or not.
fn whoever_vouches(phone: &Phone, chance: &FakeEntropy) {
    let mut state = phone.state();
    let roll = chance.next_u64() >> 61;
    phone
        .attester
        .down
        .store(state.has_lower && roll < 2, Ordering::Relaxed);
    state.wary = if state.has_lower && roll == 2 { u32::MAX } else { 0 };
}

/// How many keys there are once a card is here: of its copies, of its token, and of the wallet.
async fn keys_of_one(phone: &Phone) -> usize {
    let cards = phone.cards().list().await.unwrap().cards;
    cards.iter().map(|shown| shown.usable).sum::<usize>() + 2
}

/// What was issued is here, and no key is without its copy.
async fn all_is_here(phone: &Phone, (seed, by_counter): (u64, bool), before: usize, tally: &mut Tally) {
    everybody_vouches(phone);
    phone.issuance().resume().await.unwrap();
    let cards = phone.cards().list().await.unwrap().cards;
    let issued = phone.state().issued.len() - before;
    assert_eq!(cards.len(), issued, "what was issued is here: seed {seed}");
    assert!(
        by_counter || issued == 1,
        "whoever can sign in again gets the card: seed {seed}"
    );
    tally.cards += u32::from(issued == 1);
    tally.lost_before_issue += u32::from(issued == 0);
    phone.assert_tidy();
    let wanted = if issued == 1 {
        keys_of_one(phone).await
    } else {
        phone.names().len().min(1)
    };
    assert_eq!(phone.names().len(), wanted, "seed {seed}");
    tally.lower += cards.iter().filter(|shown| shown.card.higher.is_some()).count();
}

/// The same for new copies of a card that is here.
async fn renew(phone: &Phone, card: i64, (chance, seed): (&FakeEntropy, u64), tally: &mut Tally) {
    phone.pass(DAY);
    let before = phone.state().issued.len();
    let started = phone.room.now();
    for life in 0..40_u32 {
        let has_trouble = life < 6;
        phone.trouble(has_trouble && life.is_multiple_of(2));
        let steps = if has_trouble {
            (chance.next_u64() >> 16) % 60
        } else {
            u64::MAX
        };
        let issuance = phone.issuance();
        let lived = mortal(steps, async {
            drop(issuance.resume().await);
            let renewed = phone.cards().one(card).await.unwrap().0.card.renewed_s;
            if renewed < started {
                drop(issuance.renew(card).await);
            }
        })
        .await;
        tally.deaths += u32::from(lived.is_none());
        whoever_vouches(phone, chance);
        phone.trouble(false);
        assert_eq!(assert_whole(phone), 1);
        let issued = phone.state().issued.len() - before;
        assert!(issued <= 1, "nothing is issued twice: seed {seed}, life {life}");
        let is_quiet = phone.issuance().open().await.unwrap().is_empty();
        if is_quiet && phone.cards().one(card).await.unwrap().0.card.renewed_s >= started {
            break;
        }
        phone.pass(61);
    }
    everybody_vouches(phone);
    phone.issuance().resume().await.unwrap();
    assert_eq!(phone.state().issued.len() - before, 1);
    assert!(phone.cards().one(card).await.unwrap().0.card.renewed_s >= started);
    phone.assert_tidy();
    assert_eq!(phone.names().len(), keys_of_one(phone).await);
}

/// Many cards on one phone, one after the other.
fn many(seeds: u64, by_counter: bool, tier: &'static str, (is_deferred, has_lower): (bool, bool)) -> Tally {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .max_blocking_threads(1)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let phone = Phone::new(seeds);
        phone.state().tier = tier;
        phone.state().is_deferred = is_deferred;
        phone.state().has_lower = has_lower;
        let mut tally = Tally::default();
        for seed in 0..seeds {
            one_seed(&phone, seed, by_counter, &mut tally).await;
        }
        tally
    })
}

const SEEDS: u64 = 75;

#[test]
fn killed_anywhere_a_card_of_a_page_comes_once() {
    let seeds = seeds(SEEDS);
    let tally = many(seeds, false, "software", (false, false));
    assert_eq!(u64::from(tally.cards), seeds);
    assert!(u64::from(tally.deaths) > seeds, "{}", tally.deaths);
}

#[test]
fn killed_anywhere_a_card_of_a_counter_comes_once_or_was_never_issued() {
    let seeds = seeds(SEEDS);
    let tally = many(seeds, true, "software", (false, false));
    assert_eq!(u64::from(tally.cards + tally.lost_before_issue), seeds);
    assert!(
        tally.cards > tally.lost_before_issue,
        "{} {}",
        tally.cards,
        tally.lost_before_issue
    );
}

#[test]
fn killed_anywhere_a_card_that_takes_time_comes_once() {
    let seeds = seeds(SEEDS);
    let tally = many(seeds, false, "software", (true, false));
    assert_eq!(u64::from(tally.cards), seeds);
}

#[test]
fn killed_anywhere_a_card_that_is_bound_to_hardware_comes_once() {
    let seeds = seeds(SEEDS);
    let tally = many(seeds, false, "hardware", (false, false));
    assert_eq!(u64::from(tally.cards), seeds);
}

#[test]
fn killed_anywhere_a_card_comes_once_at_whatever_tier_somebody_vouches_for() {
    let seeds = seeds(SEEDS);
    for (by_counter, is_deferred) in [(false, false), (true, false), (false, true)] {
        let tally = many(seeds, by_counter, "hardware", (is_deferred, true));
        assert_eq!(u64::from(tally.cards + tally.lost_before_issue), seeds);
        let cards = usize::try_from(tally.cards).unwrap();
        assert!(tally.lower > 0 && tally.lower < cards, "{} of {cards}", tally.lower);
    }
}
