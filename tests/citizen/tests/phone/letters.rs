//! Receipts on paper, several debts in one go, letters with nobody signed in, and money that comes back: the phone is the program.

use std::fs;

use madrid_tests::browser::Payer;
use serde_json::{Value, json};

use crate::common::{Phone, TestCity, admin, out_of_reach};
use crate::pay::{GOOD, fine_of};

/// The reference on the letter of somebody's debt of a kind.
fn letter(city: &TestCity, person: &str, kind: &str) -> String {
    let all = admin(city, "GET", "/admin/references", &Value::Null);
    let letters = all["references"].as_array().unwrap();
    let found = letters
        .iter()
        .find(|letter| letter["person"] == person && letter["kind"] == kind);
    found.unwrap()["reference"].as_str().unwrap().to_owned()
}

fn signed_in(city: &TestCity, who: &str) -> Phone {
    let phone = Phone::synced(city);
    phone.ask(&["login", who]);
    phone.ask(&["sync"]);
    phone
}

/// Sends a payment, pays it at the bank and finds out. Its receipt's number.
fn pay(city: &TestCity, phone: &Phone, id: &str) -> String {
    let sent = phone.ask(&["pay", "submit", id]);
    assert_eq!(sent["stage"], "awaiting_payer", "{sent}");
    Payer::at(&city.url).pay(sent["url"].as_str().unwrap(), GOOD).unwrap();
    let paid = phone.ask(&["pay", "check", id]);
    assert_eq!(paid["stage"], "settled", "{paid}");
    paid["receipt"].as_str().unwrap().to_owned()
}

#[test]
fn a_paid_fine_has_its_paper_for_ever() {
    let mut city = TestCity::start();
    let phone = signed_in(&city, "marta");
    let fine = fine_of(&phone);
    let prepared = phone.ask(&["pay", "prepare", "fine", fine["id"].as_str().unwrap()]);
    let number = pay(&city, &phone, &prepared["id"].to_string());
    let out = phone.home().join("paper.pdf");
    let written = ["receipts", "pdf", &number, "--out", out.to_str().unwrap()];
    let paper = phone.ask(&written);
    assert_eq!(
        (&paper["media_type"], &paper["file_name"]),
        (&json!("application/pdf"), &json!(format!("{number}.pdf")))
    );
    let first = fs::read(&out).unwrap();
    assert!(first.starts_with(b"%PDF-") && paper["bytes"] == first.len());
    assert_eq!(phone.fail(&["receipts", "pdf", "R-1"])["error"], "NotFound");

    // What was kept once needs no city; what was not needs it.
    let other = signed_in(&city, "marta");
    city.stop();
    fs::remove_file(&out).unwrap();
    phone.ask(&written);
    assert_eq!(fs::read(&out).unwrap(), first);
    assert_eq!(other.fail(&["receipts", "pdf", &number])["error"], "Offline");
    assert_eq!(other.ask(&["receipts", "show", &number])["number"], json!(number));
}

#[test]
fn what_was_paid_elsewhere_is_among_the_receipts_with_its_paper() {
    let city = TestCity::start();
    let phone = signed_in(&city, "antonio");
    let receipts = phone.ask(&["receipts", "list"]);
    let all = receipts["receipts"].as_array().unwrap();
    let how: Vec<_> = all.iter().map(|one| one["facts"][1]["value"].clone()).collect();
    assert_eq!(
        how,
        [
            json!("Domiciliado en tu banco"),
            json!("En la web"),
            json!("En el banco")
        ]
    );
    let number = all[2]["number"].as_str().unwrap();
    assert!(phone.ask(&["receipts", "pdf", number])["bytes"].as_u64().unwrap() > 500);
    phone.ask(&["sync"]);
    assert_eq!(phone.ask(&["receipts", "list"]), receipts);
}

