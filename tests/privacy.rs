//! Personal data stay sealed on the disk, and never reach a log, an error or a crash text.
//!
//! The judge takes every value of a persona from the city's own answers, and looks for its bytes, in UTF-8 and in both kinds of
//! UTF-16, in every file of the phone and in everything the phone has said.

#[cfg(test)]
#[path = "privacy/day.rs"]
mod day;
#[cfg(test)]
#[path = "privacy/ear.rs"]
mod ear;
#[cfg(test)]
#[path = "faults/http.rs"]
mod http;
#[cfg(test)]
#[path = "privacy/phone.rs"]
mod phone;
#[cfg(test)]
#[path = "privacy/values.rs"]
mod values;
#[cfg(test)]
#[path = "privacy/wire.rs"]
mod wire;

#[cfg(test)]
mod tests {
    use madrid_core::app::AppBuilder;
    use madrid_core::kernel::Access;
    use madrid_core::ports::FileKeyStore;
    use madrid_core::store::{Database, Vault, VaultState};
    use madrid_core::sync::Trigger;
    use madrid_server_stub::{City, CityOptions};
    use serde_json::{Value, json};
    use std::sync::Arc;

    use crate::day::{Day, found, phone_behind};
    use crate::ear;
    use crate::http::ask;
    use crate::phone::{NEW_NUMBER, Phone};
    use crate::values::{Values, find_in_folder, find_in_text};
    use crate::wire::Wire;

    const PERSONAS: [&str; 4] = ["p-carmen", "p-antonio", "p-amina", "p-marta"];

    #[test]
    fn the_judge_finds_what_lies_open() {
        let folder = tempfile::tempdir().unwrap();
        let values = Values::of(&json!({ "given_name": "Núria", "amount_cents": 41_235 }));
        assert_eq!(find_in_folder(folder.path(), &values), Vec::<String>::new());
        let utf16: Vec<u8> = "xNúria".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in ["..Núria..".as_bytes(), &utf16, b"{\"a\":41235}", "41235".as_bytes()] {
            std::fs::write(folder.path().join("file"), bytes).unwrap();
            assert_eq!(find_in_folder(folder.path(), &values).len(), 1, "{bytes:?}");
        }
        assert_eq!(find_in_text("hola Núria", &values).len(), 1);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_disk_holds_nothing_of_the_person_in_plain() {
        let city = City::start(CityOptions::default()).await.unwrap();
        for who in PERSONAS {
            let phone = Phone::signed_in(city.http_url(), who, Access::Strong).await;
            let values = phone.everything_the_city_knows().await;
            assert!(values.len() > 8, "{who}: {}", values.len());
            phone.change_number().await;
            let values = values.and(&phone.book().await);
            let values = values.and(&phone.write_about_a_fine().await);
            // With the journal as it is while the app runs, and as it is once the app has closed its files.
            assert_eq!(
                find_in_folder(phone.home(), &values),
                Vec::<String>::new(),
                "{who}, running"
            );
            phone.app().sync(Trigger::Person).await.unwrap();
            let values = values.and(&phone.booked().await);
            assert_eq!(
                find_in_folder(phone.home(), &values),
                Vec::<String>::new(),
                "{who}, after a sync"
            );
            phone.app().suspend();
            assert_eq!(
                find_in_folder(phone.home(), &values),
                Vec::<String>::new(),
                "{who}, suspended"
            );
        }
    }

    /// Two days that have nothing in common but the person: whoever reads every byte can tell neither from the other, and finds no
    /// trace of either.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_day_of_recommendations_leaves_no_trace_on_the_wire() {
        let mut sent = Vec::new();
        for day in [Day::of_a_reader(), Day::of_a_player()] {
            // A city of its own for each: the court that both book is free on both days.
            let city = City::start(CityOptions::default()).await.unwrap();
            let home = tempfile::tempdir().unwrap();
            let wire = Wire::to(city.http_url()).await;
            let app = phone_behind(&wire, home.path(), city.http_url(), "p-carmen").await;
            let touched = day.live(&app).await;
            let traces = day.traces(&touched);
            assert!(touched.len() > 12 && traces.len() > 20);
            assert_eq!(found(&wire.everything(), &traces), Vec::<String>::new());
            sent.push(wire.requests());
        }
        let (one, other) = (&sent[0], &sent[1]);
        assert!(one.len() > 10, "the judge reads what is sent: {}", one.len());
        assert_eq!(one, other, "the days can be told apart");
    }

