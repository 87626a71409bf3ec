//! The treasury and the real gateway, by what they say to each other.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;

use super::*;
use crate::gateway::{Gateway, GatewayClock, GatewayOptions, HttpNotifier, RunningGateway};
use crate::redsys::SAMPLE_KEY;

const NOTICES: &str = "http://127.0.0.1:1/pagos/notificacion";

fn options() -> GatewayOptions {
    GatewayOptions {
        clock: GatewayClock::of(|| "2026-11-24T10:00:00Z".parse().unwrap()),
        ..GatewayOptions::default()
    }
}

fn bank(reach: Reach, secret: &str) -> GatewayBank {
    let keyring = Keyring::new(secret).unwrap();
    GatewayBank::new(keyring, options().merchant, reach, NOTICES.to_owned())
}

fn charge() -> Charge {
    Charge {
        number: "2611AB12CD34".to_owned(),
        amount: 10_000,
        method: Method::Card,
    }
}

fn back() -> WayBack {
    WayBack {
        what: "Multa 482190375".to_owned(),
        ok: "http://city.example/pay/1/ok".to_owned(),
        ko: "http://city.example/pay/1/ko".to_owned(),
    }
}

/// What somebody sends: the fields of a form, by name.
async fn send(router: &Router, path: &str, fields: &[(&str, String)]) -> (u16, String) {
    let hex = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let form: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", hex(value)))
        .collect();
    let request = Request::post(path).header("content-type", outbound::FORM);
    let request = request
        .header("host", "bank.example")
        .body(Body::from(form.join("&")))
        .unwrap();
    let answer = router.clone().oneshot(request).await.unwrap();
    let location = answer
        .headers()
        .get("location")
        .map(|to| to.to_str().unwrap().to_owned());
    let status = answer.status().as_u16();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    (
        status,
        location.unwrap_or_else(|| String::from_utf8_lossy(&body).into_owned()),
    )
}

/// Somebody pays with a card that is good at once.
async fn pay(router: &Router, bank: &GatewayBank) {
    let form = bank.form(&charge(), &back()).unwrap();
    let path = form.action.strip_prefix("/gateway").unwrap();
    let (status, to) = send(router, path, &form.fields).await;
    assert_eq!(status, 303, "{to}");
    let token = to.strip_prefix("pagar?operacion=").unwrap().to_owned();
    let fields = [
        ("operacion", token),
        ("number", "4548 8120 4940 0004".to_owned()),
        ("expiry", "12/34".to_owned()),
        ("cvv", "123".to_owned()),
    ];
    let (status, page) = send(router, "/sis/pagar", &fields).await;
    assert_eq!(status, 303, "{page}");
}

#[tokio::test]
async fn what_was_paid_is_authorised_once_and_given_back_once() {
    let gateway = Gateway::open(options(), Arc::new(HttpNotifier)).unwrap();
    let bank = bank(Reach::Here(gateway.router(), "/gateway"), SAMPLE_KEY);
    assert_eq!(bank.state(&charge()).await, Ok(BankSays::Nothing));
    pay(&gateway.router(), &bank).await;
    let taken = BankSays::Authorised(Taken {
        code: String::new(),
        amount: 10_000,
        at: None,
    });
    assert_eq!(bank.state(&charge()).await, Ok(taken.clone()));
    // Too late to close it.
    assert_eq!(bank.close(&charge()).await, Ok(taken));
    let other = Charge {
        amount: 9_999,
        ..charge()
    };
    assert_eq!(bank.refund(&other).await, Err(NotHeard));
    assert_eq!(bank.refund(&charge()).await, Ok(()));
    assert_eq!(bank.refund(&charge()).await, Ok(()));
    assert_eq!(bank.state(&charge()).await, Ok(BankSays::Refunded));
    let charges = serde_json::to_value(gateway.charges().await.unwrap()).unwrap();
    assert_eq!(charges.to_string().matches("10000").count(), 2, "{charges}");
}

