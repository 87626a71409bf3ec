//! From bytes to items.

use super::{Content, Item, Key, Map};
use crate::error::CredentialError;
use crate::limits;

/// Reads one item and nothing after it; `what` names it in the error.
///
/// # Errors
/// `TooLarge`, `TooDeep`, `Duplicate` where a name stands twice in a map, `Unsupported` for indefinite lengths, names that are neither text
/// nor integer and simple values that nobody uses, `Malformed` where it is no CBOR.
pub fn decode<'a>(bytes: &'a [u8], what: &'static str) -> Result<Item<'a>, CredentialError> {
    if bytes.len() > limits::BYTES {
        return Err(CredentialError::TooLarge(what));
    }
    let mut reader = Reader {
        rest: bytes,
        items: limits::ITEMS,
        what,
    };
    let item = reader.item(0)?;
    if reader.rest.is_empty() {
        Ok(item)
    } else {
        Err(CredentialError::Malformed(what))
    }
}

struct Reader<'a> {
    rest: &'a [u8],
    /// How many more items may be in arrays and maps.
    items: usize,
    what: &'static str,
}

/// How an item begins.
struct Head {
    major: u8,
    /// The five bits beside it.
    info: u8,
    /// The number that they say or announce.
    number: u64,
}

impl<'a> Reader<'a> {
    fn item(&mut self, depth: usize) -> Result<Item<'a>, CredentialError> {
        let start = self.rest;
        let content = self.content(depth)?;
        let length = start.len() - self.rest.len();
        let (encoded, _) = start.split_at_checked(length).ok_or_else(|| self.broken())?;
        Ok(Item { encoded, content })
    }

    fn content(&mut self, depth: usize) -> Result<Content<'a>, CredentialError> {
        let head = self.head()?;
        match head.major {
            0 => Ok(Content::Unsigned(head.number)),
            1 => Ok(Content::Negative(head.number)),
            2 => self.take(head.number).map(Content::Bytes),
            3 => self.text(head.number).map(Content::Text),
            4 => self.array(head.number, depth).map(Content::Array),
            5 => self.map(head.number, depth).map(Content::Map),
            6 => {
                let inside = self.item(deeper(depth)?)?;
                Ok(Content::Tag(head.number, Box::new(inside)))
            }
            _ => self.simple(&head),
        }
    }

    fn head(&mut self) -> Result<Head, CredentialError> {
        let [first] = self.exact()?;
        let (major, info) = (first >> 5, first & 0x1F);
        let number = match info {
            0..=23 => u64::from(info),
            24 => self.exact::<1>().map(|[byte]| u64::from(byte))?,
            25 => self.exact().map(u16::from_be_bytes)?.into(),
            26 => self.exact().map(u32::from_be_bytes)?.into(),
            27 => self.exact().map(u64::from_be_bytes)?,
            31 if (2..=5).contains(&major) => return Err(CredentialError::Unsupported("indefinite length")),
            _ => return Err(self.broken()),
        };
        Ok(Head { major, info, number })
    }

    fn array(&mut self, length: u64, depth: usize) -> Result<Vec<Item<'a>>, CredentialError> {
        let (length, depth) = (self.room(length, 1)?, deeper(depth)?);
        let mut items = Vec::with_capacity(length);
        for _ in 0..length {
            items.push(self.item(depth)?);
        }
        Ok(items)
    }

    fn map(&mut self, length: u64, depth: usize) -> Result<Map<'a>, CredentialError> {
        let (length, depth) = (self.room(length, 2)?, deeper(depth)?);
        let mut members = Vec::with_capacity(length);
        for _ in 0..length {
            let key = self.key()?;
            members.push((key, self.item(depth)?));
        }
        let in_order = |members: &[(Key<'_>, _)]| members.is_sorted_by(|(one, _), (next, _)| one < next);
        if !in_order(&members) {
            members.sort_unstable_by_key(|(key, _)| *key);
            if !in_order(&members) {
                return Err(CredentialError::Duplicate(self.what));
            }
        }
        Ok(Map(members))
    }

    fn key(&mut self) -> Result<Key<'a>, CredentialError> {
        let head = self.head()?;
        match head.major {
            0 => Ok(Key::Unsigned(head.number)),
            1 => Ok(Key::Negative(head.number)),
            3 => self.text(head.number).map(Key::Text),
            _ => Err(CredentialError::Unsupported("name of a member")),
        }
    }

    fn simple(&mut self, head: &Head) -> Result<Content<'a>, CredentialError> {
        match head.info {
            20 => Ok(Content::Bool(false)),
            21 => Ok(Content::Bool(true)),
            22 => Ok(Content::Null),
            23 => Ok(Content::Undefined),
            25 => u16::try_from(head.number)
                .map(|bits| Content::Float(half(bits)))
                .map_err(|_| self.broken()),
            26 => u32::try_from(head.number)
                .map(|bits| Content::Float(f32::from_bits(bits).into()))
                .map_err(|_| self.broken()),
            27 => Ok(Content::Float(f64::from_bits(head.number))),
            // Two bytes for what fits into one (RFC 8949, section 3.3).
            24 if head.number < 32 => Err(self.broken()),
            _ => Err(CredentialError::Unsupported("simple value")),
        }
    }

    fn text(&mut self, length: u64) -> Result<&'a str, CredentialError> {
        let bytes = self.take(length)?;
        std::str::from_utf8(bytes).map_err(|_| self.broken())
    }

    /// How many items follow, where as many can be there: each takes this many bytes at the least.
    fn room(&mut self, length: u64, least: usize) -> Result<usize, CredentialError> {
        let length = usize::try_from(length).map_err(|_| self.broken())?;
        if length > self.rest.len() / least {
            return Err(self.broken());
        }
        self.items = self
            .items
            .checked_sub(length)
            .ok_or(CredentialError::TooLarge(self.what))?;
        Ok(length)
    }

    fn take(&mut self, length: u64) -> Result<&'a [u8], CredentialError> {
        let length = usize::try_from(length).map_err(|_| self.broken())?;
        let (taken, rest) = self.rest.split_at_checked(length).ok_or_else(|| self.broken())?;
        self.rest = rest;
        Ok(taken)
    }

    fn exact<const N: usize>(&mut self) -> Result<[u8; N], CredentialError> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or_else(|| self.broken())?;
        self.rest = rest;
        Ok(*taken)
    }

    const fn broken(&self) -> CredentialError {
        CredentialError::Malformed(self.what)
    }
}

const fn deeper(depth: usize) -> Result<usize, CredentialError> {
    if depth >= limits::DEPTH {
        return Err(CredentialError::TooDeep);
    }
    Ok(depth + 1)
}

/// A float of 16 bits (IEEE 754; RFC 8949, appendix D).
fn half(bits: u16) -> f64 {
    let (exponent, fraction) = ((bits >> 10) & 0x1F, f64::from(bits & 0x3FF));
    let magnitude = match exponent {
        0 => fraction * 2_f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + fraction) * 2_f64.powi(i32::from(exponent) - 25),
    };
    if bits & 0x8000 == 0 { magnitude } else { -magnitude }
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
