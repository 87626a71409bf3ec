//! Shops are told until they hear, and testers make it go wrong.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;

use super::*;

impl House {
    fn shop_answers(&self, answers: &[Option<u16>]) {
        self.shop.answers.lock().unwrap().extend(answers);
    }
}

#[tokio::test]
async fn a_shop_that_does_not_hear_is_told_again_after_growing_pauses() {
    let house = House::new();
    house.shop_answers(&[Some(500), None, Some(405), Some(302), Some(404), Some(503), Some(204)]);
    house.pay(ORDER, GOOD).await;
    for pause in [5, 30, 120, 600, 1_800, 3_600] {
        assert_eq!(house.codes().await, ["0000"], "before {pause}");
        house.wait(TimeDelta::seconds(pause - 1));
        assert!(house.heard().await.is_empty(), "{pause}");
        house.wait(TimeDelta::seconds(1));
    }
    assert_eq!(house.codes().await, ["0000"]);
    house.wait(TimeDelta::days(30));
    assert!(house.heard().await.is_empty());
}

#[tokio::test]
async fn what_nobody_heard_is_still_to_be_told_after_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let file = Data::File(dir.path().join("gateway.sqlite"));
    let house = House::open(file.clone());
    house.shop_answers(&[None]);
    let token = house.pay("2611A", GOOD).await;
    assert_eq!(house.codes().await, ["0000"]);
    house.pay("2611B", REFUSED).await;
    let asks = house.pay("2611C", ASKS).await;
    drop(house);
    let house = House::open(file);
    house.wait(TimeDelta::seconds(5));
    assert_eq!(house.codes().await, ["0190", "0000"]);
    assert!(house.heard().await.is_empty());
    assert!(house.look(&token).await.body.contains("Pago hecho"));
    house.fill(&asks, &[("code", "123456")]).await;
    assert_eq!(house.codes().await, ["0000"]);
    let taken = |order: &str| (order.to_owned(), CENTS, 0);
    assert_eq!(house.money().await, [taken("2611A"), taken("2611C")]);
}

#[tokio::test]
async fn the_next_notifications_fare_as_a_tester_wants() {
    let house = House::new();
    let notifications = json!(["lost", "duplicated", { "delayed": { "seconds": 90 } }, "forged"]);
    house.force(json!({ "notifications": notifications })).await;
    house.pay("2611A", GOOD).await;
    assert!(house.heard().await.is_empty());
    assert_eq!(house.query("2611A").await, authorised());
    house.pay("2611B", GOOD).await;
    assert_eq!(house.codes().await, ["0000", "0000"]);
    house.pay("2611C", GOOD).await;
    house.wait(TimeDelta::seconds(89));
    assert!(house.heard().await.is_empty());
    house.wait(TimeDelta::seconds(1));
    assert_eq!(house.codes().await, ["0000"]);
    house.pay("2611D", REFUSED).await;
    let [forged, truth] = house.heard().await.try_into().unwrap();
    assert_eq!(forged, Err(Refusal::SignatureWrong));
    assert_eq!(truth.unwrap().response, ResponseCode::REFUSED);
    // Then everything is as usual.
    house.pay("2611E", GOOD).await;
    assert_eq!(house.codes().await, ["0000"]);
}

#[tokio::test]
async fn a_forgery_says_the_opposite_and_is_tried_once() {
    let house = House::new();
    house.force(json!({ "notifications": ["forged"] })).await;
    house.shop_answers(&[Some(400), Some(500)]);
    house.pay(ORDER, REFUSED).await;
    house.gateway.deliver_due().await.unwrap();
    let forged = house.shop.heard.lock().unwrap().remove(0);
    let text = String::from_utf8(URL_SAFE.decode(&forged.parameters).unwrap()).unwrap();
    assert!(text.contains(r#""Ds_Response":"0000""#), "{text}");
    house.shop.heard.lock().unwrap().clear();
    house.wait(TimeDelta::hours(1));
    assert_eq!(house.codes().await, ["0190"]);
}

#[tokio::test]
async fn the_next_banks_say_what_a_tester_wants() {
    let house = House::new();
    house
        .force(json!({ "outcomes": ["0202", "challenge", "authorised"] }))
        .await;
    house.pay("2611A", GOOD).await;
    let asks = house.pay("2611B", GOOD).await;
    house.fill(&asks, &[("code", "123456")]).await;
    house.pay("2611C", REFUSED).await;
    house.pay("2611D", REFUSED).await;
    assert_eq!(house.codes().await, ["0202", "0000", "0000", "0190"]);
}

#[tokio::test]
async fn a_slip_or_a_second_try_uses_up_no_outcome() {
    let house = House::new();
    house.force(json!({ "outcomes": ["authorised"] })).await;
    let token = house.come("2611A", PayMethod::Card).await;
    house.card(&token, "1").await;
    house.card(&token, REFUSED).await;
    house.card(&token, REFUSED).await;
    assert_eq!(house.codes().await, ["0000"]);
    house.pay("2611B", REFUSED).await;
    assert_eq!(house.codes().await, ["0190"]);
}

#[tokio::test]
async fn a_tester_sees_the_plan_the_payments_and_the_money() {
    let house = House::new();
    house.force(json!({ "outcomes": ["0190"], "notifications": [] })).await;
    house.pay("2611A", GOOD).await;
    house.pay("2611B", GOOD).await;
    let seen = async |path| serde_json::from_str::<Value>(&house.get(path).await.body).unwrap();
    let shown = seen("/admin/gateway").await;
    assert_eq!(
        shown["next"],
        json!({ "outcomes": [], "notifications": [], "questions": [] })
    );
    assert_eq!(shown["notifications_waiting"], 2);
    let expected = json!({
        "order": "2611A", "amount_cents": CENTS, "method": "C", "state": "refused", "response": "0190",
        "last_four": "0004", "notifications_waiting": 1,
    });
    assert_eq!(shown["operations"][0], expected);
    let charges = json!([{ "order": "2611B", "charged_cents": CENTS, "refunded_cents": 0 }]);
    assert_eq!(seen("/admin/gateway/charges").await["charges"], charges);
    let sent = house.post("/admin/gateway/deliver", String::new()).await;
    assert_eq!(sent.body, r#"{"sent":2,"waiting":0}"#);
}

#[tokio::test]
async fn a_plan_that_cannot_be_changes_nothing() {
    let house = House::new();
    house.force(json!({ "outcomes": ["0190"] })).await;
    for bad in [
        json!({ "outcomes": ["0000"] }),
        json!({ "outcome": [] }),
        json!({ "notifications": ["gone"] }),
    ] {
        let request = Request::put("/admin/gateway")
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from(bad.to_string()));
        let page = house.send(request.unwrap()).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
    }
    house.pay(ORDER, GOOD).await;
    assert_eq!(house.codes().await, ["0190"]);
}
