//! From the person's tap to the city's answer and its folder, with the city's words put into the answers' place.

use serde_json::json;

use super::*;
use crate::net::{AccessToken, AuthorizedClient, CityClient, TokenReply, TokenSource};
use crate::ports::{FakeClock, FakeEntropy, Guard, HttpResponse, ScriptedTransport, SoftwareKeyStore, TransportError};
use crate::store::{Database, Vault};
use crate::sync::{Changes, Engine, Handler, Intent, Verb, intents};
use crate::tax::{CalendarEngine, ReceiptState, Refusal, Standing, TaxEngine, TaxHandler, clear, count};

const ID: &str = "0004417203391";
const IBAN: &str = "ES91 2100 0418 4502 0005 1332";

type Answers = Vec<Result<HttpResponse, TransportError>>;

/// A phone and a city that answers as it is told.
struct Bench {
    tax: Tax,
    follow: Following,
    calendar: CalendarEngine,
    clock: Arc<FakeClock>,
    _folder: tempfile::TempDir,
}

/// Whoever has signed in.
struct Token;

impl TokenSource for Token {
    fn token(&self) -> TokenReply<'_> {
        Box::pin(std::future::ready(Ok(crate::log::Redacted::new("t".to_owned()))))
    }

    fn renewed(&self, token: AccessToken) -> TokenReply<'_> {
        Box::pin(std::future::ready(Ok(token)))
    }

    fn give_up(&self, token: AccessToken) -> TokenReply<'_> {
        Box::pin(std::future::ready(Ok(token)))
    }
}

fn bench(answers: Answers) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let (database, _) = Database::open(&folder.path().join("test.db")).unwrap();
    let database = Arc::new(database);
    let vault = Vault::new(Arc::clone(&database), Arc::new(SoftwareKeyStore::new().unwrap()));
    vault.create(Guard::Device, "").unwrap();
    let now = DateTime::parse_from_rfc3339("2026-11-30T10:00:00Z").unwrap().to_utc();
    let clock = Arc::new(FakeClock::at(now));
    let city = CityClient::new(
        Arc::new(ScriptedTransport::new(answers)),
        Arc::clone(&clock) as Arc<dyn Clock>,
        Arc::new(FakeEntropy::seeded(1)),
    );
    let follow = Following {
        database: Arc::clone(&database),
        vault: Arc::new(vault),
        city: AuthorizedClient::new(city.clone(), Arc::new(Token)),
        changes: Changes::default(),
    };
    let phone = Arc::clone(&clock) as Arc<dyn Clock>;
    Bench {
        tax: Tax::new(follow.clone(), phone, UnnotedFailure::default()),
        calendar: CalendarEngine::new(database, city, Changes::default()),
        follow,
        clock,
        _folder: folder,
    }
}

fn receipt(state: &str) -> Value {
    json!({
        "id": ID, "tax": "tgr", "name": "TGR", "year": 2026, "amount_cents": 14_120, "surcharge_cents": 0,
        "total_cents": 14_120, "state": state, "from": "2026-10-19", "until": "2026-12-19", "if_unpaid": [],
        "debit_options": [{ "mode": "single", "saves_cents": 0, "ask_until": "2026-12-09", "charges": [] }],
        "instalment_options": [[{ "date": "2026-12-21", "amount_cents": 7_060, "paid": false },
                                { "date": "2027-01-20", "amount_cents": 7_060, "paid": false }]],
    })
}

fn charged() -> Value {
    let mut receipt = receipt("direct_debit");
    receipt["direct_debit"] =
        json!({ "iban": "ES•• 1332", "mode": "single", "saves_cents": 0, "change_until": "2026-12-09", "charges": [] });
    receipt
}

fn folder(receipts: &[Value]) -> Result<HttpResponse, TransportError> {
    answer(
        200,
        &json!({ "as_of": "2026-11-30T10:00:00Z", "receipts": receipts, "changes": [] }),
    )
}

