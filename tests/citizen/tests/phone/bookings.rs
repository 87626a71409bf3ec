//! A court is found, booked without a network, and called off, with the headless phone.

use serde_json::{Value, json};

use crate::common::{Phone, TestCity, admin, block, out_of_reach};

/// Something to book at Vallehermoso whose name begins so; the one that costs nothing comes first.
pub fn bookable(phone: &Phone, name: &str) -> String {
    let found = phone.ask(&["places", "search", "deportivo", "vallehermoso"]);
    let place = found["items"][0]["id"].as_str().unwrap().to_owned();
    let list = phone.ask(&["book", "list", &place]);
    let items = list["items"].as_array().unwrap();
    assert!(items.iter().all(|item| item["place"] == *place));
    let item = items
        .iter()
        .find(|item| item["name"].as_str().unwrap().starts_with(name));
    item.unwrap()["id"].as_str().unwrap().to_owned()
}

/// A time of the next days that looks as it should. Not of today: it may begin while we look.
pub fn time(phone: &Phone, bookable: &str, fits: impl Fn(&Value) -> bool) -> String {
    let today = phone.ask(&["book", "slots", bookable]);
    let days = today["days"].as_array().unwrap();
    assert_eq!(days.len(), 14);
    let found = days.iter().skip(1).find_map(|day| {
        let view = phone.ask(&["book", "slots", bookable, "--day", day["day"].as_str().unwrap()]);
        let slots = view["slots"].as_array().unwrap();
        assert_eq!(slots.is_empty(), view["empty"].is_object());
        slots.iter().find(|slot| fits(slot)).cloned()
    });
    found.unwrap()["slot"].as_str().unwrap().to_owned()
}

pub fn can_be_booked(slot: &Value) -> bool {
    slot["action_label"] == "Reservar"
}

/// The groups there are, and how many are in each.
pub fn groups(bookings: &Value) -> Vec<(&str, usize)> {
    let groups = bookings["groups"].as_array().unwrap().iter();
    groups
        .map(|group| {
            (
                group["id"].as_str().unwrap(),
                group["bookings"].as_array().unwrap().len(),
            )
        })
        .collect()
}

pub fn first(bookings: &Value) -> &Value {
    &bookings["groups"][0]["bookings"][0]
}

/// How often the city did each thing.
fn effects(city: &TestCity) -> Vec<(String, i64)> {
    let ledger = admin(city, "GET", "/admin/ledger", &Value::Null);
    let entries = ledger["entries"].as_array().unwrap().iter();
    entries
        .map(|entry| {
            (
                entry["kind"].as_str().unwrap().to_owned(),
                entry["effects"].as_i64().unwrap(),
            )
        })
        .collect()
}

/// What the first screen says of her court.
fn on_home(phone: &Phone) -> Option<String> {
    let home = phone.ask(&["home"]);
    let mut items = block(&home, "do")["items"].as_array().unwrap().iter();
    let mine = items.find(|item| item["title"] == "Pista polideportiva");
    mine.map(|item| item["detail"].as_str().unwrap().to_owned())
}

