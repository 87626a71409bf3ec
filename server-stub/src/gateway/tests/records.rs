//! What is kept, what never is, and what no writer can do.

use super::*;
use crate::gateway::operation::State as Stage;

#[tokio::test]
async fn no_card_no_code_and_no_telephone_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("gateway.sqlite");
    let house = House::open(Data::File(path.clone()));
    house.pay("2611A", "4548812049400004").await;
    let bizum = house.come("2611B", PayMethod::Bizum).await;
    house.fill(&bizum, &[("phone", "700000000")]).await;
    drop(house);
    let mut bytes = Vec::new();
    for file in std::fs::read_dir(dir.path()).unwrap() {
        bytes.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("2611A") && holds("Multa 482190375"));
    for secret in ["4548812049400004", "454881204940", "12/34", "700000000"] {
        assert!(!holds(secret), "{secret}");
    }
}

#[tokio::test]
async fn no_writer_can_take_a_payment_back_or_charge_it_twice() {
    let house = House::new();
    house.pay(ORDER, GOOD).await;
    let order = Order::parse(ORDER).unwrap();
    let now = *house.clock.lock().unwrap();
    let records = &house.gateway.0.records;
    for back in [
        Stage::Begun,
        Stage::Closed,
        Stage::Refused(ResponseCode::REFUSED),
        Stage::Authorised(ResponseCode::AUTHORISED),
    ] {
        assert!(records.write(|tx| store::go_on(tx, &order, back)).is_err(), "{back:?}");
    }
    let again = records.write(|tx| store::move_money(tx, &order, ("charge", CENTS), now));
    assert!(again.is_err());
    assert_eq!(house.query(ORDER).await, authorised());
    assert_eq!(house.money().await, [(ORDER.to_owned(), CENTS, 0)]);
}

#[test]
fn a_file_of_the_city_is_not_the_gateways_and_the_other_way_round() {
    let dir = tempfile::tempdir().unwrap();
    let city = Data::File(dir.path().join("city.sqlite"));
    drop(Store::open(&city).unwrap());
    assert!(matches!(store::open(&city), Err(StoreError::OtherVersion { .. })));
    let gateway = Data::File(dir.path().join("gateway.sqlite"));
    drop(store::open(&gateway).unwrap());
    assert!(matches!(Store::open(&gateway), Err(StoreError::OtherVersion { .. })));
}

#[test]
fn a_secret_that_cannot_be_one_is_refused() {
    let options = GatewayOptions {
        secret: "short".to_owned(),
        ..GatewayOptions::default()
    };
    let opened = Gateway::open(options, Arc::new(Shop::default()));
    assert!(matches!(opened, Err(GatewayError::Key(_))));
}

#[tokio::test]
async fn records_that_cannot_be_used_are_no_answer() {
    let house = House::new();
    let token = house.come(ORDER, PayMethod::Card).await;
    house
        .gateway
        .0
        .records
        .write(|tx| {
            tx.execute_batch("DROP VIEW charges; DROP TABLE movement;")?;
            Ok(())
        })
        .unwrap();
    let page = house.card(&token, GOOD).await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(page.body.contains("mira allí si está pagado"));
    // Nothing of it was written: neither the state nor what the shop would be told.
    assert_eq!(house.query(ORDER).await, OrderState::Nothing);
    assert!(house.heard().await.is_empty());
}
