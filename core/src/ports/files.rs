//! How the software ports write their files: a kill leaves what was there or what was to be there, never half of it.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// Writes beside and renames. On Unix only the user may read it.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)
}
