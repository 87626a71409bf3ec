//! Words, welcome, settings and links through an open app, with a city that nobody can reach.

use std::sync::Mutex;

use super::*;
use crate::app::tests::{config, open, open_with};
use crate::platform::{SecureSettings, SettingsError, software_settings};

#[derive(Default)]
struct Recorder(Mutex<Vec<SettingsView>>);

impl SettingsListener for Recorder {
    fn on_change(&self, view: SettingsView) -> Result<(), ListenerError> {
        self.0.lock().unwrap().push(view);
        Ok(())
    }
}

/// Settings of a phone that keeps nothing.
struct Broken;

impl SecureSettings for Broken {
    fn read(&self, _: String) -> Result<Option<String>, SettingsError> {
        Err(SettingsError::Unavailable)
    }

    fn write(&self, _: String, _: String) -> Result<(), SettingsError> {
        Err(SettingsError::Unavailable)
    }

    fn remove(&self, _: String) -> Result<(), SettingsError> {
        Err(SettingsError::Unavailable)
    }
}

#[tokio::test]
async fn what_the_person_chose_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(&folder).await;
    assert_eq!(app.words().home, "Inicio");
    assert_eq!(app.welcome().unwrap().look_around_label, "Mirar sin entrar");
    app.choose_language(Language::En).await.unwrap();
    assert_eq!(app.words().home, "Home");
    assert_eq!(app.welcome().unwrap().look_around_label, "Look around first");
    app.end_welcome().await.unwrap();
    assert_eq!(app.welcome(), None);
    drop(app);

    let again = open(&folder).await;
    assert_eq!(again.language(), Language::En);
    assert_eq!(again.welcome(), None);
}

#[tokio::test]
async fn settings_that_keep_nothing_are_said_and_stop_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let app = open_with(&folder, Arc::new(Broken)).await;
    let unavailable = AppError::Bug {
        code: "platform.settings".to_owned(),
    };
    assert_eq!(app.choose_language(Language::En).await, Err(unavailable.clone()));
    assert_eq!(app.language(), Language::En);
    assert_eq!(app.end_welcome().await, Err(unavailable));
    assert_eq!(app.welcome(), None);
}

#[tokio::test]
async fn a_language_chosen_on_the_phone_since_then_wins() {
    let folder = tempfile::tempdir().unwrap();
    let settings = software_settings(config(&folder).home_dir).unwrap();
    for (kept, wanted) in [("en es", Language::En), ("en en", Language::Es), ("en", Language::Es)] {
        settings.write("language".to_owned(), kept.to_owned()).unwrap();
        assert_eq!(open(&folder).await.language(), wanted, "{kept}");
    }
}

#[tokio::test]
async fn a_language_nobody_speaks_any_more_leaves_the_phones_own() {
    let folder = tempfile::tempdir().unwrap();
    let settings = software_settings(config(&folder).home_dir).unwrap();
    settings.write("language".to_owned(), "xx es".to_owned()).unwrap();
    assert_eq!(open(&folder).await.language(), Language::Es);
}

#[tokio::test]
async fn settings_follow_the_language_and_have_no_lock_for_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(&folder).await;
    let recorder = Arc::new(Recorder::default());
    let subscription = app.observe_settings(Arc::clone(&recorder) as Arc<_>).await.unwrap();
    {
        let views = recorder.0.lock().unwrap();
        assert_eq!(views[0].title, "Ajustes");
        assert_eq!(views[0].app_lock, None);
        assert!(
            views[0]
                .about
                .iter()
                .any(|fact| fact.value == env!("CARGO_PKG_VERSION"))
        );
        let chosen: Vec<_> = views[0].languages.iter().filter(|choice| choice.is_chosen).collect();
        assert_eq!(chosen.len(), 1);
        assert_eq!(chosen[0].label, "Español");
    }
    app.choose_language(Language::En).await.unwrap();
    let english = async {
        while recorder.0.lock().unwrap().last().unwrap().title != "Settings" {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(5), english)
        .await
        .unwrap();
    subscription.cancel();
}

#[tokio::test]
async fn links_are_explained_where_they_lead_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(&folder).await;
    assert_eq!(app.open_link("madrid://settings".to_owned()), Ok(Destination::Settings));
    let error = app.open_link("madrid://moon".to_owned()).unwrap_err();
    assert_eq!(app.explain(error).title, "Enlace desconocido");
}
