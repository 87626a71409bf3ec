//! What each crate may depend on, read from the manifests and the lock file.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use crate::tree::{File, Violation};

/// What a crate must not depend on, in any section of its manifest unless told otherwise.
struct Ban {
    manifest: &'static str,
    crates: &'static [&'static str],
    why: &'static str,
}

const BANS: [Ban; 6] = [
    Ban {
        manifest: "core/Cargo.toml",
        crates: &["axum", "clap", "madrid-"],
        why: "the core knows neither city nor shell",
    },
    Ban {
        manifest: "core/credentials/Cargo.toml",
        crates: &[
            "tokio", "rusqlite", "reqwest", "hyper", "axum", "madrid-", "tempfile", "walkdir", "async-",
        ],
        why: "credential formats are pure",
    },
    Ban {
        manifest: "bindings/Cargo.toml",
        crates: &["rusqlite", "reqwest", "axum"],
        why: "the boundary only translates",
    },
    Ban {
        manifest: "server-stub/Cargo.toml",
        crates: &["madrid-core", "madrid-bindings", "madrid-credentials"],
        why: "a shared type would hide contract errors",
    },
    Ban {
        manifest: "tests/citizen/Cargo.toml",
        crates: &["madrid-core", "rusqlite", "reqwest"],
        why: "the headless phone sees what the shells see",
    },
    Ban {
        manifest: "bindings/xtask/Cargo.toml",
        crates: &["madrid-", "citizen"],
        why: "it must work before ours compile",
    },
];

/// The one crate that may depend on uniffi.
const BOUNDARY: &str = "bindings/Cargo.toml";
/// Never below anything of ours: a second TLS or cryptography library beside ring, with a C build of its own.
const NEVER: [&str; 6] = [
    "aws-lc-rs",
    "aws-lc-sys",
    "aws-lc-fips-sys",
    "openssl",
    "openssl-sys",
    "native-tls",
];

/// The exception: a library that judges ours, and may bring some of them into the tests of one package. Nothing that ships is above it.
struct Judge {
    package: &'static str,
    library: &'static str,
    brings: &'static [&'static str],
}

/// It is of use because it does not calculate with ring.
const JUDGE: Judge = Judge {
    package: "madrid-wallet-tests",
    library: "josekit",
    brings: &["openssl", "openssl-sys"],
};

/// Dependencies that a crate must not have.
pub fn banned_dependencies(files: &[File]) -> Vec<Violation> {
    let mut found = Vec::new();
    for (path, manifest) in manifests(files) {
        for name in dependencies(&manifest) {
            if let Some(why) = objection(path, &name) {
                found.push(Violation::new(path, 0, format!("it depends on `{name}`: {why}")));
            }
        }
    }
    found
}

fn objection(path: &str, name: &str) -> Option<&'static str> {
    if name.starts_with("uniffi") && path != BOUNDARY {
        return Some("only the bindings know uniffi");
    }
    // The core may read credential formats: they are below it.
    if path == "core/Cargo.toml" && name == "madrid-credentials" {
        return None;
    }
    let bans = |banned: &str| banned == name || (banned.ends_with('-') && name.starts_with(banned));
    BANS.iter()
        .find(|ban| ban.manifest == path && ban.crates.iter().any(|banned| bans(banned)))
        .map(|ban| ban.why)
}

/// Members that do not follow the workspace's lints, and a release profile that would turn a panic into a crash.
pub fn unruly_manifests(files: &[File]) -> Vec<Violation> {
    let mut found = Vec::new();
    for (path, manifest) in manifests(files) {
        let at = |keys: &[&str]| {
            keys.iter()
                .try_fold(&Value::Table(manifest.clone()), |v, key| v.get(key))
                .cloned()
        };
        if manifest.contains_key("package") && at(&["lints", "workspace"]) != Some(Value::Boolean(true)) {
            found.push(Violation::new(path, 0, "it lacks `[lints] workspace = true`"));
        }
        let profiles = at(&["profile"])
            .and_then(|profiles| profiles.as_table().cloned())
            .unwrap_or_default();
        if profiles.values().any(|profile| {
            profile
                .get("panic")
                .is_some_and(|panic| panic.as_str() == Some("abort"))
        }) {
            found.push(Violation::new(
                path,
                0,
                "`panic = \"abort\"`: UniFFI could not turn a panic into an error",
            ));
        }
    }
    found
}

/// Crates in the lock file that must never come in, not even by somebody else's default feature.
pub fn unwanted_in_lock(files: &[File]) -> Vec<Violation> {
    let Some(file) = files.iter().find(|file| file.path == "Cargo.lock") else {
        return vec![Violation::new("Cargo.lock", 0, "it is not there")];
    };
    let Some(lock) = Lock::read(file) else {
        return vec![Violation::new("Cargo.lock", 0, "it cannot be read")];
    };
    let came_in = NEVER.iter().filter(|name| lock.needs.contains_key(**name));
    let unwanted = came_in.filter_map(|name| {
        let through = lock.through(name);
        if through.is_empty() && lock.is_of_the_judge(name) {
            return None;
        }
        let below = match through.join("`, `") {
            none if none.is_empty() => none,
            all => format!(" below `{all}`"),
        };
        let what = format!("`{name}` came in{below}; `cargo tree -i {name}` tells through whom");
        Some(Violation::new("Cargo.lock", 0, what))
    });
    unwanted.collect()
}