fn answer(status: u16, body: &Value) -> Result<HttpResponse, TransportError> {
    Ok(HttpResponse {
        status,
        content_type: Some("application/json".to_owned()),
        date: Some("Mon, 30 Nov 2026 10:00:00 GMT".to_owned()),
        body: body.to_string().into_bytes(),
        ..HttpResponse::default()
    })
}

/// With the folder of one receipt on the phone.
async fn with_folder(mut more: Answers) -> Bench {
    more.insert(0, folder(&[receipt("voluntary")]));
    let bench = bench(more);
    bench.follow().await;
    bench
}

impl Bench {
    async fn follow(&self) {
        TaxEngine(self.follow.clone()).run().await.unwrap();
    }

    async fn debit(&self) -> Result<(), Error> {
        self.tax.set_direct_debit(ID.to_owned(), IBAN, DebitMode::Single).await
    }

    async fn shown(&self) -> (Vec<ReceiptState>, Vec<WishState>) {
        let shown = self.tax.show().await.unwrap();
        let receipts = shown.folder.into_iter().flat_map(|folder| folder.receipts);
        (
            receipts.map(|receipt| receipt.state).collect(),
            shown.wishes.into_iter().map(|wish| wish.state).collect(),
        )
    }

    fn outbox(&self) -> Vec<Intent> {
        let sealer = self.follow.vault.sealer().unwrap();
        self.follow.database.read(|c| intents(c, &sealer)).unwrap()
    }

    /// What the outbox does with the city's answer to the oldest intent.
    fn hear(&self, said: Result<&Value, &str>) {
        let sealer = self.follow.vault.sealer().unwrap();
        let intent = self.outbox().remove(0);
        let heard = self.follow.database.write(|tx| {
            tx.execute("DELETE FROM outbox WHERE id = ?1", [intent.id])?;
            match said {
                Ok(document) => TaxHandler.keep(tx, &sealer, &intent, document).map(|()| true),
                Err(why) => TaxHandler.note_refusal(tx, &sealer, &intent, why),
            }
        });
        assert!(heard.unwrap(), "nothing of it stays in the outbox");
    }
}

const VOLUNTARY: ReceiptState = ReceiptState::Voluntary;
const WAITING: WishState = WishState::Waiting;

#[tokio::test]
async fn the_folder_is_read_offline_and_a_phone_that_never_had_it_does_not_say_that_nothing_is_owed() {
    let bench = bench(vec![folder(&[receipt("voluntary")]), folder(&[])]);
    let before = bench.tax.show().await.unwrap();
    assert!(before.folder.is_none());
    assert_eq!(before.freshness.as_of, None);
    assert_eq!(bench.tax.one(ID).await.unwrap_err().code(), "home.section_down");
    bench.follow().await;
    assert_eq!(bench.shown().await, (vec![VOLUNTARY], vec![]));
    assert_eq!(bench.tax.one(ID).await.unwrap().receipt.amount.get(), 14_120);
    assert_eq!(bench.tax.one("2").await.unwrap_err().code(), "tax.unknown");
    bench.follow().await;
    let empty = bench.tax.show().await.unwrap();
    assert_eq!(empty.folder.map(|folder| folder.receipts.len()), Some(0));
}

