//! The tax folder, the calendar and the certificate: every member that the city sends is one that the phone understands, and the reverse.

use std::collections::BTreeSet;

use madrid_core::tax::{
    CalendarWire, CertificateWire, ChangeKind, ChangeWire, DateKind, DateWire, DebitMode, DebitWire, FolderWire,
    InstalmentsWire, OptionWire, OwedWire, PaidWire, PaperWire, PartWire, ReceiptState, ReceiptWire, Refusal, StepWire,
    TaxKind,
};
use madrid_server_stub::{City, CityOptions};
use madrid_tests::persona;
use madrid_tests::signed_in::persona_at;
use serde_json::Value;

use crate::fields::{keys, understood};
use crate::http::ask;

/// What somebody's city says of an address.
async fn said(url: &str, id: &str, path: &'static str) -> Value {
    let persona = persona_at(url, id).await.unwrap();
    let url = url.to_owned();
    let asked = tokio::task::spawn_blocking(move || {
        let token = persona::access_token(&url, &persona).unwrap();
        persona::get(&url, path, &token).unwrap()
    });
    asked.await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_folders_of_all_personas_are_understood_whole() {
    let city = City::start(CityOptions::default()).await.unwrap();
    let mut members = BTreeSet::new();
    for id in ["p-carmen", "p-antonio", "p-diego", "p-marta", "p-elena", "p-pablo"] {
        let folder = said(city.http_url(), id, "/v1/me/tax-folder").await;
        assert_eq!(keys(&folder), understood::<FolderWire>());
        let receipts = folder["receipts"].as_array().unwrap();
        for receipt in receipts {
            assert!(keys(receipt).is_subset(&understood::<ReceiptWire>()), "{receipt}");
            members.extend(keys(receipt));
        }
        let count = receipts.len();
        let read = serde_json::from_value::<FolderWire>(folder).unwrap().folder();
        assert_eq!(read.unwrap().receipts.len(), count, "{id}");
    }
    // Nobody has instalments at first, and all that there is is of whole years.
    let expected = understood::<ReceiptWire>()
        .into_iter()
        .filter(|member| member != "instalments" && member != "term");
    assert_eq!(members, expected.collect());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_calendar_and_the_certificate_are_understood_whole() {
    let city = City::start(CityOptions::default()).await.unwrap();
    let calendar = ask(city.http_url(), "GET", "/v1/tax-calendar", &Value::Null).await;
    assert_eq!(keys(&calendar), understood::<CalendarWire>());
    assert_eq!(keys(&calendar["entries"][0]), understood::<DateWire>());
    let count = calendar["entries"].as_array().unwrap().len();
    let dates = serde_json::from_value::<CalendarWire>(calendar).unwrap().dates();
    assert_eq!(dates.unwrap().len(), count);
    let paper = said(city.http_url(), "p-carmen", "/v1/me/tax-certificate").await;
    assert_eq!(keys(&paper), understood::<CertificateWire>());
    assert_eq!(keys(&paper["certificate"]), understood::<PaperWire>());
    let owes = said(city.http_url(), "p-antonio", "/v1/me/tax-certificate").await;
    assert_eq!(keys(&owes["owed"][0]), understood::<OwedWire>());
    for document in [paper, owes] {
        assert!(
            serde_json::from_value::<CertificateWire>(document)
                .unwrap()
                .certificate()
                .is_ok()
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_document_and_the_phone_name_the_same_things() {
    let city = City::start(CityOptions::default()).await.unwrap();
    let document = ask(city.http_url(), "GET", "/openapi.json", &Value::Null).await;
    let schemas = &document["components"]["schemas"];
    let described = |name: &str| keys(&schemas[name]["properties"]);
    assert_eq!(described("TaxFolder"), understood::<FolderWire>());
    assert_eq!(described("TaxReceipt"), understood::<ReceiptWire>());
    assert_eq!(described("TaxStep"), understood::<StepWire>());
    assert_eq!(described("DirectDebit"), understood::<DebitWire>());
    assert_eq!(described("DebitOption"), understood::<OptionWire>());
    assert_eq!(described("Instalments"), understood::<InstalmentsWire>());
    assert_eq!(described("TaxPart"), understood::<PartWire>());
    assert_eq!(described("TaxPayment"), understood::<PaidWire>());
    assert_eq!(described("CadastralChange"), understood::<ChangeWire>());
    assert_eq!(described("TaxCalendar"), understood::<CalendarWire>());
    assert_eq!(described("TaxDate"), understood::<DateWire>());
    assert_eq!(described("TaxCertificate"), understood::<CertificateWire>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_word_of_the_document_is_one_of_the_phone() {
    let city = City::start(CityOptions::default()).await.unwrap();
    let document = ask(city.http_url(), "GET", "/openapi.json", &Value::Null).await;
    let schemas = &document["components"]["schemas"];
    let words = |at: &Value| -> Vec<String> {
        let words = at["enum"].as_array().unwrap().iter();
        words.map(|word| word.as_str().unwrap().to_owned()).collect()
    };
    let properties = |name: &str, member: &str| words(&schemas[name]["properties"][member]);
    assert!(
        words(&schemas["TaxName"])
            .iter()
            .all(|word| TaxKind::from_code(word).is_some())
    );
    assert!(
        words(&schemas["DebitMode"])
            .iter()
            .all(|word| DebitMode::from_code(word).is_some())
    );
    assert!(
        properties("TaxReceipt", "state")
            .iter()
            .all(|word| ReceiptState::from_code(word).is_some())
    );
    assert!(
        properties("CadastralChange", "kind")
            .iter()
            .all(|word| ChangeKind::from_code(word).is_some())
    );
    assert!(
        properties("TaxDate", "what")
            .iter()
            .all(|word| DateKind::from_code(word).is_some())
    );
    // Every reason that the document names has words of its own on the phone.
    let paths = document["paths"].to_string();
    for code in [
        "iban_wrong",
        "not_holder",
        "too_late",
        "not_offered",
        "already_paid",
        "being_paid",
        "tax_unknown",
    ] {
        assert!(paths.contains(&format!("`{code}`")), "{code}");
        assert_ne!(Refusal::from_city(code), Refusal::Other, "{code}");
    }
}
