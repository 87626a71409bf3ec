//! From the question what it costs to the receipt, with the city's words put into the answers' place.

use serde_json::{Value, json};

use super::*;
use crate::kernel::{Cents, DebtKind};
use crate::net::{AuthorizedClient, CityClient};
use crate::payments::{PaymentsEngine, Reason};
use crate::ports::{
    FakeClock, FakeEntropy, Guard, HttpRequest, HttpResponse, Method as Verb, ScriptedTransport, SoftwareKeyStore,
    TransportError,
};
use crate::store::{Database, Vault};
use crate::sync::{Changes, Engine, SyncError};

pub(in crate::payments) type Reply = Result<HttpResponse, TransportError>;

pub(in crate::payments) struct Bench {
    pub payments: Payments,
    pub follow: Following,
    pub papers: Anybody,
    pub clock: Arc<FakeClock>,
    city: Arc<ScriptedTransport>,
    _folder: tempfile::TempDir,
}

/// Whoever has signed in.
struct Token;

impl crate::net::TokenSource for Token {
    fn token(&self) -> crate::net::TokenReply<'_> {
        Box::pin(std::future::ready(Ok(crate::log::Redacted::new("t".to_owned()))))
    }

    fn renewed(&self, token: crate::net::AccessToken) -> crate::net::TokenReply<'_> {
        Box::pin(std::future::ready(Ok(token)))
    }

    fn give_up(&self, token: crate::net::AccessToken) -> crate::net::TokenReply<'_> {
        Box::pin(std::future::ready(Ok(token)))
    }
}

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

pub(in crate::payments) fn bench(answers: impl IntoIterator<Item = Reply>) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let (database, _) = Database::open(&folder.path().join("test.db")).unwrap();
    let database = Arc::new(database);
    let keys: Arc<dyn crate::ports::KeyStore> = Arc::new(SoftwareKeyStore::new().unwrap());
    let vault = Vault::new(Arc::clone(&database), Arc::clone(&keys));
    vault.create(Guard::Device, "").unwrap();
    let clock = Arc::new(FakeClock::at(at("2026-11-30T10:00:00Z")));
    let city = Arc::new(ScriptedTransport::new(answers));
    let client = CityClient::new(
        Arc::clone(&city) as Arc<dyn crate::ports::Transport>,
        Arc::clone(&clock) as Arc<dyn Clock>,
        Arc::new(FakeEntropy::seeded(1)),
    );
    let papers = Anybody {
        vault: Arc::new(Vault::of_device(Arc::clone(&database), keys)),
        city: client.clone(),
        clock: Arc::clone(&clock) as Arc<dyn Clock>,
    };
    let follow = Following {
        database,
        vault: Arc::new(vault),
        city: AuthorizedClient::new(client, Arc::new(Token)),
        changes: Changes::default(),
    };
    Bench {
        payments: Payments::new(follow.clone(), papers.clone()),
        follow,
        papers,
        clock,
        city,
        _folder: folder,
    }
}

pub(in crate::payments) fn fine() -> DebtRef {
    DebtRef {
        kind: DebtKind::Fine,
        id: "482190375".to_owned(),
    }
}

pub(in crate::payments) fn reply(status: u16, body: &Value) -> Reply {
    let kind = if status < 300 {
        "application/json"
    } else {
        "application/problem+json"
    };
    Ok(HttpResponse {
        status,
        content_type: Some(kind.to_owned()),
        date: Some("Mon, 30 Nov 2026 10:00:00 GMT".to_owned()),
        body: body.to_string().into_bytes(),
        ..HttpResponse::default()
    })
}

pub(in crate::payments) fn quoted(state: &str) -> Reply {
    reply(
        200,
        &json!({
            "debt": { "kind": "fine", "id": "482190375" }, "name": "Multa 482190375", "amount_cents": 10_000,
            "full_cents": 20_000, "reduced_until": "2026-12-02", "gives_up": ["allegations", "something new"],
            "state": state, "valid_until": "2026-11-30T10:15:00Z",
        }),
    )
}

pub(in crate::payments) fn none_known() -> Reply {
    reply(200, &json!({ "payments": [] }))
}

pub(in crate::payments) fn no_receipts() -> Reply {
    reply(200, &json!({ "as_of": "2026-11-30T10:00:00Z", "receipts": [] }))
}

pub(in crate::payments) fn never_seen() -> Reply {
    reply(404, &json!({ "code": "payment_unknown" }))
}

fn payment(key: &PaymentKey, state: &str, more: &Value) -> Value {
    let mut document = json!({
        "key": key.expose(), "order": "2611AB12CD34", "state": state, "amount_cents": 10_000,
        "debt": { "kind": "fine", "id": "482190375" }, "name": "Multa 482190375", "method": "card",
        "created": "2026-11-30T10:00:00Z",
    });
    let (document_fields, more) = (document.as_object_mut().unwrap(), more.as_object().unwrap());
    document_fields.extend(more.clone());
    document
}

