//! What the wallet does as a whole.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::*;
use crate::ports::{Browser, BrowserError, FakeBrowser};
use crate::wallet::test_issuer::{DAY, TX_CODE};
use crate::wallet::test_phone::Phone;

fn wallet(phone: &Phone) -> Wallet {
    let place = Place {
        universal_link: "https://city.example/wallet".to_owned(),
        audience: "https://city.example/wallet".to_owned(),
        may_loop_back: false,
    };
    let attester = Arc::clone(&phone.attester) as Arc<dyn Attester>;
    let room = phone.room.clone();
    Wallet::new(room, phone.trusted(), Some(attester), ("https://city.example", place))
}

fn nobody() -> Arc<dyn Browser> {
    Arc::new(FakeBrowser::new(|_: &str| Err(BrowserError::Unavailable)))
}

/// The number of a card from the counter, once it was accepted.
async fn accepted(phone: &Phone, wallet: &Wallet) -> Offered {
    let offered = wallet.issuance().begin(&phone.issuer.offer(true)).await.unwrap();
    wallet.accept(offered.id, Some(TX_CODE), nobody()).await.unwrap()
}

/// When the word on a card is from, as soon as there is one.
async fn heard(wallet: &Wallet, card: i64) -> Option<i64> {
    for _ in 0..2_000 {
        let judged = wallet.cards().one(card).await.unwrap().0.judged;
        if judged.as_of.is_some() {
            return judged.as_of;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    None
}

#[tokio::test]
async fn the_word_on_a_new_card_comes_by_itself() {
    let phone = Phone::new(81);
    let wallet = wallet(&phone);
    let Progress::Kept(card) = accepted(&phone, &wallet).await.progress else {
        panic!("kept");
    };
    assert_eq!(heard(&wallet, card).await, Some(phone.room.now()));
}

#[tokio::test]
async fn the_word_on_a_card_of_the_browser_comes_by_itself_too() {
    let phone = Phone::new(82);
    let wallet = wallet(&phone);
    let offered = wallet.issuance().begin(&phone.issuer.offer(false)).await.unwrap();
    let waits = wallet.issuance().accept(offered.id, None, None).await.unwrap();
    assert_eq!(waits, Progress::Browsing);
    let callback = phone.issuer.sign_in("x?request_uri=urn:request:-2");
    let Progress::Kept(card) = wallet.returned(&callback).await.unwrap() else {
        panic!("kept");
    };
    assert!(heard(&wallet, card).await.is_some());
}

#[tokio::test]
async fn what_was_accepted_says_at_which_tier_it_came() {
    let phone = Phone::new(83);
    phone.state().tier = "hardware";
    phone.state().has_lower = true;
    let wallet = wallet(&phone);
    assert!(!accepted(&phone, &wallet).await.is_lower);
    phone.attester.down.store(true, Ordering::Relaxed);
    assert!(accepted(&phone, &wallet).await.is_lower);
    phone.state().is_deferred = true;
    let put_off = accepted(&phone, &wallet).await;
    assert!(put_off.is_lower && matches!(put_off.progress, Progress::PutOff(_)));
}

#[tokio::test]
async fn no_copies_are_asked_for_of_a_card_that_was_taken_back_until_it_counts_again() {
    let phone = Phone::new(84);
    let wallet = wallet(&phone);
    accepted(&phone, &wallet).await;
    phone.pass(6 * DAY + 1);
    let before = phone.state().issued.len();
    // Nobody is there to say whom to trust, which is told after everything else was tried.
    for standing in [2, 1] {
        phone.state().standing = standing;
        wallet.refresh().await.unwrap_err();
        assert_eq!(phone.state().issued.len(), before, "{standing}");
    }
    phone.state().standing = 0;
    wallet.refresh().await.unwrap_err();
    assert!(phone.state().issued.len() > before);
}
