//! The status list of 2^20 cards, one bit each: inflated, and one card looked up. The floor is flate2, which keeps no bound.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use madrid_credentials::status::{Status, StatusList};

use crate::harness::{Figure, Outcome, beside};
use crate::{ROUNDS, time};

const CARDS: usize = 1 << 20;
/// The card that is looked up: revoked in every list here.
const ASKED: usize = 1_000;

/// With one card in a hundred thousand revoked, and with two in a hundred.
pub fn figures() -> Outcome<Vec<Figure>> {
    [("few revoked", 100_000), ("2 % revoked", 50)]
        .into_iter()
        .map(|(name, every)| figure(name, every))
        .collect()
}

fn figure(name: &str, every: usize) -> Outcome<Figure> {
    let mut bits = vec![0_u8; CARDS / 8];
    for card in (ASKED % every..CARDS).step_by(every).chain([ASKED]) {
        if let Some(byte) = bits.get_mut(card / 8) {
            *byte |= 1 << (card % 8);
        }
    }
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&bits)?;
    let packed = encoder.finish()?;
    if !ours(&packed)? || !bare(&packed)? {
        return Err("the card that was asked for is not revoked".into());
    }
    beside(
        format!("status list of 2^20, {name}"),
        ROUNDS,
        || time(|| ours(&packed)),
        ("flate2, bare", || time(|| bare(&packed))),
    )
}

fn ours(packed: &[u8]) -> Outcome<bool> {
    let list = StatusList::inflate(1, packed)?;
    Ok(list.get(ASKED.try_into()?)? == Status::Invalid)
}

fn bare(packed: &[u8]) -> Outcome<bool> {
    let mut bits = Vec::with_capacity(CARDS / 8);
    ZlibDecoder::new(packed).read_to_end(&mut bits)?;
    let byte = bits.get(ASKED / 8).ok_or("too short")?;
    Ok(byte >> (ASKED % 8) & 1 == 1)
}
