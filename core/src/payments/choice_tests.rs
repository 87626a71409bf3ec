//! How to pay is chosen until the payment leaves the phone; then it is under way, until it is over.

use super::tests::{Bench, awaiting, reply, settled};
use super::*;

#[tokio::test(start_paused = true)]
async fn the_way_to_pay_may_change_until_the_payment_leaves_the_phone() {
    let (bench, attempt) = Bench::prepared(|key| vec![reply(201, &awaiting(key))]).await;
    let chosen = bench.payments.choose(attempt.id, Method::Bizum).await.unwrap();
    assert_eq!((chosen.method, &chosen.key), (Method::Bizum, &attempt.key));
    assert!(bench.asked().is_empty(), "nobody is told before the yes");
    assert_eq!(bench.payments.under_way().await.unwrap(), []);

    let sent = bench.payments.submit(attempt.id).await.unwrap().attempt;
    assert_eq!(sent.method, Method::Bizum);
    let late = bench.payments.choose(attempt.id, Method::Card).await.unwrap();
    assert_eq!(late, sent, "the city knows it so");
    assert_eq!(bench.payments.under_way().await.unwrap(), [sent]);
    let unknown = bench.payments.choose(99, Method::Card).await.unwrap_err();
    assert_eq!(unknown.code(), "payment.unknown");
}

#[tokio::test(start_paused = true)]
async fn what_is_over_is_not_under_way_any_more() {
    let (bench, attempt) = Bench::prepared(|key| vec![reply(201, &settled(key))]).await;
    bench.payments.submit(attempt.id).await.unwrap();
    assert_eq!(bench.payments.under_way().await.unwrap(), []);
    assert_eq!(bench.payments.attempts().await.unwrap().len(), 1);
}
