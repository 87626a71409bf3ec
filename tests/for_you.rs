//! What the city has for a person, over the City's real places and its real agenda.

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};
    use std::sync::Arc;

    use chrono::{DateTime, Utc};
    use madrid_core::agenda::EventNow;
    use madrid_core::app::App;
    use madrid_core::kernel::{Access, GeoPoint};
    use madrid_core::ports::{Clock as _, FakeClock};
    use madrid_core::recommend::{About, ForYou, ItemKey, LifeEvent, Reason, SignalKind, Suggestion, What};
    use madrid_core::sync::Trigger;
    use madrid_server_stub::{City, CityOptions, RunningCity};
    use madrid_tests::signed_in::{Hands, builder, persona_at, sign_in};

    /// The City's files, or nothing after saying so. On the build server they must be there.
    fn real_data() -> Option<PathBuf> {
        let shared = std::env::var_os("MADRID_SHARED").map_or_else(
            || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
            PathBuf::from,
        );
        let files = Some(shared.join("madrid-data")).filter(|folder| folder.is_dir());
        if files.is_none() {
            assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "no real data");
            eprintln!("SKIPPED: no real data (set MADRID_SHARED)");
        }
        files
    }

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    /// Each thing has a reason, nothing is over, and no more than half of ten are events. Which kinds of things there are.
    fn judge(list: &ForYou, when: &str) -> BTreeSet<String> {
        assert!(
            list.unread.is_empty() && list.items.len() >= 30,
            "{when}: {}",
            list.items.len()
        );
        for item in &list.items {
            assert!(!item.reasons.is_empty(), "{when}: {} has no reason", item.key);
            if let Suggestion::Event(event) = &item.suggestion {
                assert!(matches!(**event, EventNow::Ahead(_)), "{when}: {} is over", item.key);
            }
        }
        for ten in list.items.chunks(10) {
            assert!(
                ten.iter().filter(|item| item.key.what() == What::Event).count() <= 5,
                "{when}"
            );
        }
        list.items.iter().map(|item| format!("{:?}", item.key.what())).collect()
    }

    async fn phone(city: &RunningCity, home: &Path, clock: &Arc<FakeClock>) -> App {
        let app = builder(home, city.http_url()).clock(clock.clone()).open().unwrap();
        app.sync(Trigger::Person).await.unwrap();
        app
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn every_thing_has_its_reason_at_every_hour_with_and_without_a_place_and_a_person() {
        let Some(data) = real_data() else { return };
        let start = at("2025-10-27T08:00:00Z");
        let options = CityOptions {
            clock: Some(start),
            hold_clock: true,
            catalogue: vec![data],
            ..CityOptions::default()
        };
        let city = City::start(options).await.unwrap();
        let clock = Arc::new(FakeClock::at(start));
        let home = tempfile::tempdir().unwrap();
        let app = phone(&city, home.path(), &clock).await;
        let here = GeoPoint::new(40.416_9, -3.703_5).ok();
        for is_known in [false, true] {
            if is_known {
                let persona = persona_at(city.http_url(), "p-carmen").await.unwrap();
                sign_in(&app, Arc::new(Hands(persona)), Access::Light, false)
                    .await
                    .unwrap();
                app.sync(Trigger::Person).await.unwrap();
            }
            let mut kinds = BTreeSet::new();
            for when in [
                "2025-10-27T08:00:00Z",
                "2025-10-27T18:30:00Z",
                "2025-10-28T01:00:00Z",
                "2025-11-01T10:00:00Z",
            ] {
                clock.advance(at(when) - clock.now());
                for place in [here, None] {
                    let list = app.recommend().for_you(place, 50).await.unwrap();
                    kinds.extend(judge(&list, when));
                }
            }
            assert!(kinds.contains("Event") && kinds.contains("Place"), "{kinds:?}");
            clock.advance(start - clock.now());
        }
        what_is_on_today_says_when(&app, here).await;
    }

    async fn what_is_on_today_says_when(app: &App, here: Option<GeoPoint>) {
        let list = app.recommend().for_you(here, 50).await.unwrap();
        let says_when = |reason: &Reason| matches!(reason, Reason::Starts(_) | Reason::OnDay(_) | Reason::Ends(_));
        assert!(list.items.iter().any(|item| item.reasons.iter().any(says_when)));
        // What was told, opened and saved leaves each thing with a reason too.
        let about = About {
            with_children: true,
            step_free: true,
            life: vec![(LifeEvent::Baby, app.now())],
            ..About::default()
        };
        app.recommend().tell(about).await.unwrap();
        // What waits for the person is no thing to keep.
        let is_kept = |key: &ItemKey| matches!(key.what(), What::Place | What::Event);
        for item in list.items.iter().filter(|item| is_kept(&item.key)).take(12) {
            app.recommend()
                .signal(SignalKind::Opened, &item.key, here)
                .await
                .unwrap();
            app.recommend()
                .signal(SignalKind::Saved, &item.key, here)
                .await
                .unwrap();
        }
        let after = app.recommend().for_you(here, 50).await.unwrap();
        judge(&after, "after a while");
        assert_ne!(
            after.items.iter().map(|item| &item.key).collect::<Vec<_>>(),
            list.items.iter().map(|item| &item.key).collect::<Vec<_>>()
        );
    }
}
