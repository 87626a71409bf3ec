//! Payments, receipts, letters and refunds: what the city describes is what the phone reads and sends.

use std::collections::BTreeSet;

use madrid_core::kernel::DebtKind;
use madrid_core::payments::{Method, PaperWire, PaymentWire, PaymentsWire, QuoteWire, ReceiptWire, ReceiptsWire};
use madrid_core::refunds::{Cause, RefundWire, RefundsWire, Refusal, WishWire};
use madrid_server_stub::{City, CityOptions};
use serde_json::{Value, json};

use crate::fields::{keys, understood};
use crate::http::ask;

fn words(list: &Value) -> BTreeSet<String> {
    serde_json::from_value(list.clone()).unwrap()
}

fn without(all: BTreeSet<String>, names: &[&str]) -> BTreeSet<String> {
    all.into_iter().filter(|name| !names.contains(&name.as_str())).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_document_and_the_phone_name_the_same_things() {
    let city = City::start(CityOptions::default()).await.unwrap();
    let document = ask(city.http_url(), "GET", "/openapi.json", &Value::Null).await;
    let schemas = &document["components"]["schemas"];
    let described = |name: &str| keys(&schemas[name]["properties"]);
    assert_eq!(described("Receipts"), understood::<ReceiptsWire>());
    assert_eq!(described("PaymentReceipt"), understood::<ReceiptWire>());
    assert_eq!(described("Paper"), understood::<PaperWire>());
    assert_eq!(described("Refunds"), understood::<RefundsWire>());
    assert_eq!(described("Refund"), understood::<RefundWire>());
    assert_eq!(described("Payments"), understood::<PaymentsWire>());
    // The number of the order is the bank's affair, and how long another one holds a debt is not told to people.
    assert_eq!(without(described("Payment"), &["order"]), understood::<PaymentWire>());
    assert_eq!(without(described("Quote"), &["until"]), understood::<QuoteWire>());
    let wish = WishWire {
        receipt: "R-2026-0000001",
        cause: Cause::Undue,
        iban: "ES9121000418450200051332",
    };
    assert_eq!(described("RefundWish"), keys(&json!(wish)));
    let causes: BTreeSet<String> = Cause::TO_CHOOSE
        .iter()
        .map(|cause| serde_json::from_value(json!(cause)).unwrap())
        .collect();
    assert_eq!(words(&schemas["RefundCause"]["enum"]), causes);
    let kinds: BTreeSet<String> = DebtKind::ALL.iter().map(|kind| kind.code().to_owned()).collect();
    assert_eq!(words(&schemas["DebtKind"]["enum"]), kinds);
    let methods: BTreeSet<String> = Method::ALL.iter().map(|method| method.code().to_owned()).collect();
    assert_eq!(words(&schemas["PayMethod"]["enum"]), methods);
    // Every reason that the document names has words of its own on the phone.
    let paths = document["paths"]["/v1/me/refunds"].to_string();
    for code in ["not_holder", "already_asked", "nothing_to_refund", "iban_wrong"] {
        assert!(paths.contains(&format!("`{code}`")), "{code}");
        assert_ne!(Refusal::from_city(code), Refusal::Other, "{code}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_letter_of_the_city_is_read_on_the_phone_and_back() {
    let city = City::start(CityOptions::default()).await.unwrap();
    let printed = ask(city.http_url(), "GET", "/admin/references", &Value::Null).await;
    let letters = printed["references"].as_array().unwrap();
    let mut kinds = BTreeSet::new();
    for letter in letters {
        let digits = letter["reference"].as_str().unwrap();
        let read = madrid_core::reference::Reference::read(digits).unwrap();
        assert_eq!(read.to_digits(), digits);
        kinds.insert(digits.get(2..5).unwrap().to_owned());
        let said = ask(
            city.http_url(),
            "GET",
            &format!("/v1/references/{digits}"),
            &Value::Null,
        )
        .await;
        assert_eq!(
            (&said["kind"], &said["state"]),
            (&letter["kind"], &json!("payable")),
            "{said}"
        );
        assert!(keys(&said).is_subset(&understood::<PaperWire>()), "{said}");
    }
    let expected = ["579", "580", "584"].map(str::to_owned);
    assert_eq!(kinds, expected.into());
}
