//! Which wallet asks: one that its provider vouches for (draft-ietf-oauth-attestation-based-client-auth, as OpenID4VCI 1.0 pins it and as it
//! is newer), or anybody for cards that are bound to no device.

use axum::http::HeaderMap;

use super::failed::{CHALLENGE, Failed, refused, unknown_client};
use super::nonce::{GOOD_FOR, Use};
use super::store;
use crate::cards::chain::{leaf_key, x5c};
use crate::cards::jose::{PublicKey, Token};
use crate::cards::{Configuration, Tier};
use crate::state::CityState;

/// The headers of the two tokens.
const ATTESTATION: &str = "oauth-client-attestation";
const PROOF: &str = "oauth-client-attestation-pop";
const ATTESTATION_TYPE: &str = "oauth-client-attestation+jwt";
const PROOF_TYPE: &str = "oauth-client-attestation-pop+jwt";
/// A wallet instance attestation lives less than a day (TS3, 2.3).
const LONGEST_LIFE: i64 = 24 * 60 * 60;
/// Seconds by which the clock of a wallet may be ahead.
const SKEW: i64 = 60;

/// A wallet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Its name, shared by all of its installations; empty for one that does not say.
    pub id: String,
    /// Whether its provider vouches for it.
    pub attested: bool,
    /// Whether it proved so over a challenge of this desk, and not only by its own clock.
    pub challenged: bool,
}

/// Who asks, by headers and by what the form says.
pub async fn authenticate(
    city: &CityState,
    headers: &HeaderMap,
    claimed: Option<&str>,
    issuer: &str,
) -> Result<Client, Failed> {
    let one = |name: &str| {
        let mut all = headers.get_all(name).iter();
        match (all.next(), all.next()) {
            (None, _) => Ok(None),
            (Some(only), None) => Ok(only.to_str().ok()),
            _ => Err(unknown_client("the attestation came more than once")),
        }
    };
    let (attestation, proof) = match (one(ATTESTATION)?, one(PROOF)?) {
        (Some(attestation), Some(proof)) => (attestation, proof),
        (None, None) => {
            return Ok(Client {
                id: claimed.unwrap_or_default().to_owned(),
                attested: false,
                challenged: false,
            });
        }
        _ => return Err(unknown_client("an attestation and its proof come together")),
    };
    let now = city.clock().now().timestamp();
    let (id, key) = attested(attestation, city.pki().wallet_provider_root(), now)
        .ok_or(unknown_client("the wallet provider does not vouch for this wallet"))?;
    if claimed.is_some_and(|claimed| claimed != id) {
        return Err(unknown_client("the attestation is for another client_id"));
    }
    let challenged = prove(city, proof, (&id, &key), issuer).await?;
    Ok(Client {
        id,
        attested: true,
        challenged,
    })
}

/// The client and its key, if the wallet provider says so and did lately.
fn attested(text: &str, root: &[u8], now: i64) -> Option<(String, PublicKey)> {
    let token = Token::read(text, ATTESTATION_TYPE)?;
    let provider = leaf_key(&x5c(&token.header)?, root, now)?;
    let ends = token.seconds("exp")?;
    let lives = now < ends && ends <= now.saturating_add(LONGEST_LIFE);
    let key = PublicKey::from_jwk(token.claims.get("cnf")?.get("jwk")?)?;
    let id = token.text("sub").filter(|id| !id.is_empty())?;
    (lives && token.is_signed_by(&provider)).then(|| (id.to_owned(), key))
}

/// Finds out that the wallet has the key, now and for this desk; and whether it was challenged to show so. Wallets of older drafts know of
/// no challenge: for them the time that they say must be now.
async fn prove(city: &CityState, text: &str, (id, key): (&str, &PublicKey), issuer: &str) -> Result<bool, Failed> {
    let now = city.clock().now().timestamp();
    let proof = Token::read(text, PROOF_TYPE).filter(|proof| proof.is_signed_by(key));
    let proof = proof.ok_or(unknown_client("the proof is not signed by the attested key"))?;
    // Newer drafts have no `iss` here; where there is one it must be true.
    let is_own = proof.text("iss").is_none_or(|iss| iss == id);
    if !is_own || !proof.is_for(issuer) {
        return Err(unknown_client("the proof is for somebody else"));
    }
    let challenged = is_challenged(city, &proof, now)?;
    if !challenged && !is_fresh(&proof, now) {
        return Err(unknown_client("the proof was not made now"));
    }
    let name = proof.text("jti").filter(|name| !name.is_empty());
    let name = name.ok_or(unknown_client("the proof has no name"))?;
    let seen = format!("attestation {} {name}", key.thumbprint());
    let until = now.saturating_add(GOOD_FOR + SKEW);
    let first = city
        .with_store(move |records| records.write(|tx| store::see(tx, &seen, (now, until))))
        .await?;
    if first {
        Ok(challenged)
    } else {
        Err(unknown_client("the proof was used before"))
    }
}

/// Whether there is a challenge in it. One that is not, or no longer, good is answered by a new one.
fn is_challenged(city: &CityState, proof: &Token, now: i64) -> Result<bool, Failed> {
    // `challenge` since draft 10, `nonce` before.
    let Some(challenge) = ["challenge", "nonce"]
        .into_iter()
        .find_map(|name| proof.claims.get(name))
    else {
        return Ok(false);
    };
    let challenge = challenge.as_str().unwrap_or_default();
    if city.nonces().is_good(Use::Attestation, challenge, now) {
        return Ok(true);
    }
    Err(use_challenge(city)?)
}

fn is_fresh(proof: &Token, now: i64) -> bool {
    let made = proof.seconds("iat");
    made.is_some_and(|made| (-SKEW..=GOOD_FOR).contains(&now.saturating_sub(made)))
}

/// A no that says how to do better.
fn use_challenge(city: &CityState) -> Result<Failed, Failed> {
    let now = city.clock().now().timestamp();
    let next = city.nonces().make(Use::Attestation, now)?;
    let why = "the proof needs the challenge in the header OAuth-Client-Attestation-Challenge";
    Ok(refused("use_attestation_challenge", why).with(CHALLENGE, next))
}

impl Client {
    /// The highest tier of cards that this wallet may fetch, as far as it is a question of the wallet.
    pub const fn reach(&self) -> Tier {
        match (self.attested, self.challenged) {
            (false, _) => Tier::Basic,
            (true, false) => Tier::Software,
            (true, true) => Tier::Hardware,
        }
    }
}

/// Cards go at their own tier to attested wallets only, and those of the highest tier to those that took up the desk's challenge. Cards that
/// are bound to nothing, and basic ones of all others, go to everybody: a provider that is down, or a phone that it does not like, locks
/// nobody out.
pub fn demand(city: &CityState, configurations: &[String], client: &Client) -> Result<(), Failed> {
    let tiers = configurations.iter().filter_map(|id| Configuration::of(id));
    let highest = tiers.map(Configuration::tier).max().unwrap_or(Tier::None);
    match highest {
        Tier::Software | Tier::Hardware if !client.attested => {
            Err(unknown_client("this card needs a wallet that its provider vouches for"))
        }
        Tier::Hardware if !client.challenged => Err(use_challenge(city)?),
        _ => Ok(()),
    }
}
