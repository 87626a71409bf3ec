//! Tests of whole messages: there and back, changed on the way, of somebody else.

use chrono::{NaiveDate, TimeZone as _, Utc};

use super::*;
use crate::redsys::fields::write;
use crate::redsys::{Ask, Language, Merchant, Order, OrderState, PayMethod, ResponseCode, SAMPLE_KEY, Sale};

/// Another secret of the right length.
const OTHER_KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

fn keyring() -> Keyring {
    Keyring::new(SAMPLE_KEY).unwrap()
}

fn merchant() -> Merchant {
    Merchant {
        code: "999008881".to_owned(),
        terminal: 871,
    }
}

fn parameters(ask: Ask) -> Parameters {
    Parameters {
        order: Order::parse("2611AB12CD34").unwrap(),
        amount_cents: 10_000,
        merchant: merchant(),
        ask,
    }
}

fn sale() -> Sale {
    Sale {
        method: PayMethod::Bizum,
        notify_url: "http://127.0.0.1:1/pagos/notificacion?a=%2F".to_owned(),
        ok_url: "http://127.0.0.1:1/ok".to_owned(),
        ko_url: "http://127.0.0.1:1/ko".to_owned(),
        description: "Multa \"482190375\": exceso de velocidad, C/ Alcalá".to_owned(),
        language: Language::English,
    }
}

fn notification() -> Notification {
    Notification {
        order: Order::parse("0069").unwrap(),
        amount_cents: 145,
        merchant: merchant(),
        response: ResponseCode::AUTHORISED,
        authorisation: "082150".to_owned(),
        at: NaiveDate::from_ymd_opt(2015, 11, 9)
            .unwrap()
            .and_hms_opt(18, 3, 0)
            .unwrap(),
    }
}

#[test]
fn what_a_shop_asks_comes_back_as_it_was() {
    for ask in [Ask::Sale(sale()), Ask::Refund, Ask::Annul, Ask::Query] {
        let asked = parameters(ask);
        let signed = keyring().sign_request(&asked);
        assert_eq!(signed.version, "HMAC_SHA256_V1");
        assert_eq!(keyring().open_request(&signed).unwrap(), asked);
    }
}

#[test]
fn what_the_gateway_says_comes_back_as_it_was() {
    let signed = keyring().sign_notification(&notification());
    assert_eq!(keyring().open_notification(&signed).unwrap(), notification());
    let until = Utc.with_ymd_and_hms(2026, 11, 30, 9, 0, 0).unwrap();
    for state in [
        OrderState::Nothing,
        OrderState::Busy { until },
        OrderState::Authorised {
            response: ResponseCode::AUTHORISED,
        },
        OrderState::Refused {
            response: ResponseCode::FRAUD,
        },
        OrderState::Closed,
        OrderState::Refunded,
    ] {
        let answer = Answer {
            order: Order::parse("0069").unwrap(),
            amount_cents: 145,
            state,
        };
        let signed = keyring().sign_answer(&answer);
        assert_eq!(keyring().open_answer(&signed).unwrap(), answer);
    }
}

/// Redsys' samples: the signature is known from there, and the fields are read as they mean it.
#[test]
fn the_published_notification_is_believed() {
    let fields = [
        ("Ds_Date", "09%2F11%2F2015"),
        ("Ds_Hour", "18%3A03"),
        ("Ds_SecurePayment", "0"),
        ("Ds_Card_Country", "724"),
        ("Ds_Amount", "145"),
        ("Ds_Currency", "978"),
        ("Ds_Order", "0069"),
        ("Ds_MerchantCode", "999008881"),
        ("Ds_Terminal", "871"),
        ("Ds_Response", "0000"),
        ("Ds_MerchantData", ""),
        ("Ds_TransactionType", "0"),
        ("Ds_ConsumerLanguage", "1"),
        ("Ds_AuthorisationCode", "082150"),
    ];
    let signed = Signed {
        version: "HMAC_SHA256_V1".to_owned(),
        parameters: write(&URL, &fields),
        signature: "6DVpRPAPoChZh2cgaWnLqlfFsKeXdRfAO_tz-UrxJcU=".to_owned(),
    };
    assert_eq!(keyring().open_notification(&signed).unwrap(), notification());
}

#[test]
fn a_good_signature_may_be_of_a_refusal() {
    let refused = Notification {
        response: ResponseCode::REFUSED,
        ..notification()
    };
    let opened = keyring().open_notification(&keyring().sign_notification(&refused));
    assert!(!opened.unwrap().response.is_authorised());
}

