//! Damaged files: every real file, damaged at random, is read honestly or refused whole.
//!
//! The ordinary run damages an excerpt of each real file two thousand times, a few whole rows with everything around them,
//! and the whole file a few times. `MADRID_ROUNDS` says how often instead, for a release build:
//! `MADRID_ROUNDS=2000 cargo test --release -p madrid-server-stub --test catalogue_mutations whole_files -- --nocapture`.

#[cfg(test)]
#[path = "common/mod.rs"]
mod common;
#[cfg(test)]
#[path = "mutations/damage.rs"]
mod damage;
#[cfg(test)]
#[path = "mutations/excerpt.rs"]
mod excerpt;
#[cfg(test)]
#[path = "mutations/honest.rs"]
mod honest;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use madrid_server_stub::catalogue::{Document, Loaded, load_documents};

    use crate::common::real_data;
    use crate::damage::{Dice, mutated};
    use crate::excerpt::excerpt;
    use crate::honest::assert_honest;

    /// How often an excerpt of each file is damaged.
    const OF_EXCERPTS: usize = 2_000;
    /// How often each whole file is: megabytes, in a build that is not made for speed.
    const OF_WHOLE_FILES: usize = 24;

    fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
        let Some(data) = real_data() else { return Vec::new() };
        let mut paths: Vec<PathBuf> = fs::read_dir(data.join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        assert!(!paths.is_empty());
        paths
            .iter()
            .map(|path| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, fs::read(path).unwrap())
            })
            .collect()
    }

    fn load_one(name: &str, bytes: Vec<u8>) -> Option<Loaded> {
        let name = name.into();
        match load_documents(vec![Document { name, bytes }]) {
            Ok(loaded) => Some(loaded),
            Err(error) => {
                assert_eq!(error.bad_files().len(), 1, "the file that was refused is named");
                None
            }
        }
    }

    /// Each file so many times damaged, on every processor: how many were refused and how many were read.
    fn damage(files: Vec<(String, Vec<u8>)>, seed: u64, ordinary: usize) {
        let rounds = std::env::var("MADRID_ROUNDS").map_or(ordinary, |rounds| rounds.parse().unwrap());
        for (name, bytes) in files {
            let sound = load_one(&name, bytes.clone());
            assert_honest(&sound.unwrap_or_else(|| panic!("{name} itself is refused")), &name);
            let (next, read) = (AtomicUsize::new(0), AtomicUsize::new(0));
            let work = || {
                while let Some(round) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|round| *round < rounds) {
                    if let Some(loaded) = load_one(&name, mutated(&mut Dice::of(seed, round), &bytes)) {
                        assert_honest(&loaded, &format!("{name}, round {round}"));
                        read.fetch_add(1, Ordering::Relaxed);
                    }
                }
            };
            thread::scope(|scope| {
                for _ in 0..thread::available_parallelism().unwrap().get() {
                    scope.spawn(work);
                }
            });
            let read = read.into_inner();
            let refused = rounds - read;
            println!("{name}: {refused} of {rounds} refused, {read} read");
            let few = rounds / 40;
            assert!(
                refused > few && read > few,
                "{name}: {refused} refused, {read} read: no test of both"
            );
        }
    }

    fn excerpts(folder: &str) -> Vec<(String, Vec<u8>)> {
        let files = files(folder).into_iter();
        files.map(|(name, bytes)| (name, excerpt(&bytes))).collect()
    }

    /// With `MADRID_CORPUS`, the fuzzer's (see `fuzz/`), they are also written there.
    #[test]
    fn an_excerpt_of_each_file_is_read_whole() {
        let corpus = std::env::var_os("MADRID_CORPUS").map(PathBuf::from);
        for folder in ["agenda", "boundaries", "catalogue", "facilities"] {
            for (name, bytes) in excerpts(folder) {
                let loaded = load_one(&name, bytes.clone()).unwrap();
                assert!(
                    loaded.report.files.iter().all(|file| file.rejected.is_empty()),
                    "{name}"
                );
                if let Some(corpus) = &corpus {
                    fs::create_dir_all(corpus.join(&name)).unwrap();
                    fs::write(corpus.join(&name).join("excerpt"), bytes).unwrap();
                }
            }
        }
    }

    #[test]
    fn damaged_agendas_are_read_honestly_or_refused() {
        damage(excerpts("agenda"), 1, OF_EXCERPTS);
    }

    #[test]
    fn damaged_boundaries_and_lists_are_read_honestly_or_refused() {
        damage(excerpts("boundaries"), 2, OF_EXCERPTS);
        damage(excerpts("catalogue"), 3, OF_EXCERPTS);
    }

    #[test]
    fn damaged_facilities_are_read_honestly_or_refused() {
        damage(excerpts("facilities"), 4, OF_EXCERPTS);
    }

    #[test]
    fn whole_files_damaged_are_read_honestly_or_refused() {
        for folder in ["agenda", "boundaries", "catalogue", "facilities"] {
            damage(files(folder), 5, OF_WHOLE_FILES);
        }
    }

    #[test]
    fn a_cut_json_or_xml_is_always_refused() {
        for (name, bytes) in excerpts("agenda").into_iter().chain(excerpts("boundaries")) {
            if name.ends_with(".csv") {
                continue;
            }
            let end = bytes.iter().rposition(|byte| !byte.is_ascii_whitespace()).unwrap();
            let mut dice = Dice::of(6, 0);
            for at in (0..300).map(|_| dice.roll(end)).chain([0, 1, end]) {
                assert!(load_one(&name, bytes[..at].to_vec()).is_none(), "{name} cut at {at}");
            }
        }
    }

    #[test]
    fn a_refused_file_leaves_nothing_of_the_others() {
        let mut documents: Vec<Document> = excerpts("agenda")
            .into_iter()
            .chain(excerpts("facilities"))
            .map(|(name, bytes)| Document {
                name: name.into(),
                bytes,
            })
            .collect();
        if documents.is_empty() {
            return;
        }
        let whole = load_documents(documents.clone()).unwrap();
        assert!(!whole.facilities.is_empty() && !whole.events.is_empty());
        documents[1].bytes.pop();
        documents[1].bytes.pop();
        let error = load_documents(documents).unwrap_err();
        assert_eq!(error.bad_files().len(), 1);
    }
}