#[tokio::test]
async fn a_tap_is_kept_with_its_intent_and_two_taps_are_one() {
    let bench = with_folder(Vec::new()).await;
    for _ in 0..2 {
        bench.debit().await.unwrap();
    }
    assert_eq!(bench.shown().await, (vec![VOLUNTARY], vec![WAITING]));
    let outbox = bench.outbox();
    assert_eq!(outbox.len(), 1);
    let envelope = &outbox[0].envelope;
    assert_eq!(
        (envelope.verb, envelope.path.as_str()),
        (Verb::Replace, "/v1/me/tax-folder/0004417203391/direct-debit")
    );
    assert_eq!(
        envelope.body,
        json!({ "iban": "ES9121000418450200051332", "mode": "single" })
    );
    bench.hear(Ok(&charged()));
    assert_eq!(bench.shown().await, (vec![ReceiptState::DirectDebit], vec![]));
    bench.tax.end_direct_debit(ID.to_owned()).await.unwrap();
    let envelope = bench.outbox().remove(0).envelope;
    assert_eq!((envelope.verb, envelope.body), (Verb::Remove, Value::Null));
    bench.hear(Ok(&receipt("voluntary")));
    bench.tax.ask_instalments(ID.to_owned(), 2).await.unwrap();
    let envelope = bench.outbox().remove(0).envelope;
    assert_eq!(
        (envelope.verb, envelope.path.as_str()),
        (Verb::Add, "/v1/me/tax-folder/0004417203391/instalments")
    );
    assert_eq!(envelope.body, json!({ "parts": 2 }));
}

#[tokio::test]
async fn what_the_phone_knows_to_be_impossible_is_refused_and_leaves_nothing() {
    let bench = with_folder(Vec::new()).await;
    let set = |id: &str, iban: &str, mode| {
        let (tax, id, iban) = (bench.tax.clone(), id.to_owned(), iban.to_owned());
        async move { tax.set_direct_debit(id, &iban, mode).await.unwrap_err().code() }
    };
    assert_eq!(
        set(ID, "ES91 2100 0418 4502 0005 1333", DebitMode::Single).await,
        "input.iban"
    );
    assert_eq!(set("2", IBAN, DebitMode::Single).await, "tax.unknown");
    assert_eq!(set(ID, IBAN, DebitMode::Sep).await, "tax.not_offered");
    let end = bench.tax.end_direct_debit(ID.to_owned()).await;
    assert_eq!(end.unwrap_err().code(), "tax.not_offered");
    let parts = bench.tax.ask_instalments(ID.to_owned(), 5).await;
    assert_eq!(parts.unwrap_err().code(), "tax.not_offered");
    bench.clock.advance(TimeDelta::days(10));
    assert_eq!(set(ID, IBAN, DebitMode::Single).await, "tax.too_late");
    assert_eq!((bench.outbox().len(), bench.shown().await.1.len()), (0, 0));
}

#[tokio::test]
async fn a_refusal_is_told_beside_its_receipt_until_it_was_read() {
    for (word, expected) in [
        ("iban_wrong", Refusal::IbanWrong),
        ("not_holder", Refusal::NotHolder),
        ("too_late", Refusal::TooLate),
        ("not_offered", Refusal::NotOffered),
        ("already_paid", Refusal::AlreadyPaid),
        ("being_paid", Refusal::BeingPaid),
        ("tax_unknown", Refusal::Unknown),
        ("anything", Refusal::Other),
    ] {
        let bench = with_folder(Vec::new()).await;
        bench.debit().await.unwrap();
        // What waits is not dismissed.
        bench.tax.dismiss(ID.to_owned()).await.unwrap();
        bench.hear(Err(word));
        let refused = WishState::Refused { why: expected };
        assert_eq!(bench.shown().await, (vec![VOLUNTARY], vec![refused]));
        bench.tax.dismiss(ID.to_owned()).await.unwrap();
        assert_eq!(bench.shown().await, (vec![VOLUNTARY], vec![]));
    }
}

#[tokio::test]
async fn a_change_of_mind_is_asked_after_what_may_have_arrived() {
    let bench = with_folder(Vec::new()).await;
    bench.debit().await.unwrap();
    bench.tax.end_direct_debit(ID.to_owned()).await.unwrap();
    assert_eq!(bench.shown().await.1, [WAITING]);
    let verbs: Vec<Verb> = bench.outbox().into_iter().map(|intent| intent.envelope.verb).collect();
    assert_eq!(verbs, [Verb::Replace, Verb::Remove]);
    // The first no concerns nobody any more.
    bench.hear(Err("too_late"));
    assert_eq!(bench.shown().await.1, [WAITING]);
    bench.hear(Ok(&receipt("voluntary")));
    assert_eq!(bench.shown().await, (vec![VOLUNTARY], vec![]));
}