#[test]
fn lucia_books_a_court_in_the_metro_and_calls_it_off() {
    let city = TestCity::start();
    let phone = Phone::new(&city.url);
    phone.ask(&["login", "lucia"]);
    assert_eq!(phone.ask(&["bookings"])["empty"]["title"], "Sin reservas");
    let court = bookable(&phone, "Pista polideportiva");
    let slot = time(&phone, &court, can_be_booked);
    out_of_reach(&city);
    let waiting = phone.ask(&["book", &slot, "--people", "2"]);
    assert_eq!(groups(&waiting), [("waiting", 1)]);
    assert_eq!(first(&waiting)["state"], "waiting");
    assert_eq!(first(&waiting)["facts"][0]["value"], "Para 2 personas");
    assert!(
        first(&waiting)["detail"].as_str().unwrap().contains("Vallehermoso"),
        "the phone knows where without the city: {waiting}"
    );
    let id = first(&waiting)["id"].clone();
    assert_eq!(first(&phone.ask(&["book", &slot]))["id"], id, "twice is once");
    assert!(on_home(&phone).unwrap().contains("Se enviará"));
    assert_eq!(effects(&city), []);
    admin(&city, "DELETE", "/admin/faults", &Value::Null);
    phone.ask(&["sync"]);
    let booked = phone.ask(&["bookings"]);
    assert_eq!(groups(&booked), [("upcoming", 1)]);
    assert_eq!(
        (&first(&booked)["id"], &first(&booked)["state"]),
        (&id, &json!("booked"))
    );
    let code = first(&booked)["facts"][1]["value"].as_str().unwrap().to_owned();
    assert_eq!(code.chars().count(), 6);
    assert!(on_home(&phone).unwrap().contains(&code));
    assert_eq!(effects(&city), [("booking".to_owned(), 1)]);
    out_of_reach(&city);
    let ending = phone.ask(&["bookings", "cancel", &id.to_string()]);
    assert_eq!(first(&ending)["state"], "cancelling");
    admin(&city, "DELETE", "/admin/faults", &Value::Null);
    phone.ask(&["sync"]);
    let ended = phone.ask(&["bookings"]);
    assert_eq!(
        (groups(&ended), &first(&ended)["state"]),
        (vec![("past", 1)], &json!("cancelled"))
    );
    assert_eq!(on_home(&phone), None);
    let both = [("booking".to_owned(), 1), ("calling_off".to_owned(), 1)];
    assert_eq!(effects(&city), both);
}

#[test]
fn a_booking_is_on_every_phone_of_hers() {
    let city = TestCity::start();
    let (one, other) = (Phone::new(&city.url), Phone::new(&city.url));
    one.ask(&["login", "lucia"]);
    other.ask(&["login", "lucia"]);
    let court = bookable(&one, "Pista polideportiva");
    let slot = time(&one, &court, can_be_booked);
    one.ask(&["book", &slot]);
    other.ask(&["sync"]);
    let booked = other.ask(&["bookings"]);
    assert_eq!(groups(&booked), [("upcoming", 1)]);
    other.ask(&["bookings", "cancel", &first(&booked)["id"].to_string()]);
    one.ask(&["sync"]);
    assert_eq!(groups(&one.ask(&["bookings"])), [("past", 1)]);
}

#[test]
fn whoever_comes_second_is_told_so_in_words() {
    let city = TestCity::start();
    let (late, early) = (Phone::new(&city.url), Phone::new(&city.url));
    late.ask(&["login", "lucia"]);
    early.ask(&["login", "marta"]);
    let court = bookable(&late, "Pista polideportiva");
    let slot = time(&late, &court, |slot| slot["left_label"] == "Queda 1 pista");
    // Only her phone is in the tunnel.
    let tunnel = json!({ "rules": [{ "fault": "drop_before", "path": "/v1/me/bookings" }] });
    admin(&city, "PUT", "/admin/faults", &tunnel);
    late.ask(&["book", &slot]);
    admin(&city, "DELETE", "/admin/faults", &Value::Null);
    assert_eq!(groups(&early.ask(&["book", &slot])), [("upcoming", 1)]);
    late.ask(&["sync"]);
    let refused = late.ask(&["bookings"]);
    assert_eq!(groups(&refused), [("refused", 1)]);
    assert_eq!(first(&refused)["trouble"]["code"], "booking.full");
    assert!(
        first(&refused)["trouble"]["next_step"]
            .as_str()
            .unwrap()
            .contains("otra hora")
    );
    let id = first(&refused)["id"].to_string();
    assert_eq!(groups(&late.ask(&["bookings", "dismiss", &id])), []);
    let (year, rest) = slot_day(&slot).split_at(4);
    let (month, day) = rest.split_at(2);
    let day = format!("{year}-{month}-{day}");
    let now = late.ask(&["book", "slots", &court, "--day", &day]);
    let full = now["slots"]
        .as_array()
        .unwrap()
        .iter()
        .find(|other| other["slot"] == *slot);
    assert_eq!(full.unwrap()["left_label"], "Completo");
    assert_eq!(effects(&city), [("booking".to_owned(), 1)]);
}

