//! One run at a time, and who may start one when. Time is tokio's, paused.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::Running;
use super::*;
use crate::net::NetError;
use crate::ports::{FakeClock, FakeEntropy, ScriptedTransport, SystemClock, TransportError};

/// An engine that counts its runs and does what it is told.
struct Probe {
    runs: Arc<AtomicUsize>,
    behaviour: fn(usize) -> Running<'static>,
}

impl Engine for Probe {
    fn name(&self) -> &'static str {
        "probe"
    }

    fn run(&self) -> Running<'_> {
        (self.behaviour)(self.runs.fetch_add(1, Ordering::SeqCst))
    }
}

struct Bench {
    coordinator: Arc<Coordinator>,
    runs: Arc<AtomicUsize>,
    clock: Arc<FakeClock>,
    _folder: tempfile::TempDir,
}

impl Bench {
    fn wait(&self, time: Duration) {
        self.clock.advance(TimeDelta::from_std(time).unwrap());
    }
}

fn coordinator(behaviour: fn(usize) -> Running<'static>) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let (database, _) = Database::open(&folder.path().join("test.db")).unwrap();
    let clock = Arc::new(FakeClock::at(DateTime::UNIX_EPOCH + TimeDelta::days(20_000)));
    let entropy: Arc<dyn Entropy> = Arc::new(FakeEntropy::seeded(3));
    let client = CityClient::new(
        Arc::new(ScriptedTransport::default()),
        Arc::new(SystemClock),
        Arc::clone(&entropy),
    );
    let mut coordinator = Coordinator::new(
        Arc::new(database),
        client,
        Changes::default(),
        Arc::clone(&clock) as Arc<dyn Clock>,
        entropy,
    );
    let runs = Arc::new(AtomicUsize::new(0));
    coordinator.engines.push(Box::new(Probe {
        runs: Arc::clone(&runs),
        behaviour,
    }));
    Bench {
        coordinator: Arc::new(coordinator),
        runs,
        clock,
        _folder: folder,
    }
}

fn slow_and_good(_: usize) -> Running<'static> {
    Box::pin(async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        Ok(())
    })
}

#[tokio::test(start_paused = true)]
async fn requests_during_a_run_share_its_outcome() {
    let bench = coordinator(slow_and_good);
    let (a, b, c) = tokio::join!(
        bench.coordinator.run(Trigger::Person),
        bench.coordinator.run(Trigger::Person),
        bench.coordinator.run(Trigger::Automatic),
    );
    assert!(a.is_ok() && b.is_ok() && c.is_ok());
    assert_eq!(bench.runs.load(Ordering::SeqCst), 1);
    assert!(!bench.coordinator.is_running());
    bench.coordinator.run(Trigger::Person).await.unwrap();
    assert_eq!(bench.runs.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn a_caller_who_leaves_does_not_stop_the_run() {
    let bench = coordinator(slow_and_good);
    let gone = tokio::time::timeout(Duration::from_millis(10), bench.coordinator.run(Trigger::Person)).await;
    assert!(gone.is_err());
    assert!(bench.coordinator.is_running());
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(!bench.coordinator.is_running());
    assert_eq!(bench.runs.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn automatic_runs_wait_for_their_turn_and_the_person_does_not() {
    let bench = coordinator(|_| Box::pin(async { Err(NetError::from(TransportError::Unreachable).into()) }));
    assert!(bench.coordinator.run(Trigger::Automatic).await.is_err());
    assert!(
        bench.coordinator.run(Trigger::Automatic).await.is_ok(),
        "not due: nothing happens"
    );
    assert_eq!(bench.runs.load(Ordering::SeqCst), 1);
    assert!(bench.coordinator.run(Trigger::Person).await.is_err());
    assert_eq!(bench.runs.load(Ordering::SeqCst), 2);
    bench.wait(BACKOFF.cap);
    assert!(bench.coordinator.run(Trigger::Automatic).await.is_err());
    assert_eq!(bench.runs.load(Ordering::SeqCst), 3);
}

#[tokio::test(start_paused = true)]
async fn when_the_city_asks_to_wait_even_the_person_waits() {
    let bench = coordinator(|run| {
        Box::pin(async move {
            let wait = Duration::from_secs(60);
            if run == 0 {
                Err(NetError::Busy {
                    retry_after: Some(wait),
                }
                .into())
            } else {
                Ok(())
            }
        })
    });
    assert!(bench.coordinator.run(Trigger::Person).await.is_err());
    bench.wait(Duration::from_secs(20));
    let refused = bench.coordinator.run(Trigger::Person).await.unwrap_err();
    let SyncError::Net(NetError::Busy {
        retry_after: Some(left),
    }) = *refused
    else {
        panic!("{refused:?}")
    };
    assert_eq!((left.as_secs(), bench.runs.load(Ordering::SeqCst)), (40, 1));
    bench.wait(Duration::from_secs(41));
    assert!(bench.coordinator.run(Trigger::Person).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_run_that_panics_lets_the_next_one_start() {
    let bench = coordinator(|run| {
        if run == 0 {
            Box::pin(async { panic!("on purpose") })
        } else {
            slow_and_good(run)
        }
    });
    let failed = bench.coordinator.run(Trigger::Person).await.unwrap_err();
    assert!(matches!(*failed, SyncError::Abandoned));
    assert!(bench.coordinator.run(Trigger::Person).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn observers_hear_of_the_beginning_and_the_end() {
    let bench = coordinator(slow_and_good);
    let mut changes = bench.coordinator.context.changes.subscribe();
    changes.mark_unchanged();
    let run = tokio::spawn({
        let coordinator = Arc::clone(&bench.coordinator);
        async move { coordinator.run(Trigger::Person).await }
    });
    changes.changed().await.unwrap();
    assert!(bench.coordinator.is_running());
    changes.changed().await.unwrap();
    assert!(!bench.coordinator.is_running());
    run.await.unwrap().unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_pause_of_the_app_is_not_a_failure_of_the_city() {
    let bench = coordinator(|run| {
        Box::pin(async move {
            if run == 0 {
                Err(StoreError::Suspended.into())
            } else {
                Ok(())
            }
        })
    });
    assert!(bench.coordinator.run(Trigger::Automatic).await.is_err());
    assert_eq!(bench.coordinator.unnoted_failure().code(), None);
    bench.coordinator.run(Trigger::Automatic).await.unwrap();
    assert_eq!(bench.runs.load(Ordering::SeqCst), 2, "due again at once");
}

#[test]
fn a_pause_ends_with_its_time_or_when_the_clock_is_set_back() {
    let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
    let pause = Pause::new(now, Duration::from_secs(60));
    assert_eq!(pause.left(now + TimeDelta::seconds(20)), Some(Duration::from_secs(40)));
    assert_eq!(pause.left(now + TimeDelta::seconds(60)), None);
    assert_eq!(pause.left(now - TimeDelta::seconds(1)), None);
}
