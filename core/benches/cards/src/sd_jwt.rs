//! From the text of an SD-JWT to what is shown of it: taken apart, every claim put where it belongs, five of them chosen.
//!
//! The floor does what nobody can leave out: base64, one hash and one reading of JSON for each disclosure, and the text that is shown. The
//! rivals do less than the rules ask (RFC 9901, section 7.1): what each leaves out stands beside it.

use affinidi_sd_jwt::hasher::Sha256Hasher as TheirHasher;
use affinidi_sd_jwt::{SdJwt as Affinidi, holder};
use madrid_credentials::path::{Place, Step};
use madrid_credentials::sd_jwt::{Presentation, Resolved, SdJwt};
use ring::digest::{SHA256, digest};
use sd_jwt_payload::{SdJwt as Payload, Sha256Hasher};
use sd_jwt_rs::{SDJWTHolder, SDJWTSerializationFormat};
use serde_json::{Map, Value};

use crate::card::Card;
use crate::harness::{Figure, Outcome, Rival, among};
use crate::keys::{Key, unb64};
use crate::{ROUNDS, time};

/// A way from the text of a card to what is shown.
type Way = fn(&Card) -> Outcome<String>;

const WAYS: [(&str, Way); 4] = [
    ("split, base64, SHA-256, serde_json", bare),
    ("sd-jwt-payload (no rule of 7.1)", payload),
    ("sd-jwt-rs (claims not resolved)", rs),
    ("affinidi-sd-jwt", affinidi),
];

/// With 10, 50 and 200 hidden claims.
pub fn figures() -> Outcome<Vec<Figure>> {
    [10, 50, 200].into_iter().map(figure).collect()
}

fn figure(count: usize) -> Outcome<Figure> {
    let card = Card::new(&Key::new()?, &Key::new()?, count)?;
    card.check("ours", &ours(&card)?)?;
    for (name, way) in WAYS {
        card.check(name, &way(&card)?)?;
    }
    let rivals = WAYS.map(|(name, way)| {
        let card = &card;
        Rival {
            name,
            run: Box::new(move || time(|| way(card))),
        }
    });
    among(
        format!("SD-JWT: 5 of {count} shown"),
        ROUNDS,
        || time(|| ours(&card)),
        rivals.into(),
    )
}

/// With every rule of RFC 9901 kept.
fn ours(card: &Card) -> Outcome<String> {
    let read = SdJwt::issued(&card.text)?;
    let resolved = Resolved::of(&read)?;
    let places: Vec<Place> = card.shown.iter().map(|name| vec![Step::Name(name.clone())]).collect();
    Ok(Presentation::of(&resolved, &places)?.text().to_owned())
}

/// The least that anybody has to do.
pub fn bare(card: &Card) -> Outcome<String> {
    let mut parts = card.text.trim_end_matches('~').split('~');
    let jwt = parts.next().ok_or("no part")?;
    let mut halves = jwt.split('.');
    let (header, payload) = (halves.next().ok_or("no header")?, halves.next().ok_or("no payload")?);
    let _: Value = serde_json::from_slice(&unb64(header)?)?;
    let mut claims: Map<String, Value> = serde_json::from_slice(&unb64(payload)?)?;
    let mut shown = format!("{jwt}~");
    for part in parts {
        std::hint::black_box(digest(&SHA256, part.as_bytes()));
        let disclosure: [Value; 3] = serde_json::from_slice(&unb64(part)?)?;
        let [_, Value::String(name), value] = disclosure else {
            return Err("no claim".into());
        };
        if card.shown.contains(&name) {
            shown.push_str(part);
            shown.push('~');
        }
        claims.insert(name, value);
    }
    std::hint::black_box(claims);
    Ok(shown)
}

fn payload(card: &Card) -> Outcome<String> {
    let read = Payload::parse(&card.text)?;
    let mut builder = read.into_presentation(&Sha256Hasher::new())?.conceal_all();
    for name in &card.shown {
        builder = builder.disclose(&format!("/{name}"))?;
    }
    let (shown, _) = builder.finish();
    Ok(shown.presentation())
}

fn rs(card: &Card) -> Outcome<String> {
    let mut holder = SDJWTHolder::new(card.text.clone(), SDJWTSerializationFormat::Compact)?;
    let claims = card.shown.iter().map(|name| (name.clone(), Value::Bool(true)));
    Ok(holder.create_presentation(claims.collect(), None, None, None, None)?)
}

fn affinidi(card: &Card) -> Outcome<String> {
    let read = Affinidi::parse(&card.text, &TheirHasher)?;
    let claims = holder::resolve_claims(&read.payload()?, &read.disclosures)?;
    std::hint::black_box(claims);
    let names: Vec<&str> = card.shown.iter().map(String::as_str).collect();
    let chosen = holder::select_disclosures(&read, &names);
    Ok(holder::present(&read, &chosen, None, &TheirHasher)?.serialize())
}
