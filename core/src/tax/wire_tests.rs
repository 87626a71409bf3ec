//! A folder is read whole or not at all.

use serde_json::{Value, json};

use super::*;

fn receipt() -> Value {
    json!({
        "id": "0004417203391", "tax": "tgr", "name": "TGR", "object": "Paseo 1", "year": 2026, "amount_cents": 14_120,
        "surcharge_cents": 0, "total_cents": 14_120, "state": "voluntary", "from": "2026-10-19", "until": "2026-12-19",
        "if_unpaid": [{ "percent": 5, "amount_cents": 14_826, "from": "2026-12-20", "certain": true }],
        "debit_options": [{ "mode": "single", "saves_cents": 0, "ask_until": "2026-12-09", "charges": [] }],
        "instalment_options": [[{ "date": "2026-12-21", "amount_cents": 7_060, "paid": false }]],
    })
}

fn read(receipt: Value) -> Result<Receipt, &'static str> {
    let wire: ReceiptWire = serde_json::from_value(receipt).map_err(|_| "json")?;
    wire.receipt().map_err(|_| "checked")
}

fn with(member: &str, value: Value) -> Value {
    let mut changed = receipt();
    changed[member] = value;
    changed
}

#[test]
fn a_receipt_is_read_with_all_it_has() {
    let read = read(receipt()).unwrap();
    assert_eq!((read.tax, read.state), (TaxKind::Tgr, ReceiptState::Voluntary));
    assert_eq!((read.amount.get(), read.if_unpaid[0].amount.get()), (14_120, 14_826));
    assert_eq!((read.debit_options.len(), read.instalment_options[0].len()), (1, 1));
}

#[test]
fn what_cannot_be_kept_is_not_read() {
    for (member, value) in [
        ("id", json!("")),
        ("id", json!("../../admin")),
        ("name", json!(" ")),
        ("amount_cents", json!(-1)),
        ("total_cents", json!(-1)),
        ("state", json!("dreaming")),
        ("from", json!("2026-12-20")),
        ("instalments", json!({ "state": "perhaps", "parts": [] })),
        (
            "instalments",
            json!({ "state": "asked", "parts": [{ "date": "2026-12-21", "amount_cents": -1, "paid": false }] }),
        ),
        (
            "if_unpaid",
            json!([{ "percent": 5, "amount_cents": -1, "from": "2026-12-20", "certain": true }]),
        ),
        (
            "direct_debit",
            json!({ "iban": "x", "mode": "sap", "saves_cents": 0, "change_until": "2026-12-09", "charges": [] }),
        ),
    ] {
        assert_eq!(
            read(with(member, value.clone())).err(),
            Some("checked"),
            "{member} {value}"
        );
    }
    assert_eq!(read(with("until", json!("2026-02-30"))).err(), Some("json"));
}

#[test]
fn what_a_newer_city_has_is_not_lost_and_not_offered() {
    assert_eq!(read(with("tax", json!("moon"))).unwrap().tax, TaxKind::Other);
    let options = json!([{ "mode": "crypto", "saves_cents": 0, "ask_until": "2026-12-09", "charges": [] }]);
    assert_eq!(read(with("debit_options", options)).unwrap().debit_options, []);
}

#[test]
fn one_receipt_that_cannot_be_read_fails_the_folder() {
    let folder = |receipts: Vec<Value>| {
        let json = json!({ "as_of": "2026-11-30T10:00:00Z", "receipts": receipts, "changes": [] });
        serde_json::from_value::<FolderWire>(json).unwrap().folder()
    };
    assert_eq!(folder(vec![receipt()]).unwrap().receipts.len(), 1);
    assert!(folder(vec![receipt(), with("state", json!("?"))]).is_err());
}

#[test]
fn a_certificate_has_a_paper_or_something_that_is_owed() {
    let paper = json!({
        "number": "CD-1", "code": "0123456789ABCDEF", "issued": "2026-11-30", "valid_until": "2027-05-29",
        "pdf_base64": STANDARD.encode(b"%PDF-1.4"),
    });
    let read = |state: &str, paper: Option<&Value>, owed: Value| {
        let json = json!({ "as_of": "2026-11-30T10:00:00Z", "state": state, "certificate": paper, "owed": owed });
        serde_json::from_value::<CertificateWire>(json).unwrap().certificate()
    };
    let owed = || json!([{ "id": "1", "name": "IBI", "amount_cents": 46_380 }]);
    assert!(read("no_debts", Some(&paper), json!([])).is_ok());
    assert!(read("owes", None, owed()).is_ok());
    for (state, with_paper, owed) in [
        ("no_debts", false, json!([])),
        ("owes", true, owed()),
        ("owes", false, json!([])),
        ("perhaps", true, json!([])),
    ] {
        assert!(read(state, with_paper.then_some(&paper), owed).is_err(), "{state}");
    }
    for pdf in ["!", "bm90IGEgcGRm"] {
        let mut torn = paper.clone();
        torn["pdf_base64"] = json!(pdf);
        assert!(read("no_debts", Some(&torn), json!([])).is_err(), "{pdf}");
    }
}

#[test]
fn dates_without_words_are_left_out_and_those_that_cannot_be_are_refused() {
    let read = |what: &str, until: &str| {
        let json = json!({ "as_of": "2026-11-30T10:00:00Z", "version": "1", "entries": [
            { "id": "a", "tax": "ibi", "name": "IBI", "what": what, "from": "2026-10-01", "until": until }] });
        serde_json::from_value::<CalendarWire>(json).unwrap().dates()
    };
    assert_eq!(read("pay", "2026-11-30").unwrap().len(), 1);
    assert_eq!(read("dance", "2026-11-30").unwrap().len(), 0);
    assert!(read("pay", "2026-09-30").is_err());
}
