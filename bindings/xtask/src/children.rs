//! The programs we started and have not seen end: on ctrl-c, on SIGTERM and on failure none of them stays behind.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a child may take to end when it is asked to.
const PATIENCE: Duration = Duration::from_secs(10);

/// Process groups of the running children. A group holds a child's own children too (Maven's JVM, cargo's rustc).
static GROUPS: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn groups() -> MutexGuard<'static, Vec<u32>> {
    // A list of numbers cannot be left half changed, so a poisoned lock is as good as any.
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends every running child, then this program with exit code 130, when the person presses ctrl-c or we are terminated.
///
/// # Errors
/// When the system refuses a signal handler.
pub fn end_all_on_signal() -> Result<(), ctrlc::Error> {
    ctrlc::set_handler(|| {
        end_all();
        std::process::exit(130);
    })
}

/// Ends every running child with everything it started.
pub fn end_all() {
    for group in std::mem::take(&mut *groups()) {
        signal(group, "TERM");
    }
}

/// Runs `command` to its end. `own_group` keeps it apart from the terminal, so that a signal reaches all of its family.
pub fn run(command: &mut Command, own_group: bool) -> io::Result<ExitStatus> {
    if !own_group {
        return command.status();
    }
    let mut child = start(command)?;
    let status = child.wait();
    forget(child.id());
    status
}

/// Starts `command` in a group of its own and remembers it. Pair it with [`stop`].
pub fn start(command: &mut Command) -> io::Result<Child> {
    // The list is held while starting: a signal in between would miss the newborn.
    let mut groups = groups();
    let child = command.process_group(0).spawn()?;
    groups.push(child.id());
    Ok(child)
}

/// Asks a started child to end and waits until it has.
pub fn stop(child: &mut Child) {
    // Only while it is unwaited: afterwards its number may belong to somebody else.
    if matches!(child.try_wait(), Ok(None)) {
        signal(child.id(), "TERM");
        if !ends_within(child, PATIENCE) {
            signal(child.id(), "KILL");
        }
        // Waiting can only fail for a child that is gone already.
        drop(child.wait());
    }
    forget(child.id());
}

fn ends_within(child: &mut Child, time: Duration) -> bool {
    let deadline = Instant::now() + time;
    while Instant::now() < deadline {
        if !matches!(child.try_wait(), Ok(None)) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    false
}

fn forget(group: u32) {
    groups().retain(|other| *other != group);
}

/// A signal to a whole group, by the shell's own `kill`: the standard library has none, and `unsafe` is not worth it.
fn signal(group: u32, name: &str) {
    let sent = Command::new("sh")
        .args(["-c", "kill -s \"$2\" -- \"-$1\"", "sh", &group.to_string(), name])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    // A group that has ended by itself cannot be signalled, and that is what was wanted.
    drop(sent);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alive(pid: &str) -> bool {
        let status = Command::new("sh")
            .args(["-c", &format!("kill -0 {pid} 2>/dev/null")])
            .status()
            .unwrap();
        status.success()
    }

    #[test]
    fn stopping_a_child_ends_its_own_children_too() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("pid");
        let script = format!("sleep 300 & echo $! > {}; wait", file.display());
        let mut child = start(Command::new("sh").args(["-c", &script])).unwrap();
        let deadline = Instant::now() + Duration::from_secs(10);
        let grandchild = loop {
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            if text.ends_with('\n') {
                break text.trim().to_owned();
            }
            assert!(Instant::now() < deadline, "the child never started");
            std::thread::sleep(Duration::from_millis(10));
        };
        assert!(alive(&grandchild));
        stop(&mut child);
        while alive(&grandchild) {
            assert!(Instant::now() < deadline, "the grandchild outlived its parent");
            std::thread::sleep(Duration::from_millis(10));
        }
        assert!(!groups().contains(&child.id()));
    }
}
