//! Nobody vouches for the phone, or nobody believes who does: the card comes as the lower one, says so, and rises again.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{Issuance, Progress};
use crate::error::Error;
use crate::net::NetError;
use crate::ports::{Browser, FakeBrowser, TransportError};
use crate::wallet::model::{Card, Tier};
use crate::wallet::test_issuer::{DAY, TX_CODE};
use crate::wallet::test_phone::Phone;

/// A phone whose issuer has a lower one of its card, and who vouches is down.
fn phone(seed: u64, tier: &'static str) -> Phone {
    let phone = Phone::new(seed);
    phone.state().tier = tier;
    phone.state().has_lower = true;
    phone.attester.down.store(true, Ordering::Relaxed);
    phone
}

async fn card(phone: &Phone, progress: Progress) -> (Card, usize) {
    let Progress::Kept(id) = progress else {
        panic!("{progress:?}");
    };
    let shown = phone.cards().one(id).await.unwrap().0;
    (shown.card, shown.usable)
}

async fn by_page(phone: &Phone) -> Progress {
    let issuance = phone.issuance();
    let offered = issuance.begin(&phone.issuer.offer(false)).await.unwrap();
    let issuer = Arc::clone(&phone.issuer);
    let browser: Arc<dyn Browser> = Arc::new(FakeBrowser::new(move |url: &str| Ok(issuer.sign_in(url))));
    issuance.accept(offered.id, None, Some(browser)).await.unwrap()
}

fn assert_lower((card, usable): &(Card, usize)) {
    assert_eq!((card.configuration.as_str(), card.tier), ("card.basic", Tier::Software));
    assert_eq!((card.higher.as_deref(), card.to_ask_for()), (Some("card"), "card"));
    assert_eq!(*usable, 2, "few copies");
}

#[tokio::test]
async fn where_nobody_vouches_the_lower_one_comes_by_either_way() {
    let phone = phone(71, "hardware");
    assert_lower(&card(&phone, phone.try_fetch().await.unwrap()).await);
    assert_lower(&card(&phone, by_page(&phone).await).await);
    phone.issuance().sweep().await.unwrap();
    phone.assert_tidy();
}

#[tokio::test]
async fn keys_of_whom_nobody_vouches_enough_get_the_lower_one() {
    let phone = phone(72, "hardware");
    phone.attester.down.store(false, Ordering::Relaxed);
    phone.state().wary = u32::MAX;
    assert_lower(&card(&phone, phone.try_fetch().await.unwrap()).await);
    phone.issuance().sweep().await.unwrap();
    phone.assert_tidy();
}

#[tokio::test]
async fn a_phone_without_anybody_to_vouch_gets_the_lower_one() {
    let phone = phone(73, "hardware");
    let issuance = Issuance::new(phone.room.clone(), None, phone.trusted());
    let offered = issuance.begin(&phone.issuer.offer(true)).await.unwrap();
    assert!(!offered.is_lower, "the higher one is tried first");
    let kept = issuance.accept(offered.id, Some(TX_CODE), None).await.unwrap();
    assert_lower(&card(&phone, kept).await);
}

#[tokio::test]
async fn whoever_has_no_network_waits_and_nothing_is_lowered() {
    let phone = phone(74, "hardware");
    let issuance = phone.issuance();
    let offered = issuance.begin(&phone.issuer.offer(true)).await.unwrap();
    phone.issuer.cut(true);
    let failed = issuance.accept(offered.id, Some(TX_CODE), None).await.unwrap_err();
    assert!(matches!(
        failed,
        Error::Net(NetError::Transport(TransportError::Unreachable))
    ));
    assert!(!issuance.open().await.unwrap()[0].is_lower);
    phone.issuer.cut(false);
    phone.attester.down.store(false, Ordering::Relaxed);
    issuance.resume().await.unwrap();
    let cards = phone.cards().list().await.unwrap().cards;
    assert_eq!((cards.len(), cards[0].card.tier), (1, Tier::Hardware));
}

#[tokio::test]
async fn it_rises_when_it_is_fetched_anew_and_does_not_fall_while_it_can_be_shown() {
    let phone = phone(75, "hardware");
    let (lower, _) = card(&phone, phone.try_fetch().await.unwrap()).await;
    let again = phone.issuance().renew(lower.id).await.unwrap();
    assert_lower(&card(&phone, again).await);
    phone.attester.down.store(false, Ordering::Relaxed);
    let (risen, usable) = card(&phone, phone.issuance().renew(lower.id).await.unwrap()).await;
    assert_eq!(
        (risen.id, risen.tier, risen.higher, usable),
        (lower.id, Tier::Hardware, None, 3)
    );
    phone.attester.down.store(true, Ordering::Relaxed);
    phone.pass(DAY);
    let waits = phone.issuance().renew(lower.id).await.unwrap_err();
    assert_eq!(waits.code(), "wallet.not_attested");
    assert_eq!(phone.cards().one(lower.id).await.unwrap().0.card.tier, Tier::Hardware);
    // Its copies are over: better the lower one than none.
    phone.pass(7 * DAY);
    assert_lower(&card(&phone, phone.issuance().renew(lower.id).await.unwrap()).await);
    phone.issuance().sweep().await.unwrap();
    phone.assert_tidy();
}

