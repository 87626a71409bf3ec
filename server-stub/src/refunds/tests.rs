//! The desk through its own routes: asked, refused, agreed, ordered, paid; late, and told to an agent once.

use axum::body::Body;
use axum::http::Request as HttpRequest;
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::treasury::tests::town::{CARMEN, MARTA, Reply, Town};

const PATH: &str = "/v1/me/refunds";
const ACCOUNT: &str = "ES84 2100 0418 4302 0005 9219";

async fn ask_as(town: &Town, who: &str, number: u32, body: &Value) -> Reply {
    let request = HttpRequest::builder()
        .method("POST")
        .uri(PATH)
        .header("host", "city.example")
        .header("authorization", format!("Bearer token-of-{who}"))
        .header("content-type", "application/json")
        .header("idempotency-key", format!("00000000-0000-0000-0000-{number:012}"));
    town.ask(request.body(Body::from(body.to_string())).unwrap()).await
}

/// Carmen's receipt of what she paid so.
async fn paid(town: &Town, method: &str) -> String {
    let receipts = town.get("/v1/me/receipts", CARMEN).await.json(200);
    let all = receipts["receipts"].as_array().unwrap();
    let found = all.iter().find(|one| one["method"] == method).unwrap();
    found["number"].as_str().unwrap().to_owned()
}

fn wish(receipt: &str, cause: &str) -> Value {
    json!({ "receipt": receipt, "cause": cause, "iban": ACCOUNT })
}

async fn listed(town: &Town) -> Value {
    town.get(PATH, CARMEN).await.json(200)["refunds"].clone()
}

#[tokio::test]
async fn a_fine_that_was_annulled_comes_back_in_four_dated_steps() {
    let town = Town::new();
    assert_eq!(listed(&town).await, json!([]));
    let receipt = paid(&town, "counter").await;
    let asked = ask_as(&town, CARMEN, 1, &wish(&receipt, "annulled")).await;
    let first = json!({
        "id": 1, "number": "D-2026-0000001", "receipt": receipt, "name": "Multa 470118263", "amount_cents": 10_000,
        "cause": "annulled", "account": "9219", "state": "requested", "requested": "2026-11-24",
        "answer_by": "2027-05-24",
    });
    assert_eq!(asked.json(201), first);
    // The same key, and a lost answer: it is the same request.
    assert_eq!(
        ask_as(&town, CARMEN, 1, &wish(&receipt, "annulled")).await.json(201),
        first
    );
    town.later(TimeDelta::days(20));
    let agreed = listed(&town).await;
    assert_eq!(
        (&agreed[0]["state"], &agreed[0]["agreed"]),
        (&json!("agreed"), &json!("2026-12-14"))
    );
    // Nobody looked for a long time: each step has the day on which it was taken.
    town.later(TimeDelta::days(100));
    let done = &listed(&town).await[0];
    let days = ["requested", "agreed", "ordered", "paid"].map(|step| done[step].as_str().unwrap().to_owned());
    assert_eq!(days, ["2026-11-24", "2026-12-14", "2026-12-24", "2026-12-29"]);
    assert_eq!(done["state"], "paid");
    assert!(done.get("interest_since").is_none());
    assert_eq!(town.get(PATH, MARTA).await.json(200)["refunds"], json!([]));
    town.get(PATH, "nobody").await.refused(401, "token_invalid");
}

#[tokio::test]
async fn what_was_due_is_refused_with_its_reason_and_may_be_asked_again() {
    let town = Town::new();
    let receipt = paid(&town, "direct_debit").await;
    ask_as(&town, CARMEN, 1, &wish(&receipt, "undue")).await.json(201);
    // It is a large one: an agent decides.
    town.later(TimeDelta::days(40));
    assert_eq!(listed(&town).await[0]["state"], "requested");
    let step = async |body: Value| town.call("POST", "/admin/refunds/1/step", "", Some(&body)).await;
    step(json!({ "to": "paid" })).await.refused(400, "bad_step");
    step(json!({ "to": "refused" })).await.refused(400, "bad_step");
    assert_eq!(step(json!({ "to": "refused", "reason": "was_due" })).await.status, 204);
    step(json!({ "to": "agreed" })).await.refused(400, "bad_step");
    let no = &listed(&town).await[0];
    assert_eq!(
        (&no["state"], &no["reason"], &no["refused"]),
        (&json!("refused"), &json!("was_due"), &json!("2027-01-03"))
    );
    assert_eq!(
        ask_as(&town, CARMEN, 2, &wish(&receipt, "undue")).await.json(201)["id"],
        2
    );
    let nobody = town
        .call("POST", "/admin/refunds/9/step", "", Some(&json!({ "to": "agreed" })))
        .await;
    nobody.refused(404, "not_found");
}

