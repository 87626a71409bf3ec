//! The app lock: who is asked, when, and how a person who cannot open their data any more gets rid of them.

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use chrono::TimeDelta;
    use madrid_core::app::{App, AppBuilder};
    use madrid_core::kernel::Access;
    use madrid_core::ports::{Browser, BrowserError, FakeClock, Guard, KeyStore, KeyStoreError, SoftwareKeyStore};
    use madrid_core::session::SessionState;
    use madrid_server_stub::{City, CityOptions, RunningCity};
    use madrid_tests::signed_in::{Hands, persona_at, sign_in};

    /// A key store whose key can be lost, on a phone that may have no screen lock.
    struct Phone {
        keys: SoftwareKeyStore,
        has_screen_lock: bool,
        is_key_gone: AtomicBool,
    }

    impl Phone {
        fn new(has_screen_lock: bool) -> Arc<Self> {
            Arc::new(Self {
                keys: SoftwareKeyStore::new().unwrap(),
                has_screen_lock,
                is_key_gone: AtomicBool::new(false),
            })
        }
    }

    impl KeyStore for Phone {
        fn wrap(&self, secret: &[u8], guard: Guard) -> Result<Vec<u8>, KeyStoreError> {
            if guard == Guard::Person && !self.has_screen_lock {
                return Err(KeyStoreError::NoScreenLock);
            }
            self.keys.wrap(secret, guard)
        }

        fn unwrap(&self, wrapped: &[u8], prompt: &str) -> Result<Vec<u8>, KeyStoreError> {
            if self.is_key_gone.load(Ordering::Relaxed) {
                return Err(KeyStoreError::Invalidated);
            }
            self.keys.unwrap(wrapped, prompt)
        }
    }

    /// A browser that counts for a person who must not see it.
    #[derive(Default)]
    struct Unwanted(AtomicBool);

    impl Browser for Unwanted {
        fn visit(&self, _: &str, _: &str) -> Result<String, BrowserError> {
            self.0.store(true, Ordering::Relaxed);
            Err(BrowserError::Unavailable)
        }
    }

    async fn city() -> RunningCity {
        City::start(CityOptions::default()).await.unwrap()
    }

    fn open(home: &Path, city: &RunningCity, phone: &Arc<Phone>, clock: &Arc<FakeClock>) -> App {
        AppBuilder::new(home, city.http_url())
            .key_store(Arc::clone(phone) as _)
            .clock(Arc::clone(clock) as _)
            .open()
            .unwrap()
    }

    async fn hands(city: &RunningCity, id: &str) -> Arc<Hands> {
        Arc::new(Hands(persona_at(city.http_url(), id).await.unwrap()))
    }

    fn now() -> Arc<FakeClock> {
        Arc::new(FakeClock::at(chrono::Utc::now()))
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn after_a_minute_away_the_lock_is_shut_and_without_a_lock_it_is_not() {
        let city = city().await;
        for (app_lock, seconds, state) in [
            (true, 59, SessionState::SignedIn(Access::Light)),
            (true, 60, SessionState::Locked),
            (false, 3_600, SessionState::SignedIn(Access::Light)),
        ] {
            let (folder, clock) = (tempfile::tempdir().unwrap(), now());
            let app = open(folder.path(), &city, &Phone::new(true), &clock);
            let carmen = hands(&city, "p-carmen").await;
            sign_in(&app, carmen, Access::Light, app_lock).await.unwrap();
            app.suspend();
            clock.advance(TimeDelta::seconds(seconds));
            app.resume().unwrap();
            assert_eq!(app.session().state().await.unwrap(), state, "{app_lock} {seconds}");
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_phone_without_a_screen_lock_says_so_before_the_login_page() {
        let (city, folder) = (city().await, tempfile::tempdir().unwrap());
        let app = open(folder.path(), &city, &Phone::new(false), &now());
        let browser = Arc::new(Unwanted::default());
        let refused = sign_in(&app, Arc::clone(&browser) as _, Access::Light, true).await;
        assert_eq!(refused.unwrap_err().code(), "vault.no_screen_lock");
        assert!(
            !browser.0.load(Ordering::Relaxed),
            "the person was sent to the login page"
        );
        let carmen = hands(&city, "p-carmen").await;
        sign_in(&app, carmen, Access::Light, false).await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn who_cannot_open_the_data_any_more_removes_them_and_begins_again() {
        let (city, folder, phone) = (city().await, tempfile::tempdir().unwrap(), Phone::new(true));
        let app = open(folder.path(), &city, &phone, &now());
        assert_eq!(
            app.removal().await.unwrap_err().code(),
            "session.none",
            "there is nobody"
        );
        let carmen = hands(&city, "p-carmen").await;
        sign_in(&app, Arc::clone(&carmen) as _, Access::Light, true)
            .await
            .unwrap();
        app.lock();
        phone.is_key_gone.store(true, Ordering::Relaxed);
        assert_eq!(app.session().unlock("").await.unwrap_err().code(), "vault.invalidated");
        assert_eq!(app.removal().await.unwrap().unsent, 0);
        app.remove_my_data().await.unwrap();
        phone.is_key_gone.store(false, Ordering::Relaxed);
        let marta = hands(&city, "p-marta").await;
        sign_in(&app, marta, Access::Light, true).await.unwrap();
        assert_eq!(
            app.session().state().await.unwrap(),
            SessionState::SignedIn(Access::Light)
        );
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn whoever_signed_out_can_still_remove_their_data() {
        let (city, folder) = (city().await, tempfile::tempdir().unwrap());
        let app = open(folder.path(), &city, &Phone::new(true), &now());
        let carmen = hands(&city, "p-carmen").await;
        sign_in(&app, carmen, Access::Light, false).await.unwrap();
        app.sign_out().await.unwrap();
        app.removal().await.unwrap();
        app.remove_my_data().await.unwrap();
        assert_eq!(app.removal().await.unwrap_err().code(), "session.none");
    }
}
