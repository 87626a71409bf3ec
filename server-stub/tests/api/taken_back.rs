//! A card that a registrar takes back: every copy of it, and the right to new ones.

use serde_json::{Value, json};

use crate::holder::{act, fetch};
use crate::issuing::{disclosed, keys, renewal, status};
use crate::support::{Tester, options};
use crate::wallet::{Wallet, assert_refused, cards_of};

const CARD: &str = "sports_pass_sd_jwt";
const OTHER: &str = "padron_certificate_sd_jwt.basic";

/// One copy more by this right: its place in the status list.
async fn one_more(wallet: &Wallet<'_>, refresh: &str, card: &str) -> Value {
    let tokens = wallet.tokens(&renewal(refresh)).await;
    let wanted = wallet.plain_request(card, &keys(1)).await;
    let (cards, _) = cards_of(wallet.ask("credential", &tokens.access, &wanted).await).await;
    disclosed(wallet.tester, &cards[0]).await["status"]["status_list"].take()
}

async fn assert_no_more(wallet: &Wallet<'_>, refresh: &str) {
    let tokens = wallet.tokens(&renewal(refresh)).await;
    let wanted = wallet.plain_request(CARD, &keys(1)).await;
    let refused = wallet.ask("credential", &tokens.access, &wanted).await;
    assert_refused(refused, 400, "credential_request_denied").await;
}

#[tokio::test]
async fn taking_a_card_back_takes_all_its_copies_and_gives_no_new_ones() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let right = wallet
        .signed_in(&format!("{CARD} {OTHER}"), "lucia", None)
        .await
        .refresh;
    let copies = [
        one_more(&wallet, &right, CARD).await,
        one_more(&wallet, &right, CARD).await,
    ];
    let other = one_more(&wallet, &right, OTHER).await;
    let both = async || [status(&tester, &copies[0]).await, status(&tester, &copies[1]).await];
    act(&tester, &json!(1), "suspend").await;
    assert_eq!(both().await, [2, 2]);
    assert_no_more(&wallet, &right).await;
    act(&tester, &json!(2), "restore").await;
    assert_eq!(both().await, [0, 0]);
    assert_eq!(status(&tester, &one_more(&wallet, &right, CARD).await).await, 0);
    act(&tester, &json!(2), "revoke").await;
    assert_eq!(both().await, [1, 1]);
    assert_no_more(&wallet, &right).await;
    // The other card of the same right is as good as before, and so is the card of whoever signs in again.
    assert_eq!(status(&tester, &other).await, 0);
    one_more(&wallet, &right, OTHER).await;
    fetch(&wallet, CARD, "lucia").await;
}

#[tokio::test]
async fn what_an_official_still_looks_at_is_not_given_once_it_was_taken_back() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let card = "parking_card_mdoc";
    let tokens = wallet.signed_in(card, "diego", None).await;
    let ask = async |wait: i64| {
        let wanted = wallet.attested_request(card, &keys(1)).await;
        let answer = wallet.ask("credential", &tokens.access, &wanted).await;
        let put_off: Value = answer.json().await.unwrap();
        tester.put("/admin/clock", json!({ "advance_s": wait })).await;
        wallet.c_nonce().await;
        json!({ "transaction_id": put_off["transaction_id"] })
    };
    let (first, second) = (ask(0).await, ask(301).await);
    cards_of(wallet.ask("deferred", &tokens.access, &first).await).await;
    act(&tester, &json!(1), "revoke").await;
    let refused = wallet.ask("deferred", &tokens.access, &second).await;
    assert_refused(refused, 400, "credential_request_denied").await;
}
