//! Writing down what a person wants costs one wait for the disk, counted and not guessed: exactly one.
//!
//! SQLite is part of this program, so what it calls to wait for the disk can be defined here: it counts, and then waits.
#![cfg(target_os = "linux")]

#[cfg(test)]
#[path = "syncs/counted.rs"]
mod counted;

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use madrid_core::app::App;
    use madrid_core::kernel::Access;
    use madrid_core::profile::ContactChange;
    use madrid_core::sync::Trigger;
    use madrid_server_stub::{City, CityOptions};
    use madrid_tests::signed_in::{Hands, builder, persona_at, sign_in};

    use crate::counted::waits;

    async fn change_number(app: &App, number: u32) {
        let change = ContactChange {
            phone: Some(format!("+34{}", 611_000_000 + number).parse().unwrap()),
            email: None,
        };
        assert!(app.profile().change_contact(change).await.unwrap());
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn an_intent_waits_for_the_disk_exactly_once() {
        // The city waits for no disk: its records are in memory, and nobody talks to it while we count.
        let city = City::start(CityOptions::default()).await.unwrap();
        let home = tempfile::tempdir().unwrap();
        let app = builder(home.path(), city.http_url()).open().unwrap();
        let persona = persona_at(city.http_url(), "p-marta").await.unwrap();
        sign_in(&app, Arc::new(Hands(persona)), Access::Strong, true)
            .await
            .unwrap();
        app.sync(Trigger::Person).await.unwrap();
        let nothing_yet = waits();
        assert!(nothing_yet > 0, "the counter counts");
        for number in 1..=20 {
            let before = waits();
            change_number(&app, number).await;
            assert_eq!(waits() - before, 1, "change {number}");
        }
    }
}
