//! From the first letter to the City's answer and its document, with the City's words put into the answers' place.

use serde_json::{Value, json};

use super::*;
use crate::fines::model::{Act, DriverDetails, FineState, PaperKind, Progress, Refusal};
use crate::fines::sync::{AllegationsHandler, DriverHandler, FinesEngine};
use crate::fines::test_fines::{contested, document, notified};
use crate::fines::{RealFine, Verified};
use crate::kernel::{Cents, FreshnessState};
use crate::net::AuthorizedClient;
use crate::ports::{FakeClock, FakeEntropy, Guard, HttpResponse, ScriptedTransport, SoftwareKeyStore, TransportError};
use crate::store::{Database, Vault};
use crate::sync::{Changes, Engine, Handler, Intent, Verb, intents};

const FINE: &str = "482190375";
const PDF: &[u8] = b"%PDF-1.4 factura";

type Answer = Result<HttpResponse, TransportError>;

/// A phone, and a City that answers as it is told.
struct Bench {
    fines: Fines,
    follow: Following,
    clock: Arc<FakeClock>,
    city: Arc<ScriptedTransport>,
    folder: tempfile::TempDir,
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

fn bench(answers: Vec<Answer>) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let (database, _) = Database::open(&folder.path().join("test.db")).unwrap();
    let database = Arc::new(database);
    let vault = Vault::new(Arc::clone(&database), Arc::new(SoftwareKeyStore::new().unwrap()));
    vault.create(Guard::Device, "").unwrap();
    let clock = Arc::new(FakeClock::at(at("2026-11-20T10:00:00Z")));
    let city = Arc::new(ScriptedTransport::new(answers));
    let client = CityClient::new(
        Arc::clone(&city) as Arc<_>,
        Arc::clone(&clock) as Arc<dyn Clock>,
        Arc::new(FakeEntropy::seeded(1)),
    );
    let follow = Following {
        database,
        vault: Arc::new(vault),
        city: AuthorizedClient::new(client.clone(), Arc::new(Token)),
        changes: Changes::default(),
    };
    let phone = Arc::clone(&clock) as Arc<dyn Clock>;
    Bench {
        fines: Fines::new(follow.clone(), client, phone, UnnotedFailure::default()),
        follow,
        clock,
        city,
        folder,
    }
}

/// One that has heard of a fine.
async fn with_fine(mut answers: Vec<Answer>) -> Bench {
    answers.insert(0, said(&document(&[notified(FINE)])));
    let bench = bench(answers);
    bench.follow_city().await.unwrap();
    bench
}

fn answer(status: u16, kind: &str, body: Vec<u8>) -> Answer {
    Ok(HttpResponse {
        status,
        content_type: Some(kind.to_owned()),
        date: Some("Fri, 20 Nov 2026 10:00:00 GMT".to_owned()),
        body,
        ..HttpResponse::default()
    })
}

fn said(body: &Value) -> Answer {
    answer(200, "application/json", body.to_string().into_bytes())
}

fn problem(status: u16, code: &str) -> Answer {
    let body = json!({ "code": code }).to_string().into_bytes();
    answer(status, "application/problem+json", body)
}

impl Bench {
    async fn follow_city(&self) -> Result<(), crate::sync::SyncError> {
        FinesEngine(self.follow.clone()).run().await
    }

    fn outbox(&self) -> Vec<Intent> {
        let sealer = self.follow.vault.sealer().unwrap();
        self.follow.database.read(|c| intents(c, &sealer)).unwrap()
    }

    fn hear(&self, handler: &dyn Handler, told: Result<Value, &str>) {
        let sealer = self.follow.vault.sealer().unwrap();
        let intent = self.outbox().remove(0);
        let kept = self.follow.database.write(|tx| {
            tx.execute("DELETE FROM outbox WHERE id = ?1", [intent.id])?;
            match told {
                Ok(document) => handler.keep(tx, &sealer, &intent, &document),
                Err(why) => {
                    assert!(
                        handler.note_refusal(tx, &sealer, &intent, why)?,
                        "nothing stays in the outbox"
                    );
                    Ok(())
                }
            }
        });
        kept.unwrap();
    }

