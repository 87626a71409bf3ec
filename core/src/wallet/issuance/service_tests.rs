//! Cards as they come and do not come, against an issuer that is as strict as a real one.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{Progress, Why};
use crate::error::Error;
use crate::ports::{Browser, BrowserError, FakeBrowser};
use crate::wallet::model::{Change, CopyState, Standing, Tier};
use crate::wallet::status::WhichLists;
use crate::wallet::store;
use crate::wallet::test_issuer::{DAY, LIST, TX_CODE};
use crate::wallet::test_phone::Phone;

fn code<T>(outcome: Result<T, Error>) -> &'static str {
    outcome.err().map_or("done", |error| error.code())
}

/// A browser in which the person signs in.
fn browser(phone: &Phone) -> Arc<dyn Browser> {
    let issuer = Arc::clone(&phone.issuer);
    Arc::new(FakeBrowser::new(move |url: &str| Ok(issuer.sign_in(url))))
}

/// A card from the counter.
async fn fetched(phone: &Phone) -> Result<Progress, Error> {
    phone.try_fetch().await
}

async fn card(phone: &Phone) -> i64 {
    match fetched(phone).await.unwrap() {
        Progress::Kept(card) => card,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_card_comes_from_the_counter_with_a_key_for_every_copy() {
    let phone = Phone::new(1);
    let issuance = phone.issuance();
    let link = phone.issuer.offer(true);
    let offered = issuance.begin(&link).await.unwrap();
    assert!(offered.tx_code.is_some() && !offered.opens_page && offered.tier == Tier::Software);
    assert_eq!(offered.look.name.es.as_deref(), Some("Tarjeta"));
    assert_eq!(
        issuance.begin(&link).await.unwrap().id,
        offered.id,
        "the same offer is kept once"
    );
    assert_eq!(phone.names().len(), 0, "no key before the person's yes");
    assert_eq!(
        code(issuance.accept(offered.id, Some("12"), None).await),
        "wallet.tx_code"
    );
    let wrong = issuance.accept(offered.id, Some("000000"), None).await.unwrap();
    assert_eq!(wrong, Progress::Offered(Some(Why::TxCode)));
    let Progress::Kept(id) = issuance.accept(offered.id, Some(TX_CODE), None).await.unwrap() else {
        panic!("kept");
    };
    assert!(issuance.open().await.unwrap().is_empty());
    let (shown, claims) = phone.cards().one(id).await.unwrap();
    assert_eq!((shown.usable, shown.fresh, shown.is_refill_due), (3, 3, false));
    let said: Vec<_> = claims.iter().map(|claim| claim.value.clone()).collect();
    assert_eq!(said, ["Ana Núñez", "Madrid"]);
    assert_eq!(
        claims[0].words.as_ref().and_then(|words| words.es.as_deref()),
        Some("Nombre")
    );
    assert_eq!(phone.state().notified, ["credential_accepted"]);
    // Three copies, the key of the token, and that of the wallet.
    assert_eq!(phone.names().len(), 5);
    phone.assert_tidy();
}

#[tokio::test]
async fn a_card_comes_by_the_issuers_page() {
    let phone = Phone::new(2);
    let issuance = phone.issuance();
    let offered = issuance.begin(&phone.issuer.offer(false)).await.unwrap();
    assert!(offered.opens_page);
    let gone: Arc<dyn Browser> = Arc::new(FakeBrowser::new(|_: &str| Err(BrowserError::Cancelled)));
    let back = issuance.accept(offered.id, None, Some(gone)).await.unwrap();
    assert_eq!(back, Progress::Offered(Some(Why::Cancelled)));
    let forged: Arc<dyn Browser> = Arc::new(FakeBrowser::new(|_: &str| {
        Ok("es.madrid.movil:/wallet?code=x&state=y".to_owned())
    }));
    let refused = issuance.accept(offered.id, None, Some(forged)).await.unwrap();
    assert_eq!(refused, Progress::Offered(Some(Why::NotOurs)));
    let kept = issuance.accept(offered.id, None, Some(browser(&phone))).await.unwrap();
    assert!(matches!(kept, Progress::Kept(_)));
    phone.assert_tidy();
}

#[tokio::test]
async fn a_browser_that_comes_back_to_a_new_process_is_heard() {
    let phone = Phone::new(3);
    let offered = phone.issuance().begin(&phone.issuer.offer(false)).await.unwrap();
    assert_eq!(
        phone.issuance().accept(offered.id, None, None).await.unwrap(),
        Progress::Browsing
    );
    let callback = phone.issuer.sign_in("x?request_uri=urn:request:-2");
    assert_eq!(
        code(
            phone
                .issuance()
                .returned("es.madrid.movil:/wallet?state=other&code=c")
                .await
        ),
        "wallet.unknown"
    );
    let kept = phone.issuance().returned(&callback).await.unwrap();
    assert!(matches!(kept, Progress::Kept(_)), "{kept:?}");
    assert_eq!(code(phone.issuance().returned(&callback).await), "wallet.unknown");
}

#[tokio::test]
async fn an_issuer_may_take_days_and_the_token_may_end_meanwhile() {
    let phone = Phone::new(4);
    phone.state().is_deferred = true;
    let Progress::PutOff(when) = fetched(&phone).await.unwrap() else {
        panic!("put off");
    };
    phone.issuance().resume().await.unwrap();
    assert!(phone.state().issued.is_empty(), "nobody is asked before");
    phone.pass(when - phone.room.now() + DAY);
    phone.issuance().resume().await.unwrap();
    assert_eq!(phone.cards().list().await.unwrap().cards.len(), 1);
    phone.assert_tidy();
}

#[tokio::test]
async fn what_is_encrypted_is_opened() {
    let phone = Phone::new(5);
    phone.state().is_encrypted = true;
    assert!(matches!(fetched(&phone).await.unwrap(), Progress::Kept(_)));
}

#[tokio::test]
async fn of_a_batch_that_is_not_as_asked_nothing_is_kept() {
    let spoils: [fn(&mut Vec<String>); 5] = [
        |copies| copies[1] = copies[0].clone(),
        |copies| copies[2] = format!("{}e30.e30.e30", copies[2]),
        |copies| copies[0] = copies[0].replacen("ey", "eY", 1),
        |copies| copies[2] = String::new(),
        |copies| copies.push("~".to_owned()),
    ];
    for (seed, spoil) in (10..).zip(spoils) {
        let phone = Phone::new(seed);
        phone.state().spoil = Some(spoil);
        assert_eq!(
            fetched(&phone).await.unwrap(),
            Progress::Failed(Why::Unverified),
            "{seed}"
        );
        assert_eq!(phone.state().notified, ["credential_failure"]);
        assert!(phone.cards().list().await.unwrap().cards.is_empty());
        let open = phone.issuance().open().await.unwrap();
        assert_eq!(
            open[0].progress,
            Progress::Failed(Why::Unverified),
            "the person is told"
        );
        phone.issuance().cancel(open[0].id).await.unwrap();
        phone.assert_tidy();
        assert_eq!(phone.names().len(), 1, "that of the wallet alone");
    }
}

#[tokio::test]
async fn an_issuer_whom_nobody_trusts_gives_no_card() {
    let phone = Phone::new(16);
    phone.state().signs_itself = false;
    let stranger = Phone::new(17);
    let trusted = stranger.trusted();
    let issuance = super::Issuance::new(phone.room.clone(), None, trusted);
    let offered = issuance.begin(&phone.issuer.offer(true)).await.unwrap();
    let ended = issuance.accept(offered.id, Some(TX_CODE), None).await.unwrap();
    assert_eq!(ended, Progress::Failed(Why::Unverified));
}

#[tokio::test]
async fn without_anybody_who_vouches_only_hardware_cards_wait() {
    for (tier, goes_on) in [("none", true), ("software", true), ("hardware", false)] {
        let phone = Phone::new(20);
        phone.state().tier = tier;
        phone.attester.down.store(true, Ordering::Relaxed);
        let outcome = fetched(&phone).await;
        if goes_on {
            assert!(matches!(outcome.unwrap(), Progress::Kept(_)), "{tier}");
        } else {
            assert_eq!(code(outcome), "wallet.not_attested");
            phone.attester.down.store(false, Ordering::Relaxed);
            phone.issuance().resume().await.unwrap();
            assert_eq!(phone.cards().list().await.unwrap().cards.len(), 1, "nothing was lost");
        }
        phone.assert_tidy();
    }
}

#[tokio::test]
async fn a_card_without_keys_has_none() {
    let phone = Phone::new(21);
    phone.state().tier = "none";
    let id = card(&phone).await;
    let copies = phone.cards().copies(id).await.unwrap();
    assert!(copies.len() == 1 && copies[0].0.key.is_none());
}

#[tokio::test]
async fn new_copies_take_the_place_of_the_old_ones_and_say_what_changed() {
    let phone = Phone::new(22);
    let id = card(&phone).await;
    let before = phone.cards().copies(id).await.unwrap();
    phone.state().name = "Ana Núñez Gil";
    phone.pass(6 * DAY + 1);
    assert!(phone.cards().one(id).await.unwrap().0.is_refill_due);
    assert_eq!(phone.issuance().renew(id).await.unwrap(), Progress::Kept(id));
    let (shown, claims) = phone.cards().one(id).await.unwrap();
    assert_eq!((shown.usable, shown.is_refill_due), (3, false));
    assert_eq!(claims[0].value, "Ana Núñez Gil");
    let [difference] = shown.card.differences.as_slice() else {
        panic!("one difference");
    };
    assert_eq!(
        (difference.path.clone(), difference.change),
        (serde_json::json!(["name"]), Change::Altered)
    );
    phone.issuance().sweep().await.unwrap();
    phone.assert_tidy();
    let names = phone.names();
    assert!(
        before
            .iter()
            .all(|(copy, _)| !names.contains_key(copy.key.as_ref().unwrap().as_str()))
    );
    let sealer = phone.room.vault.sealer().unwrap();
    let all = phone.room.database.read(|c| store::copies(c, &sealer, id)).unwrap();
    assert_eq!(
        all.iter().filter(|kept| kept.copy.state == CopyState::Retired).count(),
        3
    );
}

#[tokio::test]
async fn a_deleted_card_leaves_no_key_and_tells_nobody() {
    let phone = Phone::new(23);
    let id = card(&phone).await;
    let asked = phone.state().asked.len();
    phone.cards().delete(id).await.unwrap();
    phone.cards().delete(id).await.unwrap();
    assert_eq!(phone.state().asked.len(), asked);
    assert_eq!(phone.names().len(), 1);
    phone.assert_tidy();
    assert_eq!(code(phone.cards().one(id).await), "wallet.card_unknown");
    assert_eq!(code(phone.issuance().renew(id).await), "wallet.not_renewable");
}

#[tokio::test]
async fn removing_everything_leaves_keys_to_be_destroyed_without_opening_anything() {
    let phone = Phone::new(24);
    card(&phone).await;
    phone.room.database.write(store::clear).unwrap();
    phone.room.vault.lock();
    assert!(phone.names().values().all(|state| state == "doomed"));
    phone.issuance().sweep().await.unwrap();
    assert!(phone.names().is_empty() && phone.keys.inner.names().is_empty());
}

#[tokio::test]
async fn no_claim_stands_open_in_the_file() {
    let phone = Phone::new(25);
    card(&phone).await;
    phone.room.database.checkpoint_truncate().unwrap();
    let bytes = std::fs::read(phone.path()).unwrap();
    for secret in ["Ana N", "refresh.", "access-", "urn:madrid:test", "cards.example"] {
        let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!found, "{secret}");
    }
    assert!(bytes.windows(5).any(|window| window == b"card-"), "names of keys do");
}

#[tokio::test]
async fn a_card_says_how_fresh_its_status_is() {
    let phone = Phone::new(26);
    let id = card(&phone).await;
    let judged = async || phone.cards().one(id).await.unwrap().0.judged;
    assert_eq!(
        (judged().await.standing, judged().await.as_of),
        (Standing::Unknown, None)
    );
    phone.cards().refresh_status(WhichLists::Stale).await.unwrap();
    let heard = phone.room.now();
    assert_eq!(
        (judged().await.standing, judged().await.as_of),
        (Standing::Valid, Some(heard))
    );
    // Within its time to live nobody is asked again.
    let lists = || {
        phone
            .state()
            .asked
            .iter()
            .filter(|door| LIST.ends_with(door.as_str()))
            .count()
    };
    phone.pass(3_000);
    phone.cards().refresh_status(WhichLists::Stale).await.unwrap();
    assert_eq!((lists(), judged().await.as_of), (1, Some(heard)));
    // Whoever wants to know now is told now.
    phone.cards().refresh_status(WhichLists::All).await.unwrap();
    assert_eq!((lists(), judged().await.as_of), (2, Some(phone.room.now())));
    phone.state().standing = 1;
    phone.pass(3_601);
    phone.cards().refresh_status(WhichLists::Stale).await.unwrap();
    let shown = phone.cards().one(id).await.unwrap().0;
    assert_eq!(
        (lists(), shown.judged.standing, shown.usable),
        (3, Standing::Revoked, 0)
    );
    // What nobody may believe any more is no word at all.
    phone.pass(2 * DAY);
    assert_eq!(judged().await.standing, Standing::Unknown);
}

#[tokio::test]
async fn a_list_in_cbor_is_as_good_and_stays_so_on_the_disk() {
    let phone = Phone::new(19);
    let id = card(&phone).await;
    phone.state().speaks_cbor = true;
    phone.cards().refresh_status(WhichLists::Stale).await.unwrap();
    let heard = phone.room.now();
    let judged = phone.cards().one(id).await.unwrap().0.judged;
    assert_eq!((judged.standing, judged.as_of), (Standing::Valid, Some(heard)));
    phone.state().standing = 1;
    phone.pass(3_601);
    phone.cards().refresh_status(WhichLists::Stale).await.unwrap();
    assert_eq!(
        phone.cards().one(id).await.unwrap().0.judged.standing,
        Standing::Revoked
    );
}

#[tokio::test]
async fn who_signs_what_it_says_of_itself_is_known_before_the_person_decides() {
    let phone = Phone::new(23);
    let begun = async || phone.issuance().begin(&phone.issuer.offer(true)).await.unwrap();
    assert!(begun().await.is_vouched);
    phone.state().signs_itself = false;
    assert!(!begun().await.is_vouched);
    // Who is signed for by somebody else offers nothing at all: neither would its cards be believed.
    phone.state().signs_itself = true;
    let other = Phone::new(24);
    let stranger = super::Issuance::new(phone.room.clone(), None, other.trusted());
    assert_eq!(code(stranger.begin(&phone.issuer.offer(true)).await), "cred.untrusted");
    assert_eq!(phone.issuance().open().await.unwrap().len(), 2);
}
