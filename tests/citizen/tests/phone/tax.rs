//! The tax folder on the headless phone: read offline, a direct debit in the metro, dates for the phone's calendar, the paper.

use icalendar::parser::{read_calendar, unfold};
use serde_json::{Value, json};

use crate::common::{Phone, TestCity, admin, out_of_reach};

const IBAN: &str = "ES91 2100 0418 4502 0005 1332";
const ANOTHERS: &str = "ES79 2100 0813 6101 2345 6789";

/// The rows of a group.
fn rows<'a>(folder: &'a Value, group: &str) -> &'a [Value] {
    let groups = folder["groups"].as_array().unwrap();
    let found = groups.iter().find(|one| one["id"] == group);
    found.map_or(&[], |group| group["rows"].as_array().unwrap())
}

fn id(row: &Value) -> &str {
    row["id"].as_str().unwrap()
}

/// How often the city did each thing.
fn effects(city: &TestCity) -> Vec<(String, i64)> {
    let ledger = admin(city, "GET", "/admin/ledger", &Value::Null);
    let entries = ledger["entries"].as_array().unwrap().iter();
    let effect = |entry: &Value| {
        (
            entry["kind"].as_str().unwrap().to_owned(),
            entry["effects"].as_i64().unwrap(),
        )
    };
    entries.map(effect).collect()
}

fn back_in_reach(city: &TestCity) {
    admin(city, "DELETE", "/admin/faults", &Value::Null);
}

#[test]
fn carmen_has_the_bank_charged_in_the_metro() {
    let city = TestCity::start();
    let phone = Phone::new(&city.url);
    phone.ask(&["login", "carmen"]);
    out_of_reach(&city);
    let folder = phone.ask(&["tax", "list"]);
    assert_eq!(
        (
            rows(&folder, "to_pay").len(),
            rows(&folder, "by_bank").len(),
            rows(&folder, "paid").len()
        ),
        (1, 1, 1)
    );
    let tgr = id(&rows(&folder, "to_pay")[0]).to_owned();
    let shown = phone.ask(&["tax", "show", &tgr]);
    assert_eq!(shown["steps"].as_array().unwrap().len(), 3);
    assert_eq!(shown["ways"][0]["title"], "Pagarlo tú");
    let waiting = phone.ask(&["tax", "debit", &tgr, "--iban", IBAN]);
    assert!(
        waiting["row"]["waiting"].as_str().unwrap().contains("1332"),
        "{waiting}"
    );
    assert!(
        !waiting.to_string().contains("0418"),
        "the account is never shown whole"
    );
    assert_eq!(
        phone.ask(&["tax", "debit", &tgr, "--iban", IBAN])["row"]["waiting"],
        waiting["row"]["waiting"]
    );
    assert_eq!(effects(&city), []);
    back_in_reach(&city);
    phone.ask(&["sync"]);
    let charged = phone.ask(&["tax", "show", &tgr]);
    assert_eq!(
        (&charged["row"]["state"], &charged["row"]["waiting"]),
        (&json!("direct_debit"), &Value::Null)
    );
    assert!(charged["debit"]["body"].as_str().unwrap().contains("1332"));
    assert_eq!(effects(&city), [("direct_debit".to_owned(), 1)], "twice is once");
    let paying = phone.fail(&["pay", "prepare", "tax", &tgr]);
    assert_eq!(paying["code"], "payment.not_payable");
}

#[test]
fn carmen_takes_a_receipt_back_from_the_bank_and_pays_it_in_parts() {
    let city = TestCity::start();
    let phone = Phone::new(&city.url);
    phone.ask(&["login", "carmen"]);
    let tgr = id(&rows(&phone.ask(&["tax", "list"]), "to_pay")[0]).to_owned();
    phone.ask(&["tax", "debit", &tgr, "--iban", IBAN]);
    let ended = phone.ask(&["tax", "debit", &tgr, "--end"]);
    assert_eq!(ended["row"]["state"], "voluntary");
    let parts = phone.ask(&["tax", "instalments", &tgr, "3"]);
    assert_eq!(
        (&parts["row"]["state"], parts["parts"].as_array().unwrap().len()),
        (&json!("instalments"), 3)
    );
}