    async fn draft(&self) -> Draft {
        self.fines.one(FINE).await.unwrap().allegations.unwrap()
    }

    async fn progress(&self) -> Progress {
        self.draft().await.progress
    }

    async fn written(&self) -> (String, Vec<String>) {
        match self.draft().await.about {
            About::Allegations { text, papers } => (text, papers.into_iter().map(|paper| paper.name).collect()),
            About::Driver(_) => panic!("it is no driver"),
        }
    }

    fn rows(&self, table: &str) -> i64 {
        let count = |c: &Connection| Ok(c.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?);
        self.follow.database.read(count).unwrap()
    }
}

#[tokio::test]
async fn nothing_heard_is_no_empty_list_and_an_empty_list_is_one() {
    tokio::time::pause();
    let down = || problem(503, "sector_down");
    let bench = bench(vec![down(), down(), down(), said(&document(&[]))]);
    let shown = async || bench.fines.list().await.unwrap();
    let never = shown().await;
    assert_eq!((never.fines.len(), never.freshness.state), (0, FreshnessState::Failed));
    bench.follow_city().await.unwrap();
    let failed = shown().await;
    assert_eq!(failed.failed_code.as_deref(), Some("home.section_down"));
    assert_eq!((failed.fines.len(), failed.freshness.as_of), (0, None));
    bench.follow_city().await.unwrap();
    let heard = shown().await;
    assert_eq!((heard.fines.len(), heard.freshness.state), (0, FreshnessState::Fresh));
    assert_eq!(bench.fines.one(FINE).await.unwrap_err().code(), "fine.unknown");
}

#[tokio::test]
async fn a_failure_leaves_what_was_there_and_says_so() {
    let bench = with_fine(vec![
        problem(500, "broken"),
        problem(500, "broken"),
        problem(500, "broken"),
        said(&json!({ "as_of": "2026-11-20T10:00:00Z", "fines": [{ "id": "1" }] })),
        said(&json!({ "as_of": "2026-11-20T10:00:00Z", "fines": [{ "id": "1" }] })),
        said(&json!({ "as_of": "2026-11-20T10:00:00Z", "fines": [{ "id": "1" }] })),
    ])
    .await;
    tokio::time::pause();
    bench.follow_city().await.unwrap();
    let shown = bench.fines.list().await.unwrap();
    assert_eq!(shown.failed_code.as_deref(), Some("home.section_down"));
    assert_eq!((shown.fines.len(), shown.freshness.state), (1, FreshnessState::Stale));
    assert!(bench.follow_city().await.is_err(), "half a fine is no fine");
    assert_eq!(bench.fines.list().await.unwrap().fines.len(), 1);
}

#[tokio::test]
async fn a_torn_document_is_told_and_mended_by_the_city() {
    let bench = with_fine(vec![said(&document(&[notified(FINE)]))]).await;
    let tear = |tx: &Transaction<'_>| Ok(tx.execute("UPDATE fine_document SET sealed = x'00'", [])?);
    bench.follow.database.write(tear).unwrap();
    let shown = bench.fines.list().await.unwrap();
    assert_eq!(
        (shown.fines.len(), shown.failed_code.as_deref()),
        (0, Some("store.damaged"))
    );
    assert_eq!(bench.fines.one(FINE).await.unwrap_err().code(), "store.damaged");
    bench.follow_city().await.unwrap();
    assert_eq!(bench.fines.list().await.unwrap().failed_code, None);
    assert!(bench.fines.one(FINE).await.is_ok());
}

