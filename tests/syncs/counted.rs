//! Counts every wait for the disk of this process.

use std::sync::atomic::{AtomicU64, Ordering};

static WAITS: AtomicU64 = AtomicU64::new(0);

/// How often this process has waited for a disk.
pub fn waits() -> u64 {
    WAITS.load(Ordering::SeqCst)
}

/// Stands before the C library's function of this name.
#[unsafe(no_mangle)]
pub extern "C" fn fsync(file: libc::c_int) -> libc::c_int {
    WAITS.fetch_add(1, Ordering::SeqCst);
    // SAFETY: the system call of the same name, with the argument it takes; any integer is allowed.
    let outcome = unsafe { libc::syscall(libc::SYS_fsync, file) };
    libc::c_int::try_from(outcome).unwrap_or(-1)
}

/// Stands before the C library's function of this name.
#[unsafe(no_mangle)]
pub extern "C" fn fdatasync(file: libc::c_int) -> libc::c_int {
    WAITS.fetch_add(1, Ordering::SeqCst);
    // SAFETY: as above.
    let outcome = unsafe { libc::syscall(libc::SYS_fdatasync, file) };
    libc::c_int::try_from(outcome).unwrap_or(-1)
}