#[tokio::test]
async fn closed_before_anybody_came_it_stays_closed() {
    let gateway = Gateway::open(options(), Arc::new(HttpNotifier)).unwrap();
    let bank = bank(Reach::Here(gateway.router(), "/gateway"), SAMPLE_KEY);
    assert_eq!(bank.close(&charge()).await, Ok(BankSays::Closed));
    let form = bank.form(&charge(), &back()).unwrap();
    let (status, page) = send(&gateway.router(), "/sis/realizarPago", &form.fields).await;
    assert_ne!(status, 303, "{page}");
    assert_eq!(bank.state(&charge()).await, Ok(BankSays::Closed));
    assert_eq!(bank.refund(&charge()).await, Err(NotHeard));
}

#[tokio::test]
async fn elsewhere_it_is_asked_over_http_and_with_another_secret_not_heard() {
    let running = RunningGateway::start(0, options()).await.unwrap();
    let at = |secret: &str| bank(Reach::Http(running.http_url().to_owned()), secret);
    let good = at(SAMPLE_KEY);
    assert_eq!(good.state(&charge()).await, Ok(BankSays::Nothing));
    assert_eq!(good.close(&charge()).await, Ok(BankSays::Closed));
    let form = good.form(&charge(), &back()).unwrap();
    assert_eq!(form.action, format!("{}/sis/realizarPago", running.http_url()));
    let wrong = at("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    assert_eq!(wrong.state(&charge()).await, Err(NotHeard));
    assert_eq!(wrong.close(&charge()).await, Err(NotHeard));
    running.stop().await;
    assert_eq!(good.state(&charge()).await, Err(NotHeard));
}

/// A notice as the gateway signs it.
fn notice(bank: &GatewayBank, code: &str, merchant: Merchant) -> Vec<(String, String)> {
    let told = Notification {
        order: Order::parse("2611AB12CD34").unwrap(),
        amount_cents: 10_000,
        merchant,
        response: ResponseCode::parse(code).unwrap(),
        authorisation: "123456".to_owned(),
        at: "2026-11-24T11:02:00".parse().unwrap(),
    };
    let signed = bank.keyring.sign_notification(&told);
    signed
        .fields()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
}

#[test]
fn a_notice_says_what_its_code_means() {
    let bank = bank(Reach::Http(String::new()), SAMPLE_KEY);
    let read = |code: &str| bank.read(&notice(&bank, code, options().merchant)).unwrap().says;
    assert_eq!(
        read("0000"),
        BankSays::Authorised(Taken {
            code: "123456".to_owned(),
            amount: 10_000,
            at: Some("2026-11-24T10:02:00Z".parse().unwrap()),
        })
    );
    for (code, reason) in [
        ("0190", Reason::Refused),
        ("0101", Reason::ExpiredCard),
        ("0129", Reason::Authentication),
        ("0184", Reason::Authentication),
        ("0202", Reason::Fraud),
        ("9912", Reason::Other),
        ("9915", Reason::Cancelled),
        // A code that nobody described takes no money.
        ("7777", Reason::Refused),
    ] {
        assert_eq!(read(code), BankSays::Refused(reason), "{code}");
    }
    assert_eq!((read("0900"), read("0400")), (BankSays::Refunded, BankSays::Closed));
    assert_eq!((read("0913"), read("0950")), (BankSays::Nothing, BankSays::Nothing));
}

#[test]
fn a_notice_of_somebody_else_is_forged() {
    let bank = bank(Reach::Http(String::new()), SAMPLE_KEY);
    let good = notice(&bank, "0000", options().merchant);
    assert!(bank.read(&good).is_ok());
    let other = Merchant {
        code: "1".to_owned(),
        terminal: 1,
    };
    assert_eq!(bank.read(&notice(&bank, "0000", other)), Err(Forged));
    let refused = notice(&bank, "0190", options().merchant);
    for field in 0..3 {
        let mut changed = good.clone();
        changed[field].1.push('A');
        assert_eq!(bank.read(&changed), Err(Forged), "{field}");
        let mut missing = good.clone();
        missing.remove(field);
        assert_eq!(bank.read(&missing), Err(Forged), "{field}");
        let mut twice = good.clone();
        twice.push(good[field].clone());
        assert_eq!(bank.read(&twice), Err(Forged), "{field}");
    }
    // The signature of one over the words of another.
    let mut mixed = good.clone();
    mixed[1] = refused[1].clone();
    assert_eq!(bank.read(&mixed), Err(Forged));
    assert_eq!(bank.read(&[]), Err(Forged));
}
