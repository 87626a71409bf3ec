//! The tax folder over sockets: what each persona finds, what is asked once for one key, and what is refused.

use madrid_server_stub::Data;
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::citizen::{Citizen, key, token};
use crate::openapi::Sample;
use crate::support::{Tester, assert_problem, options};

const FOLDER: &str = "/v1/me/tax-folder";
const DEBIT: &str = "/v1/me/tax-folder/{receipt}/direct-debit";
const PARTS: &str = "/v1/me/tax-folder/{receipt}/instalments";
const CERTIFICATE: &str = "/v1/me/tax-certificate";
const CALENDAR: &str = "/v1/tax-calendar";
const PAPER: &str = "/v1/tax-certificates/{code}/pdf";

const GOOD: &str = r#"{"iban":"ES9121000418450200051332","mode":"single"}"#;
const ANOTHERS: &str = r#"{"iban":"ES7921000813610123456789","mode":"single"}"#;

/// Somebody's receipt of a tax and a state.
async fn receipt(citizen: &Citizen<'_>, tax: &str, state: &str) -> Value {
    let folder = citizen.json(FOLDER).await;
    let mut receipts = folder["receipts"].as_array().unwrap().iter();
    let found = receipts.find(|receipt| receipt["tax"] == tax && receipt["state"] == state);
    found.unwrap_or_else(|| panic!("no {tax} {state} in {folder}")).clone()
}

fn id(receipt: &Value) -> &str {
    receipt["id"].as_str().unwrap()
}

async fn change(citizen: &Citizen<'_>, number: u32, (method, path, body): (Method, String, &str)) -> Response {
    let request = citizen.tester.client.request(method, citizen.tester.url(&path));
    let request = request
        .bearer_auth(&citizen.token)
        .header("idempotency-key", key(number));
    let request = request.header("content-type", "application/json").body(body.to_owned());
    request.send().await.unwrap()
}

fn put(id: &str, body: &'static str) -> (Method, String, &'static str) {
    (Method::PUT, DEBIT.replace("{receipt}", id), body)
}

fn end(id: &str) -> (Method, String, &'static str) {
    (Method::DELETE, DEBIT.replace("{receipt}", id), "")
}

fn ask(id: &str, body: &'static str) -> (Method, String, &'static str) {
    (Method::POST, PARTS.replace("{receipt}", id), body)
}

#[tokio::test]
async fn every_kind_of_receipt_is_among_the_personas() {
    let tester = Tester::start(options(5)).await;
    for (alias, tax, state) in [
        ("antonio", "ibi", "enforcement"),
        ("carmen", "tgr", "voluntary"),
        ("carmen", "ibi", "direct_debit"),
        ("carmen", "ibi", "paid"),
        ("diego", "vehicle_crossing", "paid"),
        ("marta", "iae", "direct_debit"),
        ("marta", "ivtm", "paid"),
        ("elena", "self_assessment", "paid"),
    ] {
        let citizen = Citizen::light(&tester, alias).await;
        receipt(&citizen, tax, state).await;
    }
    let diego = Citizen::light(&tester, "diego").await;
    let split = receipt(&diego, "ibi", "direct_debit").await;
    assert_eq!(
        (&split["amount_cents"], &split["total_cents"]),
        (&json!(29_877), &json!(63_908))
    );
    assert_eq!(
        (&split["direct_debit"]["mode"], &split["direct_debit"]["saves_cents"]),
        (&json!("sep"), &json!(2_077))
    );
    assert_eq!(split["direct_debit"]["charges"][0]["paid"], true);
    let elena = Citizen::light(&tester, "elena").await;
    let changes = elena.json(FOLDER).await["changes"].clone();
    assert_eq!(
        (&changes[0]["kind"], &changes[0]["shows"]),
        (&json!("owner"), &json!("2027-03-01"))
    );
    // Notified on 16 August, and Monday 5 October is the last day.
    let declared = receipt(&elena, "self_assessment", "paid").await;
    assert_eq!(
        (&declared["notified"], &declared["until"]),
        (&json!("2026-08-16"), &json!("2026-10-05"))
    );
    let pablo = Citizen::light(&tester, "pablo").await;
    assert_eq!(pablo.json(FOLDER).await["receipts"], json!([]));
}