#[tokio::test]
async fn every_letter_outlives_the_phone() {
    let bench = with_fine(Vec::new()).await;
    for text in ["N", "No", "No era yo"] {
        bench.fines.save_text(FINE, text.to_owned()).await.unwrap();
    }
    bench
        .fines
        .attach(FINE, "casa/factura.pdf", PDF.to_vec())
        .await
        .unwrap();
    // Killed: another connection, the same file.
    let path = bench.folder.path().join("test.db");
    let (again, _) = Database::open(&path).unwrap();
    let sealer = bench.follow.vault.sealer().unwrap();
    let kept = again.read(|c| store::drafts(c, &sealer)).unwrap();
    assert_eq!((kept.drafts.len(), kept.torn), (1, 0));
    assert_eq!(
        bench.written().await,
        ("No era yo".to_owned(), vec!["factura.pdf".to_owned()])
    );
    assert_eq!(bench.rows("fine_draft"), 1);
}

#[tokio::test]
async fn what_is_sent_waits_once_and_is_filed_with_its_number() {
    let bench = with_fine(Vec::new()).await;
    assert_eq!(bench.fines.send(FINE).await.unwrap_err().code(), "fine.empty");
    bench.fines.save_text(FINE, " No era yo ".to_owned()).await.unwrap();
    bench.fines.attach(FINE, "factura.pdf", PDF.to_vec()).await.unwrap();
    bench.fines.send(FINE).await.unwrap();
    bench.fines.send(FINE).await.unwrap();
    let outbox = bench.outbox();
    assert_eq!(outbox.len(), 1, "two taps are one");
    let envelope = &outbox[0].envelope;
    assert_eq!(
        (envelope.verb, envelope.path.as_str()),
        (Verb::Add, "/v1/me/fines/482190375/allegations")
    );
    assert_eq!(envelope.body["text"], "No era yo");
    assert_eq!(
        envelope.body["attachments"],
        json!([{ "name": "factura.pdf", "type": "application/pdf", "data": "JVBERi0xLjQgZmFjdHVyYQ==" }])
    );
    assert!(bench.progress().await == Progress::Waiting);
    let late = bench.fines.save_text(FINE, "x".to_owned()).await;
    assert_eq!(late.unwrap_err().code(), "fine.under_way");
    bench.fines.discard(FINE, Act::Allege).await.unwrap();
    assert!(
        bench.progress().await == Progress::Waiting,
        "what may have been sent is not thrown away"
    );
    bench.hear(
        &AllegationsHandler,
        Ok(json!({ "fine": FINE, "kind": "allegations", "registry": "2026/0000007", "filed": "2026-11-20T10:00:00Z" })),
    );
    let filed = Progress::Filed {
        registry: Some("2026/0000007".to_owned()),
        at: at("2026-11-20T10:00:00Z"),
    };
    assert!(bench.progress().await == filed);
    assert_eq!(
        (bench.written().await.0.as_str(), bench.rows("fine_paper")),
        (" No era yo ", 0)
    );
    let again = bench.fines.save_text(FINE, "x".to_owned()).await;
    assert_eq!(again.unwrap_err().code(), "fine.already_filed");
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_a_yes_all_the_same() {
    let bench = with_fine(Vec::new()).await;
    bench.fines.save_text(FINE, "No".to_owned()).await.unwrap();
    bench.fines.send(FINE).await.unwrap();
    bench.hear(&AllegationsHandler, Ok(json!({ "ok": true })));
    assert!(matches!(bench.progress().await, Progress::Filed { registry: None, .. }));
}

#[tokio::test]
async fn what_the_city_refuses_stays_to_be_mended_and_sent_again() {
    for (why, expected) in [
        ("too_late", Refusal::TooLate),
        ("already_paid", Refusal::AlreadyPaid),
        ("already_filed", Refusal::AlreadyFiled),
        ("too_big", Refusal::TooBig),
        ("too_large", Refusal::TooBig),
        ("wrong_type", Refusal::WrongType),
        ("not_now", Refusal::NotNow),
        ("fine_unknown", Refusal::Unknown),
        ("anything", Refusal::Other),
    ] {
        let bench = with_fine(Vec::new()).await;
        bench.fines.save_text(FINE, "No".to_owned()).await.unwrap();
        bench.fines.attach(FINE, "a.pdf", PDF.to_vec()).await.unwrap();
        bench.fines.send(FINE).await.unwrap();
        bench.hear(&AllegationsHandler, Err(why));
        assert!(bench.progress().await == Progress::Refused { why: expected }, "{why}");
        assert_eq!(
            (bench.written().await.0.as_str(), bench.rows("fine_paper")),
            ("No", 1),
            "{why}"
        );
        bench.fines.save_text(FINE, "No era yo".to_owned()).await.unwrap();
        bench.fines.send(FINE).await.unwrap();
        assert_eq!(bench.outbox().len(), 1, "{why}");
    }
}

#[tokio::test]
async fn papers_are_checked_taken_away_and_go_with_the_draft() {
    let bench = with_fine(Vec::new()).await;
    let attach = |bytes: &[u8]| bench.fines.attach(FINE, "x", bytes.to_vec());
    assert_eq!(attach(b"GIF89a").await.unwrap_err().code(), "fine.wrong_type");
    assert_eq!(bench.rows("fine_draft"), 0, "nothing is begun with what cannot be kept");
    let large = [PDF, &vec![0; 1_048_576]].concat();
    assert_eq!(attach(&large).await.unwrap_err().code(), "fine.too_big");
    attach(PDF).await.unwrap();
    attach(b"\xff\xd8\xff\xe0").await.unwrap();
    let About::Allegations { papers, .. } = bench.draft().await.about else {
        panic!("it is no driver")
    };
    assert_eq!((papers[0].kind, papers[1].kind), (PaperKind::Pdf, PaperKind::Jpeg));
    for _ in 0..2 {
        bench.fines.detach(FINE, papers[0].id).await.unwrap();
    }
    assert_eq!((bench.written().await.1.len(), bench.rows("fine_paper")), (1, 1));
    bench.fines.discard(FINE, Act::Allege).await.unwrap();
    assert_eq!((bench.rows("fine_draft"), bench.rows("fine_paper")), (0, 0));
}

#[tokio::test]
async fn the_driver_is_kept_as_typed_and_sent_as_checked() {
    let bench = with_fine(Vec::new()).await;
    let mut typed = DriverDetails {
        name: "Julia Rey".to_owned(),
        document: "12345678a".to_owned(),
        ..DriverDetails::default()
    };
    bench.fines.save_driver(FINE, typed.clone()).await.unwrap();
    assert_eq!(bench.fines.name_driver(FINE).await.unwrap_err().code(), "fine.document");
    typed.document = "12345678-z".to_owned();
    bench.fines.save_driver(FINE, typed.clone()).await.unwrap();
    assert_eq!(bench.fines.name_driver(FINE).await.unwrap_err().code(), "fine.driver");
    typed.address = "Calle del Pez, 9".to_owned();
    bench.fines.save_driver(FINE, typed).await.unwrap();
    bench.fines.name_driver(FINE).await.unwrap();
    let outbox = bench.outbox();
    assert_eq!(outbox[0].envelope.path, "/v1/me/fines/482190375/driver");
    assert_eq!(
        outbox[0].envelope.body,
        json!({ "name": "Julia Rey", "document": "12345678Z", "address": "Calle del Pez, 9" })
    );
    bench.hear(&DriverHandler, Err("identity_wrong"));
    let driver = bench.fines.one(FINE).await.unwrap().driver.unwrap();
    assert!(driver.progress == Progress::Refused { why: Refusal::Document });
}

#[tokio::test]
async fn the_phone_asks_for_nothing_that_is_over_and_two_phones_file_once() {
    let bench = with_fine(vec![said(&document(&[contested(FINE)]))]).await;
    bench.fines.save_text(FINE, "No".to_owned()).await.unwrap();
    bench.clock.advance(at("2026-11-26T22:59:59Z") - bench.clock.now());
    // The last second of the 26th in Madrid.
    bench.fines.send(FINE).await.unwrap();
    bench.hear(&AllegationsHandler, Err("already_filed"));
    // The other phone was first, and the city's document says so now.
    bench.follow_city().await.unwrap();
    let shown = bench.fines.one(FINE).await.unwrap();
    assert_eq!(shown.fine.state, FineState::Contested);
    assert_eq!(bench.fines.send(FINE).await.unwrap_err().code(), "fine.already_filed");
    assert_eq!((bench.written().await.0.as_str(), bench.outbox().len()), ("No", 0));
    let late = with_fine(Vec::new()).await;
    late.fines.save_text(FINE, "No".to_owned()).await.unwrap();
    late.clock.advance(at("2026-11-26T23:00:00Z") - late.clock.now());
    assert_eq!(late.fines.send(FINE).await.unwrap_err().code(), "fine.too_late");
    assert_eq!(late.written().await.0, "No");
}

#[tokio::test]
async fn a_photo_is_asked_for_once_and_kept() {
    let png = b"\x89PNG\r\n\x1a\n...".to_vec();
    let bench = with_fine(vec![
        answer(200, "text/html", b"<h1>wifi</h1>".to_vec()),
        answer(200, "image/png", png.clone()),
    ])
    .await;
    let failed = bench.fines.evidence(FINE, 1).await.unwrap_err();
    assert_eq!(failed.code(), "net.wrong_content");
    for _ in 0..2 {
        assert_eq!(bench.fines.evidence(FINE, 1).await.unwrap(), png);
    }
    assert_eq!(
        bench.city.asked().len(),
        3,
        "the document, the wrong answer and the photo"
    );
    assert_eq!(
        bench.fines.evidence(FINE, 2).await.unwrap_err().code(),
        "net.unreachable"
    );
    assert_eq!(bench.fines.evidence(FINE, 3).await.unwrap_err().code(), "fine.unknown");
    assert_eq!(bench.fines.evidence("1", 1).await.unwrap_err().code(), "fine.unknown");
}

#[tokio::test]
async fn whether_a_paper_is_real_has_an_answer_of_each_kind() {
    tokio::time::pause();
    let real = json!({ "as_of": "2026-11-20T10:00:00Z", "kind": "speed", "state": "final", "amount_cents": 10_000,
                       "amount_until": "2026-11-30" });
    let busy = HttpResponse {
        status: 429,
        retry_after: Some("600".to_owned()),
        ..HttpResponse::default()
    };
    let bench = bench(vec![
        said(&real),
        problem(404, "fine_unknown"),
        problem(404, "not_found"),
        Ok(busy),
    ]);
    // Nobody has signed in where the data are locked, and it is asked all the same.
    bench.follow.vault.lock();
    let ask = || bench.fines.verify("482 190-375", "4821 lkm");
    let expected = RealFine {
        kind: crate::fines::FineKind::Speed,
        state: FineState::Final,
        amount: Some(Cents::new(10_000)),
        until: "2026-11-30".parse().ok(),
        as_of: at("2026-11-20T10:00:00Z"),
    };
    assert_eq!(ask().await, Verified::Real(expected));
    assert_eq!(ask().await, Verified::NotOurs);
    assert_eq!(
        ask().await,
        Verified::NotAsked(NetError::WrongContent),
        "any server has a 404"
    );
    assert!(matches!(ask().await, Verified::NotAsked(NetError::Busy { .. })));
    assert!(matches!(ask().await, Verified::NotAsked(NetError::Transport(_))));
    let asked = bench.city.asked();
    assert_eq!(asked[0].path, "/v1/fines/check?bulletin=482190375&plate=4821LKM");
    assert_eq!(asked[0].header_value("authorization"), None);
    let before = asked.len();
    assert!(matches!(bench.fines.verify("12", "1234BCD").await, Verified::Wrong(_)));
    assert_eq!(
        bench.city.asked().len(),
        before,
        "what cannot be a fine is not asked about"
    );
}

#[tokio::test]
async fn who_has_not_signed_in_writes_nothing_and_locked_data_stay_locked() {
    let bench = with_fine(Vec::new()).await;
    bench.follow.vault.lock();
    assert_eq!(
        bench.fines.list().await.err().map(|failed| failed.code()),
        Some("store.locked")
    );
    let written = bench.fines.save_text(FINE, "x".to_owned()).await;
    assert_eq!(written.unwrap_err().code(), "store.locked");
}
