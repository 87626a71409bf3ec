//! Makes cards as SD-JWT VC (RFC 9901; draft-ietf-oauth-sd-jwt-vc).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::{SecureRandom as _, SystemRandom};
use serde_json::{Map, Value, json};

use super::jose::{PublicKey, b64, sha256, sign};
use super::pki::Signer;

/// 128 bits, as RFC 9901 (9.3) asks for at least.
const SALT: usize = 16;
/// In a path: every element of a list.
pub const EACH: &str = "*";

/// What one copy of a card says.
#[derive(Debug, Clone)]
pub struct Copy<'a> {
    /// The type.
    pub vct: &'a str,
    /// The issuer's identifier.
    pub issuer: &'a str,
    /// What is claimed.
    pub claims: &'a Map<String, Value>,
    /// What the holder may keep back: paths, with [`EACH`] for elements of lists.
    pub disclosable: &'a [&'a [&'a str]],
    /// When it was made and how long it is good, in seconds since 1970.
    pub times: (i64, i64),
    /// Where its status is: the list and the place in it.
    pub status: (&'a str, i64),
    /// Whose it is; nobody's if it is bound to no device.
    pub holder: Option<&'a PublicKey>,
}

/// Makes it; `None` without randomness.
pub fn make(copy: &Copy<'_>, signer: &Signer) -> Option<String> {
    let mut disclosures = Vec::new();
    let claims = Value::Object(copy.claims.clone());
    let Value::Object(mut payload) = hide(claims, copy.disclosable, &mut disclosures)? else {
        return None;
    };
    let ((made, ends), (uri, idx)) = (copy.times, copy.status);
    let own = json!({
        "iss": copy.issuer, "vct": copy.vct, "iat": made, "exp": ends, "_sd_alg": "sha-256",
        "status": { "status_list": { "idx": idx, "uri": uri } },
    });
    payload.extend(own.as_object().cloned().unwrap_or_default());
    if let Some(holder) = copy.holder {
        payload.insert("cnf".to_owned(), json!({ "jwk": holder.jwk() }));
    }
    let header = json!({ "typ": "dc+sd-jwt", "x5c": signer.x5c() });
    let token = sign(&signer.key, header, &Value::Object(payload));
    let shown: String = disclosures.iter().map(|disclosure| format!("{disclosure}~")).collect();
    Some(format!("{token}~{shown}"))
}

/// Takes out of a value what may be kept back, innermost first, and leaves digests (RFC 9901, 4.2).
fn hide(value: Value, paths: &[&[&str]], disclosures: &mut Vec<String>) -> Option<Value> {
    match value {
        Value::Object(members) => hide_members(members, paths, disclosures).map(Value::Object),
        Value::Array(elements) => {
            let (whole, below) = under(paths, EACH);
            let hidden = elements.into_iter().map(|element| {
                let element = hide(element, &below, disclosures)?;
                if !whole {
                    return Some(element);
                }
                Some(json!({ "...": disclosed(json!([salt()?, element]), disclosures) }))
            });
            hidden.collect::<Option<Vec<_>>>().map(Value::Array)
        }
        plain => Some(plain),
    }
}

fn hide_members(
    members: Map<String, Value>,
    paths: &[&[&str]],
    disclosures: &mut Vec<String>,
) -> Option<Map<String, Value>> {
    let (mut shown, mut digests) = (Map::new(), Vec::new());
    for (name, value) in members {
        let (whole, below) = under(paths, &name);
        let value = hide(value, &below, disclosures)?;
        if whole {
            digests.push(disclosed(json!([salt()?, name, value]), disclosures));
        } else {
            shown.insert(name, value);
        }
    }
    if !digests.is_empty() {
        // In an order that says nothing of the claims' own (RFC 9901, 4.2.4.1).
        digests.sort_unstable();
        shown.insert("_sd".to_owned(), json!(digests));
    }
    Some(shown)
}

/// Whether this member itself may be kept back, and the paths that go on inside it.
fn under<'p>(paths: &[&'p [&'p str]], name: &str) -> (bool, Vec<&'p [&'p str]>) {
    let inside = paths
        .iter()
        .filter_map(|path| path.split_first().filter(|(first, _)| **first == name));
    let rest: Vec<&[&str]> = inside.map(|(_, rest)| rest).collect();
    (rest.iter().any(|rest| rest.is_empty()), rest)
}

/// Keeps a disclosure, and gives its digest (RFC 9901, 4.2.3).
fn disclosed(parts: Value, disclosures: &mut Vec<String>) -> String {
    let disclosure = b64(parts.to_string());
    let digest = b64(sha256(&disclosure));
    disclosures.push(disclosure);
    digest
}

fn salt() -> Option<String> {
    let mut bytes = [0_u8; SALT];
    SystemRandom::new().fill(&mut bytes).ok()?;
    Some(URL_SAFE_NO_PAD.encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_of_a_disclosure_is_the_one_of_the_rfc() {
        // RFC 9901, 4.2.3.
        let disclosure = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0";
        assert_eq!(b64(sha256(disclosure)), "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0");
    }

    #[test]
    fn what_may_be_kept_back_is_out_of_sight_at_every_depth() {
        let claims = json!({ "a": 1, "b": { "c": "x", "d": "y" }, "l": ["p", "q"], "open": true });
        let paths: [&[&str]; 4] = [&["a"], &["b"], &["b", "c"], &["l", EACH]];
        let mut disclosures = Vec::new();
        let hidden = hide(claims, &paths, &mut disclosures).unwrap();
        assert_eq!(hidden["open"], true);
        assert_eq!(hidden["_sd"].as_array().unwrap().len(), 2);
        assert!(hidden.get("a").is_none() && hidden.get("b").is_none());
        assert!(hidden["l"][0]["..."].is_string() && hidden["l"].as_array().unwrap().len() == 2);
        assert_eq!(disclosures.len(), 5);
        let read = |text: &String| -> Value {
            let bytes = crate::cards::jose::unb64(text).unwrap();
            serde_json::from_slice(&bytes).unwrap()
        };
        let inner = disclosures.iter().map(read).find(|d| d[1] == "b").unwrap();
        assert_eq!(inner[2]["d"], "y");
        assert_eq!(inner[2]["_sd"].as_array().unwrap().len(), 1);
        let mut salts: Vec<String> = disclosures.iter().map(|d| read(d)[0].to_string()).collect();
        salts.sort_unstable();
        salts.dedup();
        assert_eq!(salts.len(), 5);
    }
}
