//! The phone of `kill/outbox.rs`: its person changes their telephone number again and again, books courts and calls them off,
//! and it sends what it can, until somebody kills it.
//!
//! `outbox-phone HOME CITY FIRST` writes one letter per moment: `s` it is open, `w` something is written, `q` a question is on
//! its way, `f` it failed, `a` it was answered, `e` a run has ended. FIRST is the first of the numbers to want. What may be
//! booked stands in the file `times`, a line each.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use madrid_core::app::{App, AppBuilder};
use madrid_core::bookings::{BookingState, SlotId};
use madrid_core::net::{HttpTransport, Trust};
use madrid_core::ports::{Entropy, FileKeyStore, HttpRequest, Transport, TransportReply};
use madrid_core::profile::ContactChange;
use madrid_core::sync::Trigger;

/// The real way to the city, telling when it is used.
struct Telling(HttpTransport);

impl Transport for Telling {
    fn send(&self, request: HttpRequest) -> TransportReply<'_> {
        Box::pin(async move {
            tell('q');
            let answer = self.0.send(request).await;
            tell(if answer.is_ok() { 'a' } else { 'f' });
            answer
        })
    }
}

/// Chance that never makes a retry wait: a phone with so little time to live spends it on work.
struct Impatient;

impl Entropy for Impatient {
    fn next_u64(&self) -> u64 {
        0
    }
}

fn tell(moment: char) {
    let mut out = std::io::stdout().lock();
    // If nobody listens any more, the kill is on its way.
    let _ = writeln!(out, "{moment}").and_then(|()| out.flush());
}

async fn change(app: &App, number: u64) -> Result<(), Box<dyn std::error::Error>> {
    let change = ContactChange {
        phone: Some(format!("+34{}", 600_000_000 + number % 100_000_000).parse()?),
        email: None,
    };
    app.profile().change_contact(change).await?;
    tell('w');
    Ok(())
}

/// Books the time of this number, and calls off the first that stands.
async fn book(app: &App, times: &[SlotId], number: u64) -> Result<(), Box<dyn std::error::Error>> {
    let bookings = app.bookings();
    let stands = |state| matches!(state, BookingState::Waiting | BookingState::Booked { .. });
    let shown = bookings.show().await?.bookings;
    let first = shown
        .iter()
        .find(|booking| stands(booking.state))
        .map(|booking| booking.id);
    let count = u64::try_from(times.len())?;
    let place = usize::try_from(number.checked_rem(count).ok_or("no times")?)?;
    if let Some(time) = times.get(place) {
        // One that is on its way out cannot be had again yet.
        let _ = bookings.book(time.clone(), 1).await;
        tell('w');
    }
    if let Some(first) = first {
        bookings.call_off(first).await?;
        tell('w');
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(home), Some(city), Some(first)) = (arguments.next(), arguments.next(), arguments.next()) else {
        return Err("usage: outbox-phone HOME CITY FIRST".into());
    };
    let home = Path::new(&home);
    let app = AppBuilder::new(home, &city)
        .transport(Arc::new(Telling(HttpTransport::new(&city, &Trust::none())?)))
        .key_store(Arc::new(FileKeyStore::at(home.join("keystore.key"))))
        .entropy(Arc::new(Impatient))
        .open()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let times = std::fs::read_to_string(home.join("times"))?;
    let times: Vec<SlotId> = times.lines().map(str::parse).collect::<Result<_, _>>()?;
    tell('s');
    let mut number: u64 = first.parse()?;
    runtime.block_on(async {
        loop {
            number += 1;
            change(&app, number).await?;
            book(&app, &times, number).await?;
            // Most runs fail here: the judge has switched on every fault the city knows.
            let _ = app.sync(Trigger::Person).await;
            tell('e');
        }
    })
}