#[test]
fn several_debts_are_paid_one_by_one_and_one_that_cannot_be_stops_no_other() {
    let city = TestCity::start();
    let phone = signed_in(&city, "marta");
    let fine = fine_of(&phone);
    let fine = fine["id"].as_str().unwrap();
    let home = phone.ask(&["home"]);
    let blocks = home["blocks"].as_array().unwrap();
    let items = blocks.iter().flat_map(|block| block["items"].as_array().unwrap());
    let tax = items
        .clone()
        .find(|item| item["title"].as_str().unwrap().contains("vehículos"));
    let tax = tax.unwrap()["id"].as_str().unwrap().to_owned();
    let all = phone.ask(&["pay", "prepare", "fine", fine, "tax", "1", "tax", &tax, "fine", fine]);
    assert_eq!(all["total"], "229,00\u{a0}€", "{all}");
    let payments = all["payments"].as_array().unwrap();
    assert_eq!((payments.len(), all["not_payable"].as_array().unwrap().len()), (2, 1));
    let ids: Vec<String> = payments.iter().map(|payment| payment["id"].to_string()).collect();
    assert_eq!(all["next"].to_string(), ids[0]);
    pay(&city, &phone, &ids[0]);
    let after = phone.ask(&["pay", "several", &ids[0], &ids[1]]);
    assert_eq!(after["next"].to_string(), ids[1], "{after}");
    pay(&city, &phone, &ids[1]);
    let done = phone.ask(&["pay", "several", &ids[0], &ids[1]]);
    assert_eq!(
        (&done["next"], &done["headline"]),
        (&Value::Null, &json!("Has pagado 229,00\u{a0}€. No queda nada."))
    );
    assert_eq!(phone.run(&["pay", "prepare", "fine"]).exit, 2);
    assert_eq!(phone.run(&["pay", "prepare", "fine", "1", "book", "2"]).exit, 2);
}

#[test]
fn a_letter_is_paid_with_nobody_signed_in_and_its_owner_owes_it_no_more() {
    let mut city = TestCity::start();
    let owner = signed_in(&city, "marta");
    let fine = fine_of(&owner)["id"].clone();
    let phone = Phone::synced(&city);
    let code = letter(&city, "p-marta", "fine");
    let spaced = code.replace("280796", " 280796 ").to_lowercase();
    let prepared = phone.ask(&["pay", "reference", &spaced]);
    assert_eq!(prepared["stage"], "prepared", "{prepared}");
    assert!(!prepared.to_string().contains("Marta"));
    let number = pay(&city, &phone, &prepared["id"].to_string());
    assert_eq!(phone.fail(&["pay", "reference", &code])["code"], "payment.paid");

    // The owner owes it no more, and has the receipt too.
    owner.ask(&["sync"]);
    assert_ne!(fine_of(&owner)["id"], fine);
    assert_eq!(owner.ask(&["receipts", "show", &number])["number"], json!(number));
    assert_eq!(owner.ask(&["pay", "status"])["payments"], json!([]));

    // Somebody else signs in and out on that phone: what is not theirs is not shown, and nothing is lost.
    phone.ask(&["login", "lucia"]);
    assert_eq!(phone.ask(&["receipts", "list"])["receipts"], json!([]));
    assert_eq!(phone.ask(&["pay", "status"])["payments"], json!([]));
    phone.ask(&["logout"]);
    phone.ask(&["receipts", "pdf", &number]);
    city.stop();
    let letters = phone.ask(&["receipts", "list", "--letters"]);
    assert_eq!(letters["receipts"].as_array().unwrap().len(), 1);
    phone.ask(&["receipts", "pdf", &number]);
    let paid = phone.ask(&["pay", "status", "--letters"]);
    assert_eq!(paid["payments"][0]["stage"], "settled");
}

