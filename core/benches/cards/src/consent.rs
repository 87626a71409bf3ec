//! From a person's yes to what is sent: five of fifty claims chosen, signed by the card's key, encrypted to who asked (`direct_post.jwt`).
//!
//! The floor is the cryptography alone, as ring does it: one hash and one reading of each disclosure, one signature, one new key with one
//! agreement, one encryption.

use madrid_credentials::jose::jwe::{Enc, Parties, Recipient, encrypt};
use madrid_credentials::jose::jwk::PublicKey;
use madrid_credentials::path::Step;
use madrid_credentials::sd_jwt::kb::KeyBinding;
use madrid_credentials::sd_jwt::{Presentation, Resolved, SdJwt};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use serde_json::json;

use crate::card::Card;
use crate::harness::{Figure, Outcome, beside};
use crate::keys::{Key, b64};
use crate::{ROUNDS, sd_jwt, time};

const HIDDEN: usize = 50;
/// The time of the showing.
const NOW: i64 = 1_796_000_000;

/// Who shows what to whom.
struct Scene {
    card: Card,
    holder: Key,
    desk: PublicKey,
    chance: SystemRandom,
}

/// With a key in software.
pub fn figures() -> Outcome<Vec<Figure>> {
    let (issuer, holder) = (Key::new()?, Key::new()?);
    let scene = Scene {
        card: Card::new(&issuer, &holder, HIDDEN)?,
        desk: Key::new()?.public()?,
        holder,
        chance: SystemRandom::new(),
    };
    let (sent, least) = (scene.ours()?.len(), scene.bare()?);
    if sent < least {
        return Err(format!("{sent} bytes are sent, and {least} were to be").into());
    }
    let figure = beside(
        format!("consent to answer, 5 of {HIDDEN}"),
        ROUNDS,
        || time(|| scene.ours()),
        ("read, sign, agree, seal, bare", || time(|| scene.bare())),
    )?;
    Ok(vec![figure])
}

impl Scene {
    fn ours(&self) -> Outcome<String> {
        let read = SdJwt::issued(&self.card.text)?;
        let resolved = Resolved::of(&read)?;
        let places: Vec<_> = self
            .card
            .shown
            .iter()
            .map(|name| vec![Step::Name(name.clone())])
            .collect();
        let shown = Presentation::of(&resolved, &places)?;
        let binding = KeyBinding {
            audience: "x509_hash:AQ",
            nonce: "0394852190834-oQ",
            at: NOW,
            transactions: &[],
        };
        let unsigned = binding.unsigned(&shown);
        let signature = self.holder.sign(unsigned.to_sign())?;
        let answer = json!({ "vp_token": { "card": [shown.with(&unsigned.finish(&signature))] }, "state": "x" });
        let to = Recipient {
            key: self.desk,
            kid: Some("1"),
            enc: Enc::A256Gcm,
            parties: Parties::default(),
        };
        Ok(encrypt(&to, answer.to_string().as_bytes(), &self.chance)?)
    }

    /// The least that anybody has to do; gives the bytes that were sealed.
    fn bare(&self) -> Outcome<usize> {
        let shown = sd_jwt::bare(&self.card)?;
        let hash = b64(digest(&SHA256, shown.as_bytes()));
        let binding = self.holder.token(
            &json!({ "alg": "ES256", "typ": "kb+jwt" }),
            &json!({ "iat": NOW, "aud": "x509_hash:AQ", "nonce": "0394852190834-oQ", "sd_hash": hash }),
        )?;
        let mut sealed = format!("{shown}{binding}").into_bytes();
        let mine = EphemeralPrivateKey::generate(&ECDH_P256, &self.chance).map_err(|_| "no key")?;
        let desk = UnparsedPublicKey::new(&ECDH_P256, self.desk.point());
        let key = agree_ephemeral(mine, &desk, |secret| digest(&SHA256, secret)).map_err(|_| "no agreement")?;
        let key = UnboundKey::new(&AES_256_GCM, key.as_ref()).map_err(|_| "no key")?;
        let nonce = Nonce::assume_unique_for_key([0; 12]);
        LessSafeKey::new(key)
            .seal_in_place_append_tag(nonce, Aad::empty(), &mut sealed)
            .map_err(|_| "not sealed")?;
        Ok(std::hint::black_box(b64(sealed)).len())
    }
}
