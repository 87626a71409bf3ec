//! An mdoc of twenty elements: taken apart, and three of its elements shown by a key in software, which is ring's for all.
//!
//! isomdl shows a card only after a whole talk over Bluetooth was set up, so it only reads here. The floor of reading is one decoding of the
//! CBOR that is outside of all the strings; the floor of showing is one signature besides.

use std::collections::BTreeMap;

use affinidi_mdoc::es256_cose::Es256CoseSigner;
use affinidi_mdoc::{
    CoseKey, CoseSigner, DeviceResponse as TheirResponse, IssuerSigned as Affinidi, MdocBuilder, MdocError,
    SessionTranscript as TheirTalk, ValidityInfo,
};
use ciborium::Value;
use isomdl::definitions::IssuerSigned as Isomdl;
use madrid_credentials::mdoc::{DeviceResponse, IssuerSigned, Presentation, SessionTranscript};

use crate::harness::{Figure, Outcome, Rival, among};
use crate::keys::Key;
use crate::{ROUNDS, time};

const DOC_TYPE: &str = "es.madrid.card.1";
const SPACE: &str = "es.madrid.card.1";
const ELEMENTS: usize = 20;
const SHOWN: [&str; 3] = ["element_3", "element_9", "element_15"];

/// A card, and the key it is bound to.
struct Card {
    bytes: Vec<u8>,
    phone: Phone,
}

/// A phone's key for the other library, too.
struct Phone(Key);

impl CoseSigner for Phone {
    fn algorithm(&self) -> coset::iana::Algorithm {
        coset::iana::Algorithm::ES256
    }

    fn sign(&self, data: &[u8]) -> Result<Vec<u8>, MdocError> {
        self.0.raw(data).map_err(|_| MdocError::Cose("not signed".to_owned()))
    }
}

/// Reading and showing.
pub fn figures() -> Outcome<Vec<Figure>> {
    let card = Card::new()?;
    Ok(vec![reading(&card)?, showing(&card)?])
}

impl Card {
    fn new() -> Outcome<Self> {
        let phone = Phone(Key::new()?);
        let key = phone.0.public()?;
        let (x, y) = key.coordinates();
        let card = MdocBuilder::new(DOC_TYPE)
            .device_key(CoseKey::new_p256(x.to_vec(), y.to_vec())?.to_cbor_value())
            .validity(ValidityInfo {
                signed: "2026-11-01T00:00:00Z".to_owned(),
                valid_from: "2026-11-02T00:00:00Z".to_owned(),
                valid_until: "2027-11-01T00:00:00Z".to_owned(),
            });
        let card = (0..ELEMENTS).fold(card, |card, number| {
            let said = Value::Text(format!("Calle Mayor, {number}"));
            card.add_attribute(SPACE, &format!("element_{number}"), said)
        });
        Ok(Self {
            bytes: card.build(&Es256CoseSigner::generate())?.to_cbor_bytes()?,
            phone,
        })
    }
}

fn reading(card: &Card) -> Outcome<Figure> {
    let counts = [
        ours(card)?,
        Affinidi::from_cbor_bytes(&card.bytes)?.attribute_names(SPACE).len(),
        isomdl(card)?,
    ];
    if counts != [ELEMENTS; 3] {
        return Err(format!("elements read: {counts:?}").into());
    }
    let rivals = vec![
        rival("ciborium::Value, strings unread", || bare(card)),
        rival("isomdl", || isomdl(card)),
        rival("affinidi-mdoc", || Ok(Affinidi::from_cbor_bytes(&card.bytes)?)),
    ];
    among(
        format!("mdoc: read {ELEMENTS} elements"),
        ROUNDS,
        || time(|| ours(card)),
        rivals,
    )
}

fn showing(card: &Card) -> Outcome<Figure> {
    for shown in [show(card)?, affinidi(card)?] {
        if DeviceResponse::parse(&shown)?.issuer_signed().elements().count() != SHOWN.len() {
            return Err("something else is shown".into());
        }
    }
    let rivals = vec![
        rival("ciborium::Value and a signature", || {
            bare(card)?;
            card.phone.0.raw(&card.bytes)
        }),
        rival("affinidi-mdoc, key by ring", || affinidi(card)),
    ];
    among(
        format!("mdoc: read, show {} of {ELEMENTS}", SHOWN.len()),
        ROUNDS,
        || time(|| show(card)),
        rivals,
    )
}

fn rival<'a, T: 'a>(name: &'static str, mut run: impl FnMut() -> Outcome<T> + 'a) -> Rival<'a> {
    Rival {
        name,
        run: Box::new(move || time(&mut run)),
    }
}

fn ours(card: &Card) -> Outcome<usize> {
    Ok(IssuerSigned::parse(&card.bytes)?.elements().count())
}

fn bare(card: &Card) -> Outcome<Value> {
    Ok(ciborium::from_reader(card.bytes.as_slice())?)
}

fn isomdl(card: &Card) -> Outcome<usize> {
    let read: Isomdl = isomdl::cbor::from_slice(&card.bytes)?;
    let spaces = read.namespaces.ok_or("no name space")?;
    Ok(spaces.values().map(|all| all.iter().count()).sum())
}

fn show(card: &Card) -> Outcome<Vec<u8>> {
    let read = IssuerSigned::parse(&card.bytes)?;
    let talk = SessionTranscript::redirect("x509_hash:AQ", "nonce", None, "https://v.example/r");
    let shown = Presentation::new(&read, &SHOWN.map(|name| (SPACE, name)), &talk)?;
    let signature = card.phone.0.sign(shown.to_sign())?;
    Ok(shown.finish(&signature))
}

fn affinidi(card: &Card) -> Outcome<Vec<u8>> {
    let read = Affinidi::from_cbor_bytes(&card.bytes)?;
    let chosen = BTreeMap::from([(SPACE.to_owned(), SHOWN.map(str::to_owned).to_vec())]);
    let talk = TheirTalk::new_oid4vp("x509_hash:AQ", "nonce", None, "https://v.example/r");
    let shown = TheirResponse::create_with_device_auth(&read, &chosen, &talk, &card.phone, None)?;
    Ok(shown.to_cbor_bytes()?)
}
