//! The phone's clock is wrong.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use madrid_bindings::view::{FreshnessState as Shown, Language};
use madrid_core::app::{AppBuilder, Notice};
use madrid_core::kernel::FreshnessState;
use madrid_core::ports::FakeClock;
use madrid_core::sync::Trigger;
use madrid_server_stub::{City, CityOptions, RunningCity};

use crate::phone::{config, open};

async fn city_at(now: DateTime<Utc>) -> RunningCity {
    let options = CityOptions {
        clock: Some(now),
        ..CityOptions::default()
    };
    City::start(options).await.unwrap()
}

/// A phone whose clock is `off` from the city's; whether it noticed.
async fn judged_by_the_citys_clock(off: TimeDelta) -> bool {
    let start = DateTime::parse_from_rfc3339("2026-11-24T10:00:00Z").unwrap().to_utc();
    let city = city_at(start).await;
    let home = tempfile::tempdir().unwrap();
    let clock = Arc::new(FakeClock::at(start + off));
    let builder = AppBuilder::new(home.path(), city.http_url()).clock(Arc::clone(&clock) as Arc<_>);
    let app = builder.open().unwrap();
    app.sync(Trigger::Person).await.unwrap();
    let status = app.status().await.unwrap();
    assert_eq!(status.freshness.state, FreshnessState::Fresh, "{off}");
    // The city's time, not the phone's.
    assert!(
        (status.freshness.as_of.unwrap() - start).abs() < TimeDelta::hours(1),
        "{off}"
    );
    clock.advance(TimeDelta::hours(22));
    assert_eq!(
        app.status().await.unwrap().freshness.state,
        FreshnessState::Fresh,
        "{off}"
    );
    clock.advance(TimeDelta::hours(3));
    assert_eq!(
        app.status().await.unwrap().freshness.state,
        FreshnessState::Stale,
        "{off}"
    );
    status.notices.contains(&Notice::WrongClock)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn freshness_goes_by_the_citys_clock_and_a_wrong_one_is_noticed() {
    assert!(judged_by_the_citys_clock(TimeDelta::days(3)).await);
    assert!(judged_by_the_citys_clock(TimeDelta::days(-3)).await);
    assert!(!judged_by_the_citys_clock(TimeDelta::zero()).await);
    assert!(!judged_by_the_citys_clock(TimeDelta::minutes(20)).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_notice_has_words_in_both_languages() {
    for days in [3, -3] {
        let city = city_at(Utc::now() + TimeDelta::days(days)).await;
        let home = tempfile::tempdir().unwrap();
        let app = open(config(home.path(), city.http_url())).await.unwrap();
        let es = app.sync().await.unwrap();
        assert_eq!(es.places.freshness.state, Shown::Fresh);
        app.choose_language(Language::En).await.unwrap();
        let en = app.status().await.unwrap();
        let [es, en] = [es, en].map(|status| status.notices.into_iter().next().unwrap());
        assert_eq!(
            (es.code.as_str(), en.code.as_str()),
            ("notice.wrong_clock", "notice.wrong_clock")
        );
        assert!(es.title != en.title && es.body != en.body, "{es:?} {en:?}");
    }
}
