//! A fine, from the sign-in to the receipt: the phone is the program, the bank's page is filled in as a browser does.

use madrid_tests::browser::Payer;
use serde_json::Value;

use crate::common::{Phone, TestCity};

/// A card that the bank takes at once, and one that it refuses.
pub const GOOD: &str = "4548812049400004";
const REFUSED: &str = "4111111111111111";

/// The first fine on Marta's first screen.
pub fn fine_of(phone: &Phone) -> Value {
    let home = phone.ask(&["home"]);
    let blocks = home["blocks"].as_array().unwrap();
    let items = blocks.iter().flat_map(|block| block["items"].as_array().unwrap());
    let mut fines = items.filter(|item| item["title"].as_str().unwrap().starts_with("Multa"));
    fines.next().cloned().unwrap_or_default()
}

#[test]
fn a_fine_is_paid_once_and_its_receipt_stays_without_a_network() {
    let mut city = TestCity::start();
    let phone = Phone::synced(&city);
    phone.ask(&["login", "marta"]);
    let fine = fine_of(&phone);
    let number = fine["id"].as_str().unwrap();
    let prepared = phone.ask(&["pay", "prepare", "fine", number]);
    assert_eq!(
        (&prepared["stage"], prepared["gives_up"].as_array().unwrap().len()),
        (&"prepared".into(), 2)
    );
    let id = prepared["id"].to_string();

    let sent = phone.ask(&["pay", "submit", &id]);
    assert_eq!(sent["stage"], "awaiting_payer", "{sent}");
    let url = sent["url"].as_str().unwrap();
    // Looked at too early, it still waits; nothing the browser says counts.
    assert_eq!(phone.ask(&["pay", "check", &id])["stage"], "awaiting_payer");
    let page = Payer::at(&city.url).pay(url, GOOD).unwrap();
    assert_eq!(page.status, 200, "{}", page.body);

    let paid = phone.ask(&["pay", "check", &id]);
    assert_eq!(paid["stage"], "settled", "{paid}");
    let refused = phone.fail(&["pay", "prepare", "fine", number]);
    assert_eq!(refused["code"], "payment.paid");
    phone.ask(&["sync"]);
    assert_ne!(fine_of(&phone)["id"], fine["id"], "the first screen owes it no more");

    city.stop();
    let receipt = phone.ask(&["receipts", "show", paid["receipt"].as_str().unwrap()]);
    assert_eq!(receipt["amount"], prepared["amount"]);
    assert!(!receipt["notice"].as_array().unwrap().is_empty());
    assert_eq!(phone.ask(&["pay", "status"])["payments"].as_array().unwrap().len(), 1);
}

#[test]
fn a_card_that_is_refused_leaves_the_fine_to_be_paid_and_giving_up_frees_it() {
    let city = TestCity::start();
    let phone = Phone::synced(&city);
    phone.ask(&["login", "marta"]);
    let fine = fine_of(&phone);
    let number = fine["id"].as_str().unwrap();
    let begin = || {
        let id = phone.ask(&["pay", "prepare", "fine", number])["id"].to_string();
        (phone.ask(&["pay", "submit", &id]), id)
    };
    let (sent, first) = begin();
    Payer::at(&city.url)
        .pay(sent["url"].as_str().unwrap(), REFUSED)
        .unwrap();
    let refused = phone.ask(&["pay", "check", &first]);
    assert_eq!(refused["stage"], "rejected", "{refused}");

    let (sent, second) = begin();
    assert_eq!(
        (sent["stage"].as_str(), second == first),
        (Some("awaiting_payer"), false),
        "{sent}"
    );
    let removing = phone.fail(&["remove-my-data", "--yes"]);
    assert_eq!(removing["code"], "payment.open");
    assert_eq!(phone.ask(&["pay", "cancel", &second])["stage"], "closed");
    let (third, _) = begin();
    assert_eq!(third["stage"], "awaiting_payer");
    assert_eq!(phone.fail(&["pay", "submit", "99"])["error"], "NotFound");
    assert_eq!(
        phone.fail(&["pay", "prepare", "fine", "1"])["code"],
        "payment.debt_unknown"
    );
}
