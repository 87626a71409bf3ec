//! Libraries of others as judges of the wallet's formats. Chance has a seed: a failure can be had again.

#[cfg(test)]
#[path = "judges/cards.rs"]
mod cards;
#[cfg(test)]
#[path = "judges/jose.rs"]
mod jose;
#[cfg(test)]
#[path = "judges/keys.rs"]
mod keys;
#[cfg(test)]
#[path = "judges/mdoc.rs"]
mod mdoc;
#[cfg(test)]
#[path = "judges/queries.rs"]
mod queries;
#[cfg(test)]
#[path = "judges/sd_jwt.rs"]
mod sd_jwt;

#[cfg(test)]
use proptest::strategy::Strategy;
#[cfg(test)]
use proptest::test_runner::{Config, RngSeed, TestCaseResult, TestRunner};

/// Tries something on so many values.
#[cfg(test)]
fn judge<S: Strategy>(cases: u32, strategy: S, test: impl Fn(S::Value) -> TestCaseResult) {
    let config = Config {
        cases,
        rng_seed: RngSeed::Fixed(20_261_130),
        failure_persistence: None,
        ..Config::default()
    };
    if let Err(failure) = TestRunner::new(config).run(&strategy, test) {
        panic!("{failure}");
    }
}
