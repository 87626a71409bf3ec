//! What was paid and is given back: the payment and its receipt say so, and the official paper is fetched anew.

use serde_json::{Value, json};

use super::tests::{Bench, awaiting, reply, settled};
use super::*;
use crate::ports::HttpResponse;

const NUMBER: &str = "R-2026-0000001";
const SINCE: &str = "2026-12-01T09:00:00Z";

fn given_back(key: &PaymentKey) -> Value {
    let mut payment = settled(key);
    payment["receipt"]["given_back"] = json!(SINCE);
    payment
}

fn paper(words: &str) -> super::tests::Reply {
    Ok(HttpResponse {
        status: 200,
        content_type: Some("application/pdf".to_owned()),
        body: format!("%PDF-1.4 {words} %%EOF").into_bytes(),
        ..HttpResponse::default()
    })
}

#[tokio::test(start_paused = true)]
async fn that_it_is_given_back_is_heard_with_the_rest_and_kept() {
    let (bench, attempt) = Bench::prepared(|key| {
        let receipts = |payment: &Value| {
            let receipts = json!([payment["receipt"]]);
            reply(200, &json!({ "as_of": SINCE, "receipts": receipts }))
        };
        let list = |payment: &Value| reply(200, &json!({ "payments": [payment] }));
        let (paid, back) = (settled(key), given_back(key));
        vec![
            reply(201, &awaiting(key)),
            reply(200, &paid),
            paper("paid"),
            list(&back),
            receipts(&back),
            paper("given back"),
            // What was read before it came is no news.
            list(&paid),
            receipts(&paid),
            list(&back),
            receipts(&back),
        ]
    })
    .await;
    bench.payments.submit(attempt.id).await.unwrap();
    bench.payments.check(attempt.id).await.unwrap();
    let pdf = async || {
        let bytes = bench.payments.receipt_pdf(NUMBER.to_owned()).await.unwrap();
        String::from_utf8(bytes).unwrap()
    };
    assert!(pdf().await.contains("paid"));
    let since = Some(SINCE.parse().unwrap());
    for _ in 0..3 {
        bench.sync().await.unwrap();
        let kept = bench.payments.one(attempt.id).await.unwrap().state;
        let receipt = NUMBER.to_owned();
        let given_back = since;
        assert_eq!(kept, State::Settled { receipt, given_back });
        let receipt = bench.payments.receipt(NUMBER.to_owned()).await.unwrap();
        assert_eq!(receipt.given_back, since);
        assert!(
            pdf().await.contains("given back"),
            "fetched once, and read without a network"
        );
    }
}
