//! What an issuer gives (`IssuerSigned`, ISO/IEC 18013-5, section 8.3.2.1.2.2): elements, and the signed digests of them.

use serde_json::{Map, Value};

use super::mso::{Mso, Validity};
use crate::cbor::{self, Item, Key};
use crate::cose::Sign1;
use crate::error::{ChainFault, CredentialError};
use crate::jose::jwk::PublicKey;
use crate::limits;
use crate::status::StatusReference;
use crate::x509::{Anchors, Chain, Purpose};

/// Bytes of chance in an element (section 9.1.2.5): with fewer, a digest could be guessed back to what it is of.
const RANDOM: usize = 16;

/// A card that was read. Nothing of it is to be believed before [`Self::verify`].
#[derive(Clone)]
pub struct IssuerSigned<'a> {
    pub(super) name_spaces: Vec<NameSpace<'a>>,
    pub(super) auth: Sign1<'a>,
    mso: Mso<'a>,
}

crate::opaque_debug!(IssuerSigned<'_>);

/// Elements that belong together.
#[derive(Clone)]
pub(super) struct NameSpace<'a> {
    pub(super) name: &'a str,
    pub(super) elements: Vec<Element<'a>>,
}

/// One thing that a card says.
#[derive(Clone)]
pub struct Element<'a> {
    /// `IssuerSignedItemBytes` as they came: the digest is over them.
    pub(super) encoded: &'a [u8],
    digest_id: u64,
    pub(super) identifier: &'a str,
    value: Item<'a>,
}

crate::opaque_debug!(Element<'_>);

/// A card that was verified: what is kept of it and shown.
#[derive(Clone)]
pub struct Mdoc {
    /// What kind of card it is.
    pub doc_type: String,
    /// What it says, as JSON: by name space, then by identifier, as a verifier's paths go (OpenID4VP 1.0, appendix B.2).
    pub claims: Value,
    /// What it says, as the issuer wrote it.
    pub elements: Vec<MdocElement>,
    /// The phone's key that it is bound to.
    pub device_key: PublicKey,
    /// When it is valid.
    pub validity: Validity,
    /// Where it says whether it was revoked.
    pub status: Option<StatusReference>,
    /// Who signed it.
    pub chain: Chain,
}

crate::opaque_debug!(Mdoc);

/// One thing that a card says, as the issuer wrote it.
#[derive(Clone, PartialEq, Eq)]
pub struct MdocElement {
    /// Where it belongs.
    pub name_space: String,
    /// What it is.
    pub identifier: String,
    /// Its value, encoded.
    pub cbor: Vec<u8>,
}

crate::opaque_debug!(MdocElement);

impl<'a> IssuerSigned<'a> {
    /// Reads what an issuer sent.
    ///
    /// # Errors
    /// As [`cbor::decode`], [`Sign1::read`] and [`Mso::read`]; `Duplicate` where two elements of a name space have one identifier or one
    /// digest.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, CredentialError> {
        Self::read(&cbor::decode(bytes, "mdoc")?)
    }

    pub(super) fn read(item: &Item<'a>) -> Result<Self, CredentialError> {
        let members = item.map("mdoc")?;
        let auth = Sign1::read(members.required("issuerAuth")?)?;
        let mso = Mso::read(auth.payload()?)?;
        let name_spaces = match members.optional("nameSpaces") {
            Some(spaces) => spaces
                .map("nameSpaces")?
                .iter()
                .map(NameSpace::read)
                .collect::<Result<Vec<_>, _>>()?,
            None => Vec::new(),
        };
        if name_spaces.iter().map(|space| space.elements.len()).sum::<usize>() > limits::DISCLOSURES {
            return Err(CredentialError::TooLarge("elements"));
        }
        Ok(Self { name_spaces, auth, mso })
    }

    /// What the issuer signed, before anybody knows whether it did.
    #[must_use]
    pub const fn mso(&self) -> &Mso<'a> {
        &self.mso
    }

    /// The certificates that came with it, the signer's first.
    ///
    /// # Errors
    /// As [`Sign1::x5chain`].
    pub fn x5chain(&self) -> Result<Vec<&'a [u8]>, CredentialError> {
        self.auth.x5chain()
    }

    /// What it says, each with its name space.
    pub fn elements(&self) -> impl Iterator<Item = (&'a str, &Element<'a>)> {
        let spaces = self.name_spaces.iter();
        spaces.flat_map(|space| space.elements.iter().map(|element| (space.name, element)))
    }

    /// Whether a card of this kind was signed by somebody who is trusted, for this time, and says nothing that was not signed (section 9.3.1).
    ///
    /// # Errors
    /// `Untrusted`, `Signature`, `WrongType`, `NotYet`, `Expired`, `NotReferenced`; those of [`Anchors::verify`].
    pub fn verify(&self, anchors: &Anchors, at: i64, doc_type: &str) -> Result<Mdoc, CredentialError> {
        let chain = anchors.verify(&self.x5chain()?, at, Purpose::Mdoc)?;
        self.verify_by(&chain.key)?;
        if self.mso.doc_type() != doc_type {
            return Err(CredentialError::WrongType("docType"));
        }
        let validity = self.mso.validity();
        validity.holds_at(at)?;
        let (from, until) = chain.signer.validity();
        if validity.signed < from || validity.signed > until {
            return Err(CredentialError::Untrusted(ChainFault::OutOfTime));
        }
        Ok(Mdoc {
            doc_type: doc_type.to_owned(),
            claims: self.claims()?,
            elements: self.elements().map(|(space, element)| element.kept(space)).collect(),
            device_key: *self.mso.device_key(),
            validity,
            status: self.mso.status().cloned(),
            chain,
        })
    }

    /// Whether this key signed all that it says. Who has the key and until when is another question: [`Self::verify`] asks it.
    ///
    /// # Errors
    /// `Signature`, `NotReferenced`
    pub fn verify_by(&self, key: &PublicKey) -> Result<(), CredentialError> {
        self.auth.verify(key, &[])?;
        for (space, element) in self.elements() {
            self.mso.expect_digest(space, element.digest_id, element.encoded)?;
        }
        Ok(())
    }

    fn claims(&self) -> Result<Value, CredentialError> {
        let mut claims = Map::new();
        for space in &self.name_spaces {
            let values = space
                .elements
                .iter()
                .map(|element| Ok((element.identifier.to_owned(), element.value.json()?)));
            let values = values.collect::<Result<Map<_, _>, CredentialError>>()?;
            claims.insert(space.name.to_owned(), Value::Object(values));
        }
        Ok(Value::Object(claims))
    }
}

