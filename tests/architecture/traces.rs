//! No trace of the machine the code was written on, and no copy of the real data.

use crate::tree::{File, Violation};

/// Beginnings of paths that exist on one machine only. Written in halves, so that this file is clean itself.
const FOLDERS: [(&str, bool); 4] = [
    (concat!("/ho", "me/"), true),
    (concat!("/Us", "ers/"), true),
    (concat!("/ro", "ot/"), false),
    (concat!("/wo", "rk/"), false),
];
/// Files shorter than this are alike by chance.
const TELLING: usize = 64;
/// A copy that was cut or continued still begins alike.
const BEGINNING: usize = 1_024;

/// Paths of a home or work folder in any text.
pub fn machine_paths(files: &[File]) -> Vec<Violation> {
    let mut found = Vec::new();
    for file in files {
        for (number, line) in (1..).zip(file.text().unwrap_or_default().lines()) {
            if FOLDERS.iter().any(|(folder, deep)| names_folder(line, folder, *deep)) {
                found.push(Violation::new(
                    &file.path,
                    number,
                    format!("a path of one machine: {}", line.trim()),
                ));
            }
        }
    }
    found
}

/// Whether `folder` begins a path in `line`. `deep`: only if two names follow, since one may be an address of ours.
fn names_folder(line: &str, folder: &str, deep: bool) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().last());
        let inside_a_name = before.is_some_and(|c| c.is_alphanumeric() || ".-_}~*".contains(c));
        let after = line.get(at + folder.len()..).unwrap_or_default();
        let name = after
            .chars()
            .take_while(|c| c.is_alphanumeric() || "._-".contains(*c))
            .count();
        let followed = after.chars().nth(name) == Some('/');
        !inside_a_name && name > 0 && (followed || !deep)
    })
}

/// Files of the tree that equal, or begin like, a file of the real data.
pub fn copies(files: &[File], originals: &[File]) -> Vec<Violation> {
    let telling = |file: &&File| file.bytes.len() >= TELLING;
    let mut found = Vec::new();
    for file in files.iter().filter(telling) {
        if let Some(original) = originals
            .iter()
            .filter(telling)
            .find(|original| alike(&file.bytes, &original.bytes))
        {
            found.push(Violation::new(
                &file.path,
                0,
                format!("a copy of {} from the real data", original.path),
            ));
        }
    }
    found
}

fn alike(a: &[u8], b: &[u8]) -> bool {
    let beginnings = a.get(..BEGINNING).zip(b.get(..BEGINNING));
    a == b || beginnings.is_some_and(|(a, b)| a == b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{self, assert_none, assert_objects};
    use std::path::{Path, PathBuf};

    /// The folder of the real data, if it is here.
    fn shared() -> Option<PathBuf> {
        let root = tree::root();
        let named = std::env::var_os("MADRID_SHARED").map(|named| root.join(named));
        named
            .or_else(|| root.parent().map(|parent| parent.join("shared")))
            .filter(|dir| dir.is_dir())
    }

    fn read_all(dir: &Path, files: &mut Vec<File>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read_all(&path, files);
            } else {
                files.push(File {
                    path: path.file_name().unwrap().to_string_lossy().into_owned(),
                    bytes: std::fs::read(&path).unwrap(),
                });
            }
        }
    }

    #[test]
    fn this_workspace_bears_no_trace_of_a_machine() {
        assert_none(machine_paths(tree::real()));
    }

    #[test]
    fn this_workspace_holds_no_copy_of_the_real_data() {
        let Some(dir) = shared() else {
            assert!(
                !std::env::var("CI").is_ok_and(|ci| ci == "true"),
                "with CI=true the real data must be here"
            );
            eprintln!("SKIPPED: MADRID_SHARED, with the real data, is not here");
            return;
        };
        let mut originals = Vec::new();
        read_all(&dir, &mut originals);
        assert!(!originals.is_empty());
        assert_none(copies(tree::real(), &originals));
    }

    #[test]
    fn a_path_of_one_machine_is_found() {
        for (folder, deep) in FOLDERS {
            for line in [
                format!("cd {folder}ana/x"),
                format!("DIR=\"{folder}ana/x\""),
                format!("file://{folder}ana/x"),
            ] {
                assert_objects(&machine_paths(&[File::sample("docs/a.md", &line)]), 1, "one machine");
            }
            let address = format!("https://www.madrid.es{folder}ana/x and a{folder}ana/x and {folder}");
            assert_none(machine_paths(&[File::sample("docs/a.md", &address)]));
            let short = format!("GET {folder}feed");
            assert_eq!(machine_paths(&[File::sample("docs/a.md", &short)]).is_empty(), deep);
        }
    }

    #[test]
    fn a_copy_is_found_whole_or_cut() {
        let original = |length: usize| [File::sample("real.csv", &"NOMBRE;CALLE\n".repeat(length))];
        let file = |text: &str| [File::sample("tests/a.csv", text)];
        assert_objects(
            &copies(&file(&"NOMBRE;CALLE\n".repeat(10)), &original(10)),
            1,
            "real.csv",
        );
        assert_objects(
            &copies(&file(&"NOMBRE;CALLE\n".repeat(90)), &original(200)),
            1,
            "real.csv",
        );
        assert_none(copies(&file("NOMBRE;CALLE\n"), &original(1)));
        assert_none(copies(&file(&"OTRO;CALLE\n".repeat(90)), &original(90)));
    }
}
