//! Judges the recommender: `cargo run --release -p madrid-tests --bin recommend-judge -- --citizens 20000`.
//!
//! A city of invented citizens lives over the City's real places. Their hidden tastes and habits are in `hidden`, which knows nothing of
//! the recommender and which the recommender never reads: it sees what a phone sees, where somebody was and what they opened.
//! Each citizen's last fifth is kept back and foretold from the whole catalogue.
//!
//! - `--citizens N` (default 2,000); `--tuning` uses the seeds on which weights were chosen, and never those of the report;
//!   `--weights distance=1.2,kind=0.8` tries other weights; `--tsmc FILE` reads check-ins in the published format instead.
//!
//! Rooms: `world` the places, `hidden` and `life` the citizens, `tsmc` the published format, `rivals` the simple ways, `metrics` what is
//! counted, `judge` counts it, `probes` reasons and stability, `table` prints, `dice` chance, `options` the command line.

mod dice;
mod hidden;
mod judge;
mod life;
mod metrics;
mod options;
mod probes;
mod rivals;
mod table;
mod tsmc;
mod verdict;
mod world;

#[cfg(test)]
mod tests;

use std::error::Error;
use std::io::Write as _;

use options::{Options, Source};

/// What ends a run early.
type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let options = Options::read(std::env::args().skip(1))?;
    let verdict = match &options.source {
        Source::Invented { citizens } => {
            let city = life::City::new(world::World::real_or_small()?, *citizens, options.is_tuning);
            judge::judge(&city, options.weights)
        }
        Source::Tsmc(file) => judge::judge(&tsmc::CheckIns::read(file)?, options.weights),
    };
    let mut out = std::io::stdout().lock();
    write!(out, "{}", table::report(&verdict))?;
    Ok(out.flush()?)
}
