//! What a verifier asks for, read from JSON. Whatever the standard says it must be, it is, or the whole query is refused: half a question
//! is not one that anybody can agree to. What the standard does not know is passed over, as section 6 asks.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value};

use crate::error::CredentialError;
use crate::jose::unb64;
use crate::limits;
use crate::path::{Part, Pointer};

/// A kind of card that this wallet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// SD-JWT VC.
    SdJwt,
    /// ISO/IEC 18013-5.
    Mdoc,
}

impl Format {
    /// Its registered name (appendix B).
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SdJwt => "dc+sd-jwt",
            Self::Mdoc => "mso_mdoc",
        }
    }

    fn of(name: &str) -> Option<Self> {
        [Self::SdJwt, Self::Mdoc]
            .into_iter()
            .find(|format| format.name() == name)
    }
}

/// A query.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Query {
    /// The cards that are asked for, at least one.
    pub credentials: Vec<CredentialQuery>,
    /// Which of them go together. Where the verifier says nothing of it, there is one set with all of them.
    pub sets: Vec<CredentialSet>,
}

/// One card, or several of a kind.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CredentialQuery {
    /// The verifier's name for it, unlike all others of the query.
    pub id: String,
    /// The kind of card; `None` is a kind that nobody here has.
    pub format: Option<Format>,
    /// Whether more than one may be shown.
    pub multiple: bool,
    /// The types that will do (`vct`, document type); `None` is any, where the verifier left `meta` empty.
    pub types: Option<Vec<String>>,
    /// Names of the keys of authorities that will do; `None` is anybody's.
    pub authority_keys: Option<Vec<Vec<u8>>>,
    /// Whether who shows it must prove to be its holder.
    pub holder_bound: bool,
    /// The claims that are asked for.
    pub claims: Vec<ClaimQuery>,
    /// Which of the claims go together, by their position, the verifier's favourite first. There is at least one combination; where no claim is
    /// asked for it is an empty one. None points at the same place twice.
    pub combinations: Vec<Vec<usize>>,
}

/// One claim, or several that one pointer reaches.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClaimQuery {
    /// Where.
    pub pointer: Pointer,
    /// The values that will do; empty is any.
    pub values: Vec<Value>,
    /// Whether the verifier says that it will keep the value (`intent_to_retain`, appendix B.2.4).
    pub retained: bool,
}

/// Alternatives, of which one is to be given.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CredentialSet {
    /// Cards that go together, by their position in the query, the verifier's favourite first.
    pub options: Vec<Vec<usize>>,
    /// Whether nothing at all may be given without it.
    pub required: bool,
}

crate::opaque_debug!(Query);
crate::opaque_debug!(CredentialQuery);
crate::opaque_debug!(ClaimQuery);
crate::opaque_debug!(CredentialSet);

/// The positions of named things.
type Names = BTreeMap<String, usize>;

impl Query {
    /// Reads the value of `dcql_query`.
    ///
    /// # Errors
    /// `Malformed` where something is not as section 6 says, `Duplicate` where an id stands twice, `TooLarge`, `TooDeep`.
    pub fn read(value: &Value) -> Result<Self, CredentialError> {
        let query = object(value, "dcql_query")?;
        let mut credentials = Vec::new();
        let mut names = Names::new();
        for (position, value) in list(required(query, "credentials")?, "credentials")?.iter().enumerate() {
            let credential = CredentialQuery::read(object(value, "credentials")?)?;
            name(&mut names, &credential.id, position)?;
            credentials.push(credential);
        }
        let sets = match query.get("credential_sets") {
            Some(sets) => {
                let sets = list(sets, "credential_sets")?.iter();
                sets.map(|set| CredentialSet::read(set, &names))
                    .collect::<Result<_, _>>()?
            }
            None => vec![CredentialSet {
                options: vec![(0..credentials.len()).collect()],
                required: true,
            }],
        };
        Ok(Self { credentials, sets })
    }
}