impl<'a> NameSpace<'a> {
    fn read((name, items): &(Key<'a>, Item<'a>)) -> Result<Self, CredentialError> {
        let elements = items.array("nameSpaces")?.iter().map(Element::read);
        let elements = elements.collect::<Result<Vec<_>, _>>()?;
        if elements.is_empty() {
            return Err(CredentialError::Malformed("nameSpaces"));
        }
        if !all_differ(elements.iter().map(|element| element.identifier)) {
            return Err(CredentialError::Duplicate("elementIdentifier"));
        }
        if !all_differ(elements.iter().map(|element| element.digest_id)) {
            return Err(CredentialError::Duplicate("digestID"));
        }
        Ok(Self {
            name: name.text("nameSpaces")?,
            elements,
        })
    }
}

impl<'a> Element<'a> {
    /// Four members and no other, which come in the order of their names.
    fn read(item: &Item<'a>) -> Result<Self, CredentialError> {
        let members = cbor::decode(item.embedded("element")?, "element")?.into_map("element")?;
        let [
            (Key::Text("digestID"), id),
            (Key::Text("elementIdentifier"), identifier),
            (Key::Text("elementValue"), value),
            (Key::Text("random"), random),
        ] = members
            .into_members()
            .map_err(|_| CredentialError::Malformed("element"))?
        else {
            return Err(CredentialError::Malformed("element"));
        };
        if random.bytes("random")?.len() < RANDOM {
            return Err(CredentialError::Malformed("random"));
        }
        Ok(Self {
            encoded: item.encoded(),
            digest_id: id.unsigned("digestID")?,
            identifier: identifier.text("elementIdentifier")?,
            value,
        })
    }

    /// What it is.
    #[must_use]
    pub const fn identifier(&self) -> &'a str {
        self.identifier
    }

    /// Its value.
    #[must_use]
    pub const fn value(&self) -> &Item<'a> {
        &self.value
    }

    fn kept(&self, name_space: &str) -> MdocElement {
        MdocElement {
            name_space: name_space.to_owned(),
            identifier: self.identifier.to_owned(),
            cbor: self.value.encoded().to_vec(),
        }
    }
}

fn all_differ<T: Ord>(values: impl Iterator<Item = T>) -> bool {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.is_sorted_by(|one, next| one < next)
}

#[cfg(test)]
#[path = "issuer_signed_tests.rs"]
mod tests;
