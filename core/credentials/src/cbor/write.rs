//! What the wallet itself says in CBOR, in one form only (RFC 8949, section 4.2.1): the shortest numbers and lengths. Whoever writes a map
//! writes its members in their order: shorter names first, and those of one length by their letters.

use super::EMBEDDED;

/// Bytes that grow.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Writer(Vec<u8>);

crate::opaque_debug!(Writer);

impl Writer {
    /// With room for this many bytes.
    #[must_use]
    pub fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }

    /// An array of so many items, which follow.
    pub fn array(&mut self, length: usize) -> &mut Self {
        self.head(4, length as u64)
    }

    /// A map of so many members, which follow: name, item, name, item.
    pub fn map(&mut self, length: usize) -> &mut Self {
        self.head(5, length as u64)
    }

    /// An integer from 0.
    pub fn unsigned(&mut self, number: u64) -> &mut Self {
        self.head(0, number)
    }

    /// A negative integer: -1 less this.
    pub fn negative(&mut self, number: u64) -> &mut Self {
        self.head(1, number)
    }

    /// A text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.head(3, text.len() as u64).raw(text.as_bytes())
    }

    /// Bytes.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.head(2, bytes.len() as u64).raw(bytes)
    }

    /// Bytes, where there are any, or null.
    pub fn bytes_or_null(&mut self, bytes: Option<&[u8]>) -> &mut Self {
        match bytes {
            Some(bytes) => self.bytes(bytes),
            None => self.raw(&[0xF6]),
        }
    }

    /// An item inside a byte string (`#6.24(bstr .cbor ..)`).
    pub fn embedded(&mut self, item: &[u8]) -> &mut Self {
        self.head(6, EMBEDDED).bytes(item)
    }

    /// What is CBOR already: it is copied byte for byte.
    pub fn raw(&mut self, encoded: &[u8]) -> &mut Self {
        self.0.extend_from_slice(encoded);
        self
    }

    /// All of it.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.0
    }

    fn head(&mut self, major: u8, number: u64) -> &mut Self {
        let major = major << 5;
        if let Ok(byte) = u8::try_from(number) {
            match byte {
                0..=23 => self.raw(&[major | byte]),
                _ => self.raw(&[major | 24, byte]),
            }
        } else if let Ok(number) = u16::try_from(number) {
            self.raw(&[major | 25]).raw(&number.to_be_bytes())
        } else if let Ok(number) = u32::try_from(number) {
            self.raw(&[major | 26]).raw(&number.to_be_bytes())
        } else {
            self.raw(&[major | 27]).raw(&number.to_be_bytes())
        }
    }
}

#[cfg(test)]
mod tests {
    use ciborium::Value;

    use super::*;

    fn written(write: impl FnOnce(&mut Writer)) -> Vec<u8> {
        let mut writer = Writer::default();
        write(&mut writer);
        writer.finish()
    }

    fn elsewhere(value: &Value) -> Vec<u8> {
        let mut bytes = Vec::new();
        ciborium::into_writer(value, &mut bytes).unwrap();
        bytes
    }

    #[test]
    fn numbers_and_lengths_are_as_short_as_another_library_has_them() {
        for number in [
            0,
            23,
            24,
            255,
            256,
            65_535,
            65_536,
            u64::from(u32::MAX),
            1 << 32,
            u64::MAX,
        ] {
            assert_eq!(written(|to| _ = to.unsigned(number)), elsewhere(&number.into()));
            let negative = Value::Integer((-1 - i128::from(number)).try_into().unwrap());
            assert_eq!(written(|to| _ = to.negative(number)), elsewhere(&negative));
        }
        for length in [0, 23, 24, 255, 256, 70_000] {
            let (bytes, text) = (vec![7; length], "a".repeat(length));
            assert_eq!(written(|to| _ = to.text(&text)), elsewhere(&text.into()));
            assert_eq!(
                written(|to| _ = to.bytes(&bytes)),
                elsewhere(&Value::Bytes(bytes.clone()))
            );
            let embedded = Value::Tag(24, Box::new(Value::Bytes(bytes.clone())));
            assert_eq!(written(|to| _ = to.embedded(&bytes)), elsewhere(&embedded));
        }
    }

    #[test]
    fn arrays_and_maps_are_written_as_their_parts_come() {
        let map = Value::Map(vec![
            ("a".into(), Value::Array(vec![Value::Null, Value::Bytes(vec![1])])),
            ("b".into(), 1.into()),
        ]);
        let ours = written(|to| {
            to.map(2)
                .text("a")
                .array(2)
                .bytes_or_null(None)
                .bytes_or_null(Some(&[1]));
            to.text("b").raw(&[1]);
        });
        assert_eq!(ours, elsewhere(&map));
    }
}