impl CredentialQuery {
    fn read(query: &Map<String, Value>) -> Result<Self, CredentialError> {
        let format = Format::of(text(required(query, "format")?, "format")?);
        let claims = match query.get("claims") {
            Some(claims) => list(claims, "claims")?,
            None => &[],
        };
        let read = claims.iter().map(|claim| ClaimQuery::read(claim, format));
        let read = read.collect::<Result<Vec<_>, _>>()?;
        let names = claim_names(claims)?;
        let combinations = match query.get("claim_sets") {
            Some(sets) => claim_sets(sets, &names, claims.len())?,
            None => vec![(0..claims.len()).collect()],
        };
        Ok(Self {
            id: id(required(query, "id")?)?.to_owned(),
            format,
            multiple: flag(query, "multiple", false)?,
            types: types(object(required(query, "meta")?, "meta")?, format)?,
            authority_keys: query.get("trusted_authorities").map(authority_keys).transpose()?,
            holder_bound: flag(query, "require_cryptographic_holder_binding", true)?,
            combinations: combinations
                .into_iter()
                .map(|all| without_repeats(all, &read))
                .collect(),
            claims: read,
        })
    }
}

impl ClaimQuery {
    fn read(value: &Value, format: Option<Format>) -> Result<Self, CredentialError> {
        let claim = object(value, "claims")?;
        let pointer = Pointer::read(required(claim, "path")?)?;
        let is_mdoc = format == Some(Format::Mdoc);
        // A name space and an element, and nothing within it (section 7.2).
        if is_mdoc && !matches!(pointer.parts(), [Part::Name(_), Part::Name(_)]) {
            return Err(CredentialError::Malformed("path"));
        }
        let values = match claim.get("values") {
            Some(values) => list(values, "values")?.to_vec(),
            None => Vec::new(),
        };
        let is_plain = |value: &Value| value.is_string() || value.is_boolean() || value.is_i64() || value.is_u64();
        if !values.iter().all(is_plain) {
            return Err(CredentialError::Malformed("values"));
        }
        let retained = is_mdoc && flag(claim, "intent_to_retain", false)?;
        Ok(Self {
            pointer,
            values,
            retained,
        })
    }
}

impl CredentialSet {
    fn read(value: &Value, names: &Names) -> Result<Self, CredentialError> {
        let set = object(value, "credential_sets")?;
        let options = list(required(set, "options")?, "options")?.iter();
        Ok(Self {
            options: options
                .map(|option| positions(list(option, "options")?, names, "options"))
                .collect::<Result<_, _>>()?,
            required: flag(set, "required", true)?,
        })
    }
}

/// The types that `meta` names (appendices B.2.3 and B.3.5). An empty one asks for nothing in particular (section 6.1); one that says something
/// else than it must is not understood.
fn types(meta: &Map<String, Value>, format: Option<Format>) -> Result<Option<Vec<String>>, CredentialError> {
    if meta.is_empty() {
        return Ok(None);
    }
    let types = match format {
        Some(Format::SdJwt) => texts(required(meta, "vct_values")?, "vct_values")?,
        Some(Format::Mdoc) => vec![text(required(meta, "doctype_value")?, "doctype_value")?],
        None => Vec::new(),
    };
    Ok(Some(types.into_iter().map(str::to_owned).collect()))
}

/// The key identifiers of type `aki` (section 6.1.1.1). Authorities of another type are nobody that this wallet knows, and what is no base64url
/// names no key.
fn authority_keys(value: &Value) -> Result<Vec<Vec<u8>>, CredentialError> {
    let mut keys = Vec::new();
    for authority in list(value, "trusted_authorities")? {
        let authority = object(authority, "trusted_authorities")?;
        let values = texts(required(authority, "values")?, "trusted_authorities")?;
        if text(required(authority, "type")?, "trusted_authorities")? == "aki" {
            keys.extend(values.into_iter().filter_map(|value| unb64(value, "aki").ok()));
        }
    }
    Ok(keys)
}