#[tokio::test]
async fn a_lower_one_that_says_it_is_a_higher_is_not_kept() {
    let phone = phone(76, "hardware");
    phone.state().is_boasting = true;
    let refused = phone.try_fetch().await.unwrap();
    assert_eq!(refused, Progress::Failed(super::Why::Unverified));
    assert!(phone.cards().list().await.unwrap().cards.is_empty());
}

#[tokio::test]
async fn a_word_on_keys_that_was_too_old_is_fetched_anew_and_nothing_is_lowered() {
    let phone = phone(79, "hardware");
    phone.attester.down.store(false, Ordering::Relaxed);
    phone.state().wary = 1;
    let (kept, _) = card(&phone, phone.try_fetch().await.unwrap()).await;
    assert_eq!((kept.configuration.as_str(), kept.tier), ("card", Tier::Hardware));
}

#[tokio::test]
async fn the_same_code_scanned_again_is_the_same_card_though_it_comes_lower() {
    let phone = phone(80, "hardware");
    phone.state().is_deferred = true;
    let (issuance, link) = (phone.issuance(), phone.issuer.offer(true));
    let offered = issuance.begin(&link).await.unwrap();
    let later = issuance.accept(offered.id, Some(TX_CODE), None).await.unwrap();
    assert!(matches!(later, Progress::PutOff(_)), "{later:?}");
    let again = issuance.begin(&link).await.unwrap();
    assert_eq!((again.id, issuance.open().await.unwrap().len()), (offered.id, 1));
}

#[tokio::test]
async fn whoever_says_yes_again_begins_with_the_higher_one() {
    let phone = phone(81, "hardware");
    let issuance = phone.issuance();
    let offered = issuance.begin(&phone.issuer.offer(true)).await.unwrap();
    let wrong = issuance.accept(offered.id, Some("111111"), None).await.unwrap();
    assert_eq!(wrong, Progress::Offered(Some(super::Why::TxCode)));
    phone.attester.down.store(false, Ordering::Relaxed);
    let right = issuance.accept(offered.id, Some(TX_CODE), None).await.unwrap();
    assert_eq!(card(&phone, right).await.0.tier, Tier::Hardware);
}

#[tokio::test]
async fn what_may_be_made_is_waited_for_a_day_and_no_longer() {
    let phone = phone(82, "hardware");
    phone.attester.down.store(false, Ordering::Relaxed);
    let issuance = phone.issuance();
    let offered = issuance.begin(&phone.issuer.offer(true)).await.unwrap();
    phone.issuer.deafen(true);
    assert!(issuance.accept(offered.id, Some(TX_CODE), None).await.is_err());
    phone.issuer.deafen(false);
    phone.attester.down.store(true, Ordering::Relaxed);
    phone.pass(DAY / 2);
    assert_eq!(issuance.resume().await.unwrap_err().code(), "wallet.not_attested");
    phone.pass(DAY);
    issuance.resume().await.unwrap();
    let cards = phone.cards().list().await.unwrap().cards;
    assert_eq!((cards.len(), cards[0].card.configuration.as_str()), (1, "card.basic"));
}

#[tokio::test]
async fn an_issuer_without_a_lower_one_is_waited_for_as_before() {
    let phone = phone(77, "hardware");
    phone.state().has_lower = false;
    assert_eq!(phone.try_fetch().await.unwrap_err().code(), "wallet.not_attested");
    phone.attester.down.store(false, Ordering::Relaxed);
    phone.issuance().resume().await.unwrap();
    assert_eq!(phone.cards().list().await.unwrap().cards[0].card.tier, Tier::Hardware);
}

#[tokio::test]
async fn nobody_chooses_the_lower_one_of_a_card() {
    let phone = phone(78, "hardware");
    let kinds = phone
        .issuance()
        .kinds(crate::wallet::test_issuer::ISSUER)
        .await
        .unwrap();
    let names: Vec<_> = kinds.iter().map(|kind| kind.configuration.as_str()).collect();
    assert_eq!(names, ["card"]);
}