pub(in crate::payments) fn awaiting(key: &PaymentKey) -> Value {
    let page = json!({ "url": "https://city/pay/1", "expires": "2026-11-30T10:20:00Z" });
    payment(key, "awaiting_payer", &page)
}

pub(in crate::payments) fn settled(key: &PaymentKey) -> Value {
    let receipt = json!({ "receipt": {
        "number": "R-2026-0000001", "debt": { "kind": "fine", "id": "482190375" }, "name": "Multa 482190375",
        "amount_cents": 10_000, "paid": "2026-11-30T10:02:00Z", "method": "card", "code": "ABCD2345EFGH6789",
        "notice": ["Multa", "Plaza Elíptica"],
    } });
    payment(key, "settled", &receipt)
}

impl Bench {
    /// A phone on which a fine was asked about, with what the city answers from then on.
    pub async fn prepared(then: impl FnOnce(&PaymentKey) -> Vec<Reply>) -> (Self, Attempt) {
        let first = bench([none_known(), quoted("payable")]);
        let attempt = first.payments.prepare(fine(), Method::Card).await.unwrap();
        let city = Arc::new(ScriptedTransport::new(then(&attempt.key)));
        (first.with_city(city), attempt)
    }

    pub fn with_city(mut self, city: Arc<ScriptedTransport>) -> Self {
        let client = CityClient::new(
            Arc::clone(&city) as Arc<dyn crate::ports::Transport>,
            Arc::clone(&self.clock) as Arc<dyn Clock>,
            Arc::new(FakeEntropy::seeded(1)),
        );
        self.papers.city = client.clone();
        self.follow.city = AuthorizedClient::new(client, Arc::new(Token));
        self.payments = Payments::new(self.follow.clone(), self.papers.clone());
        self.city = city;
        self
    }

    pub async fn sync(&self) -> Result<(), SyncError> {
        let engine = PaymentsEngine {
            own: self.follow.clone(),
            papers: self.papers.clone(),
        };
        engine.run().await
    }

    async fn state(&self, id: i64) -> State {
        self.payments.one(id).await.unwrap().state
    }

    pub fn asked(&self) -> Vec<(Verb, String)> {
        let asked = self.city.asked();
        asked
            .iter()
            .map(|request: &HttpRequest| (request.method, request.path.clone()))
            .collect()
    }
}

