//! The person's cards, opened: what they say, and whether they can be shown now.

use madrid_credentials::CredentialError;
use madrid_credentials::dcql::{Candidate, Format};
use madrid_credentials::jose::jwk::PublicKey;
use madrid_credentials::mdoc::IssuerSigned;
use madrid_credentials::sd_jwt::vc::Card;
use madrid_credentials::sd_jwt::{Resolved, SdJwt};
use madrid_credentials::x509::Certificate;
use serde_json::{Map, Value};

use super::policy::Policy;

/// A card, with the copy of it that would be shown next.
#[derive(Clone, Copy)]
pub struct Held<'a> {
    /// The wallet's name for the card.
    pub card: &'a str,
    /// The wallet's name for the copy.
    pub copy: &'a str,
    /// What kind of card it is.
    pub format: Format,
    /// The copy as it was issued. It was verified then.
    pub issued: &'a [u8],
    /// The phone's key that the copy is bound to.
    pub key: Option<PublicKey>,
    /// Whether nobody has seen this copy yet: else two who saw it can tell that it was the same person.
    pub is_fresh: bool,
    /// Whom its issuer lets see it.
    pub policy: &'a Policy,
}

/// An opened card.
pub struct Open<'a> {
    /// The card.
    pub held: Held<'a>,
    pub(super) types: Vec<String>,
    pub(super) authority_keys: Vec<Vec<u8>>,
    pub(super) content: Content<'a>,
}

pub(super) enum Content<'a> {
    SdJwt(Box<Resolved<'a>>),
    Mdoc(Box<IssuerSigned<'a>>, Value),
}

impl<'a> Open<'a> {
    /// Opens it. `None` where it cannot be shown at this time: then it is as if it were not there.
    ///
    /// # Errors
    /// Those of reading it: what was kept is damaged.
    pub fn of(held: Held<'a>, at: i64) -> Result<Option<Self>, CredentialError> {
        match held.format {
            Format::SdJwt => Self::sd_jwt(held, at),
            Format::Mdoc => Self::mdoc(held, at),
        }
    }

    fn sd_jwt(held: Held<'a>, at: i64) -> Result<Option<Self>, CredentialError> {
        let text = std::str::from_utf8(held.issued).map_err(|_| CredentialError::Malformed("sd-jwt"))?;
        let sd_jwt = SdJwt::issued(text)?;
        let resolved = Resolved::of(&sd_jwt)?;
        let card = Card::read(&sd_jwt, &resolved)?;
        // A card that is bound to another key than the one at hand cannot be shown by anybody.
        if card.expect_valid(at).is_err() || card.holder != held.key {
            return Ok(None);
        }
        let mut types = card.also;
        types.insert(0, card.vct);
        Ok(Some(Self {
            held,
            types,
            authority_keys: authority_keys(sd_jwt.header().x5c()?.iter().map(Vec::as_slice)),
            content: Content::SdJwt(Box::new(resolved)),
        }))
    }

    fn mdoc(held: Held<'a>, at: i64) -> Result<Option<Self>, CredentialError> {
        let signed = IssuerSigned::parse(held.issued)?;
        let is_own = held.key.as_ref() == Some(signed.mso().device_key());
        if signed.mso().validity().holds_at(at).is_err() || !is_own {
            return Ok(None);
        }
        let claims = claims(&signed)?;
        Ok(Some(Self {
            held,
            types: vec![signed.mso().doc_type().to_owned()],
            authority_keys: authority_keys(signed.x5chain()?),
            content: Content::Mdoc(Box::new(signed), claims),
        }))
    }

    /// What it says.
    #[must_use]
    pub fn claims(&self) -> &Value {
        match &self.content {
            Content::SdJwt(resolved) => &resolved.claims,
            Content::Mdoc(_, claims) => claims,
        }
    }

    pub(super) fn candidate(&self) -> Candidate<'_> {
        Candidate {
            id: self.held.card,
            format: self.held.format,
            types: &self.types,
            claims: self.claims(),
            authority_keys: &self.authority_keys,
            holder_bound: self.held.key.is_some(),
        }
    }
}

/// Name spaces with their elements.
fn claims(signed: &IssuerSigned<'_>) -> Result<Value, CredentialError> {
    let mut spaces = Map::new();
    for (space, element) in signed.elements() {
        let space = spaces.entry(space).or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(space) = space {
            space.insert(element.identifier().to_owned(), element.value().json()?);
        }
    }
    Ok(Value::Object(spaces))
}

/// The names of the keys that vouch for the issuer. A certificate that cannot be read names none.
fn authority_keys<'d>(chain: impl IntoIterator<Item = &'d [u8]>) -> Vec<Vec<u8>> {
    let names = |der: &[u8]| Some(Certificate::parse(der).ok()?.authority_key()?.to_vec());
    chain.into_iter().filter_map(names).collect()
}
