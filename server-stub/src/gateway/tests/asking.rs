//! Shops ask how orders stand, close them, and give money back.

use super::*;

#[tokio::test]
async fn a_shop_is_told_how_an_order_stands_at_each_step() {
    let house = House::new();
    assert_eq!(house.query(ORDER).await, OrderState::Nothing);
    let token = house.come(ORDER, PayMethod::Card).await;
    assert_eq!(house.query(ORDER).await, OrderState::Nothing);
    house.card(&token, ASKS).await;
    let until = *house.clock.lock().unwrap() + TimeDelta::minutes(5);
    assert_eq!(house.query(ORDER).await, OrderState::Busy { until });
    house.fill(&token, &[("code", "123456")]).await;
    assert_eq!(house.query(ORDER).await, authorised());
    house.pay("2611B", REFUSED).await;
    assert_eq!(house.query("2611B").await, refused(ResponseCode::REFUSED));
}

#[tokio::test]
async fn a_closed_order_cannot_be_paid_whether_or_not_somebody_came_with_it() {
    let house = House::new();
    // Nobody came yet.
    for _ in 0..2 {
        assert_eq!(house.annul("2611A").await, OrderState::Closed);
    }
    let page = house
        .post(SALE_PATH, form(&sign(&sale("2611A", PayMethod::Card))))
        .await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert_eq!(house.query("2611A").await, OrderState::Closed);
    // Somebody is before the page.
    let token = house.come("2611B", PayMethod::Card).await;
    for _ in 0..2 {
        assert_eq!(house.annul("2611B").await, OrderState::Closed);
    }
    house.card(&token, GOOD).await;
    assert!(house.look(&token).await.body.contains("Este pago se ha cerrado"));
    assert!(house.money().await.is_empty());
    // The shop knows already.
    assert!(house.heard().await.is_empty());
}

#[tokio::test]
async fn what_is_paid_or_being_paid_is_not_closed() {
    let house = House::new();
    house.pay("2611A", GOOD).await;
    assert_eq!(house.annul("2611A").await, authorised());
    let token = house.pay("2611B", ASKS).await;
    let until = *house.clock.lock().unwrap() + TimeDelta::minutes(5);
    assert_eq!(house.annul("2611B").await, OrderState::Busy { until });
    house.fill(&token, &[("code", "123456")]).await;
    assert_eq!(house.annul("2611B").await, authorised());
    house.pay("2611C", ASKS).await;
    house.wait(TimeDelta::minutes(5));
    assert_eq!(house.annul("2611C").await, refused(ResponseCode::NOT_AUTHENTICATED));
}

#[tokio::test]
async fn money_is_given_back_once_and_only_if_it_was_taken() {
    let house = House::new();
    house.pay(ORDER, GOOD).await;
    for _ in 0..2 {
        assert_eq!(house.refund(ORDER).await, Ok(OrderState::Refunded));
    }
    assert_eq!(house.money().await, [(ORDER.to_owned(), CENTS, CENTS)]);
    assert_eq!(house.query(ORDER).await, OrderState::Refunded);
    house.pay("2611B", REFUSED).await;
    assert_eq!(house.refund("2611B").await, Ok(refused(ResponseCode::REFUSED)));
    assert_eq!(house.refund("2611C").await, Err("SIS0054".to_owned()));
    house.pay("2611D", GOOD).await;
    let mut more = asked("2611D", Ask::Refund);
    more.amount_cents += 1;
    assert_eq!(house.ask(REFUND_PATH, &more).await, Err("SIS0057".to_owned()));
    assert_eq!(house.money().await.last().unwrap(), &("2611D".to_owned(), CENTS, 0));
    // Giving back is the answer itself: only the payments were notified.
    assert_eq!(house.codes().await, ["0000", "0190", "0000"]);
}

#[tokio::test]
async fn what_a_browser_carries_is_no_right_to_ask() {
    let house = House::new();
    house.pay(ORDER, GOOD).await;
    let carried = sale(ORDER, PayMethod::Card);
    for path in [QUERY_PATH, ANNUL_PATH, REFUND_PATH] {
        assert_eq!(house.ask(path, &carried).await, Err("SIS0112".to_owned()), "{path}");
    }
    assert_eq!(
        house.ask(REFUND_PATH, &asked(ORDER, Ask::Query)).await,
        Err("SIS0112".to_owned())
    );
    let forged = Signed {
        parameters: asked(ORDER, Ask::Refund).encode(),
        ..sign(&carried)
    };
    let page = house.post(REFUND_PATH, form(&forged)).await;
    assert_eq!(
        (page.status, page.body.as_str()),
        (StatusCode::BAD_REQUEST, r#"{"errorCode":"SIS0042"}"#)
    );
    assert_eq!(
        house.post(REFUND_PATH, String::new()).await.status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(house.money().await, [(ORDER.to_owned(), CENTS, 0)]);
}

#[tokio::test]
async fn a_question_that_nobody_hears_does_nothing_and_one_without_an_answer_does_all() {
    let house = House::new();
    house.pay("2611A", GOOD).await;
    house.force(json!({ "questions": ["unheard", "unanswered"] })).await;
    for taken_back in [0, CENTS] {
        assert_eq!(house.refund("2611A").await, Err("SIS0034".to_owned()));
        assert_eq!(house.money().await, [("2611A".to_owned(), CENTS, taken_back)]);
    }
    assert_eq!(house.refund("2611A").await, Ok(OrderState::Refunded));
}
