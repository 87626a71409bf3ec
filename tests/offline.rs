//! A phone with 10,000 places and no city: it answers everything it is asked, and says from when that is.

#[cfg(test)]
#[path = "faults/http.rs"]
mod http;
#[cfg(test)]
#[path = "faults/phone.rs"]
mod phone;

#[cfg(test)]
mod tests {
    use std::path::Path;

    use chrono::{DateTime, Utc};
    use madrid_bindings::app::App;
    use madrid_bindings::error::AppError;
    use madrid_bindings::places::{PlaceListView, SearchRequest};
    use madrid_bindings::view::{FreshnessState, FreshnessView};
    use madrid_server_stub::{City, CityOptions, Data, RunningCity};
    use serde_json::json;

    use crate::http::ask;
    use crate::phone::{assert_plain, assert_stale_but_there, config, kept, near_sol, open};

    const PLACES: usize = 10_000;

    /// The same city each time: its records lie in a file.
    async fn city(records: &Path, port: u16) -> RunningCity {
        let data = Data::File(records.to_owned());
        let options = CityOptions {
            synthetic: PLACES,
            data,
            port,
            ..CityOptions::default()
        };
        City::start(options).await.unwrap()
    }

    fn port(city: &RunningCity) -> u16 {
        city.http_url().rsplit(':').next().unwrap().parse().unwrap()
    }

    async fn search(app: &App, text: &str) -> Result<PlaceListView, AppError> {
        let text = text.to_owned();
        let request = SearchRequest {
            text,
            kinds: Vec::new(),
            needs: Vec::new(),
            limit: 20,
            here: None,
        };
        app.places().search(request).await
    }

    fn as_of(freshness: &FreshnessView) -> DateTime<Utc> {
        let text = freshness.as_of.as_ref().unwrap();
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    /// Near, search and show, each with when it was true and that it is `state` now.
    async fn assert_answers(app: &App, state: FreshnessState, confirmed: &str) {
        let near = near_sol(app).await.unwrap();
        let found = search(app, "biblioteca").await.unwrap();
        let shown = app.places().show(near.items[0].id.clone()).await.unwrap();
        assert_eq!(near.items.len(), 10);
        assert!(!found.items.is_empty());
        assert_eq!(shown.name, near.items[0].name);
        for freshness in [&near.freshness, &found.freshness, &shown.freshness] {
            assert_eq!((freshness.state, freshness.as_of.as_deref()), (state, Some(confirmed)));
            assert!(!freshness.label.is_empty() && !freshness.source.is_empty());
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn without_a_city_everything_is_answered_and_with_it_fresh_again() {
        let folder = tempfile::tempdir().unwrap();
        let (records, home) = (folder.path().join("city.db"), folder.path().join("phone"));
        let running = city(&records, 0).await;
        let (port, url) = (port(&running), running.http_url().to_owned());
        let app = open(config(&home, &url)).await.unwrap();
        let first = app.sync().await.unwrap().places.freshness;
        let confirmed = first.as_of.clone().unwrap();
        let before = kept(&home);
        assert_eq!(before.rows.len(), PLACES);
        assert_answers(&app, FreshnessState::Fresh, &confirmed).await;
        running.stop().await;

        let failed = app.sync().await.unwrap_err();
        let code = "net.unreachable".to_owned();
        assert_eq!(failed, AppError::Offline { code });
        assert_plain(&failed);
        assert_eq!(kept(&home), before);
        assert_answers(&app, FreshnessState::Stale, &confirmed).await;
        // Also after the app was closed and opened without a city.
        drop(app);
        let app = open(config(&home, &url)).await.unwrap();
        assert_answers(&app, FreshnessState::Stale, &confirmed).await;
        assert_stale_but_there(&app).await;

        let running = city(&records, port).await;
        ask(&url, "POST", "/admin/churn", &json!({ "deletes": 1, "upserts": 3 })).await;
        let again = app.sync().await.unwrap().places.freshness;
        assert_eq!(again.state, FreshnessState::Fresh);
        assert!(as_of(&again) >= as_of(&first));
        assert_answers(&app, FreshnessState::Fresh, again.as_of.as_deref().unwrap()).await;
        assert_eq!(kept(&home).rows.len(), PLACES - 1);
        running.stop().await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_suspended_phone_says_try_again_and_a_resumed_one_answers() {
        let folder = tempfile::tempdir().unwrap();
        let running = city(&folder.path().join("city.db"), 0).await;
        let home = folder.path().join("phone");
        let app = open(config(&home, running.http_url())).await.unwrap();
        app.sync().await.unwrap();
        let before = kept(&home);
        app.suspend_storage().await.unwrap();
        // Nothing is held open: the journal has gone back into the file.
        assert!(!home.join("madrid.db-wal").exists());
        let refused = [
            near_sol(&app).await.map(drop),
            search(&app, "biblioteca").await.map(drop),
            app.places().show("1".into()).await.map(drop),
            app.status().await.map(drop),
            app.sync().await.map(drop),
        ];
        for answer in refused {
            let code = "store.suspended".to_owned();
            let failed = answer.unwrap_err();
            assert_eq!(failed, AppError::TryAgain { code });
            assert_plain(&failed);
        }
        app.resume_storage().await.unwrap();
        assert_eq!(near_sol(&app).await.unwrap().items.len(), 10);
        assert_eq!(app.sync().await.unwrap().places.freshness.state, FreshnessState::Fresh);
        assert_eq!(kept(&home).rows, before.rows);
        running.stop().await;
    }
}