/// `20261201` of `73-20261201T1000`.
fn slot_day(slot: &str) -> &str {
    slot.split_once('-').unwrap().1.split_once('T').unwrap().0
}

#[test]
fn an_answer_that_was_lost_makes_no_second_booking() {
    let city = TestCity::start();
    let phone = Phone::new(&city.url);
    phone.ask(&["login", "lucia"]);
    let court = bookable(&phone, "Pista polideportiva");
    let slot = time(&phone, &court, can_be_booked);
    let rules = json!({ "rules": [{ "fault": "drop_after", "path": "/v1/me/bookings" }] });
    admin(&city, "PUT", "/admin/faults", &rules);
    assert_eq!(groups(&phone.ask(&["book", &slot])), [("waiting", 1)]);
    assert_eq!(effects(&city), [("booking".to_owned(), 1)], "the city did it");
    admin(&city, "DELETE", "/admin/faults", &Value::Null);
    phone.ask(&["sync"]);
    assert_eq!(groups(&phone.ask(&["bookings"])), [("upcoming", 1)]);
    assert_eq!(effects(&city), [("booking".to_owned(), 1)]);
}

#[test]
fn one_booking_is_for_four_at_most() {
    let city = TestCity::start();
    let phone = Phone::new(&city.url);
    phone.ask(&["login", "marta"]);
    let free = bookable(&phone, "Piscina cubierta, entrada gratuita");
    let slot = time(&phone, &free, can_be_booked);
    assert_eq!(phone.fail(&["book", &slot, "--people", "5"])["code"], "input.people");
    assert_eq!(groups(&phone.ask(&["book", &slot])), [("upcoming", 1)]);
}

#[test]
fn what_can_be_booked_is_for_everybody_and_to_book_is_for_who_signed_in() {
    let city = TestCity::start();
    let phone = Phone::synced(&city);
    let court = bookable(&phone, "Pista polideportiva");
    let slot = time(&phone, &court, can_be_booked);
    assert_eq!(phone.fail(&["book", &slot])["error"], "SignInAgain");
    assert_eq!(phone.fail(&["book", "slots", "1"])["code"], "booking.unknown");
    assert_eq!(phone.fail(&["book", "slots", "x"])["error"], "NotFound");
    assert_eq!(phone.fail(&["book", "somewhere"])["code"], "input.slot");
    out_of_reach(&city);
    assert_eq!(phone.fail(&["book", "slots", &court])["error"], "Offline");
    assert!(!phone.ask(&["book", "list"])["items"].as_array().unwrap().is_empty());
    let nowhere = phone.ask(&["book", "list", "1"]);
    assert_eq!(nowhere["empty"]["title"], "Nada que reservar");
}

#[test]
fn bookings_go_with_the_rest_and_are_closed_with_it() {
    let city = TestCity::start();
    let phone = Phone::new(&city.url);
    phone.ask(&["login", "lucia"]);
    let court = bookable(&phone, "Pista polideportiva");
    let slot = time(&phone, &court, can_be_booked);
    phone.ask(&["book", &slot]);
    phone.ask(&["lock"]);
    assert_eq!(phone.fail(&["bookings"])["error"], "Locked");
    phone.ask(&["unlock"]);
    let lines = phone.ask(&["remove-my-data"])["lines"].to_string();
    assert!(lines.contains("1 reserva"), "{lines}");
    phone.ask(&["remove-my-data", "--yes"]);
    // The city keeps it, and it is there again.
    phone.ask(&["login", "lucia"]);
    assert_eq!(groups(&phone.ask(&["bookings"])), [("upcoming", 1)]);
}
