//! Payers come with what a shop signed, what somebody changed, and what was here before.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::*;
use crate::redsys::{HmacSha256V1, Signer as _};

async fn refused_with(house: &House, signed: &Signed, code: &str) {
    let page = house.post(SALE_PATH, form(signed)).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST, "{code}");
    assert!(page.body.contains(code), "{code}: {}", page.body);
}

#[tokio::test]
async fn what_is_to_be_paid_is_shown_before_it_is_paid() {
    let house = House::new();
    let token = house.come(ORDER, PayMethod::Card).await;
    let page = house.look(&token).await;
    for part in [
        "<html lang=\"es\">",
        "100,00\u{a0}€",
        "Ayuntamiento de Madrid",
        "Multa 482190375",
        ORDER,
    ] {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    assert_eq!(page.body.matches("<h1>").count(), 1);
    assert!(!page.body.contains("<script"));
}

#[tokio::test]
async fn what_was_changed_or_made_by_others_is_refused() {
    let house = House::new();
    let good = sign(&sale(ORDER, PayMethod::Card));
    let mut cheaper = sale(ORDER, PayMethod::Card);
    cheaper.amount_cents = 1;
    let changed = Signed {
        parameters: cheaper.encode(),
        ..good.clone()
    };
    refused_with(&house, &changed, "SIS0042").await;
    let other = Keyring::new("AAECAwQFBgcICQoLDA0ODxAREhMUFRYX").unwrap();
    refused_with(&house, &other.sign_request(&sale(ORDER, PayMethod::Card)), "SIS0042").await;
    let version = Signed {
        version: "HMAC_SHA512_V1".to_owned(),
        ..good.clone()
    };
    refused_with(&house, &version, "SIS0429").await;
    let no_message = Signed {
        parameters: "ñ".to_owned(),
        ..good
    };
    refused_with(&house, &no_message, "SIS0430").await;
    let page = house.post(SALE_PATH, "Ds_Signature=x".to_owned()).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert_eq!(house.query(ORDER).await, OrderState::Nothing);
}

#[tokio::test]
async fn a_sale_must_be_one_of_our_shop_of_some_money_and_lead_to_pages() {
    let house = House::new();
    let changed = |change: fn(&mut Parameters)| {
        let mut parameters = sale(ORDER, PayMethod::Card);
        change(&mut parameters);
        sign(&parameters)
    };
    refused_with(&house, &changed(|sale| sale.amount_cents = 0), "SIS0019").await;
    refused_with(&house, &changed(|sale| sale.merchant.code = "1".to_owned()), "SIS0432").await;
    refused_with(&house, &changed(|sale| sale.merchant.terminal = 2), "SIS0433").await;
    refused_with(&house, &changed(|sale| sale.ask = Ask::Query), "SIS0112").await;
    let script = changed(|sale| {
        let Ask::Sale(sale) = &mut sale.ask else { unreachable!() };
        sale.ok_url = "javascript:alert(1)".to_owned();
    });
    refused_with(&house, &script, "SIS0431").await;
}

#[tokio::test]
async fn an_order_number_must_keep_to_the_rule() {
    let house = House::new();
    // No shop of ours can make such a message: it is written by hand.
    let good = sale("2611", PayMethod::Card).encode();
    let text = String::from_utf8(STANDARD.decode(&good).unwrap()).unwrap();
    for bad in ["AB12", "123", "2611AB12CD345", "2611-AB"] {
        let parameters = STANDARD.encode(text.replace("\"2611\"", &format!("\"{bad}\"")));
        let signer = HmacSha256V1::new(SAMPLE_KEY).unwrap();
        let signed = Signed {
            version: "HMAC_SHA256_V1".to_owned(),
            signature: STANDARD.encode(signer.sign(bad, &parameters)),
            parameters,
        };
        refused_with(&house, &signed, "SIS0014").await;
    }
}

#[tokio::test]
async fn an_order_comes_once_and_the_same_payer_is_shown_the_way_on() {
    let house = House::new();
    let signed = sign(&sale(ORDER, PayMethod::Card));
    let token = house.come(ORDER, PayMethod::Card).await;
    let page = house.post(SALE_PATH, form(&signed)).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(
        page.body.contains("SIS0051") && page.body.contains("Seguir con este pago"),
        "{}",
        page.body
    );
    assert!(page.body.contains(&format!("pagar?operacion={token}")));
    house.card(&token, GOOD).await;
    let page = house.post(SALE_PATH, form(&signed)).await;
    assert!(
        page.body.contains("SIS0051") && page.body.contains("Ver cómo terminó"),
        "{}",
        page.body
    );
    assert_eq!(house.money().await, [(ORDER.to_owned(), CENTS, 0)]);
}

#[tokio::test]
async fn an_order_that_comes_again_as_something_else_leads_nowhere() {
    let house = House::new();
    let token = house.come(ORDER, PayMethod::Card).await;
    let mut other = sale(ORDER, PayMethod::Card);
    other.amount_cents = 1;
    let page = house.post(SALE_PATH, form(&sign(&other))).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(
        page.body.contains("SIS0051") && !page.body.contains(&token),
        "{}",
        page.body
    );
    assert!(house.look(&token).await.body.contains("100,00"));
}
