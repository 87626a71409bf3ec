//! From the person's request, offline or not, to the money in their account, with the city's words put into the answers' place.

use serde_json::json;

use super::*;
use crate::kernel::Cents;
use crate::net::{AuthorizedClient, CityClient};
use crate::ports::{
    FakeClock, FakeEntropy, Guard, HttpResponse, Method, ScriptedTransport, SoftwareKeyStore, TransportError,
};
use crate::refunds::{RefundHandler, RefundsEngine, Refusal, Step};
use crate::sync::{Engine, Outbox};

type Reply = Result<HttpResponse, TransportError>;

struct Bench {
    refunds: Refunds,
    follow: Following,
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

fn bench(answers: impl IntoIterator<Item = Reply>) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let (database, _) = Database::open(&folder.path().join("test.db")).unwrap();
    let database = Arc::new(database);
    let vault = Vault::new(Arc::clone(&database), Arc::new(SoftwareKeyStore::new().unwrap()));
    vault.create(Guard::Device, "").unwrap();
    let now = DateTime::parse_from_rfc3339("2026-11-30T10:00:00Z").unwrap().to_utc();
    let clock: Arc<dyn Clock> = Arc::new(FakeClock::at(now));
    let city = Arc::new(ScriptedTransport::new(answers));
    let client = CityClient::new(
        Arc::clone(&city) as Arc<dyn crate::ports::Transport>,
        Arc::clone(&clock),
        Arc::new(FakeEntropy::seeded(1)),
    );
    let follow = Following {
        database,
        vault: Arc::new(vault),
        city: AuthorizedClient::new(client, Arc::new(Token)),
        changes: Changes::default(),
    };
    Bench {
        refunds: Refunds::new(follow.clone(), clock),
        follow,
        city,
        _folder: folder,
    }
}

