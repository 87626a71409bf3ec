//! What the rivals cost besides time, and what they cannot do.

use crate::city::places;
use crate::harness::Outcome;

use super::crates::Tantivy;

/// Places for what is measured here.
const PLACES: i64 = 10_000;
/// What was read in the crates' manifests and documentation; what they weigh is in `docs/benches.md`.
const STATED: [&str; 5] = [
    "a scan of a packed array: nothing; it looks at every place",
    "SQLite R*Tree: no code more, but it knows boxes only; asked for a larger one until nothing outside can be nearer",
    "rstar 0.13: leaves out what is not wanted one by one; 0.14 needs Rust 1.90, the house has 1.89",
    "geo-index 0.4: leaves out what is not wanted one by one; cannot be changed, only made anew",
    "kiddo 6: cannot leave out; asked for more until enough of them are wanted, so not in one go; cannot be changed either",
];

/// A line each.
pub fn all() -> Outcome<Vec<String>> {
    let tantivy = Tantivy::over(&places(PLACES))?;
    let each = tantivy.bytes()? / u64::try_from(PLACES)?;
    let measured = format!(
        "tantivy 0.27: {each} bytes a place in memory and 50 MB while it writes; finds a typed beginning, but no plurals, \
        everyday words or slips"
    );
    Ok(STATED.into_iter().map(str::to_owned).chain([measured]).collect())
}