    #[test]
    fn the_judge_of_the_wire_finds_a_trace_however_it_is_written() {
        let traces = Day::of_a_reader().traces(&["place:12".to_owned(), "Parque Ágata".to_owned()]);
        for sent in [
            "GET /v1/places?lat=40.41732 HTTP/1.1",
            "GET /v1/places?near=-3.682 HTTP/1.1",
            "GET /v1/places?q=Biblioteca+Eugenio HTTP/1.1",
            "{\"kind\":\"library\"}",
            "GET /v1/places/12 HTTP/1.1",
            "PUT /x HTTP/1.1\r\n\r\nparque ágata",
        ] {
            assert_ne!(found(sent.as_bytes(), &traces), Vec::<String>::new(), "{sent}");
        }
        assert_eq!(
            found(b"GET /v1/places?limit=10000 HTTP/1.1", &Day::of_a_player().traces(&[])),
            Vec::<String>::new()
        );
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_was_removed_is_opened_by_nothing() {
        let city = City::start(CityOptions::default()).await.unwrap();
        let phone = Phone::signed_in(city.http_url(), "p-marta", Access::Strong).await;
        let stolen = tempfile::tempdir().unwrap();
        std::fs::copy(phone.home().join("keystore.key"), stolen.path().join("keystore.key")).unwrap();
        let wrapped = phone.wrapped_key();
        phone.book().await;
        assert!(
            phone.holds(&wrapped),
            "the judge finds the wrapped key while it is there"
        );
        let sealed = phone.sealed_values();
        assert!(sealed.len() > 5);
        phone.app().remove_my_data().await.unwrap();
        assert!(!phone.holds(&wrapped), "the wrapped key is still in a file");
        assert!(
            sealed.iter().all(|value| !phone.holds(value)),
            "a sealed value is still in a file"
        );
        let journal = std::fs::metadata(phone.home().join("madrid.db-wal")).map_or(0, |file| file.len());
        assert_eq!(journal, 0, "the journal is cut");
        // The database as it is now, with the key store as it was before.
        phone.app().suspend();
        std::fs::copy(phone.home().join("madrid.db"), stolen.path().join("madrid.db")).unwrap();
        let (database, _) = Database::open(&stolen.path().join("madrid.db")).unwrap();
        let keys = FileKeyStore::at(stolen.path().join("keystore.key"));
        let vault = Vault::new(Arc::new(database), Arc::new(keys));
        assert_eq!(vault.state().unwrap(), VaultState::Empty);
        assert!(vault.unlock("").is_err() && vault.sealer().is_err());
    }

    /// Whatever is under way when the person says so writes nothing more, and the phone is free for somebody else.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn removing_in_the_middle_of_a_run_leaves_nothing() {
        let city = City::start(CityOptions::default()).await.unwrap();
        let url = city.http_url();
        for (delay_ms, wait_ms) in [(40, 10), (40, 60), (40, 120), (10, 25)] {
            let phone = Phone::signed_in(url, "p-marta", Access::Strong).await;
            phone.change_number().await;
            phone.book().await;
            let rules = json!({ "rules": [{ "fault": "delay", "path": "/", "delay_ms": delay_ms }] });
            ask(url, "PUT", "/admin/faults", &rules).await;
            ask(
                url,
                "POST",
                "/admin/sessions",
                &json!({ "person": "p-marta", "action": "expire_access" }),
            )
            .await;
            let (run, removal) = tokio::join!(phone.app().sync(Trigger::Person), async {
                tokio::time::sleep(std::time::Duration::from_millis(wait_ms)).await;
                phone.app().remove_my_data().await
            });
            removal.unwrap();
            drop(run);
            ask(url, "DELETE", "/admin/faults", &Value::Null).await;
            assert_eq!(phone.rows_about_the_person(), 0, "{delay_ms} {wait_ms}");
            phone.sign_in_as("p-diego").await;
            phone.app().sync(Trigger::Person).await.unwrap();
            let shown = phone.app().profile().show().await.unwrap();
            assert_eq!(shown.person.unwrap().id, "p-diego");
        }
    }

