//! The first passes and readers.

use rusqlite::Transaction;

use super::store::{Abono, Lector, add_abono, add_lector};
use crate::calendar::{later, moment};
use crate::random::Dice;
use crate::sectors::{Founding, nif_of};
use crate::store::StoreError;

/// Keeps the dice of the desk apart from all other uses of the seed.
const PURPOSE: u64 = 0x5B07;

/// Person, kind, days it is still good for.
const PASSES: [(&str, i64, i64); 2] = [("p-lucia", 1, 96), ("p-vera", 2, 209)];

/// Person, days it is still good for.
const READERS: [(&str, i64); 3] = [("p-lucia", 730), ("p-hugo", 411), ("p-elena", 1_003)];

/// Writes them.
pub fn settle(tx: &Transaction<'_>, founding: &Founding) -> Result<(), StoreError> {
    let mut dice = founding.dice(PURPOSE);
    for (person, modalidad, days) in PASSES {
        let abono = Abono {
            carne: number(&mut dice, 10_000_000),
            modalidad,
            fin: last_second(founding, days),
        };
        add_abono(tx, nif_of(person)?, &abono)?;
    }
    for (person, days) in READERS {
        let lector = Lector {
            lector: number(&mut dice, 1_000_000_000),
            fin: last_second(founding, days),
        };
        add_lector(tx, nif_of(person)?, &lector)?;
    }
    Ok(())
}

/// A number with as many digits as `least`.
fn number(dice: &mut Dice, least: usize) -> i64 {
    i64::try_from(least + dice.below(least.saturating_mul(9))).unwrap_or(i64::MAX)
}

fn last_second(founding: &Founding, days: i64) -> i64 {
    let midnight = later(founding.today, days + 1).and_time(chrono::NaiveTime::MIN);
    moment(midnight).timestamp() - 1
}
