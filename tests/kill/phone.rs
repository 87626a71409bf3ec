//! The phone of `kill.rs`: opens the core on a folder and synchronises until somebody kills it.
//!
//! `kill-phone HOME CITY` writes one letter per moment to its output, so that the judge knows in which one it fell:
//! `s` the app is open, `q` a question is on its way, `f` it failed, `a` it was answered in full, `e` the run has ended.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use madrid_core::app::AppBuilder;
use madrid_core::net::{HttpTransport, Trust};
use madrid_core::ports::{Entropy, HttpRequest, Transport, TransportReply};
use madrid_core::sync::Trigger;

/// Between two runs, and after a refusal.
const REST: Duration = Duration::from_millis(2);

/// The real way to the city, telling when it is used.
struct Telling(HttpTransport);

impl Transport for Telling {
    fn send(&self, request: HttpRequest) -> TransportReply<'_> {
        Box::pin(async move {
            tell('q');
            let answer = self.0.send(request).await;
            let in_full = answer.as_ref().is_ok_and(|answer| answer.status == 200);
            tell(if in_full { 'a' } else { 'f' });
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

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(home), Some(city)) = (arguments.next(), arguments.next()) else {
        return Err("usage: kill-phone HOME CITY".into());
    };
    let transport = Arc::new(Telling(HttpTransport::new(&city, &Trust::none())?));
    let builder = AppBuilder::new(Path::new(&home), &city).transport(transport);
    let app = builder.entropy(Arc::new(Impatient)).open()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    tell('s');
    runtime.block_on(async {
        loop {
            // Most runs fail here: the judge has switched on every fault the city knows.
            let _ = app.sync(Trigger::Person).await;
            tell('e');
            tokio::time::sleep(REST).await;
        }
    })
}
