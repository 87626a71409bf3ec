//! Payers pay, do not, and try to do so twice.

use super::*;
use crate::gateway::operation::Verdict;

#[tokio::test]
async fn each_card_ends_as_the_table_says() {
    let house = House::new();
    let ends = [
        (GOOD, "0000", "Payment made"),
        (REFUSED, "0190", "Not paid"),
        ("4548 8101 0100 0001", "0101", "Not paid"),
        ("4548 8101 2900 0009", "0129", "Not paid"),
        ("4548 8102 0200 0009", "0202", "Not paid"),
        ("4548 8199 1200 0001", "9912", "Not paid"),
        ("4000 0000 0000 0002", "0180", "Not paid"),
    ];
    for (number, code, title) in ends {
        let order = format!("2611{code}");
        let mut english = sale(&order, PayMethod::Card);
        let Ask::Sale(sale) = &mut english.ask else {
            unreachable!()
        };
        sale.language = Language::English;
        let come = house.post(SALE_PATH, form(&sign(&english))).await;
        let token = come.location.unwrap().replace("pagar?operacion=", "");
        let page = house.card(&token, number).await;
        assert_eq!(page.location.unwrap(), format!("pagar?operacion={token}"));
        let page = house.look(&token).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.body.contains(&format!("<h1>{title}</h1>")),
            "{code}: {}",
            page.body
        );
        let back = if code == "0000" { "/pay/k/ok\"" } else { "/pay/k/ko\"" };
        assert!(page.body.contains(back), "{code}: {}", page.body);
        assert_eq!(house.codes().await, [code]);
    }
    assert_eq!(house.money().await, [("26110000".to_owned(), CENTS, 0)]);
}

#[tokio::test]
async fn the_shop_hears_who_paid_what_and_when() {
    let house = House::new();
    house.pay(ORDER, GOOD).await;
    let [told] = house.heard().await.try_into().unwrap();
    let told = told.unwrap();
    assert_eq!((told.order.as_str(), told.amount_cents), (ORDER, CENTS));
    assert_eq!(told.merchant, GatewayOptions::default().merchant);
    // Ten o'clock in Madrid in winter.
    assert_eq!(told.at.to_string(), "2026-11-30 10:00:00");
    assert_eq!(told.authorisation.len(), 6);
}