    /// A key that could be opened without the person does not stay behind the lock that came later.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_app_lock_brings_a_new_key_and_everything_is_sealed_with_it() {
        let city = City::start(CityOptions::default()).await.unwrap();
        let phone = Phone::signed_in(city.http_url(), "p-carmen", Access::Strong).await;
        phone.app().session().set_app_lock(false, "").await.unwrap();
        phone.change_number().await;
        phone.book().await;
        let (before, shown) = (phone.wrapped_key(), phone.app().home().show(None).await.unwrap());
        phone.app().session().set_app_lock(true, "").await.unwrap();
        assert!(!phone.holds(&before), "the old key is still in a file");
        let generations: std::collections::BTreeSet<u8> = phone
            .sealed_values()
            .iter()
            .map(|value| *value.get(4).unwrap())
            .collect();
        assert_eq!(generations, [2].into(), "every sealed column is known");
        assert!(phone.app().home().show(None).await.unwrap() == shown);
        assert_eq!(phone.app().profile().show().await.unwrap().pending.len(), 1);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_damaged_copy_set_aside_goes_with_the_rest() {
        let city = City::start(CityOptions::default()).await.unwrap();
        let phone = Phone::signed_in(city.http_url(), "p-marta", Access::Light).await;
        std::fs::write(phone.home().join("madrid.db.damaged-1"), phone.wrapped_key()).unwrap();
        std::fs::write(phone.home().join("madrid.db.damaged-1-wal"), "x").unwrap();
        phone.app().remove_my_data().await.unwrap();
        assert!(!phone.home().join("madrid.db.damaged-1").exists());
        assert!(!phone.home().join("madrid.db.damaged-1-wal").exists());
        // And the phone goes on without a person.
        assert!(AppBuilder::new(phone.home(), city.http_url()).open().is_ok());
    }

    /// Everything at once that makes an app talk: every fault, a conflict, a refusal, a locked phone, a panic.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn logs_errors_and_crash_texts_say_nothing_of_the_person() {
        let heard = ear::listen();
        let city = City::start(CityOptions::default()).await.unwrap();
        let phone = Phone::signed_in(city.http_url(), "p-carmen", Access::Strong).await;
        let values = phone.everything_the_city_knows().await.and(&phone.book().await);
        for fault in [
            "drop_before",
            "drop_after",
            "status",
            "busy",
            "truncate",
            "broken_json",
            "wrong_content",
        ] {
            for path in ["/v1/me", "/idp"] {
                let rules = json!({ "rules": [{ "fault": fault, "path": path, "retry_after_s": 0 }] });
                ask(city.http_url(), "PUT", "/admin/faults", &rules).await;
                phone.change_number().await;
                phone.say(phone.app().sync(Trigger::Person).await.err());
            }
        }
        ask(city.http_url(), "DELETE", "/admin/faults", &Value::Null).await;
        let counter = json!({ "phone": NEW_NUMBER, "email": "otra@example.org" });
        ask(city.http_url(), "PUT", "/admin/people/p-carmen/contact", &counter).await;
        phone.app().sync(Trigger::Person).await.ok();
        for action in ["expire_access", "revoke"] {
            let body = json!({ "person": "p-carmen", "action": action });
            ask(city.http_url(), "POST", "/admin/sessions", &body).await;
            phone.say(phone.app().sync(Trigger::Person).await.err());
        }
        phone.show_debug_of_everything().await;
        phone.spoil_sealed_rows();
        phone.say(phone.app().home().show(None).await.err());
        phone.app().lock();
        phone.say(phone.app().home().show(None).await.err());
        let said = heard.everything();
        assert!(said.len() > 1_000, "the ear hears: {}", said.len());
        assert_eq!(find_in_text(&said, &values), Vec::<String>::new());
    }
}