#[tokio::test]
async fn each_refusal_has_a_word_of_its_own_and_stays_the_answer_of_its_key() {
    let town = Town::new();
    let (fine, tax) = (paid(&town, "counter").await, paid(&town, "direct_debit").await);
    let with = |iban: &str| {
        let mut body = wish(&fine, "annulled");
        body["iban"] = json!(iban);
        body
    };
    ask_as(&town, CARMEN, 1, &with("ES00 2100"))
        .await
        .refused(422, "iban_wrong");
    // A good number, of Marta's.
    ask_as(&town, CARMEN, 2, &with("ES4621000418420200090895"))
        .await
        .refused(409, "not_holder");
    ask_as(&town, CARMEN, 3, &wish("R-2026-0000099", "undue"))
        .await
        .refused(409, "nothing_to_refund");
    ask_as(&town, CARMEN, 4, &wish(&tax, "annulled"))
        .await
        .refused(409, "nothing_to_refund");
    ask_as(&town, MARTA, 5, &wish(&fine, "annulled"))
        .await
        .refused(409, "nothing_to_refund");
    ask_as(&town, CARMEN, 6, &wish(&fine, "annulled")).await.json(201);
    ask_as(&town, CARMEN, 7, &wish(&fine, "undue"))
        .await
        .refused(409, "already_asked");
    ask_as(&town, CARMEN, 2, &with("ES4621000418420200090895"))
        .await
        .refused(409, "not_holder");
    ask_as(&town, CARMEN, 6, &wish(&tax, "undue"))
        .await
        .refused(422, "key_reused");
    ask_as(&town, CARMEN, 8, &json!({ "receipt": fine }))
        .await
        .refused(422, "bad_body");
    assert_eq!(listed(&town).await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_late_owes_interest_and_an_agent_is_told_once() {
    let town = Town::new();
    let receipt = paid(&town, "direct_debit").await;
    ask_as(&town, CARMEN, 1, &wish(&receipt, "undue")).await.json(201);
    let tasks = async || town.get("/admin/refunds", "").await.json(200)["tasks"].clone();
    // Six months later, to the day, the City is still in time.
    town.later(TimeDelta::days(181));
    assert!(listed(&town).await[0].get("interest_since").is_none());
    assert_eq!(tasks().await, json!([]));
    town.later(TimeDelta::days(1));
    assert_eq!(listed(&town).await[0]["interest_since"], "2027-05-25");
    town.later(TimeDelta::days(30));
    listed(&town).await;
    let told = tasks().await;
    assert_eq!(told.as_array().unwrap().len(), 1);
    assert_eq!(
        (&told[0]["About"], &told[0]["Created"]),
        (&json!("D-2026-0000001"), &json!("25/05/2027"))
    );
    // The agent does it, and from then on it goes by itself. What was owed for the wait stays owed.
    let agreed = json!({ "to": "agreed" });
    assert_eq!(
        town.call("POST", "/admin/refunds/1/step", "", Some(&agreed))
            .await
            .status,
        204
    );
    town.later(TimeDelta::days(60));
    let paid = &listed(&town).await[0];
    assert_eq!(
        (&paid["state"], &paid["interest_since"]),
        (&json!("paid"), &json!("2027-05-25"))
    );
}

#[tokio::test]
async fn a_fine_paid_in_the_app_and_annulled_later_can_be_had_back() {
    let town = Town::new();
    let (wanted, order) = town.begun(1).await;
    town.notice(&order, 10_000, "0000").await;
    let receipt = town.show(1).await["receipt"]["number"].as_str().unwrap().to_owned();
    let mut body = wish(&receipt, "annulled");
    body["iban"] = json!("ES4621000418420200090895");
    ask_as(&town, MARTA, 1, &body).await.refused(409, "nothing_to_refund");
    for _ in 0..2 {
        let annulled = town.call("POST", "/admin/annulments", "", Some(&wanted["debt"])).await;
        assert_eq!(annulled.status, 204);
    }
    ask_as(&town, MARTA, 2, &body).await.json(201);
    let accounts = town.get("/admin/accounts", "").await.json(200);
    assert!(accounts.as_array().unwrap().len() > 5);
}

#[tokio::test]
async fn while_the_treasury_is_down_nothing_is_asked_and_the_same_key_asks_again() {
    let town = Town::new();
    let receipt = paid(&town, "counter").await;
    let mood = async |mood: &str| {
        let moods = json!({ "tax": mood });
        assert_eq!(town.call("PUT", "/admin/sectors", "", Some(&moods)).await.status, 200);
    };
    mood("down").await;
    ask_as(&town, CARMEN, 1, &wish(&receipt, "annulled"))
        .await
        .refused(503, "sector_down");
    mood("ok").await;
    ask_as(&town, CARMEN, 1, &wish(&receipt, "annulled")).await.json(201);
    assert_eq!(listed(&town).await.as_array().unwrap().len(), 1);
}