/// The ids of claims, as far as they have one.
fn claim_names(claims: &[Value]) -> Result<Names, CredentialError> {
    let mut names = Names::new();
    for (position, claim) in claims.iter().enumerate() {
        if let Some(value) = claim.get("id") {
            name(&mut names, id(value)?, position)?;
        }
    }
    Ok(names)
}

/// The combinations of claims. They need claims, each with an id.
fn claim_sets(value: &Value, names: &Names, claims: usize) -> Result<Vec<Vec<usize>>, CredentialError> {
    let what = "claim_sets";
    if claims == 0 || names.len() != claims {
        return Err(CredentialError::Malformed(what));
    }
    let sets = list(value, what)?.iter();
    sets.map(|set| {
        let ids = set.as_array().ok_or(CredentialError::Malformed(what))?;
        positions(ids, names, what)
    })
    .collect()
}

/// A combination without claims that point where one before them does: they are to be passed over (section 6.1).
fn without_repeats(combination: Vec<usize>, claims: &[ClaimQuery]) -> Vec<usize> {
    let mut seen = HashSet::new();
    let mut is_new = |position: &usize| claims.get(*position).is_some_and(|claim| seen.insert(&claim.pointer));
    combination.into_iter().filter(|position| is_new(position)).collect()
}

/// What ids stand for, each once.
fn positions(ids: &[Value], names: &Names, what: &'static str) -> Result<Vec<usize>, CredentialError> {
    if ids.len() > limits::DCQL {
        return Err(CredentialError::TooLarge(what));
    }
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        let position = names.get(text(id, what)?).ok_or(CredentialError::Malformed(what))?;
        if !all.contains(position) {
            all.push(*position);
        }
    }
    Ok(all)
}

fn name(names: &mut Names, id: &str, position: usize) -> Result<(), CredentialError> {
    match names.insert(id.to_owned(), position) {
        None => Ok(()),
        Some(_) => Err(CredentialError::Duplicate("id")),
    }
}

/// Letters, digits, `_` and `-`, of which there is at least one.
fn id(value: &Value) -> Result<&str, CredentialError> {
    let id = text(value, "id")?;
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    if id.is_empty() || !id.chars().all(is_plain) {
        return Err(CredentialError::Malformed("id"));
    }
    Ok(id)
}

/// A member that must be there.
fn required<'v>(object: &'v Map<String, Value>, name: &'static str) -> Result<&'v Value, CredentialError> {
    object.get(name).ok_or(CredentialError::Malformed(name))
}

fn object<'v>(value: &'v Value, what: &'static str) -> Result<&'v Map<String, Value>, CredentialError> {
    value.as_object().ok_or(CredentialError::Malformed(what))
}

/// An array with something in it, and not with more than anybody can read.
fn list<'v>(value: &'v Value, what: &'static str) -> Result<&'v [Value], CredentialError> {
    let list = value.as_array().filter(|list| !list.is_empty());
    let list = list.ok_or(CredentialError::Malformed(what))?;
    if list.len() > limits::DCQL {
        return Err(CredentialError::TooLarge(what));
    }
    Ok(list)
}

fn texts<'v>(value: &'v Value, what: &'static str) -> Result<Vec<&'v str>, CredentialError> {
    list(value, what)?.iter().map(|value| text(value, what)).collect()
}

fn text<'v>(value: &'v Value, what: &'static str) -> Result<&'v str, CredentialError> {
    value.as_str().ok_or(CredentialError::Malformed(what))
}

fn flag(object: &Map<String, Value>, name: &'static str, default: bool) -> Result<bool, CredentialError> {
    match object.get(name) {
        None => Ok(default),
        Some(value) => value.as_bool().ok_or(CredentialError::Malformed(name)),
    }
}

#[cfg(test)]
#[path = "query_tests.rs"]
mod tests;
