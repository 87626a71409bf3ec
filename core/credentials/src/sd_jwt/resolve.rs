//! What an SD-JWT says once each disclosure is put where its issuer hid it (RFC 9901, section 7.1).
//!
//! One walk over the claims, in which a digest is looked up where it is met. Every digest may be met once, every disclosure must be met, and
//! what is met is read from the very text that was hashed. A digest without a disclosure says nothing: it is a claim that is not shown, or a
//! decoy.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::map::Entry;
use serde_json::{Map, Value};

use super::parse::SdJwt;
use crate::error::CredentialError;
use crate::jose::jwk::sha256;
use crate::path::{Place, Step};
use crate::{json, limits};

/// Where an object has the digests of its hidden members (section 4.2.4.1).
const MEMBERS: &str = "_sd";
/// The only member of what stands for a hidden element of an array (section 4.2.4.2).
const ELEMENT: &str = "...";
/// What the digests were made with (section 4.1.1).
const ALGORITHM: &str = "_sd_alg";
/// Bytes of a name on the way to a disclosure. Every disclosure below repeats it in its place, so that long ones would grow without bound.
const NAME: usize = 1_024;

/// A claim that its holder may show or not.
#[derive(Clone, PartialEq, Eq)]
pub struct Disclosure<'a> {
    /// As it came: its hash is in what the issuer signed.
    pub text: &'a str,
    /// Where it is among the claims.
    pub place: Place,
    /// Which other disclosure it is in, if it is in one: nobody can read it without that one.
    pub parent: Option<usize>,
}

crate::opaque_debug!(Disclosure<'_>);

/// What an SD-JWT says to who has all these disclosures.
#[derive(Clone)]
pub struct Resolved<'a> {
    /// The claims: an object without any sign of what was hidden in it.
    pub claims: Value,
    /// The disclosures, in the order in which they came.
    pub disclosures: Vec<Disclosure<'a>>,
    pub(super) jwt: &'a str,
}

crate::opaque_debug!(Resolved<'_>);

impl<'a> Resolved<'a> {
    /// Puts the disclosures into their places. Whether the issuer signed any of it is for [`SdJwt::verify`] to say.
    ///
    /// # Errors
    /// `Duplicate` where a digest or a name is met twice; `NotReferenced` where a disclosure is met nowhere; `Unsupported` where the digests are
    /// not of SHA-256; `Malformed` where anything has another shape than it must have; `TooDeep`, `TooLarge`.
    pub fn of(sd_jwt: &SdJwt<'a>) -> Result<Self, CredentialError> {
        let mut claims = sd_jwt.jws().claims()?;
        expect_sha256(claims.remove(ALGORITHM))?;
        let mut walk = Walk::new(sd_jwt.disclosures())?;
        walk.object(&mut claims)?;
        walk.expect_all_met()?;
        Ok(Self {
            claims: Value::Object(claims),
            disclosures: walk.disclosures,
            jwt: sd_jwt.jwt(),
        })
    }
}

/// SHA-256 is what is meant where nothing is said.
fn expect_sha256(said: Option<Value>) -> Result<(), CredentialError> {
    match said {
        None => Ok(()),
        Some(Value::String(name)) if name == "sha-256" => Ok(()),
        Some(Value::String(_)) => Err(CredentialError::Unsupported(ALGORITHM)),
        Some(_) => Err(CredentialError::Malformed(ALGORITHM)),
    }
}

/// What SHA-256 gives, in words: the first one tells nearly any two apart, without a call.
type Digest = [u64; 4];

fn words(bytes: &[u8; 32]) -> Digest {
    let mut words = Digest::default();
    for (word, bytes) in words.iter_mut().zip(bytes.as_chunks().0) {
        *word = u64::from_be_bytes(*bytes);
    }
    words
}

/// A walk over the claims.
struct Walk<'a> {
    disclosures: Vec<Disclosure<'a>>,
    /// The digest of each disclosure and its number, in order: whoever chooses digests cannot make looking them up slow.
    known: Vec<(Digest, usize)>,
    /// The digests that were met and have no disclosure here.
    unknown: Vec<Digest>,
    /// What a disclosure is decoded into.
    buffer: Vec<u8>,
    /// Where the walk is.
    place: Place,
    /// The disclosure that it is in.
    within: Option<usize>,
}