#[tokio::test]
async fn a_challenge_is_passed_with_the_code_of_the_bank() {
    let house = House::new();
    let token = house.pay(ORDER, ASKS).await;
    let page = house.look(&token).await;
    assert!(
        page.body.contains("Confirma que eres tú") && page.body.contains("10:05"),
        "{}",
        page.body
    );
    assert_eq!(house.codes().await, [""; 0]);
    let page = house.fill(&token, &[("code", "")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    house.fill(&token, &[("code", "000000")]).await;
    assert!(house.look(&token).await.body.contains("Te quedan 2 intentos"));
    house.fill(&token, &[("code", " 123456 ")]).await;
    assert_eq!(
        (house.codes().await, house.query(ORDER).await),
        (vec!["0000".to_owned()], authorised())
    );
    assert_eq!(house.money().await, [(ORDER.to_owned(), CENTS, 0)]);
}

#[tokio::test]
async fn three_wrong_codes_are_the_end_even_if_the_next_is_right() {
    let house = House::new();
    let token = house.pay(ORDER, ASKS).await;
    for _ in 0..3 {
        house.fill(&token, &[("code", "000000")]).await;
    }
    house.fill(&token, &[("code", "123456")]).await;
    assert_eq!(house.codes().await, ["0184"]);
    assert!(house.money().await.is_empty());
}

#[tokio::test]
async fn a_challenge_that_nobody_answers_ends_by_itself_and_is_told() {
    let house = House::new();
    let token = house.pay(ORDER, ASKS).await;
    house.wait(TimeDelta::minutes(5));
    // Nobody asks and nobody looks: the outbox alone finds it.
    assert_eq!(house.codes().await, ["0184"]);
    house.fill(&token, &[("code", "123456")]).await;
    assert_eq!(house.query(ORDER).await, refused(ResponseCode::NOT_AUTHENTICATED));
    assert!(house.money().await.is_empty());
}

#[tokio::test]
async fn bizum_is_confirmed_with_a_code_and_not_everybody_has_it() {
    let house = House::new();
    let token = house.come(ORDER, PayMethod::Bizum).await;
    assert!(house.look(&token).await.body.contains("Paga con Bizum"));
    let page = house.fill(&token, &[("phone", "91 000 00 00")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    house.fill(&token, &[("phone", "+34 700 000 000")]).await;
    house.fill(&token, &[("code", "123456")]).await;
    assert_eq!(house.codes().await, ["0000"]);
    let other = house.come("2611XX", PayMethod::Bizum).await;
    house.fill(&other, &[("phone", "600 111 222")]).await;
    assert_eq!(house.codes().await, ["0190"]);
}

#[tokio::test]
async fn whoever_cancels_has_not_paid_and_cannot_any_more() {
    let house = House::new();
    let early = house.come("2611A", PayMethod::Card).await;
    house
        .fill(
            &early,
            &[("cancel", "1"), ("number", GOOD), ("expiry", "12/34"), ("cvv", "123")],
        )
        .await;
    let late = house.pay("2611B", ASKS).await;
    house.fill(&late, &[("cancel", "1"), ("code", "123456")]).await;
    house.card(&early, GOOD).await;
    house.fill(&late, &[("code", "123456")]).await;
    assert_eq!(house.codes().await, ["9915", "9915"]);
    assert!(house.money().await.is_empty());
}

#[tokio::test]
async fn back_and_reload_after_paying_do_nothing() {
    let house = House::new();
    let token = house.pay(ORDER, GOOD).await;
    // Back to the form in the browser's memory, and sent again; with another card; a code; cancel.
    for again in [GOOD, REFUSED, ASKS] {
        assert_eq!(house.card(&token, again).await.status, StatusCode::SEE_OTHER);
    }
    house.fill(&token, &[("code", "123456")]).await;
    house.fill(&token, &[("code", "")]).await;
    house.fill(&token, &[("cancel", "1")]).await;
    let page = house.look(&token).await;
    assert!(
        page.body.contains("Pago hecho") && !page.body.contains("<form"),
        "{}",
        page.body
    );
    assert_eq!(house.codes().await, ["0000"]);
    assert_eq!(house.money().await, [(ORDER.to_owned(), CENTS, 0)]);
}

#[tokio::test]
async fn a_button_pressed_twice_at_once_pays_once() {
    let house = House::new();
    let token = house.come(ORDER, PayMethod::Card).await;
    let (one, other) = tokio::join!(house.card(&token, GOOD), house.card(&token, GOOD));
    assert_eq!([one.status, other.status], [StatusCode::SEE_OTHER; 2]);
    assert_eq!(house.codes().await, ["0000"]);
    assert_eq!(house.money().await, [(ORDER.to_owned(), CENTS, 0)]);
}

#[tokio::test]
async fn the_later_of_two_cards_at_once_leaves_no_trace() {
    let house = House::new();
    let token = house.come(ORDER, PayMethod::Card).await;
    let desk = &house.gateway.0;
    desk.pay(&token, Verdict::Authorised, "0004").unwrap();
    house.force(json!({ "outcomes": ["0190"] })).await;
    // It was typed before the other had paid, so that nothing but the desk can stop it.
    let after = desk.pay(&token, Verdict::Challenge, "3017").unwrap().unwrap();
    assert_eq!(after.state.told(), authorised());
    let shown: Value = serde_json::from_str(&house.get("/admin/gateway").await.body).unwrap();
    assert_eq!(shown["operations"][0]["last_four"], "0004");
    assert_eq!(shown["next"]["outcomes"], json!(["0190"]));
}

#[tokio::test]
async fn slips_are_shown_with_their_fields_and_the_card_is_not() {
    let house = House::new();
    let token = house.come(ORDER, PayMethod::Card).await;
    let wrong = "4548812049400014";
    let fields = [("number", wrong), ("expiry", "99/99"), ("cvv", "98765")];
    let page = house.fill(&token, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in [
        "<title>Error: Paga con tarjeta",
        "href=\"#number\"",
        "aria-invalid=\"true\"",
        "id=\"cvv-wrong\"",
    ] {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    assert!(!page.body.contains(wrong) && !page.body.contains("98765"));
    let empty = house.fill(&token, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    // The payment is where it was, and the next try is as good as the first.
    house.card(&token, GOOD).await;
    assert_eq!(house.codes().await, ["0000"]);
}

#[tokio::test]
async fn who_has_no_token_sees_and_does_nothing() {
    let house = House::new();
    house.come(ORDER, PayMethod::Card).await;
    for page in [
        house.look("AAAAAAAAAAAAAAAAAAAAAA").await,
        house.get("/sis/pagar").await,
        house.card(ORDER, GOOD).await,
        house.post("/sis/pagar", String::new()).await,
    ] {
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
    assert!(house.money().await.is_empty());
}