#[test]
fn elena_has_next_years_bill_charged_in_two_and_reads_what_that_saves() {
    let city = TestCity::start();
    let phone = Phone::new(&city.url);
    phone.ask(&["login", "elena"]);
    let ibi = id(&rows(&phone.ask(&["tax", "list"]), "to_pay")[0]).to_owned();
    let ways = phone.ask(&["tax", "show", &ibi])["ways"].clone();
    assert!(ways.to_string().contains("12,71"), "{ways}");
    let charged = phone.ask(&["tax", "debit", &ibi, "--iban", IBAN, "--mode", "sep"]);
    assert_eq!(charged["row"]["state"], "direct_debit");
    assert!(charged["debit"].to_string().contains("12,71"), "{charged}");
    assert_eq!(
        charged["debit"]["charges"].as_array().map(Vec::len),
        Some(2),
        "{charged}"
    );
}

#[test]
fn an_answer_that_was_lost_asks_for_nothing_twice() {
    let city = TestCity::start();
    let phone = Phone::new(&city.url);
    phone.ask(&["login", "carmen"]);
    let tgr = id(&rows(&phone.ask(&["tax", "list"]), "to_pay")[0]).to_owned();
    let rules = json!({ "rules": [{ "fault": "drop_after", "path": "/v1/me/tax-folder" }] });
    admin(&city, "PUT", "/admin/faults", &rules);
    phone.ask(&["tax", "debit", &tgr, "--iban", IBAN]);
    assert_eq!(effects(&city), [("direct_debit".to_owned(), 1)], "the city did it");
    back_in_reach(&city);
    phone.ask(&["sync"]);
    assert_eq!(phone.ask(&["tax", "show", &tgr])["row"]["state"], "direct_debit");
    assert_eq!(effects(&city), [("direct_debit".to_owned(), 1)]);
}

#[test]
fn what_cannot_be_is_said_in_words() {
    let city = TestCity::start();
    let phone = Phone::new(&city.url);
    assert_eq!(phone.fail(&["tax", "list"])["error"], "SignInAgain");
    phone.ask(&["login", "carmen"]);
    let folder = phone.ask(&["tax", "list"]);
    let (tgr, ibi) = (id(&rows(&folder, "to_pay")[0]), id(&rows(&folder, "by_bank")[0]));
    assert_eq!(
        phone.fail(&["tax", "debit", tgr, "--iban", "ES00"])["code"],
        "input.iban"
    );
    assert_eq!(phone.fail(&["tax", "debit", ibi, "--end"])["code"], "tax.too_late");
    assert_eq!(phone.fail(&["tax", "show", "1"])["error"], "NotFound");
    assert_eq!(
        phone.fail(&["tax", "remind", tgr, "--days", "90"])["code"],
        "input.notice"
    );
    // Only the bank knows that.
    let refused = phone.ask(&["tax", "debit", tgr, "--iban", ANOTHERS]);
    assert_eq!(refused["row"]["trouble"]["code"], "tax.not_holder");
    assert_eq!(phone.ask(&["tax", "dismiss", tgr])["row"]["trouble"], Value::Null);
    phone.ask(&["lock"]);
    assert_eq!(phone.fail(&["tax", "list"])["error"], "Locked");
}

#[test]
fn a_tax_system_that_is_down_leaves_the_folder_readable_and_says_so() {
    let city = TestCity::start();
    let (phone, late) = (Phone::new(&city.url), Phone::new(&city.url));
    phone.ask(&["login", "antonio"]);
    admin(&city, "PUT", "/admin/sectors", &json!({ "tax": "down" }));
    phone.ask(&["sync"]);
    let folder = phone.ask(&["tax", "list"]);
    assert_eq!(folder["trouble"]["code"], "home.section_down");
    assert_eq!(rows(&folder, "to_pay")[0]["state"], "enforcement");
    // Who never had it is not told that nothing is owed.
    late.ask(&["login", "antonio"]);
    let never = late.ask(&["tax", "list"]);
    assert_eq!(
        (&never["empty"]["title"], &never["trouble"]["code"]),
        (&json!("Aún no la tenemos"), &json!("home.section_down"))
    );
}

