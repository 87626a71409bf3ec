//! The way into the small Debian that holds the Swift tools, with a few of our folders shown inside it.
//!
//! Entered through namespaces of its own: whatever way the command ends, its mounts and processes are gone with it. Where
//! the system forbids that (an unprivileged container), `proot` does the same by tracing, several times slower.

use std::path::{Path, PathBuf};

use crate::needs;
use crate::part::Context;
use crate::step::Step;

/// The Swift package, inside the room.
pub const PACKAGE: &str = "/madrid/ios";
/// The folder of the Rust library, inside the room.
pub const LIBRARY: &str = "/madrid/library";
/// The folder of the city's program, inside the room.
pub const CITY: &str = "/madrid/city";
/// Where the tools may write, inside the room. It has a folder `home`, and `tmp` for what the tests leave behind.
pub const SCRATCH: &str = "/madrid/scratch";

/// Runs as the first process of the room: mounts, then the command. `exit` on a signal ends every process of the room.
const ENTER: &str = r#"
set -eu
PATH="$PATH:/usr/sbin:/sbin"
room=$1; shift
mount -t proc proc "$room/proc"
mount --rbind /dev "$room/dev"
while [ "$1" != -- ]; do
    mount -o "$3" "$1" "$room$2"
    shift 3
done
shift
trap 'exit 143' TERM INT
chroot "$room" "$@" &
wait "$!"
"#;

/// A folder shown inside the room.
pub struct Mount<'a> {
    host: &'a Path,
    inside: &'static str,
    options: &'static str,
}

impl<'a> Mount<'a> {
    /// A folder that nobody inside may change.
    pub fn read_only(host: &'a Path, inside: &'static str) -> Self {
        Self {
            host,
            inside,
            options: "bind,ro",
        }
    }

    /// A folder to write to.
    pub fn writable(host: &'a Path, inside: &'static str) -> Self {
        Self {
            host,
            inside,
            options: "bind",
        }
    }
}

/// How the room is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// By namespaces, as root.
    Root,
    /// By namespaces, as a user who is root only inside.
    User,
    /// By tracing, where namespaces are forbidden.
    Proot,
}

impl Door {
    /// Tries each, best first.
    ///
    /// # Errors
    /// When none opens, with the reason of the last.
    pub fn find() -> Result<Self, String> {
        let opens = |door: &Self| {
            let mut args = door.namespaces();
            args.extend([
                "sh",
                "-c",
                "mount -t proc proc /proc && mount -o bind,ro /tmp /tmp && echo yes",
            ]);
            needs::first_line("unshare", &args).is_ok()
        };
        if let Some(door) = [Self::Root, Self::User].into_iter().find(opens) {
            return Ok(door);
        }
        needs::first_line("proot", &["--version"])
            .map(|_| Self::Proot)
            .map_err(|error| format!("namespaces are forbidden here, and {error}"))
    }

    fn namespaces(self) -> Vec<&'static str> {
        let mut args = vec!["--mount", "--pid", "--fork", "--kill-child", "--propagation", "private"];
        if self == Self::User {
            args.insert(0, "--map-root-user");
        }
        args
    }
}

impl std::fmt::Display for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Root => "namespaces, as root",
            Self::User => "namespaces, as a user",
            Self::Proot => "proot",
        })
    }
}

/// A complete toolchain and the way into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// The folder with the small Debian.
    pub root: PathBuf,
    /// How it is entered.
    pub door: Door,
}

impl Room {
    /// A step inside the room, in the package's folder. The caller adds `NAME=value` arguments and the command.
    pub fn step(&self, context: &Context, name: &str, mounts: &[Mount<'_>]) -> Step {
        let step = match self.door {
            Door::Root | Door::User => self.by_namespaces(context, name, mounts),
            Door::Proot => self.by_tracing(context, name, mounts),
        };
        let home = format!("HOME={SCRATCH}/home");
        let tmp = format!("TMPDIR={}", self.tmp(mounts).display());
        step.args([
            "env",
            "-C",
            PACKAGE,
            "-i",
            "PATH=/usr/bin:/bin",
            "LANG=C.UTF-8",
            &home,
            &tmp,
        ])
    }

    /// The folder of temporary files, as the command is told.
    ///
    /// Debian 12's proot does not translate the paths in newer system calls (statx, which Rust uses), so there the
    /// library must be given a path that is the same inside and outside.
    fn tmp(&self, mounts: &[Mount<'_>]) -> PathBuf {
        let outside = mounts
            .iter()
            .find(|mount| self.door == Door::Proot && mount.inside == SCRATCH);
        outside.map_or(Path::new(SCRATCH), |mount| mount.host).join("tmp")
    }

    fn by_namespaces(&self, context: &Context, name: &str, mounts: &[Mount<'_>]) -> Step {
        let step = context
            .step(name, "unshare")
            .args(self.door.namespaces())
            .args(["sh", "-c", ENTER, "sh"]);
        let step = mounts.iter().fold(step.arg(&self.root), |step, mount| {
            step.arg(mount.host).args([mount.inside, mount.options])
        });
        step.arg("--")
    }

    fn by_tracing(&self, context: &Context, name: &str, mounts: &[Mount<'_>]) -> Step {
        let step = context
            .step(name, "proot")
            .args(["-b", "/proc", "-b", "/dev"])
            .arg("-b")
            .arg(self.tmp(mounts))
            .arg("-r");
        mounts.iter().fold(step.arg(&self.root), |step, mount| {
            step.arg("-b").arg(format!("{}:{}", mount.host.display(), mount.inside))
        })
    }
}
