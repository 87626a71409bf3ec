//! A phone that was never filled: its first list is there while the rest of the catalogue is still to come.

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::path::Path;
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use madrid_core::app::{App, AppBuilder, Trigger, Trust};
    use madrid_core::kernel::FreshnessState;
    use madrid_core::net::HttpTransport;
    use madrid_core::places::{Found, NearQuery, NeedSet, SearchQuery};
    use madrid_core::ports::{HttpRequest, Transport, TransportError, TransportReply};
    use madrid_server_stub::{City, CityOptions, RunningCity};
    use tokio::sync::watch;
    use tokio::time::timeout;

    const PLACES: usize = 3_000;
    /// What is not there by then never comes.
    const PATIENCE: Duration = Duration::from_secs(60);

    /// What comes after a first page of places: nothing until it is decided.
    #[derive(Debug, Clone, Copy, PartialEq)]
    enum Rest {
        Held,
        Comes,
        Breaks,
    }

    /// The way to the city, with a gate behind the first page of places.
    struct Gated {
        city: HttpTransport,
        rest: watch::Receiver<Rest>,
        /// Where each answer about places began, and its bytes.
        answers: Mutex<Vec<(String, usize)>>,
    }

    impl Transport for Gated {
        fn send(&self, request: HttpRequest) -> TransportReply<'_> {
            let mut rest = self.rest.clone();
            Box::pin(async move {
                let path = request.path.clone();
                let places = path.starts_with("/v1/places");
                if places && path.contains("after=") {
                    let decided = rest.wait_for(|rest| *rest != Rest::Held).await;
                    if *decided.map_err(|_| TransportError::Unreachable)? == Rest::Breaks {
                        return Err(TransportError::Unreachable);
                    }
                }
                let response = self.city.send(request).await?;
                if places {
                    self.answers.lock().unwrap().push((path, response.body.len()));
                }
                Ok(response)
            })
        }
    }

    struct Phone {
        app: Arc<App>,
        way: Arc<Gated>,
        rest: watch::Sender<Rest>,
    }

    impl Phone {
        fn new(home: &Path, city: &RunningCity) -> Self {
            let (rest, held) = watch::channel(Rest::Held);
            let way = Arc::new(Gated {
                city: HttpTransport::new(city.http_url(), &Trust::none()).unwrap(),
                rest: held,
                answers: Mutex::default(),
            });
            let transport = Arc::clone(&way) as Arc<dyn Transport>;
            let app = AppBuilder::new(home, city.http_url()).transport(transport).open();
            Self {
                app: Arc::new(app.unwrap()),
                way,
                rest,
            }
        }

        async fn near(&self) -> Found {
            let query = NearQuery::central(None, NeedSet::default(), 5_000).unwrap();
            self.app.places().near(query).await.unwrap()
        }

        /// What an observer of the list sees first.
        async fn first_list(&self, changes: &mut watch::Receiver<u64>) -> Found {
            let look = async {
                loop {
                    changes.changed().await.unwrap();
                    let found = self.near().await;
                    if !found.items.is_empty() {
                        return found;
                    }
                }
            };
            timeout(PATIENCE, look).await.expect("no list before the rest came")
        }
    }

    fn kinds(found: &Found) -> HashSet<String> {
        let kinds = found.items.iter().map(|near| near.place.kind.code());
        kinds.map(str::to_owned).collect()
    }

    /// Sources write the names of three districts with and without spaces.
    fn districts(found: &Found) -> HashSet<String> {
        let names = found.items.iter().filter_map(|near| near.place.district.as_deref());
        names.map(|name| name.replace(" - ", "-")).collect()
    }

    async fn city() -> RunningCity {
        let options = CityOptions {
            synthetic: PLACES,
            ..CityOptions::default()
        };
        City::start(options).await.unwrap()
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_first_places_are_there_and_useful_while_the_rest_is_still_to_come() {
        let (city, folder) = (city().await, tempfile::tempdir().unwrap());
        let phone = Phone::new(folder.path(), &city);
        let (mut changes, app) = (phone.app.changes(), Arc::clone(&phone.app));
        let syncing = tokio::spawn(async move { app.sync(Trigger::Person).await });
        let first = phone.first_list(&mut changes).await;
        assert!(!syncing.is_finished());
        // Nothing is claimed to be whole, and there is something of everything everywhere.
        assert_eq!(
            (first.items.len(), first.freshness.state),
            (100, FreshnessState::Beginning)
        );
        // A person can open it and search in it.
        let id = first.items[0].place.id;
        assert_eq!(phone.app.places().show(id).await.unwrap().place.summary.id, id);
        let search = SearchQuery::new("museo", 10).unwrap();
        assert!(!phone.app.places().search(search).await.unwrap().items.is_empty());
        phone.rest.send_replace(Rest::Comes);
        syncing.await.unwrap().unwrap();
        let all = phone.near().await;
        assert_eq!((all.items.len(), all.freshness.state), (PLACES, FreshnessState::Fresh));
        for sort in [kinds, districts] {
            assert_eq!(sort(&first), sort(&all), "something of everything everywhere");
        }
        let answers = phone.way.answers.lock().unwrap().clone();
        assert_eq!(answers[0].0, "/v1/places?limit=100");
        assert!(
            answers[0].1 * 10 < answers[1].1,
            "the first page is a small part: {answers:?}"
        );
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_network_that_goes_after_the_first_page_leaves_it_and_the_rest_comes_later() {
        let (city, folder) = (city().await, tempfile::tempdir().unwrap());
        let phone = Phone::new(folder.path(), &city);
        phone.rest.send_replace(Rest::Breaks);
        let failed = phone.app.sync(Trigger::Person).await.unwrap_err();
        assert_eq!(failed.code(), "net.unreachable");
        assert_eq!(phone.near().await.items.len(), 100);
        phone.rest.send_replace(Rest::Comes);
        phone.app.sync(Trigger::Person).await.unwrap();
        assert_eq!(phone.near().await.items.len(), PLACES);
        let asked: Vec<_> = phone
            .way
            .answers
            .lock()
            .unwrap()
            .iter()
            .map(|(path, _)| path.clone())
            .collect();
        assert_eq!(
            asked.iter().filter(|path| !path.contains("after=")).count(),
            1,
            "{asked:?}"
        );
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn where_one_page_is_all_nothing_more_is_asked() {
        let folder = tempfile::tempdir().unwrap();
        let city = City::start(CityOptions::default()).await.unwrap();
        let phone = Phone::new(folder.path(), &city);
        phone.app.sync(Trigger::Person).await.unwrap();
        assert_eq!(phone.near().await.freshness.state, FreshnessState::Fresh);
        assert_eq!(phone.way.answers.lock().unwrap().len(), 1);
    }
}
