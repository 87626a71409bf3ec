//! What the camera saw, drawn by the city: a street in grey, a blurred car, and its plate. No real photo of anybody.

use super::machine::Expediente;
use crate::random::Dice;

const WIDTH: usize = 320;
const HEIGHT: usize = 200;
/// Keeps the dice of the photos apart from all other uses of a number.
const PURPOSE: u64 = 0xF070;
/// One dot of a letter of the plate.
const DOT: usize = 3;
/// Where the plate is.
const PLATE: (usize, usize) = (110, 138);

/// Rows of three dots, five of them, for the characters of a plate.
const LETTERS: [(char, u16); 30] = [
    ('0', 0o75557),
    ('1', 0o26227),
    ('2', 0o71747),
    ('3', 0o71717),
    ('4', 0o55711),
    ('5', 0o74717),
    ('6', 0o74757),
    ('7', 0o71122),
    ('8', 0o75757),
    ('9', 0o75717),
    ('B', 0o65656),
    ('C', 0o34443),
    ('D', 0o65556),
    ('F', 0o74644),
    ('G', 0o34553),
    ('H', 0o55755),
    ('J', 0o11152),
    ('K', 0o55655),
    ('L', 0o44447),
    ('M', 0o57755),
    ('N', 0o65555),
    ('P', 0o65644),
    ('R', 0o65655),
    ('S', 0o34216),
    ('T', 0o72222),
    ('V', 0o55552),
    ('W', 0o55775),
    ('X', 0o55255),
    ('Y', 0o55222),
    ('Z', 0o71247),
];

/// A photo of a report, as a PNG of greys: the first from afar, the second closer.
pub fn draw(file: &Expediente, number: usize) -> Vec<u8> {
    let seed = file
        .numero
        .bytes()
        .fold(0, |sum: u64, digit| sum.wrapping_mul(10).wrapping_add(u64::from(digit)));
    let mut picture = Picture::street(Dice::for_purpose(seed, PURPOSE + u64::try_from(number).unwrap_or(0)));
    picture.car(if number > 1 { 84 } else { 70 });
    picture.plate(&file.matricula);
    png(&picture.0)
}

/// A byte of grey for each dot.
struct Picture(Vec<u8>);

impl Picture {
    /// The sky above, the road below, both with the grain of a bad camera.
    fn street(mut dice: Dice) -> Self {
        let dots = (0..WIDTH * HEIGHT).map(|at| {
            let row = at / WIDTH;
            let light = if row < 70 { 150 } else { 96 - row / 8 };
            u8::try_from(light + dice.below(14)).unwrap_or(u8::MAX)
        });
        Self(dots.collect())
    }

    fn put(&mut self, x: usize, y: usize, grey: u8) {
        if x < WIDTH
            && let Some(dot) = self.0.get_mut(y * WIDTH + x)
        {
            *dot = grey;
        }
    }

    /// A shape that nobody could recognise: darker towards its middle, without an edge.
    fn car(&mut self, half: usize) {
        let (middle_x, middle_y, tall): (usize, usize, usize) = (WIDTH / 2, 120, 52);
        for y in middle_y - tall..middle_y + tall {
            for x in middle_x - half..middle_x + half {
                let (dx, dy) = (x.abs_diff(middle_x), y.abs_diff(middle_y));
                let far = (dx * dx * 100) / (half * half) + (dy * dy * 100) / (tall * tall);
                if far < 100 {
                    self.put(x, y, u8::try_from(40 + far / 2).unwrap_or(u8::MAX));
                }
            }
        }
    }

    fn plate(&mut self, plate: &str) {
        let (left, top) = PLATE;
        let wide = plate.chars().count() * 4 * DOT + 2 * DOT;
        for y in top..top + 7 * DOT {
            for x in left..left + wide {
                self.put(x, y, 235);
            }
        }
        for (at, letter) in plate.chars().enumerate() {
            self.letter(left + DOT + at * 4 * DOT, top + DOT, letter);
        }
    }

    fn letter(&mut self, left: usize, top: usize, letter: char) {
        let rows = LETTERS
            .iter()
            .find(|(known, _)| *known == letter)
            .map_or(0, |(_, rows)| *rows);
        let marked = (0..15_usize).filter(|bit| rows & (1 << (14 - bit)) != 0);
        for bit in marked {
            let (x, y) = (left + (bit % 3) * DOT, top + (bit / 3) * DOT);
            for at in 0..DOT * DOT {
                self.put(x + at % DOT, y + at / DOT, 20);
            }
        }
    }
}

/// Greys as a PNG (W3C, third edition) whose data are stored and not packed: small enough, and nothing to get wrong.
fn png(greys: &[u8]) -> Vec<u8> {
    let size = |length: usize| u32::try_from(length).unwrap_or(0).to_be_bytes();
    let mut header = [size(WIDTH), size(HEIGHT)].concat();
    // Eight bits of grey, one way to pack, one to filter, from the top down.
    header.extend([8, 0, 0, 0, 0]);
    // Each row says that it is not filtered.
    let rows: Vec<u8> = greys.chunks(WIDTH).flat_map(|row| [&[0], row].concat()).collect();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in [(b"IHDR", header), (b"IDAT", stored(&rows)), (b"IEND", Vec::new())] {
        let named = [name.as_slice(), &data].concat();
        file.extend(size(data.len()));
        file.extend(&named);
        file.extend(crc(&named).to_be_bytes());
    }
    file
}

/// A zlib stream of stored blocks (RFC 1950; RFC 1951 section 3.2.4).
fn stored(bytes: &[u8]) -> Vec<u8> {
    let blocks = bytes.chunks(usize::from(u16::MAX));
    let last = blocks.len().saturating_sub(1);
    let mut stream = vec![0x78, 0x01];
    for (at, block) in blocks.enumerate() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        stream.push(u8::from(at == last));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    stream.extend(adler(bytes).to_be_bytes());
    stream
}

/// The check sum of zlib (RFC 1950 section 9).
fn adler(bytes: &[u8]) -> u32 {
    let (low, high) = bytes.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    (high << 16) | low
}

/// The check sum of each piece of a PNG (annex D).
fn crc(bytes: &[u8]) -> u32 {
    let turn = |sum: u32| {
        if sum & 1 == 1 {
            0xEDB8_8320 ^ (sum >> 1)
        } else {
            sum >> 1
        }
    };
    let sum = bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| turn(sum))
    });
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_sums_are_the_published_ones() {
        // The IEND piece of every PNG; "Wikipedia" of the article on Adler-32.
        assert_eq!(crc(b"IEND"), 0xAE42_6082);
        assert_eq!(adler(b"Wikipedia"), 0x11E6_0398);
    }

    #[test]
    fn a_picture_has_its_size_and_every_letter_of_a_plate_can_be_drawn() {
        let mut picture = Picture::street(Dice::for_purpose(1, 1));
        let before = picture.0.clone();
        picture.plate("1234BCD");
        assert_ne!(picture.0, before);
        assert_eq!(picture.0.len(), WIDTH * HEIGHT);
        let file = png(&picture.0);
        assert_eq!(&file[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(&file[12..16], b"IHDR");
        assert_eq!(&file[file.len() - 4..], 0xAE42_6082_u32.to_be_bytes());
        let written: std::collections::BTreeSet<u16> = LETTERS.iter().map(|(_, rows)| *rows).collect();
        assert_eq!(written.len(), LETTERS.len(), "no two letters look alike");
    }
}
