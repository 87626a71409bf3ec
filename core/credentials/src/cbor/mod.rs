//! CBOR (RFC 8949) as it must be read where a digest or a signature hangs on the received bytes.
//!
//! What is read points into the input and keeps the bytes of every item as they came: nothing is encoded again to be hashed, and nothing is
//! copied. Two readers must see the same thing, so there is one way to read it only:
//!
//! - Nothing twice in one map (RFC 8949, section 5.6), nothing after the item, no deeper and no more than [`crate::limits`] has it. A length
//!   is believed when as many bytes are there: before that it reserves no memory.
//! - Lengths are said beforehand. ISO/IEC 18013-5 (section 8.1) takes the rules of RFC 7049, section 3.9: no indefinite lengths. No issuer
//!   or wallet of today sends them, and they have ever been where parsers break.
//! - The same rules ask for the shortest form of a number or a length, but here longer ones are read: some issuers write every map with two
//!   bytes of length. They do no harm as long as the bytes are kept.
//! - Names of members are texts or integers, as in every structure of COSE and mdoc. Simple values are true, false, null and undefined.
//!
//! - [`read`] bytes to items; [`Item::json`] items to JSON; [`write`](mod@write) what the wallet itself says.

mod json;
pub mod read;
pub mod write;

pub use read::decode;
pub use write::Writer;

use crate::error::CredentialError;

/// The tag of CBOR inside a byte string (RFC 8949, section 3.4.5.1).
pub const EMBEDDED: u64 = 24;

/// One item and all that is in it.
#[derive(Clone)]
pub struct Item<'a> {
    encoded: &'a [u8],
    content: Content<'a>,
}