#[tokio::test]
async fn what_is_not_paid_says_what_it_costs_later_and_how_it_can_be_paid() {
    let tester = Tester::start(options(5)).await;
    let carmen = Citizen::light(&tester, "carmen").await;
    let open = receipt(&carmen, "tgr", "voluntary").await;
    assert_eq!(
        (&open["from"], &open["until"]),
        (&json!("2026-10-21"), &json!("2026-12-21"))
    );
    let steps = json!([
        { "percent": 5, "amount_cents": 14_826, "from": "2026-12-22", "certain": true },
        { "percent": 10, "amount_cents": 15_532, "from": "2027-02-04", "certain": false },
        { "percent": 20, "amount_cents": 16_944, "from": "2027-02-23", "certain": false },
    ]);
    assert_eq!(open["if_unpaid"], steps);
    let charge = json!([{ "date": "2026-12-21", "amount_cents": 14_120, "paid": false }]);
    let option = json!({ "mode": "single", "saves_cents": 0, "ask_until": "2026-12-11", "charges": charge });
    assert_eq!(open["debit_options"], json!([option]));
    let counts: Vec<usize> = open["instalment_options"]
        .as_array()
        .unwrap()
        .iter()
        .map(|parts| parts.as_array().unwrap().len())
        .collect();
    assert_eq!(counts, [3, 6]);
    let antonio = Citizen::light(&tester, "antonio").await;
    let late = receipt(&antonio, "ibi", "enforcement").await;
    assert_eq!(
        (&late["amount_cents"], &late["surcharge_cents"]),
        (&json!(46_380), &json!(7_730))
    );
    assert!(
        late["if_unpaid"]
            .as_array()
            .unwrap()
            .iter()
            .all(|step| step["certain"] == true)
    );
}

#[tokio::test]
async fn next_years_property_tax_can_be_paid_in_two_with_something_off_or_in_parts() {
    let tester = Tester::start(options(5)).await;
    let elena = Citizen::light(&tester, "elena").await;
    let open = receipt(&elena, "ibi", "voluntary").await;
    let charge = |date: &str, cents| json!({ "date": date, "amount_cents": cents, "paid": false });
    let option = |mode: &str, saves, until: &str, charges: Value| json!({ "mode": mode, "saves_cents": saves, "ask_until": until, "charges": charges });
    // 3.25 % of 391.12 euros, off the last charge.
    let sep = option(
        "sep",
        1_271,
        "2027-05-13",
        json!([charge("2027-05-24", 19_556), charge("2027-10-20", 18_285)]),
    );
    let pac = option(
        "pac",
        0,
        "2026-12-24",
        json!([
            charge("2027-02-22", 13_038),
            charge("2027-06-22", 13_037),
            charge("2027-10-20", 13_037)
        ]),
    );
    let single = option("single", 0, "2027-09-20", json!([charge("2027-10-20", 39_112)]));
    assert_eq!(open["debit_options"], json!([single, sep, pac]));
    let wish = r#"{"iban":"ES9121000418450200051332","mode":"sep"}"#;
    assert_eq!(change(&elena, 1, put(id(&open), wish)).await.status(), 200);
    let charged = receipt(&elena, "ibi", "direct_debit").await["direct_debit"].clone();
    assert_eq!(
        (&charged["mode"], &charged["saves_cents"], &charged["charges"]),
        (&json!("sep"), &json!(1_271), &sep["charges"])
    );
    // As long as it may be asked for so, and not a day longer, whatever the other ways allow.
    assert_eq!(charged["change_until"], "2027-05-13");
    tester
        .put("/admin/clock", json!({ "now": "2027-05-14T09:00:00Z" }))
        .await;
    assert_problem(change(&elena, 2, end(id(&open))).await, 409, "too_late").await;
}

