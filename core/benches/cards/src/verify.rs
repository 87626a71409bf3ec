//! What a desk does with an SD-JWT: the issuer's signature, the claims by every rule, the holder's signature for this desk and this question.
//!
//! The floor is the two signatures alone, as ring checks them. sd-jwt-payload checks none, so that it cannot take part.

use affinidi_sd_jwt::error::SdJwtError;
use affinidi_sd_jwt::hasher::Sha256Hasher;
use affinidi_sd_jwt::{JwtVerifier, SdJwt as Affinidi, VerificationOptions, verifier};
use jsonwebtoken::DecodingKey;
use madrid_credentials::jose::jwk::PublicKey;
use madrid_credentials::path::Step;
use madrid_credentials::sd_jwt::kb::KeyBinding;
use madrid_credentials::sd_jwt::{Presentation, Resolved, SdJwt};
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use sd_jwt_rs::{SDJWTSerializationFormat, SDJWTVerifier};
use serde_json::Value;

use crate::card::Card;
use crate::harness::{Figure, Outcome, Rival, among};
use crate::keys::{Key, b64, unb64};
use crate::{ROUNDS, time};

const DESK: &str = "x509_hash:AQ";
const NONCE: &str = "0394852190834-oQ";
/// Of the question and of its answer.
const NOW: i64 = 1_796_000_000;
/// Seconds that an answer may be old.
const FRESH: i64 = 300;

const BINDING: KeyBinding<'static> = KeyBinding {
    audience: DESK,
    nonce: NONCE,
    at: NOW,
    transactions: &[],
};

/// What was shown, and whose keys belong to it.
struct Shown {
    text: String,
    issuer: PublicKey,
    holder: PublicKey,
}

/// Five of ten and five of two hundred.
pub fn figures() -> Outcome<Vec<Figure>> {
    [10, 200].into_iter().map(figure).collect()
}

fn figure(count: usize) -> Outcome<Figure> {
    let (issuer, holder) = (Key::new()?, Key::new()?);
    let shown = Shown::new(&issuer, &holder, count)?;
    let changed = shown.changed();
    type Way = fn(&Shown) -> Outcome<Value>;
    let ways: [(&'static str, Way); 2] = [("sd-jwt-rs", rs), ("affinidi-sd-jwt, keys by ring", affinidi)];
    let right = ours(&shown)?;
    for (name, way) in ways {
        let said = way(&shown)?;
        if said.get("claim_0") != right.get("claim_0") || way(&changed).is_ok() {
            return Err(format!("{name} does not judge as we do").into());
        }
    }
    if ours(&changed).is_ok() || bare(&changed).is_ok() {
        return Err("what was changed is taken".into());
    }
    let mut rivals: Vec<Rival<'_>> = vec![Rival {
        name: "two signatures, bare",
        run: Box::new(|| time(|| bare(&shown))),
    }];
    rivals.extend(ways.map(|(name, way)| {
        let shown = &shown;
        Rival {
            name,
            run: Box::new(move || time(|| way(shown))),
        }
    }));
    among(
        format!("SD-JWT: verify 5 of {count}, key bound"),
        ROUNDS,
        || time(|| ours(&shown)),
        rivals,
    )
}

impl Shown {
    fn new(issuer: &Key, holder: &Key, count: usize) -> Outcome<Self> {
        let card = Card::new(issuer, holder, count)?;
        let resolved = Resolved::of(&SdJwt::issued(&card.text)?)?;
        let places: Vec<_> = card.shown.iter().map(|name| vec![Step::Name(name.clone())]).collect();
        let shown = Presentation::of(&resolved, &places)?;
        let unsigned = BINDING.unsigned(&shown);
        let signature = holder.sign(unsigned.to_sign())?;
        Ok(Self {
            text: shown.with(&unsigned.finish(&signature)),
            issuer: issuer.public()?,
            holder: holder.public()?,
        })
    }

    /// The same with another signature of its holder's.
    fn changed(&self) -> Self {
        let (before, _) = self.text.rsplit_once('.').unwrap_or_default();
        Self {
            text: format!("{before}.{}", b64([7; 64])),
            issuer: self.issuer,
            holder: self.holder,
        }
    }
}

fn ours(shown: &Shown) -> Outcome<Value> {
    let read = SdJwt::parse(&shown.text)?;
    read.verify(&shown.issuer)?;
    let resolved = Resolved::of(&read)?;
    BINDING.verify(&read, &shown.holder, FRESH)?;
    Ok(resolved.claims)
}

fn bare(shown: &Shown) -> Outcome<()> {
    let (before, binding) = shown.text.rsplit_once('~').ok_or("no binding")?;
    let jwt = before.split('~').next().ok_or("no part")?;
    for (token, key) in [(jwt, &shown.issuer), (binding, &shown.holder)] {
        let (signed, signature) = token.rsplit_once('.').ok_or("no token")?;
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.point())
            .verify(signed.as_bytes(), &unb64(signature)?)
            .map_err(|_| "a signature is wrong")?;
    }
    Ok(())
}

fn rs(shown: &Shown) -> Outcome<Value> {
    let (x, y) = shown.issuer.coordinates();
    let key = DecodingKey::from_ec_components(&b64(x), &b64(y))?;
    let judge = SDJWTVerifier::new(
        shown.text.clone(),
        Box::new(move |_, _| key.clone()),
        Some(DESK.to_owned()),
        Some(NONCE.to_owned()),
        SDJWTSerializationFormat::Compact,
    )?;
    Ok(judge.verified_claims)
}

/// Theirs leaves keys to who uses it: the same ring as everybody here.
struct ByRing(PublicKey);

impl JwtVerifier for ByRing {
    fn verify_jwt(&self, jws: &str) -> Result<Value, SdJwtError> {
        let broken = |_| SdJwtError::Verification("not signed".to_owned());
        let (signed, signature) = jws.rsplit_once('.').ok_or(()).map_err(broken)?;
        let signature = unb64(signature).map_err(|_| ()).map_err(broken)?;
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, self.0.point())
            .verify(signed.as_bytes(), &signature)
            .map_err(|_| ())
            .map_err(broken)?;
        let payload = signed.rsplit_once('.').map(|(_, payload)| unb64(payload));
        let payload = payload.and_then(Result::ok).ok_or(()).map_err(broken)?;
        serde_json::from_slice(&payload).map_err(|_| ()).map_err(broken)
    }
}

fn affinidi(shown: &Shown) -> Outcome<Value> {
    let read = Affinidi::parse(&shown.text, &Sha256Hasher)?;
    let options = VerificationOptions {
        verify_kb: true,
        expected_audience: Some(DESK),
        expected_nonce: Some(NONCE),
    };
    let (issuer, holder) = (ByRing(shown.issuer), ByRing(shown.holder));
    let judged = verifier::verify(&read, &issuer, &Sha256Hasher, &options, Some(&holder))?;
    if !judged.is_verified() {
        return Err("not verified".into());
    }
    Ok(judged.claims)
}