fn reply(status: u16, body: &Value) -> Reply {
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

fn document(state: &str) -> Value {
    let mut document = json!({
        "id": 4, "number": "D-2026-0000004", "receipt": "E-2026-0000002", "name": "Multa 470118263",
        "amount_cents": 10_000, "cause": "annulled", "account": "1332", "state": state, "requested": "2026-11-30",
        "answer_by": "2027-05-30",
    });
    let days = [
        ("agreed", "2026-12-20"),
        ("ordered", "2026-12-30"),
        ("paid", "2027-01-04"),
    ];
    let reached = days.iter().position(|(step, _)| *step == state).map_or(0, |at| at + 1);
    for (step, day) in days.iter().take(reached) {
        document[step] = json!(day);
    }
    document
}

fn list(documents: &[Value]) -> Reply {
    reply(200, &json!({ "as_of": "2026-11-30T10:00:00Z", "refunds": documents }))
}

fn paid() -> Paid {
    Paid {
        receipt: "E-2026-0000002".into(),
        name: "Multa 470118263".into(),
        amount: Cents::new(10_000),
    }
}

impl Bench {
    async fn ask(&self) -> i64 {
        let iban: Iban = "ES9121000418450200051332".parse().unwrap();
        self.refunds.ask(paid(), Cause::Annulled, iban).await.unwrap()
    }

    async fn push(&self) -> Result<(), crate::sync::SyncError> {
        Outbox::new(self.follow.clone(), vec![Box::new(RefundHandler)])
            .run()
            .await
    }

    async fn sync(&self) -> Result<(), crate::sync::SyncError> {
        RefundsEngine(self.follow.clone()).run().await
    }

    async fn step(&self, id: i64) -> Option<Step> {
        match self.refunds.one(id).await.unwrap().state {
            RefundState::Known(known) => Some(known.step),
            _ => None,
        }
    }
}

#[tokio::test(start_paused = true)]
async fn asked_offline_it_waits_is_sent_once_and_comes_to_the_account_step_by_step() {
    let bench = bench([
        Err(TransportError::Unreachable),
        reply(201, &document("requested")),
        list(&[document("agreed")]),
        list(&[document("ordered")]),
        list(&[document("agreed")]),
        list(&[document("paid")]),
    ]);
    let id = bench.ask().await;
    let waits = bench.refunds.one(id).await.unwrap();
    assert!(waits.state == RefundState::Waiting && waits.account == "1332");
    assert!(bench.push().await.is_err());
    // Whoever asks again, now or after the phone died, has the same one.
    assert_eq!(bench.ask().await, id);
    bench.push().await.unwrap();
    assert_eq!(bench.step(id).await, Some(Step::Requested));
    let puts = bench.city.asked();
    assert!(
        puts.iter()
            .all(|asked| asked.method == Method::Post && asked.path == "/v1/me/refunds")
    );
    let key = |at: usize| puts[at].header_value("idempotency-key").map(str::to_owned);
    assert!(key(0).is_some() && key(0) == key(1));
    // An answer that was long on its way takes nothing back.
    for step in [Step::Agreed, Step::Ordered, Step::Ordered, Step::Paid] {
        bench.sync().await.unwrap();
        assert_eq!(bench.step(id).await, Some(step));
    }
    assert_eq!(bench.refunds.show().await.unwrap().refunds.len(), 1);
    assert_eq!(bench.ask().await, id, "what is paid back is not paid back twice");
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_lost_is_found_in_the_list_and_not_taken_for_another() {
    let lost = || Err(TransportError::Interrupted);
    let bench = bench([
        lost(),
        lost(),
        lost(),
        list(&[document("requested")]),
        reply(201, &document("requested")),
    ]);
    let id = bench.ask().await;
    assert!(bench.push().await.is_err());
    bench.sync().await.unwrap();
    assert_eq!(bench.step(id).await, Some(Step::Requested));
    bench.push().await.unwrap();
    assert_eq!(bench.refunds.show().await.unwrap().refunds.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_the_city_does_not_take_says_why_and_goes_when_it_was_read() {
    for (word, why) in [
        ("not_holder", Refusal::NotHolder),
        ("iban_wrong", Refusal::IbanWrong),
        ("already_asked", Refusal::AlreadyAsked),
        ("nothing_to_refund", Refusal::NothingToRefund),
        ("moon_phase", Refusal::Other),
    ] {
        let bench = bench([reply(409, &json!({ "code": word }))]);
        let id = bench.ask().await;
        bench.refunds.dismiss(id).await.unwrap();
        assert!(bench.refunds.one(id).await.is_ok(), "what waits is not let go");
        bench.push().await.unwrap();
        assert!(bench.refunds.one(id).await.unwrap().state == RefundState::NotTaken { why });
        // It holds nothing: with another account the person may ask again.
        assert_ne!(bench.ask().await, id);
        bench.refunds.dismiss(id).await.unwrap();
        assert_eq!(bench.refunds.one(id).await.err().unwrap().code(), "refund.unknown");
    }
}

#[tokio::test(start_paused = true)]
async fn a_new_phone_gets_them_back_and_an_unreadable_list_replaces_nothing() {
    let mut torn = document("paid");
    torn["paid"] = Value::Null;
    let bench = bench([list(&[document("agreed")]), list(&[torn]), list(&[])]);
    assert!(bench.refunds.show().await.unwrap().refunds.is_empty());
    bench.sync().await.unwrap();
    assert!(bench.sync().await.is_err());
    // The city never forgets one: a list without it is no reason to.
    bench.sync().await.unwrap();
    let shown = bench.refunds.show().await.unwrap();
    assert_eq!((shown.refunds.len(), shown.torn), (1, 0));
    let broken = bench.follow.database.write(|tx| {
        tx.execute("UPDATE refund SET sealed = zeroblob(64)", [])?;
        Ok(())
    });
    broken.unwrap();
    let shown = bench.refunds.show().await.unwrap();
    assert_eq!((shown.refunds.len(), shown.torn), (0, 1));
}

#[tokio::test(start_paused = true)]
async fn nobody_asks_without_having_signed_in_or_while_the_data_are_locked() {
    let bench = bench([]);
    let iban = || "ES9121000418450200051332".parse::<Iban>().unwrap();
    bench.follow.vault.lock();
    let locked = bench.refunds.ask(paid(), Cause::Undue, iban()).await;
    assert_eq!(locked.err().unwrap().code(), "store.locked");
    assert!(bench.sync().await.is_ok() && bench.city.asked().is_empty());
    bench.follow.vault.destroy(super::store::clear).unwrap();
    let nobody = bench.refunds.ask(paid(), Cause::Undue, iban()).await;
    assert_eq!(nobody.err().unwrap().code(), "session.none");
}

#[tokio::test(start_paused = true)]
async fn the_account_is_kept_whole_nowhere_in_the_open() {
    let bench = bench([]);
    bench.ask().await;
    let rows = bench.follow.database.read(|connection| {
        let sql = "SELECT sealed FROM refund UNION ALL SELECT sealed FROM outbox";
        let mut query = connection.prepare(sql)?;
        let rows = query.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?)
    });
    for row in rows.unwrap() {
        assert!(!row.windows(10).any(|window| window == b"0200051332"));
    }
}
