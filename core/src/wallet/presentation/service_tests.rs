//! What a person can do about who asks for their cards, from the question to the log.

use std::sync::Arc;

use madrid_credentials::sd_jwt::SdJwt;
use serde_json::{Value, json};

use super::super::test_desk::{Desk, presentations, query};
use super::*;
use crate::wallet::issuance::Progress;
use crate::wallet::journal::Journal;
use crate::wallet::log::{Entry, Outcome};
use crate::wallet::model::CopyState;
use crate::wallet::reader::Question as Nearby;
use crate::wallet::test_issuer::KIND;
use crate::wallet::test_phone::Phone;

async fn with_card(seed: u64) -> (Phone, Arc<Desk>, i64) {
    let phone = Phone::new(seed);
    let Progress::Kept(card) = phone.fetched().await else {
        panic!("no card")
    };
    let desk = Desk::new(&phone, seed);
    (phone, desk, card)
}

/// Yes to what is proposed, with every warning.
async fn yes(service: &Presentations, question: &Question) -> Result<Answered, Error> {
    let choice = question.consent.proposal.clone().unwrap();
    let warnings = question.consent.warnings(&choice);
    service.approve(question.id, choice, &warnings).await
}

async fn states(phone: &Phone, card: i64) -> Vec<CopyState> {
    let copies = phone.cards().copies(card).await.unwrap();
    copies.into_iter().map(|(kept, _)| kept.copy.state).collect()
}

