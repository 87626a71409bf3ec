//! Finds out where things are, once, at the start of a command.

use std::env;
use std::path::{Path, PathBuf};

use crate::part::{Context, Failure};

/// Which build of the library and the city the shells get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Build {
    /// Quick to make: for run and test.
    Development,
    /// As a phone gets it: for bench.
    Release,
}

impl Build {
    /// The name of Cargo's folder for it.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Development => "debug",
            Self::Release => "release",
        }
    }

    /// What Cargo must be told to make it.
    pub fn flags(self) -> &'static [&'static str] {
        match self {
            Self::Development => &[],
            Self::Release => &["--release"],
        }
    }
}

impl Context {
    /// Looks around: the workspace, `CARGO_TARGET_DIR`, `MADRID_SHARED`, `CI`.
    ///
    /// # Errors
    /// When it is not called inside the workspace, or `MADRID_SHARED` names a folder that does not exist.
    pub fn find(build: Build) -> Result<Self, Failure> {
        let here = env::current_dir().map_err(|error| Failure::new(format!("no current folder: {error}")))?;
        let root = env::var_os("CARGO_MANIFEST_DIR")
            .and_then(|dir| workspace_root(Path::new(&dir)))
            .or_else(|| workspace_root(&here))
            .ok_or_else(|| {
                Failure::new("call it inside the workspace: there is no Cargo.toml with [workspace] above")
            })?;
        let target_dir = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| here.join(dir));
        let shared = shared(&root, env::var_os("MADRID_SHARED").map(|dir| here.join(dir)))?;
        let generated = target_dir.join("generated");
        Ok(Self {
            library: target_dir.join("shells").join(build.folder()).join(library_name()),
            city: target_dir.join(build.folder()).join("madrid-server-stub"),
            generated_kotlin: generated.join("kotlin"),
            generated_swift: generated.join("swift"),
            design_kotlin: generated.join("kotlin-design"),
            design_swift: generated.join("swift-design"),
            ci: env::var("CI").is_ok_and(|value| value == "true"),
            root,
            target_dir,
            shared,
        })
    }
}

/// How the system calls a dynamic library of ours.
pub fn library_name() -> String {
    format!("{}madrid_bindings{}", env::consts::DLL_PREFIX, env::consts::DLL_SUFFIX)
}

fn workspace_root(from: &Path) -> Option<PathBuf> {
    from.ancestors().find(|dir| is_workspace(dir)).map(Path::to_path_buf)
}

fn is_workspace(dir: &Path) -> bool {
    std::fs::read_to_string(dir.join("Cargo.toml")).is_ok_and(|text| text.lines().any(|line| line == "[workspace]"))
}

/// A folder somebody named must be there; the default one may be absent.
fn shared(root: &Path, named: Option<PathBuf>) -> Result<Option<PathBuf>, Failure> {
    match named {
        Some(dir) if dir.is_dir() => Ok(Some(dir)),
        Some(dir) => Err(Failure::new(format!(
            "MADRID_SHARED names {}, which is not a folder",
            dir.display()
        ))),
        None => Ok(root
            .parent()
            .map(|parent| parent.join("shared"))
            .filter(|dir| dir.is_dir())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_the_folder_with_the_workspace() {
        let dir = tempfile::tempdir().unwrap();
        let member = dir.path().join("bindings/xtask");
        std::fs::create_dir_all(&member).unwrap();
        std::fs::write(member.join("Cargo.toml"), "[package]\n").unwrap();
        std::fs::write(dir.path().join("Cargo.toml"), "[workspace]\nmembers = []\n").unwrap();
        assert_eq!(workspace_root(&member).unwrap(), dir.path());
    }

    #[test]
    fn the_default_data_may_be_absent_but_named_data_must_exist() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("main");
        assert_eq!(shared(&root, None), Ok(None));
        std::fs::create_dir(dir.path().join("shared")).unwrap();
        assert_eq!(shared(&root, None), Ok(Some(dir.path().join("shared"))));
        assert!(
            shared(&root, Some(dir.path().join("elsewhere")))
                .unwrap_err()
                .0
                .contains("MADRID_SHARED")
        );
    }
}
