//! What people can count on, told once for all three languages: each file in `scenarios/` is a behaviour, and the runners in
//! Rust (here), Kotlin (`android/kit`) and Swift (`ios`) play all of them. `scenarios/README.md` says how one is written.

#[cfg(test)]
#[path = "faults/http.rs"]
mod http;
#[cfg(test)]
#[path = "scenarios/runner/mod.rs"]
mod runner;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use crate::runner::{assert_broken, play};

    /// A test for each file.
    macro_rules! scenarios {
        ($($name:ident)*) => {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    play(include_str!(concat!("scenarios/", stringify!($name), ".json"))).await;
                }
            )*
            const PLAYED: &[&str] = &[$(stringify!($name)),*];
        };
    }

    scenarios! {
        acting_for_a_child
        app_lock_switched
        arrange_with_buttons
        background
        blocks_arranged
        city_out_of_reach
        conflict_keep_mine
        conflict_keep_theirs
        consents_changed
        contact_changed_offline
        court_booked_offline
        language_changes_every_word
        language_survives_restart
        links
        list_filtered
        lock_and_unlock
        needs_stronger_sign_in
        nobody_is_asked
        nothing_owed
        part_of_the_city_down
        place_not_found
        remove_my_data
        search_forgives_accents
        session_revoked
        short_absence
        sign_out_locks
        welcome_seen_once
        what_i_owe
        wrong_number_rejected
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_is_broken_fails() {
        assert_broken(include_str!("scenarios/runner/broken.json")).await;
    }

    #[test]
    fn every_file_is_played() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
        let entries = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name());
        let names = entries.map(|name| name.into_string().unwrap());
        let files: BTreeSet<String> = names
            .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
            .collect();
        assert_eq!(files, PLAYED.iter().map(|name| (*name).to_owned()).collect());
    }
}
