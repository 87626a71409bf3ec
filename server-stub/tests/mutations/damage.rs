//! Damage at random, the same on every run: bytes, quotes, columns, numbers, encodings, cuts.

/// `SplitMix64`: the same damage on every run.
pub struct Dice(u64);

impl Dice {
    /// Each round has dice of its own, so that one can be had again without those before it.
    pub fn of(seed: u64, round: usize) -> Self {
        Self(seed << 32 | u64::try_from(round).unwrap())
    }

    /// A number below another.
    pub fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(below.max(1)).unwrap()).unwrap()
    }

    fn range(&mut self, length: usize, longest: usize) -> std::ops::Range<usize> {
        let from = self.roll(length);
        from..(from + 1 + self.roll(longest)).min(length)
    }
}

/// A copy with one to five damages.
pub fn mutated(dice: &mut Dice, bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=dice.roll(4) {
        mutate(dice, &mut out);
    }
    out
}

fn mutate(dice: &mut Dice, out: &mut Vec<u8>) {
    if out.is_empty() {
        return;
    }
    let at = dice.roll(out.len());
    match dice.roll(12) {
        0 => out[at] ^= 1 << dice.roll(8),
        1 => out[at] = u8::try_from(dice.roll(256)).unwrap(),
        // Quotes and separators where there were none.
        2 => out.insert(at, b"\";,\n\\<>{}[]"[dice.roll(11)]),
        3 => drop(out.drain(dice.range(out.len(), 40))),
        4 => {
            let piece = out[dice.range(out.len(), 200)].to_vec();
            out.splice(at..at, piece);
        }
        // A cut.
        5 => out.truncate(at),
        6 => swap_cells(dice, out),
        7 => change_number(dice, out, at),
        8 => recode(dice, out),
        // Columns that go, or come twice.
        9 => drop_separator(dice, out),
        10 => out
            .splice(at..at, std::iter::repeat_n(b'9', 1 + dice.roll(400)))
            .for_each(drop),
        _ => {
            let rotated = dice.range(out.len(), 300);
            out[rotated].reverse();
        }
    }
}

fn positions(out: &[u8], of: u8) -> Vec<usize> {
    (0..out.len()).filter(|at| out[*at] == of).collect()
}

/// Two neighbouring cells, or members, change places.
fn swap_cells(dice: &mut Dice, out: &mut [u8]) {
    let separator = if out.contains(&b';') { b';' } else { b',' };
    let at = positions(out, separator);
    if at.len() < 3 {
        return;
    }
    let first = dice.roll(at.len() - 2);
    let (from, middle, to) = (at[first] + 1, at[first + 1], at[first + 2]);
    let swapped = [&out[middle + 1..to], &[separator], &out[from..middle]].concat();
    out[from..to].copy_from_slice(&swapped);
}

fn drop_separator(dice: &mut Dice, out: &mut Vec<u8>) {
    let at = positions(out, if out.contains(&b';') { b';' } else { b',' });
    if !at.is_empty() {
        out.remove(at[dice.roll(at.len())]);
    }
}

/// Coordinates above all: another sign, another place of the point, another size.
fn change_number(dice: &mut Dice, out: &mut Vec<u8>, from: usize) {
    let points: Vec<usize> = positions(out, b'.')
        .into_iter()
        .filter(|at| *at >= from)
        .take(40)
        .collect();
    if points.is_empty() {
        return;
    }
    let at = points[dice.roll(points.len())];
    match dice.roll(5) {
        0 => out[at] = b',',
        1 => drop(out.remove(at)),
        2 => out.splice(at..at, *b"e30").for_each(drop),
        3 => out.insert(at.saturating_sub(2), b'-'),
        _ => out[at.saturating_sub(1)] = b'0' + u8::try_from(dice.roll(10)).unwrap(),
    }
}

/// Written again in another encoding, once too often, or half of it.
fn recode(dice: &mut Dice, out: &mut Vec<u8>) {
    let letters: String = out.iter().map(|byte| char::from(*byte)).collect();
    *out = match dice.roll(4) {
        0 => letters.into_bytes(),
        1 => letters.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        2 => [&[0xEF, 0xBB, 0xBF], out.as_slice()].concat(),
        _ => {
            let half = out.len() / 2;
            let end: String = out[half..].iter().map(|byte| char::from(*byte)).collect();
            [&out[..half], end.as_bytes()].concat()
        }
    };
}