#[test]
fn whatever_was_changed_on_the_way_is_refused() {
    let good = keyring().sign_notification(&notification());
    let other_amount = Notification {
        amount_cents: 146,
        ..notification()
    };
    let other_order = Notification {
        order: Order::parse("0070").unwrap(),
        ..notification()
    };
    for changed in [
        Signed {
            parameters: other_amount.encode(),
            ..good.clone()
        },
        Signed {
            parameters: other_order.encode(),
            ..good.clone()
        },
        Signed {
            signature: good.signature.to_lowercase(),
            ..good.clone()
        },
        Signed {
            signature: String::new(),
            ..good.clone()
        },
        Signed {
            signature: "?".to_owned(),
            ..good.clone()
        },
        Keyring::new(OTHER_KEY).unwrap().sign_notification(&notification()),
    ] {
        assert_ne!(changed, good);
        assert_eq!(
            keyring().open_notification(&changed),
            Err(Refusal::SignatureWrong),
            "{changed:?}"
        );
    }
}

#[test]
fn what_is_of_no_known_version_or_no_base64_is_refused() {
    let good = keyring().sign_notification(&notification());
    let unknown = Signed {
        version: "HMAC_SHA512_V1".to_owned(),
        ..good.clone()
    };
    assert_eq!(keyring().open_notification(&unknown), Err(Refusal::VersionUnknown));
    let no_base64 = Signed {
        parameters: "ñ".to_owned(),
        ..good
    };
    assert_eq!(keyring().open_notification(&no_base64), Err(Refusal::Undecodable));
}

#[test]
fn what_a_browser_carries_is_no_notification_and_no_answer() {
    let signed = keyring().sign_request(&parameters(Ask::Sale(sale())));
    assert_eq!(keyring().open_notification(&signed), Err(Refusal::OrderMissing));
    assert_eq!(keyring().open_answer(&signed), Err(Refusal::OrderMissing));
    let notified = keyring().sign_notification(&notification());
    assert_eq!(keyring().open_answer(&notified), Err(Refusal::Field("Ds_State")));
}

fn signed_fields(fields: &[(&str, &str)]) -> Signed {
    let parameters = write(&PLAIN, fields);
    let order = fields.iter().find(|(name, _)| *name == "DS_MERCHANT_ORDER").unwrap().1;
    let signature = PLAIN.encode(HmacSha256V1::new(SAMPLE_KEY).unwrap().sign(order, &parameters));
    Signed {
        version: HmacSha256V1::VERSION.to_owned(),
        parameters,
        signature,
    }
}

#[test]
fn each_field_that_cannot_be_is_named() {
    let good = [
        ("DS_MERCHANT_AMOUNT", "145"),
        ("DS_MERCHANT_ORDER", "0069"),
        ("DS_MERCHANT_MERCHANTCODE", "999008881"),
        ("DS_MERCHANT_CURRENCY", "978"),
        ("DS_MERCHANT_TRANSACTIONTYPE", "Q"),
        ("DS_MERCHANT_TERMINAL", "871"),
    ];
    assert_eq!(keyring().open_request(&signed_fields(&good)).unwrap().ask, Ask::Query);
    for (name, bad) in [
        ("DS_MERCHANT_AMOUNT", "-145"),
        ("DS_MERCHANT_AMOUNT", ""),
        ("DS_MERCHANT_ORDER", "1"),
        ("DS_MERCHANT_MERCHANTCODE", ""),
        ("DS_MERCHANT_CURRENCY", "840"),
        ("DS_MERCHANT_TRANSACTIONTYPE", "7"),
        ("DS_MERCHANT_TERMINAL", "x"),
    ] {
        let fields = good.map(|(other, value)| if other == name { (other, bad) } else { (other, value) });
        let opened = keyring().open_request(&signed_fields(&fields));
        assert_eq!(opened, Err(Refusal::Field(name)), "{name} {bad}");
    }
}

#[test]
fn a_code_that_denies_the_state_is_not_believed() {
    let lie = Answer {
        order: Order::parse("0069").unwrap(),
        amount_cents: 145,
        state: OrderState::Authorised {
            response: ResponseCode::REFUSED,
        },
    };
    let signed = keyring().sign_answer(&lie);
    assert_eq!(keyring().open_answer(&signed), Err(Refusal::Field("Ds_Response")));
}

/// The next version of the signature is one more signer: nothing else changes.
#[derive(Debug)]
struct Next;

impl Signer for Next {
    fn version(&self) -> &'static str {
        "NEXT_V1"
    }

    fn sign(&self, order: &str, message: &str) -> Vec<u8> {
        format!("{order}{message}").into_bytes()
    }

    fn verify(&self, order: &str, message: &str, signature: &[u8]) -> bool {
        self.sign(order, message) == signature
    }
}

#[test]
fn a_keyring_takes_more_than_one_version() {
    let old = keyring().sign_notification(&notification());
    let both = Keyring::of(Box::new(Next), vec![Box::new(HmacSha256V1::new(SAMPLE_KEY).unwrap())]);
    let new = both.sign_notification(&notification());
    assert_eq!(new.version, "NEXT_V1");
    for signed in [&old, &new] {
        assert_eq!(both.open_notification(signed).unwrap(), notification());
    }
    assert_eq!(keyring().open_notification(&new), Err(Refusal::VersionUnknown));
    let cheat = Signed {
        version: old.version,
        ..new
    };
    assert_eq!(both.open_notification(&cheat), Err(Refusal::SignatureWrong));
}