async fn log(phone: &Phone) -> Vec<Entry> {
    let shown = Journal::new(phone.room.clone()).show().await.unwrap();
    assert!(!shown.is_damaged);
    let presentations = shown
        .entries
        .into_iter()
        .filter(|entry| entry.what == crate::wallet::log::What::Presentation);
    presentations.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_goes_to_who_asks_once_the_person_has_said_yes() {
    let (phone, desk, card) = with_card(1).await;
    let service = presentations(&phone, &desk);
    let question = service.begin(&desk.verifier.link()).await.unwrap();
    let shown = &question.consent.wanted[0].cards[0];
    assert_eq!(question.consent.party.name, "Biblioteca de Chamberí");
    assert_eq!(
        (shown.claims.len(), shown.claims[0].value.clone()),
        (1, json!("Ana Núñez"))
    );
    assert_eq!(desk.state().got.len(), 0, "nothing leaves before the yes");
    assert_eq!(service.waiting().await.unwrap().len(), 1);

    let Answered::Sent(ending) = yes(&service, &question).await.unwrap() else {
        panic!("not sent")
    };
    assert_eq!(ending.redirect.unwrap().text(), "https://desk.madrid.example/done#1");
    let got = desk.state().got.clone();
    assert_eq!(got[0]["state"], "state-1");
    let text = got[0]["vp_token"]["card"][0].as_str().unwrap();
    assert!(SdJwt::parse(text).unwrap().key_binding().is_some());
    assert_eq!(
        states(&phone, card)
            .await
            .iter()
            .filter(|state| **state == CopyState::Shown)
            .count(),
        1
    );
    let log = log(&phone).await;
    assert_eq!((log.len(), &log[0].outcome), (1, &Outcome::Done));
    assert_eq!(log[0].cards[0].kind, KIND);
    assert!(service.waiting().await.unwrap().is_empty());
    // What is over cannot be said yes to again.
    let again = yes(&service, &question).await.unwrap_err();
    assert_eq!((again.code(), desk.state().got.len()), ("wallet.request_unknown", 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_no_tells_nothing_and_is_the_same_as_having_nothing() {
    let (phone, desk, _) = with_card(2).await;
    let service = presentations(&phone, &desk);
    let question = service.begin(&desk.verifier.link()).await.unwrap();
    service.decline(question.id).await.unwrap();
    service.decline(question.id).await.unwrap();
    let no = desk.state().got.clone();
    desk.state().ask_again();
    desk.state().claims["dcql_query"] = query(&json!([{ "path": ["salary"] }]));
    let question = service.begin(&desk.verifier.link()).await.unwrap();
    assert!(question.consent.proposal.is_none());
    service.decline(question.id).await.unwrap();
    assert_eq!(no, [json!({ "error": "access_denied", "state": "state-1" })]);
    assert_eq!(desk.state().got, [no[0].clone(), no[0].clone()]);
    let log = log(&phone).await;
    assert!(
        log.iter()
            .all(|entry| entry.outcome == Outcome::Declined && entry.cards.is_empty())
    );
    assert_eq!(log.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_is_not_kept_and_only_who_is_certain_is_told() {
    let (phone, desk, _) = with_card(3).await;
    let service = presentations(&phone, &desk);
    desk.state().claims["transaction_data"] = json!(["eyJ0eXBlIjoieCJ9"]);
    let refused = service.begin(&desk.verifier.link()).await.unwrap_err();
    assert_eq!(refused.code(), "wallet.request_transaction");
    assert!(desk.state().unread[0].contains("error=invalid_transaction_data"));
    desk.state().claims["client_id"] = json!("x509_hash:somebody");
    let refused = service.begin(&desk.verifier.link()).await.unwrap_err();
    assert_eq!(refused.code(), "wallet.request_client");
    assert_eq!(desk.state().unread.len(), 1, "a stranger is not called");
    assert!(service.waiting().await.unwrap().is_empty());
    assert!(log(&phone).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verifier_that_refuses_has_seen_the_card_all_the_same() {
    let (phone, desk, card) = with_card(4).await;
    let service = presentations(&phone, &desk);
    desk.state().says = (400, json!({ "error": "invalid_request" }));
    let question = service.begin(&desk.verifier.link()).await.unwrap();
    let refused = yes(&service, &question).await.unwrap_err();
    assert_eq!(refused.code(), "wallet.presentation_refused");
    assert!(states(&phone, card).await.contains(&CopyState::Shown));
    let log = log(&phone).await;
    assert_eq!(
        log[0].outcome,
        Outcome::Failed("wallet.presentation_refused".to_owned())
    );
    assert!(log[0].cards[0].copy.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn warnings_that_were_not_seen_stop_it_and_nothing_is_lost() {
    let (phone, desk, _) = with_card(5).await;
    let service = presentations(&phone, &desk);
    let registration = desk.verifier.registration(|_| {});
    desk.state().claims["verifier_info"] = registration;
    let question = service.begin(&desk.verifier.link()).await.unwrap();
    let choice = question.consent.proposal.clone().unwrap();
    assert_eq!(question.consent.warnings(&choice), [Warning::Beyond]);
    let unwarned = service.approve(question.id, choice, &[]).await.unwrap_err();
    assert_eq!(unwarned.code(), "wallet.presentation_unwarned");
    assert_eq!(desk.state().got.len(), 0);
    let question = service.look(question.id).await.unwrap();
    assert!(yes(&service, &question).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_nobody_waits_for_any_more_is_forgotten() {
    let (phone, desk, _) = with_card(6).await;
    let service = presentations(&phone, &desk);
    let question = service.begin(&desk.verifier.link()).await.unwrap();
    phone.pass(11 * 60);
    assert!(service.waiting().await.unwrap().is_empty());
    let late = yes(&service, &question).await.unwrap_err();
    assert_eq!(late.code(), "wallet.request_expired");
    assert_eq!(desk.state().got.len(), 0);
    let other = service.look(question.id).await.unwrap_err();
    assert_eq!(other.code(), "wallet.request_unknown");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_yes_takes_another_copy_and_new_ones_come_before_they_run_out() {
    let (phone, desk, card) = with_card(7).await;
    let service = presentations(&phone, &desk);
    let mut seen: Vec<Value> = Vec::new();
    for _ in 0..7 {
        desk.state().ask_again();
        let question = service.begin(&desk.verifier.link()).await.unwrap();
        let choice = question.consent.proposal.clone().unwrap();
        assert!(question.consent.warnings(&choice).is_empty());
        yes(&service, &question).await.unwrap();
        let got = desk.state().got.last().unwrap()["vp_token"]["card"][0].clone();
        let credential = got.as_str().unwrap().split('~').next().unwrap().to_owned();
        assert!(!seen.contains(&credential.clone().into()), "no copy is shown twice");
        seen.push(credential.into());
    }
    assert!(states(&phone, card).await.len() >= 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_held_to_a_neighbour_is_seen_and_logged_without_a_network() {
    let (phone, desk, card) = with_card(8).await;
    let service = presentations(&phone, &desk);
    let format = madrid_credentials::dcql::Format::SdJwt;
    let asked = Nearby::new(format, KIND, &[json!(["name"])], &SystemRandom::new()).unwrap();
    let question = service.begin(&asked.text()).await.unwrap();
    let choice = question.consent.proposal.clone().unwrap();
    assert_eq!(question.consent.warnings(&choice), [Warning::Unknown]);
    let Answered::ToHold(text) = yes(&service, &question).await.unwrap() else {
        panic!("sent away")
    };
    assert!(text.contains('~'));
    assert!(states(&phone, card).await.contains(&CopyState::Shown));
    let log = log(&phone).await;
    assert_eq!(
        (log[0].outcome.clone(), log[0].party.id.as_str()),
        (Outcome::Done, "reader:offline")
    );
    assert!(desk.state().got.is_empty() && desk.state().unread.is_empty());
}