/// Who needs whom, in whatever section of a manifest: the lock file does not tell tests from the rest. Two versions of a crate count as one.
#[derive(Default)]
struct Lock {
    ours: BTreeSet<String>,
    needs: BTreeMap<String, BTreeSet<String>>,
}

impl Lock {
    fn read(file: &File) -> Option<Self> {
        let parsed: Table = file.text()?.parse().ok()?;
        let mut lock = Self::default();
        for package in parsed.get("package")?.as_array()? {
            let name = package.get("name")?.as_str()?;
            // What comes from elsewhere says from where.
            if package.get("source").is_none() {
                lock.ours.insert(name.to_owned());
            }
            let needed = package.get("dependencies").and_then(Value::as_array);
            // A version may follow the name.
            let needed = needed
                .into_iter()
                .flatten()
                .filter_map(|one| one.as_str()?.split(' ').next());
            let all = lock.needs.entry(name.to_owned()).or_default();
            all.extend(needed.map(str::to_owned));
        }
        Some(lock)
    }

    /// The packages of ours that a crate is below, without the one way that is the judge's.
    fn through(&self, name: &str) -> Vec<&str> {
        let ours = self.ours.iter().map(String::as_str);
        ours.filter(|package| {
            let is_the_way = |next: &str| *package == JUDGE.package && next == JUDGE.library;
            self.next(package)
                .any(|next| !is_the_way(next) && self.reaches(next, name))
        })
        .collect()
    }

    fn is_of_the_judge(&self, name: &str) -> bool {
        let is_there = self.ours.contains(JUDGE.package) && self.next(JUDGE.package).any(|next| next == JUDGE.library);
        is_there && JUDGE.brings.contains(&name) && self.reaches(JUDGE.library, name)
    }

    fn reaches(&self, from: &str, name: &str) -> bool {
        let (mut seen, mut open) = (BTreeSet::from([from]), vec![from]);
        while let Some(package) = open.pop() {
            if package == name {
                return true;
            }
            open.extend(self.next(package).filter(|next| seen.insert(*next)));
        }
        false
    }

    fn next(&self, package: &str) -> impl Iterator<Item = &str> {
        self.needs.get(package).into_iter().flatten().map(String::as_str)
    }
}

/// Every dependency of every manifest, as code names it.
pub fn libraries(files: &[File]) -> Vec<String> {
    let mut names: Vec<String> = manifests(files)
        .flat_map(|(_, manifest)| dependencies(&manifest))
        .map(|name| name.replace('-', "_"))
        .collect();
    names.sort();
    names.dedup();
    names
}

fn manifests(files: &[File]) -> impl Iterator<Item = (&str, Table)> {
    let all = files.iter().filter(|file| file.name() == "Cargo.toml");
    all.filter_map(|file| Some((file.path.as_str(), file.text()?.parse().ok()?)))
}

