//! Cards for whoever nobody vouches for: at the basic tier, which is said and seen, and never a higher one.

use serde_json::{Value, json};

use crate::holder::{asked, fetch, fetch_attested};
use crate::issuing::{at_the_counter, disclosed, keys, renewal};
use crate::support::{Tester, options};
use crate::wallet::{Wallet, assert_refused, cards_of};

const FULL: &str = "padron_certificate_sd_jwt";
const BASIC: &str = "padron_certificate_sd_jwt.basic";

#[tokio::test]
async fn the_code_of_a_counter_gives_the_basic_one_to_whoever_nobody_vouches_for() {
    let tester = Tester::start(options(5)).await;
    let (code, tx_code) = at_the_counter(&tester, "p-diego", FULL).await;
    let wallet = Wallet::plain(&tester);
    let offered = Wallet::offered(&code, &tx_code);
    assert_refused(wallet.ask_tokens(&offered).await, 401, "invalid_client").await;
    let other = [&offered[..], &[("scope", "sports_pass_sd_jwt.basic")]].concat();
    assert_refused(wallet.ask_tokens(&other).await, 400, "invalid_scope").await;
    let tokens = wallet.tokens(&[&offered[..], &[("scope", BASIC)]].concat()).await;
    let own = keys(4);
    let too_many = wallet.plain_request(BASIC, &own).await;
    let refused = wallet.ask("credential", &tokens.access, &too_many).await;
    assert_refused(refused, 400, "invalid_proof").await;
    let full = wallet.plain_request(FULL, &own[..1]).await;
    let refused = wallet.ask("credential", &tokens.access, &full).await;
    assert_refused(refused, 400, "credential_request_denied").await;
    let basic = wallet.plain_request(BASIC, &own[..3]).await;
    let (cards, _) = cards_of(wallet.ask("credential", &tokens.access, &basic).await).await;
    assert_eq!(cards.len(), 3);
    for card in cards {
        let says = disclosed(&tester, &card).await;
        assert_eq!(says["key_tier"], "basic");
        let lives = says["exp"].as_i64().unwrap() - says["iat"].as_i64().unwrap();
        assert_eq!(lives, 7 * 24 * 60 * 60);
    }
}

#[tokio::test]
async fn a_right_to_the_basic_one_rises_with_whoever_is_vouched_for() {
    let tester = Tester::start(options(5)).await;
    let plain = Wallet::plain(&tester);
    let tokens = plain.signed_in(BASIC, "diego", None).await;
    let mut vouched = Wallet::attested(&tester).await;
    vouched.dpop = plain.dpop.clone();
    // The very token of a wallet that showed nothing is good for nothing more, whoever comes with it.
    let full = vouched.attested_request(FULL, &keys(1)).await;
    let refused = vouched.ask("credential", &tokens.access, &full).await;
    assert_refused(refused, 400, "credential_request_denied").await;
    let risen = vouched.tokens(&renewal(&tokens.refresh)).await;
    let full = vouched.attested_request(FULL, &keys(10)).await;
    let (cards, _) = cards_of(vouched.ask("credential", &risen.access, &full).await).await;
    assert_eq!(disclosed(&tester, &cards[0]).await["key_tier"], "hardware");
    assert_eq!(cards.len(), 10);
    // Keys of which the provider says too little get the basic one by the same token.
    let basic = vouched.plain_request(BASIC, &keys(1)).await;
    let (cards, _) = cards_of(vouched.ask("credential", &risen.access, &basic).await).await;
    assert_eq!(disclosed(&tester, &cards[0]).await["key_tier"], "basic");
    // Whoever asks for less gets less, and is told so (RFC 6749, 5.1).
    let less = [&renewal(&tokens.refresh)[..], &[("scope", BASIC)]].concat();
    let told: Value = vouched.ask_tokens(&less).await.json().await.unwrap();
    assert_eq!(told["scope"], BASIC);
    let full = vouched.attested_request(FULL, &keys(1)).await;
    let refused = vouched
        .ask("credential", told["access_token"].as_str().unwrap(), &full)
        .await;
    assert_refused(refused, 400, "credential_request_denied").await;
    let lower = [
        &renewal(&tokens.refresh)[..],
        &[("client_id", "madrid-en-tu-movil"), ("scope", BASIC)],
    ]
    .concat();
    assert_eq!(plain.ask_tokens(&lower).await.status(), 200);
}

#[tokio::test]
async fn a_right_that_nobody_vouched_for_ends_a_month_after_the_person_signed_in() {
    let tester = Tester::start(options(5)).await;
    let (plain, day) = (Wallet::plain(&tester), 24 * 60 * 60);
    let tokens = plain.signed_in(BASIC, "diego", None).await;
    let own = [("client_id", "madrid-en-tu-movil"), ("scope", BASIC)];
    let again = [&renewal(&tokens.refresh)[..], &own].concat();
    tester.put("/admin/clock", json!({ "advance_s": 29 * day })).await;
    plain.tokens(&again).await;
    tester.put("/admin/clock", json!({ "advance_s": 2 * day })).await;
    assert_refused(plain.ask_tokens(&again).await, 400, "invalid_grant").await;
}

#[tokio::test]
async fn a_desk_that_needs_the_chip_does_not_take_the_basic_one() {
    let tester = Tester::start(options(5)).await;
    let (plain, vouched) = (Wallet::plain(&tester), Wallet::attested(&tester).await);
    let basic = fetch(&plain, BASIC, "diego").await;
    let full = fetch_attested(&vouched, FULL, "diego").await;
    for (held, fault) in [(&basic, json!("low_tier")), (&full, Value::Null)] {
        let asked = asked(&tester, json!({ "question": "district" })).await;
        let token = json!({ "padron": [held.show(&asked, &["district"])] });
        asked.answer(&tester, token).await;
        assert_eq!(asked.result(&tester).await["cards"][0]["fault"], fault);
    }
    let asked = asked(&tester, json!({ "question": "district" })).await;
    let said = json!({ "error": "access_denied", "state": asked.says["state"] });
    asked.send_sealed(&tester, &said).await;
    let page = tester.get(&format!("/comprobar-tarjetas/{}", asked.id)).await;
    assert!(page.text().await.unwrap().contains("Tampoco llega la de nivel básico"));
}

#[tokio::test]
async fn a_desk_that_takes_the_basic_one_says_so() {
    let tester = Tester::start(options(5)).await;
    let plain = Wallet::plain(&tester);
    let basic = fetch(&plain, "large_family_sd_jwt.basic", "carmen").await;
    let query = json!({ "credentials": [{ "id": "family", "format": "dc+sd-jwt",
        "meta": { "vct_values": ["es.madrid.large_family.1"] },
        "claims": [{ "path": ["category"] }] }] });
    let asked = asked(&tester, json!({ "dcql_query": query })).await;
    asked
        .answer(&tester, json!({ "family": [basic.show(&asked, &[])] }))
        .await;
    let result = asked.result(&tester).await;
    assert_eq!(result["cards"][0]["tier"], "basic", "{result}");
    assert!(
        result["cards"][0]["claims"].get("key_tier").is_none(),
        "nobody asked for it"
    );
    let page = tester.get(&format!("/comprobar-tarjetas/{}?lang=en", asked.id)).await;
    assert!(page.text().await.unwrap().contains("Basic: key in software"));
}