#[tokio::test]
async fn killed_between_the_tap_and_the_sending_nothing_is_lost_and_a_folder_takes_no_wish_away() {
    let bench = with_folder(vec![folder(&[receipt("voluntary")])]).await;
    bench.debit().await.unwrap();
    let path = bench._folder.path().join("test.db");
    // Another process, as the one after a kill.
    let other = rusqlite::Connection::open(&path).unwrap();
    let kept: i64 = other
        .query_row(
            "SELECT count(*) FROM tax_wish JOIN outbox ON outbox.id = tax_wish.intent",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(kept, 1, "the wish and its intent are one write");
    bench.follow().await;
    assert_eq!(bench.shown().await, (vec![VOLUNTARY], vec![WAITING]));
    // Nor does a write that fails leave a half of it.
    let failed = bench.follow.database.write(|tx| {
        let sealer = bench.follow.vault.sealer().unwrap();
        let wish = keep_wish(
            tx,
            &sealer,
            ID.to_owned(),
            Asked::Instalments { parts: 2 },
            bench.clock.now(),
        )?;
        assert!(wish.is_ok());
        Err::<(), _>(StoreError::Full)
    });
    assert!(failed.is_err());
    assert_eq!((bench.outbox().len(), bench.shown().await.1.len()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_tax_system_that_does_not_answer_fails_beside_its_folder_only() {
    let down = || answer(503, &json!({ "code": "sector_down" }));
    let torn = folder(&[receipt("dreaming")]);
    let bench = with_folder(vec![down(), down(), down(), torn, folder(&[])]).await;
    bench.follow().await;
    let shown = bench.tax.show().await.unwrap();
    assert_eq!(shown.failed_code.as_deref(), Some("home.section_down"));
    assert_eq!(bench.shown().await.0, [VOLUNTARY]);
    // What cannot be read replaces nothing.
    assert!(TaxEngine(bench.follow.clone()).run().await.is_err());
    assert_eq!(bench.shown().await.0, [VOLUNTARY]);
    bench.follow().await;
    assert_eq!(bench.tax.show().await.unwrap().failed_code, None);
}

#[tokio::test]
async fn what_cannot_be_opened_says_so_and_the_next_folder_mends_it() {
    let bench = with_folder(vec![folder(&[receipt("voluntary")])]).await;
    let write = |sql: &'static str| bench.follow.database.write(|tx| Ok(tx.execute(sql, [])?)).unwrap();
    write("UPDATE tax_folder SET sealed = X'00'");
    let shown = bench.tax.show().await.unwrap();
    assert!(shown.folder.is_none());
    assert_eq!(shown.failed_code.as_deref(), Some(TORN));
    bench.follow().await;
    assert_eq!(bench.tax.show().await.unwrap().failed_code, None);
    write("INSERT INTO tax_wish (sealed) VALUES (X'00')");
    let shown = bench.tax.show().await.unwrap();
    assert_eq!(
        (shown.folder.is_some(), shown.failed_code.as_deref()),
        (true, Some(TORN))
    );
}

#[tokio::test]
async fn reminders_are_none_until_they_are_chosen() {
    let bench = with_folder(Vec::new()).await;
    assert_eq!(bench.tax.one(ID).await.unwrap().reminder, None);
    for (days, expected) in [(Some(3), Some(3)), (Some(0), Some(0)), (None, None)] {
        bench.tax.remind(ID.to_owned(), days).await.unwrap();
        assert_eq!(bench.tax.one(ID).await.unwrap().reminder, expected);
    }
    let too_long = bench.tax.remind(ID.to_owned(), Some(31)).await;
    assert_eq!(too_long.unwrap_err().code(), "input.notice");
    bench.tax.remind(ID.to_owned(), Some(7)).await.unwrap();
    let (days, _) = bench.tax.days().await.unwrap();
    let told: Vec<_> = days.iter().map(|(due, days)| (due.id.as_str(), *days)).collect();
    assert_eq!(told, [("0004417203391-0", Some(7))]);
    let open = bench
        .follow
        .database
        .read(|c| Ok(c.query_row("SELECT sealed FROM tax_reminder", [], |row| row.get::<_, Vec<u8>>(0))?));
    assert!(!String::from_utf8_lossy(&open.unwrap()).contains(ID));
}

#[tokio::test]
async fn the_calendar_is_for_everybody_and_asked_again_with_its_tag() {
    let entries = json!([
        { "id": "over", "tax": "ivtm", "name": "IVTM", "what": "pay", "from": "2026-04-01", "until": "2026-06-01" },
        { "id": "ibi-pay-2026", "tax": "ibi", "name": "IBI", "what": "pay", "from": "2026-10-01", "until": "2026-11-30" },
    ]);
    let said = json!({ "as_of": "2026-11-30T10:00:00Z", "version": "1", "entries": entries });
    let tagged = answer(200, &said).map(|answer| HttpResponse {
        etag: Some("\"1\"".to_owned()),
        ..answer
    });
    let same = answer(304, &Value::Null);
    let bench = bench(vec![tagged, same, answer(200, &json!({ "entries": [] }))]);
    assert_eq!(bench.tax.calendar().await.unwrap().dates.len(), 0);
    bench.follow.vault.lock();
    for _ in 0..2 {
        bench.calendar.run().await.unwrap();
        let shown = bench.tax.calendar().await.unwrap();
        let ids: Vec<&str> = shown.dates.iter().map(|date| date.id.as_str()).collect();
        assert_eq!((ids, shown.failed_code), (vec!["ibi-pay-2026"], None));
    }
    assert!(bench.calendar.run().await.is_err());
    assert_eq!(bench.tax.calendar().await.unwrap().dates.len(), 1);
}

#[tokio::test]
async fn a_certificate_stays_for_where_there_is_no_network() {
    let paper = json!({
        "number": "CD-1", "code": "0123456789ABCDEF", "issued": "2026-11-30", "valid_until": "2027-05-29",
        "pdf_base64": "JVBERi0xLjQ=",
    });
    let said = json!({ "as_of": "2026-11-30T10:00:00Z", "state": "no_debts", "certificate": paper, "owed": [] });
    let bench = bench(vec![answer(200, &said), answer(200, &json!({ "state": "?" }))]);
    let first = bench.tax.certificate().await.unwrap();
    assert!(first.failed_code.is_none());
    // What cannot be read, and a city that cannot be reached: the one of before, and why.
    for expected in ["net.bad_reply", "net.unreachable"] {
        let again = bench.tax.certificate().await.unwrap();
        assert_eq!(again.failed_code, Some(expected));
        let Standing::NoDebts { pdf, .. } = again.certificate.standing else {
            panic!("there was a paper")
        };
        assert_eq!(pdf, b"%PDF-1.4");
    }
    let never = self::bench(Vec::new());
    assert_eq!(never.tax.certificate().await.unwrap_err().code(), "net.unreachable");
}

#[tokio::test]
async fn without_a_person_there_is_no_folder_and_all_of_it_goes() {
    let bench = with_folder(Vec::new()).await;
    bench.debit().await.unwrap();
    bench.tax.remind(ID.to_owned(), Some(1)).await.unwrap();
    assert_eq!(bench.follow.database.read(count).unwrap(), 3);
    bench.follow.vault.lock();
    assert_eq!(bench.tax.show().await.unwrap_err().code(), "store.locked");
    assert_eq!(bench.debit().await.unwrap_err().code(), "store.locked");
    bench.follow.vault.destroy(clear).unwrap();
    assert_eq!(bench.tax.show().await.unwrap_err().code(), "session.none");
    assert_eq!(bench.follow.database.read(count).unwrap(), 0);
}