#[tokio::test]
async fn a_wish_is_done_once_for_one_key_and_answered_with_the_receipt() {
    let tester = Tester::start(options(5)).await;
    let carmen = Citizen::light(&tester, "carmen").await;
    let open = receipt(&carmen, "tgr", "voluntary").await;
    for _ in 0..2 {
        let done = change(&carmen, 1, put(id(&open), GOOD)).await;
        assert_eq!(done.status(), 200);
        let done: Value = done.json().await.unwrap();
        assert_eq!((&done["state"], &done["id"]), (&json!("direct_debit"), &open["id"]));
        assert_eq!(done["direct_debit"]["iban"], "ES•• •••• •••• •••• •••• 1332");
        assert_eq!(done, receipt(&carmen, "tgr", "direct_debit").await);
    }
    // What the bank is charged for is not paid besides.
    let quote = carmen.json(&format!("/v1/me/debts/tax/{}", id(&open))).await;
    assert_eq!(quote["state"], "not_payable");
    assert_eq!(change(&carmen, 2, end(id(&open))).await.status(), 200);
    assert_eq!(change(&carmen, 3, end(id(&open))).await.status(), 200);
    assert_eq!(change(&carmen, 4, ask(id(&open), r#"{"parts":3}"#)).await.status(), 201);
    assert_eq!(
        receipt(&carmen, "tgr", "instalments").await["instalments"]["state"],
        "asked"
    );
    tester
        .put("/admin/clock", json!({ "now": "2026-11-25T09:00:00Z" }))
        .await;
    assert_eq!(
        receipt(&carmen, "tgr", "instalments").await["instalments"]["state"],
        "agreed"
    );
    let ledger = tester.json("/admin/ledger").await;
    let entries = ledger["entries"].as_array().unwrap().iter();
    let kinds: Vec<_> = entries
        .map(|entry| (entry["kind"].as_str().unwrap(), entry["effects"].as_i64().unwrap()))
        .collect();
    assert_eq!(kinds, [("direct_debit", 1), ("ending_debit", 1), ("instalments", 1)]);
}

#[tokio::test]
async fn what_is_refused_says_why() {
    let tester = Tester::start(options(5)).await;
    let (carmen, marta) = (
        Citizen::light(&tester, "carmen").await,
        Citizen::light(&tester, "marta").await,
    );
    let open = receipt(&carmen, "tgr", "voluntary").await;
    let former = receipt(&carmen, "ibi", "paid").await;
    let late = receipt(&marta, "ivtm", "voluntary").await;
    let wrong = r#"{"iban":"ES9121000418450200051333","mode":"single"}"#;
    let split = r#"{"iban":"ES9121000418450200051332","mode":"sep"}"#;
    for (number, who, wish, status, code) in [
        (1, &carmen, put(id(&open), wrong), 422, "iban_wrong"),
        (2, &carmen, put(id(&open), ANOTHERS), 409, "not_holder"),
        (3, &carmen, put(id(&open), split), 409, "not_offered"),
        (4, &carmen, put(id(&former), GOOD), 409, "already_paid"),
        (5, &marta, put(id(&late), GOOD), 409, "too_late"),
        (6, &marta, put(id(&open), GOOD), 404, "tax_unknown"),
        (7, &carmen, ask(id(&open), r#"{"parts":4}"#), 409, "not_offered"),
        (8, &carmen, ask(id(&open), r#"{"parts":-3}"#), 409, "not_offered"),
        (9, &carmen, put(id(&open), r#"{"iban":"x"}"#), 422, "bad_body"),
    ] {
        assert_problem(change(who, number, wish).await, status, code).await;
    }
    assert_eq!(receipt(&carmen, "tgr", "voluntary").await, open);
}

#[tokio::test]
async fn what_is_being_paid_at_the_bank_is_not_given_to_the_bank_besides() {
    let tester = Tester::start(options(5)).await;
    let carmen = Citizen::light(&tester, "carmen").await;
    let open = receipt(&carmen, "tgr", "voluntary").await;
    let wish = json!({ "debt": { "kind": "tax", "id": open["id"] }, "amount_cents": 14_120, "method": "card" });
    let url = tester.url(&format!("/v1/payments/{}", "a".repeat(32)));
    let paying = tester
        .client
        .put(url)
        .bearer_auth(&carmen.token)
        .json(&wish)
        .send()
        .await
        .unwrap();
    assert_eq!(paying.status(), 201);
    assert_problem(change(&carmen, 1, put(id(&open), GOOD)).await, 409, "being_paid").await;
    assert_problem(
        change(&carmen, 2, ask(id(&open), r#"{"parts":3}"#)).await,
        409,
        "being_paid",
    )
    .await;
}

#[tokio::test]
async fn who_owes_nothing_late_has_a_paper_and_the_same_one_all_day() {
    let tester = Tester::start(options(5)).await;
    let carmen = Citizen::light(&tester, "carmen").await;
    let said = carmen.json(CERTIFICATE).await;
    assert_eq!((&said["state"], &said["owed"]), (&json!("no_debts"), &json!([])));
    let code = said["certificate"]["code"].as_str().unwrap();
    assert_eq!(carmen.json(CERTIFICATE).await["certificate"], said["certificate"]);
    let paper = tester
        .get(&format!("/v1/tax-certificates/{}/pdf", code.to_lowercase()))
        .await;
    assert_eq!(paper.status(), 200);
    assert!(paper.bytes().await.unwrap().starts_with(b"%PDF-"));
    let unknown = tester.get("/v1/tax-certificates/0000000000000000/pdf").await;
    assert_problem(unknown, 404, "certificate_unknown").await;
    let antonio = Citizen::light(&tester, "antonio").await;
    let owes = antonio.json(CERTIFICATE).await;
    assert_eq!(
        (&owes["state"], &owes["owed"][0]["amount_cents"]),
        (&json!("owes"), &json!(46_380))
    );
    assert!(owes["certificate"].is_null());
}

#[tokio::test]
async fn the_calendar_has_this_year_and_the_next_and_a_version() {
    let tester = Tester::start(options(5)).await;
    let calendar = tester.json(CALENDAR).await;
    let entries = calendar["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 14);
    let of = |id: &str| entries.iter().find(|entry| entry["id"] == id).unwrap();
    assert_eq!(of("ibi-pay-2026")["until"], "2026-11-30");
    // 31 May 2026 is a Sunday, and so is 31 October 2027.
    assert_eq!(of("ivtm-pay-2026")["until"], "2026-06-01");
    assert_eq!(of("tgr-pay-2027")["until"], "2027-11-02");
    let answer = tester.get(CALENDAR).await;
    let tag = answer.headers()["etag"].to_str().unwrap().to_owned();
    let again = tester
        .client
        .get(tester.url(CALENDAR))
        .header("if-none-match", tag)
        .send()
        .await
        .unwrap();
    assert_eq!(again.status(), 304);
    tester.put("/admin/sectors", json!({ "tax": "down" })).await;
    assert_problem(tester.get(CALENDAR).await, 503, "sector_down").await;
}

#[tokio::test]
async fn wishes_outlive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let at = || madrid_server_stub::CityOptions {
        data: Data::File(folder.path().join("city.sqlite")),
        ..options(5)
    };
    let tester = Tester::start(at()).await;
    let carmen = Citizen::light(&tester, "carmen").await;
    let open = receipt(&carmen, "tgr", "voluntary").await;
    assert_eq!(change(&carmen, 1, put(id(&open), GOOD)).await.status(), 200);
    drop(carmen);
    drop(tester);
    let tester = Tester::start(at()).await;
    let carmen = Citizen::light(&tester, "carmen").await;
    assert_eq!(receipt(&carmen, "tgr", "direct_debit").await["id"], open["id"]);
}

/// The documented answers about taxes, in an order in which each can happen.
pub async fn samples(tester: &Tester) -> Vec<Sample> {
    let elena = Citizen::light(tester, "elena").await;
    let (open, former) = (
        receipt(&elena, "tgr", "direct_debit").await,
        receipt(&elena, "ibi", "paid").await,
    );
    let (open, former) = (id(&open).to_owned(), id(&former).to_owned());
    let code = elena.json(CERTIFICATE).await["certificate"]["code"]
        .as_str()
        .unwrap()
        .to_owned();
    let get = |documented, status| bearing(Sample::new(documented, documented, status), &elena.token);
    let mut all = vec![
        get(FOLDER, 200),
        get(FOLDER, 304).with("if-none-match", "*"),
        get(FOLDER, 401).without("authorization"),
        get(CERTIFICATE, 200),
        get(CERTIFICATE, 401).without("authorization"),
        Sample::new(CALENDAR, CALENDAR, 200),
        Sample::new(CALENDAR, CALENDAR, 304).with("if-none-match", "*"),
        Sample::new(PAPER, PAPER.replace("{code}", &code), 200),
        Sample::new(PAPER, PAPER.replace("{code}", "1"), 404),
    ];
    all.extend(samples_of(
        &elena.token,
        DEBIT,
        (Method::PUT, 200, GOOD),
        [&open, &former],
    ));
    all.extend(samples_of(
        &elena.token,
        DEBIT,
        (Method::DELETE, 200, ""),
        [&open, &former],
    ));
    all.extend(samples_of(
        &elena.token,
        PARTS,
        (Method::POST, 201, r#"{"parts":3}"#),
        [&open, &former],
    ));
    all
}

/// The answers of one change.
fn samples_of(
    token: &str,
    documented: &'static str,
    (method, done, good): (Method, u16, &str),
    [open, former]: [&str; 2],
) -> Vec<Sample> {
    let first = key_of(documented, &method, done);
    let wish = |receipt: &str, body: &str, status| {
        let sample = Sample::new(documented, documented.replace("{receipt}", receipt), status).by(method.clone());
        let sample = bearing(sample, token).with("idempotency-key", key_of(documented, &method, status));
        if body.is_empty() { sample } else { sample.json(body) }
    };
    let mut all = vec![
        wish(open, good, done),
        wish(open, good, 400).without("idempotency-key"),
        wish(open, good, 401).without("authorization"),
        wish("0", good, 404),
        wish(former, good, 409),
        wish(former, good, 422)
            .without("idempotency-key")
            .with("idempotency-key", first),
    ];
    if !good.is_empty() {
        all.push(wish(open, &" ".repeat(20_000), 413));
        all.push(wish(open, good, 415).without("content-type"));
    }
    all
}

/// What only happens while the tax system is down.
pub async fn samples_while_down(tester: &Tester) -> Vec<Sample> {
    let token = token(tester, "elena", false).await;
    let keyed = |documented: &'static str, method: Method, body: &str| {
        let sample = Sample::new(documented, documented.replace("{receipt}", "1"), 503).by(method.clone());
        let sample = bearing(sample, &token).with("idempotency-key", key_of(documented, &method, 503));
        if body.is_empty() { sample } else { sample.json(body) }
    };
    vec![
        bearing(Sample::new(FOLDER, FOLDER, 503), &token),
        bearing(Sample::new(CERTIFICATE, CERTIFICATE, 503), &token),
        Sample::new(CALENDAR, CALENDAR, 503),
        keyed(DEBIT, Method::PUT, GOOD),
        keyed(DEBIT, Method::DELETE, ""),
        keyed(PARTS, Method::POST, r#"{"parts":3}"#),
    ]
}

fn bearing(sample: Sample, token: &str) -> Sample {
    sample.with("authorization", format!("Bearer {token}"))
}

/// A key of its own for each change and answer.
fn key_of(documented: &str, method: &Method, status: u16) -> String {
    let place = documented.len() * 10 + method.as_str().len();
    key(u32::from(status) + 1_000 * u32::try_from(place).unwrap())
}
