//! Where the Swift tools are, and how they come there.
//!
//! Debian 12 has no Swift and the makers' own archives are not a package registry, but Debian 13 packages Swift 6. So a
//! minimal Debian 13 goes into a folder of the user's cache, 2.6 GB, outside `target/`: every clone uses the same one.

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::needs;
use crate::part::{Context, Failure, Fix, Need};
use crate::swift::room::{self, Door, Room};

/// The oldest Swift that the package compiles with.
const LEAST: u32 = 6;
/// Names the folder of the toolchain, instead of the one in the cache; the system's Swift is not looked at then.
const VARIABLE: &str = "MADRID_SWIFT_ROOT";
/// Raised when an older folder must be made anew.
const FORMAT: &str = "1";
/// Written first: says that the folder is ours to remove.
const OURS: &str = ".madrid-swift";
/// Written last: the format and the version of Swift.
const STAMP: &str = ".madrid-swift-complete";

/// Makes the folder from nothing, as root.
const MAKE: &str = r#"
set -eu
PATH="$PATH:/usr/sbin:/sbin"
root=$1 ours=$2 stamp=$3 format=$4; shift 4
rm -rf --one-file-system "$root"
mkdir -p "$root"
echo "Made by cargo xtask doctor --fix. It may be removed at any time." > "$root/$ours"
debootstrap --variant=minbase --include=swiftlang,libc6-dev,libstdc++-14-dev,g++ trixie "$root"
chroot "$root" apt-get clean
rm -rf "$root"/var/lib/apt/lists/*
for dir in "$@"; do mkdir -p "$root$dir"; done
version=$(chroot "$root" dpkg-query --show --showformat '${Version}' swiftlang)
echo "$format $version" > "$root/$stamp"
"#;

/// In namespaces of its own where that is allowed: when it is ended half-way, no mount and no process stays behind.
const PRIVATELY: &str = r#"
if unshare --mount --pid --fork true 2>/dev/null; then
    ended='trap "exit 143" TERM INT; "$@" & wait "$!"'
    set -- unshare --mount --pid --fork --kill-child --propagation private sh -c "$ended" sh "$@"
fi
exec "$@"
"#;

/// Swift tools that are ready to be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Toolchain {
    /// The system's own, with what it calls itself.
    System(String),
    /// Those in the folder, with their version.
    Room(Room, String),
}

/// Finds the Swift tools.
///
/// # Errors
/// What is wrong, when there are none.
pub fn find() -> Result<Toolchain, String> {
    if std::env::var_os(VARIABLE).is_none()
        && let Some(version) = system()
    {
        return Ok(Toolchain::System(version));
    }
    let root = root()?;
    let version = complete(&root).ok_or_else(|| format!("no Swift {LEAST} on the PATH, none in {}", root.display()))?;
    Ok(Toolchain::Room(
        Room {
            door: Door::find()?,
            root,
        },
        version,
    ))
}

/// What must be on the machine.
pub fn needs() -> Vec<Need> {
    let found = find();
    let fix = if cfg!(target_os = "linux") {
        Fix::Own(install)
    } else {
        Fix::ByHand("Install Xcode 16 or Swift 6")
    };
    let mut needs = Vec::new();
    if cfg!(target_os = "linux") && !matches!(found, Ok(Toolchain::System(_))) {
        needs.push(maker(found.is_ok()));
        needs.push(way_in());
    }
    needs.push(Need {
        name: format!("Swift {LEAST}"),
        reason: "compiles and tests the iOS kit".to_owned(),
        found: found.map(|toolchain| toolchain.to_string()),
        fix,
    });
    needs
}

fn maker(made: bool) -> Need {
    // Looked for in its place: /usr/sbin is not on everybody's PATH.
    let there = made || Path::new("/usr/sbin/debootstrap").exists();
    Need {
        name: "debootstrap".to_owned(),
        reason: "makes the small Debian that the Swift tools come in".to_owned(),
        found: if there {
            Ok(if made { "not needed any more" } else { "there" }.to_owned())
        } else {
            Err("absent".to_owned())
        },
        fix: Fix::Packages(vec!["debootstrap", "debian-archive-keyring"]),
    }
}

fn way_in() -> Need {
    Need {
        name: "unshare or proot".to_owned(),
        reason: "enters the small Debian that the Swift tools come in".to_owned(),
        found: Door::find().map(|door| door.to_string()),
        fix: Fix::Packages(vec!["proot"]),
    }
}

/// Makes the folder, or makes it anew when an earlier attempt did not end.
///
/// # Errors
/// When it cannot be made, or the folder is not empty and not one of ours.
pub fn install(context: &Context) -> Result<(), Failure> {
    let root = root().map_err(Failure::new)?;
    let parent = root.parent().unwrap_or(&root);
    std::fs::create_dir_all(parent).map_err(|error| Failure::file("make", parent, &error))?;
    let lock = root.with_extension("lock");
    // Two commands at once: the second waits, then finds it made.
    let lock_file = File::create(&lock).map_err(|error| Failure::file("write", &lock, &error))?;
    lock_file.lock().map_err(|error| Failure::file("lock", &lock, &error))?;
    if complete(&root).is_some() {
        return Ok(());
    }
    if !may_be_replaced(&root) {
        let folder = root.display();
        return Err(Failure::new(format!(
            "{folder} is not empty and not ours: name another folder in {VARIABLE}"
        )));
    }
    let inside = [room::PACKAGE, room::LIBRARY, room::CITY, room::SCRATCH];
    let is_root = needs::first_line("id", &["-u"]).is_ok_and(|id| id == "0");
    let step = if is_root {
        context.step("swift-toolchain", "sh")
    } else {
        context.step("swift-toolchain", "sudo").on_terminal().arg("sh")
    };
    let made = step.args(["-c", PRIVATELY, "sh", "sh", "-c", MAKE, "sh"]).arg(&root);
    made.args([OURS, STAMP, FORMAT])
        .args(inside)
        .run()
        .map(drop)
        .map_err(|failure| {
            Failure::new(format!(
                "making the Swift toolchain in {} needs root and a Debian mirror: {failure}",
                root.display()
            ))
        })
}

impl std::fmt::Display for Toolchain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::System(version) => f.write_str(version),
            Self::Room(room, version) => write!(f, "{version} in {}", room.root.display()),
        }
    }
}

/// The version of the Swift on the PATH, when it is new enough.
fn system() -> Option<String> {
    let line = needs::first_line("swift", &["--version"]).ok()?;
    is_new_enough(&line).then_some(line)
}

/// `Swift version 6.0.3 (...)`, on a Mac behind the version of its driver.
fn is_new_enough(line: &str) -> bool {
    let number = line
        .split_once("Swift version ")
        .and_then(|(_, rest)| needs::version(rest));
    number.is_some_and(|(major, _)| major >= LEAST)
}

fn root() -> Result<PathBuf, String> {
    let named = |name: &str| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    if let Some(root) = named(VARIABLE) {
        return std::path::absolute(root).map_err(|error| format!("{VARIABLE}: {error}"));
    }
    let cache = named("XDG_CACHE_HOME").or_else(|| named("HOME").map(|home| home.join(".cache")));
    cache
        .map(|cache| cache.join("madrid-en-tu-movil/swift-trixie"))
        .ok_or_else(|| format!("there is no home folder to put the Swift toolchain in: set {VARIABLE}"))
}

/// The version of Swift in a folder that was made to the end.
fn complete(root: &Path) -> Option<String> {
    let stamp = std::fs::read_to_string(root.join(STAMP)).ok()?;
    let (format, version) = stamp.trim().split_once(' ')?;
    (format == FORMAT).then(|| version.to_owned())
}

/// A folder named by mistake must not be lost.
fn may_be_replaced(root: &Path) -> bool {
    let empty = std::fs::read_dir(root).map_or(true, |mut entries| entries.next().is_none());
    root.join(OURS).exists() || (empty && !root.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_linux_and_mac_print_them() {
        assert!(is_new_enough("Swift version 6.0.3 (swift-6.0.3-RELEASE)"));
        assert!(is_new_enough(
            "swift-driver version: 1.115 Apple Swift version 6.1 (swiftlang-6.1.0.110.21)"
        ));
        assert!(!is_new_enough("Swift version 5.10.1 (swift-5.10.1-RELEASE)"));
        assert!(!is_new_enough("OpenStack Object Storage client 6"));
    }

    #[test]
    fn a_folder_without_its_stamp_is_half_made() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(OURS), "").unwrap();
        assert_eq!(complete(dir.path()), None);
        std::fs::write(dir.path().join(STAMP), "0 6.0.3-2\n").unwrap();
        assert_eq!(complete(dir.path()), None, "made by an older xtask");
        std::fs::write(dir.path().join(STAMP), format!("{FORMAT} 6.0.3-2\n")).unwrap();
        assert_eq!(complete(dir.path()), Some("6.0.3-2".to_owned()));
    }

    #[test]
    fn only_an_empty_folder_or_one_of_ours_is_replaced() {
        let dir = tempfile::tempdir().unwrap();
        assert!(may_be_replaced(&dir.path().join("absent")));
        assert!(may_be_replaced(dir.path()));
        std::fs::write(dir.path().join("letter.txt"), "dear").unwrap();
        assert!(!may_be_replaced(dir.path()));
        assert!(!may_be_replaced(&dir.path().join("letter.txt")));
        std::fs::write(dir.path().join(OURS), "").unwrap();
        assert!(may_be_replaced(dir.path()));
    }
}