#[test]
fn a_letter_that_was_copied_wrong_says_so_and_an_open_payment_keeps_the_data() {
    let city = TestCity::start();
    let phone = Phone::synced(&city);
    let code = letter(&city, "p-marta", "fine");
    assert_eq!(
        phone.fail(&["pay", "reference", code.get(..48).unwrap()])["code"],
        "input.reference_length"
    );
    // The check digits of a fine are nobody's to check but the city's.
    let pair = if code.get(28..30) == Some("00") { "01" } else { "00" };
    let other = [code.get(..28).unwrap(), pair, code.get(30..).unwrap()].concat();
    assert_eq!(
        phone.fail(&["pay", "reference", &other])["code"],
        "payment.reference_wrong"
    );
    let id = phone.ask(&["pay", "reference", &code, "--bizum"])["id"].to_string();
    phone.ask(&["pay", "submit", &id]);
    assert_eq!(phone.fail(&["remove-my-data", "--yes"])["code"], "payment.open");
    // On another phone the same letter is being paid.
    assert_eq!(
        Phone::synced(&city).fail(&["pay", "reference", &code])["code"],
        "payment.locked"
    );
    assert_eq!(phone.ask(&["pay", "cancel", &id])["stage"], "closed");
    phone.ask(&["remove-my-data", "--yes"]);
    assert_eq!(phone.ask(&["pay", "status", "--letters"])["payments"], json!([]));
}

/// An account of somebody's.
fn account(city: &TestCity, who: &str) -> String {
    let accounts = admin(city, "GET", "/admin/accounts", &Value::Null);
    let mut all = accounts.as_array().unwrap().iter();
    let theirs = all.find(|account| account["person"] == who).unwrap();
    theirs["iban"].as_str().unwrap().to_owned()
}

#[test]
fn a_refund_that_was_asked_for_offline_is_followed_to_the_account() {
    let city = TestCity::start();
    let lasting = json!({ "access_seconds": 40_000_000, "refresh_days": 400 });
    admin(&city, "PUT", "/admin/sessions/lifetimes", &lasting);
    let phone = signed_in(&city, "carmen");
    let receipts = phone.ask(&["receipts", "list"]);
    let fine = receipts["receipts"][0]["number"].as_str().unwrap();
    assert_eq!(
        phone.fail(&["refunds", "ask", fine, "annulled", "ES00"])["code"],
        "input.iban"
    );
    assert_eq!(
        phone.fail(&["refunds", "ask", "R-1", "annulled", &account(&city, "p-carmen")])["error"],
        "NotFound"
    );
    let theirs = phone.ask(&["refunds", "ask", fine, "annulled", &account(&city, "p-marta")]);
    assert_eq!(theirs["refunds"][0]["stage"], "not_taken", "{theirs}");
    assert!(
        theirs["refunds"][0]["trouble"]["body"]
            .as_str()
            .unwrap()
            .contains("no está a tu nombre")
    );
    phone.ask(&["refunds", "dismiss", &theirs["refunds"][0]["id"].to_string()]);

    out_of_reach(&city);
    let asked = phone.ask(&["refunds", "ask", fine, "annulled", &account(&city, "p-carmen")]);
    assert_eq!(asked["refunds"][0]["stage"], "waiting");
    let id = asked["refunds"][0]["id"].to_string();
    admin(&city, "DELETE", "/admin/faults", &Value::Null);
    phone.ask(&["sync"]);
    assert_eq!(phone.ask(&["refunds", "show", &id])["stage"], "requested");
    for (days, stage) in [(20, "agreed"), (10, "ordered"), (5, "paid")] {
        admin(&city, "PUT", "/admin/clock", &json!({ "advance_s": days * 86_400 }));
        phone.ask(&["sync"]);
        assert_eq!(phone.ask(&["refunds", "show", &id])["stage"], stage);
    }
    let shown = phone.ask(&["refunds", "list"]);
    let steps = shown["refunds"][0]["steps"].as_array().unwrap();
    assert!(steps.len() == 4 && steps.iter().all(|step| step["is_done"] == true));
    // Whoever asks again has the same one.
    assert_eq!(
        phone.ask(&["refunds", "ask", fine, "undue", &account(&city, "p-carmen")])["refunds"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}
