//! From the person's tap to the city's answer and its list, with the city's words put into the answers' place.

use serde_json::json;

use super::*;
use crate::bookings::sync::{BookingHandler, BookingsEngine, CallingOffHandler};
use crate::bookings::{BookableRow, Refusal};
use crate::kernel::Cents;
use crate::net::AuthorizedClient;
use crate::ports::{FakeClock, FakeEntropy, Guard, HttpResponse, ScriptedTransport, SoftwareKeyStore, TransportError};
use crate::sync::{Engine, Handler, Intent, intents};

const FREE: &str = "75-20261201T1500";

/// A phone with things to book that are free, cost something and need a paper, and a city that answers as it is told.
struct Bench {
    bookings: Bookings,
    follow: Following,
    clock: Arc<FakeClock>,
    _folder: tempfile::TempDir,
}

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn row(id: i64, price_cents: i64, free: bool) -> BookableRow {
    let json = json!({
        "id": id, "version": 1, "place_id": 7, "place_name": "CDM", "kind": "court", "name": "Pista", "capacity": 2,
        "price_cents": price_cents, "free": free, "duration_minutes": 60,
    });
    serde_json::from_value(json).unwrap()
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

fn bench(answers: Vec<Result<HttpResponse, TransportError>>) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let (database, _) = Database::open(&folder.path().join("test.db")).unwrap();
    let database = Arc::new(database);
    let vault = Vault::new(Arc::clone(&database), Arc::new(SoftwareKeyStore::new().unwrap()));
    vault.create(Guard::Device, "").unwrap();
    let rows = [row(75, 0, true), row(76, 700, false), row(77, 0, false)];
    database.write(|tx| BookablesCollection::apply(tx, &rows, &[])).unwrap();
    let clock = Arc::new(FakeClock::at(at("2026-11-30T10:00:00Z")));
    let city = CityClient::new(
        Arc::new(ScriptedTransport::new(answers)),
        Arc::clone(&clock) as Arc<dyn Clock>,
        Arc::new(FakeEntropy::seeded(1)),
    );
    let follow = Following {
        database,
        vault: Arc::new(vault),
        city: AuthorizedClient::new(city.clone(), Arc::new(Token)),
        changes: Changes::default(),
    };
    let phone = Arc::clone(&clock) as Arc<dyn Clock>;
    let bookings = Bookings::new(follow.clone(), city, phone, UnnotedFailure::default());
    Bench {
        bookings,
        follow,
        clock,
        _folder: folder,
    }
}

impl Bench {
    async fn book(&self) -> i64 {
        self.bookings.book(FREE.parse().unwrap(), 2).await.unwrap()
    }

    async fn states(&self) -> Vec<BookingState> {
        let shown = self.bookings.show().await.unwrap();
        shown.bookings.iter().map(|booking| booking.state).collect()
    }

    fn outbox(&self) -> Vec<Intent> {
        let sealer = self.follow.vault.sealer().unwrap();
        self.follow.database.read(|c| intents(c, &sealer)).unwrap()
    }

    /// What the outbox does with the city's yes.
    fn say_yes(&self, handler: &dyn Handler, document: &Value) {
        let sealer = self.follow.vault.sealer().unwrap();
        let intent = self.outbox().remove(0);
        let keep = self.follow.database.write(|tx| {
            tx.execute("DELETE FROM outbox WHERE id = ?1", [intent.id])?;
            handler.keep(tx, &sealer, &intent, document)
        });
        keep.unwrap();
    }

    /// What it does with the city's no.
    fn say_no(&self, handler: &dyn Handler, why: &str) {
        let sealer = self.follow.vault.sealer().unwrap();
        let intent = self.outbox().remove(0);
        let noted = self.follow.database.write(|tx| {
            tx.execute("DELETE FROM outbox WHERE id = ?1", [intent.id])?;
            handler.note_refusal(tx, &sealer, &intent, why)
        });
        assert!(noted.unwrap(), "nothing of it stays in the outbox");
    }
}

fn in_the_city(state: &str) -> Value {
    json!({
        "id": 4, "slot": FREE, "bookable_id": 75, "place_id": 7, "place_name": "CDM", "what": "Pista",
        "starts": "2026-12-01T15:00", "ends": "2026-12-01T16:00", "people": 2, "state": state, "code": "KX7M2P",
        "cancellable_until": "2026-12-01T13:00", "price_cents": 0,
    })
}

