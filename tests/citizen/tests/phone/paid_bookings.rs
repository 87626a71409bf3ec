//! What costs money, from the wish to the money that comes back: kept by the city, paid on the bank's page, and called off.

use madrid_tests::browser::Payer;
use serde_json::{Value, json};

use crate::bookings::{bookable, can_be_booked, first, groups, time};
use crate::common::{Phone, TestCity, admin, block, out_of_reach};
use crate::pay::GOOD;

/// A bath at Vallehermoso that costs something, in the next days.
fn bath(phone: &Phone) -> String {
    let pool = bookable(phone, "Piscina cubierta");
    let list = phone.ask(&["book", "list"]);
    let mut items = list["items"].as_array().unwrap().iter();
    // The one that is free stands before the one that costs something.
    let (centre, _) = pool.split_at(pool.len() - 1);
    let paid = items.find(|item| item["id"] == format!("{centre}1")).unwrap();
    assert!(paid["detail"].as_str().unwrap().starts_with("4,50"), "{paid}");
    assert!(paid["note"].as_str().unwrap().contains("después pagas"), "{paid}");
    let id = paid["id"].as_str().unwrap().to_owned();
    time(phone, &id, |slot| {
        let price = slot["price_label"].as_str().unwrap();
        can_be_booked(slot) && price.contains("por persona") && slot["left_label"] != "Queda 1 plaza"
    })
}

/// Somebody at home who has booked it for two, and what they have.
fn kept(city: &TestCity) -> (Phone, Value) {
    let phone = Phone::new(&city.url);
    phone.ask(&["login", "lucia"]);
    let slot = bath(&phone);
    let bookings = phone.ask(&["book", &slot, "--people", "2"]);
    assert_eq!(groups(&bookings), [("to_pay", 1)], "{bookings}");
    let kept = first(&bookings).clone();
    assert_eq!(
        (&kept["state"], &kept["price"]),
        (&json!("to_pay"), &json!("9,00\u{a0}€"))
    );
    (phone, kept)
}

/// Sent to the bank, and the bank's page.
fn begun(phone: &Phone, kept: &Value) -> (String, String) {
    let debt = kept["pay"]["debt"].as_str().unwrap();
    let prepared = phone.ask(&["pay", "prepare", "booking", debt]);
    assert_eq!(
        (&prepared["stage"], &prepared["amount"]),
        (&json!("prepared"), &kept["price"])
    );
    let id = prepared["id"].to_string();
    let sent = phone.ask(&["pay", "submit", &id]);
    assert_eq!(sent["stage"], "awaiting_payer", "{sent}");
    (id, sent["url"].as_str().unwrap().to_owned())
}

#[test]
fn a_bath_is_kept_paid_and_called_off_and_the_money_comes_back() {
    let city = TestCity::start();
    let (phone, kept) = kept(&city);
    let home = phone.ask(&["home"]);
    let mut items = block(&home, "do")["items"].as_array().unwrap().iter();
    let item = items.find(|item| item["title"] == "Piscina cubierta").unwrap();
    assert_eq!(
        (&item["amount"], &item["pressing"]),
        (&kept["price"], &json!("Corre prisa"))
    );
    let (id, url) = begun(&phone, &kept);
    let page = Payer::at(&city.url).pay(&url, GOOD).unwrap();
    assert_eq!(page.status, 200, "{}", page.body);
    let paid = phone.ask(&["pay", "check", &id]);
    assert_eq!(paid["stage"], "settled", "{paid}");
    phone.ask(&["sync"]);
    let booked = phone.ask(&["bookings"]);
    assert_eq!(
        (groups(&booked), &first(&booked)["label"]),
        (vec![("upcoming", 1)], &json!("Reservada y pagada"))
    );
    assert_eq!(first(&booked)["pay"], Value::Null);

    let number = first(&booked)["id"].to_string();
    let ended = phone.ask(&["bookings", "cancel", &number]);
    assert_eq!(groups(&ended), [("past", 1)]);
    assert_eq!(first(&ended)["label"], "Anulada. El banco te devuelve 9,00\u{a0}€.");
    phone.ask(&["sync"]);
    let given_back = phone.ask(&["pay", "status", &id]);
    assert_eq!(
        (&given_back["stage"], &given_back["headline"]),
        (&json!("settled"), &json!("Dinero devuelto"))
    );
    let receipt = phone.ask(&["receipts", "show", paid["receipt"].as_str().unwrap()]);
    assert_eq!(receipt["facts"][1]["label"], "Devuelto", "{receipt}");
    let ledger = admin(&city, "GET", "/admin/treasury", &Value::Null);
    let order = &ledger["orders"][0];
    assert_eq!(
        (&order["refund_cents"], &order["refunded"]),
        (&json!(900), &json!(true)),
        "{ledger}"
    );
}

#[test]
fn what_is_called_off_before_it_is_paid_cannot_be_paid_any_more() {
    let city = TestCity::start();
    let (phone, kept) = kept(&city);
    let (id, _) = begun(&phone, &kept);
    let ended = phone.ask(&["bookings", "cancel", &kept["id"].to_string()]);
    assert_eq!(
        (groups(&ended), &first(&ended)["label"]),
        (vec![("past", 1)], &json!("Anulada"))
    );
    assert_eq!(phone.ask(&["pay", "check", &id])["stage"], "closed");
    let debt = kept["pay"]["debt"].as_str().unwrap();
    assert_eq!(
        phone.fail(&["pay", "prepare", "booking", debt])["code"],
        "payment.not_payable"
    );
}

#[test]
fn nothing_is_promised_without_a_network_and_what_is_not_paid_in_time_is_let_go() {
    let city = TestCity::start();
    let phone = Phone::new(&city.url);
    phone.ask(&["login", "lucia"]);
    let slot = bath(&phone);
    out_of_reach(&city);
    let waiting = phone.ask(&["book", &slot]);
    assert_eq!(groups(&waiting), [("waiting", 1)]);
    assert_eq!(
        (&first(&waiting)["price"], &first(&waiting)["pay"]),
        (&Value::Null, &Value::Null)
    );
    assert!(
        first(&waiting)["label"]
            .as_str()
            .unwrap()
            .contains("cuando la ciudad la aparte")
    );
    admin(&city, "DELETE", "/admin/faults", &Value::Null);
    phone.ask(&["sync"]);
    let kept = phone.ask(&["bookings"]);
    assert_eq!(groups(&kept), [("to_pay", 1)]);
    admin(&city, "PUT", "/admin/clock", &json!({ "advance_s": 31 * 60 }));
    phone.ask(&["sync"]);
    let late = phone.ask(&["bookings"]);
    assert_eq!(
        (&first(&late)["label"], &first(&late)["pay"]),
        (
            &json!("Ya no se puede empezar a pagar: si no está pagada, queda libre."),
            &Value::Null
        )
    );
    admin(&city, "PUT", "/admin/clock", &json!({ "advance_s": 20 * 60 }));
    phone.ask(&["sync"]);
    let gone = phone.ask(&["bookings"]);
    assert_eq!(
        (groups(&gone), &first(&gone)["state"]),
        (vec![("past", 1)], &json!("lapsed"))
    );
}