impl<'a> Walk<'a> {
    fn new(texts: &[&'a str]) -> Result<Self, CredentialError> {
        let numbered = texts.iter().enumerate();
        let digest = |text: &str| words(&sha256(text.as_bytes()));
        let mut known: Vec<_> = numbered.map(|(index, text)| (digest(text), index)).collect();
        known.sort_unstable();
        if known
            .windows(2)
            .any(|two| matches!(two, [(one, _), (next, _)] if one == next))
        {
            return Err(CredentialError::Duplicate("disclosure"));
        }
        let disclosures = texts.iter().map(|text| Disclosure {
            text,
            place: Place::new(),
            parent: None,
        });
        Ok(Self {
            disclosures: disclosures.collect(),
            known,
            unknown: Vec::new(),
            buffer: Vec::new(),
            place: Place::new(),
            within: None,
        })
    }

    fn object(&mut self, members: &mut Map<String, Value>) -> Result<(), CredentialError> {
        self.expect_depth()?;
        let hidden = members.remove(MEMBERS);
        for (name, value) in members.iter_mut() {
            expect_free(name)?;
            self.below(|| Step::Name(name.clone()), value)?;
        }
        let hidden = match hidden {
            None => return Ok(()),
            Some(Value::Array(hidden)) => hidden,
            Some(_) => return Err(CredentialError::Malformed(MEMBERS)),
        };
        for digest in hidden {
            let Some(index) = self.meet(&digest)? else {
                continue;
            };
            let (name, mut value) = member(self.parts(index)?)?;
            expect_free(&name)?;
            match members.entry(name) {
                Entry::Occupied(_) => return Err(CredentialError::Duplicate("claim")),
                Entry::Vacant(free) => {
                    self.disclose(index, Step::Name(free.key().clone()), &mut value)?;
                    free.insert(value);
                }
            }
        }
        Ok(())
    }

    fn array(&mut self, elements: &mut Vec<Value>) -> Result<(), CredentialError> {
        self.expect_depth()?;
        let all = std::mem::take(elements);
        for mut value in all {
            // Places count what is there in the end.
            let step = Step::Index(elements.len());
            if let Some(digest) = value.get(ELEMENT) {
                if value.as_object().is_none_or(|members| members.len() != 1) {
                    return Err(CredentialError::Malformed(ELEMENT));
                }
                let Some(index) = self.meet(digest)? else {
                    continue;
                };
                value = element(self.parts(index)?)?;
                self.disclose(index, step, &mut value)?;
            } else {
                self.below(|| step, &mut value)?;
            }
            elements.push(value);
        }
        Ok(())
    }

    /// What is in a claim that everybody sees who sees what it is in.
    fn below(&mut self, step: impl FnOnce() -> Step, value: &mut Value) -> Result<(), CredentialError> {
        if !value.is_object() && !value.is_array() {
            return Ok(());
        }
        self.place.push(expect_short(step())?);
        self.inside(value)?;
        self.place.pop();
        Ok(())
    }

    /// A disclosure at its place, and what is in it.
    fn disclose(&mut self, index: usize, step: Step, value: &mut Value) -> Result<(), CredentialError> {
        let mut place = Vec::with_capacity(self.place.len() + 1);
        place.extend_from_slice(&self.place);
        place.push(expect_short(step)?);
        // What has nothing in it needs no way down.
        let has_inside = value.is_object() || value.is_array();
        let above = has_inside.then(|| std::mem::replace(&mut self.place, place.clone()));
        let parent = self.within.replace(index);
        if let Some(disclosure) = self.disclosures.get_mut(index) {
            disclosure.place = place;
            disclosure.parent = parent;
        }
        self.inside(value)?;
        self.within = parent;
        if let Some(above) = above {
            self.place = above;
        }
        Ok(())
    }

    fn inside(&mut self, value: &mut Value) -> Result<(), CredentialError> {
        match value {
            Value::Object(members) => self.object(members),
            Value::Array(elements) => self.array(elements),
            _ => Ok(()),
        }
    }

    /// The disclosure of a digest, if it is here. A digest that was met before is refused (section 7.1, 4).
    fn meet(&mut self, digest: &Value) -> Result<Option<usize>, CredentialError> {
        let digest = read_digest(digest).ok_or(CredentialError::Malformed("digest"))?;
        let Ok(found) = self.known.binary_search_by(|(known, _)| known.cmp(&digest)) else {
            self.unknown.push(digest);
            return Ok(None);
        };
        let index = self.known.get(found).map(|(_, index)| *index);
        let disclosure = index.and_then(|index| self.disclosures.get(index));
        // A place is never empty, but before it is found.
        if disclosure.is_some_and(|disclosure| disclosure.place.is_empty()) {
            Ok(index)
        } else {
            Err(CredentialError::Duplicate("digest"))
        }
    }

    /// Every disclosure was met, and no digest without one was met twice.
    fn expect_all_met(&mut self) -> Result<(), CredentialError> {
        if self.disclosures.iter().any(|disclosure| disclosure.place.is_empty()) {
            return Err(CredentialError::NotReferenced("disclosure"));
        }
        self.unknown.sort_unstable();
        if self
            .unknown
            .windows(2)
            .any(|two| matches!(two, [one, next] if one == next))
        {
            return Err(CredentialError::Duplicate("digest"));
        }
        Ok(())
    }

    /// What follows the salt of a disclosure.
    fn parts(&mut self, index: usize) -> Result<(Value, Option<Value>), CredentialError> {
        let broken = CredentialError::Malformed("disclosure");
        let text = self
            .disclosures
            .get(index)
            .map(|disclosure| disclosure.text)
            .ok_or(broken)?;
        self.buffer.clear();
        URL_SAFE_NO_PAD.decode_vec(text, &mut self.buffer).map_err(|_| broken)?;
        json::after_text(&self.buffer, "disclosure")
    }

    /// Disclosures in disclosures go no deeper than JSON may.
    fn expect_depth(&self) -> Result<(), CredentialError> {
        if self.place.len() < limits::DEPTH {
            Ok(())
        } else {
            Err(CredentialError::TooDeep)
        }
    }
}

/// A digest of SHA-256, as it must be even where it is a decoy (section 4.2.5).
fn read_digest(digest: &Value) -> Option<Digest> {
    // One byte more than is wanted, so that what is longer is seen to be.
    let mut bytes = [0; 33];
    let length = URL_SAFE_NO_PAD.decode_slice(digest.as_str()?, &mut bytes).ok()?;
    bytes.get(..length)?.try_into().ok().map(words)
}

/// What stands for something hidden is no name of a claim.
fn expect_free(name: &str) -> Result<(), CredentialError> {
    if [MEMBERS, ELEMENT, ALGORITHM].contains(&name) {
        Err(CredentialError::Malformed("reserved name"))
    } else {
        Ok(())
    }
}

fn expect_short(step: Step) -> Result<Step, CredentialError> {
    match &step {
        Step::Name(name) if name.len() > NAME => Err(CredentialError::TooLarge("name")),
        _ => Ok(step),
    }
}

/// The name and the value of a hidden member (section 4.2.1).
fn member(parts: (Value, Option<Value>)) -> Result<(String, Value), CredentialError> {
    match parts {
        (Value::String(name), Some(value)) => Ok((name, value)),
        _ => Err(CredentialError::Malformed("disclosure")),
    }
}

/// The value of a hidden element (section 4.2.2).
fn element(parts: (Value, Option<Value>)) -> Result<Value, CredentialError> {
    match parts {
        (value, None) => Ok(value),
        _ => Err(CredentialError::Malformed("disclosure")),
    }
}

#[cfg(test)]
#[path = "resolve_tests.rs"]
mod tests;
