//! A small disk of our own, to fill up or to write-protect: a tmpfs, where this process may mount one.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// Mounted until dropped.
pub struct SmallDisk(TempDir);

impl SmallDisk {
    /// A disk of `kib` KiB; `None`, said aloud, where the machine does not let us (not Linux, or not root).
    pub fn mount(kib: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={kib}k");
        if mount(&["-t", "tmpfs", "-o", &size, "tmpfs"], folder.path()) {
            return Some(Self(folder));
        }
        eprintln!("SKIPPED: a small disk can be mounted on Linux as root only");
        None
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Puts the write protection on or off.
    pub fn protect(&self, on: bool) {
        let mode = if on { "remount,ro" } else { "remount,rw" };
        assert!(mount(&["-o", mode], self.path()), "{mode}");
    }

    /// Leaves not one byte free.
    pub fn fill(&self) {
        use std::io::Write as _;
        let mut filler = std::fs::File::create(self.filler()).unwrap();
        for size in [65_536, 4_096, 512, 1] {
            while filler.write_all(&vec![7; size]).is_ok() {}
        }
    }

    /// Makes room again.
    pub fn make_room(&self) {
        std::fs::remove_file(self.filler()).unwrap();
    }

    fn filler(&self) -> std::path::PathBuf {
        self.path().join("filler")
    }
}

fn mount(arguments: &[&str], at: &Path) -> bool {
    let done = Command::new("mount").args(arguments).arg(at).output();
    done.is_ok_and(|done| done.status.success())
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: an app that a failed test left open must not keep the folder.
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}
