//! Where the City's real files are.

use std::path::{Path, PathBuf};

/// The folder of real data, or nothing after saying so. On the build server it must be there.
pub fn real_data() -> Option<PathBuf> {
    let shared = std::env::var_os("MADRID_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    let data = shared.join("madrid-data");
    if data.is_dir() {
        return Some(data);
    }
    assert_ne!(
        std::env::var("CI").as_deref(),
        Ok("true"),
        "no real data at {}",
        data.display()
    );
    eprintln!("SKIPPED: no real data at {} (set MADRID_SHARED)", data.display());
    None
}
