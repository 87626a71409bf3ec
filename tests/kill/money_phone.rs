//! The phone of `kill/money.rs`: its person pays one debt after another, until somebody kills it.
//!
//! `money-phone HOME CITY FIRST` writes one letter per moment: `s` it is open, `y` its person is about to say yes, `q` a question is
//! on its way, `f` it failed, `a` it was answered. FIRST is the first of the debts to pay; they stand in the file `debts`, a line each.

use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use madrid_core::app::{App, AppBuilder};
use madrid_core::kernel::{DebtKind, DebtRef};
use madrid_core::net::{HttpTransport, Trust};
use madrid_core::payments::Method;
use madrid_core::ports::{Entropy, FileKeyStore, HttpRequest, Transport, TransportReply};
use madrid_core::sync::Trigger;

/// So often it asks how a payment stands before it goes on to the next.
const CHECKS: usize = 4;

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

/// Pays one debt as far as it can. Most of what it asks fails: the city and its bank are killed as well.
async fn pay(app: &App, debt: DebtRef) {
    let Ok(attempt) = app.payments().prepare(debt, Method::Card).await else {
        return;
    };
    tell('y');
    let _ = app.payments().submit(attempt.id).await;
    for _ in 0..CHECKS {
        let _ = app.payments().check(attempt.id).await;
    }
    let _ = app.sync(Trigger::Person).await;
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(home), Some(city), Some(first)) = (arguments.next(), arguments.next(), arguments.next()) else {
        return Err("usage: money-phone HOME CITY FIRST".into());
    };
    let home = Path::new(&home);
    let debts = std::fs::read_to_string(home.join("debts"))?;
    let debts = debts.lines().map(|id| DebtRef {
        kind: DebtKind::Fine,
        id: id.to_owned(),
    });
    let app = AppBuilder::new(home, &city)
        .transport(Arc::new(Telling(HttpTransport::new(&city, &Trust::none())?)))
        .key_store(Arc::new(FileKeyStore::at(home.join("keystore.key"))))
        .entropy(Arc::new(Impatient))
        .open()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let mut debts = debts.collect::<Vec<_>>().into_iter().cycle().skip(first.parse()?);
    tell('s');
    runtime.block_on(async {
        loop {
            let debt = debts.next().ok_or("no debts")?;
            pay(&app, debt).await;
        }
    })
}
