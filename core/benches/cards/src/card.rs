//! An SD-JWT with as many hidden claims as one likes, and what five of them are.

use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use crate::harness::Outcome;
use crate::keys::{Key, b64};

/// How many claims are shown.
pub const SHOWN: usize = 5;

/// A card as it lies in a wallet.
pub struct Card {
    /// The compact form.
    pub text: String,
    /// The claims that are asked for: as far apart as there are.
    pub shown: Vec<String>,
    /// What has to come of showing them: the issuer's part and their disclosures.
    pub right: Vec<String>,
}

impl Card {
    /// A card with so many hidden claims, bound to a key.
    pub fn new(issuer: &Key, holder: &Key, count: usize) -> Outcome<Self> {
        let names: Vec<String> = (0..count).map(|number| format!("claim_{number}")).collect();
        let disclosures: Vec<String> = names
            .iter()
            .enumerate()
            .map(|(number, name)| disclosure(number, name))
            .collect();
        let mut digests: Vec<String> = disclosures
            .iter()
            .map(|text| b64(digest(&SHA256, text.as_bytes())))
            .collect();
        digests.sort_unstable();
        let claims = json!({
            "iss": "https://tarjetas.example", "vct": "urn:example:card:1", "iat": 1_795_000_000, "exp": 1_830_000_000,
            "cnf": { "jwk": holder.public()?.jwk() }, "status": { "status_list": { "idx": 7, "uri": "https://tarjetas.example/1" } },
            "_sd_alg": "sha-256", "_sd": digests,
        });
        let jwt = issuer.token(&json!({ "alg": "ES256", "typ": "dc+sd-jwt" }), &claims)?;
        let step = count / SHOWN;
        let shown: Vec<usize> = (0..SHOWN).map(|number| number * step).collect();
        let pick = |all: &[String]| shown.iter().filter_map(|at| all.get(*at).cloned()).collect::<Vec<_>>();
        let right = std::iter::once(jwt.clone()).chain(pick(&disclosures)).collect();
        let parts: Vec<&str> = std::iter::once(&jwt).chain(&disclosures).map(String::as_str).collect();
        Ok(Self {
            text: parts.join("~") + "~",
            shown: pick(&names),
            right,
        })
    }

    /// Refuses an answer that shows something else; the order of disclosures is free.
    pub fn check(&self, who: &str, presentation: &str) -> Outcome<()> {
        let mut parts: Vec<&str> = presentation.trim_end_matches('~').split('~').collect();
        let mut right: Vec<&str> = self.right.iter().map(String::as_str).collect();
        parts.sort_unstable();
        right.sort_unstable();
        if parts == right {
            Ok(())
        } else {
            Err(format!("{who} shows {} parts, and not the right ones", parts.len()).into())
        }
    }
}

/// With a salt of 128 bits, as RFC 9901 (section 9.3) has it.
fn disclosure(number: usize, name: &str) -> String {
    let salt = digest(&SHA256, name.as_bytes());
    let salt = b64(salt.as_ref().get(..16).unwrap_or_default());
    b64(Value::from(vec![salt, name.to_owned(), format!("Calle Mayor, {number}")]).to_string())
}