#[tokio::test(start_paused = true)]
async fn a_person_learns_what_it_means_and_nothing_has_been_paid() {
    let bench = bench([none_known(), quoted("payable"), quoted("payable")]);
    let attempt = bench.payments.prepare(fine(), Method::Card).await.unwrap();
    assert_eq!(attempt.state, State::Prepared);
    assert_eq!(
        (attempt.quote.amount, attempt.quote.full),
        (Cents::new(10_000), Some(Cents::new(20_000)))
    );
    assert_eq!(attempt.quote.gives_up.len(), 2);
    assert!(bench.asked().iter().all(|(method, _)| *method == Verb::Get));
    // Asked again, the price is asked again; the older attempt never left the phone and goes.
    let again = bench.payments.prepare(fine(), Method::Bizum).await.unwrap();
    assert_ne!(again.key, attempt.key);
    assert_eq!(bench.payments.attempts().await.unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_paid_is_said_and_leaves_nothing() {
    for (state, code) in [
        ("paid", "payment.paid"),
        ("locked", "payment.locked"),
        ("odd", "payment.not_payable"),
    ] {
        let bench = bench([none_known(), quoted(state)]);
        let refused = bench.payments.prepare(fine(), Method::Card).await.err().unwrap();
        assert_eq!(refused.code(), code);
        assert!(bench.payments.attempts().await.unwrap().is_empty());
    }
    let unknown = bench([none_known(), reply(404, &json!({ "code": "debt_unknown" }))]);
    let refused = unknown.payments.prepare(fine(), Method::Card).await.err().unwrap();
    assert_eq!(refused.code(), "payment.debt_unknown");
    // Before the city has said what it knows of this person, nothing is prepared.
    let offline = bench([]);
    let failed = offline.payments.prepare(fine(), Method::Card).await.err().unwrap();
    assert_eq!(failed.code(), "net.unreachable");
}

#[tokio::test(start_paused = true)]
async fn a_payment_goes_from_yes_to_its_receipt_and_the_receipt_stays() {
    let (bench, attempt) = Bench::prepared(|key| vec![reply(201, &awaiting(key)), reply(200, &settled(key))]).await;
    let sent = bench.payments.submit(attempt.id).await.unwrap();
    assert!(matches!(sent.attempt.state, State::AwaitingPayer { .. }) && sent.unheard.is_none());
    let paid = bench.payments.check(attempt.id).await.unwrap();
    assert!(matches!(&paid.attempt.state, State::Settled { receipt, given_back: None } if receipt == "R-2026-0000001"));
    let path = format!("/v1/payments/{}", attempt.key.expose());
    assert_eq!(bench.asked(), [(Verb::Put, path.clone()), (Verb::Get, path)]);
    // From here on without a network.
    assert!(bench.payments.submit(attempt.id).await.is_ok() && bench.payments.check(attempt.id).await.is_ok());
    assert_eq!(bench.asked().len(), 2, "what is over is not asked about");
    let receipt = bench.payments.receipt("R-2026-0000001".to_owned()).await.unwrap();
    assert_eq!(receipt.notice, ["Multa", "Plaza Elíptica"]);
    assert_eq!(bench.payments.receipts().await.unwrap().receipts.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_was_not_heard_is_unknown_holds_the_debt_and_resolves_as_the_city_says() {
    let lost = || Err(TransportError::Interrupted);
    let (bench, attempt) = Bench::prepared(|key| {
        let list = json!({ "payments": [awaiting(key)] });
        vec![
            lost(),
            lost(),
            lost(),
            lost(),
            lost(),
            lost(),
            reply(200, &list),
            no_receipts(),
        ]
    })
    .await;
    let sent = bench.payments.submit(attempt.id).await.unwrap();
    assert_eq!(
        (sent.attempt.state, sent.unheard.map(NetError::code)),
        (State::Unknown, Some("net.interrupted"))
    );
    let same = bench.payments.prepare(fine(), Method::Card).await.unwrap();
    assert_eq!(same.key, attempt.key, "nothing is paid beside it");
    let again = bench.payments.submit(attempt.id).await.unwrap();
    assert_eq!(again.attempt.state, State::Unknown, "a second yes sends nothing");
    assert_eq!(bench.asked().len(), 3);
    assert_eq!(
        bench.payments.check(attempt.id).await.unwrap().attempt.state,
        State::Unknown
    );
    bench.sync().await.unwrap();
    assert!(matches!(bench.state(attempt.id).await, State::AwaitingPayer { .. }));
}

#[tokio::test(start_paused = true)]
async fn what_never_arrived_is_sent_again_under_the_same_name() {
    let (bench, attempt) = Bench::prepared(|key| {
        vec![
            Err(TransportError::Unreachable),
            never_seen(),
            reply(201, &awaiting(key)),
        ]
    })
    .await;
    assert_eq!(
        bench.payments.submit(attempt.id).await.unwrap().attempt.state,
        State::Unknown
    );
    assert_eq!(
        bench.payments.check(attempt.id).await.unwrap().attempt.state,
        State::NotFound
    );
    let held = bench.payments.prepare(fine(), Method::Card).await.unwrap();
    assert_eq!(held.key, attempt.key, "its request may still be on its way");
    let sent = bench.payments.submit(attempt.id).await.unwrap();
    assert!(matches!(sent.attempt.state, State::AwaitingPayer { .. }));
    let puts: Vec<_> = bench
        .asked()
        .into_iter()
        .filter(|(method, _)| *method == Verb::Put)
        .collect();
    assert_eq!(puts[0], puts[1]);
}

#[tokio::test(start_paused = true)]
async fn a_404_of_something_in_between_is_no_answer() {
    let mut page = never_seen().unwrap();
    page.content_type = Some("text/html".to_owned());
    let other = reply(404, &json!({ "code": "not_found" }));
    let (bench, attempt) = Bench::prepared(|_| vec![Err(TransportError::Unreachable), Ok(page), other]).await;
    bench.payments.submit(attempt.id).await.unwrap();
    for _ in 0..2 {
        let checked = bench.payments.check(attempt.id).await.unwrap();
        assert_eq!(
            (checked.attempt.state, checked.unheard.is_some()),
            (State::Unknown, true)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_city_says_of_another_payment_or_price_is_not_believed() {
    let other = PaymentKey::new("0".repeat(32));
    let (bench, attempt) = Bench::prepared(|key| {
        let mut dearer = settled(key);
        dearer["amount_cents"] = 20_000.into();
        let mut unproven = settled(key);
        unproven["receipt"] = Value::Null;
        vec![
            reply(201, &awaiting(&other)),
            reply(200, &dearer),
            reply(200, &unproven),
        ]
    })
    .await;
    assert_eq!(
        bench.payments.submit(attempt.id).await.unwrap().attempt.state,
        State::Unknown
    );
    for _ in 0..2 {
        assert_eq!(
            bench.payments.check(attempt.id).await.unwrap().attempt.state,
            State::Unknown
        );
    }
    assert!(bench.payments.receipts().await.unwrap().receipts.is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_old_price_is_not_paid_and_the_citys_clock_decides() {
    let (bench, attempt) = Bench::prepared(|_| Vec::new()).await;
    bench.clock.advance(chrono::TimeDelta::minutes(15));
    let late = bench.payments.submit(attempt.id).await.err().unwrap();
    assert_eq!(late.code(), "payment.expired");
    assert_eq!(bench.state(attempt.id).await, State::Expired);
    assert!(bench.asked().is_empty());
}

#[tokio::test(start_paused = true)]
async fn where_it_cannot_be_written_nothing_is_sent() {
    let (bench, attempt) = Bench::prepared(|key| vec![reply(201, &awaiting(key))]).await;
    let torn = bench.follow.database.write(|tx| {
        tx.execute("UPDATE payment_attempt SET sealed = zeroblob(64)", [])?;
        Ok(())
    });
    torn.unwrap();
    assert_eq!(
        bench.payments.submit(attempt.id).await.err().unwrap().code(),
        "vault.unreadable"
    );
    // A row that cannot be read may hold money: it is not taken for none.
    assert_eq!(
        bench.payments.prepare(fine(), Method::Card).await.err().unwrap().code(),
        "vault.unreadable"
    );
    bench.follow.database.suspend();
    assert_eq!(
        bench.payments.submit(attempt.id).await.err().unwrap().code(),
        "store.suspended"
    );
    assert!(bench.asked().is_empty());
}

#[tokio::test(start_paused = true)]
async fn giving_up_closes_it_in_the_city_unless_it_was_paid() {
    let (bench, attempt) = Bench::prepared(|_| Vec::new()).await;
    assert_eq!(
        bench.payments.give_up(attempt.id).await.unwrap().attempt.state,
        State::Expired
    );
    assert!(bench.asked().is_empty(), "it never left the phone");
    for (closes, expected) in [(true, Stage::Closed), (false, Stage::Settled)] {
        let (bench, attempt) = Bench::prepared(|key| {
            let closed = if closes {
                payment(key, "closed", &json!({}))
            } else {
                settled(key)
            };
            vec![reply(201, &awaiting(key)), reply(200, &closed)]
        })
        .await;
        bench.payments.submit(attempt.id).await.unwrap();
        assert_eq!(
            bench.payments.give_up(attempt.id).await.unwrap().attempt.state.stage(),
            expected
        );
        assert!(bench.asked()[1].1.ends_with("/close"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_final_and_the_debt_is_free_again() {
    let (bench, attempt) = Bench::prepared(|key| {
        let refused = payment(key, "rejected", &json!({ "reason": "refused" }));
        vec![reply(201, &awaiting(key)), reply(200, &refused), quoted("payable")]
    })
    .await;
    bench.payments.submit(attempt.id).await.unwrap();
    let refused = bench.payments.check(attempt.id).await.unwrap().attempt.state;
    assert_eq!(
        refused,
        State::Rejected {
            reason: Reason::Refused
        }
    );
    let next = bench.payments.prepare(fine(), Method::Card).await.unwrap();
    assert_ne!(next.key, attempt.key);
    assert_eq!(
        bench.payments.attempts().await.unwrap().len(),
        2,
        "the refused one is remembered"
    );
}

#[tokio::test(start_paused = true)]
async fn a_new_phone_gets_payments_and_receipts_back_and_asks_about_what_was_not_told() {
    let key = PaymentKey::new("a".repeat(32));
    let list = json!({ "payments": [settled(&key)] });
    let new = bench([reply(200, &list), no_receipts(), reply(200, &list), no_receipts()]);
    new.sync().await.unwrap();
    new.sync().await.unwrap();
    assert_eq!(new.payments.attempts().await.unwrap().len(), 1);
    assert_eq!(new.payments.receipts().await.unwrap().receipts.len(), 1);

    let (old, attempt) = Bench::prepared(|key| {
        vec![
            reply(201, &awaiting(key)),
            none_known(),
            reply(200, &settled(key)),
            no_receipts(),
        ]
    })
    .await;
    old.payments.submit(attempt.id).await.unwrap();
    old.sync().await.unwrap();
    assert_eq!(old.state(attempt.id).await.stage(), Stage::Settled);
}

#[tokio::test(start_paused = true)]
async fn nobody_pays_without_having_signed_in_or_while_the_data_are_locked() {
    let bench = bench([]);
    bench.follow.vault.lock();
    assert_eq!(
        bench.payments.prepare(fine(), Method::Card).await.err().unwrap().code(),
        "store.locked"
    );
    assert!(bench.sync().await.is_ok() && bench.asked().is_empty());
    bench.follow.vault.destroy(super::store::clear).unwrap();
    assert_eq!(
        bench.payments.prepare(fine(), Method::Card).await.err().unwrap().code(),
        "session.none"
    );
}
