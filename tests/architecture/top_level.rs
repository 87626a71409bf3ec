//! What may lie in the workspace's root folder: nine things to look at, and what stands beside them.

use crate::tree::{File, Violation};

/// The house, and the papers beside it.
const HOUSE: [&str; 11] = [
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
    "LICENSE",
    "docs",
    "core",
    "bindings",
    "ios",
    "android",
    "server-stub",
    "tests",
];

/// Visible things in the root that are not part of the plan.
pub fn strangers(files: &[File]) -> Vec<Violation> {
    let mut names: Vec<&str> = files.iter().filter_map(|file| file.path.split('/').next()).collect();
    names.dedup();
    let strange = names
        .into_iter()
        .filter(|name| !name.starts_with('.') && !HOUSE.contains(name));
    strange
        .map(|name| Violation::new(name, 0, "it is not part of the plan of the root folder"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{self, assert_none, assert_objects};

    #[test]
    fn the_root_of_this_workspace_is_as_planned() {
        assert_none(strangers(tree::real()));
    }

    #[test]
    fn a_stranger_is_seen() {
        assert_objects(
            &strangers(&[File::sample("scripts/a.sh", ""), File::sample("scripts/b.sh", "")]),
            1,
            "plan",
        );
        assert_objects(&strangers(&[File::sample("notes.txt", "")]), 1, "plan");
        assert_none(strangers(&[File::sample("core/a.rs", ""), File::sample(".ci/run", "")]));
    }
}