crate::opaque_debug!(Item<'_>);

/// What an item says.
#[derive(Clone, PartialEq)]
pub enum Content<'a> {
    /// An integer from 0.
    Unsigned(u64),
    /// A negative integer: -1 less this.
    Negative(u64),
    /// Bytes.
    Bytes(&'a [u8]),
    /// A text.
    Text(&'a str),
    /// Items in their order.
    Array(Vec<Item<'a>>),
    /// Members by their names.
    Map(Map<'a>),
    /// An item, and how it is meant.
    Tag(u64, Box<Item<'a>>),
    /// True or false.
    Bool(bool),
    /// Nothing.
    Null,
    /// Nothing, said in another way.
    Undefined,
    /// A number with a fraction, of any of the three sizes.
    Float(f64),
}

crate::opaque_debug!(Content<'_>);

/// The name of a member.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key<'a> {
    /// An integer from 0.
    Unsigned(u64),
    /// A negative integer: -1 less this.
    Negative(u64),
    /// A text.
    Text(&'a str),
}

crate::opaque_debug!(Key<'_>);

/// Members by their names, none of them twice.
#[derive(Clone, PartialEq)]
pub struct Map<'a>(Vec<(Key<'a>, Item<'a>)>);

crate::opaque_debug!(Map<'_>);

/// Two items are the same when they say the same: in how many bytes is not asked.
impl PartialEq for Item<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.content == other.content
    }
}

impl<'a> Item<'a> {
    /// The bytes that it came as.
    #[must_use]
    pub const fn encoded(&self) -> &'a [u8] {
        self.encoded
    }

    /// What it says.
    #[must_use]
    pub const fn content(&self) -> &Content<'a> {
        &self.content
    }

    /// Whether it says nothing.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self.content, Content::Null)
    }

    /// A text; `what` names it in the error, here and below.
    ///
    /// # Errors
    /// `Malformed` where it is something else, here and below.
    pub fn text(&self, what: &'static str) -> Result<&'a str, CredentialError> {
        match self.content {
            Content::Text(text) => Ok(text),
            _ => Err(CredentialError::Malformed(what)),
        }
    }

    /// Bytes.
    ///
    /// # Errors
    /// `Malformed`
    pub fn bytes(&self, what: &'static str) -> Result<&'a [u8], CredentialError> {
        match self.content {
            Content::Bytes(bytes) => Ok(bytes),
            _ => Err(CredentialError::Malformed(what)),
        }
    }

    /// An integer from 0.
    ///
    /// # Errors
    /// `Malformed`
    pub fn unsigned(&self, what: &'static str) -> Result<u64, CredentialError> {
        match self.content {
            Content::Unsigned(number) => Ok(number),
            _ => Err(CredentialError::Malformed(what)),
        }
    }

    /// Items in their order.
    ///
    /// # Errors
    /// `Malformed`
    pub fn array(&self, what: &'static str) -> Result<&[Self], CredentialError> {
        match &self.content {
            Content::Array(items) => Ok(items),
            _ => Err(CredentialError::Malformed(what)),
        }
    }

    /// Members.
    ///
    /// # Errors
    /// `Malformed`
    pub fn map(&self, what: &'static str) -> Result<&Map<'a>, CredentialError> {
        match &self.content {
            Content::Map(map) => Ok(map),
            _ => Err(CredentialError::Malformed(what)),
        }
    }

    /// Members, taken out of it.
    ///
    /// # Errors
    /// `Malformed`
    pub fn into_map(self, what: &'static str) -> Result<Map<'a>, CredentialError> {
        match self.content {
            Content::Map(map) => Ok(map),
            _ => Err(CredentialError::Malformed(what)),
        }
    }

    /// What is under this tag.
    ///
    /// # Errors
    /// `Malformed` where it has another tag, or none.
    pub fn tagged(&self, tag: u64, what: &'static str) -> Result<&Self, CredentialError> {
        match &self.content {
            Content::Tag(own, inside) if *own == tag => Ok(inside),
            _ => Err(CredentialError::Malformed(what)),
        }
    }

    /// The bytes of the item that is embedded in it (`#6.24(bstr .cbor ..)`), to be read by [`decode`].
    ///
    /// # Errors
    /// `Malformed`
    pub fn embedded(&self, what: &'static str) -> Result<&'a [u8], CredentialError> {
        self.tagged(EMBEDDED, what)?.bytes(what)
    }
}

impl<'a> Map<'a> {
    /// The member of a name.
    #[must_use]
    pub fn get(&self, key: Key<'_>) -> Option<&Item<'a>> {
        let found = self.0.binary_search_by(|(own, _)| own.cmp(&key)).ok()?;
        self.0.get(found).map(|(_, item)| item)
    }

    /// The member of a name that may be absent.
    #[must_use]
    pub fn optional(&self, name: &str) -> Option<&Item<'a>> {
        self.get(Key::Text(name))
    }

    /// The member of a name that must be there.
    ///
    /// # Errors
    /// `Malformed` with the name where it is not.
    pub fn required(&self, name: &'static str) -> Result<&Item<'a>, CredentialError> {
        self.optional(name).ok_or(CredentialError::Malformed(name))
    }

    /// All of them, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &(Key<'a>, Item<'a>)> {
        self.0.iter()
    }

    /// All of them, in the order of their names, where they are so many.
    ///
    /// # Errors
    /// What there is instead.
    pub fn into_members<const N: usize>(self) -> Result<[(Key<'a>, Item<'a>); N], Self> {
        self.0.try_into().map_err(Self)
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> Key<'a> {
    /// A name that must be a text.
    ///
    /// # Errors
    /// `Malformed`
    pub const fn text(self, what: &'static str) -> Result<&'a str, CredentialError> {
        match self {
            Self::Text(text) => Ok(text),
            _ => Err(CredentialError::Malformed(what)),
        }
    }

    /// A name that must be an integer from 0.
    ///
    /// # Errors
    /// `Malformed`
    pub const fn unsigned(self, what: &'static str) -> Result<u64, CredentialError> {
        match self {
            Self::Unsigned(number) => Ok(number),
            _ => Err(CredentialError::Malformed(what)),
        }
    }
}