/// The packages a manifest's own sections name (also renamed, also for one platform).
fn dependencies(manifest: &Table) -> Vec<String> {
    let platforms = manifest
        .get("target")
        .and_then(Value::as_table)
        .into_iter()
        .flat_map(|all| all.values());
    let tables = platforms.filter_map(Value::as_table).chain([manifest]);
    let sections = tables
        .flat_map(|table| ["dependencies", "dev-dependencies", "build-dependencies"].map(|section| table.get(section)));
    let entries = sections.flatten().filter_map(Value::as_table).flatten();
    entries
        .map(|(name, value)| value.get("package").and_then(Value::as_str).unwrap_or(name).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{self, assert_none, assert_objects};

    #[test]
    fn this_workspace_depends_on_what_it_may() {
        assert_none(banned_dependencies(tree::real()));
        assert_none(unruly_manifests(tree::real()));
        assert_none(unwanted_in_lock(tree::real()));
    }

    /// Crate, section, dependency and a word of the objection.
    const BROKEN: [&str; 11] = [
        "server-stub | dependencies | madrid-core.workspace = true | contract",
        "server-stub | dev-dependencies | x = { package = 'madrid-core', path = '../core' } | contract",
        "core | dependencies | uniffi = '0.32' | only the bindings",
        "tests/citizen | dependencies | uniffi_core = '0.32' | only the bindings",
        "core | dependencies | madrid-bindings = { path = '../bindings' } | neither city",
        "core/credentials | target.x86.dependencies | tokio = '1' | pure",
        "core/credentials | dependencies | rusqlite = '0.43' | pure",
        "bindings | dependencies | rusqlite.workspace = true | translates",
        "bindings | build-dependencies | reqwest = '0.13' | translates",
        "tests/citizen | dependencies | madrid-core = { path = 'x' } | headless",
        "bindings/xtask | dependencies | madrid-bindings = { path = 'x' } | before ours",
    ];

    #[test]
    fn each_ban_holds() {
        for line in BROKEN {
            let [folder, section, entry, words]: [&str; 4] = line.split(" | ").collect::<Vec<_>>().try_into().unwrap();
            let manifest = File::sample(&format!("{folder}/Cargo.toml"), &format!("[{section}]\n{entry}"));
            assert_objects(&banned_dependencies(&[manifest]), 1, words);
        }
    }

    #[test]
    fn what_is_needed_may_be_depended_on() {
        for (path, text) in [
            (
                "bindings/Cargo.toml",
                "[dependencies]\nuniffi.workspace = true\nmadrid-core.workspace = true",
            ),
            (
                "core/Cargo.toml",
                "[dependencies]\nmadrid-credentials = { path = \"credentials\" }\nrusqlite = \"1\"",
            ),
            ("Cargo.toml", "[workspace.dependencies]\nuniffi = \"0.32\""),
        ] {
            assert_none(banned_dependencies(&[File::sample(path, text)]));
        }
    }

    #[test]
    fn a_manifest_follows_the_workspace() {
        let package = |rest: &str| {
            [File::sample(
                "core/Cargo.toml",
                &format!("[package]\nname = \"x\"\n{rest}"),
            )]
        };
        assert_objects(&unruly_manifests(&package("")), 1, "lints");
        assert_none(unruly_manifests(&package("[lints]\nworkspace = true")));
        let abort = [File::sample(
            "Cargo.toml",
            "[workspace]\n[profile.release]\npanic = \"abort\"",
        )];
        assert_objects(&unruly_manifests(&abort), 1, "panic");
    }

    /// A package, and what it needs.
    type Needs = (&'static str, &'static [&'static str]);

    /// A lock file in which packages need others; those of the house are called so.
    fn lock(needs: &[Needs]) -> [File; 1] {
        let package = |(name, needs): &Needs| {
            let source = if name.starts_with("madrid-") {
                ""
            } else {
                "source = 'registry'"
            };
            format!("[[package]]\nname = '{name}'\nversion = '1.0.0'\n{source}\ndependencies = {needs:?}\n")
        };
        let text: String = needs.iter().map(package).collect();
        [File::sample("Cargo.lock", &text)]
    }

    #[test]
    fn a_second_cryptography_library_is_seen_in_the_lock_file() {
        for name in NEVER {
            assert_objects(&unwanted_in_lock(&lock(&[(name, &[])])), 1, name);
        }
        assert_none(unwanted_in_lock(&lock(&[("ring", &[])])));
        assert_objects(&unwanted_in_lock(&[]), 1, "not there");
        assert_objects(
            &unwanted_in_lock(&[File::sample("Cargo.lock", "version = 4")]),
            1,
            "cannot be read",
        );
    }

    const JUDGED: [Needs; 3] = [
        ("madrid-wallet-tests", &["josekit 0.10.3", "madrid-credentials"]),
        ("josekit", &["openssl"]),
        ("openssl", &["openssl-sys 0.9.1 (registry+x)"]),
    ];

    fn beside_the_judge(needs: &[Needs]) -> Vec<Violation> {
        let last: [Needs; 1] = [("openssl-sys", &[])];
        unwanted_in_lock(&lock(&[&JUDGED[..], needs, &last[..]].concat()))
    }

    #[test]
    fn a_judge_may_bring_what_nothing_else_may() {
        assert_none(beside_the_judge(&[("madrid-core", &["ring"])]));
        let ways: [(&str, &[Needs]); 5] = [
            ("madrid-core", &[("madrid-core", &["openssl"])]),
            (
                "madrid-core",
                &[("madrid-core", &["a 1.0.0"]), ("a", &["b"]), ("b", &["openssl"])],
            ),
            ("madrid-core", &[("madrid-core", &["josekit"])]),
            ("madrid-core", &[("madrid-core", &["madrid-wallet-tests"])]),
            (
                "madrid-credentials`, `madrid-wallet-tests",
                &[("madrid-credentials", &["a"]), ("a", &["openssl"])],
            ),
        ];
        for (through, needs) in ways {
            assert_objects(&beside_the_judge(needs), 2, &format!("below `{through}`"));
        }
        let through_another: [Needs; 2] = [("madrid-wallet-tests", &["a"]), ("a", &["openssl-sys"])];
        assert_objects(&beside_the_judge(&through_another), 1, "`openssl-sys` came in");
        let brings_more: [Needs; 2] = [("josekit", &["native-tls"]), ("native-tls", &[])];
        assert_objects(&beside_the_judge(&brings_more), 1, "`native-tls` came in");
    }
}