#[test]
fn dates_go_into_the_phones_calendar_with_the_reminders_that_were_chosen() {
    let city = TestCity::start();
    let phone = Phone::new(&city.url);
    phone.ask(&["sync"]);
    let calendar = phone.ask(&["tax", "calendar"]);
    assert!(
        calendar["dates"].as_array().unwrap().len() >= 7,
        "for everybody: {calendar}"
    );
    phone.ask(&["login", "diego"]);
    let folder = phone.ask(&["tax", "list"]);
    assert_eq!(folder["reminders"], json!([]));
    let ibi = &rows(&folder, "by_bank")[0];
    let reminded = phone.ask(&["tax", "remind", id(ibi), "--days", "2"]);
    assert_eq!(reminded["reminders"].as_array().unwrap().len(), 1);
    let text = phone.ask(&["tax", "calendar", "--file"])["text"]
        .as_str()
        .unwrap()
        .to_owned();
    let unfolded = unfold(&text);
    let read = read_calendar(&unfolded).unwrap();
    let uid = format!("tributo-{}-2@madrid.es", id(ibi));
    let is_it = |component: &&icalendar::parser::Component<'_>| {
        let mut properties = component.properties.iter();
        properties.any(|property| property.name == "UID" && property.val.to_string() == uid)
    };
    let charge = read.components.iter().find(is_it).unwrap();
    assert_eq!(charge.components.len(), 1, "one reminder, and only where it was chosen");
    let reminders: usize = read.components.iter().map(|component| component.components.len()).sum();
    assert_eq!(reminders, 1);
    assert_eq!(phone.ask(&["tax", "remind", id(ibi)])["reminders"], json!([]));
}

#[test]
fn the_paper_stays_for_where_there_is_no_network() {
    let city = TestCity::start();
    let phone = Phone::new(&city.url);
    phone.ask(&["login", "elena"]);
    let first = phone.ask(&["tax", "certificate"]);
    assert_eq!(
        first["paper"]["file_name"],
        "C-2026-0000001.pdf".replace("2026", &year(&first))
    );
    out_of_reach(&city);
    let file = phone.home().join("paper.pdf");
    let again = phone.ask(&["tax", "certificate", "--pdf", file.to_str().unwrap()]);
    assert_eq!(again["facts"], first["facts"]);
    assert!(again["trouble"]["code"].as_str().unwrap().starts_with("net."));
    assert!(std::fs::read(file).unwrap().starts_with(b"%PDF-"));
    let changes = phone.ask(&["tax", "list"])["changes"].clone();
    assert_eq!(changes[0]["title"], "Nuevo dueño");
    back_in_reach(&city);
    let antonio = Phone::new(&city.url);
    antonio.ask(&["login", "antonio"]);
    let owes = antonio.ask(&["tax", "certificate"]);
    assert_eq!(
        (&owes["paper"], owes["owed"].as_array().unwrap().len()),
        (&Value::Null, 1)
    );
}

/// The year in the number of a certificate.
fn year(certificate: &Value) -> String {
    let number = certificate["facts"][0]["value"].as_str().unwrap();
    number.split('-').nth(1).unwrap().to_owned()
}

#[test]
fn taxes_go_with_the_rest_and_come_back_from_the_city() {
    let city = TestCity::start();
    let phone = Phone::new(&city.url);
    phone.ask(&["login", "marta"]);
    let lines = phone.ask(&["remove-my-data"])["lines"].to_string();
    assert!(lines.contains("carpeta de impuestos"), "{lines}");
    phone.ask(&["remove-my-data", "--yes"]);
    assert_eq!(phone.fail(&["tax", "list"])["error"], "SignInAgain");
    phone.ask(&["login", "marta"]);
    let said = phone.run(&["tax", "list"]);
    assert!(
        said.out.contains("Por pagar") && said.out.contains("[Pagar]"),
        "{}",
        said.out
    );
}