fn list(bookings: &[Value]) -> Result<HttpResponse, TransportError> {
    answer(200, &json!({ "as_of": "2026-11-30T10:00:00Z", "bookings": bookings }))
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

const BOOKED: BookingState = BookingState::Booked { not_called_off: None };

#[tokio::test]
async fn a_tap_is_kept_with_its_intent_and_two_taps_are_one() {
    let bench = bench(Vec::new());
    let id = bench.book().await;
    assert_eq!(bench.book().await, id);
    assert_eq!(bench.states().await, [BookingState::Waiting]);
    let outbox = bench.outbox();
    assert_eq!(outbox.len(), 1);
    let Envelope { verb, path, body, .. } = outbox[0].envelope.clone();
    assert_eq!((verb, path.as_str()), (Verb::Add, "/v1/me/bookings"));
    assert_eq!(body, json!({ "slot": FREE, "people": 2 }));
    let shown = bench.bookings.show().await.unwrap().bookings.remove(0);
    assert_eq!((shown.what.as_str(), shown.place_name.as_str()), ("Pista", "CDM"));
    assert_eq!(shown.ends, at("2026-12-01T15:00:00Z"));
}

#[tokio::test]
async fn what_the_phone_knows_to_be_impossible_is_refused_and_leaves_nothing() {
    let bench = bench(Vec::new());
    let code = |slot: &str, people| {
        let (bookings, slot) = (bench.bookings.clone(), slot.parse().unwrap());
        async move { bookings.book(slot, people).await.unwrap_err().code() }
    };
    assert_eq!(code("77-20261201T1500", 1).await, "booking.paper");
    assert_eq!(code("99-20261201T1500", 1).await, "booking.unknown");
    assert_eq!(code("75-20261130T1000", 1).await, "booking.gone");
    assert_eq!(code(FREE, 9).await, "input.people");
    assert_eq!(bench.bookings.call_off(9).await.unwrap_err().code(), "booking.unknown");
    assert_eq!((bench.outbox().len(), bench.states().await.len()), (0, 0));
}

#[tokio::test]
async fn the_citys_answer_confirms_or_refuses() {
    for (why, expected) in [
        ("slot_full", Refusal::Full),
        ("slot_gone", Refusal::Gone),
        ("already_booked", Refusal::Already),
        ("anything", Refusal::Other),
    ] {
        let bench = bench(Vec::new());
        let id = bench.book().await;
        bench.say_no(&BookingHandler, why);
        assert_eq!(bench.states().await, [BookingState::Refused { why: expected }]);
        bench.bookings.dismiss(id).await.unwrap();
        assert_eq!(bench.states().await, []);
    }
    let bench = bench(Vec::new());
    let id = bench.book().await;
    bench.say_yes(&BookingHandler, &in_the_city("booked"));
    let shown = bench.bookings.show().await.unwrap().bookings.remove(0);
    assert_eq!((shown.id, shown.state), (id, BOOKED));
    assert_eq!(shown.confirmed.unwrap().code, "KX7M2P");
    // Only what was refused can be put aside.
    bench.bookings.dismiss(id).await.unwrap();
    assert_eq!(bench.states().await, [BOOKED]);
}

#[tokio::test]
async fn calling_off_is_asked_once_and_ends_as_the_city_says() {
    for (no, expected) in [
        (None, BookingState::CalledOff),
        (
            Some("too_late"),
            BookingState::Booked {
                not_called_off: Some(Refusal::TooLate),
            },
        ),
        (Some("booking_unknown"), BookingState::CalledOff),
    ] {
        let bench = bench(Vec::new());
        let id = bench.book().await;
        bench.say_yes(&BookingHandler, &in_the_city("booked"));
        for _ in 0..2 {
            bench.bookings.call_off(id).await.unwrap();
        }
        assert_eq!(bench.states().await, [BookingState::CallingOff]);
        let outbox = bench.outbox();
        assert_eq!((outbox.len(), outbox[0].envelope.verb), (1, Verb::Remove));
        assert_eq!(outbox[0].envelope.path, "/v1/me/bookings/4");
        let again = bench.bookings.book(FREE.parse().unwrap(), 1).await;
        assert_eq!(again.unwrap_err().code(), "booking.already");
        match no {
            None => bench.say_yes(&CallingOffHandler, &in_the_city("cancelled")),
            Some(why) => bench.say_no(&CallingOffHandler, why),
        }
        assert_eq!(bench.states().await, [expected]);
    }
}

#[tokio::test]
async fn what_is_called_off_before_it_was_sent_is_called_off_as_soon_as_the_city_has_it() {
    let sent = bench(Vec::new());
    let id = sent.book().await;
    sent.bookings.call_off(id).await.unwrap();
    assert_eq!(
        sent.outbox().len(),
        1,
        "it may have reached the city: the same question stays"
    );
    sent.say_yes(&BookingHandler, &in_the_city("booked"));
    let outbox = sent.outbox();
    assert_eq!((outbox.len(), outbox[0].envelope.verb), (1, Verb::Remove));
    sent.say_yes(&CallingOffHandler, &in_the_city("cancelled"));
    assert_eq!(sent.states().await, [BookingState::CalledOff]);
    let refused = bench(Vec::new());
    let id = refused.book().await;
    refused.bookings.call_off(id).await.unwrap();
    refused.say_no(&BookingHandler, "slot_full");
    assert_eq!(refused.states().await, [BookingState::CalledOff]);
    assert_eq!(refused.outbox().len(), 0);
}

/// A bath for two that costs something, as the city has it.
fn bath(state: &str, more: &Value) -> Value {
    let mut bath = in_the_city(state);
    bath["slot"] = json!("76-20261201T1500");
    bath["bookable_id"] = json!(76);
    bath["price_cents"] = json!(1_400);
    for (name, value) in more.as_object().unwrap() {
        bath[name] = value.clone();
    }
    bath
}

#[tokio::test]
async fn what_costs_money_waits_for_the_city_is_paid_and_comes_back_when_it_is_called_off() {
    let until = "2026-11-30T10:30:00Z";
    let kept = bath("to_pay", &json!({ "pay_until": until }));
    let bench = bench(vec![
        list(std::slice::from_ref(&kept)),
        list(&[bath("booked", &json!({}))]),
    ]);
    let id = bench
        .bookings
        .book("76-20261201T1500".parse().unwrap(), 2)
        .await
        .unwrap();
    let one = || async { bench.bookings.show().await.unwrap().bookings.remove(0) };
    let owed = |booking: &Booking| booking.to_pay(bench.clock.now()).map(|(debt, until)| (debt.id, until));
    assert_eq!((one().await.state, owed(&one().await)), (BookingState::Waiting, None));
    bench.say_yes(&BookingHandler, &kept);
    assert_eq!(one().await.price, Cents::new(1_400), "for both of them");
    assert_eq!(owed(&one().await), Some(("4".to_owned(), at(until))));
    let engine = BookingsEngine(bench.follow.clone());
    engine.run().await.unwrap();
    assert_eq!(one().await.state, BookingState::ToPay { until: at(until) });
    bench.clock.advance(TimeDelta::minutes(30));
    assert_eq!(owed(&one().await), None, "nobody begins to pay it any more");
    engine.run().await.unwrap();
    assert_eq!((one().await.id, one().await.state), (id, BOOKED));
    bench.bookings.call_off(id).await.unwrap();
    let ended = bath("cancelled", &json!({ "given_back_cents": 1_400 }));
    bench.say_yes(&CallingOffHandler, &ended);
    let ended = one().await;
    assert_eq!(ended.state, BookingState::CalledOff);
    assert_eq!(ended.confirmed.unwrap().given_back, Some(Cents::new(1_400)));
}

#[tokio::test]
async fn what_was_let_go_can_be_asked_for_anew_and_stands_beside_the_new_one() {
    let kept = bath("to_pay", &json!({ "pay_until": "2026-11-30T10:30:00Z" }));
    let bench = bench(vec![list(&[bath("expired", &json!({}))])]);
    let slot: SlotId = "76-20261201T1500".parse().unwrap();
    let id = bench.bookings.book(slot.clone(), 2).await.unwrap();
    bench.say_yes(&BookingHandler, &kept);
    assert_eq!(
        bench.bookings.book(slot.clone(), 2).await.unwrap(),
        id,
        "it is kept already"
    );
    bench.clock.advance(TimeDelta::minutes(30));
    assert_ne!(bench.bookings.book(slot, 2).await.unwrap(), id);
    BookingsEngine(bench.follow.clone()).run().await.unwrap();
    assert_eq!(bench.states().await, [BookingState::Lapsed, BookingState::Waiting]);
    bench.bookings.call_off(id).await.unwrap();
    assert_eq!(bench.outbox().len(), 1, "there is nothing left to call off");
}

#[tokio::test]
async fn two_hours_before_it_is_too_late_by_the_citys_clock() {
    let bench = bench(Vec::new());
    let id = bench.book().await;
    bench.say_yes(&BookingHandler, &in_the_city("booked"));
    bench.clock.advance(TimeDelta::hours(26) + TimeDelta::seconds(1));
    let late = bench.bookings.call_off(id).await.unwrap_err();
    assert_eq!(late.code(), "booking.too_late");
    // The phone's clock runs an hour ahead of the city's.
    let write = bench.follow.database.write(|tx| {
        let sql = "INSERT INTO sync_cursor (collection, clock_offset_ms) VALUES ('bookables', -3600000)";
        Ok(tx.execute(sql, [])?)
    });
    assert_eq!(write.unwrap(), 1);
    bench.bookings.call_off(id).await.unwrap();
}

#[tokio::test]
async fn the_list_brings_what_was_booked_elsewhere_and_takes_what_is_gone() {
    let bench = bench(vec![
        list(&[in_the_city("booked")]),
        list(&[in_the_city("booked")]),
        list(&[in_the_city("cancelled")]),
        list(&[]),
    ]);
    let engine = BookingsEngine(bench.follow.clone());
    for expected in [&[BOOKED][..], &[BOOKED], &[BookingState::CalledOff], &[]] {
        engine.run().await.unwrap();
        assert_eq!(bench.states().await, expected);
    }
    let shown = bench.bookings.show().await.unwrap();
    assert_eq!(shown.freshness.as_of, Some(at("2026-11-30T10:00:00Z")));
}

/// Counts what it is told, or fails.
struct Ear {
    heard: std::sync::atomic::AtomicUsize,
    fails: bool,
}

impl Witness for Ear {
    fn booked(&self, _: &Transaction<'_>, _: &Sealer, what: &Bookable, _: DateTime<Utc>) -> Result<(), StoreError> {
        assert_eq!(what.id.get(), 75);
        self.heard.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        if self.fails {
            Err(StoreError::Interrupted)
        } else {
            Ok(())
        }
    }
}

#[tokio::test]
async fn a_witness_is_told_once_of_each_booking_and_both_are_kept_or_neither() {
    for (fails, kept) in [(false, 1), (true, 0)] {
        let bench = bench(Vec::new());
        let ear = Arc::new(Ear { heard: 0.into(), fails });
        let bookings = bench.bookings.clone().told_to(ear.clone());
        let book = |slot: &str| bookings.book(slot.parse().unwrap(), 2);
        assert_eq!(book(FREE).await.is_ok(), !fails);
        assert_eq!((bench.states().await.len(), bench.outbox().len()), (kept, kept));
        // What is refused on the phone, or was asked for before, is no booking.
        assert!(book("77-20261201T1500").await.is_err());
        if !fails {
            book(FREE).await.unwrap();
        }
        assert_eq!(ear.heard.load(std::sync::atomic::Ordering::SeqCst), 1);
    }
}

#[tokio::test]
async fn an_answer_that_was_lost_makes_no_second_booking() {
    let bench = bench(vec![list(&[in_the_city("booked")])]);
    let id = bench.book().await;
    BookingsEngine(bench.follow.clone()).run().await.unwrap();
    assert_eq!(bench.states().await, [BOOKED], "found by its time");
    assert_eq!(bench.outbox().len(), 1, "the question stays until it is answered");
    bench.bookings.call_off(id).await.unwrap();
    assert_eq!(bench.outbox().len(), 1, "and its answer is waited for");
    bench.say_yes(&BookingHandler, &in_the_city("booked"));
    assert_eq!(bench.outbox()[0].envelope.path, "/v1/me/bookings/4");
    assert_eq!(bench.states().await, [BookingState::CallingOff]);
}

#[tokio::test]
async fn what_waits_is_not_taken_by_a_list_that_does_not_know_it() {
    let bench = bench(vec![list(&[in_the_city("cancelled")]), list(&[])]);
    bench.book().await;
    let engine = BookingsEngine(bench.follow.clone());
    engine.run().await.unwrap();
    // The one that was called off before is another one.
    let mut states = bench.states().await;
    states.sort_by_key(|state| *state == BookingState::Waiting);
    assert_eq!(states, [BookingState::CalledOff, BookingState::Waiting]);
    engine.run().await.unwrap();
    assert_eq!(bench.states().await, [BookingState::Waiting]);
}

#[tokio::test(start_paused = true)]
async fn a_desk_that_does_not_answer_fails_beside_its_bookings_only() {
    let down = || answer(503, &json!({ "code": "sector_down" }));
    let bench = bench(vec![
        list(&[in_the_city("booked")]),
        down(),
        down(),
        down(),
        list(&[json!({ "id": 5 })]),
        answer(
            200,
            &json!({ "as_of": "2026-11-30T10:00:00Z", "bookings": [in_the_city("dreaming")] }),
        ),
    ]);
    let engine = BookingsEngine(bench.follow.clone());
    engine.run().await.unwrap();
    engine.run().await.unwrap();
    let shown = bench.bookings.show().await.unwrap();
    assert_eq!(shown.failed_code.as_deref(), Some("home.section_down"));
    assert_eq!((shown.bookings.len(), shown.bookings[0].state), (1, BOOKED));
    // What cannot be read replaces nothing.
    assert!(engine.run().await.is_err());
    assert_eq!(bench.states().await, [BOOKED]);
}

#[tokio::test]
async fn a_row_that_cannot_be_read_hides_no_other_and_goes_with_the_next_list() {
    let bench = bench(vec![list(&[in_the_city("booked")])]);
    bench.book().await;
    let write = |sql: &'static str| bench.follow.database.write(|tx| Ok(tx.execute(sql, [])?)).unwrap();
    write("INSERT INTO booking (sealed) VALUES (X'00')");
    let shown = bench.bookings.show().await.unwrap();
    assert_eq!((shown.bookings.len(), shown.failed_code.as_deref()), (1, Some(TORN)));
    BookingsEngine(bench.follow.clone()).run().await.unwrap();
    assert_eq!(bench.bookings.show().await.unwrap().failed_code, None);
}

#[tokio::test]
async fn times_are_the_citys_or_there_are_none() {
    let day = json!({ "as_of": "2026-11-30T10:00:00Z", "slots": [
        { "slot": FREE, "starts": "2026-12-01T15:00", "ends": "2026-12-01T16:00", "left": 1, "price_cents": 0 }]});
    let bench = bench(vec![answer(200, &day)]);
    let court = BookableId::from_city(75);
    let slots = bench.bookings.slots(court, None).await.unwrap();
    assert_eq!((slots.slots.len(), slots.day, slots.days.len()), (1, slots.today, 14));
    assert_eq!(
        bench.bookings.slots(court, None).await.unwrap_err().code(),
        "net.unreachable"
    );
    let unknown = bench.bookings.slots(BookableId::from_city(1), None).await.unwrap_err();
    assert_eq!(unknown.code(), "booking.unknown");
}

#[tokio::test]
async fn without_a_person_nothing_is_booked() {
    let bench = bench(Vec::new());
    bench.follow.vault.lock();
    assert_eq!(
        bench.bookings.book(FREE.parse().unwrap(), 1).await.unwrap_err().code(),
        "store.locked"
    );
    bench.follow.vault.destroy(crate::bookings::clear).unwrap();
    assert_eq!(
        bench.bookings.book(FREE.parse().unwrap(), 1).await.unwrap_err().code(),
        "session.none"
    );
    // What can be booked is for everybody to see.
    assert_eq!(bench.bookings.bookables(Some(7)).await.unwrap().items.len(), 3);
    assert_eq!(bench.bookings.bookables(Some(8)).await.unwrap().items.len(), 0);
}
